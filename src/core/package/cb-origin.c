/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kept among the settings, where the program alone writes; read as if it were anybody's, all the
 * same. */

#include "config.h"

#include "base/cb-json.h"
#include "core/package/cb-handover-private.h"
#include "core/package/cb-handover.h"
#include "core/package/cb-package-list.h"

/**
 * cb_origin_new:
 * @handover: what came
 * @package: id of its package
 * @now_us: the time
 *
 * Returns: (transfer full): where it came from
 */
CbOrigin *
cb_origin_new (const CbHandover *handover, const char *package, gint64 now_us)
{
  CbOrigin *self = g_new0 (CbOrigin, 1);

  self->package = g_strdup (package);
  self->opened_us = now_us;
  self->digest = cb_dataset_dup_digest (handover->dataset);
  self->request = g_strdup (handover->request);
  self->requested_us = handover->requested_us;
  self->agency = g_strdup (handover->agency);
  self->profile = g_strdup (handover->profile);
  self->portal_title = g_strdup (handover->portal_title);
  self->portal_url = g_strdup (handover->portal_url);
  if (handover->item != NULL)
    self->item = cb_catalog_item_copy (handover->item);

  return self;
}

/**
 * cb_origin_free:
 * @self: (nullable) (transfer full): an origin
 */
void
cb_origin_free (CbOrigin *self)
{
  if (self == NULL)
    return;

  g_free (self->package);
  g_free (self->digest);
  g_free (self->request);
  g_free (self->agency);
  g_free (self->profile);
  g_free (self->portal_title);
  g_free (self->portal_url);
  cb_catalog_item_free (self->item);
  g_free (self);
}

/**
 * cb_origin_write:
 * @self: an origin
 *
 * Returns: (transfer full): JSON, to be kept
 */
char *
cb_origin_write (const CbOrigin *self)
{
  g_autoptr (JsonObject) root = json_object_new ();

  json_object_set_string_member (root, "package", self->package);
  json_object_set_int_member (root, "opened_us", self->opened_us);
  json_object_set_string_member (root, "digest", self->digest);
  json_object_set_string_member (root, "request", self->request);
  json_object_set_int_member (root, "requested_us", self->requested_us);
  cb_json_set_text (root, "agency", self->agency);
  cb_json_set_text (root, "profile", self->profile);
  cb_json_set_text (root, "portal_title", self->portal_title);
  cb_json_set_text (root, "portal_url", self->portal_url);
  if (self->item != NULL)
    json_object_set_object_member (root, "item", _cb_handover_write_item (self->item));

  return cb_json_object_to_string (root, FALSE);
}

/**
 * cb_origin_parse:
 * @text: (nullable): of cb_origin_write()
 *
 * Returns: (transfer full) (nullable): the origin; %NULL when there is none
 */
CbOrigin *
cb_origin_parse (const char *text)
{
  g_autoptr (JsonObject) root = text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
  g_autoptr (CbOrigin) self = g_new0 (CbOrigin, 1);
  JsonObject *item = root != NULL ? cb_json_get_object (root, "item") : NULL;

  if (root == NULL)
    return NULL;
  self->package = g_strdup (cb_json_get_string (root, "package"));
  self->opened_us = cb_json_get_int (root, "opened_us", 0);
  self->digest = g_strdup (cb_json_get_string (root, "digest"));
  self->request = g_strdup (cb_json_get_string (root, "request"));
  self->requested_us = cb_json_get_int (root, "requested_us", 0);
  self->agency = g_strdup (cb_json_get_string (root, "agency"));
  self->profile = g_strdup (cb_json_get_string (root, "profile"));
  self->portal_title = g_strdup (cb_json_get_string (root, "portal_title"));
  self->portal_url = g_strdup (cb_json_get_string (root, "portal_url"));
  if (item != NULL && !_cb_handover_parse_item (item, &self->item))
    g_clear_pointer (&self->item, cb_catalog_item_free);
  if (!cb_package_list_is_sha256 (self->package) || !cb_package_list_is_sha256 (self->digest)
      || !cb_package_list_is_sha256 (self->request))
    return NULL;

  return g_steal_pointer (&self);
}
