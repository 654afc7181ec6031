/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-document-private.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-save.h"
#include "base/cb-text.h"

static void
clear_column (gpointer data)
{
  g_free ((char *)((CbDocumentColumn *)data)->title);
}

static void
clear_row (gpointer data)
{
  g_strfreev (((CbBlockRow *)data)->cells);
}

static void
free_block (gpointer data)
{
  CbBlock *block = data;

  g_free (block->label);
  g_free (block->text);
  g_clear_pointer (&block->columns, g_array_unref);
  g_clear_pointer (&block->rows, g_array_unref);
  g_clear_pointer (&block->bars, cb_bars_free);
  g_free (block);
}

/* Valid UTF-8 without the control characters that are nothing on paper and forbidden in XML. */
static char *
dup_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_iscntrl (g_utf8_get_char (p)) || *p == '\n' || *p == '\t')
      g_string_append_len (clean, p, g_utf8_next_char (p) - p);

  return g_string_free (clean, FALSE);
}

/**
 * cb_document_new:
 * @title: what the file is called in its properties; not written on the paper
 * @author: the agency, for the properties
 *
 * Returns: (transfer full): a document with nothing in it, A4 upright
 */
CbDocument *
cb_document_new (const char *title, const char *author)
{
  CbDocument *self = g_new0 (CbDocument, 1);

  self->title = dup_clean (title);
  self->author = dup_clean (author != NULL ? author : "");
  self->recipients = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func (free_block);

  return self;
}

static void
clear_head (CbDocument *self)
{
  g_clear_pointer (&self->superior, g_free);
  g_clear_pointer (&self->agency, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->subject, g_free);
  g_clear_pointer (&self->place_and_date, g_free);
}

/**
 * cb_document_free:
 * @self: (nullable) (transfer full): a document
 */
