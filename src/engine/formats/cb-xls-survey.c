/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xls-survey.h"

/* The first way through a sheet: what is known only when its last record is seen. */

enum
{
  HEADER = 0x0014,
  FOOTER = 0x0015,
  NOTE = 0x001c,
  IMDATA = 0x007f,
  OBJ = 0x005d,
  COLUMN_WIDTH = 0x0024, /* BIFF2 */
  COLINFO = 0x007d,
  MERGEDCELLS = 0x00e5,
  QSI = 0x01ad,
  TXO = 0x01b6,
  ROW_2 = 0x0008,
  ROW_3 = 0x0208,
  DEFAULT_HEIGHT_3 = 0x0225,
};

/* Each comment one entry, the rest counted in the last (CbHidden); ranges of rows likewise. */
#define MAX_COMMENTS 1000u
#define MAX_RANGES 1000u
#define MAX_COMMENT_TEXT 4096u
/* More positions than cells fit on a sheet, even where each is written twice. */
#define MAX_CELLS (32u << 20)

static gboolean
get_bit (const guint8 *bits, guint i)
{
  return (bits[i / 8] & 1 << i % 8) != 0;
}

static void
set_bit (guint8 *bits, guint i)
{
  bits[i / 8] |= (guint8)(1 << i % 8);
}

/**
 * cb_xls_survey_is_hidden:
 * @self: a survey
 * @row: 0-based
 * @column: 0-based
 *
 * Returns: whether the cell there is in a hidden row or column
 */
gboolean
cb_xls_survey_is_hidden (const CbXlsSurvey *self, guint row, guint column)
{
  return (row < CB_XLS_MAX_ROWS && get_bit (self->hidden_rows, row))
         || (column < CB_XLS_MAX_COLUMNS && get_bit (self->hidden_columns, column));
}

/* MS-XLS 2.4.221: a row is hidden by its flag, or by having no height. */
static void
take_row (CbXlsSurvey *self, const CbBiff *biff)
{
  guint row = cb_biff_get16 (biff, 0);

  set_bit (self->known_rows, row);
  if ((cb_biff_get16 (biff, 6) & 0x7fff) == 0
      || (biff->id == ROW_3 && (cb_biff_get16 (biff, 12) & 0x20) != 0))
    set_bit (self->hidden_rows, row);
}

static void
take_columns (CbXlsSurvey *self, const CbBiff *biff)
{
  guint first = biff->id == COLINFO ? cb_biff_get16 (biff, 0) : cb_biff_get8 (biff, 0);
  guint last = biff->id == COLINFO ? cb_biff_get16 (biff, 2) : cb_biff_get8 (biff, 1);
  guint width = cb_biff_get16 (biff, biff->id == COLINFO ? 4 : 2);
  guint flags = biff->id == COLINFO ? cb_biff_get16 (biff, 8) : 0;

  if (width > 0 && (flags & 1) == 0)
    return;
  for (guint i = first; i <= MIN (last, CB_XLS_MAX_COLUMNS - 1); i++)
    set_bit (self->hidden_columns, i);
}

static void
take_merges (const CbBiff *biff, const CbSheetReader *reader)
{
  guint n = cb_biff_get16 (biff, 0);

  for (guint i = 0; i < n && 2 + 8 * ((gsize)i + 1) <= biff->length; i++)
    {
      gsize at = 2 + 8 * (gsize)i;
      CbSheetRange range = { cb_biff_get16 (biff, at), cb_biff_get16 (biff, at + 4),
                             cb_biff_get16 (biff, at + 2), cb_biff_get16 (biff, at + 6) };

      if (range.first_row > range.last_row || range.first_column > range.last_column
          || range.last_column >= CB_XLS_MAX_COLUMNS)
        continue;
      if (reader->merge != NULL)
        reader->merge (&range, reader->user_data);
    }
}

/**
 * cb_xls_survey_is_cell:
 * @biff: stands at a record of a sheet
 *
 * Returns: whether it has a cell that is not blank
 */
