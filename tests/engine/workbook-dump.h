/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "engine/formats/cb-sniff.h"
#include "engine/formats/cb-workbook.h"
#include "test-system.h"

/* Everything that a reader of workbooks gives, one line for each thing:
 *
 *     format xls
 *     sheet 0 Danh mục hidden
 *     cell 0 2 1 number percent 0.12
 *     merge 0 1 0 1 3
 *     hidden comments 0 A1 "text" 1
 *     error 0 broken-file message
 */

typedef struct
{
  GString *text;
  guint sheet;
  gint64 last_row;
  guint64 n_cells;
  guint64 stop_after; /* cells */
} WorkbookDump;

static const char *
workbook_dump_type (guint type)
{
  static const char *const names[]
      = { "text", "number", "boolean", "date", "datetime", "time", "duration", "error" };

  g_assert_cmpuint (type, <, G_N_ELEMENTS (names));

  return names[type];
}

static const char *
workbook_dump_font (guint font)
{
  static const char *const names[] = { "unicode", "tcvn3", "tcvn3-upper", "vni", "vps" };

  g_assert_cmpuint (font, <, G_N_ELEMENTS (names));

  return names[font];
}

static void
workbook_dump_cell (WorkbookDump *self, guint32 row, const CbSheetCell *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell->bytes, cell->length);
  g_auto (GStrv) lines = g_strsplit (valid, "\n", -1);
  g_autofree char *shown = g_strjoinv ("\\n", lines);
  guint32 end = 0;

  g_assert_cmpuint (cell->length, >, 0);
  g_string_append_printf (self->text, "cell %u %u %u %s", self->sheet, row, cell->column,
                          workbook_dump_type (cell->type));
  if ((cell->flags & CB_SHEET_CELL_PERCENT) != 0)
    g_string_append (self->text, " percent");
  if ((cell->flags & CB_SHEET_CELL_FORMULA) != 0)
    g_string_append (self->text, " formula");
  if ((cell->flags & CB_SHEET_CELL_HIDDEN) != 0)
    g_string_append (self->text, " hidden");
  if ((cell->flags & CB_SHEET_CELL_INVISIBLE) != 0)
    g_string_append (self->text, " invisible");
  if (cell->n_runs == 0 && cell->font != CB_FONT_UNICODE)
    g_string_append_printf (self->text, " %s", workbook_dump_font (cell->font));
  for (guint32 i = 0; i < cell->n_runs; i++)
    {
      g_assert_cmpuint (cell->runs[i].end, >, end);
      g_assert_true (i == 0 || cell->runs[i].font != cell->runs[i - 1].font);
      end = cell->runs[i].end;
      g_string_append_printf (self->text, " %u:%s", end, workbook_dump_font (cell->runs[i].font));
    }
  if (cell->n_runs > 0)
    g_assert_cmpuint (end, ==, cell->length);
  g_string_append_printf (self->text, " %s\n", shown);
}

static gboolean
workbook_dump_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  WorkbookDump *self = user_data;
  gint64 last = -1;

  g_assert_cmpuint (n_cells, >, 0);
  g_assert_cmpint (row, >, self->last_row);
  g_assert_cmpuint (row, <, CB_SHEET_MAX_ROWS);
  self->last_row = row;
  for (guint i = 0; i < n_cells; i++)
    {
      g_assert_cmpint (cells[i].column, >, last);
      g_assert_cmpuint (cells[i].column, <, CB_SHEET_MAX_COLUMNS);
      last = cells[i].column;
      if (self->text != NULL)
        workbook_dump_cell (self, row, &cells[i]);
    }
  self->n_cells += n_cells;

  return self->stop_after == 0 || self->n_cells < self->stop_after;
}

