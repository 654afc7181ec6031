/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "contract.h"

/* Datasets and what may stand in them: ckan.md, portals.md §2.4 and §2.5. */

static Reply *
create (const char *more)
{
  g_autofree char *name = new_name ();

  return ask (portal.editor, "package_create", "{\"name\":\"%s\",\"owner_org\":\"%s\"%s%s}", name,
              portal.organisation, more[0] != '\0' ? "," : "", more);
}

static void
test_slots_in_one_call (void)
{
  g_autoptr (Dataset) dataset = dataset_new (2, TRUE);
  g_autoptr (Reply) show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->name);

  assert_reply (show, 200);
  g_assert_cmpstr (find_text (show, "result.id"), ==, dataset->id);
  g_assert_cmpint (find_number (show, "result.num_resources"), ==, 2);
  g_assert_cmpstr (find_text (show, "result.resources.0.id"), ==, dataset->slots[0]);
  g_assert_cmpstr (find_text (show, "result.resources.1.id"), ==, dataset->slots[1]);
  g_assert_cmpstr (find_text (show, "result.resources.0.package_id"), ==, dataset->id);
  g_assert_cmpstr (find_text (show, "result.resources.0.format"), ==, "CSV");
  g_assert_cmpstr (find_text (show, "result.resources.0.url"), ==, "");
  g_assert_cmpstr (find_text (show, "result.resources.0.url_type"), ==, NULL);
  g_assert_cmpint (find_number (show, "result.resources.1.position"), ==, 1);
  g_assert_cmpstr (find_text (show, "result.extras.0.key"), ==, "congbo");
  g_assert_cmpstr (find_text (show, "result.extras.0.value"), ==, dataset->name);
  g_assert_cmpstr (find_text (show, "result.organization.name"), ==, portal.organisation);
  g_assert_cmpstr (find_text (show, "result.state"), ==, "active");
  g_assert_cmpstr (find_text (show, "result.type"), ==, "dataset");
  g_assert_true (json_node_get_boolean (find_value (show, "result.private")));
  /* Naive, in UTC (R12). */
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}$",
                                       find_text (show, "result.metadata_modified"),
                                       G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT));
}

static void
test_same_fields (void)
{
  static const char *const fields[] = { "author",
                                        "author_email",
                                        "creator_user_id",
                                        "extras",
                                        "groups",
                                        "id",
                                        "isopen",
                                        "license_id",
                                        "license_title",
                                        "maintainer",
                                        "maintainer_email",
                                        "metadata_created",
                                        "notes",
                                        "metadata_modified",
                                        "name",
                                        "num_resources",
                                        "num_tags",
                                        "organization",
                                        "owner_org",
                                        "private",
                                        "resources",
                                        "state",
                                        "relationships_as_object",
                                        "relationships_as_subject",
                                        "tags",
                                        "title",
                                        "type",
                                        "url",
                                        "version" };
  static const char *const file_fields[] = { "cache_last_updated",
                                             "cache_url",
                                             "created",
                                             "description",
                                             "format",
                                             "hash",
                                             "last_modified",
                                             "metadata_modified",
                                             "mimetype",
                                             "name",
                                             "mimetype_inner",
                                             "package_id",
                                             "position",
                                             "state",
                                             "size",
                                             "resource_type",
                                             "url",
                                             "url_type",
                                             "id" };
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->name);
  JsonObject *result = json_node_get_object (find_value (show, "result"));
  JsonObject *file = json_node_get_object (find_value (show, "result.resources.0"));

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (json_object_has_member (result, fields[i]));
  g_assert_cmpuint (json_object_get_size (result), ==, G_N_ELEMENTS (fields));
  for (gsize i = 0; i < G_N_ELEMENTS (file_fields); i++)
    g_assert_true (json_object_has_member (file, file_fields[i]));
  g_assert_cmpuint (json_object_get_size (file), ==, G_N_ELEMENTS (file_fields));
}

static void
test_create_again (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) again
      = ask (portal.editor, "package_create",
             "{\"name\":\"%s\",\"owner_org\":\"%s\",\"resources\":[{\"id\":\"%s\",\"url\":\"\"}]}",
             dataset->name, portal.organisation, dataset->slots[0]);

  assert_failure (again, 409, "Validation Error");
  g_assert_cmpstr (find_text (again, "error.name.0"), ==, "That URL is already in use.");
  g_assert_cmpstr (find_text (again, "error.resources.0.id.0"), ==, "Resource id already exists.");
}

