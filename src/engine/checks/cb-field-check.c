/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A field of a Table Schema as something that values are held against. */

#include "config.h"

#include "engine/checks/cb-field-check.h"

#include <stdio.h>
#include <string.h>

#define N_WORDS 256

struct _CbFieldCheck
{
  const CbSchemaField *field; /* borrowed, as long as the schema */
  CbColumnDecision decision;
  gboolean judges_type;
  gboolean may_be_any; /* nothing is said of its type */
  gboolean reads_cells;
  guint8 is_missing[N_WORDS]; /* words of cb_value_words() that stand for nothing here */
  guint8 is_boolean[N_WORDS]; /* … for yes or no */
  GHashTable *missing;        /* (element-type GBytes) (nullable): other words */
  GHashTable *booleans;       /* (element-type GBytes) (nullable) */
  GHashTable *values;         /* (element-type GBytes) (nullable): enum */
  GRegex *pattern;            /* (nullable) */
  guint digits_least;         /* of a pattern [0-9]{n,m}, which needs no regex */
  guint digits_most;
  gboolean has_minimum;
  gboolean has_maximum;
  double minimum;
  double maximum;
};

static guint
find_word (const char *text)
{
  guint n_words;
  const CbValueWord *words = cb_value_words (&n_words);

  for (guint i = 0; i < n_words; i++)
    if (g_str_equal (words[i].text, text))
      return i;

  return N_WORDS;
}

static void
add_bytes (GHashTable **set, const char *text)
{
  if (*set == NULL)
    *set = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  g_hash_table_add (*set, g_bytes_new (text, strlen (text)));
}

static gboolean
has_bytes (GHashTable *set, const CbCell *cell)
{
  g_autoptr (GBytes) bytes = NULL;

  if (set == NULL)
    return FALSE;
  bytes = g_bytes_new_static (cell->bytes, cell->length);

  return g_hash_table_contains (set, bytes);
}

static void
add_words (guint8 *known, GHashTable **others, GStrv words)
{
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      guint place = find_word (words[i]);

      if (place < N_WORDS)
        known[place] = 1;
      else if (words[i][0] != '\0')
        add_bytes (others, words[i]);
    }
}

/* Which way of writing a pattern of strptime stands for. */
static gboolean
find_layout (CbColumnDecision *decision, const char *format)
{
  static const CbColumnType types[] = { CB_TYPE_DATE, CB_TYPE_DATETIME, CB_TYPE_YEARMONTH };
  static const guint extras[] = { 0, CB_DATE_SECONDS, CB_DATE_T };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint bits = 0; bits < 4 * CB_DATE_N_LAYOUTS; bits++)
      for (guint k = 0; k < G_N_ELEMENTS (extras); k++)
        {
          CbColumnDecision tried = *decision;
          g_autofree char *own = NULL;

          tried.type = types[i];
          tried.layout = bits / 4 | (types[i] == CB_TYPE_DATETIME ? extras[k] : 0);
          tried.month_first = (bits & 1) != 0;
          tried.short_year = (bits & 2) != 0;
          own = cb_column_decision_dup_format (&tried);
          if (g_strcmp0 (own, format) == 0)
            {
              *decision = tried;
              return TRUE;
            }
        }

  return FALSE;
}

static gboolean
decide_date (CbColumnDecision *decision, const char *format)
{
  if (format == NULL || g_str_equal (format, "default"))
    {
      decision->layout = CB_DATE_ISO | (decision->type == CB_TYPE_DATETIME ? CB_DATE_T : 0);
      return TRUE;
    }
  if (g_str_equal (format, "any"))
    {
      decision->mixed = TRUE;
      return TRUE;
    }

  return find_layout (decision, format);
}

static void
decide_number (CbColumnDecision *decision, const CbSchemaField *field)
{
  decision->comma
      = g_strcmp0 (field->decimal_char, ",") == 0 || g_strcmp0 (field->group_char, ".") == 0;
  decision->grouped = field->group_char != NULL && field->group_char[0] != '\0';
  /* The blanks that may stand there (U+00A0 and thinner ones) are one to whoever reads. */
  decision->spaced = decision->grouped && !g_str_equal (field->group_char, ".")
                     && !g_str_equal (field->group_char, ",");
  decision->percent = !field->bare_number && g_strcmp0 (field->unit, "%") == 0;
}

