/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/text/cb-fold-places.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/text/cb-fold.h"

/* A text as it is compared, and which of its characters each byte is of. */
typedef struct
{
  GString *bytes;
  GArray *origins; /* (element-type guint32) */
  CbFoldSpace space;
} Folded;

static void
add_bytes (Folded *self, const char *bytes, gsize length, guint32 origin)
{
  g_string_append_len (self->bytes, bytes, (gssize)length);
  for (gsize i = 0; i < length; i++)
    g_array_append_val (self->origins, origin);
}

/* Between letters, so that a blank in what it becomes is kept; a mark becomes nothing. */
static void
add_character (Folded *self, gunichar c, guint32 origin)
{
  char framed[10] = "x";
  gsize length = 1 + (gsize)g_unichar_to_utf8 (c, framed + 1);
  gsize folded;

  framed[length++] = 'x';
  folded = cb_fold (&self->space, framed, length);
  if (folded > 2)
    add_bytes (self, self->space.bytes + 1, folded - 2, origin);
}

static void
fold_all (Folded *self, const char *text)
{
  guint32 origin = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), origin++)
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          if (self->bytes->len > 0 && self->bytes->str[self->bytes->len - 1] != ' ')
            add_bytes (self, " ", 1, origin);
        }
      else if (c < 0x80)
        {
          char lower = g_ascii_tolower ((char)c);

          add_bytes (self, &lower, 1, origin);
        }
      else
        add_character (self, c, origin);
    }
}

/**
 * cb_fold_find_places:
 * @text: UTF-8
 * @needle: what cb_text_fold() made of what a person typed; not empty
 * @most: so many places at most
 *
 * Where in a text something stands that a person looks for: without regard to case, diacritics and
 * how words are divided among lines. Places do not overlap.
 *
 * Returns: (transfer full) (element-type CbFoldPlace): from the beginning on
 */
GArray *
cb_fold_find_places (const char *text, const char *needle, guint most)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (CbFoldPlace));
  Folded folded = { g_string_new (NULL), g_array_new (FALSE, FALSE, sizeof (guint32)), { 0 } };
  gsize length = strlen (needle);
  const char *p;

  g_return_val_if_fail (length > 0, places);

  fold_all (&folded, text);
  p = folded.bytes->str;
  while (places->len < most
         && (p = cb_text_find_bytes (p, folded.bytes->len - (gsize)(p - folded.bytes->str), needle,
                                     length))
                != NULL)
    {
      gsize at = (gsize)(p - folded.bytes->str);
      guint32 first = g_array_index (folded.origins, guint32, at);
      guint32 last = g_array_index (folded.origins, guint32, at + length - 1);
      CbFoldPlace place = { first, last - first + 1 };

      g_array_append_val (places, place);
      p += length;
    }
  g_string_free (folded.bytes, TRUE);
  g_array_unref (folded.origins);
  cb_fold_space_clear (&folded.space);

  return places;
}
