/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-token.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"

/* {"alg":"HS256","typ":"JWT"} */
#define HEADER "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
#define MAX_TOKEN 4096

static char *
encode_base64url (const guint8 *bytes, gsize length)
{
  char *text = g_base64_encode (bytes, length);

  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';

  return text;
}

static guint8 *
decode_base64url (const char *text, gsize *length)
{
  g_autofree char *padded = g_strconcat (text, "==", NULL);

  padded[strlen (text) + (4 - strlen (text) % 4) % 4] = '\0';
  g_strdelimit (padded, "-", '+');
  g_strdelimit (padded, "_", '/');

  return g_base64_decode (padded, length);
}

static char *
sign (CbPracticeStore *store, const char *text)
{
  gsize key_length;
  const guint8 *key = g_bytes_get_data (cb_practice_store_get_secret (store), &key_length);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, key, key_length);
  guint8 digest[32];
  gsize digest_length = sizeof digest;

  g_hmac_update (hmac, (const guchar *)text, -1);
  g_hmac_get_digest (hmac, digest, &digest_length);

  return encode_base64url (digest, digest_length);
}

static char *
hash_id (const char *jti)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, jti, -1);
}

/**
 * cb_practice_token_issue:
 * @store: a store
 * @user: whose
 * @issued: seconds since 1970
 * @lifetime: seconds, 0 for ever
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * A token in the form of CKAN's: a JWT with `jti`, `iat` and, when it ends, `exp`. The same user,
 * time and lifetime give the same token again; the store keeps only a hash of its id.
 *
 * Returns: (transfer full): the token
 */
char *
cb_practice_token_issue (
    CbPracticeStore *store, JsonObject *user, gint64 issued, gint64 lifetime, GError **error)
{
  g_autofree char *seed
      = g_strdup_printf ("jti %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                         json_object_get_string_member (user, "id"), issued, lifetime);
  g_autofree char *jti = sign (store, seed);
  g_autofree char *expiry = lifetime != 0
                                ? g_strdup_printf (",\"exp\":%" G_GINT64_FORMAT, issued + lifetime)
                                : g_strdup ("");
  g_autofree char *payload
      = g_strdup_printf ("{\"jti\":\"%s\",\"iat\":%" G_GINT64_FORMAT "%s}", jti, issued, expiry);
  g_autofree char *encoded = encode_base64url ((const guint8 *)payload, strlen (payload));
  g_autofree char *signed_text = g_strconcat (HEADER, ".", encoded, NULL);
  g_autofree char *signature = sign (store, signed_text);
  g_autofree char *hash = hash_id (jti);

  if (!cb_json_get_bool (cb_json_get_object (user, "_tokens"), hash, FALSE))
    {
      g_autoptr (JsonObject) changed = cb_practice_store_copy_object (user);

      if (cb_json_get_object (changed, "_tokens") == NULL)
        json_object_set_object_member (changed, "_tokens", json_object_new ());
      json_object_set_boolean_member (cb_json_get_object (changed, "_tokens"), hash, TRUE);
      if (!cb_practice_store_put_user (store, changed, error))
        return NULL;
    }

  return g_strconcat (signed_text, ".", signature, NULL);
}

/**
 * cb_practice_token_find_user:
 * @store: a store
 * @token: (nullable): as it was sent
 *
 * Returns: (transfer none) (nullable): its owner; %NULL when it is wrong, revoked or expired
 */
JsonObject *
cb_practice_token_find_user (CbPracticeStore *store, const char *token)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *signed_text = NULL;
  g_autofree char *signature = NULL;
  g_autofree guint8 *payload = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (JsonObject) claims = NULL;
  gsize length;
  gint64 expiry;

  if (token == NULL || strlen (token) > MAX_TOKEN)
    return NULL;
  parts = g_strsplit (token, ".", -1);
  if (g_strv_length (parts) != 3)
    return NULL;
  signed_text = g_strconcat (parts[0], ".", parts[1], NULL);
  signature = sign (store, signed_text);
  if (!g_str_equal (signature, parts[2]))
    return NULL;

  payload = decode_base64url (parts[1], &length);
  claims = cb_json_object_parse ((const char *)payload, (gssize)length, NULL);
  if (claims == NULL || cb_json_get_string (claims, "jti") == NULL)
    return NULL;
  expiry = cb_json_get_int (claims, "exp", 0);
  if (expiry != 0 && expiry <= g_get_real_time () / G_USEC_PER_SEC)
    return NULL;

  hash = hash_id (cb_json_get_string (claims, "jti"));
  return cb_practice_store_find_token_owner (store, hash);
}

/**
 * cb_practice_token_identify:
 * @store: a store
 * @habits: of the version that is played
 * @authorization: (nullable): that header
 * @api_key: (nullable): the header `X-CKAN-API-Key`
 *
 * Which header counts, by version (portals.md §2.1): until 2.10 `X-CKAN-API-Key` and then
 * `Authorization`; from 2.11 `Authorization` alone. `Bearer x` is not a token.
 *
 * Returns: (transfer none) (nullable): who it is; a bad token makes nobody of them, not an error
 */
JsonObject *
cb_practice_token_identify (CbPracticeStore *store,
                            const CbPracticeHabits *habits,
                            const char *authorization,
                            const char *api_key)
{
  const char *token = authorization;

  if (habits->reads_api_key_header && api_key != NULL && api_key[0] != '\0')
    token = api_key;

  return cb_practice_token_find_user (store, token);
}
