/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-catalog.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/portal/cb-ckan-catalog.h"
#include "core/workplace/cb-workplace-private.h"

/* A portal's datasets as rows of a danh mục, with the headings that catalogs have: from there on
 * they are taken in as a file is. */
enum
{
  COLUMN_CODE,
  COLUMN_TITLE,
  COLUMN_DESCRIPTION,
  COLUMN_FIELD,
  COLUMN_OWNER,
  COLUMN_FREQUENCY,
  COLUMN_FORMATS,
  N_COLUMNS,
};

static const char *const header[N_COLUMNS + 1] = {
  [COLUMN_CODE] = "Mã dữ liệu",        [COLUMN_TITLE] = "Tên tập dữ liệu",
  [COLUMN_DESCRIPTION] = "Mô tả",      [COLUMN_FIELD] = "Lĩnh vực",
  [COLUMN_OWNER] = "Cơ quan chủ quản", [COLUMN_FREQUENCY] = "Tần suất cập nhật",
  [COLUMN_FORMATS] = "Định dạng",
};

static JsonObject *
get_object (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* What all elements of @array call @member, or else @other, each once. */
static char *
join_members (JsonArray *array, const char *member, const char *other)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = get_object (array, i);
      const char *value = object != NULL ? cb_json_get_string (object, member) : NULL;

      if ((value == NULL || *value == '\0') && other != NULL && object != NULL)
        value = cb_json_get_string (object, other);
      if (value != NULL && *value != '\0'
          && !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
        g_ptr_array_add (values, (gpointer)value);
    }
  g_ptr_array_add (values, NULL);
  return g_strjoinv (", ", (char **)values->pdata);
}

/* CKAN itself has no field for it: portals use one of their own, or an extra. */
static const char *
find_frequency (JsonObject *package)
{
  static const char *const names[]
      = { "frequency", "accrual_periodicity", "update_frequency", "tan_suat", "tan_suat_cap_nhat" };
  JsonArray *extras = cb_json_get_array (package, "extras");

  for (guint n = 0; n < G_N_ELEMENTS (names); n++)
    {
      const char *value = cb_json_get_string (package, names[n]);

      if (value != NULL && *value != '\0')
        return value;
      for (guint i = 0; extras != NULL && i < json_array_get_length (extras); i++)
        {
          JsonObject *extra = get_object (extras, i);

          if (extra != NULL && g_strcmp0 (cb_json_get_string (extra, "key"), names[n]) == 0
              && cb_json_get_string (extra, "value") != NULL)
            return cb_json_get_string (extra, "value");
        }
    }
  return NULL;
}

/* Our own names of frequencies, for portals that this program published to. */
static const char *
get_frequency_words (const char *frequency)
{
  static const char *const words[] = {
    [CB_FREQUENCY_REAL_TIME] = "Thời gian thực",  [CB_FREQUENCY_DAILY] = "Hằng ngày",
    [CB_FREQUENCY_WEEKLY] = "Hằng tuần",          [CB_FREQUENCY_MONTHLY] = "Hằng tháng",
    [CB_FREQUENCY_QUARTERLY] = "Hằng quý",        [CB_FREQUENCY_HALF_YEARLY] = "6 tháng",
    [CB_FREQUENCY_YEARLY] = "Hằng năm",           [CB_FREQUENCY_FIVE_YEARLY] = "5 năm",
    [CB_FREQUENCY_ON_CHANGE] = "Khi có thay đổi",
  };
  CbFrequency known = cb_frequency_from_name (frequency);

  return known != CB_FREQUENCY_UNKNOWN ? words[known] : frequency;
}

static char *
dup_text (const char *text)
{
  return g_strdup (text != NULL ? text : "");
}

