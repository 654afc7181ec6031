/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "xls-maker.h"

#include <stdarg.h>
#include <string.h>

#define SECTOR 512
#define SHORT_SECTOR 64
#define SHORT_LIMIT 4096
#define END_OF_CHAIN 0xfffffffeu
#define FAT_SECTOR 0xfffffffdu
#define FREE_SECTOR 0xffffffffu

static void
put (GByteArray *out, guint64 value, guint width)
{
  for (guint i = 0; i < width; i++)
    {
      guint8 byte = (guint8)(value >> 8 * i);

      g_byte_array_append (out, &byte, 1);
    }
}

static void
put_zeros (GByteArray *out, guint n)
{
  guint before = out->len;

  g_byte_array_set_size (out, before + n);
  memset (out->data + before, 0, n);
}

static void
put_unicode (GByteArray *out, const char *utf8, guint width)
{
  glong n;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (utf8, -1, NULL, &n, NULL);
  gboolean is_wide = FALSE;

  for (glong i = 0; i < n; i++)
    is_wide |= units[i] > 0xff;
  put (out, (guint64)n, width);
  put (out, is_wide, 1);
  for (glong i = 0; i < n; i++)
    put (out, units[i], is_wide ? 2 : 1);
}

static void
put_layout (GByteArray *out, const char *layout, va_list *args)
{
  double number;
  guint64 bits;
  const char *text;

  for (; *layout != '\0'; layout++)
    switch (*layout)
      {
      case 'b':
        put (out, (guint64)va_arg (*args, int), 1);
        break;
      case 'w':
        put (out, (guint64)va_arg (*args, int), 2);
        break;
      case 'd':
        put (out, va_arg (*args, guint32), 4);
        break;
      case 'f':
        number = va_arg (*args, double);
        memcpy (&bits, &number, sizeof bits);
        put (out, bits, 8);
        break;
      case 'l':
      case 'L':
        put_unicode (out, va_arg (*args, const char *), *layout == 'l' ? 1 : 2);
        break;
      case 'B':
      case 'C':
        text = va_arg (*args, const char *);
        put (out, strlen (text), *layout == 'B' ? 1 : 2);
        g_byte_array_append (out, (const guint8 *)text, (guint)strlen (text));
        break;
      case 'x':
        text = va_arg (*args, const char *);
        g_byte_array_append (out, (const guint8 *)text, (guint)va_arg (*args, int));
        break;
      case 'z':
        put_zeros (out, (guint)va_arg (*args, int));
        break;
      default:
        g_assert_not_reached ();
      }
}

void
xls_record (GByteArray *out, guint id, const char *layout, ...)
{
  guint start = out->len;
  guint length;
  va_list args;

  put (out, id, 2);
  put (out, 0, 2);
  va_start (args, layout);
  put_layout (out, layout, &args);
  va_end (args);
  length = out->len - start - 4;
  out->data[start + 2] = (guint8)length;
  out->data[start + 3] = (guint8)(length >> 8);
}

static void
put_bof (GByteArray *out, guint version, guint kind)
{
  xls_record (out, 0x0809, version == 8 ? "wwwwdd" : "wwww", version == 8 ? 0x0600 : 0x0500,
              (int)kind, 0x0dbb, 0x07cc, 0u, 0u);
}

GByteArray *
xls_workbook (guint version, const GByteArray *globals, const XlsSheet *sheets, guint n_sheets)
{
  GByteArray *out = g_byte_array_new ();
  g_autofree guint *places = g_new (guint, n_sheets);

  put_bof (out, version, 5);
  xls_record (out, 0x42, "w", version == 8 ? 1200 : 1258);
  for (guint i = 0; i < n_sheets; i++)
    {
      places[i] = out->len + 4;
      xls_record (out, 0x0085, version == 8 ? "dbbl" : "dbbB", 0u, (int)sheets[i].visibility,
                  (int)sheets[i].kind, sheets[i].name);
    }
  if (globals != NULL)
    g_byte_array_append (out, globals->data, globals->len);
  xls_record (out, 0x000a, "");
  for (guint i = 0; i < n_sheets; i++)
    {
      guint32 offset = GUINT32_TO_LE (out->len);

      memcpy (out->data + places[i], &offset, 4);
      put_bof (out, version, 0x0010);
      g_byte_array_append (out, sheets[i].records->data, sheets[i].records->len);
      xls_record (out, 0x000a, "");
    }

  return out;
}

static void
pad (GByteArray *out, guint unit)
{
  put_zeros (out, (unit - out->len % unit) % unit);
}

/* Sectors of @length bytes, one after the other, into a table. Returns: the first of them */
static guint32
chain (GArray *table, guint length, guint unit)
{
  guint32 first = table->len;
  guint n = (length + unit - 1) / unit;

  for (guint i = 0; i < n; i++)
    {
      guint32 next = i + 1 < n ? first + i + 1 : END_OF_CHAIN;

      g_array_append_val (table, next);
    }

  return n > 0 ? first : END_OF_CHAIN;
}

