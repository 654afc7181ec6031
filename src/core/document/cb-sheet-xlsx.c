/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-sheet-private.h"

#include <string.h>

#include "base/cb-zip-writer.h"
#include "core/document/cb-document-private.h"

/* A workbook: SpreadsheetML, ECMA-376 part 1, chapter 18. Texts stand in their cells. */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SPREADSHEET "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* The formats of cells below; each kind of value has one for plain rows and one for totals. */
enum
{
  STYLE_TEXT,
  STYLE_NUMBER,
  STYLE_DECIMAL,
  STYLE_PERCENT,
  STYLE_DATE,
  STYLE_TIME,
  N_KINDS,
  STYLE_HEADER = 2 * N_KINDS,
  STYLE_TITLE,
  STYLE_NOTE,
};

#define CELL(number_format, font, extra)                                                           \
  "<xf numFmtId=\"" number_format "\" fontId=\"" font "\" fillId=\"0\" borderId=\"1\" xfId=\"0\" " \
  "applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment "     \
  "vertical=\"top\"" extra "/></xf>"
#define CELLS(font)                                                                                \
  CELL ("0", font, " wrapText=\"1\"")                                                              \
  CELL ("3", font, "")                                                                             \
  CELL ("4", font, "") CELL ("166", font, "") CELL ("164", font, "") CELL ("165", font, "")

static const char styles[] = XML
    "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"3\">"
    "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\\ hh:mm\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"0.0%\"/></numFmts>"
    "<fonts count=\"3\"><font><sz val=\"12\"/><name val=\"" CB_FONT "\"/><family val=\"1\"/></font>"
    "<font><b/><sz val=\"12\"/><name val=\"" CB_FONT "\"/><family val=\"1\"/></font>"
    "<font><b/><sz val=\"14\"/><name val=\"" CB_FONT "\"/><family val=\"1\"/></font></fonts>"
    "<fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\">"
    "<fgColor rgb=\"FFE6EDF5\"/></patternFill></fill></fills>"
    "<borders count=\"2\"><border/><border><left style=\"thin\"/><right style=\"thin\"/>"
    "<top style=\"thin\"/><bottom style=\"thin\"/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"15\">" CELLS ("0") CELLS (
        "1") "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" xfId=\"0\" "
             "applyFont=\"1\" "
             "applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment "
             "horizontal=\"center\" "
             "vertical=\"center\" wrapText=\"1\"/></xf>"
             "<xf numFmtId=\"0\" fontId=\"2\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
             "applyFont=\"1\"/>"
             "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
             "applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs>"
             "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" "
             "builtinId=\"0\"/></cellStyles>"
             "</styleSheet>";

