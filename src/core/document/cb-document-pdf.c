/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-document-private.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "base/cb-error.h"
#include "core/document/cb-page-private.h"

#define POINTS(millimetres) ((millimetres)*72 / 25.4)

const CbBarsLook _cb_paper_look = { 0, 0, 0, CB_FONTS, CB_SIZE_TABLE };

static const CbTextStyle styles[] = {
  [CB_BLOCK_TITLE]
  = { .tag = "H1", .size = 14, .bold = TRUE, .align = CB_ALIGN_CENTRE, .before = 6 },
  [CB_BLOCK_ADDRESSEE]
  = { .tag = "P", .size = CB_SIZE_TEXT, .align = CB_ALIGN_CENTRE, .after = 10 },
  [CB_BLOCK_HEADING]
  = { .tag = "H2", .size = CB_SIZE_TEXT, .bold = TRUE, .spacing = 1.1, .before = 6, .after = 3 },
  [CB_BLOCK_PARAGRAPH] = { .tag = "P",
                           .size = CB_SIZE_TEXT,
                           .justify = TRUE,
                           .spacing = 1.15,
                           .indent = POINTS (CB_INDENT),
                           .after = 6 },
  [CB_BLOCK_FIELD] = { .tag = "P", .size = CB_SIZE_TEXT, .spacing = 1.1, .after = 4 },
  [CB_BLOCK_ITEM] = { .tag = "P",
                      .size = CB_SIZE_TEXT,
                      .justify = TRUE,
                      .spacing = 1.1,
                      .indent = -14,
                      .left = POINTS (CB_INDENT),
                      .after = 3 },
  [CB_BLOCK_NOTE]
  = { .tag = "P", .size = CB_SIZE_TABLE, .italic = TRUE, .spacing = 1.1, .after = 4 },
};

static cairo_status_t
take_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
put_head_left (CbPage *page, const CbDocument *document, double width, double *y)
{
  CbTextStyle plain = { .tag = "P", .size = CB_SIZE_HEAD, .align = CB_ALIGN_CENTRE };
  CbTextStyle bold = plain;

  bold.bold = TRUE;
  if (document->superior != NULL)
    *y += _cb_page_put (page, document->superior, page->left, *y, width, &plain);
  if (document->agency != NULL)
    *y += _cb_page_put (page, document->agency, page->left, *y, width, &bold);
  _cb_page_rule (page, page->left + width * 0.3, *y + 2, width * 0.4);
  *y += 8;
  plain.size = CB_SIZE_TEXT;
  if (document->number != NULL)
    *y += _cb_page_put (page, document->number, page->left, *y, width, &plain);
  plain.size = CB_SIZE_HEAD;
  if (document->subject != NULL)
    *y += 3 + _cb_page_put (page, document->subject, page->left, *y + 3, width, &plain);
}

static void
put_head_right (CbPage *page, const CbDocument *document, double left, double *y)
{
  CbTextStyle style = { .tag = "P", .size = CB_SIZE_HEAD, .bold = TRUE, .align = CB_ALIGN_CENTRE };
  double x = page->left + left;
  double width = page->width - left;
  double ruled;

  *y += _cb_page_put (page, CB_NATION, x, *y, width, &style);
  style.size = CB_SIZE_TEXT;
  *y += _cb_page_put (page, CB_MOTTO, x, *y, width, &style);
  {
    g_autoptr (PangoLayout) motto = _cb_page_layout (page, CB_MOTTO, width, &style);
    int motto_width;

    pango_layout_get_size (motto, &motto_width, NULL);
    ruled = (double)motto_width / PANGO_SCALE;
  }
  _cb_page_rule (page, x + (width - ruled) / 2, *y + 2, ruled);
  *y += 8;
  style.bold = FALSE;
  style.italic = TRUE;
  if (document->place_and_date != NULL)
    *y += _cb_page_put (page, document->place_and_date, x, *y, width, &style);
}

static void
put_head (CbPage *page, const CbDocument *document)
{
  double left = page->width * CB_HEAD_SHARE;
  double left_y = page->y;
  double right_y = page->y;

  put_head_left (page, document, left - 6, &left_y);
  put_head_right (page, document, left, &right_y);
  page->y = MAX (left_y, right_y) + 16;
}

static void
put_title (CbPage *page, const CbBlock *block)
{
  CbTextStyle style = styles[CB_BLOCK_TITLE];

  if (block->label != NULL)
    {
      _cb_page_flow (page, block->label, &style);
      style.tag = "P";
      style.before = 0;
      style.size = CB_SIZE_TEXT;
    }
  _cb_page_flow (page, block->text, &style);
  _cb_page_rule (page, page->left + page->width * 0.4, page->y + 3, page->width * 0.2);
  page->y += 14;
}

static void
put_bars (CbPage *page, const CbBlock *block)
{
  double height = cb_bars_get_height (block->bars, &_cb_paper_look);
  g_autofree char *text = cb_bars_dup_text (block->bars);
  CbTextStyle style = styles[CB_BLOCK_NOTE];

  _cb_page_need (page, MIN (height, page->bottom - page->top));
  cairo_save (page->cr);
  cairo_translate (page->cr, page->left, page->y);
  cb_bars_draw (block->bars, page->cr, page->width, &_cb_paper_look);
  cairo_restore (page->cr);
  page->y += height;
  /* Cairo has no text alternative for a figure, so that the words stand below it. */
  _cb_page_flow (page, text, &style);
}

