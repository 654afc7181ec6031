/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-zip-reader.h"

#include <string.h>

#include "base/cb-zip-writer.h"

/* What stands before a name. */
#define HEADER 30

static gssize
read_memory (gpointer user_data, guint8 *bytes, gsize length, guint64 offset, GError **error)
{
  const GByteArray *memory = user_data;
  gsize got = offset < memory->len ? MIN (length, memory->len - (gsize)offset) : 0;

  if (got > 0)
    memcpy (bytes, memory->data + offset, got);
  return (gssize)got;
}

static CbZipReader *
open_memory (GByteArray *memory, GError **error)
{
  const CbZipSource source = { read_memory, memory, memory->len };

  return cb_zip_reader_new (&source, 10, error);
}

static gboolean
take_bytes (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  g_byte_array_append (user_data, bytes, (guint)length);
  return TRUE;
}

/* Two entries, one stored and one packed. */
static GByteArray *
write_archive (void)
{
  GByteArray *memory = g_byte_array_new ();
  g_autoptr (CbZipWriter) zip = cb_zip_writer_new_in_memory (memory);

  g_assert_true (cb_zip_writer_add (zip, "a/so.txt", FALSE, "12345", NULL));
  g_assert_true (
      cb_zip_writer_add (zip, "a/chu.txt", TRUE, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL));
  g_assert_true (cb_zip_writer_end (zip, NULL));
  return memory;
}

static void
assert_refused (GByteArray *memory, CbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_memory (memory, &error));
  g_assert_error (error, CB_ERROR, (int)code);
}

static void
test_round_trip (void)
{
  static const char *const texts[] = { "12345", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
  g_autoptr (GByteArray) memory = write_archive ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipReader) zip = open_memory (memory, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (cb_zip_reader_get_n_entries (zip), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      const CbZipEntry *entry = cb_zip_reader_get_entry (zip, i);

      g_assert_true (cb_zip_reader_read (zip, entry, take_bytes, bytes, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (bytes->data, bytes->len, texts[i], strlen (texts[i]));
    }
}

/* A byte within an entry is that entry's alone: the archive opens, the entry is refused. */
static void
test_changed_byte (void)
{
  g_autoptr (GByteArray) memory = write_archive ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipReader) zip = NULL;

  memory->data[HEADER + strlen ("a/so.txt")] ^= 1;
  zip = open_memory (memory, &error);
  g_assert_no_error (error);
  g_assert_false (
      cb_zip_reader_read (zip, cb_zip_reader_get_entry (zip, 0), take_bytes, bytes, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_ALTERED);
}

static void
test_cut (void)
{
  g_autoptr (GByteArray) memory = write_archive ();
  guint length = memory->len;

  g_byte_array_set_size (memory, length - 1);
  assert_refused (memory, CB_ERROR_FILE_CUT);
  g_byte_array_set_size (memory, 40);
  assert_refused (memory, CB_ERROR_FILE_CUT);
  g_byte_array_set_size (memory, 0);
  assert_refused (memory, CB_ERROR_UNSUPPORTED);
  g_byte_array_append (memory, (const guint8 *)"ma,ten\n1,A\n2,B\n3,C\n4,D\n", 23);
  assert_refused (memory, CB_ERROR_UNSUPPORTED);
}

/* Bytes that belong to nothing, where another reader would find another archive. */
static void
test_bytes_before (void)
{
  g_autoptr (GByteArray) memory = write_archive ();

  g_byte_array_prepend (memory, (const guint8 *)"#!/bin/sh\n", 10);
  assert_refused (memory, CB_ERROR_BROKEN_FILE);
}

/* The end of the archive, and the place where its directory begins. */
static guint8 *
find_directory (GByteArray *memory)
{
  const guint8 *end = memory->data + memory->len - 22;

  return memory->data + (end[16] | (guint)end[17] << 8);
}

static void
test_two_stories (void)
{
  g_autoptr (GByteArray) name = write_archive ();
  g_autoptr (GByteArray) overlap = write_archive ();
  g_autoptr (GByteArray) size = write_archive ();
  g_autoptr (GByteArray) crypt = write_archive ();
  guint8 *second;

  /* Header and directory call an entry differently. */
  name->data[HEADER] = 'b';
  assert_refused (name, CB_ERROR_BROKEN_FILE);
  /* Both entries of the directory are the first one. */
  second = find_directory (overlap) + 46 + strlen ("a/so.txt");
  memset (second + 42, 0, 4);
  assert_refused (overlap, CB_ERROR_ZIP_OVERLAP);
  /* A stored entry of two sizes. */
  find_directory (size)[24] = 4;
  assert_refused (size, CB_ERROR_BROKEN_FILE);
  find_directory (crypt)[8] |= 1;
  assert_refused (crypt, CB_ERROR_ENCRYPTED);
}

static void
test_too_many (void)
{
  g_autoptr (GByteArray) memory = write_archive ();
  const CbZipSource source = { read_memory, memory, memory->len };
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_zip_reader_new (&source, 1, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TOO_MUCH);
}

static void
test_special (void)
{
  g_autoptr (GByteArray) memory = write_archive ();
  g_autoptr (CbZipReader) zip = NULL;
  guint8 *directory = find_directory (memory);

  directory[5] = 3;     /* made on Unix */
  directory[41] = 0xa0; /* a link */
  zip = open_memory (memory, NULL);
  g_assert_true (cb_zip_reader_get_entry (zip, 0)->is_special);
  g_assert_false (cb_zip_reader_get_entry (zip, 1)->is_special);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip-reader/round-trip", test_round_trip);
  g_test_add_func ("/zip-reader/changed-byte", test_changed_byte);
  g_test_add_func ("/zip-reader/cut", test_cut);
  g_test_add_func ("/zip-reader/bytes-before", test_bytes_before);
  g_test_add_func ("/zip-reader/two-stories", test_two_stories);
  g_test_add_func ("/zip-reader/too-many", test_too_many);
  g_test_add_func ("/zip-reader/special", test_special);

  return g_test_run ();
}