static const char package_relations[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
    "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
    "</Relationships>";

/* A column in letters: A, B… Z, AA… */
static const char *
name_column (guint column, char name[8])
{
  char *p = name + 7;

  *p = '\0';
  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    *--p = (char)('A' + (n - 1) % 26);

  return p;
}

/* `_x000D_` in a text is an escape (§22.9.2.19), unless its underscore is one itself. */
static void
append_text (GString *to, const char *text)
{
  const char *from = text;

  for (const char *p = strstr (text, "_x"); p != NULL; p = strstr (p + 2, "_x"))
    {
      g_autofree char *before = g_strndup (from, (gsize)(p - from));

      _cb_document_append_xml (to, before);
      g_string_append (to, "_x005F_");
      from = p + 1;
    }
  _cb_document_append_xml (to, from);
}

static void
append_text_cell (GString *to, guint row, guint column, guint style, const char *text)
{
  char name[8];

  g_string_append_printf (to,
                          "<c r=\"%s%u\" s=\"%u\" t=\"inlineStr\"><is><t xml:space=\"preserve\">",
                          name_column (column, name), row, style);
  append_text (to, text);
  g_string_append (to, "</t></is></c>");
}

static guint
choose_style (const CbSheetValue *value, CbSheetKind kind, gboolean is_total)
{
  guint style = STYLE_TEXT;

  if (value->kind == CB_SHEET_VALUE_NUMBER)
    style = kind == CB_SHEET_PERCENT                         ? STYLE_PERCENT
            : value->number == (double)(gint64)value->number ? STYLE_NUMBER
                                                             : STYLE_DECIMAL;
  else if (value->kind == CB_SHEET_VALUE_DATE)
    style = STYLE_DATE;
  else if (value->kind == CB_SHEET_VALUE_TIME)
    style = STYLE_TIME;

  return is_total ? style + N_KINDS : style;
}

static void
append_value (GString *to,
              guint row,
              guint column,
              const CbSheetValue *value,
              CbSheetKind kind,
              gboolean is_total)
{
  guint style = choose_style (value, kind, is_total);
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char name[8];

  if (value->kind == CB_SHEET_VALUE_TEXT)
    append_text_cell (to, row, column, style, value->text);
  else if (value->kind == CB_SHEET_VALUE_NONE)
    g_string_append_printf (to, "<c r=\"%s%u\" s=\"%u\"/>", name_column (column, name), row, style);
  else
    g_string_append_printf (to, "<c r=\"%s%u\" s=\"%u\"><v>%s</v></c>", name_column (column, name),
                            row, style,
                            g_ascii_formatd (number, sizeof number, "%.15g", value->number));
}

static void
append_head (GString *to, const CbSheet *self)
{
  guint header = _cb_sheet_get_header_row (self);

  g_string_append_printf (
      to,
      XML "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheetPr><pageSetUpPr "
          "fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"><pane "
          "ySplit=\"%u\" topLeftCell=\"A%u\" activePane=\"bottomLeft\" state=\"frozen\"/>"
          "</sheetView></sheetViews>",
      header, header + 1);
  if (self->columns->len > 0)
    g_string_append (to, "<cols>");
  for (guint i = 0; i < self->columns->len; i++)
    g_string_append_printf (to, "<col min=\"%u\" max=\"%u\" width=\"%u\" customWidth=\"1\"/>",
                            i + 1, i + 1, g_array_index (self->columns, CbSheetColumn, i).width);
  if (self->columns->len > 0)
    g_string_append (to, "</cols>");
}

/* How many lines a text takes in so wide a column, rather one too many: LibreOffice does not make
 * room for them itself. */
static guint
count_lines (const char *text, guint width)
{
  guint across = MAX (width * 5 / 6, 1);
  guint lines = 0;

  for (const char *line = text; line != NULL;)
    {
      const char *end = strchr (line, '\n');
      glong length = g_utf8_strlen (line, end != NULL ? end - line : -1);

      lines += MAX (((guint)length + across - 1) / across, 1);
      line = end != NULL ? end + 1 : NULL;
    }

  return lines;
}

static void
begin_row (GString *to, guint row, guint lines)
{
  /* Excel has no row higher than 409 points. */
  g_string_append_printf (to, "<row r=\"%u\" ht=\"%u\" customHeight=\"1\">", row,
                          MIN (lines * 16 + 2, 409));
}

static guint
count_width (const CbSheet *self)
{
  guint sum = 0;

  for (guint i = 0; i < self->columns->len; i++)
    sum += g_array_index (self->columns, CbSheetColumn, i).width;

  return sum;
}

static guint
count_header_lines (const CbSheet *self)
{
  guint most = 1;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CbSheetColumn *column = &g_array_index (self->columns, CbSheetColumn, i);

      /* Bold is wider than what columns are measured in. */
      most = MAX (most, count_lines (column->title, column->width * 9 / 10));
    }

  return most;
}

static guint
count_row_lines (const CbSheet *self, const CbSheetLine *line)
{
  guint most = 1;

  for (guint i = 0; i < MIN (line->values->len, self->columns->len); i++)
    {
      const CbSheetValue *value = &g_array_index (line->values, CbSheetValue, i);

      if (value->kind == CB_SHEET_VALUE_TEXT)
        most = MAX (
            most, count_lines (value->text, g_array_index (self->columns, CbSheetColumn, i).width));
    }

  return most;
}

