/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A line of the log for other eyes. What a library says may name a file, a person or a value, in
 * any words: so it is not looked for what must not be seen, only what is known to be harmless
 * stays. */

#include "config.h"

#include "core/platform/cb-log.h"

#include <string.h>

#define HIDDEN "…"

/* What messages of this program and of its libraries are made of; in the order of strcmp(). */
static const char *const words[] = {
  "a",           "absent",      "access",      "account",     "added",      "adding",
  "after",       "allocate",    "allocated",   "allocation",  "already",    "an",
  "and",         "answer",      "answered",    "approval",    "are",        "argument",
  "array",       "as",          "assertion",   "at",          "available",  "be",
  "been",        "before",      "broken",      "bus",         "but",        "by",
  "bytes",       "can",         "cancelled",   "cannot",      "catalog",    "changed",
  "child",       "children",    "chosen",      "clipboard",   "closed",     "closing",
  "code",        "column",      "connect",     "connection",  "contains",   "copy",
  "could",       "create",      "created",     "critical",    "css",        "damaged",
  "data",        "database",    "dataset",     "denied",      "deprecated", "did",
  "directory",   "disk",        "display",     "do",          "does",       "empty",
  "end",         "ended",       "engine",      "error",       "exist",      "existing",
  "exists",      "exit",        "expected",    "fail",        "failed",     "failure",
  "file",        "finalized",   "finalizing",  "font",        "for",        "format",
  "found",       "from",        "full",        "handler",     "has",        "have",
  "height",      "holidays",    "host",        "icon",        "if",         "in",
  "input",       "interface",   "interrupted", "invalid",     "is",         "it",
  "its",         "job",         "journal",     "keyring",     "killed",     "large",
  "list",        "load",        "loading",     "lock",        "locked",     "lost",
  "malformed",   "memory",      "message",     "minimum",     "missing",    "name",
  "negative",    "network",     "no",          "not",         "null",       "number",
  "object",      "of",          "on",          "only",        "open",       "opened",
  "opening",     "operation",   "or",          "out",         "output",     "owner",
  "parent",      "parse",       "parser",      "parsing",     "path",       "permission",
  "permitted",   "portal",      "preset",      "process",     "profile",    "property",
  "queue",       "range",       "read",        "reading",     "refused",    "reminders",
  "remove",      "removed",     "renderer",    "reply",       "resource",   "row",
  "rows",        "rules",       "running",     "schema",      "sending",    "service",
  "set",         "setting",     "settings",    "signal",      "size",       "small",
  "source",      "status",      "still",       "store",       "such",       "supported",
  "system",      "temporarily", "terminated",  "than",        "that",       "the",
  "theme",       "there",       "this",        "thread",      "time",       "timed",
  "timeout",     "to",          "too",         "truncated",   "type",       "unable",
  "unavailable", "unexpected",  "unknown",     "unsupported", "used",       "value",
  "was",         "were",        "when",        "which",       "while",      "widget",
  "width",       "window",      "with",        "without",     "write",      "writing",
  "written",     "yet",
};

/* Who speaks. */
static const char *const domains[] = { "Adwaita", "GLib",      "GLib-GIO", "GLib-GObject",
                                       "Gdk",     "GdkPixbuf", "Gsk",      "Gtk",
                                       "Json",    "Pango",     "cairo",    "congbo",
                                       "dconf",   "libsecret", "libsoup",  "poppler" };

static gboolean
is_word (const char *word)
{
  gsize low = 0;
  gsize high = G_N_ELEMENTS (words);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strcmp (word, words[middle]);

      if (order == 0)
        return TRUE;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return FALSE;
}

/* `gtk_widget_show`, `CbuTable`: names of what the program is made of. */
static gboolean
is_identifier (const char *word)
{
  static const char *const prefixes[] = { "adw_", "cb_", "cbu_", "g_", "gdk_", "gsk_", "gtk_" };
  static const char *const types[] = { "Adw", "Cb", "Cbu", "Gdk", "Gsk", "Gtk" };
  gboolean is_function = FALSE;

  for (const char *p = word; *p != '\0'; p++)
    if (!g_ascii_isalpha (*p) && *p != '_')
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    is_function |= g_str_has_prefix (word, prefixes[i]);
  for (guint i = 0; !is_function && i < G_N_ELEMENTS (types); i++)
    if (g_str_has_prefix (word, types[i]) && g_ascii_isupper (word[strlen (types[i])])
        && g_ascii_islower (word[strlen (types[i]) + 1]) && strchr (word, '_') == NULL)
      return TRUE;

  return is_function && strcspn (word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen (word);
}

static void
add_masked (GString *masked, const char *token)
{
  static const char *const around = "()[]:;,.!?'`\"";
  gsize before = strspn (token, around);
  g_autofree char *core = g_strdup (token + before);
  g_autofree char *lower = NULL;
  gsize length = strlen (core);

  while (length > 0 && strchr (around, core[length - 1]) != NULL)
    length--;
  core[length] = '\0';
  lower = g_ascii_strdown (core, -1);
  if (masked->len > 0)
    g_string_append_c (masked, ' ');
  if (length == 0 || is_word (lower) || is_identifier (core))
    g_string_append (masked, token);
  else if (!g_str_has_suffix (masked->str, HIDDEN " "))
    g_string_append (masked, HIDDEN);
  else
    g_string_truncate (masked, masked->len - 1);
}

/* `2026-11-26T07:30:00Z` */
static gboolean
is_time (const char *token)
{
  static const char pattern[] = "0000-00-00T00:00:00Z";

  if (strlen (token) != strlen (pattern))
    return FALSE;
  for (gsize i = 0; pattern[i] != '\0'; i++)
    if (pattern[i] == '0' ? !g_ascii_isdigit (token[i]) : token[i] != pattern[i])
      return FALSE;

  return TRUE;
}

static gboolean
is_level (const char *token)
{
  return g_str_equal (token, "error") || g_str_equal (token, "critical")
         || g_str_equal (token, "warning") || g_str_equal (token, "message");
}

static gboolean
is_domain (const char *token)
{
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (g_str_has_prefix (token, domains[i]) && g_str_equal (token + strlen (domains[i]), ":"))
      return TRUE;

  return FALSE;
}

/**
 * cb_log_dup_masked:
 * @line: of the log, as cb_log_dup_line() makes them, or any other message
 *
 * Hides all but when, how grave, who, and words that every program has in its messages, so that no
 * name, no path and no value is left (product.md M3). “…” stands for what is hidden.
 *
 * Returns: (transfer full): the line
 */
char *
cb_log_dup_masked (const char *line)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  g_auto (GStrv) tokens = NULL;
  guint i = 0;

  g_return_val_if_fail (line != NULL, NULL);

  tokens = g_strsplit (line, " ", -1);
  if (tokens[0] != NULL && is_time (tokens[0]) && tokens[1] != NULL && is_level (tokens[1]))
    {
      g_string_append_printf (masked, "%s %s", tokens[0], tokens[1]);
      i = 2;
      if (tokens[2] != NULL && is_domain (tokens[2]))
        g_string_append_printf (masked, " %s", tokens[i++]);
    }
  for (; tokens[i] != NULL; i++)
    add_masked (masked, tokens[i]);

  return g_string_free (g_steal_pointer (&masked), FALSE);
}
