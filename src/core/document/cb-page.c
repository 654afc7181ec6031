/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-page-private.h"

#include <pango/pangocairo.h>

/* Lines are placed one by one and not as whole layouts, so that a paragraph goes on on the next
 * page. Every piece is between tags: cairo makes the structure of the PDF of them. */

/* From one page to the next; the number stands in the top margin from the second page on (annex I,
 * section I.7). */
void
_cb_page_break (CbPage *self)
{
  CbTextStyle style = { .size = CB_SIZE_TEXT, .align = CB_ALIGN_CENTRE };
  g_autofree char *number = NULL;
  double height = style.size * 1.2;

  cairo_show_page (self->cr);
  self->number++;
  self->y = self->top;
  number = g_strdup_printf ("%u", self->number);
  _cb_page_put (self, number, self->left, (self->top - height) / 2 + height / 4, self->width,
                &style);
}

/* A new page when so much does not fit on this one. */
void
_cb_page_need (CbPage *self, double height)
{
  if (self->y + height > self->bottom && self->y > self->top)
    _cb_page_break (self);
}

static PangoAttrList *
make_attributes (const CbTextStyle *style)
{
  PangoAttrList *list = pango_attr_list_new ();
  PangoAttribute *bold;

  if (style->bold_bytes > 0)
    {
      bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      bold->end_index = style->bold_bytes;
      pango_attr_list_insert (list, bold);
    }
  /* No hyphens are made up: Vietnamese is not hyphenated. */
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));

  return list;
}

PangoLayout *
_cb_page_layout (CbPage *self, const char *text, double width, const CbTextStyle *style)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  g_autoptr (PangoAttrList) attributes = make_attributes (style);

  pango_font_description_set_family_static (font, CB_FONTS);
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_style (font, style->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, (int)((width - style->left) * PANGO_SCALE));
  pango_layout_set_indent (layout, (int)(style->indent * PANGO_SCALE));
  pango_layout_set_justify (layout, style->justify);
  if (style->spacing > 0)
    pango_layout_set_line_spacing (layout, (float)style->spacing);
  pango_layout_set_alignment (layout, style->align == CB_ALIGN_CENTRE ? PANGO_ALIGN_CENTER
                                      : style->align == CB_ALIGN_END  ? PANGO_ALIGN_RIGHT
                                                                      : PANGO_ALIGN_LEFT);
  pango_layout_set_text (layout, text, -1);

  return layout;
}

/* The line that @iter is at, the top of it at @y. */
void
_cb_page_put_line (CbPage *self, PangoLayoutIter *iter, double x, double y)
{
  PangoRectangle logical;
  int top;
  int bottom;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  cairo_move_to (self->cr, x + (double)logical.x / PANGO_SCALE,
                 y + (double)(pango_layout_iter_get_baseline (iter) - top) / PANGO_SCALE);
  pango_cairo_show_layout_line (self->cr, pango_layout_iter_get_line_readonly (iter));
}

static double
get_line_height (PangoLayoutIter *iter)
{
  int top;
  int bottom;

  pango_layout_iter_get_line_yrange (iter, &top, &bottom);

  return (double)(bottom - top) / PANGO_SCALE;
}

static void
begin_tag (CbPage *self, const char *tag)
{
  if (tag != NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

static void
end_tag (CbPage *self, const char *tag)
{
  if (tag != NULL)
    cairo_tag_end (self->cr, tag);
}

/* Where nothing flows: the head, the signature. Returns the height. */
double
_cb_page_put (
    CbPage *self, const char *text, double x, double y, double width, const CbTextStyle *style)
{
  g_autoptr (PangoLayout) layout = _cb_page_layout (self, text, width, style);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  double height = 0;

  begin_tag (self, style->tag);
  do
    {
      _cb_page_put_line (self, iter, x + style->left, y + height);
      height += get_line_height (iter);
    }
  while (pango_layout_iter_next_line (iter));
  end_tag (self, style->tag);
  pango_layout_iter_free (iter);

  return height;
}

void
_cb_page_flow (CbPage *self, const char *text, const CbTextStyle *style)
{
  g_autoptr (PangoLayout) layout = _cb_page_layout (self, text, self->width, style);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  gboolean is_heading = style->tag != NULL && style->tag[0] == 'H';

  self->y += self->y > self->top ? style->before : 0;
  /* A heading never stands alone at the foot of a page. */
  if (is_heading)
    _cb_page_need (self, style->size * 4);
  begin_tag (self, style->tag);
  do
    {
      double height = get_line_height (iter);

      if (self->y + height > self->bottom && self->y > self->top)
        {
          end_tag (self, style->tag);
          _cb_page_break (self);
          begin_tag (self, style->tag);
        }
      _cb_page_put_line (self, iter, self->left + style->left, self->y);
      self->y += height;
    }
  while (pango_layout_iter_next_line (iter));
  end_tag (self, style->tag);
  self->y += style->after;
  pango_layout_iter_free (iter);
}

void
_cb_page_rule (CbPage *self, double x, double y, double width)
{
  cairo_set_line_width (self->cr, 0.7);
  cairo_move_to (self->cr, x, y);
  cairo_rel_line_to (self->cr, width, 0);
  cairo_stroke (self->cr);
}