static void
test_errors_align (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autofree char *more
      = g_strdup_printf ("\"resources\":[{\"name\":\"a\"},{\"id\":\"%s\"}]", dataset->slots[0]);
  g_autoptr (Reply) reply = create (more);

  assert_failure (reply, 409, "Validation Error");
  g_assert_cmpuint (count_items (reply, "error.resources"), ==, 2);
  g_assert_cmpuint (
      json_object_get_size (json_node_get_object (find_value (reply, "error.resources.0"))), ==, 0);
  g_assert_true (has_value (reply, "error.resources.1.id"));
}

static void
test_id_by_editor (void)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *more = g_strdup_printf ("\"id\":\"%s\"", id);
  g_autoptr (Reply) reply = create (more);
  g_autofree char *name = new_name ();
  g_autoptr (Reply) sysadmin
      = ask (portal.sysadmin, "package_create", "{\"name\":\"%s\",\"owner_org\":\"%s\",%s}", name,
             portal.organisation, more);

  assert_failure (reply, 409, "Validation Error");
  g_assert_cmpstr (find_text (reply, "error.id.0"), ==, "The input field id was not expected.");
  assert_reply (sysadmin, 200);
  g_assert_cmpstr (find_text (sysadmin, "result.id"), ==, id);
}

static void
test_draft (void)
{
  g_autofree char *name = new_name ();
  g_autoptr (Reply) editor = create ("\"state\":\"draft\"");
  g_autoptr (Reply) sysadmin = ask (portal.sysadmin, "package_create",
                                    "{\"name\":\"%s\",\"owner_org\":\"%s\",\"state\":\"draft\"}",
                                    name, portal.organisation);

  assert_reply (editor, 200);
  g_assert_cmpstr (find_text (editor, "result.state"), ==, "active");
  assert_reply (sysadmin, 200);
  g_assert_cmpstr (find_text (sysadmin, "result.state"), ==, "draft");
}

static void
test_names (void)
{
  static const char *const bad[] = { "a b", "Hoa", "đường", "a", "new", "search", "edit", "" };
  g_autofree char *long_name = g_strnfill (101, 'a');

  for (gsize i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      const char *name = i < G_N_ELEMENTS (bad) ? bad[i] : long_name;
      g_autoptr (Reply) reply
          = ask (portal.editor, "package_create", "{\"name\":\"%s\",\"owner_org\":\"%s\"}", name,
                 portal.organisation);

      assert_failure (reply, 409, "Validation Error");
      g_assert_true (has_value (reply, "error.name.0"));
    }
}

static void
test_organisation (void)
{
  g_autofree char *name = new_name ();
  g_autoptr (Reply) none = ask (portal.editor, "package_create", "{\"name\":\"%s\"}", name);
  g_autoptr (Reply) unknown
      = ask (portal.editor, "package_create", "{\"name\":\"%s\",\"owner_org\":\"khong-co\"}", name);
  g_autoptr (Reply) show = ask (NULL, "organization_show", "{\"id\":\"%s\"}", portal.organisation);
  g_autoptr (Reply) missing = ask (NULL, "organization_show", "{\"id\":\"khong-co\"}");

  assert_failure (none, 409, "Validation Error");
  g_assert_true (has_value (none, "error.owner_org.0"));
  assert_failure (unknown, 403, "Authorization Error");
  assert_reply (show, 200);
  g_assert_cmpstr (find_text (show, "result.title"), ==, "Cơ quan thử");
  assert_failure (missing, 404, "Not Found Error");
}

static void
test_unknown_keys (void)
{
  g_autoptr (Reply) reply
      = create ("\"khoa_la\":\"x\",\"license_id\":\"khong-co\",\"resources\":[{\"url\":\"\","
                "\"mã hoá\":\"utf-8\",\"client_sha256\":\"00\"}]");

  assert_reply (reply, 200);
  g_assert_false (has_value (reply, "result.khoa_la"));
  g_assert_cmpstr (find_text (reply, "result.license_id"), ==, "khong-co");
  g_assert_cmpstr (find_text (reply, "result.resources.0.mã hoá"), ==, "utf-8");
  g_assert_cmpstr (find_text (reply, "result.resources.0.client_sha256"), ==, "00");
}

