/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-failpoint.h"

static gboolean
refuse_one_cb (const char *name, gpointer user_data)
{
  GString *seen = user_data;

  g_string_append_printf (seen, "%s ", name);
  return g_str_equal (name, "test.refused");
}

static void
test_nobody_listens (void)
{
  g_assert_false (cb_failpoint ("test.refused"));
}

static void
test_a_step_is_refused (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  cb_failpoint_set (refuse_one_cb, seen);
  g_assert_false (cb_failpoint ("test.passed"));
  g_assert_true (cb_failpoint ("test.refused"));
  cb_failpoint_set (NULL, NULL);
  g_assert_false (cb_failpoint ("test.refused"));
  g_assert_cmpstr (seen->str, ==, "test.passed test.refused ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/failpoint/nobody-listens", test_nobody_listens);
  g_test_add_func ("/failpoint/a-step-is-refused", test_a_step_is_refused);
  return g_test_run ();
}
