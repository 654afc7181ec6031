/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-actions.h"
#include "core/portal/practice/cb-practice-fault.h"
#include "test-system.h"

/* Any text as calls of the practice portal: the first byte says which version it plays, each line
 * is an action and what it is sent. A call ends with a result or with a failure that says what; and
 * what is kept is there again when the portal is opened anew. A last line `fault` is read as one.
 */

#define MAX_CALLS 8

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static char *
dup_folder (void)
{
  /* Every write waits for the disk: in memory that is no wait. */
  const char *parent = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR) ? "/dev/shm" : g_get_tmp_dir ();

  return g_build_filename (parent, "congbo-fuzz-practice-XXXXXX", NULL);
}

static JsonObject *
parse (const char *text)
{
  JsonObject *object = cb_json_object_parse (text, -1, NULL);

  g_assert_nonnull (object);
  return object;
}

static void
fill (CbPracticeStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) user = parse ("{\"id\":\"u\",\"name\":\"lan\",\"state\":\"active\","
                                       "\"sysadmin\":false,\"_tokens\":{}}");
  g_autoptr (JsonObject) organisation
      = parse ("{\"id\":\"o\",\"name\":\"so-y-te\",\"title\":\"Sở Y tế\",\"state\":\"active\","
               "\"is_organization\":true,\"_members\":{\"u\":\"editor\"}}");

  cb_practice_store_set_site_url (store, "http://127.0.0.1:1");
  cb_practice_store_put_user (store, user, &error);
  g_assert_no_error (error);
  cb_practice_store_put_organisation (store, organisation, &error);
  g_assert_no_error (error);
}

static void
try_fault (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPracticeFault) fault = cb_practice_fault_parse (text, &error);

  g_assert_true ((fault == NULL) == (error != NULL));
}

static void
call (CbPracticeStore *store, const CbPracticeHabits *habits, const char *line)
{
  const char *space = strchr (line, ' ');
  g_autofree char *name = space != NULL ? g_strndup (line, (gsize)(space - line)) : NULL;
  const CbPracticeAction *action = name != NULL ? cb_practice_actions_find (name) : NULL;
  g_autoptr (CbPracticeCall) one = cb_practice_call_new ();
  g_autoptr (JsonNode) result = NULL;
  JsonObject *data;

  if (g_strcmp0 (name, "fault") == 0)
    try_fault (space + 1);
  data = action != NULL ? cb_json_object_parse (space + 1, -1, NULL) : NULL;
  if (data == NULL)
    return;
  json_object_unref (one->data);
  one->data = cb_practice_store_copy_object (data);
  json_object_unref (data);
  one->store = store;
  one->habits = habits;
  one->max_resource_size = 1000;
  one->user = cb_practice_store_find_user (store, "lan");
  result = action->run (one);
  if (result == NULL)
    g_assert_true (one->type != NULL || one->status >= 400);
  else
    g_assert_cmpuint (one->status, <, 400);
}

static guint
count_packages (CbPracticeStore *store)
{
  g_autoptr (GPtrArray) packages = cb_practice_store_list_packages (store);

  return packages->len;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const versions[] = { "2.9", "2.10", "2.11", "2.12" };
  g_autofree char *text = NULL;
  g_autofree char *folder = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (CbPracticeStore) store = NULL;
  g_autoptr (CbPracticeStore) again = NULL;
  g_autoptr (GError) error = NULL;

  if (size < 2)
    return 0;
  text = g_utf8_make_valid ((const char *)data + 1, (gssize)size - 1);
  lines = g_strsplit (text, "\n", MAX_CALLS + 1);
  folder = dup_folder ();
  g_assert_nonnull (g_mkdtemp (folder));
  store = cb_practice_store_open (folder, &error);
  g_assert_no_error (error);
  fill (store);
  for (guint i = 0; lines[i] != NULL && i < MAX_CALLS; i++)
    call (store, cb_practice_habits_find (versions[data[0] % G_N_ELEMENTS (versions)]), lines[i]);
  again = cb_practice_store_open (folder, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_packages (again), ==, count_packages (store));
  test_folder_remove (folder);

  return 0;
}
