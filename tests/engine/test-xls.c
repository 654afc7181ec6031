/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-system.h"
#include "workbook-dump.h"
#include "xls-maker.h"

/* Facts of XLS, each in a workbook of a few records. */

/* The two cell formats that every workbook here has: 0 plain, and from 1 on as the test adds. */
static GByteArray *
make_globals (void)
{
  GByteArray *globals = g_byte_array_new ();

  for (guint i = 0; i < 4; i++)
    xls_record (globals, 0x31, "wwwwwbbbbl", 200, 0, 0x7fff, 400, 0, 0, 0, 0, 0, "Arial");
  xls_record (globals, 0xe0, "wwz", 0, 0, 16);

  return globals;
}

static void
add_font (GByteArray *globals, int colour, const char *name)
{
  xls_record (globals, 0x31, "wwwwwbbbbl", 200, 0, colour, 400, 0, 0, 0, 0, 0, name);
}

static void
add_format (GByteArray *globals, int id, const char *code)
{
  xls_record (globals, 0x41e, "wL", id, code);
}

static void
add_xf (GByteArray *globals, int font, int format)
{
  xls_record (globals, 0xe0, "wwz", font, format, 16);
}

/* Checks what a stream gives, bare and in a compound file. */
static void
assert_stream (const GByteArray *stream, const char *expected)
{
  XlsEntry entry = { "Workbook", -1, stream };
  g_autoptr (GByteArray) file = xls_compound (&entry, 1);
  g_autofree char *from_stream = workbook_dump_bytes (stream->data, stream->len, NULL);
  g_autofree char *from_file = workbook_dump_bytes (file->data, file->len, NULL);

  g_assert_cmpstr (from_stream, ==, expected);
  g_assert_cmpstr (from_file, ==, expected);
}

static void
assert_cells (GByteArray *globals, GByteArray *records, const char *expected)
{
  XlsSheet sheet = { "S", 0, 0, records };
  g_autoptr (GByteArray) stream = xls_workbook (8, globals, &sheet, 1);
  g_autofree char *all = g_strconcat ("format xls\nsheet 0 S visible\n", expected, NULL);

  assert_stream (stream, all);
  g_byte_array_unref (globals);
  g_byte_array_unref (records);
}

static void
test_values (void)
{
  GByteArray *globals = make_globals ();
  GByteArray *records = g_byte_array_new ();

  add_format (globals, 164, "dd/mm/yyyy");
  add_format (globals, 165, "[h]:mm");
  add_xf (globals, 0, 164);
  add_xf (globals, 0, 10);
  add_xf (globals, 0, 165);
  xls_record (globals, 0xfc, "ddLLL", 4u, 3u, "Trạm y tế", "😀", "");

  xls_record (records, 0xfd, "wwwd", 0, 0, 0, 0u);
  xls_record (records, 0xfd, "wwwd", 0, 1, 0, 1u);
  xls_record (records, 0xfd, "wwwd", 0, 2, 0, 2u);
  xls_record (records, 0x203, "wwwf", 1, 0, 0, -1234.5);
  xls_record (records, 0x203, "wwwf", 1, 1, 1, 46351.0);
  xls_record (records, 0x203, "wwwf", 1, 2, 2, 0.125);
  xls_record (records, 0x203, "wwwf", 1, 3, 3, 1.5);
  xls_record (records, 0x27e, "wwwd", 2, 0, 0, 0xffffffe6u);
  xls_record (records, 0x27e, "wwwd", 2, 1, 0, 12345u << 2 | 3);
  xls_record (records, 0x27e, "wwwd", 2, 2, 0, 0x3ff80000u);
  xls_record (records, 0xbd, "wwwdwdwdw", 3, 1, 0, 1u << 2 | 2, 2, 50u << 2 | 3, 1, 61u << 2 | 2,
              3);
  xls_record (records, 0x205, "wwwbb", 4, 0, 0, 1, 0);
  xls_record (records, 0x205, "wwwbb", 4, 1, 0, 0, 0);
  xls_record (records, 0x205, "wwwbb", 4, 2, 0, 0x2a, 1);
  xls_record (records, 0x205, "wwwbb", 4, 3, 0, 0x07, 1);
  xls_record (records, 0x204, "wwwL", 5, 0, 0, "nhãn");
  xls_record (records, 0x201, "www", 5, 1, 0);
  xls_record (records, 0xbe, "wwwww", 6, 0, 0, 0, 1);

  assert_cells (globals, records,
                "cell 0 0 0 text Trạm y tế\n"
                "cell 0 0 1 text 😀\n"
                "cell 0 1 0 number -1234.5\n"
                "cell 0 1 1 date 2026-11-25\n"
                "cell 0 1 2 number percent 0.125\n"
                "cell 0 1 3 duration PT36H0M0S\n"
                "cell 0 2 0 number -7\n"
                "cell 0 2 1 number 123.45\n"
                "cell 0 2 2 number 1.5\n"
                "cell 0 3 1 number 1\n"
                "cell 0 3 2 number percent 0.5\n"
                "cell 0 3 3 date 1900-03-01\n"
                "cell 0 4 0 boolean TRUE\n"
                "cell 0 4 1 boolean FALSE\n"
                "cell 0 4 2 error #N/A\n"
                "cell 0 4 3 error #DIV/0!\n"
                "cell 0 5 0 text nhãn\n");
}

