/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "core/platform/cb-directories.h"
#include "core/platform/cb-lock.h"
#include "test-system.h"

typedef struct
{
  char *root;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = g_dir_make_tmp ("congbo-lock-XXXXXX", NULL);
  g_assert_nonnull (fixture->root);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->root, "lock", NULL);

  g_unlink (path);
  g_rmdir (fixture->root);
  g_free (fixture->root);
}

static void
test_second_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbLock) first = cb_lock_take (fixture->root, &error);
  g_autoptr (CbLock) second = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_cmpint (cb_lock_get_owner (fixture->root), ==, getpid ());
  second = cb_lock_take (fixture->root, &error);
  g_assert_null (second);
  g_assert_error (error, CB_ERROR, CB_ERROR_RUNNING);
  g_clear_error (&error);

  g_clear_pointer (&first, cb_lock_free);
  g_assert_cmpint (cb_lock_get_owner (fixture->root), ==, 0);
  second = cb_lock_take (fixture->root, &error);
  g_assert_no_error (error);
}

/* It says "held" when it holds the lock, and then waits for its input to end, which never does. */
static GSubprocess *
start_holder (const char *root)
{
  g_autofree char *self = test_program_dup_path ();
  g_autoptr (GSubprocess) child
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL,
                          self, "--child", root, NULL);
  char text[4];

  g_assert_nonnull (child);
  g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (child), text, sizeof text,
                                          NULL, NULL, NULL));
  g_assert_cmpmem (text, sizeof text, "held", 4);
  return g_steal_pointer (&child);
}

static void
test_another_program (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) holder = start_holder (fixture->root);
  g_autoptr (CbLock) lock = NULL;
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;

  lock = cb_lock_take (fixture->root, &error);
  g_assert_null (lock);
  g_assert_error (error, CB_ERROR, CB_ERROR_RUNNING);
  g_clear_error (&error);
  owner = g_strdup_printf ("%" G_GINT64_FORMAT, cb_lock_get_owner (fixture->root));
  g_assert_cmpstr (owner, ==, g_subprocess_get_identifier (holder));

  /* However it ends. */
  g_subprocess_force_exit (holder);
  g_assert_true (g_subprocess_wait (holder, NULL, NULL));
  lock = cb_lock_take (fixture->root, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lock);
}

static gpointer
let_go (gpointer lock)
{
  cb_lock_free (lock);
  return NULL;
}

/* Both ends: it is let go meanwhile, and it is not. */
static void
test_waited_for (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbLock *first = cb_lock_take (fixture->root, &error);
  g_autoptr (CbLock) second = NULL;

  g_assert_no_error (error);
  second = cb_lock_wait (fixture->root, 0, &error);
  g_assert_null (second);
  g_assert_error (error, CB_ERROR, CB_ERROR_RUNNING);
  g_clear_error (&error);
  g_thread_unref (g_thread_new ("let go", let_go, first));
  second = cb_lock_wait (fixture->root, G_TIME_SPAN_MINUTE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

static void
test_modes_share_nothing (void)
{
  g_autofree char *practice = cb_directories_dup_root ("practice");
  g_autofree char *real = cb_directories_dup_root ("real");

  g_assert_true (
      g_str_has_suffix (practice, G_DIR_SEPARATOR_S "congbo" G_DIR_SEPARATOR_S "practice"));
  g_assert_true (g_str_has_suffix (real, G_DIR_SEPARATOR_S "congbo" G_DIR_SEPARATOR_S "real"));
  g_assert_true (g_str_has_prefix (real, g_get_user_data_dir ()));
}

static int
run_child (const char *root)
{
  CbLock *lock;
  char byte;

  test_process_die_with_parent ();
  lock = cb_lock_take (root, NULL);
  if (lock == NULL || write (STDOUT_FILENO, "held", 4) != 4)
    return 1;
  return read (STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2]);
  g_test_init (&argc, &argv, NULL);
  ADD ("/lock/second-is-refused", test_second_is_refused);
  ADD ("/lock/another-program", test_another_program);
  ADD ("/lock/waited-for", test_waited_for);
  g_test_add_func ("/directories/modes-share-nothing", test_modes_share_nothing);
  return g_test_run ();
}
