/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Letters of a page: gone to, selected with the pointer. */

#include "config.h"

#include "ui/preview/cbu-pages-view-private.h"

/* So near to the edge of the window a line is not well to be seen. */
#define EDGE 24

/**
 * _cbu_pages_view_find_place:
 * @self: a view
 * @x: in the view
 * @y: in the view
 * @page: (out): on which page that is
 * @at: (out): where on it, in points; beyond its edges where it is beside it
 *
 * Returns: %FALSE when there is no page on the screen
 */
gboolean
_cbu_pages_view_find_place (
    CbuPagesView *self, double x, double y, guint *page, graphene_point_t *at)
{
  graphene_point_t from = GRAPHENE_POINT_INIT ((float)x, (float)y);
  GHashTableIter iter;
  gpointer key, leaf;
  float nearest = G_MAXFLOAT;

  g_hash_table_iter_init (&iter, self->leaves);
  while (g_hash_table_iter_next (&iter, &key, &leaf))
    {
      float height = (float)gtk_widget_get_height (leaf);
      graphene_point_t to;
      float distance;

      if (!gtk_widget_compute_point (GTK_WIDGET (self), leaf, &from, &to))
        continue;
      distance = to.y < 0 ? -to.y : to.y > height ? to.y - height : 0;
      if (distance >= nearest)
        continue;
      nearest = distance;
      *page = GPOINTER_TO_UINT (key);
      graphene_point_init (at, to.x / (float)self->scale, to.y / (float)self->scale);
    }

  return nearest < G_MAXFLOAT;
}

/* Before which letter of which page; %FALSE where none is known. */
static gboolean
find_letter (CbuPagesView *self, double x, double y, guint *page, guint *letter)
{
  const CbPageLetters *letters;
  graphene_point_t at;

  if (self->model == NULL || !_cbu_pages_view_find_place (self, x, y, page, &at))
    return FALSE;
  letters = cbu_pages_model_get_letters (self->model, *page);
  if (letters == NULL)
    return FALSE;
  *letter = cbu_pages_marks_find_letter (letters, (double)at.x, (double)at.y);

  return TRUE;
}

static void
select_letters (CbuPagesView *self, guint page, guint first, guint count)
{
  const CbPageHit hit = { page, first, count };

  if (self->model != NULL)
    cbu_pages_model_select (self->model, &hit);
}

static void
on_drag_begin_cb (GtkGestureDrag *gesture, double x, double y, CbuPagesView *self)
{
  select_letters (self, 0, 0, 0);
  if (!find_letter (self, x, y, &self->selected_page, &self->selected_from))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

/* Within the page that it began on: above it is its beginning, below it its end. */
static void
on_drag_update_cb (GtkGestureDrag *gesture, double by_x, double by_y, CbuPagesView *self)
{
  const CbPageLetters *letters;
  guint page, to;
  double x, y;

  if (!gtk_gesture_drag_get_start_point (gesture, &x, &y)
      || !find_letter (self, x + by_x, y + by_y, &page, &to))
    return;
  letters = cbu_pages_model_get_letters (self->model, self->selected_page);
  if (letters == NULL)
    return;
  if (page != self->selected_page)
    to = page < self->selected_page ? 0 : letters->boxes->len;
  select_letters (self, self->selected_page, MIN (self->selected_from, to),
                  MAX (self->selected_from, to) - MIN (self->selected_from, to));
}

void
_cbu_pages_view_add_selection (CbuPagesView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/**
 * cbu_pages_view_show_place:
 * @self: a view
 * @page: 0-based
 * @points: from its top
 *
 * Goes there, unless it is on the screen.
 */
void
cbu_pages_view_show_place (CbuPagesView *self, guint page, double points)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  GtkWidget *leaf;
  graphene_point_t at = GRAPHENE_POINT_INIT (0, (float)(points * self->scale));

  g_return_if_fail (CBU_IS_PAGES_VIEW (self));

  leaf = g_hash_table_lookup (self->leaves, GUINT_TO_POINTER (page));
  if (self->model == NULL
      || (leaf != NULL && gtk_widget_compute_point (leaf, GTK_WIDGET (self), &at, &at)
          && at.y > EDGE && at.y < (float)height - 2 * EDGE))
    return;
  _cbu_pages_view_go_to_part (
      self, page, points / cbu_pages_model_get_size (self->model, page)->height, height / 3.0);
}

/**
 * cbu_pages_view_select_page:
 * @self: a view
 *
 * Selects all letters of the page at which one is.
 *
 * Returns: %FALSE when it has none, or they are not known yet
 */
gboolean
cbu_pages_view_select_page (CbuPagesView *self)
{
  const CbPageLetters *letters;

  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), FALSE);

  letters = self->model != NULL ? cbu_pages_model_get_letters (self->model, self->page) : NULL;
  if (letters == NULL || letters->boxes->len == 0)
    return FALSE;
  select_letters (self, self->page, 0, letters->boxes->len);

  return TRUE;
}

/**
 * cbu_pages_view_dup_selected:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): the selected text, %NULL when there is none
 */
char *
cbu_pages_view_dup_selected (CbuPagesView *self)
{
  const CbPageHit *selected;
  const CbPageLetters *letters;

  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), NULL);

  if (self->model == NULL)
    return NULL;
  selected = &cbu_pages_model_get_marks (self->model)->selected;
  letters = cbu_pages_model_get_letters (self->model, selected->page);

  return selected->count > 0 && letters != NULL ? cbu_pages_marks_dup_text (letters, selected)
                                                : NULL;
}

/**
 * cbu_pages_view_get_model:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): what is shown
 */
CbuPagesModel *
cbu_pages_view_get_model (CbuPagesView *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), NULL);

  return self->model;
}