static void
put_entry (GByteArray *out,
           const char *name,
           guint8 type,
           guint32 right,
           guint32 child,
           guint32 first,
           guint32 size)
{
  glong n;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (name, -1, NULL, &n, NULL);

  for (glong i = 0; i < 32; i++)
    put (out, i < n ? units[i] : 0, 2);
  put (out, (guint64)(n + 1) * 2, 2);
  put (out, type, 1);
  put (out, 1, 1);
  put (out, FREE_SECTOR, 4);
  put (out, right, 4);
  put (out, child, 4);
  put_zeros (out, 36);
  put (out, first, 4);
  put (out, size, 8);
}

/* The place in the directory of the next entry after @from that has this parent. */
static guint32
find_child (const XlsEntry *entries, guint n, guint from, int parent)
{
  for (guint i = from; i < n; i++)
    if (entries[i].parent == parent)
      return i + 1;

  return FREE_SECTOR;
}

static void
put_header (
    GByteArray *out, guint32 directory, guint32 mini, guint n_mini, guint32 fat, guint n_fat)
{
  g_byte_array_append (out, (const guint8 *)"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  put_zeros (out, 16);
  put (out, 0x3e, 2);
  put (out, 3, 2);
  put (out, 0xfffe, 2);
  put (out, 9, 2);
  put (out, 6, 2);
  put_zeros (out, 10);
  put (out, n_fat, 4);
  put (out, directory, 4);
  put (out, 0, 4);
  put (out, SHORT_LIMIT, 4);
  put (out, mini, 4);
  put (out, n_mini, 4);
  put (out, END_OF_CHAIN, 4);
  put (out, 0, 4);
  for (guint i = 0; i < 109; i++)
    put (out, i < n_fat ? fat + i : FREE_SECTOR, 4);
}

static void
put_table (GByteArray *out, const GArray *table)
{
  for (guint i = 0; i < table->len; i++)
    put (out, g_array_index (table, guint32, i), 4);
  while (out->len % SECTOR != 0)
    put (out, FREE_SECTOR, 4);
}

GByteArray *
xls_compound (const XlsEntry *entries, guint n_entries)
{
  g_autoptr (GArray) fat = g_array_new (FALSE, FALSE, 4);
  g_autoptr (GArray) mini_fat = g_array_new (FALSE, FALSE, 4);
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GByteArray) mini = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();
  g_autoptr (GByteArray) table = g_byte_array_new ();
  g_autofree guint32 *first = g_new0 (guint32, n_entries);
  GByteArray *out = g_byte_array_new ();
  guint32 mini_at;
  guint32 mini_fat_at;
  guint32 directory_at;
  guint32 fat_at;
  guint n_fat;

  for (guint i = 0; i < n_entries; i++)
    {
      const GByteArray *bytes = entries[i].bytes;
      gboolean is_short = bytes != NULL && bytes->len < SHORT_LIMIT;

      if (bytes == NULL)
        continue;
      first[i]
          = is_short ? chain (mini_fat, bytes->len, SHORT_SECTOR) : chain (fat, bytes->len, SECTOR);
      g_byte_array_append (is_short ? mini : body, bytes->data, bytes->len);
      pad (is_short ? mini : body, is_short ? SHORT_SECTOR : SECTOR);
    }
  mini_at = chain (fat, mini->len, SECTOR);
  put_table (table, mini_fat);
  mini_fat_at = chain (fat, table->len, SECTOR);
  put_entry (directory, "Root Entry", 5, FREE_SECTOR, find_child (entries, n_entries, 0, -1),
             mini_at, mini->len);
  for (guint i = 0; i < n_entries; i++)
    put_entry (directory, entries[i].name, entries[i].bytes != NULL ? 2 : 1,
               find_child (entries, n_entries, i + 1, entries[i].parent),
               find_child (entries, n_entries, 0, (int)i), first[i],
               entries[i].bytes != NULL ? entries[i].bytes->len : 0);
  pad (directory, SECTOR);
  directory_at = chain (fat, directory->len, SECTOR);
  fat_at = fat->len;
  n_fat = (fat_at + 126) / 127;
  for (guint i = 0; i < n_fat; i++)
    {
      guint32 mark = FAT_SECTOR;

      g_array_append_val (fat, mark);
    }
  put_header (out, directory_at, mini_fat_at, table->len / SECTOR, fat_at, n_fat);
  g_byte_array_append (out, body->data, body->len);
  pad (mini, SECTOR);
  g_byte_array_append (out, mini->data, mini->len);
  g_byte_array_append (out, table->data, table->len);
  g_byte_array_append (out, directory->data, directory->len);
  put_table (out, fat);

  return out;
}