void
cb_document_free (CbDocument *self)
{
  if (self == NULL)
    return;

  clear_head (self);
  g_free (self->title);
  g_free (self->author);
  g_free (self->capacity);
  g_free (self->signer);
  g_ptr_array_unref (self->recipients);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/**
 * cb_document_set_landscape:
 * @self: a document
 * @landscape: the long side lies, for wide tables
 */
void
cb_document_set_landscape (CbDocument *self, gboolean landscape)
{
  self->landscape = landscape;
}

static gboolean
is_blank (const char *text)
{
  if (text != NULL && !g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static char *
dup_valid (const char *text)
{
  return is_blank (text) ? NULL : dup_clean (text);
}

static char *
dup_capitals (const char *text)
{
  g_autofree char *valid = dup_valid (text);

  return valid != NULL ? g_utf8_strup (valid, -1) : NULL;
}

/* Annex I, section II, 4: days below ten and the months 1 and 2 have a 0 before them. */
static char *
dup_place_and_date (const char *place, const GDate *date)
{
  g_autofree char *valid = dup_valid (place);

  if (valid == NULL)
    return NULL;
  if (date == NULL || !g_date_valid (date))
    return g_strdup_printf ("%s, ngày       tháng       năm          ", valid);
  return g_strdup_printf (g_date_get_month (date) <= 2 ? "%s, ngày %02u tháng %02u năm %u"
                                                       : "%s, ngày %02u tháng %u năm %u",
                          valid, g_date_get_day (date), (guint)g_date_get_month (date),
                          (guint)g_date_get_year (date));
}

/**
 * cb_document_set_head:
 * @self: a document
 * @head: what stands above the title, beside the national heading
 *
 * Without a head there is no national heading either, as in an annex. The day is written with its
 * zeros as annex I asks (NĐ 30/2020/NĐ-CP, annex I, section II.4).
 */
void
cb_document_set_head (CbDocument *self, const CbDocumentHead *head)
{
  g_autofree char *number = dup_valid (head->number);
  g_autofree char *subject = dup_valid (head->subject);

  clear_head (self);
  self->has_head = TRUE;
  self->superior = dup_capitals (head->superior);
  self->agency = dup_capitals (head->agency);
  self->place_and_date = dup_place_and_date (head->place, head->date);
  if (number != NULL)
    self->number = g_strdup_printf (number[0] == '/' ? "Số:          %s" : "Số: %s", number);
  if (subject != NULL)
    self->subject = g_strconcat ("V/v ", subject, NULL);
}

/**
 * cb_document_set_signature:
 * @self: a document
 * @capacity: "Giám đốc", written in capitals
 * @name: (nullable): who signs; %NULL leaves it open
 */
void
cb_document_set_signature (CbDocument *self, const char *capacity, const char *name)
{
  g_free (self->capacity);
  g_free (self->signer);
  self->capacity = dup_capitals (capacity);
  self->signer = dup_valid (name);
}

/**
 * cb_document_add_recipient:
 * @self: a document
 * @text: one line of "Nơi nhận", without dash and semicolon
 */
void
cb_document_add_recipient (CbDocument *self, const char *text)
{
  char *valid = dup_valid (text);

  if (valid != NULL)
    g_ptr_array_add (self->recipients, valid);
}

/* With its dash, and the sign after it: the last one has a full stop. */
char *
_cb_document_dup_recipient (const CbDocument *self, guint i)
{
  return g_strdup_printf ("- %s%s", (const char *)g_ptr_array_index (self->recipients, i),
                          i + 1 == self->recipients->len ? "." : ";");
}

static CbBlock *
add_block (CbDocument *self, CbBlockKind kind, const char *label, const char *text)
{
  CbBlock *block = g_new0 (CbBlock, 1);

  block->kind = kind;
  block->label = dup_valid (label);
  block->text = dup_clean (text != NULL ? text : "");
  g_ptr_array_add (self->blocks, block);

  return block;
}

/**
 * cb_document_add_title:
 * @self: a document
 * @kind: (nullable): "Báo cáo", written in capitals
 * @about: what of ("trích yếu nội dung"), a line below it
 */
void
cb_document_add_title (CbDocument *self, const char *kind, const char *about)
{
  g_autofree char *capitals = dup_capitals (kind);

  add_block (self, CB_BLOCK_TITLE, capitals, about);
}

/**
 * cb_document_add_addressee:
 * @self: a document
 * @text: who it is to, without "Kính gửi:"
 */
void
cb_document_add_addressee (CbDocument *self, const char *text)
{
  add_block (self, CB_BLOCK_ADDRESSEE, NULL, text);
}

/**
 * cb_document_add_heading:
 * @self: a document
 * @text: bold, with its number ("1. Kết quả")
 */
void
cb_document_add_heading (CbDocument *self, const char *text)
{
  add_block (self, CB_BLOCK_HEADING, NULL, text);
}

/**
 * cb_document_add_paragraph:
 * @self: a document
 * @text: set justified, its first line indented; each of its lines is a paragraph
 */
void
cb_document_add_paragraph (CbDocument *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!is_blank (lines[i]))
      add_block (self, CB_BLOCK_PARAGRAPH, NULL, lines[i]);
}

/**
 * cb_document_add_field:
 * @self: a document
 * @label: of a form, without colon; bold
 * @value: (nullable): %NULL or blank: dots to write on
 */
void
cb_document_add_field (CbDocument *self, const char *label, const char *value)
{
  g_autofree char *with_colon = g_strconcat (label, ":", NULL);

  add_block (self, CB_BLOCK_FIELD, with_colon, is_blank (value) ? "…………………………………………" : value);
}

/**
 * cb_document_add_item:
 * @self: a document
 * @mark: "-", "a)", "1."
 * @text: of the list's item
 */
void
cb_document_add_item (CbDocument *self, const char *mark, const char *text)
{
  add_block (self, CB_BLOCK_ITEM, mark, text);
}

/**
 * cb_document_add_note:
 * @self: a document
 * @text: small, in italics: a source, how something was counted
 */
void
cb_document_add_note (CbDocument *self, const char *text)
{
  add_block (self, CB_BLOCK_NOTE, NULL, text);
}

/**
 * cb_document_begin_table:
 * @self: a document
 * @columns: (array length=n_columns): from left to right
 * @n_columns: 1 or more
 *
 * Rows follow with cb_document_add_row(), until something else is added.
 */
void
cb_document_begin_table (CbDocument *self, const CbDocumentColumn *columns, guint n_columns)
{
  CbBlock *block = add_block (self, CB_BLOCK_TABLE, NULL, NULL);

  block->columns = g_array_new (FALSE, TRUE, sizeof (CbDocumentColumn));
  g_array_set_clear_func (block->columns, clear_column);
  block->rows = g_array_new (FALSE, TRUE, sizeof (CbBlockRow));
  g_array_set_clear_func (block->rows, clear_row);
  for (guint i = 0; i < n_columns; i++)
    {
      CbDocumentColumn column = columns[i];

      column.title = dup_clean (column.title);
      g_array_append_val (block->columns, column);
    }
}

/**
 * cb_document_add_row:
 * @self: a document whose last addition is a table
 * @cells: as many as the table has columns, each (nullable); of a group the first alone
 * @kind: how it looks
 */
void
cb_document_add_row (CbDocument *self, const char *const *cells, CbDocumentRow kind)
{
  CbBlock *block;
  CbBlockRow row = { kind, NULL };

  g_return_if_fail (self->blocks->len > 0);
  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  g_return_if_fail (block->kind == CB_BLOCK_TABLE);

  row.cells = g_new0 (char *, block->columns->len + 1);
  for (guint i = 0; i < block->columns->len; i++)
    {
      const char *cell = kind == CB_DOCUMENT_ROW_GROUP && i > 0 ? NULL : cells[i];

      row.cells[i] = dup_clean (cell != NULL ? cell : "");
    }
  g_array_append_val (block->rows, row);
}

/**
 * cb_document_add_bars:
 * @self: a document
 * @bars: a drawing of at least one bar; its words are kept beside it for who cannot see it
 */
void
cb_document_add_bars (CbDocument *self, const CbBars *bars)
{
  CbBlock *block;

  if (cb_bars_get_length (bars) == 0)
    return;
  block = add_block (self, CB_BLOCK_BARS, NULL, NULL);
  block->bars = cb_bars_copy (bars);
}

/**
 * cb_document_add_page_break:
 * @self: a document
 *
 * What follows begins a page.
 */
void
cb_document_add_page_break (CbDocument *self)
{
  add_block (self, CB_BLOCK_PAGE_BREAK, NULL, NULL);
}

/* XML 1.0 §2.2 knows no control characters but tab and the ends of lines. */
void
_cb_document_append_xml (GString *to, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '&')
        g_string_append (to, "&amp;");
      else if (c == '<')
        g_string_append (to, "&lt;");
      else if (c == '>')
        g_string_append (to, "&gt;");
      else if (c == '"')
        g_string_append (to, "&quot;");
      else if ((c >= 0x20 && (c & 0xFFFE) != 0xFFFE) || c == '\t' || c == '\n')
        g_string_append_len (to, p, g_utf8_next_char (p) - p);
    }
}

/**
 * cb_document_save:
 * @self: a document
 * @file: where to; `.docx` makes a DOCX, `.pdf` a PDF
 * @cancellable: (nullable): to stop
 * @error: where to say why not
 *
 * Writes the whole file or leaves what was there. Blocks; any thread.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED for another ending, %CB_ERROR_DISK_FULL,
 *   %CB_ERROR_NOT_WRITABLE
 */
gboolean
cb_document_save (const CbDocument *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = NULL;

  if (cb_text_has_ending (name, ".docx"))
    bytes = cb_document_to_docx (self, error);
  else if (cb_text_has_ending (name, ".pdf"))
    bytes = cb_document_to_pdf (self, error);
  else
    g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "%s: neither .pdf nor .docx", name);
  if (bytes == NULL)
    return FALSE;

  return cb_save_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                           cancellable, error);
}
