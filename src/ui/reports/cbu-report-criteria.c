/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-report-criteria.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/reports/cbu-typed.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuReportCriteria:
 *
 * What the text wants a report to speak of: each content with its clause, the figures that answer
 * it, and room for what the agency says to it, kept as one types. Emits `figure-chosen` (uint).
 */
struct _CbuReportCriteria
{
  GtkBox parent_instance;

  /* Owned */
  CbReportKind *kind; /* (nullable): with the answers as they are typed */
  CbuTyped *typed;    /* (nullable) */
  char *period;       /* that the answers are of */

  /* Borrowed: children */
  GtkLabel *open;
  GPtrArray *figures; /* (element-type CbuWrap): of each criterion */
  GPtrArray *writers; /* (element-type GtkLabel): of each criterion */
};

G_DEFINE_FINAL_TYPE (CbuReportCriteria, cbu_report_criteria, GTK_TYPE_BOX)

static void
show_open (CbuReportCriteria *self)
{
  guint all = self->kind->criteria->len;
  guint open = cb_report_kind_count_open (self->kind);
  g_autofree char *text = NULL;

  if (open == 0)
    text = g_strdup (_ ("Something is written to each. It is kept as you type."));
  else
    /* Translators: two numbers */
    text = g_strdup_printf (_ ("Nothing is written yet to %u of %u. It is kept as you type."), open,
                            all);
  gtk_label_set_label (self->open, text);
}

static void
on_changed_cb (GtkTextBuffer *buffer, gpointer user_data)
{
  CbuReportCriteria *self = user_data;
  CbCriterion *criterion = g_object_get_data (G_OBJECT (buffer), "criterion");
  g_autofree char *text = NULL;
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  cb_criterion_set_answer (criterion, text);
  cbu_typed_put (self->typed, criterion->id, text);
  show_open (self);
}

static GtkWidget *
make_editor (CbuReportCriteria *self, CbCriterion *criterion)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *editor = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (editor));
  /* Translators: what a text wants a report to speak of */
  g_autofree char *name = g_strdup_printf (_ ("Assessment of the agency: %s"), criterion->title);

  gtk_text_buffer_set_text (buffer, criterion->answer, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (editor), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (editor), FALSE);
  gtk_widget_add_css_class (editor, "text-field");
  cbu_a11y_set_name (editor, name);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), editor);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 56);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 200);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_add_css_class (scrolled, "text-frame");
  g_object_set_data (G_OBJECT (buffer), "criterion", criterion);
  g_signal_connect (buffer, "changed", G_CALLBACK (on_changed_cb), self);

  return scrolled;
}

static void
on_figure_clicked_cb (GtkWidget *button, gpointer user_data)
{
  guint figure = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "figure"));

  g_signal_emit_by_name (user_data, "figure-chosen", figure);
}

static void
fill_figures (CbuReportCriteria *self,
              CbuWrap *wrap,
              const CbCriterion *criterion,
              CbReport *report)
{
  cbu_wrap_clear (wrap);
  for (guint i = 0; i < criterion->figures->len; i++)
    {
      CbFigure figure = g_array_index (criterion->figures, CbFigure, i);
      guint count = cb_report_count (report, figure, NULL, NULL);
      g_autofree char *number = cb_text_format_count (count);
      g_autofree char *text = g_strdup_printf ("%s: %s", cb_figure_title (figure), number);
      GtkWidget *button;

      if (count == 0)
        {
          cbu_wrap_append (wrap, cbu_label_new (text, "figure-link dim-label"));
          continue;
        }
      button = gtk_button_new_with_label (text);
      gtk_widget_add_css_class (button, "flat");
      gtk_label_set_wrap (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), TRUE);
      gtk_widget_add_css_class (button, "figure-link");
      gtk_widget_set_tooltip_text (button, _ ("Show the rows that make it"));
      g_object_set_data (G_OBJECT (button), "figure", GUINT_TO_POINTER (figure));
      g_signal_connect (button, "clicked", G_CALLBACK (on_figure_clicked_cb), self);
      cbu_wrap_append (wrap, button);
    }
}

static GtkWidget *
make_criterion (CbuReportCriteria *self, CbCriterion *criterion)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *wrap = cbu_wrap_new ();
  GtkWidget *writer;

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "criterion");
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (criterion->title, "heading"));
  if (*criterion->quote != '\0' && !g_str_equal (criterion->quote, criterion->title))
    {
      g_autofree char *quote = g_strdup_printf ("“%s”", criterion->quote);

      gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (quote, "dim-label"));
    }
  if (*criterion->clause != '\0')
    gtk_box_append (GTK_BOX (box), cbu_clause_new (criterion->clause, NULL));
  g_ptr_array_add (self->figures, wrap);
  gtk_widget_set_visible (wrap, criterion->figures->len > 0);
  gtk_box_append (GTK_BOX (box), wrap);
  gtk_box_append (GTK_BOX (box), cbu_label_new (_ ("Assessment of the agency"), "caption"));
  gtk_box_append (GTK_BOX (box), make_editor (self, criterion));
  writer = cbu_wrapped_label_new ("", "caption dim-label");
  g_ptr_array_add (self->writers, writer);
  gtk_box_append (GTK_BOX (box), writer);

  return box;
}

