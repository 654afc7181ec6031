/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cbu-test.h"
#include "ui/datasets/cbu-bars.h"
#include "ui/widgets/cbu-day-button.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-rate.h"

static void
test_days_left (void)
{
  g_autofree char *late = cbu_format_days_left (-2);
  g_autofree char *today = cbu_format_days_left (0);
  g_autofree char *soon = cbu_format_days_left (3);

  g_assert_cmpstr (late, ==, "2 days late");
  g_assert_cmpstr (today, ==, "due today");
  g_assert_cmpstr (soon, ==, "3 days left");
}

static void
test_transfer (void)
{
  g_autofree char *all = cbu_format_transfer (50000000, 100000000, 10000000);
  g_autofree char *unknown = cbu_format_transfer (50000000, 0, 0);
  g_autofree char *rounded = cbu_format_transfer (0, 100, 1);

  g_assert_nonnull (strstr (all, " of "));
  g_assert_nonnull (strstr (all, "6 seconds left"));
  g_assert_null (strstr (unknown, " of "));
  g_assert_null (strstr (unknown, "left"));
  g_assert_nonnull (strstr (rounded, "2 minutes left"));
}

static void
test_date (void)
{
  g_autoptr (GDate) date = g_date_new_dmy (5, G_DATE_NOVEMBER, 2026);
  g_autofree char *text = cbu_format_date (date);

  g_assert_cmpstr (text, ==, "05/11/2026");
}

static void
test_period_once (void)
{
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;
  g_autofree char *period = NULL;

  dataset->period = g_strdup ("2026-10");
  json_object_set_string_member (dataset->metadata, "title", "Trạm y tế");
  without = cbu_format_dataset (dataset);
  period = cb_period_dup_title ("2026-10");
  g_assert_nonnull (strstr (without, period));

  g_free (period);
  json_object_set_string_member (dataset->metadata, "title", without);
  with = cbu_format_dataset (dataset);
  g_assert_cmpstr (with, ==, without);
  period = cbu_format_period (dataset);
  g_assert_cmpstr (period, ==, "");
}

static void
assert_heading (const char *title, const char *period, const char *first, const char *second)
{
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autofree char *below = NULL;
  g_autofree char *heading = NULL;

  json_object_set_string_member (dataset->metadata, "title", title);
  g_free (dataset->period);
  dataset->period = g_strdup (period);
  heading = cbu_format_heading (dataset, &below);
  g_assert_cmpstr (heading, ==, first);
  g_assert_cmpstr (below, ==, second);
}

/* A long title is cut at its end, where the period would be. */
static void
test_heading (void)
{
  g_autofree char *october = cb_period_dup_title ("2026-10");
  g_autofree char *made = g_strconcat ("Giá thuốc – ", october, NULL);
  g_autofree char *inside = g_strconcat (october, " – Giá thuốc", NULL);
  g_autofree char *alone = g_strconcat (" – ", october, NULL);

  assert_heading (made, "2026-10", "Giá thuốc", october);
  assert_heading ("Giá thuốc", "2026-10", "Giá thuốc", october);
  assert_heading (inside, "2026-10", inside, "");
  assert_heading (alone, "2026-10", alone, "");
  assert_heading (made, "2026-09", made, "Month 9/2026");
  assert_heading ("", "", "Dataset without a title", "");
}

static void
test_rate_starts_anew (void)
{
  CbuRate rate = { 0 };

  cbu_rate_add (&rate, 1000);
  rate.rate = 5;
  cbu_rate_add (&rate, 10);
  g_assert_cmpfloat (cbu_rate_get (&rate), ==, 0);
}

/* The calendar opens on this day, and tells of other days only. */
static void
test_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%d/%m/%Y");
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *button = cbu_day_button_new (GTK_EDITABLE (entry), "Chọn ngày");
  GtkWidget *box = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0));
  GtkWidget *today;

  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), button);
  today = cbu_test_find_button (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))),
                                "Today");
  g_assert_nonnull (today);
  g_signal_emit_by_name (today, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, day);
  g_object_unref (box);
}

/* The chart writes numbers and days as the cells beside it do. */
static void
test_ends_as_written (void)
{
  static const struct
  {
    const char *from, *to, *minimum, *maximum, *sample;
    gboolean as_written;
  } cases[] = {
    { "0", "999.9", "0", "999.9", "12.5", TRUE },
    { "0", "999.9", "0", "999,9", "12,5", FALSE },
    { "0", "1234", "0", "1.234", "12", FALSE },
    { "0", "999", "0", "999", "12,5", FALSE },
    { "1.23457e+06", "2e+06", "1234567.5", "2000000", "1500000", TRUE },
    { "2020-01-31", "2026-12-31", "2020-01-31", "2026-12-31", "2021-02-01", TRUE },
    { "2020-01-31", "2026-12-31", "31/01/2020", "31/12/2026", "01/02/2021", FALSE },
    { "", "", "0790******12", "0790******99", "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbColumnBar bar = { (char *)cases[i].from, (char *)cases[i].to, 3 };
      g_autoptr (GPtrArray) bars = g_ptr_array_new ();
      const CbColumnChart chart = { CB_COLUMN_CHART_BINS, bars, 0 };
      const char *const samples[] = { cases[i].sample, NULL };
      gboolean as_written;
      g_autofree char *words = NULL;

      g_ptr_array_add (bars, &bar);
      as_written = cbu_bars_is_as_written (&chart, cases[i].minimum, cases[i].maximum, samples);
      g_assert_cmpint (as_written, ==, cases[i].as_written);
      words = cbu_bars_dup_summary (&chart, as_written);
      g_assert_true ((strstr (words, cases[i].to) != NULL)
                     == (as_written || strpbrk (cases[i].to, ".-") == NULL));
    }
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/chart/ends-as-written", test_ends_as_written);
  g_test_add_func ("/ui/format/days-left", test_days_left);
  g_test_add_func ("/ui/format/transfer", test_transfer);
  g_test_add_func ("/ui/format/date", test_date);
  g_test_add_func ("/ui/format/period-once", test_period_once);
  g_test_add_func ("/ui/format/heading-in-two-lines", test_heading);
  g_test_add_func ("/ui/format/rate-starts-anew-when-fewer-bytes", test_rate_starts_anew);
  g_test_add_func ("/ui/day-button/today", test_today);
  return g_test_run ();
}
