/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-columns.h"

#include <string.h>

#include "base/cb-text.h"

/* A title, a decision's number and a motto stand above the table; further down nobody puts a
 * header. */
#define MAX_ROWS_ABOVE 30

/* Headers of real lists, folded (regulations.md §3). A whole header first, then one that begins so,
 * then one that holds the words; within each, the first in this order. */
static const struct
{
  const char *words;
  CbCatalogColumn column;
} synonyms[] = {
  { "stt", CB_CATALOG_COLUMN_NUMBER },
  { "tt", CB_CATALOG_COLUMN_NUMBER },
  { "so tt", CB_CATALOG_COLUMN_NUMBER },
  { "so thu tu", CB_CATALOG_COLUMN_NUMBER },
  { "ghi chu", CB_CATALOG_COLUMN_NOTE },
  { "mo ta", CB_CATALOG_COLUMN_DESCRIPTION },
  { "noi dung", CB_CATALOG_COLUMN_DESCRIPTION },
  { "truong thong tin", CB_CATALOG_COLUMN_DESCRIPTION },
  { "truong du lieu", CB_CATALOG_COLUMN_DESCRIPTION },
  { "thong tin chi tiet", CB_CATALOG_COLUMN_DESCRIPTION },
  { "dinh dang", CB_CATALOG_COLUMN_FORMATS },
  { "phoi hop", CB_CATALOG_COLUMN_PARTNER },
  { "co quan phoi hop", CB_CATALOG_COLUMN_PARTNER },
  { "don vi phoi hop", CB_CATALOG_COLUMN_PARTNER },
  { "tan suat", CB_CATALOG_COLUMN_FREQUENCY },
  { "chu ky", CB_CATALOG_COLUMN_FREQUENCY },
  { "ky cap nhat", CB_CATALOG_COLUMN_FREQUENCY },
  { "ky nhap lieu", CB_CATALOG_COLUMN_FREQUENCY },
  { "ky bao cao", CB_CATALOG_COLUMN_FREQUENCY },
  { "thoi gian cap nhat", CB_CATALOG_COLUMN_FREQUENCY },
  { "muc do", CB_CATALOG_COLUMN_SHARING },
  { "pham vi chia se", CB_CATALOG_COLUMN_SHARING },
  { "loai du lieu", CB_CATALOG_COLUMN_SHARING },
  { "hinh thuc", CB_CATALOG_COLUMN_SHARING_WAY },
  { "phuong thuc", CB_CATALOG_COLUMN_SHARING_WAY },
  { "thoi han", CB_CATALOG_COLUMN_DEADLINE },
  { "thoi gian", CB_CATALOG_COLUMN_DEADLINE },
  { "thoi diem", CB_CATALOG_COLUMN_DEADLINE },
  { "lo trinh", CB_CATALOG_COLUMN_DEADLINE },
  { "co quan", CB_CATALOG_COLUMN_OWNER },
  { "don vi", CB_CATALOG_COLUMN_OWNER },
  { "chu quan", CB_CATALOG_COLUMN_OWNER },
  { "chu tri", CB_CATALOG_COLUMN_OWNER },
  { "ma", CB_CATALOG_COLUMN_CODE },
  { "ma du lieu", CB_CATALOG_COLUMN_CODE },
  { "ma muc", CB_CATALOG_COLUMN_CODE },
  { "ma so", CB_CATALOG_COLUMN_CODE },
  { "ma tap", CB_CATALOG_COLUMN_CODE },
  { "ma dinh danh", CB_CATALOG_COLUMN_CODE },
  { "linh vuc", CB_CATALOG_COLUMN_FIELD },
  { "nganh", CB_CATALOG_COLUMN_FIELD },
  { "chu de", CB_CATALOG_COLUMN_FIELD },
  { "nhom", CB_CATALOG_COLUMN_FIELD },
  { "ten", CB_CATALOG_COLUMN_TITLE },
  { "hang muc", CB_CATALOG_COLUMN_TITLE },
  { "danh muc", CB_CATALOG_COLUMN_TITLE },
  { "tap du lieu", CB_CATALOG_COLUMN_TITLE },
  { "bo du lieu", CB_CATALOG_COLUMN_TITLE },
  { "du lieu mo", CB_CATALOG_COLUMN_TITLE },
};

