/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-changes-view.h"

#include <glib/gi18n-lib.h>

#include "base/cb-protocol.h"
#include "base/cb-text.h"
#include "ui/datasets/cbu-change-row.h"
#include "ui/widgets/cbu-choice.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/* Rows are fetched and listed so many at a time. */
#define PAGE 50u
/* More sentences about columns are not shown. */
#define MAX_NOTES 8

/**
 * CbuChangesView:
 *
 * What is different from what was published, row by row: a sentence, the kinds of rows with their
 * numbers, and the rows of the kind that is chosen. A row that is in the table leads there: the
 * signal `picked` (guint64 row, int column) is emitted. Who knows better by which column rows are
 * found again says so: `key-chosen` (const char *column, or %NULL to find out).
 */
struct _CbuChangesView
{
  AdwBin parent_instance;

  /* Owned */
  CbuComparison *comparison; /* (nullable) */
  GCancellable *fetching;    /* (nullable) */

  CbDiffKind kind;
  guint64 n_listed;
  gboolean filling;

  /* Template */
  GtkLabel *heading;
  GtkLabel *summary;
  GtkLabel *notes;
  GtkWidget *key_line;
  GtkDropDown *key;
  CbuWrap *kinds;
  GtkListBox *rows;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (CbuChangesView, cbu_changes_view, ADW_TYPE_BIN)

enum
{
  PICKED,
  KEY_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* --- Rows ----------------------------------------------------------------- */

typedef struct
{
  CbuComparison *comparison;
  CbDiffKind kind;
  guint64 first;
} Fetch;

static void
free_fetch (gpointer data)
{
  Fetch *fetch = data;

  cbu_comparison_unref (fetch->comparison);
  g_free (fetch);
}

static gpointer
fetch_rows (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Fetch *fetch = input;

  return cb_reader_read_diff_rows (fetch->comparison->reader, fetch->kind, fetch->first, PAGE,
                                   cancellable, error);
}

static void
show_more (CbuChangesView *self)
{
  guint64 all = self->comparison->diff->n[self->kind];
  guint64 left = MIN (all, CB_PROTOCOL_MAX_DIFF_LISTED) - self->n_listed;
  g_autofree char *number = cb_text_format_count (MIN (left, PAGE));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->more), left > 0);
  /* Translators: a number of rows */
  text = g_strdup_printf (ngettext ("Show %s more", "Show %s more", (gulong)MIN (left, PAGE)),
                          number);
  gtk_button_set_label (self->more, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), TRUE);
}

static void
rows_fetched_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuChangesView *self = widget;
  const Fetch *fetch = input;
  GPtrArray *rows = result;

  /* Another kind, or another comparison, is looked at meanwhile. */
  if (fetch->comparison != self->comparison || fetch->kind != self->kind
      || fetch->first != self->n_listed)
    return;
  g_clear_object (&self->fetching);
  if (error != NULL)
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->more), TRUE);
      cbu_show_error (self, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (
        self->rows, cbu_change_row_new (self->comparison, self->kind, g_ptr_array_index (rows, i)));
  self->n_listed += rows->len;
  gtk_widget_set_visible (GTK_WIDGET (self->rows), self->n_listed > 0);
  show_more (self);
  if (rows->len == 0)
    gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
}

static void
fetch_more (CbuChangesView *self)
{
  Fetch *fetch = g_new0 (Fetch, 1);
  GCancellable *cancellable;

  fetch->comparison = cbu_comparison_ref (self->comparison);
  fetch->kind = self->kind;
  fetch->first = self->n_listed;
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), FALSE);
  cancellable = cbu_run_async (self, NULL,
                               &(CbuRun){ .tag = fetch_more,
                                          .work = fetch_rows,
                                          .done = rows_fetched_cb,
                                          .input = fetch,
                                          .free_input = free_fetch,
                                          .free_result = (GDestroyNotify)g_ptr_array_unref });
  g_set_object (&self->fetching, cancellable);
}

static void
on_more_clicked_cb (CbuChangesView *self)
{
  fetch_more (self);
}

static void
clear_rows (CbuChangesView *self)
{
  if (self->fetching != NULL)
    g_cancellable_cancel (self->fetching);
  g_clear_object (&self->fetching);
  self->n_listed = 0;
  cbu_clear (self->rows);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
}

static void
show_kind (CbuChangesView *self, CbDiffKind kind)
{
  clear_rows (self);
  self->kind = kind;
  fetch_more (self);
}

static void
on_row_activated_cb (CbuChangesView *self, GtkListBoxRow *row)
{
  guint64 number;
  int column;

  if (cbu_change_row_get_place (GTK_WIDGET (row), &number, &column))
    g_signal_emit (self, signals[PICKED], 0, number, column);
}

/* --- Kinds ---------------------------------------------------------------- */

static void
on_kind_toggled_cb (GtkToggleButton *button, CbuChangesView *self)
{
  if (gtk_toggle_button_get_active (button))
    show_kind (self, (CbDiffKind)GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "kind")));
}

