/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls-private.h"

enum
{
  FONT_5 = 0x0031, /* BIFF2, and again from BIFF5 on */
  FONT_3 = 0x0231,
  FORMAT_2 = 0x001e,
  FORMAT_4 = 0x041e,
  XF_2 = 0x0043,
  XF_3 = 0x0243,
  XF_4 = 0x0443,
  XF_5 = 0x00e0,
  PALETTE = 0x0092,
};

/* MS-XLS 2.5.161: numbers of colours that follow the desktop, which has black on white. */
#define COLOUR_TEXT 64
#define COLOUR_PAPER 65
#define COLOUR_AUTOMATIC 0x7fff
#define FIRST_OF_PALETTE 8
#define N_PALETTE 56
#define WHITE 0xffffffu
#define MAX_STYLES 65536u

typedef struct
{
  guint8 encoding;
  guint16 colour;
} Font;

typedef struct
{
  guint16 id;
  CbNumberFormat format;
} Format;

typedef struct
{
  guint16 font;
  guint16 format;
  guint16 paper;
  gboolean is_filled;
} Xf;

struct _CbXlsStyle
{
  GArray *fonts;   /* (element-type Font) */
  GArray *formats; /* (element-type Format): ascending ids mostly */
  GArray *xfs;     /* (element-type Xf) */
  GArray *looks;   /* (element-type CbXlsLook): one for each of @xfs */
  CbXlsLook plain;
  guint32 palette[N_PALETTE];
};

/* MS-XLS 2.5.161: the first eight are fixed, the others those of Excel until PALETTE says else. */
static const guint32 fixed_colours[FIRST_OF_PALETTE]
    = { 0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff };
static const guint32 default_palette[N_PALETTE]
    = { 0x000000, 0xffffff, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff,
        0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xc0c0c0, 0x808080,
        0x9999ff, 0x993366, 0xffffcc, 0xccffff, 0x660066, 0xff8080, 0x0066cc, 0xccccff,
        0x000080, 0xff00ff, 0xffff00, 0x00ffff, 0x800080, 0x800000, 0x008080, 0x0000ff,
        0x00ccff, 0xccffff, 0xccffcc, 0xffff99, 0x99ccff, 0xff99cc, 0xcc99ff, 0xffcc99,
        0x3366ff, 0x33cccc, 0x99cc00, 0xffcc00, 0xff9900, 0xff6600, 0x666699, 0x969696,
        0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333 };

/**
 * cb_xls_style_new:
 *
 * Returns: (transfer full): the styles of a workbook that has said nothing yet
 */
CbXlsStyle *
cb_xls_style_new (void)
{
  CbXlsStyle *self = g_new0 (CbXlsStyle, 1);

  self->fonts = g_array_new (FALSE, FALSE, sizeof (Font));
  self->formats = g_array_new (FALSE, FALSE, sizeof (Format));
  self->xfs = g_array_new (FALSE, FALSE, sizeof (Xf));
  self->looks = g_array_new (FALSE, TRUE, sizeof (CbXlsLook));
  self->plain.format = cb_number_format_from_builtin (0);
  for (guint i = 0; i < N_PALETTE; i++)
    self->palette[i] = default_palette[i];

  return self;
}

/**
 * cb_xls_style_free:
 * @self: (nullable) (transfer full): styles
 */
void
cb_xls_style_free (CbXlsStyle *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->fonts);
  g_array_unref (self->formats);
  g_array_unref (self->xfs);
  g_array_unref (self->looks);
  g_free (self);
}

/* MS-XLS 2.4.122. Before BIFF5 there was no family and no character set before the name. */
static void
take_font (CbXlsStyle *self, const CbBiff *biff)
{
  gsize at = biff->version >= 5 ? 14 : biff->version >= 3 ? 6 : 4;
  g_autoptr (GString) name = cb_xls_dup_text (biff, at, 1);
  Font font = { (guint8)cb_font_encoding_from_name (name->str), COLOUR_AUTOMATIC };

  if (biff->version >= 3 && biff->length >= 6)
    font.colour = cb_biff_get16 (biff, 4);
  if (self->fonts->len < MAX_STYLES)
    g_array_append_val (self->fonts, font);
}

/* MS-XLS 2.4.126. Before BIFF5 formats have no number but their place. */
static void
take_format (CbXlsStyle *self, const CbBiff *biff)
{
  Format format = { (guint16)self->formats->len };
  g_autoptr (GString) code = NULL;

  if (biff->version >= 5)
    format.id = cb_biff_get16 (biff, 0);
  code = cb_xls_dup_text (biff, biff->version >= 4 ? 2 : 0, biff->version == 8 ? 2 : 1);
  format.format = cb_number_format_parse (code->str);
  if (self->formats->len < MAX_STYLES)
    g_array_append_val (self->formats, format);
}

/* MS-XLS 2.4.353; BIFF5 has the colours of the paper elsewhere, BIFF3 and BIFF4 are not asked. */
static void
take_xf (CbXlsStyle *self, const CbBiff *biff)
{
  Xf xf = { 0 };

  if (biff->id == XF_5)
    {
      xf.font = cb_biff_get16 (biff, 0);
      xf.format = cb_biff_get16 (biff, 2);
    }
  else
    {
      xf.font = cb_biff_get8 (biff, 0);
      xf.format = biff->id == XF_2 ? cb_biff_get8 (biff, 2) & 0x3f : cb_biff_get8 (biff, 1);
    }
  if (biff->id == XF_5 && biff->version == 8)
    {
      xf.is_filled = (cb_biff_get32 (biff, 14) >> 26) != 0;
      xf.paper = cb_biff_get16 (biff, 18) & 0x7f;
    }
  else if (biff->id == XF_5)
    {
      xf.is_filled = (cb_biff_get16 (biff, 10) & 0x3f) != 0;
      xf.paper = cb_biff_get16 (biff, 8) & 0x7f;
    }
  if (self->xfs->len < MAX_STYLES)
    g_array_append_val (self->xfs, xf);
}