/* @text begins with @words, and a word ends there: "ten" is in "ten du lieu", not in "tenant". */
static gboolean
begins_with (const char *text, const char *words)
{
  return g_str_has_prefix (text, words) && !g_ascii_isalnum (text[strlen (words)]);
}

static gboolean
holds (const char *text, const char *words)
{
  for (const char *p = strstr (text, words); p != NULL; p = strstr (p + 1, words))
    if ((p == text || !g_ascii_isalnum (p[-1])) && begins_with (p, words))
      return TRUE;

  return FALSE;
}

/**
 * cb_catalog_column_from_header:
 * @header: (nullable): what stands above a column, in any case, with or without diacritics
 *
 * Returns: what the column says
 */
CbCatalogColumn
cb_catalog_column_from_header (const char *header)
{
  g_autofree char *folded = NULL;

  if (header == NULL)
    return CB_CATALOG_COLUMN_NONE;
  folded = cb_text_fold (header);
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (folded, synonyms[i].words))
      return synonyms[i].column;
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (begins_with (folded, synonyms[i].words))
      return synonyms[i].column;
  /* One letter too many and "ma" or "ten" would be found anywhere. */
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (strlen (synonyms[i].words) > 3 && holds (folded, synonyms[i].words))
      return synonyms[i].column;

  return CB_CATALOG_COLUMN_NONE;
}

static gboolean
is_blank (const char *cell)
{
  g_autofree char *folded = cell != NULL ? cb_text_fold (cell) : NULL;

  return folded == NULL || folded[0] == '\0';
}

static CbCatalogHeader *
read_header (const char *const *row)
{
  CbCatalogHeader *header = g_new0 (CbCatalogHeader, 1);

  header->columns = g_array_new (FALSE, FALSE, sizeof (CbCatalogColumn));
  header->labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; row != NULL && row[i] != NULL; i++)
    {
      CbCatalogColumn column = cb_catalog_column_from_header (row[i]);

      /* Of two that say the same the first holds: "Cơ quan" and a second "Cơ quan …". */
      for (guint j = 0; j < header->columns->len; j++)
        if (g_array_index (header->columns, CbCatalogColumn, j) == column)
          column = CB_CATALOG_COLUMN_NONE;
      g_array_append_val (header->columns, column);
      g_ptr_array_add (header->labels, g_strdup (row[i]));
    }

  return header;
}

static gboolean
is_usable (const CbCatalogHeader *header)
{
  guint understood = 0;
  gboolean has_title = FALSE;

  for (guint i = 0; i < header->columns->len; i++)
    {
      CbCatalogColumn column = g_array_index (header->columns, CbCatalogColumn, i);

      understood += column != CB_CATALOG_COLUMN_NONE;
      has_title |= column == CB_CATALOG_COLUMN_TITLE;
    }

  return has_title && understood >= 2;
}

static gboolean
knows_column (const CbCatalogHeader *header, CbCatalogColumn column)
{
  for (guint i = 0; i < header->columns->len; i++)
    if (g_array_index (header->columns, CbCatalogColumn, i) == column)
      return TRUE;

  return FALSE;
}

/* A header over two rows: "Cơ quan" above "Chủ trì" and "Phối hợp". The second row is part of it
 * when it leaves the name of the dataset blank and adds a column that was not understood. */
