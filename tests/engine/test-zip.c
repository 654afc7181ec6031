/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-text.h"
#include "engine/formats/cb-inflate.h"
#include "engine/formats/cb-sniff.h"
#include "engine/formats/cb-zip.h"
#include "zip-maker.h"

/* Archives, also those that are wrong or made to harm. Built twice: for each way to inflate. */

typedef struct
{
  int fd;
  CbByteSource *source;
  CbZip *zip;
  GError *error;
} Opened;

static Opened
open_bytes (const guint8 *bytes, gsize length)
{
  Opened opened = { zip_maker_open_bytes (bytes, length), NULL, NULL, NULL };

  opened.source = cb_byte_source_new (opened.fd, &opened.error);
  g_assert_no_error (opened.error);
  opened.zip = cb_zip_open (opened.source, NULL, &opened.error);

  return opened;
}

static Opened
open_maker (ZipMaker *maker)
{
  g_autoptr (GByteArray) archive = zip_maker_finish (maker, FALSE);

  return open_bytes (archive->data, archive->len);
}

static void
close_opened (Opened *opened)
{
  g_clear_pointer (&opened->zip, cb_zip_free);
  g_clear_pointer (&opened->source, cb_byte_source_free);
  g_clear_error (&opened->error);
  close (opened->fd);
}

/* Text that packs to about a quarter. */
static char *
make_text (gsize length)
{
  char *text = g_malloc (length + 1);
  guint32 random = 1;

  for (gsize i = 0; i < length; i++)
    {
      random = random * 1664525 + 1013904223;
      text[i] = "aeiou nhcgtd"[(random >> 28) % 12];
    }
  text[length] = '\0';

  return text;
}

/* Reads all in odd pieces; what came, and why it ended. */
static GByteArray *
read_all (CbZip *zip, const char *name, gsize piece, GError **error)
{
  g_autoptr (CbZipStream) stream = NULL;
  GByteArray *all = g_byte_array_new ();
  g_autofree guint8 *bytes = g_malloc (piece);
  gssize n;

  g_assert_nonnull (cb_zip_find (zip, name));
  stream = cb_zip_stream_new (zip, cb_zip_find (zip, name), error);
  if (stream == NULL)
    return all;
  while ((n = cb_zip_stream_read (stream, bytes, piece, error)) > 0)
    g_byte_array_append (all, bytes, (guint)n);

  return all;
}

static void
assert_text (CbZip *zip, const char *name, const char *text, gsize piece)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) all = read_all (zip, name, piece, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (all->data, all->len, text, strlen (text));
}

static void
test_members (gconstpointer data)
{
  guint flags = GPOINTER_TO_UINT (data);
  g_autofree char *text = make_text (700000);
  ZipMaker *maker = zip_maker_new ();
  Opened opened;

  zip_maker_add (maker, "first.xml", "<a/>", 4, flags);
  zip_maker_add (maker, "folder/long.xml", text, strlen (text), flags);
  zip_maker_add (maker, "empty", "", 0, flags);
  opened = open_maker (maker);

  g_assert_no_error (opened.error);
  g_assert_false (cb_zip_is_cut (opened.zip));
  g_assert_cmpuint (cb_zip_get_n_members (opened.zip), ==, 3);
  assert_text (opened.zip, "first.xml", "<a/>", 1);
  assert_text (opened.zip, "Folder/LONG.xml", text, 4096);
  assert_text (opened.zip, "folder/long.xml", text, 77777);
  assert_text (opened.zip, "folder/long.xml", text, 1 << 20);
  assert_text (opened.zip, "empty", "", 100);
  g_assert_null (cb_zip_find (opened.zip, "other"));
  close_opened (&opened);
}

static void
test_large_directory (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  Opened opened;

  zip_maker_add (maker, "a", "abc", 3, ZIP_LARGE);
  archive = zip_maker_finish (maker, TRUE);
  opened = open_bytes (archive->data, archive->len);

  g_assert_no_error (opened.error);
  g_assert_false (cb_zip_is_cut (opened.zip));
  assert_text (opened.zip, "a", "abc", 10);
  close_opened (&opened);
}

