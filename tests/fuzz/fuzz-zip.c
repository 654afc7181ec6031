/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-inflate.h"
#include "engine/formats/cb-zip-ring.h"
#include "zip-maker.h"

/* Any bytes as an archive, or, where they begin with a byte 0, as deflate. Beside not crashing it
 * must hold that what is listed has names that can be shown; that a member gives the same bytes,
 * or the same fault, whichever way it is read, in small pieces or large, and with a thread of its
 * own; and that one without a fault has the size and the sum that it speaks of. */

#define MAX_MEMBERS 16u
/* Enough of what swells. */
#define MAX_BYTES ((gsize)1 << 20)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static int
get_code (const GError *error)
{
  if (error == NULL)
    return -1;
  g_assert_true (error->domain == CB_ERROR);
  g_assert_true (cb_error_is_broken_file (error) || error->code == CB_ERROR_UNSUPPORTED
                 || error->code == CB_ERROR_ENCRYPTED || error->code == CB_ERROR_ZIP_OVERLAP);

  return error->code;
}

/* Returns: whether it was read to its end or its fault. */
static gboolean
read_stream (CbZip *zip, const CbZipMember *member, gsize piece, GByteArray *bytes, int *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipStream) stream = cb_zip_stream_new (zip, member, &error);
  g_autofree guint8 *part = g_malloc (piece);
  gssize n = stream != NULL ? 1 : 0;

  while (n > 0 && bytes->len < MAX_BYTES)
    {
      n = cb_zip_stream_read (stream, part, piece, &error);
      g_assert_cmpint (n, <=, (gssize)piece);
      g_assert_cmpuint (cb_zip_stream_get_position (stream), <=, member->compressed_size);
      if (n > 0)
        g_byte_array_append (bytes, part, (guint)n);
    }
  *code = get_code (error);

  return n <= 0;
}

static gboolean
read_ring (CbZip *zip, const CbZipMember *member, GByteArray *bytes, int *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZipRing) ring = cb_zip_ring_new (zip, member, &error);
  const char *window = NULL;
  gsize length = 0;
  gboolean more = ring != NULL;

  while (more && bytes->len < MAX_BYTES)
    {
      /* Nothing more is in sight at the end. */
      more = cb_zip_ring_next (ring, 0, &window, &length, &error) && length > 0;
      if (more)
        g_byte_array_append (bytes, (const guint8 *)window, (guint)length);
    }
  *code = get_code (error);

  return !more;
}

static void
assert_same (const GByteArray *a, const GByteArray *b, gboolean are_whole)
{
  guint n = are_whole ? MAX (a->len, b->len) : MIN (a->len, b->len);

  g_assert_cmpuint (a->len, >=, n);
  g_assert_cmpuint (b->len, >=, n);
  g_assert_true (n == 0 || memcmp (a->data, b->data, n) == 0);
}

static void
try_member (CbZip *zip, const CbZipMember *member)
{
  static const gsize pieces[] = { 1021, 7 };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) ring = g_byte_array_new ();
  int code = -1;
  int other = -1;
  gboolean is_through = read_stream (zip, member, 64u * 1024, whole, &code);

  if (is_through && code == -1)
    {
      g_assert_cmpuint (whole->len, ==, member->size);
      g_assert_cmpuint (cb_inflate_crc32 (0, whole->data, whole->len), ==, member->crc);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GByteArray) part = g_byte_array_new ();
      gboolean is_also = read_stream (zip, member, pieces[i], part, &other);

      /* How much comes before a fault depends on how much is asked for. */
      assert_same (whole, part, is_through && is_also && code == -1);
      if (is_through && is_also)
        g_assert_cmpint (other, ==, code);
    }
  if (read_ring (zip, member, ring, &other) && is_through)
    g_assert_cmpint (other, ==, code);
  assert_same (whole, ring, FALSE);
}

static void
try_archive (const guint8 *data, gsize size)
{
  int fd = zip_maker_open_bytes (data, size);
  CbByteSource *source = cb_byte_source_new (fd, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbZip) zip = cb_zip_open (source, NULL, &error);
  g_autoptr (CbZip) again = cb_zip_open (source, NULL, NULL);

  g_assert_true ((zip == NULL) == (error != NULL) && (zip == NULL) == (again == NULL));
  get_code (error);
  for (guint i = 0; zip != NULL && i < cb_zip_get_n_members (zip); i++)
    {
      const CbZipMember *member = cb_zip_get_member (zip, i);
      const CbZipMember *found = cb_zip_find (zip, member->name);

      g_assert_true (g_utf8_validate (member->name, -1, NULL) && member->name[0] != '/');
      g_assert_cmpstr (member->name, ==, cb_zip_get_member (again, i)->name);
      g_assert_nonnull (found);
      if (i < MAX_MEMBERS)
        try_member (zip, member);
    }
  g_clear_pointer (&zip, cb_zip_free);
  g_clear_pointer (&again, cb_zip_free);
  cb_byte_source_free (source);
  close (fd);
}

/* Returns: how it ended, with so many bytes of input and output at a time. */
static CbInflateResult
inflate (const guint8 *data, gsize size, gsize n_in, gsize n_out, GByteArray *bytes)
{
  g_autoptr (CbInflate) self = cb_inflate_new ();
  g_autofree guint8 *out = g_malloc (n_out);
  CbInflateResult result = CB_INFLATE_MORE;
  gboolean moves = TRUE;

  while (result == CB_INFLATE_MORE && moves && bytes->len < MAX_BYTES)
    {
      const guint8 *input = data;
      gsize n = MIN (n_in, size);
      gsize written = 0;

      result = cb_inflate_run (self, &input, &n, out, n_out, &written);
      g_assert_cmpuint (written, <=, n_out);
      g_byte_array_append (bytes, out, (guint)written);
      moves = written > 0 || input > data;
      size -= (gsize)(input - data);
      data = input;
    }

  return result;
}

static void
try_deflate (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) parts = g_byte_array_new ();
  CbInflateResult result = inflate (data, size, G_MAXSIZE, 64u * 1024, whole);
  CbInflateResult other = inflate (data, size, 3, 5, parts);
  gboolean are_whole
      = result == CB_INFLATE_END && other == CB_INFLATE_END && whole->len < MAX_BYTES;

  assert_same (whole, parts, are_whole);
  if (whole->len < MAX_BYTES && parts->len < MAX_BYTES)
    g_assert_cmpint ((int)result, ==, (int)other);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  if (size > 0 && data[0] == 0)
    try_deflate (data + 1, size - 1);
  else if (size > 0)
    try_archive (data, size);

  return 0;
}
