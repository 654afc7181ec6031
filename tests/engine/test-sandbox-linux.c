/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "engine/sandbox/cb-sandbox.h"

/* Each thing that an engine must not do is tried by a program in the sandbox (sandbox-probe.c). */

static char *folder;
static char *file;
static char *out;

static char *
probe (const char *attempt, guint without)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("CB_BUILD_ROOT"), "tests", "engine", "sandbox-probe", NULL);
  g_autofree char *mask = g_strdup_printf ("%u", without);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                      program, attempt, file, out, mask, NULL);
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  if (g_subprocess_get_if_signaled (process))
    {
      g_autofree char *said = text;

      return g_strdup_printf ("%s=SIG%d\n", said, g_subprocess_get_term_sig (process));
    }
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return text;
}

static gboolean
says (const char *text, const char *line)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], line))
      return TRUE;

  return FALSE;
}

typedef struct
{
  const char *attempt;
  const char *part; /* what forbids it: where that is missing, there is nothing to test */
  const char *expected;
} Case;

static void
test_attempt (gconstpointer data)
{
  const Case *wanted = data;
  g_autofree char *missing = g_strdup_printf ("-%s:", wanted->part);
  g_autofree char *text = probe (wanted->attempt, 0);
  g_auto (GStrv) alternatives = g_strsplit (wanted->expected, "|", -1);
  gboolean matches = FALSE;

  if (says (text, missing))
    {
      g_test_skip ("the kernel cannot forbid this here, and it is said");
      return;
    }
  for (guint i = 0; alternatives[i] != NULL; i++)
    matches = matches || says (text, alternatives[i]);
  g_test_message ("%s", strchr (text, '='));
  g_assert_true (matches);
}

