/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/document/cb-document.h"
#include "core/document/cb-sheet.h"
#include "written.h"

/* Any text in what the program writes for others: lines are rows, tabs stand between cells, of a
 * report as XLSX and as CSV, and the words of a letter as DOCX. The first byte chooses. Read by the
 * reading process, each cell says what it was given; a text never becomes a formula; any program
 * that reads XML can read the rest. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_ROWS 100
#define N_COLUMNS 4

/* Times of the first rows, around which days and seconds are rounded. */
#define FIRST_TIME_US G_GINT64_CONSTANT (1796082000000000)

static CbSheetBook *
new_book (const char *text, GPtrArray *rows)
{
  CbSheetBook *book = cb_sheet_book_new (text, text);
  CbSheet *sheet = cb_sheet_book_add_sheet (book, text);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_ROWS + 1);

  for (guint k = 0; k < N_COLUMNS; k++)
    cb_sheet_add_column (sheet, k == 0 ? "Cột" : text, CB_SHEET_TEXT, 10 + k);
  cb_sheet_add_column (sheet, "Lúc", CB_SHEET_TIME, 10);
  for (guint i = 0; lines[i] != NULL && i < MAX_ROWS; i++)
    {
      GStrv cells = g_strsplit (lines[i], "\t", N_COLUMNS + 1);

      if (g_strv_length (cells) > N_COLUMNS)
        g_clear_pointer (&cells[N_COLUMNS], g_free);
      cb_sheet_begin_row (sheet);
      for (guint k = 0; k < g_strv_length (cells); k++)
        cb_sheet_add_text (sheet, cells[k]);
      for (guint k = g_strv_length (cells); k < N_COLUMNS; k++)
        cb_sheet_add_text (sheet, NULL);
      cb_sheet_add_time (sheet, FIRST_TIME_US - (gint64)i * i * 137731);
      g_ptr_array_add (rows, cells);
    }

  return book;
}

/* Control characters are left out, and what else XML has no letter for. */
static char *
dup_expected (const char *text, gboolean is_xml)
{
  g_autoptr (GString) expected = g_string_new (NULL);

  while (*text > '\0' && *text < ' ' && strchr ("\t\r\n", *text) == NULL)
    text++;
  /* A cell that a spreadsheet would run instead of showing it begins with an apostrophe. */
  if (!is_xml && *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL)
    g_string_append_c (expected, '\'');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean fits = c >= ' ' || c == '\t' || c == '\n' || (c == '\r' && !is_xml);

      if (fits && (!is_xml || (c != 0xfffe && c != 0xffff)))
        g_string_append_unichar (expected, c);
    }

  return g_string_free (g_steal_pointer (&expected), FALSE);
}

static const char *
get_cell (GPtrArray *rows, guint row, guint column)
{
  GStrv cells = row < rows->len ? g_ptr_array_index (rows, row) : NULL;

  return cells != NULL && column < g_strv_length (cells) ? cells[column] : "";
}

static void
check_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL || strlen (text) < strlen ("2026-11-30T07:53:00"))
    {
      g_printerr ("no time: %s\n", text);
      g_assert_not_reached ();
    }
}

/* @read: with one row before the first of @rows: the header. */
static void
compare (GPtrArray *rows, GPtrArray *read, gboolean is_xml)
{
  guint header = 0;

  while (header < read->len && !g_str_equal (get_cell (read, header, 0), "Cột"))
    header++;
  g_assert_cmpuint (header, <, read->len);
  for (guint i = 0; i < rows->len; i++)
    {
      for (guint k = 0; k < N_COLUMNS; k++)
        {
          g_autofree char *expected = dup_expected (get_cell (rows, i, k), is_xml);

          g_assert_cmpstr (get_cell (read, header + 1 + i, k), ==, expected);
        }
      check_time (get_cell (read, header + 1 + i, N_COLUMNS));
    }
}

static void
try_xlsx (const char *text)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (CbSheetBook) book = new_book (text, rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cb_sheet_book_to_xlsx (book, &error);
  g_autoptr (GPtrArray) read = NULL;

  g_assert_no_error (error);
  written_check_xml (bytes, "xl/workbook.xml");
  written_check_xml (bytes, "xl/worksheets/sheet1.xml");
  written_check_xml (bytes, "docProps/core.xml");
  read = written_read_table (bytes, "x.xlsx");
  compare (rows, read, TRUE);
}

static void
try_csv (const char *text)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (CbSheetBook) book = new_book (text, rows);
  g_autoptr (GBytes) bytes = cb_sheet_to_csv (cb_sheet_book_get_sheet (book, 0));
  g_autoptr (GPtrArray) read = written_read_table (bytes, "x.csv");

  compare (rows, read, FALSE);
}

static void
try_docx (const char *text)
{
  static const CbDocumentColumn columns[]
      = { { "A", 1, CB_ALIGN_START }, { "B", 2, CB_ALIGN_END } };
  CbDocumentHead head = { text, text, text, text, text, NULL };
  const char *cells[] = { text, text, NULL };
  g_autoptr (CbDocument) letter = cb_document_new (text, text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  cb_document_set_head (letter, &head);
  cb_document_add_title (letter, text, text);
  cb_document_add_addressee (letter, text);
  cb_document_add_heading (letter, text);
  cb_document_add_paragraph (letter, text);
  cb_document_add_field (letter, text, text);
  cb_document_add_item (letter, text, text);
  cb_document_add_note (letter, text);
  cb_document_begin_table (letter, columns, G_N_ELEMENTS (columns));
  cb_document_add_row (letter, cells, CB_DOCUMENT_ROW_PLAIN);
  cb_document_add_recipient (letter, text);
  cb_document_set_signature (letter, text, text);
  bytes = cb_document_to_docx (letter, &error);
  g_assert_no_error (error);
  written_check_xml (bytes, "word/document.xml");
  written_check_xml (bytes, "docProps/core.xml");
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const tries[]) (const char *text) = { try_xlsx, try_csv, try_docx };
  g_autofree char *text = NULL;

  if (size < 2)
    return 0;
  text = g_utf8_make_valid ((const char *)data + 1, (gssize)size - 1);
  tries[data[0] % G_N_ELEMENTS (tries)](text);

  return 0;
}
