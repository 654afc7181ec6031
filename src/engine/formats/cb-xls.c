/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls.h"

#include "engine/formats/cb-xls-private.h"

/* Records of the workbook as a whole. */
enum
{
  NAME_2 = 0x0018,
  NAME_3 = 0x0218,
  EXTERNSHEET = 0x0017,
  DATEMODE = 0x0022,
  FILEPASS = 0x002f,
  CODEPAGE = 0x0042,
  BOUNDSHEET = 0x0085,
  MSODRAWINGGROUP = 0x00eb,
  SST = 0x00fc,
  SUPBOOK = 0x01ae,
  DCONN = 0x0876,
};

/* What a stream of records is (MS-XLS 2.4.21). */
enum
{
  KIND_GLOBALS = 0x0005,
  KIND_BUNDLE = 0x0100, /* BIFF4: several sheets in a row */
};

/* More sheets than this no person has made; each is read from its start on. */
#define MAX_SHEETS 10000u

static gboolean
set_broken (GError **error, CbError code, const char *what, guint64 offset)
{
  g_set_error (error, CB_ERROR, (int)code, "workbook at byte %" G_GUINT64_FORMAT ": %s", offset,
               what);
  return FALSE;
}

/**
 * cb_xls_dup_text:
 * @biff: stands at a record
 * @at: in its data, of the length of a string
 * @width_of_length: 1 or 2 bytes
 *
 * Returns: (transfer full): the string, as far as the record has it
 */
GString *
cb_xls_dup_text (const CbBiff *biff, gsize at, guint width_of_length)
{
  GString *text = g_string_new (NULL);
  gsize length = width_of_length == 1 ? cb_biff_get8 (biff, at) : cb_biff_get16 (biff, at);

  at += width_of_length;
  if (at >= biff->length)
    return text;
  if (biff->version == 8)
    cb_biff_append_unicode (biff->data + at, biff->length - at, (guint32)length, text);
  else
    cb_biff_append_bytes (biff, biff->data + at, MIN (length, biff->length - at), text);

  return text;
}

static gboolean
add_sheet (CbXls *self, const CbBiff *biff, GError **error)
{
  g_autoptr (GString) name = NULL;
  CbXlsSheet extra = { cb_biff_get32 (biff, 0) };
  guint8 visibility = cb_biff_get8 (biff, 4) & 3;
  guint8 kind = cb_biff_get8 (biff, 5);
  CbSheet *sheet;
  int index = (int)self->sheets->len;

  if (self->sheets->len >= MAX_SHEETS)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "too many sheets", biff->offset);
  name = cb_xls_dup_text (biff, 6, 1);
  sheet = cb_workbook_add_sheet (&self->parent, name->str);
  sheet->visibility = visibility == 2   ? CB_SHEET_VERY_HIDDEN
                      : visibility == 1 ? CB_SHEET_HIDDEN
                                        : CB_SHEET_VISIBLE;
  sheet->is_table = kind == 0;
  g_array_append_val (self->sheets, extra);
  if (visibility != 0)
    cb_workbook_add_hidden (&self->parent,
                            visibility == 2 ? CB_HIDDEN_VERY_HIDDEN_SHEET : CB_HIDDEN_SHEET, index,
                            sheet->name, NULL, 1);
  /* Macros of Excel 4, in cells. */
  if (kind == 1)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_MACROS, index, sheet->name, NULL, 1);

  return TRUE;
}

/* Before BIFF5 a file is one sheet, which has no name. */
static void
add_only_sheet (CbXls *self, guint64 offset)
{
  CbXlsSheet extra = { offset };

  cb_workbook_add_sheet (&self->parent, "Sheet1");
  g_array_append_val (self->sheets, extra);
}

static void
take_codepage (CbXls *self, CbBiff *biff)
{
  self->codepage = biff->codepage = cb_biff_get16 (biff, 0);
}

