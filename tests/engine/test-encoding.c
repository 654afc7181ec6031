/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/formats/cb-codepage.h"
#include "engine/text/cb-charset.h"
#include "engine/text/cb-encoding.h"
#include "engine/text/cb-syllable.h"
#include "engine/text/cb-utf8.h"

/* A short text of our own, as an office writes. */
static const char text[]
    = "Tên cơ sở,Địa chỉ,Người phụ trách\n"
      "Trạm y tế xã Hòa Khánh,đường Nguyễn Huệ,Trần Thị Mỹ Hạnh\n"
      "Bệnh viện đa khoa huyện Đông Hưng,đường Lý Thường Kiệt,Phạm Quốc Cường\n"
      "Trường tiểu học Kỳ Sơn,thửa đất số chín,Đỗ Thị Thủy Tiên\n"
      "Chợ đầu mối nông sản,khu vực giữa chợ,Vũ Đình Quỳnh\n"
      "Nhà văn hóa thôn Giếng Mới,ngõ nhỏ cạnh đình,Lưỡng Ngọc Nghĩa\n"
      "Bãi đỗ xe bến phà Cửa Lở,gần kè chắn sóng,Võ Hữu Bằng\n"
      "Điểm thu gom rác thải nguy hại,phía bắc khu công nghiệp,Hoàng Xuân Đức\n"
      "Hồ chứa nước Khe Sẽ,chân đồi phía tây,Lê Văn Phước\n";

static const char english[]
    = "name,notes\nCafé Zürich,naïve façade – déjà vu\nJalapeño,“smörgåsbord” for £5\n"
      "Ærøskøbing,Šibenik\nÇeşme,Łódź\nRéunion,Curaçao\nSão Paulo,Córdoba\nMálaga,Göteborg\n"
      "Besançon,Münster\nOrléans,Tromsø\nÅland,Öland\nLübeck,Düsseldorf\n";

static GByteArray *
decode (CbEncoding encoding, const void *bytes, gsize length)
{
  GByteArray *decoded = g_byte_array_new ();

  cb_encoding_decode (encoding, bytes, length, decoded);

  return decoded;
}

/* The encoder that offices had: every letter by the table that decodes it. */
static GByteArray *
encode (CbRepair repair, const char *utf8)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar lower = g_unichar_tolower (c);
      guint8 found[2] = { (guint8)c, 0 };
      guint n = c < 0x80 ? 1 : 0;

      for (guint b = 0xa1; repair == CB_REPAIR_TCVN3 && n == 0 && b < 0xff; b++)
        {
          found[0] = (guint8)b;
          n = cb_charset_from_tcvn3 (b) == c || cb_charset_from_tcvn3 (b) == lower;
        }
      for (guint b = 0xc0; repair == CB_REPAIR_VNI && n == 0 && b < 0x100; b++)
        {
          found[0] = (guint8)b;
          n = cb_charset_from_vni_single (b) == c && cb_charset_from_vni_single (b) != b;
        }
      for (guint b = 0xc0; repair == CB_REPAIR_VNI && n == 0 && b < 0x100; b++)
        {
          static const char bases[] = "aeouyAEOUY\xf4\xf6\xd4\xd6";

          for (const char *base = bases; *base != '\0' && n == 0; base++)
            if (cb_charset_from_vni_pair ((guint8)*base, b) == c)
              {
                found[0] = (guint8)*base;
                found[1] = (guint8)b;
                n = 2;
              }
        }
      for (guint b = 0; repair == CB_REPAIR_VPS && n == 0 && b < 0x100; b++)
        {
          found[0] = (guint8)b;
          n = b != '\t' && b != '\n'
              && cb_charset_from_vps (cb_codepage_from_windows_1252 (found[0])) == c;
        }
      for (guint b = 0xc0; n == 0 && b < 0x100; b++)
        {
          found[0] = (guint8)b;
          n = b == c;
        }
      g_assert_cmpuint (n, >, 0);
      g_byte_array_append (bytes, found, n);
    }

  return bytes;
}

static GByteArray *
encode_twice (const char *utf8)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = utf8; *p != '\0'; p++)
    cb_charset_append (bytes, cb_codepage_from_windows_1252 ((guint8)*p));

  return bytes;
}

