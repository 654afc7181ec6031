/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-format.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-obligation.h"

/**
 * cbu_format_date:
 * @date: a valid date
 *
 * Returns: (transfer full): "25/11/2026"
 */
char *
cbu_format_date (const GDate *date)
{
  if (!g_date_valid (date))
    return g_strdup ("");
  /* Translators: day, month, year */
  return g_strdup_printf (_ ("%02u/%02u/%04u"), g_date_get_day (date), g_date_get_month (date),
                          g_date_get_year (date));
}

/**
 * cbu_format_long_date:
 * @date: a valid date
 *
 * Returns: (transfer full): "12 tháng 3 năm 2026": as one says it, for screen readers
 */
char *
cbu_format_long_date (const GDate *date)
{
  static const char *const months[] = { "",
                                        N_ ("January"),
                                        N_ ("February"),
                                        N_ ("March"),
                                        N_ ("April"),
                                        N_ ("May"),
                                        N_ ("June"),
                                        N_ ("July"),
                                        N_ ("August"),
                                        N_ ("September"),
                                        N_ ("October"),
                                        N_ ("November"),
                                        N_ ("December") };

  if (!g_date_valid (date))
    return g_strdup ("");
  /* Translators: day, name of the month, year */
  return g_strdup_printf (_ ("%u %s %u"), g_date_get_day (date),
                          _ (months[g_date_get_month (date)]), g_date_get_year (date));
}

/**
 * cbu_format_moment:
 * @us: microseconds since 1970
 *
 * Returns: (transfer full): "14:20 ngày 21/11/2026", local time; "" for 0
 */
char *
cbu_format_moment (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  return us == 0 ? g_strdup ("") : g_date_time_format (time, _ ("%H:%M on %d/%m/%Y"));
}

/**
 * cbu_format_days_left:
 * @days: to a deadline, negative when it is over
 *
 * Returns: (transfer full): "còn 3 ngày", "hết hạn hôm nay", "quá hạn 2 ngày"
 */
char *
cbu_format_days_left (int days)
{
  if (days == 0)
    return g_strdup (_ ("due today"));
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", (gulong)-days), -days);

  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong)days), days);
}

/**
 * cbu_format_duration:
 * @seconds: a length of time
 *
 * Returns: (transfer full): "21 giây", "3 phút", "2 giờ"
 */
char *
cbu_format_duration (guint64 seconds)
{
  guint number;

  if (seconds < 90)
    return g_strdup_printf (ngettext ("%u second", "%u seconds", (gulong)seconds), (guint)seconds);
  number = (guint)((seconds + 30) / 60);
  if (seconds < 90 * 60)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", number), number);
  number = (guint)((seconds + 1800) / 3600);

  return g_strdup_printf (ngettext ("%u hour", "%u hours", number), number);
}

/**
 * cbu_format_transfer:
 * @done: bytes so far
 * @total: bytes in all, 0 when not known
 * @rate: bytes in a second, 0 when not known
 *
 * Returns: (transfer full): "412 MB trên 1,2 GB · 38 MB/s · còn 21 giây", as much as is known
 */
