/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-docx.h"

#include "engine/formats/cb-docx-private.h"
#include "engine/formats/cb-xlsx-package.h"

/* A text of Word (ISO/IEC 29500-1, §17) as a workbook: each of its tables is a sheet, with the
 * lines that stand right above it as rows, for they say what it is; the text between them is a
 * sheet, too, a row for each paragraph. Agencies publish the catalog as such a text: a decision,
 * and the table in its annex. */

#define PIECE (256u * 1024)
/* Lines above a table that are taken for its title. */
#define MAX_TITLES 20u

static gboolean
parse (CbDocx *self, CbDocxReading *reading, GCancellable *cancellable, GError **error)
{
  const CbZipMember *member = cb_zip_find (self->zip, self->part);
  g_autoptr (CbZipStream) stream = NULL;
  g_autoptr (CbXml) xml = NULL;
  g_autofree guint8 *bytes = g_malloc (PIECE);
  guint64 done = 0;
  gssize n = 1;

  if (member == NULL)
    {
      cb_xlsx_set_missing (error, self->zip, "the text", self->part);
      return FALSE;
    }
  stream = cb_zip_stream_new (self->zip, member, error);
  if (stream == NULL)
    return FALSE;
  reading->xml = xml = cb_xml_new (&cb_docx_handler, reading);
  while (n > 0 && !reading->is_done)
    {
      g_autoptr (GError) why = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = cb_zip_stream_read (stream, bytes, PIECE, error);
      if (n < 0)
        return FALSE;
      if (!cb_xml_feed (xml, (const char *)bytes, (gsize)n, n == 0, &why))
        {
          cb_zip_explain_damage (self->zip, member, cancellable, &why);
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      done += (guint64)n;
      if (reading->reader != NULL && reading->reader->progress != NULL)
        reading->reader->progress (done, member->size, reading->reader->user_data);
    }

  return TRUE;
}

static void
report_hidden (CbDocxReading *self, guint sheet)
{
  gboolean *is_read = &g_array_index (self->book->is_read, gboolean, sheet);

  if (!*is_read && self->n_invisible > 0)
    cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_INVISIBLE_CELLS, (int)sheet,
                            self->first_invisible, NULL, self->n_invisible);
  *is_read = TRUE;
}

static gboolean
check_whole (CbDocxReading *self, const char *name, GError **error)
{
  if (self->cells.is_ended)
    return TRUE;
  if (cb_zip_is_cut (self->book->zip))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_FILE_CUT,
                   "sheet “%s”, after row %" G_GUINT64_FORMAT
                   ": all rows of it are there, but the file breaks off after them",
                   name, self->row);
      return FALSE;
    }

  return cb_byte_source_check_unchanged (self->book->source, error);
}

static gboolean
read_sheet (CbWorkbook *workbook,
            guint sheet,
            const CbSheetReader *reader,
            GCancellable *cancellable,
            GError **error)
{
  CbDocx *self = (CbDocx *)workbook;
  const CbSheet *facts = g_ptr_array_index (workbook->sheets, sheet);
  CbDocxReading reading;
  GError *why = NULL;

  cb_docx_reading_init (&reading, self, reader);
  reading.wanted = g_array_index (self->parts, CbDocxPart, sheet);
  if (parse (self, &reading, cancellable, &why))
    check_whole (&reading, facts->name, &why);
  else if (cb_error_is_broken_file (why))
    {
      cb_docx_reading_finish (&reading);
      g_prefix_error (&why, "sheet “%s”, after row %" G_GUINT64_FORMAT ": ", facts->name,
                      reading.row);
    }
  if (!reading.cells.is_ended && !g_cancellable_is_cancelled (cancellable))
    report_hidden (&reading, sheet);
  cb_docx_reading_clear (&reading);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, why);

  return FALSE;
}

static void
free_docx (CbWorkbook *workbook)
{
  CbDocx *self = (CbDocx *)workbook;

  g_clear_pointer (&self->zip, cb_zip_free);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->parts);
  g_array_unref (self->is_read);
  g_free (self->part);
  g_free (self);
}

static const CbDocxBlock *
get_block (const CbDocx *self, guint i)
{
  return g_ptr_array_index (self->blocks, i);
}

