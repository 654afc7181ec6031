/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-holidays.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-json-line.h"

typedef struct
{
  char *name;
  gboolean certain;
  gboolean working; /* a weekend day that is worked in exchange */
} Day;

/**
 * CbHolidays:
 *
 * The days on which offices are closed, from holidays.json. The state decides some of them anew
 * every year, so a day may be unsure and a year may be unknown; then nothing is made up. Does not
 * change once it is read, so it may be used from any thread.
 */
struct _CbHolidays
{
  GObject parent_instance;

  /* Owned */
  GHashTable *days; /* (element-type uint Day): by Julian day */
  GHashTable
      *years; /* (element-type uint uint): years with data, to whether all of it is decided */
};

G_DEFINE_FINAL_TYPE (CbHolidays, cb_holidays, G_TYPE_OBJECT)

static void
free_day (gpointer data)
{
  Day *day = data;

  g_free (day->name);
  g_free (day);
}

static void
cb_holidays_finalize (GObject *object)
{
  CbHolidays *self = CB_HOLIDAYS (object);

  g_hash_table_unref (self->days);
  g_hash_table_unref (self->years);

  G_OBJECT_CLASS (cb_holidays_parent_class)->finalize (object);
}

static void
cb_holidays_class_init (CbHolidaysClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_holidays_finalize;
}

static void
cb_holidays_init (CbHolidays *self)
{
  self->days = g_hash_table_new_full (NULL, NULL, NULL, free_day);
  self->years = g_hash_table_new (NULL, NULL);
}

static void
add_day (CbHolidays *self, const GDate *date, const char *name, gboolean certain, gboolean working)
{
  Day *day = g_new0 (Day, 1);

  day->name = g_strdup (name);
  day->certain = certain;
  day->working = working;
  g_hash_table_insert (self->days, GUINT_TO_POINTER (g_date_get_julian (date)), day);
}

typedef struct
{
  const char *text;
  const char *name;
} Reading;

static gboolean
refuse (const Reading *reading, GError **error, const char *path, const char *what)
{
  cb_json_line_set_error (error, reading->name, reading->text, path, what);
  return FALSE;
}

static gboolean
read_day (CbHolidays *self,
          const Reading *reading,
          JsonNode *node,
          guint year,
          const char *path,
          GError **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  GDate date;

  if (object == NULL || !cb_day_parse (cb_json_get_string (object, "date"), &date)
      || g_date_get_year (&date) != year)
    return refuse (reading, error, path, _ ("a date of this year is needed, as 2026-09-02"));
  if (cb_json_get_string (object, "name") == NULL)
    return refuse (reading, error, path, _ ("a name is needed"));
  add_day (self, &date, cb_json_get_string (object, "name"),
           cb_json_get_bool (object, "certain", FALSE), FALSE);

  return TRUE;
}

static gboolean
read_worked_day (
    CbHolidays *self, const Reading *reading, JsonNode *node, const char *path, GError **error)
{
  GDate date;

  if (!JSON_NODE_HOLDS_VALUE (node) || !cb_day_parse (json_node_get_string (node), &date)
      || g_date_get_weekday (&date) < G_DATE_SATURDAY)
    return refuse (reading, error, path, _ ("a Saturday or Sunday is needed, as 2026-08-22"));
  add_day (self, &date, "", TRUE, TRUE);

  return TRUE;
}

static gboolean
read_year (
    CbHolidays *self, const Reading *reading, const char *name, JsonObject *object, GError **error)
{
  JsonArray *days = cb_json_get_array (object, "days");
  JsonArray *worked = cb_json_get_array (object, "working_weekend_days");
  g_autofree char *path = g_strconcat ("years.", name, NULL);
  guint64 year;

  if (!g_ascii_string_to_unsigned (name, 10, 1900, 9999, &year, NULL) || days == NULL)
    return refuse (reading, error, path, _ ("a year with days is needed"));
  for (guint i = 0; i < json_array_get_length (days); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s.days.%u", path, i);

      if (!read_day (self, reading, json_array_get_element (days, i), (guint)year, inner, error))
        return FALSE;
    }
  for (guint i = 0; worked != NULL && i < json_array_get_length (worked); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%s.working_weekend_days.%u", path, i);

      if (!read_worked_day (self, reading, json_array_get_element (worked, i), inner, error))
        return FALSE;
    }
  g_hash_table_insert (self->years, GUINT_TO_POINTER ((guint)year),
                       GUINT_TO_POINTER (cb_json_get_bool (object, "complete", TRUE)));

  return TRUE;
}