/* FALSE for types that nothing here reads: they are not judged. */
static gboolean
decide (CbColumnDecision *decision, const CbSchemaField *field)
{
  static const CbColumnType types[]
      = { CB_TYPE_STRING, CB_TYPE_INTEGER, CB_TYPE_NUMBER,    CB_TYPE_DATE,   CB_TYPE_DATETIME,
          CB_TYPE_TIME,   CB_TYPE_YEAR,    CB_TYPE_YEARMONTH, CB_TYPE_BOOLEAN };
  gboolean known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (field->type, cb_column_type_name (types[i])))
      {
        decision->type = types[i];
        known = TRUE;
      }
  if (!known)
    return FALSE;
  if (decision->type == CB_TYPE_DATE || decision->type == CB_TYPE_DATETIME)
    return decide_date (decision, field->format);
  if (decision->type == CB_TYPE_INTEGER || decision->type == CB_TYPE_NUMBER)
    decide_number (decision, field);

  return decision->type != CB_TYPE_TIME || field->format == NULL
         || g_str_equal (field->format, "default");
}

/* The amount of a limit or of a value, read as the column is written; limits as the schema is. */
static gboolean
find_amount (const CbColumnDecision *decision, const CbValue *value, double *amount)
{
  if (value->kind < CB_VALUE_INTEGER || value->kind > CB_VALUE_MONTH)
    return FALSE;
  *amount = decision->type == CB_TYPE_DATE || decision->type == CB_TYPE_DATETIME
                ? (decision->month_first ? value->en : value->vi)
                : (decision->comma ? value->vi : value->en);

  return TRUE;
}

static gboolean
take_limit (const CbFieldCheck *self, const char *text, double *limit)
{
  CbColumnDecision plain = { .type = self->decision.type };
  char *end = NULL;
  CbValue value;

  if (text == NULL)
    return FALSE;
  *limit = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0')
    return TRUE;
  value = cb_value_read (text, strlen (text));
  if (value.kind == CB_VALUE_DATE || value.kind == CB_VALUE_DATETIME)
    plain = self->decision;

  return find_amount (&plain, &value, limit);
}

/* [0-9]{5} and [0-9]{3,5}, as they are inferred, without the cost of a regex. */
static gboolean
take_digits (CbFieldCheck *self, const char *pattern)
{
  gsize lead = strlen ("[0-9]{");
  int used = 0;

  if (strncmp (pattern, "[0-9]{", lead) != 0
      || strspn (pattern + lead, "0123456789,}") != strlen (pattern + lead))
    return FALSE;
  if (sscanf (pattern, "[0-9]{%3u}%n", &self->digits_most, &used) == 1 && used > 0
      && pattern[used] == '\0')
    {
      self->digits_least = self->digits_most;
      return TRUE;
    }
  used = 0;
  if (sscanf (pattern, "[0-9]{%3u,%3u}%n", &self->digits_least, &self->digits_most, &used) == 2
      && used > 0 && pattern[used] == '\0')
    return TRUE;
  self->digits_least = self->digits_most = 0;

  return FALSE;
}

