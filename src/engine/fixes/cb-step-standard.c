/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/cb-json.h"
#include "engine/checks/cb-field-check.h"
#include "engine/fixes/cb-step.h"

/* `{"step":"standard","column":"…","field":{…},"percent":"number"}`: what the column holds, written
 * as machines read it (packages.md §3.4): 1234.5, 2026-03-31, true. `field` is a field of Table
 * Schema that says how it is written now, so that the step does the same next month; cells that do
 * not read so stay as they are, for a person. `percent` says what becomes of 27,5 %: `number` 27.5,
 * `fraction` 0.275. */
typedef struct
{
  guint column;
  CbSchema *schema;
  CbFieldCheck *check;
  const CbSchemaField *field;
  gboolean month_first;
  gboolean as_fraction;
} Standard;

static void
free_standard (gpointer data)
{
  Standard *self = data;

  cb_field_check_free (self->check);
  g_clear_pointer (&self->schema, cb_schema_free);
  g_free (self);
}

static gboolean
is_convertible (const CbSchemaField *field)
{
  static const char *const types[]
      = { "integer", "number", "date", "datetime", "time", "yearmonth", "boolean" };

  if (field->doubt != NULL || g_strcmp0 (field->format, "any") == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (field->type, types[i]))
      return TRUE;

  return FALSE;
}

/* A schema of the one field. */
static CbSchema *
parse_field (JsonObject *step, GError **error)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *fields = json_array_new ();
  JsonObject *field = cb_json_get_object (step, "field");
  g_autofree char *json = NULL;

  json_object_set_array_member (object, "fields", fields);
  if (field != NULL)
    json_array_add_object_element (fields, json_object_ref (field));
  json = cb_json_object_to_string (object, FALSE);

  return cb_schema_parse (json, error);
}

static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  Standard made = { 0 };

  if (!cb_step_find_column (step, table, &made.column, error))
    return NULL;
  made.schema = parse_field (step, error);
  if (made.schema == NULL)
    return NULL;
  made.field = made.schema->fields->len == 1 ? g_ptr_array_index (made.schema->fields, 0) : NULL;
  if (made.field == NULL || !is_convertible (made.field))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "step standard: the field does not say how the column is written");
      cb_schema_free (made.schema);
      return NULL;
    }
  made.check = cb_field_check_new (made.schema, made.field);
  made.month_first = cb_field_check_get_decision (made.check)->month_first;
  made.as_fraction = g_strcmp0 (cb_json_get_string (step, "percent"), "fraction") == 0;

  return g_memdup2 (&made, sizeof made);
}

/* The decimals two places on: 27.5 is 0.275. By its digits, so that none is lost. */
static void
divide_by_hundred (GString *text)
{
  gsize sign = text->str[0] == '-' ? 1 : 0;
  char *point = strchr (text->str, '.');
  gsize whole = point != NULL ? (gsize)(point - text->str) : text->len;

  if (point != NULL)
    g_string_erase (text, (gssize)whole, 1);
  while (whole < sign + 3)
    {
      g_string_insert_c (text, (gssize)sign, '0');
      whole++;
    }
  g_string_insert_c (text, (gssize)(whole - 2), '.');
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
  if (text->str[text->len - 1] == '.')
    g_string_truncate (text, text->len - 1);
}

/* A power of ten is a part of the number, a unit is not. */
static gboolean
begins_power (const CbCell *cell, guint i)
{
  return g_ascii_tolower (cell->bytes[i]) == 'e' && i + 1 < cell->length
         && (g_ascii_isdigit (cell->bytes[i + 1]) || strchr ("+-", cell->bytes[i + 1]) != NULL);
}

static void
write_number (const Standard *self, const CbCell *cell, guint flags, GString *text)
{
  gboolean comma = cb_field_check_get_decision (self->check)->comma;

  /* A spreadsheet's own numbers are written so already. */
  if ((flags & CB_VALUE_TYPED) != 0)
    {
      g_string_append_len (text, cell->bytes, (gssize)cell->length);
      return;
    }
  for (guint i = 0; i < cell->length; i++)
    {
      char c = cell->bytes[i];

      if (g_ascii_isdigit (c) || (c == '-' && text->len == 0))
        g_string_append_c (text, c);
      else if (c == (comma ? ',' : '.'))
        g_string_append_c (text, '.');
      else if (begins_power (cell, i))
        {
          g_string_append_len (text, cell->bytes + i, (gssize)(cell->length - i));
          break;
        }
      /* What follows is a unit, and no digit: those stand behind blanks between thousands. */
      else if (text->len > 0 && c != (comma ? '.' : ',')
               && ((flags & CB_VALUE_SPACED_OUT) == 0 || g_ascii_isalpha (c) || c == '%'))
        break;
    }
  if (self->as_fraction && (flags & CB_VALUE_PERCENT) != 0)
    divide_by_hundred (text);
}

