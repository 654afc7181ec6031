/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-account.h"

/**
 * cb_account_new:
 *
 * Returns: (transfer full): an account with nothing in it
 */
CbAccount *
cb_account_new (void)
{
  return g_new0 (CbAccount, 1);
}

/**
 * cb_account_copy:
 * @self: an account
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbAccount *
cb_account_copy (const CbAccount *self)
{
  CbAccount *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->url = g_strdup (self->url);
  copy->kind = g_strdup (self->kind);
  copy->organisation = g_strdup (self->organisation);
  copy->organisation_title = g_strdup (self->organisation_title);
  copy->user = g_strdup (self->user);
  copy->capacity = g_strdup (self->capacity);
  copy->version = g_strdup (self->version);
  copy->held = g_strdup (self->held);
  return copy;
}

/**
 * cb_account_free:
 * @self: (nullable) (transfer full): an account
 */
void
cb_account_free (CbAccount *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->url);
  g_free (self->kind);
  g_free (self->organisation);
  g_free (self->organisation_title);
  g_free (self->user);
  g_free (self->capacity);
  g_free (self->version);
  g_free (self->held);
  g_free (self);
}

/**
 * cb_account_is_by_hand:
 * @self: an account
 *
 * Returns: whether the portal has no API and no token: a person publishes there (product.md J3)
 */
gboolean
cb_account_is_by_hand (const CbAccount *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return g_strcmp0 (self->kind, CB_ACCOUNT_BY_HAND) == 0;
}

static const char *const token_header_names[] = {
  [CB_TOKEN_IN_BOTH] = "both",
  [CB_TOKEN_IN_AUTHORIZATION] = "authorization",
  [CB_TOKEN_IN_X_CKAN_API_KEY] = "x-ckan-api-key",
};

/**
 * cb_token_header_name:
 * @value: a header choice
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_token_header_name (CbTokenHeader value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (token_header_names), "");

  return token_header_names[value];
}

/**
 * cb_token_header_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: the header choice, %CB_TOKEN_IN_BOTH for a name that this version does not know
 */
CbTokenHeader
cb_token_header_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (token_header_names); i++)
    if (g_strcmp0 (name, token_header_names[i]) == 0)
      return (CbTokenHeader)i;

  return CB_TOKEN_IN_BOTH;
}
