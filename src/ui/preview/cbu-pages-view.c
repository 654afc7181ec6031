/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-view-private.h"

#include "ui/preview/cbu-pages-leaf.h"

/* Around the pages and between them. */
#define GAP 12
#define LEAST_SIZE 120
#define NATURAL_WIDTH 600
#define NATURAL_HEIGHT 700
/* The page at which one is reaches over this part of the window. */
#define READING_LINE 0.33

/**
 * CbuPagesView:
 *
 * Pages one below the other, any number of them: there are widgets only for those on the screen.
 * What one looks at stays there when pages get another size, be it that they were measured, zoomed
 * or given more room. `moved` says that one is at another page now, `zoomed` that they are shown in
 * another size.
 */
typedef enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
} CbuPagesViewProperty;

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuPagesView,
                               cbu_pages_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static double
get_value (CbuPagesView *self, GtkOrientation orientation)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : 0;
}

static guint
get_n_pages (CbuPagesView *self)
{
  return self->model != NULL ? cbu_pages_model_get_n_pages (self->model) : 0;
}

static double
get_top (CbuPagesView *self, guint page)
{
  return g_array_index (self->tops, double, page);
}

/* Without the gap behind it. */
static double
get_height (CbuPagesView *self, guint page)
{
  return get_top (self, page + 1) - get_top (self, page) - GAP;
}

/* The page at @y from the top of all; the gap before a page belongs to it. */
static guint
find_page (CbuPagesView *self, double y)
{
  guint low = 0, high = get_n_pages (self);

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_top (self, middle) - GAP <= y)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* --- Where they are ------------------------------------------------------- */

static double
get_widest_size (CbuPagesView *self)
{
  double widest = 1;

  for (guint i = 0; i < get_n_pages (self); i++)
    widest = MAX (widest, cbu_pages_model_get_size (self->model, i)->width);

  return widest;
}

static void
place_pages (CbuPagesView *self)
{
  double top = GAP;

  g_array_set_size (self->tops, 0);
  self->widest = 0;
  for (guint i = 0; i < get_n_pages (self); i++)
    {
      int width, height;

      cbu_pages_model_measure (self->model, i, &width, &height);
      self->widest = MAX (self->widest, width);
      g_array_append_val (self->tops, top);
      top += height + GAP;
    }
  g_array_append_val (self->tops, top);
}

static double
find_scale (CbuPagesView *self, int width)
{
  const double least = CBU_PAGES_LEAST_ZOOM / 100.0 * CBU_PAGES_PIXELS_PER_POINT;

  if (self->zoom != CBU_PAGES_FIT_WIDTH)
    return self->zoom / 100 * CBU_PAGES_PIXELS_PER_POINT;

  /* One page of a map among letters is not to make these small as stamps. */
  return MAX (least, (width - 2 * GAP) / get_widest_size (self));
}

/* Not while sizes are given out: whoever listens may want another one. */
static gboolean
zoomed_cb (gpointer data)
{
  CbuPagesView *self = data;

  self->zoomed_source = 0;
  g_signal_emit_by_name (self, "zoomed");
  return G_SOURCE_REMOVE;
}

static void
update_scale (CbuPagesView *self, int width)
{
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double scale;

  if (self->placed && self->zoom != CBU_PAGES_FIT_WIDTH && self->factor == factor)
    return;
  scale = find_scale (self, width);
  if (self->placed && self->factor == factor && self->scale == scale)
    return;
  self->scale = scale;
  self->factor = factor;
  cbu_pages_model_set_scale (self->model, scale, factor);
  place_pages (self);
  self->placed = TRUE;
  if (self->zoomed_source == 0)
    self->zoomed_source = g_idle_add (zoomed_cb, self);
}

static void
configure (CbuPagesView *self, GtkOrientation orientation, double value, double size, double page)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double step = MAX (page / 10, 40);

  size = MAX (size, page);
  value = CLAMP (value, 0, size - page);
  if (adjustment != NULL)
    gtk_adjustment_configure (adjustment, value, 0, size, step, MAX (step, page - step), page);
}

static void
configure_both (CbuPagesView *self, int width, int height)
{
  double all = get_top (self, get_n_pages (self));
  double y = get_top (self, self->anchor_page)
             + self->anchor_part * get_height (self, self->anchor_page) - self->anchor_y;
  double wide = self->widest + 2 * GAP;

  self->configuring = TRUE;
  configure (self, GTK_ORIENTATION_VERTICAL, y, all, height);
  configure (self, GTK_ORIENTATION_HORIZONTAL, self->anchor_x * wide - width / 2.0, wide, width);
  self->configuring = FALSE;
}

/**
 * _cbu_pages_view_hold:
 * @self: a view
 * @y: in the view
 *
 * What is there now stays there when pages get another size.
 */