static void
take_palette (CbXlsStyle *self, const CbBiff *biff)
{
  guint n = MIN (cb_biff_get16 (biff, 0), N_PALETTE);

  for (guint i = 0; i < n && 2 + 4 * i + 3 < biff->length; i++)
    self->palette[i] = (guint32)biff->data[2 + 4 * i] << 16 | (guint32)biff->data[3 + 4 * i] << 8
                       | biff->data[4 + 4 * i];
}

/**
 * cb_xls_style_take_record:
 * @self: styles
 * @biff: stands at a record
 *
 * Returns: whether the record was about styles
 */
gboolean
cb_xls_style_take_record (CbXlsStyle *self, const CbBiff *biff)
{
  switch (biff->id)
    {
    case FONT_5:
    case FONT_3:
      take_font (self, biff);
      return TRUE;
    case FORMAT_2:
    case FORMAT_4:
      take_format (self, biff);
      return TRUE;
    case XF_2:
    case XF_3:
    case XF_4:
    case XF_5:
      take_xf (self, biff);
      return TRUE;
    case PALETTE:
      take_palette (self, biff);
      return TRUE;
    default:
      return FALSE;
    }
}

static guint32
get_colour (const CbXlsStyle *self, guint16 colour)
{
  if (colour < FIRST_OF_PALETTE)
    return fixed_colours[colour];
  if (colour < FIRST_OF_PALETTE + N_PALETTE)
    return self->palette[colour - FIRST_OF_PALETTE];

  return colour == COLOUR_PAPER ? WHITE : 0;
}

/* There is no font 4, in all versions (MS-XLS 2.5.129). */
static const Font *
get_font (const CbXlsStyle *self, guint font)
{
  guint index = font > 4 ? font - 1 : font;

  return index < self->fonts->len ? &g_array_index (self->fonts, Font, index) : NULL;
}

static CbNumberFormat
get_format (const CbXlsStyle *self, GHashTable *by_id, guint16 id)
{
  const Format *format = g_hash_table_lookup (by_id, GUINT_TO_POINTER (id));

  return format != NULL ? format->format : cb_number_format_from_builtin (id);
}

/**
 * cb_xls_style_finish:
 * @self: styles that are complete
 *
 * To be called before they are asked.
 */
void
cb_xls_style_finish (CbXlsStyle *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->formats->len; i++)
    {
      Format *format = &g_array_index (self->formats, Format, i);

      g_hash_table_insert (by_id, GUINT_TO_POINTER (format->id), format);
    }
  g_array_set_size (self->looks, self->xfs->len);
  for (guint i = 0; i < self->xfs->len; i++)
    {
      const Xf *xf = &g_array_index (self->xfs, Xf, i);
      CbXlsLook *look = &g_array_index (self->looks, CbXlsLook, i);
      const Font *font = get_font (self, xf->font);
      guint32 paper = xf->is_filled ? get_colour (self, xf->paper) : WHITE;

      look->format = get_format (self, by_id, xf->format);
      look->font = font != NULL ? font->encoding : CB_FONT_UNICODE;
      look->is_invisible = font != NULL && font->colour != COLOUR_AUTOMATIC
                           && get_colour (self, font->colour) == paper;
    }
}

/**
 * cb_xls_style_get_look:
 * @self: finished styles
 * @xf: of a cell
 *
 * Returns: (transfer none): what it says; that of a plain cell when there is no such
 */
const CbXlsLook *
cb_xls_style_get_look (const CbXlsStyle *self, guint xf)
{
  return xf < self->looks->len ? &g_array_index (self->looks, CbXlsLook, xf) : &self->plain;
}

/**
 * cb_xls_style_get_biff2_look:
 * @self: finished styles
 * @attributes: three bytes of a cell of BIFF2
 * @xf: from the IXFE record before, for attributes that say so
 *
 * Returns: what they say
 */
CbXlsLook
cb_xls_style_get_biff2_look (const CbXlsStyle *self, const guint8 *attributes, guint xf)
{
  CbXlsLook look = self->plain;
  guint index = attributes[0] & 0x3f;
  guint format = attributes[1] & 0x3f;

  if (index == 0x3f)
    index = xf;
  if (index > 0 && index < self->looks->len)
    return g_array_index (self->looks, CbXlsLook, index);
  if (format < self->formats->len)
    look.format = g_array_index (self->formats, Format, format).format;
  look.font = (guint8)cb_xls_style_get_font (self, attributes[1] >> 6);

  return look;
}

/**
 * cb_xls_style_get_font:
 * @self: finished styles
 * @font: of a run of rich text, as records number them
 *
 * Returns: what its letters are
 */
CbFontEncoding
cb_xls_style_get_font (const CbXlsStyle *self, guint font)
{
  const Font *found = get_font (self, font);

  return found != NULL ? (CbFontEncoding)found->encoding : CB_FONT_UNICODE;
}