gboolean
cb_xls_survey_is_cell (const CbBiff *biff)
{
  switch (biff->id)
    {
    case CB_XLS_INTEGER_2:
    case CB_XLS_NUMBER_2:
    case CB_XLS_LABEL_2:
    case CB_XLS_BOOLERR_2:
      return biff->version == 2;
    case CB_XLS_FORMULA_2:
      return biff->version == 2 || biff->version >= 5;
    case CB_XLS_MULRK:
      return biff->length >= 12;
    case CB_XLS_NUMBER:
    case CB_XLS_LABEL:
    case CB_XLS_BOOLERR:
    case CB_XLS_FORMULA_3:
    case CB_XLS_FORMULA_4:
    case CB_XLS_RSTRING:
    case CB_XLS_LABELSST:
    case CB_XLS_RK:
      return biff->length >= 6;
    default:
      return FALSE;
    }
}

/* Which columns a record has cells in. */
static gboolean
find_columns (const CbBiff *biff, guint *first, guint *n)
{
  if (!cb_xls_survey_is_cell (biff))
    return FALSE;
  *first = cb_biff_get16 (biff, 2);
  *n = biff->id == CB_XLS_MULRK ? (biff->length - 6u) / 6 : 1;

  return TRUE;
}

static void
take_cells (CbXlsSurvey *self, const CbBiff *biff)
{
  guint row = cb_biff_get16 (biff, 0);
  guint first;
  guint n;

  if (!find_columns (biff, &first, &n))
    return;
  if (self->is_ordered && (gint64)(row << 16 | first) <= self->last_position)
    self->is_ordered = FALSE;
  self->last_position = (gint64)(row << 16 | (first + n - 1));
}

static void
take_cell_positions (CbXlsSurvey *self, const CbBiff *biff)
{
  guint first;
  guint n;

  if (!find_columns (biff, &first, &n))
    return;
  for (guint i = 0; i < n && self->cells->len < MAX_CELLS; i++)
    {
      CbXlsPosition position = { biff->offset, (guint32)cb_biff_get16 (biff, 0) << 16 | (first + i),
                                 self->cells->len };

      g_array_append_val (self->cells, position);
    }
}

static void
take_object (CbXlsSurvey *self, const CbBiff *biff)
{
  /* MS-XLS 2.5.143, FtCmo: the first part of every object. */
  if (cb_biff_get16 (biff, 0) == 0x15)
    self->object = cb_biff_get16 (biff, 6);
}

/* MS-XLS 2.4.329: the text is in the CONTINUE record behind it. */
static void
take_object_text (CbXlsSurvey *self, CbBiff *biff)
{
  guint length = cb_biff_get16 (biff, 10);
  GString *text;
  CbBiffCursor cursor;

  if (length == 0 || cb_biff_peek (biff) != CB_BIFF_CONTINUE
      || g_hash_table_size (self->texts) >= MAX_COMMENTS)
    return;
  text = g_string_new (NULL);
  cb_biff_cursor_init (&cursor, biff, biff->length);
  cb_biff_cursor_read_unicode (&cursor, MIN (length, MAX_COMMENT_TEXT), text, NULL);
  g_clear_error (&cursor.error);
  g_hash_table_insert (self->texts, GUINT_TO_POINTER (self->object), g_string_free (text, FALSE));
}

static void
take_note (CbXlsSurvey *self, const CbBiff *biff)
{
  CbXlsNote note = { cb_biff_get16 (biff, 0), cb_biff_get16 (biff, 2), NULL };

  if (biff->version == 8)
    note.text
        = g_strdup (g_hash_table_lookup (self->texts, GUINT_TO_POINTER (cb_biff_get16 (biff, 6))));
  else if (biff->length >= 6)
    {
      GString *text = g_string_new (NULL);

      cb_biff_append_bytes (biff, biff->data + 6, MIN (cb_biff_get16 (biff, 4), biff->length - 6u),
                            text);
      note.text = g_string_free (text, FALSE);
    }
  /* A long note of old goes on in further records with row 65535. */
  if (biff->version < 8 && note.row == 0xffff && self->notes->len > 0)
    {
      CbXlsNote *last = &g_array_index (self->notes, CbXlsNote, self->notes->len - 1);
      char *longer = strlen (last->text) < MAX_COMMENT_TEXT
                         ? g_strconcat (last->text, note.text, NULL)
                         : g_strdup (last->text);

      g_free (note.text);
      g_free (last->text);
      last->text = longer;
      return;
    }
  if (self->notes->len >= MAX_COMMENTS)
    {
      self->n_more_notes++;
      g_free (note.text);
      return;
    }
  if (note.text == NULL)
    note.text = g_strdup ("");
  g_array_append_val (self->notes, note);
}

