/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/fixes/cb-recipe-locate.h"
#include "engine/fixes/cb-recipe.h"

static char *
read_back (int fd, gsize *length)
{
  *length = (gsize)test_file_get_size (fd);

  return test_file_dup_text (fd);
}

static char *
run_recipe (const char *text, gsize length, const char *recipe, CbRecipeResult *result)
{
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  int out = test_file_new ();
  gsize written;
  char *bytes;
  int fd;

  options.name = "x.csv";
  table = open_bytes (text, length, &options, &fd);
  cb_recipe_run (table, recipe, out, result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  bytes = read_back (out, &written);
  g_assert_cmpuint (written, ==, result->bytes);
  close (out);
  close (fd);

  return bytes;
}

typedef struct
{
  const char *name;
  const char *recipe;
  const char *text;
  const char *expected;
  guint64 cells;
} Case;

static const Case cases[] = {
  { "standard-numbers",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"number\","
    "\"decimalChar\":\",\",\"groupChar\":\".\"}}]",
    "Tên;Số\na;1.234,5\nb;27\nc;-1.000\nd;sai\ne;\nf;-\n",
    "Tên;Số\na;1234.5\nb;27\nc;-1000\nd;sai\ne;\nf;-\n", 2 },
  { "standard-percent",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"percent\":\"fraction\",\"field\":{\"name\":\"Số\","
    "\"type\":\"number\",\"decimalChar\":\",\",\"bareNumber\":false,\"congbo:unit\":\"%\"}}]",
    "Tên;Số\na;27,5%\nb;3 %\nc;-150%\nd;100%\ne;5\n", "Tên;Số\na;0.275\nb;0.03\nc;-1.5\nd;1\ne;5\n",
    4 },
  { "standard-percent-number",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"number\","
    "\"decimalChar\":\",\",\"bareNumber\":false,\"congbo:unit\":\"%\"}}]",
    "Tên;Số\na;27,5%\nb;3 %\n", "Tên;Số\na;27.5\nb;3\n", 2 },
  { "standard-unit",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"number\","
    "\"decimalChar\":\",\",\"bareNumber\":false,\"congbo:unit\":\"ha\"}}]",
    "Tên;Số\na;12,5 ha\nb;3 ha\n", "Tên;Số\na;12.5\nb;3\n", 2 },
  { "standard-blanks-between-thousands",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"number\","
    "\"decimalChar\":\",\",\"groupChar\":\" \",\"bareNumber\":false,\"congbo:unit\":\"đồng\"}}]",
    "Tên;Số\na;1 234,5\nb;27\nc;-1\xc2\xa0"
    "000\xe2\x80\xaf"
    "000 đồng\nd;12 34\ne;1.234\n",
    "Tên;Số\na;1234.5\nb;27\nc;-1000000\nd;12 34\ne;1.234\n", 2 },
  { "standard-powers-of-ten",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"number\","
    "\"decimalChar\":\",\"}}]",
    "Tên;Số\na;3,80E+10\nb;1,5e-3\n", "Tên;Số\na;3.80E+10\nb;1.5e-3\n", 2 },
  { "standard-dates",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"date\","
    "\"format\":\"%d/%m/%Y\"}}]",
    "Tên;Số\na;31/12/2025\nb;1/3/2000\nc;29/02/2024\nd;31/02/2026\ne;2026-01-02\nf;01/01/1900\n",
    "Tên;Số\na;2025-12-31\nb;2000-03-01\nc;2024-02-29\nd;31/02/2026\ne;2026-01-02\nf;1900-01-01\n",
    4 },
  { "standard-month-first",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"date\","
    "\"format\":\"%m/%d/%Y\"}}]",
    "Tên;Số\na;12/31/2025\nb;01/02/2026\n", "Tên;Số\na;2025-12-31\nb;2026-01-02\n", 2 },
  { "standard-words",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"date\","
    "\"format\":\"ngày %d tháng %m năm %Y\"}}]",
    "Tên;Số\na;ngày 5 tháng 3 năm 2026\n", "Tên;Số\na;2026-03-05\n", 1 },
  { "standard-two-digit-years-stay",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"date\","
    "\"format\":\"%d/%m/%y\"}}]",
    "Tên;Số\na;31/12/25\n", "Tên;Số\na;31/12/25\n", 0 },
  { "standard-datetimes",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"datetime\","
    "\"format\":\"%d/%m/%Y %H:%M\"}}]",
    "Tên;Số\na;31/12/2025 08:30\n", "Tên;Số\na;2025-12-31T08:30:00\n", 1 },
  { "standard-parts-of-a-second-stay",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"datetime\","
    "\"format\":\"%d/%m/%Y %H:%M:%S\"}}]",
    "Tên;Số\na;31/12/2025 08:30:15.250\nb;31/12/2025 08:30:15.000\n",
    "Tên;Số\na;31/12/2025 08:30:15.250\nb;2025-12-31T08:30:15\n", 1 },
  { "standard-months",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"date\","
    "\"format\":\"%m/%Y\"}}]",
    "Tên;Số\na;03/2026\n", "Tên;Số\na;2026-03\n", 1 },
  { "standard-booleans",
    "[{\"step\":\"standard\",\"column\":\"Số\",\"field\":{\"name\":\"Số\",\"type\":\"boolean\","
    "\"trueValues\":[\"Có\"],\"falseValues\":[\"Không\"]}}]",
    "Tên;Số\na;Có\nb;Không\nc;có thể\n", "Tên;Số\na;true\nb;false\nc;có thể\n", 2 },
  { "empty", "[]", "Tên,Số\r\n\"a\",1\r\n", "Tên,Số\r\n\"a\",1\r\n", 0 },
  { "line-ends", "[{\"step\":\"line-ends\"}]", "Tên,Số\r\na,1\nb,\"2\r\n3\"\r",
    "Tên,Số\na,1\nb,\"2\r\n3\"\n", 0 },
  { "bom", "[{\"step\":\"normalise\"}]", "\xef\xbb\xbfTên,Số\na,1\n", "Tên,Số\na,1\n", 0 },
  { "normalise", "[{\"step\":\"normalise\"}]",
    "Tên,Số\nTra\xcc\xa3m y te\xcc\x82\xcc\x81,1\nTrạm,2\n", "Tên,Số\nTrạm y tế,1\nTrạm,2\n", 1 },
  { "drop-column", "[{\"step\":\"drop-column\",\"column\":\"CCCD\"}]",
    "Tên,CCCD,Số\na,012345678901,1\nb\nc,2\n", "Tên,Số\na,1\nb\nc\n", 0 },
  { "drop-by-index", "[{\"step\":\"drop-column\",\"column\":\"x\",\"index\":1}]", "x,x,y\na,b,c\n",
    "x,y\na,c\n", 0 },
  { "drop-two-by-where-they-were-seen",
    "[{\"step\":\"drop-column\",\"column\":\"Tên\",\"index\":0},"
    "{\"step\":\"drop-column\",\"column\":\"Xã\",\"index\":1}]",
    "Tên,Số,Xã\na,1,x\n", "Số\n1\n", 0 },
  { "mask-column", "[{\"step\":\"mask-column\",\"column\":\"Số máy\"}]",
    "Tên,Số máy\na,0912345678\nb,\n", "Tên,Số máy\na,***\nb,\n", 1 },
  { "quotes-only-where-needed", "[{\"step\":\"line-ends\"}]",
    "Tên,Số\n\"a\",\"b,\"\"c\"\"\"\nd\"e,f\n", "Tên,Số\na,\"b,\"\"c\"\"\"\n\"d\"\"e\",f\n", 0 },
  { "title-rows-stay", "[{\"step\":\"drop-column\",\"column\":\"Số\"}]",
    "Danh sách cơ sở\n\nTên,Số,Xã\na,1,x\nb,2,y\nc,3,z\n",
    "Danh sách cơ sở\n\nTên,Xã\na,x\nb,y\nc,z\n", 0 },
  { "layout", "[{\"step\":\"layout\"}]",
    "DANH SÁCH,,,\n,,,\nSTT,Xã,Số,\n,,Nam,Nữ\n1,a,4,5\n,,,\n2,b,6,7\n,Tổng cộng,10,12\n,,,\n"
    "Ghi chú: sơ bộ,,,\n",
    "STT,Xã,Số – Nam,Số – Nữ\n1,a,4,5\n2,b,6,7\n", 0 },
  { "layout-keeps", "[{\"step\":\"layout\",\"header-row\":1,\"header-rows\":1}]",
    "Tên,Số\na,1\nTên,Số\nb,2\n", "Tên,Số\na,1\nb,2\n", 0 },
  { "layout-without-header", "[{\"step\":\"layout\"}]", "1,2\n,\n3,4\n", "1,2\n3,4\n", 0 },
  { "layout-first-column", "[{\"step\":\"layout\",\"first-column\":1}]", ",Tên,Số\n,a,1\n,b,2\n",
    "Tên,Số\na,1\nb,2\n", 0 },
  { "layout-and-column",
    "[{\"step\":\"layout\"},{\"step\":\"drop-column\",\"column\":\"Số – Nam\"}]",
    "STT,Xã,Số,\n,,Nam,Nữ\n1,a,4,5\n2,b,6,7\n", "STT,Xã,Số – Nữ\n1,a,5\n2,b,7\n", 0 },
  { "layout-groups", "[{\"step\":\"layout\",\"group-column\":\"Nhóm\"}]",
    "STT,Xã,Số\nI,Khu vực  thành thị,\n1,a,4\n2,b,5\nII,\"Nông thôn, miền "
    "núi\",\n1,c,6\n,Cộng,15\n",
    "Nhóm,STT,Xã,Số\nKhu vực thành thị,1,a,4\nKhu vực thành thị,2,b,5\n"
    "\"Nông thôn, miền núi\",1,c,6\n",
    0 },
  { "layout-groups-with-sums", "[{\"step\":\"layout\",\"group-column\":\"Xã\"}]",
    "STT,Xã,Số\n,Tổng số,15\nI,Thành thị,9\n1,a,4\n2,b,5\nII,Nông thôn,6\n1,c,6\n",
    "Xã_,STT,Xã,Số\nThành thị,1,a,4\nThành thị,2,b,5\nNông thôn,1,c,6\n", 0 },
  { "layout-groups-in-groups",
    "[{\"step\":\"layout\",\"group-column\":\"Nhóm\"},{\"step\":\"drop-column\",\"index\":0}]",
    "STT,Cơ sở,Số\nA,KHỐI TỈNH,\nI,Bệnh viện,\n1,a,1\n2,b,2\nII,Trung tâm,\n1,c,3\nB,KHỐI HUYỆN,\n"
    "I,Bệnh viện,\n1,d,4\n2,e,5\nC,KHỐI XÃ,\n1,f,6\n2,g,7\n",
    "Nhóm 1,Nhóm 2,Cơ sở,Số\nKHỐI TỈNH,Bệnh viện,a,1\nKHỐI TỈNH,Bệnh viện,b,2\n"
    "KHỐI TỈNH,Trung tâm,c,3\nKHỐI HUYỆN,Bệnh viện,d,4\nKHỐI HUYỆN,Bệnh viện,e,5\nKHỐI XÃ,,f,6\n"
    "KHỐI XÃ,,g,7\n",
    0 },
  { "layout-groups-by-prefix", "[{\"step\":\"layout\",\"group-column\":\"Nhóm\"}]",
    "Xã,Nam,Nữ\nI. Thành thị,,\na,4,1\nb,5,1\nII. Nông thôn,,\nc,6,1\n",
    "Nhóm,Xã,Nam,Nữ\nI. Thành thị,a,4,1\nI. Thành thị,b,5,1\nII. Nông thôn,c,6,1\n", 0 },
  /* Those who read it count on the column. */
  { "layout-no-groups", "[{\"step\":\"layout\",\"group-column\":\"Nhóm\"}]",
    "STT,Xã,Số\n1,a,4\n2,b,5\n", "Nhóm,STT,Xã,Số\n,1,a,4\n,2,b,5\n", 0 },
  { "set-cell",
    "[{\"step\":\"set-cell\",\"row\":3,\"column\":\"Số\",\"index\":1,\"before\":\"2o\",\"after\":"
    "\"20\"}]",
    "Tên,Số\na,1\nb,2o\n", "Tên,Số\na,1\nb,20\n", 1 },
  { "set-cell-to-nothing-and-back",
    "[{\"step\":\"set-cell\",\"row\":2,\"column\":\"Tên\",\"before\":\"a\",\"after\":\"\"},"
    "{\"step\":\"set-cell\",\"row\":2,\"column\":\"Tên\",\"before\":\"\",\"after\":\"x, "
    "\\\"y\\\"\"}]",
    "Tên,Số\na,1\n", "Tên,Số\n\"x, \"\"y\"\"\",1\n", 1 },
  { "set-cell-of-a-short-row",
    "[{\"step\":\"set-cell\",\"row\":3,\"column\":\"Xã\",\"before\":\"\",\"after\":\"z\"}]",
    "Tên,Số,Xã\na,1,x\nb\n", "Tên,Số,Xã\na,1,x\nb,,z\n", 1 },
  { "set-cell-counts-rows-of-the-file",
    "[{\"step\":\"set-cell\",\"row\":5,\"column\":\"Số\",\"before\":\"2\",\"after\":\"5\"}]",
    "Danh sách cơ sở\n\nTên,Số,Xã\na,1,x\nb,2,y\nc,3,z\n",
    "Danh sách cơ sở\n\nTên,Số,Xã\na,1,x\nb,5,y\nc,3,z\n", 1 },
  { "set-cell-after-another-step",
    "[{\"step\":\"normalise\"},"
    "{\"step\":\"set-cell\",\"row\":2,\"column\":\"Tên\",\"before\":\"Trạm\",\"after\":\"Trạm "
    "1\"}]",
    "Tên,Số\nTra\xcc\xa3m,1\n", "Tên,Số\nTrạm 1,1\n", 1 },
  /* It is edited, and then its row is left out. */
  { "set-cell-then-layout",
    "[{\"step\":\"set-cell\",\"row\":4,\"column\":\"Số\",\"before\":\"3\",\"after\":\"4\"},"
    "{\"step\":\"layout\"}]",
    "Tên,Số\na,1\nb,2\nTổng cộng,3\n", "Tên,Số\na,1\nb,2\n", 0 },
  { "set-cell-of-bytes-that-are-no-text",
    "[{\"step\":\"set-cell\",\"row\":2,\"column\":\"Tên\",\"before\":\"a\\ufffd\",\"after\":\"â\"}"
    "]",
    "Tên,Số\na\xff,1\nđường phố,2\n", "Tên,Số\nâ,1\nđường phố,2\n", 1 },
  { "replace", "[{\"step\":\"replace\",\"find\":\"TYT\",\"with\":\"Trạm y tế\"}]",
    "Tên,TYT\nTYT xã,TYT TYT\ntyt,b\n", "Tên,TYT\nTrạm y tế xã,Trạm y tế Trạm y tế\ntyt,b\n", 2 },
  { "replace-in-a-column",
    "[{\"step\":\"replace\",\"find\":\"-\",\"with\":\"\",\"column\":\"Số\"}]", "Tên,Số\na-b,1-2\n",
    "Tên,Số\na-b,12\n", 1 },
  { "replace-whole-cells", "[{\"step\":\"replace\",\"find\":\"a\",\"with\":\"b\",\"whole\":true}]",
    "Tên,Số\na,ab\nA,a\n", "Tên,Số\nb,ab\nA,b\n", 2 },
  { "replace-blank-cells",
    "[{\"step\":\"replace\",\"find\":\"\",\"with\":\"0\",\"whole\":true,\"column\":\"Số\"}]",
    "Tên,Số\na,\n,1\n", "Tên,Số\na,0\n,1\n", 1 },
  { "replace-whatever-the-case",
    "[{\"step\":\"replace\",\"find\":\"đường\",\"with\":\"Đường\",\"ignore-case\":true}]",
    "Tên,Số\nĐƯỜNG Láng,đường\nĐường,duong\n", "Tên,Số\nĐường Láng,Đường\nĐường,duong\n", 2 },
  { "replace-keeps-diacritics-apart",
    "[{\"step\":\"replace\",\"find\":\"xa\",\"with\":\"X\",\"ignore-case\":true}]",
    "Tên,Số\nxã,xa\nxa\xcc\xa3,XA\n", "Tên,Số\nxã,X\nxa\xcc\xa3,X\n", 2 },
  { "replace-by-what-it-finds", "[{\"step\":\"replace\",\"find\":\"a\",\"with\":\"aa\"}]",
    "Tên,Số\naba,1\n", "Tên,Số\naabaa,1\n", 1 },
  { "two-steps",
    "[{\"step\":\"drop-column\",\"column\":\"Số\"},{\"step\":\"mask-column\",\"column\":\"Xã\"}]",
    "Tên,Số,Xã\na,1,x\n", "Tên,Xã\na,***\n", 1 },
};

static void
test_recipe (gconstpointer data)
{
  const Case *c = data;
  CbRecipeResult result;
  g_autofree char *bytes = run_recipe (c->text, strlen (c->text), c->recipe, &result);

  g_assert_cmpstr (bytes, ==, c->expected);
  g_assert_cmpuint (result.cells, ==, c->cells);
}

#define TCVN3                                                                                      \
  "Tr\xb9m y t\xd5 x\xb7 H\xdf\x61 Kh\xb8nh,\xae\xad\xeang Nguy\xd4n Hu\xd6\n"                     \
  "B\xd6nh vi\xd6n huy\xd6n \xae\xab\x6eg h\xadng,tr\xad\xeang ti\xd3u h\xe4\x63\n"
#define UNICODE                                                                                    \
  "Trạm y tế xã Hòa Khánh,đường Nguyễn Huệ\n"                                       \
  "Bệnh viện huyện đông hưng,trường tiểu học\n"

/* From bytes of an old font to Unicode, each cell that had such a byte counted. */
static void
test_encoding (void)
{
  static const char text[] = "Ten,Dia chi\r\n" TCVN3 TCVN3 "a,b\n";
  CbRecipeResult result;
  g_autofree char *bytes
      = run_recipe (text, sizeof text - 1, "[{\"step\":\"encoding\",\"from\":\"tcvn3\"}]", &result);

  g_assert_cmpstr (bytes, ==, "Ten,Dia chi\n" UNICODE UNICODE "a,b\n");
  g_assert_cmpuint (result.cells, ==, 8);
  g_assert_cmpuint (result.rows, ==, 5);
}

static void
test_utf16 (void)
{
  static const char text[] = "Tên;Số\nTrạm;1\n";
  glong n;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &n, NULL);
  CbRecipeResult result;
  g_autofree char *bytes = NULL;

  for (glong i = 0; i < n; i++)
    units[i] = GUINT16_TO_LE (units[i]);
  bytes = run_recipe ((const char *)units, (gsize)n * 2,
                      "[{\"step\":\"encoding\",\"from\":\"utf-16le\"}]", &result);
  g_assert_cmpstr (bytes, ==, text);
}

