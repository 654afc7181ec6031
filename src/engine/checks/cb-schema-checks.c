/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the values of a column are: held against a schema where there is one, against 95 of 100 of
 * themselves where there is none (product.md E2). */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-label.h"
#include "engine/checks/cb-schema-check-private.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_MISSING_LABEL, CB_CHECK_WARNING },
  { CB_FINDING_EXTRA_LABEL, CB_CHECK_WARNING },
  { CB_FINDING_INCORRECT_LABEL, CB_CHECK_WARNING },
  { CB_FINDING_TYPE_ERROR, CB_CHECK_WARNING },
  { CB_FINDING_CONSTRAINT_ERROR, CB_CHECK_WARNING },
  { CB_FINDING_UNIQUE_ERROR, CB_CHECK_WARNING },
  { CB_FINDING_PRIMARY_KEY, CB_CHECK_WARNING },
  { CB_FINDING_IMPOSSIBLE_DATE, CB_CHECK_WARNING },
  { CB_FINDING_AMBIGUOUS_DATE, CB_CHECK_WARNING },
  { CB_FINDING_MIXED_DATES, CB_CHECK_WARNING },
  { CB_FINDING_SHORT_YEAR, CB_CHECK_WARNING },
  { CB_FINDING_BUDDHIST_YEAR, CB_CHECK_WARNING },
  { CB_FINDING_DATE_SERIAL, CB_CHECK_WARNING },
  { CB_FINDING_DATE_BEFORE_1900, CB_CHECK_NOTE },
  { CB_FINDING_AMBIGUOUS_NUMBER, CB_CHECK_WARNING },
  { CB_FINDING_MIXED_NUMBERS, CB_CHECK_WARNING },
  { CB_FINDING_NUMBER_AS_TEXT, CB_CHECK_WARNING },
  { CB_FINDING_LOST_ZEROS, CB_CHECK_WARNING },
  { CB_FINDING_UNIT_IN_CELL, CB_CHECK_WARNING },
  { CB_FINDING_LOST_TEXT, CB_CHECK_BLOCKER },
  { CB_FINDING_SHEET_ERROR, CB_CHECK_WARNING },
};

/* So many values say that a column is text, when most of them are. */
#define ENOUGH_VALUES 20
/* By its name a column holds what is written in digits and is no amount; of some it is known how
 * many digits they have. */
#define MAY_LOSE_ZEROS (CB_LABEL_TAX | CB_LABEL_PHONE)
#define NAMES_IN_DIGITS                                                                            \
  (MAY_LOSE_ZEROS | CB_LABEL_CCCD | CB_LABEL_CMND | CB_LABEL_INSURANCE | CB_LABEL_PASSPORT         \
   | CB_LABEL_ACCOUNT | CB_LABEL_PLATE)
/* Of one or two values nobody expects that they say how they are written. */
#define WORTH_A_DOUBT 3

/* Columns that hold text by the first rows are not gone through: no value of them can be wrong, and
 * they are most of what there is to read. Spreadsheets are small, and their formulas may fail in
 * any column. */
void
_cb_schema_check_sample (CbCheckRun *run, GPtrArray *rows)
{
  g_autofree guint *n_values = g_new0 (guint, run->n_columns + 1);
  g_autofree guint *n_texts = g_new0 (guint, run->n_columns + 1);

  if (run->facts->sheet >= 0)
    return;
  for (guint k = 0; k < rows->len; k++)
    {
      GStrv cells = g_ptr_array_index (rows, k);

      for (guint i = 0; i < run->n_columns && cells[i] != NULL; i++)
        {
          CbValue value = cb_value_read (cells[i], strlen (cells[i]));

          n_values[i] += value.kind != CB_VALUE_BLANK ? 1 : 0;
          n_texts[i] += value.kind == CB_VALUE_TEXT ? 1 : 0;
        }
    }
  for (guint i = 0; i < run->n_columns; i++)
    run->is_text[i] = n_values[i] >= ENOUGH_VALUES && 2 * n_texts[i] > n_values[i];
}

static void
start (CbCheckRun *run)
{
  _cb_schema_check_report_labels (run);
}

static void
take_rows (CbCheckWorker *worker, const CbRow *rows, guint n_rows)
{
  const CbCheckRun *run = worker->run;

  for (guint i = 0; i < run->n_columns; i++)
    {
      const CbFieldCheck *field = run->schema != NULL ? run->schema->fields[i] : NULL;

      if (field != NULL && !cb_field_check_reads_cells (field))
        {
          if (!cb_field_check_judges (field) && (run->labels[i] & MAY_LOSE_ZEROS) == 0)
            continue;
          field = NULL;
        }
      else if (field == NULL && run->is_text[i] != 0)
        continue;
      cb_type_column_take_rows (worker->types[i], field, rows, n_rows, i, run->n_columns);
    }
}

/* Which finding a value of a class is, in a column of that kind. */
typedef struct
{
  const CbFieldCheck *field;
  const CbColumnDecision *decision;
} Judge;

