/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <locale.h>
#include <sys/resource.h>
#include <unistd.h>

#include "engine/table/cb-profile.h"

/* `bench-csv FILE [THREADS]`: how long the engine takes to show, to index, to go over, to profile a
 * CSV; milliseconds, one line each. */

static double
since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static double
get_cpu (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000;
}

static gpointer
new_count (gpointer user_data)
{
  return g_new0 (guint64, 1);
}

static void
count_cells (gpointer state, const CbRow *rows, guint n_rows)
{
  guint64 n = 0;

  for (guint i = 0; i < n_rows; i++)
    n += rows[i].n_cells;
  *(guint64 *)state += n;
}

static void
merge_counts (gpointer into, gpointer from)
{
  *(guint64 *)into += *(guint64 *)from;
}

static const CbScanWorker counting = { new_count, count_cells, NULL, merge_counts, g_free, TRUE };

static void
read_some (CbTable *table, guint64 first, const char *what)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GPtrArray) rows = cb_table_read_rows (table, first, 100, NULL, &error);

  if (rows == NULL)
    g_printerr ("%s\n", error->message);
  else
    g_print ("%-24s %9.2f ms\n", what, since (start));
}

static gboolean
run (int fd, guint threads, GError **error)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autofree guint64 *cells = NULL;
  struct rusage usage;
  gint64 start = g_get_monotonic_time ();
  double cpu;
  guint64 n;

  options.name = "bench.csv";
  options.threads = threads;
  table = cb_table_open (fd, &options, error);
  if (table == NULL || !cb_table_start_index (table, NULL, NULL, error))
    return FALSE;
  g_print ("%-24s %9.2f ms\n", "open", since (start));
  read_some (table, 0, "first rows");
  if (!cb_table_wait_for_index (table, NULL, error))
    return FALSE;
  n = cb_table_get_row_count (table, NULL);
  g_print ("%-24s %9.2f ms  %" G_GUINT64_FORMAT " rows\n", "index, from open", since (start), n);
  read_some (table, n / 2, "rows in the middle");
  read_some (table, n - MIN (n, 100), "last rows");

  cpu = get_cpu ();
  start = g_get_monotonic_time ();
  cells = cb_table_scan (table, &counting, NULL, NULL, NULL, NULL, error);
  if (cells == NULL)
    return FALSE;
  g_print ("%-24s %9.2f ms  %" G_GUINT64_FORMAT " cells, %.0f ms of processor\n", "scan",
           since (start), *cells, get_cpu () - cpu);

  cpu = get_cpu ();
  start = g_get_monotonic_time ();
  profile = cb_profile_run (table, NULL, NULL, NULL, error);
  if (profile == NULL)
    return FALSE;
  g_print ("%-24s %9.2f ms  %.0f ms of processor\n", "profile", since (start), get_cpu () - cpu);
  for (guint i = 0; i < profile->columns->len; i++)
    {
      const CbProfileColumn *c = g_ptr_array_index (profile->columns, i);

      g_print ("  %-20s %-9s %9" G_GUINT64_FORMAT " blank %9" G_GUINT64_FORMAT
               " distinct  %s … %s\n",
               c->name, c->type, c->blank, c->distinct, c->minimum, c->maximum);
    }
  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-24s %9.2f MB\n", "most resident", (double)usage.ru_maxrss / 1024);

  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int fd;

  setlocale (LC_ALL, "");
  fd = argc > 1 ? open (argv[1], O_RDONLY | O_CLOEXEC) : -1;

  if (fd < 0)
    {
      g_printerr ("usage: bench-csv FILE [THREADS]\n");
      return 1;
    }
  if (!run (fd, argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 0, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  close (fd);

  return 0;
}