/* An end record that sends to a large directory for which there is no room. */
static void
test_no_room_for_large_directory (void)
{
  static const guint8 end[22] = { 'P',  'K',  5,    6,    0,    0,    0,    0,    0xff, 0xff,
                                  0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff };
  static const guint8 locator[20] = { 'P', 'K', 6, 7 };

  for (guint before = 0; before < 100; before++)
    for (guint with = 0; with < 2; with++)
      {
        g_autoptr (GByteArray) archive = g_byte_array_new ();
        Opened opened;

        g_byte_array_set_size (archive, before);
        if (before > 0)
          memset (archive->data, 'x', before);
        if (with != 0)
          g_byte_array_append (archive, locator, sizeof locator);
        g_byte_array_append (archive, end, sizeof end);
        opened = open_bytes (archive->data, archive->len);
        g_assert_null (opened.zip);
        g_assert_error (opened.error, CB_ERROR, CB_ERROR_FILE_ALTERED);
        close_opened (&opened);
      }
}

static void
test_bytes_around (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  Opened opened;

  zip_maker_add_text (maker, "a", "abc");
  archive = zip_maker_finish (maker, FALSE);
  g_byte_array_prepend (archive, (const guint8 *)"#!before", 8);
  g_byte_array_append (archive, (const guint8 *)"after", 5);
  opened = open_bytes (archive->data, archive->len);

  g_assert_no_error (opened.error);
  g_assert_false (cb_zip_is_cut (opened.zip));
  assert_text (opened.zip, "a", "abc", 10);
  close_opened (&opened);
}

static void
test_names (void)
{
  ZipMaker *maker = zip_maker_new ();
  Opened opened;

  zip_maker_add_text (maker, "xl\\workbook.xml", "w");
  zip_maker_add_text (maker, "/xl/styles.xml", "s");
  zip_maker_add_text (maker, "../../etc/passwd", "p");
  zip_maker_add_text (maker, "b\xff", "b");
  opened = open_maker (maker);

  g_assert_no_error (opened.error);
  assert_text (opened.zip, "xl/workbook.xml", "w", 10);
  assert_text (opened.zip, "xl/styles.xml", "s", 10);
  assert_text (opened.zip, "../../etc/passwd", "p", 10);
  g_assert_true (g_utf8_validate (cb_zip_get_member (opened.zip, 3)->name, -1, NULL));
  close_opened (&opened);
}

/* The text is given, then the fault. */
static void
assert_fault (Opened *opened, const char *name, gsize least, int code, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) all = NULL;

  g_assert_no_error (opened->error);
  all = read_all (opened->zip, name, 1000, &error);
  g_assert_error (error, CB_ERROR, code);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_nonnull (strstr (error->message, name));
  g_assert_cmpuint (all->len, >=, least);
}

static void
test_wrong_member (void)
{
  ZipMaker *maker = zip_maker_new ();
  Opened opened;

  zip_maker_add (maker, "sum", "abcdef", 6, ZIP_WRONG_CRC);
  zip_maker_add (maker, "sum-stored", "abcdef", 6, ZIP_WRONG_CRC | ZIP_STORED);
  zip_maker_add (maker, "size", "abcdef", 6, ZIP_WRONG_SIZE);
  zip_maker_add (maker, "secret", "abcdef", 6, ZIP_ENCRYPTED);
  zip_maker_add (maker, "twice", "abc", 3, 0);
  zip_maker_add (maker, "twice", "def", 3, 0);
  opened = open_maker (maker);

  assert_fault (&opened, "sum", 6, CB_ERROR_FILE_ALTERED, "CRC");
  assert_fault (&opened, "sum-stored", 6, CB_ERROR_FILE_ALTERED, "CRC");
  assert_fault (&opened, "size", 0, CB_ERROR_FILE_ALTERED, "size");
  assert_fault (&opened, "secret", 0, CB_ERROR_ENCRYPTED, "password");
  assert_fault (&opened, "twice", 0, CB_ERROR_BROKEN_FILE, "twice");
  close_opened (&opened);
}

static void
test_damaged_deflate (void)
{
  g_autofree char *text = make_text (400000);
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  Opened opened;

  zip_maker_add_text (maker, "text", text);
  archive = zip_maker_finish (maker, FALSE);
  memset (archive->data + archive->len / 2, 0xff, 300);
  opened = open_bytes (archive->data, archive->len);

  assert_fault (&opened, "text", 100000, CB_ERROR_FILE_ALTERED, "text");
  close_opened (&opened);
}

