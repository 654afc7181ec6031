/* SPDX-License-Identifier: GPL-3.0-or-later */

/* With the Credential Manager of this person. */

#include "config.h"

#include <string.h>
#include <windows.h>
/* After windows.h, which it needs. */
#include <wincred.h>

#include "base/cb-error.h"
#include "core/platform/cb-keyring.h"

#define ACCOUNT "1d4f1a5e-0000-4000-8000-000000000001"
#define OTHER "1d4f1a5e-0000-4000-8000-000000000002"
#define SECRET "eyJ0-très-secret"
#define LONGEST 2560

static void
assert_kept (CbKeyring *keyring, const char *account, const char *secret)
{
  g_autoptr (GError) error = NULL;
  char *found = cb_keyring_lookup (keyring, account, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
  cb_keyring_free_secret (found);
}

static void
assert_not_kept (CbKeyring *keyring, const char *account)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_keyring_lookup (keyring, account, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NO_SECRET);
}

static void
test_keeps (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  assert_not_kept (keyring, ACCOUNT);
  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", "older", NULL, &error));
  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", SECRET, NULL, &error));
  g_assert_no_error (error);
  assert_kept (keyring, ACCOUNT, SECRET);
  assert_not_kept (keyring, OTHER);
}

/* As the person sees it in the Control Panel. */
static void
test_is_found_by_name (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;
  CREDENTIALW **found = NULL;
  DWORD count = 0;
  g_autofree char *target = NULL;
  g_autofree char *comment = NULL;

  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", SECRET, NULL, &error));
  g_assert_true (CredEnumerateW (L"vn.congbo.CongBo/*", 0, &count, &found));
  g_assert_cmpuint (count, ==, 1);
  target = g_utf16_to_utf8 ((gunichar2 *)found[0]->TargetName, -1, NULL, NULL, NULL);
  comment = g_utf16_to_utf8 ((gunichar2 *)found[0]->Comment, -1, NULL, NULL, NULL);
  g_assert_cmpstr (target, ==, "vn.congbo.CongBo/" ACCOUNT);
  g_assert_cmpstr (comment, ==, "Cổng tỉnh");
  g_assert_cmpint ((int)found[0]->Persist, ==, CRED_PERSIST_LOCAL_MACHINE);
  CredFree (found);
}

static void
test_longest (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;
  g_autofree char *longest = g_strnfill (LONGEST, 'x');
  g_autofree char *longer = g_strnfill (LONGEST + 1, 'y');

  g_assert_true (cb_keyring_store (keyring, OTHER, "Cổng", longest, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (cb_keyring_store (keyring, OTHER, "Cổng", longer, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  /* The message is for the log. */
  g_assert_null (strstr (error->message, "yy"));
  assert_kept (keyring, OTHER, longest);
}

static void
test_long_title (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;
  g_autofree char *title = g_strnfill (2000, 't');

  g_assert_true (cb_keyring_store (keyring, OTHER, title, SECRET, NULL, &error));
  g_assert_no_error (error);
  assert_kept (keyring, OTHER, SECRET);
}

static void
test_cancelled (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_forgets (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_true (cb_keyring_clear (keyring, OTHER, NULL, &error));
  assert_not_kept (keyring, ACCOUNT);
  /* What is not there is forgotten already. */
  g_assert_true (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/system/keeps", test_keeps);
  g_test_add_func ("/keyring/system/is-found-by-name", test_is_found_by_name);
  g_test_add_func ("/keyring/system/longest", test_longest);
  g_test_add_func ("/keyring/system/long-title", test_long_title);
  g_test_add_func ("/keyring/system/cancelled", test_cancelled);
  g_test_add_func ("/keyring/system/forgets", test_forgets);
  return g_test_run ();
}
