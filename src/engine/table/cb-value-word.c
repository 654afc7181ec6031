/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-value-private.h"

#include <string.h>

enum
{
  PAIR_CO_KHONG,
  PAIR_TRUE_FALSE,
  PAIR_DUNG_SAI,
  PAIR_YES_NO,
};

static const CbValueWord words[] = {
  { "-", CB_VALUE_MISSING, 0, FALSE },
  { "--", CB_VALUE_MISSING, 0, FALSE },
  { "---", CB_VALUE_MISSING, 0, FALSE },
  { "–", CB_VALUE_MISSING, 0, FALSE },
  { "—", CB_VALUE_MISSING, 0, FALSE },
  { "…", CB_VALUE_MISSING, 0, FALSE },
  { "...", CB_VALUE_MISSING, 0, FALSE },
  { "..", CB_VALUE_MISSING, 0, FALSE },
  { ".", CB_VALUE_MISSING, 0, FALSE },
  { "?", CB_VALUE_MISSING, 0, FALSE },
  { "/", CB_VALUE_MISSING, 0, FALSE },
  { "N/A", CB_VALUE_MISSING, 0, FALSE },
  { "n/a", CB_VALUE_MISSING, 0, FALSE },
  { "NA", CB_VALUE_MISSING, 0, FALSE },
  { "NaN", CB_VALUE_MISSING, 0, FALSE },
  { "nan", CB_VALUE_MISSING, 0, FALSE },
  { "null", CB_VALUE_MISSING, 0, FALSE },
  { "NULL", CB_VALUE_MISSING, 0, FALSE },
  { "None", CB_VALUE_MISSING, 0, FALSE },
  { "KXĐ", CB_VALUE_MISSING, 0, FALSE },
  { "kxđ", CB_VALUE_MISSING, 0, FALSE },
  { "Không xác định", CB_VALUE_MISSING, 0, FALSE },
  { "không xác định", CB_VALUE_MISSING, 0, FALSE },
  { "Chưa xác định", CB_VALUE_MISSING, 0, FALSE },
  { "chưa xác định", CB_VALUE_MISSING, 0, FALSE },
  { "Không có", CB_VALUE_MISSING, 0, FALSE },
  { "không có", CB_VALUE_MISSING, 0, FALSE },
  { "Chưa có", CB_VALUE_MISSING, 0, FALSE },
  { "chưa có", CB_VALUE_MISSING, 0, FALSE },
  { "Không rõ", CB_VALUE_MISSING, 0, FALSE },
  { "không rõ", CB_VALUE_MISSING, 0, FALSE },
  { "Không có số liệu", CB_VALUE_MISSING, 0, FALSE },
  { "không có số liệu", CB_VALUE_MISSING, 0, FALSE },
  { "Chưa có số liệu", CB_VALUE_MISSING, 0, FALSE },
  { "chưa có số liệu", CB_VALUE_MISSING, 0, FALSE },
  { "Không có dữ liệu", CB_VALUE_MISSING, 0, FALSE },
  { "không có dữ liệu", CB_VALUE_MISSING, 0, FALSE },
  { "Đang cập nhật", CB_VALUE_MISSING, 0, FALSE },
  { "đang cập nhật", CB_VALUE_MISSING, 0, FALSE },
  { "có", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, TRUE },
  { "Có", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, TRUE },
  { "CÓ", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, TRUE },
  { "không", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, FALSE },
  { "Không", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, FALSE },
  { "KHÔNG", CB_VALUE_BOOLEAN, PAIR_CO_KHONG, FALSE },
  { "true", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, TRUE },
  { "True", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, TRUE },
  { "TRUE", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, TRUE },
  { "false", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, FALSE },
  { "False", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, FALSE },
  { "FALSE", CB_VALUE_BOOLEAN, PAIR_TRUE_FALSE, FALSE },
  { "đúng", CB_VALUE_BOOLEAN, PAIR_DUNG_SAI, TRUE },
  { "Đúng", CB_VALUE_BOOLEAN, PAIR_DUNG_SAI, TRUE },
  { "sai", CB_VALUE_BOOLEAN, PAIR_DUNG_SAI, FALSE },
  { "Sai", CB_VALUE_BOOLEAN, PAIR_DUNG_SAI, FALSE },
  { "yes", CB_VALUE_BOOLEAN, PAIR_YES_NO, TRUE },
  { "Yes", CB_VALUE_BOOLEAN, PAIR_YES_NO, TRUE },
  { "YES", CB_VALUE_BOOLEAN, PAIR_YES_NO, TRUE },
  { "no", CB_VALUE_BOOLEAN, PAIR_YES_NO, FALSE },
  { "No", CB_VALUE_BOOLEAN, PAIR_YES_NO, FALSE },
  { "NO", CB_VALUE_BOOLEAN, PAIR_YES_NO, FALSE },
  { "x", CB_VALUE_MARK, 0, TRUE },
  { "X", CB_VALUE_MARK, 0, TRUE },
  { "✓", CB_VALUE_MARK, 0, TRUE },
  { "✔", CB_VALUE_MARK, 0, TRUE },
  { "☑", CB_VALUE_MARK, 0, TRUE },
  { "√", CB_VALUE_MARK, 0, TRUE },
  { "#N/A", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#REF!", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#DIV/0!", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#VALUE!", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#NAME?", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#NUM!", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { "#NULL!", CB_VALUE_SHEET_ERROR, 0, FALSE },
  { CB_SHEET_LOST_TEXT, CB_VALUE_SHEET_ERROR, CB_VALUE_LOST_TEXT, FALSE },
};

/* By length and first byte, since most cells are text that is none of them. */
static guint8 first_of[CB_VALUE_MAX_WORD + 1][256]; /* place plus one */
static guint8 next_of[G_N_ELEMENTS (words)];

guint8 cb_value_word_starts[CB_VALUE_MAX_WORD + 1][256 / 8];

/* Before the first cell; in any thread. */
void
cb_value_index_words (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;
  for (guint i = G_N_ELEMENTS (words); i-- > 0;)
    {
      guint8 *first = &first_of[strlen (words[i].text)][(guint8)words[i].text[0]];

      next_of[i] = *first;
      *first = (guint8)(i + 1);
      cb_value_word_starts[strlen (words[i].text)][(guint8)words[i].text[0] / 8]
          |= (guint8)(1u << (guint8)words[i].text[0] % 8);
    }
  g_once_init_leave (&done, 1);
}

/**
 * cb_value_words:
 * @n_words: (out): how many
 *
 * Returns: (transfer none) (array length=n_words): the words that are no text
 */
const CbValueWord *
cb_value_words (guint *n_words)
{
  *n_words = G_N_ELEMENTS (words);

  return words;
}

/* Whether the trimmed cell is one of the words. */
gboolean
cb_value_read_word (const char *begin, const char *end, CbValue *value)
{
  gsize length = (gsize)(end - begin);

  if (length > CB_VALUE_MAX_WORD)
    return FALSE;
  cb_value_index_words ();
  for (guint at = first_of[length][(guint8)*begin]; at != 0; at = next_of[at - 1])
    if (memcmp (words[at - 1].text, begin, length) == 0)
      {
        value->kind = words[at - 1].kind;
        value->detail = at - 1;
        return TRUE;
      }

  return FALSE;
}