/* What a person locked stays so; what Excel locked with its own password opens. */
static gboolean
unlock (CbXls *self, CbBiff *biff, GError **error)
{
  if (self->crypt == NULL)
    self->crypt = cb_xls_crypt_new (biff->data, biff->length, CB_XLS_DEFAULT_PASSWORD);
  if (self->crypt == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_ENCRYPTED, "the workbook needs a password");
      return FALSE;
    }
  if (biff->crypt == NULL)
    biff->crypt = cb_xls_crypt_copy (self->crypt);

  return TRUE;
}

static gboolean
take_record (CbXls *self, CbBiff *biff, GError **error)
{
  switch (biff->id)
    {
    case FILEPASS:
      return unlock (self, biff, error);
    case BOUNDSHEET:
      return self->version < 5 || add_sheet (self, biff, error);
    case CODEPAGE:
      take_codepage (self, biff);
      return TRUE;
    case DATEMODE:
      self->days = cb_biff_get16 (biff, 0) == 1 ? CB_DAYS_1904 : CB_DAYS_1900;
      return TRUE;
    case SST:
      self->strings_offset = biff->offset;
      return TRUE;
    case NAME_2:
    case NAME_3:
      cb_xls_note_name (self, biff);
      return TRUE;
    case SUPBOOK:
    case EXTERNSHEET:
      cb_xls_note_link (self, biff);
      return TRUE;
    case MSODRAWINGGROUP:
      cb_xls_note_pictures (self, biff);
      return TRUE;
    case DCONN:
      cb_workbook_add_hidden (&self->parent, CB_HIDDEN_CONNECTION, -1, NULL, NULL, 1);
      return TRUE;
    default:
      cb_xls_style_take_record (self->style, biff);
      return TRUE;
    }
}

/* The records from the first BOF to its EOF. Of a file of one sheet these are its cells, too. */
static gboolean
read_globals (CbXls *self, CbBiff *biff, GCancellable *cancellable, GError **error)
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
      else if (depth == 1 && !take_record (self, biff, error))
        return FALSE;
      if (++n % 4096 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return FALSE;
    }
  /* Cut before its end: what is known of the sheets may do. */
  if (depth > 0 && self->sheets->len == 0)
    return set_broken (error, CB_ERROR_FILE_CUT, "it ends before its sheets", biff->offset);

  return TRUE;
}

static gboolean
read_workbook (CbXls *self, GCancellable *cancellable, GError **error)
{
  CbBiff biff;
  gboolean is_read = FALSE;
  guint16 kind;

  cb_biff_init (&biff, self->stream);
  if (cb_biff_next (&biff, error))
    {
      self->version = biff.version = cb_biff_get_bof_version (&biff);
      kind = cb_biff_get16 (&biff, 2);
      if (self->version == 0)
        set_broken (error, CB_ERROR_BROKEN_FILE, "it does not begin like one", 0);
      else if (self->version == 4 && kind == KIND_BUNDLE)
        g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED,
                             "workbooks of Excel 4 are not read, only its sheets");
      else
        {
          if (self->version < 5 || kind != KIND_GLOBALS)
            add_only_sheet (self, 0);
          is_read = read_globals (self, &biff, cancellable, error);
        }
    }
  else if (error == NULL || *error == NULL)
    set_broken (error, CB_ERROR_BROKEN_FILE, "there is nothing in it", 0);
  cb_biff_clear (&biff);

  return is_read;
}

static const CbCompoundEntry *
find_stream (CbCompound *compound)
{
  static const char *const names[] = { "Workbook", "Book" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const CbCompoundEntry *entry = cb_compound_find (compound, names[i]);

      if (entry != NULL && !entry->is_folder)
        return entry;
    }

  return NULL;
}

