/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "xlsx-fixture.h"

#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xlsx-hybrid.h"
#include "zip-maker.h"

/* What a test does not bring itself. */
static const XlsxPart defaults[] = {
  { "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/"
                           "content-types'/>" },
  { "_rels/.rels",
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='rId1' Type='" RELATION_SPACE "/officeDocument' Target='xl/workbook.xml'/>"
    "</Relationships>" },
  { "xl/workbook.xml",
    "<?xml version='1.0' encoding='UTF-8'?><workbook xmlns='" MAIN_SPACE
    "' xmlns:r='" RELATION_SPACE
    "'><sheets><sheet name='Một' sheetId='1' r:id='rId1'/></sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels",
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship Id='rId1' Type='" RELATION_SPACE
    "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='" RELATION_SPACE
    "/sharedStrings' Target='sharedStrings.xml'/><Relationship Id='rId3' Type='" RELATION_SPACE
    "/styles' Target='styles.xml'/></Relationships>" },
};

static const char *
find_part (const XlsxPart *parts, const char *name)
{
  for (; parts->name != NULL; parts++)
    if (g_str_equal (parts->name, name))
      return parts->text;

  return NULL;
}

/* A part whose text is NULL is left out. */
GByteArray *
xlsx_pack (const XlsxPart *parts, guint flags)
{
  ZipMaker *maker = zip_maker_new ();

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      const XlsxPart *part = parts;

      while (part->name != NULL && !g_str_equal (part->name, defaults[i].name))
        part++;
      if (part->name == NULL)
        zip_maker_add (maker, defaults[i].name, defaults[i].text, strlen (defaults[i].text), flags);
    }
  for (const XlsxPart *part = parts; part->name != NULL; part++)
    if (part->text != NULL)
      zip_maker_add (maker, part->name, part->text, strlen (part->text), flags);
  g_assert_true (find_part (parts, "") == NULL);

  return zip_maker_finish (maker, FALSE);
}

/* One part that is no text of C. */
GByteArray *
xlsx_pack_bytes (const char *name, const char *bytes, gsize length)
{
  ZipMaker *maker = zip_maker_new ();

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    zip_maker_add_text (maker, defaults[i].name, defaults[i].text);
  zip_maker_add (maker, name, bytes, length, 0);

  return zip_maker_finish (maker, FALSE);
}

static void
append_place (GString *out, guint32 row, guint32 column)
{
  g_autofree char *place = cb_xlsx_dup_place (row, column);

  g_string_append (out, place);
}

static void
append_value (GString *out, const CbSheetCell *cell)
{
  for (guint i = 0; i < cell->length; i++)
    {
      char c = cell->bytes[i];

      if ((guint8)c < 0x20)
        g_string_append_printf (out, "\\%02x", c);
      else
        g_string_append_c (out, c);
    }
}

static gboolean
dump_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  static const char types[] = "tnbdTcDe";
  GString *out = user_data;

  g_assert_cmpuint (n_cells, >, 0);
  for (guint i = 0; i < n_cells; i++)
    {
      const CbSheetCell *cell = &cells[i];

      g_assert_true (i == 0 || cell->column > cells[i - 1].column);
      append_place (out, row, cell->column);
      g_string_append_printf (out, " %c", types[cell->type]);
      g_string_append (out, (cell->flags & CB_SHEET_CELL_PERCENT) != 0 ? "%" : "");
      g_string_append (out, (cell->flags & CB_SHEET_CELL_FORMULA) != 0 ? "=" : "");
      g_string_append (out, (cell->flags & CB_SHEET_CELL_HIDDEN) != 0 ? "h" : "");
      g_string_append (out, (cell->flags & CB_SHEET_CELL_INVISIBLE) != 0 ? "i" : "");
      for (guint k = 0; k < cell->n_runs; k++)
        g_string_append_printf (out, "[%u:%d]", cell->runs[k].end, cell->runs[k].font);
      if (cell->n_runs == 0 && cell->font != CB_FONT_UNICODE)
        g_string_append_printf (out, "[%u]", cell->font);
      g_string_append_c (out, ' ');
      append_value (out, cell);
      g_string_append_c (out, '\n');
    }

  return TRUE;
}

