/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-day.h"
#include "core/rules/cb-obligations.h"

typedef struct
{
  CbProfile *profile;
  CbHolidays *holidays;
  GPtrArray *items;
  GPtrArray *datasets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer profile_file)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", profile_file, NULL);
  g_autofree char *holidays_path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles/holidays.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) holidays_file = g_file_new_for_path (holidays_path);
  g_autoptr (GError) error = NULL;

  fixture->profile = cb_profile_load (file, &error);
  g_assert_no_error (error);
  fixture->holidays = cb_holidays_load (holidays_file, &error);
  g_assert_no_error (error);
  fixture->items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  fixture->datasets = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_free);
}

static void
tear_down (Fixture *fixture, gconstpointer profile_file)
{
  g_clear_object (&fixture->profile);
  g_clear_object (&fixture->holidays);
  g_clear_pointer (&fixture->items, g_ptr_array_unref);
  g_clear_pointer (&fixture->datasets, g_ptr_array_unref);
}

static void
add_item (Fixture *fixture, const char *code, const char *title, CbFrequency frequency)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup (code);
  item->title = g_strdup (title);
  item->frequency = frequency;
  g_ptr_array_add (fixture->items, item);
}

static void
add_dataset (Fixture *fixture, const char *item_code, const char *period, CbDatasetState state)
{
  CbDataset *dataset = cb_dataset_new ();

  g_free (dataset->id);
  dataset->id = g_strdup_printf ("d%u", fixture->datasets->len);
  dataset->item_code = g_strdup (item_code);
  dataset->period = g_strdup (period);
  dataset->state = state;
  g_ptr_array_add (fixture->datasets, dataset);
}

/* "code period urgency days-left" per line. */
static void
assert_list (Fixture *fixture, guint day, guint month, guint year, const char *expected)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GDate on;

  g_date_clear (&on, 1);
  g_date_set_dmy (&on, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  list = cb_obligations_list_for_datasets (fixture->items, fixture->profile, fixture->holidays, &on,
                                           fixture->datasets);
  for (guint i = 0; i < list->len; i++)
    {
      const CbObligation *obligation = list->pdata[i];

      g_string_append_printf (text, "%s %s %s", obligation->item_code, obligation->period,
                              cb_urgency_name (obligation->urgency));
      if (obligation->has_deadline)
        g_string_append_printf (text, " %d", obligation->days_left);
      if (obligation->dataset_id != NULL)
        g_string_append_printf (text, " %s", obligation->dataset_id);
      g_string_append_c (text, '\n');
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* What was missed stays until it is published, as far back as the program knows of it. */
static void
test_missed (Fixture *fixture, gconstpointer profile_file)
{
  static const struct
  {
    const char *since;
    const char *expected;
  } cases[] = {
    /* Last days: of July Mon 10 Aug, of August Thu 10 Sep, of September Mon 12 Oct (the tenth is a
     * Saturday). August is published, September is with the reviewer. */
    { "2026-08-10", "A 2026-07 overdue\nA 2026-09 waiting\n" },
    { "2026-08-11", "A 2026-09 waiting\n" },
    { "2026-10-12", "A 2026-09 waiting\n" },
    { "2026-10-13", "" },
  };
  GDate on;

  add_item (fixture, "A", "Giá thuốc", CB_FREQUENCY_MONTHLY);
  /* No day, so nothing that could have been missed. */
  add_item (fixture, "B", "Khác", CB_FREQUENCY_HALF_YEARLY);
  add_item (fixture, "C", "Khác", CB_FREQUENCY_ON_CHANGE);
  add_dataset (fixture, "A", "2026-08", CB_DATASET_PUBLISHED);
  add_dataset (fixture, "A", "2026-09", CB_DATASET_IN_REVIEW);
  g_assert_true (cb_day_parse ("2026-11-05", &on));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) list
          = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GHashTable) all_since = g_hash_table_new (g_str_hash, g_str_equal);
      GDate since;

      g_assert_true (cb_day_parse (cases[i].since, &since));
      g_hash_table_insert (all_since, (gpointer) "B", &since);
      g_hash_table_insert (all_since, (gpointer) "C", &since);
      /* What is not named has missed nothing. */
      cb_obligations_add_missed (list, fixture->items, fixture->profile, fixture->holidays, &on,
                                 all_since, fixture->datasets);
      g_assert_cmpuint (list->len, ==, 0);
      g_hash_table_insert (all_since, (gpointer) "A", &since);
      cb_obligations_add_missed (list, fixture->items, fixture->profile, fixture->holidays, &on,
                                 all_since, fixture->datasets);
      cb_obligations_sort (list);
      for (guint k = 0; k < list->len; k++)
        {
          const CbObligation *obligation = list->pdata[k];

          g_string_append_printf (text, "%s %s %s\n", obligation->item_code, obligation->period,
                                  cb_urgency_name (obligation->urgency));
        }
      g_assert_cmpstr (text->str, ==, cases[i].expected);
    }
}