/* Year, month and day of a count that begins on 1 March of year 0. */
static void
write_date (double seconds, CbValueKind kind, GString *text)
{
  gint64 all = (gint64)seconds;
  gint64 day = all / 86400 - 1;
  gint64 rest = all % 86400;
  gint64 era = day / 146097;
  gint64 of_era = day % 146097;
  gint64 year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  gint64 of_year = of_era - (365 * year + year / 4 - year / 100);
  gint64 month = (5 * of_year + 2) / 153;

  day = of_year - (153 * month + 2) / 5 + 1;
  month += month < 10 ? 3 : -9;
  year += era * 400 + (month <= 2 ? 1 : 0);
  g_string_append_printf (text, "%04d-%02d", (int)year, (int)month);
  if (kind != CB_VALUE_MONTH)
    g_string_append_printf (text, "-%02d", (int)day);
  if (kind == CB_VALUE_DATETIME)
    g_string_append_printf (text, "T%02d:%02d:%02d", (int)(rest / 3600), (int)(rest / 60 % 60),
                            (int)(rest % 60));
}

/* A part of a second, which the standard way of writing has no place for: it would be lost. */
static gboolean
has_part_of_second (const CbCell *cell)
{
  const char *end = cell->bytes + cell->length;
  const char *colon = g_strrstr_len (cell->bytes, (gssize)cell->length, ":");
  const char *point = colon != NULL ? memchr (colon, '.', (gsize)(end - colon)) : NULL;

  for (const char *p = point != NULL ? point + 1 : end; p < end && g_ascii_isdigit (*p); p++)
    if (*p != '0')
      return TRUE;

  return FALSE;
}

static gboolean
has_text (GStrv values, const CbCell *cell)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    if (strlen (values[i]) == cell->length && memcmp (values[i], cell->bytes, cell->length) == 0)
      return TRUE;

  return FALSE;
}

static void
write_value (const Standard *self, const CbCell *cell, const CbValue *value, GString *text)
{
  /* Of which century a year of two digits is, and of which era, a person has to say. */
  gboolean is_sure = (value->flags & (CB_VALUE_SHORT_YEAR | CB_VALUE_BUDDHIST)) == 0;

  if (g_str_equal (self->field->type, "boolean"))
    g_string_append (text, has_text (self->field->true_values, cell)    ? "true"
                           : has_text (self->field->false_values, cell) ? "false"
                                                                        : "");
  else if (g_str_equal (self->field->type, "integer") || g_str_equal (self->field->type, "number"))
    write_number (self, cell, value->flags, text);
  else if (has_part_of_second (cell))
    return;
  else if (value->kind == CB_VALUE_TIME)
    g_string_append_printf (text, "%02d:%02d:%02d", (int)(value->vi / 3600),
                            (int)fmod (value->vi / 60, 60), (int)fmod (value->vi, 60));
  /* A zone would be lost. */
  else if (is_sure && (value->kind != CB_VALUE_DATETIME || (value->detail & CB_DATE_T) == 0))
    write_date (self->month_first ? value->en : value->vi, value->kind, text);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  const Standard *self = data;
  g_autoptr (GString) text = NULL;
  CbCell *cell;
  CbValue value;

  if (is_header || self->column >= n_cells)
    return;
  cell = &cells[self->column];
  if (cell->length == 0)
    cell->flags |= CB_STEP_STANDARD;
  if (cell->length == 0 || (cell->flags & CB_CELL_INVALID) != 0
      || (!g_str_equal (self->field->type, "boolean")
          && cb_field_check_is_nothing (self->check, cell)))
    return;
  value = cb_value_read_cell (cell);
  if (!g_str_equal (self->field->type, "boolean")
      && !cb_field_check_accepts (self->check, cb_value_get_class (&value)))
    return;
  text = g_string_new (NULL);
  write_value (self, cell, &value, text);
  if (text->len == 0)
    return;
  cb_step_set_text (cell, text->str, text->len, memory);
  cell->flags |= CB_STEP_STANDARD;
}

const CbStep cb_step_standard = { "standard", prepare, apply, free_standard };
