/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "contract.h"

/* `package_revise`, on which the queue stands: ckan.md, "The one finding that shapes the queue". */

#define AT_ONCE 4

typedef struct
{
  char *action;
  char *body;
  Reply *reply;
} Shot;

static gpointer
shoot (gpointer data)
{
  Shot *shot = data;

  shot->reply = ask (portal.editor, shot->action, "%s", shot->body);
  return NULL;
}

/* Sends all of @shots at the same time; returns how many were answered with 200. */
static guint
shoot_all (Shot *shots, guint count)
{
  g_autofree GThread **threads = g_new (GThread *, count);
  guint good = 0;

  for (guint i = 0; i < count; i++)
    threads[i] = g_thread_new ("shot", shoot, &shots[i]);
  for (guint i = 0; i < count; i++)
    {
      g_thread_join (threads[i]);
      good += shots[i].reply->status == 200 ? 1 : 0;
    }

  return good;
}

static void
clear_shots (Shot *shots, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_free (shots[i].action);
      g_free (shots[i].body);
      reply_free (shots[i].reply);
    }
}

static char *
add_slot_body (const char *dataset, guint files, const char *slot)
{
  return g_strdup_printf ("{\"match\":{\"id\":\"%s\",\"num_resources\":%u},"
                          "\"update__resources__extend\":[{\"id\":\"%s\",\"name\":\"Thêm\","
                          "\"url\":\"\",\"format\":\"CSV\"}]}",
                          dataset, files, slot);
}

static void
test_add_slot (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autofree char *slot = g_uuid_string_random ();
  g_autofree char *body = add_slot_body (dataset->id, 1, slot);
  g_autoptr (Reply) first = ask (portal.editor, "package_revise", "%s", body);
  g_autoptr (Reply) again = ask (portal.editor, "package_revise", "%s", body);

  assert_reply (first, 200);
  g_assert_cmpint (find_number (first, "result.package.num_resources"), ==, 2);
  g_assert_cmpstr (find_text (first, "result.package.resources.1.id"), ==, slot);
  assert_failure (again, 409, "Validation Error");
  g_assert_cmpstr (find_text (again, "error.match.0"), ==, "num_resources");
}

static void
test_add_slot_at_once (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autofree char *slot = g_uuid_string_random ();
  Shot shots[AT_ONCE];
  g_autoptr (Reply) show = NULL;

  for (guint i = 0; i < AT_ONCE; i++)
    shots[i] = (Shot){ g_strdup ("package_revise"), add_slot_body (dataset->id, 1, slot), NULL };
  g_assert_cmpuint (shoot_all (shots, AT_ONCE), ==, 1);
  for (guint i = 0; i < AT_ONCE; i++)
    if (shots[i].reply->status != 200)
      assert_failure (shots[i].reply, 409, "Validation Error");
  clear_shots (shots, AT_ONCE);

  show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);
  g_assert_cmpint (find_number (show, "result.num_resources"), ==, 2);
}

static void
test_creates_at_once (void)
{
  g_autoptr (Dataset) dataset = dataset_new (0, TRUE);
  Shot shots[6];
  g_autoptr (Reply) show = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shots); i++)
    {
      g_autofree char *slot = g_uuid_string_random ();

      shots[i] = (Shot){ g_strdup ("resource_create"),
                         g_strdup_printf ("{\"package_id\":\"%s\",\"id\":\"%s\",\"url\":\"\"}",
                                          dataset->id, slot),
                         NULL };
    }
  g_assert_cmpuint (shoot_all (shots, G_N_ELEMENTS (shots)), ==, G_N_ELEMENTS (shots));
  clear_shots (shots, G_N_ELEMENTS (shots));

  show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);
  g_assert_cmpint (find_number (show, "result.num_resources"), ==, G_N_ELEMENTS (shots));
}

