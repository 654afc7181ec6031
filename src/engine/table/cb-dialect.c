/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-dialect.h"

#include <string.h>

#include "engine/text/cb-utf8.h"

#define SAMPLE_ROWS 200
/* As many columns as a sheet of Excel has. */
#define MAX_CELLS 16384
#define MAX_CELL 1024

static char *
dup_value (const guint8 *text, gsize length, guint8 quote)
{
  GString *value;
  gsize i = 1;

  if (length == 0 || text[0] != quote)
    return cb_utf8_dup_shown ((const char *)text, length, MAX_CELL);
  value = g_string_new (NULL);
  for (; i < length && value->len < MAX_CELL; i++)
    {
      if (text[i] == quote && (i + 1 >= length || text[i + 1] != quote))
        {
          g_string_append_len (value, (const char *)text + i + 1, (gssize)(length - i - 1));
          break;
        }
      g_string_append_c (value, (char)text[i]);
      i += text[i] == quote;
    }
  {
    char *shown = cb_utf8_dup_shown (value->str, value->len, MAX_CELL);

    g_string_free (value, TRUE);
    return shown;
  }
}

/**
 * cb_dialect_split_sample:
 * @dialect: how cells are separated
 * @text: UTF-8
 * @length: of it
 * @max_rows: at most so many
 *
 * Returns: (transfer full) (element-type GStrv): the first rows; the last one is left out when the
 *   sample may have cut it
 */
GPtrArray *
cb_dialect_split_sample (const CbCsvDialect *dialect,
                         const guint8 *text,
                         gsize length,
                         guint max_rows)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  CbCsvState state = CB_CSV_STATE_START;
  CbCsvSplit split = { NULL };
  gsize begin = 0;

  cb_csv_split (text, length, -1, dialect, &state, &split);
  for (gsize i = 0; i < split.n_ends && rows->len < max_rows; i++)
    {
      gsize end = split.ends[i];
      gboolean row_end = text[end] != dialect->delimiter;
      gsize cell_end = end;

      if (row_end && text[end] == '\n' && end > begin && text[end - 1] == '\r')
        cell_end--;
      if (cells->len < MAX_CELLS)
        g_ptr_array_add (cells, dup_value (text + begin, cell_end - begin, dialect->quote));
      begin = end + 1;
      if (row_end)
        {
          g_ptr_array_add (cells, NULL);
          g_ptr_array_add (rows, g_ptr_array_steal (cells, NULL));
        }
    }
  /* A file of one line, or whose only line is longer than the sample. */
  if (rows->len < max_rows && (begin < length || cells->len > 0)
      && (rows->len == 0 || length < 64 * 1024))
    {
      if (cells->len < MAX_CELLS)
        g_ptr_array_add (cells, dup_value (text + begin, length - begin, dialect->quote));
      g_ptr_array_add (cells, NULL);
      g_ptr_array_add (rows, g_ptr_array_steal (cells, NULL));
    }
  else
    {
      g_ptr_array_foreach (cells, (GFunc)(void (*) (void))g_free, NULL);
    }
  cb_csv_split_clear (&split);

  return rows;
}

/* How well the rows agree on a number of cells: the share of the most frequent number among rows of
 * more than one cell, weighed with how many rows have more than one at all. */
static double
rate (const guint8 *text, gsize length, guint8 delimiter, guint *width)
{
  CbCsvDialect dialect = { delimiter, '"' };
  g_autoptr (GPtrArray) rows = cb_dialect_split_sample (&dialect, text, length, SAMPLE_ROWS);
  g_autofree guint *times = g_new0 (guint, MAX_CELLS + 2);
  guint filled = 0;
  guint wide = 0;
  guint best = 1;

  for (guint i = 0; i < rows->len; i++)
    {
      guint n = g_strv_length (g_ptr_array_index (rows, i));

      if (n == 1 && *((GStrv)g_ptr_array_index (rows, i))[0] == '\0')
        continue;
      filled++;
      if (n == 1)
        continue;
      wide++;
      times[n]++;
      if (times[n] > times[best])
        best = n;
    }
  *width = best;
  if (wide == 0)
    return 0;

  /* Titles and notes above and below a table are rows of one cell: half as bad as a ragged one. */
  return ((double)times[best] / wide) * (0.5 + 0.5 * wide / filled);
}

static gboolean
find_sep_line (const guint8 *text, gsize length, CbDialect *dialect)
{
  gsize end;

  if (length < 5 || g_ascii_strncasecmp ((const char *)text, "sep=", 4) != 0 || text[4] > 0x7e)
    return FALSE;
  end = 5;
  if (end < length && text[end] == '\r')
    end++;
  if (end < length && text[end] == '\n')
    end++;
  if (end == 5 && length > 5)
    return FALSE;
  dialect->csv.delimiter = text[4];
  dialect->preamble = end;
  dialect->is_table = TRUE;

  return TRUE;
}

/* A quote at the beginning of a cell. */
static gboolean
has_quoted_cell (const guint8 *text, gsize length, guint8 delimiter)
{
  for (const guint8 *p = text; (p = memchr (p, '"', (gsize)(text + length - p))) != NULL; p++)
    if (p == text || p[-1] == delimiter || p[-1] == '\n' || p[-1] == '\r')
      return TRUE;

  return FALSE;
}

/**
 * cb_dialect_find:
 * @text: the beginning of the file, as UTF-8
 * @length: of it
 * @delimiter: what a person said, 0 to find out
 *
 * The delimiter is the one with which the rows of the sample agree best on a number of cells.
 * Excel's own line `sep=;` decides when it is there.
 *
 * Returns: how the file separates cells
 */
CbDialect
cb_dialect_find (const guint8 *text, gsize length, char delimiter)
{
  static const guint8 candidates[] = { '\t', ';', ',', '|' };
  CbDialect dialect = { { CB_DIALECT_NO_DELIMITER, '"' }, 0, FALSE, FALSE };
  gsize sample = MIN (length, 256 * 1024);
  double best = 0.25;
  guint best_width = 0;

  if (!find_sep_line (text, length, &dialect))
    for (guint i = 0; i < G_N_ELEMENTS (candidates) && delimiter == 0; i++)
      {
        guint width;
        double rating = rate (text, sample, candidates[i], &width);

        /* With decimal commas, commas may agree as well as the semicolons between the cells. What
         * every row agrees on, the header too, is not given up for what only most do: addresses
         * have as many commas each. */
        if (rating > best + 0.02
            || (rating > best - (best < 1 ? 0.02 : 0) - 1e-9 && width > best_width))
          {
            best = MAX (rating, best);
            best_width = width;
            dialect.csv.delimiter = candidates[i];
            dialect.is_table = TRUE;
          }
      }
  if (delimiter != 0)
    {
      dialect.csv.delimiter = (guint8)delimiter;
      dialect.is_table = TRUE;
    }
  dialect.is_quoted = has_quoted_cell (
      text + dialect.preamble, sample - MIN (sample, dialect.preamble), dialect.csv.delimiter);

  return dialect;
}
