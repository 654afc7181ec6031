/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"

/**
 * cb_text_find_bytes:
 *
 * As on Linux.
 */
gconstpointer
cb_text_find_bytes (gconstpointer bytes, gsize length, gconstpointer needle, gsize needle_length)
{
  const char *at = bytes;
  const char *end = at + length;
  const char *first = needle;

  g_return_val_if_fail (needle_length > 0, NULL);

  while ((gsize)(end - at) >= needle_length)
    {
      at = memchr (at, *first, (gsize)(end - at) - needle_length + 1);
      if (at == NULL)
        return NULL;
      if (memcmp (at, needle, needle_length) == 0)
        return at;
      at++;
    }

  return NULL;
}
