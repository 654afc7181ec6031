/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates that can and cannot be trusted (faults.md 23), made here. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "core/portal/cb-ckan-portal.h"
#include "identity.h"
#include "test-system.h"
#include "wire.h"

#define FILE_ID "0b8c3c6e-6f0e-4f3a-9a53-0d3f6c1a2b11"

typedef struct
{
  Wire *wire;
  GPtrArray *trusted;
} Fixture;

static GPtrArray *
trust_one (const char *pem)
{
  GPtrArray *authorities = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (authorities, g_tls_certificate_new_from_pem (pem, -1, NULL));
  return authorities;
}

/* The second of two is the one that signed. */
static GPtrArray *
trust_another_first (const char *pem)
{
  Identity other = identity_make (NULL, NULL, -10, 10);
  g_autofree char *other_pem = identity_dup_pem (&other, FALSE);
  GPtrArray *authorities = trust_one (other_pem);

  g_ptr_array_add (authorities, g_tls_certificate_new_from_pem (pem, -1, NULL));
  identity_clear (&other);
  return authorities;
}

/* A server with a certificate of an authority that is in @trusted. */
static Fixture
set_up_with (gboolean another_first, const char *alternative_name, long from, long to)
{
  Identity authority = identity_make (NULL, NULL, -10, 10);
  Identity server = identity_make (&authority, alternative_name, from, to);
  g_autofree char *authority_pem = identity_dup_pem (&authority, FALSE);
  g_autofree char *server_pem = identity_dup_pem (&server, TRUE);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { NULL, NULL };

  fixture.trusted = another_first ? trust_another_first (authority_pem) : trust_one (authority_pem);
  certificate = g_tls_certificate_new_from_pem (server_pem, -1, &error);
  g_assert_no_error (error);
  fixture.wire = wire_new (certificate);
  identity_clear (&authority);
  identity_clear (&server);
  return fixture;
}

static Fixture
set_up (const char *alternative_name, long from, long to)
{
  return set_up_with (FALSE, alternative_name, from, to);
}

static void
tear_down (Fixture *fixture)
{
  wire_free (fixture->wire);
  g_ptr_array_unref (fixture->trusted);
}

static CbPortal *
open_portal (Fixture *fixture, gboolean trusting)
{
  CbPortal *portal = cb_ckan_portal_new (wire_get_url (fixture->wire), "secret", CB_TOKEN_IN_BOTH);

  if (trusting)
    cb_ckan_portal_set_authorities (CB_CKAN_PORTAL (portal), fixture->trusted);
  return portal;
}

static void
assert_refused (Fixture *fixture, gboolean trusting, const char *fact)
{
  g_autoptr (CbPortal) portal = open_portal (fixture, trusting);
  g_autoptr (GError) error = NULL;

  wire_answer_json (fixture->wire, "package_show", 200, "{\"success\": true, \"result\": {}}");
  g_assert_null (cb_portal_find_dataset (portal, "x", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TLS);
  g_assert_false (cb_error_is_transient (error));
  g_assert_nonnull (strstr (error->message, fact));
  g_assert_cmpuint (wire_get_requests (fixture->wire)->len, ==, 0);
}

static void
test_private_authority (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -1, 5);
  g_autoptr (CbPortal) portal = open_portal (&fixture, TRUE);
  g_autoptr (CbRemoteDataset) remote = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_json (fixture.wire, "package_show", 200,
                    "{\"success\": true, \"result\": {\"id\": \"p\", \"name\": \"x\"}}");
  remote = cb_portal_find_dataset (portal, "x", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (remote->id, ==, "p");
  g_clear_object (&portal);
  tear_down (&fixture);
}

static void
test_several (void)
{
  Fixture fixture = set_up_with (TRUE, "IP:127.0.0.1", -1, 5);
  g_autoptr (CbPortal) portal = open_portal (&fixture, TRUE);
  g_autoptr (CbRemoteDataset) remote = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer_json (fixture.wire, "package_show", 200,
                    "{\"success\": true, \"result\": {\"id\": \"p\", \"name\": \"x\"}}");
  remote = cb_portal_find_dataset (portal, "x", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (remote->id, ==, "p");
  g_clear_object (&portal);
  tear_down (&fixture);
}

/* Who signs is all that an authority of one's own is asked for. */
static void
test_several_still_wrong (void)
{
  Fixture expired = set_up_with (TRUE, "IP:127.0.0.1", -5, -1);
  Fixture elsewhere = set_up_with (TRUE, "DNS:data.example.vn", -1, 5);
  Fixture unknown = set_up ("IP:127.0.0.1", -1, 5);
  Identity other = identity_make (NULL, NULL, -10, 10);
  g_autofree char *pem = identity_dup_pem (&other, FALSE);

  assert_refused (&expired, TRUE, "expired");
  assert_refused (&elsewhere, TRUE, "wrong-host");
  g_ptr_array_unref (unknown.trusted);
  unknown.trusted = trust_another_first (pem);
  assert_refused (&unknown, TRUE, "unknown-authority");
  identity_clear (&other);
  tear_down (&expired);
  tear_down (&elsewhere);
  tear_down (&unknown);
}

static void
test_unknown_authority (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -1, 5);

  assert_refused (&fixture, FALSE, "unknown-authority");
  tear_down (&fixture);
}

static void
test_expired (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -5, -1);

  assert_refused (&fixture, TRUE, "expired");
  tear_down (&fixture);
}

