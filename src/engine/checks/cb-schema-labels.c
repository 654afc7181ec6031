/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The header held against a schema: which column is which field, and which are missing, new or
 * named otherwise. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-schema-check-private.h"

/**
 * cb_schema_check_new:
 * @run: a run whose columns are known
 * @schema: (transfer full): what they are held against
 *
 * Returns: (transfer full): the schema, with a field for each column that has one
 */
CbSchemaCheck *
cb_schema_check_new (CbCheckRun *run, CbSchema *schema)
{
  CbSchemaCheck *self = g_new0 (CbSchemaCheck, 1);
  g_auto (GStrv) names = cb_schema_dup_names ((const char *const *)run->facts->columns);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

  self->schema = schema;
  self->n_columns = run->n_columns;
  self->fields = g_new0 (CbFieldCheck *, run->n_columns + 1);
  self->columns = g_new (int, schema->fields->len + 1);
  self->is_renamed = g_new0 (guint8, run->n_columns + 1);
  for (guint i = 0; i < run->n_columns; i++)
    g_hash_table_insert (places, names[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < schema->fields->len; i++)
    {
      const CbSchemaField *field = g_ptr_array_index (schema->fields, i);
      guint place = GPOINTER_TO_UINT (g_hash_table_lookup (places, field->name));

      /* Without a header there are no names: then it is the place. */
      if (run->facts->header_row == 0)
        place = i < run->n_columns ? i + 1 : 0;
      self->columns[i] = (int)place - 1;
      if (place > 0 && self->fields[place - 1] == NULL)
        self->fields[place - 1] = cb_field_check_new (schema, field);
    }
  /* A field that is nowhere and a column that is no field, in one place: another name for it. */
  for (guint i = 0; i < MIN (schema->fields->len, run->n_columns); i++)
    if (self->columns[i] < 0 && self->fields[i] == NULL)
      {
        self->columns[i] = (int)i;
        self->fields[i] = cb_field_check_new (schema, g_ptr_array_index (schema->fields, i));
        self->is_renamed[i] = 1;
      }

  return self;
}

/**
 * cb_schema_check_free:
 * @self: (nullable) (transfer full): a schema that columns are held against
 */
void
cb_schema_check_free (CbSchemaCheck *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    cb_field_check_free (self->fields[i]);
  g_free (self->fields);
  g_free (self->columns);
  g_free (self->is_renamed);
  cb_schema_free (self->schema);
  g_free (self);
}

static gboolean
is_one_of (const char *word, const char *one, const char *other)
{
  return g_str_equal (word, one) || g_str_equal (word, other);
}

static void
report_fields (CbCheckRun *run, const CbSchemaCheck *self)
{
  const CbSchema *schema = self->schema;
  gboolean may_miss = is_one_of (schema->fields_match, "superset", "partial");

  for (guint i = 0; i < schema->fields->len; i++)
    {
      const CbSchemaField *field = g_ptr_array_index (schema->fields, i);
      int column = self->columns[i];

      if (column < 0 && !may_miss)
        cb_check_finding_set (cb_check_run_report (run, CB_FINDING_MISSING_LABEL, -1), "expected",
                              field->name);
      else if (column >= 0 && self->is_renamed[column])
        cb_check_finding_set (cb_check_run_report (run, CB_FINDING_INCORRECT_LABEL, column),
                              "expected", field->name);
    }
}

/* Where all fields are there and the schema wants them in its order. */
static void
report_order (CbCheckRun *run, const CbSchemaCheck *self)
{
  const CbSchema *schema = self->schema;

  if (!g_str_equal (schema->fields_match, "exact") || schema->fields->len != run->n_columns)
    return;
  for (guint i = 0; i < schema->fields->len; i++)
    if (self->columns[i] < 0 || self->is_renamed[i])
      return;
  for (guint i = 0; i < schema->fields->len; i++)
    if (self->columns[i] != (int)i)
      {
        CbCheckFinding *finding = cb_check_run_report (run, CB_FINDING_INCORRECT_LABEL, (int)i);
        const CbSchemaField *field = g_ptr_array_index (schema->fields, i);

        finding->severity = CB_CHECK_NOTE;
        cb_check_finding_set (finding, "expected", field->name);
        return;
      }
}

/* What the header says; all reports name the columns of the table. */
void
_cb_schema_check_report_labels (CbCheckRun *run)
{
  const CbSchemaCheck *self = run->schema;
  gboolean may_be_new;

  if (self == NULL || run->facts->header_row == 0)
    return;
  may_be_new = is_one_of (self->schema->fields_match, "subset", "partial");
  report_fields (run, self);
  for (guint i = 0; i < run->n_columns && !may_be_new; i++)
    if (self->fields[i] == NULL)
      cb_check_run_report (run, CB_FINDING_EXTRA_LABEL, (int)i);
  report_order (run, self);
}