/* One byte, and then a match from before it: what was in memory is no text. */
static void
test_before_the_beginning (void)
{
  static const guint8 bytes[]
      = { 0xdb, 0x8c, 0x1a, 0xf4, 0x15, 0, 0, 0, 8, 2, 0, 0, 0x0b, 0, 0, 0, 0, 0, 0, 0, 0 };
  static const gsize rooms[] = { 64u * 1024, 300, 7, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autofree guint8 *out = g_malloc (rooms[i]);
      g_autoptr (CbInflate) inflate = cb_inflate_new ();
      const guint8 *input = bytes;
      gsize n_input = sizeof bytes;
      CbInflateResult result = CB_INFLATE_MORE;
      gsize total = 0;

      while (result == CB_INFLATE_MORE && total <= 1)
        {
          gsize n = 0;

          result = cb_inflate_run (inflate, &input, &n_input, out, rooms[i], &n);
          g_assert_true (n == 0 || (total == 0 && out[0] == 0xb3));
          total += n;
        }
      g_assert_cmpint ((int)result, ==, (int)CB_INFLATE_BROKEN);
      g_assert_cmpuint (total, <=, 1);
    }
}

/* A match from before the beginning, near the end of the input: of that no more is used than there
 * is. */
static void
test_used_input (void)
{
  static const guint8 bytes[] = { 0x73, 0xcf, 0x3c, 0xbc, 0x50, 0x1a, 0xef, 0xd8, 0x86, 0x87, 0xbb,
                                  0x67, 0x27, 0xeb, 0xb8, 0x8f, 0x72, 0x46, 0x2a, 7,    0 };
  g_autofree guint8 *out = g_malloc (1021);
  g_autoptr (CbInflate) inflate = cb_inflate_new ();
  const guint8 *input = bytes;
  gsize n_input = sizeof bytes;
  gsize n = 0;

  g_assert_cmpint ((int)cb_inflate_run (inflate, &input, &n_input, out, 1021, &n), ==,
                   (int)CB_INFLATE_BROKEN);
  g_assert_cmpuint (n_input, <=, sizeof bytes);
  g_assert_true (input + n_input == bytes + sizeof bytes);
}

static void
test_cut (gconstpointer data)
{
  guint flags = GPOINTER_TO_UINT (data);
  g_autofree char *text = make_text (400000);
  g_autofree char *other = make_text (300000);
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  g_autoptr (GByteArray) all = NULL;
  guint64 second;
  Opened opened;

  zip_maker_add (maker, "whole", other, strlen (other), flags);
  second = zip_maker_add (maker, "text", text, strlen (text), flags);
  zip_maker_add (maker, "lost", "abc", 3, flags);
  archive = zip_maker_finish (maker, FALSE);
  opened = open_bytes (archive->data, second + 60000);

  g_assert_no_error (opened.error);
  g_assert_true (cb_zip_is_cut (opened.zip));
  assert_text (opened.zip, "whole", other, 5000);
  assert_fault (&opened, "text", 59000, CB_ERROR_FILE_CUT, "cut off");
  g_assert_null (cb_zip_find (opened.zip, "lost"));
  all = read_all (opened.zip, "text", 5000, NULL);
  g_assert_cmpmem (all->data, all->len, text, all->len);
  close_opened (&opened);
}

static void
test_directory_gone (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  guint64 last;
  Opened opened;

  zip_maker_add (maker, "a", "abc", 3, ZIP_DESCRIPTOR);
  zip_maker_add (maker, "b", "def", 3, ZIP_LARGE);
  last = zip_maker_add (maker, "c", "ghi", 3, 0);
  archive = zip_maker_finish (maker, FALSE);
  memset (archive->data + last + 40, 'x', archive->len - last - 40);
  opened = open_bytes (archive->data, archive->len);

  g_assert_no_error (opened.error);
  g_assert_true (cb_zip_is_cut (opened.zip));
  assert_text (opened.zip, "a", "abc", 10);
  assert_text (opened.zip, "b", "def", 10);
  close_opened (&opened);
}

