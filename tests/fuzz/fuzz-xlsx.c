/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xlsx-hybrid.h"
#include "zip-maker.h"

/* The first byte chooses: below 0x80 the rest is the parts of a workbook, each after a byte 0x1e,
 * put together here, so that a fuzzer reaches past the archive; above it is an archive. Beside not
 * crashing it must hold that both ways of reading give the same cells: all of them where the
 * general parser finds no fault, else at least those that it gave before it. */

#define SEPARATOR 0x1e

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char *const names[] = { "xl/worksheets/sheet1.xml",
                                     "xl/sharedStrings.xml",
                                     "xl/styles.xml",
                                     "xl/workbook.xml",
                                     "xl/_rels/workbook.xml.rels",
                                     "xl/worksheets/_rels/sheet1.xml.rels",
                                     "xl/comments1.xml",
                                     "docProps/core.xml",
                                     "xl/theme/theme1.xml",
                                     "_rels/.rels",
                                     "xl/externalLinks/_rels/a.rels",
                                     "xl/pivotCache/d1.xml",
                                     "xl/connections.xml" };

#define RELATIONS                                                                                  \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* Of the parts that are empty, those without which there is no workbook. */
static const char *
get_default (guint part)
{
  switch (part)
    {
    case 3:
      return "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
             "xmlns:r='" TYPE "'><sheets><sheet name='a' r:id='a'/></sheets></workbook>";
    case 4:
      return RELATIONS
          "<Relationship Id='a' Type='" TYPE "/worksheet' Target='worksheets/sheet1.xml'/>"
          "<Relationship Id='b' Type='" TYPE "/sharedStrings' Target='sharedStrings.xml'/>"
          "<Relationship Id='c' Type='" TYPE "/styles' Target='styles.xml'/><Relationship "
          "Id='d' Type='" TYPE "/theme' Target='theme/theme1.xml'/><Relationship Id='e' "
          "Type='" TYPE "/externalLink' Target='externalLinks/a'/><Relationship Id='f' "
          "Type='" TYPE "/pivotCacheDefinition' Target='pivotCache/d1.xml'/><Relationship "
          "Id='g' Type='" TYPE "/connections' Target='connections.xml'/></Relationships>";
    case 5:
      return RELATIONS "<Relationship Id='a' Type='" TYPE "/comments' Target='../comments1.xml'/>"
                       "</Relationships>";
    case 9:
      return RELATIONS "<Relationship Id='a' Type='" TYPE
                       "/officeDocument' Target='xl/workbook.xml'/>"
                       "<Relationship Id='b' Type='x/core-properties' Target='docProps/core.xml'/>"
                       "</Relationships>";
    default:
      return "";
    }
}

static int
open_parts (const guint8 *data, gsize size)
{
  ZipMaker *maker = zip_maker_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const guint8 *end = size > 0 ? memchr (data, SEPARATOR, size) : NULL;
      gsize n = end != NULL ? (gsize)(end - data) : size;
      const char *text = n > 0 ? (const char *)data : get_default (i);

      if (n > 0 || *text != '\0')
        zip_maker_add (maker, names[i], text, n > 0 ? n : strlen (text), ZIP_STORED);
      data += n;
      size -= n;
      if (size > 0)
        {
          data++;
          size--;
        }
    }

  return zip_maker_finish_fd (maker);
}

typedef struct
{
  GString *cells;
  gint64 last_row;
  gboolean failed;
} Digest;

static gboolean
take_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  Digest *self = user_data;

  g_assert_cmpuint (n_cells, >, 0);
  g_assert_cmpint (row, >, self->last_row);
  g_assert_cmpuint (row, <, CB_SHEET_MAX_ROWS);
  self->last_row = row;
  for (guint i = 0; i < n_cells; i++)
    {
      const CbSheetCell *cell = &cells[i];

      g_assert_cmpuint (cell->column, <, CB_SHEET_MAX_COLUMNS);
      g_assert_true (i == 0 || cell->column > cells[i - 1].column);
      g_assert_cmpuint (cell->length, >, 0);
      g_assert_cmpuint (cell->type, <=, CB_SHEET_CELL_ERROR);
      g_string_append_printf (self->cells, "%u,%u,%u,%u,%u,%u:", row, cell->column, cell->type,
                              cell->flags, cell->n_runs == 0 ? cell->font : 99, cell->length);
      g_string_append_len (self->cells, cell->bytes, cell->length);
      for (guint k = 0; k < cell->n_runs; k++)
        {
          g_assert_cmpuint (cell->runs[k].end, >, k > 0 ? cell->runs[k - 1].end : 0);
          g_string_append_printf (self->cells, "[%u,%d]", cell->runs[k].end, cell->runs[k].font);
        }
      g_assert_true (cell->n_runs == 0 || cell->runs[cell->n_runs - 1].end == cell->length);
    }

  return TRUE;
}

static void
take_merge (const CbSheetRange *range, gpointer user_data)
{
  g_assert_cmpuint (range->first_row, <=, range->last_row);
  g_assert_cmpuint (range->first_column, <=, range->last_column);
  g_assert_cmpuint (range->last_row, <, CB_SHEET_MAX_ROWS);
  g_assert_cmpuint (range->last_column, <, CB_SHEET_MAX_COLUMNS);
}

static Digest
digest_file (int fd, gboolean general_only)
{
  Digest digest = { g_string_new (NULL), -1, FALSE };
  CbSheetReader reader = { take_row, take_merge, NULL, &digest };
  g_autoptr (CbByteSource) source = cb_byte_source_new (fd, NULL);
  g_autoptr (CbWorkbook) book = NULL;
  g_autoptr (GPtrArray) hidden = NULL;

  cb_xlsx_set_general_only (general_only);
  if (source != NULL)
    book = cb_workbook_open (source, "xlsx", NULL, NULL);
  if (book == NULL)
    return digest;
  for (guint i = 0; i < book->sheets->len && i < 4 && !digest.failed; i++)
    {
      g_autoptr (GError) error = NULL;

      digest.last_row = -1;
      digest.failed = !cb_workbook_read_sheet (book, i, &reader, NULL, &error);
      g_assert_true (digest.failed == (error != NULL));
    }
  hidden = cb_workbook_dup_hidden (book);
  for (guint i = 0; i < hidden->len; i++)
    {
      const CbHidden *one = g_ptr_array_index (hidden, i);

      g_assert_true (g_utf8_validate (one->place, -1, NULL));
      g_assert_true (g_utf8_validate (one->detail, -1, NULL));
    }

  return digest;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  Digest fast, general;
  int fd;

  if (size < 2)
    return 0;
  fd = data[0] < 0x80 ? open_parts (data + 1, size - 1) : zip_maker_open_bytes (data + 1, size - 1);
  fast = digest_file (fd, FALSE);
  general = digest_file (fd, TRUE);
  if (!general.failed)
    {
      g_assert_cmpstr (fast.cells->str, ==, general.cells->str);
      g_assert_false (fast.failed);
    }
  g_assert_true (fast.cells->len >= general.cells->len
                 && memcmp (fast.cells->str, general.cells->str, general.cells->len) == 0);
  g_string_free (fast.cells, TRUE);
  g_string_free (general.cells, TRUE);
  close (fd);

  return 0;
}
