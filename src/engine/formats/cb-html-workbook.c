/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-html-workbook.h"

#include <string.h>

#include "engine/formats/cb-html-workbook-private.h"
#include "engine/formats/cb-sheet-value.h"
#include "engine/formats/cb-xml.h"

/* A page of HTML as a sheet: many portals and reporting programs write one and name it .xls, which
 * Excel opens. As there, all of the page is one sheet, from top to bottom: the rows of its tables,
 * and what stands around them, a row for each paragraph. */

#define PIECE (256u * 1024)
#define MAX_TABLES 1000000u
#define MAX_NESTED 200u
#define MAX_STYLE_SHEET (1u << 20)
#define MAX_NAME 250u

/* Their text is none of the page. */
static const char *const skipped_elements[]
    = { "script", "style", "title", "xml", "x:name", "select", "noscript", "template", NULL };

/* What begins and ends a line of its own. */
static const char *const blocks[]
    = { "p",  "div",  "h1",   "h2",      "h3",      "h4",     "h5",     "h6",    "li",
        "ul", "ol",   "pre",  "center",  "caption", "form",   "hr",     "dl",    "dt",
        "dd", "body", "head", "section", "article", "header", "footer", "thead", NULL };

/**
 * cb_html_workbook_stop:
 * @self: a reading
 * @what: is wrong
 *
 * Ends it with %CB_ERROR_BROKEN_FILE.
 */
void
cb_html_workbook_stop (CbHtmlReading *self, const char *what)
{
  self->is_done = TRUE;
  cb_html_stop (self->html, g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "%s", what));
}

/**
 * cb_html_workbook_add_table:
 * @self: a reading
 *
 * Returns: (transfer none) (nullable): the table that begins, %NULL when there are too many
 */
CbHtmlTable *
cb_html_workbook_add_table (CbHtmlReading *self)
{
  CbHtmlTable *table;

  if (self->tables->len >= MAX_NESTED || self->n_tables >= MAX_TABLES)
    {
      cb_html_workbook_stop (self, "there are tables beyond measure in it");
      return NULL;
    }
  table = g_new0 (CbHtmlTable, 1);
  table->index = self->n_tables++;
  table->taken = g_array_new (FALSE, TRUE, sizeof (guint64));
  table->hidden = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_ptr_array_add (self->tables, table);

  return table;
}

/**
 * cb_html_workbook_get_grid:
 * @self: a reading
 *
 * Returns: (transfer none) (nullable): the innermost table whose rows are rows of the sheet
 */
CbHtmlTable *
cb_html_workbook_get_grid (CbHtmlReading *self)
{
  for (guint i = self->tables->len; i-- > 0;)
    {
      CbHtmlTable *table = g_ptr_array_index (self->tables, i);

      if (table->is_grid)
        return table;
    }

  return NULL;
}

static void
hide_columns (CbHtmlReading *self, CbHtmlTable *grid, guint32 first, guint32 n)
{
  g_autoptr (GString) place = g_string_new (NULL);

  if (grid->hidden->len < first + n)
    g_array_set_size (grid->hidden, first + n);
  for (guint32 i = first; i < first + n; i++)
    g_array_index (grid->hidden, guint8, i) = TRUE;
  if (self->book->is_read || self->n_told++ >= CB_HTML_MAX_TOLD)
    return;
  cb_sheet_value_append_column (place, first);
  g_string_append_c (place, ':');
  cb_sheet_value_append_column (place, first + n - 1);
  cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_COLUMNS, 0, place->str, NULL, n);
}

/**
 * cb_html_workbook_add_columns:
 * @self: a reading
 * @attributes: of a `col`, which stands for as many columns as it spans
 *
 * Excel and those who write for it hide a column there.
 */
