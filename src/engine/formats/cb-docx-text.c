/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"

/* The text at hand, of a cell or of a paragraph that stands for itself. */

/* More lines of nothing than any cell has. */
#define MAX_LINES 100u
#define MAX_ROW_TEXT ((gsize)64 << 20)
#define MAX_DELETED 1000u

/* Signs of the fonts of signs, which forms are ticked with; the rest of them are as they are. */
static const struct
{
  const char *font;
  guint32 sign;
  const char *text;
} signs[] = {
  { "Wingdings", 0xfc, "✓" }, { "Wingdings", 0xfb, "✗" },   { "Wingdings", 0xfe, "☑" },
  { "Wingdings", 0xfd, "☒" }, { "Wingdings", 0xa8, "☐" },   { "Wingdings", 0x6f, "☐" },
  { "Wingdings", 0xd8, "➢" }, { "Wingdings 2", 0x50, "✓" }, { "Wingdings 2", 0x52, "☑" },
  { "Symbol", 0xb7, "•" },    { "Symbol", 0xb3, "≥" },      { "Symbol", 0xa3, "≤" },
  { "Symbol", 0xb4, "×" },    { "Symbol", 0xb0, "°" },
};

/**
 * cb_docx_begin_text:
 * @self: a reading
 *
 * The text to come is of one cell.
 */
void
cb_docx_begin_text (CbDocxReading *self)
{
  self->start = self->cells.text->len;
  self->n_lines = 0;
  self->has_hidden = FALSE;
}

static void
trim_blanks (CbDocxReading *self)
{
  GString *text = self->cells.text;

  while (text->len > self->start && strchr (" \t\n", text->str[text->len - 1]) != NULL)
    g_string_truncate (text, text->len - 1);
}

/**
 * cb_docx_end_text:
 * @self: a reading
 *
 * Leaves out the blanks at the end of the text at hand.
 *
 * Returns: how long it is
 */
gsize
cb_docx_end_text (CbDocxReading *self)
{
  trim_blanks (self);
  self->n_lines = 0;

  return self->cells.text->len - self->start;
}

/* Lines that end behind the last word are none, nor are those before the first. */
static void
end_lines (CbDocxReading *self)
{
  if (self->n_lines == 0)
    return;
  trim_blanks (self);
  for (guint i = 0; self->cells.text->len > self->start && i < MIN (self->n_lines, MAX_LINES); i++)
    g_string_append_c (self->cells.text, '\n');
  self->n_lines = 0;
}

/**
 * cb_docx_add_text:
 * @self: a reading
 * @text: of the paragraph at hand, whole characters
 * @length: of @text
 *
 * Puts it at the end of the text at hand, on a new line where one is due.
 */
void
cb_docx_add_text (CbDocxReading *self, const char *text, gsize length)
{
  GString *to = self->cells.text;

  if (self->cell_depth == 0 && self->paragraph_depth == 0)
    return;
  if (to->len == self->start || self->n_lines > 0)
    while (length > 0 && strchr (" \t\r\n", *text) != NULL && *text != '\0')
      {
        text++;
        length--;
      }
  if (length == 0)
    return;
  end_lines (self);
  if (self->has_label)
    g_string_append_c (to, ' ');
  self->has_label = FALSE;
  if (length > MAX_ROW_TEXT || to->len > MAX_ROW_TEXT - length)
    {
      cb_docx_stop (self, "there is too much text in it");
      return;
    }
  g_string_append_len (to, text, (gssize)length);
  self->has_hidden = self->has_hidden || self->is_run_hidden;
}

/**
 * cb_docx_add_sign:
 * @self: a reading
 * @attributes: of a `sym` (§17.3.3.30): a font of signs, and which of them
 */
void
cb_docx_add_sign (CbDocxReading *self, const char **attributes)
{
  const char *font = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "font");
  const char *code = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "char");
  guint64 sign = code != NULL ? g_ascii_strtoull (code, NULL, 16) : 0;
  char text[6];

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i].font, font) == 0 && (sign & ~(guint64)0xf000) == signs[i].sign)
      {
        cb_docx_add_text (self, signs[i].text, strlen (signs[i].text));
        return;
      }
  if (sign >= 32 && sign <= 0xffff && g_unichar_validate ((gunichar)sign))
    cb_docx_add_text (self, text, (gsize)g_unichar_to_utf8 ((gunichar)sign, text));
}

/**
 * cb_docx_begin_deleted:
 * @self: a reading
 *
 * What was deleted from here on is another piece.
 */
void
cb_docx_begin_deleted (CbDocxReading *self)
{
  const GString *text = self->deleted;

  if (text->len > 0 && text->str[text->len - 1] != ' ')
    cb_docx_add_deleted (self, " ", 1);
}

/**
 * cb_docx_add_deleted:
 * @self: a reading
 * @text: that was deleted
 * @length: of @text
 *
 * Keeps the beginning of all that was, which goes out with the file.
 */
void
cb_docx_add_deleted (CbDocxReading *self, const char *text, gsize length)
{
  if (self->reader == NULL && length > 0 && self->deleted->len < MAX_DELETED)
    g_string_append_len (self->deleted, text, (gssize)MIN (length, MAX_DELETED));
}
