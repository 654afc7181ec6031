/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-layout.h"

#include "base/cb-json.h"
#include "engine/table/cb-layout-private.h"

/**
 * cb_layout_get_body:
 * @self: a layout
 *
 * Returns: the first row of the file that is not of the header or the numbering under it
 */
guint64
cb_layout_get_body (const CbLayout *self)
{
  guint64 body = self->header_first + self->header_rows;

  return self->numbering == body ? body + 1 : body;
}

/**
 * cb_layout_get_body_end:
 * @self: a layout
 *
 * Returns: the first row of the file behind the table, %G_MAXUINT64 when there is none, or when it
 *   is not known yet; from any thread
 */
guint64
cb_layout_get_body_end (const CbLayout *self)
{
  return __atomic_load_n (&self->body_end, __ATOMIC_RELAXED);
}

/* Up to which column the table reaches: as far as its header does, to the cells without a name
 * there where they are filled below, and further where every second row does; without a header as
 * far as any row. */
static guint
find_last_column (CbLayout *self, const CbLayoutSample *sample)
{
  guint last = 0;
  guint further = 0;
  guint n_filled = 0;
  guint n_further = 0;

  for (guint i = 0; i < sample->n_rows; i++)
    {
      guint64 number = sample->rows[i].number;
      CbRowLook look = cb_row_look (&sample->rows[i]);

      if (number < self->header_first || look.n_filled == 0)
        continue;
      if (self->header_rows == 0 || number < self->header_first + self->header_rows
          || look.last < self->n_columns)
        last = MAX (last, look.last);
      if (number < self->header_first + self->header_rows)
        self->n_columns = MAX (self->n_columns, sample->rows[i].n_cells);
      n_filled++;
      if (look.last > last)
        {
          n_further++;
          further = MAX (further, look.last);
        }
    }

  return n_further * 2 > n_filled ? further : last;
}

/**
 * cb_layout_find_columns:
 * @self: a layout, with its header
 * @sample: the first rows of the file
 * @wish: what a person said
 *
 * Columns that are blank from the header to the end of the sample are not of the table, before its
 * first and behind its last.
 */
void
cb_layout_find_columns (CbLayout *self, const CbLayoutSample *sample, const CbLayoutWish *wish)
{
  guint first = G_MAXUINT;
  guint last = find_last_column (self, sample);

  for (guint i = 0; i < sample->n_rows; i++)
    {
      CbRowLook look = cb_row_look (&sample->rows[i]);

      if (sample->rows[i].number >= self->header_first && look.n_filled > 0)
        first = MIN (first, look.first);
    }
  if (first == G_MAXUINT)
    first = 0;
  self->first_column = wish->first_column >= 0 ? (guint)wish->first_column : first;
  self->n_columns = last >= self->first_column ? last - self->first_column + 1 : 1;
}

static void
take_said (CbLayout *self, const CbLayoutWish *wish)
{
  if (wish->n_taken_out + wish->n_taken_in == 0)
    return;
  self->said = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < wish->n_taken_out; i++)
    g_hash_table_insert (self->said, g_memdup2 (&wish->taken_out[i], sizeof (guint64)),
                         GUINT_TO_POINTER (CB_ROW_KIND_TAKEN_OUT));
  for (guint i = 0; i < wish->n_taken_in; i++)
    g_hash_table_insert (self->said, g_memdup2 (&wish->taken_in[i], sizeof (guint64)),
                         GUINT_TO_POINTER (CB_ROW_KIND_DATA));
}

/* Rows that begin with another byte than these are data. A blank first cell may be of a blank row,
 * of a total, of the second row of a header. */
static void
find_suspects (CbLayout *self)
{
  self->suspect[0] = self->suspect[' '] = self->suspect['\t'] = 1;
  self->suspect['\n'] = self->suspect['\r'] = self->suspect['\f'] = self->suspect[0xc2] = 1;
  for (guint i = 0; i <= CB_LAYOUT_MAX_HEADER; i++)
    if (self->n_labels[i] > self->first_column)
      self->suspect[(guint8)self->labels[i][self->first_column][0]] = 1;
  for (guint byte = 0; byte < 256; byte++)
    if (self->said != NULL || (self->groups & CB_GROUP_MERGED) != 0
        || (self->groups != 0 && !g_ascii_isdigit (byte)))
      self->suspect[byte] = 1;
  self->quiet_from = cb_layout_get_body (self);
  if (self->top_total != G_MAXUINT64)
    self->quiet_from = MAX (self->quiet_from, self->top_total + 1);
}

/**
 * cb_layout_find_alone:
 * @sample: the first rows of the file, or of some of its columns
 * @wish: what a person said
 *
 * cb_layout_find() for one table, whatever stands beside it.
 *
 * Returns: (transfer full): the layout
 */
CbLayout *
cb_layout_find_alone (const CbLayoutSample *sample, const CbLayoutWish *wish)
{
  CbLayout *self = g_new0 (CbLayout, 1);

  self->numbering = self->top_total = G_MAXUINT64;
  self->body_end = self->tail_total = G_MAXUINT64;
  self->ordinal_column = -1;
  self->keep = wish->keep;
  cb_layout_find_header (self, sample, wish);
  if (wish->body_end >= 0)
    self->body_end = MAX ((guint64)wish->body_end, cb_layout_get_body (self));
  cb_layout_find_columns (self, sample, wish);
  if (wish->body_end < 0)
    cb_layout_find_others (self, sample);
  cb_layout_find_groups (self, sample);
  take_said (self, wish);
  find_suspects (self);

  return self;
}

