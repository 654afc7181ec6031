/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The other side of cb-handover-json.c. Whoever wrote the package may mean harm: nothing is taken
 * that the program itself would not have written, and what names other things (a dataset on a
 * portal, a file in a folder) is not taken at all. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/package/cb-handover-private.h"
#include "core/package/cb-handover.h"
#include "core/package/cb-package-list.h"

/* Characters of a name, a title, a reason. */
#define MAX_NAME 300
#define MAX_TEXT 10000
/* Bytes of a description, a schema, a recipe. */
#define MAX_JSON (1024 * 1024)
/* No moment of a computer whose clock is right enough to be believed: the year 2200. */
#define MAX_MOMENT ((gint64)7258118400 * G_USEC_PER_SEC)

static gboolean
refuse (GError **error, const char *part, const char *member)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: %s", part, member);
  return FALSE;
}

/* What a person reads on one line. */
static gboolean
is_line (const char *text, glong max)
{
  if (g_utf8_strlen (text, -1) > max)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* A text that may be missing. Returns: %FALSE when there is something else, or too much. */
static gboolean
take_line (JsonObject *object, const char *name, glong max, char **taken)
{
  const char *text;

  if (!json_object_has_member (object, name) || json_object_get_null_member (object, name))
    return TRUE;
  text = cb_json_get_string (object, name);
  if (text == NULL || !is_line (text, max))
    return FALSE;
  *taken = g_strdup (text);

  return TRUE;
}

static gboolean
has_words (const char *text)
{
  g_autofree char *folded = text != NULL ? cb_text_fold (text) : NULL;

  return folded != NULL && folded[0] != '\0';
}

static gboolean
is_moment (gint64 us)
{
  return us >= 0 && us < MAX_MOMENT;
}

static gboolean
is_word (const char *text)
{
  return text != NULL && text[0] != '\0' && strlen (text) < 40
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
check_file (const CbDatasetFile *file, const char *path)
{
  return file->id != NULL && g_uuid_string_is_valid (file->id) && file->title != NULL
         && has_words (file->name) && strpbrk (file->name, "/\\") == NULL
         && cb_package_list_is_sha256 (file->sha256) && is_word (file->format)
         && file->media_type != NULL && file->encoding != NULL && path != NULL
         && g_str_has_prefix (path, "data/");
}

static gboolean
parse_file (CbHandover *self, JsonObject *object, GPtrArray *paths)
{
  CbDatasetFile *file = cb_dataset_file_new ();
  const char *schema = cb_json_get_string (object, "schema");
  gint64 size = cb_json_get_int (object, "size", -1);
  char *path = NULL;

  g_ptr_array_add (self->dataset->files, file);
  if (!take_line (object, "path", MAX_NAME, &path))
    return FALSE;
  g_ptr_array_add (paths, path);
  if (size < 0 || (schema != NULL && strlen (schema) > MAX_JSON)
      || !take_line (object, "id", MAX_NAME, &file->id)
      || !take_line (object, "title", MAX_TEXT, &file->title)
      || !take_line (object, "name", MAX_NAME, &file->name)
      || !take_line (object, "sha256", MAX_NAME, &file->sha256)
      || !take_line (object, "format", MAX_NAME, &file->format)
      || !take_line (object, "media_type", MAX_NAME, &file->media_type)
      || !take_line (object, "encoding", MAX_NAME, &file->encoding))
    return FALSE;
  file->size = (guint64)size;
  file->schema = g_strdup (schema);
  /* Until the recipe says otherwise. */
  file->original_sha256 = g_strdup (file->sha256);

  return check_file (file, path);
}

static gboolean
parse_files (CbHandover *self, JsonObject *root, GPtrArray *paths)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *files = cb_json_get_array (root, "files");

  if (files == NULL || json_array_get_length (files) == 0
      || json_array_get_length (files) > CB_PACKAGE_MAX_FILES)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonNode *node = json_array_get_element (files, i);
      const CbDatasetFile *file;

      if (!JSON_NODE_HOLDS_OBJECT (node) || !parse_file (self, json_node_get_object (node), paths))
        return FALSE;
      file = g_ptr_array_index (self->dataset->files, i);
      if (!g_hash_table_add (seen, file->id) || !g_hash_table_add (seen, paths->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

/* Of JSON that anybody may have written; the item is set even when it is not in order. */
gboolean
_cb_handover_parse_item (JsonObject *object, CbCatalogItem **taken)
{
  CbCatalogItem *item = *taken = cb_catalog_item_new ();

  item->frequency = cb_frequency_from_name (cb_json_get_string (object, "frequency"));

  return take_line (object, "code", MAX_NAME, &item->code)
         && take_line (object, "title", MAX_TEXT, &item->title)
         && take_line (object, "field", MAX_TEXT, &item->field)
         && take_line (object, "owner", MAX_TEXT, &item->owner)
         && take_line (object, "formats", MAX_TEXT, &item->formats)
         && take_line (object, "sharing", MAX_TEXT, &item->sharing) && has_words (item->title)
         && has_words (item->code);
}

static gboolean
parse_item (CbHandover *self, JsonObject *root)
{
  JsonObject *object = cb_json_get_object (root, "catalog_item");

  return object == NULL
         || (_cb_handover_parse_item (object, &self->item)
             && g_strcmp0 (self->item->code, self->dataset->item_code) == 0);
}

static gboolean
is_string (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* A value, or a list of texts, as the forms of the program make them: whoever shows or sends a
 * description takes that for granted. */
static gboolean
is_plain (JsonNode *node)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_string (json_array_get_element (array, i)))
      return FALSE;

  return TRUE;
}

static gboolean
parse_metadata (CbDataset *dataset, JsonObject *root)
{
  JsonObject *metadata = cb_json_get_object (root, "metadata");
  g_autofree char *text = metadata != NULL ? cb_json_object_to_string (metadata, FALSE) : NULL;
  JsonObjectIter iter;
  JsonNode *value;

  if (metadata == NULL || strlen (text) > MAX_JSON)
    return FALSE;
  json_object_iter_init (&iter, metadata);
  while (json_object_iter_next (&iter, NULL, &value))
    if (!is_plain (value))
      return FALSE;
  json_object_unref (dataset->metadata);
  dataset->metadata = json_object_ref (metadata);

  return TRUE;
}

static gboolean
parse_dataset (CbHandover *self, JsonObject *root, GPtrArray *paths, GError **error)
{
  CbDataset *dataset = self->dataset;
  const char *part = CB_HANDOVER_DATASET;

  dataset->created_us = cb_json_get_int (root, "created_us", -1);
  self->practice = cb_json_get_bool (root, "practice", FALSE);
  if (!take_line (root, "dataset", MAX_NAME, &dataset->id) || dataset->id == NULL
      || !g_uuid_string_is_valid (dataset->id))
    return refuse (error, part, "dataset");
  if (!cb_dataset_state_from_name (cb_json_get_string (root, "state"), &dataset->state)
      || dataset->state == CB_DATASET_PREPARING)
    return refuse (error, part, "state");
  if (!take_line (root, "item", MAX_NAME, &dataset->item_code)
      || !take_line (root, "period", MAX_NAME, &dataset->period)
      || !take_line (root, "account", MAX_NAME, &dataset->account_id)
      || !is_moment (dataset->created_us))
    return refuse (error, part, "item, period, account, created_us");
  if (!take_line (root, "prepared_by", MAX_NAME, &dataset->prepared_by)
      || !has_words (dataset->prepared_by))
    return refuse (error, part, "prepared_by");
  if (!parse_metadata (dataset, root))
    return refuse (error, part, "metadata");
  if (!parse_files (self, root, paths))
    return refuse (error, part, "files");
  if (!parse_item (self, root))
    return refuse (error, part, "catalog_item");
  if (!take_line (root, "agency", MAX_TEXT, &self->agency)
      || !take_line (root, "profile", MAX_NAME, &self->profile)
      || !take_line (root, "portal_title", MAX_TEXT, &self->portal_title)
      || !take_line (root, "portal_url", MAX_TEXT, &self->portal_url))
    return refuse (error, part, "agency, profile, portal");

  return TRUE;
}

static gboolean
parse_waivers (CbHandover *self, JsonObject *root)
{
  JsonArray *waivers = cb_json_get_array (root, "waivers");

  for (guint i = 0; waivers != NULL && i < json_array_get_length (waivers); i++)
    {
      JsonNode *node = json_array_get_element (waivers, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      CbWaiver *waiver = g_new0 (CbWaiver, 1);

      g_ptr_array_add (self->waivers, waiver);
      if (object == NULL || !take_line (object, "finding", MAX_TEXT, &waiver->key)
          || !take_line (object, "person", MAX_NAME, &waiver->person))
        return FALSE;
      waiver->reason = g_strdup (cb_json_get_string (object, "reason"));
      waiver->at_us = cb_json_get_int (object, "at_us", -1);
      if (!has_words (waiver->key) || !has_words (waiver->person) || !has_words (waiver->reason)
          || g_utf8_strlen (waiver->reason, -1) > MAX_TEXT || !is_moment (waiver->at_us))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_answer (CbHandover *self, JsonObject *root)
{
  JsonObject *object = cb_json_get_object (root, "approval");
  CbApproval *approval;

  if (object == NULL)
    return TRUE;
  approval = self->approval = cb_approval_new ();
  approval->dataset_id = g_strdup (self->dataset->id);
  approval->prepared_by = g_strdup (self->dataset->prepared_by);
  approval->approved_us = cb_json_get_int (object, "approved_us", -1);

  return take_line (object, "id", MAX_NAME, &approval->id) && approval->id != NULL
         && g_uuid_string_is_valid (approval->id)
         && take_line (object, "digest", MAX_NAME, &approval->digest)
         && take_line (object, "approved_by", MAX_NAME, &approval->approved_by)
         && has_words (approval->approved_by) && is_moment (approval->approved_us);
}

static gboolean
parse_returned (CbHandover *self, JsonObject *root)
{
  JsonObject *object = cb_json_get_object (root, "returned");
  const char *reason = object != NULL ? cb_json_get_string (object, "reason") : NULL;

  if (object == NULL)
    return TRUE;
  self->returned_us = cb_json_get_int (object, "returned_us", -1);
  self->dataset->return_reason = g_strdup (reason);

  return take_line (object, "returned_by", MAX_NAME, &self->returned_by)
         && has_words (self->returned_by) && has_words (reason)
         && g_utf8_strlen (reason, -1) <= MAX_TEXT && is_moment (self->returned_us);
}

/* Who answered fits to the state, and an approval is of exactly what is here. */
static gboolean
check_answer (const CbHandover *self)
{
  g_autofree char *digest = cb_dataset_dup_digest (self->dataset);

  switch (self->dataset->state)
    {
    case CB_DATASET_IN_REVIEW:
      return self->approval == NULL && self->returned_by == NULL;
    case CB_DATASET_RETURNED:
      return self->approval == NULL && self->returned_by != NULL;
    case CB_DATASET_APPROVED:
    case CB_DATASET_QUEUED:
    case CB_DATASET_PUBLISHED:
      return self->approval != NULL && self->returned_by == NULL
             && g_strcmp0 (self->approval->digest, digest) == 0;
    case CB_DATASET_PREPARING:
    default:
      return FALSE;
    }
}

static gboolean
parse_approval (CbHandover *self, JsonObject *root, GError **error)
{
  const char *part = CB_HANDOVER_APPROVAL;
  g_autofree char *prepared_by = NULL;

  if (!take_line (root, "request", MAX_NAME, &self->request)
      || !cb_package_list_is_sha256 (self->request))
    return refuse (error, part, "request");
  self->requested_us = cb_json_get_int (root, "requested_us", -1);
  if (!is_moment (self->requested_us))
    return refuse (error, part, "requested_us");
  if (!take_line (root, "prepared_by", MAX_NAME, &prepared_by)
      || g_strcmp0 (prepared_by, self->dataset->prepared_by) != 0)
    return refuse (error, part, "prepared_by");
  if (!parse_waivers (self, root))
    return refuse (error, part, "waivers");
  if (!parse_answer (self, root) || !parse_returned (self, root) || !check_answer (self))
    return refuse (error, part, "approval");

  return TRUE;
}

/* Text of a member that is an array or an object. */
static gboolean
take_json (JsonObject *object, const char *name, JsonNodeType type, char **taken)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_TYPE (node) != type)
    return FALSE;
  *taken = json_to_string (node, FALSE);

  return strlen (*taken) <= MAX_JSON;
}

static gboolean
parse_recipe (CbHandover *self, JsonObject *root, GError **error)
{
  JsonArray *files = cb_json_get_array (root, "files");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonNode *node = json_array_get_element (files, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      CbDatasetFile *file
          = object != NULL ? cb_dataset_find_file (self->dataset, cb_json_get_string (object, "id"))
                           : NULL;
      const char *original = object != NULL ? cb_json_get_string (object, "original_sha256") : NULL;

      if (file == NULL || !cb_package_list_is_sha256 (original) || file->recipe != NULL
          || file->options != NULL || !take_json (object, "steps", JSON_NODE_ARRAY, &file->recipe)
          || !take_json (object, "reading", JSON_NODE_OBJECT, &file->options))
        return refuse (error, CB_HANDOVER_RECIPE, "files");
      g_free (file->original_sha256);
      file->original_sha256 = g_strdup (original);
    }

  return TRUE;
}

/* A part that says of itself what it is about. */
static JsonObject *
parse_part (GHashTable *parts, const char *name, const char *digest, GError **error)
{
  GBytes *bytes = g_hash_table_lookup (parts, name);
  g_autoptr (JsonObject) root = NULL;
  gsize length = 0;
  const char *text = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (text == NULL || !g_utf8_validate_len (text, length, NULL))
    {
      refuse (error, name, "no text");
      return NULL;
    }
  root = cb_json_object_parse (text, (gssize)length, error);
  if (root == NULL)
    return NULL;
  if (cb_json_get_int (root, "version", 0) > CB_HANDOVER_VERSION)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NEWER, "%s: made by a newer version", name);
      return NULL;
    }
  if (cb_json_get_int (root, "version", 0) != CB_HANDOVER_VERSION
      || (digest != NULL && g_strcmp0 (cb_json_get_string (root, "digest"), digest) != 0))
    {
      refuse (error, name, "version, digest");
      return NULL;
    }

  return g_steal_pointer (&root);
}

/**
 * cb_handover_parse:
 * @parts: (element-type utf8 GBytes): path in the package → bytes, whose sums were verified before
 * @paths: (element-type utf8): gets the path of each file
 * @error: %CB_ERROR_INVALID with part and member, %CB_ERROR_NEWER
 *
 * An approval in it is of exactly this dataset; whether it is one that somebody asked for is for
 * the store to say.
 *
 * Returns: (transfer full): what the package hands over
 */
CbHandover *
cb_handover_parse (GHashTable *parts, GPtrArray *paths, GError **error)
{
  g_autoptr (CbHandover) self = cb_handover_new ();
  g_autoptr (JsonObject) dataset = parse_part (parts, CB_HANDOVER_DATASET, NULL, error);
  g_autoptr (JsonObject) approval = NULL;
  g_autoptr (JsonObject) recipe = NULL;
  g_autofree char *digest = NULL;

  if (dataset == NULL)
    return NULL;
  if (g_strcmp0 (cb_json_get_string (dataset, "kind"), CB_HANDOVER_KIND) != 0)
    {
      refuse (error, CB_HANDOVER_DATASET, "kind");
      return NULL;
    }
  if (!parse_dataset (self, dataset, paths, error))
    return NULL;
  digest = cb_dataset_dup_digest (self->dataset);
  if (g_strcmp0 (cb_json_get_string (dataset, "digest"), digest) != 0)
    {
      refuse (error, CB_HANDOVER_DATASET, "digest");
      return NULL;
    }
  approval = parse_part (parts, CB_HANDOVER_APPROVAL, digest, error);
  recipe = approval != NULL ? parse_part (parts, CB_HANDOVER_RECIPE, digest, error) : NULL;
  if (recipe == NULL || !parse_approval (self, approval, error)
      || !parse_recipe (self, recipe, error))
    return NULL;

  return g_steal_pointer (&self);
}
