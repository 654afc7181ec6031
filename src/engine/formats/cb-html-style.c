/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-html-style.h"

#include <string.h>

#include "engine/formats/cb-xml.h"

/* As much of CSS as spreadsheet programs write: rules for an element or a class, and of those the
 * format of numbers, the font and whether it is shown. */

#define MAX_RULES 16384u

/* Without quotes and backslashes: CSS 2.1, §4.1.3; "\#\,\#\#0" and "\0022" are how Excel writes
 * formats. Returns: (transfer full) */
static char *
dup_plain (const char *value)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      gunichar c = 0;
      guint n = 0;

      if (*p == '"' || *p == '\'')
        continue;
      if (*p != '\\' || p[1] == '\0')
        {
          g_string_append_c (plain, *p);
          continue;
        }
      while (n < 4 && g_ascii_isxdigit (p[1 + n]))
        c = c * 16 + (gunichar)g_ascii_xdigit_value (p[1 + n++]);
      if (n == 4 && c != 0 && g_unichar_validate (c))
        {
          g_string_append_unichar (plain, c);
          p += 4;
        }
      else
        g_string_append_c (plain, *++p);
    }
  g_strstrip (plain->str);

  return g_string_free (plain, FALSE);
}

static void
read_declaration (const char *name, const char *value, CbHtmlLook *look)
{
  if (g_ascii_strcasecmp (name, "mso-number-format") == 0)
    {
      g_autofree char *code = dup_plain (value);

      look->format = cb_number_format_parse_named (code);
      look->has_format = TRUE;
    }
  else if (g_ascii_strcasecmp (name, "font-family") == 0)
    {
      g_autofree char *family = dup_plain (value);
      char *comma = strchr (family, ',');

      if (comma != NULL)
        *comma = '\0';
      look->font = cb_font_encoding_from_name (family);
      look->has_font = TRUE;
    }
  else if (g_ascii_strcasecmp (name, "display") == 0)
    {
      g_autofree char *display = dup_plain (value);

      look->is_hidden = g_ascii_strncasecmp (display, "none", 4) == 0;
    }
}

/* Returns: where the declaration ends, at the semicolon that is not in quotes */
static const char *
find_end (const char *p)
{
  char quote = '\0';

  for (; *p != '\0' && (quote != '\0' || *p != ';'); p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
    }

  return p;
}

/**
 * cb_html_style_read:
 * @declarations: of an attribute `style` or of a rule
 * @look: (inout): what they say is put over what it says
 */
void
cb_html_style_read (const char *declarations, CbHtmlLook *look)
{
  for (const char *p = declarations; *p != '\0';)
    {
      const char *end = find_end (p);
      g_autofree char *declaration = g_strndup (p, (gsize)(end - p));
      char *colon = strchr (declaration, ':');

      if (colon != NULL)
        {
          *colon = '\0';
          read_declaration (g_strstrip (declaration), colon + 1, look);
        }
      p = *end == ';' ? end + 1 : end;
    }
}

/**
 * cb_html_style_new_rules:
 *
 * Returns: (transfer full) (element-type utf8 CbHtmlLook): the rules of a page, none so far
 */
GHashTable *
cb_html_style_new_rules (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* `td`, `.xl65`, `td.xl65`: the class counts. Returns: (transfer full) (nullable): the key */
static char *
dup_key (const char *selector)
{
  g_autofree char *plain = g_strstrip (g_strdup (selector));
  const char *dot = strrchr (plain, '.');

  if (plain[0] == '\0' || strpbrk (plain, " \t\r\n>+:#[*") != NULL)
    return NULL;

  return g_ascii_strdown (dot != NULL ? dot : plain, -1);
}

static void
add_rule (GHashTable *rules, const char *selectors, const char *declarations)
{
  g_auto (GStrv) all = g_strsplit (selectors, ",", 64);

  for (guint i = 0; all[i] != NULL && g_hash_table_size (rules) < MAX_RULES; i++)
    {
      g_autofree char *key = dup_key (all[i]);
      CbHtmlLook *look;

      if (key == NULL)
        continue;
      look = g_hash_table_lookup (rules, key);
      if (look == NULL)
        {
          look = g_new0 (CbHtmlLook, 1);
          g_hash_table_insert (rules, g_steal_pointer (&key), look);
        }
      cb_html_style_read (declarations, look);
    }
}

/* Returns: (transfer full): @sheet without comments and their marks of HTML */
static char *
dup_without_comments (const char *sheet)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = sheet; *p != '\0'; p++)
    {
      if (p[0] == '/' && p[1] == '*')
        {
          p = strstr (p + 2, "*/");
          if (p == NULL)
            break;
          p++;
        }
      else if (strncmp (p, "<!--", 4) == 0)
        p += 3;
      else if (strncmp (p, "-->", 3) == 0)
        p += 2;
      else
        g_string_append_c (plain, *p);
    }

  return g_string_free (plain, FALSE);
}

/**
 * cb_html_style_add_rules:
 * @rules: of a page
 * @sheet: the text of an element `style`
 */
void
cb_html_style_add_rules (GHashTable *rules, const char *sheet)
{
  g_autofree char *plain = dup_without_comments (sheet);
  char *p = plain;

  while (g_hash_table_size (rules) < MAX_RULES)
    {
      char *open = strchr (p, '{');
      char *close = open != NULL ? strchr (open, '}') : NULL;

      if (close == NULL)
        return;
      *open = *close = '\0';
      add_rule (rules, p, open + 1);
      p = close + 1;
    }
}

static void
apply_rule (GHashTable *rules, const char *key, CbHtmlLook *look)
{
  const CbHtmlLook *rule = g_hash_table_lookup (rules, key);

  if (rule == NULL)
    return;
  if (rule->has_format)
    {
      look->format = rule->format;
      look->has_format = TRUE;
    }
  if (rule->has_font)
    {
      look->font = rule->font;
      look->has_font = TRUE;
    }
  look->is_hidden = look->is_hidden || rule->is_hidden;
}

/**
 * cb_html_style_apply:
 * @rules: of the page
 * @element: its name
 * @attributes: of it: `class` and `style` count
 * @look: (inout): of what the element stands in; now of the element
 */
void
cb_html_style_apply (GHashTable *rules,
                     const char *element,
                     const char **attributes,
                     CbHtmlLook *look)
{
  const char *classes = cb_xml_get_attribute (attributes, "class");
  const char *style = cb_xml_get_attribute (attributes, "style");

  if (g_hash_table_size (rules) > 0)
    {
      apply_rule (rules, element, look);
      if (classes != NULL)
        {
          g_autofree char *small = g_ascii_strdown (classes, -1);
          g_auto (GStrv) all = g_strsplit_set (small, " \t\r\n", 16);

          for (guint i = 0; all[i] != NULL; i++)
            {
              g_autofree char *key = g_strconcat (".", all[i], NULL);

              apply_rule (rules, key, look);
            }
        }
    }
  if (style != NULL)
    cb_html_style_read (style, look);
}