/* One column came from an office with the old font, the others are right and stay as they are. */
static void
test_encoding_of_a_column (void)
{
  static const char text[] = "Tên,Địa chỉ\nTrạm y tế,\"\xc2\xae\xc2\xad\xc3\xaang, x\xc2\xb7\"\n";
  CbRecipeResult result;
  g_autofree char *bytes
      = run_recipe (text, sizeof text - 1,
                    "[{\"step\":\"encoding\",\"from\":\"tcvn3\",\"column\":\"Địa chỉ\"}]", &result);

  g_assert_cmpstr (bytes, ==, "Tên,Địa chỉ\nTrạm y tế,\"đường, xã\"\n");
  g_assert_cmpuint (result.cells, ==, 1);
}

#define SET_CELL(row, column, before)                                                              \
  "[{\"step\":\"set-cell\",\"row\":" row ",\"column\":\"" column "\",\"before\":\"" before         \
  "\",\"after\":\"new\"}]"

static void
expect_refusal (const char *recipe, int code)
{
  static const char text[] = "a,b,b\nx,y,z\n";
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  int out = test_file_new ();
  gsize written;
  g_autofree char *bytes = NULL;
  int fd;

  table = open_bytes (text, sizeof text - 1, NULL, &fd);
  g_assert_false (cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, code);
  bytes = read_back (out, &written);
  g_assert_cmpuint (written, ==, 0);
  close (out);
  close (fd);
}

