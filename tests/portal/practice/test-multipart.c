/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-multipart.h"

#include <string.h>

#include "base/cb-error.h"

/* Everything that was parsed, as one text: `name|file|type=bytes;` */
typedef struct
{
  GString *seen;
} Sink;

static gboolean
begin_cb (const char *name, const char *file, const char *type, gpointer user_data, GError **error)
{
  Sink *sink = user_data;

  g_string_append_printf (sink->seen, "%s|%s|%s=", name, file != NULL ? file : "",
                          type != NULL ? type : "");
  return TRUE;
}

static gboolean
data_cb (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  Sink *sink = user_data;

  g_string_append_len (sink->seen, (const char *)bytes, (gssize)length);
  return TRUE;
}

static gboolean
end_cb (gpointer user_data, GError **error)
{
  Sink *sink = user_data;

  g_string_append_c (sink->seen, ';');
  return TRUE;
}

static const CbPracticeMultipartFuncs funcs = { begin_cb, data_cb, end_cb };

/* What comes out when @body comes in pieces of @step bytes, or a word for the error. */
static char *
parse (const char *body, gsize length, gsize step, guint max_parts)
{
  Sink sink = { g_string_new (NULL) };
  g_autoptr (CbPracticeMultipart) parser
      = cb_practice_multipart_new ("b", max_parts, &funcs, &sink);
  g_autoptr (GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize i = 0; ok && i < length; i += step)
    ok = cb_practice_multipart_feed (parser, (const guint8 *)body + i, MIN (step, length - i),
                                     &error);
  ok = ok && cb_practice_multipart_finish (parser, &error);
  if (!ok)
    {
      g_assert_nonnull (error);
      g_string_free (sink.seen, TRUE);
      return g_strdup (cb_error_code_name ((CbError)error->code));
    }

  return g_string_free (sink.seen, FALSE);
}

#define FORM                                                                                       \
  "lời mở đầu\r\n--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n12\r\n"          \
  "--b\r\nContent-Disposition: form-data; name=\"trống\"\r\n\r\n\r\n"                            \
  "--b\r\ncontent-type: text/csv\r\n"                                                              \
  "Content-Disposition: form-data; name=\"upload\"; filename=\"Tệp 1.csv\"\r\n\r\n"              \
  "a\r\n--\r\n--c\r\n-\r\n\r\n--bb không\r\n--b--\r\nlời kết"

static void
test_pieces (void)
{
  gsize length = strlen (FORM);

  /* A line that begins as the boundary does is the boundary to Werkzeug only when it ends there. */
  for (gsize step = 1; step <= length; step++)
    {
      g_autofree char *seen = parse (FORM, length, step, 10);

      g_assert_cmpstr (seen, ==, "bad-request");
    }
}

#define GOOD                                                                                       \
  "lời mở đầu\r\n--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n12\r\n"          \
  "--b\r\nContent-Disposition: form-data; name=\"trống\"\r\n\r\n\r\n"                            \
  "--b\r\ncontent-type: text/csv\r\n"                                                              \
  "Content-Disposition: form-data; name=\"upload\"; filename=\"Tệp 1.csv\"\r\n\r\n"              \
  "a\r\n--\r\n--c\r\n-\r\n\r\n\r\n--b--\r\nlời kết"

static void
test_good (void)
{
  gsize length = strlen (GOOD);

  for (gsize step = 1; step <= length; step++)
    {
      g_autofree char *seen = parse (GOOD, length, step, 10);

      g_assert_cmpstr (seen, ==,
                       "id||=12;trống||=;upload|Tệp 1.csv|text/csv=a\r\n--\r\n--c\r\n-\r\n\r\n;");
    }
}

static void
test_bad (void)
{
  static const char *const bodies[] = {
    "",
    "--b",
    "--b--",
    "--b\r\n\r\nx\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
    "--b\r\nContent-Disposition: ;; name=\"x\"\r\n\r\nx\r\n--b--\r\n",
    "--b\r\nContent-Disposition: attachment; name=\"x\"\r\n\r\nx\r\n--b--\r\n",
    "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n--b\r\n",
    "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx",
    "--bx\r\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *seen = parse (bodies[i], strlen (bodies[i]), 7, 10);

      /* An end right at the beginning is a form without anything in it. */
      g_assert_cmpstr (seen, ==, i == 2 ? "" : "bad-request");
    }
}

static void
test_nul_in_header (void)
{
  static const char body[]
      = "--b\r\nContent-Disposition: form-data; name=\"x\"\0y\r\n\r\nx\r\n--b--";
  g_autofree char *seen = parse (body, sizeof body - 1, 5, 10);

  g_assert_cmpstr (seen, ==, "bad-request");
}

static void
test_bounds (void)
{
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *filler = g_strnfill (CB_PRACTICE_MULTIPART_MAX_HEADERS, 'x');
  g_autofree char *long_header = g_strdup_printf (
      "--b\r\nX: %s\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n", filler);
  g_autofree char *seen = NULL;
  g_autofree char *header = NULL;
  g_autofree char *enough = NULL;

  for (guint i = 0; i < 4; i++)
    g_string_append (many, "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nx\r\n");
  g_string_append (many, "--b--\r\n");
  seen = parse (many->str, many->len, 100, 3);
  enough = parse (many->str, many->len, 100, 4);
  header = parse (long_header, strlen (long_header), 100, 10);

  g_assert_cmpstr (seen, ==, "too-large");
  g_assert_cmpstr (enough, ==, "x||=x;x||=x;x||=x;x||=x;");
  g_assert_cmpstr (header, ==, "bad-request");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/multipart/in-pieces", test_good);
  g_test_add_func ("/practice/multipart/like-a-boundary", test_pieces);
  g_test_add_func ("/practice/multipart/malformed", test_bad);
  g_test_add_func ("/practice/multipart/nul-in-a-header", test_nul_in_header);
  g_test_add_func ("/practice/multipart/bounds", test_bounds);

  return g_test_run ();
}
