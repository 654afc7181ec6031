/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-schema.h"

#include <math.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-schema-private.h"

static const char *const types[]
    = { "any",      "string", "number", "integer", "boolean",   "object",   "array",    "list",
        "datetime", "date",   "time",   "year",    "yearmonth", "duration", "geopoint", "geojson" };

/**
 * cb_schema_type_is_known:
 * @type: (nullable): a word
 *
 * Returns: whether it is a type of Table Schema v2
 */
gboolean
cb_schema_type_is_known (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (type, types[i]) == 0)
      return TRUE;

  return FALSE;
}

/**
 * cb_schema_field_new:
 * @name: of a column
 * @type: of cb_schema_type_is_known()
 *
 * Returns: (transfer full): a field with nothing else in it
 */
CbSchemaField *
cb_schema_field_new (const char *name, const char *type)
{
  CbSchemaField *self = g_new0 (CbSchemaField, 1);

  self->raw = json_object_new ();
  self->name = g_strdup (name);
  self->type = g_strdup (type);
  self->bare_number = TRUE;
  self->min_length = self->max_length = -1;

  return self;
}

/**
 * cb_schema_field_free:
 * @self: (nullable) (transfer full): a field
 */
void
cb_schema_field_free (CbSchemaField *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->raw, json_object_unref);
  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_free (self->type);
  g_free (self->format);
  g_free (self->decimal_char);
  g_free (self->group_char);
  g_strfreev (self->true_values);
  g_strfreev (self->false_values);
  g_strfreev (self->missing_values);
  g_free (self->pattern);
  g_free (self->minimum);
  g_free (self->maximum);
  g_strfreev (self->values);
  g_free (self->unit);
  g_free (self->doubt);
  g_free (self);
}

/**
 * cb_schema_new:
 *
 * Returns: (transfer full): a schema without fields, which are to be found in this order
 */
CbSchema *
cb_schema_new (void)
{
  static const char *const blank[] = { "", NULL };
  CbSchema *self = g_new0 (CbSchema, 1);

  self->raw = json_object_new ();
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_schema_field_free);
  self->fields_match = g_strdup ("exact");
  self->missing_values = g_strdupv ((char **)blank);
  self->primary_key = g_new0 (char *, 1);

  return self;
}

/**
 * cb_schema_free:
 * @self: (nullable) (transfer full): a schema
 */
void
cb_schema_free (CbSchema *self)
{
  if (self == NULL)
    return;

  json_object_unref (self->raw);
  g_ptr_array_unref (self->fields);
  g_free (self->fields_match);
  g_strfreev (self->missing_values);
  g_strfreev (self->primary_key);
  g_free (self);
}

/**
 * cb_schema_find:
 * @self: a schema
 * @name: of a field
 *
 * Returns: (transfer none) (nullable): that field
 */
CbSchemaField *
cb_schema_find (const CbSchema *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      CbSchemaField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->name, name))
        return field;
    }

  return NULL;
}

/* One line, without what cannot be seen. */
static char *
dup_name (const char *label, guint number)
{
  g_autofree char *line = g_strdup (label);

  for (char *p = line; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_strstrip (line);

  return line[0] != '\0' ? g_steal_pointer (&line) : g_strdup_printf ("cot_%u", number);
}

/**
 * cb_schema_dup_names:
 * @labels: names of columns, as the header has them
 *
 * Names of fields have to be there and to differ, those of columns need not: the second “Tên” is
 * “Tên_2”, the seventh column without a name “cot_7”. The same header always gives the same names.
 *
 * Returns: (transfer full): a name for each
 */
GStrv
cb_schema_dup_names (const char *const *labels)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  /* The last number that a name got: thousands of columns may share one. */
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = g_strv_length ((char **)labels);
  GStrv names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *plain = dup_name (labels[i], i + 1);
      guint k = MAX (GPOINTER_TO_UINT (g_hash_table_lookup (numbers, plain)), 1);

      names[i] = g_strdup (plain);
      while (g_hash_table_contains (taken, names[i]))
        {
          g_free (names[i]);
          names[i] = g_strdup_printf ("%s_%u", plain, ++k);
        }
      g_hash_table_add (taken, names[i]);
      g_hash_table_insert (numbers, g_steal_pointer (&plain), GUINT_TO_POINTER (k));
    }

  return names;
}

static void
put_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL && value[0] != '\0')
    json_object_set_string_member (object, name, value);
  else
    json_object_remove_member (object, name);
}

static void
put_strings (JsonObject *object, const char *name, GStrv values)
{
  JsonArray *array;

  if (values == NULL)
    {
      json_object_remove_member (object, name);
      return;
    }
  array = json_array_new ();
  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, name, array);
}

static void
put_true (JsonObject *object, const char *name, gboolean value)
{
  if (value)
    json_object_set_boolean_member (object, name, TRUE);
  else
    json_object_remove_member (object, name);
}

static void
put_length (JsonObject *object, const char *name, gint64 length)
{
  if (length >= 0)
    json_object_set_int_member (object, name, length);
  else
    json_object_remove_member (object, name);
}

