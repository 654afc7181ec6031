/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-checks.h"

#include <string.h>

#include "base/cb-protocol.h"
#include "engine/checks/cb-schema-check-private.h"

/* At 12 bytes each: 108 MB. */
#define ROWS_PER_PASS 9000000u

/* The one list of families. A new rule is an entry in its family's file; a new family is a file and
 * a line here. */
static const CbCheckFamily *const families[] = {
  &cb_check_secret_family,    &cb_check_personal_family, &cb_check_leak_family,
  &cb_check_format_family,    &cb_check_encoding_family, &cb_check_layout_family,
  &cb_check_structure_family, &cb_check_schema_family,   &cb_check_place_family,
  &cb_check_character_family, &cb_check_pages_family,
};

/**
 * cb_check_families:
 * @n_families: (out): how many
 *
 * Returns: (transfer none) (array length=n_families): all families of rules
 */
const CbCheckFamily *const *
cb_check_families (guint *n_families)
{
  *n_families = G_N_ELEMENTS (families);

  return families;
}

/**
 * cb_check_finding_free:
 * @self: (transfer full): a finding
 */
void
cb_check_finding_free (CbCheckFinding *self)
{
  g_free (self->column_name);
  g_free (self->sample);
  g_hash_table_unref (self->arguments);
  g_free (self);
}

static void
free_finding (gpointer finding)
{
  cb_check_finding_free (finding);
}

static CbCheckSeverity
find_severity (CbFindingCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (guint k = 0; k < families[i]->n_rules; k++)
      if (families[i]->rules[k].code == code)
        return families[i]->rules[k].severity;

  g_return_val_if_reached (CB_CHECK_WARNING);
}

/**
 * cb_check_run_report:
 * @self: a run
 * @code: what was found; a rule of some family
 * @column: where, -1 when it is not about a column
 *
 * Returns: (transfer none): the finding, about no row and seen once, to be filled in
 */
CbCheckFinding *
cb_check_run_report (CbCheckRun *self, CbFindingCode code, int column)
{
  CbCheckFinding *finding = g_new0 (CbCheckFinding, 1);

  finding->code = code;
  finding->severity = find_severity (code);
  finding->row = G_MAXUINT64;
  finding->column = column;
  finding->count = 1;
  finding->arguments = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_ptr_array_add (self->findings, finding);
  return finding;
}

/**
 * cb_check_run_report_tally:
 * @self: a run
 * @code: what was found
 * @column: where, -1 when it is about rows
 * @tally: how often, and in which rows
 *
 * Returns: (transfer none): the finding
 */
CbCheckFinding *
cb_check_run_report_tally (CbCheckRun *self,
                           CbFindingCode code,
                           int column,
                           const CbCheckTally *tally)
{
  CbCheckFinding *finding = cb_check_run_report (self, code, column);

  finding->count = tally->count;
  if (tally->n_rows > 0)
    finding->row = tally->rows[0];
  finding->sample = g_strdup (tally->sample);
  g_hash_table_insert (finding->arguments, (gpointer) "rows", cb_check_tally_dup_rows (tally));
  return finding;
}

/**
 * cb_check_run_report_tallies:
 * @self: a run
 * @code: what was counted
 * @all: the counts
 *
 * Reports what was counted for @code as it is, a finding for each column.
 */
void
cb_check_run_report_tallies (CbCheckRun *self, CbFindingCode code, CbCheckWorker *all)
{
  for (int column = -1; column < (int)self->n_columns; column++)
    {
      const CbCheckTally *tally = cb_check_worker_peek_tally (all, code, column);

      if (tally != NULL && tally->count > 0)
        cb_check_run_report_tally (self, code, column, tally);
    }
}

/**
 * cb_check_finding_set:
 * @self: a finding
 * @name: which fact, a static string
 * @value: the fact
 */
void
cb_check_finding_set (CbCheckFinding *self, const char *name, const char *value)
{
  g_hash_table_insert (self->arguments, (gpointer)name, g_strdup (value));
}

