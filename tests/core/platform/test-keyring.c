/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/platform/cb-keyring-memory.h"

static void
test_keeps_and_forgets (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_memory ();
  g_autoptr (GError) error = NULL;
  char *secret;

  g_assert_null (cb_keyring_lookup (keyring, "a", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NO_SECRET);
  g_clear_error (&error);
  g_assert_true (cb_keyring_store (keyring, "a", "Cổng tỉnh", "one", NULL, &error));
  g_assert_true (cb_keyring_store (keyring, "a", "Cổng tỉnh", "two", NULL, &error));
  secret = cb_keyring_lookup (keyring, "a", NULL, &error);
  g_assert_cmpstr (secret, ==, "two");
  cb_keyring_free_secret (secret);
  g_assert_true (cb_keyring_clear (keyring, "a", NULL, &error));
  g_assert_true (cb_keyring_clear (keyring, "a", NULL, &error));
  g_assert_no_error (error);
  g_assert_null (cb_keyring_lookup (keyring, "a", NULL, NULL));
}

static void
test_refuses_as_told (gconstpointer data)
{
  CbError code = (CbError)GPOINTER_TO_INT (data);
  g_autoptr (CbKeyring) keyring = cb_keyring_new_memory ();
  g_autoptr (GError) error = NULL;
  char *secret;

  g_assert_true (cb_keyring_store (keyring, "a", "t", "one", NULL, &error));
  cb_keyring_memory_refuse (CB_KEYRING_MEMORY (keyring), code);
  g_assert_null (cb_keyring_lookup (keyring, "a", NULL, &error));
  g_assert_error (error, CB_ERROR, (int)code);
  g_clear_error (&error);
  g_assert_false (cb_keyring_store (keyring, "a", "t", "two", NULL, &error));
  g_assert_error (error, CB_ERROR, (int)code);
  g_clear_error (&error);
  g_assert_false (cb_keyring_clear (keyring, "a", NULL, &error));
  g_assert_error (error, CB_ERROR, (int)code);
  g_clear_error (&error);

  cb_keyring_memory_allow (CB_KEYRING_MEMORY (keyring));
  secret = cb_keyring_lookup (keyring, "a", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, "one");
  cb_keyring_free_secret (secret);
}

static void
test_cancelled_is_silent (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_memory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (cb_keyring_lookup (keyring, "a", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The system's keyring, where there is no session at all: a service, a terminal over the network.
 */
static void
test_no_session (void)
{
  g_autoptr (CbKeyring) keyring = NULL;
  g_autoptr (GError) error = NULL;

  if (G_DIR_SEPARATOR != '/')
    {
      g_test_skip ("every session has a keyring here");
      return;
    }
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/bus", TRUE);
  g_unsetenv ("DISPLAY");
  keyring = cb_keyring_new_system ();
  g_assert_null (cb_keyring_lookup (keyring, "a", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_ABSENT);
  g_clear_error (&error);
  g_assert_false (cb_keyring_store (keyring, "a", "t", "very-secret", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_ABSENT);
  g_assert_null (strstr (error->message, "very-secret"));
  g_clear_error (&error);
  g_assert_false (cb_keyring_clear (keyring, "a", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_ABSENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/memory/keeps-and-forgets", test_keeps_and_forgets);
  g_test_add_data_func ("/keyring/memory/locked", GINT_TO_POINTER (CB_ERROR_KEYRING_LOCKED),
                        test_refuses_as_told);
  g_test_add_data_func ("/keyring/memory/absent", GINT_TO_POINTER (CB_ERROR_KEYRING_ABSENT),
                        test_refuses_as_told);
  g_test_add_func ("/keyring/memory/cancelled-is-silent", test_cancelled_is_silent);
  g_test_add_func ("/keyring/system/no-session", test_no_session);
  return g_test_run ();
}