static void
test_formulas (void)
{
  GByteArray *records = g_byte_array_new ();

  xls_record (records, 0x06, "wwwfwdw", 0, 0, 0, 42.5, 0, 0u, 0);
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x4bc, "z", 10);
  xls_record (records, 0x207, "L", "kết quả");
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 2, 0, 1, 0, 1, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 3, 0, 2, 0, 0x17, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 4, 0, 3, 0, 0, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 5, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x203, "wwwf", 0, 6, 0, 1.0);

  assert_cells (make_globals (), records,
                "cell 0 0 0 number formula 42.5\n"
                "cell 0 0 1 text formula kết quả\n"
                "cell 0 0 2 boolean formula TRUE\n"
                "cell 0 0 3 error formula #REF!\n"
                "cell 0 0 6 number 1\n");
}

static void
test_days_from_1904 (void)
{
  GByteArray *globals = make_globals ();
  GByteArray *records = g_byte_array_new ();

  xls_record (globals, 0x22, "w", 1);
  add_xf (globals, 0, 14);
  xls_record (records, 0x203, "wwwf", 0, 0, 1, 44889.0);

  assert_cells (globals, records, "cell 0 0 0 date 2026-11-25\n");
}

/* There is no font 4, so that the fifth is number 5. */
static void
test_fonts (void)
{
  GByteArray *globals = make_globals ();
  GByteArray *records = g_byte_array_new ();

  add_font (globals, 0x7fff, ".VnTime");
  add_font (globals, 0x7fff, "VNI-Times");
  add_xf (globals, 5, 0);
  add_xf (globals, 6, 0);
  /* "Tr¹m" in the font of its cell, "ng" from 4 on in font 6, "xã" from 6 on in font 0. */
  xls_record (globals, 0xfc, "ddwbwxwwwwL", 2u, 2u, 8, 8, 2, "Tr\xb9mngx\xe3", 8, 4, 6, 6, 0,
              "Tr¹m");

  xls_record (records, 0xfd, "wwwd", 0, 0, 1, 0u);
  xls_record (records, 0xfd, "wwwd", 0, 1, 2, 0u);
  xls_record (records, 0xfd, "wwwd", 0, 2, 1, 1u);
  xls_record (records, 0xfd, "wwwd", 0, 3, 0, 1u);
  xls_record (records, 0xd6, "wwwLwwwww", 1, 0, 0, "ab", 2, 0, 5, 1, 6);
  xls_record (records, 0xd6, "wwwLwwwww", 1, 1, 1, "ab", 2, 0, 0, 1, 3);

  assert_cells (globals, records,
                "cell 0 0 0 text 5:tcvn3 7:vni 10:unicode Tr¹mngxã\n"
                "cell 0 0 1 text 7:vni 10:unicode Tr¹mngxã\n"
                "cell 0 0 2 text tcvn3 Tr¹m\n"
                "cell 0 0 3 text Tr¹m\n"
                "cell 0 1 0 text 1:tcvn3 2:vni ab\n"
                "cell 0 1 1 text ab\n");
}

