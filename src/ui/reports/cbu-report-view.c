/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-report-view.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/reports/cbu-day-entry.h"
#include "ui/reports/cbu-report-criteria.h"
#include "ui/reports/cbu-report-export.h"
#include "ui/reports/cbu-report-row.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* More rows than anybody reads on a screen; all are in the workbook. */
#define MAX_SHOWN 300

/**
 * CbuReportView:
 *
 * The figures of a span. A figure opens the rows of the journal that make it; a field or an item
 * opens its own figures.
 */
struct _CbuReportView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  CbReport *report;   /* (nullable) */
  GPtrArray *kinds;   /* (nullable) (element-type CbReportKind) */
  CbReportKind *kind; /* (nullable): of @report */

  /* What is looked at: all, a field or an item; its figures or the rows of one. */
  const CbReportLine *line;
  const char *field;
  int figure; /* -1: figures */

  /* Template */
  AdwComboRow *combo;
  GtkWidget *wish;
  GtkEditable *from;
  GtkEditable *to;
  GtkLabel *basis;
  GtkWidget *make;
  GtkWidget *back;
  GtkLabel *heading;
  GtkLabel *note;
  CbuReportCriteria *criteria;
  GtkBox *content;
  GtkScrolledWindow *scrolled;
};

G_DEFINE_FINAL_TYPE (CbuReportView, cbu_report_view, ADW_TYPE_BIN)

static void show (CbuReportView *self);

static const CbReportKind *
get_kind (CbuReportView *self)
{
  guint selected = adw_combo_row_get_selected (self->combo);

  return self->kinds != NULL && selected < self->kinds->len
             ? g_ptr_array_index (self->kinds, selected)
             : NULL;
}

static GtkListBox *
add_list (CbuReportView *self, const char *heading, GCallback activated)
{
  GtkWidget *list = gtk_list_box_new ();

  if (heading != NULL)
    gtk_box_append (self->content, cbu_heading_new (heading));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, heading != NULL ? heading : _ ("Figures"));
  if (activated != NULL)
    g_signal_connect_swapped (list, "row-activated", activated, self);
  gtk_box_append (self->content, list);

  return GTK_LIST_BOX (list);
}

static void
on_figure_activated_cb (CbuReportView *self, GtkListBoxRow *row)
{
  self->figure = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "figure"));
  show (self);
}

static void
add_figures (CbuReportView *self)
{
  GtkListBox *list = add_list (self, NULL, G_CALLBACK (on_figure_activated_cb));

  for (int i = 0; i < (int)CB_N_FIGURES; i++)
    {
      guint count = cb_report_count (self->report, (CbFigure)i, self->line, self->field);
      g_autofree char *number = cb_text_format_count (count);
      g_autofree char *name = g_strdup_printf ("%s: %s", cb_figure_title ((CbFigure)i), number);
      GtkWidget *row = cbu_report_row_new (cb_figure_title ((CbFigure)i), NULL, number, name);

      g_object_set_data (G_OBJECT (row), "figure", GINT_TO_POINTER (i));
      cbu_report_row_let_open (row, count > 0);
      gtk_list_box_append (list, row);
    }
}

static void
on_field_activated_cb (CbuReportView *self, GtkListBoxRow *row)
{
  self->field = g_object_get_data (G_OBJECT (row), "field");
  show (self);
}

static void
add_fields (CbuReportView *self)
{
  GPtrArray *fields = cb_report_get_fields (self->report);
  GtkListBox *list = add_list (self, _ ("By field"), G_CALLBACK (on_field_activated_cb));

  for (guint i = 0; i < fields->len; i++)
    {
      char *field = g_ptr_array_index (fields, i);
      g_autofree char *sums = cbu_report_dup_sums (self->report, NULL, field);
      GtkWidget *row = cbu_report_row_new (cb_report_field_title (field), sums, NULL,
                                           cb_report_field_title (field));

      g_object_set_data (G_OBJECT (row), "field", field);
      cbu_report_row_let_open (row, TRUE);
      gtk_list_box_append (list, row);
    }
}

