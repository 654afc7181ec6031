/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-property-set.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"
#include "engine/formats/cb-compound-private.h"

/* MS-OLEPS: two streams of a compound file, of one or two sets each. */

#define MAX_SETS 8
#define MAX_PROPERTIES 256
#define MAX_VALUE 65536
#define ID_DICTIONARY 0
#define ID_CODEPAGE 1
/* Between 1601 and 1970, in seconds. */
#define SECONDS_TO_1970 G_GINT64_CONSTANT (11644473600)

enum
{
  TYPE_I2 = 0x02,
  TYPE_I4 = 0x03,
  TYPE_BOOL = 0x0b,
  TYPE_LPSTR = 0x1e,
  TYPE_LPWSTR = 0x1f,
  TYPE_FILETIME = 0x40,
};

/* The first bytes of the three kinds of sets. */
#define SUMMARY "\xe0\x85\x9f\xf2\xf9\x4f\x68\x10"
#define DOCUMENT "\x02\xd5\xcd\xd5\x9c\x2e\x1b\x10"
#define OF_PEOPLE "\x05\xd5\xcd\xd5\x9c\x2e\x1b\x10"

static const struct
{
  guint32 id;
  const char *name;
} summary_names[] = {
  { 2, "title" },       { 3, "subject" },        { 4, "creator" },      { 5, "keywords" },
  { 6, "description" }, { 8, "lastModifiedBy" },
}, document_names[] = {
  { 2, "category" },
  { 14, "Manager" },
  { 15, "Company" },
};

typedef struct
{
  const guint8 *bytes;
  gsize length;
  guint16 codepage;
} Set;

static void
append_text (const Set *set, guint16 codepage, const guint8 *bytes, gsize length, GString *text)
{
  g_autofree char *utf8 = NULL;

  if (codepage == 1200)
    {
      g_autofree gunichar2 *units = g_new (gunichar2, length / 2 + 1);

      for (gsize i = 0; i < length / 2; i++)
        units[i] = cb_get_le16 (bytes + 2 * i);
      units[length / 2] = 0;
      utf8 = g_utf16_to_utf8 (units, -1, NULL, NULL, NULL);
      g_string_append (text, utf8 != NULL ? utf8 : "?");
      return;
    }
  length = strnlen ((const char *)bytes, length);
  if (codepage == 65001)
    {
      utf8 = g_utf8_make_valid ((const char *)bytes, (gssize)length);
      g_string_append (text, utf8);
      return;
    }
  cb_codepage_append (codepage, bytes, length, text);
}

/* 100 ns since 1601. */
static void
append_time (guint64 value, GString *text)
{
  gint64 seconds = (gint64)(value / 10000000) - SECONDS_TO_1970;
  g_autoptr (GDateTime) time = value > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;
  g_autofree char *iso = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  g_string_append (text, iso != NULL ? iso : "");
}

/* @bytes begins at the type of the value. */
static void
append_value (const Set *set, const guint8 *bytes, gsize length, GString *text)
{
  guint32 n;

  if (length < 8)
    return;
  n = cb_get_le32 (bytes + 4);
  switch (cb_get_le32 (bytes))
    {
    case TYPE_LPSTR:
      append_text (set, set->codepage, bytes + 8, MIN (n, MIN (length - 8, MAX_VALUE)), text);
      break;
    case TYPE_LPWSTR:
      append_text (set, 1200, bytes + 8, MIN ((guint64)n * 2, MIN (length - 8, MAX_VALUE)), text);
      break;
    case TYPE_FILETIME:
      if (length >= 12)
        append_time (cb_get_le64 (bytes + 4), text);
      break;
    case TYPE_I2:
      g_string_append_printf (text, "%d", (gint16)n);
      break;
    case TYPE_I4:
      g_string_append_printf (text, "%d", (gint32)n);
      break;
    case TYPE_BOOL:
      g_string_append (text, (n & 0xffff) != 0 ? "TRUE" : "FALSE");
      break;
    default:
      break;
    }
}

