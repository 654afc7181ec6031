/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <windows.h>

#include "engine/sandbox/cb-sandbox.h"
#include "test-system.h"

/* Each thing that an engine must not do is tried by a program in the sandbox. */

static char *folder;
static char *file;

static char *
probe (const char *attempt, guint without)
{
  g_autofree char *program = test_program_dup_built ("tests/engine", "sandbox-probe");
  g_autofree char *mask = g_strdup_printf ("%u", without);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                                      program, attempt, file, mask, NULL);
  char *text = NULL;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return text;
}

static gboolean
says (const char *text, const char *line)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], line))
      return TRUE;

  return FALSE;
}

/* Wine takes these limits, tells them when asked, and does not keep them. */
static gboolean
is_wine (void)
{
  return GetProcAddress (GetModuleHandleW (L"ntdll.dll"), "wine_get_version") != NULL;
}

typedef struct
{
  const char *attempt;
  const char *part; /* (nullable): what forbids it */
  gboolean wine_lets_it;
} Case;

static void
test_attempt (gconstpointer data)
{
  const Case *wanted = data;
  g_autofree char *text = probe (wanted->attempt, 0);
  g_autofree char *in_force = g_strdup_printf ("+%s", wanted->part != NULL ? wanted->part : "");

  g_test_message ("%s", text);
  if (wanted->part == NULL)
    g_assert_true (says (text, "=ok"));
  else if (!says (text, in_force))
    g_test_skip ("this system cannot forbid it, and it is said");
  else if (wanted->wine_lets_it && is_wine ())
    g_test_skip ("Wine says that it forbids this, and does not");
  else
    {
      g_assert_true (says (text, "="));
      g_assert_false (says (text, "=ok"));
    }
}

/* What is left out is told with its reason, and what Windows has nothing for is told always. */
static void
test_honest (void)
{
  static const struct
  {
    CbSandboxParts part;
    const char *name;
  } parts[] = {
    { CB_SANDBOX_NO_NEW_PRIVS, "no-privileges" }, { CB_SANDBOX_LANDLOCK, "low-integrity" },
    { CB_SANDBOX_ADDRESS_SPACE, "memory" },       { CB_SANDBOX_CPU, "cpu" },
    { CB_SANDBOX_SECCOMP, "no-new-code" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = probe ("threads", parts[i].part);
      g_autofree char *claimed = g_strdup_printf ("+%s", parts[i].name);
      g_autofree char *missing = g_strdup_printf ("-%s: left out", parts[i].name);

      g_assert_false (says (text, claimed));
      g_assert_true (says (text, missing));
      g_assert_true (says (text, "-no-network: "));
      g_assert_true (says (text, "-no-reading: "));
      g_assert_true (says (text, "=ok"));
    }
}

/* The probe is started as any program: with all groups, which a process cannot leave by itself. */
static void
test_groups (void)
{
  g_autofree char *text = probe ("threads", 0);

  g_assert_false (says (text, "+few-groups"));
  g_assert_true (says (text, "-few-groups: was started with"));
}

int
main (int argc, char **argv)
{
  static const Case cases[] = {
    { "write-file", "low-integrity", TRUE },      { "start-program", "one-process", TRUE },
    { "allocate-beyond", "memory", TRUE },        { "allocate-within", NULL, FALSE },
    { "executable-memory", "no-new-code", TRUE }, { "threads", NULL, FALSE },
  };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("congbo-sandbox-XXXXXX", NULL);
  file = g_build_filename (folder, "file.csv", NULL);
  g_assert_true (g_file_set_contents (file, "a,b\n", -1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sandbox/%s", cases[i].attempt);

      g_test_add_data_func (path, &cases[i], test_attempt);
    }
  g_test_add_func ("/sandbox/honest/each-part", test_honest);
  g_test_add_func ("/sandbox/honest/groups", test_groups);

  status = g_test_run ();
  g_unlink (file);
  g_rmdir (folder);
  g_free (file);
  g_free (folder);
  return status;
}
