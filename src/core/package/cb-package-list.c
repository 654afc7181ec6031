/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Manifests of BagIt 1.0 (RFC 8493, 2.1.3): a line for each file, `<sha256>  <path>`, as sha256sum
 * writes and checks them. */

#include "config.h"

#include "core/package/cb-package-list.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/package/cb-package-path.h"

#define SHA256_LENGTH 64

/**
 * cb_package_list_is_sha256:
 * @text: (nullable): any text
 *
 * Returns: whether it is 64 small hexadecimal digits
 */
gboolean
cb_package_list_is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_LENGTH
         && strspn (text, "0123456789abcdef") == SHA256_LENGTH;
}

/* Of `%0A`, `%0D` and `%25`; anything else that follows a % stays as it is. */
static char *
dup_decoded (const char *path)
{
  static const char *const codes[][2] = { { "%0a", "\n" }, { "%0d", "\r" }, { "%25", "%" } };
  GString *decoded = g_string_new (NULL);

  while (*path != '\0')
    {
      gsize skip = 1;
      const char *put = path;

      for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
        if (g_ascii_strncasecmp (path, codes[i][0], 3) == 0)
          {
            put = codes[i][1];
            skip = 3;
          }
      g_string_append_c (decoded, *put);
      path += skip;
    }

  return g_string_free (decoded, FALSE);
}

static gboolean
take_line (GHashTable *list, const char *line)
{
  g_autofree char *sum = g_ascii_strdown (line, MIN (strlen (line), SHA256_LENGTH));
  g_autofree char *path = NULL;
  const char *rest;

  if (!cb_package_list_is_sha256 (sum))
    return FALSE;
  rest = line + SHA256_LENGTH;
  if (*rest != ' ' && *rest != '\t')
    return FALSE;
  rest += strspn (rest, " \t");
  rest += *rest == '*';
  path = dup_decoded (rest);
  if (!cb_package_path_is_safe (path) || g_hash_table_contains (list, path))
    return FALSE;
  g_hash_table_insert (list, g_steal_pointer (&path), g_steal_pointer (&sum));

  return TRUE;
}

/**
 * cb_package_list_parse:
 * @text: a manifest
 * @length: bytes
 * @error: %CB_ERROR_INVALID with the line: no such list, a path that leads elsewhere, a path twice
 *
 * Returns: (transfer full) (element-type utf8 utf8): path → SHA-256
 */
GHashTable *
cb_package_list_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (GHashTable) list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *owned = NULL;
  g_auto (GStrv) lines = NULL;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "not UTF-8");
      return NULL;
    }
  owned = g_strndup (text, length);
  lines = g_strsplit (owned, "\n", CB_PACKAGE_MAX_FILES + 2);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strchomp (lines[i]);

      if (line[0] == '\0' && lines[i + 1] == NULL)
        continue;
      if (g_hash_table_size (list) >= CB_PACKAGE_MAX_FILES || !take_line (list, line))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "line %u", i + 1);
          return NULL;
        }
    }

  return g_steal_pointer (&list);
}

/**
 * cb_package_list_add:
 * @list: a manifest that is being written
 * @sha256: of a file
 * @path: (not nullable): of it; ASCII without `%`, as the program names what it writes
 */
void
cb_package_list_add (GString *list, const char *sha256, const char *path)
{
  g_string_append_printf (list, "%s  %s\n", sha256, path);
}
