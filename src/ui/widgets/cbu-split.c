/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-split.h"

#include "ui/widgets/cbu-parts.h"

#define HALF_A_SCREEN (1366 / 2)

/**
 * CbuSplit:
 *
 * A sidebar beside the content. Below its threshold it is `compact`: what that means is the
 * owner's business (the main sidebar shrinks to icons, the findings change places with the table).
 * The threshold is in pixels of ordinary text: at 200 % text it is twice as wide.
 *
 * Its width alone decides, never what its sides need: the wide form asks for less than the
 * threshold, so that it can always be made compact, and what does not fit until its owner has heard
 * of it is cut off. One with a `narrowest` width (the main one) asks for that and nothing else: no
 * page widens the window that it is opened in.
 */
struct _CbuSplit
{
  GtkWidget parent_instance;

  /* Owned */
  GtkWidget *sidebar;
  GtkWidget *content;

  guint notify_source;
  int threshold;
  int narrowest; /* 0: what the sides need */
  gboolean at_end : 1;
  gboolean compact : 1;
};

typedef enum
{
  PROP_SIDEBAR = 1,
  PROP_CONTENT,
  PROP_THRESHOLD,
  PROP_NARROWEST,
  PROP_AT_END,
  PROP_COMPACT,
} CbuSplitProperty;

static void cbu_split_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuSplit,
                               cbu_split,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, cbu_split_buildable_init))

static int
get_threshold (CbuSplit *self)
{
  return cbu_scale_to_text (GTK_WIDGET (self), self->threshold);
}

/* Half of the most common screen has room for every page at 200 % text. */
static int
get_narrowest (CbuSplit *self)
{
  int scaled = cbu_scale_to_text (GTK_WIDGET (self), self->narrowest);

  return MIN (scaled, MAX (self->narrowest, HALF_A_SCREEN));
}

static int
get_minimum (CbuSplit *self, int sum)
{
  if (self->narrowest > 0)
    return get_narrowest (self);

  return self->compact ? sum : MIN (sum, get_threshold (self) - 1);
}

static gboolean
notify_compact_cb (gpointer data)
{
  CbuSplit *self = data;

  self->notify_source = 0;
  g_object_notify (G_OBJECT (self), "compact");
  gtk_widget_queue_resize (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static gboolean
is_shown (GtkWidget *child)
{
  return child != NULL && gtk_widget_should_layout (child);
}

static void
cbu_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CbuSplit *self = CBU_SPLIT (widget);
  gboolean compact = width < get_threshold (self);
  int side = 0, natural = 0, content_minimum = 0;
  GtkAllocation place = { 0, 0, width, height };

  if (compact != self->compact)
    {
      self->compact = compact;
      /* What is visible may not change while sizes are being given out. */
      if (self->notify_source == 0)
        self->notify_source = g_idle_add_full (G_PRIORITY_HIGH, notify_compact_cb, self, NULL);
    }
  if (is_shown (self->content))
    gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &content_minimum, NULL, NULL,
                        NULL);
  if (is_shown (self->sidebar))
    {
      gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &side, &natural, NULL,
                          NULL);
      side = CLAMP (width - content_minimum, side, natural);
      if (!is_shown (self->content))
        side = width;
      place.width = side;
      place.x = self->at_end ? width - side : 0;
      gtk_widget_size_allocate (self->sidebar, &place, -1);
    }
  if (is_shown (self->content))
    {
      place.x = self->at_end ? 0 : side;
      place.width = MAX (width - side, content_minimum);
      gtk_widget_size_allocate (self->content, &place, -1);
    }
}

static void
cbu_split_measure (GtkWidget *widget,
                   GtkOrientation orientation,
                   int for_size,
                   int *minimum,
                   int *natural,
                   int *minimum_baseline,
                   int *natural_baseline)
{
  CbuSplit *self = CBU_SPLIT (widget);
  int side_minimum = 0, side_natural = 0, minimum_of = 0, natural_of = 0;

  if (is_shown (self->sidebar))
    gtk_widget_measure (self->sidebar, orientation, -1, &side_minimum, &side_natural, NULL, NULL);
  if (is_shown (self->content))
    gtk_widget_measure (self->content, orientation, -1, &minimum_of, &natural_of, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = get_minimum (self, side_minimum + minimum_of);
      *natural = MAX (*minimum, side_natural + natural_of);
      return;
    }
  *minimum = MAX (side_minimum, minimum_of);
  *natural = MAX (side_natural, natural_of);
}