static void
test_extras (void)
{
  g_autoptr (Reply) empty = create ("\"extras\":[{\"key\":\"ky\",\"value\":\"\"}]");
  g_autoptr (Reply) field = create ("\"extras\":[{\"key\":\"ok\",\"value\":\"1\"},"
                                    "{\"key\":\"title\",\"value\":\"x\"}]");
  g_autoptr (Reply) twice = create ("\"extras\":[{\"key\":\"x\",\"value\":\"1\"},"
                                    "{\"key\":\"x\",\"value\":\"2\"}]");

  assert_reply (empty, 200);
  g_assert_cmpstr (find_text (empty, "result.extras.0.value"), ==, "");
  assert_failure (field, 409, "Validation Error");
  g_assert_cmpuint (count_items (field, "error.extras"), ==, 2);
  g_assert_true (has_value (field, "error.extras.1.key.0"));
  assert_failure (twice, 409, "Validation Error");
  g_assert_true (has_value (twice, "error.extras_validation.0"));
}

static void
test_tags (void)
{
  g_autofree char *nfd = g_utf8_normalize ("ngân sách", -1, G_NORMALIZE_NFD);
  g_autofree char *detached = g_strdup_printf ("\"tags\":[{\"name\":\"%s\"}]", nfd);
  g_autoptr (Reply) whole = create ("\"tags\":[{\"name\":\"ngân sách\"}]");
  g_autoptr (Reply) parts = create (detached);
  g_autoptr (Reply) several = create ("\"tags\":[{\"name\":\"a\"},{\"name\":\"a&b\"},"
                                      "{\"name\":\"a,b\"},{\"name\":\"a–b\"},{\"name\":\"tốt\"}]");

  assert_reply (whole, 200);
  g_assert_cmpstr (find_text (whole, "result.tags.0.name"), ==, "ngân sách");
  g_assert_cmpint (find_number (whole, "result.num_tags"), ==, 1);
  assert_failure (parts, 409, "Validation Error");
  assert_failure (several, 409, "Validation Error");
  g_assert_cmpuint (count_items (several, "error.tags"), ==, 4);
  g_assert_true (g_str_has_prefix (find_text (several, "error.tags.0"), "Tag \"a\" "));
}

static void
test_large_notes (void)
{
  g_autofree char *notes = g_strnfill (600 * 1000, 'x');
  g_autofree char *more = g_strdup_printf ("\"notes\":\"%s\"", notes);
  g_autoptr (Reply) reply = create (more);

  assert_reply (reply, 200);
  g_assert_cmpuint (strlen (find_text (reply, "result.notes")), ==, 600 * 1000);
}

static void
test_deleted (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, FALSE);
  g_autoptr (Reply) remove = ask (portal.editor, "package_delete", "{\"id\":\"%s\"}", dataset->id);
  g_autoptr (Reply) show = ask (NULL, "package_show", "{\"id\":\"%s\"}", dataset->id);
  g_autofree char *more
      = g_strdup_printf ("\"resources\":[{\"id\":\"%s\",\"url\":\"\"}]", dataset->slots[0]);
  g_autoptr (Reply) file = create (more);
  g_autoptr (Reply) again
      = ask (portal.editor, "package_create", "{\"name\":\"%s\",\"owner_org\":\"%s\"}",
             dataset->name, portal.organisation);
  g_autoptr (Reply) old = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);

  assert_reply (remove, 200);
  g_assert_cmpuint (show->status, >=, 403);
  assert_failure (file, 409, "Validation Error");
  g_assert_cmpstr (find_text (file, "error.resources.0.id.0"), ==, "Resource id already exists.");
  /* Its address is free; it is itself now named by its id. */
  assert_reply (again, 200);
  assert_reply (old, 200);
  g_assert_cmpstr (find_text (old, "result.state"), ==, "deleted");
  g_assert_cmpstr (find_text (old, "result.name"), ==, dataset->id);
}

static void
test_private (void)
{
  g_autoptr (Dataset) dataset = dataset_new (0, TRUE);
  g_autofree char *page = g_strdup_printf ("/dataset/%s", dataset->name);
  g_autoptr (Reply) show = ask (NULL, "package_show", "{\"id\":\"%s\"}", dataset->name);
  g_autoptr (Reply) hidden = fetch (NULL, "GET", page, NULL);
  g_autoptr (Reply) missing = ask (NULL, "package_show", "{\"id\":\"khong-co\"}");
  g_autoptr (Reply) patch
      = ask (portal.editor, "package_patch", "{\"id\":\"%s\",\"private\":false}", dataset->id);
  g_autoptr (Reply) public = ask (NULL, "package_show", "{\"id\":\"%s\"}", dataset->name);
  g_autoptr (Reply) shown = fetch (NULL, "GET", page, NULL);

  assert_failure (show, 403, "Authorization Error");
  g_assert_true (hidden->status == 403 || hidden->status == 404);
  assert_failure (missing, 404, "Not Found Error");
  assert_reply (patch, 200);
  assert_reply (public, 200);
  assert_html (shown, 200);
}

