/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-save.h"
#include "base/cb-text.h"
#include "core/document/cb-sheet.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-private.h"

static const char *const attributes[]
    = { "code",      "title",   "description", "field",    "owner",
        "frequency", "formats", "sharing",     "deadline", "note" };

/**
 * cb_catalog_item_to_json:
 * @item: an item
 *
 * Returns: (transfer full): every attribute as written, the frequency also as understood, and where
 *   the imported file says it
 */
JsonObject *
cb_catalog_item_to_json (const CbCatalogItem *item)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    json_object_set_string_member (object, attributes[i],
                                   cb_catalog_item_get (item, attributes[i]));
  json_object_set_string_member (object, "frequency", cb_frequency_name (item->frequency));
  json_object_set_string_member (object, "frequency_text",
                                 item->frequency_text != NULL ? item->frequency_text : "");
  json_object_set_int_member (object, "source_row", item->source_row);
  json_object_set_string_member (object, "source_cells",
                                 item->source_cells != NULL ? item->source_cells : "");
  return object;
}

static gboolean
save_json (GPtrArray *items, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, cb_catalog_item_to_json (g_ptr_array_index (items, i)));
  json_node_take_array (node, array);
  text = json_to_string (node, TRUE);
  return cb_save_contents (file, text, strlen (text), cancellable, error);
}

static gboolean
save_sheet (
    CbWorkplace *self, GPtrArray *items, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *agency = cb_workplace_dup_setting (self, "agency");
  g_autoptr (CbSheetBook) book = cb_sheet_book_new (_ ("Catalog"), agency != NULL ? agency : "");
  CbSheet *sheet = cb_sheet_book_add_sheet (book, _ ("Catalog"));

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    cb_sheet_add_column (sheet, cb_catalog_attribute_title (attributes[i]), CB_SHEET_TEXT,
                         i == 1 || i == 2 ? 40 : 16);
  for (guint i = 0; i < items->len; i++)
    {
      cb_sheet_begin_row (sheet);
      for (guint a = 0; a < G_N_ELEMENTS (attributes); a++)
        cb_sheet_add_text (sheet,
                           cb_catalog_item_get (g_ptr_array_index (items, i), attributes[a]));
    }

  return cb_sheet_book_save (book, file, cancellable, error);
}

/**
 * cb_workplace_export_catalog:
 * @self: a workplace
 * @version: which, or %CB_CATALOG_CURRENT
 * @file: where to; its name ends in `.csv`, `.xlsx` or `.json`
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_INVALID for another ending, %CB_ERROR_NOT_FOUND when there is no such version
 *
 * What is written as a table is read back by cb_workplace_read_catalog() without a question.
 *
 * Returns: whether it was written
 */
gboolean
cb_workplace_export_catalog (
    CbWorkplace *self, guint version, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && G_IS_FILE (file), FALSE);

  items = cb_store_list_catalog (self->store, version, error);
  if (items == NULL)
    return FALSE;
  name = g_file_get_basename (file);
  if (items->len == 0)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no such catalog");
  else if (cb_text_has_ending (name, ".json"))
    return save_json (items, file, cancellable, error);
  else if (cb_text_has_ending (name, ".csv") || cb_text_has_ending (name, ".xlsx"))
    return save_sheet (self, items, file, cancellable, error);
  else
    g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” ends in none of .csv, .xlsx, .json",
                 name);
  return FALSE;
}