static void
take_pattern (CbFieldCheck *self, const char *pattern)
{
  g_autofree char *whole = NULL;

  if (pattern == NULL || take_digits (self, pattern))
    return;
  /* The whole value, as XML Schema means it (packages.md §3.4). */
  whole = g_strdup_printf ("^(?:%s)$", pattern);
  self->pattern = g_regex_new (whole, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
}

static void
take_booleans (CbFieldCheck *self)
{
  static const char *const standard[]
      = { "true", "True", "TRUE", "1", "false", "False", "FALSE", "0", NULL };
  const CbSchemaField *field = self->field;

  if (self->decision.type != CB_TYPE_BOOLEAN)
    return;
  if (field->true_values == NULL && field->false_values == NULL)
    add_words (self->is_boolean, &self->booleans, (GStrv)standard);
  add_words (self->is_boolean, &self->booleans, field->true_values);
  add_words (self->is_boolean, &self->booleans, field->false_values);
}

/**
 * cb_field_check_new:
 * @schema: a schema
 * @field: one of its fields; both stay
 *
 * Returns: (transfer full): what values are held against
 */
CbFieldCheck *
cb_field_check_new (const CbSchema *schema, const CbSchemaField *field)
{
  CbFieldCheck *self = g_new0 (CbFieldCheck, 1);

  self->field = field;
  self->may_be_any = g_str_equal (field->type, "any");
  self->judges_type = decide (&self->decision, field);
  if (!self->judges_type)
    self->decision = (CbColumnDecision){ .type = CB_TYPE_STRING };
  add_words (self->is_missing, &self->missing,
             field->missing_values != NULL ? field->missing_values : schema->missing_values);
  take_booleans (self);
  for (guint i = 0; field->values != NULL && field->values[i] != NULL; i++)
    add_bytes (&self->values, field->values[i]);
  take_pattern (self, field->pattern);
  self->has_minimum = self->judges_type && take_limit (self, field->minimum, &self->minimum);
  self->has_maximum = self->judges_type && take_limit (self, field->maximum, &self->maximum);
  self->reads_cells = field->required || self->missing != NULL || self->booleans != NULL
                      || self->values != NULL || self->pattern != NULL || self->digits_most > 0
                      || self->has_minimum || self->has_maximum || field->min_length >= 0
                      || field->max_length >= 0;

  return self;
}

/**
 * cb_field_check_free:
 * @self: (nullable) (transfer full): a check
 */
void
cb_field_check_free (CbFieldCheck *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->missing, g_hash_table_unref);
  g_clear_pointer (&self->booleans, g_hash_table_unref);
  g_clear_pointer (&self->values, g_hash_table_unref);
  g_clear_pointer (&self->pattern, g_regex_unref);
  g_free (self);
}

/**
 * cb_field_check_get_decision:
 * @self: a check
 *
 * Returns: (transfer none) (nullable): what the column has to be; %NULL where the field leaves it
 * to the values
 */
const CbColumnDecision *
cb_field_check_get_decision (const CbFieldCheck *self)
{
  return self->may_be_any ? NULL : &self->decision;
}

/**
 * cb_field_check_judges:
 * @self: a check
 *
 * Returns: %FALSE where any value is of the type of the field, so that none has to be looked at
 */
gboolean
cb_field_check_judges (const CbFieldCheck *self)
{
  return self->may_be_any || (self->judges_type && self->decision.type != CB_TYPE_STRING);
}

/**
 * cb_field_check_reads_cells:
 * @self: a check
 *
 * Returns: whether cb_field_check_look() has to see every cell, its class not being enough
 */
gboolean
cb_field_check_reads_cells (const CbFieldCheck *self)
{
  return self->reads_cells;
}

static gboolean
is_of_digits (const CbFieldCheck *self, const CbCell *cell)
{
  if (cell->length < self->digits_least || cell->length > self->digits_most)
    return FALSE;
  for (guint i = 0; i < cell->length; i++)
    if (!g_ascii_isdigit (cell->bytes[i]))
      return FALSE;

  return TRUE;
}

static guint
find_broken (const CbFieldCheck *self, const CbCell *cell, CbValueClass class)
{
  const CbSchemaField *field = self->field;
  guint broken = 0;

  if (self->digits_most > 0 && !is_of_digits (self, cell))
    broken |= CB_CONSTRAINT_PATTERN;
  if (self->pattern != NULL
      && !g_regex_match_full (self->pattern, cell->bytes, (gssize)cell->length, 0, 0, NULL, NULL))
    broken |= CB_CONSTRAINT_PATTERN;
  if (self->values != NULL && !has_bytes (self->values, cell))
    broken |= CB_CONSTRAINT_ENUM;
  if (field->min_length >= 0 || field->max_length >= 0)
    {
      glong length = g_utf8_strlen (cell->bytes, (gssize)cell->length);

      if ((field->min_length >= 0 && length < field->min_length)
          || (field->max_length >= 0 && length > field->max_length))
        broken |= CB_CONSTRAINT_LENGTH;
    }
  if ((self->has_minimum || self->has_maximum) && cb_field_check_accepts (self, class))
    {
      CbValue value = cb_value_read_cell (cell);
      double amount;

      if (find_amount (&self->decision, &value, &amount))
        {
          broken |= self->has_minimum && amount < self->minimum ? CB_CONSTRAINT_MINIMUM : 0;
          broken |= self->has_maximum && amount > self->maximum ? CB_CONSTRAINT_MAXIMUM : 0;
        }
    }

  return broken;
}