/* Letter and tone apart, as Windows-1258 has them. */
static GByteArray *
encode_1258 (const char *utf8)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar parts[4];
      gsize n = g_unichar_fully_decompose (g_utf8_get_char (p), FALSE, parts, 4);
      gunichar letter = parts[0];
      gunichar tone = 0;

      for (gsize i = 1; i < n; i++)
        if (parts[i] == 0x302 || parts[i] == 0x306 || parts[i] == 0x31b)
          g_assert_true (g_unichar_compose (letter, parts[i], &letter));
        else
          tone = parts[i];
      for (guint b = 0; b < 256; b++)
        {
          guint8 byte = (guint8)b;

          if (cb_codepage_from_windows_1258 (byte) == letter)
            {
              g_byte_array_append (bytes, &byte, 1);
              break;
            }
        }
      for (guint b = 0; tone != 0 && b < 256; b++)
        {
          guint8 byte = (guint8)b;

          if (cb_codepage_from_windows_1258 (byte) == tone)
            g_byte_array_append (bytes, &byte, 1);
        }
    }

  return bytes;
}

static GByteArray *
encode_utf16 (const char *utf8, gboolean big_endian)
{
  GByteArray *bytes = g_byte_array_new ();
  glong n;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (utf8, -1, NULL, &n, NULL);

  for (glong i = 0; i < n; i++)
    {
      guint16 unit = big_endian ? GUINT16_TO_BE (units[i]) : GUINT16_TO_LE (units[i]);

      g_byte_array_append (bytes, (const guint8 *)&unit, 2);
    }

  return bytes;
}

static void
expect_found (GByteArray *bytes, const char *name, const char *expected)
{
  CbEncodingGuess guess = cb_encoding_guess (bytes->data, bytes->len);
  g_autoptr (GByteArray) decoded = NULL;

  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, name);
  decoded = decode (guess.encoding, bytes->data + guess.bom_length, bytes->len - guess.bom_length);
  g_assert_cmpmem (decoded->data, decoded->len, expected, strlen (expected));
}

static void
test_found (void)
{
  g_autoptr (GByteArray) utf8 = g_byte_array_new ();
  g_autoptr (GByteArray) le = encode_utf16 (text, FALSE);
  g_autoptr (GByteArray) be = encode_utf16 (text, TRUE);
  g_autoptr (GByteArray) cp1258 = encode_1258 (text);
  g_autoptr (GByteArray) vni = encode (CB_REPAIR_VNI, text);
  g_autoptr (GByteArray) twice = encode_twice (text);

  g_byte_array_append (utf8, (const guint8 *)text, sizeof text - 1);
  expect_found (utf8, "utf-8", text);
  expect_found (le, "utf-16le", text);
  expect_found (be, "utf-16be", text);
  expect_found (cp1258, "windows-1258", text);
  expect_found (vni, "vni", text);
  expect_found (twice, "utf-8-twice", text);
  g_byte_array_prepend (le, (const guint8 *)"\xff\xfe", 2);
  expect_found (le, "utf-16le", text);
  g_byte_array_prepend (utf8, (const guint8 *)"\xef\xbb\xbf", 3);
  expect_found (utf8, "utf-8", text);
}

/* A zero here and there makes no UTF-16 of it. */
static void
test_zeros (void)
{
  static const char bytes[] = "a,b\n1,\0\n2,\0x\n";
  CbEncodingGuess guess = cb_encoding_guess ((const guint8 *)bytes, sizeof bytes - 1);

  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, "utf-8");
}

/* TCVN3 has no capitals with a tone: those came from another font. */
static void
test_tcvn3 (void)
{
  g_autoptr (GString) lower = g_string_new (text);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GByteArray) wrapped = g_byte_array_new ();
  g_autofree char *down = NULL;

  down = g_utf8_strdown (text, -1);
  bytes = encode (CB_REPAIR_TCVN3, down);
  expect_found (bytes, "tcvn3", down);
  /* As a spreadsheet saves it: each byte a character of Windows-1252, in UTF-8. */
  for (guint i = 0; i < bytes->len; i++)
    cb_charset_append (wrapped, cb_codepage_from_windows_1252 (bytes->data[i]));
  expect_found (wrapped, "tcvn3", down);
}

