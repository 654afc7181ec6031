/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "../engine/xls-maker.h"

/* Seeds for fuzz-xls: `make-xls-seeds FOLDER`. A workbook of each version with every record that
 * the reader knows, as a stream and in a compound file. */

static void
save (const char *folder, const char *name, GByteArray *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, (const char *)bytes->data, bytes->len, NULL));
  g_byte_array_unref (bytes);
}

static GByteArray *
make_globals (guint version)
{
  GByteArray *out = g_byte_array_new ();

  xls_record (out, 0x22, "w", 0);
  xls_record (out, 0x31, version == 8 ? "wwwwwbbbbl" : "wwwwwbbbbB", 200, 0, 9, 400, 0, 0, 0, 0, 0,
              ".VnTime");
  xls_record (out, 0x31, version == 8 ? "wwwwwbbbbl" : "wwwwwbbbbB", 200, 0, 0x7fff, 400, 0, 0, 0,
              0, 0, "Arial");
  xls_record (out, 0x41e, version == 8 ? "wL" : "wB", 164, "dd/mm/yyyy;;;");
  xls_record (out, 0xe0, "wwz", 0, 164, 16);
  xls_record (out, 0xe0, "wwz", 1, 10, 16);
  xls_record (out, 0x92, "wddd", 3, 0u, 0xffffffu, 0xffu);
  if (version == 8)
    {
      xls_record (out, 0x18, "wbbwwwdbxbwwwww", 0, 0, 1, 11, 0, 0, 0u, 0, "v", 1, 0x3b, 0, 0, 9, 0,
                  2);
      xls_record (out, 0x1ae, "ww", 5, 0x0401);
      xls_record (out, 0x1ae, "wL", 1, "\1\1Dx\3a.xls");
      xls_record (out, 0x17, "wwww", 1, 0, 0, 0);
      xls_record (out, 0xeb, "wwdwwd", 0x0f, 0xf000, 8u, 0x2f, 0xf001, 0u);
      xls_record (out, 0xfc, "ddLwbwdxwwL", 3u, 3u, "ế", 4, 12, 1, 3u, "abcd", 4, 1, 1, "");
      xls_record (out, 0x3c, "bx", 0, "tail", 4);
    }
  else
    {
      xls_record (out, 0x18, "wbbwwwdxbwwwwwwwwb", 0, 0, 1, 18, 0, 0, 0u, "v", 1, 0x3a, 0xffff, 0,
                  0, 0, 0, 0, 0, 3, 1);
      xls_record (out, 0x17, "B", "\1[a.xls]S");
    }

  return out;
}

static GByteArray *
make_records (guint version)
{
  GByteArray *out = g_byte_array_new ();
  const char *text = version == 8 ? "L" : "C";
  g_autofree char *label = g_strconcat ("www", text, NULL);
  g_autofree char *rich = g_strconcat ("www", text, version == 8 ? "www" : "bbb", NULL);

  xls_record (out, 0x225, "ww", 0, 255);
  xls_record (out, 0x14, version == 8 ? "L" : "B", "&Lx");
  xls_record (out, 0x7d, "wwwwwz", 1, 2, 0, 0, 1, 2);
  xls_record (out, 0x208, "wwwwwwww", 0, 0, 3, 255, 0, 0, 0x20, 0);
  xls_record (out, 0xfd, "wwwd", 0, 0, 0, 0u);
  xls_record (out, 0xfd, "wwwd", 0, 1, 0, 1u);
  xls_record (out, 0x203, "wwwf", 1, 0, 0, 46351.5);
  xls_record (out, 0x27e, "wwwd", 1, 1, 1, 12345u << 2 | 3);
  xls_record (out, 0xbd, "wwwdwdw", 1, 2, 0, 6u, 1, 7u, 3);
  xls_record (out, 0x205, "wwwbb", 2, 0, 0, 0x2a, 1);
  xls_record (out, 0x06, "wwwbbbbbbwwdw", 2, 1, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (out, 0x4bc, "z", 4);
  xls_record (out, 0x207, text, "kq");
  xls_record (out, 0x204, label, 3, 0, 0, "nh");
  xls_record (out, 0xd6, rich, 3, 1, 0, "ab", 1, 1, 1);
  xls_record (out, 0x201, "www", 3, 2, 0);
  xls_record (out, 0x5d, "wwww", 0x15, 0x12, 0x19, 7);
  xls_record (out, 0x1b6, "wwwwwwwd", 0x212, 0, 0, 0, 0, 2, 8, 0u);
  xls_record (out, 0x3c, "bx", 0, "ab", 2);
  xls_record (out, 0x1c, "wwwwL", 3, 27, 0, 7, "L");
  xls_record (out, 0xe5, "wwwww", 1, 0, 1, 0, 3);

  return out;
}

static GByteArray *
make_workbook (guint version, gboolean in_order)
{
  g_autoptr (GByteArray) globals = make_globals (version);
  g_autoptr (GByteArray) records = make_records (version);
  XlsSheet sheet = { "S", 1, 0, records };

  if (!in_order)
    xls_record (records, 0x203, "wwwf", 0, 0, 0, 1.0);

  return xls_workbook (version, globals, &sheet, 1);
}

static GByteArray *
make_compound (void)
{
  g_autoptr (GByteArray) stream = make_workbook (8, TRUE);
  g_autoptr (GByteArray) summary = g_byte_array_new ();
  XlsEntry entries[] = { { "Workbook", -1, stream },
                         { "_SX_DB_CUR", -1, NULL },
                         { "0001", 1, summary },
                         { "\005SummaryInformation", -1, summary } };

  xls_record (summary, 0, "wwdzdxd", 0xfffe, 0, 0u, 16, 1u,
              "\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9", 16, 48u);
  g_byte_array_remove_range (summary, 0, 4);
  xls_record (summary, 0, "dddddddwwddx", 48u, 2u, 1u, 24u, 4u, 32u, 2u, 1258, 0, 0x1eu, 8u,
              "Nguy\xea\xden", 8);
  g_byte_array_remove_range (summary, 48, 4);

  return xls_compound (entries, G_N_ELEMENTS (entries));
}

/* BIFF2: cells have their format with them. */
static GByteArray *
make_old (void)
{
  GByteArray *out = g_byte_array_new ();

  xls_record (out, 0x09, "ww", 2, 0x10);
  xls_record (out, 0x31, "wwB", 200, 0, ".VnTime");
  xls_record (out, 0x1e, "B", "General");
  xls_record (out, 0x43, "bbbb", 0, 0, 0, 0);
  xls_record (out, 0x44, "w", 0);
  xls_record (out, 0x04, "wwbbbB", 0, 0, 0x3f, 0, 0, "Tr\xb9m");
  xls_record (out, 0x02, "wwbbbw", 0, 1, 0, 0, 0, 65535);
  xls_record (out, 0x03, "wwbbbf", 0, 2, 0, 1, 0, 46351.0);
  xls_record (out, 0x0a, "");

  return out;
}

int
main (int argc, char **argv)
{
  if (argc != 2 || g_mkdir_with_parents (argv[1], 0700) != 0)
    return 1;
  save (argv[1], "biff8", make_workbook (8, TRUE));
  save (argv[1], "biff8-unordered", make_workbook (8, FALSE));
  save (argv[1], "biff5", make_workbook (5, TRUE));
  save (argv[1], "biff2", make_old ());
  save (argv[1], "compound", make_compound ());

  return 0;
}