static void
test_refused (void)
{
  expect_refusal ("", CB_ERROR_INVALID);
  expect_refusal ("{", CB_ERROR_INVALID);
  expect_refusal ("{}", CB_ERROR_INVALID);
  expect_refusal ("[1]", CB_ERROR_INVALID);
  expect_refusal ("[{}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"rm -rf\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"drop-column\"}]", CB_ERROR_NOT_FOUND);
  expect_refusal ("[{\"step\":\"drop-column\",\"column\":\"c\"}]", CB_ERROR_NOT_FOUND);
  expect_refusal ("[{\"step\":\"drop-column\",\"column\":\"b\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"drop-column\",\"column\":\"b\",\"index\":0}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"drop-column\",\"index\":3}]", CB_ERROR_NOT_FOUND);
  expect_refusal ("[{\"step\":\"encoding\",\"from\":\"tcvn3\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"encoding\",\"from\":\"klingon\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"layout\",\"header-row\":2}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"layout\",\"header-rows\":2}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"layout\",\"keep\":[\"x\"]}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"layout\",\"first-column\":3}]", CB_ERROR_NOT_FOUND);
  /* The file was read with all its columns. */
  expect_refusal ("[{\"step\":\"layout\",\"columns\":2}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"layout\",\"group-column\":\"\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"set-cell\",\"row\":2,\"column\":\"a\",\"after\":\"\"}]",
                  CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"set-cell\",\"row\":2,\"column\":\"a\",\"before\":\"x\"}]",
                  CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"set-cell\",\"column\":\"a\",\"before\":\"x\",\"after\":\"\"}]",
                  CB_ERROR_INVALID);
  /* The header is no row of the table. */
  expect_refusal (SET_CELL ("1", "a", "a"), CB_ERROR_INVALID);
  expect_refusal (SET_CELL ("2", "c", "x"), CB_ERROR_NOT_FOUND);
  expect_refusal (SET_CELL ("2", "b", "y"), CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"replace\",\"find\":\"\",\"with\":\"x\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"replace\",\"find\":\"x\"}]", CB_ERROR_INVALID);
  expect_refusal ("[{\"step\":\"replace\",\"find\":\"x\",\"with\":\"y\",\"column\":\"c\"}]",
                  CB_ERROR_NOT_FOUND);
}

