/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* CbAccount.kind of a portal without an API. */
#define CB_ACCOUNT_BY_HAND "by-hand"

/* Which header the token travels in (portals.md R2). */
typedef enum
{
  CB_TOKEN_IN_BOTH, /* Authorization and X-CKAN-API-Key: what works on 2.9 to 2.12 */
  CB_TOKEN_IN_AUTHORIZATION,
  CB_TOKEN_IN_X_CKAN_API_KEY,
} CbTokenHeader;

/**
 * CbAccount:
 * @id: UUIDv4; also the name of its secret in the keyring
 * @title: what a person calls it
 * @url: the portal's normalised base address, without a slash at its end
 * @kind: `ckan`, `practice`, or `by-hand`: one without an API, where a person publishes
 * @organisation: (nullable): id or name of the organisation that datasets go to
 * @organisation_title: (nullable): its title
 * @user: (nullable): who the portal says we are
 * @capacity: (nullable): `admin`, `editor`, `member` in that organisation
 * @version: (nullable): of the portal's software, as it says
 * @token_header: where the token goes
 * @token_expires_us: 0 when it does not say (portals.md R4)
 * @max_bytes: largest size the portal is known to refuse below, 0 when not known (R9)
 * @held: (nullable): name of the error that stops its lane until a person acts
 *
 * The token itself is never in here: it is in the keyring only.
 */
typedef struct
{
  char *id;
  char *title;
  char *url;
  char *kind;
  char *organisation;
  char *organisation_title;
  char *user;
  char *capacity;
  char *version;
  CbTokenHeader token_header;
  gint64 token_expires_us;
  guint64 max_bytes;
  char *held;
} CbAccount;

CbAccount *cb_account_new (void);
CbAccount *cb_account_copy (const CbAccount *self);
void cb_account_free (CbAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbAccount, cb_account_free)

gboolean cb_account_is_by_hand (const CbAccount *self);

const char *cb_token_header_name (CbTokenHeader value);
CbTokenHeader cb_token_header_from_name (const char *name);

G_END_DECLS
