/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xml-workbook.h"

#include <string.h>

#include "engine/formats/cb-xml-workbook-private.h"

/* XML Spreadsheet 2003: one XML file that Excel and reporting software write, mostly named .xls. */

#define PIECE (256u * 1024)
#define SPREADSHEET ":spreadsheet"
#define MAX_SHEETS 10000u
#define MAX_STYLES 65536u
#define MAX_TEXT ((gsize)64 << 20)

/**
 * cb_xml_workbook_get:
 * @attributes: of an element
 * @name: of one of them
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
cb_xml_workbook_get (const char **attributes, const char *name)
{
  const char *value = cb_xml_get_attribute_in (attributes, SPREADSHEET, name);

  return value != NULL ? value : cb_xml_get_attribute (attributes, name);
}

/**
 * cb_xml_workbook_get_count:
 * @attributes: of an element
 * @name: of one of them
 *
 * Returns: its value, 0 when there is none
 */
guint64
cb_xml_workbook_get_count (const char **attributes, const char *name)
{
  const char *value = cb_xml_workbook_get (attributes, name);

  return value != NULL ? g_ascii_strtoull (value, NULL, 10) : 0;
}

/**
 * cb_xml_workbook_is_set:
 * @attributes: of an element
 * @name: of one of them
 *
 * Returns: whether it is `1`
 */
gboolean
cb_xml_workbook_is_set (const char **attributes, const char *name)
{
  const char *value = cb_xml_workbook_get (attributes, name);

  return value != NULL && g_str_equal (value, "1");
}

/**
 * cb_xml_workbook_tell:
 * @self: a reading
 * @kind: what is hidden
 * @sheet: 0-based, -1 for the workbook
 * @place: (nullable): where
 * @detail: (nullable): what it says
 *
 * Adds it to the list of what is hidden, up to a limit.
 */
void
cb_xml_workbook_tell (
    CbXmlReading *self, CbHiddenKind kind, int sheet, const char *place, const char *detail)
{
  if (self->n_told++ < CB_XML_MAX_TOLD)
    cb_workbook_add_hidden (&self->book->parent, kind, sheet, place, detail, 1);
}

/**
 * cb_xml_workbook_start_text:
 * @self: a reading
 * @text_of: what the text to come is of
 *
 * Up to the end of the element at hand.
 */
void
cb_xml_workbook_start_text (CbXmlReading *self, TextOf text_of)
{
  self->text_of = text_of;
  self->text_depth = self->depth;
  g_string_truncate (self->text, 0);
}

/**
 * cb_xml_workbook_stop:
 * @self: a reading
 * @what: is wrong
 *
 * Ends it with %CB_ERROR_BROKEN_FILE.
 */
void
cb_xml_workbook_stop (CbXmlReading *self, const char *what)
{
  cb_xml_stop (self->xml, g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "%s", what));
}

static gboolean
is_listing (const CbXmlReading *self)
{
  return self->wanted < 0;
}

static gint32
get_colour (const char **attributes, gint32 otherwise)
{
  const char *value = cb_xml_workbook_get (attributes, "Color");

  return value != NULL && value[0] == '#' && strlen (value) == 7
             ? (gint32)g_ascii_strtoull (value + 1, NULL, 16)
             : otherwise;
}

static void
start_style (CbXmlReading *self, const char **attributes)
{
  const char *id = cb_xml_workbook_get (attributes, "ID");
  const char *parent = cb_xml_workbook_get (attributes, "Parent");
  const CbXmlStyle *from
      = g_hash_table_lookup (self->book->styles, parent != NULL ? parent : "Default");

  self->style = NULL;
  if (id == NULL || g_hash_table_size (self->book->styles) >= MAX_STYLES)
    return;
  self->style = g_new0 (CbXmlStyle, 1);
  if (from != NULL)
    *self->style = *from;
  else
    {
      self->style->format = cb_number_format_from_builtin (0);
      self->style->ink = self->style->paper = CB_XML_UNSET;
    }
  g_hash_table_replace (self->book->styles, g_strdup (id), self->style);
}

static void
start_in_style (CbXmlReading *self, const char *name, const char **attributes)
{
  const char *value;

  if (g_str_equal (name, "Font"))
    {
      value = cb_xml_workbook_get (attributes, "FontName");
      if (value != NULL)
        self->style->font = (guint8)cb_font_encoding_from_name (value);
      self->style->ink = get_colour (attributes, CB_XML_UNSET);
    }
  else if (g_str_equal (name, "Interior"))
    self->style->paper = get_colour (attributes, CB_XML_UNSET);
  else if (g_str_equal (name, "NumberFormat"))
    {
      value = cb_xml_workbook_get (attributes, "Format");
      if (value != NULL)
        self->style->format = cb_number_format_parse_named (value);
    }
}