static void
test_vni_wrapped (void)
{
  g_autoptr (GByteArray) bytes = encode (CB_REPAIR_VNI, text);
  g_autoptr (GByteArray) wrapped = g_byte_array_new ();

  for (guint i = 0; i < bytes->len; i++)
    cb_charset_append (wrapped, cb_codepage_from_windows_1252 (bytes->data[i]));
  expect_found (wrapped, "vni", text);
}

/* In the bytes of a file, and as a spreadsheet writes them in UTF-8. A letter of each kind: the
 * capitals with a dot below stand among the control characters. */
static void
test_vps (void)
{
  g_autofree char *whole = g_strconcat (text, "Ạ Ậ Ặ Ẹ Ệ Ị Ọ Ộ Ợ Ụ Ự Ỵ Ẫ Ữ Ỗ ‘Đức’\n", NULL);
  g_autoptr (GByteArray) bytes = encode (CB_REPAIR_VPS, whole);
  g_autoptr (GByteArray) wrapped = g_byte_array_new ();

  expect_found (bytes, "vps", whole);
  for (guint i = 0; i < bytes->len; i++)
    cb_charset_append (wrapped, cb_codepage_from_windows_1252 (bytes->data[i]));
  expect_found (wrapped, "vps", whole);
}

/* Each of the 134 letters beyond ASCII has one byte and no other. */
static void
test_vps_letters (void)
{
  static const char lower[] = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
  g_autofree char *upper = g_utf8_strup (lower, -1);
  g_autofree char *all = g_strconcat (lower, upper, NULL);

  g_assert_cmpint (g_utf8_strlen (all, -1), ==, 134);
  for (const char *p = all; *p != '\0'; p = g_utf8_next_char (p))
    {
      guint n = 0;

      for (guint b = 1; b < 256; b++)
        n += cb_charset_from_vps (cb_codepage_from_windows_1252 ((guint8)b)) == g_utf8_get_char (p);
      g_assert_cmpuint (n, ==, 1);
    }
  g_assert_cmpuint (cb_charset_from_vps (0x1ea1), ==, 0x1ea1);
  g_assert_cmpuint (cb_charset_from_vps ('a'), ==, 'a');
}

static void
test_nothing_right_is_changed (void)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFD);
  g_autofree char *upper = g_utf8_strup (text, -1);
  static const char chinese[] = "名字,地址\n北京市朝阳区建国路,上海市浦东新区\n广州,深圳\n";
  static const char symbols[]
      = "°C,±5 µm,½ ¼,©®,§ 5,« »,10 m²,25°C,30°C,£1,¥2,µ,¶,·,¸,¹,º,»,¼,½,¾,¿,®,ª\n";
  const char *const right[] = { text, decomposed, upper, english, chinese, symbols };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      double before, after;

      g_assert_cmpint (cb_repair_find (right[i], strlen (right[i]), &before, &after), ==,
                       CB_REPAIR_NONE);
      g_assert_cmpfloat (before, ==, after);
    }
}

/* Western text in bytes is no Vietnamese, and half a page of TCVN3 is too little to be sure. */
static void
test_unsure (void)
{
  static const char western[]
      = "name,place\nCaf\xe9 Z\xfcrich,na\xefve fa\xe7"
        "ade\nd\xe9j\xe0 vu,M\xe1laga\n"
        "G\xf6teborg,Bes\xe7on\nM\xfcnster,T\xf8nder\nK\xf8ge,\xc5land\nN\xeemes,Or\xe9\n";
  CbEncodingGuess guess = cb_encoding_guess ((const guint8 *)western, sizeof western - 1);
  static const char few[] = "Tr\xb9m y t\xd5";

  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, "windows-1252");
  g_assert_cmpfloat (guess.confidence, <, 0.5);
  guess = cb_encoding_guess ((const guint8 *)few, sizeof few - 1);
  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, "windows-1252");
}

