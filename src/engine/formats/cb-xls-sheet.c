/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-compound-private.h"
#include "engine/formats/cb-xls-row.h"

enum
{
  IXFE_2 = 0x0044,
  STRING_2 = 0x0007,
  STRING_3 = 0x0207,
  ARRAY_2 = 0x0021,
  ARRAY_3 = 0x0221,
  TABLE_2 = 0x0036,
  TABLE_2_TWO = 0x0037,
  TABLE_3 = 0x0236,
  SHRFMLA = 0x04bc,
};

/* What a formula gave when it was no number (MS-XLS 2.5.133). */
enum
{
  RESULT_TEXT = 0,
  RESULT_BOOLEAN = 1,
  RESULT_ERROR = 2,
};

#define WITHIN_ALL G_MAXUINT

typedef struct
{
  CbXls *xls;
  CbBiff biff;
  const CbSheetReader *reader;
  CbXlsSurvey *survey;
  guint64 start;
  CbXlsRow row;

  GArray *text_runs; /* (element-type CbXlsRun): of one text */
  GArray *units;     /* (element-type guint32): of one text */
  guint ixfe;
  char *fault; /* (nullable): the first thing that could not be read */
  CbError fault_code;
} Reading;

static void
note_fault (Reading *self, const CbXlsHead *head, CbError code, const char *what)
{
  g_autoptr (GString) place = NULL;

  if (self->fault != NULL)
    return;
  place = g_string_new (NULL);
  cb_sheet_value_append_column (place, head->column & 0xff);
  g_string_append_printf (place, "%u: %s", head->row + 1u, what);
  self->fault = g_string_free (g_steal_pointer (&place), FALSE);
  self->fault_code = code;
}

/* No record is of this kind and empty; where one follows another, what stood there was lost. */
static void
note_zeros (Reading *self)
{
  if (self->fault != NULL || cb_biff_peek (&self->biff) != 0)
    return;
  self->fault = g_strdup_printf ("after row %u: zeros stand where cells should", self->row.row + 1);
  self->fault_code = CB_ERROR_BROKEN_FILE;
}

static void
give_row (Reading *self)
{
  if (cb_xls_row_is_empty (&self->row))
    return;
  cb_xls_row_give (&self->row);
  if (self->reader->progress != NULL)
    self->reader->progress (self->biff.offset - self->start, self->survey->end - self->start,
                            self->reader->user_data);
}

static void
read_shared (Reading *self, const CbXlsHead *head)
{
  gsize start = self->row.cells.text->len;
  CbXlsString string;

  if (self->xls->strings == NULL
      || !cb_xls_strings_get (self->xls->strings, cb_biff_get32 (&self->biff, head->at), &string))
    {
      note_fault (self, head, CB_ERROR_PART_MISSING, "its text is missing from the shared strings");
      return;
    }
  g_string_append_len (self->row.cells.text, string.bytes, string.length);
  cb_xls_row_add_text (&self->row, head, start, string.runs, string.n_runs, 0);
}

/* Before BIFF8: the text in bytes, and of rich text one byte for each position and font after it.
 * The text is taken in the pieces that the runs make of it, since a letter may be two bytes. */
static void
read_byte_label (Reading *self, const CbXlsHead *head, gboolean is_rich)
{
  const CbBiff *biff = &self->biff;
  gsize start = self->row.cells.text->len;
  gsize width = biff->version == 2 ? 1 : 2;
  gsize at = head->at + width;
  gsize length = width == 1 ? cb_biff_get8 (biff, head->at) : cb_biff_get16 (biff, head->at);
  gsize done = 0;
  guint n_runs;

  if (at > biff->length)
    return;
  if (length > biff->length - at)
    note_fault (self, head, CB_ERROR_BROKEN_FILE, "its text is cut");
  length = MIN (length, biff->length - at);
  n_runs = is_rich ? cb_biff_get8 (biff, at + length) : 0;
  for (guint i = 0; i < n_runs && at + length + 3 + 2 * (gsize)i <= biff->length; i++)
    {
      gsize unit = CLAMP (cb_biff_get8 (biff, at + length + 1 + 2 * i), done, length);
      CbXlsRun run = { 0, cb_biff_get8 (biff, at + length + 2 + 2 * i) };

      cb_biff_append_bytes (biff, biff->data + at + done, unit - done, self->row.cells.text);
      run.start = (guint32)(self->row.cells.text->len - start);
      g_array_append_val (self->text_runs, run);
      done = unit;
    }
  cb_biff_append_bytes (biff, biff->data + at + done, length - done, self->row.cells.text);
}