static gboolean
is_number (CbValueKind kind)
{
  return kind >= CB_VALUE_INTEGER && kind <= CB_VALUE_COMMA_THREE;
}

/* Not a formula that failed, but a text that the workbook names and does not have. */
static gboolean
is_lost_text (CbValueClass class)
{
  guint n_words;
  const CbValueWord *words = cb_value_words (&n_words);
  guint at = cb_value_class_detail (class);

  return at < n_words && words[at].pair == CB_VALUE_LOST_TEXT;
}

/* FALSE for a value that is as it should be. */
static gboolean
judge_class (const Judge *judge, CbValueClass class, CbFindingCode *code)
{
  CbValueKind kind = cb_value_class_kind (class);
  const CbColumnDecision *decision = judge->decision;
  gboolean is_dates = decision->type == CB_TYPE_DATE || decision->type == CB_TYPE_DATETIME
                      || decision->doubt == CB_DOUBT_DAY_ORDER
                      || decision->doubt == CB_DOUBT_DAY_ORDERS;

  if (kind == CB_VALUE_SHEET_ERROR)
    {
      *code = is_lost_text (class) ? CB_FINDING_LOST_TEXT : CB_FINDING_SHEET_ERROR;
      return TRUE;
    }
  if (kind == CB_VALUE_NOT_A_DATE && is_dates)
    {
      *code = CB_FINDING_IMPOSSIBLE_DATE;
      return TRUE;
    }
  if (judge->field != NULL ? cb_field_check_accepts (judge->field, class)
                           : cb_column_decision_accepts (decision, class))
    return FALSE;
  *code = decision->typed && is_number (kind) ? CB_FINDING_NUMBER_AS_TEXT : CB_FINDING_TYPE_ERROR;

  return TRUE;
}

/* What is worth saying of values that read as they should, too. */
static gboolean
find_oddity (const CbColumnDecision *decision, CbValueClass class, CbFindingCode *code)
{
  CbValueKind kind = cb_value_class_kind (class);
  guint flags = cb_value_class_flags (class);

  if (kind != CB_VALUE_DATE && kind != CB_VALUE_DATETIME
      && (kind != CB_VALUE_MONTH || decision->type != CB_TYPE_YEARMONTH)
      && decision->type != CB_TYPE_YEAR)
    return FALSE;
  if (decision->type == CB_TYPE_STRING)
    return FALSE;
  if ((flags & CB_VALUE_BUDDHIST) != 0)
    *code = CB_FINDING_BUDDHIST_YEAR;
  else if ((flags & CB_VALUE_SHORT_YEAR) != 0)
    *code = CB_FINDING_SHORT_YEAR;
  else if ((flags & CB_VALUE_BEFORE_1900) != 0)
    *code = CB_FINDING_DATE_BEFORE_1900;
  else
    return FALSE;

  return TRUE;
}

/* A telephone has ten digits, or eleven with the code of a province, and begins with 0; a tax code
 * has ten (vietnamese-data.md §5.1). A spreadsheet that takes them for amounts drops the zeros.
 * Numbers of citizens are to be left out, whole or not. */
static gboolean
has_lost_zeros (guint label, CbValueClass class)
{
  guint digits = cb_value_class_detail (class);

  if (cb_value_class_kind (class) != CB_VALUE_INTEGER)
    return FALSE;
  if ((label & CB_LABEL_PHONE) != 0)
    return digits == 9 || digits == 10;

  return (label & CB_LABEL_TAX) != 0 && digits == 9;
}

/* Whether the cells of this file say what they hold: numbers in an HTML table are text unless a
 * spreadsheet wrote them. */
static gboolean
has_types (const CbCheckRun *run)
{
  return run->facts->sheet >= 0 && !g_str_equal (run->facts->format, "html");
}

/* Numbers of a sheet that are text in most or all of their cells; where most are numbers,
 * judge_class() has told the others. */
static gboolean
is_number_in_text (const CbCheckRun *run,
                   const CbColumnDecision *decision,
                   guint label,
                   CbValueClass class)
{
  guint flags = cb_value_class_flags (class);

  return has_types (run) && !decision->typed && decision->values >= WORTH_A_DOUBT
         && (decision->type == CB_TYPE_INTEGER || decision->type == CB_TYPE_NUMBER)
         && (label & (NAMES_IN_DIGITS | CB_LABEL_ORDINAL)) == 0
         && is_number (cb_value_class_kind (class))
         && (flags & (CB_VALUE_TYPED | CB_VALUE_WITH_UNIT)) == 0;
}

static void
add_class (CbCheckTally *tally, const CbTypeColumn *column, guint place)
{
  CbCheckTally part = { 0 };

  if (place < column->rows->len)
    part = g_array_index (column->rows, CbCheckTally, place);
  /* The rows are counted only as far as they are kept. */
  part.count = g_array_index (column->tally.classes, CbColumnClass, place).count;
  cb_check_tally_merge (tally, &part);
}

