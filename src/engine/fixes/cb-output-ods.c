/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-output-sheet.h"

#include <string.h>

/* `{"step":"to-ods"}`: a spreadsheet of one table, OpenDocument 1.3. */

#define URN "urn:oasis:names:tc:opendocument:xmlns:"
#define MEDIA_TYPE "application/vnd.oasis.opendocument.spreadsheet"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char manifest[]
    = XML "<manifest:manifest xmlns:manifest=\"" URN
          "manifest:1.0\" manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\" "
          "manifest:media-type=\"" MEDIA_TYPE "\"/><manifest:file-entry "
          "manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
          "</manifest:manifest>";

#define TIME_STYLE(name, overflow)                                                                 \
  "<number:time-style style:name=\"" name "\"" overflow "><number:hours "                          \
  "number:style=\"long\"/><number:text>:</number:text><number:minutes number:style=\"long\"/>"     \
  "<number:text>:</number:text><number:seconds number:style=\"long\"/></number:time-style>"
#define CELL_STYLE(name, format)                                                                   \
  "<style:style style:name=\"" name "\" style:family=\"table-cell\" "                              \
  "style:data-style-name=\"" format "\"/>"

static const char content_head[] = XML
    "<office:document-content xmlns:office=\"" URN "office:1.0\" xmlns:table=\"" URN
    "table:1.0\" xmlns:text=\"" URN "text:1.0\" xmlns:style=\"" URN
    "style:1.0\" xmlns:number=\"" URN "datastyle:1.0\" office:version=\"1.3\">"
    "<office:automatic-styles><number:date-style style:name=\"N1\"><number:day "
    "number:style=\"long\"/><number:text>/</number:text><number:month "
    "number:style=\"long\"/><number:text>/</number:text><number:year "
    "number:style=\"long\"/></number:date-style><style:style style:name=\"d\" "
    "style:family=\"table-cell\" style:data-style-name=\"N1\"/>" TIME_STYLE ("N2", "")
        TIME_STYLE ("N3", " number:truncate-on-overflow=\"false\"") CELL_STYLE ("t", "N2")
            CELL_STYLE (
                "e", "N3") "</office:automatic-styles>"
                           "<office:body><office:spreadsheet><table:table table:name=\"Dữ liệu\">";

static const char content_tail[]
    = "</table:table></office:spreadsheet></office:body></office:document-content>";

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* §6.1.2: white space other than single blanks is written as elements, and so are blanks at either
 * end of a paragraph and beside an element: all others are one with their neighbours. */
static gboolean
is_extra_blank (const char *p, const char *start, const char *end)
{
  return *p == ' '
         && (p == start || p + 1 == end || p[-1] == ' ' || p[-1] == '\t' || p[1] == '\t'
             || is_line_end (p[-1]) || is_line_end (p[1]));
}

/* A line end is the end of a paragraph, in whichever of the three ways the text has it. */
static void
write_text (GByteArray *out, const CbCell *cell)
{
  const char *end = cell->bytes + cell->length;
  const char *from = cell->bytes;

  CB_OUTPUT_ADD (out, "<text:p>");
  for (const char *p = cell->bytes; p < end; p++)
    {
      gboolean blank = is_extra_blank (p, cell->bytes, end);

      if (*p != '\t' && !is_line_end (*p) && !blank)
        continue;
      cb_output_add_xml (out, from, (gsize)(p - from));
      if (blank)
        CB_OUTPUT_ADD (out, "<text:s/>");
      else if (*p == '\t')
        CB_OUTPUT_ADD (out, "<text:tab/>");
      else
        CB_OUTPUT_ADD (out, "</text:p><text:p>");
      if (*p == '\r' && p + 1 < end && p[1] == '\n')
        p++;
      from = p + 1;
    }
  cb_output_add_xml (out, from, (gsize)(end - from));
  CB_OUTPUT_ADD (out, "</text:p>");
}

static void
open_cell (
    GByteArray *out, const char *style, const char *type, const char *attribute, const CbCell *cell)
{
  g_autofree char *head = g_strdup_printf (
      "<table:table-cell%s office:value-type=\"%s\" office:%s=\"", style, type, attribute);

  cb_output_add (out, head, strlen (head));
  cb_output_add_xml (out, cell->bytes, cell->length);
  CB_OUTPUT_ADD (out, "\">");
}

