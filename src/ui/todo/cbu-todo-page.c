/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-page.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/rules/cb-deadline.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/todo/cbu-todo-acts.h"
#include "ui/todo/cbu-todo-list.h"
#include "ui/todo/cbu-todo-rows.h"
#include "ui/todo/cbu-year.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-coach.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels, for text of the usual size. */
#define WIDTH 860

/* So many rows of a group at first, and more of them each time: a catalog may have ten thousand
 * items, and a row is a dozen widgets. */
#define ROWS_AT_ONCE 100
/* One for each urgency, and before them one for the day that is chosen in the year. */
#define N_GROUPS (CB_URGENCY_DONE + 2)

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
  GPtrArray *todos;       /* (nullable) (element-type CbuTodo) */
  GPtrArray *later;       /* (nullable) (element-type CbuTodo): to be shown when a menu is closed */
  char *wanted;           /* (nullable): key of the row to show when it is there */
  char *marked;           /* (nullable): key of the row that was shown so, while it has the focus */
  gboolean suggested;     /* one row has the suggested button already */
  GDate day;              /* that was chosen in the year; not valid: none */
  guint limits[N_GROUPS]; /* of rows of each group, by urgency + 1 */

  GtkBox *day_box; /* (nullable): under the year; the box owns it */

  /* Template */
  GtkStack *stack;
  AdwStatusPage *status;
  GtkWidget *empty_button;
  GtkBox *box;
  AdwClamp *clamp;
  GtkToggleButton *year_button;
  GtkWidget *export_button;
};

static void cbu_todo_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuTodoPage,
                               cbu_todo_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_todo_page_page_init))

static gpointer
read_todos (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_todo_list_read (workplace, error);
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

static GtkListBox *
add_list (GtkBox *box, const char *title, int urgency)
{
  GtkListBox *list = GTK_LIST_BOX (gtk_list_box_new ());
  GtkWidget *heading = cbu_heading_new (title);

  gtk_list_box_set_selection_mode (list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (list), "boxed-list");
  cbu_a11y_label_by (list, heading);
  if (urgency == CB_URGENCY_OVERDUE)
    gtk_widget_add_css_class (heading, "error");
  gtk_box_append (box, heading);
  gtk_box_append (box, GTK_WIDGET (list));
  return list;
}

static void on_more_clicked_cb (CbuTodoPage *self, GtkWidget *button);

/* @next: the first that is not shown; @left: how many are not */
static void
add_more (CbuTodoPage *self, GtkBox *box, const CbObligation *next, int urgency, guint left)
{
  g_autofree char *count = cb_text_format_count (left);
  /* Translators: a number of tasks */
  g_autofree char *label = g_strdup_printf (
      ngettext ("Show more (%s is left)", "Show more (%s are left)", left), count);
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "next", cb_obligation_dup_key (next), g_free);
  g_object_set_data (G_OBJECT (button), "group", GINT_TO_POINTER (urgency + 1));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_more_clicked_cb), self);
  gtk_box_append (box, button);
}

/* @urgency: of the group; -1: what has its last day on the chosen one. */
static void
add_group (CbuTodoPage *self, GtkBox *box, const char *title, int urgency)
{
  GtkListBox *list = NULL;
  const CbObligation *next = NULL;
  guint shown = 0;
  guint left = 0;
  const char *regulation = cbu_session_get_setting (self->session, "regulation");

  for (guint i = 0; i < self->todos->len; i++)
    {
      const CbuTodo *todo = g_ptr_array_index (self->todos, i);
      gboolean act = todo->obligation->duty == CB_DUTY_UPDATE && !self->suggested;

      if (!is_shown (self, todo->obligation, urgency))
        continue;
      if (shown == self->limits[urgency + 1])
        {
          next = next != NULL ? next : todo->obligation;
          left++;
          continue;
        }
      if (list == NULL)
        list = add_list (box, title, urgency);
      shown++;
      gtk_list_box_append (list, cbu_todo_row_new (todo, self->session, regulation, act));
      self->suggested |= act;
    }
  if (next != NULL)
    add_more (self, box, next, urgency, left);
}

