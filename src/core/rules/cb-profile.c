/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-profile.h"

#include "base/cb-json.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-profile-changes.h"
#include "core/rules/cb-profile-private.h"

/**
 * CbProfile:
 *
 * What one regulation makes an agency do, as data (regulations.md §6). Does not change once it is
 * read, so it may be used from any thread.
 */
struct _CbProfile
{
  GObject parent_instance;

  /* Owned */
  JsonObject *json;
  char **formats;      /* (nullable) */
  GPtrArray *rules;    /* (element-type CbUpdateRule) */
  CbProfile *national; /* (nullable) */
  gboolean replaced;   /* as a whole it is not as the program brings it */
  GHashTable *origins; /* (nullable) (element-type utf8 utf8): where changed values come from */
};

G_DEFINE_FINAL_TYPE (CbProfile, cb_profile, G_TYPE_OBJECT)

static void
cb_profile_finalize (GObject *object)
{
  CbProfile *self = CB_PROFILE (object);

  g_clear_pointer (&self->json, json_object_unref);
  g_clear_pointer (&self->formats, g_strfreev);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_clear_object (&self->national);
  g_clear_pointer (&self->origins, g_hash_table_unref);

  G_OBJECT_CLASS (cb_profile_parent_class)->finalize (object);
}

static void
cb_profile_class_init (CbProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_profile_finalize;
}

static void
cb_profile_init (CbProfile *self)
{
}

static void
free_rule (gpointer data)
{
  CbUpdateRule *rule = data;

  g_free (rule->quote);
  g_free (rule->clause);
  g_free (rule);
}

static GPtrArray *
read_rules (CbProfile *self)
{
  JsonArray *array = cb_json_get_array (self->json, "update_rules");
  GPtrArray *rules = g_ptr_array_new_with_free_func (free_rule);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      g_autofree char *path = g_strdup_printf ("update_rules.%u", i);
      CbUpdateRule *rule = g_new0 (CbUpdateRule, 1);

      rule->frequency = _cb_profile_frequency_from_json (cb_json_get_string (object, "frequency"));
      _cb_profile_anchor_from_json (cb_json_get_string (object, "anchor"), &rule->anchor);
      rule->days = (guint)cb_json_get_int (object, "days", 0);
      rule->quote = g_strdup (cb_json_get_string (object, "quote"));
      rule->clause = cb_profile_dup_clause (self, path);
      g_ptr_array_add (rules, rule);
    }

  return rules;
}

static char **
read_formats (JsonObject *json)
{
  JsonArray *array = cb_json_get_array (cb_json_get_object (json, "formats"), "allowed");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));

  return g_strv_builder_end (builder);
}

/* @json: (transfer full), checked. */
CbProfile *
_cb_profile_new (JsonObject *json)
{
  CbProfile *self = g_object_new (CB_TYPE_PROFILE, NULL);

  self->json = json;
  self->formats = read_formats (json);
  self->rules = read_rules (self);

  return self;
}

/**
 * cb_profile_copy:
 * @self: a profile
 *
 * Returns: (transfer full): the same values, without the national one
 */
CbProfile *
cb_profile_copy (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  return _cb_profile_new (json_object_ref (self->json));
}

/**
 * cb_profile_set_replaced:
 * @self: a profile that nobody else sees yet
 * @replaced: whether a preset brought it as a whole
 */
void
cb_profile_set_replaced (CbProfile *self, gboolean replaced)
{
  g_return_if_fail (CB_IS_PROFILE (self));

  self->replaced = replaced;
}

/**
 * cb_profile_is_replaced:
 * @self: a profile
 *
 * Returns: whether a preset brought it as a whole, and it is not as the program brings it
 */
gboolean
cb_profile_is_replaced (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), FALSE);

  return self->replaced;
}

/* (transfer none) (nullable) (element-type utf8 utf8): by path of a value. */
GHashTable *
_cb_profile_get_origins (CbProfile *self)
{
  return self->origins;
}

/* Of a profile that nobody else sees yet. */
void
_cb_profile_set_origins (CbProfile *self, GHashTable *origins)
{
  g_clear_pointer (&self->origins, g_hash_table_unref);
  self->origins = g_hash_table_ref (origins);
  /* Their clauses tell of it. */
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = read_rules (self);
}

/**
 * cb_profile_find:
 * @profiles: (element-type CbProfile): what cb_profile_load_all() gave
 * @id: (nullable): an id, or what a person types for it: `vinh-phuc` for `vn-26-vinh-phuc`
 *
 * Returns: (transfer none) (nullable): the profile
 */