static void
read_unicode_label (Reading *self, const CbXlsHead *head, gboolean is_rich)
{
  guint32 length = cb_biff_get16 (&self->biff, head->at);
  gsize start = self->row.cells.text->len;
  CbBiffCursor cursor;
  guint8 bytes[4];

  g_array_set_size (self->units, 0);
  cb_biff_cursor_init (&cursor, &self->biff, head->at + 2);
  if (!cb_biff_cursor_read_unicode (&cursor, length, self->row.cells.text, self->units))
    note_fault (self, head, CB_ERROR_BROKEN_FILE, "its text is cut");
  else if (is_rich && cb_biff_cursor_read (&cursor, bytes, 2))
    for (guint n = cb_get_le16 (bytes); n > 0 && cb_biff_cursor_read (&cursor, bytes, 4); n--)
      {
        guint32 unit = (guint32)cb_get_le16 (bytes) << 16 | cb_get_le16 (bytes + 2);

        g_array_append_val (self->units, unit);
      }
  g_clear_error (&cursor.error);
  cb_xls_runs_from_units (self->row.cells.text->str + start, self->row.cells.text->len - start,
                          self->units, self->text_runs);
}

static void
read_label (Reading *self, const CbXlsHead *head)
{
  gsize start = self->row.cells.text->len;
  gboolean is_rich = self->biff.id == CB_XLS_RSTRING;

  g_array_set_size (self->text_runs, 0);
  if (self->biff.version == 8)
    read_unicode_label (self, head, is_rich);
  else
    read_byte_label (self, head, is_rich);
  cb_xls_row_add_text (&self->row, head, start, (gconstpointer)self->text_runs->data,
                       self->text_runs->len, 0);
}

/* The text of a formula is in a record of its own behind it, and behind what shares the formula. */
static void
read_formula_text (Reading *self, const CbXlsHead *head)
{
  CbBiff *biff = &self->biff;
  gsize start = self->row.cells.text->len;
  guint16 next;

  while ((next = cb_biff_peek (biff)) == SHRFMLA || next == ARRAY_2 || next == ARRAY_3
         || next == TABLE_2 || next == TABLE_2_TWO || next == TABLE_3)
    if (!cb_biff_next (biff, NULL))
      return;
  if ((next != STRING_2 && next != STRING_3) || !cb_biff_next (biff, NULL))
    return;
  if (biff->version == 8)
    {
      CbBiffCursor cursor;

      cb_biff_cursor_init (&cursor, biff, 2);
      if (!cb_biff_cursor_read_unicode (&cursor, cb_biff_get16 (biff, 0), self->row.cells.text,
                                        NULL))
        note_fault (self, head, CB_ERROR_BROKEN_FILE, "the text of its formula is cut");
      g_clear_error (&cursor.error);
    }
  else
    {
      g_autoptr (GString) text = cb_xls_dup_text (biff, 0, biff->version == 2 ? 1 : 2);

      g_string_append_len (self->row.cells.text, text->str, (gssize)text->len);
    }
  cb_xls_row_add (&self->row, head, CB_SHEET_CELL_TEXT, CB_SHEET_CELL_FORMULA, start);
}

static double
get_double (const guint8 *bytes)
{
  guint64 bits = cb_get_le64 (bytes);
  double value;

  memcpy (&value, &bits, sizeof value);

  return value;
}

static void
read_formula (Reading *self, const CbXlsHead *head)
{
  const guint8 *value = self->biff.data + head->at;

  if (head->at + 8 > self->biff.length)
    return;
  if (value[6] != 0xff || value[7] != 0xff)
    cb_xls_row_add_number (&self->row, head, get_double (value), CB_SHEET_CELL_FORMULA);
  else if (value[0] == RESULT_TEXT)
    read_formula_text (self, head);
  else if (value[0] == RESULT_BOOLEAN)
    cb_xls_row_add_boolean (&self->row, head, value[2], CB_SHEET_CELL_FORMULA);
  else if (value[0] == RESULT_ERROR)
    cb_xls_row_add_error (&self->row, head, value[2], CB_SHEET_CELL_FORMULA);
}

/* MS-XLS 2.5.217: 30 bits of a double or of an integer, and a division by 100. */
static double
get_rk (guint32 rk)
{
  double value;

  if ((rk & 2) != 0)
    {
      value = (double)((gint32)rk >> 2);
    }
  else
    {
      guint64 bits = (guint64)(rk & ~3u) << 32;

      memcpy (&value, &bits, sizeof value);
    }

  return (rk & 1) != 0 ? value / 100 : value;
}

static void
read_rks (Reading *self, CbXlsHead *head, guint within)
{
  guint n = (self->biff.length - 6u) / 6;
  guint16 first = head->column;

  for (guint i = 0; i < n && first + i < CB_XLS_MAX_COLUMNS; i++)
    {
      head->column = (guint16)(first + i);
      head->look
          = *cb_xls_style_get_look (self->xls->style, cb_biff_get16 (&self->biff, 4 + 6 * i));
      if (within == WITHIN_ALL || within == head->column)
        cb_xls_row_add_number (&self->row, head, get_rk (cb_biff_get32 (&self->biff, 6 + 6 * i)),
                               0);
    }
}

