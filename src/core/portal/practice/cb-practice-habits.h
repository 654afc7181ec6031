/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbPracticeHabits:
 * @name: `2.9`, `2.10`, `2.11`, `2.12`
 * @full: what `status_show` says
 * @bad_request: what stands before the text of a 400
 * @reads_api_key_header: the token may come in `X-CKAN-API-Key`
 * @knows_who_am_i: `user_show` without an id answers the signed-in user
 * @explains_500: an unexpected failure has the JSON envelope, not HTML
 * @wants_uuid: the id of a file has to be a UUID
 * @limits_forms: text fields of a form end at 500 kB, parts at 1000
 * @believes_size: a size sent by the client stays
 * @breaks_on_second_create: a file created twice breaks its dataset (ckan.md)
 * @keeps_files_on_update: `package_update` without `resources` keeps them
 * @notices_no_change: a write that changes nothing leaves `metadata_modified`
 * @refuses_other_types: a body that is not called JSON is 415, not 400
 * @forgets_deleted_files: deleting a file a third time is 404
 * @always_sets_cookie: on every answer
 *
 * Where the versions of CKAN differ as a client sees them: ckan.md, "Facts by version", and
 * portals.md §2.1.
 */
typedef struct
{
  const char *name;
  const char *full;
  const char *bad_request;
  gboolean reads_api_key_header;
  gboolean knows_who_am_i;
  gboolean explains_500;
  gboolean wants_uuid;
  gboolean limits_forms;
  gboolean believes_size;
  gboolean breaks_on_second_create;
  gboolean keeps_files_on_update;
  gboolean notices_no_change;
  gboolean refuses_other_types;
  gboolean forgets_deleted_files;
  gboolean always_sets_cookie;
} CbPracticeHabits;

const CbPracticeHabits *cb_practice_habits_find (const char *version);

G_END_DECLS
