/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-document-private.h"

#include <string.h>

/* Cairo has no call for the language of a document, without which a screen reader spells
 * Vietnamese as if it were English. PDF has a way to change a finished file: what changes is added
 * at its end (ISO 32000-1 §7.5.6). Here that is the catalog, with three entries more. */

/* Where the bytes after the last @what begin; %NULL: nowhere. */
static const char *
find_last (const char *text, gsize length, const char *what)
{
  const char *found = g_strrstr_len (text, (gssize)length, what);

  return found != NULL ? found + strlen (what) : NULL;
}

/* The number after @name in the trailer. */
static gboolean
read_number (const char *trailer, const char *name, guint64 *number)
{
  const char *found = strstr (trailer, name);
  char *end;

  if (found == NULL)
    return FALSE;
  *number = g_ascii_strtoull (found + strlen (name), &end, 10);

  return end != found + strlen (name);
}

/* The dictionary of the catalog, without its closing brackets. */
static char *
dup_catalog (const char *text, guint64 root)
{
  g_autofree char *head = g_strdup_printf ("\n%" G_GUINT64_FORMAT " 0 obj\n<<", root);
  const char *begin = strstr (text, head);
  const char *end = begin != NULL ? strstr (begin, "\nendobj") : NULL;

  if (end == NULL)
    return NULL;
  begin += strlen (head);
  while (end > begin && (g_ascii_isspace (end[-1]) || end[-1] == '>'))
    {
      /* Only the dictionary's own brackets, not those of one within it. */
      if (end[-1] == '>')
        {
          end -= 2;
          break;
        }
      end--;
    }

  return g_strndup (begin, (gsize)(end - begin));
}

static void
append_update (GByteArray *to, const char *text)
{
  g_byte_array_append (to, (const guint8 *)text, (guint)strlen (text));
}

/* The same with /Lang and /DisplayDocTitle; the very same when it is not built as cairo builds
 * PDF 1.4, which is still a good PDF. */
GBytes *
_cb_pdf_set_language (GBytes *pdf, const char *language)
{
  gsize length = g_bytes_get_size (pdf);
  /* Objects between streams: whatever is binary stays behind a NUL that strstr() would stop at. */
  g_autofree char *text = g_malloc (length + 1);
  const char *data = g_bytes_get_data (pdf, NULL);
  const char *trailer;
  const char *start;
  g_autofree char *catalog = NULL;
  g_autofree char *object = NULL;
  g_autofree char *table = NULL;
  guint64 root;
  guint64 size;
  guint64 info;
  GByteArray *bytes;

  for (gsize i = 0; i < length; i++)
    text[i] = data[i] != '\0' ? data[i] : ' ';
  text[length] = '\0';
  trailer = find_last (text, length, "trailer");
  start = find_last (text, length, "startxref");
  if (trailer == NULL || start == NULL || !read_number (trailer, "/Root ", &root)
      || !read_number (trailer, "/Size ", &size) || !read_number (trailer, "/Info ", &info))
    return g_bytes_ref (pdf);
  catalog = dup_catalog (text, root);
  if (catalog == NULL)
    return g_bytes_ref (pdf);

  object = g_strdup_printf (
      "%" G_GUINT64_FORMAT " 0 obj\n<<%s\n   /Lang (%s)\n"
      "   /ViewerPreferences << /DisplayDocTitle true >>\n%s>>\nendobj\n",
      root, catalog, language,
      strstr (catalog, "/MarkInfo") != NULL ? "" : "   /MarkInfo << /Marked true >>\n");
  table = g_strdup_printf (
      "xref\n%" G_GUINT64_FORMAT " 1\n%010" G_GSIZE_FORMAT
      " 00000 n \ntrailer\n<< /Size %" G_GUINT64_FORMAT "\n   /Root %" G_GUINT64_FORMAT
      " 0 R\n   /Info %" G_GUINT64_FORMAT " 0 R\n   /Prev %" G_GUINT64_FORMAT
      "\n>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
      root, length, size, root, info, g_ascii_strtoull (start, NULL, 10), length + strlen (object));
  bytes = g_byte_array_sized_new ((guint)(length + strlen (object) + strlen (table)));
  g_byte_array_append (bytes, (const guint8 *)data, (guint)length);
  append_update (bytes, object);
  append_update (bytes, table);

  return g_byte_array_free_to_bytes (bytes);
}