static void
set_child (CbuSplit *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child == NULL)
    return;
  if (self->sidebar != NULL && place == &self->content)
    gtk_widget_insert_after (child, GTK_WIDGET (self), self->sidebar);
  else
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
cbu_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  CbuSplit *self = CBU_SPLIT (object);

  switch ((CbuSplitProperty)id)
    {
    case PROP_SIDEBAR:
      cbu_split_set_sidebar (self, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      cbu_split_set_content (self, g_value_get_object (value));
      break;
    case PROP_THRESHOLD:
      self->threshold = g_value_get_int (value);
      break;
    case PROP_NARROWEST:
      self->narrowest = g_value_get_int (value);
      break;
    case PROP_AT_END:
      self->at_end = g_value_get_boolean (value);
      break;
    case PROP_COMPACT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cbu_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CbuSplit *self = CBU_SPLIT (object);

  switch ((CbuSplitProperty)id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_THRESHOLD:
      g_value_set_int (value, self->threshold);
      break;
    case PROP_NARROWEST:
      g_value_set_int (value, self->narrowest);
      break;
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cbu_split_dispose (GObject *object)
{
  CbuSplit *self = CBU_SPLIT (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (cbu_split_parent_class)->dispose (object);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  if (g_strcmp0 (type, "sidebar") == 0)
    cbu_split_set_sidebar (CBU_SPLIT (buildable), GTK_WIDGET (child));
  else
    cbu_split_set_content (CBU_SPLIT (buildable), GTK_WIDGET (child));
}

static void
cbu_split_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
cbu_split_class_init (CbuSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = cbu_split_set_property;
  object_class->get_property = cbu_split_get_property;
  object_class->dispose = cbu_split_dispose;
  widget_class->measure = cbu_split_measure;
  widget_class->size_allocate = cbu_split_size_allocate;
  g_object_class_install_property (
      object_class, PROP_SIDEBAR,
      g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET, flags));
  g_object_class_install_property (
      object_class, PROP_CONTENT,
      g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags));
  g_object_class_install_property (
      object_class, PROP_THRESHOLD,
      g_param_spec_int ("threshold", NULL, NULL, 0, G_MAXINT, 900, flags));
  g_object_class_install_property (
      object_class, PROP_NARROWEST,
      g_param_spec_int ("narrowest", NULL, NULL, 0, G_MAXINT, 0, flags));
  g_object_class_install_property (object_class, PROP_AT_END,
                                   g_param_spec_boolean ("at-end", NULL, NULL, FALSE, flags));
  g_object_class_install_property (
      object_class, PROP_COMPACT,
      g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
cbu_split_init (CbuSplit *self)
{
  self->threshold = 900;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * cbu_split_set_sidebar:
 * @self: a split
 * @sidebar: (nullable): its narrow side
 */
void
cbu_split_set_sidebar (CbuSplit *self, GtkWidget *sidebar)
{
  g_return_if_fail (CBU_IS_SPLIT (self));

  set_child (self, &self->sidebar, sidebar);
}

/**
 * cbu_split_set_content:
 * @self: a split
 * @content: (nullable): its wide side
 */
void
cbu_split_set_content (CbuSplit *self, GtkWidget *content)
{
  g_return_if_fail (CBU_IS_SPLIT (self));

  set_child (self, &self->content, content);
}

/**
 * cbu_split_is_compact:
 * @self: a split
 *
 * Returns: whether it is narrower than its threshold
 */
gboolean
cbu_split_is_compact (CbuSplit *self)
{
  g_return_val_if_fail (CBU_IS_SPLIT (self), FALSE);

  return self->compact;
}
