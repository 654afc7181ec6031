/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "contract.h"

/* Who is asking: ckan.md rows 1 to 5, portals.md R2, R3 and R6. */

static void
test_raw_token (void)
{
  g_autoptr (Reply) reply = ask (portal.editor, "user_show", "{}");

  assert_reply (reply, 200);
  g_assert_cmpstr (find_text (reply, "result.name"), ==, "can-bo");
  g_assert_true (has_value (reply, "result.email"));
  g_assert_false (json_node_get_boolean (find_value (reply, "result.sysadmin")));
}

static void
test_api_key_header (void)
{
  g_autoptr (Reply) reply
      = fetch (NULL, "GET", "/api/3/action/user_show", "X-CKAN-API-Key", portal.editor, NULL);

  if (portal.minor >= 11)
    assert_failure (reply, 404, "Not Found Error");
  else
    assert_reply (reply, 200);
}

static void
test_both_headers (void)
{
  g_autoptr (Reply) reply = fetch (portal.editor, "GET", "/api/3/action/user_show",
                                   "X-CKAN-API-Key", portal.editor, NULL);

  assert_reply (reply, 200);
  g_assert_cmpstr (find_text (reply, "result.name"), ==, "can-bo");
}

static void
assert_nobody (const char *token)
{
  g_autoptr (Reply) who = ask (token, "user_show", "{}");
  g_autoptr (Reply) where = ask (token, "organization_list_for_user", "{}");
  g_autoptr (Reply) create = ask (
      token, "package_create", "{\"name\":\"khong-ai\",\"owner_org\":\"%s\"}", portal.organisation);

  assert_failure (who, 404, "Not Found Error");
  assert_reply (where, 200);
  g_assert_cmpuint (count_items (where, "result"), ==, 0);
  assert_failure (create, 403, "Authorization Error");
}

static void
test_bearer (void)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", portal.editor, NULL);

  assert_nobody (bearer);
}

static void
test_wrong_token (void)
{
  assert_nobody ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJqdGkiOiJ4In0.AAAA");
  assert_nobody ("sai");
}

static void
test_no_token (void)
{
  assert_nobody (NULL);
}

static void
test_other_user (void)
{
  g_autoptr (Reply) other = ask (portal.editor, "user_show", "{\"id\":\"nguoi-khac\"}");
  g_autoptr (Reply) missing = ask (portal.editor, "user_show", "{\"id\":\"khong-co-ai\"}");

  /* Only the owner sees the e-mail: how 2.9 is asked who one is. */
  assert_reply (other, 200);
  g_assert_false (has_value (other, "result.email"));
  assert_failure (missing, 404, "Not Found Error");
}

static void
test_organisations (void)
{
  g_autoptr (Reply) editor
      = ask (portal.editor, "organization_list_for_user", "{\"permission\":\"create_dataset\"}");
  g_autoptr (Reply) member
      = ask (portal.member, "organization_list_for_user", "{\"permission\":\"create_dataset\"}");

  assert_reply (editor, 200);
  g_assert_cmpuint (count_items (editor, "result"), ==, 1);
  g_assert_cmpstr (find_text (editor, "result.0.name"), ==, portal.organisation);
  g_assert_cmpstr (find_text (editor, "result.0.capacity"), ==, "editor");
  g_assert_cmpstr (find_text (editor, "result.0.title"), ==, "Cơ quan thử");
  g_assert_true (has_value (editor, "result.0.id"));
  assert_reply (member, 200);
  g_assert_cmpuint (count_items (member, "result"), ==, 0);
}

static void
test_organisations_by_default (void)
{
  g_autoptr (Reply) member = ask (portal.member, "organization_list_for_user", "{}");
  g_autoptr (Reply) read
      = ask (portal.member, "organization_list_for_user", "{\"permission\":\"read\"}");

  /* Not a list of where one may create: portals.md §2.4. */
  assert_reply (member, 200);
  g_assert_cmpuint (count_items (member, "result"), ==, 1);
  assert_reply (read, 200);
  g_assert_cmpuint (count_items (read, "result"), ==, 1);
}

static void
test_member_may_not_write (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) show = ask (portal.member, "package_show", "{\"id\":\"%s\"}", dataset->name);
  g_autoptr (Reply) patch
      = ask (portal.member, "package_patch", "{\"id\":\"%s\",\"title\":\"x\"}", dataset->id);
  g_autoptr (Reply) create = ask (portal.member, "package_create",
                                  "{\"name\":\"x-y\",\"owner_org\":\"%s\"}", portal.organisation);

  assert_reply (show, 200);
  assert_failure (patch, 403, "Authorization Error");
  assert_failure (create, 403, "Authorization Error");
}

static void
test_editor_elsewhere (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autofree char *name = new_name ();
  g_autoptr (Reply) show = ask (portal.other, "package_show", "{\"id\":\"%s\"}", dataset->name);
  g_autoptr (Reply) file
      = ask (portal.other, "resource_show", "{\"id\":\"%s\"}", dataset->slots[0]);
  g_autoptr (Reply) patch
      = ask (portal.other, "resource_patch", "{\"id\":\"%s\",\"name\":\"x\"}", dataset->slots[0]);
  g_autoptr (Reply) revise
      = ask (portal.other, "package_revise",
             "{\"match\":{\"id\":\"%s\"},\"update\":{\"private\":false}}", dataset->id);
  g_autoptr (Reply) create
      = ask (portal.other, "package_create", "{\"name\":\"%s\",\"owner_org\":\"%s\"}", name,
             portal.organisation);
  g_autoptr (Reply) remove = ask (portal.other, "package_delete", "{\"id\":\"%s\"}", dataset->id);

  assert_failure (show, 403, "Authorization Error");
  assert_failure (file, 403, "Authorization Error");
  assert_failure (patch, 403, "Authorization Error");
  assert_failure (revise, 403, "Authorization Error");
  assert_failure (create, 403, "Authorization Error");
  assert_failure (remove, 403, "Authorization Error");
}

static void
test_cookie (void)
{
  g_autoptr (Reply) reply = ask (portal.editor, "user_show", "{}");
  gboolean set = soup_message_headers_get_one (reply->headers, "Set-Cookie") != NULL;

  g_assert_cmpint (set, ==, portal.minor < 11);
}

void
add_sign_in_cases (void)
{
  g_test_add_func ("/portal/sign-in/raw-token", test_raw_token);
  g_test_add_func ("/portal/sign-in/api-key-header", test_api_key_header);
  g_test_add_func ("/portal/sign-in/both-headers", test_both_headers);
  g_test_add_func ("/portal/sign-in/bearer-is-nobody", test_bearer);
  g_test_add_func ("/portal/sign-in/wrong-token-is-nobody", test_wrong_token);
  g_test_add_func ("/portal/sign-in/no-token-is-nobody", test_no_token);
  g_test_add_func ("/portal/sign-in/other-user", test_other_user);
  g_test_add_func ("/portal/sign-in/organisations", test_organisations);
  g_test_add_func ("/portal/sign-in/organisations-by-default", test_organisations_by_default);
  g_test_add_func ("/portal/sign-in/member-may-not-write", test_member_may_not_write);
  g_test_add_func ("/portal/sign-in/editor-elsewhere", test_editor_elsewhere);
  g_test_add_func ("/portal/sign-in/cookie", test_cookie);
}
