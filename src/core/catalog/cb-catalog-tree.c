/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-tree.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

typedef struct
{
  GHashTable *by_code; /* (element-type utf8 CbCatalogItem): by folded code */
  GHashTable *parents; /* (element-type CbCatalogItem utf8): of an item, as written */
} Tree;

static CbCatalogItem *
get_parent (const Tree *tree, CbCatalogItem *item)
{
  const char *code = g_hash_table_lookup (tree->parents, item);
  g_autofree char *key = code != NULL ? cb_text_fold (code) : NULL;

  return key != NULL ? g_hash_table_lookup (tree->by_code, key) : NULL;
}

/* The item at the top of the groups that @item is in; %NULL when they go round in a circle. */
static CbCatalogItem *
find_top (const Tree *tree, CbCatalogItem *item)
{
  CbCatalogItem *slow = item;
  CbCatalogItem *fast = item;

  for (;;)
    {
      CbCatalogItem *next = get_parent (tree, fast);

      if (next == NULL)
        return fast;
      fast = next;
      next = get_parent (tree, fast);
      if (next == NULL)
        return fast;
      fast = next;
      slow = get_parent (tree, slow);
      if (slow == fast)
        return NULL;
    }
}

static void
settle_item (const Tree *tree, CbCatalogItem *item, GHashTable *groups, GPtrArray *problems)
{
  const char *code = g_hash_table_lookup (tree->parents, item);
  CbCatalogItem *top = find_top (tree, item);

  if (code != NULL && get_parent (tree, item) == NULL)
    g_ptr_array_add (problems, cb_catalog_problem_new (
                                   item->source_row,
                                   g_strdup_printf (_ ("The group %s of “%s” is not in the file"),
                                                    code, item->title),
                                   _ ("The item was taken in without it.")));
  else if (top == NULL)
    g_ptr_array_add (
        problems,
        cb_catalog_problem_new (
            item->source_row,
            g_strdup_printf (_ ("The groups of “%s” go round in a circle"), item->title),
            _ ("The item was taken in without a group. Correct the codes of the groups.")));
  else if (top != item)
    {
      g_hash_table_add (groups, get_parent (tree, item));
      g_hash_table_add (groups, top);
      if (item->field[0] == '\0')
        {
          g_free (item->field);
          item->field = g_strdup (top->title);
        }
    }
}

/**
 * cb_catalog_tree_settle:
 * @items: (element-type CbCatalogItem): all of them
 * @parents: (element-type CbCatalogItem utf8): the code of its group, for items that name one
 * @problems: (element-type CbCatalogProblem): gets what is wrong with the groups
 *
 * Where rows name the code of the row that they belong to, the name of the topmost is the field of
 * those below; a row that others belong to and that has no frequency of its own is a heading and is
 * taken out of @items. Groups in a circle are told and lead nowhere.
 */
void
cb_catalog_tree_settle (GPtrArray *items, GHashTable *parents, GPtrArray *problems)
{
  g_autoptr (GHashTable) by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) groups = g_hash_table_new (NULL, NULL);
  Tree tree = { by_code, parents };

  if (g_hash_table_size (parents) == 0)
    return;
  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (by_code, cb_text_fold (item->code), item);
    }
  for (guint i = 0; i < items->len; i++)
    settle_item (&tree, g_ptr_array_index (items, i), groups, problems);
  for (guint i = items->len; i > 0; i--)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i - 1);

      if (g_hash_table_contains (groups, item) && item->frequency_text[0] == '\0')
        g_ptr_array_remove_index (items, i - 1);
    }
}