/* However a second file of the same id comes about, CKAN 2.12.0 cannot write the dataset after. */
static void
assert_broken (const Dataset *dataset, const char *file)
{
  g_autoptr (Reply) patch
      = ask (portal.editor, "package_patch", "{\"id\":\"%s\",\"title\":\"x\"}", dataset->id);
  g_autoptr (Reply) heal = ask (portal.editor, "resource_delete", "{\"id\":\"%s\"}", file);
  g_autoptr (Reply) after
      = ask (portal.editor, "package_patch", "{\"id\":\"%s\",\"title\":\"y\"}", dataset->id);

  if (portal.minor >= 12)
    assert_failure (patch, 500, "Internal Server Error");
  else
    assert_reply (patch, 200);
  assert_reply (heal, 200);
  assert_reply (after, 200);
}

static void
test_extend_by_known_id (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) reply = ask (portal.editor, "package_revise",
                                 "{\"match\":{\"id\":\"%s\"},"
                                 "\"update__resources__extend\":[{\"id\":\"%s\",\"url\":\"\"}]}",
                                 dataset->id, dataset->slots[0]);

  assert_reply (reply, 200);
  assert_broken (dataset, dataset->slots[0]);
}

static void
test_one_create_at_once (void)
{
  g_autoptr (Dataset) dataset = dataset_new (0, TRUE);
  g_autofree char *file = g_uuid_string_random ();
  Shot shots[2];

  for (guint i = 0; i < G_N_ELEMENTS (shots); i++)
    shots[i] = (Shot){ g_strdup ("resource_create"),
                       g_strdup_printf ("{\"package_id\":\"%s\",\"id\":\"%s\",\"url\":\"\"}",
                                        dataset->id, file),
                       NULL };
  g_assert_cmpuint (shoot_all (shots, G_N_ELEMENTS (shots)), ==, G_N_ELEMENTS (shots));
  clear_shots (shots, G_N_ELEMENTS (shots));
  assert_broken (dataset, file);
}

static void
test_mismatch (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) title = ask (portal.editor, "package_revise",
                                 "{\"match\":{\"id\":\"%s\",\"title\":\"khác\",\"private\":true},"
                                 "\"update\":{\"private\":false}}",
                                 dataset->id);
  g_autoptr (Reply) nested
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"name\":\"%s\",\"resources\":[{\"name\":\"khác\"}]},"
             "\"update\":{\"private\":false}}",
             dataset->name);
  g_autoptr (Reply) show = ask (portal.editor, "package_show", "{\"id\":\"%s\"}", dataset->id);

  assert_failure (title, 409, "Validation Error");
  g_assert_cmpuint (count_items (title, "error.match"), ==, 1);
  g_assert_cmpstr (find_text (title, "error.match.0"), ==, "title");
  assert_failure (nested, 409, "Validation Error");
  g_assert_cmpstr (find_text (nested, "error.match.0"), ==, "resources__0__name");
  g_assert_true (json_node_get_boolean (find_value (show, "result.private")));
}

static void
test_make_public (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) reply
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"id\":\"%s\",\"title\":\"Thử\",\"private\":true,"
             "\"extras\":[{\"key\":\"congbo\",\"value\":\"%s\"}]},\"update\":{\"private\":false}}",
             dataset->id, dataset->name);
  g_autoptr (Reply) show = ask (NULL, "package_show", "{\"id\":\"%s\"}", dataset->name);

  assert_reply (reply, 200);
  g_assert_false (json_node_get_boolean (find_value (reply, "result.package.private")));
  assert_reply (show, 200);
}

static void
test_match_by_id_prefix (void)
{
  g_autoptr (Dataset) dataset = dataset_new (2, TRUE);
  g_autoptr (Reply) flat
      = ask (portal.editor, "package_revise",
             "{\"match__id\":\"%s\",\"match__resources__%.8s__id\":\"%s\","
             "\"update__resources__%.8s__description\":\"mô tả\"}",
             dataset->id, dataset->slots[1], dataset->slots[1], dataset->slots[1]);
  g_autoptr (Reply) inside
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"id\":\"%s\",\"resources__0__id\":\"%s\"},\"update\":{\"title\":\"x\"}}",
             dataset->id, dataset->slots[0]);

  assert_reply (flat, 200);
  g_assert_cmpstr (find_text (flat, "result.package.resources.1.description"), ==, "mô tả");
  assert_failure (inside, 409, "Validation Error");
  g_assert_cmpstr (find_text (inside, "error.match.0"), ==, "resources__0__id");
}