static void
take_margin (CbXlsSurvey *self, const CbBiff *biff)
{
  g_autoptr (GString) text = cb_xls_dup_text (biff, 0, biff->version == 8 ? 2 : 1);

  if (text->len == 0)
    return;
  if (biff->id == HEADER)
    g_string_assign (self->header, text->str);
  else
    g_string_assign (self->footer, text->str);
}

static void
take_record (CbXlsSurvey *self, CbBiff *biff, const CbSheetReader *reader)
{
  switch (biff->id)
    {
    case ROW_2:
    case ROW_3:
      take_row (self, biff);
      break;
    case COLUMN_WIDTH:
    case COLINFO:
      take_columns (self, biff);
      break;
    case DEFAULT_HEIGHT_3:
      self->hides_other_rows = (cb_biff_get16 (biff, 0) & 2) != 0;
      break;
    case MERGEDCELLS:
      take_merges (biff, reader);
      break;
    case OBJ:
      take_object (self, biff);
      break;
    case TXO:
      take_object_text (self, biff);
      break;
    case NOTE:
      take_note (self, biff);
      break;
    case HEADER:
    case FOOTER:
      take_margin (self, biff);
      break;
    case IMDATA:
      self->n_pictures++;
      break;
    case QSI:
      self->n_connections++;
      break;
    default:
      take_cells (self, biff);
      break;
    }
}

static void
clear_note (gpointer data)
{
  g_free (((CbXlsNote *)data)->text);
}

/**
 * cb_xls_survey_new:
 *
 * Returns: (transfer full): of a sheet of which nothing is known
 */
CbXlsSurvey *
cb_xls_survey_new (void)
{
  CbXlsSurvey *self = g_new0 (CbXlsSurvey, 1);

  self->is_ordered = TRUE;
  self->last_position = -1;
  self->texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->notes = g_array_new (FALSE, FALSE, sizeof (CbXlsNote));
  g_array_set_clear_func (self->notes, clear_note);
  self->header = g_string_new (NULL);
  self->footer = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (CbXlsPosition));

  return self;
}

/**
 * cb_xls_survey_free:
 * @self: (nullable) (transfer full): a survey
 */
void
cb_xls_survey_free (CbXlsSurvey *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->texts);
  g_array_unref (self->notes);
  g_string_free (self->header, TRUE);
  g_string_free (self->footer, TRUE);
  g_array_unref (self->cells);
  g_free (self);
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  const CbXlsPosition *first = a;
  const CbXlsPosition *second = b;

  if (first->cell != second->cell)
    return first->cell < second->cell ? -1 : 1;

  return first->sequence < second->sequence ? -1 : 1;
}