static void
on_item_activated_cb (CbuReportView *self, GtkListBoxRow *row)
{
  self->line = g_object_get_data (G_OBJECT (row), "line");
  self->field = NULL;
  show (self);
}

static void
add_rest (CbuReportView *self, guint shown, guint all)
{
  g_autofree char *first = cb_text_format_count (shown);
  g_autofree char *sum = cb_text_format_count (all);
  g_autofree char *text
      /* Translators: two numbers */
      = g_strdup_printf (_ ("The first %s of %s. All of them are in the workbook."), first, sum);

  if (all > shown)
    gtk_box_append (self->content, cbu_wrapped_label_new (text, "dim-label"));
}

static void
add_items (CbuReportView *self)
{
  GPtrArray *lines = cb_report_get_lines (self->report);
  GtkListBox *list = add_list (self, _ ("By item"), G_CALLBACK (on_item_activated_cb));
  guint shown = 0;
  guint all = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      CbReportLine *line = g_ptr_array_index (lines, i);
      g_autofree char *sums = NULL;
      GtkWidget *row;

      if (!cb_report_line_says_anything (line)
          || (self->field != NULL && !g_str_equal (self->field, line->field)))
        continue;
      all++;
      if (shown == MAX_SHOWN)
        continue;
      sums = cbu_report_dup_sums (self->report, line, NULL);
      row = cbu_report_row_new (line->title, sums, NULL, line->title);
      g_object_set_data (G_OBJECT (row), "line", line);
      cbu_report_row_let_open (row, TRUE);
      gtk_list_box_append (list, row);
      shown++;
    }
  gtk_widget_set_visible (GTK_WIDGET (list), shown > 0);
  add_rest (self, shown, all);
}

static void
add_rows (CbuReportView *self)
{
  g_autoptr (GPtrArray) facts
      = cb_report_list_facts (self->report, (CbFigure)self->figure, self->line, self->field);
  GtkListBox *list = add_list (self, NULL, NULL);

  for (guint i = 0; i < MIN (facts->len, MAX_SHOWN); i++)
    gtk_list_box_append (list,
                         cbu_report_row_new_for_fact (self->report, g_ptr_array_index (facts, i)));
  add_rest (self, MIN (facts->len, MAX_SHOWN), facts->len);
}

static void
show_heading (CbuReportView *self)
{
  g_autofree char *span = cb_report_dup_span (self->report);
  g_autofree char *note = cb_report_dup_note (self->report);
  g_autoptr (GString) heading = g_string_new (NULL);
  gboolean inside = self->figure >= 0 || self->line != NULL || self->field != NULL;

  if (self->figure >= 0)
    g_string_append (heading, cb_figure_title ((CbFigure)self->figure));
  if (self->line != NULL || self->field != NULL)
    g_string_append_printf (heading, "%s%s", heading->len > 0 ? " · " : "",
                            self->line != NULL ? self->line->title
                                               : cb_report_field_title (self->field));
  if (heading->len == 0)
    g_string_append (heading, self->kind->title);
  g_string_append_printf (heading, ", %s", span);
  gtk_label_set_label (self->heading, heading->str);
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), !inside);
  gtk_widget_set_visible (self->back, inside);
  if (self->kind->criteria->len > 0)
    cbu_report_criteria_show (self->criteria, self->session, self->report, self->kind);
  gtk_widget_set_visible (GTK_WIDGET (self->criteria), !inside && self->kind->criteria->len > 0);
}

static void
show (CbuReportView *self)
{
  cbu_clear (self->content);
  if (self->report == NULL)
    return;
  show_heading (self);
  if (cb_report_is_empty (self->report))
    {
      gtk_box_append (self->content,
                      cbu_wrapped_label_new (
                          _ ("In this span nothing was due and nothing was published."), NULL));
      return;
    }
  if (self->figure >= 0)
    {
      add_rows (self);
      return;
    }
  add_figures (self);
  if (self->line == NULL && self->field == NULL)
    add_fields (self);
  if (self->line == NULL)
    add_items (self);
}

