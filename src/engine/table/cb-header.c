/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/table/cb-dialect.h"

#define MAX_TITLE_ROWS 10
#define MAX_LABEL 120

/* A cell as a header never has it: a number, a date, an amount, a code of digits. A year alone may
 * be a label. */
static gboolean
looks_like_data (const char *cell)
{
  gsize digits = 0;
  gsize others = 0;

  for (const char *p = cell; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        digits++;
      else if (strchr (" .,/-+%:()", *p) == NULL)
        others++;
    }
  if (digits == 0 || others > 0)
    return strchr (cell, '@') != NULL;

  return !(digits == 4 && strlen (cell) == 4 && (cell[0] == '1' || cell[0] == '2'));
}

static guint
count_filled (const GStrv cells)
{
  guint n = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (cells[i]));

      n += *text != '\0';
    }

  return n;
}

static guint
find_usual_width (GPtrArray *rows)
{
  g_autoptr (GArray) times = g_array_new (FALSE, TRUE, sizeof (guint));
  guint best = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint n = g_strv_length (g_ptr_array_index (rows, i));

      if (n >= times->len)
        g_array_set_size (times, n + 1);
      g_array_index (times, guint, n)++;
      if (best >= times->len
          || g_array_index (times, guint, n) > g_array_index (times, guint, best))
        best = n;
    }

  return best;
}

/* Each column's label is found again below it in real data, never in a header. */
static gboolean
is_repeated_below (GPtrArray *rows, guint row)
{
  GStrv labels = g_ptr_array_index (rows, row);
  guint n_labels = g_strv_length (labels);
  g_autofree guint8 *is_repeated = g_new0 (guint8, n_labels + 1);
  guint repeated = 0;

  /* Row by row: tables of thousands of columns are not gone through again for each. */
  for (guint r = row + 1; r < rows->len; r++)
    {
      GStrv cells = g_ptr_array_index (rows, r);

      for (guint c = 0; c < n_labels && cells[c] != NULL; c++)
        if (is_repeated[c] == 0 && *labels[c] != '\0' && g_str_equal (labels[c], cells[c]))
          {
            is_repeated[c] = 1;
            repeated++;
          }
    }

  return repeated * 2 > n_labels;
}

static gboolean
can_be_header (GPtrArray *rows, guint row)
{
  GStrv cells = g_ptr_array_index (rows, row);
  guint data = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (looks_like_data (cells[i]))
        data++;
      if (strlen (cells[i]) > MAX_LABEL * 2)
        return FALSE;
    }
  if (data > 0)
    return FALSE;
  if (rows->len > row + 1 && is_repeated_below (rows, row))
    return FALSE;

  return count_filled (cells) > 0;
}

/**
 * cb_header_find:
 * @rows: (element-type GStrv): the first rows of the file
 *
 * The header is the first row that is as wide as the table, filled for the most part, and has
 * nothing in it that only data has. Rows above it that hold a title (one or two cells) are passed
 * over.
 *
 * Returns: 1-based, 0 when there is none
 */
guint
cb_header_find (GPtrArray *rows)
{
  guint width = find_usual_width (rows);

  for (guint i = 0; i < rows->len && i < MAX_TITLE_ROWS; i++)
    {
      GStrv cells = g_ptr_array_index (rows, i);
      guint n = g_strv_length (cells);
      guint filled = count_filled (cells);

      if (filled == 0 || (width > 2 && filled <= width / 3 && filled <= 2))
        continue;
      if (n + 1 < width)
        continue;
      return can_be_header (rows, i) ? i + 1 : 0;
    }

  return 0;
}
