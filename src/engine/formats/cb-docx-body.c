/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"
#include "engine/formats/cb-sheet-value.h"

/* Paragraphs and the text in them: ISO/IEC 29500-1, §17.3. */

/* More lines of nothing than any cell has. */
#define MAX_LINES 100u
#define MAX_ROW_TEXT ((gsize)64 << 20)
#define MAX_BLOCKS 2000000u
#define MAX_WORDS 60

/* What is no text of the page: what was deleted or moved away while changes were tracked
 * (§17.13.5), how things looked before, and what a field is made of. */
static const char *const skipped_elements[]
    = { "del",        "moveFrom",  "rPrChange",     "pPrChange",    "tblPrChange",   "trPrChange",
        "tcPrChange", "instrText", "tblGridChange", "sectPrChange", "tblPrExChange", NULL };

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
 * cb_docx_block_free:
 * @self: (nullable) (transfer full): a block
 */
void
cb_docx_block_free (CbDocxBlock *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->starts, g_array_unref);
  g_free (self->words);
  g_free (self);
}

/**
 * cb_docx_stop:
 * @self: a reading
 * @what: is wrong
 *
 * Ends it with %CB_ERROR_BROKEN_FILE.
 */
void
cb_docx_stop (CbDocxReading *self, const char *what)
{
  self->is_done = TRUE;
  cb_xml_stop (self->xml, g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "%s", what));
}

/**
 * cb_docx_get_value:
 * @attributes: of an element
 *
 * Returns: (transfer none) (nullable): its `w:val`
 */
const char *
cb_docx_get_value (const char **attributes)
{
  return cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "val");
}

/* §17.17.4: a property that is there is on, unless it says otherwise. */
static gboolean
is_on (const char **attributes)
{
  const char *value = cb_docx_get_value (attributes);

  return value == NULL
         || !(g_str_equal (value, "0") || g_str_equal (value, "false")
              || g_str_equal (value, "off"));
}

/**
 * cb_docx_is_wanted:
 * @self: a reading
 *
 * Returns: whether the block at hand is of the sheet that is read
 */
gboolean
cb_docx_is_wanted (const CbDocxReading *self)
{
  return self->reader != NULL && self->block >= self->wanted.first
         && self->block <= self->wanted.last;
}

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

/* A text that is not shown is published with the file all the same. */
static void
note_hidden (CbDocxReading *self, guint32 column)
{
  if (self->n_invisible++ == 0)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, column);
      g_string_append_printf (place, "%" G_GUINT64_FORMAT, self->row + 1);
      self->first_invisible = g_strdup (place->str);
    }
}

/**
 * cb_docx_add_cell:
 * @self: a reading
 * @column: 0-based, of the sheet
 *
 * Makes a cell of the text at hand.
 */
void
cb_docx_add_cell (CbDocxReading *self, guint32 column)
{
  CbSheetCell cell = { .column = column, .type = CB_SHEET_CELL_TEXT };

  if (self->has_hidden)
    {
      note_hidden (self, column);
      cell.flags |= CB_SHEET_CELL_INVISIBLE;
    }
  cb_sheet_row_add (&self->cells, &cell, self->start);
}

/**
 * cb_docx_give_row:
 * @self: a reading
 *
 * Gives the cells to the reader, as the next row of the sheet.
 */
void
cb_docx_give_row (CbDocxReading *self)
{
  if (self->row >= CB_SHEET_MAX_ROWS && !cb_sheet_row_is_empty (&self->cells))
    {
      cb_docx_stop (self, "there are more rows than a sheet has");
      return;
    }
  if (!cb_sheet_row_give (&self->cells, (guint32)MIN (self->row, CB_SHEET_MAX_ROWS)))
    self->is_done = TRUE;
  self->row++;
}

/**
 * cb_docx_add_block:
 * @self: a reading
 * @block: (nullable) (transfer full): what came to its end; %NULL while a sheet is read
 *
 * Goes on to the next one.
 */
void
cb_docx_add_block (CbDocxReading *self, CbDocxBlock *block)
{
  if (block != NULL)
    {
      block->breaks_before = self->breaks;
      g_ptr_array_add (self->book->blocks, block);
    }
  self->breaks = FALSE;
  self->block++;
  if (self->block >= MAX_BLOCKS)
    cb_docx_stop (self, "there are more paragraphs than any text has");
  else if (self->reader != NULL && self->block > self->wanted.last)
    self->is_done = TRUE;
}

