/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/queue/cbu-by-hand-window.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-by-hand.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-open.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 640
#define HEIGHT 680

/* Milliseconds after the last key until what was typed is kept. */
#define KEEP_AFTER 400

#define STATE "cbu-by-hand-window"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  CbJob *job;          /* (owned) */
  GPtrArray *ticks;    /* (element-type GtkCheckButton) (owned): in the order of the steps */
  GPtrArray *files;    /* (element-type AdwEntryRow) (owned): one for each file, by its id */
  GtkWidget *page;     /* where the groups go */
  GtkEditable *address;
  GtkEditable *reason;
  GtkWidget *problem;
  GtkWidget *compare;
  char *portal; /* (owned) (nullable): its address */
  guint keeping;
} State;

static State *
get_state (gpointer window)
{
  return g_object_get_data (window, STATE);
}

static void
free_state (gpointer data)
{
  State *state = data;

  g_clear_handle_id (&state->keeping, g_source_remove);
  g_object_unref (state->session);
  cb_job_free (state->job);
  g_ptr_array_unref (state->ticks);
  g_ptr_array_unref (state->files);
  g_free (state->portal);
  g_free (state);
}

/* What goes through a worker thread. */
typedef struct
{
  char *job_id;
  char *dataset_id;
  char *account_id;
  char *person;
  char *portal; /* (nullable): an answer */
  CbDataset *dataset;
  JsonObject *facts;
  GFile *folder;
  gboolean order;
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_free (work->job_id);
  g_free (work->dataset_id);
  g_free (work->account_id);
  g_free (work->person);
  g_free (work->portal);
  cb_dataset_free (work->dataset);
  g_clear_pointer (&work->facts, json_object_unref);
  g_clear_object (&work->folder);
  g_free (work);
}

static Work *
new_work (State *state)
{
  Work *work = g_new0 (Work, 1);

  work->job_id = g_strdup (state->job->id);
  work->dataset_id = g_strdup (state->job->dataset_id);
  work->account_id = g_strdup (state->job->account_id);
  work->person = g_strdup (cbu_session_get_setting (state->session, "person"));
  return work;
}

static char *
dup_entered (gpointer editable)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (editable)));

  if (*text == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

/* All that was ticked and typed. */
static JsonObject *
gather (State *state)
{
  JsonObject *facts = json_object_new ();
  JsonObject *files = json_object_new ();
  JsonArray *done = json_array_new ();
  g_autofree char *page = dup_entered (state->address);

  for (guint i = 0; i < state->ticks->len; i++)
    json_array_add_boolean_element (
        done, gtk_check_button_get_active (g_ptr_array_index (state->ticks, i)));
  for (guint i = 0; i < state->files->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (state->files, i);
      g_autofree char *address = dup_entered (row);

      cb_json_set_text (files, gtk_widget_get_name (row), address);
    }
  cb_json_set_text (facts, "page", page);
  json_object_set_object_member (facts, "files", files);
  json_object_set_array_member (facts, "done", done);
  return facts;
}

static void
show_problem (State *state, const GError *error)
{
  g_autofree char *words = error != NULL ? cb_error_words_for (error) : NULL;

  gtk_label_set_label (GTK_LABEL (state->problem), words != NULL ? words : "");
  gtk_widget_set_visible (state->problem, words != NULL);
}

static gpointer
do_work (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Work *work = input;

  if (work->folder != NULL)
    return GINT_TO_POINTER (cb_workplace_lay_ready (workplace, work->job_id, work->folder,
                                                    work->person, cancellable, error));
  if (work->order)
    return GINT_TO_POINTER (
        cb_workplace_order_by_hand (workplace, work->job_id, work->facts, error));
  return GINT_TO_POINTER (cb_workplace_note_by_hand (workplace, work->job_id, work->facts, error));
}

static void
work_done_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  State *state = get_state (window);
  Work *work = input;
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_widget_set_sensitive (state->compare, TRUE);
  show_problem (state, error);
  if (error != NULL)
    return;
  if (work->folder != NULL && parent != NULL)
    cbu_toast_written (parent, _ ("All is laid ready"), work->folder);
  if (work->order)
    gtk_window_close (window);
}

static void
start (GtkWidget *window, Work *work)
{
  cbu_run_async (window, cbu_session_get_workplace (get_state (window)->session),
                 &(CbuRun){ .tag = work->folder != NULL ? (gpointer)free_work : (gpointer)start,
                            .work = do_work,
                            .done = work_done_cb,
                            .input = work,
                            .in_order = TRUE,
                            .free_input = free_work });
}

static void
kept_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
}

/* Of the window behind it: what was typed last is kept though this one closes. */
static void
keep (GtkWidget *window)
{
  State *state = get_state (window);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));
  Work *work = new_work (state);

  g_clear_handle_id (&state->keeping, g_source_remove);
  work->facts = gather (state);
  cbu_run_async (parent != NULL ? (gpointer)parent : window,
                 cbu_session_get_workplace (state->session),
                 &(CbuRun){ .tag = keep,
                            .work = do_work,
                            .done = kept_cb,
                            .input = work,
                            .in_order = TRUE,
                            .free_input = free_work });
}

