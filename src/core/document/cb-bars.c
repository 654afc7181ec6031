/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-bars.h"

#include <string.h>

#include <pango/pangocairo.h>

struct _CbBars
{
  char *title;
  GArray *bars; /* (element-type CbBar) */
};

/* In sizes of the writing. */
#define ROW 3.3
#define BAR 1.0
#define GAP 0.5
/* Of the width, at the right of the bar, for its words. */
#define WORDS_SHARE 0.26

static void
clear_bar (gpointer data)
{
  CbBar *bar = data;

  g_free (bar->label);
  g_free (bar->words);
}

/**
 * cb_bars_new:
 * @title: what all of them are of; said first in cb_bars_dup_text()
 *
 * Returns: (transfer full): a drawing without bars
 */
CbBars *
cb_bars_new (const char *title)
{
  CbBars *self = g_new0 (CbBars, 1);

  self->title = g_strdup (title);
  self->bars = g_array_new (FALSE, TRUE, sizeof (CbBar));
  g_array_set_clear_func (self->bars, clear_bar);

  return self;
}

/**
 * cb_bars_copy:
 * @self: a drawing
 *
 * Returns: (transfer full): the same again
 */
CbBars *
cb_bars_copy (const CbBars *self)
{
  CbBars *copy = cb_bars_new (self->title);

  for (guint i = 0; i < self->bars->len; i++)
    {
      const CbBar *bar = cb_bars_get (self, i);

      cb_bars_add (copy, bar->label, bar->value, bar->target, bar->words);
    }

  return copy;
}

/**
 * cb_bars_free:
 * @self: (nullable) (transfer full): a drawing
 */
void
cb_bars_free (CbBars *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_array_unref (self->bars);
  g_free (self);
}

/**
 * cb_bars_add:
 * @self: a drawing
 * @label: what it is of
 * @value: how much there is, 0 or more
 * @target: how much there should be; below 0: nothing is asked
 * @words: both as they are to be read
 */
void
cb_bars_add (CbBars *self, const char *label, double value, double target, const char *words)
{
  CbBar bar
      = { g_utf8_make_valid (label, -1), MAX (value, 0), target, g_utf8_make_valid (words, -1) };

  g_array_append_val (self->bars, bar);
}

/**
 * cb_bars_get_length:
 * @self: a drawing
 *
 * Returns: how many bars it has
 */
guint
cb_bars_get_length (const CbBars *self)
{
  return self->bars->len;
}

/**
 * cb_bars_get:
 * @self: a drawing
 * @i: from 0
 *
 * Returns: (transfer none): the bar
 */
const CbBar *
cb_bars_get (const CbBars *self, guint i)
{
  return &g_array_index (self->bars, CbBar, i);
}

/**
 * cb_bars_dup_text:
 * @self: a drawing
 *
 * Returns: (transfer full): what can be seen in it, in one line: for a screen reader and as the
 *   text alternative in a file
 */
char *
cb_bars_dup_text (const CbBars *self)
{
  GString *text = g_string_new (self->title);

  for (guint i = 0; i < self->bars->len; i++)
    g_string_append_printf (text, "%s %s: %s", i == 0 ? ":" : ";", cb_bars_get (self, i)->label,
                            cb_bars_get (self, i)->words);

  return g_string_free (text, FALSE);
}

/**
 * cb_bars_get_height:
 * @self: a drawing
 * @look: its colours and writing
 *
 * Returns: in units of the drawing
 */
double
cb_bars_get_height (const CbBars *self, const CbBarsLook *look)
{
  return ROW * look->size * self->bars->len;
}

static double
find_most (const CbBars *self)
{
  double most = 0;

  for (guint i = 0; i < self->bars->len; i++)
    most = MAX (most, MAX (cb_bars_get (self, i)->value, cb_bars_get (self, i)->target));

  return most > 0 ? most : 1;
}

static void
draw_words (PangoLayout *layout, cairo_t *cr, const char *words, double x, double y, double width)
{
  pango_layout_set_text (layout, words, -1);
  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_bar (const CbBar *bar, cairo_t *cr, double y, double scale, const CbBarsLook *look)
{
  gboolean is_short = bar->value < bar->target;
  double height = BAR * look->size;

  cairo_rectangle (cr, 0, y, MAX (bar->value * scale, 0.5), height);
  cairo_set_source_rgb (cr, is_short ? 0.90 : 0.21, is_short ? 0.38 : 0.52, is_short ? 0.0 : 0.89);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, look->red, look->green, look->blue);
  if (bar->target > 0)
    {
      cairo_set_line_width (cr, look->size / 12);
      cairo_rectangle (cr, 0.5, y, bar->target * scale, height);
      cairo_stroke (cr);
    }
}

/**
 * cb_bars_draw:
 * @self: a drawing
 * @cr: drawn from its origin to the right and down
 * @width: in its units
 * @look: colours and writing
 *
 * Any thread that @cr is of.
 */
void
cb_bars_draw (const CbBars *self, cairo_t *cr, double width, const CbBarsLook *look)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string (look->font);
  double words = width * WORDS_SHARE;
  double scale = (width - words - look->size) / find_most (self);

  pango_font_description_set_absolute_size (font, look->size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  for (guint i = 0; i < self->bars->len; i++)
    {
      const CbBar *bar = cb_bars_get (self, i);
      double y = i * ROW * look->size;

      cairo_set_source_rgb (cr, look->red, look->green, look->blue);
      draw_words (layout, cr, bar->label, 0, y, width);
      draw_bar (bar, cr, y + look->size * (1 + GAP), scale, look);
      draw_words (layout, cr, bar->words, width - words, y + look->size * (1 + GAP - 0.15), words);
    }
}