static gboolean
read_head (Reading *self, CbXlsHead *head)
{
  const CbBiff *biff = &self->biff;

  head->row = cb_biff_get16 (biff, 0);
  head->column = cb_biff_get16 (biff, 2);
  head->at = biff->version == 2 ? 7 : 6;
  if (biff->length < head->at || head->column >= CB_XLS_MAX_COLUMNS)
    return FALSE;
  if (biff->version == 2)
    head->look = cb_xls_style_get_biff2_look (self->xls->style, biff->data + 4, self->ixfe);
  else
    head->look = *cb_xls_style_get_look (self->xls->style, cb_biff_get16 (biff, 4));

  return TRUE;
}

static void
read_value (Reading *self, CbXlsHead *head, guint within)
{
  const CbBiff *biff = &self->biff;

  switch (biff->id)
    {
    case CB_XLS_INTEGER_2:
      cb_xls_row_add_number (&self->row, head, cb_biff_get16 (biff, head->at), 0);
      break;
    case CB_XLS_NUMBER_2:
    case CB_XLS_NUMBER:
      if (head->at + 8 <= biff->length)
        cb_xls_row_add_number (&self->row, head, get_double (biff->data + head->at), 0);
      break;
    case CB_XLS_RK:
      if (head->at + 4 <= biff->length)
        cb_xls_row_add_number (&self->row, head, get_rk (cb_biff_get32 (biff, head->at)), 0);
      break;
    case CB_XLS_MULRK:
      read_rks (self, head, within);
      break;
    case CB_XLS_BOOLERR_2:
    case CB_XLS_BOOLERR:
      if (head->at + 2 > biff->length)
        break;
      if (biff->data[head->at + 1] != 0)
        cb_xls_row_add_error (&self->row, head, biff->data[head->at], 0);
      else
        cb_xls_row_add_boolean (&self->row, head, biff->data[head->at], 0);
      break;
    case CB_XLS_LABELSST:
      read_shared (self, head);
      break;
    case CB_XLS_LABEL_2:
    case CB_XLS_LABEL:
    case CB_XLS_RSTRING:
      read_label (self, head);
      break;
    default:
      read_formula (self, head);
      break;
    }
}

/* @within: the one column that is wanted, or all of them. */
static void
read_record (Reading *self, guint within)
{
  CbXlsHead head = { 0 };

  if (!cb_xls_survey_is_cell (&self->biff) || !read_head (self, &head))
    return;
  if (!cb_xls_row_is_empty (&self->row) && head.row != self->row.row)
    give_row (self);
  read_value (self, &head, within);
}