static void
workbook_dump_merge (const CbSheetRange *range, gpointer user_data)
{
  WorkbookDump *self = user_data;

  g_assert_cmpuint (range->first_row, <=, range->last_row);
  g_assert_cmpuint (range->first_column, <=, range->last_column);
  g_assert_cmpuint (range->last_row, <, CB_SHEET_MAX_ROWS);
  g_assert_cmpuint (range->last_column, <, CB_SHEET_MAX_COLUMNS);
  if (self->text != NULL)
    g_string_append_printf (self->text, "merge %u %u %u %u %u\n", self->sheet, range->first_row,
                            range->first_column, range->last_row, range->last_column);
}

static void
workbook_dump_error (GString *text, int sheet, const GError *error)
{
  const char *code = error->domain == CB_ERROR ? cb_error_code_name ((CbError)error->code) : "?";

  g_string_append_printf (text, "error %d %s %s\n", sheet, code, error->message);
}

static void
workbook_dump_hidden (GString *text, CbWorkbook *book)
{
  g_autoptr (GPtrArray) hidden = cb_workbook_dup_hidden (book);

  for (guint i = 0; i < hidden->len; i++)
    {
      const CbHidden *one = g_ptr_array_index (hidden, i);
      g_autofree char *detail = g_strescape (one->detail, "\"");
      g_autofree char *shown = g_strcompress (detail);
      g_auto (GStrv) lines = g_strsplit (shown, "\n", -1);
      g_autofree char *joined = g_strjoinv ("\\n", lines);

      g_assert_true (g_utf8_validate (one->detail, -1, NULL));
      g_assert_true (g_utf8_validate (one->place, -1, NULL));
      g_string_append_printf (text, "hidden %s %d %s \"%s\" %" G_GUINT64_FORMAT "\n",
                              cb_hidden_kind_name (one->kind), one->sheet, one->place, joined,
                              one->count);
    }
}

static const char *
workbook_dump_sniff (int fd)
{
  guint8 head[65536];
  guint8 tail[65536];
  guint64 size = test_file_get_size (fd);
  gssize n_head = cb_descriptor_read_at (fd, head, sizeof head, 0, NULL);
  gssize n_tail
      = cb_descriptor_read_at (fd, tail, sizeof tail, size - MIN (size, sizeof tail), NULL);

  return cb_sniff_content (head, (gsize)MAX (n_head, 0), tail, (gsize)MAX (n_tail, 0),
                           (guint64)size);
}

static void
workbook_dump_sheets (GString *text, CbWorkbook *book)
{
  static const char *const visibility[] = { "visible", "hidden", "very-hidden" };

  for (guint i = 0; i < book->sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (book->sheets, i);
      WorkbookDump dump = { text, i, -1, 0, 0 };
      CbSheetReader reader = { workbook_dump_row, workbook_dump_merge, NULL, &dump };
      g_autoptr (GError) error = NULL;

      g_string_append_printf (text, "sheet %u %s %s%s\n", i, sheet->name,
                              visibility[sheet->visibility], sheet->is_table ? "" : " no-table");
      if (!cb_workbook_read_sheet (book, i, &reader, NULL, &error))
        workbook_dump_error (text, (int)i, error);
    }
}

/* @format: NULL to find out. */
static char *
workbook_dump_fd (int fd, const char *format)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = cb_byte_source_new (fd, &error);
  g_autoptr (CbWorkbook) book = NULL;

  if (source != NULL)
    {
      if (format == NULL)
        format = workbook_dump_sniff (fd);
      g_string_append_printf (text, "format %s\n", format);
      book = cb_workbook_open (source, format, NULL, &error);
    }
  if (book != NULL)
    {
      workbook_dump_sheets (text, book);
      workbook_dump_hidden (text, book);
    }
  else
    workbook_dump_error (text, -1, error);

  return g_string_free (text, FALSE);
}

static inline char *
workbook_dump_bytes (const guint8 *bytes, gsize length, const char *format)
{
  int fd = test_file_new_with (bytes, length);
  char *text;

  text = workbook_dump_fd (fd, format);
  close (fd);

  return text;
}
