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
  copy->source_cells = g_strdup (self->source_cells);
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
  g_free (self->source_cells);
  g_free (self);
}

/**
 * cb_catalog_item_set_source:
 * @self: a catalog item
 * @attribute: `code`, `title`, `description`, `field`, `owner`, `frequency`, `formats`, `sharing`
 *   or `deadline`; not set before
 * @cell: where the file says it: "B8"
 */
void
cb_catalog_item_set_source (CbCatalogItem *self, const char *attribute, const char *cell)
{
  char *joined = g_strdup_printf ("%s%s%s=%s", self->source_cells != NULL ? self->source_cells : "",
                                  self->source_cells != NULL ? ";" : "", attribute, cell);

  g_free (self->source_cells);
  self->source_cells = joined;
}

/**
 * cb_catalog_item_dup_source:
 * @self: a catalog item
 * @attribute: see cb_catalog_item_set_source()
 *
 * Returns: (transfer full) (nullable): where the imported file says it, %NULL where it does not
 */
char *
cb_catalog_item_dup_source (const CbCatalogItem *self, const char *attribute)
{
  g_auto (GStrv) pairs = g_strsplit (self->source_cells != NULL ? self->source_cells : "", ";", -1);
  gsize length = strlen (attribute);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (strncmp (pairs[i], attribute, length) == 0 && pairs[i][length] == '=')
      return g_strdup (pairs[i] + length + 1);

  return NULL;
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

/* Without a number in it; the more particular words come first. Each is found as whole words. */
static const struct
{
  const char *words;
  CbFrequency frequency;
} frequency_words[] = {
  { " thoi gian thuc ", CB_FREQUENCY_REAL_TIME },
  { " real time ", CB_FREQUENCY_REAL_TIME },
  { " realtime ", CB_FREQUENCY_REAL_TIME },
  { " khi co ", CB_FREQUENCY_ON_CHANGE },
  { " khi phat sinh ", CB_FREQUENCY_ON_CHANGE },
  { " khi thay doi ", CB_FREQUENCY_ON_CHANGE },
  { " dot xuat ", CB_FREQUENCY_ON_CHANGE },
  { " thuong xuyen ", CB_FREQUENCY_ON_CHANGE },
  { " nam nam ", CB_FREQUENCY_FIVE_YEARLY },
  { " nua nam ", CB_FREQUENCY_HALF_YEARLY },
  { " sau thang ", CB_FREQUENCY_HALF_YEARLY },
  { " ban nien ", CB_FREQUENCY_HALF_YEARLY },
  { " ba thang ", CB_FREQUENCY_QUARTERLY },
  { " ngay ", CB_FREQUENCY_DAILY },
  { " tuan ", CB_FREQUENCY_WEEKLY },
  { " thang ", CB_FREQUENCY_MONTHLY },
  { " quy ", CB_FREQUENCY_QUARTERLY },
  { " nam ", CB_FREQUENCY_YEARLY },
};

/* "06 tháng/lần", "3 tháng", "2 lần/năm", "5 năm": a number before its unit. */
static CbFrequency
from_number (const char *words)
{
  static const struct
  {
    const char *unit;
    guint count;
    CbFrequency frequency;
  } numbers[] = {
    { "ngay", 1, CB_FREQUENCY_DAILY },          { "ngay", 7, CB_FREQUENCY_WEEKLY },
    { "ngay", 30, CB_FREQUENCY_MONTHLY },       { "tuan", 1, CB_FREQUENCY_WEEKLY },
    { "thang", 1, CB_FREQUENCY_MONTHLY },       { "thang", 3, CB_FREQUENCY_QUARTERLY },
    { "thang", 6, CB_FREQUENCY_HALF_YEARLY },   { "thang", 12, CB_FREQUENCY_YEARLY },
    { "quy", 1, CB_FREQUENCY_QUARTERLY },       { "quy", 2, CB_FREQUENCY_HALF_YEARLY },
    { "quy", 4, CB_FREQUENCY_YEARLY },          { "nam", 1, CB_FREQUENCY_YEARLY },
    { "nam", 5, CB_FREQUENCY_FIVE_YEARLY },     { "lan ngay", 1, CB_FREQUENCY_DAILY },
    { "lan tuan", 1, CB_FREQUENCY_WEEKLY },     { "lan thang", 1, CB_FREQUENCY_MONTHLY },
    { "lan quy", 1, CB_FREQUENCY_QUARTERLY },   { "lan nam", 1, CB_FREQUENCY_YEARLY },
    { "lan nam", 2, CB_FREQUENCY_HALF_YEARLY }, { "lan nam", 4, CB_FREQUENCY_QUARTERLY },
    { "lan nam", 12, CB_FREQUENCY_MONTHLY },
  };
  const char *unit = words + strspn (words, "0123456789");
  guint64 count = g_ascii_strtoull (words, NULL, 10);

  unit += *unit == ' ';
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      gsize length = strlen (numbers[i].unit);

      if (count == numbers[i].count && strncmp (unit, numbers[i].unit, length) == 0
          && !g_ascii_isalnum (unit[length]))
        return numbers[i].frequency;
    }

  return CB_FREQUENCY_UNKNOWN;
}

