/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much there is, and in which state, without anything of what it says. */

#include "config.h"

#include "core/store/cb-store-shape.h"

#include "core/store/cb-store-private.h"

/* The states and registers are those that the tables allow, and no others. */
#define COUNTS                                                                                     \
  "SELECT 'accounts' AS what, COUNT (*) FROM accounts"                                             \
  " UNION ALL SELECT 'approvals', COUNT (*) FROM approvals"                                        \
  " UNION ALL SELECT 'attempts', COUNT (*) FROM attempts"                                          \
  " UNION ALL SELECT 'catalog.items', COUNT (*) FROM catalog_items"                                \
  " UNION ALL SELECT 'catalog.versions', COUNT (*) FROM catalog_versions"                          \
  " UNION ALL SELECT 'datasets.' || state, COUNT (*) FROM datasets GROUP BY state"                 \
  " UNION ALL SELECT 'datasets.removed', COUNT (*) FROM datasets WHERE removed_us <> 0"            \
  " UNION ALL SELECT 'files', COUNT (*) FROM dataset_files"                                        \
  " UNION ALL SELECT 'findings.' || severity, COUNT (*) FROM findings GROUP BY severity"           \
  " UNION ALL SELECT 'jobs.' || state, COUNT (*) FROM jobs GROUP BY state"                         \
  " UNION ALL SELECT 'journal', COUNT (*) FROM journal"                                            \
  " UNION ALL SELECT 'receipts', COUNT (*) FROM receipts"                                          \
  " UNION ALL SELECT 'records.' || register, COUNT (*) FROM records GROUP BY register"             \
  " UNION ALL SELECT 'waivers', COUNT (*) FROM waivers"

static gpointer
read_count (CbStatement *row)
{
  CbCount *count = g_new0 (CbCount, 1);

  count->what = cb_statement_dup_text (row);
  count->count = cb_statement_get_int (row);
  return count;
}

static void
free_count (gpointer data)
{
  CbCount *count = data;

  g_free (count->what);
  g_free (count);
}

/**
 * cb_store_list_counts:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCount): how many rows there are of each kind
 */
GPtrArray *
cb_store_list_counts (CbStore *self, GError **error)
{
  CbQuery query = { .sql = COUNTS, .read = read_count, .destroy = free_count };

  return _cb_store_list (self, &query, error);
}

static gpointer
read_number (CbStatement *row)
{
  gint64 number = cb_statement_get_int (row);

  return g_memdup2 (&number, sizeof number);
}

/**
 * cb_store_get_version:
 * @self: a store
 * @version: (out): of its tables, as the files in `sql` count
 * @error: why not
 *
 * Returns: whether it could be read
 */
gboolean
cb_store_get_version (CbStore *self, gint64 *version, GError **error)
{
  CbQuery query = { .sql = "PRAGMA user_version", .read = read_number, .destroy = g_free };
  g_autofree gint64 *found = _cb_store_find (self, &query, "version", error);

  if (found == NULL)
    return FALSE;
  *version = *found;
  return TRUE;
}
