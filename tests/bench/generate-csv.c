/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <unistd.h>

#include "bench-words.h"

/* The CSV of bars.md: ten columns of what a province publishes about its household businesses, made
 * up from a fixed seed. `generate-csv ROWS > FILE`: 7,000,000 rows are 1 GB. */

static char *
put_name (char *to)
{
  guint style = pick (20);

  if (style == 0)
    to = put (put (put (to, "\"Hộ kinh doanh \"\""), PICK (given)), "\"\"\"");
  else if (style < 4)
    to = put (put (put (put (put (to, "\""), PICK (kinds)), ", "), PICK (given)), "\"");
  else
    to = put (put (put (to, PICK (kinds)), " "), PICK (given));

  return put (to, ",");
}

static char *
put_row (char *to, guint64 id)
{
  to = put (put_number (put (to, "HKD"), id, 8), ",");
  to = put_name (to);
  to = put (put (put (put (put (to, PICK (families)), " "), PICK (middles)), " "), PICK (given));
  to = put (put_number (put (to, ",\""), pick (999) + 1, 1), " đường ");
  to = put (put (put (put (to, PICK (streets)), ", xã "), PICK (communes)), "\",");
  to = put (put_number (to, pick (28) + 1, 2), "/");
  to = put (put_number (to, pick (12) + 1, 2), "/");
  to = put (put_number (to, 2005 + pick (21), 4), ",");
  to = put (put_number (to, pick (900) + 10, 1), ".000.000,");
  to = put (put_number (put (to, "1"), pick (10), 1), ".");
  to = put (put_number (to, pick (1000000), 6), ",");
  to = put (put_number (put (to, "10"), pick (10), 1), ".");
  to = put (put_number (to, pick (1000000), 6), ",");
  to = put (put (to, PICK (states)), ",");
  switch (pick (12))
    {
    case 0:
      to = put (put (put (to, "\"Đã kiểm tra\nngày "), "15/06/2026"), "\"");
      break;
    case 1:
      to = put (to, "Chưa nộp báo cáo năm");
      break;
    default:
      break;
    }

  return put (to, "\n");
}

static gboolean
write_all (const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize n = write (STDOUT_FILENO, bytes, length);

      if (n < 0 && errno != EINTR)
        return FALSE;
      bytes += MAX (n, 0);
      length -= (gsize)MAX (n, 0);
    }

  return TRUE;
}

int
main (int argc, char **argv)
{
  guint64 n_rows = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 7000000;
  g_autofree char *buffer = g_malloc (2 * 1024 * 1024);
  char *to
      = put (buffer, "Mã số,Tên,Chủ hộ,Địa chỉ,Ngày cấp,Vốn,Vĩ độ,Kinh độ,Tình trạng,Ghi chú\n");

  for (guint64 id = 1; id <= n_rows; id++)
    {
      to = put_row (to, id);
      if (to - buffer < 1024 * 1024 && id < n_rows)
        continue;
      if (!write_all (buffer, (gsize)(to - buffer)))
        {
          g_printerr ("cannot write: %s\n", g_strerror (errno));
          return 1;
        }
      to = buffer;
    }

  return 0;
}
