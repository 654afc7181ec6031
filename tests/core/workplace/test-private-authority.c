/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the preset of an IT officer to the sign-in on a portal whose certificate the agency's own
 * authority has signed (product.md A3, M2). */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/platform/cb-keyring-memory.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace.h"
#include "identity.h"
#include "test-system.h"
#include "wire.h"

typedef struct
{
  char *root;
  CbKeyring *keyring;
  CbWorkplace *workplace;
  Wire *wire;
  char *authority; /* PEM of who signed the portal's certificate */
} Fixture;

static void
open_workplace (Fixture *fixture)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  CbWorkplaceOptions options
      = { .mode = CB_MODE_REAL, .root = fixture->root, .keyring = fixture->keyring };
  g_autoptr (GError) error = NULL;

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  fixture->workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
}

static void
close_workplace (Fixture *fixture)
{
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  Identity authority = identity_make (NULL, NULL, -10, 10);
  Identity server = identity_make (&authority, "IP:127.0.0.1", -1, 5);
  g_autofree char *pem = identity_dup_pem (&server, TRUE);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (pem, -1, NULL);

  g_assert_nonnull (certificate);
  fixture->authority = identity_dup_pem (&authority, FALSE);
  fixture->wire = wire_new (certificate);
  wire_answer_json (fixture->wire, "status_show", 200,
                    "{\"success\": true, \"result\": {\"ckan_version\": \"2.12.0\", "
                    "\"site_url\": \"x\"}}");
  wire_answer_json (fixture->wire, "user_show", 200,
                    "{\"success\": true, \"result\": {\"name\": \"can-bo\"}}");
  wire_answer_json (fixture->wire, "organization_list_for_user", 200,
                    "{\"success\": true, \"result\": [{\"id\": \"o\", \"name\": \"so-y-te\", "
                    "\"title\": \"Sở Y tế\", \"capacity\": \"editor\"}]}");
  fixture->root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  fixture->keyring = cb_keyring_new_memory ();
  open_workplace (fixture);
  identity_clear (&authority);
  identity_clear (&server);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_workplace (fixture);
  wire_free (fixture->wire);
  g_object_unref (fixture->keyring);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
  g_free (fixture->authority);
}

/* The file as another computer made it. */
static CbPreset *
make_preset (Fixture *fixture, const char *certificate)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonObject *portal = json_object_new ();
  JsonArray *certificates = json_array_new ();
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  CbPreset *preset;

  json_object_set_string_member (root, "kind", "congbo-preset");
  json_object_set_int_member (root, "version", 1);
  json_object_set_string_member (portal, "address", wire_get_url (fixture->wire));
  json_object_set_object_member (root, "portal", portal);
  json_array_add_string_element (certificates, certificate);
  json_object_set_array_member (root, "certificates", certificates);
  text = cb_json_object_to_string (root, TRUE);
  preset = cb_preset_parse (text, -1, "so-y-te.congbo-cauhinh", &error);
  g_assert_no_error (error);
  return preset;
}

static void
apply (Fixture *fixture, const char *certificate)
{
  g_autoptr (CbPreset) preset = make_preset (fixture, certificate);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = cb_workplace_apply_preset (fixture->workplace, preset, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, >=, 1);
}

/* At the address that the preset gave. */
static CbAccount *
sign_in (Fixture *fixture, GError **error)
{
  g_autoptr (JsonObject) portal = cb_workplace_dup_offered_portal (fixture->workplace);
  const char *address
      = portal != NULL ? cb_json_get_string (portal, "address") : wire_get_url (fixture->wire);

  return cb_workplace_add_account (fixture->workplace, "Cổng", address, "secret", NULL, NULL,
                                   error);
}

static void
assert_not_trusted (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sign_in (fixture, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TLS);
  /* Nothing was said to whom nobody vouches for. */
  g_assert_cmpuint (wire_get_requests (fixture->wire)->len, ==, 0);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (wire_get_url (fixture->wire), "https://"));
  assert_not_trusted (fixture);
  apply (fixture, fixture->authority);
  account = sign_in (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (account->user, ==, "can-bo");
  g_assert_cmpstr (account->organisation_title, ==, "Sở Y tế");
}

/* After a restart it is trusted still; after the preset was taken back, no more. */
static void
test_kept_and_taken_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  guint asked;

  apply (fixture, fixture->authority);
  close_workplace (fixture);
  open_workplace (fixture);
  account = sign_in (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (cb_workplace_undo_preset (fixture->workplace, NULL, &error));
  g_assert_no_error (error);
  asked = wire_get_requests (fixture->wire)->len;
  g_assert_null (sign_in (fixture, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TLS);
  g_assert_cmpuint (wire_get_requests (fixture->wire)->len, ==, asked);
}

static void
test_another_authority (Fixture *fixture, gconstpointer data)
{
  Identity other = identity_make (NULL, NULL, -10, 10);
  g_autofree char *pem = identity_dup_pem (&other, FALSE);

  apply (fixture, pem);
  assert_not_trusted (fixture);
  identity_clear (&other);
}

/* Whoever may sign in there may take its catalog from there, which asks without signing in. */
static void
test_catalog (Fixture *fixture, gconstpointer data)
{
  const char *url = wire_get_url (fixture->wire);
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_json (fixture->wire, "package_search", 200,
                    "{\"success\": true, \"result\": {\"results\": [{\"name\": \"cskcb\"}]}}");
  wire_answer_json (fixture->wire, "package_search", 200,
                    "{\"success\": true, \"result\": {\"results\": []}}");
  g_assert_null (cb_workplace_read_portal_catalog (fixture->workplace, url, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TLS);
  g_clear_error (&error);
  apply (fixture, fixture->authority);
  draft = cb_workplace_read_portal_catalog (fixture->workplace, url, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (draft->rows->len, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/private-authority/from-preset-to-sign-in", test_sign_in);
  ADD ("/private-authority/kept-and-taken-back", test_kept_and_taken_back);
  ADD ("/private-authority/catalog-of-the-portal", test_catalog);
  ADD ("/private-authority/another-one-does-not-vouch", test_another_authority);
  return g_test_run ();
}
