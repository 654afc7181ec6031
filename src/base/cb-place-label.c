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
  IN_BEFORE = 1 << 6,
  IN_AFTER = 1 << 7,
};

/* Folded; of more words before of fewer. */
static const struct
{
  const char *words;
  guint meaning;
} meanings[] = {
  { "truoc ngay 01 07 2025", IN_BEFORE },
  { "truoc ngay 1 7 2025", IN_BEFORE },
  { "truoc khi sap xep", IN_BEFORE },
  { "truoc khi sap nhap", IN_BEFORE },
  { "truoc khi sat nhap", IN_BEFORE },
  { "truoc 01 07 2025", IN_BEFORE },
  { "truoc 1 7 2025", IN_BEFORE },
  { "truoc sap xep", IN_BEFORE },
  { "truoc sap nhap", IN_BEFORE },
  { "truoc sat nhap", IN_BEFORE },
  { "truoc day", IN_BEFORE },
  { "tu ngay 01 07 2025", IN_AFTER },
  { "tu ngay 1 7 2025", IN_AFTER },
  { "sau khi sap xep", IN_AFTER },
  { "sau khi sap nhap", IN_AFTER },
  { "sau khi sat nhap", IN_AFTER },
  { "tu 01 07 2025", IN_AFTER },
  { "tu 1 7 2025", IN_AFTER },
  { "sau sap xep", IN_AFTER },
  { "sau sap nhap", IN_AFTER },
  { "sau sat nhap", IN_AFTER },
  { "hien nay", IN_AFTER },
  { "hien tai", IN_AFTER },
  { "don vi hanh chinh", IN_ANY },
  { "ma so", IN_CODE },
  { "dac khu", IN_ANY },
  { "thanh pho", IN_ANY },
  { "thi tran", IN_ANY },
  { "thi xa", IN_ANY },
  { "cap", IN_ANY },
  { "code", IN_CODE },
  { "commune", IN_COMMUNE },
  { "cu", IN_BEFORE },
  { "district", IN_DISTRICT },
  { "dvhc", IN_ANY },
  { "hoac", IN_ANY },
  { "huyen", IN_DISTRICT },
  { "ma", IN_CODE },
  { "moi", IN_AFTER },
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
 * @time: (out): whether it says that they are of before the units were merged, or of today
 *
 * Only labels that can mean nothing else: “Thành phố” may be one of a province or a province, and
 * with any further word (“Số xã”, “Xã nông thôn mới”) it is something else (vietnamese-data.md
 * §5.3).
 *
 * Returns: whether the column has codes or names of administrative units of one level
 */
gboolean
cb_place_label_read (const char *label, CbPlaceLevel *level, gboolean *is_code, CbPlaceTime *time)
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
  if ((*is_code && (all & IN_NAME) != 0) || ((all & IN_BEFORE) != 0 && (all & IN_AFTER) != 0))
    return FALSE;
  *time = (all & IN_BEFORE) != 0  ? CB_PLACE_TIME_BEFORE
          : (all & IN_AFTER) != 0 ? CB_PLACE_TIME_AFTER
                                  : CB_PLACE_TIME_ANY;
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
