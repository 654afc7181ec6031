/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/table/cb-column.h"

/* Lines of any bytes as the label and the cells of a column. What a cell reads as is one of what
 * there is, the same when it was seen before, and for a cell of one that looks alike; what a column
 * is does not depend on the order of its cells, and its format reads as a format. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_value (const char *bytes, gsize length)
{
  CbValue value = cb_value_read (bytes, length);

  g_assert_cmpuint (value.kind, <, CB_VALUE_N_KINDS);
  g_assert_cmpuint (value.detail, <, 256);
  g_assert_cmpuint (value.flags, <, 1u << 16);
  /* An amount that no cell can be held against would be worse than none. */
  if (value.kind >= CB_VALUE_INTEGER && value.kind <= CB_VALUE_MONTH)
    g_assert_false (isnan (value.vi) || isnan (value.en));
}

static CbColumnDecision
decide (const char *label, const char *const *cells, const gsize *lengths, guint n, gboolean back)
{
  CbColumnTally tally;
  CbColumnDecision decision;
  CbValueShapes shapes;

  cb_value_shapes_init (&shapes);
  cb_column_tally_init (&tally);
  for (guint i = 0; i < n; i++)
    {
      guint at = back ? n - 1 - i : i;
      CbCell cell = { cells[at], (guint32)lengths[at], CB_CELL_NOT_ASCII };
      CbValue value = cb_value_read_cell (&cell);
      CbValueClass class = cb_value_find_class (&shapes, &cell);

      g_assert_cmpuint (class, ==, cb_value_get_class (&value));
      cb_column_tally_add (&tally, class);
    }
  decision = cb_column_decide (&tally, label);
  cb_column_tally_clear (&tally);

  return decision;
}

static void
check_column (const char *label, const char *const *cells, const gsize *lengths, guint n)
{
  CbColumnDecision one = decide (label, cells, lengths, n, FALSE);
  CbColumnDecision other = decide (label, cells, lengths, n, TRUE);
  g_autofree char *format = cb_column_decision_dup_format (&one);
  g_autofree char *other_format = cb_column_decision_dup_format (&other);

  g_assert_cmpint (one.type, ==, other.type);
  g_assert_cmpint (one.doubt, ==, other.doubt);
  g_assert_cmpuint (one.values, ==, other.values);
  g_assert_cmpuint (one.agreeing, ==, other.agreeing);
  g_assert_cmpstr (format, ==, other_format);
  g_assert_cmpuint (one.agreeing, <=, one.values);
  g_assert_cmpuint (one.values, <=, n);
  g_assert_true (format == NULL || g_utf8_validate (format, -1, NULL));
  g_assert_nonnull (cb_column_type_name (one.type));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *cells[256];
  gsize lengths[256];
  guint n = 0;
  const char *end = (const char *)data + size;
  const char *next;

  for (const char *p = (const char *)data; p < end && n < G_N_ELEMENTS (cells); p = next)
    {
      const char *stop = memchr (p, '\n', (gsize)(end - p));

      lengths[n] = (gsize)((stop != NULL ? stop : end) - p);
      cells[n] = p;
      check_value (cells[n], lengths[n]);
      n++;
      next = stop != NULL ? stop + 1 : end;
    }
  if (n > 1)
    {
      g_autofree char *raw = g_strndup (cells[0], lengths[0]);
      g_autofree char *label = g_utf8_make_valid (raw, -1);

      check_column (label, cells + 1, lengths + 1, n - 1);
    }

  return 0;
}