static gboolean
begins_workbook (CbCompoundStream *stream)
{
  CbBiff biff;
  gboolean does;

  cb_biff_init (&biff, stream);
  does = cb_biff_next (&biff, NULL) && cb_biff_get_bof_version (&biff) >= 5
         && cb_biff_get16 (&biff, 2) == KIND_GLOBALS;
  cb_biff_clear (&biff);

  return does;
}

/* A compound file that has lost its directory may still have its records: at its beginning, or, as
 * LibreOffice writes, behind a few sectors of tables. */
static gboolean
guess_stream (CbXls *self)
{
  for (guint64 offset = CB_COMPOUND_FIRST_SECTOR; offset <= CB_COMPOUND_LATEST_START;
       offset += CB_COMPOUND_FIRST_SECTOR)
    {
      g_autoptr (CbCompoundStream) plain = cb_compound_stream_new_guessed (self->source, offset);

      if (begins_workbook (plain))
        {
          self->stream = cb_compound_stream_new_by_tables (self->source, offset);
          if (self->stream == NULL)
            self->stream = g_steal_pointer (&plain);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
open_stream (CbXls *self, GError **error)
{
  guint8 magic[CB_COMPOUND_MAGIC_LENGTH];
  const CbCompoundEntry *entry;
  GError *local = NULL;

  if (cb_byte_source_get_size (self->source) < sizeof magic)
    return set_broken (error, CB_ERROR_BROKEN_FILE, "there is nothing in it", 0);
  if (!cb_byte_source_read (self->source, 0, magic, sizeof magic, error))
    return FALSE;
  if (memcmp (magic, CB_COMPOUND_MAGIC, sizeof magic) != 0)
    {
      self->stream = cb_compound_stream_new_plain (self->source);
      return TRUE;
    }
  self->compound = cb_compound_open (self->source, &local);
  if (self->compound == NULL)
    {
      if (cb_error_is_broken_file (local) && guess_stream (self))
        {
          g_error_free (local);
          return TRUE;
        }
      g_propagate_error (error, local);
      return FALSE;
    }
  entry = find_stream (self->compound);
  if (entry == NULL)
    return set_broken (error, CB_ERROR_PART_MISSING, "no workbook in the compound file", 0);
  self->stream = cb_compound_stream_new (self->compound, entry, error);

  return self->stream != NULL;
}

static void
free_xls (CbWorkbook *workbook)
{
  CbXls *self = (CbXls *)workbook;

  g_clear_pointer (&self->stream, cb_compound_stream_free);
  g_clear_pointer (&self->compound, cb_compound_free);
  g_clear_pointer (&self->crypt, cb_xls_crypt_free);
  g_clear_pointer (&self->style, cb_xls_style_free);
  g_clear_pointer (&self->strings, cb_xls_strings_free);
  g_array_unref (self->sheets);
  g_ptr_array_unref (self->links);
  g_array_unref (self->link_sheets);
  g_free (self);
}

/**
 * cb_xls_open:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * XLS from Excel 2 to 2003: BIFF2 to BIFF4 sheets, BIFF5 and BIFF8 workbooks, in a compound file or
 * bare. The records are read here because freexl, the one library for them, opens files by name,
 * which the sandbox forbids, and gives no fonts, by which alone TCVN3 and VNI are told.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open()
 */
CbWorkbook *
cb_xls_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  static const CbWorkbookClass class = { cb_xls_read_sheet, free_xls };
  CbXls *self = g_new0 (CbXls, 1);

  cb_workbook_init (&self->parent, &class);
  self->source = source;
  self->codepage = 1252;
  self->style = cb_xls_style_new ();
  self->sheets = g_array_new (FALSE, TRUE, sizeof (CbXlsSheet));
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->link_sheets = g_array_new (FALSE, FALSE, sizeof (CbXlsLinkSheet));
  if (!open_stream (self, error) || !read_workbook (self, cancellable, error))
    {
      cb_workbook_free (&self->parent);
      return NULL;
    }
  cb_xls_style_finish (self->style);
  cb_xls_note_entries (self);

  return &self->parent;
}
