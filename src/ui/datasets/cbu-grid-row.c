/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-grid-row.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/datasets/cbu-grid-private.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/widgets/cbu-a11y.h"

/* So much of a cell is laid out: more than any column is wide. The whole of it is for the popover.
 */
#define LONGEST_SHOWN 400

/* How a cell looks; kept, so that nothing is set that is set already. */
enum
{
  LOOK_SELECTED = 1 << 8,
  LOOK_CURSOR = 1 << 9,
  LOOK_NUMBER = 1 << 10,
  LOOK_NEVER = 1 << 15,
};

/**
 * CbuGridCell:
 *
 * One cell on the screen: of the body, of the header, or the number of a row.
 */
struct _CbuGridCell
{
  GtkWidget parent_instance;

  /* Borrowed: children */
  GtkWidget *icon; /* (nullable) */
  GtkWidget *label;

  char *text; /* (owned) (nullable): the cell as it is, not as it is shown */
  guint column;
  guint look;
};

G_DEFINE_FINAL_TYPE (CbuGridCell, cbu_grid_cell, GTK_TYPE_WIDGET)

/**
 * CbuGridRow:
 *
 * The widgets of one row of a #CbuGrid, no more of them than columns are on the screen, used anew
 * for another row when that is scrolled to.
 */
struct _CbuGridRow
{
  GtkWidget parent_instance;

  CbuGrid *grid;     /* (unowned): its parent */
  GtkWidget *gutter; /* (unowned): child */
  GPtrArray *cells;  /* (element-type CbuGridCell): children; column n is in slot n % len */
  guint64 index;
  gboolean is_header;
};

G_DEFINE_FINAL_TYPE (CbuGridRow, cbu_grid_row, GTK_TYPE_WIDGET)

static void
cbu_grid_cell_dispose (GObject *object)
{
  CbuGridCell *self = CBU_GRID_CELL (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->text, g_free);
  G_OBJECT_CLASS (cbu_grid_cell_parent_class)->dispose (object);
}

static void
cbu_grid_cell_class_init (CbuGridCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_grid_cell_dispose;
  gtk_widget_class_set_css_name (widget_class, "cell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
cbu_grid_cell_init (CbuGridCell *self)
{
  self->column = G_MAXUINT;
  self->look = LOOK_NEVER;
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

/**
 * cbu_grid_cell_new:
 * @role: grid cell, column header or row header
 *
 * Returns: (transfer floating): an empty cell
 */
GtkWidget *
cbu_grid_cell_new (GtkAccessibleRole role)
{
  CbuGridCell *self = g_object_new (CBU_TYPE_GRID_CELL, "accessible-role", role, NULL);

  if (role == GTK_ACCESSIBLE_ROLE_ROW_HEADER)
    {
      self->icon = gtk_image_new ();
      gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
      gtk_widget_insert_before (self->icon, GTK_WIDGET (self), self->label);
      gtk_label_set_xalign (GTK_LABEL (self->label), 1);
    }
  return GTK_WIDGET (self);
}

/**
 * cbu_grid_cell_dup_shown:
 * @text: of a cell
 *
 * Returns: (transfer full): one line of it, as it stands in the grid: line breaks and tabs as
 *   signs, and no more than can ever be seen
 */
char *
cbu_grid_cell_dup_shown (const char *text)
{
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (++n > LONGEST_SHOWN)
        {
          g_string_append (line, "…");
          break;
        }
      if (*p == '\r' && p[1] == '\n')
        continue;
      if (*p == '\n' || *p == '\r')
        g_string_append (line, "↵");
      else if (*p == '\t')
        g_string_append (line, "⇥");
      else if ((guchar)*p < 0x20 || *p == 0x7f)
        g_string_append (line, "�");
      else
        g_string_append_len (line, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (line, FALSE);
}

static void
set_text (CbuGridCell *self, const char *text)
{
  g_autofree char *shown = NULL;

  if (self->text != NULL && text != NULL && strcmp (self->text, text) == 0)
    return;
  g_free (self->text);
  self->text = g_strdup (text);
  shown = cbu_grid_cell_dup_shown (text != NULL ? text : "");
  gtk_label_set_label (GTK_LABEL (self->label), shown);
  cbu_a11y_set_name (self, shown);
}

static void
set_look (CbuGridCell *self, guint look)
{
  static const struct
  {
    guint look;
    const char *name;
  } names[] = {
    { LOOK_SELECTED, "selected" },        { LOOK_CURSOR, "cursor" },
    { LOOK_NUMBER, "numeric" },           { CBU_CELL_BLOCKER, "cell-blocker" },
    { CBU_CELL_WARNING, "cell-warning" }, { CBU_CELL_NOTE, "cell-note" },
    { CBU_CELL_HIT, "cell-hit" },         { CBU_CELL_OUTSIDE, "outside" },
    { CBU_CELL_HIDDEN, "cell-hidden" },   { CBU_CELL_EDITED, "cell-edited" },
  };
  const char *classes[G_N_ELEMENTS (names) + 1] = { NULL };
  guint n = 0;

  if (self->look == look)
    return;
  self->look = look;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((look & names[i].look) != 0)
      classes[n++] = names[i].name;
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_label_set_xalign (GTK_LABEL (self->label), (look & LOOK_NUMBER) != 0 ? 1 : 0);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               (look & LOOK_SELECTED) != 0, -1);
}

static void
cbu_grid_row_dispose (GObject *object)
{
  CbuGridRow *self = CBU_GRID_ROW (object);

  g_clear_pointer (&self->gutter, gtk_widget_unparent);
  for (guint i = 0; self->cells != NULL && i < self->cells->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->cells, i));
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  G_OBJECT_CLASS (cbu_grid_row_parent_class)->dispose (object);
}

static void
cbu_grid_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  CbuGridRow *self = CBU_GRID_ROW (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = self->is_header ? self->grid->header_height : self->grid->row_height;
}

static void
place_cell (GtkWidget *cell, int x, int width, int height)
{
  int minimum;

  /* GTK wants to have been asked. */
  gtk_widget_measure (cell, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (cell, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (cell, &(GtkAllocation){ x, 0, width, height }, -1);
}

static void
cbu_grid_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CbuGridRow *self = CBU_GRID_ROW (widget);
  CbuGrid *grid = self->grid;
  int left = grid->gutter_width - (int)_cbu_grid_get_value (grid, GTK_ORIENTATION_HORIZONTAL);

  place_cell (self->gutter, 0, grid->gutter_width, height);
  for (guint i = 0; i < self->cells->len; i++)
    {
      CbuGridCell *cell = g_ptr_array_index (self->cells, i);

      if (gtk_widget_get_child_visible (GTK_WIDGET (cell)))
        place_cell (GTK_WIDGET (cell), left + grid->edges[cell->column],
                    grid->edges[cell->column + 1] - grid->edges[cell->column], height);
    }
}

static void
cbu_grid_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CbuGridRow *self = CBU_GRID_ROW (widget);
  float gutter = (float)self->grid->gutter_width;

  /* Cells scroll under the numbers of the rows. */
  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (gutter, 0, (float)gtk_widget_get_width (widget) - gutter,
                                     (float)gtk_widget_get_height (widget)));
  for (guint i = 0; i < self->cells->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->cells, i), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, self->gutter, snapshot);
}

