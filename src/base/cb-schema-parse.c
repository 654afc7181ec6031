/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A descriptor comes from a file that somebody sent, or from another program: every member is of
 * the type it should be and of a size that makes sense, or the field that is wrong is named. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-schema-private.h"

/* What a schema or a field keeps in members of its own. */
gboolean
_cb_schema_is_known_member (const char *name)
{
  static const char *const known[]
      = { "$schema",     "fields",       "fieldsMatch",  "missingValues", "primaryKey",
          "name",        "title",        "description",  "type",          "format",
          "decimalChar", "groupChar",    "bareNumber",   "trueValues",    "falseValues",
          "constraints", CB_SCHEMA_UNIT, CB_SCHEMA_DOUBT };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (name, known[i]))
      return TRUE;

  return FALSE;
}

static gboolean
refuse (GError **error, const char *member, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” %s", member, what);
  return FALSE;
}

static gboolean
take_string (JsonObject *object, const char *member, char **value, GError **error)
{
  const char *text = cb_json_get_string (object, member);

  if (!json_object_has_member (object, member)
      || JSON_NODE_HOLDS_NULL (json_object_get_member (object, member)))
    return TRUE;
  if (text == NULL)
    return refuse (error, member, "is not a text");
  if (strlen (text) > CB_SCHEMA_MAX_TEXT)
    return refuse (error, member, "is too long");
  g_free (*value);
  *value = g_strdup (text);

  return TRUE;
}

static gboolean
take_boolean (JsonObject *object, const char *member, gboolean *value, GError **error)
{
  JsonNode *node
      = json_object_has_member (object, member) ? json_object_get_member (object, member) : NULL;

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return refuse (error, member, "is neither true nor false");
  *value = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
take_length (JsonObject *object, const char *member, gint64 *value, GError **error)
{
  if (!json_object_has_member (object, member))
    return TRUE;
  *value = cb_json_get_int (object, member, -1);
  if (*value < 0)
    return refuse (error, member, "is not a number of characters");

  return TRUE;
}

/* As short as it means the same: json-glib writes 0.1 as 0.10000000000000001, which is no value of
 * a column, and nothing that a person has written. */
static char *
dup_number (double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, sizeof text, number);

  return g_strdup (text);
}

/* A text, a number or a truth value, as a text; {value, label} counts as its value. */
static char *
dup_scalar (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);

      node = json_object_has_member (object, "value") ? json_object_get_member (object, "value")
                                                      : node;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return dup_number (json_node_get_double (node));

  return json_to_string (node, FALSE);
}

static gboolean
take_strings (JsonObject *object, const char *member, GStrv *values, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = cb_json_get_array (object, member);

  if (!json_object_has_member (object, member))
    return TRUE;
  if (array == NULL)
    return refuse (error, member, "is not a list");
  if (json_array_get_length (array) > CB_SCHEMA_MAX_VALUES)
    return refuse (error, member, "is too long");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *text = dup_scalar (json_array_get_element (array, i));

      if (text == NULL || strlen (text) > CB_SCHEMA_MAX_TEXT)
        return refuse (error, member, "has an element that is not a value, or is too long");
      g_strv_builder_add (builder, text);
    }
  g_strfreev (*values);
  *values = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
take_limit (JsonObject *object, const char *member, char **value, GError **error)
{
  if (!json_object_has_member (object, member))
    return TRUE;
  g_free (*value);
  *value = dup_scalar (json_object_get_member (object, member));
  if (*value == NULL || strlen (*value) > CB_SCHEMA_MAX_TEXT)
    return refuse (error, member, "is not a value");

  return TRUE;
}

static gboolean
take_character (JsonObject *object, const char *member, char **value, GError **error)
{
  if (!take_string (object, member, value, error))
    return FALSE;
  if (*value != NULL && g_utf8_strlen (*value, -1) > 1)
    return refuse (error, member, "is more than one character");

  return TRUE;
}

static gboolean
check_pattern (const char *pattern, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (pattern == NULL)
    return TRUE;
  regex = g_regex_new (pattern, 0, 0, &problem);
  if (regex == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“pattern” makes no sense: %s",
                   problem->message);
      return FALSE;
    }

  return TRUE;
}

static gboolean
take_constraints (JsonObject *field, CbSchemaField *self, GError **error)
{
  JsonObject *constraints = cb_json_get_object (field, "constraints");

  if (constraints == NULL)
    return !json_object_has_member (field, "constraints")
           || refuse (error, "constraints", "is not an object");

  return take_boolean (constraints, "required", &self->required, error)
         && take_boolean (constraints, "unique", &self->unique, error)
         && take_string (constraints, "pattern", &self->pattern, error)
         && take_limit (constraints, "minimum", &self->minimum, error)
         && take_limit (constraints, "maximum", &self->maximum, error)
         && take_length (constraints, "minLength", &self->min_length, error)
         && take_length (constraints, "maxLength", &self->max_length, error)
         && take_strings (constraints, "enum", &self->values, error)
         && check_pattern (self->pattern, error);
}

