/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-finding-steps.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-text.h"

static const struct
{
  const char *code;
  const char *steps[3]; /* the gentlest first */
} mendable[] = {
  { "vn-not-nfc", { "normalise" } },
  { "vn-bom", { "normalise" } },
  { "vn-mixed-line-ends", { "line-ends" } },
  { "vn-personal-cccd", { "drop-column", "mask-column" } },
  { "vn-personal-number", { "drop-column", "mask-column" } },
  { "vn-personal-phone", { "drop-column", "mask-column" } },
  { "vn-personal-email", { "drop-column", "mask-column" } },
  { "vn-blank-column", { "drop-column" } },
  { "blank-row", { "layout" } },
  { "vn-layout-title", { "layout" } },
  { "vn-layout-header", { "layout" } },
  { "vn-layout-numbering", { "layout" } },
  { "vn-layout-repeated-header", { "layout" } },
  { "vn-layout-group", { "layout-groups", "layout" } },
  { "vn-layout-total", { "layout" } },
  { "vn-layout-note", { "layout" } },
  { "vn-layout-other-table", { "layout" } },
  { "vn-layout-taken-out", { "layout" } },
  { "vn-macros", { "to-csv" } },
  { "vn-hidden-sheet", { "to-csv" } },
  { "vn-comments", { "to-csv" } },
  { "vn-tracked-changes", { "to-csv" } },
  { "vn-pivot-cache", { "to-csv" } },
  { "vn-external-link", { "to-csv" } },
  { "vn-embedded-data", { "to-csv" } },
  { "vn-hidden-name", { "to-csv" } },
  { "vn-file-properties", { "to-csv" } },
  { "vn-other-content", { "to-csv" } },
};

static char *
make_step (const CbFinding *self, const char *name)
{
  g_autoptr (JsonObject) object = json_object_new ();

  /* The same step, with the names of the groups kept: in a column, which the recipe names for good,
   * whatever language the program speaks next month. */
  if (g_str_equal (name, "layout-groups"))
    {
      name = "layout";
      /* Translators: the name of a column that says in which group of the table a row is */
      json_object_set_string_member (object, "group-column", _ ("Group"));
    }
  json_object_set_string_member (object, "step", name);
  if (g_str_has_suffix (name, "-column"))
    {
      /* The name for people and for next month's file, the place because two may share a name. */
      json_object_set_string_member (object, "column", self->column_name);
      json_object_set_int_member (object, "index", self->column);
    }
  return cb_json_object_to_string (object, FALSE);
}

static char *
make_encoding_step (const CbFinding *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const char *found = cb_finding_get_argument (self, "encoding");

  if (found[0] == '\0')
    found = self->code + strlen ("vn-encoding-");
  json_object_set_string_member (object, "step", "encoding");
  json_object_set_string_member (object, "from", found);
  return cb_json_object_to_string (object, FALSE);
}

/* One for each of the tables that stand side by side, in the argument `tables`: “0-3 5-8”. */
static void
add_tables (const CbFinding *self, GStrvBuilder *steps)
{
  g_auto (GStrv) tables = g_strsplit (cb_finding_get_argument (self, "tables"), " ", -1);

  for (guint i = 0; tables[i] != NULL; i++)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autofree char *step = NULL;
      char *end = NULL;
      guint64 first = g_ascii_strtoull (tables[i], &end, 10);
      guint64 last = *end == '-' ? g_ascii_strtoull (end + 1, NULL, 10) : 0;

      if (last < first || last > G_MAXINT)
        continue;
      json_object_set_string_member (object, "step", "layout");
      json_object_set_int_member (object, "first-column", (gint64)first);
      json_object_set_int_member (object, "columns", (gint64)(last - first + 1));
      step = cb_json_object_to_string (object, FALSE);
      g_strv_builder_add (steps, step);
    }
}

