/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-sniff.h"
#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xlsx-hybrid.h"
#include "test-system.h"

/* `read-workbook [--general] FILE`: all that is in a workbook, one JSON array per line, for a
 * script to compare: ["sheet", n, name, visibility, is-table], ["cell", sheet, row, column, type,
 * flags, text], ["merge", …], ["hidden", …], ["error", sheet, message]. Fonts: cells of one that is
 * not Unicode, and of several, have the runs at their end. */

typedef struct
{
  guint sheet;
  GString *out;
} Printing;

static void
append_text (GString *out, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize)length);

  g_string_append_c (out, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (out, "\\%c", *p);
      else if ((guint8)*p < 0x20)
        g_string_append_printf (out, "\\u%04x", *p);
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static gboolean
print_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  static const char *const types[]
      = { "text", "number", "boolean", "date", "datetime", "time", "duration", "error" };
  Printing *self = user_data;

  g_assert_cmpuint (n_cells, >, 0);
  for (guint i = 0; i < n_cells; i++)
    {
      const CbSheetCell *cell = &cells[i];

      g_assert_true (i == 0 || cell->column > cells[i - 1].column);
      g_assert_cmpuint (cell->length, >, 0);
      g_string_append_printf (self->out, "[\"cell\",%u,%u,%u,\"%s\",%u,", self->sheet, row,
                              cell->column, types[cell->type], cell->flags);
      append_text (self->out, cell->bytes, cell->length);
      if (cell->n_runs > 0)
        for (guint k = 0; k < cell->n_runs; k++)
          g_string_append_printf (self->out, ",[%u,%d]", cell->runs[k].end, cell->runs[k].font);
      else if (cell->font != CB_FONT_UNICODE)
        g_string_append_printf (self->out, ",[%u,%u]", cell->length, cell->font);
      g_string_append (self->out, "]\n");
    }

  return TRUE;
}

static void
print_merge (const CbSheetRange *range, gpointer user_data)
{
  Printing *self = user_data;

  g_string_append_printf (self->out, "[\"merge\",%u,%u,%u,%u,%u]\n", self->sheet, range->first_row,
                          range->first_column, range->last_row, range->last_column);
}

static void
print_hidden (CbWorkbook *book, GString *out)
{
  g_autoptr (GPtrArray) all = cb_workbook_dup_hidden (book);

  for (guint i = 0; i < all->len; i++)
    {
      const CbHidden *hidden = g_ptr_array_index (all, i);

      g_string_append_printf (out, "[\"hidden\",\"%s\",%d,", cb_hidden_kind_name (hidden->kind),
                              hidden->sheet);
      append_text (out, hidden->place, strlen (hidden->place));
      g_string_append_c (out, ',');
      append_text (out, hidden->detail, strlen (hidden->detail));
      g_string_append_printf (out, ",%" G_GUINT64_FORMAT "]\n", hidden->count);
    }
}

static void
print_error (GString *out, int sheet, const GError *error)
{
  g_string_append_printf (out, "[\"error\",%d,", sheet);
  append_text (out, error->message, strlen (error->message));
  g_string_append (out, "]\n");
}

static void
print_workbook (CbWorkbook *book, GString *out)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (book->sheets, i);
      Printing printing = { i, out };
      CbSheetReader reader = { print_row, print_merge, NULL, &printing };
      g_autoptr (GError) error = NULL;

      g_string_append_printf (out, "[\"sheet\",%u,", i);
      append_text (out, sheet->name, strlen (sheet->name));
      g_string_append_printf (out, ",%d,%s]\n", sheet->visibility,
                              sheet->is_table ? "true" : "false");
      if (!cb_workbook_read_sheet (book, i, &reader, NULL, &error))
        print_error (out, (int)i, error);
    }
  print_hidden (book, out);
}

static const char *
sniff (CbByteSource *source)
{
  guint64 size = cb_byte_source_get_size (source);
  gsize n = (gsize)MIN (size, 64 * 1024);
  g_autofree guint8 *head = g_malloc (n);
  g_autofree guint8 *tail = g_malloc (n);

  g_assert_true (cb_byte_source_read (source, 0, head, n, NULL));
  g_assert_true (cb_byte_source_read (source, size - n, tail, n, NULL));

  return cb_sniff_content (head, n, tail, n, size);
}

int
main (int argc, char **argv)
{
  gboolean general = argc > 2 && g_str_equal (argv[1], "--general");
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = NULL;
  g_autoptr (CbWorkbook) book = NULL;
  int fd = argc > 1 ? test_file_open (argv[argc - 1], FALSE) : -1;

  if (fd < 0)
    {
      g_printerr ("usage: read-workbook [--general] FILE\n");
      return 1;
    }
  cb_xlsx_set_general_only (general);
  source = cb_byte_source_new (fd, &error);
  if (source != NULL)
    book = cb_workbook_open (source, sniff (source), NULL, &error);
  if (book != NULL)
    print_workbook (book, out);
  else
    print_error (out, -1, error);
  fwrite (out->str, 1, out->len, stdout);

  return 0;
}
