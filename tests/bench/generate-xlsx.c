/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <unistd.h>

#include "bench-words.h"
#include "base/cb-zip-writer.h"

/* The XLSX of bars.md: twelve columns of household businesses, made up from a fixed seed, the texts
 * in the cells or shared. `generate-xlsx inline|shared ROWS FILE`: 500,000 rows are 300 MB of XML.
 */

#define MAIN_SPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

typedef struct
{
  CbZipWriter *writer;
  GString *xml;
  GHashTable *indices; /* (nullable): text → index + 1 */
  GPtrArray *texts;
  guint64 n_uses;
  guint64 row;
  guint column;
} Sheet;

static const char *const titles[]
    = { "Mã số", "Tên",     "Chủ hộ",     "Địa chỉ", "Ngày cấp", "Vốn",
        "Vĩ độ", "Kinh độ", "Tình trạng", "Ghi chú", "Lao động", "Điện thoại" };

static void
begin_cell (Sheet *self)
{
  g_string_append_printf (self->xml, "<c r=\"%c%" G_GUINT64_FORMAT "\"", 'A' + self->column,
                          self->row);
  self->column++;
}

static void
add_text (Sheet *self, const char *text)
{
  gpointer index;

  begin_cell (self);
  if (self->indices == NULL)
    {
      g_string_append_printf (self->xml, " t=\"inlineStr\"><is><t>%s</t></is></c>", text);
      return;
    }
  self->n_uses++;
  index = g_hash_table_lookup (self->indices, text);
  if (index == NULL)
    {
      char *own = g_strdup (text);

      g_ptr_array_add (self->texts, own);
      index = GUINT_TO_POINTER (self->texts->len);
      g_hash_table_insert (self->indices, own, index);
    }
  g_string_append_printf (self->xml, " t=\"s\"><v>%u</v></c>", GPOINTER_TO_UINT (index) - 1);
}

static void
add_number (Sheet *self, const char *style, const char *number)
{
  begin_cell (self);
  g_string_append_printf (self->xml, "%s><v>%s</v></c>", style, number);
}

static void
add_row (Sheet *self)
{
  char text[400];

  self->column = 0;
  g_string_append_printf (self->xml, "<row r=\"%" G_GUINT64_FORMAT "\" spans=\"1:12\">", self->row);
  g_snprintf (text, sizeof text, "HKD%08u", (guint)self->row);
  add_text (self, text);
  g_snprintf (text, sizeof text, "%s %s", PICK (kinds), PICK (given));
  add_text (self, text);
  g_snprintf (text, sizeof text, "%s %s %s", PICK (families), PICK (middles), PICK (given));
  add_text (self, text);
  g_snprintf (text, sizeof text, "%u đường %s, xã %s", pick (999) + 1, PICK (streets),
              PICK (communes));
  add_text (self, text);
  g_snprintf (text, sizeof text, "%u", 38353 + pick (7600));
  add_number (self, " s=\"1\"", text);
  g_snprintf (text, sizeof text, "%u000000", pick (900) + 10);
  add_number (self, " s=\"2\"", text);
  g_snprintf (text, sizeof text, "1%u.%06u", pick (10), pick (1000000) | 1);
  add_number (self, "", text);
  g_snprintf (text, sizeof text, "10%u.%06u", pick (10), pick (1000000) | 1);
  add_number (self, "", text);
  add_text (self, PICK (states));
  if (pick (3) == 0)
    add_text (self, pick (2) == 0 ? "Đã kiểm tra &amp; lưu" : "Chưa nộp báo cáo năm");
  else
    self->column++;
  g_snprintf (text, sizeof text, "%u", pick (20));
  add_number (self, "", text);
  g_snprintf (text, sizeof text, "09%08u", pick (100000000));
  add_text (self, text);
  g_string_append (self->xml, "</row>");
}

static gboolean
flush (Sheet *self, gsize limit, GError **error)
{
  gboolean fine = TRUE;

  if (self->xml->len > limit)
    {
      fine = cb_zip_writer_write (self->writer, (const guint8 *)self->xml->str, self->xml->len,
                                  error);
      g_string_truncate (self->xml, 0);
    }

  return fine;
}