static void
report_tallies (CbCheckRun *run, CbCheckTally *tallies, guint column, const char *type)
{
  for (guint code = CB_FINDING_TYPE_ERROR; code <= CB_FINDING_SHEET_ERROR; code++)
    {
      CbCheckFinding *finding;

      if (tallies[code].count == 0)
        continue;
      finding = cb_check_run_report_tally (run, (CbFindingCode)code, (int)column, &tallies[code]);
      cb_check_finding_set (finding, "type", type);
      cb_check_tally_clear (&tallies[code]);
    }
}

/* A column whose values do not say what they are. */
static void
report_doubt (CbCheckRun *run, const CbColumnDecision *decision, guint column)
{
  static const struct
  {
    CbColumnDoubt doubt;
    CbFindingCode code;
  } doubts[] = {
    { CB_DOUBT_DECIMAL_MARK, CB_FINDING_AMBIGUOUS_NUMBER },
    { CB_DOUBT_NUMBER_STYLES, CB_FINDING_MIXED_NUMBERS },
    { CB_DOUBT_DAY_ORDER, CB_FINDING_AMBIGUOUS_DATE },
    { CB_DOUBT_DAY_ORDERS, CB_FINDING_MIXED_DATES },
    { CB_DOUBT_UNITS, CB_FINDING_UNIT_IN_CELL },
  };

  if (decision->values < WORTH_A_DOUBT)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (doubts); i++)
    if (decision->doubt == doubts[i].doubt)
      cb_check_run_report (run, doubts[i].code, (int)column)->count = decision->values;
  if (decision->is_serial)
    cb_check_run_report (run, CB_FINDING_DATE_SERIAL, (int)column)->count = decision->values;
}

static void
report_constraints (CbCheckRun *run, const CbTypeColumn *column, guint at)
{
  static const char *const names[]
      = { "required", "pattern", "minimum", "maximum", "length", "enum" };
  g_autoptr (GString) list = g_string_new (NULL);
  CbCheckFinding *finding;

  if (column->constraints.count == 0)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if ((column->broken & 1u << i) != 0)
      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", names[i]);
  finding
      = cb_check_run_report_tally (run, CB_FINDING_CONSTRAINT_ERROR, (int)at, &column->constraints);
  cb_check_finding_set (finding, "constraints", list->str);
}

/* A column in which numbers are text throughout is at one with itself: programs that read the text
 * read it as it is. Beside true numbers it is a fault. */
static void
report_numbers_in_text (CbCheckRun *run, CbCheckTally *tally, guint column, gboolean among_numbers)
{
  if (tally->count == 0)
    return;
  if (!among_numbers)
    cb_check_run_report_tally (run, CB_FINDING_NUMBER_AS_TEXT, (int)column, tally)->severity
        = CB_CHECK_NOTE;
  else
    cb_check_run_report_tally (run, CB_FINDING_NUMBER_AS_TEXT, (int)column, tally);
  cb_check_tally_clear (tally);
}

static void
judge_column (CbCheckRun *run, const CbTypeColumn *column, guint at)
{
  const CbFieldCheck *field = run->schema != NULL ? run->schema->fields[at] : NULL;
  const CbColumnDecision *wanted = field != NULL ? cb_field_check_get_decision (field) : NULL;
  CbColumnDecision own = cb_column_decide (&column->tally, run->facts->columns[at]);
  Judge judge = { wanted != NULL ? field : NULL, wanted != NULL ? wanted : &own };
  CbCheckTally tallies[CB_FINDING_SHEET_ERROR + 1] = { 0 };
  CbCheckTally in_text = { 0 };
  guint label = run->labels[at];
  const char *type = judge.decision->is_code ? "code" : cb_column_type_name (judge.decision->type);
  gboolean among_numbers = FALSE;

  for (guint i = 0; i < column->tally.classes->len; i++)
    {
      const CbColumnClass *class = &g_array_index (column->tally.classes, CbColumnClass, i);
      CbFindingCode code;

      if (class->count == 0)
        continue;
      among_numbers = among_numbers
                      || (is_number (cb_value_class_kind (class->class))
                          && (cb_value_class_flags (class->class) & CB_VALUE_TYPED) != 0);
      if (judge_class (&judge, class->class, &code)
          || find_oddity (judge.decision, class->class, &code))
        add_class (&tallies[code], column, i);
      else if (is_number_in_text (run, judge.decision, label, class->class))
        add_class (&in_text, column, i);
      if (has_lost_zeros (label, class->class))
        add_class (&tallies[CB_FINDING_LOST_ZEROS], column, i);
    }
  if (wanted == NULL)
    report_doubt (run, &own, at);
  report_tallies (run, tallies, at, type);
  report_numbers_in_text (run, &in_text, at, among_numbers);
  report_constraints (run, column, at);
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  for (guint i = 0; i < run->n_columns; i++)
    judge_column (run, all->types[i], i);
  _cb_schema_check_report_keys (run);
}

const CbCheckFamily cb_check_schema_family = {
  .name = "schema",
  .reads = CB_CHECK_READS_LABELS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .rows = take_rows,
  .finish = finish,
};