void
_cbu_pages_view_hold (CbuPagesView *self, double y)
{
  double down = get_value (self, GTK_ORIENTATION_VERTICAL) + y;
  double wide = self->widest + 2 * GAP;
  guint page;

  if (!self->placed || get_n_pages (self) == 0)
    return;
  page = find_page (self, down);
  self->anchor_page = page;
  self->anchor_part = (down - get_top (self, page)) / MAX (1, get_height (self, page));
  self->anchor_y = y;
  self->anchor_x = (get_value (self, GTK_ORIENTATION_HORIZONTAL)
                    + gtk_widget_get_width (GTK_WIDGET (self)) / 2.0)
                   / MAX (wide, gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
set_page (CbuPagesView *self, guint page)
{
  if (self->page == page)
    return;
  self->page = page;
  g_signal_emit_by_name (self, "moved");
}

/* Pages that come and go are children: the parents want to know. */
static void
place_anew (CbuPagesView *self, double y, int height)
{
  guint first = find_page (self, y);
  guint last = find_page (self, y + height);
  gboolean same = g_hash_table_size (self->leaves) == last - first + 1;

  for (guint i = first; same && i <= last; i++)
    same = g_hash_table_contains (self->leaves, GUINT_TO_POINTER (i));
  if (same)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  else
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_scrolled_cb (GtkAdjustment *adjustment, CbuPagesView *self)
{
  double y = get_value (self, GTK_ORIENTATION_VERTICAL);
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->configuring || !self->placed || get_n_pages (self) == 0)
    return;
  _cbu_pages_view_hold (self, 0);
  set_page (self, find_page (self, y + READING_LINE * height));
  place_anew (self, y, height);
}

/* --- What is on the screen ------------------------------------------------ */

static void
remove_leaves (CbuPagesView *self, guint first, guint last)
{
  GHashTableIter iter;
  gpointer page, leaf;

  g_hash_table_iter_init (&iter, self->leaves);
  while (g_hash_table_iter_next (&iter, &page, &leaf))
    if (GPOINTER_TO_UINT (page) < first || GPOINTER_TO_UINT (page) > last)
      {
        gtk_widget_unparent (leaf);
        g_hash_table_iter_remove (&iter);
      }
}

static GtkWidget *
ensure_leaf (CbuPagesView *self, guint page)
{
  GtkWidget *leaf = g_hash_table_lookup (self->leaves, GUINT_TO_POINTER (page));
  GtkWidget *next;

  if (leaf != NULL)
    return leaf;
  leaf = cbu_pages_leaf_new (self->model, page);
  /* In the order in which they are read. */
  next = g_hash_table_lookup (self->leaves, GUINT_TO_POINTER (page + 1));
  gtk_widget_insert_before (leaf, GTK_WIDGET (self), next);
  g_hash_table_insert (self->leaves, GUINT_TO_POINTER (page), leaf);
  return leaf;
}

static void
allocate_leaf (CbuPagesView *self, guint page, int width, double x, double y)
{
  GtkWidget *leaf = ensure_leaf (self, page);
  GtkAllocation place;
  int room = MAX (width, self->widest + 2 * GAP);
  int minimum;

  cbu_pages_model_measure (self->model, page, &place.width, &place.height);
  place.x = (room - place.width) / 2 - (int)x;
  place.y = (int)(get_top (self, page) - y);
  gtk_widget_measure (leaf, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (leaf, &place, -1);
}

static void
want_shown (CbuPagesView *self, guint first, guint last, double y, int height)
{
  CbuPagesSight sight = { .first = first, .last = last };

  sight.top = (y - get_top (self, first)) / MAX (1, get_height (self, first));
  sight.bottom = (y + height - get_top (self, last)) / MAX (1, get_height (self, last));
  sight.top = CLAMP (sight.top, 0, 1);
  sight.bottom = CLAMP (sight.bottom, 0, 1);
  cbu_pages_model_want (self->model, &sight);
}

static void
cbu_pages_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CbuPagesView *self = CBU_PAGES_VIEW (widget);
  double x, y;
  guint first, last;

  if (get_n_pages (self) == 0)
    return;
  update_scale (self, width);
  configure_both (self, width, height);
  x = get_value (self, GTK_ORIENTATION_HORIZONTAL);
  y = get_value (self, GTK_ORIENTATION_VERTICAL);
  first = find_page (self, y);
  last = find_page (self, y + height);
  remove_leaves (self, first, last);
  /* From the last, so that each finds the one after it. */
  for (guint i = last + 1; i > first; i--)
    allocate_leaf (self, i - 1, width, x, y);
  want_shown (self, first, last, y, height);
}

static void
cbu_pages_view_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = LEAST_SIZE;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? NATURAL_WIDTH : NATURAL_HEIGHT;
}

static void
on_measured_cb (CbuPagesView *self)
{
  self->placed = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
on_arrived_cb (CbuPagesView *self, guint page)
{
  GtkWidget *leaf = g_hash_table_lookup (self->leaves, GUINT_TO_POINTER (page));

  if (leaf != NULL)
    cbu_pages_leaf_refresh (CBU_PAGES_LEAF (leaf));
}

static void
on_marked_cb (CbuPagesView *self)
{
  GHashTableIter iter;
  gpointer leaf;

  g_hash_table_iter_init (&iter, self->leaves);
  while (g_hash_table_iter_next (&iter, NULL, &leaf))
    gtk_widget_queue_draw (leaf);
}

static void
on_factor_changed_cb (CbuPagesView *self)
{
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* --- GObject -------------------------------------------------------------- */

static void
set_adjustment (CbuPagesView *self, GtkOrientation orientation, GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, on_scrolled_cb, self);
  g_clear_object (place);
  if (adjustment == NULL)
    adjustment = gtk_adjustment_new (0, 0, 0, 0, 0, 0);
  *place = g_object_ref_sink (adjustment);
  g_signal_connect (adjustment, "value-changed", G_CALLBACK (on_scrolled_cb), self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
cbu_pages_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CbuPagesView *self = CBU_PAGES_VIEW (object);

  switch ((CbuPagesViewProperty)id)
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
cbu_pages_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CbuPagesView *self = CBU_PAGES_VIEW (object);

  switch ((CbuPagesViewProperty)id)
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

static void
drop_model (CbuPagesView *self)
{
  if (self->model == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->model, self);
  /* What is under way for it ends, and nothing more is asked for. */
  g_object_run_dispose (G_OBJECT (self->model));
  g_clear_object (&self->model);
}

static void
cbu_pages_view_dispose (GObject *object)
{
  CbuPagesView *self = CBU_PAGES_VIEW (object);

  g_clear_handle_id (&self->zoomed_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    if (self->adjustments[i] != NULL)
      {
        g_signal_handlers_disconnect_by_func (self->adjustments[i], on_scrolled_cb, self);
        g_clear_object (&self->adjustments[i]);
      }
  if (self->leaves != NULL)
    remove_leaves (self, G_MAXUINT, 0);
  g_clear_pointer (&self->leaves, g_hash_table_unref);
  drop_model (self);
  g_clear_pointer (&self->tops, g_array_unref);
  G_OBJECT_CLASS (cbu_pages_view_parent_class)->dispose (object);
}

static void
cbu_pages_view_class_init (CbuPagesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cbu_pages_view_dispose;
  object_class->set_property = cbu_pages_view_set_property;
  object_class->get_property = cbu_pages_view_get_property;
  widget_class->measure = cbu_pages_view_measure;
  widget_class->size_allocate = cbu_pages_view_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  g_signal_new ("moved", CBU_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("zoomed", CBU_TYPE_PAGES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_set_css_name (widget_class, "leaves");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DOCUMENT);
}

static void
cbu_pages_view_init (CbuPagesView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->leaves = g_hash_table_new (NULL, NULL);
  self->tops = g_array_new (FALSE, FALSE, sizeof (double));
  self->anchor_x = 0.5;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (on_factor_changed_cb), NULL);
  _cbu_pages_view_add_controllers (self);
}

/**
 * cbu_pages_view_set_model:
 * @self: a view
 * @model: (nullable): what to show, from its beginning; %NULL: nothing
 */
void
cbu_pages_view_set_model (CbuPagesView *self, CbuPagesModel *model)
{
  g_return_if_fail (CBU_IS_PAGES_VIEW (self));

  remove_leaves (self, G_MAXUINT, 0);
  drop_model (self);
  g_set_object (&self->model, model);
  self->placed = FALSE;
  self->anchor_x = 0.5;
  cbu_pages_view_go_to (self, 0);
  if (model != NULL)
    {
      g_signal_connect_swapped (model, "measured", G_CALLBACK (on_measured_cb), self);
      g_signal_connect_swapped (model, "arrived", G_CALLBACK (on_arrived_cb), self);
      g_signal_connect_swapped (model, "marked", G_CALLBACK (on_marked_cb), self);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * _cbu_pages_view_go_to_part:
 * @self: a view
 * @page: 0-based; behind the last one: that one
 * @part: how far down that page, 0 to 1
 * @y: so many pixels below the upper edge of the window that is to be
 */
void
_cbu_pages_view_go_to_part (CbuPagesView *self, guint page, double part, double y)
{
  guint n_pages = get_n_pages (self);

  page = MIN (page, n_pages > 0 ? n_pages - 1 : 0);
  self->anchor_page = page;
  self->anchor_part = part;
  self->anchor_y = y;
  if (self->placed)
    configure_both (self, gtk_widget_get_width (GTK_WIDGET (self)),
                    gtk_widget_get_height (GTK_WIDGET (self)));
  set_page (self, page);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * cbu_pages_view_go_to:
 * @self: a view
 * @page: 0-based; behind the last one: that one
 */
void
cbu_pages_view_go_to (CbuPagesView *self, guint page)
{
  g_return_if_fail (CBU_IS_PAGES_VIEW (self));

  _cbu_pages_view_go_to_part (self, page, 0, GAP);
}

/**
 * cbu_pages_view_get_page:
 * @self: a view
 *
 * Returns: the page at which one is, 0-based
 */
guint
cbu_pages_view_get_page (CbuPagesView *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), 0);

  return self->page;
}

/**
 * cbu_pages_view_count_leaves:
 * @self: a view
 *
 * Returns: how many widgets for pages there are, for tests: it does not grow with their number
 */
guint
cbu_pages_view_count_leaves (CbuPagesView *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), 0);

  return g_hash_table_size (self->leaves);
}
