/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From what a profile found to what a Table Schema says. */

#include "config.h"

#include "engine/table/cb-schema-infer.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/table/cb-unit.h"

/* Vietnam with its islands, in degrees. */
#define LATITUDE_LEAST 6.0
#define LATITUDE_MOST 24.0
#define LONGITUDE_LEAST 102.0
#define LONGITUDE_MOST 118.0
/* VN-2000 in metres: northings from 8° to 23°30', eastings of a zone of 3° or 6° whose meridian is
 * at 500,000. */
#define NORTHING_LEAST 880000.0
#define NORTHING_MOST 2610000.0
#define EASTING_LEAST 150000.0
#define EASTING_MOST 850000.0

static gboolean
is_within (const CbProfileColumn *column, double least, double most)
{
  return column->least >= least && column->greatest <= most;
}

static const char *
find_role (const CbProfileColumn *column, guint hints)
{
  const CbColumnDecision *decision = &column->decision;
  gboolean is_number = decision->type == CB_TYPE_NUMBER || decision->type == CB_TYPE_INTEGER;

  if (decision->type == CB_TYPE_STRING && decision->degrees == CB_VALUE_LATITUDE)
    return "latitude";
  if (decision->type == CB_TYPE_STRING && decision->degrees == CB_VALUE_LONGITUDE)
    return "longitude";
  if (!is_number && decision->degrees == 0)
    return NULL;
  if ((hints & (CB_HINT_LATITUDE | CB_HINT_LONGITUDE | CB_HINT_X | CB_HINT_Y)) == 0)
    return NULL;
  if (is_within (column, LATITUDE_LEAST, LATITUDE_MOST))
    return "latitude";
  if (is_within (column, LONGITUDE_LEAST, LONGITUDE_MOST))
    return "longitude";
  /* By their range, not by X and Y, which go to the north and the east here and the other way round
   * in many a program. */
  if (is_number && is_within (column, EASTING_LEAST, EASTING_MOST))
    return "vn2000-easting";
  if (is_number && is_within (column, NORTHING_LEAST, NORTHING_MOST))
    return "vn2000-northing";

  return NULL;
}

static void
set_role (CbSchemaField *field, const CbProfileColumn *column, guint hints)
{
  const char *role = find_role (column, hints);

  if (role == NULL)
    return;
  json_object_set_string_member (field->raw, CB_SCHEMA_ROLE, role);
  if (!g_str_has_prefix (role, "vn2000-"))
    return;
  json_object_set_string_member (field->raw, "congbo:crs", "VN-2000");
  /* Which zone it is, the numbers do not say. */
  json_object_set_null_member (field->raw, "congbo:centralMeridian");
}

static void
set_unit (CbSchemaField *field, const CbColumnDecision *decision, const char *label)
{
  g_autofree char *title = NULL;
  g_autofree char *unit = cb_unit_dup_from_label (label, &title);
  const CbUnit *known;

  if (decision->unit != 0)
    {
      g_free (unit);
      unit = g_strdup (cb_unit_get (decision->unit)->text);
    }
  if (unit == NULL && decision->percent)
    unit = g_strdup ("%");
  if (unit == NULL)
    return;
  if (title[0] != '\0' && !g_str_equal (title, field->name))
    field->title = g_steal_pointer (&title);
  known = cb_unit_find (unit);
  cb_schema_field_set_unit (field, unit);
  if (known == NULL || known->code[0] == '\0')
    return;
  json_object_set_string_member (field->raw, CB_SCHEMA_UNIT_CODE, known->code);
  if (known->scale != 1)
    json_object_set_int_member (field->raw, CB_SCHEMA_UNIT_SCALE, (gint64)known->scale);
}

static GStrv
dup_words (const GArray *places, gboolean with_blank, int truth)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n_words;
  const CbValueWord *words = cb_value_words (&n_words);

  if (with_blank)
    g_strv_builder_add (builder, "");
  for (guint i = 0; i < places->len; i++)
    {
      const CbValueWord *word = &words[g_array_index (places, guint, i)];

      if (truth < 0 || word->truth == (truth != 0))
        g_strv_builder_add (builder, word->text);
    }

  return g_strv_builder_end (builder);
}

/* The words of the column; where only one side of the pair is there, the plain other one. */
static void
set_boolean (CbSchemaField *field, const CbProfileColumn *column)
{
  static const char *const plain[][2]
      = { { "Có", "Không" }, { "true", "false" }, { "Đúng", "Sai" }, { "Yes", "No" } };
  static const char *const blank[] = { "", NULL };

  field->true_values = dup_words (column->words, FALSE, 1);
  if (column->decision.mark != 0)
    {
      static const char *const none[] = { NULL };

      field->false_values = g_strdupv ((char **)blank);
      field->missing_values = g_strdupv ((char **)none);
      return;
    }
  field->false_values = dup_words (column->words, FALSE, 0);
  for (guint truth = 0; truth < 2; truth++)
    {
      GStrv *values = truth != 0 ? &field->true_values : &field->false_values;
      const char *const only[] = { plain[column->decision.pair][truth != 0 ? 0 : 1], NULL };

      if ((*values)[0] != NULL)
        continue;
      g_strfreev (*values);
      *values = g_strdupv ((char **)only);
    }
}