/* The text of a cell, cut by CONTINUE in every place that there is: within the length, the flags,
 * the letters, with wide and narrow parts, the runs. */
static void
test_continued_strings (void)
{
  /* Where the letters of each string stand: there a CONTINUE record begins with flags of its own.
   */
  static const struct
  {
    guint start;
    guint end;
    guint width;
  } letters[] = { { 15, 21, 2 }, { 30, 34, 1 }, { 44, 52, 2 } };
  g_autoptr (GByteArray) whole = g_byte_array_new ();

  xls_record (whole, 0xfc, "ddLwbwdxwwxL", 3u, 3u, "đầu", 4, 12, 1, 3u,
              "gi\xf7"
              "a",
              4, 2, 0, "\1\2\3", 3, "cuối");
  for (guint cut = 12; cut < whole->len; cut++)
    {
      GByteArray *globals;
      GByteArray *records;
      guint i = 0;

      while (i < G_N_ELEMENTS (letters) && (cut < letters[i].start || cut >= letters[i].end))
        i++;
      /* No program cuts a letter in two. */
      if (i < G_N_ELEMENTS (letters) && (cut - letters[i].start) % letters[i].width != 0)
        continue;
      globals = make_globals ();
      records = g_byte_array_new ();
      xls_record (globals, 0xfc, "x", whole->data + 4, (int)cut - 4);
      if (i < G_N_ELEMENTS (letters))
        xls_record (globals, 0x3c, "bx", (int)letters[i].width - 1, whole->data + cut,
                    (int)(whole->len - cut));
      else
        xls_record (globals, 0x3c, "x", whole->data + cut, (int)(whole->len - cut));
      for (guint32 k = 0; k < 3; k++)
        xls_record (records, 0xfd, "wwwd", 0, (int)k, 0, k);
      g_test_message ("cut at %u", cut);
      assert_cells (globals, records,
                    "cell 0 0 0 text đầu\n"
                    "cell 0 0 1 text gi÷a\n"
                    "cell 0 0 2 text cuối\n");
    }
}

static void
test_letters_change_width (void)
{
  GByteArray *globals = make_globals ();
  GByteArray *records = g_byte_array_new ();

  xls_record (globals, 0xfc, "ddwbx", 1u, 1u, 6, 0, "ab", 2);
  xls_record (globals, 0x3c, "bww", 1, 0x1ebf, 0x1ed1);
  xls_record (globals, 0x3c, "bx", 0, "cd", 2);
  xls_record (records, 0xfd, "wwwd", 0, 0, 0, 0u);

  assert_cells (globals, records, "cell 0 0 0 text abếốcd\n");
}

