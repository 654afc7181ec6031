/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-habits.h"

#include <string.h>

static const CbPracticeHabits all_habits[] = {
  {
      .name = "2.9",
      .full = "2.9.11",
      .forgets_deleted_files = TRUE,
      .bad_request = "Bad request - ",
      .reads_api_key_header = TRUE,
      .believes_size = TRUE,
      .always_sets_cookie = TRUE,
  },
  {
      .name = "2.10",
      .full = "2.10.11",
      .forgets_deleted_files = TRUE,
      .bad_request = "Bad request - ",
      .reads_api_key_header = TRUE,
      .knows_who_am_i = TRUE,
      .explains_500 = TRUE,
      .believes_size = TRUE,
      .always_sets_cookie = TRUE,
  },
  {
      .name = "2.11",
      .full = "2.11.6",
      .forgets_deleted_files = TRUE,
      .bad_request = "Bad request - ",
      .knows_who_am_i = TRUE,
      .explains_500 = TRUE,
      .wants_uuid = TRUE,
      .refuses_other_types = TRUE,
      .limits_forms = TRUE,
      .believes_size = TRUE,
  },
  {
      .name = "2.12",
      .full = "2.12.0",
      .bad_request = "Bad request: ",
      .knows_who_am_i = TRUE,
      .explains_500 = TRUE,
      .wants_uuid = TRUE,
      .refuses_other_types = TRUE,
      .limits_forms = TRUE,
      .breaks_on_second_create = TRUE,
      .keeps_files_on_update = TRUE,
      .notices_no_change = TRUE,
  },
};

/**
 * cb_practice_habits_find:
 * @version: `2.9`, `2.10`, `2.11` or `2.12`, with or without a third number
 *
 * Returns: (transfer none) (nullable): its habits, %NULL for any other
 */
const CbPracticeHabits *
cb_practice_habits_find (const char *version)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all_habits); i++)
    {
      const char *name = all_habits[i].name;

      if (g_str_has_prefix (version, name)
          && (version[strlen (name)] == '\0' || version[strlen (name)] == '.'))
        return &all_habits[i];
    }

  return NULL;
}
