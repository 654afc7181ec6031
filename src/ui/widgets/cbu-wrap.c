/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-wrap.h"

#define SPACING 8
#define LINE_SPACING 4

/**
 * CbuWrap:
 *
 * A line of small things, which goes on in the next line where it is too narrow for all of them:
 * large text, a small window. Those that expand share what a line has left. AdwWrapBox is of
 * libadwaita 1.7; GtkFlowBox makes columns and a table for screen readers of it.
 */
struct _CbuWrap
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CbuWrap, cbu_wrap, GTK_TYPE_WIDGET)

/* Natural where there is room, never wider than the line. */
static int
get_child_width (GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return width < 0 ? natural : CLAMP (width, minimum, natural);
}

/* The children from @first that share a line. Returns the one after them; @height: of the line. */
static GtkWidget *
measure_line (GtkWidget *first, int width, int *height)
{
  GtkWidget *child = first;
  int x = 0;

  *height = 0;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_width, natural;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (child, width);
      if (x > 0 && width >= 0 && x + child_width > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &natural, NULL, NULL);
      *height = MAX (*height, natural);
      x += child_width + SPACING;
    }
  return child;
}

static GtkSizeRequestMode
cbu_wrap_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GtkWidget *widget, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
cbu_wrap_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int total = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (widget, minimum, natural);
      return;
    }
  while (child != NULL)
    {
      int height;

      child = measure_line (child, for_size, &height);
      total += height + (total > 0 ? LINE_SPACING : 0);
    }
  *minimum = *natural = total;
}

/* What a line has left for each that expands in it. */
static int
get_extra (GtkWidget *first, GtkWidget *end, int width)
{
  int used = -SPACING, n = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      used += get_child_width (child, width) + SPACING;
      n += gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL) ? 1 : 0;
    }
  return n > 0 ? MAX (0, width - used) / n : 0;
}

static void
place_line (GtkWidget *widget, GtkWidget *first, GtkWidget *end, int width, int y, int height)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int extra = get_extra (first, end, width);
  int x = 0;

  for (GtkWidget *child = first; child != end; child = gtk_widget_get_next_sibling (child))
    {
      int child_width;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (child, width);
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        child_width += extra;
      gtk_widget_size_allocate (child,
                                &(GtkAllocation){ .x = mirrored ? width - x - child_width : x,
                                                  .y = y,
                                                  .width = child_width,
                                                  .height = height },
                                -1);
      x += child_width + SPACING;
    }
}

static void
cbu_wrap_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int y = 0;

  while (child != NULL)
    {
      int line_height;
      GtkWidget *end = measure_line (child, width, &line_height);

      place_line (widget, child, end, width, y, line_height);
      y += line_height + LINE_SPACING;
      child = end;
    }
}

static void
cbu_wrap_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (cbu_wrap_parent_class)->dispose (object);
}

static void
cbu_wrap_class_init (CbuWrapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_wrap_dispose;
  widget_class->get_request_mode = cbu_wrap_get_request_mode;
  widget_class->measure = cbu_wrap_measure;
  widget_class->size_allocate = cbu_wrap_size_allocate;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
cbu_wrap_init (CbuWrap *self)
{
}

/**
 * cbu_wrap_new:
 *
 * Returns: (transfer floating): an empty line
 */
GtkWidget *
cbu_wrap_new (void)
{
  return g_object_new (CBU_TYPE_WRAP, NULL);
}

/**
 * cbu_wrap_append:
 * @self: a line
 * @child: (transfer floating): what stands next in it
 */
void
cbu_wrap_append (CbuWrap *self, GtkWidget *child)
{
  g_return_if_fail (CBU_IS_WRAP (self) && GTK_IS_WIDGET (child));

  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * cbu_wrap_clear:
 * @self: the wrap
 *
 * Takes all children out.
 */
void
cbu_wrap_clear (CbuWrap *self)
{
  GtkWidget *child;

  g_return_if_fail (CBU_IS_WRAP (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}