static void
test_hidden (void)
{
  GByteArray *globals = make_globals ();
  GByteArray *records = g_byte_array_new ();
  GByteArray *empty = g_byte_array_new ();
  XlsSheet sheets[] = { { "Một", 0, 0, records },
                        { "Ẩn", 1, 0, empty },
                        { "Rất ẩn", 2, 0, empty },
                        { "Biểu đồ", 0, 2, empty },
                        { "Macro", 0, 1, empty } };
  g_autoptr (GByteArray) stream = NULL;

  add_font (globals, 9, "Arial");
  add_format (globals, 164, ";;;");
  add_format (globals, 165, "0;-0;;@");
  add_xf (globals, 5, 0);
  add_xf (globals, 0, 164);
  add_xf (globals, 0, 165);
  xls_record (globals, 0x1ae, "ww", 5, 0x0401);
  xls_record (globals, 0x1ae, "wL", 1, "\1\1Dnguồn\3a.xls");
  xls_record (globals, 0x17, "wwwwwww", 2, 0, 0, 0, 1, 0, 0);
  xls_record (globals, 0x18, "wbbwwwdbxbwwwww", 0, 0, 4, 11, 0, 0, 0u, 0, "vung", 4, 0x3b, 0, 0, 9,
              0, 2);
  xls_record (globals, 0x18, "wbbwwwdbxbww", 1, 0, 3, 3, 0, 1, 0u, 0, "mat", 3, 0x1e, 7, 0);
  xls_record (globals, 0x18, "wbbwwwdbbbwww", 0x20, 0, 1, 7, 0, 1, 0u, 0, 6, 0x3a, 0, 2, 1);
  xls_record (globals, 0xeb, "wwdwwdz", 0x0f, 0xf000, 16u, 0x2f, 0xf001, 0u, 0);

  xls_record (records, 0x14, "L", "&LMật");
  xls_record (records, 0x7d, "wwwwwz", 1, 2, 2000, 0, 1, 2);
  xls_record (records, 0x208, "wwwwwwww", 1, 0, 3, 255, 0, 0, 0x20, 0);
  xls_record (records, 0x208, "wwwwwwww", 2, 0, 3, 0, 0, 0, 0, 0);
  xls_record (records, 0x203, "wwwf", 0, 0, 1, 1.0);
  xls_record (records, 0x203, "wwwf", 0, 1, 0, 2.0);
  xls_record (records, 0x203, "wwwf", 1, 0, 0, 3.0);
  xls_record (records, 0x203, "wwwf", 2, 0, 2, 4.0);
  xls_record (records, 0x203, "wwwf", 3, 0, 3, 0.0);
  xls_record (records, 0x5d, "wwwwz", 0x15, 0x12, 0x19, 7, 14);
  xls_record (records, 0x1b6, "wwwwwwwd", 0x212, 0, 0, 0, 0, 7, 16, 0u);
  xls_record (records, 0x3c, "bx", 0, "b\xed m\xe2t.", 7);
  xls_record (records, 0x3c, "z", 16);
  xls_record (records, 0x1c, "wwwwL", 3, 27, 0, 7, "Lan");
  xls_record (records, 0xe5, "wwwwwwwww", 2, 0, 1, 0, 3, 5, 5, 2, 2);
  stream = xls_workbook (8, globals, sheets, G_N_ELEMENTS (sheets));

  assert_stream (stream, "format xls\n"
                         "sheet 0 Một visible\n"
                         "merge 0 0 0 1 3\n"
                         "merge 0 5 2 5 2\n"
                         "cell 0 0 0 number invisible 1\n"
                         "cell 0 0 1 number hidden 2\n"
                         "cell 0 1 0 number hidden 3\n"
                         "cell 0 2 0 number hidden invisible 4\n"
                         "cell 0 3 0 number invisible 0\n"
                         "sheet 1 Ẩn hidden\n"
                         "sheet 2 Rất ẩn very-hidden\n"
                         "sheet 3 Biểu đồ visible no-table\n"
                         "sheet 4 Macro visible no-table\n"
                         "hidden sheet 1 Ẩn \"\" 1\n"
                         "hidden very-hidden-sheet 2 Rất ẩn \"\" 1\n"
                         "hidden rows 0 2:3 \"\" 2\n"
                         "hidden columns 0 B:C \"\" 2\n"
                         "hidden invisible-cells 0 A1 \"\" 3\n"
                         "hidden comments 0 AB4 \"bí mât.\" 1\n"
                         "hidden header-footer 0 header \"&LMật\" 1\n"
                         "hidden name -1 vung \"'Một'!$A$1:$C$10\" 1\n"
                         "hidden hidden-name 0 mat \"7\" 1\n"
                         "hidden external-link -1  \"D:\\nguồn\\a.xls\" 1\n"
                         "hidden macros 4 Macro \"\" 1\n"
                         "hidden pictures -1  \"\" 2\n");
  g_byte_array_unref (globals);
  g_byte_array_unref (records);
  g_byte_array_unref (empty);
}

/* Rows without a record of their own may be hidden, too. */
static void
test_hidden_by_default (void)
{
  GByteArray *records = g_byte_array_new ();

  xls_record (records, 0x225, "ww", 2, 255);
  xls_record (records, 0x208, "wwwwwwww", 0, 0, 3, 255, 0, 0, 0, 0);
  xls_record (records, 0x203, "wwwf", 0, 0, 0, 1.0);
  xls_record (records, 0x203, "wwwf", 1, 0, 0, 2.0);

  assert_cells (make_globals (), records,
                "cell 0 0 0 number 1\n"
                "cell 0 1 0 number hidden 2\n"
                "hidden rows 0 2:65536 \"\" 65535\n");
}