static void
append_rows (GString *to, const CbSheet *self)
{
  guint header = _cb_sheet_get_header_row (self);

  g_string_append (to, "<sheetData>");
  for (guint i = 0; i < self->notes->len; i++)
    {
      begin_row (to, i + 1,
                 count_lines (g_ptr_array_index (self->notes, i), MAX (count_width (self), 1))
                     + (i == 0));
      append_text_cell (to, i + 1, 0, i == 0 ? STYLE_TITLE : STYLE_NOTE,
                        g_ptr_array_index (self->notes, i));
      g_string_append (to, "</row>");
    }
  begin_row (to, header, count_header_lines (self));
  for (guint i = 0; i < self->columns->len; i++)
    append_text_cell (to, header, i, STYLE_HEADER,
                      g_array_index (self->columns, CbSheetColumn, i).title);
  g_string_append (to, "</row>");
  for (guint row = 0; row < self->lines->len; row++)
    {
      const CbSheetLine *line = &g_array_index (self->lines, CbSheetLine, row);

      begin_row (to, header + 1 + row, count_row_lines (self, line));
      for (guint i = 0; i < MIN (line->values->len, self->columns->len); i++)
        append_value (to, header + 1 + row, i, &g_array_index (line->values, CbSheetValue, i),
                      g_array_index (self->columns, CbSheetColumn, i).kind, line->is_total);
      g_string_append (to, "</row>");
    }
  g_string_append (to, "</sheetData>");
}

/* A note stands over the whole table, in as many lines as it takes. */
static void
append_merged_notes (GString *to, const CbSheet *self)
{
  char name[8];

  if (self->notes->len == 0 || self->columns->len < 2)
    return;
  g_string_append_printf (to, "<mergeCells count=\"%u\">", self->notes->len);
  for (guint i = 1; i <= self->notes->len; i++)
    g_string_append_printf (to, "<mergeCell ref=\"A%u:%s%u\"/>", i,
                            name_column (self->columns->len - 1, name), i);
  g_string_append (to, "</mergeCells>");
}

static void
append_links (GString *to, const CbSheet *self)
{
  guint first = _cb_sheet_get_header_row (self) + 1;
  gboolean any = FALSE;
  char name[8];

  for (guint row = 0; row < self->lines->len; row++)
    {
      const CbSheetLine *line = &g_array_index (self->lines, CbSheetLine, row);

      for (guint i = 0; i < line->values->len; i++)
        {
          const CbSheetValue *value = &g_array_index (line->values, CbSheetValue, i);

          if (value->link == NULL)
            continue;
          g_string_append (to, any ? "" : "<hyperlinks>");
          any = TRUE;
          g_string_append_printf (to, "<hyperlink ref=\"%s%u\" location=\"'", name_column (i, name),
                                  first + row);
          _cb_document_append_xml (to, value->link->name);
          g_string_append_printf (to, "'!A%u\" display=\"\"/>",
                                  _cb_sheet_get_header_row (value->link) + 1 + value->link_row);
        }
    }
  g_string_append (to, any ? "</hyperlinks>" : "");
}

static char *
make_sheet (const CbSheet *self)
{
  GString *to = g_string_new (NULL);
  guint header = _cb_sheet_get_header_row (self);
  char name[8];

  append_head (to, self);
  append_rows (to, self);
  if (self->columns->len > 0)
    g_string_append_printf (to, "<autoFilter ref=\"A%u:%s%u\"/>", header,
                            name_column (self->columns->len - 1, name), header + self->lines->len);
  append_merged_notes (to, self);
  append_links (to, self);
  /* On paper: lying, as wide as one sheet of A4. */
  g_string_append (to, "<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.75\" bottom=\"0.75\" "
                       "header=\"0.3\" footer=\"0.3\"/><pageSetup paperSize=\"9\" "
                       "orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>");

  return g_string_free (to, FALSE);
}