static GPtrArray *
list_obligations (CbuTodoPage *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->todos->len; i++)
    g_ptr_array_add (list, ((CbuTodo *)g_ptr_array_index (self->todos, i))->obligation);

  return list;
}

/* What has its last day on the chosen one, or how the year is read. */
static void
show_day (CbuTodoPage *self)
{
  g_autofree char *day = NULL;
  gboolean any = FALSE;

  cbu_clear (self->day_box);
  self->suggested = FALSE;
  if (!g_date_valid (&self->day))
    {
      gtk_box_append (self->day_box,
                      cbu_wrapped_label_new (_ ("A number says how much has its last day then. "
                                                "Choose it to see what. Grey days are days off."),
                                             "dim-label"));
      return;
    }
  day = cbu_format_date (&self->day);
  for (guint i = 0; i < self->todos->len && !any; i++)
    any = is_shown (self, ((CbuTodo *)g_ptr_array_index (self->todos, i))->obligation, -1);
  if (any)
    add_group (self, self->day_box, day, -1);
  else
    {
      /* Translators: a date */
      g_autofree char *text = g_strdup_printf (_ ("Nothing has its last day on %s."), day);

      gtk_box_append (self->day_box, cbu_wrapped_label_new (text, "dim-label"));
    }
}

static void
on_day_chosen_cb (CbuTodoPage *self, guint julian)
{
  g_date_clear (&self->day, 1);
  g_date_set_julian (&self->day, julian);
  self->limits[0] = ROWS_AT_ONCE;
  show_day (self);
}

/* A year of which nobody has decided the holidays yet: the days in it may move. */
static void
add_unknown_years (CbuTodoPage *self, CbHolidays *holidays, const GDate *today)
{
  GDate last = *today;

  g_date_add_months (&last, 11);
  for (GDateYear year = g_date_get_year (today); year <= g_date_get_year (&last); year++)
    {
      g_autofree char *text = NULL;

      if (cb_holidays_knows_year (holidays, year))
        continue;
      /* Translators: a year */
      text = g_strdup_printf (_ ("The holidays of %u are not in the program’s data yet: weekends "
                                 "are counted, and a day in that year may still move."),
                              year);
      gtk_box_append (self->box, cbu_wrapped_label_new (text, "year-unknown"));
    }
}

static void
show_year (CbuTodoPage *self, const GDate *cursor, gboolean focused)
{
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);
  CbHolidays *holidays = cb_workplace_get_holidays (workplace);
  g_autoptr (GPtrArray) obligations = list_obligations (self);
  GtkWidget *year;
  GDate today;

  cb_workplace_get_today (workplace, &today);
  year = cbu_year_new (obligations, holidays, &today);
  cbu_year_set_cursor (CBU_YEAR (year), cursor);
  g_signal_connect_swapped (year, "chosen", G_CALLBACK (on_day_chosen_cb), self);
  gtk_box_append (self->box, year);
  add_unknown_years (self, holidays, &today);
  self->day_box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_box_append (self->box, GTK_WIDGET (self->day_box));
  show_day (self);
  if (focused)
    gtk_widget_child_focus (year, GTK_DIR_TAB_FORWARD);
}

/* Where the keys were in the year that is shown, so that new rows do not throw a person out. */
static gboolean
get_cursor (CbuTodoPage *self, GDate *cursor)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  g_date_clear (cursor, 1);
  if (!CBU_IS_YEAR (first))
    return FALSE;
  cbu_year_get_cursor (CBU_YEAR (first), cursor);
  return gtk_widget_get_focus_child (first) != NULL;
}

/* Whatever happens in the program makes the rows anew: a person stays in the one that they are in.
 */
