/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was missed, over the versions of a catalog. */

#include "config.h"

#include "core/store/cb-store-catalog.h"
#include "core/workplace/cb-workplace-due.h"
#include "workplace-fixture.h"

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)

static void
set_up (WorkplaceFixture *fixture, gconstpointer profile)
{
  workplace_fixture_set_up (fixture, 2026, 1, 16);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", profile, NULL));
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer profile)
{
  workplace_fixture_tear_down (fixture);
}

static guint
add_version (WorkplaceFixture *fixture, const char *decision, const char *codes)
{
  g_auto (GStrv) all = g_strsplit (codes, " ", -1);
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  guint version;

  for (guint i = 0; all[i] != NULL; i++)
    {
      CbCatalogItem *item = cb_catalog_item_new ();

      item->code = g_strdup (all[i]);
      item->title = g_strdup (all[i]);
      item->frequency = CB_FREQUENCY_MONTHLY;
      g_ptr_array_add (items, item);
    }
  version = cb_store_add_catalog (fixture->workplace->store, decision, items, NULL);
  g_assert_cmpuint (version, >, 0);
  return version;
}

static guint
count_overdue (WorkplaceFixture *fixture, const char *code)
{
  g_autoptr (GPtrArray) due = cb_workplace_list_due (fixture->workplace, NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < due->len; i++)
    {
      const CbObligation *one = g_ptr_array_index (due, i);

      count += g_strcmp0 (one->item_code, code) == 0 && one->urgency == CB_URGENCY_OVERDUE;
    }
  return count;
}

/* A new decision takes nothing off what was missed under the one before; what it brings, and what
 * it brings back, has missed nothing by then. */
static void
test_over_versions (WorkplaceFixture *fixture, gconstpointer profile)
{
  guint missed;

  add_version (fixture, "1/QĐ", "A B");
  g_assert_cmpuint (count_overdue (fixture, "A"), <=, 1);
  cb_clock_advance (fixture->clock, 150 * DAY);
  missed = count_overdue (fixture, "A");
  g_assert_cmpuint (missed, >=, 4);
  add_version (fixture, "2/QĐ", "A C");
  g_assert_cmpuint (count_overdue (fixture, "A"), ==, missed);
  g_assert_cmpuint (count_overdue (fixture, "B"), ==, 0);
  g_assert_cmpuint (count_overdue (fixture, "C"), <=, 1);
  cb_clock_advance (fixture->clock, 62 * DAY);
  add_version (fixture, "3/QĐ", "A B C");
  g_assert_cmpuint (count_overdue (fixture, "A"), ==, missed + 2);
  g_assert_cmpuint (count_overdue (fixture, "B"), <=, 1);
  g_assert_cmpuint (count_overdue (fixture, "C"), >, count_overdue (fixture, "B"));
}

/* One that is only kept to be looked at is no gap, and no beginning. */
static void
test_held_version (WorkplaceFixture *fixture, gconstpointer profile)
{
  guint missed;

  add_version (fixture, "1/QĐ", "A");
  cb_clock_advance (fixture->clock, 90 * DAY);
  g_assert_true (
      cb_store_hold_catalog (fixture->workplace->store, add_version (fixture, "2/QĐ", "B"), NULL));
  cb_clock_advance (fixture->clock, 60 * DAY);
  missed = count_overdue (fixture, "A");
  g_assert_cmpuint (missed, >=, 4);
  g_assert_cmpuint (count_overdue (fixture, "B"), ==, 0);
  add_version (fixture, "3/QĐ", "A");
  g_assert_cmpuint (count_overdue (fixture, "A"), ==, missed);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/missed/over-versions", WorkplaceFixture, "vn-38-thanh-hoa", set_up,
              test_over_versions, tear_down);
  g_test_add ("/missed/held-version", WorkplaceFixture, "vn-38-thanh-hoa", set_up,
              test_held_version, tear_down);
  return g_test_run ();
}
