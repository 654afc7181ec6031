/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "engine/formats/cb-inflate.h"
#include "engine/formats/cb-workbook.h"

/* `bench-workbook FORMAT FILE [ROWS]`: reads the first sheet, all of it or its first rows, and
 * prints what that took as JSON. */

typedef struct
{
  guint64 n_rows;
  guint64 max_rows;
  guint64 n_cells;
  guint64 n_bytes;
} Count;

static gboolean
count_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  Count *self = user_data;

  self->n_rows++;
  self->n_cells += n_cells;
  for (guint i = 0; i < n_cells; i++)
    self->n_bytes += cells[i].length;

  return self->n_rows < self->max_rows;
}

int
main (int argc, char **argv)
{
  Count count = { .max_rows = argc > 3 ? g_ascii_strtoull (argv[3], NULL, 10) : G_MAXUINT64 };
  CbSheetReader reader = { count_row, NULL, NULL, &count };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = NULL;
  g_autoptr (CbWorkbook) book = NULL;
  gint64 start = g_get_monotonic_time ();
  int fd = argc > 2 ? open (argv[2], O_RDONLY | O_CLOEXEC) : -1;
  struct rusage usage;
  gint64 took;

  if (fd < 0)
    {
      g_printerr ("usage: bench-workbook FORMAT FILE [ROWS]\n");
      return 1;
    }
  source = cb_byte_source_new (fd, &error);
  if (source != NULL)
    book = cb_workbook_open (source, argv[1], NULL, &error);
  if (book == NULL || !cb_workbook_read_sheet (book, 0, &reader, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  took = g_get_monotonic_time () - start;
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"seconds\":%.4f,\"processor\":%.3f,\"rows\":%" G_GUINT64_FORMAT
           ",\"cells\":%" G_GUINT64_FORMAT ",\"bytes\":%" G_GUINT64_FORMAT
           ",\"resident_mb\":%.1f,\"inflate\":\"%s\"}\n",
           (double)took / 1e6,
           (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
               + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
           count.n_rows, count.n_cells, count.n_bytes, (double)usage.ru_maxrss / 1024,
           cb_inflate_get_library ());
  close (fd);

  return 0;
}
