/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-sheet-private.h"

#include <string.h>

/* A cell that a spreadsheet would run instead of showing it (CWE-1236) gets an apostrophe before
 * it; numbers are not texts and keep their minus. */
static gboolean
is_risky (const char *text)
{
  return text[0] != '\0' && strchr ("=+-@\t\r\n", text[0]) != NULL;
}

/* Other control characters than white space are left out, as XLSX leaves them out: nobody sees
 * them, and a file that has one is no text to other programs. */
static gboolean
is_control (char c)
{
  return (guchar)c < ' ' && c != '\t' && c != '\r' && c != '\n';
}

static void
append_text (GString *to, const char *text)
{
  gboolean quoted;

  while (is_control (*text) && *text != '\0')
    text++;
  quoted = is_risky (text) || strpbrk (text, "\",\r\n;") != NULL;
  if (quoted)
    g_string_append_c (to, '"');
  if (is_risky (text))
    g_string_append_c (to, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (to, '"');
      if (!is_control (*p))
        g_string_append_c (to, *p);
    }
  if (quoted)
    g_string_append_c (to, '"');
}

static void
append_day (GString *to, double days)
{
  GDate date;
  char text[16];

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(days + 693594));
  g_date_strftime (text, sizeof text, "%Y-%m-%d", &date);
  g_string_append (to, text);
}

static void
append_value (GString *to, const CbSheetValue *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  guint seconds;

  switch (value->kind)
    {
    case CB_SHEET_VALUE_NONE:
      break;
    case CB_SHEET_VALUE_TEXT:
      append_text (to, value->text);
      break;
    case CB_SHEET_VALUE_NUMBER:
      g_string_append (to, g_ascii_formatd (number, sizeof number, "%.15g", value->number));
      break;
    case CB_SHEET_VALUE_DATE:
      append_day (to, value->number);
      break;
    case CB_SHEET_VALUE_TIME:
      seconds = (guint)((value->number - (guint)value->number) * 86400 + 0.5);
      append_day (to, value->number);
      g_string_append_printf (to, "T%02u:%02u:%02u", seconds / 3600, seconds / 60 % 60,
                              seconds % 60);
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * cb_sheet_to_csv:
 * @self: a sheet
 *
 * RFC 4180, in UTF-8 with a byte order mark, by which Excel knows Vietnamese; dates as 2026-11-25.
 * Without the notes: the first line is the header. A text that a spreadsheet would take for a
 * formula begins with an apostrophe.
 *
 * Returns: (transfer full): the file's bytes
 */
GBytes *
cb_sheet_to_csv (const CbSheet *self)
{
  GString *to = g_string_new ("\xEF\xBB\xBF");

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i > 0)
        g_string_append_c (to, ',');
      append_text (to, g_array_index (self->columns, CbSheetColumn, i).title);
    }
  g_string_append (to, "\r\n");
  for (guint row = 0; row < self->lines->len; row++)
    {
      const CbSheetLine *line = &g_array_index (self->lines, CbSheetLine, row);

      for (guint i = 0; i < self->columns->len; i++)
        {
          if (i > 0)
            g_string_append_c (to, ',');
          if (i < line->values->len)
            append_value (to, &g_array_index (line->values, CbSheetValue, i));
        }
      g_string_append (to, "\r\n");
    }

  return g_string_free_to_bytes (to);
}