static void
test_shared_bytes (void)
{
  ZipMaker *maker = zip_maker_new ();
  Opened opened;

  zip_maker_add_text (maker, "one", "abc");
  zip_maker_add_entry_again (maker, "two");
  opened = open_maker (maker);

  g_assert_error (opened.error, CB_ERROR, CB_ERROR_ZIP_OVERLAP);
  g_assert_nonnull (strstr (opened.error->message, "shares its bytes"));
  close_opened (&opened);
}

/* One that says it is longer than the room before the next. */
static void
test_nested (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  guint8 *entry;
  Opened opened;

  zip_maker_add_text (maker, "one", "abc");
  zip_maker_add_text (maker, "two", "def");
  archive = zip_maker_finish (maker, FALSE);
  entry = (guint8 *)cb_text_find_bytes (archive->data, archive->len, "PK\1\2", 4);
  entry[20] = 60;
  opened = open_bytes (archive->data, archive->len);

  g_assert_error (opened.error, CB_ERROR, CB_ERROR_ZIP_OVERLAP);
  close_opened (&opened);
}

static void
test_bomb (void)
{
  gsize length = 200u * 1024 * 1024;
  g_autofree char *zeros = g_malloc0 (length);
  ZipMaker *maker = zip_maker_new ();
  Opened opened;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipStream) stream = NULL;
  g_autofree guint8 *piece = g_malloc (1 << 20);
  gsize total = 0;
  gssize n;

  zip_maker_add (maker, "zeros", zeros, length, 0);
  opened = open_maker (maker);
  g_assert_no_error (opened.error);
  stream = cb_zip_stream_new (opened.zip, cb_zip_find (opened.zip, "zeros"), &error);
  while ((n = cb_zip_stream_read (stream, piece, 1 << 20, &error)) > 0)
    total += (gsize)n;

  g_assert_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE);
  g_assert_nonnull (strstr (error->message, "made to harm"));
  g_assert_cmpuint (total, <=, 66u * 1024 * 1024);
  close_opened (&opened);
}

static void
test_read_small (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) none = NULL;
  Opened opened;

  zip_maker_add_text (maker, "a", "abcdef");
  opened = open_maker (maker);
  bytes = cb_zip_read (opened.zip, cb_zip_find (opened.zip, "a"), 6, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "abcdef", 6);
  none = cb_zip_read (opened.zip, cb_zip_find (opened.zip, "a"), 5, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE);
  close_opened (&opened);
}

static gboolean
is_of_archive (GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  return length == 0 || cb_text_find_bytes ("abcabcabcabc def ghighighi", 26, text, length) != NULL;
}

/* Any byte of a small archive changed, any length cut: no crash, and no text but the right one. */
static void
test_every_byte (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;

  zip_maker_add (maker, "a", "abcabcabcabc", 12, 0);
  zip_maker_add (maker, "b", "def", 3, ZIP_LARGE | ZIP_STORED);
  zip_maker_add (maker, "c", "ghighighi", 9, ZIP_DESCRIPTOR);
  archive = zip_maker_finish (maker, TRUE);
  for (gsize i = 0; i < 3 * archive->len; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (archive->data, archive->len);
      gsize at = i % archive->len;
      Opened opened;

      bytes[at] ^= (guint8)(i < archive->len ? 0x01 : i < 2 * archive->len ? 0x80 : 0xff);
      opened = open_bytes (bytes, i < 2 * archive->len ? archive->len : at + 1);
      for (guint k = 0; opened.zip != NULL && k < cb_zip_get_n_members (opened.zip); k++)
        {
          g_autoptr (GBytes) read
              = cb_zip_read (opened.zip, cb_zip_get_member (opened.zip, k), 1000, NULL, NULL);

          g_assert_true (read == NULL || is_of_archive (read));
        }
      close_opened (&opened);
    }
}

static GByteArray *
pack_two (const char *const members[2][2], guint flags)
{
  ZipMaker *maker = zip_maker_new ();

  for (guint i = 0; i < 2; i++)
    zip_maker_add (maker, members[i][0], members[i][1], strlen (members[i][1]), flags);

  return zip_maker_finish (maker, FALSE);
}

static void
assert_sniffed (const GByteArray *bytes, const char *format)
{
  g_assert_cmpstr (cb_sniff_content (bytes->data, bytes->len, bytes->data, bytes->len, bytes->len),
                   ==, format);
}

/* An archive of workbooks that are in it as they are, and a text with a workbook embedded: the
 * names in them are not theirs. */
