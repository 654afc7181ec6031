/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-font-judge.h"
#include "engine/table/cb-spool.h"

#include <string.h>

/* Rows of a sheet are kept in little room and come back as they were. */

static CbSheetCell
make_cell (guint32 column, CbSheetCellType type, const char *text)
{
  return (CbSheetCell){ column, (guint8)type, 0, 0, (guint32)strlen (text), text, NULL, 0 };
}

static void
assert_cell (CbSpoolCursor *cursor, guint32 column, CbSheetCellType type, const char *text)
{
  CbSpoolCell kept;
  CbCell cell;

  g_assert_true (cb_spool_cursor_next_cell (cursor, &kept));
  cell = (CbCell){ kept.text, kept.length, kept.flags };
  g_assert_cmpuint (kept.column, ==, column);
  g_assert_cmpint (cb_cell_get_type (&cell), ==, type);
  g_assert_cmpmem (kept.text, kept.length, text, strlen (text));
}

static void
test_rows_come_back (void)
{
  g_autoptr (CbSpoolWriter) writer = cb_spool_writer_new ();
  CbSheetCell first[]
      = { make_cell (0, CB_SHEET_CELL_TEXT, "Tên"), make_cell (3, CB_SHEET_CELL_NUMBER, "1234.5") };
  CbSheetCell last[] = { make_cell (16383, CB_SHEET_CELL_DATE, "2026-11-25") };
  CbSpoolBlock *block;
  CbSpoolCursor cursor;
  CbSpoolCell none;

  first[1].flags = CB_SHEET_CELL_PERCENT | CB_SHEET_CELL_HIDDEN;
  cb_spool_writer_add_row (writer, 2, first, 2);
  cb_spool_writer_add_row (writer, 1048575, last, 1);
  block = cb_spool_writer_take_block (writer);
  g_assert_cmpuint (block->first_record, ==, 0);
  g_assert_cmpuint (block->n_records, ==, 1048576);
  g_assert_cmpmem (block->text, block->text_length, "Tên\t1234.5\n2026-11-25\n",
                   strlen ("Tên\t1234.5\n2026-11-25\n"));

  cb_spool_cursor_init (&cursor, block);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (cb_spool_cursor_next_row (&cursor));
      g_assert_false (cb_spool_cursor_next_cell (&cursor, &none));
    }
  g_assert_true (cb_spool_cursor_next_row (&cursor));
  assert_cell (&cursor, 0, CB_SHEET_CELL_TEXT, "Tên");
  g_assert_true (cb_spool_cursor_next_cell (&cursor, &none));
  g_assert_cmpuint (none.flags & (CB_CELL_PERCENT | CB_CELL_HIDDEN | CB_CELL_FORMULA), ==,
                    CB_CELL_PERCENT | CB_CELL_HIDDEN);
  g_assert_false (cb_spool_cursor_next_cell (&cursor, &none));
  while (cursor.record < 1048574)
    g_assert_true (cb_spool_cursor_next_row (&cursor));
  g_assert_true (cb_spool_cursor_next_row (&cursor));
  assert_cell (&cursor, 16383, CB_SHEET_CELL_DATE, "2026-11-25");
  g_assert_false (cb_spool_cursor_next_row (&cursor));
  cb_spool_block_free (block);
}

/* Thousands of rows of every length of text, in many blocks. */
static void
test_many_blocks (void)
{
  g_autoptr (CbSpoolWriter) writer = cb_spool_writer_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 next = 0;

  for (guint32 row = 0; row < 3000; row += 1 + row % 3)
    {
      CbSheetCell cell;

      g_string_append_c (text, (char)('a' + row % 26));
      cell = make_cell (row % 5, CB_SHEET_CELL_TEXT, text->str);
      cb_spool_writer_add_row (writer, row, &cell, 1);
      if (cb_spool_writer_get_size (writer) > 5000)
        {
          CbSpoolBlock *block = cb_spool_writer_take_block (writer);
          CbSpoolCursor cursor;

          g_assert_cmpuint (block->first_record, ==, next);
          next += block->n_records;
          cb_spool_cursor_init (&cursor, block);
          while (cb_spool_cursor_next_row (&cursor))
            {
              CbSpoolCell kept;

              if (cb_spool_cursor_next_cell (&cursor, &kept))
                {
                  g_assert_cmpuint (kept.column, ==, cursor.record % 5);
                  g_assert_cmpmem (kept.text, kept.length, text->str, kept.length);
                }
            }
          cb_spool_block_free (block);
        }
    }
}

