/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-change-row.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

/* Of one row so many cells are shown, each cut to so many characters. */
#define MAX_CELLS 8
#define MAX_CHARS 80

/* Where it stands in the table that is shown. */
typedef struct
{
  guint64 row;
  int column;
} Place;

static char *
dup_cell (const char *cell)
{
  g_autofree char *line = g_strdup (cell);

  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (line[0] == '\0')
    /* Translators: of a cell */
    return g_strdup (_ ("(blank)"));
  if (g_utf8_strlen (line, -1) > MAX_CHARS)
    {
      g_autofree char *cut = g_utf8_substring (line, 0, MAX_CHARS - 1);

      return g_strconcat (cut, "…", NULL);
    }

  return g_steal_pointer (&line);
}

/* “Dòng 12 · A3”: its number in the file, and by what it was found again. */
static char *
dup_title (const CbuComparison *comparison, CbDiffKind kind, const CbTableDiffRow *row)
{
  const CbTableDiff *diff = comparison->diff;
  GStrv cells = kind == CB_DIFF_REMOVED ? row->cells_before : row->cells_now;
  guint64 number = kind == CB_DIFF_REMOVED
                       ? row->before + diff->header_row_before + 1
                       : row->now + cb_reader_get_info (comparison->reader)->header_row + 1;
  g_autofree char *count = cb_text_format_count (number);
  /* Translators: the number of a row */
  g_autofree char *place = kind == CB_DIFF_REMOVED
                               ? g_strdup_printf (_ ("Row %s of the file before"), count)
                               : g_strdup_printf (_ ("Row %s"), count);
  GString *title = g_string_new (place);

  for (guint i = 0; i < diff->key->len; i++)
    {
      g_autofree char *cell = dup_cell (cells[g_array_index (diff->key, guint, i)]);

      g_string_append_printf (title, " · %s", cell);
    }

  return g_string_free (title, FALSE);
}

/* “Số giường: 12 → 15” */
static void
add_changes (GString *text, const CbTableDiff *diff, const CbTableDiffRow *row)
{
  for (guint i = 0; i < MIN (row->changed->len, MAX_CELLS); i++)
    {
      guint place = g_array_index (row->changed, guint, i);
      g_autofree char *before = dup_cell (row->cells_before[place]);
      g_autofree char *now = dup_cell (row->cells_now[place]);

      g_string_append_printf (
          text, "%s%s: %s → %s", i > 0 ? "\n" : "",
          cb_table_diff_column_get_name (cb_table_diff_get_column (diff, place)), before, now);
    }
}

/* “Tên: Trạm y tế · Số giường: 6” */
static guint
add_cells (GString *text, const CbTableDiff *diff, CbDiffKind kind, const CbTableDiffRow *row)
{
  GStrv cells = kind == CB_DIFF_REMOVED ? row->cells_before : row->cells_now;
  guint n = 0;

  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
      g_autofree char *cell = NULL;

      if ((kind == CB_DIFF_REMOVED ? column->before : column->now) < 0 || cells[i][0] == '\0')
        continue;
      if (n++ >= MAX_CELLS)
        continue;
      cell = dup_cell (cells[i]);
      g_string_append_printf (text, "%s%s: %s", n > 1 ? " · " : "",
                              cb_table_diff_column_get_name (column), cell);
    }

  return n;
}

static char *
dup_text (const CbTableDiff *diff, CbDiffKind kind, const CbTableDiffRow *row)
{
  GString *text = g_string_new (NULL);
  guint n = row->changed->len;

  if (kind == CB_DIFF_CHANGED)
    add_changes (text, diff, row);
  else
    n = add_cells (text, diff, kind, row);
  if (n > MAX_CELLS)
    {
      g_string_append (text, kind == CB_DIFF_CHANGED ? "\n" : " ");
      /* Translators: a number of cells of a row */
      g_string_append_printf (
          text, ngettext ("and %u more cell", "and %u more cells", n - MAX_CELLS), n - MAX_CELLS);
    }

  return g_string_free (text, FALSE);
}

/* The first cell that has changed, else that by which the row was found. */
static int
find_column (const CbTableDiff *diff, const CbTableDiffRow *row)
{
  if (row->changed->len > 0)
    return cb_table_diff_get_column (diff, g_array_index (row->changed, guint, 0))->now;
  if (diff->key->len > 0)
    return cb_table_diff_get_column (diff, g_array_index (diff->key, guint, 0))->now;

  return 0;
}

/**
 * cbu_change_row_new:
 * @comparison: what is different
 * @kind: of the row
 * @row: the row
 *
 * Returns: (transfer floating): a row of a list box that says it
 */
GtkWidget *
cbu_change_row_new (const CbuComparison *comparison, CbDiffKind kind, const CbTableDiffRow *row)
{
  g_autofree char *title = dup_title (comparison, kind, row);
  g_autofree char *text = dup_text (comparison->diff, kind, row);
  g_autofree char *name = g_strdup_printf ("%s\n%s", title, text);
  GtkWidget *widget = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gboolean is_there = kind != CB_DIFF_REMOVED;

  gtk_widget_add_css_class (box, "fact");
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (title, "caption dim-label"));
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (text, NULL));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (widget), is_there);
  cbu_a11y_set_name (widget, name);
  if (is_there)
    {
      Place place = { row->now, find_column (comparison->diff, row) };

      gtk_widget_set_tooltip_text (widget, _ ("Show it in the table"));
      g_object_set_data_full (G_OBJECT (widget), "place", g_memdup2 (&place, sizeof place), g_free);
    }

  return widget;
}

/**
 * cbu_change_row_get_place:
 * @row: a row of cbu_change_row_new()
 * @number: (out): its row in the table, 0-based without the header
 * @column: (out): the column that is meant
 *
 * Returns: whether it is in the table that is shown
 */
gboolean
cbu_change_row_get_place (GtkWidget *row, guint64 *number, int *column)
{
  const Place *place = g_object_get_data (G_OBJECT (row), "place");

  if (place == NULL)
    return FALSE;
  *number = place->row;
  *column = place->column;
  return TRUE;
}
