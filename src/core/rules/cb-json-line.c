/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-json-line.h"

#include <string.h>

#include "base/cb-error.h"

/* json-glib does not keep where a member stood. A person who mends a file by hand needs the line,
 * so the text, which is known to parse, is walked once more. */

typedef struct
{
  gboolean is_array;
  guint index;
  char *key;
} Level;

static void
clear_level (gpointer data)
{
  g_free (((Level *)data)->key);
}

static gboolean
is_at (GArray *levels, const char *path)
{
  g_autoptr (GString) here = g_string_new (NULL);

  for (guint i = 0; i < levels->len; i++)
    {
      Level *level = &g_array_index (levels, Level, i);

      if (i > 0)
        g_string_append_c (here, '.');
      if (level->is_array)
        g_string_append_printf (here, "%u", level->index);
      else
        g_string_append (here, level->key != NULL ? level->key : "");
    }

  return g_str_equal (here->str, path);
}

/* @p is at the opening quote; returns where the closing one is. */
static const char *
skip_string (const char *p)
{
  for (p++; *p != '\0' && *p != '"'; p++)
    if (*p == '\\' && p[1] != '\0')
      p++;

  return p;
}

static guint
find_line (const char *text, const char *path)
{
  g_autoptr (GArray) levels = g_array_new (FALSE, TRUE, sizeof (Level));
  guint line = 1;
  gboolean before_key = FALSE;
  gboolean before_element = FALSE;

  g_array_set_clear_func (levels, clear_level);
  for (const char *p = text; *p != '\0'; p++)
    {
      Level *level = levels->len > 0 ? &g_array_index (levels, Level, levels->len - 1) : NULL;

      if (*p == '\n')
        line++;
      if (g_ascii_isspace (*p))
        continue;
      if (before_element && is_at (levels, path))
        return line;
      before_element = FALSE;
      if (*p == '"')
        {
          const char *end = skip_string (p);

          if (before_key && level != NULL)
            {
              g_free (level->key);
              level->key = g_strndup (p + 1, (gsize)(end - p - 1));
              before_key = FALSE;
              if (is_at (levels, path))
                return line;
            }
          if (*end == '\0')
            return 0;
          p = end;
        }
      else if (*p == '{' || *p == '[')
        {
          Level inner = { *p == '[', 0, NULL };

          g_array_append_val (levels, inner);
          before_key = *p == '{';
          before_element = *p == '[';
        }
      else if ((*p == '}' || *p == ']') && level != NULL)
        {
          g_array_set_size (levels, levels->len - 1);
          before_key = FALSE;
        }
      else if (*p == ',' && level != NULL)
        {
          before_key = !level->is_array;
          before_element = level->is_array;
          level->index++;
        }
    }

  return 0;
}

/**
 * cb_json_line_of:
 * @text: JSON that parses
 * @path: names and positions, `update_rules.1.days`
 *
 * Returns: the 1-based line where that member stands; for one that is missing, where the nearest
 * member around it stands
 */
guint
cb_json_line_of (const char *text, const char *path)
{
  g_autofree char *rest = g_strdup (path);

  while (rest[0] != '\0')
    {
      guint line = find_line (text, rest);
      char *dot = strrchr (rest, '.');

      if (line > 0)
        return line;
      if (dot == NULL)
        break;
      *dot = '\0';
    }

  return 1;
}

/**
 * cb_json_line_set_error:
 * @error: (nullable): set to %CB_ERROR_INVALID, `NAME:LINE: MEMBER: what`
 * @name: of the file that a person is to mend
 * @text: what is in it, JSON that parses
 * @path: the member, as for cb_json_line_of()
 * @what: is wrong with it
 */
void
cb_json_line_set_error (
    GError **error, const char *name, const char *text, const char *path, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s:%u: %s: %s", name,
               cb_json_line_of (text, path), path, what);
}