static void
test_month (Fixture *fixture, gconstpointer profile_file)
{
  add_item (fixture, "A", "Giá thuốc", CB_FREQUENCY_MONTHLY);

  /* October is due on Tue 10 Nov 2026 (target Mon 9), November on Thu 10 Dec. */
  assert_list (fixture, 1, 11, 2026, "A 2026-10 this-month 9\nA 2026-11 later 39\n");
  assert_list (fixture, 2, 11, 2026, "A 2026-10 this-month 8\nA 2026-11 later 38\n");
  assert_list (fixture, 9, 11, 2026, "A 2026-10 this-week 1\nA 2026-11 later 31\n");
  assert_list (fixture, 10, 11, 2026, "A 2026-10 this-week 0\nA 2026-11 later 30\n");
  assert_list (fixture, 11, 11, 2026, "A 2026-10 overdue -1\nA 2026-11 later 29\n");
  /* The turn of the year: November is over, December due on Mon 11 Jan (the tenth is a Sunday). */
  assert_list (fixture, 31, 12, 2026, "A 2026-11 overdue -21\nA 2026-12 later 11\n");
}

static void
test_begun (Fixture *fixture, gconstpointer profile_file)
{
  add_item (fixture, "A", "a", CB_FREQUENCY_MONTHLY);
  add_item (fixture, "B", "b", CB_FREQUENCY_MONTHLY);
  add_item (fixture, "C", "c", CB_FREQUENCY_MONTHLY);
  add_item (fixture, "D", "d", CB_FREQUENCY_MONTHLY);
  add_dataset (fixture, "A", "2026-10", CB_DATASET_PUBLISHED);
  add_dataset (fixture, "A", "2026-10", CB_DATASET_PREPARING);
  add_dataset (fixture, "B", "2026-10", CB_DATASET_IN_REVIEW);
  add_dataset (fixture, "C", "2026-10", CB_DATASET_RETURNED);
  add_dataset (fixture, NULL, NULL, CB_DATASET_PUBLISHED);
  add_dataset (fixture, "D", "2026-09", CB_DATASET_PUBLISHED);

  assert_list (fixture, 20, 11, 2026,
               "C 2026-10 overdue -10 d3\nD 2026-10 overdue -10\n"
               "A 2026-11 later 20\nB 2026-11 later 20\nC 2026-11 later 20\nD 2026-11 later 20\n"
               "B 2026-10 waiting -10 d2\nA 2026-10 done -10 d0\n");
}

static void
test_no_rule (Fixture *fixture, gconstpointer profile_file)
{
  g_autoptr (GPtrArray) list = NULL;
  const CbObligation *obligation;
  GDate on;

  /* Thanh Hóa says nothing about half years, five years or what is always current. */
  add_item (fixture, "A", "a", CB_FREQUENCY_HALF_YEARLY);
  add_item (fixture, "B", "b", CB_FREQUENCY_ON_CHANGE);
  add_item (fixture, "C", "c", CB_FREQUENCY_UNKNOWN);
  assert_list (fixture, 20, 11, 2026, "A 2026-H1 later\nA 2026-H2 later\nB  later\nC  later\n");

  g_date_clear (&on, 1);
  g_date_set_dmy (&on, 20, G_DATE_NOVEMBER, 2026);
  list = cb_obligations_list (fixture->items, fixture->profile, fixture->holidays, &on, NULL, NULL);
  obligation = list->pdata[0];
  g_assert_false (obligation->has_deadline);
  g_assert_cmpstr (obligation->clause, ==, "");
}