static GVariant *
pack_finding (CbCheckRun *self, const CbCheckFinding *finding)
{
  static const char *const severities[] = { "note", "warning", "blocker" };
  g_auto (GVariantBuilder) arguments = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  const char *name = "";
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, finding->arguments);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_variant_builder_add (&arguments, "{ss}", key, value);
  if (finding->column_name != NULL)
    name = finding->column_name;
  else if (finding->column >= 0 && (guint)finding->column < self->n_columns)
    name = self->facts->columns[finding->column];

  return g_variant_ref_sink (
      g_variant_new (CB_PROTOCOL_FINDING_TYPE, cb_finding_codes_name (finding->code),
                     severities[finding->severity], finding->row, finding->column, name,
                     finding->count, finding->sample != NULL ? finding->sample : "", &arguments));
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const CbCheckFinding *first = *(const CbCheckFinding *const *)a;
  const CbCheckFinding *second = *(const CbCheckFinding *const *)b;

  if (first->severity != second->severity)
    return first->severity < second->severity ? 1 : -1;
  if (first->code != second->code)
    return first->code < second->code ? -1 : 1;

  return (first->column > second->column) - (first->column < second->column);
}

static void
give_findings (CbCheckRun *self, CbCheckFindingFunc func, gpointer user_data, CbCheckResult *result)
{
  g_ptr_array_sort (self->findings, compare_findings);
  for (guint i = 0; i < self->findings->len; i++)
    {
      g_autoptr (GVariant) finding = NULL;

      if (i >= CB_PROTOCOL_MAX_FINDINGS)
        {
          result->more++;
          continue;
        }
      finding = pack_finding (self, g_ptr_array_index (self->findings, i));
      func (finding, user_data);
      result->findings++;
    }
}

static gpointer
new_worker (gpointer user_data)
{
  return cb_check_worker_new (user_data);
}

static void
take_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  cb_check_worker_take_rows (state, rows, n_rows);
}

static void
merge_workers (gpointer into, gpointer from)
{
  cb_check_worker_merge (into, from);
}

static void
free_worker (gpointer state)
{
  cb_check_worker_free (state);
}

/* Rows are held against one another in memory that does not grow: a file of more rows than fit is
 * gone through again for the rest. The first rows say about how many there are. */
static guint
plan_passes (CbCheckRun *self, guint rows_per_pass, GError **error)
{
  g_autoptr (GPtrArray) rows = cb_table_read_rows (self->table, 0, 200, self->cancellable, error);
  guint64 bytes = 1;

  if (rows == NULL)
    return 0;
  _cb_schema_check_sample (self, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      GStrv cells = g_ptr_array_index (rows, i);

      for (guint k = 0; cells[k] != NULL; k++)
        bytes += strlen (cells[k]) + 1;
    }

  return 1 + (guint)(self->facts->size / bytes * rows->len / rows_per_pass);
}

/* Whether what is in the file is looked into, row by row. */
gboolean
cb_check_run_reads_rows (const CbCheckRun *self)
{
  const CbTableFacts *facts = self->facts;

  return facts->sheet >= 0 || g_str_equal (facts->format, "csv")
         || g_str_equal (facts->format, "tsv") || g_str_equal (facts->format, "text");
}

