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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/autostart/on-and-off", test_on_and_off);

  return g_test_run ();
}
