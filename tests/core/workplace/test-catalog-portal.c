/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A catalog from a portal: the practice portal, asked as the public asks. */

#include "config.h"

#include <string.h>

#include <libsoup/soup.h>

#include "base/cb-error.h"
#include "core/portal/practice/cb-practice-portal.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "wire.h"
#include "test-system.h"

/* More than two pages. */
#define N_DATASETS 230

typedef struct
{
  char *folder;
  CbPracticePortal *portal;
  char *token;
  CbClock *clock;
  CbWorkplace *workplace;
  SoupSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *shared = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autofree char *root = NULL;
  g_autofree char *site = NULL;
  g_autoptr (GError) error = NULL;
  CbWorkplaceOptions options = { .mode = CB_MODE_REAL };

  g_setenv ("CONGBO_DATA_DIR", shared, TRUE);
  fixture->folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  root = g_build_filename (fixture->folder, "store", NULL);
  site = g_build_filename (fixture->folder, "site", NULL);
  options.root = root;
  fixture->workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  fixture->portal = cb_practice_portal_new (site, "2.12", &error);
  g_assert_no_error (error);
  g_assert_true (cb_practice_portal_start (fixture->portal, 0, &error));
  fixture->token
      = cb_practice_portal_ensure_user (fixture->portal, "can-bo", "editor", "co-quan", &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->session);
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
  g_clear_object (&fixture->portal);
  g_free (fixture->token);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
create (Fixture *fixture, const char *name, const char *more)
{
  g_autofree char *url = g_strconcat (cb_practice_portal_get_url (fixture->portal),
                                      "/api/3/action/package_create", NULL);
  g_autofree char *body = g_strdup_printf (
      "{\"name\":\"%s\",\"title\":\"Dữ liệu %s\",\"owner_org\":\"co-quan\"%s}", name, name, more);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;

  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                fixture->token);
  soup_message_set_request_body_from_bytes (message, "application/json", sent);
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
}

static const CbCatalogItem *
find_item (GPtrArray *items, const char *code)
{
  for (guint i = 0; i < items->len; i++)
    if (g_str_equal (((CbCatalogItem *)g_ptr_array_index (items, i))->code, code))
      return g_ptr_array_index (items, i);

  return NULL;
}