CbProfile *
cb_profile_find (GPtrArray *profiles, const char *id)
{
  g_autofree char *ending = g_strconcat ("-", id, NULL);

  g_return_val_if_fail (profiles != NULL, NULL);

  for (guint i = 0; id != NULL && i < profiles->len; i++)
    if (g_strcmp0 (cb_profile_get_id (profiles->pdata[i]), id) == 0)
      return profiles->pdata[i];
  for (guint i = 0; id != NULL && id[0] != '\0' && i < profiles->len; i++)
    if (g_str_has_suffix (cb_profile_get_id (profiles->pdata[i]), ending))
      return profiles->pdata[i];

  return NULL;
}

/**
 * cb_profile_get_id:
 * @self: a profile
 *
 * Returns: (transfer none): its stable name, `vn-26-vinh-phuc`
 */
const char *
cb_profile_get_id (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), "");

  return cb_json_get_string (self->json, "id");
}

/**
 * cb_profile_get_name:
 * @self: a profile
 *
 * Returns: (transfer none): what people call it, "Vĩnh Phúc"
 */
const char *
cb_profile_get_name (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), "");

  return cb_json_get_string (self->json, "name");
}

/**
 * cb_profile_get_regulation:
 * @self: a profile
 *
 * Returns: (transfer none): how the text behind it is cited, "42/2024/QĐ-UBND"
 */
const char *
cb_profile_get_regulation (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), "");

  return cb_json_get_string (cb_json_get_object (self->json, "regulation"), "cite_as");
}

/**
 * cb_profile_is_national:
 * @self: a profile
 *
 * Returns: %TRUE for the law that holds everywhere, to which a province adds
 */
gboolean
cb_profile_is_national (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), FALSE);

  return g_strcmp0 (cb_json_get_string (self->json, "kind"), "national") == 0;
}

/**
 * cb_profile_is_draft:
 * @self: a profile
 *
 * Returns: %TRUE when the text behind it was not in force when it was read
 */
gboolean
cb_profile_is_draft (CbProfile *self)
{
  JsonObject *regulation;

  g_return_val_if_fail (CB_IS_PROFILE (self), FALSE);

  regulation = cb_json_get_object (self->json, "regulation");
  return g_strcmp0 (cb_json_get_string (regulation, "status"), "draft") == 0;
}

/**
 * cb_profile_get_json:
 * @self: a profile
 *
 * Returns: (transfer none): all of it, members that this version does not know included
 */
JsonObject *
cb_profile_get_json (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  return self->json;
}

/**
 * cb_profile_get_allowed_formats:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): lower-case names, `api` among
 *   them; %NULL when the text sets no list
 */
const char *const *
cb_profile_get_allowed_formats (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  return (const char *const *)self->formats;
}

/**
 * cb_profile_find_update_rule:
 * @self: a profile
 * @frequency: of a catalog item
 *
 * Returns: (transfer none) (nullable): the deadline that the text sets for it, %NULL when it sets
 *   none: then there is none, nothing is borrowed from elsewhere
 */
const CbUpdateRule *
cb_profile_find_update_rule (CbProfile *self, CbFrequency frequency)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  for (guint i = 0; i < self->rules->len; i++)
    {
      CbUpdateRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->frequency == frequency)
        return rule;
    }

  return NULL;
}

static JsonNode *
find_element (JsonArray *array, const char *name)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *number = g_strdup_printf ("%u", i);

      if (g_str_equal (number, name))
        return node;
      if (object != NULL
          && (g_strcmp0 (cb_json_get_string (object, "id"), name) == 0
              || g_strcmp0 (cb_json_get_string (object, "frequency"), name) == 0))
        return node;
    }

  return NULL;
}

/* Walks @path; @cite becomes the citation nearest to its end. */
static JsonNode *
walk (JsonObject *root, const char *path, const char **cite)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonObject *holder = root;
  JsonArray *array = NULL;
  JsonNode *node = NULL;

  *cite = NULL;
  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *own = NULL;

      if (holder != NULL)
        {
          JsonObject *cites = cb_json_get_object (holder, "cites");

          if (cites != NULL)
            own = cb_json_get_string (cites, names[i]);
          if (own == NULL)
            own = cb_json_get_string (holder, "cite");
          node = json_object_get_member (holder, names[i]);
        }
      else
        node = array != NULL ? find_element (array, names[i]) : NULL;
      if (own != NULL)
        *cite = own;
      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        return NULL;
      holder = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
    }
  /* A group or an element that is asked for as a whole carries its own. */
  if (holder != NULL && cb_json_get_string (holder, "cite") != NULL)
    *cite = cb_json_get_string (holder, "cite");

  return node;
}

