/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/cb-protocol.h"
#include "engine/checks/cb-checks.h"

/* `bench-check FILE [THREADS]`: opens a CSV and checks it by all rules; what was found, the time
 * from opening to the last finding, the processors' time and the most memory. Row P1 of the
 * bars. */

static void
print_finding (GVariant *finding, gpointer user_data)
{
  const char *code, *severity, *name, *sample;
  guint64 row, count;
  gint32 column;
  g_autoptr (GVariant) arguments = NULL;

  g_variant_get (finding, "(&s&sti&st&s@a{ss})", &code, &severity, &row, &column, &name, &count,
                 &sample, &arguments);
  g_print ("  %-8s %-26s %9" G_GUINT64_FORMAT "  row %" G_GINT64_FORMAT "  %s  %s\n", severity,
           code, count, (gint64)row, name, sample);
}

static gboolean
run (int fd, guint threads, CbCheckResult *result, GError **error)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;

  options.name = "bench.csv";
  options.threads = threads;
  table = cb_table_open (fd, &options, error);

  return table != NULL
         && cb_checks_run (table, NULL, print_finding, NULL, result, NULL, NULL, NULL, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int fd = argc > 1 ? open (argv[1], O_RDONLY | O_CLOEXEC) : -1;
  gint64 start = g_get_monotonic_time ();
  CbCheckResult result = { 0 };
  struct rusage usage;

  if (fd < 0)
    {
      g_printerr ("usage: bench-check FILE [THREADS]\n");
      return 1;
    }
  if (!run (fd, argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 0, &result, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("check                    %9.2f ms  %" G_GUINT64_FORMAT " rows\n",
           (double)(g_get_monotonic_time () - start) / 1000, result.rows);
  g_print ("processors               %9.2f ms\n",
           (double)usage.ru_utime.tv_sec * 1000 + (double)usage.ru_utime.tv_usec / 1000
               + (double)usage.ru_stime.tv_sec * 1000 + (double)usage.ru_stime.tv_usec / 1000);
  g_print ("most resident            %9.2f MB\n", (double)usage.ru_maxrss / 1024);
  close (fd);

  return 0;
}