/* Some programs write column by column, or a cell twice. */
static void
test_cells_out_of_order (void)
{
  GByteArray *records = g_byte_array_new ();

  xls_record (records, 0x203, "wwwf", 1, 0, 0, 1.0);
  xls_record (records, 0x203, "wwwf", 0, 0, 0, 2.0);
  xls_record (records, 0xbd, "wwwdwdwdw", 1, 1, 0, 3u << 2 | 2, 0, 4u << 2 | 2, 0, 5u << 2 | 2, 3);
  xls_record (records, 0x06, "wwwbbbbbbwwdw", 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0, 0u, 0);
  xls_record (records, 0x207, "L", "chữ");
  xls_record (records, 0x203, "wwwf", 1, 2, 0, 6.0);

  assert_cells (make_globals (), records,
                "cell 0 0 0 number 2\n"
                "cell 0 0 1 text formula chữ\n"
                "cell 0 1 0 number 1\n"
                "cell 0 1 1 number 3\n"
                "cell 0 1 2 number 6\n"
                "cell 0 1 3 number 5\n");
}

/* A chart on a sheet has records of cells, too: its own. */
static void
test_chart_within (void)
{
  GByteArray *records = g_byte_array_new ();

  xls_record (records, 0x203, "wwwf", 0, 0, 0, 1.0);
  xls_record (records, 0x809, "wwwwdd", 0x0600, 0x20, 0, 0, 0u, 0u);
  xls_record (records, 0x203, "wwwf", 1, 0, 0, 9.0);
  xls_record (records, 0x0a, "");
  xls_record (records, 0x203, "wwwf", 2, 0, 0, 2.0);

  assert_cells (make_globals (), records,
                "cell 0 0 0 number 1\n"
                "cell 0 2 0 number 2\n");
}

/* An author, a time. */
static void
add_summary (GByteArray *out, int codepage, const char *author)
{
  xls_record (out, 0, "wwdzdxd", 0xfffe, 0, 0u, 16, 1u,
              "\xe0\x85\x9f\xf2\xf9\x4f\x68\x10\xab\x91\x08\x00\x2b\x27\xb3\xd9", 16, 48u);
  g_byte_array_remove_range (out, 0, 4);
  xls_record (out, 0, "dddddddddwwddxddd", 72u, 3u, 1u, 32u, 4u, 40u, 12u, 56u, 2u, codepage, 0,
              0x1eu, 8u, author, 8, 0x40u, 0x24d4a980u, 0x01bf53ebu);
  g_byte_array_remove_range (out, 48, 4);
}

/* What lies beside the workbook in the compound file. */
static void
test_beside (void)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) few = g_byte_array_new ();
  g_autoptr (GByteArray) summary = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *text = NULL;
  XlsSheet sheet = { "S", 0, 0, records };

  g_byte_array_append (few, (const guint8 *)"abc", 3);
  add_summary (summary, 1258, "Nguy\xea\xden");
  stream = xls_workbook (8, NULL, &sheet, 1);
  {
    XlsEntry entries[] = { { "Workbook", -1, stream },
                           { "_VBA_PROJECT_CUR", -1, NULL },
                           { "dir", 1, few },
                           { "_SX_DB_CUR", -1, NULL },
                           { "0001", 3, few },
                           { "0002", 3, few },
                           { "MBD0001", -1, NULL },
                           { "Workbook", 6, few },
                           { "\005SummaryInformation", -1, summary } };

    file = xls_compound (entries, G_N_ELEMENTS (entries));
  }
  text = workbook_dump_bytes (file->data, file->len, NULL);

  g_assert_cmpstr (text, ==,
                   "format xls\n"
                   "sheet 0 S visible\n"
                   "hidden pivot-cache -1  \"\" 2\n"
                   "hidden macros -1 _VBA_PROJECT_CUR \"\" 1\n"
                   "hidden embedded -1  \"\" 1\n"
                   "hidden property -1 creator \"Nguyễn\" 1\n");
}