/* The beginning of a text, for a name: of its first line, up to the end of a word. */
static char *
dup_words (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)strcspn (text, "\n"));
  char *end;

  if (g_utf8_strlen (valid, -1) <= MAX_WORDS)
    return g_steal_pointer (&valid);
  end = g_utf8_offset_to_pointer (valid, MAX_WORDS);
  while (end > valid && *end != ' ')
    end--;
  if (end == valid)
    end = g_utf8_offset_to_pointer (valid, MAX_WORDS);

  return g_strdup_printf ("%.*s…", (int)(end - valid), valid);
}

static void
start_paragraph (CbDocxReading *self)
{
  if (self->cell_depth > 0 || self->paragraph_depth > 0)
    {
      /* The next line of a cell, or a box that stands in a paragraph. */
      self->n_lines = MAX (self->n_lines, 1);
      return;
    }
  if (self->table_depth > 0)
    return;
  self->paragraph_depth = self->depth;
  cb_docx_begin_text (self);
}

static void
end_paragraph (CbDocxReading *self)
{
  gsize length;

  if (self->depth != self->paragraph_depth)
    {
      self->n_lines = MAX (self->n_lines, 1);
      return;
    }
  self->paragraph_depth = 0;
  length = cb_docx_end_text (self);
  if (length > 0)
    {
      CbDocxBlock *block = NULL;

      if (self->reader == NULL)
        {
          block = g_new0 (CbDocxBlock, 1);
          block->words = dup_words (self->cells.text->str + self->start);
        }
      if (cb_docx_is_wanted (self))
        {
          cb_docx_add_cell (self, 0);
          cb_docx_give_row (self);
        }
      cb_docx_add_block (self, block);
    }
  cb_sheet_row_reset (&self->cells);
  self->breaks = self->breaks || self->breaks_next;
  self->breaks_next = FALSE;
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

static void
add_text (CbDocxReading *self, const char *text, gsize length)
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
  if (length > MAX_ROW_TEXT || to->len > MAX_ROW_TEXT - length)
    {
      cb_docx_stop (self, "there is too much text in it");
      return;
    }
  g_string_append_len (to, text, (gssize)length);
  self->has_hidden = self->has_hidden || self->is_run_hidden;
}

static void
add_sign (CbDocxReading *self, const char **attributes)
{
  const char *font = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "font");
  const char *code = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "char");
  guint64 sign = code != NULL ? g_ascii_strtoull (code, NULL, 16) : 0;
  char text[6];

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_strcmp0 (signs[i].font, font) == 0 && (sign & ~(guint64)0xf000) == signs[i].sign)
      {
        add_text (self, signs[i].text, strlen (signs[i].text));
        return;
      }
  if (sign >= 32 && sign <= 0xffff && g_unichar_validate ((gunichar)sign))
    add_text (self, text, (gsize)g_unichar_to_utf8 ((gunichar)sign, text));
}

static void
break_line (CbDocxReading *self, const char **attributes)
{
  const char *type = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "type");

  if (g_strcmp0 (type, "page") == 0 && self->cell_depth == 0)
    {
      /* Mostly alone in its paragraph, or before the first word of the next page. */
      if (self->cells.text->len == self->start)
        self->breaks = TRUE;
      else
        self->breaks_next = TRUE;
    }
  self->n_lines++;
}

/* Returns: whether it is something that stands in a text */
static gboolean
start_in_text (CbDocxReading *self, const char *name, const char **attributes)
{
  gboolean is_in_run = self->run_depth > 0 && self->depth == self->run_depth + 1;

  if (g_str_equal (name, "t"))
    self->in_text = TRUE;
  else if (g_str_equal (name, "br"))
    break_line (self, attributes);
  else if (g_str_equal (name, "cr"))
    self->n_lines++;
  else if (g_str_equal (name, "noBreakHyphen"))
    add_text (self, "-", 1);
  else if (g_str_equal (name, "sym"))
    add_sign (self, attributes);
  /* Elsewhere it says where tabs stop. */
  else if (is_in_run && (g_str_equal (name, "tab") || g_str_equal (name, "ptab")))
    add_text (self, "\t", 1);
  else
    return FALSE;

  return TRUE;
}

