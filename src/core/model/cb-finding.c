/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-finding.h"

/**
 * cb_finding_new:
 * @code: see #CbFinding
 * @severity: how bad
 *
 * Returns: (transfer full): a finding about the whole file, seen once
 */
CbFinding *
cb_finding_new (const char *code, CbSeverity severity)
{
  CbFinding *self = g_new0 (CbFinding, 1);

  self->code = g_strdup (code);
  self->severity = severity;
  self->row = CB_FINDING_NO_ROW;
  self->column = -1;
  self->column_name = g_strdup ("");
  self->count = 1;
  self->sample = g_strdup ("");
  self->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

static GHashTable *
copy_arguments (GHashTable *arguments)
{
  GHashTable *copy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, arguments);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (copy, g_strdup (name), g_strdup (value));

  return copy;
}

/**
 * cb_finding_copy:
 * @self: a finding
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbFinding *
cb_finding_copy (const CbFinding *self)
{
  CbFinding *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->code = g_strdup (self->code);
  copy->column_name = g_strdup (self->column_name);
  copy->sample = g_strdup (self->sample);
  copy->arguments = copy_arguments (self->arguments);
  copy->clause = g_strdup (self->clause);
  copy->waived_by = g_strdup (self->waived_by);
  copy->waiver_reason = g_strdup (self->waiver_reason);
  return copy;
}

/**
 * cb_finding_free:
 * @self: (nullable) (transfer full): a finding
 */
void
cb_finding_free (CbFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->column_name);
  g_free (self->sample);
  g_hash_table_unref (self->arguments);
  g_free (self->clause);
  g_free (self->waived_by);
  g_free (self->waiver_reason);
  g_free (self);
}

/**
 * cb_finding_set_argument:
 * @self: a finding
 * @name: which fact
 * @value: (nullable): the fact; %NULL removes it
 */
void
cb_finding_set_argument (CbFinding *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (value == NULL)
    g_hash_table_remove (self->arguments, name);
  else
    g_hash_table_insert (self->arguments, g_strdup (name), g_strdup (value));
}

/**
 * cb_finding_get_argument:
 * @self: a finding
 * @name: which fact
 *
 * Returns: (transfer none): the fact, "" when there is none
 */
const char *
cb_finding_get_argument (const CbFinding *self, const char *name)
{
  const char *value;

  g_return_val_if_fail (self != NULL && name != NULL, "");

  value = g_hash_table_lookup (self->arguments, name);
  return value != NULL ? value : "";
}

/**
 * cb_finding_dup_key:
 * @self: a finding
 *
 * What a waiver holds on to: the rule and the column, not the row, so that waiving "phone numbers
 * in column X" covers the column.
 *
 * Returns: (transfer full): code and column name
 */
char *
cb_finding_dup_key (const CbFinding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strdup_printf ("%s/%s", self->code, self->column_name);
}

static const char *const severity_names[] = {
  [CB_SEVERITY_NOTE] = "note",
  [CB_SEVERITY_WARNING] = "warning",
  [CB_SEVERITY_BLOCKER] = "blocker",
};

/**
 * cb_severity_name:
 * @value: a severity
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_severity_name (CbSeverity value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (severity_names), "");

  return severity_names[value];
}

/**
 * cb_severity_from_name:
 * @name: (nullable): a stored name
 * @value: (out): the severity
 *
 * Returns: %FALSE for a name that this version does not know
 */
gboolean
cb_severity_from_name (const char *name, CbSeverity *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_names); i++)
    if (g_strcmp0 (name, severity_names[i]) == 0)
      {
        *value = (CbSeverity)i;
        return TRUE;
      }

  return FALSE;
}
