/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workplace-fixture.h"

#include "test-system.h"

/* As after a start of the program. */
void
workplace_fixture_open_again (WorkplaceFixture *self)
{
  CbWorkplaceOptions options
      = { .mode = CB_MODE_PRACTICE, .root = self->root, .clock = self->clock };
  g_autoptr (GError) error = NULL;

  if (self->workplace != NULL)
    cb_workplace_close (self->workplace);
  g_clear_object (&self->workplace);
  self->workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
}

/* It is ten in the morning of that day, in Vietnam. */
void
workplace_fixture_set_up (WorkplaceFixture *self, int year, int month, int day)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autoptr (GDateTime) start = g_date_time_new_utc (year, month, day, 3, 0, 0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  self->root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  self->clock = cb_clock_new_fake (g_date_time_to_unix (start) * G_USEC_PER_SEC, 1);
  cb_clock_set_timezone (self->clock, zone);
  workplace_fixture_open_again (self);
}

void
workplace_fixture_tear_down (WorkplaceFixture *self)
{
  cb_workplace_close (self->workplace);
  g_clear_object (&self->workplace);
  g_clear_object (&self->clock);
  test_folder_remove (self->root);
  g_free (self->root);
}
