/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-diff.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

static const struct
{
  const char *name;
  const char *title;
  gsize offset;
} attributes[] = {
  { "code", N_ ("Code"), G_STRUCT_OFFSET (CbCatalogItem, code) },
  { "title", N_ ("Name"), G_STRUCT_OFFSET (CbCatalogItem, title) },
  { "description", N_ ("Description"), G_STRUCT_OFFSET (CbCatalogItem, description) },
  { "field", N_ ("Field"), G_STRUCT_OFFSET (CbCatalogItem, field) },
  { "owner", N_ ("Agency in charge"), G_STRUCT_OFFSET (CbCatalogItem, owner) },
  { "frequency", N_ ("How often it is updated"), G_STRUCT_OFFSET (CbCatalogItem, frequency_text) },
  { "formats", N_ ("Formats"), G_STRUCT_OFFSET (CbCatalogItem, formats) },
  { "sharing", N_ ("Sharing"), G_STRUCT_OFFSET (CbCatalogItem, sharing) },
  { "deadline", N_ ("Deadline, as written"), G_STRUCT_OFFSET (CbCatalogItem, deadline_text) },
  { "note", N_ ("Note"), G_STRUCT_OFFSET (CbCatalogItem, note) },
};

static const char *
get_attribute (const CbCatalogItem *item, guint i)
{
  const char *text = G_STRUCT_MEMBER (char *, item, attributes[i].offset);

  return text != NULL ? text : "";
}

/**
 * cb_catalog_item_get:
 * @item: an item
 * @attribute: the stable name of one of its attributes
 *
 * Returns: (transfer none): as written; "" when there is none
 */
const char *
cb_catalog_item_get (const CbCatalogItem *item, const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_strcmp0 (attribute, attributes[i].name) == 0)
      return get_attribute (item, i);

  return "";
}

/**
 * cb_catalog_attribute_title:
 * @attribute: the stable name of an attribute of an item
 *
 * Returns: (transfer none): what it is called, for people
 */
const char *
cb_catalog_attribute_title (const char *attribute)
{
  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    if (g_strcmp0 (attribute, attributes[i].name) == 0)
      return _ (attributes[i].title);

  return attribute;
}

static const struct
{
  const char *name;
  const char *title;
} kinds[] = {
  [CB_CATALOG_CHANGE_ADDED] = { "added", N_ ("Added") },
  [CB_CATALOG_CHANGE_EDITED] = { "edited", N_ ("Changed") },
  [CB_CATALOG_CHANGE_WITHDRAWN] = { "withdrawn", N_ ("Withdrawn") },
};

/**
 * cb_catalog_change_kind_name:
 * @kind: what happened
 *
 * Returns: (transfer none): its stable name
 */
const char *
cb_catalog_change_kind_name (CbCatalogChangeKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kinds), "");

  return kinds[kind].name;
}

/**
 * cb_catalog_change_kind_title:
 * @kind: what happened
 *
 * Returns: (transfer none): that, for people
 */
const char *
cb_catalog_change_kind_title (CbCatalogChangeKind kind)
{
  g_return_val_if_fail ((guint)kind < G_N_ELEMENTS (kinds), "");

  return _ (kinds[kind].title);
}

static void
free_field_change (CbCatalogFieldChange *change)
{
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/**
 * cb_catalog_change_free:
 * @self: (nullable) (transfer full): a change
 */
void
cb_catalog_change_free (CbCatalogChange *self)
{
  if (self == NULL)
    return;

  cb_catalog_item_free (self->before);
  cb_catalog_item_free (self->after);
  g_ptr_array_unref (self->fields);
  g_free (self);
}

static char *
make_title_key (const CbCatalogItem *item)
{
  g_autofree char *both
      = g_strdup_printf ("%s\n%s", get_attribute (item, 1), item->owner != NULL ? item->owner : "");

  return cb_text_fold (both);
}

static char *
make_code_key (const CbCatalogItem *item)
{
  return cb_text_fold (get_attribute (item, 0));
}

/* (element-type utf8 CbCatalogItem) */
static GHashTable *
index_items (GPtrArray *items, char *(*make_key) (const CbCatalogItem *item))
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (items, i);
      char *key = make_key (item);

      if (g_hash_table_contains (index, key))
        g_free (key);
      else
        g_hash_table_insert (index, key, item);
    }

  return index;
}

