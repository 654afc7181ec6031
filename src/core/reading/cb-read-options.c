/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-read-options.h"

static void
insert_rows (GVariantDict *dict, const char *name, const guint64 *rows, gsize n_rows)
{
  if (n_rows > 0)
    g_variant_dict_insert_value (
        dict, name,
        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, rows, n_rows, sizeof (guint64)));
}

static void
insert_layout (GVariantDict *dict, const CbReadOptions *options)
{
  if (options->header_row >= 0)
    g_variant_dict_insert (dict, "header-row", "u", (guint)options->header_row);
  if (options->header_rows > 0)
    g_variant_dict_insert (dict, "header-rows", "u", options->header_rows);
  if (options->body_end > 0)
    g_variant_dict_insert (dict, "body-end", "t", options->body_end);
  if (options->n_columns > 0)
    {
      g_variant_dict_insert (dict, "first-column", "u", options->first_column);
      g_variant_dict_insert (dict, "columns", "u", options->n_columns);
    }
  if (options->names != NULL)
    g_variant_dict_insert (dict, "names", "^as", options->names);
  insert_rows (dict, "taken-out", options->taken_out, options->n_taken_out);
  insert_rows (dict, "taken-in", options->taken_in, options->n_taken_in);
}

/**
 * cb_read_options_pack:
 * @options: (nullable): how a file is to be read
 *
 * Returns: (transfer floating): the body of `open` (base/cb-protocol.h)
 */
GVariant *
cb_read_options_pack (const CbReadOptions *options)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (options != NULL && options->name != NULL && g_utf8_validate (options->name, -1, NULL))
    g_variant_dict_insert (&dict, "name", "s", options->name);
  if (options != NULL && options->encoding != NULL)
    g_variant_dict_insert (&dict, "encoding", "s", options->encoding);
  if (options != NULL && options->delimiter != NULL)
    g_variant_dict_insert (&dict, "delimiter", "s", options->delimiter);
  if (options != NULL && options->sheet >= 0)
    g_variant_dict_insert (&dict, "sheet", "u", (guint)options->sheet);
  if (options != NULL)
    insert_layout (&dict, options);

  return g_variant_dict_end (&dict);
}
