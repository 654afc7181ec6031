/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-row-kind-words.h"
#include "ui/datasets/cbu-table-columns.h"
#include "ui/datasets/cbu-table-private.h"

/**
 * CbuTable:
 *
 * A file as a table: rows of any number, the header fixed, row numbers with the marks of findings
 * at the left. What is found is underlined.
 */
G_DEFINE_FINAL_TYPE (CbuTable, cbu_table, GTK_TYPE_BOX)

static const char *const *
get_row (gpointer data, guint64 row, guint *n_cells)
{
  CbuTable *self = data;

  const char *const *cells = NULL;

  *n_cells = 0;
  if (self->model != NULL)
    cells = cbu_table_model_get_row (self->model, row, n_cells);
  /* What was there is shown until what takes its place has come. */
  if (cells == NULL && self->before != NULL)
    cells = cbu_table_model_get_row (self->before, row, n_cells);
  return cbu_table_edits_patch (self->edits, row, cells, n_cells);
}

/**
 * _cbu_table_get_text:
 * @self: a table
 * @row: 0-based without the header
 * @column: 0-based
 *
 * Returns: (transfer none) (nullable): what is shown there; %NULL while it is not there yet, or
 * where the row has no such cell
 */
const char *
_cbu_table_get_text (CbuTable *self, guint64 row, guint column)
{
  guint n_cells;
  const char *const *cells = get_row (self, row, &n_cells);

  return cells != NULL && column < n_cells ? cells[column] : NULL;
}

static gboolean
is_hidden (CbuTable *self, guint64 row, guint column)
{
  return cbu_table_hidden_has_column (self->hidden, column)
         || cbu_table_hidden_has_row (self->hidden, cbu_grid_get_first_number (self->grid) + row);
}

static CbuCellMarks
get_marks (gpointer data, guint64 row, guint column)
{
  CbuTable *self = data;
  CbuCellMarks marks = CBU_CELL_PLAIN;
  CbSeverity severity;

  if (cbu_table_marks_get_cell (self->marks, row, (int)column, &severity))
    marks |= severity == CB_SEVERITY_BLOCKER   ? CBU_CELL_BLOCKER
             : severity == CB_SEVERITY_WARNING ? CBU_CELL_WARNING
                                               : CBU_CELL_NOTE;
  if (cbu_table_find_matches (self->find, column, _cbu_table_get_text (self, row, column)))
    marks |= CBU_CELL_HIT;
  if (self->model != NULL && cbu_table_model_get_kind (self->model, row) != CB_ROW_KIND_DATA)
    marks |= CBU_CELL_OUTSIDE;
  if (is_hidden (self, row, column))
    marks |= CBU_CELL_HIDDEN;
  if (cbu_table_edits_has (self->edits, row, column))
    marks |= CBU_CELL_EDITED;
  return marks;
}

static gboolean
get_row_mark (gpointer data, guint64 row, CbSeverity *severity, const char **why)
{
  CbuTable *self = data;

  *why = cbu_table_marks_get_why (self->marks, row, -1);
  return cbu_table_marks_get_row (self->marks, row, severity);
}

static char *
dup_description (gpointer data, guint64 row, guint column)
{
  CbuTable *self = data;
  const char *title = cbu_grid_get_title (self->grid, column);
  const char *why = cbu_table_marks_get_why (self->marks, row, (int)column);
  g_autofree char *number = cb_text_format_count (cbu_grid_get_first_number (self->grid) + row);
  /* Translators: the name of a column and the number of a row, for screen readers */
  g_autofree char *place = g_strdup_printf (_ ("column “%s”, row %s"), title, number);
  CbRowKind kind
      = self->model != NULL ? cbu_table_model_get_kind (self->model, row) : CB_ROW_KIND_DATA;

  if (why == NULL && kind != CB_ROW_KIND_DATA)
    why = cb_row_kind_words (kind);
  if (why == NULL && is_hidden (self, row, column))
    why = _ ("Hidden in the workbook");
  if (why == NULL && cbu_table_edits_has (self->edits, row, column))
    why = _ ("Edited by hand");
  return why != NULL ? g_strdup_printf ("%s. %s", place, why) : g_steal_pointer (&place);
}

static void
shown (gpointer data, guint64 first, guint64 last)
{
  CbuTable *self = data;

  if (self->model != NULL)
    cbu_table_model_want (self->model, first, last);
}

static const CbuGridSource source = { get_row, get_marks, get_row_mark, dup_description, shown };

