/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The page of reports as a person uses it: a figure opens its rows, the plan is written and kept.
 */

#include "config.h"

#include "cbu-test.h"
#include "ui/reports/cbu-plan-view.h"
#include "ui/reports/cbu-report-view.h"
#include "ui/reports/cbu-reports-page.h"
#include "ui/widgets/cbu-page.h"

typedef struct
{
  CbuSession *session;
  GtkWidget *page;
  GtkWidget *window;
  char *dataset_id;
} Fixture;

/* The first widget below @root that is shown and can be used, of @type, with @text in its title. */
static GtkWidget *
find_titled (GtkWidget *root, GType type, const char *text)
{
  if (!gtk_widget_get_mapped (root) || !gtk_widget_is_sensitive (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    {
      g_autofree char *title = NULL;

      g_object_get (root, g_type_is_a (type, GTK_TYPE_BUTTON) ? "label" : "title", &title, NULL);
      if (title != NULL && g_str_has_prefix (title, text))
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, type, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

typedef struct
{
  GtkWidget *page;
  GType type;
  const char *text;
} Wanted;

static gboolean
is_there (gpointer data)
{
  Wanted *wanted = data;

  return find_titled (wanted->page, wanted->type, wanted->text) != NULL;
}

static GtkWidget *
wait_for (Fixture *fixture, GType type, const char *text)
{
  Wanted wanted = { fixture->page, type, text };

  cbu_test_wait (is_there, &wanted, text);

  return find_titled (fixture->page, type, text);
}

static gpointer
waive_in_thread (gpointer data)
{
  Fixture *fixture = data;
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  g_autoptr (GPtrArray) findings
      = cb_workplace_list_findings (workplace, fixture->dataset_id, NULL, NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);

      if (cb_workplace_waive (workplace, fixture->dataset_id, key, "Lan", "đường dây nóng", NULL))
        return GINT_TO_POINTER (TRUE);
    }

  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->session = cbu_test_open_practice ();
  fixture->dataset_id = cbu_test_prepare_dataset (fixture->session);
  g_assert_true (
      GPOINTER_TO_INT (g_thread_join (g_thread_new ("waive", waive_in_thread, fixture))));
  fixture->page = cbu_reports_page_new (fixture->session);
  fixture->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
  g_free (fixture->dataset_id);
}

static void
test_figure_opens_its_rows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *none = wait_for (fixture, ADW_TYPE_ACTION_ROW, "Sent back by the reviewer");
  GtkWidget *waived = wait_for (fixture, ADW_TYPE_ACTION_ROW, "Findings let pass");
  GtkWidget *row;

  g_assert_false (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (none)));
  g_assert_true (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (waived)));
  g_signal_emit_by_name (gtk_widget_get_parent (waived), "row-activated", waived);
  /* The item of the catalog that the dataset answers to. */
  row = find_titled (fixture->page, ADW_TYPE_ACTION_ROW, "Danh sách trạm y tế");
  g_assert_null (find_titled (fixture->page, ADW_TYPE_ACTION_ROW, "Findings let pass"));
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Lan"));
  g_assert_true (cbu_page_command (CBU_PAGE (fixture->page), "back"));
  g_assert_nonnull (wait_for (fixture, ADW_TYPE_ACTION_ROW, "Findings let pass"));
  g_assert_false (cbu_page_command (CBU_PAGE (fixture->page), "back"));
}

static void
fill_in (Fixture *fixture, const char *title, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (wait_for (fixture, ADW_TYPE_ENTRY_ROW, title)), text);
}

static void
press (Fixture *fixture, const char *label)
{
  g_signal_emit_by_name (wait_for (fixture, GTK_TYPE_BUTTON, label), "clicked");
}

static gboolean
has_name (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (CbPlan) plan
      = cb_workplace_get_plan (cbu_session_get_workplace (fixture->session), NULL);

  return plan != NULL && plan->phases->len == 1
         && g_str_equal (((CbPlanPhase *)g_ptr_array_index (plan->phases, 0))->name, "Một");
}

static gboolean
is_empty (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (CbPlan) plan
      = cb_workplace_get_plan (cbu_session_get_workplace (fixture->session), NULL);

  return plan != NULL && plan->phases->len == 0;
}

static gboolean
is_wrong (gpointer entry)
{
  return gtk_widget_has_css_class (entry, "error");
}

