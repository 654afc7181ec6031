/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/diff/cb-diff.h"
#include "engine/serve/cb-serve-private.h"

/* Half a frame for text; each cell costs up to five bytes more. */
#define MAX_TEXT (CB_PROTOCOL_MAX_FRAME / 2)
/* Of more columns no key is made. */
#define MAX_KEY 64

struct _CbServeDiff
{
  CbTable *table;
  GVariant *options; /* the table may point into it */
  CbDiff *diff;
};

static void
clear_diff (gpointer data)
{
  CbServeDiff *self = data;

  g_clear_pointer (&self->diff, cb_diff_free);
  g_clear_pointer (&self->table, cb_table_close);
  g_clear_pointer (&self->options, g_variant_unref);
}

static void
unref_diff (CbServeDiff *self)
{
  g_atomic_rc_box_release_full (self, clear_diff);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbServeDiff, unref_diff)

void
_cb_serve_clear_diff (CbServe *self)
{
  g_clear_pointer (&self->diff, unref_diff);
}

static const char *
get_type (int place, const CbColumnDecision *decision)
{
  return place >= 0 ? cb_column_type_name (decision->type) : "";
}

static const char *
get_name (int place, CbTable *table)
{
  return place >= 0 ? cb_table_get_facts (table)->columns[place] : "";
}

static gboolean
say_diff (CbServeWork *work, const CbServeDiff *made, GError **error)
{
  static const char *const key_kinds[CB_DIFF_KEY_N_KINDS] = { "given", "found", "whole-rows" };
  const CbDiff *diff = made->diff;
  g_auto (GVariantBuilder) key = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("au"));
  g_auto (GVariantBuilder) columns = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iissssbbti)"));

  for (guint i = 0; i < diff->n_key; i++)
    g_variant_builder_add (&key, "u", diff->key[i]);
  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbDiffColumn *column = &g_array_index (diff->columns, CbDiffColumn, i);

      g_variant_builder_add (&columns, "(iissssbbti)", column->before, column->now,
                             get_name (column->before, made->table),
                             get_name (column->now, work->serve->table),
                             get_type (column->before, &column->read_before),
                             get_type (column->now, &column->read_now), column->by_amount,
                             column->is_ordinal, column->changed, column->counterpart);
    }

  return cb_speaker_say (work->serve->speaker, work->serial, CB_PROTOCOL_DIFFED,
                         g_variant_new (CB_PROTOCOL_DIFFED_TYPE, key_kinds[diff->key_kind], &key,
                                        cb_table_get_facts (made->table)->header_row, &columns,
                                        diff->rows_before, diff->rows_now, diff->same,
                                        diff->n[CB_DIFF_ADDED], diff->n[CB_DIFF_REMOVED],
                                        diff->n[CB_DIFF_CHANGED], diff->repeated_before,
                                        diff->repeated_now, diff->compared),
                         error);
}

static void
keep_diff (CbServe *self, CbServeDiff *made)
{
  CbServeDiff *old;

  g_mutex_lock (&self->lock);
  old = self->diff;
  self->diff = g_atomic_rc_box_acquire (made);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, unref_diff);
}

/* Of a damaged file the rest would be rows that were removed. */
static gboolean
is_whole (CbTable *table, GError **error)
{
  GError *damage = cb_table_dup_damage (table);

  if (damage == NULL)
    return TRUE;
  g_propagate_error (error, damage);
  return FALSE;
}

gboolean
_cb_serve_diff (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autoptr (CbServeDiff) made = g_atomic_rc_box_new0 (CbServeDiff);
  g_autoptr (GVariant) wish = NULL;
  g_autofree const char **key = NULL;
  CbDiffOptions options = { NULL, 0 };

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  if (self->out_fd < 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "nothing to compare with");
      return FALSE;
    }
  g_variant_get (work->body, "(@a{sv}@a{sv})", &made->options, &wish);
  if (g_variant_lookup (wish, "key", "^a&s", &key))
    options.key = (const char *const *)key;
  if (key != NULL && g_strv_length ((GStrv)(gpointer)key) > MAX_KEY)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "a key of too many columns");
      return FALSE;
    }
  made->table = _cb_serve_open_other (work, made->options, error);
  if (made->table == NULL)
    return FALSE;
  made->diff = cb_diff_run (made->table, self->table, &options, _cb_serve_progress_cb, work,
                            work->cancellable, error);
  if (made->diff == NULL || !is_whole (self->table, error) || !is_whole (made->table, error))
    return FALSE;
  keep_diff (self, made);

  return say_diff (work, made, error);
}