static void
update_summary (CbuTable *self)
{
  guint64 rows = cbu_table_model_get_n_rows (self->model);
  guint n_columns = cbu_grid_get_n_columns (self->grid);
  g_autofree char *rows_number = cb_text_format_count (rows);
  g_autofree char *columns_number = cb_text_format_count (n_columns);
  g_autofree char *rows_text
      = g_strdup_printf (ngettext ("%s row", "%s rows", (gulong)rows), rows_number);
  g_autofree char *columns_text
      = g_strdup_printf (ngettext ("%s column", "%s columns", n_columns), columns_number);
  g_autofree char *text = g_strdup_printf ("%s · %s", rows_text, columns_text);

  if (!cbu_table_model_is_complete (self->model))
    {
      g_autofree char *counting = g_strdup_printf (_ ("%s (still counting)"), text);

      gtk_label_set_label (self->summary, counting);
      return;
    }
  gtk_label_set_label (self->summary, text);
}

static void
on_counted_cb (CbuTable *self)
{
  cbu_grid_set_n_rows (self->grid, cbu_table_model_get_n_rows (self->model));
  update_summary (self);
  _cbu_table_go_when_there (self);
  g_signal_emit_by_name (self, "counted");
}

/* The first rows said how wide columns are: later numbers may be longer. */
static void
widen_for_numbers (CbuTable *self, guint64 first, guint n_rows)
{
  guint n_columns = cbu_grid_get_n_columns (self->grid);
  g_autofree int *widths = g_new0 (int, n_columns + 1);

  for (guint64 row = first; row < first + n_rows; row++)
    {
      guint n_cells;
      const char *const *cells = get_row (self, row, &n_cells);

      if (cells == NULL || cbu_table_model_get_kind (self->model, row) != CB_ROW_KIND_DATA)
        continue;
      for (guint i = 0; i < MIN (n_columns, n_cells); i++)
        if (cbu_grid_is_number (self->grid, i))
          widths[i]
              = cbu_table_columns_fit_number (GTK_WIDGET (self->grid), cells[i],
                                              MAX (widths[i], cbu_grid_get_width (self->grid, i)));
    }
  self->widening = TRUE;
  for (guint i = 0; i < n_columns; i++)
    if (widths[i] > cbu_grid_get_width (self->grid, i)
        && !g_hash_table_contains (self->widths, cbu_grid_get_title (self->grid, i)))
      cbu_grid_set_width (self->grid, i, widths[i]);
  self->widening = FALSE;
}

static void
on_arrived_cb (CbuTable *self, guint64 first, guint n_rows)
{
  g_clear_object (&self->before);
  widen_for_numbers (self, first, n_rows);
  cbu_grid_refresh_rows (self->grid, first, first + n_rows - 1);
}

static void
on_failed_cb (CbuTable *self, GError *error)
{
  g_autofree char *words = cb_error_words_for (error);

  gtk_label_set_label (self->summary, words);
}

static void
keep_widths (CbuTable *self, CbuGridColumn *columns, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      int width = GPOINTER_TO_INT (g_hash_table_lookup (self->widths, columns[i].title));

      if (width > 0)
        columns[i].width = width;
    }
}

