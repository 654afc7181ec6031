/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-marks.h"

/* On white paper, whatever the colours of the window. */
static const GdkRGBA hit_color = { 0.96f, 0.76f, 0.07f, 0.45f };
static const GdkRGBA current_color = { 1.0f, 0.47f, 0.0f, 0.55f };
static const GdkRGBA selected_color = { 0.21f, 0.52f, 0.89f, 0.35f };

static gboolean
is_somewhere (const CbPageBox *box)
{
  return box->right > box->left && box->bottom > box->top;
}

static void
append_run (GtkSnapshot *snapshot, const CbPageBox *run, const GdkRGBA *color, double scale)
{
  if (is_somewhere (run))
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT ((float)(run->left * scale),
                                                    (float)(run->top * scale),
                                                    (float)((run->right - run->left) * scale),
                                                    (float)((run->bottom - run->top) * scale)));
}

/* Letters beside each other are one bar: a bar for each would be darker where they overlap. */
static gboolean
goes_on (const CbPageBox *run, const CbPageBox *box)
{
  double middle = (box->top + box->bottom) / 2;
  double height = run->bottom - run->top;

  return is_somewhere (run) && middle > run->top && middle < run->bottom
         && box->left > run->left - height && box->left - run->right < height;
}

static void
append_letters (GtkSnapshot *snapshot,
                const CbPageLetters *letters,
                const CbPageHit *hit,
                const GdkRGBA *color,
                double scale)
{
  CbPageBox run = { 0 };

  for (guint i = hit->first; i < letters->boxes->len && i - hit->first < hit->count; i++)
    {
      const CbPageBox *box = &g_array_index (letters->boxes, CbPageBox, i);

      if (!is_somewhere (box))
        continue;
      if (goes_on (&run, box))
        {
          run.left = MIN (run.left, box->left);
          run.right = MAX (run.right, box->right);
          run.top = MIN (run.top, box->top);
          run.bottom = MAX (run.bottom, box->bottom);
          continue;
        }
      append_run (snapshot, &run, color, scale);
      run = *box;
    }
  append_run (snapshot, &run, color, scale);
}

static guint
find_first_hit (GArray *hits, guint page)
{
  guint low = 0, high = hits->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (hits, CbPageHit, middle).page < page)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * cbu_pages_marks_append:
 * @self: what is marked
 * @page: 0-based
 * @letters: of that page
 * @snapshot: what is drawn
 * @scale: pixels for a point
 */
void
cbu_pages_marks_append (const CbuPagesMarks *self,
                        guint page,
                        const CbPageLetters *letters,
                        GtkSnapshot *snapshot,
                        double scale)
{
  guint at = self->hits != NULL ? find_first_hit (self->hits, page) : 0;

  for (; self->hits != NULL && at < self->hits->len; at++)
    {
      const CbPageHit *hit = &g_array_index (self->hits, CbPageHit, at);

      if (hit->page != page)
        break;
      append_letters (snapshot, letters, hit,
                      (int)at == self->current ? &current_color : &hit_color, scale);
    }
  if (self->selected.count > 0 && self->selected.page == page)
    append_letters (snapshot, letters, &self->selected, &selected_color, scale);
}

/**
 * cbu_pages_marks_get_top:
 * @letters: of a page
 * @hit: some of them
 * @top: (out): where the first of them stands, in points from the top of the page
 *
 * Returns: %FALSE when none of them stands anywhere
 */
gboolean
cbu_pages_marks_get_top (const CbPageLetters *letters, const CbPageHit *hit, double *top)
{
  for (guint i = hit->first; i < letters->boxes->len && i - hit->first < hit->count; i++)
    {
      const CbPageBox *box = &g_array_index (letters->boxes, CbPageBox, i);

      if (is_somewhere (box))
        {
          *top = box->top;
          return TRUE;
        }
    }

  return FALSE;
}

static double
get_distance (double value, double least, double most)
{
  return value < least ? least - value : value > most ? value - most : 0;
}

/**
 * cbu_pages_marks_find_letter:
 * @letters: of a page
 * @x: in points from its left
 * @y: in points from its top
 *
 * Returns: before which letter the place is that is nearest to it: from 0 to how many there are
 */
guint
cbu_pages_marks_find_letter (const CbPageLetters *letters, double x, double y)
{
  double nearest = G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 0; i < letters->boxes->len; i++)
    {
      const CbPageBox *box = &g_array_index (letters->boxes, CbPageBox, i);
      double distance;

      if (!is_somewhere (box))
        continue;
      /* The line first, then where in it. */
      distance
          = 100 * get_distance (y, box->top, box->bottom) + get_distance (x, box->left, box->right);
      if (distance < nearest)
        {
          nearest = distance;
          found = x > (box->left + box->right) / 2 ? i + 1 : i;
        }
    }

  return found;
}

/**
 * cbu_pages_marks_dup_text:
 * @letters: of a page
 * @hit: some of them
 *
 * Returns: (transfer full): what they say
 */
char *
cbu_pages_marks_dup_text (const CbPageLetters *letters, const CbPageHit *hit)
{
  glong n = g_utf8_strlen (letters->text, -1);
  glong first = MIN ((glong)hit->first, n);

  return g_utf8_substring (letters->text, first, MIN (first + (glong)hit->count, n));
}