/**
 * cbu_report_view_back:
 * @self: the view
 *
 * From the rows of a figure to the figures, from those of a field or an item to all.
 *
 * Returns: %FALSE when it is at the outermost already
 */
gboolean
cbu_report_view_back (CbuReportView *self)
{
  g_return_val_if_fail (CBU_IS_REPORT_VIEW (self), FALSE);

  if (self->figure >= 0)
    self->figure = -1;
  else if (self->line != NULL || self->field != NULL)
    {
      self->line = NULL;
      self->field = NULL;
    }
  else
    return FALSE;
  show (self);

  return TRUE;
}

static void
on_figure_chosen_cb (CbuReportView *self, guint figure)
{
  self->figure = (int)figure;
  show (self);
}

static void
on_back_clicked_cb (CbuReportView *self)
{
  cbu_report_view_back (self);
}

/* A report with what is kept of it. */
typedef struct
{
  GDate from;
  GDate to;
  char *kind_id;
} Span;

typedef struct
{
  CbReport *report;
  CbReportKind *kind;
} Made;

static void
free_span (gpointer data)
{
  g_free (((Span *)data)->kind_id);
  g_free (data);
}

static void
free_made (gpointer data)
{
  Made *made = data;

  g_clear_pointer (&made->report, cb_report_unref);
  g_clear_pointer (&made->kind, cb_report_kind_free);
  g_free (made);
}

static gpointer
make_report (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Span *span = input;
  Made *made = g_new0 (Made, 1);

  made->kind = cb_workplace_get_report_kind (workplace, span->kind_id, &span->to, error);
  if (made->kind != NULL)
    made->report = cb_workplace_make_report (workplace, &span->from, &span->to, error);
  if (made->report == NULL)
    g_clear_pointer (&made, free_made);

  return made;
}

static void
report_made_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuReportView *self = widget;
  Made *made = result;

  gtk_widget_set_sensitive (self->make, TRUE);
  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  g_clear_pointer (&self->report, cb_report_unref);
  g_clear_pointer (&self->kind, cb_report_kind_free);
  self->report = g_steal_pointer (&made->report);
  self->kind = g_steal_pointer (&made->kind);
  self->line = NULL;
  self->field = NULL;
  self->figure = -1;
  show (self);
}

static void
count (CbuReportView *self, const GDate *from, const GDate *to)
{
  const CbReportKind *kind = get_kind (self);
  Span *span;

  if (kind == NULL)
    return;
  span = g_new0 (Span, 1);
  span->from = *from;
  span->to = *to;
  span->kind_id = g_strdup (kind->id);
  gtk_widget_set_sensitive (self->make, FALSE);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = count,
                            .work = make_report,
                            .done = report_made_cb,
                            .input = span,
                            .free_input = free_span,
                            .free_result = free_made });
}

static void
on_make_clicked_cb (CbuReportView *self)
{
  Span span = { 0 };
  gboolean good = cbu_day_entry_read (self->from, &span.from);

  good &= cbu_day_entry_read (self->to, &span.to);
  if (!good)
    {
      cbu_toast (self, _ ("Write the days as in 31/12/2026"));
      return;
    }
  if (g_date_compare (&span.from, &span.to) > 0)
    {
      cbu_toast (self, _ ("The span ends before it begins."));
      return;
    }
  count (self, &span.from, &span.to);
}

static void
on_kind_changed_cb (CbuReportView *self)
{
  const CbReportKind *kind = get_kind (self);
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  g_autoptr (GString) basis = g_string_new (NULL);

  if (kind == NULL)
    return;
  from = cbu_format_date (&kind->from);
  until = cbu_format_date (&kind->until);
  gtk_editable_set_text (self->from, from);
  gtk_editable_set_text (self->to, until);
  g_string_append (basis, kind->clause);
  if (g_date_valid (&kind->due_before))
    {
      g_autofree char *day = cbu_format_date (&kind->due_before);

      /* Translators: a date */
      g_string_append_printf (basis, _ (" · to be there before %s"), day);
    }
  gtk_label_set_label (self->basis, basis->str);
  on_make_clicked_cb (self);
}

