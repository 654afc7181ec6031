/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <windows.h>
/* After windows.h, which it needs. */
#include <shellapi.h>

#include "ui/cbu-notice.h"
#include "ui/widgets/cbu-sleep.h"

/* What the window asks of Windows, as far as it can be seen without one. */

#define CLASS_NAME L"vn.congbo.CongBo.Notice"
#define TOLD (WM_APP + 1)

static char label[] = "DL007";
static char target[] = "row 7";
static const CbuNoticeChoice choice = { .label = label, .target = target };

static HWND
find_notice (void)
{
  return FindWindowExW (HWND_MESSAGE, NULL, CLASS_NAME, NULL);
}

static void
on_pressed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_assert_cmpstr (g_variant_get_string (parameter, NULL), ==, "row 7");
  (*(guint *)user_data)++;
}

static GApplication *
make_application (guint *n_pressed)
{
  GApplication *application = g_application_new ("vn.congbo.CongBo.Test", G_APPLICATION_NON_UNIQUE);
  g_autoptr (GSimpleAction) action = g_simple_action_new ("show-due", G_VARIANT_TYPE_STRING);

  g_signal_connect (action, "activate", G_CALLBACK (on_pressed_cb), n_pressed);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (action));
  g_assert_true (g_application_register (application, NULL, NULL));
  return application;
}

static void
test_notice_pressed (void)
{
  guint n_pressed = 0;
  g_autoptr (GApplication) application = make_application (&n_pressed);
  g_autofree char *endless = g_strnfill (1000, 'x');
  HWND window;

  cbu_notice_send (application, "due", "2 việc đến hạn", endless, "show-due", &choice, 1);
  window = find_notice ();
  if (window == NULL)
    {
      g_test_skip ("no tray here");
      return;
    }
  /* What is about the same takes its place. */
  cbu_notice_send (application, "due", "3 việc đến hạn", "𠀀𠀀", "show-due", &choice, 1);
  window = find_notice ();
  g_assert_nonnull (window);
  g_assert_null (FindWindowExW (HWND_MESSAGE, window, CLASS_NAME, NULL));
  SendMessageW (window, TOLD, 0, WM_MOUSEMOVE);
  g_assert_cmpuint (n_pressed, ==, 0);
  SendMessageW (window, TOLD, 0, NIN_BALLOONUSERCLICK);
  g_assert_cmpuint (n_pressed, ==, 1);
  g_assert_null (find_notice ());
}

static void
test_notice_ends_with_program (void)
{
  guint n_pressed = 0;
  g_autoptr (GApplication) application = make_application (&n_pressed);

  cbu_notice_send (application, "due", "2 việc đến hạn", "", "show-due", &choice, 1);
  if (find_notice () == NULL)
    {
      g_test_skip ("no tray here");
      return;
    }
  g_signal_emit_by_name (application, "shutdown");
  g_assert_null (find_notice ());
}

/* What was asked for before, which stays as it is. */
static EXECUTION_STATE
get_state (void)
{
  EXECUTION_STATE state = SetThreadExecutionState (ES_CONTINUOUS);

  SetThreadExecutionState (state | ES_CONTINUOUS);
  return state & ES_SYSTEM_REQUIRED;
}

static void
test_sleep (void)
{
  guint one, other;

  SetThreadExecutionState (ES_CONTINUOUS);
  g_assert_cmpuint (get_state (), ==, 0);
  one = cbu_sleep_inhibit (NULL, "đang gửi");
  other = cbu_sleep_inhibit (NULL, "đang gửi");
  g_assert_cmpuint (one, !=, 0);
  g_assert_cmpuint (other, !=, 0);
  g_assert_cmpuint (get_state (), ==, ES_SYSTEM_REQUIRED);
  cbu_sleep_allow (NULL, other);
  g_assert_cmpuint (get_state (), ==, ES_SYSTEM_REQUIRED);
  cbu_sleep_allow (NULL, one);
  g_assert_cmpuint (get_state (), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/system/notice/pressed", test_notice_pressed);
  g_test_add_func ("/system/notice/ends-with-program", test_notice_ends_with_program);
  g_test_add_func ("/system/sleep", test_sleep);

  return g_test_run ();
}
