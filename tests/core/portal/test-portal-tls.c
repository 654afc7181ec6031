/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Certificates that can and cannot be trusted (faults.md 23), made here. */

#include "config.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "core/portal/cb-ckan-portal.h"
#include "test-system.h"
#include "wire.h"

#define DAY (24 * 60 * 60)
#define FILE_ID "0b8c3c6e-6f0e-4f3a-9a53-0d3f6c1a2b11"

typedef struct
{
  EVP_PKEY *key;
  X509 *certificate;
} Identity;

static void
add_extension (X509 *certificate, int nid, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, nid, value);

  g_assert_nonnull (extension);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
}

/* Signed by @issuer, or by itself; valid from @from to @to days from now. */
static Identity
make_identity (const Identity *issuer, const char *alternative_name, long from, long to)
{
  Identity self = { .key = EVP_EC_gen ("P-256"), .certificate = X509_new () };
  X509_NAME *name = X509_get_subject_name (self.certificate);

  X509_set_version (self.certificate, 2);
  ASN1_INTEGER_set (X509_get_serialNumber (self.certificate), g_random_int_range (1, G_MAXINT));
  X509_gmtime_adj (X509_getm_notBefore (self.certificate), from * DAY);
  X509_gmtime_adj (X509_getm_notAfter (self.certificate), to * DAY);
  X509_set_pubkey (self.certificate, self.key);
  X509_NAME_add_entry_by_txt (name, "CN", MBSTRING_ASC,
                              (const guchar *)(issuer == NULL ? "Test authority" : "portal"), -1,
                              -1, 0);
  X509_set_issuer_name (self.certificate,
                        issuer == NULL ? name : X509_get_subject_name (issuer->certificate));
  add_extension (self.certificate, NID_basic_constraints,
                 issuer == NULL ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (alternative_name != NULL)
    add_extension (self.certificate, NID_subject_alt_name, alternative_name);
  X509_sign (self.certificate, issuer == NULL ? self.key : issuer->key, EVP_sha256 ());
  return self;
}

static void
clear_identity (Identity *self)
{
  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
}

static char *
dup_pem (const Identity *self, gboolean with_key)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *data = NULL;
  long length;
  char *pem;

  PEM_write_bio_X509 (bio, self->certificate);
  if (with_key)
    PEM_write_bio_PrivateKey (bio, self->key, NULL, NULL, 0, NULL, NULL);
  length = BIO_get_mem_data (bio, &data);
  pem = g_strndup (data, (gsize)length);
  BIO_free (bio);
  return pem;
}

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
  Identity other = make_identity (NULL, NULL, -10, 10);
  g_autofree char *other_pem = dup_pem (&other, FALSE);
  GPtrArray *authorities = trust_one (other_pem);

  g_ptr_array_add (authorities, g_tls_certificate_new_from_pem (pem, -1, NULL));
  clear_identity (&other);
  return authorities;
}

/* A server with a certificate of an authority that is in @trusted. */
static Fixture
set_up_with (gboolean another_first, const char *alternative_name, long from, long to)
{
  Identity authority = make_identity (NULL, NULL, -10, 10);
  Identity server = make_identity (&authority, alternative_name, from, to);
  g_autofree char *authority_pem = dup_pem (&authority, FALSE);
  g_autofree char *server_pem = dup_pem (&server, TRUE);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { NULL, NULL };

  fixture.trusted = another_first ? trust_another_first (authority_pem) : trust_one (authority_pem);
  certificate = g_tls_certificate_new_from_pem (server_pem, -1, &error);
  g_assert_no_error (error);
  fixture.wire = wire_new (certificate);
  clear_identity (&authority);
  clear_identity (&server);
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
  Identity other = make_identity (NULL, NULL, -10, 10);
  g_autofree char *pem = dup_pem (&other, FALSE);

  assert_refused (&expired, TRUE, "expired");
  assert_refused (&elsewhere, TRUE, "wrong-host");
  g_ptr_array_unref (unknown.trusted);
  unknown.trusted = trust_another_first (pem);
  assert_refused (&unknown, TRUE, "unknown-authority");
  clear_identity (&other);
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
  wire_answer (fixture.wire, "resource_patch", 50000,
               "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  g_assert_cmpint (put (&fixture, 40000000), ==, CB_ERROR_TOO_LARGE);
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
  return g_test_run ();
}
