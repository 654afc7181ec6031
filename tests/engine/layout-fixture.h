/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdio.h>
#include <string.h>

#include "engine/table/cb-layout.h"

/* Rows of a text of cells between | and lines; see layout-cases.h. */
typedef struct
{
  GArray *cells;  /* (element-type CbCell) */
  GArray *rows;   /* (element-type CbRow) */
  GArray *merges; /* (element-type CbSheetRange) */
  char *text;
} LayoutSheet;

static inline void
layout_sheet_init (LayoutSheet *self, const char *text, const char *merges)
{
  gsize at = 0;

  self->text = g_strdup (text);
  self->cells = g_array_new (FALSE, FALSE, sizeof (CbCell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CbRow));
  self->merges = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));
  for (char *p = self->text;;)
    {
      gsize length = strcspn (p, "|\n");
      CbCell cell = { p, (guint32)length, 0 };
      char end = p[length];

      g_array_append_val (self->cells, cell);
      if (end != '|')
        {
          CbRow row = { self->rows->len, NULL, (guint32)(self->cells->len - at), 0 };

          g_array_append_val (self->rows, row);
          at = self->cells->len;
        }
      if (end == '\0')
        break;
      p += length + 1;
    }
  at = 0;
  for (guint i = 0; i < self->rows->len; i++)
    {
      CbRow *row = &g_array_index (self->rows, CbRow, i);

      row->cells = &g_array_index (self->cells, CbCell, at);
      at += row->n_cells;
    }
  while (merges != NULL && *merges != '\0')
    {
      CbSheetRange m;

      g_assert_cmpint (sscanf (merges, "%u:%u,%u:%u", &m.first_row, &m.last_row, &m.first_column,
                               &m.last_column),
                       ==, 4);
      m.first_row--, m.last_row--, m.first_column--, m.last_column--;
      g_array_append_val (self->merges, m);
      merges += strcspn (merges, " ");
      merges += strspn (merges, " ");
    }
}

static inline void
layout_sheet_clear (LayoutSheet *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->merges);
  g_free (self->text);
}

static inline CbLayoutSample
layout_sheet_sample (LayoutSheet *self, guint first, guint n_rows)
{
  n_rows = MIN (n_rows, self->rows->len - first);

  return (CbLayoutSample){ (const CbRow *)(gpointer)self->rows->data + first, n_rows,
                           (const CbSheetRange *)(gpointer)self->merges->data, self->merges->len };
}

/* One letter for the kind of each row. */
static inline char *
layout_sheet_dup_kinds (LayoutSheet *self, const CbLayout *layout)
{
  static const char letters[] = "dth#rgsTnbox";
  GString *kinds = g_string_new (NULL);

  for (guint i = 0; i < self->rows->len; i++)
    g_string_append_c (
        kinds, letters[cb_layout_classify (layout, i, &g_array_index (self->rows, CbRow, i))]);

  return g_string_free (kinds, FALSE);
}

/* Found and closed, as a whole file. */
static inline CbLayout *
layout_sheet_find (LayoutSheet *self, const CbLayoutWish *wish)
{
  CbLayoutSample head = layout_sheet_sample (self, 0, CB_LAYOUT_SAMPLE);
  guint n_tail = MIN (self->rows->len, CB_LAYOUT_TAIL);
  CbLayoutSample tail = layout_sheet_sample (self, self->rows->len - n_tail, n_tail);
  CbLayout *layout = cb_layout_find (&head, wish);

  cb_layout_close (layout, &tail, wish);

  return layout;
}