/* "03:04:05" is the duration PT03H04M05S there (part 3, §19.386). */
static void
open_time (GByteArray *out, const CbCell *cell)
{
  g_autofree char *text = g_strndup (cell->bytes, cell->length);
  g_auto (GStrv) parts = g_strsplit (text, ":", 3);
  g_autofree char *time = NULL;
  CbCell written = *cell;

  if (g_strv_length (parts) == 3)
    {
      time = g_strdup_printf ("PT%sH%sM%sS", parts[0], parts[1], parts[2]);
      written.bytes = time;
      written.length = (guint32)strlen (time);
      open_cell (out, " table:style-name=\"t\"", "time", "time-value", &written);
    }
  else
    CB_OUTPUT_ADD (out, "<table:table-cell office:value-type=\"string\">");
}

static void
write_cell (GByteArray *out, const CbCell *cell, gboolean is_header)
{
  CbCell lower = *cell;

  if (cell->length == 0)
    {
      CB_OUTPUT_ADD (out, "<table:table-cell/>");
      return;
    }
  switch (cb_sheet_output_get_type (cell, is_header))
    {
    case CB_SHEET_CELL_NUMBER:
      open_cell (out, "", (cell->flags & CB_CELL_PERCENT) != 0 ? "percentage" : "float", "value",
                 cell);
      break;
    case CB_SHEET_CELL_BOOLEAN:
      lower.bytes = cell->bytes[0] == 'T' ? "true" : "false";
      lower.length = (guint32)strlen (lower.bytes);
      open_cell (out, "", "boolean", "boolean-value", &lower);
      break;
    case CB_SHEET_CELL_DATE:
    case CB_SHEET_CELL_DATETIME:
      open_cell (out, " table:style-name=\"d\"", "date", "date-value", cell);
      break;
    case CB_SHEET_CELL_DURATION:
      open_cell (out, " table:style-name=\"e\"", "time", "time-value", cell);
      break;
    case CB_SHEET_CELL_TIME:
      open_time (out, cell);
      break;
    case CB_SHEET_CELL_TEXT:
    case CB_SHEET_CELL_ERROR:
    default:
      CB_OUTPUT_ADD (out, "<table:table-cell office:value-type=\"string\">");
      break;
    }
  write_text (out, cell);
  CB_OUTPUT_ADD (out, "</table:table-cell>");
}

static void
write_row (
    const CbOutput *output, GByteArray *out, const CbCell *cells, guint n_cells, gboolean is_header)
{

  CB_OUTPUT_ADD (out, "<table:table-row>");
  for (guint i = 0; i < n_cells; i++)
    write_cell (out, &cells[i], is_header);
  CB_OUTPUT_ADD (out, "</table:table-row>");
}

/* The media type comes first and is not packed, so that it can be read off the file (part 2, §3.3).
 */
static gboolean
begin (CbOutput *output, GError **error)
{
  CbSheetOutput *self = (CbSheetOutput *)output;
  g_autofree char *column
      = g_strdup_printf ("<table:table-column table:number-columns-repeated=\"%u\"/>",
                         MAX (self->n_columns + self->parent.n_added, 1));

  return cb_zip_writer_add (self->zip, "mimetype", FALSE, MEDIA_TYPE, error)
         && cb_zip_writer_add (self->zip, "META-INF/manifest.xml", TRUE, manifest, error)
         && cb_zip_writer_add (self->zip, "content.xml", TRUE, content_head, error)
         && cb_zip_writer_write (self->zip, (const guint8 *)column, strlen (column), error);
}

static gboolean
end (CbOutput *output, GError **error)
{
  CbSheetOutput *self = (CbSheetOutput *)output;
  gboolean ended
      = cb_zip_writer_write (self->zip, (const guint8 *)content_tail, strlen (content_tail), error)
        && cb_zip_writer_end (self->zip, error);

  output->bytes = cb_zip_writer_get_size (self->zip);

  return ended;
}

const CbOutputClass cb_output_ods = {
  "to-ods", cb_sheet_output_new, write_row, begin, cb_sheet_output_pack, end, cb_sheet_output_free,
};