void
cb_html_workbook_add_columns (CbHtmlReading *self, const char **attributes)
{
  CbHtmlTable *grid = cb_html_workbook_get_grid (self);
  const char *span = cb_xml_get_attribute (attributes, "span");
  CbHtmlLook look = { .font = CB_FONT_UNICODE };
  guint64 n = span != NULL ? g_ascii_strtoull (span, NULL, 10) : 1;
  guint32 first;

  if (grid == NULL || grid->base + grid->next_column >= CB_SHEET_MAX_COLUMNS)
    return;
  first = grid->base + grid->next_column;
  n = CLAMP (n, 1, CB_SHEET_MAX_COLUMNS - first);
  grid->next_column += (guint32)n;
  cb_html_style_apply (self->book->rules, "col", attributes, &look);
  if (look.is_hidden)
    hide_columns (self, grid, first, (guint32)n);
}

static const char *
find_name (const char *const *names, const char *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return names[i];

  return NULL;
}

static void
free_table (gpointer data)
{
  CbHtmlTable *table = data;

  g_array_unref (table->taken);
  g_array_unref (table->hidden);
  g_free (table);
}

static void
list_table (CbHtmlReading *self)
{
  static const guint8 no_rows = 0;
  CbHtmlTable *table = cb_html_workbook_add_table (self);

  if (table != NULL)
    g_byte_array_append (self->book->n_rows, &no_rows, 1);
}

static CbHtmlTable *
get_table (CbHtmlReading *self)
{
  return self->tables->len > 0 ? g_ptr_array_index (self->tables, self->tables->len - 1) : NULL;
}

/* While it is found out what there is: how many rows with text a table has. */
static void
count_row (CbHtmlReading *self)
{
  CbHtmlTable *table = get_table (self);

  if (table == NULL || !table->has_text)
    return;
  table->has_text = FALSE;
  self->book->has_rows = TRUE;
  if (self->book->n_rows->data[table->index] < 2)
    self->book->n_rows->data[table->index]++;
}

static void
count_text (CbHtmlReading *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length && self->tables->len > 0; i++)
    if (!g_ascii_isspace (text[i]) && (guchar)text[i] != 0xc2 && (guchar)text[i] != 0xa0)
      {
        for (guint j = 0; j < self->tables->len; j++)
          ((CbHtmlTable *)g_ptr_array_index (self->tables, j))->has_text = TRUE;
        return;
      }
}

static void
list_start (CbHtmlReading *self, const char *name)
{
  if (g_str_equal (name, "table"))
    list_table (self);
  else if (g_str_equal (name, "tr"))
    count_row (self);
}

static void
list_end (CbHtmlReading *self, const char *name)
{
  if (g_str_equal (name, "tr"))
    count_row (self);
  else if (g_str_equal (name, "table") && self->tables->len > 0)
    {
      count_row (self);
      g_ptr_array_set_size (self->tables, (gint)self->tables->len - 1);
    }
}

static void
read_start (CbHtmlReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    cb_html_workbook_start_cell (self, name, attributes);
  else if (g_str_equal (name, "tr"))
    cb_html_workbook_start_row (self, attributes);
  else if (g_str_equal (name, "table"))
    cb_html_workbook_start_table (self, attributes);
  else if (g_str_equal (name, "col"))
    cb_html_workbook_add_columns (self, attributes);
  else if (g_str_equal (name, "br"))
    cb_html_workbook_break_line (self);
  else if (g_str_equal (name, "font") || g_str_equal (name, "span"))
    cb_html_workbook_start_font (self, name, attributes);
  else if (find_name (blocks, name) != NULL)
    cb_html_workbook_end_block (self);
}

static void
read_end (CbHtmlReading *self, const char *name)
{
  if (g_str_equal (name, "td") || g_str_equal (name, "th"))
    cb_html_workbook_end_cell (self);
  else if (g_str_equal (name, "tr"))
    cb_html_workbook_end_row (self);
  else if (g_str_equal (name, "table"))
    cb_html_workbook_end_table (self);
  else if (g_str_equal (name, "font") || g_str_equal (name, "span"))
    cb_html_workbook_end_font (self);
  else if (find_name (blocks, name) != NULL)
    cb_html_workbook_end_block (self);
}

