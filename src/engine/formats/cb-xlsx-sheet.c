/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-hybrid.h"

/* Hidden columns that are told range by range. */
#define MAX_RANGES 1000u

/* The parts of a sheet that matter here. */
typedef enum
{
  IN_OTHER,
  IN_COLUMNS,
  IN_ROWS,
  IN_MERGES,
  IN_HEADERS,
} Section;

typedef struct
{
  CbXlsxHybrid parent;

  /* Borrowed */
  CbXlsx *book;
  CbZipRing *ring;
  const CbZipMember *member;
  const CbSheetReader *reader;
  GCancellable *cancellable;
  guint sheet;

  CbXlsxRow row;
  CbXlsxScan scan;

  /* Of the general parser */
  guint depth;
  Section section;
  gboolean is_resuming; /* the tag of the row that comes is already known */
  gint32 column;
  CbXlsxKind kind;
  guint style;
  gboolean is_formula;
  gboolean has_value;
  gboolean has_inline;
  gboolean in_value;
  gboolean in_inline;
  GString *value;
  CbXlsxText text;
  guint n_column_ranges;
} Reading;

static void
stop_parser (Reading *self)
{
  cb_xml_stop (self->parent.xml,
               self->row.error != NULL
                   ? g_error_copy (self->row.error)
                   : g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough"));
}

static void
start_row (Reading *self, const char **attributes)
{
  const char *number = cb_xml_get_attribute (attributes, "r");
  const char *height = cb_xml_get_attribute (attributes, "ht");
  gint64 row = 0;

  if (self->is_resuming)
    {
      self->is_resuming = FALSE;
      return;
    }
  if (number != NULL)
    {
      row = g_ascii_strtoll (number, NULL, 10);
      if (row == 0)
        row = -1;
    }
  if (!cb_xlsx_row_begin (&self->row, row,
                          cb_xml_get_flag (attributes, "hidden") || g_strcmp0 (height, "0") == 0))
    stop_parser (self);
}

static CbXlsxKind
get_kind (const char *type)
{
  static const struct
  {
    const char *name;
    CbXlsxKind kind;
  } kinds[] = { { "n", CB_XLSX_NUMBER },  { "s", CB_XLSX_SHARED }, { "inlineStr", CB_XLSX_INLINE },
                { "b", CB_XLSX_BOOLEAN }, { "e", CB_XLSX_ERROR },  { "d", CB_XLSX_ISO_DATE } };

  if (type == NULL)
    return CB_XLSX_NUMBER;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (type, kinds[i].name))
      return kinds[i].kind;

  return CB_XLSX_FORMULA_TEXT;
}

static void
start_cell (Reading *self, const char **attributes)
{
  const char *place = cb_xml_get_attribute (attributes, "r");
  const char *style = cb_xml_get_attribute (attributes, "s");

  self->column = place != NULL ? cb_xlsx_parse_column (&place) : -1;
  if (self->column < 0)
    self->column = self->row.last_column + 1;
  self->kind = get_kind (cb_xml_get_attribute (attributes, "t"));
  self->style = style != NULL ? (guint)MIN (g_ascii_strtoull (style, NULL, 10), G_MAXUINT32) : 0;
  self->is_formula = FALSE;
  self->has_value = FALSE;
  self->has_inline = FALSE;
  g_string_truncate (self->value, 0);
}

static void
start_in_cell (Reading *self, const char *name)
{
  if (g_str_equal (name, "v"))
    {
      self->has_value = TRUE;
      self->in_value = TRUE;
    }
  else if (g_str_equal (name, "f"))
    self->is_formula = TRUE;
  else if (g_str_equal (name, "is"))
    {
      self->has_inline = TRUE;
      self->in_inline = TRUE;
      cb_xlsx_text_begin (&self->text);
    }
}

static void
end_cell (Reading *self)
{
  CbXlsxRow *row = &self->row;
  gboolean fine = TRUE;

  if (self->has_inline)
    {
      cb_xlsx_text_finish (&self->text);
      fine = cb_xlsx_row_add_rich (row, self->column, self->style, self->is_formula, &self->text);
    }
  else if (self->has_value)
    fine = cb_xlsx_row_add (row, self->column, self->kind, self->style, self->is_formula,
                            cb_xlsx_row_keep (row, self->value->str, self->value->len + 1),
                            self->value->len);
  else
    row->last_column = MAX (row->last_column, self->column);
  if (!fine || row->error != NULL)
    stop_parser (self);
}