static void
make_model (CbuTable *self, guint n_columns)
{
  self->model = cbu_table_model_new (GTK_WIDGET (self), self->reader, n_columns);
  g_signal_connect_object (self->model, "counted", G_CALLBACK (on_counted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "arrived", G_CALLBACK (on_arrived_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "failed", G_CALLBACK (on_failed_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
has_same_columns (CbuTable *self, CbReader *reader)
{
  const CbFileInfo *info = cb_reader_get_info (reader);
  const CbFileInfo *now = self->reader != NULL ? cb_reader_get_info (self->reader) : NULL;

  return now != NULL && self->model != NULL && now->header_row == info->header_row
         && g_strv_equal ((const char *const *)now->columns, (const char *const *)info->columns);
}

/* Other values in the same table: where one is in it, and what is on the screen, stays. */
static void
take_over (CbuTable *self, CbReader *reader)
{
  g_clear_object (&self->before);
  self->before = g_steal_pointer (&self->model);
  g_signal_handlers_disconnect_by_data (self->before, self);
  g_set_object (&self->reader, reader);
  if (self->profile != NULL)
    cbu_table_profile_set_reader (self->profile, reader);
  cbu_table_find_take_reader (self->find, reader);
  cbu_sheet_bar_show (self->sheets, reader);
  make_model (self, cbu_grid_get_n_columns (self->grid));
  cbu_grid_refresh (self->grid);
}

/**
 * cbu_table_show:
 * @self: a table
 * @reader: (nullable): what to show; %NULL: nothing
 * @first_rows: (nullable): some rows to judge the widths of columns by
 *
 * Widths that were chosen by hand stay those of columns with the same name. Where one is stays,
 * after cbu_table_stay(), when the columns are the same.
 */
void
cbu_table_show (CbuTable *self, CbReader *reader, const CbRows *first_rows)
{
  const CbFileInfo *info;
  CbuGridColumn *columns;
  guint n_columns;
  gboolean stays;

  g_return_if_fail (CBU_IS_TABLE (self));

  stays = self->staying && reader != NULL && has_same_columns (self, reader);
  if (!stays)
    _cbu_table_take_typed (self);
  self->staying = FALSE;
  self->go_pending = FALSE;
  if (self->copying != NULL)
    g_cancellable_cancel (self->copying);
  if (stays)
    {
      take_over (self, reader);
      return;
    }
  cbu_table_edits_forget (self->edits);
  g_clear_object (&self->before);
  g_clear_object (&self->model);
  g_set_object (&self->reader, reader);
  cbu_grid_set_n_rows (self->grid, 0);
  cbu_grid_set_columns (self->grid, NULL, 0);
  gtk_label_set_label (self->summary, "");
  _cbu_table_update_selected (self);
  if (self->profile != NULL)
    cbu_table_profile_set_reader (self->profile, reader);
  cbu_table_find_set_table (self->find, reader, self->grid);
  g_clear_pointer (&self->hidden, cbu_table_hidden_free);
  cbu_sheet_bar_show (self->sheets, reader);
  if (reader == NULL)
    return;
  info = cb_reader_get_info (reader);
  /* As the file has them: the header is a row, too. */
  cbu_grid_set_first_number (self->grid, (guint64)info->header_row + 1);
  columns = cbu_table_columns_new (GTK_WIDGET (self->grid), (const char *const *)info->columns,
                                   first_rows, &n_columns);
  keep_widths (self, columns, n_columns);
  cbu_grid_set_columns (self->grid, columns, n_columns);
  cbu_table_columns_free (columns, n_columns);
  make_model (self, n_columns);
  if (self->go_sheet >= 0 && self->go_sheet == info->sheet)
    {
      if (self->go_place != NULL)
        _cbu_table_go_to_place (self, self->go_place);
      else
        cbu_table_go_to (self, self->go_sheet_row, self->go_sheet_column);
    }
  self->go_sheet = -1;
}

/**
 * cbu_table_set_findings:
 * @self: a table
 * @findings: (nullable) (element-type CbFinding): of the file that is shown
 */
void
cbu_table_set_findings (CbuTable *self, GPtrArray *findings)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  cbu_table_marks_set (self->marks, findings);
  cbu_grid_refresh (self->grid);
}

/**
 * cbu_table_get_sheet:
 * @self: a table
 *
 * Returns: which sheet of a workbook it shows, -1 when that is none
 */
int
cbu_table_get_sheet (CbuTable *self)
{
  g_return_val_if_fail (CBU_IS_TABLE (self), -1);

  return self->reader != NULL ? cb_reader_get_info (self->reader)->sheet : -1;
}

/**
 * cbu_table_get_reader:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): what is shown
 */
CbReader *
cbu_table_get_reader (CbuTable *self)
{
  g_return_val_if_fail (CBU_IS_TABLE (self), NULL);

  return self->reader;
}

/**
 * cbu_table_get_grid:
 * @self: a table
 *
 * Returns: (transfer none): its cells
 */
CbuGrid *
cbu_table_get_grid (CbuTable *self)
{
  g_return_val_if_fail (CBU_IS_TABLE (self), NULL);

  return self->grid;
}

/**
 * cbu_table_command:
 * @self: a table
 * @name: `search`, `replace`, `find-next` or `find-previous`
 *
 * Returns: whether it is one of these
 */
gboolean
cbu_table_command (CbuTable *self, const char *name)
{
  g_return_val_if_fail (CBU_IS_TABLE (self), FALSE);

  if (g_str_equal (name, "search"))
    cbu_table_find_open (self->find, FALSE);
  else if (g_str_equal (name, "replace"))
    cbu_table_find_open_replace (self->find);
  else if (g_str_equal (name, "find-next") || g_str_equal (name, "find-previous"))
    cbu_table_find_step (self->find, g_str_equal (name, "find-previous"));
  else
    return FALSE;

  return TRUE;
}

static void
on_sheet_chosen_cb (CbuTable *self, guint sheet)
{
  self->go_sheet = -1;
  g_signal_emit_by_name (self, "sheet-chosen", sheet);
}

/* What its own program hides is shown here, and shown to be hidden there. */
static void
on_hidden_listed_cb (CbuTable *self)
{
  g_clear_pointer (&self->hidden, cbu_table_hidden_free);
  self->hidden = cbu_table_hidden_new (cbu_sheet_bar_get_hidden (self->sheets),
                                       cb_reader_get_info (self->reader)->sheet);
  cbu_grid_refresh (self->grid);
}

static void
on_found_cb (CbuTable *self, guint64 row, guint column)
{
  cbu_table_go_to (self, row, (int)column);
}

static void
on_hits_changed_cb (CbuTable *self)
{
  cbu_grid_refresh (self->grid);
}

static void
on_replace_cb (CbuTable *self,
               const char *find,
               const char *with,
               int column,
               gboolean whole,
               gboolean ignore_case,
               guint64 cells)
{
  g_signal_emit_by_name (self, "replace", find, with, column, whole, ignore_case, cells);
}

static void
on_column_activated_cb (CbuTable *self, guint column)
{
  _cbu_table_show_profile (self, column);
}

static void
on_moved_cb (CbuTable *self)
{
  _cbu_table_update_selected (self);
}

static void
on_activated_cb (CbuTable *self)
{
  _cbu_table_inspect (self);
}

static void
on_resized_cb (CbuTable *self, guint column)
{
  if (self->widening)
    return;
  g_hash_table_replace (self->widths, g_strdup (cbu_grid_get_title (self->grid, column)),
                        GINT_TO_POINTER (cbu_grid_get_width (self->grid, column)));
}

static void
on_menu_cb (CbuTable *self, double x, double y)
{
  _cbu_table_open_menu (self, x, y);
}

static void
cbu_table_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cbu_table_parent_class)->unmap (widget);
  _cbu_table_take_typed (CBU_TABLE (widget));
}

static void
cbu_table_dispose (GObject *object)
{
  CbuTable *self = CBU_TABLE (object);

  if (self->grid != NULL)
    cbu_grid_set_source (self->grid, NULL, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->inspector, gtk_widget_unparent);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  self->profile = NULL;
  g_clear_pointer (&self->profile_popover, gtk_widget_unparent);
  g_clear_object (&self->before);
  g_clear_object (&self->model);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->edits, cbu_table_edits_free);
  g_clear_pointer (&self->marks, cbu_table_marks_free);
  g_clear_pointer (&self->hidden, cbu_table_hidden_free);
  g_clear_pointer (&self->widths, g_hash_table_unref);
  g_clear_pointer (&self->go_place, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_TABLE);
  G_OBJECT_CLASS (cbu_table_parent_class)->dispose (object);
}

static void
cbu_table_class_init (CbuTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_GRID);
  g_type_ensure (CBU_TYPE_TABLE_FIND);
  g_type_ensure (CBU_TYPE_SHEET_BAR);
  G_OBJECT_CLASS (klass)->dispose = cbu_table_dispose;
  widget_class->unmap = cbu_table_unmap;
  g_signal_new ("sheet-chosen", CBU_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_UINT);
  g_signal_new ("edited", CBU_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                G_TYPE_UINT64, G_TYPE_UINT, G_TYPE_STRING, G_TYPE_STRING);
  g_signal_new ("replace", CBU_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 6,
                G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN,
                G_TYPE_UINT64);
  g_signal_new ("counted", CBU_TYPE_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-table.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuTable, find);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, sheets);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, scrolled);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, grid);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, summary);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, selected);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, stop);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, row_entry);
  gtk_widget_class_bind_template_child (widget_class, CbuTable, cell_menu);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_place_entered_cb",
                                                G_CALLBACK (_cbu_table_place_entered_cb));
  gtk_widget_class_bind_template_callback (widget_class, on_sheet_chosen_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_hidden_chosen_cb",
                                                G_CALLBACK (_cbu_table_hidden_chosen_cb));
  gtk_widget_class_bind_template_callback (widget_class, on_hidden_listed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_found_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_hits_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_column_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_activated_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_edit_cb",
                                                G_CALLBACK (_cbu_table_edit));
  gtk_widget_class_bind_template_callback (widget_class, on_resized_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_cb);
  _cbu_table_install_actions (widget_class);
}

static void
cbu_table_init (CbuTable *self)
{
  self->go_sheet = -1;
  self->marks = cbu_table_marks_new ();
  self->edits = cbu_table_edits_new ();
  self->widths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  cbu_grid_set_source (self->grid, &source, self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.edit", FALSE);
}
