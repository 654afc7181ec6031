/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-catalog-item.h"

/* A day by which something is due says nothing of how often. */
static void
test_days (void)
{
  static const struct
  {
    const char *text;
    CbFrequency frequency;
  } cases[] = {
    { "Hằng tháng, trước ngày 10", CB_FREQUENCY_MONTHLY },
    { "Hằng tháng (trước ngày 10 tháng sau)", CB_FREQUENCY_MONTHLY },
    { "Trước ngày 25 hằng tháng", CB_FREQUENCY_MONTHLY },
    { "Ngày 25 tháng cuối quý", CB_FREQUENCY_QUARTERLY },
    { "Hằng quý, chậm nhất ngày 15 tháng đầu quý sau", CB_FREQUENCY_QUARTERLY },
    { "Trước ngày 15 tháng 12 hằng năm", CB_FREQUENCY_YEARLY },
    { "Hằng năm, trước ngày 31/12", CB_FREQUENCY_YEARLY },
    { "Hằng năm (trước ngày 31/12)", CB_FREQUENCY_YEARLY },
    { "trước ngày 31/12", CB_FREQUENCY_UNKNOWN },
    { "Trước ngày 15 tháng 12 năm 2026", CB_FREQUENCY_UNKNOWN },
    { "Trước ngày 31/12/2026", CB_FREQUENCY_UNKNOWN },
    { "trước ngày 10 tháng sau", CB_FREQUENCY_UNKNOWN },
    { "Hằng ngày", CB_FREQUENCY_DAILY },
    { "Hằng ngày, trước 17 giờ", CB_FREQUENCY_DAILY },
    { "1 ngày/lần", CB_FREQUENCY_DAILY },
    { "30 ngày", CB_FREQUENCY_MONTHLY },
    { "Mỗi ngày", CB_FREQUENCY_DAILY },
    { "ngày 2 lần", CB_FREQUENCY_UNKNOWN },
    { "06 tháng/lần", CB_FREQUENCY_HALF_YEARLY },
    { "06 tháng/lần (trước ngày 15 tháng 6 và ngày 15 tháng 12)", CB_FREQUENCY_HALF_YEARLY },
    { "Trước ngày 15 tháng 6 và ngày 15 tháng 12 hằng năm", CB_FREQUENCY_UNKNOWN },
    { "9 tháng", CB_FREQUENCY_UNKNOWN },
    { "2 lần/năm", CB_FREQUENCY_HALF_YEARLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (cb_frequency_name (cb_frequency_from_text (cases[i].text)), ==,
                       cb_frequency_name (cases[i].frequency));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frequency/days", test_days);
  return g_test_run ();
}
