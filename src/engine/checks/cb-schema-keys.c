/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Values that a schema wants to be different in every row. They are held against one another by
 * their hashes, in a pass of their own over the file for each key, so that memory does not grow
 * with the number of keys. */

#include "config.h"

#include "engine/checks/cb-schema-check-private.h"

typedef struct
{
  const CbCheckRun *run;
  const int *columns;
  guint n_columns;
  guint pass;
  CbRowHashes *hashes;
} KeyPass;

static gpointer
new_pass (gpointer user_data)
{
  KeyPass *pass = g_memdup2 (user_data, sizeof (KeyPass));

  pass->hashes = cb_row_hashes_new ();
  return pass;
}

/* Rows where a part of the key is nothing have no key (packages.md §3.4). */
static gboolean
hash_key (const KeyPass *pass, const CbRow *row, guint64 *hash)
{
  *hash = 0;
  if (row->n_cells != pass->run->n_columns)
    return FALSE;
  for (guint i = 0; i < pass->n_columns; i++)
    {
      const CbCell *cell = &row->cells[pass->columns[i]];

      if (cb_field_check_is_nothing (pass->run->schema->fields[pass->columns[i]], cell))
        return FALSE;
      *hash = cb_row_hashes_add_cell (*hash, cell->bytes, cell->length);
    }

  return TRUE;
}

static void
hash_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  KeyPass *pass = state;

  for (guint i = 0; i < n_rows; i++)
    {
      guint64 hash;

      if (hash_key (pass, &rows[i], &hash) && hash % pass->run->n_passes == pass->pass)
        cb_row_hashes_add (pass->hashes, hash, rows[i].number);
    }
}

static void
merge_passes (gpointer into, gpointer from)
{
  cb_row_hashes_merge (((KeyPass *)into)->hashes, ((KeyPass *)from)->hashes);
}

static void
free_pass (gpointer state)
{
  cb_row_hashes_free (((KeyPass *)state)->hashes);
  g_free (state);
}

/* Silently nothing when the file can no longer be read, which the run as a whole reports. */
static void
report_key (CbCheckRun *run, CbFindingCode code, const int *columns, guint n_columns)
{
  static const CbScanWorker worker = { new_pass, hash_rows, NULL, merge_passes, free_pass };
  CbCheckTally repeated = { 0 };

  for (guint i = 0; i < run->n_passes; i++)
    {
      KeyPass first = { run, columns, n_columns, i, NULL };
      CbCheckTally found = { 0 };
      guint64 original = 0;
      KeyPass *pass
          = cb_table_scan (run->table, &worker, &first, NULL, NULL, run->cancellable, NULL);

      if (pass == NULL)
        break;
      cb_row_hashes_count (pass->hashes, &found, &original);
      cb_check_tally_merge (&repeated, &found);
      cb_check_tally_clear (&found);
      free_pass (pass);
    }
  if (repeated.count > 0)
    cb_check_run_report_tally (run, code, columns[0], &repeated);
  cb_check_tally_clear (&repeated);
}

static int
find_column (const CbSchemaCheck *self, const char *name)
{
  for (guint i = 0; i < self->schema->fields->len; i++)
    if (g_str_equal (((CbSchemaField *)g_ptr_array_index (self->schema->fields, i))->name, name))
      return self->columns[i];

  return -1;
}

static gboolean
is_the_key (const CbSchema *schema, const char *name)
{
  return schema->primary_key[0] != NULL && schema->primary_key[1] == NULL
         && g_str_equal (schema->primary_key[0], name);
}

/* The primary key, and fields that are to be unique on their own. */
void
_cb_schema_check_report_keys (CbCheckRun *run)
{
  const CbSchemaCheck *self = run->schema;
  g_autofree int *columns = NULL;
  gboolean is_whole = TRUE;
  guint n = 0;

  if (self == NULL)
    return;
  n = g_strv_length (self->schema->primary_key);
  columns = g_new (int, n + 1);
  for (guint i = 0; i < n; i++)
    {
      columns[i] = find_column (self, self->schema->primary_key[i]);
      is_whole = is_whole && columns[i] >= 0;
    }
  if (n > 0 && is_whole)
    report_key (run, CB_FINDING_PRIMARY_KEY, columns, n);
  for (guint i = 0; i < self->schema->fields->len; i++)
    {
      const CbSchemaField *field = g_ptr_array_index (self->schema->fields, i);

      if (field->unique && self->columns[i] >= 0 && !is_the_key (self->schema, field->name))
        report_key (run, CB_FINDING_UNIQUE_ERROR, &self->columns[i], 1);
    }
}