static void
join_second_row (CbCatalogHeader *header, const char *const *row)
{
  CbCatalogHeader *joined = header;
  /* A copy: the label it is of is replaced below. */
  g_autofree char *above = g_strdup ("");
  gboolean added = FALSE;

  for (guint i = 0; row[i] != NULL && i < joined->columns->len; i++)
    if (g_array_index (joined->columns, CbCatalogColumn, i) == CB_CATALOG_COLUMN_TITLE
        && !is_blank (row[i]))
      return;
  for (guint i = 0; row[i] != NULL && i < joined->columns->len; i++)
    {
      CbCatalogColumn *column = &g_array_index (joined->columns, CbCatalogColumn, i);
      const char *label = joined->labels->pdata[i];
      CbCatalogColumn below;

      if (!is_blank (label))
        {
          g_free (above);
          above = g_strdup (label);
        }
      if (is_blank (row[i]))
        continue;
      below = cb_catalog_column_from_header (row[i]);
      if (below == CB_CATALOG_COLUMN_NONE || below == *column || knows_column (joined, below))
        continue;
      *column = below;
      g_free (joined->labels->pdata[i]);
      joined->labels->pdata[i] = g_strdup_printf ("%s %s", above, row[i]);
      added = TRUE;
    }
  if (added)
    header->next_row++;
}

/* The row "(1) (2) (3)" below a header. */
static gboolean
is_numbering (const char *const *row)
{
  guint numbers = 0;

  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = g_strstrip (g_strdup (row[i]));
      gsize length = strlen (cell);

      if (length == 0)
        continue;
      if (strspn (cell, "()0123456789[]") != length || length > 4)
        return FALSE;
      numbers++;
    }

  return numbers >= 3;
}

/**
 * cb_catalog_columns_find:
 * @header: (nullable) (array zero-terminated=1): the row that the reader took for the header
 * @rows: (element-type GStrv): the rows below
 *
 * The reader's header is often the decision's title; then the header is looked for further down.
 *
 * Returns: (transfer full) (nullable): the header, %NULL when there is no row that names the items
 */
CbCatalogHeader *
cb_catalog_columns_find (const char *const *header, GPtrArray *rows)
{
  g_autoptr (CbCatalogHeader) found = read_header (header);

  for (guint i = 0; !is_usable (found) && i < MIN (rows->len, MAX_ROWS_ABOVE); i++)
    {
      cb_catalog_header_free (found);
      found = read_header (rows->pdata[i]);
      found->next_row = i + 1;
    }
  if (!is_usable (found))
    return NULL;

  if (found->next_row < rows->len)
    join_second_row (found, rows->pdata[found->next_row]);
  if (found->next_row < rows->len && is_numbering (rows->pdata[found->next_row]))
    found->next_row++;

  return g_steal_pointer (&found);
}

/**
 * cb_catalog_header_free:
 * @self: (nullable) (transfer full): a header
 */
void
cb_catalog_header_free (CbCatalogHeader *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_ptr_array_unref (self->labels);
  g_free (self);
}

/**
 * cb_catalog_header_repeats:
 * @self: a header
 * @row: (array zero-terminated=1): a row below it
 *
 * Returns: %TRUE when the row is the header once more, as on each printed page
 */
gboolean
cb_catalog_header_repeats (const CbCatalogHeader *self, const char *const *row)
{
  guint alike = 0;

  for (guint i = 0; row[i] != NULL && i < self->labels->len; i++)
    {
      CbCatalogColumn column = g_array_index (self->columns, CbCatalogColumn, i);
      g_autofree char *cell = cb_text_fold (row[i]);
      g_autofree char *label = cb_text_fold (self->labels->pdata[i]);

      if (cell[0] == '\0')
        continue;
      if (column == CB_CATALOG_COLUMN_TITLE)
        return g_str_equal (cell, label);
      /* The second of two header rows leaves the name blank. */
      if (column == CB_CATALOG_COLUMN_NONE || cb_catalog_column_from_header (cell) != column)
        return FALSE;
      alike++;
    }

  return alike >= 2;
}