static gboolean
keep_cb (gpointer window)
{
  get_state (window)->keeping = 0;
  keep (window);
  return G_SOURCE_REMOVE;
}

static void
on_changed_cb (GtkWidget *window)
{
  State *state = get_state (window);

  g_clear_handle_id (&state->keeping, g_source_remove);
  state->keeping = g_timeout_add (KEEP_AFTER, keep_cb, window);
}

static gboolean
on_close_request_cb (GtkWidget *window)
{
  if (get_state (window)->keeping != 0)
    keep (window);
  return FALSE;
}

static void
give_order (GtkWidget *window, const char *reason)
{
  State *state = get_state (window);
  Work *work;

  if (state->keeping != 0)
    keep (window);
  work = new_work (state);
  work->order = TRUE;
  work->facts = gather (state);
  cb_json_set_text (work->facts, "person", work->person);
  cb_json_set_text (work->facts, "reason", reason);
  gtk_widget_set_sensitive (state->compare, FALSE);
  start (window, work);
}

static void
on_compare_clicked_cb (GtkWidget *window)
{
  give_order (window, NULL);
}

static void
on_declare_clicked_cb (GtkWidget *window)
{
  g_autofree char *reason = dup_entered (get_state (window)->reason);

  give_order (window, reason != NULL ? reason : "");
}

static void
on_folder_chosen_cb (gpointer window, GListModel *files)
{
  Work *work = new_work (get_state (window));

  work->folder = g_list_model_get_item (files, 0);
  if (work->folder == NULL)
    {
      free_work (work);
      return;
    }
  start (window, work);
}

static void
on_lay_clicked_cb (GtkWidget *window)
{
  cbu_choose_folder (window, _ ("Where to lay the files ready"), on_folder_chosen_cb);
}

static void
on_portal_clicked_cb (GtkWidget *window)
{
  if (get_state (window)->portal != NULL)
    cbu_open_uri (window, get_state (window)->portal);
}

static void
on_copy_clicked_cb (GtkWidget *button, gpointer user_data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), user_data);
}

static GtkWidget *
add_group (State *state, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (state->page), ADW_PREFERENCES_GROUP (group));
  return group;
}

static GtkWidget *
add_row (GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_text = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_text = g_markup_escape_text (subtitle != NULL ? subtitle : "", -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label, GCallback callback, GtkWidget *window)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", callback, window);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
add_field (GtkWidget *group, const CbByHandField *field)
{
  GtkWidget *row = add_row (group, field->label, field->value);
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  g_autofree char *name = g_strdup_printf (_ ("Copy: %s"), field->label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  g_signal_connect_data (button, "clicked", G_CALLBACK (on_copy_clicked_cb),
                         g_strdup (field->value), (GClosureNotify)(void (*) (void))g_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
add_step (
    GtkWidget *window, GtkWidget *group, JsonArray *done, const char *title, const char *subtitle)
{
  State *state = get_state (window);
  GtkWidget *row = add_row (group, title, subtitle);
  GtkWidget *tick = gtk_check_button_new ();
  guint index = state->ticks->len;
  JsonNode *node = done != NULL && index < json_array_get_length (done)
                       ? json_array_get_element (done, index)
                       : NULL;

  gtk_widget_set_valign (tick, GTK_ALIGN_CENTER);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (tick), node != NULL && JSON_NODE_HOLDS_VALUE (node)
                                                            && json_node_get_boolean (node));
  cbu_a11y_set_name (tick, title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), tick);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), tick);
  g_signal_connect_swapped (tick, "toggled", G_CALLBACK (on_changed_cb), window);
  g_ptr_array_add (state->ticks, g_object_ref (tick));
  return row;
}

