/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/package/cb-package-path.h"

#include <string.h>

#include "base/cb-text.h"

/* Names of the program are far shorter; other people's bags keep within what a system can unpack.
 */
#define MAX_PATH 1000

static gboolean
is_safe_part (const char *part)
{
  if (part[0] == '\0' || part[0] == '.' || cb_text_is_reserved_name (part))
    return FALSE;
  for (const char *p = part; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)) || strchr ("\\:*?\"<>|", *p) != NULL)
      return FALSE;

  return part[strlen (part) - 1] != ' ' && part[strlen (part) - 1] != '.';
}

/**
 * cb_package_path_is_safe:
 * @path: (nullable): name of an entry, valid UTF-8; a folder's without the slash at its end
 *
 * A path that goes down from where it is, on every system: no root, no drive, no `..`, nothing
 * hidden, no name that Windows has for a device or writes otherwise (packages.md §3.3).
 *
 * Returns: whether it is one
 */
gboolean
cb_package_path_is_safe (const char *path)
{
  g_auto (GStrv) parts = NULL;

  if (path == NULL || path[0] == '\0' || strlen (path) > MAX_PATH
      || !g_utf8_validate (path, -1, NULL))
    return FALSE;
  parts = g_strsplit (path, "/", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (!is_safe_part (parts[i]))
      return FALSE;

  return TRUE;
}

/**
 * cb_package_path_dup_key:
 * @path: a path
 *
 * Two paths with one key are one file where letters and marks are composed, or large and small
 * letters are the same: one of the two would be lost when they are unpacked (RFC 8493, 6.1.1 and
 * its conformance suite).
 *
 * Returns: (transfer full): the same for all ways to write it
 */
char *
cb_package_path_dup_key (const char *path)
{
  g_autofree char *composed = g_utf8_normalize (path, -1, G_NORMALIZE_NFC);
  g_autofree char *folded = g_utf8_casefold (composed != NULL ? composed : path, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}

/**
 * cb_package_path_dup_data:
 * @name: of a file, as the office has it
 * @format: `csv`…
 * @taken: (element-type utf8): paths that are given already; this one is added
 *
 * Returns: (transfer full): where it is in the package: ASCII, each only once
 */
char *
cb_package_path_dup_data (const char *name, const char *format, GHashTable *taken)
{
  g_autofree char *ascii = cb_text_ascii_file_name (name != NULL ? name : "");
  const char *dot = strrchr (ascii, '.');
  g_autofree char *stem = g_strndup (ascii, dot != NULL ? (gsize)(dot - ascii) : strlen (ascii));
  const char *ending = dot != NULL && dot[1] != '\0' ? dot + 1 : format;
  char *path = NULL;

  if (stem[0] == '\0' || stem[0] == '.')
    {
      g_free (stem);
      stem = g_strdup ("du-lieu");
    }
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");

      path = g_strdup_printf (CB_PACKAGE_DATA "%s%s.%s", stem, number, ending);
      if (cb_package_path_is_safe (path) && !g_hash_table_contains (taken, path))
        break;
      g_free (path);
      if (i == 1 && !cb_package_path_is_safe (stem))
        {
          g_free (stem);
          stem = g_strdup ("du-lieu");
        }
    }
  g_hash_table_add (taken, g_strdup (path));

  return path;
}
