/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-page.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-ics.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/todo/cbu-todo-row.h"
#include "ui/todo/cbu-year.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-coach.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuTodoPage:
 *
 * What is due, by when, under which clause, and how far it is: groups in the order of urgency, or
 * the year with its last days.
 */
struct _CbuTodoPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GPtrArray *todos;   /* (nullable) (element-type CbuTodo) */
  gboolean suggested; /* one row has the suggested button already */
  GDate day;          /* that was chosen in the year; not valid: none */

  /* Template */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *empty_button;
  GtkBox *box;
  GtkToggleButton *year_button;
  GtkWidget *export_button;
};

static void cbu_todo_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuTodoPage,
                               cbu_todo_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_todo_page_page_init))

static void
free_todo (gpointer data)
{
  CbuTodo *todo = data;

  cb_obligation_free (todo->obligation);
  g_clear_pointer (&todo->dataset, cb_dataset_free);
  g_free (todo);
}

static void
count_findings (CbWorkplace *workplace, CbuTodo *todo)
{
  g_autoptr (GPtrArray) findings
      = cb_workplace_list_findings (workplace, todo->dataset->id, NULL, NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == CB_SEVERITY_BLOCKER && finding->waived_by == NULL)
        todo->blockers++;
    }
}

static gpointer
read_todos (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) todos = g_ptr_array_new_with_free_func (free_todo);
  g_autoptr (GPtrArray) obligations = NULL;

  obligations = cb_workplace_list_due_ahead (workplace, 12, error);
  if (obligations == NULL)
    return NULL;
  g_ptr_array_set_free_func (obligations, NULL);
  for (guint i = 0; i < obligations->len; i++)
    {
      CbuTodo *todo = g_new0 (CbuTodo, 1);

      todo->obligation = g_ptr_array_index (obligations, i);
      if (todo->obligation->dataset_id != NULL)
        todo->dataset = cb_workplace_get_dataset (workplace, todo->obligation->dataset_id, NULL);
      if (todo->dataset != NULL && todo->dataset->files->len > 0)
        count_findings (workplace, todo);
      g_ptr_array_add (todos, todo);
    }
  return g_steal_pointer (&todos);
}

static gboolean
is_shown (CbuTodoPage *self, const CbObligation *obligation, int urgency)
{
  GDate first, last, today;

  if (urgency < 0)
    return obligation->has_deadline && g_date_compare (&obligation->limit, &self->day) == 0;
  if ((int)obligation->urgency != urgency)
    return FALSE;
  /* A period that has not begun is no task yet; it is in the year. */
  cb_workplace_get_today (cbu_session_get_workplace (self->session), &today);
  return !cb_period_get_span (obligation->period, &first, &last)
         || g_date_compare (&first, &today) <= 0;
}

/* @urgency: of the group; -1: what has its last day on the chosen one. */
static void
add_group (CbuTodoPage *self, const char *title, int urgency)
{
  GtkListBox *list = NULL;
  const char *regulation = cbu_session_get_setting (self->session, "regulation");

  for (guint i = 0; i < self->todos->len; i++)
    {
      const CbuTodo *todo = g_ptr_array_index (self->todos, i);
      gboolean act = todo->obligation->duty == CB_DUTY_UPDATE && !self->suggested;
      GtkWidget *heading;

      if (!is_shown (self, todo->obligation, urgency))
        continue;
      if (list == NULL)
        {
          list = GTK_LIST_BOX (gtk_list_box_new ());
          heading = cbu_heading_new (title);
          gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
          gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
          cbu_a11y_label_by (list, heading);
          if (urgency == CB_URGENCY_OVERDUE)
            gtk_widget_add_css_class (heading, "error");
          gtk_box_append (self->box, heading);
          gtk_box_append (self->box, GTK_WIDGET (list));
        }
      gtk_list_box_append (list, cbu_todo_row_new (todo, self->session, regulation, act));
      self->suggested |= act;
    }
}

static GPtrArray *
list_obligations (CbuTodoPage *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->todos->len; i++)
    g_ptr_array_add (list, ((CbuTodo *)g_ptr_array_index (self->todos, i))->obligation);

  return list;
}

static void show (CbuTodoPage *self);

static void
on_day_chosen_cb (const GDate *day, gpointer user_data)
{
  CbuTodoPage *self = user_data;

  self->day = *day;
  show (self);
}