static void
test_plan_is_kept (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stack = cbu_test_find (fixture->page, ADW_TYPE_VIEW_STACK);

  wait_for (fixture, ADW_TYPE_ACTION_ROW, "Published on time");
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "plan");
  wait_for (fixture, ADW_TYPE_ENTRY_ROW, "Number and day");
  press (fixture, "Add a phase");
  fill_in (fixture, "Name of the phase", "Một");
  fill_in (fixture, "From", "1/1/2026");
  fill_in (fixture, "To", "31/2/2026");
  fill_in (fixture, "Least number", "3");
  /* A day that does not exist: it stays open, with all that was typed. */
  press (fixture, "Save the phase");
  cbu_test_wait (is_wrong, wait_for (fixture, ADW_TYPE_ENTRY_ROW, "To"), "the day to be marked");
  fill_in (fixture, "To", "28.02.2026");
  press (fixture, "Save the phase");
  cbu_test_wait (has_name, fixture, "the plan to be kept");
  {
    GtkWidget *row = wait_for (fixture, ADW_TYPE_ACTION_ROW, "Một");

    g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "28/02/2026"));
    g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  }
  press (fixture, "Remove the phase");
  cbu_test_wait (is_empty, fixture, "the phase to be gone");
}

static CbPlan *
get_plan (Fixture *fixture)
{
  CbPlan *plan = cb_workplace_get_plan (cbu_session_get_workplace (fixture->session), NULL);

  g_assert_nonnull (plan);
  return plan;
}

static void
add_phase (CbPlan *plan, guint place, const char *name)
{
  CbPlanPhase *phase = cb_plan_phase_new ();

  g_free (phase->name);
  phase->name = g_strdup (name);
  g_date_set_dmy (&phase->from, 1, 1, 2026);
  g_date_set_dmy (&phase->to, 28, 2, 2026);
  g_ptr_array_insert (plan->phases, (int)place, phase);
}

static gboolean
has_minimum (gpointer data)
{
  g_autoptr (CbPlan) plan = get_plan (data);

  for (guint i = 0; i < plan->phases->len; i++)
    if (((CbPlanPhase *)g_ptr_array_index (plan->phases, i))->minimum >= 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_other_first (gpointer list)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, 0);

  return row != NULL
         && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), "Không") == 0;
}

/* Another phase comes before the one that is open, from another place: what is saved is the one
 * that is open, and the other is still there. */
static void
test_plan_changes_meanwhile (Fixture *fixture, gconstpointer data)
{
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  GtkWidget *stack = cbu_test_find (fixture->page, ADW_TYPE_VIEW_STACK);
  g_autoptr (CbPlan) plan = get_plan (fixture);
  g_autoptr (CbPlan) kept = NULL;
  GtkWidget *list;
  GtkWidget *row;

  wait_for (fixture, ADW_TYPE_ACTION_ROW, "Published on time");
  add_phase (plan, 0, "Một");
  g_assert_true (cb_workplace_set_plan (workplace, plan, NULL));
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "plan");
  row = wait_for (fixture, ADW_TYPE_ACTION_ROW, "Một");
  list = gtk_widget_get_parent (row);
  g_signal_emit_by_name (list, "row-activated", row);
  fill_in (fixture, "Least number", "7");
  add_phase (plan, 0, "Không");
  g_assert_true (cb_workplace_set_plan (workplace, plan, NULL));
  cbu_test_wait (is_other_first, list, "the other phase");
  press (fixture, "Save the phase");
  cbu_test_wait (has_minimum, fixture, "the phase to be kept");
  kept = get_plan (fixture);
  g_assert_cmpuint (kept->phases->len, ==, 2);
  g_assert_cmpstr (((CbPlanPhase *)g_ptr_array_index (kept->phases, 0))->name, ==, "Không");
  g_assert_cmpstr (((CbPlanPhase *)g_ptr_array_index (kept->phases, 1))->name, ==, "Một");
  g_assert_cmpint (((CbPlanPhase *)g_ptr_array_index (kept->phases, 1))->minimum, ==, 7);
}

static gboolean
has_plan (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (CbPlan) plan
      = cb_workplace_get_plan (cbu_session_get_workplace (fixture->session), NULL);

  return plan != NULL && g_str_equal (plan->basis, "12/KH-UBND");
}