/**
 * cb_field_check_is_nothing:
 * @self: a check
 * @cell: a cell
 *
 * Returns: whether the cell is blank, or a word that stands for nothing here
 */
gboolean
cb_field_check_is_nothing (const CbFieldCheck *self, const CbCell *cell)
{
  CbValue value = cb_value_read_cell (cell);

  return value.kind == CB_VALUE_BLANK
         || (value.kind == CB_VALUE_MISSING && self->is_missing[value.detail] != 0)
         || has_bytes (self->missing, cell);
}

/**
 * cb_field_check_look:
 * @self: a check that reads cells
 * @cell: a cell
 * @class: of its value
 * @broken: (out): CB_CONSTRAINT_*
 *
 * Returns: the class by which the value is to be counted: of another word for nothing, yes or no
 *   that this field has, or @class
 */
CbValueClass
cb_field_check_look (const CbFieldCheck *self,
                     const CbCell *cell,
                     CbValueClass class,
                     guint *broken)
{
  CbValueKind kind = cb_value_class_kind (class);
  gboolean is_nothing
      = kind == CB_VALUE_BLANK
        || (kind == CB_VALUE_MISSING && self->is_missing[cb_value_class_detail (class)] != 0);

  if (!is_nothing && has_bytes (self->missing, cell))
    {
      is_nothing = TRUE;
      class = CB_FIELD_OWN_MISSING;
    }
  if (is_nothing)
    {
      *broken = self->field->required ? CB_CONSTRAINT_REQUIRED : 0;
      return class;
    }
  if (has_bytes (self->booleans, cell))
    class = CB_FIELD_OWN_BOOLEAN;
  *broken = find_broken (self, cell, class);

  return class;
}

/**
 * cb_field_check_accepts:
 * @self: a check
 * @class: of a value
 *
 * Returns: whether the value reads as the type of the field
 */
gboolean
cb_field_check_accepts (const CbFieldCheck *self, CbValueClass class)
{
  CbValueKind kind = cb_value_class_kind (class);
  guint detail = cb_value_class_detail (class);

  if (!self->judges_type || kind == CB_VALUE_BLANK || class == CB_FIELD_OWN_MISSING
      || class == CB_FIELD_OWN_BOOLEAN)
    return TRUE;
  if (kind == CB_VALUE_MISSING)
    return self->is_missing[detail] != 0 || self->decision.type == CB_TYPE_STRING;
  if (self->decision.type == CB_TYPE_BOOLEAN)
    return (kind == CB_VALUE_BOOLEAN || kind == CB_VALUE_MARK) && self->is_boolean[detail] != 0;
  if ((self->decision.type == CB_TYPE_NUMBER || self->decision.type == CB_TYPE_INTEGER)
      && (cb_value_class_flags (class) & CB_VALUE_TYPED) != 0)
    return kind == CB_VALUE_INTEGER
           || (kind == CB_VALUE_NUMBER_EN && self->decision.type == CB_TYPE_NUMBER);
  /* Something may stand around the number, whatever it is. */
  if (!self->field->bare_number && !self->decision.percent)
    class = cb_value_class_make (
        kind, (cb_value_class_flags (class) & CB_VALUE_WITH_UNIT) != 0 ? 0 : detail,
        cb_value_class_flags (class) & ~(guint)(CB_VALUE_WITH_UNIT | CB_VALUE_PERCENT));

  return cb_column_decision_accepts (&self->decision, class);
}
