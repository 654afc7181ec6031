/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-grid-private.h"

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"

/* The numbers of rows have room for so many at least. */
#define LEAST_NUMBERED 9999

/**
 * CbuGrid:
 *
 * Cells in rows and columns, any number of each: there are widgets only for those on the screen,
 * used anew as it is scrolled. All rows are equally high, so that any row is found by arithmetic.
 * The header and the numbers of the rows stay where they are.
 *
 * GtkColumnView makes a widget for each column of some two hundred rows; a sheet of Excel has
 * 16,384 columns.
 */
typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} CbuGridProperty;

static void cbu_grid_scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuGrid,
                               cbu_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE,
                                                      cbu_grid_scrollable_init))

double
_cbu_grid_get_value (CbuGrid *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static int
get_body (CbuGrid *self, GtkOrientation orientation)
{
  GtkWidget *widget = GTK_WIDGET (self);

  return orientation == GTK_ORIENTATION_HORIZONTAL
             ? MAX (0, gtk_widget_get_width (widget) - self->gutter_width)
             : MAX (0, gtk_widget_get_height (widget) - self->header_height);
}

/* Of @x from where the first column begins; the last column for what is beyond. */
guint
_cbu_grid_find_column (CbuGrid *self, double x)
{
  guint low = 0, high = self->n_columns;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (self->edges[middle] <= x)
        low = middle;
      else
        high = middle;
    }
  return low;
}

void
_cbu_grid_measure_parts (CbuGrid *self)
{
  guint64 last = self->first_number + MAX (self->n_rows, LEAST_NUMBERED);
  g_autofree char *number = cb_text_format_count (last);
  GtkWidget *label = gtk_widget_get_last_child (self->probe);
  int minimum;

  if (self->measured)
    return;
  self->measured = TRUE;
  gtk_label_set_label (GTK_LABEL (label), number);
  gtk_widget_measure (self->probe, GTK_ORIENTATION_HORIZONTAL, -1, &self->narrowest,
                      &self->gutter_width, NULL, NULL);
  /* Letters with two marks are the highest. */
  gtk_label_set_label (GTK_LABEL (label), "Ấ ỹ g");
  gtk_widget_measure (self->probe, GTK_ORIENTATION_VERTICAL, -1, &minimum, &self->row_height, NULL,
                      NULL);
  self->row_height = MAX (self->row_height, 1);
  self->header_height = self->row_height + self->row_height / 4;
}

static void
configure (CbuGrid *self, GtkOrientation orientation, double size, double step)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double page = get_body (self, orientation);
  double *wanted = &self->wanted[orientation];
  double value;

  if (adjustment == NULL)
    return;
  value = gtk_adjustment_get_value (adjustment);
  /* A scrolled window first tries its child without scroll bars, which leaves more room: the end of
   * the table is not to go out of sight by that. */
  if (*wanted < 0 || value != self->lessened[orientation])
    *wanted = value;
  value = CLAMP (*wanted, 0, MAX (0, size - page));
  self->lessened[orientation] = value;
  gtk_adjustment_configure (adjustment, value, 0, MAX (size, page), step, MAX (step, page - step),
                            page);
}

/* Tells the scroll bars how much there is. */
void
_cbu_grid_configure (CbuGrid *self)
{
  _cbu_grid_measure_parts (self);
  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return;
  configure (self, GTK_ORIENTATION_HORIZONTAL,
             self->edges != NULL ? self->edges[self->n_columns] : 0, self->row_height);
  configure (self, GTK_ORIENTATION_VERTICAL, (double)self->n_rows * self->row_height,
             self->row_height);
}

static void
find_shown (CbuGrid *self)
{
  double x = _cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  double y = _cbu_grid_get_value (self, GTK_ORIENTATION_VERTICAL);
  int height = get_body (self, GTK_ORIENTATION_VERTICAL);
  guint64 fitting = (guint64)height / (guint)self->row_height + 2;

  self->first_row = (guint64)(y / self->row_height);
  self->n_shown = (guint)MIN (fitting, self->n_rows - MIN (self->first_row, self->n_rows));
  self->first_column = _cbu_grid_find_column (self, x);
  self->last_column = _cbu_grid_find_column (self, x + get_body (self, GTK_ORIENTATION_HORIZONTAL));
  if (self->n_columns > 0)
    self->n_slots = MAX (self->n_slots, self->last_column - self->first_column + 1);
}

