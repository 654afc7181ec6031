/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <glib-object.h>

G_BEGIN_DECLS

/* Amounts beside each other as lying bars, each against what it should be: one drawing for paper
 * and window, and the same in words for who cannot see it. */
typedef struct _CbBars CbBars;

/**
 * CbBar:
 * @label: what it is of
 * @value: how much there is
 * @target: how much there should be, drawn as an outline; below 0: nothing is asked
 * @words: value and target as they are to be read, "7 trên 12"
 */
typedef struct
{
  char *label;
  double value;
  double target;
  char *words;
} CbBar;

/**
 * CbBarsLook:
 * @red, @green, @blue: of the writing and the outlines, 0 to 1
 * @font: family of the writing
 * @size: of the writing, in units of the drawing
 *
 * The bars themselves are blue where the target is reached and orange where it is not; that is
 * said in words beside them, too.
 */
typedef struct
{
  double red;
  double green;
  double blue;
  const char *font;
  double size;
} CbBarsLook;

CbBars *cb_bars_new (const char *title) G_GNUC_WARN_UNUSED_RESULT;
CbBars *cb_bars_copy (const CbBars *self);
void cb_bars_free (CbBars *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbBars, cb_bars_free)

void cb_bars_add (CbBars *self, const char *label, double value, double target, const char *words);
guint cb_bars_get_length (const CbBars *self);
const CbBar *cb_bars_get (const CbBars *self, guint i);
char *cb_bars_dup_text (const CbBars *self);
double cb_bars_get_height (const CbBars *self, const CbBarsLook *look);
void cb_bars_draw (const CbBars *self, cairo_t *cr, double width, const CbBarsLook *look);

G_END_DECLS