static void
show_year (CbuTodoPage *self)
{
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);
  g_autoptr (GPtrArray) obligations = list_obligations (self);
  GDate today;

  cb_workplace_get_today (workplace, &today);
  gtk_box_append (self->box, cbu_year_new (obligations, cb_workplace_get_holidays (workplace),
                                           &today, on_day_chosen_cb, self));
  if (g_date_valid (&self->day))
    {
      g_autofree char *day = cbu_format_date (&self->day);

      add_group (self, day, -1);
    }
  else
    gtk_box_append (self->box,
                    cbu_wrapped_label_new (_ ("A number says how much has its last day then. "
                                              "Choose it to see what. Grey days are days off."),
                                           "dim-label"));
}

static void
show (CbuTodoPage *self)
{
  if (self->todos == NULL)
    return;
  cbu_clear (self->box);
  self->suggested = FALSE;
  if (gtk_toggle_button_get_active (self->year_button))
    {
      show_year (self);
      return;
    }
  if (cbu_session_get_mode (self->session) == CB_MODE_PRACTICE)
    gtk_box_append (self->box, cbu_coach_new (_ ("Begin with the task at the top: “Prepare” opens "
                                                 "it, and the data file is dropped there.")));
  for (guint urgency = CB_URGENCY_OVERDUE; urgency <= CB_URGENCY_DONE; urgency++)
    add_group (self, cb_urgency_title ((CbUrgency)urgency), (int)urgency);
}

static void
todos_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTodoPage *self = widget;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  self->todos = g_ptr_array_ref (result);
  show (self);
  gtk_stack_set_visible_child_name (self->stack, self->todos->len > 0 ? "list" : "empty");
  gtk_widget_set_visible (GTK_WIDGET (self->year_button), self->todos->len > 0);
  gtk_widget_set_visible (self->export_button, self->todos->len > 0);
}

typedef struct
{
  GFile *file;
  char *text;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_object_unref (export->file);
  g_free (export->text);
  g_free (export);
}

static gpointer
write_calendar (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;

  return GINT_TO_POINTER (
      g_file_replace_contents (export->file, export->text, strlen (export->text), NULL, FALSE,
                               G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error));
}

static void
calendar_written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("The calendar is written"));
}

static void
file_chosen_cb (gpointer widget, GListModel *files)
{
  static const guint days_before[] = { 7, 3, 1, 0 };
  CbuTodoPage *self = widget;
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);
  g_autoptr (GPtrArray) obligations = list_obligations (self);
  Export *export = g_new0 (Export, 1);

  export->file = g_list_model_get_item (files, 0);
  export->text
      = cb_obligations_to_ics (obligations, cb_clock_now (cb_workplace_get_clock (workplace)),
                               days_before, G_N_ELEMENTS (days_before));
  cbu_run_async (self, workplace,
                 &(CbuRun){ .tag = file_chosen_cb,
                            .work = write_calendar,
                            .done = calendar_written_cb,
                            .input = export,
                            .free_input = free_export });
}

static void
on_export_clicked_cb (CbuTodoPage *self)
{
  if (self->todos != NULL)
    cbu_choose_save (self, _ ("Write the calendar"), "han-cong-bo.ics", file_chosen_cb);
}

static void
on_year_toggled_cb (CbuTodoPage *self)
{
  g_date_clear (&self->day, 1);
  show (self);
}

static void
reload (GtkWidget *widget)
{
  CbuTodoPage *self = CBU_TODO_PAGE (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_todos,
                            .done = todos_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
cbu_todo_page_page_init (CbuPageInterface *iface)
{
}

static void
cbu_todo_page_dispose (GObject *object)
{
  CbuTodoPage *self = CBU_TODO_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_TODO_PAGE);
  G_OBJECT_CLASS (cbu_todo_page_parent_class)->dispose (object);
}

static void
cbu_todo_page_class_init (CbuTodoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_todo_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/todo/cbu-todo-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, status);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, empty_button);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, box);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, year_button);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, export_button);
  gtk_widget_class_bind_template_callback (widget_class, on_year_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked_cb);
}

static void
cbu_todo_page_init (CbuTodoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_date_clear (&self->day, 1);
}

/**
 * cbu_todo_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_todo_page_new (CbuSession *session)
{
  CbuTodoPage *self = g_object_new (CBU_TYPE_TODO_PAGE, NULL);

  self->session = g_object_ref (session);
  cbu_session_watch (session, GTK_WIDGET (self), "datasets,jobs,catalog,settings", reload);
  return GTK_WIDGET (self);
}