/* `<col min="2" max="4" hidden="1"/>` */
static void
add_columns (Reading *self, const char **attributes)
{
  const char *min = cb_xml_get_attribute (attributes, "min");
  const char *max = cb_xml_get_attribute (attributes, "max");
  const char *width = cb_xml_get_attribute (attributes, "width");
  gboolean is_hidden = cb_xml_get_flag (attributes, "hidden") || g_strcmp0 (width, "0") == 0;
  g_autofree char *place = NULL;
  guint64 first, last;

  if (!is_hidden || min == NULL || max == NULL)
    return;
  first = g_ascii_strtoull (min, NULL, 10);
  last = MIN (g_ascii_strtoull (max, NULL, 10), CB_SHEET_MAX_COLUMNS);
  if (first < 1 || first > last)
    return;
  for (guint64 i = first - 1; i < last; i++)
    self->row.column_flags[i] = CB_SHEET_CELL_HIDDEN;
  if (self->n_column_ranges++ >= MAX_RANGES)
    return;
  place = cb_xlsx_dup_columns ((guint32)first - 1, (guint32)last - 1);
  cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_COLUMNS, (int)self->sheet, place, NULL,
                          last - first + 1);
}

static void
add_merge (Reading *self, const char **attributes)
{
  const char *reference = cb_xml_get_attribute (attributes, "ref");
  CbSheetRange range;

  if (self->reader->merge != NULL && reference != NULL && cb_xlsx_parse_range (reference, &range))
    self->reader->merge (&range, self->reader->user_data);
}

static Section
get_section (const char *name)
{
  static const struct
  {
    const char *name;
    Section section;
  } sections[] = { { "sheetData", IN_ROWS },
                   { "cols", IN_COLUMNS },
                   { "mergeCells", IN_MERGES },
                   { "headerFooter", IN_HEADERS } };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    if (g_str_equal (name, sections[i].name))
      return sections[i].section;

  return IN_OTHER;
}

static void
start_in_section (Reading *self, const char *name, const char **attributes)
{
  switch (self->section)
    {
    case IN_ROWS:
      if (g_str_equal (name, "row"))
        start_row (self, attributes);
      break;
    case IN_COLUMNS:
      if (g_str_equal (name, "col"))
        add_columns (self, attributes);
      break;
    case IN_MERGES:
      if (g_str_equal (name, "mergeCell"))
        add_merge (self, attributes);
      break;
    case IN_HEADERS:
      g_string_truncate (self->value, 0);
      break;
    case IN_OTHER:
    default:
      break;
    }
}

static void
start_element (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Reading *self = user_data;

  self->depth++;
  if (!cb_xlsx_is_main_space (space))
    return;
  if (self->depth == 2)
    {
      self->section = get_section (name);
      if (self->section == IN_ROWS && !cb_xml_is_prefixed (self->parent.xml))
        self->parent.between = cb_xml_get_event_end (self->parent.xml);
    }
  else if (self->depth == 3)
    start_in_section (self, name, attributes);
  else if (self->section != IN_ROWS || !self->row.in_row)
    return;
  else if (self->depth == 4 && g_str_equal (name, "c"))
    start_cell (self, attributes);
  else if (self->depth == 5)
    start_in_cell (self, name);
  else if (self->in_inline)
    cb_xlsx_text_start (&self->text, name, attributes);
}

/* Behind &K: six digits of a colour, or the number of one of the theme and how much lighter it is
 * (ECMA-376 part 1, §18.3.1.39: `FF0000`, `01+000`). What follows is text, and may begin like more
 * of it. */
static const char *
skip_colour (const char *code)
{
  guint n = 0;

  while (n < 6 && (g_ascii_isxdigit (code[n]) || (n == 2 && (code[n] == '+' || code[n] == '-'))))
    n++;

  return code + n;
}