static gboolean
is_table (const char *format)
{
  static const char *const tables[]
      = { "csv", "tsv",  "text", "xlsx", "xlsb", "xls", "xml-spreadsheet",
          "ods", "fods", "html", NULL };

  return g_strv_contains (tables, format);
}

/* One for each format that is allowed and that a table can be written in. */
static void
add_formats (const CbFinding *self, GStrvBuilder *steps)
{
  static const struct
  {
    const char *format;
    const char *words; /* as catalogs write it */
    const char *step;
  } writable[] = {
    { "csv", "csv", "{\"step\":\"to-csv\"}" },
    { "xlsx", "xlsx", "{\"step\":\"to-xlsx\"}" },
    { "xlsx", "excel", "{\"step\":\"to-xlsx\"}" },
    { "ods", "ods", "{\"step\":\"to-ods\"}" },
  };
  const char *format = cb_finding_get_argument (self, "format");
  g_autofree char *allowed = cb_text_fold (cb_finding_get_argument (self, "allowed"));
  const char *last = NULL;

  for (guint i = 0; is_table (format) && i < G_N_ELEMENTS (writable); i++)
    {
      if (g_str_equal (writable[i].format, format) || g_strcmp0 (writable[i].step, last) == 0
          || strstr (allowed, writable[i].words) == NULL)
        continue;
      last = writable[i].step;
      g_strv_builder_add (steps, last);
    }
}

/* “Take columns A–D”: there are few, so that they are kept. */
static const char *
make_columns_title (JsonObject *step)
{
  gint64 first = MAX (cb_json_get_int (step, "first-column", 0), 0);
  gint64 n = MAX (cb_json_get_int (step, "columns", 1), 1);
  g_autofree char *columns = cb_finding_dup_columns ((guint64)first, (guint64)(first + n - 1));
  /* Translators: what to write on a button: of several tables side by side, take that in columns…
   */
  g_autofree char *title = g_strdup_printf (_ ("Only columns %s"), columns);

  return g_intern_string (title);
}

/**
 * cb_finding_dup_steps:
 * @self: a finding
 *
 * What a machine can do about it: the steps of a recipe (engine/fixes) that a person may choose
 * from.
 *
 * Returns: (transfer full): JSON each, the first the one to suggest; empty when only a person can
 */
GStrv
cb_finding_dup_steps (const CbFinding *self)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  if (g_str_has_prefix (self->code, "vn-encoding-") && !g_str_has_suffix (self->code, "unknown"))
    {
      g_autofree char *step = make_encoding_step (self);

      g_strv_builder_add (steps, step);
    }
  if (g_str_equal (self->code, "vn-layout-beside"))
    add_tables (self, steps);
  if (g_str_equal (self->code, "vn-format-not-allowed")
      || g_str_equal (self->code, "vn-format-not-in-catalog")
      || g_str_equal (self->code, "vn-not-open-format"))
    add_formats (self, steps);
  for (guint i = 0; i < G_N_ELEMENTS (mendable); i++)
    for (guint j = 0; g_str_equal (self->code, mendable[i].code)
                      && j < G_N_ELEMENTS (mendable[i].steps) && mendable[i].steps[j] != NULL;
         j++)
      {
        g_autofree char *step = NULL;

        if (self->column < 0 && g_str_has_suffix (mendable[i].steps[j], "-column"))
          continue;
        step = make_step (self, mendable[i].steps[j]);
        g_strv_builder_add (steps, step);
      }

  return g_strv_builder_end (steps);
}

/**
 * cb_finding_step_title:
 * @step: one of cb_finding_dup_steps()
 *
 * Returns: (transfer none): what to write on its button
 */