/* A table that one looks for something in: what has few cells holds a text in its place. */
static gboolean
is_real_table (const CbDocxBlock *block)
{
  guint32 columns = cb_docx_block_count_columns (block);

  return block->is_table && !block->is_frame
         && (columns >= 3 ? block->n_rows >= 2 : block->n_rows >= 4);
}

/* "(Kèm theo Quyết định …)" says where a table is from, not what it is. */
static const char *
find_title (const CbDocx *self, const CbDocxPart *part)
{
  for (guint i = part->first; i <= part->last; i++)
    {
      const char *words = get_block (self, i)->words;

      if (words != NULL && words[0] != '\0' && words[0] != '(')
        return words;
    }

  return NULL;
}

static void
add_sheet (CbDocx *self, guint first, guint last, gboolean is_prose)
{
  CbDocxPart part = { first, last };
  const char *title = find_title (self, &part);
  g_autofree char *name
      = title != NULL ? g_strdup (title) : g_strdup_printf ("%u", self->parts->len + 1);

  cb_workbook_add_sheet (&self->parent, name)->is_prose = is_prose;
  g_array_append_val (self->parts, part);
}

/* The lines above it, up to the last page or section that ended. */
static guint
find_first_title (const CbDocx *self, guint table, guint from)
{
  guint first = table;

  while (first > from && table - first < MAX_TITLES && !get_block (self, first)->breaks_before
         && !get_block (self, first - 1)->is_table)
    first--;

  return first;
}

/* Tables with nothing between them look like one, and mostly were until somebody split it. */
static guint
find_last_part (const CbDocx *self, guint table)
{
  guint last = table;

  while (last + 1 < self->blocks->len && get_block (self, last + 1)->is_table
         && !get_block (self, last + 1)->is_frame
         && cb_docx_block_count_columns (get_block (self, last + 1))
                == cb_docx_block_count_columns (get_block (self, table)))
    last++;

  return last;
}

static void
add_sheets (CbDocx *self)
{
  guint from = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      guint first;

      if (!is_real_table (get_block (self, i)))
        continue;
      first = find_first_title (self, i, from);
      if (first > from)
        add_sheet (self, from, first - 1, TRUE);
      i = find_last_part (self, i);
      add_sheet (self, first, i, FALSE);
      from = i + 1;
    }
  if (from < self->blocks->len)
    add_sheet (self, from, self->blocks->len - 1, TRUE);
}

/* A text that breaks off has told of its tables before. */
static gboolean
list_blocks (CbDocx *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;
  CbDocxReading reading;

  cb_docx_reading_init (&reading, self, NULL);
  if (!parse (self, &reading, cancellable, &why) && cb_error_is_broken_file (why))
    cb_docx_reading_finish (&reading);
  if (reading.n_changes > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_CHANGES, -1, NULL, reading.deleted->str,
                            reading.n_changes);
  cb_docx_reading_clear (&reading);
  if (why != NULL && (!cb_error_is_broken_file (why) || self->blocks->len == 0))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (self->blocks->len == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "there is no text in it");
      return FALSE;
    }
  add_sheets (self);
  g_array_set_size (self->is_read, self->parts->len);

  return TRUE;
}

static char *
dup_main_part (CbZip *zip, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (zip, "", cancellable);
  const CbXlsxRelation *main = cb_xlsx_find_relation (relations, "officeDocument");

  return g_strdup (main != NULL ? main->target : "word/document.xml");
}

/**
 * cb_docx_open:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * A text of Word. Where tables end shows when all of it is through, so that opening goes through
 * all of it.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open(), %CB_ERROR_UNSUPPORTED for
 *   a text without a word
 */
CbWorkbook *
cb_docx_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  static const CbWorkbookClass class = { read_sheet, free_docx };
  CbDocx *self = g_new0 (CbDocx, 1);

  cb_workbook_init (&self->parent, &class);
  self->source = source;
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_docx_block_free);
  self->parts = g_array_new (FALSE, FALSE, sizeof (CbDocxPart));
  self->is_read = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->zip = cb_zip_open (source, cancellable, error);
  if (self->zip != NULL)
    {
      self->part = dup_main_part (self->zip, cancellable);
      if (list_blocks (self, cancellable, error))
        {
          cb_docx_list_hidden (self, cancellable);
          return &self->parent;
        }
    }
  cb_workbook_free (&self->parent);

  return NULL;
}
