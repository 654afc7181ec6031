/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "table-fixture.h"

#include "base/cb-protocol.h"
#include "engine/checks/cb-checks.h"

/* A finding per line: code, severity, column, row, count; - where there is none. */
static inline void
list_finding (GVariant *finding, gpointer user_data)
{
  GString *list = user_data;
  const char *code, *severity, *name, *sample;
  guint64 row, count;
  gint32 column;
  g_autoptr (GVariant) arguments = NULL;

  g_assert_true (g_variant_is_of_type (finding, G_VARIANT_TYPE (CB_PROTOCOL_FINDING_TYPE)));
  g_variant_get (finding, "(&s&sti&st&s@a{ss})", &code, &severity, &row, &column, &name, &count,
                 &sample, &arguments);
  g_string_append_printf (list, "%s%s %s", list->len > 0 ? "; " : "", code, severity);
  if (column >= 0)
    g_string_append_printf (list, " c%d", column);
  if (row != G_MAXUINT64)
    g_string_append_printf (list, " r%" G_GUINT64_FORMAT, row);
  if (count != 1)
    g_string_append_printf (list, " x%" G_GUINT64_FORMAT, count);
}

static inline char *
check_bytes (const void *bytes, gsize length, const char *name, const char *const *formats)
{
  g_autoptr (GError) error = NULL;
  CbTableOptions open_options = CB_TABLE_OPTIONS_INIT;
  CbCheckOptions options = { formats, NULL, NULL, 2026, 0 };
  CbCheckResult result;
  GString *list = g_string_new (NULL);
  int fd;

  open_options.name = name;
  {
    g_autoptr (CbTable) table = open_bytes (bytes, length, &open_options, &fd);

    g_assert_true (
        cb_checks_run (table, &options, list_finding, list, &result, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (result.more, ==, 0);
  }
  close (fd);

  return g_string_free (list, FALSE);
}

static inline void
assert_findings (const char *text, const char *expected)
{
  g_autofree char *found = check_bytes (text, strlen (text), "a.csv", NULL);

  g_assert_cmpstr (found, ==, expected);
}