static void
test_patch_replaces_lists (void)
{
  g_autoptr (Dataset) dataset = dataset_new (2, TRUE);
  g_autoptr (Reply) patch
      = ask (portal.editor, "package_patch",
             "{\"id\":\"%s\",\"title\":\"Mới\",\"extras\":[{\"key\":\"k\",\"value\":\"v\"}]}",
             dataset->id);

  assert_reply (patch, 200);
  g_assert_cmpstr (find_text (patch, "result.title"), ==, "Mới");
  g_assert_cmpstr (find_text (patch, "result.name"), ==, dataset->name);
  g_assert_cmpuint (count_items (patch, "result.extras"), ==, 1);
  g_assert_cmpstr (find_text (patch, "result.extras.0.key"), ==, "k");
  g_assert_cmpuint (count_items (patch, "result.resources"), ==, 2);
}

static void
test_nothing_changed (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) before = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);
  g_autoptr (Reply) patch
      = ask (portal.editor, "package_patch", "{\"id\":\"%s\",\"title\":\"Thử\"}", dataset->id);
  gboolean same = g_str_equal (find_text (before, "result.metadata_modified"),
                               find_text (patch, "result.metadata_modified"));

  assert_reply (patch, 200);
  g_assert_cmpint (same, ==, portal.minor >= 12);
}

static void
test_update_without_files (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) update
      = ask (portal.editor, "package_update",
             "{\"id\":\"%s\",\"name\":\"%s\",\"owner_org\":\"%s\",\"private\":true}", dataset->id,
             dataset->name, portal.organisation);

  /* Why the program never calls it. */
  assert_reply (update, 200);
  g_assert_cmpuint (count_items (update, "result.resources"), ==, portal.minor >= 12 ? 1 : 0);
}

static void
test_search (void)
{
  g_autoptr (Dataset) hidden = dataset_new (0, TRUE);
  g_autoptr (Dataset) public = dataset_new (0, FALSE);
  g_autoptr (Reply) found
      = ask (NULL, "package_search", "{\"fq\":\"name:%s\",\"rows\":10}", public->name);
  g_autoptr (Reply) none
      = ask (portal.editor, "package_search", "{\"fq\":\"name:%s\"}", hidden->name);
  g_autoptr (Reply) own = ask (portal.editor, "package_search",
                               "{\"fq\":\"name:%s\",\"include_private\":true}", hidden->name);
  g_autoptr (Reply) by_get = NULL;
  g_autofree char *path
      = g_strdup_printf ("/api/3/action/package_search?fq=name:%s&rows=0", public->name);

  by_get = fetch (NULL, "GET", path, NULL);
  assert_reply (found, 200);
  g_assert_cmpint (find_number (found, "result.count"), ==, 1);
  g_assert_cmpstr (find_text (found, "result.results.0.id"), ==, public->id);
  assert_reply (none, 200);
  g_assert_cmpint (find_number (none, "result.count"), ==, 0);
  assert_reply (own, 200);
  g_assert_cmpint (find_number (own, "result.count"), ==, 1);
  assert_reply (by_get, 200);
  g_assert_cmpint (find_number (by_get, "result.count"), ==, 1);
  g_assert_cmpuint (count_items (by_get, "result.results"), ==, 0);
}

static void
test_license (void)
{
  g_autoptr (Reply) known = create ("\"license_id\":\"cc-by\"");
  g_autoptr (Reply) unknown = create ("\"license_id\":\"khong-co\"");

  assert_reply (known, 200);
  g_assert_cmpstr (find_text (known, "result.license_title"), ==, "Creative Commons Attribution");
  g_assert_true (json_node_get_boolean (find_value (known, "result.isopen")));
  g_assert_true (has_value (known, "result.license_url"));
  assert_reply (unknown, 200);
  g_assert_cmpstr (find_text (unknown, "result.license_title"), ==, "khong-co");
  g_assert_false (json_node_get_boolean (find_value (unknown, "result.isopen")));
}