static void
test_bytes_that_are_no_text (void)
{
  g_autoptr (CbSpoolWriter) writer = cb_spool_writer_new ();
  CbSheetCell cell = make_cell (0, CB_SHEET_CELL_TEXT, "a\xff");
  CbSpoolBlock *block;
  CbSpoolCursor cursor;
  CbSpoolCell kept;

  cb_spool_writer_add_row (writer, 0, &cell, 1);
  block = cb_spool_writer_take_block (writer);
  cb_spool_cursor_init (&cursor, block);
  g_assert_true (cb_spool_cursor_next_row (&cursor));
  g_assert_true (cb_spool_cursor_next_cell (&cursor, &kept));
  g_assert_cmpuint (kept.flags & CB_CELL_INVALID, !=, 0);
  g_assert_null (cb_spool_writer_take_block (writer));
  cb_spool_block_free (block);
}

static void
assert_converted (CbFontJudge *judge, CbFontEncoding font, const char *text, const char *expected)
{
  g_autoptr (GByteArray) converted = g_byte_array_new ();
  gboolean done = cb_font_judge_convert (judge, font, text, strlen (text), converted);

  g_assert_cmpint (done, ==, expected != NULL);
  if (expected != NULL)
    g_assert_cmpmem (converted->data, converted->len, expected, strlen (expected));
}

/* vietnamese-data.md §5.4: the font speaks, the syllables agree. */
static void
test_font_and_syllables_agree (void)
{
  g_autoptr (CbFontJudge) judge = cb_font_judge_new ();
  const char *heard = "Céng hßa x· héi chñ nghÜa ViÖt Nam";

  cb_font_judge_hear (judge, CB_FONT_TCVN3, heard, strlen (heard));
  cb_font_judge_hear (judge, CB_FONT_TCVN3_UPPER, heard, strlen (heard));
  cb_font_judge_decide (judge);
  assert_converted (judge, CB_FONT_TCVN3, "Hµ Néi", "Hà Nội");
  assert_converted (judge, CB_FONT_TCVN3_UPPER, "Hµ Néi", "HÀ NỘI");
  heard = "C\xc2\xb6ng hòa xã h\xc2\xb6i chû nghïa ViŒt Nam";
  cb_font_judge_hear (judge, CB_FONT_VPS, heard, strlen (heard));
  cb_font_judge_decide (judge);
  assert_converted (judge, CB_FONT_VPS, "Hà N\xc2\xb6i, ViŒt Nam", "Hà Nội, Việt Nam");
  /* Not heard at all. */
  assert_converted (judge, CB_FONT_VNI, "Haø Noäi", NULL);
  /* Typed in Unicode in a cell of an old font. */
  assert_converted (judge, CB_FONT_TCVN3, "Hà Nội", NULL);
}

static void
test_font_alone_does_not_convert (void)
{
  g_autoptr (CbFontJudge) judge = cb_font_judge_new ();
  const char *heard = "Cộng hòa xã hội chủ nghĩa Việt Nam, Hòa Bình, Thanh Hóa";

  cb_font_judge_hear (judge, CB_FONT_TCVN3, heard, strlen (heard));
  cb_font_judge_hear (judge, CB_FONT_VPS, heard, strlen (heard));
  cb_font_judge_decide (judge);
  assert_converted (judge, CB_FONT_TCVN3, "Hòa", NULL);
  assert_converted (judge, CB_FONT_VPS, "quý", NULL);
}

static void
test_runs_of_two_fonts (void)
{
  const char *text = "Hµ Néi và Huế";
  CbFontRun runs[] = { { 9, CB_FONT_TCVN3 }, { 100, CB_FONT_UNICODE } };
  CbSheetCell cell = make_cell (0, CB_SHEET_CELL_TEXT, text);
  g_autoptr (GByteArray) converted = g_byte_array_new ();

  cell.runs = runs;
  cell.n_runs = 2;
  g_assert_true (cb_font_judge_convert_runs (&cell, converted));
  g_assert_cmpmem (converted->data, converted->len, "Hà Nội và Huế", strlen ("Hà Nội và Huế"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spool/rows-come-back", test_rows_come_back);
  g_test_add_func ("/spool/many-blocks", test_many_blocks);
  g_test_add_func ("/spool/bytes-that-are-no-text", test_bytes_that_are_no_text);
  g_test_add_func ("/font-judge/font-and-syllables-agree", test_font_and_syllables_agree);
  g_test_add_func ("/font-judge/font-alone-does-not-convert", test_font_alone_does_not_convert);
  g_test_add_func ("/font-judge/runs-of-two-fonts", test_runs_of_two_fonts);

  return g_test_run ();
}