static void
test_mixed (void)
{
  g_autofree char *down = g_utf8_strdown (text, -1);
  g_autoptr (GByteArray) bytes = encode (CB_REPAIR_TCVN3, "trạm y tế\n");
  CbEncodingGuess guess;

  /* One row of another office in a file of UTF-8 does not change what the file is. */
  g_byte_array_prepend (bytes, (const guint8 *)text, sizeof text - 1);
  guess = cb_encoding_guess (bytes->data, bytes->len);
  g_assert_cmpstr (cb_encoding_name (guess.encoding), ==, "utf-8");
  g_assert_cmpfloat (guess.confidence, <, 1);
  g_assert_cmpfloat (guess.confidence, >, 0.9);
}

static void
test_syllables (void)
{
  static const char *const right[]
      = { "nghiêng", "Quỳnh", "giếng", "gì",  "khuỷu", "ĐƯỜNG",       "hoà",
          "hòa",     "yêu",   "thuở",  "quý", "xoong", "Tra\xcc\xa3m" };
  static const char *const wrong[]
      = { "Tr\xc2\xb9m", "café", "naïve", "ßtraße", "hòá", "Đ", "nghngà", "°C" };

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_test_message ("%s", right[i]);
      g_assert_true (cb_syllable_is_vietnamese (right[i], strlen (right[i])));
    }
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (cb_syllable_is_vietnamese (wrong[i], strlen (wrong[i])));
    }
}

static GByteArray *
encode_viscii (const char *utf8)
{
  GByteArray *bytes = g_byte_array_new ();

  for (const char *p = utf8; *p != '\0'; p = g_utf8_next_char (p))
    for (guint b = 0; b < 256; b++)
      if (cb_charset_from_viscii ((guint8)b) == g_utf8_get_char (p))
        {
          guint8 byte = (guint8)b;

          g_byte_array_append (bytes, &byte, 1);
          break;
        }

  return bytes;
}

/* What glibc's iconv makes of the same bytes. */
static void
test_viscii (void)
{
  static const char letters[] = "ẲẴẪỶỸỴ ẠẮ Ữữ ợý đĐ ơƠ ưƯ";
  g_autoptr (GByteArray) bytes = encode_viscii (letters);
  g_autoptr (GError) error = NULL;
  g_autofree char *expected
      = g_convert ((const char *)bytes->data, bytes->len, "UTF-8", "VISCII", NULL, NULL, &error);
  g_autoptr (GByteArray) decoded
      = decode ((CbEncoding){ CB_CHARSET_VISCII, CB_REPAIR_NONE }, bytes->data, bytes->len);

  if (expected == NULL)
    {
      g_test_skip ("this system knows no VISCII");
      return;
    }
  g_assert_cmpmem (decoded->data, decoded->len, letters, strlen (letters));
  g_assert_cmpstr (expected, ==, letters);
}

/* In the encoding of that number. */
static GByteArray *
encode_as (guint i, const char *utf8)
{
  switch (i)
    {
    case 0:
      return g_byte_array_append (g_byte_array_new (), (const guint8 *)utf8, (guint)strlen (utf8));
    case 1:
    case 2:
      return encode_utf16 (utf8, i == 2);
    case 3:
      return encode_1258 (utf8);
    case 4:
      return encode_viscii (utf8);
    case 5:
      return encode (CB_REPAIR_VPS, utf8);
    default:
      return encode (CB_REPAIR_VNI, utf8);
    }
}

/* A table in each encoding, longer than many chunks, gives the same cells. */
static void
test_tables (void)
{
  static const char *const names[]
      = { "utf-8", "utf-16le", "utf-16be", "windows-1258", "viscii", "vps", "vni" };
  g_autofree char *expected = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CbTableOptions options = CB_TABLE_OPTIONS_INIT;
      g_autoptr (GByteArray) bytes = encode_as (i, text);
      g_autoptr (GByteArray) more = encode_as (i, strchr (text, '\n') + 1);
      g_autoptr (CbTable) table = NULL;
      g_autofree char *rows = NULL;
      int fd;

      for (guint k = 0; k < 1500; k++)
        g_byte_array_append (bytes, more->data, more->len);
      options.threads = 3;
      table = open_bytes (bytes->data, bytes->len, &options, &fd);
      g_assert_cmpstr (cb_table_get_facts (table)->encoding, ==, names[i]);
      g_assert_cmpstr (cb_table_get_facts (table)->columns[1], ==, "Địa chỉ");
      rows = dump_rows (table);
      if (expected == NULL)
        expected = g_steal_pointer (&rows);
      else
        g_assert_true (g_str_equal (rows, expected));
      close (fd);
    }
}