static void
test_not_yet_valid (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", 1, 5);

  assert_refused (&fixture, TRUE, "not-yet-valid");
  tear_down (&fixture);
}

static void
test_wrong_host (void)
{
  Fixture fixture = set_up ("DNS:data.example.vn", -1, 5);

  assert_refused (&fixture, TRUE, "wrong-host");
  tear_down (&fixture);
}

static CbError
put (Fixture *fixture, gsize size)
{
  g_autoptr (CbPortal) portal = open_portal (fixture, TRUE);
  g_autoptr (CbDatasetFile) file = cb_dataset_file_new ();
  g_autofree char *bytes = g_strnfill (size, 'x');
  g_autoptr (CbRemoteFile) remote = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sha256 = NULL;
  int fd = test_file_new_with (bytes, size);

  file->id = g_strdup (FILE_ID);
  file->name = g_strdup ("a.csv");
  file->size = size;
  file->sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, (gssize)size);
  remote = cb_portal_put_file (portal, file, fd, NULL, &sha256, NULL, &error);
  close (fd);
  if (remote == NULL)
    return (CbError)error->code;
  g_assert_cmpstr (sha256, ==, file->sha256);
  return CB_ERROR_LAST;
}

static void
test_upload (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -1, 5);

  wire_answer_json (fixture.wire, "resource_patch", 200,
                    "{\"success\": true, \"result\": {\"id\": \"" FILE_ID "\"}}");
  g_assert_cmpint (put (&fixture, 3000000), ==, CB_ERROR_LAST);
  g_assert_cmpuint (g_bytes_get_size (wire_find_request (fixture.wire, "resource_patch")->body), >,
                    3000000);
  tear_down (&fixture);
}

static void
answer_too_large (Fixture *fixture)
{
  wire_answer (fixture->wire, "resource_patch", 50000,
               "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

static void
test_too_large (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -1, 5);

  wire_linger (fixture.wire);
  answer_too_large (&fixture);
  g_assert_cmpint (put (&fixture, 40000000), ==, CB_ERROR_TOO_LARGE);
  tear_down (&fixture);
}

/* Some systems throw away what came before a reset (Windows does): the portal is asked again then.
 */
static void
test_too_large_and_reset (void)
{
  Fixture fixture = set_up ("IP:127.0.0.1", -1, 5);
  CbError said;

  answer_too_large (&fixture);
  said = put (&fixture, 40000000);
  g_assert_true (said == CB_ERROR_TOO_LARGE || said == CB_ERROR_SERVER);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/tls/private-authority", test_private_authority);
  g_test_add_func ("/portal/tls/several-authorities", test_several);
  g_test_add_func ("/portal/tls/several-authorities-still-wrong", test_several_still_wrong);
  g_test_add_func ("/portal/tls/unknown-authority", test_unknown_authority);
  g_test_add_func ("/portal/tls/expired", test_expired);
  g_test_add_func ("/portal/tls/not-yet-valid", test_not_yet_valid);
  g_test_add_func ("/portal/tls/wrong-host", test_wrong_host);
  g_test_add_func ("/portal/tls/upload", test_upload);
  g_test_add_func ("/portal/tls/too-large", test_too_large);
  g_test_add_func ("/portal/tls/too-large-and-reset", test_too_large_and_reset);
  return g_test_run ();
}