/**
 * cb_profile_says:
 * @self: a profile
 * @path: of a value that is yes, no or nothing, `precheck.required`
 *
 * Returns: what the text says
 */
CbSays
cb_profile_says (CbProfile *self, const char *path)
{
  const char *cite;
  JsonNode *node;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, CB_SAYS_NOTHING);

  node = walk (self->json, path, &cite);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return CB_SAYS_NOTHING;

  return json_node_get_boolean (node) ? CB_SAYS_YES : CB_SAYS_NO;
}

/**
 * cb_profile_must_be_in_catalog:
 * @self: a profile
 *
 * Returns: whether only what is in the catalog may be published
 */
CbSays
cb_profile_must_be_in_catalog (CbProfile *self)
{
  return cb_profile_says (self, "catalog.must_be_in_catalog");
}

/**
 * cb_profile_one_person_allowed:
 * @self: a profile
 *
 * Returns: whether one person may prepare and approve; where the text says nothing the agency
 *   decides, and until it has, two are needed
 */
CbSays
cb_profile_one_person_allowed (CbProfile *self)
{
  return cb_profile_says (self, "review.one_person_allowed");
}

/**
 * cb_profile_find_node:
 * @self: a profile
 * @path: which value: `formats.allowed`, `update_rules.monthly`
 *
 * Returns: (transfer none) (nullable): the value, %NULL when the text says nothing
 */
JsonNode *
cb_profile_find_node (CbProfile *self, const char *path)
{
  const char *cite;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, NULL);

  return walk (self->json, path, &cite);
}

/**
 * cb_profile_dup_own_clause:
 * @self: a profile
 * @path: which value
 *
 * Unlike cb_profile_dup_clause() the law that holds everywhere is not asked. Of a value that the
 * agency corrected it says so (cb_clause_add_origin()).
 *
 * Returns: (transfer full): the clause, "" when the profile gives none
 */
char *
cb_profile_dup_own_clause (CbProfile *self, const char *path)
{
  g_autofree char *clause = NULL;
  const char *origin = NULL;
  const char *cite;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, NULL);

  if (walk (self->json, path, &cite) == NULL)
    return g_strdup ("");
  clause = cite != NULL ? cb_clause_format (cite, cb_profile_get_regulation (self),
                                            cb_json_get_array (self->json, "documents"))
                        : g_strdup ("");
  if (self->origins != NULL)
    {
      g_autofree char *canonical = cb_profile_dup_canonical_path (self, path);

      origin = cb_profile_get_origin (self, canonical);
    }
  return origin != NULL ? cb_clause_add_origin (clause, origin) : g_steal_pointer (&clause);
}

/**
 * cb_profile_dup_clause:
 * @self: a profile
 * @path: which value: `formats.allowed`, `update_rules.monthly`, `personal_data`
 *
 * The clause that a value rests on. Where the province's text says nothing, the law that holds
 * everywhere is asked.
 *
 * Returns: (transfer full): "Điều 7 khoản 1, 42/2024/QĐ-UBND", "" when no text says anything
 */
char *
cb_profile_dup_clause (CbProfile *self, const char *path)
{
  g_autofree char *own = NULL;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, NULL);

  own = cb_profile_dup_own_clause (self, path);
  if (own[0] != '\0')
    return g_steal_pointer (&own);
  if (self->national != NULL && self->national != self)
    return cb_profile_dup_clause (self->national, path);

  return g_strdup ("");
}

/**
 * cb_profile_get_national:
 * @self: a profile
 *
 * Returns: (transfer none) (nullable): the law that holds everywhere
 */
CbProfile *
cb_profile_get_national (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), NULL);

  return self->national;
}

/**
 * cb_profile_set_national:
 * @self: a profile that nobody else sees yet
 * @national: (nullable): the law that holds everywhere
 *
 * Done by cb_profile_load_all().
 */
void
cb_profile_set_national (CbProfile *self, CbProfile *national)
{
  g_return_if_fail (CB_IS_PROFILE (self));
  g_return_if_fail (national == NULL || CB_IS_PROFILE (national));
  g_return_if_fail (national != self);

  g_set_object (&self->national, national);
}