/* --- Rows ----------------------------------------------------------------- */

static gsize
measure_row (GStrv cells)
{
  gsize size = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    size += strlen (cells[i]) + 1;

  return size;
}

/* A row that is wider than half of what there is room for is cut in its last cells. */
static void
add_cells (GVariantBuilder *builder, GStrv cells)
{
  gsize left = MAX_TEXT / 2;

  g_variant_builder_open (builder, G_VARIANT_TYPE ("as"));
  for (guint i = 0; cells[i] != NULL; i++)
    {
      gsize size = strlen (cells[i]) + 1;

      g_variant_builder_add (builder, "s", size <= left ? cells[i] : "…");
      left -= MIN (size, left);
    }
  g_variant_builder_close (builder);
}

static guint64
get_number (guint32 row)
{
  return row != CB_DIFF_NO_ROW ? row : G_MAXUINT64;
}

static void
add_row (GVariantBuilder *rows,
         const CbDiff *diff,
         const CbDiffPair *pair,
         const CbDiffRow *before,
         const CbDiffRow *now)
{
  gboolean is_in_both = pair->before != CB_DIFF_NO_ROW && pair->now != CB_DIFF_NO_ROW;

  g_variant_builder_open (rows, G_VARIANT_TYPE ("(ttasasau)"));
  g_variant_builder_add (rows, "t", get_number (pair->before));
  g_variant_builder_add (rows, "t", get_number (pair->now));
  add_cells (rows, before->cells);
  add_cells (rows, now->cells);
  g_variant_builder_open (rows, G_VARIANT_TYPE ("au"));
  for (guint i = 0; is_in_both && i < diff->columns->len; i++)
    {
      const CbDiffColumn *column = &g_array_index (diff->columns, CbDiffColumn, i);

      if (column->before >= 0 && column->now >= 0 && !column->is_ordinal
          && before->hashes[i] != now->hashes[i])
        g_variant_builder_add (rows, "u", i);
    }
  g_variant_builder_close (rows);
  g_variant_builder_close (rows);
}

/* Returns: (transfer full) (nullable) */
static CbServeDiff *
take_diff (CbServe *self, GError **error)
{
  CbServeDiff *made = NULL;

  g_mutex_lock (&self->lock);
  if (self->diff != NULL)
    made = g_atomic_rc_box_acquire (self->diff);
  g_mutex_unlock (&self->lock);
  if (made == NULL)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "nothing was compared");

  return made;
}

gboolean
_cb_serve_diff_rows (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autoptr (CbServeDiff) made = NULL;
  g_auto (GVariantBuilder) rows = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(ttasasau)"));
  guint32 kind, count;
  guint64 first;
  gsize size = 0;

  g_variant_get (work->body, CB_PROTOCOL_DIFF_ROWS_REQUEST_TYPE, &kind, &first, &count);
  if (!_cb_serve_may_show (self, error))
    return FALSE;
  made = take_diff (self, error);
  if (made == NULL)
    return FALSE;
  if (kind >= CB_DIFF_N_KINDS)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "no kind of difference");
      return FALSE;
    }

  count = MIN (count, CB_PROTOCOL_MAX_DIFF_ROWS);
  for (guint i = 0; i < count && first + i < made->diff->lists[kind]->len; i++)
    {
      const CbDiffPair *pair
          = &g_array_index (made->diff->lists[kind], CbDiffPair, (guint)first + i);
      g_auto (CbDiffRow) before = { 0 };
      g_auto (CbDiffRow) now = { 0 };

      if (!cb_diff_read_row (made->diff, made->table, TRUE, pair->before, &before,
                             work->cancellable, error)
          || !cb_diff_read_row (made->diff, self->table, FALSE, pair->now, &now, work->cancellable,
                                error))
        return FALSE;
      size += measure_row (before.cells) + measure_row (now.cells);
      if (i > 0 && size > MAX_TEXT)
        break;
      add_row (&rows, made->diff, pair, &before, &now);
    }

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_DIFF_ROWS,
                         g_variant_new (CB_PROTOCOL_DIFF_ROWS_ANSWER_TYPE, kind, first, &rows),
                         error);
}
