/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "identity.h"

#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define DAY (24 * 60 * 60)

static void
add_extension (X509 *certificate, int nid, const char *value)
{
  X509_EXTENSION *extension = X509V3_EXT_conf_nid (NULL, NULL, nid, value);

  g_assert_nonnull (extension);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
}

/* Signed by @issuer, or by itself; valid from @from to @to days from now. */
Identity
identity_make (const Identity *issuer, const char *alternative_name, long from, long to)
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

void
identity_clear (Identity *self)
{
  EVP_PKEY_free (self->key);
  X509_free (self->certificate);
}

char *
identity_dup_pem (const Identity *self, gboolean with_key)
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