static char *
dump_author (int codepage, const char *author)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) summary = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autoptr (GByteArray) file = NULL;
  XlsSheet sheet = { "S", 0, 0, records };

  add_summary (summary, codepage, author);
  stream = xls_workbook (8, NULL, &sheet, 1);
  {
    XlsEntry entries[] = { { "Workbook", -1, stream }, { "\005SummaryInformation", -1, summary } };

    file = xls_compound (entries, G_N_ELEMENTS (entries));
  }

  return workbook_dump_bytes (file->data, file->len, NULL);
}

static char *
dump_old_text (int codepage, const char *bytes)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autoptr (GByteArray) file = NULL;
  XlsSheet sheet = { "S", 0, 0, records };

  xls_record (globals, 0x42, "w", codepage);
  xls_record (records, 0x204, "wwwC", 0, 0, 0, bytes);
  stream = xls_workbook (5, globals, &sheet, 1);
  {
    XlsEntry entry = { "Book", -1, stream };

    file = xls_compound (&entry, 1);
  }

  return workbook_dump_bytes (file->data, file->len, NULL);
}

/* What a page of code has not, or is not known, is no letter of another page. */
static void
test_code_pages (void)
{
  static const struct
  {
    int codepage;
    const char *bytes; /* eight, with their end */
    const char *text;
  } cases[] = {
    { 1250, "\x8a\xe8\xf8zzz.", "Ščřzzz." },
    { 1251, "\xcf\xe5\xf2\xf0-1.", "Петр-1." },
    { 1252, "\x80\xe9zzzz.", "€ézzzz." },
    { 1253, "\xc1\xe8zzzz.", "Αθzzzz." },
    { 1254, "\xd0\xddzzzz.", "Ğİzzzz." },
    { 1255, "\xf9\xfczzzz.", "ש\357\277\275zzzz." },
    { 1256, "\xc8\x81zzzz.", "بپzzzz." },
    { 1257, "\xe0\xf0zzzz.", "ąšzzzz." },
    { 1258, "\xea\xeczzzz.", "ếzzzz." },
    { 874, "\xa1\xdbzzzz.", "ก\357\277\275zzzz." },
    { 10000, "\x8e\xcazzzz.", "é\302\240zzzz." },
    { 0x8000, "\x8e\x8fzzzz.", "éèzzzz." },
    { 932, "\x93\x5c\x41zzz.", "\357\277\275Azzz." },
    { 0x8001, "\x80\xe9zzzz.", "€ézzzz." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *author = dump_author (cases[i].codepage, cases[i].bytes);
      g_autofree char *old = dump_old_text (cases[i].codepage, cases[i].bytes);
      g_autofree char *property
          = g_strdup_printf ("hidden property -1 creator \"%s\" 1\n", cases[i].text);
      g_autofree char *cell = g_strdup_printf ("cell 0 0 0 text %s\n", cases[i].text);

      g_test_message ("%d", cases[i].codepage);
      g_assert_nonnull (strstr (author, property));
      g_assert_nonnull (strstr (old, cell));
    }
}

static GByteArray *
start_old_sheet (guint version)
{
  static const guint ids[] = { [2] = 0x0009, [3] = 0x0209, [4] = 0x0409 };
  GByteArray *out = g_byte_array_new ();

  xls_record (out, ids[version], version == 2 ? "ww" : "www", (int)version, 0x10, 0);

  return out;
}

static void
assert_old_sheet (GByteArray *stream, const char *expected)
{
  g_autofree char *text = workbook_dump_bytes (stream->data, stream->len, NULL);
  g_autofree char *all = g_strconcat ("format xls\nsheet 0 Sheet1 visible\n", expected, NULL);

  g_assert_cmpstr (text, ==, all);
  g_byte_array_unref (stream);
}

static void
test_biff2 (void)
{
  GByteArray *stream = start_old_sheet (2);

  xls_record (stream, 0x42, "w", 0x8001);
  xls_record (stream, 0x31, "wwB", 200, 0, "Helv");
  xls_record (stream, 0x31, "wwB", 200, 0, ".VnTime");
  xls_record (stream, 0x1e, "B", "General");
  xls_record (stream, 0x1e, "B", "d/m/yy");
  xls_record (stream, 0x04, "wwbbbB", 0, 0, 0, 0x40, 0, "Tr\xb9m");
  xls_record (stream, 0x02, "wwbbbw", 0, 1, 0, 0, 0, 65535);
  xls_record (stream, 0x03, "wwbbbf", 0, 2, 0, 1, 0, 46351.0);
  xls_record (stream, 0x05, "wwbbbbb", 0, 3, 0, 0, 0, 1, 0);
  xls_record (stream, 0x06, "wwbbbbbbbbbwbb", 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0, 0);
  xls_record (stream, 0x07, "B", "xong");
  xls_record (stream, 0x0a, "");

  assert_old_sheet (stream, "cell 0 0 0 text tcvn3 Tr¹m\n"
                            "cell 0 0 1 number 65535\n"
                            "cell 0 0 2 date 2026-11-25\n"
                            "cell 0 0 3 boolean TRUE\n"
                            "cell 0 1 0 text formula xong\n");
}

static void
test_biff3 (void)
{
  GByteArray *stream = start_old_sheet (3);

  xls_record (stream, 0x231, "wwwB", 200, 0, 0x7fff, "VNI-Times");
  xls_record (stream, 0x1e, "B", "General");
  xls_record (stream, 0x1e, "B", "0%");
  xls_record (stream, 0x243, "bbz", 0, 0, 10);
  xls_record (stream, 0x243, "bbz", 0, 1, 10);
  xls_record (stream, 0x204, "wwwC", 0, 0, 0, "tra\xefm");
  xls_record (stream, 0x27e, "wwwd", 0, 1, 1, 50u << 2 | 3);
  xls_record (stream, 0x206, "wwwfww", 0, 2, 0, 7.0, 0, 0);
  xls_record (stream, 0x0a, "");

  assert_old_sheet (stream, "cell 0 0 0 text vni traïm\n"
                            "cell 0 0 1 number percent vni 0.5\n"
                            "cell 0 0 2 number formula vni 7\n");
}

static void
test_biff4 (void)
{
  GByteArray *stream = start_old_sheet (4);

  xls_record (stream, 0x41e, "wB", 0, "General");
  xls_record (stream, 0x41e, "wB", 0, "hh:mm");
  xls_record (stream, 0x443, "bbz", 0, 0, 10);
  xls_record (stream, 0x443, "bbz", 0, 1, 10);
  xls_record (stream, 0x203, "wwwf", 0, 0, 1, 0.25);
  xls_record (stream, 0x406, "wwwfww", 0, 1, 0, 7.0, 0, 0);
  xls_record (stream, 0x0a, "");

  assert_old_sheet (stream, "cell 0 0 0 time 06:00:00\n"
                            "cell 0 0 1 number formula 7\n");
}

/* Code page 1258 has tones of their own, which rich text may stand beside. */
static void
test_biff5 (void)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *text = NULL;
  XlsSheet sheet = { "B\xea\xecn", 0, 0, records };

  xls_record (globals, 0x31, "wwwwwbbbbB", 200, 0, 0x7fff, 400, 0, 0, 0, 0, 0, "Arial");
  xls_record (globals, 0x31, "wwwwwbbbbB", 200, 0, 0x7fff, 400, 0, 0, 0, 0, 0, ".VnTimeH");
  xls_record (globals, 0x41e, "wB", 164, "dd/mm/yyyy");
  xls_record (globals, 0xe0, "wwz", 0, 0, 12);
  xls_record (globals, 0xe0, "wwz", 0, 164, 12);
  xls_record (records, 0x204, "wwwC", 0, 0, 0, "Tra\xf2m y t\xea\xec");
  xls_record (records, 0x203, "wwwf", 0, 1, 1, 46351.0);
  xls_record (records, 0xd6, "wwwCbbb", 0, 2, 0,
              "a\xec"
              "b\xb9",
              1, 3, 1);
  xls_record (records, 0x1c, "wwwx", 0, 0, 10, "ghi chu 1,", 10);
  xls_record (records, 0x1c, "wwwx", 0xffff, 0, 2, " 2", 2);
  stream = xls_workbook (5, globals, &sheet, 1);
  {
    XlsEntry entry = { "Book", -1, stream };

    file = xls_compound (&entry, 1);
  }
  text = workbook_dump_bytes (file->data, file->len, NULL);

  g_assert_cmpstr (text, ==,
                   "format xls\n"
                   "sheet 0 Bến visible\n"
                   "cell 0 0 0 text Trạm y tế\n"
                   "cell 0 0 1 date 2026-11-25\n"
                   "cell 0 0 2 text 3:unicode 5:tcvn3-upper áb¹\n"
                   "hidden comments 0 A1 \"ghi chu 1, 2\" 1\n");
}