/* "quy" is also "quy định", which says nothing of how often. */
static gboolean
finds_word (const char *text, const char *words)
{
  const char *at = strstr (text, words);

  return at != NULL && strstr (at, " quy dinh ") == NULL && strstr (at, " quy che ") == NULL;
}

/* "hằng tháng, trước ngày 10" is monthly: what stands behind "hằng" counts before what does not. */
static CbFrequency
from_words (const char *words)
{
  static const char *const before[] = { " hang", " moi", " theo", "" };

  for (guint b = 0; b < G_N_ELEMENTS (before); b++)
    for (guint i = 0; i < G_N_ELEMENTS (frequency_words); i++)
      {
        g_autofree char *both = g_strconcat (before[b], frequency_words[i].words, NULL);

        if (finds_word (words, both))
          return frequency_words[i].frequency;
      }

  return CB_FREQUENCY_UNKNOWN;
}

/* A day by which something is due, "trước ngày 15 tháng 12", "ngày 25 tháng cuối quý": neither its
 * number nor its unit says how often. "ngày 2 lần" is none. */
#define DAY_PATTERN                                                                                \
  "(?<![0-9] )\\bngay [0-9]{1,2}\\b(?! lan\\b)"                                                    \
  "(?: (?:cua )?thang (?:sau|toi|ke|tiep|dau|cuoi|truoc)\\b"                                       \
  "|(?: thang)? [0-9]{1,2}\\b(?:(?: nam)? [0-9]{4}\\b)?)?"

/* @n_days: (out): how many were in @words */
static char *
dup_without_days (const char *words, guint *n_days)
{
  static gsize once = 0;
  g_auto (GStrv) parts = NULL;

  if (g_once_init_enter (&once))
    g_once_init_leave (&once, (gsize)g_regex_new (DAY_PATTERN, G_REGEX_OPTIMIZE, 0, NULL));
  parts = g_regex_split ((GRegex *)once, words, 0);
  *n_days = g_strv_length (parts) - 1;

  return g_strjoinv ("", parts);
}

/**
 * cb_frequency_from_text:
 * @text: (nullable): a frequency as a catalog writes it, "Hằng tháng", "06 tháng/lần"
 *
 * A number is never overlooked: "9 tháng" is not "tháng", and no frequency that is known here. The
 * day by which something is due is none: "trước ngày 15 tháng 12 hằng năm" is yearly.
 *
 * Returns: what it means, %CB_FREQUENCY_UNKNOWN when that cannot be told
 */
CbFrequency
cb_frequency_from_text (const char *text)
{
  g_autofree char *whole = NULL;
  g_autofree char *words = NULL;
  CbFrequency frequency;
  const char *number;
  guint n_days;

  if (text == NULL)
    return CB_FREQUENCY_UNKNOWN;
  whole = cb_text_dup_words (text);
  words = dup_without_days (whole, &n_days);
  for (guint i = 0; i < G_N_ELEMENTS (frequency_words); i++)
    if ((frequency_words[i].frequency == CB_FREQUENCY_REAL_TIME
         || frequency_words[i].frequency == CB_FREQUENCY_ON_CHANGE)
        && finds_word (words, frequency_words[i].words))
      return frequency_words[i].frequency;
  number = strpbrk (words, "0123456789");
  if (number != NULL)
    {
      const char *unit = number + strspn (number, "0123456789");

      frequency = from_number (number);
      unit += *unit == ' ';
      if (frequency != CB_FREQUENCY_UNKNOWN)
        return frequency;
      if (g_str_has_prefix (unit, "thang ") || g_str_has_prefix (unit, "nam ")
          || g_str_has_prefix (unit, "quy ") || g_str_has_prefix (unit, "tuan ")
          || g_str_has_prefix (unit, "ngay ") || g_str_has_prefix (unit, "lan "))
        return CB_FREQUENCY_UNKNOWN;
    }
  frequency = from_words (words);
  /* Two days of a year are not once a year; what they are, a person has to say. */
  return frequency == CB_FREQUENCY_YEARLY && n_days > 1 ? CB_FREQUENCY_UNKNOWN : frequency;
}