/* A limit of numbers is a number in JSON, too, where it is one. */
static void
put_limit (JsonObject *object, const char *name, const char *limit, const char *type)
{
  char *end = NULL;
  double number = limit != NULL ? g_ascii_strtod (limit, &end) : 0;
  gboolean is_number = limit != NULL && limit[0] != '\0' && *end == '\0' && isfinite (number)
                       && (g_str_equal (type, "number") || g_str_equal (type, "integer")
                           || g_str_equal (type, "year"));

  if (is_number && number == floor (number) && fabs (number) < 9e15)
    json_object_set_int_member (object, name, (gint64)number);
  else if (is_number)
    json_object_set_double_member (object, name, number);
  else
    put_string (object, name, limit);
}

/* A copy whose members may be changed, which share what they hold. */
JsonObject *
_cb_schema_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (copy, l->data,
                            json_node_copy (json_object_get_member (object, l->data)));

  return copy;
}

/**
 * cb_schema_field_set_unit:
 * @self: a field
 * @unit: (nullable): as people write it
 *
 * What was known of the unit before says nothing about another.
 */
void
cb_schema_field_set_unit (CbSchemaField *self, const char *unit)
{
  if (g_strcmp0 (unit, self->unit) == 0)
    return;
  g_free (self->unit);
  self->unit = unit != NULL && unit[0] != '\0' ? g_strdup (unit) : NULL;
  json_object_remove_member (self->raw, CB_SCHEMA_UNIT_CODE);
  json_object_remove_member (self->raw, CB_SCHEMA_UNIT_SCALE);
}

static void
put_constraints (const CbSchemaField *self, JsonObject *field)
{
  JsonObject *known = cb_json_get_object (self->raw, "constraints");
  JsonObject *constraints = known != NULL ? _cb_schema_copy_object (known) : json_object_new ();

  put_true (constraints, "required", self->required);
  put_true (constraints, "unique", self->unique);
  put_string (constraints, "pattern", self->pattern);
  put_limit (constraints, "minimum", self->minimum, self->type);
  put_limit (constraints, "maximum", self->maximum, self->type);
  put_length (constraints, "minLength", self->min_length);
  put_length (constraints, "maxLength", self->max_length);
  put_strings (constraints, "enum", self->values);
  if (json_object_get_size (constraints) > 0)
    json_object_set_object_member (field, "constraints", constraints);
  else
    {
      json_object_remove_member (field, "constraints");
      json_object_unref (constraints);
    }
}

static JsonObject *
field_to_json (const CbSchemaField *self)
{
  JsonObject *field = json_object_new ();
  g_autoptr (GList) names = NULL;

  /* Known members first, in the order of the standard; then what else was there. */
  put_string (field, "name", self->name);
  put_string (field, "title", self->title);
  put_string (field, "description", self->description);
  put_string (field, "type", self->type);
  put_string (field, "format", self->format);
  put_string (field, "decimalChar", self->decimal_char);
  put_string (field, "groupChar", self->group_char);
  if (!self->bare_number)
    json_object_set_boolean_member (field, "bareNumber", FALSE);
  put_strings (field, "trueValues", self->true_values);
  put_strings (field, "falseValues", self->false_values);
  put_strings (field, "missingValues", self->missing_values);
  put_constraints (self, field);
  put_string (field, CB_SCHEMA_UNIT, self->unit);
  put_string (field, CB_SCHEMA_DOUBT, self->doubt);
  names = json_object_get_members (self->raw);
  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (field, l->data) && !_cb_schema_is_known_member (l->data))
      json_object_set_member (field, l->data,
                              json_node_copy (json_object_get_member (self->raw, l->data)));

  return field;
}

/**
 * cb_schema_to_json:
 * @self: a schema
 * @pretty: for people
 *
 * Returns: (transfer full): its descriptor; what cb_schema_parse() read and did not understand is
 * in it again
 */
char *
cb_schema_to_json (const CbSchema *self, gboolean pretty)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (self->raw);
  JsonArray *fields = json_array_new ();

  json_object_set_string_member (object, "$schema",
                                 "https://datapackage.org/profiles/2.0/tableschema.json");
  if (!g_str_equal (self->fields_match, "exact"))
    json_object_set_string_member (object, "fieldsMatch", self->fields_match);
  for (guint i = 0; i < self->fields->len; i++)
    json_array_add_object_element (fields, field_to_json (g_ptr_array_index (self->fields, i)));
  json_object_set_array_member (object, "fields", fields);
  if (g_strv_length (self->missing_values) != 1 || self->missing_values[0][0] != '\0')
    put_strings (object, "missingValues", self->missing_values);
  if (self->primary_key[0] != NULL)
    put_strings (object, "primaryKey", self->primary_key);
  for (GList *l = names; l != NULL; l = l->next)
    if (!json_object_has_member (object, l->data) && !_cb_schema_is_known_member (l->data))
      json_object_set_member (object, l->data,
                              json_node_copy (json_object_get_member (self->raw, l->data)));

  return cb_json_object_to_string (object, pretty);
}
