/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Larger descriptors are refused: the engine and the store hold them in memory. */
#define CB_SCHEMA_MAX_BYTES (4u * 1024 * 1024)
#define CB_SCHEMA_MAX_FIELDS 16384u
#define CB_SCHEMA_MAX_TEXT 4096u
#define CB_SCHEMA_MAX_VALUES 10000u

/* Ours beside Table Schema's own members; custom properties have such names there. */
#define CB_SCHEMA_UNIT "congbo:unit"            /* as the header has it: triệu đồng */
#define CB_SCHEMA_UNIT_CODE "congbo:unitCode"   /* UCUM, or ISO 4217 for money */
#define CB_SCHEMA_UNIT_SCALE "congbo:unitScale" /* how many of the code one of the unit is */
#define CB_SCHEMA_DOUBT "congbo:doubt"          /* why the type is not known */
#define CB_SCHEMA_ROLE "congbo:role"            /* latitude longitude vn2000-northing … */
#define CB_SCHEMA_ERA "congbo:era"              /* buddhist: years are 543 ahead */

/**
 * CbSchemaField:
 * @raw: (owned): the field as it was read; members that are not known here are kept in it
 * @name: of the column, as in the header
 * @title: (nullable): for people
 * @description: (nullable): for people
 * @type: one of cb_schema_type_is_known(); `any` for what is not known
 * @format: (nullable): a pattern of strptime for dates; %NULL for the default
 * @decimal_char, @group_char: (nullable): of numbers, one character
 * @bare_number: %FALSE where something stands around the number: 27 %
 * @true_values, @false_values: (nullable): of booleans
 * @missing_values: (nullable): instead of those of the schema
 * @required, @unique: constraints
 * @pattern: (nullable): a constraint, as XML Schema has it: the whole value
 * @minimum, @maximum: (nullable): constraints, as text that reads as the type
 * @min_length, @max_length: constraints in characters, -1 for none
 * @values: (nullable): the only ones allowed (`enum`)
 * @unit: (nullable): %CB_SCHEMA_UNIT
 * @doubt: (nullable): %CB_SCHEMA_DOUBT
 */
typedef struct
{
  JsonObject *raw;
  char *name;
  char *title;
  char *description;
  char *type;
  char *format;
  char *decimal_char;
  char *group_char;
  gboolean bare_number;
  GStrv true_values;
  GStrv false_values;
  GStrv missing_values;
  gboolean required;
  gboolean unique;
  char *pattern;
  char *minimum;
  char *maximum;
  gint64 min_length;
  gint64 max_length;
  GStrv values;
  char *unit;
  char *doubt;
} CbSchemaField;

/**
 * CbSchema:
 * @raw: (owned): the descriptor as it was read, without its fields
 * @fields: (element-type CbSchemaField)
 * @fields_match: `exact` `equal` `subset` `superset` `partial`
 * @missing_values: what stands for nothing; "" alone is the default
 * @primary_key: names of fields, empty for none
 *
 * A Table Schema v2 (https://datapackage.org/standard/table-schema/; packages.md §3.4).
 */
typedef struct
{
  JsonObject *raw;
  GPtrArray *fields;
  char *fields_match;
  GStrv missing_values;
  GStrv primary_key;
} CbSchema;

CbSchema *cb_schema_new (void);
CbSchema *cb_schema_parse (const char *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_schema_free (CbSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSchema, cb_schema_free)

CbSchemaField *cb_schema_field_new (const char *name, const char *type);
void cb_schema_field_free (CbSchemaField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSchemaField, cb_schema_field_free)
void cb_schema_field_set_unit (CbSchemaField *self, const char *unit);
CbSchemaField *cb_schema_find (const CbSchema *self, const char *name);
char *cb_schema_to_json (const CbSchema *self, gboolean pretty);

gboolean cb_schema_type_is_known (const char *type);
GStrv cb_schema_dup_names (const char *const *labels);

G_END_DECLS