static void
test_on_change (Fixture *fixture, gconstpointer profile_file)
{
  g_autoptr (GPtrArray) list = NULL;
  const CbObligation *obligation;
  GDate on;

  add_item (fixture, "A", "a", CB_FREQUENCY_ON_CHANGE);
  g_date_clear (&on, 1);
  g_date_set_dmy (&on, 20, G_DATE_NOVEMBER, 2026);
  list = cb_obligations_list (fixture->items, fixture->profile, fixture->holidays, &on, NULL, NULL);
  g_assert_cmpuint (list->len, ==, 1);
  obligation = list->pdata[0];
  /* There is a clause, but no day before somebody tells of a change. */
  g_assert_false (obligation->has_deadline);
  g_assert_cmpstr (obligation->clause, ==, "Điều 7 khoản 6 điểm d, 59/2024/QĐ-UBND");
}

static void
test_sorted (Fixture *fixture, gconstpointer profile_file)
{
  /* Quảng Ngãi: Q3 was due on 16 Oct, H1 on 16 Jul 2026, year 2025 on 16 Jan 2026. */
  add_item (fixture, "A", "Đường", CB_FREQUENCY_QUARTERLY);
  add_item (fixture, "B", "cầu", CB_FREQUENCY_QUARTERLY);
  add_item (fixture, "C", "Án", CB_FREQUENCY_HALF_YEARLY);
  add_item (fixture, "D", "năm", CB_FREQUENCY_YEARLY);
  assert_list (fixture, 12, 10, 2026,
               "D 2025 overdue -269\nC 2026-H1 overdue -88\nB 2026-Q3 this-week 4\n"
               "A 2026-Q3 this-week 4\nC 2026-H2 later 98\nB 2026-Q4 later 98\n"
               "A 2026-Q4 later 98\nD 2026 later 98\n");
}

static void
test_many (Fixture *fixture, gconstpointer profile_file)
{
  g_autoptr (GPtrArray) list = NULL;
  GDate on;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *code = g_strdup_printf ("M%05u", i);

      add_item (fixture, code, code, (CbFrequency)(i % (CB_FREQUENCY_ON_CHANGE + 1)));
    }
  g_date_clear (&on, 1);
  g_date_set_dmy (&on, 20, G_DATE_NOVEMBER, 2026);
  list = cb_obligations_list_for_datasets (fixture->items, fixture->profile, fixture->holidays, &on,
                                           fixture->datasets);
  g_assert_cmpuint (list->len, ==, 14000);
  for (guint i = 1; i < list->len; i++)
    {
      const CbObligation *before = list->pdata[i - 1];
      const CbObligation *after = list->pdata[i];

      g_assert_cmpint (before->urgency, <=, after->urgency);
    }
}

#define TH "thanh-hoa.json"
#define QN "quang-ngai.json"

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/obligations/month", Fixture, TH, set_up, test_month, tear_down);
  g_test_add ("/obligations/missed-ones-stay", Fixture, TH, set_up, test_missed, tear_down);
  g_test_add ("/obligations/begun-waiting-done", Fixture, TH, set_up, test_begun, tear_down);
  g_test_add ("/obligations/no-rule-no-deadline", Fixture, TH, set_up, test_no_rule, tear_down);
  g_test_add ("/obligations/on-change", Fixture, QN, set_up, test_on_change, tear_down);
  g_test_add ("/obligations/sorted", Fixture, QN, set_up, test_sorted, tear_down);
  g_test_add ("/obligations/ten-thousand-items", Fixture, QN, set_up, test_many, tear_down);

  return g_test_run ();
}