static gboolean
check_rows (CbCheckRun *self,
            guint rows_per_pass,
            CbCheckResult *result,
            CbProgressFunc progress,
            gpointer progress_data,
            GError **error)
{
  static const CbScanWorker worker
      = { new_worker, take_rows, NULL, merge_workers, free_worker, TRUE };
  CbCheckWorker *all;

  self->n_passes = plan_passes (self, rows_per_pass, error);
  if (self->n_passes == 0)
    return FALSE;
  all = cb_table_scan (self->table, &worker, self, progress, progress_data, self->cancellable,
                       error);
  if (all == NULL)
    return FALSE;
  result->rows = all->n_rows - all->n_outside;
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (families[i]->finish != NULL)
      families[i]->finish (self, all);
  cb_check_worker_free (all);

  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/**
 * cb_check_run_sheet:
 * @self: a run over another sheet of the same workbook
 * @table: the sheet
 * @error: where to say why not
 *
 * Returns: (transfer full) (element-type CbCheckFinding): what all rules find in it, %NULL on
 * failure
 */
GPtrArray *
cb_check_run_sheet (CbCheckRun *self, CbTable *table, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (free_finding);
  CbCheckRun run = { .table = table, .findings = findings, .cancellable = self->cancellable };
  g_autofree guint32 *labels = NULL;
  g_autofree guint8 *is_text = NULL;
  CbCheckResult result = { 0 };

  run.facts = cb_table_get_facts (table);
  run.n_columns = cb_table_get_n_columns (table);
  run.year = self->year;
  run.labels = labels = g_new0 (guint32, run.n_columns + 1);
  run.is_text = is_text = g_new0 (guint8, run.n_columns + 1);
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (families[i]->start != NULL)
      families[i]->start (&run);
  if (!check_rows (&run, ROWS_PER_PASS, &result, NULL, NULL, error))
    return NULL;

  return g_steal_pointer (&findings);
}

static gboolean
take_schema (CbCheckRun *self, const char *json, GError **error)
{
  CbSchema *schema = cb_schema_parse (json, error);

  if (schema == NULL)
    return FALSE;
  self->schema = cb_schema_check_new (self, schema);

  return TRUE;
}

/* The communes are many: they are read where a column is of their kind, or of districts. */
static gboolean
take_places (CbCheckRun *self, const CbCheckOptions *options, GError **error)
{
  self->places = cb_place_list_new ();
  for (guint i = 0; options->communes != NULL && i < self->n_columns; i++)
    {
      CbPlaceLevel level;
      CbPlaceTime time;
      gboolean is_code;

      if (cb_place_label_read (self->facts->columns[i], &level, &is_code, &time)
          && level != CB_PLACE_PROVINCE)
        self->has_communes = TRUE;
    }

  return cb_place_list_add (self->places, options->places, error)
         && (!self->has_communes || cb_place_list_add (self->places, options->communes, error));
}

/**
 * cb_checks_run:
 * @table: an open table
 * @options: (nullable): what the profile says
 * @func: gets the findings
 * @user_data: for @func
 * @result: (out caller-allocates): how much was checked
 * @progress: (nullable): told how far it is, from the threads that work
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Checks the whole file by all rules, with all cores; memory does not grow with the file. A file
 * that is no table of a kind that can be read is checked as a whole only: its format, its name.
 * The same file gives the same findings in the same order each time. No finding carries a value
 * that belongs to a person but masked, nor a piece of a text with a mark of secrecy.
 *
 * Returns: %FALSE when the file could not be gone through: %CB_ERROR_FILE_CHANGED,
 *   %CB_ERROR_UNREADABLE, %G_IO_ERROR_CANCELLED, or the schema makes no sense: %CB_ERROR_INVALID,
 *   %CB_ERROR_TOO_LARGE; no finding was given then
 */
gboolean
cb_checks_run (CbTable *table,
               const CbCheckOptions *options,
               CbCheckFindingFunc func,
               gpointer user_data,
               CbCheckResult *result,
               CbProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  static const CbCheckOptions defaults = CB_CHECK_OPTIONS_INIT;
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (free_finding);
  g_autofree guint32 *labels = NULL;
  g_autofree guint8 *is_text = NULL;
  g_autoptr (CbSchemaCheck) schema = NULL;
  g_autoptr (CbPlaceList) places = NULL;
  CbCheckRun self = { .table = table, .findings = findings, .cancellable = cancellable };

  g_return_val_if_fail (table != NULL && func != NULL && result != NULL, FALSE);

  if (options == NULL)
    options = &defaults;
  self.facts = cb_table_get_facts (table);
  self.allowed_formats = options->allowed_formats;
  self.pages = options->pages;
  self.n_columns = cb_table_get_n_columns (table);
  self.year = options->year != 0 ? options->year : (guint)g_date_time_get_year (now);
  self.labels = labels = g_new0 (guint32, self.n_columns + 1);
  self.is_text = is_text = g_new0 (guint8, self.n_columns + 1);
  if (options->schema != NULL && !take_schema (&self, options->schema, error))
    return FALSE;
  schema = self.schema;
  if (options->places != NULL && !take_places (&self, options, error))
    {
      cb_place_list_free (self.places);
      return FALSE;
    }
  places = self.places;
  *result = (CbCheckResult){ .columns = self.n_columns };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (families[i]->start != NULL)
      families[i]->start (&self);
  if (self.pages != NULL && !cb_check_pages (&self, progress, progress_data, error))
    return FALSE;
  if (cb_check_run_reads_rows (&self)
      && !check_rows (&self, options->rows_per_pass != 0 ? options->rows_per_pass : ROWS_PER_PASS,
                      result, progress, progress_data, error))
    return FALSE;
  if (!cb_check_other_sheets (&self, error))
    return FALSE;
  give_findings (&self, func, user_data, result);

  return TRUE;
}