static gpointer
read_kinds (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_report_kinds (workplace);
}

/* The same list again: then what was chosen and typed stays as it is. */
static gboolean
has_same_kinds (CbuReportView *self, GPtrArray *kinds)
{
  if (self->kinds == NULL || self->kinds->len != kinds->len)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      const CbReportKind *old = g_ptr_array_index (self->kinds, i);
      const CbReportKind *new = g_ptr_array_index (kinds, i);

      if (!g_str_equal (old->id, new->id) || !g_str_equal (old->clause, new->clause))
        return FALSE;
    }

  return TRUE;
}

static void
kinds_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuReportView *self = widget;
  g_autoptr (GtkStringList) titles = NULL;

  if (result == NULL)
    return;
  if (has_same_kinds (self, result))
    {
      /* Counted anew, unless somebody is reading the rows of a figure. */
      if (self->report != NULL && !gtk_widget_get_visible (self->back))
        count (self, cb_report_get_from (self->report), cb_report_get_to (self->report));
      return;
    }
  titles = gtk_string_list_new (NULL);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  self->kinds = g_ptr_array_ref (result);
  for (guint i = 0; i < self->kinds->len; i++)
    gtk_string_list_append (titles, ((CbReportKind *)g_ptr_array_index (self->kinds, i))->title);
  adw_combo_row_set_model (self->combo, G_LIST_MODEL (titles));
  on_kind_changed_cb (self);
}

static void
reload (GtkWidget *widget)
{
  CbuReportView *self = CBU_REPORT_VIEW (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_kinds,
                            .done = kinds_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
file_chosen_cb (gpointer widget, GListModel *files)
{
  CbuReportView *self = widget;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->report == NULL)
    return;
  /* With what is being typed, kept already or not. */
  cbu_report_criteria_settle (self->criteria);
  cbu_report_export (self, self->session, self->report,
                     self->kind->criteria->len > 0 ? cbu_report_criteria_get_kind (self->criteria)
                                                   : self->kind,
                     file);
}

/**
 * cbu_report_view_export:
 * @self: the view
 * @ending: `xlsx`, `pdf`, `docx` or `csv`
 *
 * Asks where to, and writes what is shown.
 */
void
cbu_report_view_export (CbuReportView *self, const char *ending)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CBU_IS_REPORT_VIEW (self));

  name = g_strdup_printf ("bao-cao-du-lieu-mo.%s", ending);
  cbu_choose_save (self, _ ("Write the report"), name, file_chosen_cb);
}

static void
cbu_report_view_dispose (GObject *object)
{
  CbuReportView *self = CBU_REPORT_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->report, cb_report_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->kind, cb_report_kind_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_REPORT_VIEW);
  G_OBJECT_CLASS (cbu_report_view_parent_class)->dispose (object);
}

static void
cbu_report_view_class_init (CbuReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_REPORT_CRITERIA);
  G_OBJECT_CLASS (klass)->dispose = cbu_report_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/reports/cbu-report-view.ui");
  gtk_widget_class_bind_template_child_full (widget_class, "kinds", FALSE,
                                             G_STRUCT_OFFSET (CbuReportView, combo));
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, wish);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, from);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, to);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, basis);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, make);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, back);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, heading);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, note);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, criteria);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, content);
  gtk_widget_class_bind_template_child (widget_class, CbuReportView, scrolled);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_figure_chosen_cb);
}

static void
cbu_report_view_init (CbuReportView *self)
{
  self->figure = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_report_view_open:
 * @self: the view
 * @session: what to report of
 */
void
cbu_report_view_open (CbuReportView *self, CbuSession *session)
{
  g_return_if_fail (CBU_IS_REPORT_VIEW (self));

  g_set_object (&self->session, session);
  cbu_session_watch (session, GTK_WIDGET (self), "settings,receipts,catalog", reload);
}
