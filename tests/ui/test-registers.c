/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A register in the window: what is typed stays, and nothing goes on with something missing. */

#include "config.h"

#include "cbu-test.h"
#include "core/registers/cb-proposal.h"
#include "core/workplace/cb-workplace-duties.h"
#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-private.h"
#include "core/workplace/cb-workplace-proposals.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/registers/cbu-proposal-letter.h"
#include "ui/registers/cbu-record-field.h"
#include "ui/registers/cbu-record-form.h"
#include "ui/registers/cbu-registers-page.h"

typedef struct
{
  CbuSession *session;
  CbWorkplace *workplace;
  GtkWidget *page;
  GtkWidget *window;
  const char *number; /* of an entry that a test looks for */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->session = cbu_test_open_practice ();
  fixture->workplace = cbu_session_get_workplace (fixture->session);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", "vn-52-binh-dinh", NULL));
  fixture->page = cbu_registers_page_new (fixture->session);
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1100, 700);
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
}

static GtkWidget *
find_field (GtkWidget *root, const char *id)
{
  if (CBU_IS_RECORD_FIELD (root)
      && g_str_equal (cbu_record_field_get_id (CBU_RECORD_FIELD (root)), id))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type (Fixture *fixture, const char *id, const char *text)
{
  GtkWidget *field = find_field (fixture->page, id);
  GtkWidget *view = cbu_test_find (field, GTK_TYPE_TEXT_VIEW);

  if (view != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (field, GTK_TYPE_ENTRY)), text);
}

static gboolean
form_is_shown (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *field = find_field (fixture->page, "reason");

  return field != NULL && gtk_widget_get_mapped (field);
}

static CbRecord *
get_record (Fixture *fixture)
{
  g_autoptr (GPtrArray) records
      = cb_workplace_list_records (fixture->workplace, CB_REGISTER_REFUSALS, NULL);

  g_assert_cmpuint (records->len, ==, 1);
  return cb_record_copy (g_ptr_array_index (records, 0));
}

static gboolean
reason_is_kept (gpointer data)
{
  g_autoptr (CbRecord) record = get_record (data);

  return g_str_equal (cb_record_peek (record, "reason"), "Có dữ liệu cá nhân");
}

static void
begin (Fixture *fixture)
{
  cbu_registers_page_add (CBU_REGISTERS_PAGE (fixture->page), CB_REGISTER_REFUSALS, NULL);
  cbu_test_wait (form_is_shown, fixture, "the form of the new record");
}

/* Beside the entry; the clause above it is another one. */
static GtkWidget *
find_choices (Fixture *fixture, const char *id)
{
  GtkWidget *field = find_field (fixture->page, id);
  GtkWidget *entry = field != NULL ? cbu_test_find (field, GTK_TYPE_ENTRY) : NULL;

  return entry != NULL ? cbu_test_find (gtk_widget_get_parent (entry), GTK_TYPE_MENU_BUTTON) : NULL;
}

static gboolean
has_choices (gpointer data)
{
  return find_choices (data, "notified") != NULL;
}

static GListModel *
get_choices (GtkWidget *popover)
{
  GtkWidget *list = cbu_test_find (popover, GTK_TYPE_LIST_VIEW);

  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

/* Names from the preset stand first, those in charge of the catalog follow; typing without
 * diacritics finds one, Enter takes it. */
static void
test_agency_chosen (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("{\"kind\":\"congbo-preset\",\"version\":1,"
                                           "\"catalog\":{\"decision\":\"1\",\"items\":[{\"code\":"
                                           "\"1\",\"title\":\"T\",\"owner\":\"Sở Nội vụ\"}]},"
                                           "\"agencies\":[");
  g_autoptr (CbPreset) preset = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GtkStringObject) first = NULL;
  g_autoptr (GtkStringObject) last = NULL;
  GtkWidget *field;
  GtkWidget *button;
  GtkWidget *popover;
  GtkWidget *search;

  for (guint i = 1; i <= 400; i++)
    g_string_append_printf (text, "\"Xã số %u\",", i);
  g_string_append (text, "\"Ban Quản lý khu kinh tế\"]}");
  preset = cb_preset_parse (text->str, -1, "p.json", NULL);
  changes = cb_workplace_apply_preset (fixture->workplace, preset, NULL);
  g_assert_nonnull (changes);
  begin (fixture);
  cbu_test_wait (has_choices, fixture, "the agencies to choose from");
  field = find_field (fixture->page, "notified");
  button = find_choices (fixture, "notified");
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_cmpuint (g_list_model_get_n_items (get_choices (popover)), ==, 402);
  first = g_list_model_get_item (get_choices (popover), 0);
  last = g_list_model_get_item (get_choices (popover), 401);
  g_assert_cmpstr (gtk_string_object_get_string (last), ==, "Sở Nội vụ");
  g_assert_cmpstr (gtk_string_object_get_string (first), ==, "Xã số 1");
  search = cbu_test_find (popover, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (search), "quan ly khu");
  g_assert_cmpuint (g_list_model_get_n_items (get_choices (popover)), ==, 1);
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cbu_test_find (field, GTK_TYPE_ENTRY))), ==,
                   "Ban Quản lý khu kinh tế");
  /* Nothing is found: Enter takes nothing. */
  gtk_editable_set_text (GTK_EDITABLE (search), "không có");
  g_signal_emit_by_name (search, "activate");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cbu_test_find (field, GTK_TYPE_ENTRY))), ==,
                   "Ban Quản lý khu kinh tế");
  g_assert_null (find_choices (fixture, "document"));
}

