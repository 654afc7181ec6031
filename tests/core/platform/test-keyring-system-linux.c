/* SPDX-License-Identifier: GPL-3.0-or-later */

/* With a real gnome-keyring-daemon: tests/with-session.sh --keyring gives a session of its own, and
 * ends the daemon. In this order: each case leaves the keyring as the next finds it. */

#include "config.h"

#include <gio/gio.h>
#include <signal.h>

#include "base/cb-error.h"
#include "core/platform/cb-keyring.h"

#define ACCOUNT "1d4f1a5e-0000-4000-8000-000000000001"
#define PROMPTER "/usr/libexec/gcr-prompter"
#define SECRET "eyJ0-très-secret"

/* Another daemon in place of the one before; with a wrong password its keyring is locked. */
static void
start_daemon (const char *password)
{
  g_autofree char *command = g_strdup_printf ("printf %s | gnome-keyring-daemon --replace --unlock "
                                              "--components=secrets >/dev/null 2>&1",
                                              password);
  const char *argv[] = { "/bin/sh", "-c", command, NULL };
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                               &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

static guint32
get_daemon (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "GetConnectionUnixProcessID", g_variant_new ("(s)", "org.freedesktop.secrets"), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  guint32 pid = 0;

  if (answer != NULL)
    g_variant_get (answer, "(u)", &pid);
  return pid;
}

static void
assert_kept (CbKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  char *secret = cb_keyring_lookup (keyring, ACCOUNT, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, SECRET);
  cb_keyring_free_secret (secret);
}

static void
test_keeps (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NO_SECRET);
  g_clear_error (&error);
  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", "older", NULL, &error));
  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", SECRET, NULL, &error));
  g_assert_no_error (error);
  assert_kept (keyring);
}

static gpointer
look_in_thread (gpointer data)
{
  for (int i = 0; i < 10; i++)
    assert_kept (data);
  return NULL;
}

static void
test_many_threads (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("looker", look_in_thread, keyring);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
test_service_starts_anew (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();

  assert_kept (keyring);
  start_daemon ("test");
  assert_kept (keyring);
}

/* No display, so that nobody can be asked. */
static void
test_locked (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autofree char *display = g_strdup (g_getenv ("DISPLAY"));
  g_autoptr (GError) error = NULL;

  g_unsetenv ("DISPLAY");
  start_daemon ("wrong");
  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);
  g_assert_false (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_LOCKED);
  g_clear_error (&error);

  start_daemon ("test");
  assert_kept (keyring);
  if (display != NULL)
    g_setenv ("DISPLAY", display, TRUE);
}

/* Presses Escape in the first window that there is: the question of the system. */
static gpointer
dismiss_in_thread (gpointer data)
{
  const char *script = "id=$(xdotool search --sync --onlyvisible --name . | head -1);"
                       "xdotool windowfocus --sync $id key Escape";
  const char *argv[] = { "timeout", "20", "/bin/sh", "-c", script, NULL };
  int status = -1;

  g_assert_true (g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                               NULL, &status, NULL));
  return GINT_TO_POINTER (status);
}

static void
test_dismissed (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  if (g_getenv ("DISPLAY") == NULL || !g_file_test (PROMPTER, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_test_skip ("no display, or nothing that asks");
      return;
    }
  start_daemon ("wrong");
  thread = g_thread_new ("dismisser", dismiss_in_thread, NULL);
  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_KEYRING_DISMISSED);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, 0);

  start_daemon ("test");
  assert_kept (keyring);
}

static void
test_forgets (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_true (cb_keyring_clear (keyring, ACCOUNT, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NO_SECRET);
}

/* Ended, and what starts in its place by itself is locked or not there; the program goes on. */
static void
test_service_vanishes (void)
{
  g_autoptr (CbKeyring) keyring = cb_keyring_new_system ();
  guint32 pid = get_daemon ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (pid, >, 1);
  g_unsetenv ("DISPLAY");
  g_assert_cmpint (kill ((pid_t)pid, SIGKILL), ==, 0);
  g_assert_null (cb_keyring_lookup (keyring, ACCOUNT, NULL, &error));
  g_assert_true (g_error_matches (error, CB_ERROR, CB_ERROR_KEYRING_ABSENT)
                 || g_error_matches (error, CB_ERROR, CB_ERROR_KEYRING_LOCKED)
                 || g_error_matches (error, CB_ERROR, CB_ERROR_NO_SECRET));
  g_clear_error (&error);

  start_daemon ("test");
  g_assert_true (cb_keyring_store (keyring, ACCOUNT, "Cổng tỉnh", SECRET, NULL, &error));
  g_assert_no_error (error);
  assert_kept (keyring);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keyring/system/keeps", test_keeps);
  g_test_add_func ("/keyring/system/many-threads", test_many_threads);
  g_test_add_func ("/keyring/system/service-starts-anew", test_service_starts_anew);
  g_test_add_func ("/keyring/system/locked", test_locked);
  g_test_add_func ("/keyring/system/dismissed", test_dismissed);
  g_test_add_func ("/keyring/system/forgets", test_forgets);
  g_test_add_func ("/keyring/system/service-vanishes", test_service_vanishes);
  return g_test_run ();
}
