/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-sandbox-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* The parts of both systems, as base/cb-protocol.h lists them, and what a file made to do harm
 * could do where one is missing. Each completes “that process could still”, but for what is said of
 * it by a sentence of its own. */
static const struct
{
  const char *part;
  const char *words;
} parts[] = {
  { "no-new-privs", N_ ("get the rights of another program by starting it") },
  /* Where this one is missing, seccomp forbids opening anything at all. */
  { "landlock", N_ ("Pages of a PDF may lack their fonts: single files cannot be allowed to that "
                    "process here, and so it opens none.") },
  { "seccomp", N_ ("use the network and start programs") },
  { "address-space", N_ ("use all memory of this computer") },
  { "cpu", N_ ("compute without end") },
  { "file-size", N_ ("write until the disk is full") },
  { "no-privileges", N_ ("use the special rights of your account") },
  { "few-groups", N_ ("do what only your groups may") },
  { "low-integrity", N_ ("change your files and settings") },
  { "memory", N_ ("use all memory of this computer") },
  { "one-process", N_ ("start programs") },
  { "no-new-code", N_ ("run program code that comes from elsewhere") },
  { "no-reading", N_ ("read other files of yours") },
  { "no-network", N_ ("use the network") },
};

/* What does no harm where it is missing. */
static gboolean
is_harmless (const char *line)
{
  return g_str_has_prefix (line, "landlock");
}

/**
 * cb_sandbox_words:
 * @line: a part of the sandbox, alone or with a reason after a colon, as of `sandbox` and
 *   `sandbox-missing` in base/cb-protocol.h
 *
 * Returns: (transfer none) (nullable): what the process that reads a file could do without it, for
 *   people; %NULL where there is no such part
 */
const char *
cb_sandbox_words (const char *line)
{
  gsize length = strcspn (line, ":");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strlen (parts[i].part) == length && strncmp (parts[i].part, line, length) == 0)
      return _ (parts[i].words);

  return NULL;
}

static void
append_missing (GString *text, const char *const *missing)
{
  guint n = 0;

  for (guint i = 0; missing != NULL && missing[i] != NULL; i++)
    {
      const char *words = cb_sandbox_words (missing[i]);

      if (is_harmless (missing[i]))
        continue;
      if (n++ == 0)
        g_string_append (text, _ ("On this system that process could still:"));
      /* Of a newer engine: its own words are better than none. */
      if (words == NULL)
        g_string_append_printf (text, "\n– %s", missing[i]);
      else
        g_string_append_printf (text, "\n– %s (%s)", words, missing[i]);
    }
  if (n == 0)
    g_string_append (text, _ ("This system keeps that process from all that it does not need."));
}

/**
 * cb_sandbox_dup_report:
 * @info: of any file that was read
 *
 * How well this system keeps the process that reads files from doing harm; nothing is claimed that
 * is not in force (architecture.md, “The reading process”). For whoever looks after the program: to
 * each part that is missing its name and the system's own reason are added.
 *
 * Returns: (transfer full): a few lines, without a line end at the last
 */
char *
cb_sandbox_dup_report (const CbFileInfo *info)
{
  g_autoptr (GString) text = g_string_new (
      _ ("A file is read in a process of its own, so that one made to do harm does none."));

  g_string_append_c (text, '\n');
  append_missing (text, (const char *const *)info->sandbox_missing);
  for (guint i = 0; info->sandbox_missing != NULL && info->sandbox_missing[i] != NULL; i++)
    if (is_harmless (info->sandbox_missing[i]))
      g_string_append_printf (text, "\n%s (%s)", cb_sandbox_words (info->sandbox_missing[i]),
                              info->sandbox_missing[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