static void
test_nfc (void)
{
  static const char *const composed[]
      = { "", "abc", "Trạm y tế", "₫ – “ ”", "名字", "1 000", "Привет" };
  static const char *const not_composed[]
      = { "Tra\xcc\xa3m", "te\xcc\x82\xcc\x81", "ê\xcc\x81", "\xe2\x84\xaa" };

  for (guint i = 0; i < G_N_ELEMENTS (composed); i++)
    g_assert_true (cb_utf8_is_nfc (composed[i], strlen (composed[i])));
  for (guint i = 0; i < G_N_ELEMENTS (not_composed); i++)
    g_assert_false (cb_utf8_is_nfc (not_composed[i], strlen (not_composed[i])));
}

static void
test_names (void)
{
  static const char *const names[]
      = { "utf-8",  "utf-16le", "utf-16be", "windows-1252", "windows-1258",
          "viscii", "tcvn3",    "vni",      "vps",          "utf-8-twice" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      CbEncoding encoding;

      g_assert_true (cb_encoding_from_name (names[i], &encoding));
      g_assert_cmpstr (cb_encoding_name (encoding), ==, names[i]);
    }
}

/* The beginning may be ASCII: UTF-8 that was taken for something else once is UTF-8 all the same.
 */
static void
test_settled (void)
{
  static const guint8 ascii[] = "ma,ten\n1,a\n";
  CbEncodingGuess guess = { 0 };

  g_assert_true (cb_encoding_from_name ("utf-8-twice", &guess.encoding));
  cb_encoding_settle (&guess, ascii, sizeof ascii - 1);
  g_assert_cmpint (guess.encoding.charset, ==, CB_CHARSET_UTF8);
  g_assert_true (cb_encoding_from_name ("tcvn3", &guess.encoding));
  cb_encoding_settle (&guess, ascii, sizeof ascii - 1);
  g_assert_cmpint (guess.encoding.charset, ==, CB_CHARSET_WINDOWS_1252);
}

/* The end of a file that a crash has left behind is nothing but zeros. */
static void
test_shown (void)
{
  static const char bytes[] = "a\0\0đ\xff"
                              "b\xc4";
  g_autofree char *shown = cb_utf8_dup_shown (bytes, sizeof bytes - 1, 100);
  g_autofree char *cut = cb_utf8_dup_shown (bytes, sizeof bytes - 1, 4);
  gsize length = 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (length);
  g_autofree char *many = cb_utf8_dup_shown (zeros, length, length);

  g_assert_cmpstr (shown, ==, "a\uFFFD\uFFFDđ\uFFFDb\uFFFD");
  g_assert_cmpstr (cut, ==, "a\uFFFD\uFFFD…");
  g_assert_cmpuint (strlen (many), ==, 3 * length);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/found", test_found);
  g_test_add_func ("/encoding/found/not-by-zeros", test_zeros);
  g_test_add_func ("/encoding/tcvn3", test_tcvn3);
  g_test_add_func ("/encoding/vni-in-utf8", test_vni_wrapped);
  g_test_add_func ("/encoding/vps", test_vps);
  g_test_add_func ("/encoding/vps-letters", test_vps_letters);
  g_test_add_func ("/encoding/nothing-right-is-changed", test_nothing_right_is_changed);
  g_test_add_func ("/encoding/viscii", test_viscii);
  g_test_add_func ("/encoding/settled", test_settled);
  g_test_add_func ("/encoding/unsure", test_unsure);
  g_test_add_func ("/encoding/mixed", test_mixed);
  g_test_add_func ("/encoding/syllables", test_syllables);
  g_test_add_func ("/encoding/tables", test_tables);
  g_test_add_func ("/encoding/nfc", test_nfc);
  g_test_add_func ("/encoding/shown", test_shown);
  g_test_add_func ("/encoding/names", test_names);

  return g_test_run ();
}
