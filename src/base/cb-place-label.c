/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-place-label.h"

#include <string.h>

#include "base/cb-text.h"

enum
{
  IN_CODE = 1 << 0,
  IN_NAME = 1 << 1,
  IN_PROVINCE = 1 << 2,
  IN_DISTRICT = 1 << 3,
  IN_COMMUNE = 1 << 4,
  IN_ANY = 1 << 5, /* beside one of the three it says nothing more, alone it may be any of them */
};

/* Folded; of two words before of one. */
static const struct
{
  const char *words;
  guint meaning;
} meanings[] = {
  { "don vi hanh chinh", IN_ANY },
  { "ma so", IN_CODE },
  { "dac khu", IN_ANY },
  { "thanh pho", IN_ANY },
  { "thi tran", IN_ANY },
  { "thi xa", IN_ANY },
  { "cap", IN_ANY },
  { "code", IN_CODE },
  { "commune", IN_COMMUNE },
  { "district", IN_DISTRICT },
  { "dvhc", IN_ANY },
  { "hoac", IN_ANY },
  { "huyen", IN_DISTRICT },
  { "ma", IN_CODE },
  { "name", IN_NAME },
  { "phuong", IN_COMMUNE },
  { "province", IN_PROVINCE },
  { "quan", IN_DISTRICT },
  { "ten", IN_NAME },
  { "thanh", IN_ANY },
  { "tinh", IN_PROVINCE },
  { "tp", IN_ANY },
  { "va", IN_ANY },
  { "ward", IN_COMMUNE },
  { "xa", IN_COMMUNE },
};

static guint
take_words (const char **p)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    {
      gsize length = strlen (meanings[i].words);

      if (strncmp (*p, meanings[i].words, length) == 0 && (*p)[length] == ' ')
        {
          *p += length + 1;
          return meanings[i].meaning;
        }
    }

  return 0;
}

/**
 * cb_place_label_read:
 * @label: the name of a column
 * @level: (out): of which units it has the codes or names
 * @is_code: (out): whether it has codes
 *
 * Only labels that can mean nothing else: “Thành phố” may be one of a province or a province, and
 * with any further word (“Xã cũ”, “Số xã”) it is something else (vietnamese-data.md §5.3).
 *
 * Returns: whether the column has codes or names of administrative units of one level
 */
gboolean
cb_place_label_read (const char *label, CbPlaceLevel *level, gboolean *is_code)
{
  g_autofree char *words = cb_text_dup_words (label);
  const char *p = words + 1;
  guint all = 0;

  while (*p != '\0')
    {
      guint meaning = take_words (&p);

      if (meaning == 0)
        return FALSE;
      all |= meaning;
    }
  *is_code = (all & IN_CODE) != 0;
  if (*is_code && (all & IN_NAME) != 0)
    return FALSE;
  switch (all & (IN_PROVINCE | IN_DISTRICT | IN_COMMUNE))
    {
    case IN_PROVINCE:
      *level = CB_PLACE_PROVINCE;
      return TRUE;
    case IN_DISTRICT:
      *level = CB_PLACE_DISTRICT;
      return TRUE;
    case IN_COMMUNE:
      *level = CB_PLACE_COMMUNE;
      return TRUE;
    default:
      return FALSE;
    }
}