static CbCatalogItem *
look_up (GHashTable *index, const CbCatalogItem *item, char *(*make_key) (const CbCatalogItem *))
{
  g_autofree char *key = make_key (item);

  return g_hash_table_lookup (index, key);
}

/* Blanks and case of a cell that somebody typed anew are no change. */
static GPtrArray *
compare_items (const CbCatalogItem *before, const CbCatalogItem *after)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)free_field_change);

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autofree char *one = g_utf8_casefold (get_attribute (before, i), -1);
      g_autofree char *other = g_utf8_casefold (get_attribute (after, i), -1);
      CbCatalogFieldChange *change;

      if (g_str_equal (one, other))
        continue;
      change = g_new0 (CbCatalogFieldChange, 1);
      change->attribute = attributes[i].name;
      change->before = g_strdup (get_attribute (before, i));
      change->after = g_strdup (get_attribute (after, i));
      g_ptr_array_add (fields, change);
    }

  return fields;
}

static void
add_change (GPtrArray *changes,
            CbCatalogChangeKind kind,
            const CbCatalogItem *before,
            const CbCatalogItem *after,
            GPtrArray *fields)
{
  CbCatalogChange *change = g_new0 (CbCatalogChange, 1);

  change->kind = kind;
  change->before = before != NULL ? cb_catalog_item_copy (before) : NULL;
  change->after = after != NULL ? cb_catalog_item_copy (after) : NULL;
  change->fields = fields != NULL
                       ? fields
                       : g_ptr_array_new_with_free_func ((GDestroyNotify)free_field_change);
  g_ptr_array_add (changes, change);
}

/**
 * cb_catalog_diff:
 * @before: (element-type CbCatalogItem): a version of the catalog
 * @after: (element-type CbCatalogItem): another
 *
 * Items are the same when their codes are, or else their names and agencies (product.md B1).
 *
 * Returns: (transfer full) (element-type CbCatalogChange): what was added and changed in the order
 *   of @after, then what was withdrawn
 */
GPtrArray *
cb_catalog_diff (GPtrArray *before, GPtrArray *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_change_free);
  g_autoptr (GHashTable) by_code = index_items (before, make_code_key);
  g_autoptr (GHashTable) by_title = index_items (before, make_title_key);
  g_autoptr (GHashTable) new_codes = index_items (after, make_code_key);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < after->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (after, i);
      CbCatalogItem *old = look_up (by_code, item, make_code_key);
      GPtrArray *fields;

      if (old == NULL)
        {
          old = look_up (by_title, item, make_title_key);
          /* It goes on under its own code. */
          if (old != NULL && look_up (new_codes, old, make_code_key) != NULL)
            old = NULL;
        }
      if (old == NULL || !g_hash_table_add (seen, old))
        {
          add_change (changes, CB_CATALOG_CHANGE_ADDED, NULL, item, NULL);
          continue;
        }
      fields = compare_items (old, item);
      if (fields->len > 0)
        add_change (changes, CB_CATALOG_CHANGE_EDITED, old, item, fields);
      else
        g_ptr_array_unref (fields);
    }
  for (guint i = 0; i < before->len; i++)
    if (!g_hash_table_contains (seen, g_ptr_array_index (before, i)))
      add_change (changes, CB_CATALOG_CHANGE_WITHDRAWN, g_ptr_array_index (before, i), NULL, NULL);

  return changes;
}

/* Takes the code that no item has yet, "DL001" on. */
static void
give_free_code (CbCatalogItem *item, GHashTable *taken, guint *next)
{
  for (;; (*next)++)
    {
      char *code = g_strdup_printf ("DL%03u", *next);
      char *key = cb_text_fold (code);

      if (g_hash_table_add (taken, key))
        {
          g_free (item->code);
          item->code = code;
          return;
        }
      g_free (code);
    }
}