/**
 * cb_holidays_new_empty:
 *
 * Returns: (transfer full): holidays of which no year is known: only weekends are days off
 */
CbHolidays *
cb_holidays_new_empty (void)
{
  return g_object_new (CB_TYPE_HOLIDAYS, NULL);
}

/**
 * cb_holidays_parse:
 * @text: JSON as in data/profiles/holidays.json
 * @length: bytes, -1 when it ends in NUL
 * @name: what to call it in an error: the name of its file
 * @error: %CB_ERROR_INVALID with file, line and member
 *
 * Returns: (transfer full): the holidays
 */
CbHolidays *
cb_holidays_parse (const char *text, gssize length, const char *name, GError **error)
{
  g_autofree char *copy = g_strndup (text, length < 0 ? strlen (text) : (gsize)length);
  g_autoptr (JsonObject) root = cb_json_object_parse (copy, -1, error);
  g_autoptr (CbHolidays) self = NULL;
  g_autoptr (GList) names = NULL;
  Reading reading = { copy, name };
  JsonObject *years;

  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  years = cb_json_get_object (root, "years");
  if (years == NULL)
    {
      refuse (&reading, error, "years", _ ("missing"));
      return NULL;
    }
  self = cb_holidays_new_empty ();
  names = json_object_get_members (years);
  for (GList *l = names; l != NULL; l = l->next)
    if (!read_year (self, &reading, l->data, cb_json_get_object (years, l->data), error))
      return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_holidays_load:
 * @file: holidays.json
 * @error: %CB_ERROR_INVALID with file, line and member, %CB_ERROR_UNREADABLE…
 *
 * Blocks on the disk.
 *
 * Returns: (transfer full): the holidays
 */
CbHolidays *
cb_holidays_load (GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, error))
    {
      cb_error_translate_io (error, name);
      return NULL;
    }

  return cb_holidays_parse (text, (gssize)length, name, error);
}

/* The days of @from, but not those of the years that @without has. */
static void
copy_days (CbHolidays *self, CbHolidays *from, CbHolidays *without)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, from->days);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Day *day = value;
      GDate date;

      g_date_clear (&date, 1);
      g_date_set_julian (&date, GPOINTER_TO_UINT (key));
      if (without == NULL || !cb_holidays_knows_year (without, g_date_get_year (&date)))
        add_day (self, &date, day->name, day->certain, day->working);
    }
  g_hash_table_iter_init (&iter, from->years);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_hash_table_insert (self->years, key, value);
}

/**
 * cb_holidays_new_corrected:
 * @self: holidays
 * @corrections: what an agency knows better
 *
 * A year that @corrections has is taken from there, all of it; the others stay.
 *
 * Returns: (transfer full): both
 */
CbHolidays *
cb_holidays_new_corrected (CbHolidays *self, CbHolidays *corrections)
{
  CbHolidays *corrected = cb_holidays_new_empty ();

  g_return_val_if_fail (CB_IS_HOLIDAYS (self) && CB_IS_HOLIDAYS (corrections), corrected);

  copy_days (corrected, self, corrections);
  copy_days (corrected, corrections, NULL);
  return corrected;
}

/**
 * cb_holidays_knows_year:
 * @self: holidays
 * @year: a year
 *
 * Returns: whether there is data about it
 */
gboolean
cb_holidays_knows_year (CbHolidays *self, GDateYear year)
{
  g_return_val_if_fail (CB_IS_HOLIDAYS (self), FALSE);

  return g_hash_table_contains (self->years, GUINT_TO_POINTER ((guint)year));
}

/**
 * cb_holidays_is_decided:
 * @self: holidays
 * @year: a year
 *
 * Of a year that is still to come the days that the law names are known; which days around them are
 * off, and which Saturdays are worked for them, is decided late in the year before.
 *
 * Returns: whether there is data about it, and all of it
 */
