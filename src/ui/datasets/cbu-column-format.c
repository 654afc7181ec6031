/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the values of a column are written, as a list to choose from, and which words in it stand for
 * nothing. */

#include "config.h"

#include "ui/datasets/cbu-column-format.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/model/cb-schema-words.h"

/* One way of writing: by an example, or in the letters that offices write for dates; and what a
 * Table Schema says of it (format, decimalChar, groupChar), NULL for the default. */
typedef struct
{
  const char *type;
  const char *words;
  const char *format;
  const char *decimal_char;
  const char *group_char;
} Way;

static const Way ways[] = {
  { "number", "1.234,5", NULL, ",", "." },
  { "number", "1234,5", NULL, ",", NULL },
  { "number", "1 234,5", NULL, ",", " " },
  { "number", "1,234.5", NULL, NULL, "," },
  { "number", "1234.5", NULL, NULL, NULL },
  { "integer", "1.234", NULL, NULL, "." },
  { "integer", "1234", NULL, NULL, NULL },
  { "integer", "1 234", NULL, NULL, " " },
  { "integer", "1,234", NULL, NULL, "," },
  { "date", "dd/mm/yyyy", "%d/%m/%Y", NULL, NULL },
  { "date", "dd-mm-yyyy", "%d-%m-%Y", NULL, NULL },
  { "date", "dd.mm.yyyy", "%d.%m.%Y", NULL, NULL },
  { "date", "dd/mm/yy", "%d/%m/%y", NULL, NULL },
  { "date", "yyyy-mm-dd", NULL, NULL, NULL },
  { "date", "yyyy/mm/dd", "%Y/%m/%d", NULL, NULL },
  { "date", "mm/dd/yyyy", "%m/%d/%Y", NULL, NULL },
  { "date", "mm/yyyy", "%m/%Y", NULL, NULL },
  { "date", N_ ("in several ways"), "any", NULL, NULL },
  { "datetime", "dd/mm/yyyy hh:mm", "%d/%m/%Y %H:%M", NULL, NULL },
  { "datetime", "dd/mm/yyyy hh:mm:ss", "%d/%m/%Y %H:%M:%S", NULL, NULL },
  { "datetime", "yyyy-mm-dd hh:mm", "%Y-%m-%d %H:%M", NULL, NULL },
  { "datetime", "yyyy-mm-dd hh:mm:ss", "%Y-%m-%d %H:%M:%S", NULL, NULL },
  { "datetime", "yyyy-mm-ddThh:mm:ss", NULL, NULL, NULL },
  { "datetime", N_ ("in several ways"), "any", NULL, NULL },
};

static gboolean
is_written_so (const CbSchemaField *field, const Way *way)
{
  const char *format = g_strcmp0 (field->format, "default") == 0 ? NULL : field->format;
  const char *decimal = g_strcmp0 (field->decimal_char, ".") == 0 ? NULL : field->decimal_char;

  return g_str_equal (field->type, way->type) && g_strcmp0 (format, way->format) == 0
         && g_strcmp0 (decimal, way->decimal_char) == 0
         && g_strcmp0 (field->group_char, way->group_char) == 0;
}

/**
 * cbu_column_format_dup_ways:
 * @field: a field
 * @current: (out): how it is written now, a place in the list
 *
 * Returns: (transfer full) (nullable): in which ways values of its type are written; the one of now
 *   last where it is none of the usual. %NULL where its type is written in one way only
 */
GStrv
cbu_column_format_dup_ways (const CbSchemaField *field, guint *current)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = 0;
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      if (!g_str_equal (ways[i].type, field->type))
        continue;
      if (is_written_so (field, &ways[i]))
        {
          *current = n;
          found = TRUE;
        }
      g_strv_builder_add (builder, _ (ways[i].words));
      n++;
    }
  if (n == 0)
    return NULL;
  if (!found)
    {
      g_autofree char *own = cb_schema_words_dup_format (field);

      *current = n;
      g_strv_builder_add (builder, own);
    }

  return g_strv_builder_end (builder);
}

/**
 * cbu_column_format_set_way:
 * @field: a field
 * @way: a place in the list of cbu_column_format_dup_ways()
 *
 * Has its values written so. A place beyond the usual ones leaves them as they are.
 */
void
cbu_column_format_set_way (CbSchemaField *field, guint way)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (g_str_equal (ways[i].type, field->type) && way-- == 0)
      {
        g_free (field->format);
        g_free (field->decimal_char);
        g_free (field->group_char);
        field->format = g_strdup (ways[i].format);
        field->decimal_char = g_strdup (ways[i].decimal_char);
        field->group_char = g_strdup (ways[i].group_char);
        g_clear_pointer (&field->doubt, g_free);
        return;
      }
}

/**
 * cbu_column_format_guess:
 * @field: a field whose type was just decided on
 * @doubt: (nullable): why it was not known before, %CB_SCHEMA_DOUBT
 *
 * What could be read in two ways is first taken as it is written in Vietnam
 * (vietnamese-data.md §5.2): the day before the month, a comma before the decimals.
 */
void
cbu_column_format_guess (CbSchemaField *field, const char *doubt)
{
  const char *format = NULL;

  if (doubt == NULL)
    return;
  if (g_str_equal (field->type, "date") && g_str_has_prefix (doubt, "day-order"))
    format = "%d/%m/%Y";
  if (format != NULL)
    {
      g_free (field->format);
      field->format = g_strdup (format);
    }
  if (!g_str_equal (doubt, "decimal-mark") && !g_str_equal (doubt, "number-styles"))
    return;
  if (g_str_equal (field->type, "number"))
    {
      g_free (field->decimal_char);
      field->decimal_char = g_strdup (",");
    }
  if (g_str_equal (field->type, "number") || g_str_equal (field->type, "integer"))
    {
      g_free (field->group_char);
      field->group_char = g_strdup (".");
    }
}

/**
 * cbu_column_format_dup_missing:
 * @field: a field
 *
 * Returns: (transfer full): the words in it that stand for nothing, on one line: “-; không có”
 */
char *
cbu_column_format_dup_missing (const CbSchemaField *field)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; field->missing_values != NULL && field->missing_values[i] != NULL; i++)
    if (field->missing_values[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", field->missing_values[i]);

  return g_string_free (text, FALSE);
}

/**
 * cbu_column_format_set_missing:
 * @field: a field
 * @text: as cbu_column_format_dup_missing() gives it; what is blank between the marks is left out
 *
 * Has these words, and the empty cell, stand for nothing.
 */
void
cbu_column_format_set_missing (CbSchemaField *field, const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);

  g_strv_builder_add (builder, "");
  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0' && g_hash_table_add (taken, parts[i]))
      g_strv_builder_add (builder, parts[i]);
  g_clear_pointer (&field->missing_values, g_strfreev);
  if (g_hash_table_size (taken) > 0)
    field->missing_values = g_strv_builder_end (builder);
}
