/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xlsx-private.h"

/* A column beyond all others, that can still be reckoned with. */
#define TOO_FAR 1000000

/**
 * cb_xlsx_parse_column:
 * @reference: (inout): the address of a cell, `BC12`; then where its letters end
 *
 * Returns: the column, 0-based, not limited to what a sheet can have; -1 when there is no letter
 */
gint32
cb_xlsx_parse_column (const char **reference)
{
  const char *p = *reference;
  gint32 column = 0;

  while (*p == '$')
    p++;
  for (; g_ascii_isalpha (*p); p++)
    {
      column = MIN (column, TOO_FAR);
      column = column * 26 + (g_ascii_toupper (*p) - 'A' + 1);
    }
  *reference = p;

  return column - 1;
}

/* Returns: 0-based, -1 when there is none or it is beyond the last. */
static gint64
parse_row (const char **reference)
{
  const char *p = *reference;
  gint64 row = 0;

  while (*p == '$')
    p++;
  for (; g_ascii_isdigit (*p) && row <= CB_SHEET_MAX_ROWS; p++)
    row = row * 10 + (*p - '0');
  *reference = p;

  return row <= CB_SHEET_MAX_ROWS ? row - 1 : -1;
}

static gboolean
parse_place (const char **reference, guint32 *row, guint32 *column)
{
  gint32 parsed_column = cb_xlsx_parse_column (reference);
  gint64 parsed_row = parse_row (reference);

  if (parsed_row < 0 || parsed_column < 0 || parsed_column >= (gint32)CB_SHEET_MAX_COLUMNS)
    return FALSE;
  *row = (guint32)parsed_row;
  *column = (guint32)parsed_column;

  return TRUE;
}

/**
 * cb_xlsx_parse_range:
 * @text: `A1:C3`, or `A1` alone
 * @range: (out): what it means
 *
 * Returns: %FALSE when it is none, or reaches beyond what a sheet can have
 */
gboolean
cb_xlsx_parse_range (const char *text, CbSheetRange *range)
{
  if (!parse_place (&text, &range->first_row, &range->first_column))
    return FALSE;
  range->last_row = range->first_row;
  range->last_column = range->first_column;
  if (*text == ':')
    {
      text++;
      if (!parse_place (&text, &range->last_row, &range->last_column))
        return FALSE;
    }

  return *text == '\0' && range->first_row <= range->last_row
         && range->first_column <= range->last_column;
}

/**
 * cb_xlsx_dup_place:
 * @row: 0-based
 * @column: 0-based
 *
 * Returns: (transfer full): the address of the cell, `BC12`
 */
char *
cb_xlsx_dup_place (guint32 row, guint32 column)
{
  GString *place = g_string_new (NULL);

  cb_sheet_value_append_column (place, column);
  g_string_append_printf (place, "%u", row + 1);

  return g_string_free (place, FALSE);
}

/**
 * cb_xlsx_dup_columns:
 * @first: 0-based
 * @last: 0-based
 *
 * Returns: (transfer full): `B:D`
 */
char *
cb_xlsx_dup_columns (guint32 first, guint32 last)
{
  GString *place = g_string_new (NULL);

  cb_sheet_value_append_column (place, first);
  g_string_append_c (place, ':');
  cb_sheet_value_append_column (place, last);

  return g_string_free (place, FALSE);
}
