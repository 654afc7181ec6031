/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-schema-words.h"
#include "core/model/cb-table-diff.h"

/* More names of columns are not put into one sentence. */
#define MAX_NAMES 3

/**
 * cb_table_diff_kind_title:
 * @kind: of rows
 *
 * Returns: (transfer none): a heading for them
 */
const char *
cb_table_diff_kind_title (CbDiffKind kind)
{
  switch (kind)
    {
    case CB_DIFF_ADDED:
      return _ ("Rows added");
    case CB_DIFF_REMOVED:
      return _ ("Rows removed");
    case CB_DIFF_CHANGED:
    case CB_DIFF_N_KINDS:
    default:
      return _ ("Rows changed");
    }
}

static char *
dup_rows (CbDiffKind kind, guint64 n)
{
  g_autofree char *number = cb_text_format_count (n);

  switch (kind)
    {
    case CB_DIFF_ADDED:
      /* Translators: a number, in a list of what has changed */
      return g_strdup_printf (ngettext ("%s row added", "%s rows added", (gulong)n), number);
    case CB_DIFF_REMOVED:
      /* Translators: a number, in a list of what has changed */
      return g_strdup_printf (ngettext ("%s row removed", "%s rows removed", (gulong)n), number);
    case CB_DIFF_CHANGED:
    case CB_DIFF_N_KINDS:
    default:
      /* Translators: a number, in a list of what has changed */
      return g_strdup_printf (ngettext ("%s row changed", "%s rows changed", (gulong)n), number);
    }
}

/* “Mã, Tên, Địa chỉ…” */
static char *
dup_list (GStrv names)
{
  GString *list = g_string_new (NULL);
  guint n = g_strv_length (names);

  for (guint i = 0; i < MIN (n, MAX_NAMES); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", names[i]);
  if (n > MAX_NAMES)
    g_string_append (list, "…");

  return g_string_free (list, FALSE);
}

static void
add_columns (GPtrArray *parts, const CbTableDiff *self, CbDiffKind kind)
{
  g_auto (GStrv) names = cb_table_diff_dup_names (self, kind);
  g_autofree char *list = dup_list (names);
  guint n = g_strv_length (names);

  if (n == 0)
    return;
  if (kind == CB_DIFF_ADDED)
    /* Translators: names of columns, in a list of what has changed */
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("column added: %s", "columns added: %s", n), list));
  else
    /* Translators: names of columns, in a list of what has changed */
    g_ptr_array_add (parts,
                     g_strdup_printf (ngettext ("column gone: %s", "columns gone: %s", n), list));
}

static void
add_renamed (GPtrArray *parts, const CbTableDiff *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (self, i);

      if (column->before < 0 && column->counterpart >= 0)
        /* Translators: the name of a column before, and now; in a list of what has changed */
        g_ptr_array_add (
            parts, g_strdup_printf (
                       _ ("column “%s” seems to be called “%s” now"),
                       cb_table_diff_get_column (self, (guint)column->counterpart)->name_before,
                       column->name_now));
    }
}

/* The first letter as a sentence begins. */
static char *
dup_sentence (GPtrArray *parts)
{
  g_autofree char *list = NULL;
  g_autofree char *first = NULL;
  const char *rest;

  g_ptr_array_add (parts, NULL);
  list = g_strjoinv ("; ", (GStrv)parts->pdata);
  rest = g_utf8_next_char (list);
  first = g_utf8_strup (list, rest - list);

  return g_strconcat (first, rest, ".", NULL);
}

/**
 * cb_table_diff_dup_summary:
 * @self: a difference
 *
 * Returns: (transfer full): it in one sentence: “Thêm 120 dòng; bỏ 3 dòng; sửa 45 dòng; thêm cột:
 *   Ghi chú.”
 */
char *
cb_table_diff_dup_summary (const CbTableDiff *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    if (self->n[i] > 0)
      g_ptr_array_add (parts, dup_rows ((CbDiffKind)i, self->n[i]));
  add_columns (parts, self, CB_DIFF_ADDED);
  add_columns (parts, self, CB_DIFF_REMOVED);
  add_renamed (parts, self);
  if (parts->len == 0)
    return g_strdup (_ ("All rows and columns are the same."));

  return dup_sentence (parts);
}

/**
 * cb_table_diff_dup_key_words:
 * @self: a difference
 *
 * Returns: (transfer full): how rows were found again, as a sentence
 */
char *
cb_table_diff_dup_key_words (const CbTableDiff *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  if (self->key_kind == CB_DIFF_KEY_WHOLE_ROWS)
    return g_strdup (_ ("No column is different in every row of both tables, so whole rows were "
                        "compared: a changed row is one removed and one added."));
  for (guint i = 0; i < self->key->len; i++)
    g_strv_builder_add (builder, cb_table_diff_column_get_name (cb_table_diff_get_column (
                                     self, g_array_index (self->key, guint, i))));
  names = g_strv_builder_end (builder);
  list = g_strjoinv (", ", names);

  /* Translators: names of columns */
  return g_strdup_printf (ngettext ("Rows were found again by the column: %s.",
                                    "Rows were found again by the columns: %s.", self->key->len),
                          list);
}

static void
add_repeated (GPtrArray *notes, const CbTableDiff *self)
{
  guint64 n = MAX (self->repeated_before, self->repeated_now);
  g_autofree char *number = cb_text_format_count (n);

  if (n == 0 || self->key_kind == CB_DIFF_KEY_WHOLE_ROWS)
    return;
  g_ptr_array_add (
      notes, g_strdup_printf (ngettext ("%s row has what an earlier one has there, too; such rows "
                                        "were taken in their order.",
                                        "%s rows have what an earlier one has there, too; such "
                                        "rows were taken in their order.",
                                        (gulong)n),
                              number));
}

/**
 * cb_table_diff_dup_notes:
 * @self: a difference
 *
 * Returns: (transfer full) (element-type utf8): what else is to be known of it, a sentence each
 */
GPtrArray *
cb_table_diff_dup_notes (const CbTableDiff *self)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (g_free);

  add_repeated (notes, self);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (self, i);
      gboolean is_other = column->type_before[0] != '\0' && column->type_now[0] != '\0'
                          && !g_str_equal (column->type_before, column->type_now);

      if (column->is_ordinal)
        /* Translators: the name of a column */
        g_ptr_array_add (
            notes, g_strdup_printf (_ ("The column “%s” counts the rows and was not compared."),
                                    column->name_now));
      else if (column->by_amount)
        /* Translators: the name of a column */
        g_ptr_array_add (
            notes, g_strdup_printf (_ ("The column “%s” is written otherwise than before; what it "
                                       "stands for was compared."),
                                    column->name_now));
      else if (is_other)
        /* Translators: the name of a column; what it was, what it is: text, whole number */
        g_ptr_array_add (notes, g_strdup_printf (_ ("The column “%s” was: %s, and is now: %s."),
                                                 column->name_now,
                                                 cb_schema_words_type (column->type_before),
                                                 cb_schema_words_type (column->type_now)));
    }

  return notes;
}
