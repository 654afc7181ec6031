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
 * What a waiver holds on to: the rule, the column and the file, not the row, so that waiving “phone
 * numbers in column X” covers the column, and none of another file. A column that is missing is
 * named as it is expected, one of the description by its field.
 *
 * Returns: (transfer full): code, name of the column and id of the file, which may be missing
 */
char *
cb_finding_dup_key (const CbFinding *self)
{
  const char *column;
  const char *file;

  g_return_val_if_fail (self != NULL, NULL);

  column = self->column_name;
  if (column[0] == '\0')
    column = cb_finding_get_argument (self, "expected");
  if (column[0] == '\0')
    column = cb_finding_get_argument (self, "field");
  file = cb_finding_get_argument (self, CB_FINDING_FILE);

  return file[0] != '\0' ? g_strdup_printf ("%s/%s/%s", self->code, column, file)
                         : g_strdup_printf ("%s/%s", self->code, column);
}

/**
 * cb_finding_dup_wide_key:
 * @self: a finding
 *
 * What waivers held on to until they named the file: they cover the column in every file.
 *
 * Returns: (transfer full): code and name of the column
 */
char *
cb_finding_dup_wide_key (const CbFinding *self)
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