static char *
make_name_key (const CbCatalogItem *item)
{
  return cb_text_fold (get_attribute (item, 1));
}

/* Items whose name no other has; where two do, their key leads to %NULL. */
static GHashTable *
index_names (GPtrArray *items)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (items, i);
      char *key = make_name_key (item);
      gboolean is_second = g_hash_table_contains (index, key);

      g_hash_table_insert (index, key, is_second ? NULL : item);
    }

  return index;
}

/* Whether @item gets the code that @old had: nobody else has taken it. */
static gboolean
adopt_code (CbCatalogItem *item, const CbCatalogItem *old, GHashTable *used)
{
  if (old == NULL || !g_hash_table_add (used, make_code_key (old)))
    return FALSE;

  g_free (item->code);
  item->code = g_strdup (old->code);
  return TRUE;
}

static GHashTable *
list_by_title (GPtrArray *items)
{
  GHashTable *lists
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_queue_free);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (items, i);
      g_autofree char *key = make_title_key (item);
      GQueue *same = g_hash_table_lookup (lists, key);

      if (same == NULL)
        {
          same = g_queue_new ();
          g_hash_table_insert (lists, g_steal_pointer (&key), same);
        }
      g_queue_push_tail (same, item);
    }

  return lists;
}

/* Where several have one name and agency, the first is the first that was there. */
static void
adopt_by_title (GPtrArray *others, GPtrArray *before, GHashTable *used)
{
  g_autoptr (GHashTable) by_title = list_by_title (before);
  guint i = 0;

  while (i < others->len)
    {
      CbCatalogItem *item = g_ptr_array_index (others, i);
      g_autofree char *key = make_title_key (item);
      GQueue *same = g_hash_table_lookup (by_title, key);
      gboolean adopted = FALSE;

      while (!adopted && same != NULL && !g_queue_is_empty (same))
        adopted = adopt_code (item, g_queue_pop_head (same), used);
      if (adopted)
        g_ptr_array_remove_index (others, i);
      else
        i++;
    }
}

/**
 * cb_catalog_adopt_codes:
 * @items: (element-type CbCatalogItem): a catalog that was just read from a file
 * @before: (element-type CbCatalogItem): the version before
 *
 * Gives items whose code the file does not have (cb_catalog_import() made it from the position) the
 * code that the same name and agency had, or the same name where only one has it (agencies are
 * merged and renamed), and new ones a code that was never used: what was prepared for an item stays
 * with it when another is added above.
 *
 * Returns: how many kept the code that they had
 */
guint
cb_catalog_adopt_codes (GPtrArray *items, GPtrArray *before)
{
  g_autoptr (GHashTable) by_name = index_names (before);
  g_autoptr (GHashTable) new_names = index_names (items);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;
  guint next = 1;

  for (guint i = 0; i < before->len; i++)
    g_hash_table_add (taken, make_code_key (g_ptr_array_index (before, i)));
  for (guint i = 0; i < items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i);
      g_autofree char *source = cb_catalog_item_dup_source (item, "code");

      if (source == NULL)
        g_ptr_array_add (others, (gpointer)item);
      else
        g_hash_table_add (used, make_code_key (item));
    }
  adopt_by_title (others, before, used);
  for (guint i = others->len; i > 0; i--)
    {
      CbCatalogItem *item = g_ptr_array_index (others, i - 1);

      if (look_up (new_names, item, make_name_key) != NULL
          && adopt_code (item, look_up (by_name, item, make_name_key), used))
        g_ptr_array_remove_index (others, i - 1);
    }
  g_hash_table_iter_init (&iter, used);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (taken, g_strdup (key));
  for (guint i = 0; i < others->len; i++)
    give_free_code (g_ptr_array_index (others, i), taken, &next);

  return items->len - others->len;
}