static void
build (CbuReportCriteria *self)
{
  cbu_clear (self);
  g_ptr_array_set_size (self->figures, 0);
  g_ptr_array_set_size (self->writers, 0);
  gtk_box_append (GTK_BOX (self), cbu_heading_new (_ ("Contents that the text asks for")));
  self->open = GTK_LABEL (cbu_wrapped_label_new ("", "dim-label caption"));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->open));
  for (guint i = 0; i < self->kind->criteria->len; i++)
    gtk_box_append (GTK_BOX (self),
                    make_criterion (self, g_ptr_array_index (self->kind->criteria, i)));
  show_open (self);
}

static gboolean
shows (CbuReportCriteria *self, const CbReportKind *kind, const char *period)
{
  return self->kind != NULL && g_str_equal (self->kind->id, kind->id)
         && g_str_equal (self->kind->clause, kind->clause) && g_str_equal (self->period, period)
         && self->kind->criteria->len == kind->criteria->len;
}

/* Who wrote last, as the journal has it. */
static void
show_writers (CbuReportCriteria *self, const CbReportKind *kind)
{
  for (guint i = 0; i < self->writers->len; i++)
    {
      const CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);
      g_autofree char *moment = cbu_format_moment (criterion->written_us);
      /* Translators: a person, then when */
      g_autofree char *text = g_strdup_printf (
          _ ("Last written by %s, %s"), criterion->writer != NULL ? criterion->writer : "", moment);

      gtk_label_set_label (g_ptr_array_index (self->writers, i), text);
      gtk_widget_set_visible (g_ptr_array_index (self->writers, i), criterion->written_us != 0);
    }
}

/**
 * cbu_report_criteria_show:
 * @self: the widget
 * @session: what it belongs to
 * @report: whose figures answer
 * @kind: with its criteria and what is kept of the answers; copied
 *
 * What is being typed to the same report stays; only the figures are new.
 */
void
cbu_report_criteria_show (CbuReportCriteria *self,
                          CbuSession *session,
                          CbReport *report,
                          CbReportKind *kind)
{
  const GDate *to = cb_report_get_to (report);
  g_autofree char *period = cb_report_kind_dup_period (kind, to);

  g_return_if_fail (CBU_IS_REPORT_CRITERIA (self));

  if (!shows (self, kind, period))
    {
      g_clear_pointer (&self->typed, cbu_typed_free);
      g_clear_pointer (&self->kind, cb_report_kind_free);
      g_free (self->period);
      self->period = g_steal_pointer (&period);
      self->kind = cb_report_kind_copy (kind);
      self->typed = cbu_typed_new (GTK_WIDGET (self), session, kind->id, to);
      build (self);
    }
  for (guint i = 0; i < self->figures->len; i++)
    fill_figures (self, g_ptr_array_index (self->figures, i),
                  g_ptr_array_index (self->kind->criteria, i), report);
  show_writers (self, kind);
  gtk_widget_set_visible (GTK_WIDGET (self), self->kind->criteria->len > 0);
}

/**
 * cbu_report_criteria_settle:
 * @self: the widget
 *
 * The report goes out: what was written is in the journal from now on.
 */
void
cbu_report_criteria_settle (CbuReportCriteria *self)
{
  if (self->typed != NULL)
    cbu_typed_settle (self->typed);
}

/**
 * cbu_report_criteria_get_kind:
 * @self: the widget
 *
 * Returns: (transfer none) (nullable): the report with its answers as they stand on the screen
 */
CbReportKind *
cbu_report_criteria_get_kind (CbuReportCriteria *self)
{
  return self->kind;
}

static void
cbu_report_criteria_unmap (GtkWidget *widget)
{
  CbuReportCriteria *self = CBU_REPORT_CRITERIA (widget);

  /* The window may be gone before the time is over. */
  if (self->typed != NULL)
    cbu_typed_settle (self->typed);
  GTK_WIDGET_CLASS (cbu_report_criteria_parent_class)->unmap (widget);
}

static void
cbu_report_criteria_dispose (GObject *object)
{
  CbuReportCriteria *self = CBU_REPORT_CRITERIA (object);

  g_clear_pointer (&self->typed, cbu_typed_free);
  cbu_clear (self);
  g_clear_pointer (&self->kind, cb_report_kind_free);
  g_clear_pointer (&self->period, g_free);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  g_clear_pointer (&self->writers, g_ptr_array_unref);
  G_OBJECT_CLASS (cbu_report_criteria_parent_class)->dispose (object);
}

static void
cbu_report_criteria_class_init (CbuReportCriteriaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_report_criteria_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = cbu_report_criteria_unmap;
  g_signal_new ("figure-chosen", CBU_TYPE_REPORT_CRITERIA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
cbu_report_criteria_init (CbuReportCriteria *self)
{
  self->figures = g_ptr_array_new ();
  self->writers = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
}

/**
 * cbu_report_criteria_new:
 *
 * Returns: (transfer floating): one that shows nothing yet
 */
GtkWidget *
cbu_report_criteria_new (void)
{
  return g_object_new (CBU_TYPE_REPORT_CRITERIA, NULL);
}