/* A group is what catalogs call a field, an organisation the agency in charge. */
static char **
make_row (JsonObject *package, gboolean *has_frequency)
{
  JsonObject *organisation = cb_json_get_object (package, "organization");
  const char *title = cb_json_get_string (package, "title");
  const char *name = cb_json_get_string (package, "name");
  const char *owner = organisation != NULL ? cb_json_get_string (organisation, "title") : NULL;
  const char *frequency = get_frequency_words (find_frequency (package));
  char **row = g_new0 (char *, N_COLUMNS + 1);

  *has_frequency = cb_frequency_from_text (frequency) != CB_FREQUENCY_UNKNOWN;
  row[COLUMN_CODE] = dup_text (name);
  row[COLUMN_TITLE] = dup_text (title != NULL && *title != '\0' ? title : name);
  row[COLUMN_DESCRIPTION] = dup_text (cb_json_get_string (package, "notes"));
  row[COLUMN_FIELD] = join_members (cb_json_get_array (package, "groups"), "title", "display_name");
  row[COLUMN_OWNER] = dup_text (owner);
  row[COLUMN_FREQUENCY] = dup_text (frequency);
  row[COLUMN_FORMATS] = join_members (cb_json_get_array (package, "resources"), "format", NULL);
  return row;
}

/* The portal's own columns are what they are called. */
static void
settle_columns (CbCatalogLayout *layout)
{
  static const CbCatalogColumn columns[N_COLUMNS] = {
    [COLUMN_CODE] = CB_CATALOG_COLUMN_CODE,
    [COLUMN_TITLE] = CB_CATALOG_COLUMN_TITLE,
    [COLUMN_DESCRIPTION] = CB_CATALOG_COLUMN_DESCRIPTION,
    [COLUMN_FIELD] = CB_CATALOG_COLUMN_FIELD,
    [COLUMN_OWNER] = CB_CATALOG_COLUMN_OWNER,
    [COLUMN_FREQUENCY] = CB_CATALOG_COLUMN_FREQUENCY,
    [COLUMN_FORMATS] = CB_CATALOG_COLUMN_FORMATS,
  };

  for (guint i = 0; i < layout->columns->len && i < N_COLUMNS; i++)
    cb_catalog_layout_set (layout, i, columns[i]);
}

/**
 * cb_workplace_read_portal_catalog:
 * @self: a workplace
 * @address: of a CKAN, or of any page of it
 * @cancellable: (nullable): to stop
 * @error: as cb_ckan_catalog_read()
 *
 * Reads what is public on a portal as a danh mục: groups are fields, organisations agencies.
 *
 * Returns: (transfer full): the draft; what the portal could not tell is in its `unknown`
 */
CbCatalogDraft *
cb_workplace_read_portal_catalog (CbWorkplace *self,
                                  const char *address,
                                  GCancellable *cancellable,
                                  GError **error)
{
  g_autofree char *title = NULL;
  g_autoptr (GPtrArray) authorities = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;
  guint without = 0;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && address != NULL, NULL);

  authorities = _cb_workplace_dup_authorities (self);
  packages = cb_ckan_catalog_read (address, authorities, &title, cancellable, error);
  if (packages == NULL)
    return NULL;
  draft = g_new0 (CbCatalogDraft, 1);
  draft->name = g_strdup (title != NULL && *title != '\0' ? title : address);
  draft->sheet = -1;
  draft->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  for (guint i = 0; i < packages->len; i++)
    {
      gboolean has_frequency = FALSE;

      g_ptr_array_add (draft->rows, make_row (g_ptr_array_index (packages, i), &has_frequency));
      without += has_frequency ? 0 : 1;
    }
  draft->layout = cb_catalog_layout_find (header, draft->rows);
  settle_columns (draft->layout);
  if (without > 0)
    draft->unknown = g_strdup_printf (
        ngettext ("Of %u dataset the portal does not say how often it is updated: no deadline "
                  "follows for it. The decision or a file of the catalog says that.",
                  "Of %u datasets the portal does not say how often they are updated: no deadline "
                  "follows for them. The decision or a file of the catalog says that.",
                  without),
        without);
  return g_steal_pointer (&draft);
}