static void
cbu_grid_row_class_init (CbuGridRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_grid_row_dispose;
  widget_class->measure = cbu_grid_row_measure;
  widget_class->size_allocate = cbu_grid_row_size_allocate;
  widget_class->snapshot = cbu_grid_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
cbu_grid_row_init (CbuGridRow *self)
{
  self->cells = g_ptr_array_new ();
  self->index = CBU_GRID_NO_ROW;
  self->gutter = cbu_grid_cell_new (GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_widget_add_css_class (self->gutter, "gutter");
  gtk_widget_set_parent (self->gutter, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cbu_grid_row_new:
 * @grid: whose row it is
 * @is_header: the row of titles
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *
cbu_grid_row_new (CbuGrid *grid, gboolean is_header)
{
  CbuGridRow *self = g_object_new (CBU_TYPE_GRID_ROW, NULL);

  self->grid = grid;
  self->is_header = is_header;
  if (is_header)
    gtk_widget_add_css_class (GTK_WIDGET (self), "header");
  return GTK_WIDGET (self);
}

/**
 * cbu_grid_row_get_index:
 * @self: a row
 *
 * Returns: which it shows, 0-based, %CBU_GRID_NO_ROW for none
 */
guint64
cbu_grid_row_get_index (CbuGridRow *self)
{
  return self->index;
}

static guint
get_look (CbuGridRow *self, guint column)
{
  CbuGrid *grid = self->grid;
  CbuGridRange selected;
  guint look = 0;

  if (grid->is_number[column] != 0)
    look |= LOOK_NUMBER;
  if (self->is_header)
    return look | (grid->has_cursor && column == grid->cursor_column ? LOOK_CURSOR : 0);
  cbu_grid_get_selection (grid, &selected);
  if (self->index >= selected.first_row && self->index <= selected.last_row
      && column >= selected.first_column && column <= selected.last_column)
    look |= LOOK_SELECTED;
  if (grid->has_cursor && self->index == grid->cursor_row && column == grid->cursor_column)
    look |= LOOK_CURSOR;
  if (grid->source.get_marks != NULL)
    look |= grid->source.get_marks (grid->data, self->index, column);
  return look;
}

static void
bind_gutter (CbuGridRow *self)
{
  CbuGridCell *gutter = CBU_GRID_CELL (self->gutter);
  CbuGrid *grid = self->grid;
  CbSeverity severity = CB_SEVERITY_NOTE;
  const char *why = NULL;
  gboolean marked;
  g_autofree char *number = NULL;

  gtk_widget_set_opacity (gutter->icon, 0);
  if (self->is_header)
    return;
  number = cb_text_format_count (grid->first_number + self->index);
  set_text (gutter, number);
  marked = grid->source.get_row_mark != NULL
           && grid->source.get_row_mark (grid->data, self->index, &severity, &why);
  if (marked)
    {
      const char *classes[] = { severity == CB_SEVERITY_BLOCKER ? "error" : "warning", NULL };

      gtk_image_set_from_icon_name (GTK_IMAGE (gutter->icon), cbu_table_marks_get_icon (severity));
      gtk_widget_set_css_classes (gutter->icon, classes);
    }
  gtk_widget_set_opacity (gutter->icon, marked ? 1 : 0);
  gtk_widget_set_tooltip_text (self->gutter, why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gutter), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : "", -1);
}

static void
add_slots (CbuGridRow *self)
{
  if (self->cells->len == self->grid->n_slots)
    return;
  /* Columns have other slots now. */
  for (guint i = 0; i < self->cells->len; i++)
    CBU_GRID_CELL (g_ptr_array_index (self->cells, i))->column = G_MAXUINT;
  while (self->cells->len < self->grid->n_slots)
    {
      GtkWidget *cell = cbu_grid_cell_new (self->is_header ? GTK_ACCESSIBLE_ROLE_COLUMN_HEADER
                                                           : GTK_ACCESSIBLE_ROLE_GRID_CELL);

      gtk_widget_set_focusable (cell, !self->is_header);
      gtk_widget_set_parent (cell, GTK_WIDGET (self));
      gtk_widget_set_child_visible (cell, FALSE);
      g_ptr_array_add (self->cells, cell);
    }
}

/**
 * cbu_grid_row_bind:
 * @self: a row
 * @index: which row it shows from now on
 * @anew: even what it shows already
 */
void
cbu_grid_row_bind (CbuGridRow *self, guint64 index, gboolean anew)
{
  CbuGrid *grid = self->grid;
  const char *const *texts = NULL;
  guint n_texts = 0;
  gboolean all = anew || index != self->index;

  add_slots (self);
  self->index = index;
  if (all)
    bind_gutter (self);
  if (self->is_header)
    {
      texts = (const char *const *)grid->titles;
      n_texts = grid->n_columns;
    }
  else if (grid->source.get_row != NULL)
    texts = grid->source.get_row (grid->data, index, &n_texts);
  for (guint column = grid->first_column; grid->n_columns > 0 && column <= grid->last_column;
       column++)
    {
      CbuGridCell *cell = g_ptr_array_index (self->cells, column % self->cells->len);

      if (!all && cell->column == column)
        continue;
      cell->column = column;
      set_text (cell, texts != NULL && column < n_texts ? texts[column] : NULL);
      set_look (cell, get_look (self, column));
      if (self->is_header)
        gtk_widget_set_tooltip_text (GTK_WIDGET (cell), grid->titles[column]);
    }
}

/**
 * cbu_grid_row_place:
 * @self: a row
 *
 * Hides the cells whose columns are not on the screen, and has the others placed.
 */
void
cbu_grid_row_place (CbuGridRow *self)
{
  CbuGrid *grid = self->grid;

  for (guint i = 0; i < self->cells->len; i++)
    {
      CbuGridCell *cell = g_ptr_array_index (self->cells, i);
      gboolean shown = grid->n_columns > 0 && cell->column >= grid->first_column
                       && cell->column <= grid->last_column;

      gtk_widget_set_child_visible (GTK_WIDGET (cell), shown);
    }
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cbu_grid_row_get_cell:
 * @self: a row
 * @column: 0-based
 *
 * Returns: (transfer none) (nullable): its cell there, %NULL when that is not on the screen
 */
CbuGridCell *
cbu_grid_row_get_cell (CbuGridRow *self, guint column)
{
  CbuGridCell *cell
      = self->cells->len > 0 ? g_ptr_array_index (self->cells, column % self->cells->len) : NULL;

  return cell != NULL && cell->column == column && gtk_widget_get_child_visible (GTK_WIDGET (cell))
             ? cell
             : NULL;
}

/**
 * cbu_grid_row_count_cells:
 * @self: a row
 *
 * Returns: how many widgets it has made for cells
 */
guint
cbu_grid_row_count_cells (CbuGridRow *self)
{
  return self->cells->len;
}
