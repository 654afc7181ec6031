/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-leaf.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuPagesLeaf:
 *
 * One page on the screen: white paper from the start, whatever the colours of the window, and on it
 * what has been drawn of it so far, or why it cannot be drawn.
 */
struct _CbuPagesLeaf
{
  GtkWidget parent_instance;

  /* Owned */
  CbuPagesModel *model;
  GtkWidget *problem; /* (nullable): child */

  guint page;
  gboolean described; /* by its text, for screen readers */
};

G_DEFINE_FINAL_TYPE (CbuPagesLeaf, cbu_pages_leaf, GTK_TYPE_WIDGET)

static void
append_image (GtkSnapshot *snapshot, const CbuPageImage *image, float width, float height)
{
  float unit = height / (float)image->height;

  for (guint i = 0; i < image->strips->len; i++)
    {
      GdkTexture *strip = g_ptr_array_index (image->strips, i);
      float top = (float)(i * image->strip_height) * unit;

      if (strip != NULL)
        gtk_snapshot_append_texture (
            snapshot, strip,
            &GRAPHENE_RECT_INIT (0, top, width, (float)gdk_texture_get_height (strip) * unit));
    }
}

static void
cbu_pages_leaf_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  CbuPagesLeaf *self = CBU_PAGES_LEAF (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  CbuPagesShelf *shelf = cbu_pages_model_get_shelf (self->model);
  const CbPageLetters *letters = cbu_pages_model_get_letters (self->model, self->page);
  const CbuPageImage *former = cbu_pages_shelf_get_former_image (shelf, self->page);
  const CbuPageImage *image = cbu_pages_shelf_get_image (shelf, self->page);

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (former != NULL)
    append_image (snapshot, former, width, height);
  if (image != NULL)
    append_image (snapshot, image, width, height);
  if (letters != NULL)
    cbu_pages_marks_append (cbu_pages_model_get_marks (self->model), self->page, letters, snapshot,
                            width / cbu_pages_model_get_size (self->model, self->page)->width);
  GTK_WIDGET_CLASS (cbu_pages_leaf_parent_class)->snapshot (widget, snapshot);
}

static void
cbu_pages_leaf_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  int size[2];

  cbu_pages_model_measure (CBU_PAGES_LEAF (widget)->model, CBU_PAGES_LEAF (widget)->page, &size[0],
                           &size[1]);
  *minimum = 0;
  *natural = size[orientation];
}

static void
cbu_pages_leaf_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  CbuPagesLeaf *self = CBU_PAGES_LEAF (widget);
  int minimum, natural;

  if (self->problem == NULL)
    return;
  gtk_widget_measure (self->problem, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (width, minimum);
  gtk_widget_measure (self->problem, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  gtk_widget_size_allocate (
      self->problem, &(GtkAllocation){ 0, MAX (0, (height - natural) / 3), width, natural }, -1);
}

static void
cbu_pages_leaf_dispose (GObject *object)
{
  CbuPagesLeaf *self = CBU_PAGES_LEAF (object);

  g_clear_pointer (&self->problem, gtk_widget_unparent);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (cbu_pages_leaf_parent_class)->dispose (object);
}

static void
cbu_pages_leaf_class_init (CbuPagesLeafClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_pages_leaf_dispose;
  widget_class->snapshot = cbu_pages_leaf_snapshot;
  widget_class->measure = cbu_pages_leaf_measure;
  widget_class->size_allocate = cbu_pages_leaf_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "leaf");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cbu_pages_leaf_init (CbuPagesLeaf *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static const char *
get_problem_words (const GError *problem)
{
  if (g_error_matches (problem, CB_ERROR, CB_ERROR_BLOCKED))
    return _ ("This page is not shown: it carries a mark of a state secret.");
  if (g_error_matches (problem, CB_ERROR, CB_ERROR_TOO_LARGE))
    return _ ("There is not enough memory to show this page so large.");

  return _ ("This page is damaged and cannot be shown.");
}

/**
 * cbu_pages_leaf_refresh:
 * @self: a page
 *
 * Shows what there is of it now.
 */
void
cbu_pages_leaf_refresh (CbuPagesLeaf *self)
{
  const CbPageLetters *letters;
  const GError *problem;

  g_return_if_fail (CBU_IS_PAGES_LEAF (self));

  problem = cbu_pages_shelf_get_problem (cbu_pages_model_get_shelf (self->model), self->page);
  if (problem != NULL && self->problem == NULL)
    {
      self->problem = cbu_wrapped_label_new (get_problem_words (problem), "leaf-problem");
      gtk_widget_set_parent (self->problem, GTK_WIDGET (self));
    }
  letters = cbu_pages_model_get_letters (self->model, self->page);
  if (letters != NULL && !self->described)
    {
      self->described = TRUE;
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      letters->text, -1);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * cbu_pages_leaf_new:
 * @model: whose page it is
 * @page: 0-based
 *
 * Returns: (transfer floating): that page
 */
GtkWidget *
cbu_pages_leaf_new (CbuPagesModel *model, guint page)
{
  CbuPagesLeaf *self = g_object_new (CBU_TYPE_PAGES_LEAF, NULL);
  g_autofree char *number = cb_text_format_count (page + 1);
  g_autofree char *all = cb_text_format_count (cbu_pages_model_get_n_pages (model));
  /* Translators: of a PDF, "Trang 3 / 500", for screen readers */
  g_autofree char *name = g_strdup_printf (_ ("Page %s of %s"), number, all);

  self->model = g_object_ref (model);
  self->page = page;
  cbu_a11y_set_name (self, name);
  cbu_pages_leaf_refresh (self);
  return GTK_WIDGET (self);
}