static void
test_not_lists (void)
{
  g_autoptr (Reply) tags = create ("\"tags\":\"x\"");
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) files
      = ask (portal.editor, "package_patch", "{\"id\":\"%s\",\"resources\":\"x\"}", dataset->id);
  g_autoptr (Reply) show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);

  assert_failure (tags, 400, "Integrity Error");
  assert_failure (files, 500, "Internal Server Error");
  g_assert_cmpint (find_number (show, "result.num_resources"), ==, 1);
}

static void
test_wrong_values (void)
{
  g_autofree char *version = g_strnfill (101, 'x');
  g_autofree char *long_version = g_strdup_printf ("\"version\":\"%s\"", version);
  g_autoptr (Reply) too_long = create (long_version);
  g_autoptr (Reply) email = create ("\"maintainer_email\":\"abc\"");
  g_autoptr (Reply) number = create ("\"notes\":5");
  g_autoptr (Reply) title = create ("\"title\":\"\"");

  assert_failure (too_long, 409, "Validation Error");
  g_assert_true (has_value (too_long, "error.version.0"));
  assert_failure (email, 409, "Validation Error");
  g_assert_true (has_value (email, "error.maintainer_email.0"));
  assert_reply (number, 200);
  g_assert_cmpstr (find_text (number, "result.notes"), ==, "5");
  assert_reply (title, 200);
  g_assert_cmpstr (find_text (title, "result.title"), ==, find_text (title, "result.name"));
}

static void
test_one_id_twice (void)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *more = g_strdup_printf (
      "\"resources\":[{\"id\":\"%s\",\"url\":\"\"},{\"id\":\"%s\",\"url\":\"\"}]", id, id);
  g_autoptr (Reply) reply = create (more);
  g_autoptr (Reply) show = ask (portal.editor, "resource_show", "{\"id\":\"%s\"}", id);

  assert_failure (reply, 500, "Internal Server Error");
  assert_failure (show, 404, "Not Found Error");
}

static void
test_organisation_create (void)
{
  g_autofree char *name = new_name ();
  g_autoptr (Reply) first
      = ask (portal.sysadmin, "organization_create", "{\"name\":\"%s\",\"title\":\"Mới\"}", name);
  g_autoptr (Reply) again = ask (portal.sysadmin, "organization_create", "{\"name\":\"%s\"}", name);
  g_autoptr (Reply) nobody = ask (NULL, "organization_create", "{\"name\":\"%s-2\"}", name);

  assert_reply (first, 200);
  g_assert_cmpstr (find_text (first, "result.title"), ==, "Mới");
  g_assert_true (has_value (first, "result.id"));
  assert_failure (again, 409, "Validation Error");
  g_assert_true (has_value (again, "error.name.0"));
  assert_failure (nobody, 403, "Authorization Error");
}

void
add_dataset_cases (void)
{
  g_test_add_func ("/portal/dataset/slots-in-one-call", test_slots_in_one_call);
  g_test_add_func ("/portal/dataset/same-fields", test_same_fields);
  g_test_add_func ("/portal/dataset/create-again", test_create_again);
  g_test_add_func ("/portal/dataset/errors-align", test_errors_align);
  g_test_add_func ("/portal/dataset/id-by-editor", test_id_by_editor);
  g_test_add_func ("/portal/dataset/draft", test_draft);
  g_test_add_func ("/portal/dataset/names", test_names);
  g_test_add_func ("/portal/dataset/organisation", test_organisation);
  g_test_add_func ("/portal/dataset/unknown-keys", test_unknown_keys);
  g_test_add_func ("/portal/dataset/extras", test_extras);
  g_test_add_func ("/portal/dataset/tags", test_tags);
  g_test_add_func ("/portal/dataset/large-notes", test_large_notes);
  g_test_add_func ("/portal/dataset/deleted", test_deleted);
  g_test_add_func ("/portal/dataset/private", test_private);
  g_test_add_func ("/portal/dataset/patch-replaces-lists", test_patch_replaces_lists);
  g_test_add_func ("/portal/dataset/nothing-changed", test_nothing_changed);
  g_test_add_func ("/portal/dataset/update-without-files", test_update_without_files);
  g_test_add_func ("/portal/dataset/license", test_license);
  g_test_add_func ("/portal/dataset/not-lists", test_not_lists);
  g_test_add_func ("/portal/dataset/wrong-values", test_wrong_values);
  g_test_add_func ("/portal/dataset/one-id-twice", test_one_id_twice);
  g_test_add_func ("/portal/dataset/organisation-create", test_organisation_create);
  g_test_add_func ("/portal/dataset/search", test_search);
}
