/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-page.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/todo/cbu-todo-row.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-coach.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuTodoPage:
 *
 * What is due, by when, under which clause, and how far it is: groups in the order of urgency.
 */
struct _CbuTodoPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  gboolean suggested; /* one row has the suggested button already */

  /* Template */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *empty_button;
  GtkBox *box;
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
  g_autoptr (GDateTime) now = cb_clock_now_local (cb_workplace_get_clock (workplace));
  g_autoptr (GPtrArray) todos = g_ptr_array_new_with_free_func (free_todo);
  g_autoptr (GPtrArray) obligations = NULL;
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, (GDateDay)g_date_time_get_day_of_month (now),
                  (GDateMonth)g_date_time_get_month (now), (GDateYear)g_date_time_get_year (now));
  obligations = cb_workplace_list_obligations (workplace, &today, error);
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

static void
add_group (CbuTodoPage *self, GPtrArray *todos, CbUrgency urgency)
{
  GtkListBox *list = NULL;
  const char *regulation = cbu_session_get_setting (self->session, "regulation");

  for (guint i = 0; i < todos->len; i++)
    {
      const CbuTodo *todo = g_ptr_array_index (todos, i);
      GtkWidget *heading;

      if (todo->obligation->urgency != urgency)
        continue;
      if (list == NULL)
        {
          list = GTK_LIST_BOX (gtk_list_box_new ());
          heading = cbu_heading_new (cb_urgency_title (urgency));
          gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
          gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
          cbu_a11y_label_by (list, heading);
          if (urgency == CB_URGENCY_OVERDUE)
            gtk_widget_add_css_class (heading, "error");
          gtk_box_append (self->box, heading);
          gtk_box_append (self->box, GTK_WIDGET (list));
        }
      gtk_list_box_append (list, cbu_todo_row_new (todo, regulation, !self->suggested));
      self->suggested = TRUE;
    }
}

static void
todos_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTodoPage *self = widget;
  GPtrArray *todos = result;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  cbu_clear (self->box);
  self->suggested = FALSE;
  if (cbu_session_get_mode (self->session) == CB_MODE_PRACTICE)
    gtk_box_append (self->box, cbu_coach_new (_ ("Begin with the task at the top: “Prepare” opens "
                                                 "it, and the data file is dropped there.")));
  for (guint urgency = CB_URGENCY_OVERDUE; urgency <= CB_URGENCY_DONE; urgency++)
    add_group (self, todos, (CbUrgency)urgency);
  gtk_stack_set_visible_child_name (self->stack, todos->len > 0 ? "list" : "empty");
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
}

static void
cbu_todo_page_init (CbuTodoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
