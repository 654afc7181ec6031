/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-page-private.h"

/* Tables on pages: a row stays whole where a page holds it, one that is longer than a page goes on
 * on the next; the header stands on each. */

#define PADDING_X 4.0
#define PADDING_Y 2.5

typedef struct
{
  CbPage *page;
  const CbBlock *block;
  double *edges; /* from the left, one more than columns */
  guint n_columns;
  GHashTable *laid; /* (element-type utf8 PangoLayout): cells as they were laid out before */
} Table;

/* So many different cells are remembered: enough for the figures of a report, which say the same
 * few numbers ten thousand times over, and little memory where every cell is another. */
#define MAX_LAID 2048

typedef struct
{
  PangoLayout *layout;
  PangoLayoutIter *iter; /* at the first line not yet drawn; %NULL: all are */
  double left;
  double right;
} Cell;

/* Breaking text into glyphs and lines is what a long table costs, more than its tags do (they make
 * the writing half as long again); what was laid out once is drawn again. */
static PangoLayout *
lay_text (Table *table, const char *text, guint first, guint last, const CbTextStyle *style)
{
  double width = table->edges[last + 1] - table->edges[first] - 2 * PADDING_X;
  g_autofree char *key
      = g_strdup_printf ("%u %u %d %d %s", first, last, style->bold, (int)style->align, text);
  PangoLayout *layout = g_hash_table_lookup (table->laid, key);

  if (layout != NULL)
    return g_object_ref (layout);
  layout = _cb_page_layout (table->page, text, MAX (width, 1), style);
  if (g_hash_table_size (table->laid) < MAX_LAID)
    g_hash_table_insert (table->laid, g_steal_pointer (&key), g_object_ref (layout));

  return layout;
}

static void
lay_cell (Table *table, Cell *cell, const char *text, guint first, guint last, CbTextStyle *style)
{
  cell->left = table->edges[first];
  cell->right = table->edges[last + 1];
  cell->layout = lay_text (table, text, first, last, style);
  cell->iter = pango_layout_get_iter (cell->layout);
}

static double
get_height (const Cell *cells, guint n)
{
  double most = 0;

  for (guint i = 0; i < n; i++)
    {
      PangoRectangle logical;

      pango_layout_get_extents (cells[i].layout, NULL, &logical);
      most = MAX (most, (double)logical.height / PANGO_SCALE);
    }

  return most + 2 * PADDING_Y;
}

/* As many lines as there is room for; the height that they take. */
static double
draw_lines (CbPage *page, Cell *cell, double room)
{
  double y = 0;

  while (cell->iter != NULL)
    {
      int top;
      int bottom;
      double height;

      pango_layout_iter_get_line_yrange (cell->iter, &top, &bottom);
      height = (double)(bottom - top) / PANGO_SCALE;
      if (y > 0 && y + height > room)
        break;
      _cb_page_put_line (page, cell->iter, cell->left + PADDING_X, page->y + PADDING_Y + y);
      y += height;
      if (!pango_layout_iter_next_line (cell->iter))
        g_clear_pointer (&cell->iter, pango_layout_iter_free);
    }

  return y;
}

static void
draw_frame (Table *table, const Cell *cells, guint n, double height)
{
  cairo_t *cr = table->page->cr;

  cairo_set_line_width (cr, 0.5);
  for (guint i = 0; i < n; i++)
    cairo_rectangle (cr, cells[i].left, table->page->y, cells[i].right - cells[i].left, height);
  cairo_stroke (cr);
}

/* One page's part of a row; %TRUE when something is left of it. */
static gboolean
draw_part (Table *table, Cell *cells, guint n, const char *tag)
{
  CbPage *page = table->page;
  double room = page->bottom - page->y - 2 * PADDING_Y;
  double most = 0;
  gboolean left_over = FALSE;

  if (tag != NULL)
    cairo_tag_begin (page->cr, "TR", NULL);
  for (guint i = 0; i < n; i++)
    {
      double height;

      if (tag != NULL)
        cairo_tag_begin (page->cr, tag, NULL);
      height = draw_lines (page, &cells[i], room);
      if (tag != NULL)
        cairo_tag_end (page->cr, tag);
      most = MAX (most, height);
      left_over |= cells[i].iter != NULL;
    }
  if (tag != NULL)
    cairo_tag_end (page->cr, "TR");
  draw_frame (table, cells, n, most + 2 * PADDING_Y);
  page->y += most + 2 * PADDING_Y;

  return left_over;
}