/* All records of the sheet but those of charts within it. */
static gboolean
walk (CbXlsSurvey *self,
      CbBiff *biff,
      const CbSheetReader *reader,
      GCancellable *cancellable,
      GError **error)
{
  GError *local = NULL;
  guint depth = 1;
  guint n = 0;

  while (depth > 0 && cb_biff_next (biff, &local))
    {
      if (biff->id == CB_BIFF_EOF)
        depth--;
      else if (cb_biff_get_bof_version (biff) != 0)
        depth++;
      else if (depth == 1 && reader != NULL)
        take_record (self, biff, reader);
      else if (depth == 1)
        take_cell_positions (self, biff);
      if (++n % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  self->end = biff->offset;
  self->is_cut = depth > 0;

  return TRUE;
}

/**
 * cb_xls_survey_run:
 * @self: a new survey
 * @biff: stands at the BOF of a sheet
 * @reader: gets the merged ranges
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Most programs write cells in order. Where one did not, @cells has where each is, in order, the
 * last of a place only.
 *
 * Returns: %FALSE with %CB_ERROR_FILE_CHANGED, %G_IO_ERROR_CANCELLED; a sheet that is cut is a
 *   success
 */
gboolean
cb_xls_survey_run (CbXlsSurvey *self,
                   CbBiff *biff,
                   const CbSheetReader *reader,
                   GCancellable *cancellable,
                   GError **error)
{
  guint64 start = biff->next;
  guint kept = 0;

  if (!walk (self, biff, reader, cancellable, error))
    return FALSE;
  if (self->hides_other_rows)
    for (guint i = 0; i < sizeof self->hidden_rows; i++)
      self->hidden_rows[i] |= (guint8)~self->known_rows[i];
  if (self->is_ordered)
    return TRUE;

  biff->next = start;
  if (!walk (self, biff, NULL, cancellable, error))
    return FALSE;
  g_array_sort (self->cells, compare_positions);
  for (guint i = 0; i < self->cells->len; i++)
    {
      CbXlsPosition position = g_array_index (self->cells, CbXlsPosition, i);

      if (kept > 0 && g_array_index (self->cells, CbXlsPosition, kept - 1).cell == position.cell)
        kept--;
      g_array_index (self->cells, CbXlsPosition, kept++) = position;
    }
  g_array_set_size (self->cells, kept);

  return TRUE;
}

static void
note_ranges (const guint8 *bits, guint n, CbXls *xls, guint sheet, gboolean is_rows)
{
  guint n_ranges = 0;

  for (guint i = 0; i < n; i++)
    {
      guint first = i;
      g_autoptr (GString) place = NULL;

      if (!get_bit (bits, i))
        continue;
      while (i + 1 < n && (get_bit (bits, i + 1) || n_ranges + 1 == MAX_RANGES))
        i++;
      n_ranges++;
      place = g_string_new (NULL);
      if (is_rows)
        g_string_printf (place, "%u:%u", first + 1, i + 1);
      else
        {
          cb_sheet_value_append_column (place, first);
          g_string_append_c (place, ':');
          cb_sheet_value_append_column (place, i);
        }
      cb_workbook_add_hidden (&xls->parent, is_rows ? CB_HIDDEN_ROWS : CB_HIDDEN_COLUMNS,
                              (int)sheet, place->str, NULL, i - first + 1);
    }
}

/**
 * cb_xls_survey_report:
 * @self: a survey that ran
 * @xls: the workbook
 * @sheet: which was surveyed
 *
 * Adds what is hidden on the sheet to the list of the workbook.
 */
void
cb_xls_survey_report (const CbXlsSurvey *self, CbXls *xls, guint sheet)
{
  CbWorkbook *workbook = &xls->parent;

  note_ranges (self->hidden_rows, CB_XLS_MAX_ROWS, xls, sheet, TRUE);
  note_ranges (self->hidden_columns, CB_XLS_MAX_COLUMNS, xls, sheet, FALSE);
  for (guint i = 0; i < self->notes->len; i++)
    {
      const CbXlsNote *note = &g_array_index (self->notes, CbXlsNote, i);
      g_autoptr (GString) place = g_string_new (NULL);
      gboolean is_last = i + 1 == self->notes->len;

      cb_sheet_value_append_column (place, note->column & 0xff);
      g_string_append_printf (place, "%u", note->row + 1);
      cb_workbook_add_hidden (workbook, CB_HIDDEN_COMMENTS, (int)sheet, place->str, note->text,
                              1 + (is_last ? self->n_more_notes : 0));
    }
  if (self->header->len > 0)
    cb_workbook_add_hidden (workbook, CB_HIDDEN_HEADER_FOOTER, (int)sheet, "header",
                            self->header->str, 1);
  if (self->footer->len > 0)
    cb_workbook_add_hidden (workbook, CB_HIDDEN_HEADER_FOOTER, (int)sheet, "footer",
                            self->footer->str, 1);
  if (self->n_pictures > 0)
    cb_workbook_add_hidden (workbook, CB_HIDDEN_PICTURES, (int)sheet, NULL, NULL, self->n_pictures);
  if (self->n_connections > 0)
    cb_workbook_add_hidden (workbook, CB_HIDDEN_CONNECTION, (int)sheet, NULL, NULL,
                            self->n_connections);
}