static gboolean
write_sheet (Sheet *self, guint64 n_rows, GError **error)
{
  if (!cb_zip_writer_begin (self->writer, "xl/worksheets/sheet1.xml", TRUE, error))
    return FALSE;
  g_string_append_printf (self->xml,
                          HEAD "<worksheet xmlns=\"" MAIN_SPACE
                               "\"><dimension ref=\"A1:L%" G_GUINT64_FORMAT
                               "\"/><sheetData><row r=\"1\" spans=\"1:12\">",
                          n_rows + 1);
  self->row = 1;
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    add_text (self, titles[i]);
  g_string_append (self->xml, "</row>");
  for (self->row = 2; self->row <= n_rows + 1; self->row++)
    {
      add_row (self);
      if (!flush (self, 1 << 20, error))
        return FALSE;
    }
  g_string_append (self->xml, "</sheetData></worksheet>");

  return flush (self, 0, error);
}

static gboolean
write_strings (Sheet *self, GError **error)
{
  if (!cb_zip_writer_begin (self->writer, "xl/sharedStrings.xml", TRUE, error))
    return FALSE;
  g_string_append_printf (self->xml,
                          HEAD "<sst xmlns=\"" MAIN_SPACE "\" count=\"%" G_GUINT64_FORMAT
                               "\" uniqueCount=\"%u\">",
                          self->n_uses, self->texts->len);
  for (guint i = 0; i < self->texts->len; i++)
    {
      g_string_append_printf (self->xml, "<si><t>%s</t></si>",
                              (const char *)g_ptr_array_index (self->texts, i));
      if (!flush (self, 1 << 20, error))
        return FALSE;
    }
  g_string_append (self->xml, "</sst>");

  return flush (self, 0, error);
}

/* Small parts, as Excel has them. */
static const struct
{
  const char *name;
  const char *text;
} parts[] = {
  { "[Content_Types].xml", HEAD
    "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
    "Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
    "ContentType=\"" TYPE "sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" "
    "ContentType=\"" TYPE "worksheet+xml\"/><Override PartName=\"/xl/styles.xml\" "
    "ContentType=\"" TYPE "styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" "
    "ContentType=\"" TYPE "sharedStrings+xml\"/></Types>" },
  { "_rels/.rels",
    HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" "
         "Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
         "</Relationships>" },
  { "xl/workbook.xml", HEAD "<workbook xmlns=\"" MAIN_SPACE "\" xmlns:r=\"" OFFICE
                            "\"><sheets><sheet name=\"Hộ kinh doanh\" sheetId=\"1\" r:id=\"rId1\"/>"
                            "</sheets></workbook>" },
  { "xl/_rels/workbook.xml.rels", HEAD
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" OFFICE
    "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"" OFFICE
    "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>" },
  { "xl/styles.xml", HEAD
    "<styleSheet xmlns=\"" MAIN_SPACE "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
    "formatCode=\"dd/mm/yyyy\"/></numFmts><fonts count=\"1\"><font><sz val=\"11\"/><name "
    "val=\"Times New Roman\"/></font></fonts><fills count=\"2\"><fill><patternFill "
    "patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
    "<cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"164\" fontId=\"0\" "
    "applyNumberFormat=\"1\"/><xf numFmtId=\"3\" fontId=\"0\" applyNumberFormat=\"1\"/></cellXfs>"
    "</styleSheet>" },
};

static gboolean
write_workbook (Sheet *self, guint64 n_rows, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!cb_zip_writer_add (self->writer, parts[i].name, TRUE, parts[i].text, error))
      return FALSE;
  if (!write_sheet (self, n_rows, error))
    return FALSE;

  return write_strings (self, error) && cb_zip_writer_end (self->writer, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Sheet sheet = { 0 };
  int fd;

  if (argc != 4)
    {
      g_printerr ("usage: generate-xlsx inline|shared ROWS FILE\n");
      return 1;
    }
  fd = open (argv[3], O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      g_printerr ("cannot write %s\n", argv[3]);
      return 1;
    }
  sheet.writer = cb_zip_writer_new (fd);
  sheet.xml = g_string_new (NULL);
  sheet.texts = g_ptr_array_new_with_free_func (g_free);
  if (g_str_equal (argv[1], "shared"))
    sheet.indices = g_hash_table_new (g_str_hash, g_str_equal);
  if (!write_workbook (&sheet, g_ascii_strtoull (argv[2], NULL, 10), &error))
    g_printerr ("%s\n", error->message);
  cb_zip_writer_free (sheet.writer);
  g_string_free (sheet.xml, TRUE);
  g_clear_pointer (&sheet.indices, g_hash_table_unref);
  g_ptr_array_unref (sheet.texts);
  close (fd);

  return error == NULL ? 0 : 1;
}