static void
start_word (CbDocxReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "p"))
    start_paragraph (self);
  else if (g_str_equal (name, "tbl"))
    {
      if (self->table_depth > 0 || self->paragraph_depth > 0)
        self->n_inner++;
      else
        cb_docx_table_start (self);
    }
  else if (g_str_equal (name, "r"))
    {
      self->run_depth = self->depth;
      self->is_run_hidden = FALSE;
    }
  else if (start_in_text (self, name, attributes))
    return;
  else if (self->run_depth > 0 && self->depth == self->run_depth + 2
           && g_str_equal (name, "vanish"))
    self->is_run_hidden = is_on (attributes);
  else if (self->table_depth > 0 && self->n_inner == 0)
    cb_docx_table_start_inside (self, name, attributes);
  else if (self->paragraph_depth > 0 && self->depth == self->paragraph_depth + 2)
    {
      self->breaks = self->breaks || (g_str_equal (name, "pageBreakBefore") && is_on (attributes));
      self->breaks_next = self->breaks_next || g_str_equal (name, "sectPr");
    }
}

static gboolean
is_word (const char *space)
{
  return g_str_has_suffix (space, "/wordprocessingml/2006/main")
         || g_str_has_suffix (space, "/wordprocessingml/main");
}

static gboolean
is_skipped (const CbDocxReading *self, const char *name)
{
  return !self->in_row_properties && g_strv_contains (skipped_elements, name);
}

static void
start_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  CbDocxReading *self = user_data;

  self->depth++;
  if (self->is_done || self->skip_depth > 0)
    return;
  if (!is_word (space))
    /* What stands in a formula. */
    self->in_text = g_str_has_suffix (space, "/math") && g_str_equal (name, "t");
  else if (is_skipped (self, name))
    self->skip_depth = self->depth;
  else
    start_word (self, name, attributes);
}

static void
end_word (CbDocxReading *self, const char *name)
{
  if (g_str_equal (name, "p"))
    end_paragraph (self);
  else if (g_str_equal (name, "tbl"))
    {
      if (self->depth == self->table_depth)
        cb_docx_table_end (self);
      else if (self->n_inner > 0)
        self->n_inner--;
    }
  else if (g_str_equal (name, "r") && self->depth == self->run_depth)
    {
      self->run_depth = 0;
      self->is_run_hidden = FALSE;
    }
  else if (self->table_depth > 0 && self->n_inner == 0)
    cb_docx_table_end_inside (self);
}

static void
end_cb (const char *space, const char *name, gpointer user_data)
{
  CbDocxReading *self = user_data;

  self->in_text = FALSE;
  if (self->skip_depth == self->depth)
    self->skip_depth = 0;
  else if (!self->is_done && self->skip_depth == 0 && is_word (space))
    end_word (self, name);
  self->depth--;
}

/* Line ends and tabs in the XML are blanks; those that are meant are elements. */
static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  CbDocxReading *self = user_data;

  if (!self->in_text || self->is_done || self->skip_depth > 0)
    return;
  for (gsize i = 0; i < length && !self->is_done;)
    {
      gsize n = 0;

      while (i + n < length && text[i + n] != '\n' && text[i + n] != '\t' && text[i + n] != '\r')
        n++;
      if (n > 0)
        add_text (self, text + i, n);
      i += n;
      if (i < length)
        add_text (self, " ", 1);
      i++;
    }
}

const CbXmlHandler cb_docx_handler = { start_cb, end_cb, text_cb };

/**
 * cb_docx_reading_init:
 * @self: (out): a reading from the beginning of the text
 * @book: whose
 * @reader: (nullable): gets the rows; %NULL: the blocks of @book are listed
 */
void
cb_docx_reading_init (CbDocxReading *self, CbDocx *book, const CbSheetReader *reader)
{
  *self = (CbDocxReading){ .book = book, .reader = reader };
  cb_sheet_row_init (&self->cells, reader);
  self->edges = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->merges = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));
}

/**
 * cb_docx_reading_finish:
 * @self: a reading whose text is through, or breaks off
 *
 * What has begun counts as far as it has come.
 */
void
cb_docx_reading_finish (CbDocxReading *self)
{
  if (self->is_done)
    return;
  if (self->table_depth > 0)
    cb_docx_table_end (self);
  else if (self->paragraph_depth > 0)
    {
      self->depth = self->paragraph_depth;
      end_paragraph (self);
    }
}

/**
 * cb_docx_reading_clear:
 * @self: a reading
 */
void
cb_docx_reading_clear (CbDocxReading *self)
{
  cb_sheet_row_clear (&self->cells);
  g_array_unref (self->edges);
  g_array_unref (self->merges);
  cb_docx_block_free (self->table);
  g_free (self->first_invisible);
}