static void
put_labelled (CbPage *page, const CbBlock *block, const char *label)
{
  CbTextStyle style = styles[block->kind];
  g_autofree char *text = g_strconcat (label, " ", block->text, NULL);

  style.bold_bytes = block->kind == CB_BLOCK_FIELD ? (guint)strlen (label) : 0;
  _cb_page_flow (page, text, &style);
}

static void
put_block (CbPage *page, const CbBlock *block)
{
  switch (block->kind)
    {
    case CB_BLOCK_TITLE:
      put_title (page, block);
      break;
    case CB_BLOCK_ADDRESSEE:
      put_labelled (page, block, "Kính gửi:");
      break;
    case CB_BLOCK_FIELD:
    case CB_BLOCK_ITEM:
      put_labelled (page, block, block->label != NULL ? block->label : "");
      break;
    case CB_BLOCK_TABLE:
      _cb_page_table (page, block);
      break;
    case CB_BLOCK_BARS:
      put_bars (page, block);
      break;
    case CB_BLOCK_PAGE_BREAK:
      if (page->y > page->top)
        _cb_page_break (page);
      break;
    case CB_BLOCK_HEADING:
    case CB_BLOCK_PARAGRAPH:
    case CB_BLOCK_NOTE:
      _cb_page_flow (page, block->text, &styles[block->kind]);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Recipients left, signature right, never apart (annex I, sections II.7 and II.9). */
static void
put_end (CbPage *page, const CbDocument *document)
{
  CbTextStyle style = { .tag = "P", .size = CB_SIZE_HEAD, .bold = TRUE, .italic = TRUE };
  double half = page->width / 2;
  double left_y;
  double right_y;

  if (document->capacity == NULL && document->signer == NULL && document->recipients->len == 0)
    return;
  page->y += 12;
  _cb_page_need (page, MAX (110.0, 24 + 15.0 * document->recipients->len));
  left_y = right_y = page->y;
  if (document->recipients->len > 0)
    left_y += _cb_page_put (page, CB_RECIPIENTS, page->left, left_y, half, &style);
  style = (CbTextStyle){ .tag = "P", .size = CB_SIZE_RECIPIENTS };
  for (guint i = 0; i < document->recipients->len; i++)
    {
      g_autofree char *line = _cb_document_dup_recipient (document, i);

      left_y += _cb_page_put (page, line, page->left, left_y, half, &style);
    }
  style = (CbTextStyle){ .tag = "P", .size = CB_SIZE_TEXT, .bold = TRUE, .align = CB_ALIGN_CENTRE };
  if (document->capacity != NULL)
    right_y += _cb_page_put (page, document->capacity, page->left + half, right_y, half, &style);
  right_y += 60;
  if (document->signer != NULL)
    right_y += _cb_page_put (page, document->signer, page->left + half, right_y, half, &style);
  page->y = MAX (left_y, right_y);
}

static void
open_page (CbPage *page, const CbDocument *document, GByteArray *bytes)
{
  double width = POINTS (document->landscape ? CB_PAPER_LONG : CB_PAPER_SHORT);
  double height = POINTS (document->landscape ? CB_PAPER_SHORT : CB_PAPER_LONG);
  g_autoptr (GDateTime) now = NULL;

  page->surface = cairo_pdf_surface_create_for_stream (take_bytes_cb, bytes, width, height);
  /* 1.4 is where structure began; a plain table of places is what _cb_pdf_set_language() reads. */
  cairo_pdf_surface_restrict_to_version (page->surface, CAIRO_PDF_VERSION_1_4);
  cairo_pdf_surface_set_metadata (page->surface, CAIRO_PDF_METADATA_TITLE, document->title);
  cairo_pdf_surface_set_metadata (page->surface, CAIRO_PDF_METADATA_AUTHOR, document->author);
  cairo_pdf_surface_set_metadata (page->surface, CAIRO_PDF_METADATA_CREATOR, "Công Bố");
  page->cr = cairo_create (page->surface);
  page->context = pango_cairo_create_context (page->cr);
  pango_context_set_language (page->context, pango_language_from_string ("vi"));
  pango_context_set_round_glyph_positions (page->context, FALSE);
  page->left = POINTS (CB_MARGIN_LEFT);
  page->top = POINTS (CB_MARGIN_TOP);
  page->width = width - page->left - POINTS (CB_MARGIN_RIGHT);
  page->bottom = height - POINTS (CB_MARGIN_BOTTOM);
  page->y = page->top;
  page->number = 1;
}

/**
 * cb_document_to_pdf:
 * @self: a document
 * @error: where to say why not
 *
 * A4, real text, fonts embedded, with title, language and structure for a screen reader. Any
 * thread, without the network or the disk but for fonts.
 *
 * Returns: (transfer full): the file's bytes; %NULL with %CB_ERROR_FAILED
 */
GBytes *
cb_document_to_pdf (const CbDocument *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) pdf = NULL;
  CbPage page = { 0 };
  cairo_status_t status;

  open_page (&page, self, bytes);
  cairo_tag_begin (page.cr, "Document", NULL);
  if (self->has_head)
    put_head (&page, self);
  for (guint i = 0; i < self->blocks->len; i++)
    put_block (&page, g_ptr_array_index (self->blocks, i));
  put_end (&page, self);
  cairo_tag_end (page.cr, "Document");
  status = cairo_status (page.cr);
  g_object_unref (page.context);
  cairo_destroy (page.cr);
  cairo_surface_finish (page.surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (page.surface);
  cairo_surface_destroy (page.surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "PDF: %s", cairo_status_to_string (status));
      return NULL;
    }
  pdf = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return _cb_pdf_set_language (pdf, "vi-VN");
}
