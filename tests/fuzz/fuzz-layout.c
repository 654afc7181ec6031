/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "layout-fixture.h"

/* How a table lies, found in any rows of cells: a step `layout` as JSON, behind its first NUL the
 * cells (| between them), behind the second merged cells, four bytes each. The layout is within the
 * rows, the short way by which most rows are told says what the long one says, the wish says the
 * same when it is written and read again, and what was found once is found again. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
add_merges (LayoutSheet *sheet, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i + 4 <= length && i < 400; i += 4)
    {
      CbSheetRange merge = { bytes[i], bytes[i + 1], (guint32)bytes[i] + bytes[i + 2] % 8,
                             (guint32)bytes[i + 1] + bytes[i + 3] % 8 };

      g_array_append_val (sheet->merges, merge);
    }
}

static void
check_kinds (LayoutSheet *sheet, const CbLayout *layout)
{
  for (guint i = 0; i < sheet->rows->len; i++)
    {
      const CbRow *row = &g_array_index (sheet->rows, CbRow, i);

      g_assert_cmpint (cb_layout_classify (layout, i, row), ==,
                       cb_layout_look_at_row (layout, i, row));
    }
}

static void
check_layout (LayoutSheet *sheet, const CbLayout *layout, const CbLayoutWish *wish)
{
  CbLayoutSample head = layout_sheet_sample (sheet, 0, CB_LAYOUT_SAMPLE);
  g_auto (GStrv) labels = cb_layout_dup_labels (layout, &head);

  g_assert_cmpuint (layout->header_rows, <=, CB_LAYOUT_MAX_HEADER);
  g_assert_true (layout->confidence >= 0 && layout->confidence <= 1);
  g_assert_cmpuint (layout->n_others, <=, CB_LAYOUT_MAX_OTHERS);
  for (guint i = 0; i < layout->n_others; i++)
    g_assert_cmpuint (layout->others[i].first, <=, layout->others[i].last);
  g_assert_cmpuint (layout->n_beside, !=, 1);
  for (guint i = 1; i < layout->n_beside; i++)
    g_assert_cmpuint (layout->beside[i].first, >, layout->beside[i - 1].last + 1);
  for (guint i = 0; labels[i] != NULL; i++)
    g_assert_true (g_utf8_validate (labels[i], -1, NULL));
  g_assert_cmpuint (cb_layout_get_body (layout), >=, layout->header_first);
  check_kinds (sheet, layout);
}

static void
check_wish (LayoutSheet *sheet, const CbLayoutWish *wish)
{
  g_autoptr (CbLayout) layout = layout_sheet_find (sheet, wish);
  g_autoptr (CbLayout) again = NULL;
  g_autofree char *kinds = layout_sheet_dup_kinds (sheet, layout);
  g_autofree char *kinds_again = NULL;

  check_layout (sheet, layout, wish);
  again = layout_sheet_find (sheet, wish);
  kinds_again = layout_sheet_dup_kinds (sheet, again);
  g_assert_cmpstr (kinds, ==, kinds_again);
}

/* Any rows may be given whose cells are UTF-8 or not. */
static void
check_sheet (const char *text, const guint8 *merges, gsize length, const CbLayoutWish *wish)
{
  LayoutSheet sheet;

  layout_sheet_init (&sheet, text, NULL);
  add_merges (&sheet, merges, length);
  check_wish (&sheet, wish);
  layout_sheet_clear (&sheet);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_malloc (size + 1);
  const char *text, *merges;
  g_autoptr (JsonObject) step = NULL;
  CbLayoutWish wish = CB_LAYOUT_WISH_INIT;

  if (size > 64 * 1024)
    return 0;
  if (size > 0)
    memcpy (bytes, data, size);
  bytes[size] = '\0';
  text = bytes + MIN (strlen (bytes) + 1, size);
  merges = text + MIN (strlen (text) + 1, (gsize)(bytes + size - text));
  step = cb_json_object_parse (bytes, -1, NULL);
  if (step != NULL && cb_layout_wish_from_json (step, &wish, NULL))
    {
      g_autoptr (JsonObject) written = cb_layout_wish_to_json (&wish);
      CbLayoutWish read;

      g_assert_true (cb_layout_wish_from_json (written, &read, NULL));
      g_assert_cmpint (read.header_row, ==, wish.header_row);
      g_assert_cmpint (read.header_rows, ==, wish.header_rows);
      g_assert_cmpint (read.first_column, ==, wish.first_column);
      g_assert_cmpuint (read.keep, ==, wish.keep);
      g_assert_cmpuint (read.n_columns, ==, wish.n_columns);
    }
  else
    {
      wish = (CbLayoutWish)CB_LAYOUT_WISH_INIT;
    }
  check_sheet (text, (const guint8 *)merges, (gsize)(bytes + size - merges), &wish);

  return 0;
}