static char *
make_workbook (const CbSheetBook *self)
{
  GString *to = g_string_new (XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>");

  for (guint i = 0; i < self->sheets->len; i++)
    {
      g_string_append (to, "<sheet name=\"");
      _cb_document_append_xml (to, ((CbSheet *)g_ptr_array_index (self->sheets, i))->name);
      g_string_append_printf (to, "\" sheetId=\"%u\" r:id=\"rId%u\"/>", i + 1, i + 1);
    }
  g_string_append (to, "</sheets><definedNames>");
  /* The header on every printed page. */
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (self->sheets, i);
      guint header = _cb_sheet_get_header_row (sheet);

      g_string_append_printf (to, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"%u\">'",
                              i);
      _cb_document_append_xml (to, sheet->name);
      g_string_append_printf (to, "'!$%u:$%u</definedName>", header, header);
    }
  g_string_append (to, "</definedNames></workbook>");

  return g_string_free (to, FALSE);
}

static char *
make_relations (const CbSheetBook *self)
{
  GString *to = g_string_new (XML "<Relationships xmlns=\"" PACKAGE "relationships\">");

  for (guint i = 1; i <= self->sheets->len; i++)
    g_string_append_printf (to,
                            "<Relationship Id=\"rId%u\" Type=\"" OFFICE
                            "/worksheet\" Target=\"worksheets/sheet%u.xml\"/>",
                            i, i);
  g_string_append (to, "<Relationship Id=\"rIdStyles\" Type=\"" OFFICE
                       "/styles\" Target=\"styles.xml\"/></Relationships>");

  return g_string_free (to, FALSE);
}

static char *
make_content_types (const CbSheetBook *self)
{
  GString *to = g_string_new (
      XML "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
          "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
          "Extension=\"xml\" ContentType=\"application/xml\"/>"
          "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SPREADSHEET "sheet.main+xml\"/>"
          "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SPREADSHEET "styles+xml\"/>"
          "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd."
          "openxmlformats-package.core-properties+xml\"/>");

  for (guint i = 1; i <= self->sheets->len; i++)
    g_string_append_printf (to,
                            "<Override PartName=\"/xl/worksheets/sheet%u.xml\" "
                            "ContentType=\"" SPREADSHEET "worksheet+xml\"/>",
                            i);
  g_string_append (to, "</Types>");

  return g_string_free (to, FALSE);
}

static char *
make_properties (const CbSheetBook *self)
{
  GString *to
      = g_string_new (XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");

  _cb_document_append_xml (to, self->title);
  g_string_append (to, "</dc:title><dc:creator>");
  _cb_document_append_xml (to, self->author);
  g_string_append (to, "</dc:creator></cp:coreProperties>");

  return g_string_free (to, FALSE);
}

/**
 * cb_sheet_book_to_xlsx:
 * @self: a book with a sheet
 * @error: where to say why not
 *
 * Numbers and dates are real ones with formats, the header stays in view and filters, the font
 * knows Vietnamese. The same book gives the same bytes. Any thread.
 *
 * Returns: (transfer full): the file's bytes; %NULL with %CB_ERROR_TOO_LARGE
 */
GBytes *
cb_sheet_book_to_xlsx (const CbSheetBook *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CbZipWriter) zip = cb_zip_writer_new_in_memory (bytes);
  g_autofree char *types = make_content_types (self);
  g_autofree char *properties = make_properties (self);
  g_autofree char *workbook = make_workbook (self);
  g_autofree char *relations = make_relations (self);

  if (!cb_zip_writer_add (zip, "[Content_Types].xml", TRUE, types, error)
      || !cb_zip_writer_add (zip, "_rels/.rels", TRUE, package_relations, error)
      || !cb_zip_writer_add (zip, "docProps/core.xml", TRUE, properties, error)
      || !cb_zip_writer_add (zip, "xl/workbook.xml", TRUE, workbook, error)
      || !cb_zip_writer_add (zip, "xl/_rels/workbook.xml.rels", TRUE, relations, error)
      || !cb_zip_writer_add (zip, "xl/styles.xml", TRUE, styles, error))
    return NULL;
  for (guint i = 0; i < self->sheets->len; i++)
    {
      g_autofree char *name = g_strdup_printf ("xl/worksheets/sheet%u.xml", i + 1);
      g_autofree char *sheet = make_sheet (g_ptr_array_index (self->sheets, i));

      if (!cb_zip_writer_add (zip, name, TRUE, sheet, error))
        return NULL;
    }
  if (!cb_zip_writer_end (zip, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