static void
start_sheet (CbXmlReading *self, const char **attributes)
{
  const char *name = cb_xml_workbook_get (attributes, "Name");

  self->sheet++;
  self->row = self->row_span = 0;
  if (!is_listing (self))
    return;
  if (self->book->parent.sheets->len >= MAX_SHEETS)
    cb_xml_stop (self->xml,
                 g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "there are too many sheets"));
  else
    cb_workbook_add_sheet (&self->book->parent, name != NULL ? name : "");
}

static void
start_margin (CbXmlReading *self, const char *name, const char **attributes)
{
  const char *data = cb_xml_get_attribute_in (attributes, ":excel", "Data");

  if (data != NULL && self->sheet >= 0)
    cb_xml_workbook_tell (self, CB_HIDDEN_HEADER_FOOTER, self->sheet,
                          g_str_equal (name, "Header") ? "header" : "footer", data);
}

static void
start_in_listing (CbXmlReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "DocumentProperties") || g_str_equal (name, "CustomDocumentProperties"))
    self->properties_depth = self->depth;
  else if (self->properties_depth > 0 && self->depth == self->properties_depth + 1)
    {
      g_free (self->property);
      self->property = g_strdup (name);
      cb_xml_workbook_start_text (self, TEXT_PROPERTY);
    }
  else if (g_str_equal (name, "Style"))
    start_style (self, attributes);
  else if (self->style != NULL)
    start_in_style (self, name, attributes);
  else if (g_str_equal (name, "Date1904"))
    self->book->days = CB_DAYS_1904;
  else if (g_str_equal (name, "NamedRange") && cb_xml_workbook_get (attributes, "Name") != NULL)
    cb_xml_workbook_tell (self,
                          cb_xml_workbook_is_set (attributes, "Hidden") ? CB_HIDDEN_HIDDEN_NAME
                                                                        : CB_HIDDEN_NAME,
                          self->sheet, cb_xml_workbook_get (attributes, "Name"),
                          cb_xml_workbook_get (attributes, "RefersTo"));
  else if (g_str_equal (name, "Visible") && self->sheet >= 0)
    cb_xml_workbook_start_text (self, TEXT_VISIBLE);
  else if (g_str_equal (name, "Header") || g_str_equal (name, "Footer"))
    start_margin (self, name, attributes);
}

static void
start_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  CbXmlReading *self = user_data;

  self->depth++;
  if (self->is_done)
    return;
  if (g_str_equal (name, "Worksheet"))
    start_sheet (self, attributes);
  else if (is_listing (self))
    start_in_listing (self, name, attributes);
  else if (self->sheet == self->wanted)
    cb_xml_workbook_start_in_sheet (self, name, attributes);
}

/* As OOXML names the same properties. */
static void
end_property (CbXmlReading *self)
{
  static const struct
  {
    const char *name;
    const char *shown; /* NULL: tells nothing */
  } properties[] = { { "Title", "title" },       { "Subject", "subject" },
                     { "Author", "creator" },    { "LastAuthor", "lastModifiedBy" },
                     { "Keywords", "keywords" }, { "Description", "description" },
                     { "Category", "category" }, { "Created", NULL },
                     { "LastSaved", NULL },      { "LastPrinted", NULL },
                     { "Version", NULL },        { "Revision", NULL },
                     { "TotalTime", NULL },      { "AppName", NULL } };
  const char *shown = self->property;

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (self->property, properties[i].name))
      shown = properties[i].shown;
  if (shown != NULL && self->text->len > 0)
    cb_xml_workbook_tell (self, CB_HIDDEN_PROPERTY, -1, shown, self->text->str);
}

static void
end_visible (CbXmlReading *self)
{
  CbSheet *sheet = g_ptr_array_index (self->book->parent.sheets, self->sheet);

  if (g_str_equal (self->text->str, "SheetVeryHidden"))
    sheet->visibility = CB_SHEET_VERY_HIDDEN;
  else if (g_str_equal (self->text->str, "SheetHidden"))
    sheet->visibility = CB_SHEET_HIDDEN;
  else
    return;
  cb_xml_workbook_tell (
      self, sheet->visibility == CB_SHEET_HIDDEN ? CB_HIDDEN_SHEET : CB_HIDDEN_VERY_HIDDEN_SHEET,
      self->sheet, sheet->name, NULL);
}

static void
end_in_listing (CbXmlReading *self, const char *name)
{
  if (self->text_of != TEXT_NONE && self->depth == self->text_depth)
    {
      if (self->text_of == TEXT_PROPERTY)
        end_property (self);
      else if (self->text_of == TEXT_VISIBLE)
        end_visible (self);
      self->text_of = TEXT_NONE;
    }
  else if (self->depth == self->properties_depth)
    self->properties_depth = 0;
  else if (g_str_equal (name, "Style"))
    self->style = NULL;
}

static void
end_cb (const char *space, const char *name, gpointer user_data)
{
  CbXmlReading *self = user_data;

  if (self->is_done)
    return;
  if (is_listing (self))
    end_in_listing (self, name);
  else if (self->sheet == self->wanted && g_str_equal (name, "Worksheet"))
    self->is_done = TRUE;
  else if (self->sheet == self->wanted)
    cb_xml_workbook_end_in_sheet (self, name);
  self->depth--;
}

