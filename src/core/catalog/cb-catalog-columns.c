/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

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
  { "ma cha", CB_CATALOG_COLUMN_PARENT },
  { "ma nhom", CB_CATALOG_COLUMN_PARENT },
  { "thuoc nhom", CB_CATALOG_COLUMN_PARENT },
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
  /* What this program itself writes in English. */
  { "code", CB_CATALOG_COLUMN_CODE },
  { "name", CB_CATALOG_COLUMN_TITLE },
  { "description", CB_CATALOG_COLUMN_DESCRIPTION },
  { "field", CB_CATALOG_COLUMN_FIELD },
  { "agency", CB_CATALOG_COLUMN_OWNER },
  { "how often", CB_CATALOG_COLUMN_FREQUENCY },
  { "formats", CB_CATALOG_COLUMN_FORMATS },
  { "sharing", CB_CATALOG_COLUMN_SHARING },
  { "deadline", CB_CATALOG_COLUMN_DEADLINE },
  { "note", CB_CATALOG_COLUMN_NOTE },
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

/* What a folded header says, and how sure that is, in percent. */
static CbCatalogColumn
guess_folded (const char *folded, guint *confidence)
{
  *confidence = 100;
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (g_str_equal (folded, synonyms[i].words))
      return synonyms[i].column;
  *confidence = 90;
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (begins_with (folded, synonyms[i].words))
      return synonyms[i].column;
  /* One letter too many and "ma" or "ten" would be found anywhere. */
  *confidence = 70;
  for (guint i = 0; i < G_N_ELEMENTS (synonyms); i++)
    if (strlen (synonyms[i].words) > 3 && holds (folded, synonyms[i].words))
      return synonyms[i].column;

  *confidence = 0;
  return CB_CATALOG_COLUMN_NONE;
}

/**
 * cb_catalog_column_guess:
 * @header: what stands above a column; of a header over two rows "Cơ quan – Phối hợp", where the
 *   lower label says more than the upper
 * @confidence: (out): how sure that is, in percent
 *
 * Returns: what the column says
 */
CbCatalogColumn
cb_catalog_column_guess (const char *header, guint *confidence)
{
  g_autofree char *folded = cb_text_fold (header);
  const char *lower = NULL;
  CbCatalogColumn column;

  for (const char *p = strstr (folded, " – "); p != NULL; p = strstr (lower, " – "))
    lower = p + strlen (" – ");
  column = lower != NULL ? guess_folded (lower, confidence) : CB_CATALOG_COLUMN_NONE;
  return column != CB_CATALOG_COLUMN_NONE ? column : guess_folded (folded, confidence);
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
  guint confidence;

  return header != NULL ? cb_catalog_column_guess (header, &confidence) : CB_CATALOG_COLUMN_NONE;
}

static const struct
{
  const char *name;
  const char *title;
} column_words[CB_CATALOG_N_COLUMNS] = {
  [CB_CATALOG_COLUMN_NONE] = { "none", N_ ("Into the note") },
  [CB_CATALOG_COLUMN_NUMBER] = { "number", N_ ("Number in the list") },
  [CB_CATALOG_COLUMN_CODE] = { "code", N_ ("Code") },
  [CB_CATALOG_COLUMN_PARENT] = { "parent", N_ ("Code of the group") },
  [CB_CATALOG_COLUMN_FIELD] = { "field", N_ ("Field") },
  [CB_CATALOG_COLUMN_TITLE] = { "title", N_ ("Name of the data") },
  [CB_CATALOG_COLUMN_DESCRIPTION] = { "description", N_ ("Description") },
  [CB_CATALOG_COLUMN_OWNER] = { "owner", N_ ("Agency in charge") },
  [CB_CATALOG_COLUMN_PARTNER] = { "partner", N_ ("Agency that helps") },
  [CB_CATALOG_COLUMN_FREQUENCY] = { "frequency", N_ ("How often it is updated") },
  [CB_CATALOG_COLUMN_FORMATS] = { "formats", N_ ("Formats") },
  [CB_CATALOG_COLUMN_SHARING_WAY] = { "way", N_ ("Way of sharing") },
  [CB_CATALOG_COLUMN_SHARING] = { "sharing", N_ ("Sharing") },
  [CB_CATALOG_COLUMN_DEADLINE] = { "deadline", N_ ("Deadline, as written") },
  [CB_CATALOG_COLUMN_NOTE] = { "note", N_ ("Note") },
};

/**
 * cb_catalog_column_name:
 * @column: what a column says
 *
 * Returns: (transfer none): its stable name, as stored and as `--map` takes it
 */
const char *
cb_catalog_column_name (CbCatalogColumn column)
{
  g_return_val_if_fail ((guint)column < CB_CATALOG_N_COLUMNS, "");

  return column_words[column].name;
}

/**
 * cb_catalog_column_from_name:
 * @name: (nullable): a stable name
 * @column: (out): what it names
 *
 * Returns: whether it names one
 */
gboolean
cb_catalog_column_from_name (const char *name, CbCatalogColumn *column)
{
  for (guint i = 0; i < CB_CATALOG_N_COLUMNS; i++)
    if (g_strcmp0 (name, column_words[i].name) == 0)
      {
        *column = (CbCatalogColumn)i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_catalog_column_title:
 * @column: what a column says
 *
 * Returns: (transfer none): that, for people
 */
const char *
cb_catalog_column_title (CbCatalogColumn column)
{
  g_return_val_if_fail ((guint)column < CB_CATALOG_N_COLUMNS, "");

  return _ (column_words[column].title);
}