static void
focus_again (CbuTodoPage *self, const char *key)
{
  GtkWidget *row = key != NULL ? cbu_todo_rows_find (GTK_WIDGET (self->box), key) : NULL;

  if (row == NULL)
    g_clear_pointer (&self->marked, g_free);
  else if (g_strcmp0 (self->marked, key) == 0)
    cbu_todo_rows_mark (GTK_WIDGET (self->box), row);
  else
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

static void
show_groups (CbuTodoPage *self)
{
  if (cbu_session_get_mode (self->session) == CB_MODE_PRACTICE)
    gtk_box_append (self->box, cbu_coach_new (_ ("Begin with the task at the top: “Prepare” opens "
                                                 "it, and the data file is dropped there.")));
  for (guint urgency = CB_URGENCY_OVERDUE; urgency <= CB_URGENCY_DONE; urgency++)
    add_group (self, self->box, cb_urgency_title ((CbUrgency)urgency), (int)urgency);
}

static void
show (CbuTodoPage *self)
{
  g_autofree char *key = NULL;
  GDate cursor;
  gboolean focused;

  if (self->todos == NULL)
    return;
  /* The menu that what came last waits for is closed by this. */
  if (self->later != NULL)
    {
      g_ptr_array_unref (self->todos);
      self->todos = g_steal_pointer (&self->later);
    }
  key = cbu_todo_rows_dup_focused_key (GTK_WIDGET (self->box));
  focused = get_cursor (self, &cursor);
  cbu_clear (self->box);
  self->day_box = NULL;
  self->suggested = FALSE;
  if (gtk_toggle_button_get_active (self->year_button))
    show_year (self, &cursor, focused);
  else
    show_groups (self);
  focus_again (self, key);
}

/* The focus was on the button, which is gone: a person goes on with the first row that is new. */
static void
on_more_clicked_cb (CbuTodoPage *self, GtkWidget *button)
{
  g_autofree char *next = g_strdup (g_object_get_data (G_OBJECT (button), "next"));
  int group = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "group"));
  GtkWidget *row;

  self->limits[group] += ROWS_AT_ONCE;
  if (group == 0)
    show_day (self);
  else
    show (self);
  row = cbu_todo_rows_find (GTK_WIDGET (self->box), next);
  if (row != NULL)
    gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
}

/* The wanted row may be one of those that are not shown at first. */
static void
make_room_for (CbuTodoPage *self, const char *key)
{
  guint counts[N_GROUPS] = { 0 };

  for (guint i = 0; i < self->todos->len; i++)
    {
      const CbObligation *obligation = ((CbuTodo *)g_ptr_array_index (self->todos, i))->obligation;
      guint group = (guint)obligation->urgency + 1;
      g_autofree char *its_key = NULL;

      if (!is_shown (self, obligation, (int)obligation->urgency))
        continue;
      counts[group]++;
      its_key = cb_obligation_dup_key (obligation);
      if (!g_str_equal (its_key, key))
        continue;
      if (counts[group] > self->limits[group])
        {
          self->limits[group] = counts[group];
          show (self);
        }
      return;
    }
}

static void
show_wanted (CbuTodoPage *self)
{
  g_autofree char *key = NULL;
  GtkWidget *row;

  if (self->wanted == NULL || self->todos == NULL)
    return;
  key = g_steal_pointer (&self->wanted);
  gtk_toggle_button_set_active (self->year_button, FALSE);
  make_room_for (self, key);
  row = cbu_todo_rows_find (GTK_WIDGET (self->box), key);
  if (row == NULL)
    {
      cbu_toast (self, _ ("That is no longer due"));
      return;
    }
  g_free (self->marked);
  self->marked = g_steal_pointer (&key);
  cbu_todo_rows_mark (GTK_WIDGET (self->box), row);
}

/**
 * cbu_todo_page_show_row:
 * @self: the page
 * @key: of an obligation: cb_obligation_dup_key()
 *
 * Scrolls to its row, marks it and gives it the focus; as soon as the rows are there, if they are
 * not yet. Says so when it is no longer due.
 */