static void
add_steps (GtkWidget *window, const CbDataset *dataset, JsonArray *done)
{
  State *state = get_state (window);
  GtkWidget *group = add_group (state, _ ("Steps"), NULL);
  GtkWidget *row;

  row = add_step (window, group, done, _ ("Lay the files ready"),
                  _ ("The approved files, the description and the hand-over package"));
  add_button (row, _ ("Choose folder…"), G_CALLBACK (on_lay_clicked_cb), window);
  row = add_step (window, group, done, _ ("Sign in on the portal"), state->portal);
  add_button (row, _ ("Open"), G_CALLBACK (on_portal_clicked_cb), window);
  add_step (window, group, done, _ ("Create or update the dataset"),
            _ ("Copy each field of the description below"));
  for (guint i = 0; i < dataset->files->len; i++)
    add_step (window, group, done, _ ("Upload the file unchanged"),
              ((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->name);
  add_step (window, group, done, _ ("Make it public"), NULL);
}

static GtkEditable *
add_entry (GtkWidget *window, GtkWidget *group, const char *title, const char *text)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
  g_signal_connect_swapped (row, "changed", G_CALLBACK (on_changed_cb), window);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return GTK_EDITABLE (row);
}

static void
add_addresses (GtkWidget *window, const CbDataset *dataset, JsonObject *notes)
{
  State *state = get_state (window);
  GtkWidget *group = add_group (state, _ ("Public addresses"),
                                _ ("What the public gets there is fetched and compared with what "
                                   "was approved."));
  GtkWidget *row;

  state->address
      = add_entry (window, group, _ ("Page of the dataset"), cb_json_get_string (notes, "page"));
  for (guint i = 0; i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);
      g_autofree char *title = g_strdup_printf (_ ("Download address of %s"), file->name);
      GtkEditable *entry = add_entry (
          window, group, title, cb_json_get_string (cb_json_get_object (notes, "files"), file->id));

      gtk_widget_set_name (GTK_WIDGET (entry), file->id);
      g_ptr_array_add (state->files, g_object_ref (entry));
    }
  group = add_group (state, _ ("No program can fetch it"),
                     _ ("Where the portal asks for a sign-in or a person, you answer for it by "
                        "name. The receipt says that it was not compared."));
  state->reason = add_entry (window, group, _ ("Reason"), NULL);
  row = add_row (group, _ ("It is on the portal as approved"),
                 cbu_session_get_setting (state->session, "person"));
  add_button (row, _ ("Declare"), G_CALLBACK (on_declare_clicked_cb), window);
}

static gpointer
read_all (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Work *work = input;
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (workplace, error);

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (accounts, i);

      if (g_str_equal (account->id, work->account_id))
        work->portal = g_strdup (account->url);
    }
  work->dataset
      = accounts != NULL ? cb_workplace_get_dataset (workplace, work->dataset_id, error) : NULL;
  work->facts = work->dataset != NULL
                    ? cb_workplace_get_by_hand_notes (workplace, work->job_id, error)
                    : NULL;
  return work->facts;
}

static void
all_read_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  State *state = get_state (window);
  Work *work = input;
  g_autoptr (GPtrArray) fields = NULL;
  GtkWidget *group;

  show_problem (state, error);
  if (error != NULL)
    return;
  state->portal = g_steal_pointer (&work->portal);
  add_steps (window, work->dataset, cb_json_get_array (work->facts, "done"));
  group = add_group (state, _ ("Description"), NULL);
  fields = cb_by_hand_list_fields (work->dataset);
  for (guint i = 0; i < fields->len; i++)
    add_field (group, g_ptr_array_index (fields, i));
  add_addresses (window, work->dataset, work->facts);
  gtk_widget_set_sensitive (state->compare, TRUE);
}

static GtkWidget *
make_content (GtkWidget *window, State *state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  g_autofree char *words = cb_job_dup_sentence (state->job);
  GtkWidget *sentence = cbu_wrapped_label_new (words, "dim-label");

  state->compare = gtk_button_new_with_label (_ ("Compare"));
  gtk_widget_add_css_class (state->compare, "suggested-action");
  gtk_widget_set_sensitive (state->compare, FALSE);
  g_signal_connect_swapped (state->compare, "clicked", G_CALLBACK (on_compare_clicked_cb), window);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), state->compare);
  state->problem = cbu_wrapped_label_new ("", "problem");
  gtk_widget_set_visible (state->problem, FALSE);
  state->page = adw_preferences_page_new ();
  gtk_widget_set_vexpand (state->page, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      GtkWidget *label = i == 0 ? sentence : state->problem;

      gtk_widget_set_margin_start (label, 18);
      gtk_widget_set_margin_end (label, 18);
      gtk_widget_set_margin_top (label, 12);
      gtk_widget_set_margin_bottom (label, 12);
    }
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), sentence);
  gtk_box_append (GTK_BOX (box), state->problem);
  gtk_box_append (GTK_BOX (box), state->page);
  return box;
}

/**
 * cbu_by_hand_window_new:
 * @session: what it belongs to
 * @parent: over which window
 * @job: an item for a portal without an API
 *
 * The steps of publishing by hand, what is to be copied, and where the public addresses are entered
 * (product.md J3). What is ticked and typed is kept.
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_by_hand_window_new (CbuSession *session, GtkWindow *parent, const CbJob *job)
{
  GtkWidget *window = adw_window_new ();
  State *state = g_new0 (State, 1);

  g_object_set_data_full (G_OBJECT (window), STATE, state, free_state);
  state->session = g_object_ref (session);
  state->job = cb_job_copy (job);
  state->ticks = g_ptr_array_new_with_free_func (g_object_unref);
  state->files = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Publish by hand"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (window), make_content (window, state));
  cbu_close_on_escape (window);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close_request_cb), NULL);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_by_hand_window_new,
                            .work = read_all,
                            .done = all_read_cb,
                            .input = new_work (state),
                            .free_input = free_work });
  return window;
}