/**
 * cb_layout_find:
 * @sample: the first rows of the file, %CB_LAYOUT_SAMPLE of them or all
 * @wish: (nullable): what a person said
 *
 * How a table lies in its file (product.md C3). A wrong answer is worse than none: what could as
 * well be data is data, and the confidence says how sure the rest is. See cb_layout_close() for
 * its end. Of several tables side by side the columns that a person said are read alone, as if
 * nothing else were there; where nobody said any, all are one table, and @beside has them.
 *
 * Returns: (transfer full): the layout
 */
CbLayout *
cb_layout_find (const CbLayoutSample *sample, const CbLayoutWish *wish)
{
  static const CbLayoutWish nothing = CB_LAYOUT_WISH_INIT;
  CbLayout *self;

  if (wish == NULL)
    wish = &nothing;
  if (wish->n_columns > 0)
    {
      guint first = (guint)MAX (wish->first_column, 0);
      guint end = first + MIN (wish->n_columns, CB_SHEET_MAX_COLUMNS);
      CbLayoutWish own = *wish;
      CbLayoutClip clip;

      own.first_column = 0;
      cb_layout_clip_init (&clip, sample, first, end);
      self = cb_layout_find_alone (&clip.sample, &own);
      cb_layout_clip_clear (&clip);
      self->clip_first = first;
      self->clip_end = end;
      return self;
    }
  self = cb_layout_find_alone (sample, wish);
  cb_layout_find_beside (self, sample);

  return self;
}

/**
 * cb_layout_free:
 * @self: (nullable) (transfer full): a layout
 */
void
cb_layout_free (CbLayout *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    g_strfreev (self->labels[i]);
  g_clear_pointer (&self->merged_rows, g_hash_table_unref);
  g_clear_pointer (&self->said, g_hash_table_unref);
  g_free (self);
}

/**
 * cb_layout_wish_to_json:
 * @wish: what a person said
 *
 * Returns: (transfer full): the step `layout` of a recipe. What a person did not say is absent, and
 *   found again in the file of the next month; where the table ends, and which single rows are
 *   meant, is of one file only and never in a recipe
 */
JsonObject *
cb_layout_wish_to_json (const CbLayoutWish *wish)
{
  JsonObject *step = json_object_new ();

  json_object_set_string_member (step, "step", "layout");
  if (wish->header_row >= 0)
    json_object_set_int_member (step, "header-row", wish->header_row);
  if (wish->header_rows >= 0)
    json_object_set_int_member (step, "header-rows", wish->header_rows);
  if (wish->first_column >= 0)
    json_object_set_int_member (step, "first-column", wish->first_column);
  if (wish->n_columns > 0)
    json_object_set_int_member (step, "columns", wish->n_columns);
  if (wish->keep != 0)
    {
      JsonArray *keep = json_array_new ();

      for (guint i = 0; i < CB_ROW_N_KINDS; i++)
        if ((wish->keep & (1u << i)) != 0)
          json_array_add_string_element (keep, cb_row_kind_name ((CbRowKind)i));
      json_object_set_array_member (step, "keep", keep);
    }

  return step;
}

static gboolean
take_number (JsonObject *step, const char *name, gint64 max, gint64 *value)
{
  if (!json_object_has_member (step, name))
    return TRUE;
  *value = cb_json_get_int (step, name, -1);

  return *value >= 0 && *value <= max;
}

static gboolean
take_keep (JsonObject *step, guint *keep)
{
  JsonArray *array = cb_json_get_array (step, "keep");

  if (json_object_has_member (step, "keep") && array == NULL)
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      CbRowKind kind;

      if (!JSON_NODE_HOLDS_VALUE (node)
          || !cb_row_kind_from_name (json_node_get_string (node), &kind))
        return FALSE;
      *keep |= 1u << kind;
    }

  return TRUE;
}

/**
 * cb_layout_wish_from_json:
 * @step: a step `layout` of a recipe
 * @wish: (out): what it says
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_INVALID when it makes no sense
 */
gboolean
cb_layout_wish_from_json (JsonObject *step, CbLayoutWish *wish, GError **error)
{
  gint64 header_row = -1, header_rows = -1, first_column = -1, n_columns = 0;

  *wish = (CbLayoutWish)CB_LAYOUT_WISH_INIT;
  if (!take_number (step, "header-row", G_MAXINT, &header_row)
      || !take_number (step, "header-rows", CB_LAYOUT_MAX_HEADER, &header_rows)
      || !take_number (step, "first-column", CB_SHEET_MAX_COLUMNS, &first_column)
      || !take_number (step, "columns", CB_SHEET_MAX_COLUMNS, &n_columns)
      || !take_keep (step, &wish->keep))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "step layout: a member is out of its range");
      return FALSE;
    }
  wish->header_row = (int)header_row;
  wish->header_rows = (int)header_rows;
  wish->first_column = (int)first_column;
  wish->n_columns = (guint)n_columns;

  return TRUE;
}
