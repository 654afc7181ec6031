/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>

#include "base/cb-error.h"

static void
test_names (void)
{
  for (guint i = 0; i <= CB_ERROR_LAST; i++)
    g_assert_cmpint ((int)cb_error_code_from_name (cb_error_code_name ((CbError)i)), ==, (int)i);
  g_assert_cmpint ((int)cb_error_code_from_name ("from-the-future"), ==, (int)CB_ERROR_FAILED);
  g_assert_cmpint ((int)cb_error_code_from_name (NULL), ==, (int)CB_ERROR_FAILED);
}

/* With a reason or without; what is made to harm is not read on. */
static void
test_broken_file (void)
{
  static const CbError broken[] = { CB_ERROR_BROKEN_FILE, CB_ERROR_FILE_CUT, CB_ERROR_FILE_ALTERED,
                                    CB_ERROR_PART_MISSING, CB_ERROR_BAD_MARKUP };
  guint n = 0;

  for (guint i = 0; i <= CB_ERROR_LAST; i++)
    {
      g_autoptr (GError) error = g_error_new_literal (CB_ERROR, (int)i, "x");
      gboolean is_one = n < G_N_ELEMENTS (broken) && broken[n] == (CbError)i;

      g_assert_cmpint (cb_error_is_broken_file (error), ==, is_one);
      n += is_one ? 1 : 0;
    }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (broken));
  g_assert_false (cb_error_is_broken_file (NULL));
}

static void
test_transient (void)
{
  g_autoptr (GError) offline = g_error_new_literal (CB_ERROR, CB_ERROR_OFFLINE, "x");
  g_autoptr (GError) refused = g_error_new_literal (CB_ERROR, CB_ERROR_REJECTED, "x");
  g_autoptr (GError) tls = g_error_new_literal (CB_ERROR, CB_ERROR_TLS, "x");

  g_assert_true (cb_error_is_transient (offline));
  g_assert_false (cb_error_is_transient (refused));
  g_assert_false (cb_error_is_transient (tls));
}

static void
test_errno (void)
{
  static const struct
  {
    int number;
    CbError code;
  } cases[] = {
    { ENOSPC, CB_ERROR_DISK_FULL },  { EFBIG, CB_ERROR_DISK_FULL },
    { EROFS, CB_ERROR_READ_ONLY },   { ENOENT, CB_ERROR_NOT_FOUND },
    { EISDIR, CB_ERROR_NOT_A_FILE }, { EACCES, CB_ERROR_UNREADABLE },
    { EIO, CB_ERROR_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      cb_error_set_from_errno (&error, cases[i].number, "x");
      g_assert_error (error, CB_ERROR, (int)cases[i].code);
    }
}

static void
test_translate (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x");

  cb_error_translate_io (&error, "copying");
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  cb_error_translate_io (&cancelled, "copying");
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/names/round-trip", test_names);
  g_test_add_func ("/error/broken-file/with-a-reason-or-without", test_broken_file);
  g_test_add_func ("/error/transient/only-what-waiting-can-help", test_transient);
  g_test_add_func ("/error/errno/says-what-a-person-can-do", test_errno);
  g_test_add_func ("/error/translate/leaves-cancelling-alone", test_translate);

  return g_test_run ();
}