/* The letters with & say where it stands and how it looks. */
static char *
dup_header_text (const char *code)
{
  GString *text = g_string_new (NULL);

  while (*code != '\0')
    {
      const char *end;

      if (*code != '&' || code[1] == '\0')
        {
          g_string_append_c (text, *code++);
          continue;
        }
      code++;
      if (*code == '"' && (end = strchr (code + 1, '"')) != NULL)
        code = end + 1;
      else if (g_ascii_isdigit (*code))
        while (g_ascii_isdigit (*code))
          code++;
      else if (*code == 'K')
        code = skip_colour (code + 1);
      else if (*code == '&')
        g_string_append_c (text, *code++);
      else if (strchr ("LCR", *code) != NULL)
        {
          if (text->len > 0)
            g_string_append (text, " | ");
          code++;
        }
      else if (strchr ("PNDTZFA", *code) != NULL)
        {
          g_string_append_c (text, '&');
          g_string_append_c (text, *code++);
        }
      else
        code = g_utf8_next_char (code);
    }

  return g_string_free (text, FALSE);
}

static void
end_in_section (Reading *self, const char *name)
{
  if (self->section == IN_ROWS && self->row.in_row && g_str_equal (name, "row"))
    {
      if (!cb_xlsx_row_end (&self->row))
        stop_parser (self);
      if (!cb_xml_is_prefixed (self->parent.xml))
        self->parent.between = cb_xml_get_event_end (self->parent.xml);
    }
  else if (self->section == IN_HEADERS && self->value->len > 0)
    {
      g_autofree char *text = dup_header_text (self->value->str);

      cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_HEADER_FOOTER, (int)self->sheet, name,
                              text, 1);
    }
}

static void
end_element (const char *space, const char *name, gpointer user_data)
{
  Reading *self = user_data;

  if (cb_xlsx_is_main_space (space))
    {
      if (self->depth == 2)
        self->section = IN_OTHER;
      else if (self->depth == 3)
        end_in_section (self, name);
      else if (self->section != IN_ROWS || !self->row.in_row)
        ;
      else if (self->depth == 4 && g_str_equal (name, "c"))
        end_cell (self);
      else if (self->depth == 5)
        self->in_value = self->in_inline = FALSE;
      else if (self->in_inline)
        cb_xlsx_text_end (&self->text, name);
    }
  self->depth--;
}

static void
add_text (const char *text, gsize length, gpointer user_data)
{
  Reading *self = user_data;

  if (self->in_inline)
    cb_xlsx_text_add (&self->text, text, length);
  else if ((self->in_value && self->depth == 5)
           || (self->section == IN_HEADERS && self->depth == 3))
    g_string_append_len (self->value, text, (gssize)length);
  else
    return;
  if (self->value->len > CB_XLSX_MAX_CELL || self->text.text->len > CB_XLSX_MAX_CELL)
    {
      cb_xlsx_row_fail (&self->row, "a cell is longer than any may be");
      stop_parser (self);
    }
}

static CbXlsxScanResult
scan_rows (CbXlsxHybrid *hybrid, const char **at, const char *end)
{
  Reading *self = (Reading *)hybrid;
  CbXlsxScanResult result;

  self->scan.at = *at;
  self->scan.end = end;
  result = cb_xlsx_scan_rows (&self->scan, &self->row);
  *at = self->scan.at;

  return result;
}

static gboolean
resume (CbXlsxHybrid *hybrid, GError **error)
{
  Reading *self = (Reading *)hybrid;

  if (!self->row.in_row)
    return TRUE;
  self->is_resuming = TRUE;

  return cb_xml_feed (hybrid->xml, self->scan.row_tag->str, self->scan.row_tag->len, FALSE, error);
}

static gboolean
is_stopped (CbXlsxHybrid *hybrid, GError **error)
{
  Reading *self = (Reading *)hybrid;

  if (self->row.error != NULL)
    g_propagate_error (error, g_error_copy (self->row.error));

  return self->row.error != NULL || self->row.is_stopped;
}

static gboolean
move (CbXlsxHybrid *hybrid, const char *window, const char *at, GError **error)
{
  Reading *self = (Reading *)hybrid;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->reader->progress != NULL)
    self->reader->progress (cb_zip_ring_get_position (self->ring), self->member->compressed_size,
                            self->reader->user_data);
  if (cb_xlsx_row_secure (&self->row, window, at))
    return TRUE;

  return !is_stopped (hybrid, error);
}

static const CbXlsxHybridClass reading_class = {
  .container = "<sheetData",
  .item_end = "</row>",
  .handler = { start_element, end_element, add_text },
  .scan = scan_rows,
  .resume = resume,
  .move = move,
  .is_stopped = is_stopped,
};