static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  CbXmlReading *self = user_data;
  GString *into = self->text_of == TEXT_DATA ? self->cells.text : self->text;

  if (self->is_done || self->text_of == TEXT_NONE)
    return;
  if (into->len + length > MAX_TEXT)
    cb_xml_workbook_stop (self, "there is too much text in it");
  else
    g_string_append_len (into, text, (gssize)length);
}

static gboolean
parse (CbXmlReading *self, GCancellable *cancellable, GError **error)
{
  static const CbXmlHandler handler = { start_cb, end_cb, text_cb };
  CbByteSource *source = self->book->source;
  guint64 size = cb_byte_source_get_size (source);
  g_autoptr (CbXml) xml = cb_xml_new (&handler, self);
  g_autofree guint8 *bytes = g_malloc (PIECE);
  GError *why = NULL;
  guint64 offset = 0;

  self->xml = xml;
  while (offset < size && !self->is_done)
    {
      gsize n = (gsize)MIN (PIECE, size - offset);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !cb_byte_source_read (source, offset, bytes, n, error))
        return FALSE;
      offset += n;
      if (!cb_xml_feed (xml, (const char *)bytes, n, offset == size, &why))
        {
          if (cb_xml_is_cut (xml))
            why->code = CB_ERROR_FILE_CUT;
          g_propagate_error (error, why);
          return FALSE;
        }
      if (self->reader != NULL && self->reader->progress != NULL)
        self->reader->progress (offset, size, self->reader->user_data);
    }

  return TRUE;
}

static void
init_reading (CbXmlReading *self, CbXmlBook *book, int wanted, const CbSheetReader *reader)
{
  self->book = book;
  self->wanted = wanted;
  self->reader = reader;
  self->sheet = -1;
  self->text = g_string_new (NULL);
  self->fonts = g_array_new (FALSE, FALSE, sizeof (guint8));
  cb_sheet_row_init (&self->cells, reader);
}

static void
free_reading (CbXmlReading *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->fonts);
  cb_sheet_row_clear (&self->cells);
  g_free (self->property);
  g_free (self->row_style);
  g_free (self->kind);
  g_free (self);
}

static gboolean
read_sheet (CbWorkbook *workbook,
            guint sheet,
            const CbSheetReader *reader,
            GCancellable *cancellable,
            GError **error)
{
  CbXmlBook *book = (CbXmlBook *)workbook;
  const CbSheet *facts = g_ptr_array_index (workbook->sheets, sheet);
  gboolean *is_read_before = &g_array_index (book->is_read, gboolean, sheet);
  CbXmlReading *self = g_new0 (CbXmlReading, 1);
  GError *why = NULL;

  init_reading (self, book, (int)sheet, reader);
  if (parse (self, cancellable, &why) && !self->cells.is_ended)
    cb_byte_source_check_unchanged (book->source, &why);
  if (!self->cells.is_ended && !*is_read_before && !g_cancellable_is_cancelled (cancellable))
    {
      if (self->n_invisible > 0)
        cb_workbook_add_hidden (workbook, CB_HIDDEN_INVISIBLE_CELLS, (int)sheet, NULL, NULL,
                                self->n_invisible);
      *is_read_before = TRUE;
    }
  if (cb_error_is_broken_file (why))
    g_prefix_error (&why, "sheet “%s”, at row %" G_GUINT64_FORMAT ": ", facts->name, self->row);
  free_reading (self);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, why);

  return FALSE;
}

static void
free_book (CbWorkbook *workbook)
{
  CbXmlBook *self = (CbXmlBook *)workbook;

  g_hash_table_unref (self->styles);
  g_array_unref (self->is_read);
  g_free (self);
}

/**
 * cb_xml_workbook_open:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * XML Spreadsheet 2003 (MSDN, “XML Spreadsheet Reference”). What a sheet is stands behind its rows,
 * so that opening goes through all of it.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open()
 */
CbWorkbook *
cb_xml_workbook_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  static const CbWorkbookClass class = { read_sheet, free_book };
  CbXmlBook *book = g_new0 (CbXmlBook, 1);
  CbXmlReading *reading = g_new0 (CbXmlReading, 1);
  GError *why = NULL;

  cb_workbook_init (&book->parent, &class);
  book->source = source;
  book->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  book->is_read = g_array_new (FALSE, TRUE, sizeof (gboolean));
  init_reading (reading, book, -1, NULL);
  parse (reading, cancellable, &why);
  free_reading (reading);
  /* One that is cut may have told of its sheets before. */
  if (cb_error_is_broken_file (why) && book->parent.sheets->len > 0)
    g_clear_error (&why);
  if (why == NULL && book->parent.sheets->len == 0)
    why = g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "there is no sheet in it");
  if (why != NULL)
    {
      g_propagate_error (error, why);
      cb_workbook_free (&book->parent);
      return NULL;
    }
  g_array_set_size (book->is_read, book->parent.sheets->len);

  return &book->parent;
}