/* A list or an island of XML that nobody has closed does not swallow the table. */
static gboolean
ends_skipping (const char *name)
{
  return g_str_equal (name, "td") || g_str_equal (name, "th") || g_str_equal (name, "tr")
         || g_str_equal (name, "table");
}

static void
start_cb (const char *name, const char **attributes, gpointer user_data)
{
  CbHtmlReading *self = user_data;
  const char *skipped = find_name (skipped_elements, name);

  if (self->is_done)
    return;
  if (skipped != NULL)
    {
      self->skipped = skipped;
      g_string_truncate (self->kept, 0);
      return;
    }
  if (ends_skipping (name))
    self->skipped = NULL;
  if (self->reader != NULL)
    read_start (self, name, attributes);
  else
    list_start (self, name);
}

static void
name_sheet (CbHtmlReading *self, const char *name, gboolean is_sure)
{
  CbSheet *sheet = g_ptr_array_index (self->book->parent.sheets, 0);
  g_autofree char *plain = g_strstrip (g_strdup (name));

  if (plain[0] == '\0' || strlen (plain) > MAX_NAME || self->is_named)
    return;
  self->is_named = is_sure;
  g_free (sheet->name);
  sheet->name = g_steal_pointer (&plain);
}

static void
end_skipped (CbHtmlReading *self)
{
  const char *name = self->skipped;

  self->skipped = NULL;
  if (self->reader != NULL)
    return;
  if (g_str_equal (name, "style"))
    cb_html_style_add_rules (self->book->rules, self->kept->str);
  else if (g_str_equal (name, "title") || g_str_equal (name, "x:name"))
    name_sheet (self, self->kept->str, g_str_equal (name, "x:name"));
}

static void
end_cb (const char *name, gpointer user_data)
{
  CbHtmlReading *self = user_data;

  if (self->is_done)
    return;
  if (self->skipped != NULL && g_str_equal (name, self->skipped))
    {
      end_skipped (self);
      return;
    }
  if (ends_skipping (name))
    self->skipped = NULL;
  if (self->reader != NULL)
    read_end (self, name);
  else
    list_end (self, name);
}

static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  CbHtmlReading *self = user_data;

  if (self->is_done)
    return;
  if (self->skipped != NULL)
    g_string_append_len (self->kept, text, (gssize)MIN (length, MAX_STYLE_SHEET - self->kept->len));
  else if (self->reader != NULL)
    cb_html_workbook_add_text (self, text, length);
  else
    count_text (self, text, length);
}

/* Excel says in a comment for itself what the sheet is called. */
static void
comment_cb (const char *text, gpointer user_data)
{
  CbHtmlReading *self = user_data;
  const char *name = strstr (text, "<x:Name>");
  const char *end = name != NULL ? strchr (name + 1, '<') : NULL;
  g_autofree char *found = NULL;

  if (self->reader != NULL || end == NULL)
    return;
  found = g_strndup (name + strlen ("<x:Name>"), (gsize)(end - name) - strlen ("<x:Name>"));
  name_sheet (self, found, TRUE);
}

static gboolean
parse (CbHtmlReading *self, GCancellable *cancellable, GError **error)
{
  static const CbHtmlHandler handler = { start_cb, end_cb, text_cb, comment_cb };
  CbHtmlBook *book = self->book;
  guint64 size = cb_byte_source_get_size (book->source);
  g_autoptr (CbHtml) html = cb_html_new (&handler, self);
  g_autofree guint8 *bytes = g_malloc (PIECE);
  CbHtmlDecoder decoder;
  guint64 offset = book->mark_length;
  gboolean is_fine = TRUE;

  self->html = html;
  cb_html_decoder_init (&decoder, book->charset);
  while (is_fine && offset < size && !self->is_done)
    {
      gsize n = (gsize)MIN (PIECE, size - offset);

      is_fine = !g_cancellable_set_error_if_cancelled (cancellable, error)
                && cb_byte_source_read (book->source, offset, bytes, n, error);
      if (!is_fine)
        break;
      offset += n;
      cb_html_decoder_decode (&decoder, bytes, n, offset == size);
      is_fine = cb_html_feed (html, decoder.text->str, decoder.text->len, offset == size, error);
      if (self->reader != NULL && self->reader->progress != NULL)
        self->reader->progress (offset, size, self->reader->user_data);
    }
  cb_html_decoder_clear (&decoder);

  return is_fine;
}