static gboolean
fill_field (CbSchemaField *self, JsonObject *field, GError **error)
{
  if (!take_string (field, "name", &self->name, error))
    return FALSE;
  if (self->name == NULL || self->name[0] == '\0')
    return refuse (error, "name", "is missing");
  if (!take_string (field, "title", &self->title, error)
      || !take_string (field, "description", &self->description, error)
      || !take_string (field, "type", &self->type, error)
      || !take_string (field, "format", &self->format, error)
      || !take_character (field, "decimalChar", &self->decimal_char, error)
      || !take_character (field, "groupChar", &self->group_char, error)
      || !take_boolean (field, "bareNumber", &self->bare_number, error)
      || !take_strings (field, "trueValues", &self->true_values, error)
      || !take_strings (field, "falseValues", &self->false_values, error)
      || !take_strings (field, "missingValues", &self->missing_values, error)
      || !take_string (field, CB_SCHEMA_UNIT, &self->unit, error)
      || !take_string (field, CB_SCHEMA_DOUBT, &self->doubt, error))
    return FALSE;
  if (!cb_schema_type_is_known (self->type))
    return refuse (error, "type", "is none that Table Schema has");

  return take_constraints (field, self, error);
}

static CbSchemaField *
parse_field (JsonNode *node, guint number, GError **error)
{
  CbSchemaField *self = cb_schema_field_new (NULL, "any");
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "field %u is not an object", number);
  else if (fill_field (self, object, error))
    {
      json_object_unref (self->raw);
      self->raw = _cb_schema_copy_object (object);
      return self;
    }
  else
    g_prefix_error (error, "field %u%s%s: ", number, self->name != NULL ? " " : "",
                    self->name != NULL ? self->name : "");
  cb_schema_field_free (self);

  return NULL;
}

static gboolean
take_fields (CbSchema *self, JsonObject *object, GError **error)
{
  JsonArray *fields = cb_json_get_array (object, "fields");
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (fields == NULL)
    return refuse (error, "fields", "is missing or no list");
  if (json_array_get_length (fields) > CB_SCHEMA_MAX_FIELDS)
    return refuse (error, "fields", "has more than a table has columns");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      CbSchemaField *field = parse_field (json_array_get_element (fields, i), i + 1, error);

      if (field == NULL)
        return FALSE;
      g_ptr_array_add (self->fields, field);
      if (!g_hash_table_add (names, field->name))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "field %u %s: “name” is there twice",
                       i + 1, field->name);
          return FALSE;
        }
    }

  return TRUE;
}

/* A single name stands for a list of one. */
static gboolean
take_primary_key (CbSchema *self, JsonObject *object, GError **error)
{
  const char *one = cb_json_get_string (object, "primaryKey");

  if (one != NULL)
    {
      const char *const list[] = { one, NULL };

      g_strfreev (self->primary_key);
      self->primary_key = g_strdupv ((char **)list);
    }
  else if (!take_strings (object, "primaryKey", &self->primary_key, error))
    return FALSE;
  for (guint i = 0; self->primary_key[i] != NULL; i++)
    if (cb_schema_find (self, self->primary_key[i]) == NULL)
      {
        g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“primaryKey” names no field: %.100s",
                     self->primary_key[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
take_fields_match (CbSchema *self, JsonObject *object, GError **error)
{
  static const char *const ways[] = { "exact", "equal", "subset", "superset", "partial" };
  JsonArray *list = cb_json_get_array (object, "fieldsMatch");

  /* The published JSON Schema has a list of one where the text has a word. */
  if (list != NULL && json_array_get_length (list) == 1)
    {
      g_free (self->fields_match);
      self->fields_match = dup_scalar (json_array_get_element (list, 0));
    }
  else if (!take_string (object, "fieldsMatch", &self->fields_match, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_strcmp0 (self->fields_match, ways[i]) == 0)
      return TRUE;

  return refuse (error, "fieldsMatch", "is no way to match fields");
}

/**
 * cb_schema_parse:
 * @json: a Table Schema, from anywhere
 * @error: %CB_ERROR_INVALID with the field and the member that are wrong, %CB_ERROR_TOO_LARGE
 *
 * Reads v2, and v1 where v2 reads it. What is not known here is kept, and written again.
 *
 * Returns: (transfer full): the schema
 */
CbSchema *
cb_schema_parse (const char *json, GError **error)
{
  g_autoptr (CbSchema) self = cb_schema_new ();
  g_autoptr (JsonObject) object = NULL;

  g_return_val_if_fail (json != NULL, NULL);

  if (strlen (json) > CB_SCHEMA_MAX_BYTES)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "a schema of over 4 MB");
      return NULL;
    }
  object = cb_json_object_parse (json, -1, error);
  if (object == NULL || !take_fields (self, object, error)
      || !take_fields_match (self, object, error)
      || !take_strings (object, "missingValues", &self->missing_values, error)
      || !take_primary_key (self, object, error))
    return NULL;
  json_object_unref (self->raw);
  self->raw = _cb_schema_copy_object (object);

  return g_steal_pointer (&self);
}