static gboolean
is_over (gpointer end)
{
  return g_get_monotonic_time () > *(gint64 *)end;
}

/* Something else is kept while the decision is being typed. */
static void
test_decision_is_typed (Fixture *fixture, gconstpointer data)
{
  GtkWidget *stack = cbu_test_find (fixture->page, ADW_TYPE_VIEW_STACK);
  GtkWidget *entry;
  gint64 end;

  wait_for (fixture, ADW_TYPE_ACTION_ROW, "Published on time");
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "plan");
  entry = wait_for (fixture, ADW_TYPE_ENTRY_ROW, "Number and day");
  wait_for (fixture, GTK_TYPE_BUTTON, "Add a phase");
  gtk_editable_set_text (GTK_EDITABLE (entry), "12/KH-UBND ");
  g_assert_true (cb_workplace_set_setting (cbu_session_get_workplace (fixture->session), "person",
                                           "Lan", NULL));
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  cbu_test_wait (is_over, &end, "a second");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "12/KH-UBND ");
  g_signal_emit_by_name (entry, "apply");
  cbu_test_wait (has_plan, fixture, "the decision to be kept");
}

static char *
dup_kept_answer (Fixture *fixture)
{
  g_autoptr (CbReportKind) kind = cb_workplace_get_report_kind (
      cbu_session_get_workplace (fixture->session), "evaluation-public", NULL, NULL);

  g_assert_nonnull (kind);
  return g_strdup (((CbCriterion *)g_ptr_array_index (kind->criteria, 0))->answer);
}

static gboolean
is_answer_kept (gpointer data)
{
  g_autofree char *answer = dup_kept_answer (data);

  return g_str_equal (answer, "Đủ bốn tập\nmột tập còn thiếu");
}

static gboolean
is_in_journal (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (CbReportKind) kind = cb_workplace_get_report_kind (
      cbu_session_get_workplace (fixture->session), "evaluation-public", NULL, NULL);

  return ((CbCriterion *)g_ptr_array_index (kind->criteria, 0))->written_us > 0;
}

static gboolean
has_editor (gpointer data)
{
  Fixture *fixture = data;

  return cbu_test_find (fixture->page, GTK_TYPE_TEXT_VIEW) != NULL;
}

/* Kept as one types, and not taken from under the person's hands when figures change meanwhile. */
static void
test_contents_are_kept (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer;
  GtkWidget *editor;

  cbu_test_wait (has_editor, fixture, "room for what the agency says");
  editor = cbu_test_find (fixture->page, GTK_TYPE_TEXT_VIEW);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  gtk_text_buffer_set_text (buffer, "Đủ bốn tập", -1);
  press (fixture, "Make the report");
  gtk_text_buffer_insert_at_cursor (buffer, "\nmột tập còn thiếu", -1);
  cbu_test_wait (is_answer_kept, fixture, "what was typed to be kept");
  wait_for (fixture, GTK_TYPE_BUTTON, "Make the report");
  g_assert_true (cbu_test_find (fixture->page, GTK_TYPE_TEXT_VIEW) == editor);
  /* What is typed last before the page is gone is kept, too. */
  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_widget_set_visible (fixture->page, FALSE);
  gtk_widget_set_visible (fixture->page, TRUE);
  gtk_text_buffer_set_text (buffer, "Đủ bốn tập\nmột tập còn thiếu", -1);
  gtk_widget_set_visible (fixture->page, FALSE);
  cbu_test_wait (is_answer_kept, fixture, "what was typed last to be kept");
  cbu_test_wait (is_in_journal, fixture, "the journal to have it");
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add ("/ui/reports/figure-opens-its-rows", Fixture, NULL, set_up,
              test_figure_opens_its_rows, tear_down);
  g_test_add ("/ui/reports/contents-are-kept", Fixture, NULL, set_up, test_contents_are_kept,
              tear_down);
  g_test_add ("/ui/reports/plan-is-kept", Fixture, NULL, set_up, test_plan_is_kept, tear_down);
  g_test_add ("/ui/reports/plan-changes-meanwhile", Fixture, NULL, set_up,
              test_plan_changes_meanwhile, tear_down);
  g_test_add ("/ui/reports/decision-is-typed", Fixture, NULL, set_up, test_decision_is_typed,
              tear_down);
  return g_test_run ();
}