/* What is not public is no part of it; what says how often it is updated has a deadline. */
static void
test_all_pages (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (CbCatalogTaken) taken = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  const CbCatalogItem *item;

  for (guint i = 0; i < N_DATASETS; i++)
    {
      g_autofree char *name = g_strdup_printf ("tap-%03u", i);

      create (fixture, name,
              i == 7 ? ",\"extras\":[{\"key\":\"frequency\",\"value\":\"monthly\"}],"
                       "\"notes\":\"Mỗi xã một dòng\""
                     : "");
    }
  create (fixture, "kin", ",\"private\":true");
  draft = cb_workplace_read_portal_catalog (
      fixture->workplace, cb_practice_portal_get_url (fixture->portal), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->rows->len, ==, N_DATASETS);
  g_assert_true (cb_catalog_layout_is_sure (draft->layout));
  g_assert_nonnull (strstr (draft->unknown, "229"));
  taken = cb_workplace_take_catalog (fixture->workplace, draft, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (taken->items, ==, N_DATASETS);
  g_assert_cmpstr (g_ptr_array_index (taken->problems, 0), ==, draft->unknown);

  items = cb_workplace_list_catalog (fixture->workplace, NULL, &error);
  g_assert_null (find_item (items, "kin"));
  item = find_item (items, "tap-007");
  g_assert_nonnull (item);
  g_assert_cmpstr (item->title, ==, "Dữ liệu tap-007");
  g_assert_cmpstr (item->description, ==, "Mỗi xã một dòng");
  g_assert_cmpint (item->frequency, ==, CB_FREQUENCY_MONTHLY);
  g_assert_nonnull (item->owner);
  g_assert_cmpuint (item->source_row, ==, 0);
  g_assert_null (item->source_cells);
  item = find_item (items, "tap-229");
  g_assert_nonnull (item);
  g_assert_cmpint (item->frequency, ==, CB_FREQUENCY_UNKNOWN);
}

static void
test_nothing_public (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;

  create (fixture, "kin", ",\"private\":true");
  draft = cb_workplace_read_portal_catalog (
      fixture->workplace, cb_practice_portal_get_url (fixture->portal), NULL, &error);
  g_assert_null (draft);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

/* Groups and formats, several of each, as CKAN answers: the practice portal keeps no groups. */
static void
test_groups (void)
{
  g_autofree char *shared = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  CbWorkplaceOptions options = { .mode = CB_MODE_REAL, .root = root };
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbWorkplace) workplace = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;
  const char *const *row;

  g_setenv ("CONGBO_DATA_DIR", shared, TRUE);
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  wire_answer_json (wire, "status_show", 200,
                    "{\"success\":true,\"result\":{\"ckan_version\":\"2.11.0\",\"site_url\":\"\","
                    "\"site_title\":\"Cổng dữ liệu tỉnh\",\"extensions\":[]}}");
  wire_answer_json (
      wire, "package_search", 200,
      "{\"success\":true,\"result\":{\"count\":1,\"results\":[{\"name\":\"cskcb\","
      "\"title\":\"Cơ sở khám bệnh\",\"organization\":{\"title\":\"Sở Y tế\"},"
      "\"groups\":[{\"title\":\"Y tế\"},{\"display_name\":\"Xã hội\"}],"
      "\"resources\":[{\"format\":\"CSV\"},{\"format\":\"XLSX\"},{\"format\":\"CSV\"}],"
      "\"extras\":\"no list\"},7]}}");
  wire_answer_json (wire, "package_search", 200,
                    "{\"success\":true,\"result\":{\"count\":1,\"results\":[]}}");
  draft = cb_workplace_read_portal_catalog (workplace, wire_get_url (wire), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->name, ==, "Cổng dữ liệu tỉnh");
  g_assert_cmpuint (draft->rows->len, ==, 1);
  row = g_ptr_array_index (draft->rows, 0);
  g_assert_true (g_strv_contains (row, "Y tế, Xã hội"));
  g_assert_true (g_strv_contains (row, "Sở Y tế"));
  g_assert_true (g_strv_contains (row, "CSV, XLSX"));
  cb_workplace_close (workplace);
  test_folder_remove (root);
}

/* A portal, or a cache in front of it, that has one page for every question: it is asked no more
 * than needed, and what is not the whole catalog is not taken for it. */
static void
test_one_page_for_all (gconstpointer data)
{
  gboolean is_all = GPOINTER_TO_INT (data);
  g_autofree char *shared = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  CbWorkplaceOptions options = { .mode = CB_MODE_REAL, .root = root };
  g_autofree char *page
      = g_strdup_printf ("{\"success\":true,\"result\":{\"count\":%u,\"results\":["
                         "{\"name\":\"a\",\"title\":\"A\"},{\"name\":\"b\",\"title\":\"B\"}]}}",
                         is_all ? 2 : 250);
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbWorkplace) workplace = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;

  g_setenv ("CONGBO_DATA_DIR", shared, TRUE);
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  wire_answer_json (wire, "status_show", 200,
                    "{\"success\":true,\"result\":{\"ckan_version\":\"2.11.0\",\"site_url\":\"\","
                    "\"site_title\":\"Cổng\",\"extensions\":[]}}");
  for (guint i = 0; i < 10; i++)
    wire_answer_json (wire, "package_search", 200, page);
  draft = cb_workplace_read_portal_catalog (workplace, wire_get_url (wire), NULL, &error);
  g_assert_cmpuint (wire_count_requests (wire, "package_search"), ==, 2);
  if (is_all)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (draft->rows->len, ==, 2);
    }
  else
    g_assert_error (error, CB_ERROR, CB_ERROR_SERVER);
  cb_workplace_close (workplace);
  test_folder_remove (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/catalog-portal/all-pages", Fixture, NULL, set_up, test_all_pages, tear_down);
  g_test_add ("/catalog-portal/nothing-public", Fixture, NULL, set_up, test_nothing_public,
              tear_down);
  g_test_add_func ("/catalog-portal/groups", test_groups);
  g_test_add_data_func ("/catalog-portal/one-page-for-all/all-of-it", GINT_TO_POINTER (TRUE),
                        test_one_page_for_all);
  g_test_add_data_func ("/catalog-portal/one-page-for-all/part-of-it", GINT_TO_POINTER (FALSE),
                        test_one_page_for_all);
  return g_test_run ();
}