static void
list_rows (Reading *self)
{
  CbXlsxRow *row = &self->row;
  guint64 told = 0;

  for (guint i = 0; i < row->hidden_rows->len; i++)
    {
      const CbSheetRange *range = &g_array_index (row->hidden_rows, CbSheetRange, i);
      g_autofree char *place = g_strdup_printf ("%u:%u", range->first_row + 1, range->last_row + 1);
      guint64 n = i + 1 < row->hidden_rows->len ? range->last_row - range->first_row + 1
                                                : row->n_hidden_rows - told;

      told += n;
      cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_ROWS, (int)self->sheet, place, NULL,
                              n);
    }
  if (row->n_invisible > 0)
    {
      g_autofree char *place = cb_xlsx_dup_place (row->invisible_row, row->invisible_column);

      cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_INVISIBLE_CELLS, (int)self->sheet,
                              place, NULL, row->n_invisible);
    }
}

static void
begin_reading (Reading *self)
{
  cb_xlsx_row_init (&self->row);
  self->row.reader = self->reader;
  self->row.styles = (const CbXlsxStyle *)(gconstpointer)self->book->styles->data;
  self->row.n_styles = self->book->styles->len;
  self->row.strings = self->book->strings;
  self->row.days = self->book->days;
  self->scan.row_tag = g_string_new (NULL);
  self->value = g_string_new (NULL);
  cb_xlsx_text_init (&self->text);
}

static void
end_reading (Reading *self)
{
  cb_xlsx_row_clear (&self->row);
  g_string_free (self->scan.row_tag, TRUE);
  g_string_free (self->value, TRUE);
  cb_xlsx_text_clear (&self->text);
}

/* All rows are there; but are they what they seem to be? */
static gboolean
check_rest (CbXlsx *book, GError **error)
{
  if (book->damage != NULL)
    g_set_error_literal (error, CB_ERROR,
                         cb_error_is_broken_file (book->damage) ? book->damage->code
                                                                : CB_ERROR_BROKEN_FILE,
                         book->damage->message);
  else if (cb_zip_is_cut (book->zip))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CUT,
                         "all rows of it are there, but the file breaks off after them");

  return book->damage == NULL && !cb_zip_is_cut (book->zip);
}

/* Returns: FALSE with an error, or when the reader had enough. */
static gboolean
read_rows (Reading *self, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (CbZipRing) ring = cb_zip_ring_new (self->book->zip, self->member, &why);
  gboolean done = FALSE;

  self->ring = ring;
  if (ring != NULL)
    done = cb_xlsx_hybrid_run (&reading_class, &self->parent, ring, &why);
  if (self->row.is_stopped)
    return FALSE;
  if (!done)
    cb_zip_explain_damage (self->book->zip, self->member, self->cancellable, &why);
  if (done)
    done = check_rest (self->book, &why);
  if (cb_error_is_broken_file (why) || g_error_matches (why, CB_ERROR, CB_ERROR_XML_DTD))
    g_prefix_error (&why, "%s, from row %u on: ", self->member->name,
                    self->row.in_row ? self->row.row + 1 : self->row.next_row + 1);
  if (why != NULL)
    g_propagate_error (error, g_steal_pointer (&why));

  return done;
}

/**
 * cb_xlsx_read_sheet:
 * @book: an XLSX workbook
 * @sheet: 0-based
 * @reader: gets the rows
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * See cb_workbook_read_sheet(). A thread inflates, the caller's reads.
 *
 * Returns: see there
 */
gboolean
cb_xlsx_read_sheet (CbWorkbook *book,
                    guint sheet,
                    const CbSheetReader *reader,
                    GCancellable *cancellable,
                    GError **error)
{
  CbXlsx *self = (CbXlsx *)book;
  const char *part = g_array_index (self->parts, CbXlsxSheet, sheet).part;
  const CbSheet *known = g_ptr_array_index (book->sheets, sheet);
  Reading reading = { .book = self, .reader = reader, .cancellable = cancellable, .sheet = sheet };
  g_autoptr (GError) why = NULL;

  if (!known->is_table)
    return TRUE;
  reading.member = part != NULL ? cb_zip_find (self->zip, part) : NULL;
  if (reading.member == NULL)
    {
      cb_xlsx_set_missing (error, self->zip, "the part of this sheet", part);
      return FALSE;
    }
  cb_workbook_forget_read (book, (int)sheet);
  begin_reading (&reading);
  read_rows (&reading, &why);
  list_rows (&reading);
  end_reading (&reading);
  cb_xlsx_list_sheet (self, sheet, cancellable);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}