gboolean
cb_holidays_is_decided (CbHolidays *self, GDateYear year)
{
  g_return_val_if_fail (CB_IS_HOLIDAYS (self), FALSE);

  return g_hash_table_lookup (self->years, GUINT_TO_POINTER ((guint)year)) != NULL;
}

static const Day *
find_day (CbHolidays *self, const GDate *date)
{
  return g_hash_table_lookup (self->days, GUINT_TO_POINTER (g_date_get_julian (date)));
}

static gboolean
is_weekend (const GDate *date)
{
  return g_date_get_weekday (date) >= G_DATE_SATURDAY;
}

/**
 * cb_holidays_is_day_off:
 * @self: holidays
 * @date: a day
 *
 * Returns: %TRUE when it is surely a day off: a weekend that is not worked, or a sure holiday
 */
gboolean
cb_holidays_is_day_off (CbHolidays *self, const GDate *date)
{
  const Day *day;

  g_return_val_if_fail (CB_IS_HOLIDAYS (self) && date != NULL, FALSE);

  day = find_day (self, date);
  if (day != NULL && day->working)
    return FALSE;

  return is_weekend (date) || (day != NULL && day->certain);
}

/**
 * cb_holidays_may_be_day_off:
 * @self: holidays
 * @date: a day
 *
 * Returns: %TRUE when it is a day off, or a holiday that the data is not sure about
 */
gboolean
cb_holidays_may_be_day_off (CbHolidays *self, const GDate *date)
{
  const Day *day;

  g_return_val_if_fail (CB_IS_HOLIDAYS (self) && date != NULL, FALSE);

  day = find_day (self, date);
  if (day != NULL && day->working)
    return FALSE;

  return is_weekend (date) || day != NULL;
}

/**
 * cb_holidays_get_name:
 * @self: holidays
 * @date: a day
 *
 * Returns: (transfer none) (nullable): the holiday's name, in Vietnamese
 */
const char *
cb_holidays_get_name (CbHolidays *self, const GDate *date)
{
  const Day *day;

  g_return_val_if_fail (CB_IS_HOLIDAYS (self) && date != NULL, NULL);

  day = find_day (self, date);
  return day != NULL && !day->working ? day->name : NULL;
}

/**
 * cb_holidays_is_worked:
 * @self: holidays
 * @date: a day
 *
 * Returns: whether it is a weekend day that is worked in exchange for another
 */
gboolean
cb_holidays_is_worked (CbHolidays *self, const GDate *date)
{
  const Day *day;

  g_return_val_if_fail (CB_IS_HOLIDAYS (self) && date != NULL, FALSE);

  day = find_day (self, date);
  return day != NULL && day->working;
}

/**
 * cb_holidays_dup_year:
 * @self: holidays
 * @year: a year
 *
 * Returns: (transfer full): its days off and worked weekends, in order, as a year of holidays.json
 *   has them
 */
JsonObject *
cb_holidays_dup_year (CbHolidays *self, GDateYear year)
{
  JsonObject *object = json_object_new ();
  JsonArray *days = json_array_new ();
  JsonArray *worked = json_array_new ();
  GDate date;

  json_object_set_array_member (object, "days", days);
  json_object_set_array_member (object, "working_weekend_days", worked);

  g_return_val_if_fail (CB_IS_HOLIDAYS (self), object);

  g_date_clear (&date, 1);
  for (g_date_set_dmy (&date, 1, G_DATE_JANUARY, year); g_date_get_year (&date) == year;
       g_date_add_days (&date, 1))
    {
      const Day *day = find_day (self, &date);
      g_autofree char *text = NULL;
      JsonObject *entry;

      if (day == NULL)
        continue;
      text = g_strdup_printf ("%04u-%02u-%02u", year, g_date_get_month (&date),
                              g_date_get_day (&date));
      if (day->working)
        {
          json_array_add_string_element (worked, text);
          continue;
        }
      entry = json_object_new ();
      json_object_set_string_member (entry, "date", text);
      json_object_set_string_member (entry, "name", day->name);
      json_object_set_boolean_member (entry, "certain", day->certain);
      json_array_add_object_element (days, entry);
    }
  return object;
}
