/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-ics.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/model/cb-obligation.h"

/* RFC 5545 3.1: a line has at most 75 octets without its end; the next begins with a space that
 * counts. */
#define MAX_OCTETS 75

/* Adds a line, folded where it is too long and never within a character. */
static void
add_line (GString *ics, const char *line)
{
  gsize used = 0;

  for (const char *at = line; *at != '\0';)
    {
      const char *next = g_utf8_next_char (at);
      gsize length = (gsize)(next - at);

      if (used + length > MAX_OCTETS)
        {
          g_string_append (ics, "\r\n ");
          used = 1;
        }
      g_string_append_len (ics, at, (gssize)length);
      used += length;
      at = next;
    }
  g_string_append (ics, "\r\n");
}

/* RFC 5545 3.3.11: backslash, semicolon, comma and line end are escaped; other control characters
 * may not stand in a text. */
static void
add_text (GString *ics, const char *name, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (const char *at = valid; *at != '\0'; at++)
    {
      if (strchr ("\\;,", *at) != NULL)
        g_string_append_printf (line, "\\%c", *at);
      else if (*at == '\n')
        g_string_append (line, "\\n");
      else if ((guchar)*at >= 0x20 && *at != 0x7f)
        g_string_append_c (line, *at);
      else if (*at == '\t')
        g_string_append_c (line, ' ');
    }
  add_line (ics, line->str);
}

static void
add_formatted (GString *ics, const char *format, const GDate *day)
{
  char text[64];

  g_date_strftime (text, sizeof text, format, day);
  add_line (ics, text);
}

/* The same duty has the same UID in each export, so that a calendar replaces its event. */
static char *
dup_uid (const CbObligation *obligation)
{
  g_autofree char *key
      = g_strjoin ("\n", cb_duty_name (obligation->duty), obligation->item_code, obligation->period,
                   obligation->subject != NULL ? obligation->subject : "", NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_strdup_printf ("UID:%.32s@congbo.vn", sum);
}

static char *
dup_summary (const CbObligation *obligation)
{
  g_autofree char *period = cb_period_dup_title (obligation->period);

  if (*period == '\0')
    return g_strdup (obligation->title);
  if (obligation->duty == CB_DUTY_REFRESH)
    return g_strdup_printf ("%s – %s – %s", obligation->title, period,
                            _ ("bring up to date or complete it"));

  return g_strdup_printf ("%s – %s", obligation->title, period);
}

static char *
dup_description (const CbObligation *obligation)
{
  char target[16], limit[16];
  GString *text = g_string_new (NULL);

  g_date_strftime (target, sizeof target, "%d/%m/%Y", &obligation->target);
  g_date_strftime (limit, sizeof limit, "%d/%m/%Y", &obligation->limit);
  /* Translators: two dates, "mục tiêu 24/11/2026, hạn 25/11/2026" */
  g_string_append_printf (text, _ ("target %s, due %s"), target, limit);
  if (obligation->clause != NULL && *obligation->clause != '\0')
    g_string_append_printf (text, "\n%s", obligation->clause);
  if (!obligation->holidays_known)
    g_string_append_printf (text, "\n%s",
                            _ ("Not all holidays of that year are known yet, so the day may "
                               "move."));

  return g_string_free (text, FALSE);
}

static void
add_event (GString *ics,
           const CbObligation *obligation,
           const char *stamp,
           const guint *days_before,
           guint n_days_before)
{
  g_autofree char *uid = dup_uid (obligation);
  g_autofree char *summary = dup_summary (obligation);
  g_autofree char *description = dup_description (obligation);
  GDate after = obligation->limit;

  add_line (ics, "BEGIN:VEVENT");
  add_line (ics, uid);
  add_line (ics, stamp);
  add_formatted (ics, "DTSTART;VALUE=DATE:%Y%m%d", &obligation->limit);
  /* The end of an event of whole days is the day after it (3.6.1). */
  g_date_add_days (&after, 1);
  add_formatted (ics, "DTEND;VALUE=DATE:%Y%m%d", &after);
  add_text (ics, "SUMMARY", summary);
  add_text (ics, "DESCRIPTION", description);
  /* Nobody is busy for the whole day because something is due on it. */
  add_line (ics, "TRANSP:TRANSPARENT");
  for (guint i = 0; i < n_days_before; i++)
    {
      /* A day begins at midnight: eight in the morning of the day that is meant. */
      g_autofree char *trigger = days_before[i] == 0
                                     ? g_strdup ("TRIGGER:PT8H")
                                     : g_strdup_printf ("TRIGGER:-PT%uH", days_before[i] * 24 - 8);

      add_line (ics, "BEGIN:VALARM");
      add_line (ics, "ACTION:DISPLAY");
      add_text (ics, "DESCRIPTION", summary);
      add_line (ics, trigger);
      add_line (ics, "END:VALARM");
    }
  add_line (ics, "END:VEVENT");
}

/**
 * cb_obligations_to_ics:
 * @obligations: (element-type CbObligation): what is due
 * @now_us: when the file is made
 * @days_before: (array length=n_days_before): when to be reminded, in days before the last one
 * @n_days_before: how many
 *
 * What is open and has a last day, as a calendar that other programs read (RFC 5545): an event of a
 * whole day each, on the last day.
 *
 * Returns: (transfer full): the bytes, UTF-8
 */
char *
cb_obligations_to_ics (GPtrArray *obligations,
                       gint64 now_us,
                       const guint *days_before,
                       guint n_days_before)
{
  GString *ics = g_string_new (NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "DTSTAMP:%Y%m%dT%H%M%SZ");

  add_line (ics, "BEGIN:VCALENDAR");
  add_line (ics, "VERSION:2.0");
  add_line (ics, "PRODID:-//Cong Bo//congbo//VI");
  add_line (ics, "CALSCALE:GREGORIAN");
  add_line (ics, "METHOD:PUBLISH");
  add_text (ics, "X-WR-CALNAME", _ ("Deadlines of open data"));
  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, i);

      if (obligation->has_deadline && obligation->urgency != CB_URGENCY_DONE)
        add_event (ics, obligation, stamp, days_before, n_days_before);
    }
  add_line (ics, "END:VCALENDAR");

  return g_string_free (ics, FALSE);
}
