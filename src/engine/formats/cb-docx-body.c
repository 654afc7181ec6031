/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"
#include "engine/formats/cb-sheet-value.h"

/* Paragraphs and the text in them: ISO/IEC 29500-1, §17.3. */

#define MAX_BLOCKS 2000000u
#define MAX_WORDS 60

/* What is no text of the page: what was deleted or moved away while changes were tracked
 * (§17.13.5), how things looked before, and what a field is made of. */
static const char *const skipped_elements[]
    = { "del",        "moveFrom",  "rPrChange",     "pPrChange",    "tblPrChange",   "trPrChange",
        "tcPrChange", "instrText", "tblGridChange", "sectPrChange", "tblPrExChange", NULL };

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
  g_clear_pointer (&self->list, g_free);
  self->list_level = 0;
  self->has_label = FALSE;
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
    cb_docx_add_text (self, "-", 1);
  else if (g_str_equal (name, "sym"))
    cb_docx_add_sign (self, attributes);
  /* Elsewhere it says where tabs stop. */
  else if (is_in_run && (g_str_equal (name, "tab") || g_str_equal (name, "ptab")))
    cb_docx_add_text (self, "\t", 1);
  else
    return FALSE;

  return TRUE;
}

/* What the properties of a paragraph say of the list that it is of, §17.3.1.19. */
static void
read_list (CbDocxReading *self, const char *name, const char **attributes)
{
  const char *value = cb_docx_get_value (attributes);

  if (g_str_equal (name, "ilvl"))
    self->list_level = value != NULL ? (guint)CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 100) : 0;
  else if (g_str_equal (name, "numId"))
    {
      g_free (self->list);
      self->list = g_strdup (value);
    }
}

/* The number stands before the text of the paragraph, and is there where there is no text. */
static void
end_properties (CbDocxReading *self)
{
  g_autoptr (GString) label = g_string_new (NULL);

  if (self->list == NULL || self->is_row_deleted)
    return;
  cb_docx_lists_append (self->lists, label, self->list, self->list_level);
  cb_docx_add_text (self, label->str, label->len);
  self->has_label = label->len > 0;
}

static void
start_word (CbDocxReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "p"))
    start_paragraph (self);
  else if (g_str_equal (name, "ilvl") || g_str_equal (name, "numId"))
    read_list (self, name, attributes);
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

/* §17.13.5: each change that was tracked is an element, of a piece of text or of a whole row. */
static gboolean
is_change (const char *name)
{
  static const char *const changes[] = { "del", "ins", "moveFrom", "moveTo", NULL };

  return g_strv_contains (changes, name);
}

static void
start_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  CbDocxReading *self = user_data;

  self->depth++;
  if (self->skip_depth > 0)
    self->in_text = self->is_deleted && (g_str_equal (name, "delText") || g_str_equal (name, "t"));
  if (self->is_done || self->skip_depth > 0)
    return;
  if (is_word (space) && is_change (name))
    self->n_changes++;
  if (!is_word (space))
    /* What stands in a formula. */
    self->in_text = g_str_has_suffix (space, "/math") && g_str_equal (name, "t");
  else if (is_skipped (self, name))
    {
      self->skip_depth = self->depth;
      self->is_deleted = is_change (name);
      if (self->is_deleted)
        cb_docx_begin_deleted (self);
    }
  else
    start_word (self, name, attributes);
}

static void
end_word (CbDocxReading *self, const char *name)
{
  if (g_str_equal (name, "p"))
    end_paragraph (self);
  else if (g_str_equal (name, "pPr"))
    end_properties (self);
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

  if (!self->in_text || self->is_done)
    return;
  if (self->skip_depth > 0)
    {
      cb_docx_add_deleted (self, text, length);
      return;
    }
  for (gsize i = 0; i < length && !self->is_done;)
    {
      gsize n = 0;

      while (i + n < length && text[i + n] != '\n' && text[i + n] != '\t' && text[i + n] != '\r')
        n++;
      if (n > 0)
        cb_docx_add_text (self, text + i, n);
      i += n;
      if (i < length)
        cb_docx_add_text (self, " ", 1);
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
  self->lists = cb_docx_lists_new (book);
  self->deleted = g_string_new (NULL);
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
  cb_docx_lists_free (self->lists);
  g_free (self->list);
  g_string_free (self->deleted, TRUE);
  g_array_unref (self->edges);
  g_array_unref (self->merges);
  cb_docx_block_free (self->table);
  g_free (self->first_invisible);
}