void
cbu_todo_page_show_row (CbuTodoPage *self, const char *key)
{
  g_return_if_fail (CBU_IS_TODO_PAGE (self) && key != NULL);

  g_free (self->wanted);
  self->wanted = g_strdup (key);
  show_wanted (self);
}

static void take_todos (CbuTodoPage *self, GPtrArray *todos);

/* What was chosen in it is done before its row goes. */
static gboolean
show_later_cb (gpointer widget)
{
  CbuTodoPage *self = widget;
  g_autoptr (GPtrArray) later = g_steal_pointer (&self->later);

  if (later != NULL)
    take_todos (self, later);
  return G_SOURCE_REMOVE;
}

static void
on_popover_closed_cb (CbuTodoPage *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_later_cb, g_object_ref (self), g_object_unref);
}

static gboolean
wait_for_popover (CbuTodoPage *self, GPtrArray *todos)
{
  GtkWidget *popover = cbu_todo_rows_find_popover (GTK_WIDGET (self->box));
  gboolean waits = self->later != NULL;

  g_clear_pointer (&self->later, g_ptr_array_unref);
  if (popover == NULL)
    return FALSE;
  self->later = g_ptr_array_ref (todos);
  if (!waits)
    g_signal_connect_object (popover, "closed", G_CALLBACK (on_popover_closed_cb), self,
                             G_CONNECT_SWAPPED);
  return TRUE;
}

static void
take_todos (CbuTodoPage *self, GPtrArray *todos)
{
  /* Rows that are made anew would close what a person is choosing from. */
  if (wait_for_popover (self, todos))
    return;
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  self->todos = g_ptr_array_ref (todos);
  show (self);
  gtk_stack_set_visible_child_name (self->stack, self->todos->len > 0 ? "list" : "empty");
  /* Before this nobody knows whether anything is due. */
  gtk_widget_set_visible (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->year_button), self->todos->len > 0);
  gtk_widget_set_visible (self->export_button, self->todos->len > 0);
  show_wanted (self);
}

static void
todos_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    take_todos (widget, result);
}

static void
on_file_chosen_cb (gpointer widget, GListModel *files)
{
  CbuTodoPage *self = widget;
  g_autoptr (GPtrArray) obligations = list_obligations (self);
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  cbu_todo_export (widget, self->session, obligations, file);
}

static void
on_export_clicked_cb (CbuTodoPage *self)
{
  if (self->todos != NULL)
    cbu_choose_save (self, _ ("Write the calendar"), "han-cong-bo.ics", on_file_chosen_cb);
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

static gboolean
command (CbuPage *page, const char *name)
{
  CbuTodoPage *self = CBU_TODO_PAGE (page);

  if (!g_str_equal (name, "calendar") || !gtk_widget_get_visible (GTK_WIDGET (self->year_button)))
    return FALSE;
  gtk_toggle_button_set_active (self->year_button,
                                !gtk_toggle_button_get_active (self->year_button));
  return TRUE;
}

static void
cbu_todo_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_todo_page_dispose (GObject *object)
{
  CbuTodoPage *self = CBU_TODO_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->todos, g_ptr_array_unref);
  g_clear_pointer (&self->later, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->marked, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, clamp);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, year_button);
  gtk_widget_class_bind_template_child (widget_class, CbuTodoPage, export_button);
  gtk_widget_class_bind_template_callback (widget_class, on_year_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_export_clicked_cb);
}

static void
cbu_todo_page_init (CbuTodoPage *self)
{
  int width = cbu_scale_to_text (GTK_WIDGET (self), WIDTH);

  gtk_widget_init_template (GTK_WIDGET (self));
  /* A year of days is wide, and a row of it has no other line to go to. */
  adw_clamp_set_maximum_size (self->clamp, width);
  adw_clamp_set_tightening_threshold (self->clamp, width);
  for (guint i = 0; i < N_GROUPS; i++)
    self->limits[i] = ROWS_AT_ONCE;
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
