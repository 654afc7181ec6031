/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-font-judge.h"

#include <string.h>

#include "engine/text/cb-utf8.h"

/* So much text of a font is heard: two thousand words say all there is to say. */
#define MAX_HEARD (64u * 1024)
/* The font has spoken already: fewer words are needed than where nothing but the words speak. */
#define LEAST_WORDS 3

#define N_FONTS (CB_FONT_VPS + 1)

struct _CbFontJudge
{
  GString *heard[N_FONTS]; /* (owned) */
  int converts[N_FONTS];   /* (atomic) */
};

/**
 * cb_font_judge_new:
 *
 * Whether letters in fonts of before Unicode are to be converted, for one sheet: a font is a hint,
 * the syllables decide (vietnamese-data.md §5.4), for in a sheet of .VnTime some cells may have
 * been typed in Unicode all the same.
 *
 * Returns: (transfer full): a judge who has heard nothing yet
 */
CbFontJudge *
cb_font_judge_new (void)
{
  CbFontJudge *self = g_new0 (CbFontJudge, 1);

  for (guint i = 0; i < N_FONTS; i++)
    self->heard[i] = g_string_new (NULL);

  return self;
}

/**
 * cb_font_judge_free:
 * @self: (nullable) (transfer full): a judge
 */
void
cb_font_judge_free (CbFontJudge *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_FONTS; i++)
    g_string_free (self->heard[i], TRUE);
  g_free (self);
}

/**
 * cb_font_judge_get_repair:
 * @font: what a font says
 *
 * Returns: what makes Unicode of its letters, %CB_REPAIR_NONE where there is nothing to do
 */
CbRepair
cb_font_judge_get_repair (CbFontEncoding font)
{
  if (font == CB_FONT_TCVN3 || font == CB_FONT_TCVN3_UPPER)
    return CB_REPAIR_TCVN3;

  return font == CB_FONT_VNI ? CB_REPAIR_VNI : font == CB_FONT_VPS ? CB_REPAIR_VPS : CB_REPAIR_NONE;
}

/**
 * cb_font_judge_hear:
 * @self: a judge
 * @font: of the text
 * @text: of a cell, not all ASCII
 * @length: of @text
 *
 * From the thread that reads the sheet.
 */
void
cb_font_judge_hear (CbFontJudge *self, CbFontEncoding font, const char *text, gsize length)
{
  if (cb_font_judge_get_repair (font) == CB_REPAIR_NONE || self->heard[font]->len > MAX_HEARD
      || !cb_utf8_is_valid ((const guint8 *)text, length))
    return;
  g_string_append_len (self->heard[font], text, (gssize)length);
  g_string_append_c (self->heard[font], '\n');
}

/**
 * cb_font_judge_decide:
 * @self: a judge
 *
 * Decides by what was heard so far. From the thread that reads the sheet.
 */
void
cb_font_judge_decide (CbFontJudge *self)
{
  for (guint i = 0; i < N_FONTS; i++)
    if (self->heard[i]->len > 0)
      g_atomic_int_set (&self->converts[i],
                        cb_repair_fits (cb_font_judge_get_repair ((CbFontEncoding)i),
                                        self->heard[i]->str, self->heard[i]->len, LEAST_WORDS));
}

/* Letters that only Unicode has: whoever typed them did not type for the font. */
static gboolean
has_unicode_letter (const char *text, gsize length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x1ea0 && c <= 0x1ef9) || c == 0x102 || c == 0x103 || c == 0x110 || c == 0x111
          || c == 0x1a0 || c == 0x1a1 || c == 0x1af || c == 0x1b0)
        return TRUE;
    }

  return FALSE;
}

static void
convert (CbFontEncoding font, const char *text, gsize length, GByteArray *converted)
{
  g_autofree char *upper = NULL;
  guint before = converted->len;

  cb_repair_apply (cb_font_judge_get_repair (font), text, length, converted);
  if (font != CB_FONT_TCVN3_UPPER)
    return;
  upper = g_utf8_strup ((const char *)converted->data + before, (gssize)(converted->len - before));
  g_byte_array_set_size (converted, before);
  g_byte_array_append (converted, (const guint8 *)upper, (guint)strlen (upper));
}

/**
 * cb_font_judge_convert:
 * @self: a judge who has decided
 * @font: of the text
 * @text: of a cell, not all ASCII
 * @length: of @text
 * @converted: the text in Unicode is added here
 *
 * From any thread.
 *
 * Returns: %FALSE when the text is to be left as it is
 */
gboolean
cb_font_judge_convert (
    CbFontJudge *self, CbFontEncoding font, const char *text, gsize length, GByteArray *converted)
{
  if (font >= N_FONTS || g_atomic_int_get (&self->converts[font]) == 0
      || !cb_utf8_is_valid ((const guint8 *)text, length) || has_unicode_letter (text, length))
    return FALSE;
  convert (font, text, length, converted);

  return TRUE;
}

/**
 * cb_font_judge_convert_runs:
 * @cell: a cell with letters in more than one kind of font
 * @converted: its text in Unicode is added here
 *
 * Each run is judged by itself: there are few such cells, and each run has few words.
 *
 * Returns: whether anything differs from the text of the cell
 */
gboolean
cb_font_judge_convert_runs (const CbSheetCell *cell, GByteArray *converted)
{
  gboolean changed = FALSE;
  gsize begin = 0;

  for (guint i = 0; i < cell->n_runs; i++)
    {
      const char *text = cell->bytes + begin;
      gsize length = MIN (cell->runs[i].end, cell->length) - begin;
      CbFontEncoding font = cell->runs[i].font;
      CbRepair repair = cb_font_judge_get_repair (font);

      if (repair != CB_REPAIR_NONE && cb_utf8_is_valid ((const guint8 *)text, length)
          && !has_unicode_letter (text, length) && cb_repair_fits (repair, text, length, 1))
        {
          convert (font, text, length, converted);
          changed = TRUE;
        }
      else
        {
          g_byte_array_append (converted, (const guint8 *)text, (guint)length);
        }
      begin += length;
    }
  g_byte_array_append (converted, (const guint8 *)cell->bytes + begin,
                       (guint)(cell->length - begin));

  return changed;
}
