/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/portal/practice/cb-practice-multipart.h"

/* Any bytes as the body of a form. The first chooses how large the pieces are in which it comes:
 * parsing in pieces must see the same parts as parsing the whole, or fail with it. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define MAX_PARTS 50

static gboolean
begin_cb (const char *name, const char *file, const char *type, gpointer user_data, GError **error)
{
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (file == NULL || g_utf8_validate (file, -1, NULL));
  g_string_append_printf (user_data, "<%s|%s|%s>", name, file != NULL ? file : "",
                          type != NULL ? type : "");

  return TRUE;
}

static gboolean
data_cb (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  g_assert_cmpuint (length, >, 0);
  g_string_append_len (user_data, (const char *)bytes, (gssize)length);

  return TRUE;
}

static gboolean
end_cb (gpointer user_data, GError **error)
{
  g_string_append_c (user_data, ';');

  return TRUE;
}

static gboolean
parse (const guint8 *data, gsize size, gsize step, GString *seen)
{
  static const CbPracticeMultipartFuncs funcs = { begin_cb, data_cb, end_cb };
  g_autoptr (CbPracticeMultipart) parser = cb_practice_multipart_new ("b", MAX_PARTS, &funcs, seen);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize i = 0; ok && i < size; i += step)
    ok = cb_practice_multipart_feed (parser, data + i, MIN (step, size - i), &error);
  ok = ok && cb_practice_multipart_finish (parser, &error);
  if (ok)
    g_assert_no_error (error);
  else
    g_assert_true (g_error_matches (error, CB_ERROR, CB_ERROR_BAD_REQUEST)
                   || g_error_matches (error, CB_ERROR, CB_ERROR_TOO_LARGE));

  return ok;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  g_autoptr (GString) pieces = g_string_new (NULL);
  gboolean good;

  if (size < 2)
    return 0;
  good = parse (data + 1, size - 1, size, whole);
  g_assert_cmpint (parse (data + 1, size - 1, 1 + data[0], pieces), ==, good);
  if (good)
    g_assert_true (g_string_equal (whole, pieces));

  return 0;
}
