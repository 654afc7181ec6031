/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/checks/cb-place-list.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"

#define MAX_BYTES (1024u * 1024)
/* Longer than the name of any province with what stands before it. */
#define MAX_NAME 64

struct _CbPlaceList
{
  char *changed;
  GHashTable *codes; /* (element-type utf8 guint): CB_PLACE_* */
  GHashTable *names; /* … by folded name */
  GHashTable *pairs; /* … by code, blank, folded name */
};

/* Tone placement, case and marks folded, and the kind of place left out: “Tỉnh Thanh Hoá” is
 * “thanh hoa” (vietnamese-data.md §5.3). */
static char *
fold_name (const char *name, gsize length)
{
  static const char *const kinds[] = { "tinh ", "thanh pho ", "tp. ", "tp.", "tp " };
  g_autofree char *text = g_strndup (name, MIN (length, MAX_NAME));
  char *folded = cb_text_fold (text);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (folded, kinds[i]) && folded[strlen (kinds[i])] != '\0')
      {
        char *rest = g_strdup (folded + strlen (kinds[i]));

        g_free (folded);
        folded = rest;
        break;
      }

  return folded;
}

/* Spreadsheets lose the zero in front. */
static char *
fold_code (const char *code, gsize length)
{
  while (length > 0 && g_ascii_isspace (code[length - 1]))
    length--;

  return length == 1 ? g_strdup_printf ("0%c", code[0]) : g_strndup (code, MIN (length, MAX_NAME));
}

static void
add (GHashTable *table, char *key, guint when)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (table, key));

  g_hash_table_replace (table, key, GUINT_TO_POINTER (known | when));
}

static void
add_name (CbPlaceList *self, const char *code, const char *name, guint when)
{
  char *folded = fold_name (name, strlen (name));

  add (self->pairs, g_strconcat (code, " ", folded, NULL), when);
  add (self->names, folded, when);
}

static gboolean
add_places (CbPlaceList *self, JsonObject *object, const char *member, guint when)
{
  JsonArray *places = cb_json_get_array (object, member);

  for (guint i = 0; places != NULL && i < json_array_get_length (places); i++)
    {
      JsonNode *node = json_array_get_element (places, i);
      JsonObject *place = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = cb_json_get_string (place, "code");
      const char *name = cb_json_get_string (place, "name");
      JsonArray *also = cb_json_get_array (place, "also");

      if (code == NULL || name == NULL)
        return FALSE;
      add (self->codes, g_strdup (code), when);
      add_name (self, code, name, when);
      for (guint k = 0; also != NULL && k < json_array_get_length (also); k++)
        {
          JsonNode *other = json_array_get_element (also, k);

          if (JSON_NODE_HOLDS_VALUE (other) && json_node_get_string (other) != NULL)
            add_name (self, code, json_node_get_string (other), when);
        }
    }

  return places != NULL;
}

/**
 * cb_place_list_new:
 * @json: data/lists/provinces.json, or an agency's own
 * @error: %CB_ERROR_INVALID when it is none
 *
 * Returns: (transfer full): codes and names of provinces before and after they were merged
 */
CbPlaceList *
cb_place_list_new (const char *json, GError **error)
{
  g_autoptr (CbPlaceList) self = g_new0 (CbPlaceList, 1);
  g_autoptr (JsonObject) object
      = strlen (json) <= MAX_BYTES ? cb_json_object_parse (json, -1, NULL) : NULL;
  const char *changed = cb_json_get_string (object, "changed");

  self->codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (changed == NULL || !add_places (self, object, "before", CB_PLACE_BEFORE)
      || !add_places (self, object, "after", CB_PLACE_AFTER))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "this is no list of provinces");
      return NULL;
    }
  self->changed = g_strdup (changed);

  return g_steal_pointer (&self);
}

/**
 * cb_place_list_free:
 * @self: (nullable) (transfer full): a list
 */
void
cb_place_list_free (CbPlaceList *self)
{
  if (self == NULL)
    return;
  g_free (self->changed);
  g_clear_pointer (&self->codes, g_hash_table_unref);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->pairs, g_hash_table_unref);
  g_free (self);
}

/**
 * cb_place_list_get_changed:
 * @self: a list
 *
 * Returns: (transfer none): the day from which on the later list holds, YYYY-MM-DD
 */
const char *
cb_place_list_get_changed (const CbPlaceList *self)
{
  return self->changed;
}

/**
 * cb_place_list_find_code:
 * @self: a list
 * @code: of a province
 * @length: in bytes
 *
 * Returns: CB_PLACE_*: when there is such a code; 0 for never
 */
guint
cb_place_list_find_code (const CbPlaceList *self, const char *code, gsize length)
{
  g_autofree char *folded = fold_code (code, length);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->codes, folded));
}

/**
 * cb_place_list_find_name:
 * @self: a list
 * @name: of a province, with or without Tỉnh or Thành phố before it
 * @length: in bytes
 *
 * Returns: CB_PLACE_*: when there is such a province; 0 for never
 */
guint
cb_place_list_find_name (const CbPlaceList *self, const char *name, gsize length)
{
  g_autofree char *folded = fold_name (name, length);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->names, folded));
}

/**
 * cb_place_list_find_pair:
 * @self: a list
 * @code: of a province
 * @code_length: in bytes
 * @name: of a province
 * @name_length: in bytes
 *
 * Codes went on to other provinces: 24 was Bắc Giang and is Bắc Ninh.
 *
 * Returns: CB_PLACE_*: when the code is that of the name; 0 for never
 */
guint
cb_place_list_find_pair (const CbPlaceList *self,
                         const char *code,
                         gsize code_length,
                         const char *name,
                         gsize name_length)
{
  g_autofree char *folded_code = fold_code (code, code_length);
  g_autofree char *folded_name = fold_name (name, name_length);
  g_autofree char *pair = g_strconcat (folded_code, " ", folded_name, NULL);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->pairs, pair));
}
