/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-private.h"

static gpointer
read_text (CbStatement *row)
{
  return cb_statement_dup_text (row);
}

/**
 * cb_store_dup_setting:
 * @self: a store
 * @name: `agency`, `person`…
 * @error: %CB_ERROR_NOT_FOUND when it was never set
 *
 * Returns: (transfer full) (nullable): its value
 */
char *
cb_store_dup_setting (CbStore *self, const char *name, GError **error)
{
  CbQuery query = { .sql = "SELECT value FROM settings WHERE name = ?",
                    .text = { name },
                    .n_text = 1,
                    .read = read_text,
                    .destroy = g_free };

  return _cb_store_find (self, &query, "setting", error);
}

/**
 * cb_store_set_setting:
 * @self: a store
 * @name: of the setting; never a secret
 * @value: (nullable): its value, %NULL to have none
 * @error: why it was not kept
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_set_setting (CbStore *self, const char *name, const char *value, GError **error)
{
  CbQuery set = { .sql = "INSERT INTO settings (name, value) VALUES (?, ?) "
                         "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                  .text = { name, value },
                  .n_text = 2 };
  CbQuery remove = { .sql = "DELETE FROM settings WHERE name = ?", .text = { name }, .n_text = 1 };

  return _cb_store_write (self, value != NULL ? &set : &remove, NULL, error);
}
