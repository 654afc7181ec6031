/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/platform/cb-autostart.h"

/* Whatever the system keeps it in, it is kept, and taking it back twice is no error. */
static void
test_on_and_off (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_autostart_get ());
  g_assert_true (cb_autostart_set (TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (cb_autostart_get ());
  g_assert_true (cb_autostart_set (FALSE, &error));
  g_assert_true (cb_autostart_set (FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (cb_autostart_get ());
}

/* Elsewhere than in a Flatpak, whose folders the desktop does not see. */
static void
test_flatpak (void)
{
  gboolean outside;

  g_unsetenv ("FLATPAK_ID");
  outside = cb_autostart_can ();
  g_setenv ("FLATPAK_ID", CB_APP_ID, TRUE);
  g_assert_true (outside);
  g_assert_false (cb_autostart_can ());
  g_unsetenv ("FLATPAK_ID");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/autostart/on-and-off", test_on_and_off);
  g_test_add_func ("/autostart/not-in-a-flatpak", test_flatpak);

  return g_test_run ();
}