const char *
cb_finding_step_title (const char *step)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);
  const char *name = cb_json_get_string (object, "step");

  if (g_strcmp0 (name, "encoding") == 0)
    return _ ("Convert to Unicode");
  if (g_strcmp0 (name, "normalise") == 0)
    return _ ("Tidy the letters");
  if (g_strcmp0 (name, "line-ends") == 0)
    return _ ("Make line ends the same");
  if (g_strcmp0 (name, "to-csv") == 0)
    return _ ("Convert to CSV");
  if (g_strcmp0 (name, "to-xlsx") == 0)
    return _ ("Convert to XLSX");
  if (g_strcmp0 (name, "to-ods") == 0)
    return _ ("Convert to ODS");
  if (g_strcmp0 (name, "layout") == 0 && json_object_has_member (object, "columns"))
    return make_columns_title (object);
  if (g_strcmp0 (name, "layout") == 0 && cb_json_get_string (object, "group-column") != NULL)
    return _ ("Clean table, groups in a column");
  if (g_strcmp0 (name, "layout") == 0)
    return _ ("Make a clean table");
  if (g_strcmp0 (name, "drop-column") == 0)
    return _ ("Drop this column");
  if (g_strcmp0 (name, "mask-column") == 0)
    return _ ("Hide the numbers");
  if (g_strcmp0 (name, "standard") == 0)
    return _ ("Write in the standard way");
  if (g_strcmp0 (name, "set-cell") == 0)
    return _ ("Edit a cell");
  if (g_strcmp0 (name, "replace") == 0)
    return _ ("Find and replace");

  return _ ("Mend");
}

/* So much of a text is said of a step. */
#define MAX_CHARS_SAID 60

/* A short text as it is, of a long one its beginning; a blank one by what it is. */
static char *
dup_text_said (JsonObject *step, const char *member)
{
  const char *text = cb_json_get_string (step, member);
  g_autofree char *start = NULL;

  if (text == NULL || text[0] == '\0')
    return g_strdup (_ ("(blank)"));
  if (g_utf8_strlen (text, -1) <= MAX_CHARS_SAID)
    /* Translators: what a cell holds, in quotes */
    return g_strdup_printf (_ ("“%s”"), text);
  start = g_utf8_substring (text, 0, MAX_CHARS_SAID);

  return g_strdup_printf (_ ("“%s…”"), start);
}

/**
 * cb_finding_step_dup_words:
 * @step: a step of a recipe
 *
 * Returns: (transfer full): what it does, in a line: its title, what it is about, and what it
 * changes into what
 */
char *
cb_finding_step_dup_words (const char *step)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);
  const char *name = object != NULL ? cb_json_get_string (object, "step") : NULL;
  const char *column = object != NULL ? cb_json_get_string (object, "column") : NULL;
  const char *title = cb_finding_step_title (step);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (g_strcmp0 (name, "set-cell") == 0)
    {
      g_autofree char *row
          = cb_text_format_count ((guint64)MAX (cb_json_get_int (object, "row", 0), 0));

      from = dup_text_said (object, "before");
      to = dup_text_said (object, "after");
      /* Translators: a cell was edited: name of its column, number of its row, what it held, what
       * it holds now, both in quotes */
      return g_strdup_printf (_ ("Edited cell: %s, row %s: %s → %s"), column != NULL ? column : "",
                              row, from, to);
    }
  if (g_strcmp0 (name, "replace") == 0)
    {
      from = dup_text_said (object, "find");
      to = dup_text_said (object, "with");
      if (column == NULL)
        /* Translators: two texts in quotes */
        return g_strdup_printf (_ ("Replace %s with %s"), from, to);
      /* Translators: two texts in quotes, and the name of a column */
      return g_strdup_printf (_ ("Replace %s with %s in column %s"), from, to, column);
    }

  return column != NULL ? g_strdup_printf ("%s: %s", title, column) : g_strdup (title);
}

/**
 * cb_finding_step_is_lossless:
 * @step: one of cb_finding_dup_steps()
 *
 * Returns: %FALSE when it takes something out of the data, so that a person has to want it
 */
gboolean
cb_finding_step_is_lossless (const char *step)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);
  const char *name = cb_json_get_string (object, "step");

  return name != NULL && !g_str_equal (name, "layout") && !g_str_has_suffix (name, "-column");
}