static gboolean
read_in_order (Reading *self, GCancellable *cancellable, GError **error)
{
  GError *local = NULL;
  guint depth = 1;
  guint n = 0;

  while (depth > 0 && !self->row.cells.is_ended && cb_biff_next (&self->biff, &local))
    {
      if (self->biff.id == CB_BIFF_EOF)
        depth--;
      else if (cb_biff_get_bof_version (&self->biff) != 0)
        depth++;
      else if (depth == 1 && self->biff.id == IXFE_2)
        self->ixfe = cb_biff_get16 (&self->biff, 0);
      else if (depth == 1 && self->biff.id == 0 && self->biff.length == 0)
        note_zeros (self);
      else if (depth == 1)
        read_record (self, WITHIN_ALL);
      if (++n % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  give_row (self);

  return TRUE;
}

static gboolean
read_by_position (Reading *self, GCancellable *cancellable, GError **error)
{
  const GArray *cells = self->survey->cells;

  for (guint i = 0; i < cells->len && !self->row.cells.is_ended; i++)
    {
      const CbXlsPosition *position = &g_array_index (cells, CbXlsPosition, i);

      if (!cb_biff_seek (&self->biff, position->offset, error))
        return FALSE;
      read_record (self, position->cell & 0xffff);
      if (i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  give_row (self);

  return TRUE;
}

static gboolean
ensure_strings (CbXls *self, CbBiff *biff, GCancellable *cancellable, GError **error)
{
  if (self->strings != NULL || self->strings_offset == 0)
    return TRUE;
  if (cb_biff_seek (biff, self->strings_offset, error))
    self->strings = cb_xls_strings_read (biff, cancellable, error);

  return self->strings != NULL;
}

/* What was seen of the sheet as a whole, when it is through. */
static gboolean
finish (Reading *self, guint sheet, GError **error)
{
  const CbSheet *facts = g_ptr_array_index (self->xls->parent.sheets, sheet);
  CbXlsSheet *extra = &g_array_index (self->xls->sheets, CbXlsSheet, sheet);

  if (self->row.cells.is_ended)
    return TRUE;
  if (self->row.n_invisible > 0 && !extra->is_counted)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, self->row.first_invisible & 0xff);
      g_string_append_printf (place, "%u", (self->row.first_invisible >> 16) + 1);
      cb_workbook_add_hidden (&self->xls->parent, CB_HIDDEN_INVISIBLE_CELLS, (int)sheet, place->str,
                              NULL, self->row.n_invisible);
    }
  extra->is_counted = TRUE;
  if (!cb_byte_source_check_unchanged (self->xls->source, error))
    return FALSE;
  if (self->fault == NULL && !self->survey->is_cut)
    return TRUE;
  /* Of a workbook that is cut, texts are missing, too. */
  if (self->fault != NULL)
    g_set_error (error, CB_ERROR,
                 (int)(self->survey->is_cut ? CB_ERROR_FILE_CUT : self->fault_code),
                 "sheet “%s”, %s", facts->name, self->fault);
  else
    g_set_error (error, CB_ERROR, CB_ERROR_FILE_CUT,
                 "sheet “%s”, after row %u: the workbook ends at its byte %" G_GUINT64_FORMAT,
                 facts->name, self->row.row + 1, self->survey->end);

  return FALSE;
}

static gboolean
is_behind_cut (CbCompoundStream *stream, guint64 offset)
{
  guint64 available = cb_compound_stream_get_available (stream);

  return available < cb_compound_stream_get_size (stream) && offset >= available;
}

static gboolean
read_cells (Reading *self, guint sheet, GCancellable *cancellable, GError **error)
{
  const CbSheet *facts = g_ptr_array_index (self->xls->parent.sheets, sheet);
  CbXlsSheet *extra = &g_array_index (self->xls->sheets, CbXlsSheet, sheet);
  GError *local = NULL;

  if (!ensure_strings (self->xls, &self->biff, cancellable, error))
    return FALSE;
  if (!cb_biff_seek (&self->biff, extra->offset, &local)
      || cb_biff_get_bof_version (&self->biff) == 0)
    {
      if (local != NULL)
        g_propagate_error (error, local);
      else if (is_behind_cut (self->xls->stream, extra->offset))
        g_set_error (error, CB_ERROR, CB_ERROR_FILE_CUT, "the file breaks off before sheet “%s”",
                     facts->name);
      else
        g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE,
                     "sheet “%s” does not begin at byte %" G_GUINT64_FORMAT " of the workbook",
                     facts->name, extra->offset);
      return FALSE;
    }
  self->start = self->biff.next;
  if (!cb_xls_survey_run (self->survey, &self->biff, self->reader, cancellable, error))
    return FALSE;
  if (!extra->is_surveyed)
    cb_xls_survey_report (self->survey, self->xls, sheet);
  extra->is_surveyed = TRUE;
  self->biff.next = self->start;
  if (!(self->survey->is_ordered ? read_in_order (self, cancellable, error)
                                 : read_by_position (self, cancellable, error)))
    return FALSE;

  return finish (self, sheet, error);
}

/**
 * cb_xls_read_sheet:
 * @workbook: from cb_xls_open()
 * @sheet: 0-based
 * @reader: gets the rows
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * The sheet is gone through twice: what is hidden, and whether its cells are in order, is only
 * known at its end.
 *
 * Returns: as cb_workbook_read_sheet()
 */
gboolean
cb_xls_read_sheet (CbWorkbook *workbook,
                   guint sheet,
                   const CbSheetReader *reader,
                   GCancellable *cancellable,
                   GError **error)
{
  CbXls *xls = (CbXls *)workbook;
  g_autoptr (CbXlsSurvey) survey = NULL;
  Reading self = { .xls = xls, .reader = reader };
  gboolean is_read;

  if (!((const CbSheet *)g_ptr_array_index (workbook->sheets, sheet))->is_table)
    return TRUE;
  self.survey = survey = cb_xls_survey_new ();
  cb_biff_init (&self.biff, xls->stream);
  self.biff.crypt = xls->crypt != NULL ? cb_xls_crypt_copy (xls->crypt) : NULL;
  self.biff.version = xls->version;
  self.biff.codepage = xls->codepage;
  cb_xls_row_init (&self.row, xls, survey, reader);
  self.text_runs = g_array_new (FALSE, FALSE, sizeof (CbXlsRun));
  self.units = g_array_new (FALSE, FALSE, sizeof (guint32));
  is_read = read_cells (&self, sheet, cancellable, error);
  cb_biff_clear (&self.biff);
  cb_xls_row_clear (&self.row);
  g_array_unref (self.text_runs);
  g_array_unref (self.units);
  g_free (self.fault);

  return is_read;
}