char *
cbu_format_transfer (guint64 done, guint64 total, double rate)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *done_text = cb_text_format_bytes (done);
  g_autofree char *total_text = cb_text_format_bytes (total);

  if (total > 0)
    /* Translators: bytes done, bytes in all: "412 MB trên 1,2 GB" */
    g_string_append_printf (text, _ ("%s of %s"), done_text, total_text);
  else
    g_string_append (text, done_text);
  if (rate >= 1)
    {
      g_autofree char *rate_text = cb_text_format_bytes ((guint64)rate);

      /* Translators: a speed, "38 MB/s" */
      g_string_append_printf (text, _ (" · %s/s"), rate_text);
    }
  if (rate >= 1 && total > done)
    {
      g_autofree char *left = cbu_format_duration ((guint64)((double)(total - done) / rate) + 1);

      /* Translators: time that is left, " · còn 21 giây" */
      g_string_append_printf (text, _ (" · %s left"), left);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cbu_format_period:
 * @dataset: a dataset
 *
 * What stands beside its title. A title is made of the item and the period, and people keep it so;
 * the period is not said twice then.
 *
 * Returns: (transfer full): its period, "Tháng 10/2026"; empty when it has none or its title names
 *   it already
 */
char *
cbu_format_period (const CbDataset *dataset)
{
  g_autofree char *period = cb_period_dup_title (dataset->period);
  g_autofree char *folded_period = g_utf8_casefold (period, -1);
  g_autofree char *folded_title = g_utf8_casefold (cb_dataset_get_title (dataset), -1);

  return strstr (folded_title, folded_period) == NULL ? g_steal_pointer (&period) : g_strdup ("");
}

/**
 * cbu_format_heading:
 * @dataset: a dataset
 * @period: (out) (transfer full): "Tháng 10/2026"; empty when it has none or its title names it
 *   elsewhere than at its end
 *
 * For two lines: where the first is too long for its place, the period is still there to read.
 *
 * Returns: (transfer full): its title without the period at its end
 */
char *
cbu_format_heading (const CbDataset *dataset, char **period)
{
  g_autofree char *name = cb_period_dup_title (dataset->period);
  const char *title = cb_dataset_get_title (dataset);
  g_autofree char *end = g_strconcat (" – ", name, NULL);

  if (*title == '\0')
    title = _ ("Dataset without a title");
  if (*name != '\0' && g_str_has_suffix (title, end) && strlen (title) > strlen (end))
    {
      *period = g_steal_pointer (&name);
      return g_strndup (title, strlen (title) - strlen (end));
    }
  *period = cbu_format_period (dataset);

  return g_strdup (title);
}

/**
 * cbu_format_dataset:
 * @dataset: a dataset
 *
 * Returns: (transfer full): its title and period, "Danh sách cơ sở khám bệnh · Tháng 10/2026"
 */
char *
cbu_format_dataset (const CbDataset *dataset)
{
  const char *title = cb_dataset_get_title (dataset);
  g_autofree char *period = cbu_format_period (dataset);

  if (*title == '\0')
    title = _ ("Dataset without a title");
  if (*period == '\0')
    return g_strdup (title);

  return g_strdup_printf ("%s · %s", title, period);
}

/**
 * cbu_format_digest:
 * @digest: SHA-256 as hexadecimal digits
 *
 * Returns: (transfer full): its first eight characters, which a person can compare
 */
char *
cbu_format_digest (const char *digest)
{
  return g_strndup (digest != NULL ? digest : "", 8);
}

/**
 * cbu_format_encoding:
 * @name: as the engine has it
 *
 * Returns: (transfer none): as an office knows it
 */
const char *
cbu_format_encoding (const char *name)
{
  static const struct
  {
    const char *name;
    const char *title;
  } encodings[] = {
    { "utf-8", "Unicode (UTF-8)" },
    { "utf-16le", "Unicode (UTF-16)" },
    { "utf-16be", "Unicode (UTF-16)" },
    { "windows-1258", "Windows-1258" },
    { "windows-1252", "Windows-1252" },
    { "tcvn3", "TCVN3 (ABC)" },
    { "vni", "VNI (VNI-Times)" },
    { "vps", "VPS (VPS Times)" },
    { "viscii", "VISCII" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    if (g_strcmp0 (name, encodings[i].name) == 0)
      return encodings[i].title;

  return name != NULL ? name : "";
}

/**
 * cbu_format_delimiter:
 * @delimiter: one character
 *
 * Returns: (transfer none): its name for people
 */
const char *
cbu_format_delimiter (const char *delimiter)
{
  if (g_strcmp0 (delimiter, ",") == 0)
    return _ ("comma ,");
  if (g_strcmp0 (delimiter, ";") == 0)
    return _ ("semicolon ;");
  if (g_strcmp0 (delimiter, "\t") == 0)
    return _ ("tab");
  if (g_strcmp0 (delimiter, "|") == 0)
    return _ ("bar |");

  return delimiter != NULL ? delimiter : "";
}