static Cell *
lay_header (Table *table)
{
  CbTextStyle style = { .size = CB_SIZE_TABLE, .bold = TRUE, .align = CB_ALIGN_CENTRE };
  Cell *cells = g_new0 (Cell, table->n_columns);

  for (guint i = 0; i < table->n_columns; i++)
    lay_cell (table, &cells[i], g_array_index (table->block->columns, CbDocumentColumn, i).title, i,
              i, &style);

  return cells;
}

static guint
lay_row (Table *table, const CbBlockRow *row, Cell *cells)
{
  CbTextStyle style = { .size = CB_SIZE_TABLE, .bold = row->kind != CB_DOCUMENT_ROW_PLAIN };

  if (row->kind == CB_DOCUMENT_ROW_GROUP)
    {
      lay_cell (table, &cells[0], row->cells[0], 0, table->n_columns - 1, &style);
      return 1;
    }
  for (guint i = 0; i < table->n_columns; i++)
    {
      style.align = g_array_index (table->block->columns, CbDocumentColumn, i).align;
      lay_cell (table, &cells[i], row->cells[i], i, i, &style);
    }

  return table->n_columns;
}

static void
clear_cells (Cell *cells, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_clear_pointer (&cells[i].iter, pango_layout_iter_free);
      g_clear_object (&cells[i].layout);
    }
}

static void
draw_header (Table *table, const char *tag)
{
  g_autofree Cell *cells = lay_header (table);

  draw_part (table, cells, table->n_columns, tag);
  clear_cells (cells, table->n_columns);
}

static void
draw_row (Table *table, const CbBlockRow *row)
{
  CbPage *page = table->page;
  g_autofree Cell *cells = g_new0 (Cell, table->n_columns);
  guint n = lay_row (table, row, cells);

  double height = get_height (cells, n);

  /* One that no page holds begins here, unless there is hardly any room. */
  if (page->y + MIN (height, CB_SIZE_TABLE * 4.0) > page->bottom
      || (page->y + height > page->bottom && height < (page->bottom - page->top) * 0.8))
    {
      cairo_tag_end (page->cr, "Table");
      _cb_page_break (page);
      /* Seen, but said only once. */
      draw_header (table, NULL);
      cairo_tag_begin (page->cr, "Table", NULL);
    }
  while (draw_part (table, cells, n, "TD"))
    {
      cairo_tag_end (page->cr, "Table");
      _cb_page_break (page);
      draw_header (table, NULL);
      cairo_tag_begin (page->cr, "Table", NULL);
    }
  clear_cells (cells, n);
}

void
_cb_page_table (CbPage *self, const CbBlock *block)
{
  guint n = block->columns->len;
  g_autofree double *edges = g_new0 (double, n + 1);
  g_autoptr (GHashTable) laid
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  Table table = { self, block, edges, n, laid };
  double sum = 0;
  double done = 0;

  for (guint i = 0; i < n; i++)
    sum += MAX (g_array_index (block->columns, CbDocumentColumn, i).width, 0.01);
  for (guint i = 0; i < n; i++)
    {
      edges[i] = self->left + self->width * done / sum;
      done += MAX (g_array_index (block->columns, CbDocumentColumn, i).width, 0.01);
    }
  edges[n] = self->left + self->width;

  self->y += 4;
  /* The header is never alone at the foot of a page. */
  _cb_page_need (self, CB_SIZE_TABLE * 6);
  cairo_tag_begin (self->cr, "Table", NULL);
  draw_header (&table, "TH");
  for (guint i = 0; i < block->rows->len; i++)
    draw_row (&table, &g_array_index (block->rows, CbBlockRow, i));
  cairo_tag_end (self->cr, "Table");
  self->y += 8;
}