static void
test_documents_within (void)
{
  static const char spreadsheet[] = "application/vnd.oasis.opendocument.spreadsheet";
  static const char *const workbook[2][2] = { { "xl/workbook.xml", "a" }, { "x.xml", "b" } };
  static const char *const ods[2][2] = { { "mimetype", spreadsheet }, { "content.xml", "b" } };
  static const char *const odt[2][2]
      = { { "mimetype", "application/vnd.oasis.opendocument.text" }, { "content.xml", "b" } };
  static const char *const docx[2][2]
      = { { "\\Word\\Document.xml", "a" }, { "customXml/xl/workbook.xml", "b" } };
  g_autoptr (GByteArray) inner_xlsx = pack_two (workbook, 0);
  g_autoptr (GByteArray) inner_ods = pack_two (ods, ZIP_STORED);
  g_autoptr (GByteArray) inner_odt = pack_two (odt, ZIP_STORED);
  g_autoptr (GByteArray) inner_docx = pack_two (docx, 0);
  g_autoptr (GByteArray) all = NULL;
  g_autoptr (GByteArray) text = NULL;
  ZipMaker *maker = zip_maker_new ();

  assert_sniffed (inner_xlsx, "xlsx");
  assert_sniffed (inner_ods, "ods");
  assert_sniffed (inner_odt, "odt");
  assert_sniffed (inner_docx, "docx");
  zip_maker_add (maker, "a.xlsx", inner_xlsx->data, inner_xlsx->len, ZIP_STORED);
  zip_maker_add (maker, "b.ods", inner_ods->data, inner_ods->len, ZIP_STORED);
  all = zip_maker_finish (maker, FALSE);
  assert_sniffed (all, "zip");
  maker = zip_maker_new ();
  zip_maker_add_text (maker, "word/document.xml", "a");
  zip_maker_add (maker, "word/embeddings/a.xlsx", inner_xlsx->data, inner_xlsx->len, ZIP_STORED);
  text = zip_maker_finish (maker, FALSE);
  assert_sniffed (text, "docx");
  /* Without its directory what is in sight counts. */
  g_byte_array_set_size (inner_xlsx, inner_xlsx->len - 1);
  assert_sniffed (inner_xlsx, "xlsx");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpstr (cb_inflate_get_library (), ==, INFLATE_LIBRARY);

  g_test_add_data_func ("/zip/members/deflated", GUINT_TO_POINTER (0), test_members);
  g_test_add_data_func ("/zip/members/stored", GUINT_TO_POINTER (ZIP_STORED), test_members);
  g_test_add_data_func ("/zip/members/sizes-after", GUINT_TO_POINTER (ZIP_DESCRIPTOR),
                        test_members);
  g_test_add_data_func ("/zip/members/large", GUINT_TO_POINTER (ZIP_LARGE), test_members);
  g_test_add_func ("/zip/large-directory", test_large_directory);
  g_test_add_func ("/zip/no-room-for-large-directory", test_no_room_for_large_directory);
  g_test_add_func ("/zip/bytes-before-and-after", test_bytes_around);
  g_test_add_func ("/zip/names", test_names);
  g_test_add_func ("/zip/documents-within", test_documents_within);
  g_test_add_func ("/zip/wrong-member", test_wrong_member);
  g_test_add_func ("/zip/damaged-deflate", test_damaged_deflate);
  g_test_add_func ("/zip/damaged-deflate/before-the-beginning", test_before_the_beginning);
  g_test_add_func ("/zip/damaged-deflate/used-input", test_used_input);
  g_test_add_data_func ("/zip/cut/sizes-known", GUINT_TO_POINTER (0), test_cut);
  g_test_add_data_func ("/zip/cut/sizes-after", GUINT_TO_POINTER (ZIP_DESCRIPTOR), test_cut);
  g_test_add_func ("/zip/directory-gone", test_directory_gone);
  g_test_add_func ("/zip/bomb/shared-bytes", test_shared_bytes);
  g_test_add_func ("/zip/bomb/nested", test_nested);
  g_test_add_func ("/zip/bomb/swells", test_bomb);
  g_test_add_func ("/zip/read-small", test_read_small);
  g_test_add_func ("/zip/every-byte", test_every_byte);

  return g_test_run ();
}