static void
add_kind (CbuChangesView *self, CbDiffKind kind, GtkToggleButton **group)
{
  g_autofree char *number = cb_text_format_count (self->comparison->diff->n[kind]);
  g_autofree char *text = g_strdup_printf ("%s: %s", cb_table_diff_kind_title (kind), number);
  GtkWidget *button = gtk_toggle_button_new_with_label (text);

  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), *group);
  if (*group == NULL)
    *group = GTK_TOGGLE_BUTTON (button);
  g_object_set_data (G_OBJECT (button), "kind", GINT_TO_POINTER (kind));
  g_signal_connect (button, "toggled", G_CALLBACK (on_kind_toggled_cb), self);
  cbu_wrap_append (self->kinds, button);
}

/* What has changed is looked at first. */
static void
show_kinds (CbuChangesView *self)
{
  static const CbDiffKind order[] = { CB_DIFF_CHANGED, CB_DIFF_ADDED, CB_DIFF_REMOVED };
  GtkToggleButton *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (cbu_comparison_has_rows (self->comparison) && self->comparison->diff->n[order[i]] > 0)
      add_kind (self, order[i], &group);
  gtk_widget_set_visible (GTK_WIDGET (self->kinds), group != NULL);
  if (group != NULL)
    gtk_toggle_button_set_active (group, TRUE);
}

/* --- The key -------------------------------------------------------------- */

/* The columns in both tables can be chosen, behind “find out”. */
static void
show_key (CbuChangesView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const CbTableDiff *diff = self->comparison != NULL ? self->comparison->diff : NULL;
  guint chosen = 0;

  gtk_widget_set_visible (self->key_line, diff != NULL);
  /* What was just chosen tells of it: its list must not go while it does. */
  if (diff == NULL)
    return;
  gtk_string_list_append (names, _ ("What is different in every row"));
  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);

      if (column->before < 0 || column->now < 0 || column->name_now[0] == '\0')
        continue;
      gtk_string_list_append (names, column->name_now);
      if (g_strcmp0 (self->comparison->key, column->name_now) == 0)
        chosen = g_list_model_get_n_items (G_LIST_MODEL (names)) - 1;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (self->key, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->key, chosen);
  self->filling = FALSE;
}

static void
on_key_chosen_cb (CbuChangesView *self)
{
  guint chosen = gtk_drop_down_get_selected (self->key);
  GListModel *names = gtk_drop_down_get_model (self->key);

  if (self->filling || names == NULL || chosen >= g_list_model_get_n_items (names))
    return;
  g_signal_emit (self, signals[KEY_CHOSEN], 0,
                 chosen > 0 ? gtk_string_list_get_string (GTK_STRING_LIST (names), chosen) : NULL);
}

static char *
dup_notes (const CbTableDiff *diff)
{
  g_autoptr (GPtrArray) notes = cb_table_diff_dup_notes (diff);
  GString *text = g_string_new (NULL);
  g_autofree char *key = cb_table_diff_dup_key_words (diff);

  g_string_append (text, key);
  for (guint i = 0; i < MIN (notes->len, MAX_NOTES); i++)
    g_string_append_printf (text, "\n%s", (const char *)g_ptr_array_index (notes, i));

  return g_string_free (text, FALSE);
}

/**
 * cbu_changes_view_show:
 * @self: the view
 * @comparison: (nullable): what is different; %NULL: it is not known
 * @words: (nullable): what to say instead: that it is being compared, or was stopped
 */
void
cbu_changes_view_show (CbuChangesView *self, CbuComparison *comparison, const char *words)
{
  g_autofree char *heading = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *notes = NULL;

  g_return_if_fail (CBU_IS_CHANGES_VIEW (self));

  if (comparison != NULL && comparison == self->comparison)
    return;
  clear_rows (self);
  cbu_wrap_clear (self->kinds);
  g_clear_pointer (&self->comparison, cbu_comparison_unref);
  if (comparison != NULL)
    {
      self->comparison = cbu_comparison_ref (comparison);
      heading = cbu_comparison_dup_heading (comparison);
      summary = cbu_comparison_dup_summary (comparison);
      notes = comparison->diff != NULL ? dup_notes (comparison->diff) : NULL;
    }
  gtk_label_set_label (self->heading, heading != NULL ? heading : "");
  gtk_label_set_label (self->summary, summary != NULL ? summary : words != NULL ? words : "");
  gtk_label_set_label (self->notes, notes != NULL ? notes : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heading), heading != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->notes), notes != NULL);
  show_key (self);
  show_kinds (self);
}

static void
cbu_changes_view_dispose (GObject *object)
{
  CbuChangesView *self = CBU_CHANGES_VIEW (object);

  self->filling = TRUE;
  g_clear_object (&self->fetching);
  g_clear_pointer (&self->comparison, cbu_comparison_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_CHANGES_VIEW);
  G_OBJECT_CLASS (cbu_changes_view_parent_class)->dispose (object);
}

static void
cbu_changes_view_class_init (CbuChangesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_WRAP);
  G_OBJECT_CLASS (klass)->dispose = cbu_changes_view_dispose;
  signals[PICKED] = g_signal_new ("picked", CBU_TYPE_CHANGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_INT);
  signals[KEY_CHOSEN] = g_signal_new ("key-chosen", CBU_TYPE_CHANGES_VIEW, G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-changes-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, heading);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, summary);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, notes);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, key_line);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, key);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, kinds);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, rows);
  gtk_widget_class_bind_template_child (widget_class, CbuChangesView, more);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_key_chosen_cb);
}

static void
cbu_changes_view_init (CbuChangesView *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
  factory = cbu_choice_factory_new ();
  gtk_drop_down_set_factory (self->key, factory);
}
