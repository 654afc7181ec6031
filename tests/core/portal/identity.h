/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

G_BEGIN_DECLS

/* A key and a certificate for tests: an authority, or a server that one has signed. */
typedef struct
{
  EVP_PKEY *key;
  X509 *certificate;
} Identity;

Identity identity_make (const Identity *issuer, const char *alternative_name, long from, long to);
void identity_clear (Identity *self);
char *identity_dup_pem (const Identity *self, gboolean with_key);

G_END_DECLS