/* What is left out is told with its reason, and nothing else changes. */
static void
test_honest (void)
{
  static const struct
  {
    CbSandboxParts part;
    const char *name;
  } parts[] = {
    { CB_SANDBOX_LANDLOCK, "landlock" },           { CB_SANDBOX_SECCOMP, "seccomp" },
    { CB_SANDBOX_ADDRESS_SPACE, "address-space" }, { CB_SANDBOX_CPU, "cpu" },
    { CB_SANDBOX_FILE_SIZE, "file-size" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = probe ("threads", parts[i].part);
      g_autofree char *claimed = g_strdup_printf ("+%s", parts[i].name);
      g_autofree char *missing = g_strdup_printf ("-%s: left out", parts[i].name);

      g_assert_false (says (text, claimed));
      g_assert_true (says (text, missing));
      g_assert_true (says (text, "+no-new-privs"));
      g_assert_true (says (text, "=ok"));
    }
}

/* Whatever the kernel makes of a sandbox with parts left out (without no-new-privs it refuses
 * others, too): each of the six is told as what it is. */
static void
test_complete (void)
{
  for (guint without = 0; without < 64; without += 21)
    {
      g_autofree char *text = probe ("threads", without);
      guint parts = 0;

      for (const char *at = text; *at != '\0'; at++)
        if ((at == text || at[-1] == '\n') && (*at == '+' || *at == '-'))
          parts++;
      g_assert_cmpuint (parts, ==, 6);
    }
}

/* architecture.md: where there is no Landlock, no opening at all. */
static void
test_no_landlock_no_opening (void)
{
  g_autofree char *fonts = probe ("open-fonts", CB_SANDBOX_LANDLOCK);
  g_autofree char *passwd = probe ("open-passwd", CB_SANDBOX_LANDLOCK);

  if (says (fonts, "-seccomp:"))
    {
      g_test_skip ("no seccomp here");
      return;
    }
  g_assert_true (says (fonts, "=EPERM"));
  g_assert_true (says (passwd, "=EPERM"));
}

/* And the other way round: Landlock alone keeps files shut. */
static void
test_landlock_alone (void)
{
  g_autofree char *text = probe ("open-passwd", CB_SANDBOX_SECCOMP);
  g_autofree char *create = probe ("create", CB_SANDBOX_SECCOMP);

  if (says (text, "-landlock: the kernel"))
    {
      g_test_skip ("no Landlock here");
      return;
    }
  g_assert_true (says (text, "=EACCES"));
  g_assert_true (says (create, "=EACCES"));
}

static void
test_limits_grow (void)
{
  const guint64 gib = (guint64)1 << 30;

  g_assert_cmpuint (cb_sandbox_get_address_space (100 * gib), >, 100 * gib);
  g_assert_cmpuint (cb_sandbox_get_output_size (100 * gib), >, 300 * gib);
  g_assert_cmpuint (cb_sandbox_get_cpu_seconds (100 * gib), >, cb_sandbox_get_cpu_seconds (0));
  /* No overflow, whatever a file claims. */
  g_assert_cmpuint (cb_sandbox_get_address_space (G_MAXUINT64), <, G_MAXINT64);
  g_assert_cmpuint (cb_sandbox_get_output_size (G_MAXUINT64), <, G_MAXINT64);
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { "open-passwd", "landlock", "=EACCES" },
    { "open-own-file-again", "landlock", "=EACCES" },
    { "open-proc", "landlock", "=EACCES" },
    { "open-fonts", "landlock", "=ok|=ENOENT" },
    { "open-for-writing", "seccomp", "=EPERM" },
    { "create", "seccomp", "=EPERM" },
    { "unlink", "seccomp", "=EPERM" },
    { "socket-tcp", "seccomp", "=EPERM" },
    { "socket-unix", "seccomp", "=EPERM" },
    { "socketpair", "seccomp", "=EPERM" },
    { "connect", "seccomp", "=EPERM" },
    { "exec", "seccomp", "=SIG31" },
    { "fork", "seccomp", "=EPERM" },
    { "clone", "seccomp", "=EPERM" },
    { "ptrace", "seccomp", "=SIG31" },
    { "traceme", "seccomp", "=SIG31" },
    { "read-parent", "seccomp", "=SIG31" },
    { "io-uring", "seccomp", "=SIG31" },
    { "kill-parent", "seccomp", "=EPERM" },
    { "kill-group", "seccomp", "=EPERM" },
    { "raise-limit", "seccomp", "=EPERM" },
    { "executable-memory", "seccomp", "=EPERM" },
    { "allocate-beyond", "address-space", "=ENOMEM" },
    { "allocate-within", "address-space", "=ok" },
    { "write-within", "file-size", "=ok" },
    { "write-beyond", "file-size", "=EFBIG" },
    { "inherited-descriptor", "seccomp", "=EBADF" },
    { "threads", "seccomp", "=ok" },
    { "everyday-things", "seccomp", "=ok" },
    { "cpu-limit", "cpu", "=ok" },
    { "core-limit", "cpu", "=ok" },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("congbo-sandbox-XXXXXX", NULL);
  file = g_build_filename (folder, "file.csv", NULL);
  out = g_build_filename (folder, "out.csv", NULL);
  g_assert_true (g_file_set_contents (file, "a,b\n", -1, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sandbox/%s", cases[i].attempt);

      g_test_add_data_func (path, &cases[i], test_attempt);
    }
  g_test_add_func ("/sandbox/honest/each-part", test_honest);
  g_test_add_func ("/sandbox/honest/complete", test_complete);
  g_test_add_func ("/sandbox/honest/no-landlock-no-opening", test_no_landlock_no_opening);
  g_test_add_func ("/sandbox/honest/landlock-alone", test_landlock_alone);
  g_test_add_func ("/sandbox/limits-grow", test_limits_grow);

  status = g_test_run ();
  g_unlink (file);
  g_unlink (out);
  g_rmdir (folder);
  g_free (file);
  g_free (out);
  g_free (folder);
  return status;
}