static void
add_rows (CbuGrid *self)
{
  gboolean grew = self->rows->len < self->n_shown;

  while (self->rows->len < self->n_shown)
    {
      GtkWidget *row = cbu_grid_row_new (self, FALSE);

      /* Before the header, which is drawn over it. */
      gtk_widget_insert_before (row, GTK_WIDGET (self), self->header);
      g_ptr_array_add (self->rows, row);
    }
  for (guint i = 0; grew && i < self->rows->len; i++)
    gtk_widget_set_child_visible (g_ptr_array_index (self->rows, i), FALSE);
}

/* Gives every row and column on the screen its widgets. */
static void
bind_shown (CbuGrid *self, gboolean anew)
{
  if (!self->measured || self->edges == NULL || gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return;
  find_shown (self);
  add_rows (self);
  if (self->n_shown > 0 && self->source.shown != NULL)
    self->source.shown (self->data, self->first_row, self->first_row + self->n_shown - 1);
  cbu_grid_row_bind (CBU_GRID_ROW (self->header), 0, anew);
  cbu_grid_row_place (CBU_GRID_ROW (self->header));
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint64 ahead = (i + self->rows->len - self->first_row % self->rows->len) % self->rows->len;
      CbuGridRow *row = g_ptr_array_index (self->rows, i);

      gtk_widget_set_child_visible (GTK_WIDGET (row), ahead < self->n_shown);
      if (ahead >= self->n_shown)
        continue;
      cbu_grid_row_bind (row, self->first_row + ahead, anew);
      cbu_grid_row_place (row);
    }
}

static gboolean
focus_cursor_cb (gpointer data)
{
  CbuGrid *self = data;
  GtkWidget *cell = GTK_WIDGET (_cbu_grid_find_cell (self, self->cursor_row, self->cursor_column));

  self->focus_source = 0;
  if (_cbu_grid_has_focus (self) && (cell == NULL || !gtk_widget_has_focus (cell)))
    _cbu_grid_focus_cursor (self);
  return G_SOURCE_REMOVE;
}

/* The widget that has the focus may show another cell now. */
static void
watch_focus (CbuGrid *self)
{
  if (self->focus_source == 0 && _cbu_grid_has_focus (self))
    self->focus_source = g_idle_add (focus_cursor_cb, self);
}

static void
on_scrolled_cb (GtkAdjustment *adjustment, CbuGrid *self)
{
  bind_shown (self, FALSE);
  watch_focus (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
cbu_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CbuGrid *self = CBU_GRID (widget);
  double y;
  int minimum;

  _cbu_grid_configure (self);
  if (self->scroll_pending && self->n_rows > 0)
    {
      self->scroll_pending = FALSE;
      cbu_grid_scroll_to (self, self->cursor_row, self->cursor_column);
    }
  bind_shown (self, FALSE);
  y = _cbu_grid_get_value (self, GTK_ORIENTATION_VERTICAL);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      guint64 index = cbu_grid_row_get_index (CBU_GRID_ROW (row));
      GtkAllocation place = { 0, 0, width, self->row_height };

      if (!gtk_widget_get_child_visible (row))
        continue;
      place.y = self->header_height + (int)((double)index * self->row_height - y);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (row, &place, -1);
    }
  gtk_widget_measure (self->header, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->header, &(GtkAllocation){ 0, 0, width, self->header_height }, -1);
}

static void
cbu_grid_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  CbuGrid *self = CBU_GRID (widget);

  _cbu_grid_measure_parts (self);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->gutter_width + self->narrowest;
      *natural = self->edges != NULL ? self->gutter_width + self->edges[self->n_columns] : *minimum;
      *natural = MAX (*minimum, *natural);
      return;
    }
  *minimum = self->header_height + 3 * self->row_height;
  *natural = self->header_height + 20 * self->row_height;
}

static void
cbu_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (cbu_grid_parent_class)->css_changed (widget, change);
  CBU_GRID (widget)->measured = FALSE;
  gtk_widget_queue_resize (widget);
}

static void
set_adjustment (CbuGrid *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, on_scrolled_cb, self);
  g_clear_object (place);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *place = g_object_ref_sink (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
cbu_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CbuGrid *self = CBU_GRID (object);

  switch ((CbuGridProperty)id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
cbu_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CbuGrid *self = CBU_GRID (object);

  switch ((CbuGridProperty)id)
    {
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static gboolean
get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  CbuGrid *self = CBU_GRID (scrollable);

  *border = (GtkBorder){ .left = (gint16)self->gutter_width, .top = (gint16)self->header_height };
  return TRUE;
}

static void
cbu_grid_scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = get_border;
}

static void
cbu_grid_dispose (GObject *object)
{
  CbuGrid *self = CBU_GRID (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  if (self->drag_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->drag_tick);
  self->drag_tick = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      {
        g_signal_handlers_disconnect_by_func (self->adjustments[i], on_scrolled_cb, self);
        g_clear_object (&self->adjustments[i]);
      }
  self->source = (CbuGridSource){ NULL };
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->rows, i));
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->header, gtk_widget_unparent);
  g_clear_pointer (&self->probe, gtk_widget_unparent);
  g_clear_pointer (&self->titles, g_strfreev);
  g_clear_pointer (&self->is_number, g_free);
  g_clear_pointer (&self->edges, g_free);
  G_OBJECT_CLASS (cbu_grid_parent_class)->dispose (object);
}

