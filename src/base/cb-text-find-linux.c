/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"

/**
 * cb_text_find_bytes:
 * @bytes: where to look
 * @length: of @bytes
 * @needle: what to look for
 * @needle_length: of @needle, at least 1
 *
 * What memmem() does, which is fast where it is and not on every system.
 *
 * Returns: (transfer none) (nullable): the first place in @bytes
 */
gconstpointer
cb_text_find_bytes (gconstpointer bytes, gsize length, gconstpointer needle, gsize needle_length)
{
  g_return_val_if_fail (needle_length > 0, NULL);

  return memmem (bytes, length, needle, needle_length);
}