/* What some old programs write: one sheet and nothing else. */
static void
test_sheet_without_workbook (void)
{
  GByteArray *stream = g_byte_array_new ();

  xls_record (stream, 0x809, "wwww", 0, 0x10, 0, 0);
  xls_record (stream, 0x204, "wwwC", 0, 0, 0, "a");
  xls_record (stream, 0x203, "wwwf", 1, 0, 0, 2.0);
  xls_record (stream, 0x0a, "");

  assert_old_sheet (stream, "cell 0 0 0 text a\n"
                            "cell 0 1 0 number 2\n");
}

/* What a compound file is, wherever its directory stands and whatever is embedded in it. */
static void
test_sniffing (void)
{
  g_autoptr (GByteArray) large = g_byte_array_new ();
  g_autoptr (GByteArray) few = g_byte_array_new ();

  g_byte_array_set_size (large, 300000);
  memset (large->data, 7, large->len);
  g_byte_array_append (few, (const guint8 *)"abc", 3);
  {
    const XlsEntry word[]
        = { { "WordDocument", -1, few }, { "ObjectPool", -1, NULL }, { "Workbook", 1, few } };
    const XlsEntry excel[] = { { "Workbook", -1, few },
                               { "MBD1", -1, NULL },
                               { "WordDocument", 1, few },
                               { "filling", -1, large } };
    const XlsEntry locked[] = { { "EncryptedPackage", -1, large } };
    const XlsEntry other[] = { { "filling", -1, large } };
    const struct
    {
      const XlsEntry *entries;
      guint n;
      const char *format;
    } cases[] = {
      { word, 3, "doc" }, { excel, 4, "xls" }, { locked, 1, "encrypted" }, { other, 1, "binary" }
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (GByteArray) file = xls_compound (cases[i].entries, cases[i].n);
        int fd = test_file_new_with (file->data, file->len);

        g_assert_cmpstr (workbook_dump_sniff (fd), ==, cases[i].format);
        close (fd);
      }
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xls/values", test_values);
  g_test_add_func ("/xls/formulas", test_formulas);
  g_test_add_func ("/xls/days-from-1904", test_days_from_1904);
  g_test_add_func ("/xls/fonts", test_fonts);
  g_test_add_func ("/xls/strings/continued-anywhere", test_continued_strings);
  g_test_add_func ("/xls/strings/letters-change-width", test_letters_change_width);
  g_test_add_func ("/xls/hidden/all", test_hidden);
  g_test_add_func ("/xls/hidden/rows-by-default", test_hidden_by_default);
  g_test_add_func ("/xls/cells-out-of-order", test_cells_out_of_order);
  g_test_add_func ("/xls/chart-within", test_chart_within);
  g_test_add_func ("/xls/hidden/beside-the-workbook", test_beside);
  g_test_add_func ("/xls/code-pages", test_code_pages);
  g_test_add_func ("/xls/sniffing", test_sniffing);
  g_test_add_func ("/xls/versions/biff2", test_biff2);
  g_test_add_func ("/xls/versions/biff3", test_biff3);
  g_test_add_func ("/xls/versions/biff4", test_biff4);
  g_test_add_func ("/xls/versions/biff5", test_biff5);
  g_test_add_func ("/xls/versions/sheet-without-workbook", test_sheet_without_workbook);

  return g_test_run ();
}