static void
cbu_grid_class_init (CbuGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cbu_grid_dispose;
  object_class->set_property = cbu_grid_set_property;
  object_class->get_property = cbu_grid_get_property;
  widget_class->measure = cbu_grid_measure;
  widget_class->size_allocate = cbu_grid_size_allocate;
  widget_class->css_changed = cbu_grid_css_changed;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_signal_new ("moved", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("activated", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("edit", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("column-activated", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new ("resized", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_UINT);
  g_signal_new ("menu", CBU_TYPE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  gtk_widget_class_set_css_name (widget_class, "datagrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  _cbu_grid_install_input (widget_class);
}

static void
cbu_grid_init (CbuGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->rows = g_ptr_array_new ();
  self->dragged_column = G_MAXUINT;
  self->wanted[0] = self->wanted[1] = -1;
  self->first_number = 1;
  self->header = cbu_grid_row_new (self, TRUE);
  gtk_widget_set_parent (self->header, widget);
  self->probe = cbu_grid_cell_new (GTK_ACCESSIBLE_ROLE_ROW_HEADER);
  gtk_widget_add_css_class (self->probe, "gutter");
  gtk_widget_set_parent (self->probe, widget);
  gtk_widget_set_child_visible (self->probe, FALSE);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  _cbu_grid_add_controllers (self);
}

/**
 * cbu_grid_set_source:
 * @self: a grid
 * @source: (nullable): where its cells come from; copied. %NULL: none
 * @data: for @source
 */
void
cbu_grid_set_source (CbuGrid *self, const CbuGridSource *source, gpointer data)
{
  g_return_if_fail (CBU_IS_GRID (self));

  self->source = source != NULL ? *source : (CbuGridSource){ NULL };
  self->data = data;
}

/**
 * cbu_grid_set_n_rows:
 * @self: a grid
 * @n_rows: how many there are; may grow at any time, at no cost
 */
void
cbu_grid_set_n_rows (CbuGrid *self, guint64 n_rows)
{
  gboolean scrollbar_only;

  g_return_if_fail (CBU_IS_GRID (self));

  if (self->n_rows == n_rows)
    return;
  scrollbar_only = self->first_row + self->n_shown < MIN (self->n_rows, n_rows);
  self->measured = self->measured && n_rows <= MAX (self->n_rows, LEAST_NUMBERED);
  self->n_rows = n_rows;
  self->cursor_row = MIN (self->cursor_row, n_rows > 0 ? n_rows - 1 : 0);
  self->anchor_row = MIN (self->anchor_row, n_rows > 0 ? n_rows - 1 : 0);
  _cbu_grid_configure (self);
  if (!scrollbar_only)
    bind_shown (self, FALSE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cbu_grid_refresh:
 * @self: a grid
 *
 * Shows all that is on the screen anew.
 */
void
cbu_grid_refresh (CbuGrid *self)
{
  g_return_if_fail (CBU_IS_GRID (self));

  bind_shown (self, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cbu_grid_refresh_rows:
 * @self: a grid
 * @first: 0-based
 * @last: included
 *
 * Shows these rows anew where they are on the screen.
 */
void
cbu_grid_refresh_rows (CbuGrid *self, guint64 first, guint64 last)
{
  g_return_if_fail (CBU_IS_GRID (self));

  for (guint i = 0; i < self->rows->len; i++)
    {
      CbuGridRow *row = g_ptr_array_index (self->rows, i);
      guint64 index = cbu_grid_row_get_index (row);

      if (index >= first && index <= last && gtk_widget_get_child_visible (GTK_WIDGET (row)))
        cbu_grid_row_bind (row, index, TRUE);
    }
}

/**
 * cbu_grid_count_cells_made:
 * @self: a grid
 *
 * Returns: how many widgets for cells there are, for tests: it does not grow with the table
 */
guint
cbu_grid_count_cells_made (CbuGrid *self)
{
  guint n = 0;

  g_return_val_if_fail (CBU_IS_GRID (self), 0);

  for (guint i = 0; i < self->rows->len; i++)
    n += cbu_grid_row_count_cells (g_ptr_array_index (self->rows, i));
  return n;
}