static void
test_update_merges (void)
{
  g_autoptr (Dataset) dataset = dataset_new (2, TRUE);
  g_autoptr (Reply) reply
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"id\":\"%s\"},\"update\":{\"title\":\"Mới\",\"notes\":\"Ghi chú\","
             "\"resources\":[{\"description\":\"một\"}],"
             "\"extras\":[{\"key\":\"congbo\",\"value\":\"khác\"}]}}",
             dataset->id);

  assert_reply (reply, 200);
  g_assert_cmpstr (find_text (reply, "result.package.title"), ==, "Mới");
  g_assert_cmpstr (find_text (reply, "result.package.notes"), ==, "Ghi chú");
  g_assert_cmpuint (count_items (reply, "result.package.resources"), ==, 2);
  g_assert_cmpstr (find_text (reply, "result.package.resources.0.description"), ==, "một");
  g_assert_cmpstr (find_text (reply, "result.package.resources.0.id"), ==, dataset->slots[0]);
  g_assert_cmpstr (find_text (reply, "result.package.extras.0.value"), ==, "khác");
}

static void
test_without_match (void)
{
  g_autoptr (Reply) none = ask (portal.editor, "package_revise", "{\"update\":{\"title\":\"x\"}}");
  g_autoptr (Reply) patch = ask (portal.editor, "package_patch", "{}");
  g_autoptr (Reply) show = ask (portal.editor, "package_show", "{}");
  g_autoptr (Reply) missing
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"id\":\"khong-co\"},\"update\":{\"title\":\"x\"}}");

  assert_failure (none, 409, "Validation Error");
  assert_failure (missing, 404, "Not Found Error");
  assert_failure (patch, 409, "Validation Error");
  assert_failure (show, 409, "Validation Error");
  g_assert_true (has_value (show, "error.name_or_id.0"));
}

static void
test_tags_and_extras (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) reply
      = ask (portal.editor, "package_revise",
             "{\"match\":{\"id\":\"%s\"},\"update__tags__extend\":[{\"name\":\"y tế\"}],"
             "\"update__extras__extend\":[{\"key\":\"ky\",\"value\":\"2026\"}]}",
             dataset->id);
  g_autoptr (Reply) bad = ask (
      portal.editor, "package_revise",
      "{\"match\":{\"id\":\"%s\"},\"update__tags__extend\":[{\"name\":\"&\"}]}", dataset->id);

  assert_reply (reply, 200);
  g_assert_cmpstr (find_text (reply, "result.package.tags.0.name"), ==, "y tế");
  g_assert_cmpuint (count_items (reply, "result.package.extras"), ==, 2);
  assert_failure (bad, 409, "Validation Error");
  g_assert_true (has_value (bad, "error.tags.0"));
}

void
add_revise_cases (void)
{
  g_test_add_func ("/portal/revise/add-slot", test_add_slot);
  g_test_add_func ("/portal/revise/add-slot-four-at-once", test_add_slot_at_once);
  g_test_add_func ("/portal/revise/six-creates-at-once", test_creates_at_once);
  g_test_add_func ("/portal/revise/extend-by-known-id", test_extend_by_known_id);
  g_test_add_func ("/portal/revise/one-create-twice-at-once", test_one_create_at_once);
  g_test_add_func ("/portal/revise/mismatch", test_mismatch);
  g_test_add_func ("/portal/revise/make-public", test_make_public);
  g_test_add_func ("/portal/revise/match-by-id-prefix", test_match_by_id_prefix);
  g_test_add_func ("/portal/revise/update-merges", test_update_merges);
  g_test_add_func ("/portal/revise/without-match", test_without_match);
  g_test_add_func ("/portal/revise/tags-and-extras", test_tags_and_extras);
}