/* The window goes before anything was pressed. */
static void
test_typed_stays (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = NULL;

  begin (fixture);
  type (fixture, "reason", "Có dữ liệu cá nhân");
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  cbu_test_wait (reason_is_kept, fixture, "what was typed");
  record = get_record (fixture);
  g_assert_cmpint (record->version, ==, 1);
}

static gboolean
is_entered (gpointer data)
{
  g_autoptr (CbRecord) record = get_record (data);

  return record->state == CB_RECORD_OPEN;
}

static void
test_step (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = NULL;
  CbuRecordForm *form;

  begin (fixture);
  form = CBU_RECORD_FORM (cbu_test_find (fixture->page, CBU_TYPE_RECORD_FORM));
  type (fixture, "requester", "Công ty Bình An");
  type (fixture, "wanted", "Danh sách hộ nghèo");
  type (fixture, "legal_basis", "Luật 91/2025/QH15");
  g_assert_true (cbu_record_form_step (form));
  /* Kept is all that happens: the reason is missing, and the form goes there. */
  type (fixture, "reason", "Có dữ liệu cá nhân");
  cbu_test_wait (reason_is_kept, fixture, "the reason");
  record = get_record (fixture);
  g_assert_cmpint (record->state, ==, CB_RECORD_DRAFT);
  g_assert_cmpint (record->version, ==, 1);

  g_assert_true (cbu_record_form_step (form));
  cbu_test_wait (is_entered, fixture, "the entry");
  g_clear_pointer (&record, cb_record_free);
  record = get_record (fixture);
  g_assert_cmpstr (cb_record_get (record, "reason"), ==, "Có dữ liệu cá nhân");
  g_assert_null (record->pending);
}

/* What is left is entered, as far as it can be. */
static gboolean
is_second_version (gpointer data)
{
  g_autoptr (CbRecord) record = get_record (data);

  return record->version == 2;
}

static void
test_left (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = NULL;

  begin (fixture);
  type (fixture, "requested", "1/11/2026");
  type (fixture, "wanted", "Giá nước");
  g_signal_emit_by_name (cbu_test_find (fixture->page, CBU_TYPE_RECORD_FORM), "closed");
  cbu_test_wait (is_second_version, fixture, "the second version");
  record = get_record (fixture);
  g_assert_cmpstr (cb_record_get (record, "requested"), ==, "2026-11-01");
  g_assert_cmpstr (cb_record_get (record, "wanted"), ==, "Giá nước");
}

/* A proposal is asked for what it wants to do: a withdrawal for no contents. */
static void
test_proposal (Fixture *fixture, gconstpointer unused)
{
  JsonObject *fields = cb_proposal_begin (CB_PROPOSAL_WITHDRAW, NULL);
  GtkWidget *change;

  cbu_registers_page_add (CBU_REGISTERS_PAGE (fixture->page), CB_REGISTER_PROPOSALS, fields);
  cbu_test_wait (form_is_shown, fixture, "the form of the proposal");
  g_assert_true (gtk_widget_get_visible (find_field (fixture->page, "item")));
  g_assert_false (gtk_widget_get_visible (find_field (fixture->page, "scope")));
  g_assert_false (gtk_widget_get_visible (find_field (fixture->page, "what")));
  change = cbu_test_find (find_field (fixture->page, "change"), GTK_TYPE_DROP_DOWN);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (change), CB_PROPOSAL_ADD + 1);
  g_assert_false (gtk_widget_get_visible (find_field (fixture->page, "item")));
  g_assert_true (gtk_widget_get_visible (find_field (fixture->page, "scope")));
}

