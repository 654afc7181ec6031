/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-catalog-item.h"

#include <string.h>

#include "base/cb-text.h"

/**
 * cb_catalog_item_new:
 *
 * Returns: (transfer full): a catalog item with nothing in it
 */
CbCatalogItem *
cb_catalog_item_new (void)
{
  return g_new0 (CbCatalogItem, 1);
}

/**
 * cb_catalog_item_copy:
 * @self: a catalog item
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbCatalogItem *
cb_catalog_item_copy (const CbCatalogItem *self)
{
  CbCatalogItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->code = g_strdup (self->code);
  copy->title = g_strdup (self->title);
  copy->description = g_strdup (self->description);
  copy->field = g_strdup (self->field);
  copy->owner = g_strdup (self->owner);
  copy->frequency_text = g_strdup (self->frequency_text);
  copy->formats = g_strdup (self->formats);
  copy->sharing = g_strdup (self->sharing);
  copy->deadline_text = g_strdup (self->deadline_text);
  copy->note = g_strdup (self->note);
  return copy;
}

/**
 * cb_catalog_item_free:
 * @self: (nullable) (transfer full): a catalog item
 */
void
cb_catalog_item_free (CbCatalogItem *self)
{
  if (self == NULL)
    return;

  g_free (self->code);
  g_free (self->title);
  g_free (self->description);
  g_free (self->field);
  g_free (self->owner);
  g_free (self->frequency_text);
  g_free (self->formats);
  g_free (self->sharing);
  g_free (self->deadline_text);
  g_free (self->note);
  g_free (self);
}

static const char *const frequency_names[] = {
  [CB_FREQUENCY_UNKNOWN] = "unknown",
  [CB_FREQUENCY_REAL_TIME] = "real-time",
  [CB_FREQUENCY_DAILY] = "daily",
  [CB_FREQUENCY_WEEKLY] = "weekly",
  [CB_FREQUENCY_MONTHLY] = "monthly",
  [CB_FREQUENCY_QUARTERLY] = "quarterly",
  [CB_FREQUENCY_HALF_YEARLY] = "half-yearly",
  [CB_FREQUENCY_YEARLY] = "yearly",
  [CB_FREQUENCY_FIVE_YEARLY] = "five-yearly",
  [CB_FREQUENCY_ON_CHANGE] = "on-change",
};

/**
 * cb_frequency_name:
 * @value: a frequency
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_frequency_name (CbFrequency value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (frequency_names), "");

  return frequency_names[value];
}

/**
 * cb_frequency_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: the frequency, %CB_FREQUENCY_UNKNOWN for a name that this version does not know
 */
CbFrequency
cb_frequency_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (frequency_names); i++)
    if (g_strcmp0 (name, frequency_names[i]) == 0)
      return (CbFrequency)i;

  return CB_FREQUENCY_UNKNOWN;
}

static const struct
{
  const char *folded;
  CbFrequency frequency;
} frequency_words[] = {
  { "thoi gian thuc", CB_FREQUENCY_REAL_TIME },
  { "real", CB_FREQUENCY_REAL_TIME },
  { "khi co", CB_FREQUENCY_ON_CHANGE },
  { "khi phat sinh", CB_FREQUENCY_ON_CHANGE },
  { "thuong xuyen", CB_FREQUENCY_ON_CHANGE },
  { "5 nam", CB_FREQUENCY_FIVE_YEARLY },
  { "6 thang", CB_FREQUENCY_HALF_YEARLY },
  { "nua nam", CB_FREQUENCY_HALF_YEARLY },
  { "sau thang", CB_FREQUENCY_HALF_YEARLY },
  { "ngay", CB_FREQUENCY_DAILY },
  { "tuan", CB_FREQUENCY_WEEKLY },
  { "thang", CB_FREQUENCY_MONTHLY },
  { "quy", CB_FREQUENCY_QUARTERLY },
  { "nam", CB_FREQUENCY_YEARLY },
};

/**
 * cb_frequency_from_text:
 * @text: (nullable): a frequency as a catalog writes it, "Hằng tháng", "06 tháng/lần"
 *
 * The more particular words come first: "6 tháng" is not "tháng".
 *
 * Returns: what it means, %CB_FREQUENCY_UNKNOWN when that cannot be told
 */
CbFrequency
cb_frequency_from_text (const char *text)
{
  g_autofree char *folded = NULL;

  if (text == NULL)
    return CB_FREQUENCY_UNKNOWN;
  folded = cb_text_fold (text);
  for (guint i = 0; i < G_N_ELEMENTS (frequency_words); i++)
    if (strstr (folded, frequency_words[i].folded) != NULL)
      return frequency_words[i].frequency;

  return CB_FREQUENCY_UNKNOWN;
}