/* Returns: where the value of a property begins, %NULL when the set has none of that id */
static const guint8 *
find_property (const Set *set, guint32 id, gsize *length)
{
  guint32 n = MIN (cb_get_le32 (set->bytes + 4), MAX_PROPERTIES);

  for (guint32 i = 0; i < n && 16 + 8 * (gsize)i <= set->length; i++)
    if (cb_get_le32 (set->bytes + 8 + 8 * i) == id)
      {
        guint32 offset = cb_get_le32 (set->bytes + 12 + 8 * i);

        if (offset >= set->length)
          return NULL;
        *length = set->length - offset;
        return set->bytes + offset;
      }

  return NULL;
}

static void
give_property (
    const Set *set, guint32 id, const char *name, CbPropertyFunc func, gpointer user_data)
{
  gsize length = 0;
  const guint8 *value = find_property (set, id, &length);
  g_autoptr (GString) text = g_string_new (NULL);

  if (value == NULL)
    return;
  append_value (set, value, length, text);
  if (text->len > 0)
    func (name, text->str, user_data);
}

/* People's own properties have their names in a dictionary. */
static void
give_dictionary (const Set *set, CbPropertyFunc func, gpointer user_data)
{
  gsize length = 0;
  const guint8 *p = find_property (set, ID_DICTIONARY, &length);
  gsize at = 4;
  guint32 n;

  if (p == NULL || length < 4)
    return;
  n = MIN (cb_get_le32 (p), MAX_PROPERTIES);
  for (guint32 i = 0; i < n && at + 8 <= length; i++)
    {
      guint32 id = cb_get_le32 (p + at);
      guint64 size = cb_get_le32 (p + at + 4);
      g_autoptr (GString) name = g_string_new (NULL);

      if (set->codepage == 1200)
        size *= 2;
      at += 8;
      if (size > length - at)
        return;
      append_text (set, set->codepage, p + at, (gsize)size, name);
      give_property (set, id, name->str, func, user_data);
      at += (gsize)size;
      /* UTF-16 names are filled up to four bytes. */
      if (set->codepage == 1200)
        at = (at + 3) / 4 * 4;
    }
}

static void
read_set (const Set *set, const guint8 *kind, CbPropertyFunc func, gpointer user_data)
{
  if (memcmp (kind, SUMMARY, 8) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (summary_names); i++)
      give_property (set, summary_names[i].id, summary_names[i].name, func, user_data);
  else if (memcmp (kind, DOCUMENT, 8) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (document_names); i++)
      give_property (set, document_names[i].id, document_names[i].name, func, user_data);
  else if (memcmp (kind, OF_PEOPLE, 8) == 0)
    give_dictionary (set, func, user_data);
}

/**
 * cb_property_set_read:
 * @bytes: of `\005SummaryInformation` or `\005DocumentSummaryInformation`
 * @length: of @bytes
 * @func: called for each property that has a value and says something about people or content
 * @user_data: for @func
 *
 * MS-OLEPS 2.21. Whatever is out of bounds is left out.
 */
void
cb_property_set_read (const guint8 *bytes, gsize length, CbPropertyFunc func, gpointer user_data)
{
  guint32 n_sets;

  if (length < 28 || cb_get_le16 (bytes) != 0xfffe)
    return;
  n_sets = MIN (cb_get_le32 (bytes + 24), MAX_SETS);
  for (guint32 i = 0; i < n_sets && 28 + 20 * ((gsize)i + 1) <= length; i++)
    {
      guint32 offset = cb_get_le32 (bytes + 28 + 20 * i + 16);
      Set set = { NULL, 0, 1252 };
      const guint8 *codepage;
      gsize rest = 0;

      if (offset > length || length - offset < 8)
        continue;
      set.bytes = bytes + offset;
      set.length = length - offset;
      codepage = find_property (&set, ID_CODEPAGE, &rest);
      if (codepage != NULL && rest >= 6)
        set.codepage = cb_get_le16 (codepage + 4);
      read_set (&set, bytes + 28 + 20 * i, func, user_data);
    }
}