/* Over other bytes a cell that was edited is not overwritten, and nothing is made of the file. */
static void
test_other_cell (void)
{
  static const char *const recipes[] = {
    SET_CELL ("2", "a", "other"),
    SET_CELL ("2", "a", ""),
    /* No row of the file. */
    SET_CELL ("3", "a", "x"),
    SET_CELL ("300", "a", ""),
    "[{\"step\":\"set-cell\",\"row\":2,\"column\":\"a\",\"before\":\"x\",\"after\":\"\",\"sheet\":"
    "1}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autoptr (CbTable) table = NULL;
      g_autoptr (GError) error = NULL;
      CbRecipeResult result;
      int out = test_file_new ();
      int fd;

      table = open_bytes ("a,b\nx,y\n", 8, NULL, &fd);
      g_assert_false (cb_recipe_run (table, recipes[i], out, &result, NULL, NULL, NULL, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_CELL_CHANGED);
      close (out);
      close (fd);
    }
}

/* What would change is counted, and nothing is written. */
static void
test_measured (void)
{
  static const char text[] = "Tên,Số\nTYT a,TYT\nb,TYT\n";
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  int fd;

  table = open_bytes (text, sizeof text - 1, NULL, &fd);
  cb_recipe_measure (table, "[{\"step\":\"replace\",\"find\":\"TYT\",\"with\":\"\"}]", &result,
                     NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.cells, ==, 3);
  g_assert_cmpuint (result.rows, ==, 2);
  g_assert_cmpuint (result.bytes, ==, 0);
  g_assert_false (
      cb_recipe_measure (table, SET_CELL ("2", "Tên", "x"), &result, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_CELL_CHANGED);
  close (fd);
}

/* Each of many cells in its own row, in whichever thread that is written. */
static void
test_many_cells (void)
{
  g_autoptr (GString) text = g_string_new ("Tên,Số\n");
  g_autoptr (GString) expected = g_string_new ("Tên,Số\n");
  g_autoptr (GString) recipe = g_string_new ("[");
  g_autofree char *bytes = NULL;
  CbRecipeResult result;

  for (guint i = 0; i < 60000; i++)
    {
      gboolean is_edited = i % 97 == 0;

      g_string_append_printf (text, "Trạm y tế xã %u,%u\n", i % 77, i);
      g_string_append_printf (expected, "Trạm y tế xã %u,%s%u\n", i % 77, is_edited ? "+" : "", i);
      if (is_edited)
        g_string_append_printf (recipe,
                                "%s{\"step\":\"set-cell\",\"row\":%u,\"column\":\"Số\","
                                "\"before\":\"%u\",\"after\":\"+%u\"}",
                                i > 0 ? "," : "", i + 2, i, i);
    }
  g_string_append (recipe, "]");
  bytes = run_recipe (text->str, text->len, recipe->str, &result);
  g_assert_cmpuint (result.cells, ==, 619);
  g_assert_true (g_str_equal (bytes, expected->str));
}

static const char grouped_text[]
    = "DANH SÁCH,,,\nSTT,Xã,CCCD,Số\nI,Khu vực,,\n1,a,001085012345,4\n2,b,x,5\n,Cộng,,9\n3,c,y,6\n";
#define GROUPED                                                                                    \
  "{\"step\":\"layout\",\"group-column\":\"Nhóm\"},{\"step\":\"drop-column\",\"column\":\"CCCD\"}"

/* Each cell of what a recipe writes leads back to the cell of the file with that text. */
static void
test_located (void)
{
  static const char *const recipes[] = { "[]", "[{\"step\":\"layout\"}]", "[" GROUPED "]" };

  for (guint i = 0; i < G_N_ELEMENTS (recipes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbTable) table = NULL;
      CbRecipeResult result;
      g_autofree char *bytes
          = run_recipe (grouped_text, sizeof grouped_text - 1, recipes[i], &result);
      g_auto (GStrv) lines = g_strsplit (bytes, "\n", -1);
      g_auto (GStrv) source_lines = g_strsplit (grouped_text, "\n", -1);
      guint n_located = 0;
      int fd;

      table = open_bytes (grouped_text, sizeof grouped_text - 1, NULL, &fd);
      for (guint row = 0; lines[row][0] != '\0'; row++)
        {
          g_auto (GStrv) cells = g_strsplit (lines[row], ",", -1);

          for (guint column = 0; cells[column] != NULL; column++)
            {
              CbRecipePlace written = { row, column };
              CbRecipePlace source;
              g_auto (GStrv) there = NULL;
              gboolean found;

              g_assert_true (
                  cb_recipe_locate (table, recipes[i], &written, &source, &found, NULL, &error));
              g_assert_no_error (error);
              if (!found)
                continue;
              there = g_strsplit (source_lines[source.row], ",", -1);
              g_assert_cmpstr (there[source.column], ==, cells[column]);
              n_located++;
            }
        }
      /* Not the header, and not the names of the groups. */
      g_assert_cmpuint (n_located, ==, i == 0 ? 20 : i == 1 ? 12 : 9);
      close (fd);
    }
}

/* Where the cells are that were edited, in what a recipe makes of them. */
static void
test_edits_listed (void)
{
#define EDIT(row, column, before)                                                                  \
  "{\"step\":\"set-cell\",\"row\":" row ",\"column\":\"" column "\",\"before\":\"" before          \
  "\",\"after\":\"new\"}"
  static const char recipe[] = "[" EDIT ("7", "Số", "6") "," EDIT ("6", "Số", "9") "," EDIT (
      "5", "CCCD", "x") "," EDIT ("4", "Xã", "a") "," GROUPED "]";
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) places = g_string_new (NULL);
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GArray) edits = NULL;
  CbRecipeResult result;
  g_autofree char *bytes = run_recipe (grouped_text, sizeof grouped_text - 1, recipe, &result);
  int fd;

  g_assert_cmpstr (bytes, ==, "Nhóm,STT,Xã,Số\nKhu vực,1,new,4\nKhu vực,2,b,5\nKhu vực,3,c,new\n");
  table = open_bytes (grouped_text, sizeof grouped_text - 1, NULL, &fd);
  edits = cb_recipe_list_edits (table, recipe, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < edits->len; i++)
    {
      const CbRecipePlace *place = &g_array_index (edits, CbRecipePlace, i);

      g_string_append_printf (places, "%" G_GUINT64_FORMAT ":%u ", place->row, place->column);
    }
  g_assert_cmpstr (places->str, ==, "1:2 3:3 ");
  close (fd);
}