static guint
count_sent (Fixture *fixture)
{
  g_autoptr (GPtrArray) records
      = cb_workplace_list_records (fixture->workplace, CB_REGISTER_PROPOSALS, NULL);
  guint count = 0;

  for (guint i = 0; i < records->len; i++)
    count += ((CbRecord *)g_ptr_array_index (records, i))->state == CB_RECORD_OPEN ? 1 : 0;
  return count;
}

static gboolean
both_are_sent (gpointer data)
{
  return count_sent (data) == 2;
}

static gboolean
is_number_kept (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *number = cb_workplace_dup_setting (fixture->workplace, CB_SETTING_LETTER_NUMBER);

  return g_strcmp0 (number, "15/SYT-VP") == 0;
}

static gboolean
is_number_used (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *number = cb_workplace_dup_setting (fixture->workplace, CB_SETTING_LETTER_NUMBER);

  return g_strcmp0 (number, "") == 0;
}

static gboolean
is_empty_entry (gpointer entry)
{
  return *gtk_editable_get_text (GTK_EDITABLE (entry)) == '\0';
}

/* Number and day are said once, and all that is not sent yet goes with them. */
static void
test_letter (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *letter = cbu_test_find (fixture->page, CBU_TYPE_PROPOSAL_LETTER);
  GtkWidget *sent, *box, *number, *date;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (JsonObject) fields = cb_proposal_begin (CB_PROPOSAL_WITHDRAW, NULL);
      g_autoptr (CbRecord) record = NULL;

      json_object_set_string_member (fields, "item", "YT-01");
      json_object_set_string_member (fields, "title", "Danh sách nhà thuốc");
      json_object_set_string_member (fields, "reason", "Không còn quản lý");
      record = cb_workplace_add_record (fixture->workplace, CB_REGISTER_PROPOSALS, fields, NULL);
      g_assert_nonnull (record);
    }
  cbu_registers_page_open (CBU_REGISTERS_PAGE (fixture->page), CB_REGISTER_PROPOSALS);
  g_assert_true (gtk_widget_get_visible (letter));
  sent = cbu_test_find_button (letter, "Enter all as sent");
  g_assert_nonnull (sent);
  box = gtk_widget_get_parent (sent);
  number = cbu_test_find (box, GTK_TYPE_ENTRY);
  date = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (number));
  /* Without them nothing has gone out. */
  g_signal_emit_by_name (sent, "clicked");
  gtk_editable_set_text (GTK_EDITABLE (number), "15/SYT-VP");
  g_signal_emit_by_name (sent, "clicked");
  g_assert_cmpuint (count_sent (fixture), ==, 0);
  cbu_test_wait (is_number_kept, fixture, "the number to be kept as typed");
  gtk_editable_set_text (GTK_EDITABLE (date), "2/1/2026");
  g_signal_emit_by_name (sent, "clicked");
  cbu_test_wait (both_are_sent, fixture, "both proposals sent");
  /* The next letter has another. */
  cbu_test_wait (is_number_used, fixture, "the number to be free");
  cbu_test_wait (is_empty_entry, number, "room for the next number");
}

static guint
count_lines (GtkWidget *root, const char *text)
{
  guint count = 0;

  if (GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text)
      && gtk_widget_get_mapped (root))
    return (guint)pango_layout_get_line_count (gtk_label_get_layout (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && count == 0;
       child = gtk_widget_get_next_sibling (child))
    count = count_lines (child, text);
  return count;
}

static gboolean
is_on_one_line (gpointer data)
{
  Fixture *fixture = data;

  return count_lines (fixture->page, fixture->number) == 1;
}

/* Words twice as large have twice the room. */
static void
test_large_text (Fixture *fixture, gconstpointer unused)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autoptr (CbRecord) record
      = cb_workplace_add_record (fixture->workplace, CB_REGISTER_FEEDBACK, NULL, NULL);
  g_autofree char *number = cb_record_dup_number (record);
  GtkWidget *page;
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  page = cbu_registers_page_new (fixture->session);
  adw_window_set_content (ADW_WINDOW (fixture->window), page);
  fixture->page = page;
  cbu_registers_page_open (CBU_REGISTERS_PAGE (page), CB_REGISTER_FEEDBACK);
  fixture->number = number;
  cbu_test_wait (is_on_one_line, fixture, "the number on one line");
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

static gboolean
receipt_is_asked (gpointer data)
{
  Fixture *fixture = data;
  GtkWidget *field = find_field (fixture->page, "receipt");

  return field != NULL && gtk_widget_get_mapped (field);
}

static gboolean
has_receipts (gpointer data)
{
  return find_choices (data, "receipt") != NULL;
}