static void
init_reading (CbHtmlReading *self, CbHtmlBook *book, const CbSheetReader *reader)
{
  self->book = book;
  self->reader = reader;
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->kept = g_string_new (NULL);
  self->fonts = g_array_new (FALSE, FALSE, sizeof (guint8));
  cb_sheet_row_init (&self->cells, reader);
}

static void
free_reading (CbHtmlReading *self)
{
  g_ptr_array_unref (self->tables);
  g_string_free (self->kept, TRUE);
  g_array_unref (self->fonts);
  cb_sheet_row_clear (&self->cells);
  g_free (self->value);
  g_free (self);
}

static void
end_page (CbHtmlReading *self)
{
  while (self->tables->len > 0 && !self->is_done)
    cb_html_workbook_end_table (self);
  if (!self->is_done)
    cb_html_workbook_end_block (self);
}

static gboolean
read_sheet (CbWorkbook *workbook,
            guint sheet,
            const CbSheetReader *reader,
            GCancellable *cancellable,
            GError **error)
{
  CbHtmlBook *book = (CbHtmlBook *)workbook;
  const CbSheet *facts = g_ptr_array_index (workbook->sheets, sheet);
  CbHtmlReading *self = g_new0 (CbHtmlReading, 1);
  GError *why = NULL;

  init_reading (self, book, reader);
  if (parse (self, cancellable, &why))
    end_page (self);
  if (why == NULL && !self->cells.is_ended && cb_byte_source_check_unchanged (book->source, &why))
    book->is_read = TRUE;
  if (cb_error_is_broken_file (why))
    g_prefix_error (&why, "sheet “%s”, at row %" G_GUINT64_FORMAT ": ", facts->name, self->row + 1);
  free_reading (self);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, why);

  return FALSE;
}

static void
free_book (CbWorkbook *workbook)
{
  CbHtmlBook *self = (CbHtmlBook *)workbook;

  g_hash_table_unref (self->rules);
  g_byte_array_unref (self->n_rows);
  g_free (self);
}

static gboolean
list (CbHtmlBook *book, GCancellable *cancellable, GError **error)
{
  guint8 head[8192];
  gsize n = (gsize)MIN (sizeof head, cb_byte_source_get_size (book->source));
  CbHtmlReading *reading;
  gboolean is_listed;

  if (!cb_byte_source_read (book->source, 0, head, n, error))
    return FALSE;
  book->charset = cb_html_find_charset (head, n, &book->mark_length);
  reading = g_new0 (CbHtmlReading, 1);
  init_reading (reading, book, NULL);
  is_listed = parse (reading, cancellable, error);
  while (is_listed && reading->tables->len > 0)
    list_end (reading, "table");
  free_reading (reading);
  if (!is_listed)
    return FALSE;
  if (!book->has_rows)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "the page has no table");

  return book->has_rows;
}

/**
 * cb_html_workbook_open:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * A page of HTML, one sheet. Which tables are grids and which only hold others in place shows when
 * all of them are through, so that opening goes through all of it.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open(), %CB_ERROR_UNSUPPORTED for a
 *   page without a table
 */
CbWorkbook *
cb_html_workbook_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  static const CbWorkbookClass class = { read_sheet, free_book };
  CbHtmlBook *book = g_new0 (CbHtmlBook, 1);

  cb_workbook_init (&book->parent, &class);
  book->source = source;
  book->rules = cb_html_style_new_rules ();
  book->n_rows = g_byte_array_new ();
  cb_workbook_add_sheet (&book->parent, "Sheet1");
  if (list (book, cancellable, error))
    return &book->parent;
  cb_workbook_free (&book->parent);

  return NULL;
}