/* What replaces itself again and again ends, with a reason. */
static void
test_endless_growth (void)
{
  g_autofree char *with = g_strnfill (900, 'a');
  g_autoptr (GString) recipe = g_string_new ("[{\"step\":\"normalise\"}");
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  int out = test_file_new ();
  int fd;

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (recipe, ",{\"step\":\"replace\",\"find\":\"%s\",\"with\":\"%s\"}",
                            i == 0 ? "x" : "a", with);
  g_string_append (recipe, "]");
  table = open_bytes ("a,b\nx,y\n", 8, NULL, &fd);
  g_assert_false (cb_recipe_run (table, recipe->str, out, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  close (out);
  close (fd);
}

/* Over many chunks, written in the order of the file. */
static void
test_order (void)
{
  g_autoptr (GString) text = g_string_new ("Tên,Số\n");
  g_autoptr (GString) expected = g_string_new ("Số\n");
  g_autofree char *bytes = NULL;
  CbRecipeResult result;

  for (guint i = 0; i < 60000; i++)
    {
      g_string_append_printf (text, "\"Trạm y tế, xã %u\",%u\n", i % 77, i);
      g_string_append_printf (expected, "%u\n", i);
    }
  bytes = run_recipe (text->str, text->len, "[{\"step\":\"drop-column\",\"column\":\"Tên\"}]",
                      &result);
  g_assert_cmpuint (result.rows, ==, 60000);
  g_assert_true (g_str_equal (bytes, expected->str));
}

/* In which group a row is does not depend on which thread writes it, and the name of the group is
 * mended as the rows are. */
static void
test_many_groups (void)
{
  g_autoptr (GString) text = g_string_new ("STT,X\xb7,S\xe8\n");
  g_autoptr (GString) expected = g_string_new ("Nhóm,STT,Xã,Số\n");
  g_autofree char *bytes = NULL;
  CbRecipeResult result;

  for (guint i = 0; i < 60000; i++)
    {
      if (i % 1000 == 0)
        g_string_append_printf (text, "%s,Tr\xb9m y t\xd5 x\xb7 H\xdf\x61 Kh\xb8nh %u,\n",
                                i % 2000 == 0 ? "I" : "II", i);
      g_string_append_printf (text, "%u,Tr\xb9m y t\xd5 x\xb7 H\xdf\x61 Kh\xb8nh,%u\n",
                              i % 1000 + 1, i);
      g_string_append_printf (expected, "Trạm y tế xã Hòa Khánh %u,%u,Trạm y tế xã Hòa Khánh,%u\n",
                              i / 1000 * 1000, i % 1000 + 1, i);
    }
  bytes = run_recipe (text->str, text->len,
                      "[{\"step\":\"encoding\",\"from\":\"tcvn3\"},"
                      "{\"step\":\"layout\",\"group-column\":\"Nhóm\"}]",
                      &result);
  g_assert_cmpuint (result.rows, ==, 60000);
  g_assert_true (g_str_equal (bytes, expected->str));
}

static void
test_disk_full (void)
{
  static const char text[] = "a,b\nx,y\n";
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbRecipeResult result;
  int out = test_full_device_open ();
  int fd;

  if (out < 0)
    {
      g_test_skip ("no device that is always full here");
      return;
    }
  table = open_bytes (text, sizeof text - 1, NULL, &fd);
  g_assert_false (
      cb_recipe_run (table, "[{\"step\":\"line-ends\"}]", out, &result, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  close (out);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/recipe/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_recipe);
    }
  g_test_add_func ("/recipe/encoding", test_encoding);
  g_test_add_func ("/recipe/utf16", test_utf16);
  g_test_add_func ("/recipe/encoding-of-a-column", test_encoding_of_a_column);
  g_test_add_func ("/recipe/refused", test_refused);
  g_test_add_func ("/recipe/other-cell", test_other_cell);
  g_test_add_func ("/recipe/measured", test_measured);
  g_test_add_func ("/recipe/many-cells", test_many_cells);
  g_test_add_func ("/recipe/located", test_located);
  g_test_add_func ("/recipe/edits-listed", test_edits_listed);
  g_test_add_func ("/recipe/endless-growth", test_endless_growth);
  g_test_add_func ("/recipe/order", test_order);
  g_test_add_func ("/recipe/many-groups", test_many_groups);
  g_test_add_func ("/recipe/disk-full", test_disk_full);

  return g_test_run ();
}