static gpointer
publish_in_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (CbJob) job = cbu_test_make_job (fixture->session);
  g_autoptr (CbReceipt) receipt = cb_receipt_new ();
  g_autoptr (GError) error = NULL;

  receipt->job_id = g_strdup (job->id);
  receipt->dataset_id = g_strdup (job->dataset_id);
  receipt->title = g_strdup ("Giá nước");
  receipt->url = g_strdup ("http://localhost/dataset/gia-nuoc");
  receipt->remote_id = g_strdup ("1");
  receipt->files = g_strdup ("[]");
  receipt->prepared_by = g_strdup ("Lan");
  receipt->approved_by = g_strdup ("Minh");
  receipt->journal_hash = g_strdup ("");
  cb_store_add_receipt (fixture->workplace->store, receipt, &error);
  g_assert_no_error (error);
  _cb_workplace_changed (fixture->workplace, "receipts");

  return NULL;
}

/* The corrected version is published while the record of the correction is open: it can be named.
 */
static void
test_published_meanwhile (Fixture *fixture, gconstpointer unused)
{
  cbu_registers_page_add (CBU_REGISTERS_PAGE (fixture->page), CB_REGISTER_CORRECTIONS, NULL);
  cbu_test_wait (receipt_is_asked, fixture, "the form of the correction");
  g_assert_null (find_choices (fixture, "receipt"));
  g_thread_join (g_thread_new ("publish", publish_in_thread, fixture));
  cbu_test_wait (has_receipts, fixture, "the new version to choose");
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

/* Two clicks begin one record. */
static void
test_two_clicks (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = NULL;
  GtkWidget *add;
  gint64 end;

  cbu_registers_page_open (CBU_REGISTERS_PAGE (fixture->page), CB_REGISTER_REFUSALS);
  add = cbu_test_find_button (fixture->page, "New entry");
  g_assert_nonnull (add);
  g_signal_emit_by_name (add, "clicked");
  g_signal_emit_by_name (add, "clicked");
  cbu_test_wait (form_is_shown, fixture, "the form of the new record");
  end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;
  cbu_test_wait (is_over, &end, "half a second");
  record = get_record (fixture);
  g_assert_nonnull (record);
}

static guint
count_labels (GtkWidget *root, const char *text)
{
  guint count
      = GTK_IS_LABEL (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_labels (child, text);
  return count;
}

static gboolean
asks_for_somebody (gpointer data)
{
  Fixture *fixture = data;

  return count_labels (fixture->page, "Nobody yet") == 1;
}

static gboolean
asks_for_nobody (gpointer data)
{
  Fixture *fixture = data;

  return count_labels (fixture->page, "Nobody yet") == 0;
}

/* The text wants somebody to be named: the window says so too, until there is one. */
static void
test_nobody_named (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbForm) form = cb_workplace_dup_form (fixture->workplace, CB_REGISTER_FOCAL_POINTS);
  g_autofree char *wanted = NULL;

  cbu_test_wait (asks_for_somebody, fixture, "the register that lacks somebody");
  wanted = cb_workplace_dup_nobody_named (fixture->workplace, form);
  g_assert_cmpstr (wanted, !=, "");
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", NULL, NULL));
  cbu_test_wait (asks_for_nobody, fixture, "no text, no wish");
}

static void
test_every_form (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < CB_N_REGISTERS; i++)
    {
      g_autoptr (CbForm) form = cb_workplace_dup_form (fixture->workplace, (CbRegister)i);
      g_autoptr (CbRecord) record
          = cb_workplace_add_record (fixture->workplace, (CbRegister)i, NULL, NULL);
      GtkWidget *view = g_object_new (CBU_TYPE_RECORD_FORM, NULL);
      GtkWidget *window = adw_window_new ();

      adw_window_set_content (ADW_WINDOW (window), view);
      cbu_record_form_show (CBU_RECORD_FORM (view), fixture->session, form, record);
      gtk_window_present (GTK_WINDOW (window));
      g_assert_cmpuint (cbu_test_count_nameless (window), ==, 0);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/registers/typed-stays", test_typed_stays);
  ADD ("/ui/registers/step-goes-to-what-is-missing", test_step);
  ADD ("/ui/registers/left-is-entered", test_left);
  ADD ("/ui/registers/proposal-asks-what-it-needs", test_proposal);
  ADD ("/ui/registers/letter-of-all-proposals", test_letter);
  ADD ("/ui/registers/agency-is-chosen-not-typed", test_agency_chosen);
  ADD ("/ui/registers/large-text-has-room", test_large_text);
  ADD ("/ui/registers/published-meanwhile", test_published_meanwhile);
  ADD ("/ui/registers/two-clicks", test_two_clicks);
  ADD ("/ui/registers/nobody-named", test_nobody_named);
  ADD ("/ui/registers/every-form-has-names", test_every_form);
  return g_test_run ();
}