static void
dump_merge (const CbSheetRange *range, gpointer user_data)
{
  GString *out = user_data;

  g_string_append (out, "merged ");
  append_place (out, range->first_row, range->first_column);
  g_string_append_c (out, ':');
  append_place (out, range->last_row, range->last_column);
  g_string_append_c (out, '\n');
}

static void
dump_sheets (CbWorkbook *book, GString *out)
{
  for (guint i = 0; i < book->sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (book->sheets, i);
      CbSheetReader reader = { dump_row, dump_merge, NULL, out };
      g_autoptr (GError) error = NULL;

      if (book->sheets->len > 1)
        g_string_append_printf (out, "sheet %s %d%s\n", sheet->name, sheet->visibility,
                                sheet->is_table ? "" : " no table");
      if (!cb_workbook_read_sheet (book, i, &reader, NULL, &error))
        g_string_append_printf (out, "error %s: %s\n", cb_error_code_name ((CbError)error->code),
                                error->message);
    }
}

static void
dump_hidden (CbWorkbook *book, GString *out)
{
  g_autoptr (GPtrArray) all = cb_workbook_dup_hidden (book);

  for (guint i = 0; i < all->len; i++)
    {
      const CbHidden *hidden = g_ptr_array_index (all, i);

      g_string_append_printf (out, "hidden %s %d [%s] [%s] %" G_GUINT64_FORMAT "\n",
                              cb_hidden_kind_name (hidden->kind), hidden->sheet, hidden->place,
                              hidden->detail, hidden->count);
    }
}

static char *
dump_one_way (const guint8 *bytes, gsize length, gboolean general_only)
{
  int fd = zip_maker_open_bytes (bytes, length);
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = cb_byte_source_new (fd, &error);
  g_autoptr (CbWorkbook) book = NULL;

  g_assert_no_error (error);
  cb_xlsx_set_general_only (general_only);
  book = cb_workbook_open (source, "xlsx", NULL, &error);
  if (book != NULL)
    {
      dump_sheets (book, out);
      dump_hidden (book, out);
    }
  else
    {
      g_string_append_printf (out, "error %s: %s\n", cb_error_code_name ((CbError)error->code),
                              error->message);
    }
  cb_xlsx_set_general_only (FALSE);
  close (fd);

  return g_string_free (out, FALSE);
}

/* Both ways of reading say the same of every workbook in every test. */
char *
xlsx_dump_bytes (const guint8 *bytes, gsize length)
{
  char *fast = dump_one_way (bytes, length, FALSE);
  g_autofree char *general = dump_one_way (bytes, length, TRUE);

  g_assert_cmpstr (fast, ==, general);

  return fast;
}

char *
xlsx_dump (const XlsxPart *parts)
{
  g_autoptr (GByteArray) archive = xlsx_pack (parts, 0);

  return xlsx_dump_bytes (archive->data, archive->len);
}

char *
xlsx_dump_sheet (const char *sheet)
{
  const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet }, { NULL, NULL } };

  return xlsx_dump (parts);
}

char *
xlsx_dump_rows (const char *rows)
{
  g_autofree char *sheet
      = g_strconcat ("<?xml version=\"1.0\"?>\n<worksheet xmlns=\"" MAIN_SPACE "\"><sheetData>",
                     rows, "</sheetData></worksheet>", NULL);

  return xlsx_dump_sheet (sheet);
}

char *
xlsx_dump_cells (const char *cells)
{
  g_autofree char *rows = g_strconcat ("<row r=\"1\">", cells, "</row>", NULL);

  return xlsx_dump_rows (rows);
}