static void
set_number (CbSchemaField *field, const CbColumnDecision *decision)
{
  if (decision->comma && decision->type == CB_TYPE_NUMBER)
    field->decimal_char = g_strdup (",");
  if (decision->grouped)
    field->group_char = g_strdup (decision->spaced ? " " : decision->comma ? "." : ",");
  field->bare_number = !decision->percent && decision->unit == 0;
}

static void
set_text (CbSchemaField *field, const CbColumnDecision *decision)
{
  if (decision->is_code && decision->shortest == decision->longest)
    field->pattern = g_strdup_printf ("[0-9]{%u}", decision->longest);
  else if (decision->is_code)
    field->pattern = g_strdup_printf ("[0-9]{%u,%u}", decision->shortest, decision->longest);
  if (decision->quarters)
    json_object_set_string_member (field->raw, "congbo:period", "quarter");
}

/* Table Schema's yearmonth is 2026-03 and nothing else. */
static const char *
find_type_name (const CbColumnDecision *decision)
{
  if (decision->type == CB_TYPE_BLANK || decision->type == CB_TYPE_UNKNOWN)
    return "any";
  if (decision->type == CB_TYPE_YEARMONTH && decision->mixed)
    return "string";
  if (decision->type == CB_TYPE_YEARMONTH && decision->layout != CB_DATE_ISO)
    return "date";

  return cb_column_type_name (decision->type);
}

static gboolean
takes_words_for_nothing (const CbColumnDecision *decision)
{
  return decision->type > CB_TYPE_STRING && decision->mark == 0;
}

static CbSchemaField *
infer_field (const CbProfileColumn *column, const char *name)
{
  const CbColumnDecision *decision = &column->decision;
  CbSchemaField *field = cb_schema_field_new (name, find_type_name (decision));
  gboolean has_words = takes_words_for_nothing (decision) && column->missing->len > 0;
  guint hints = cb_hint_from_label (column->name);

  if (!g_str_equal (field->type, "string"))
    field->format = cb_column_decision_dup_format (decision);
  if (decision->type == CB_TYPE_INTEGER || decision->type == CB_TYPE_NUMBER)
    set_number (field, decision);
  else if (decision->type == CB_TYPE_BOOLEAN)
    set_boolean (field, column);
  else if (decision->type == CB_TYPE_STRING)
    set_text (field, decision);
  if (decision->type != CB_TYPE_STRING && decision->type != CB_TYPE_YEAR)
    set_unit (field, decision, column->name);
  set_role (field, column, hints);
  if (has_words)
    field->missing_values = dup_words (column->missing, TRUE, -1);
  field->required = decision->values > 0 && column->blank == 0 && !has_words && decision->mark == 0;
  if (decision->doubt != CB_DOUBT_NONE)
    field->doubt = g_strdup (cb_column_doubt_name (decision->doubt));
  else if (decision->is_serial)
    field->doubt = g_strdup ("date-serial");
  if (decision->buddhist)
    json_object_set_string_member (field->raw, CB_SCHEMA_ERA, "buddhist");

  return field;
}

/* Numbers of rows tell them apart only until the next file. */
static gboolean
counts_rows (const char *label)
{
  g_autofree char *folded = cb_text_fold (label);

  return g_str_equal (folded, "stt") || g_str_equal (folded, "tt") || g_str_equal (folded, "so tt")
         || g_str_equal (folded, "so thu tu") || g_str_equal (folded, "no");
}

static gboolean
tells_rows_apart (const CbProfile *profile, const CbProfileColumn *column)
{
  return profile->rows > 1 && column->distinct_is_exact && column->distinct == profile->rows
         && column->blank == 0 && column->decision.type == CB_TYPE_STRING
         && !counts_rows (column->name);
}

/* A code before a name. */
static void
propose_key (CbSchema *schema, const CbProfile *profile)
{
  CbSchemaField *key = NULL;
  gboolean key_is_code = FALSE;

  for (guint i = 0; i < profile->columns->len; i++)
    {
      const CbProfileColumn *column = g_ptr_array_index (profile->columns, i);
      gboolean is_code = (cb_hint_from_label (column->name) & CB_HINT_CODE) != 0;

      if (!tells_rows_apart (profile, column) || (key != NULL && (key_is_code || !is_code)))
        continue;
      key = g_ptr_array_index (schema->fields, i);
      key_is_code = is_code;
    }
  if (key != NULL)
    {
      const char *const names[] = { key->name, NULL };

      g_strfreev (schema->primary_key);
      schema->primary_key = g_strdupv ((char **)names);
      key->unique = TRUE;
    }
}

/**
 * cb_schema_infer:
 * @profile: of all rows
 *
 * What the columns say of themselves, as a Table Schema (product.md C5). A limit is not among it:
 * that next month’s greatest value is greater is no mistake.
 *
 * Returns: (transfer full): a field for each column
 */
CbSchema *
cb_schema_infer (const CbProfile *profile)
{
  CbSchema *schema = cb_schema_new ();
  g_autofree const char **labels = g_new0 (const char *, profile->columns->len + 1);
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < profile->columns->len; i++)
    labels[i] = ((const CbProfileColumn *)g_ptr_array_index (profile->columns, i))->name;
  names = cb_schema_dup_names (labels);
  for (guint i = 0; i < profile->columns->len; i++)
    g_ptr_array_add (schema->fields,
                     infer_field (g_ptr_array_index (profile->columns, i), names[i]));
  propose_key (schema, profile);

  return schema;
}
