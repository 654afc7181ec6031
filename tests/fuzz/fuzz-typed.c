/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/model/cb-obligation.h"
#include "core/platform/cb-log.h"
#include "core/platform/cb-schedule.h"
#include "core/registers/cb-record-check.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-ics.h"
#include "core/rules/cb-json-line.h"
#include "core/rules/cb-period-name.h"

/* Any text as what a person types: the first byte says into what: a day, a period, a citation, a
 * record of a register, the name of what is due, a file that is mended by hand, the name of a file
 * in a watched folder, times of the day, a line of the log. What is taken for a
 * day or a period is one, and says so when it is written again; a calendar is one to RFC 5545
 * whatever stands in its texts. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static GDate
get_today (void)
{
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 27, G_DATE_NOVEMBER, 2026);
  return today;
}

static void
try_day (const char *text)
{
  GDate day;
  char written[16];

  if (cb_day_parse (text, &day))
    {
      g_date_strftime (written, sizeof written, "%Y-%m-%d", &day);
      g_assert_cmpstr (written, ==, text);
    }
  if (cb_day_parse_typed (text, &day))
    {
      GDate again;

      g_assert_true (g_date_valid (&day));
      g_assert_cmpuint (g_date_get_year (&day), >=, 1900);
      g_assert_cmpuint (g_date_get_year (&day), <=, 2999);
      g_date_strftime (written, sizeof written, "%d/%m/%Y", &day);
      g_assert_true (cb_day_parse_typed (written, &again));
      g_assert_cmpint (g_date_compare (&day, &again), ==, 0);
    }
}

static void
try_period (const char *text)
{
  CbFrequency frequency = cb_period_get_frequency (text);
  g_autofree char *title = cb_period_dup_title (text);
  g_autofree char *next = cb_period_step (text, 1);
  g_autofree char *back = next != NULL ? cb_period_step (next, -1) : NULL;
  g_autofree char *same = NULL;
  GDate first, last;

  g_assert_true (g_utf8_validate (title, -1, NULL));
  g_assert_true ((frequency == CB_FREQUENCY_UNKNOWN) == (next == NULL));
  g_assert_true (cb_period_get_span (text, &first, &last) == (next != NULL));
  if (next == NULL)
    return;
  g_assert_true (g_date_valid (&first) && g_date_valid (&last));
  g_assert_cmpint (g_date_compare (&first, &last), <, 0);
  same = cb_period_containing (frequency, &last);
  g_assert_cmpstr (same, ==, text);
  /* The year 10000 is none. */
  if (strlen (next) == strlen (text))
    g_assert_cmpstr (back, ==, text);
}

static void
try_clause (const char *text)
{
  g_autofree char *words = NULL;
  g_autoptr (GPtrArray) places = NULL;
  g_autoptr (GPtrArray) typed_places = cb_clause_list_places (text);

  g_assert_nonnull (typed_places);
  if (!cb_clause_is_well_formed (text))
    return;
  words = cb_clause_format (text, "42/2024/QĐ-UBND", NULL);
  places = cb_clause_list_places (words);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpuint (places->len, >, 0);
  for (guint i = 0; i < places->len; i++)
    {
      const CbClausePlace *place = g_ptr_array_index (places, i);

      g_assert_nonnull (place->text);
      g_assert_nonnull (place->point);
    }
}

/* Each field of the form is what was typed. */
static void
try_record (const char *text)
{
  GDate today = get_today ();
  g_autoptr (CbHolidays) holidays = cb_holidays_new_empty ();

  for (guint kind = 0; kind < CB_N_REGISTERS; kind++)
    {
      g_autoptr (CbForm) form = cb_form_new ((CbRegister)kind, NULL);
      g_autoptr (CbRecord) record = cb_record_new ((CbRegister)kind);
      g_autoptr (GPtrArray) gaps = NULL;

      for (guint i = 0; i < form->fields->len; i++)
        {
          const CbFormField *field = g_ptr_array_index (form->fields, i);
          g_autofree char *normal = cb_form_dup_normal (field, text);
          g_autofree char *again = cb_form_dup_normal (field, normal);
          g_autofree char *shown = cb_form_dup_shown (field, normal);

          g_assert_cmpstr (again, ==, normal);
          g_assert_true (g_utf8_validate (shown, -1, NULL));
          json_object_set_string_member (record->fields, field->id, normal);
        }
      gaps = cb_record_check (form, record, CB_RECORD_OPEN, holidays, &today);
      for (guint i = 0; i < gaps->len; i++)
        {
          const CbRecordGap *gap = g_ptr_array_index (gaps, i);

          g_assert_true (g_utf8_validate (gap->sentence, -1, NULL));
        }
    }
}

/* RFC 5545 3.1 and 3.6: lines of at most 75 octets that end in CR LF, one event, no other text. */
static void
check_calendar (const char *ics)
{
  g_auto (GStrv) lines = g_strsplit (ics, "\r\n", -1);
  guint depth = 0;
  guint events = 0;

  g_assert_true (g_utf8_validate (ics, -1, NULL));
  g_assert_true (g_str_has_suffix (ics, "END:VCALENDAR\r\n"));
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_assert_cmpuint (strlen (lines[i]), <=, 75);
      g_assert_null (strpbrk (lines[i], "\r\n\b\f\033\177"));
      g_assert_true (g_utf8_validate (lines[i], -1, NULL));
      depth += g_str_has_prefix (lines[i], "BEGIN:");
      depth -= g_str_has_prefix (lines[i], "END:");
      events += g_str_equal (lines[i], "BEGIN:VEVENT");
      g_assert_true (depth > 0 || g_str_equal (lines[i], "END:VCALENDAR") || *lines[i] == '\0');
      if (*lines[i] != ' ' && *lines[i] != '\0')
        g_assert_nonnull (strchr (lines[i], ':'));
    }
  g_assert_cmpuint (events, ==, 1);
}

static void
try_calendar (const char *text)
{
  static const guint days_before[] = { 0, 3 };
  g_autoptr (GPtrArray) due = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  CbObligation *one = cb_obligation_new ();
  g_autofree char *ics = NULL;
  g_autofree char *key = NULL;

  g_ptr_array_add (due, one);
  g_free (one->title);
  g_free (one->clause);
  g_free (one->period);
  one->title = g_strdup (text);
  one->clause = g_strdup (text);
  one->period = g_strdup (text);
  one->has_deadline = TRUE;
  one->limit = one->target = get_today ();
  key = cb_obligation_dup_key (one);
  g_assert_nonnull (key);
  ics = cb_obligations_to_ics (due, G_GINT64_CONSTANT (1796000000000000), days_before, 2);
  check_calendar (ics);
}

/* A path in the first line, then JSON: its line is one of the text. */
static void
try_json_line (const char *text)
{
  const char *end = strchr (text, '\n');
  g_autofree char *path = end != NULL ? g_strndup (text, (gsize)(end - text)) : NULL;
  g_autoptr (JsonObject) object = end != NULL ? cb_json_object_parse (end + 1, -1, NULL) : NULL;
  guint lines = 1;

  if (object == NULL)
    return;
  for (const char *p = strchr (end + 1, '\n'); p != NULL; p = strchr (p + 1, '\n'))
    lines++;
  g_assert_cmpuint (cb_json_line_of (end + 1, path), >=, 1);
  g_assert_cmpuint (cb_json_line_of (end + 1, path), <=, lines);
}

/* Whatever else a name says, with a year that is none of a period it is not of that. */
static void
try_file_name (const char *text)
{
  g_autofree char *other = g_strconcat (text, " 2031", NULL);
  g_autofree char *same = g_strconcat ("2031-10 ", text, NULL);

  cb_period_is_named_in ("2026-10", text);
  cb_period_is_named_in (text, text);
  if (strstr (text, "2026") == NULL && strstr (text, "26") == NULL)
    g_assert_false (cb_period_is_named_in ("2026-10", other));
  g_assert_true (cb_period_is_named_in ("2031-10", same));
}

static void
try_times (const char *text)
{
  CbSchedule schedule = { 0 };
  CbSchedule again = { 0 };
  g_autofree char *written = NULL;

  if (!cb_schedule_parse_times (&schedule, text))
    return;
  written = cb_schedule_dup_times (&schedule);
  g_assert_true (cb_schedule_parse_times (&again, written));
  g_assert_cmpmem (schedule.minutes, schedule.n_minutes * sizeof (guint), again.minutes,
                   again.n_minutes * sizeof (guint));
}

/* What is hidden stays hidden, and nothing is there that was not said: no digit but of the time. */
static void
try_log_line (const char *text)
{
  g_autofree char *masked = cb_log_dup_masked (text);
  g_autofree char *again = cb_log_dup_masked (masked);
  const char *rest = masked;

  g_assert_cmpstr (masked, ==, again);
  if (g_ascii_isdigit (*rest))
    rest += strlen ("2026-11-27T00:00:00Z");
  for (; *rest != '\0'; rest++)
    g_assert_false (g_ascii_isdigit (*rest) || *rest == '/' || *rest == '@' || *rest == '\\');
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const tries[]) (const char *text)
      = { try_day,       try_period,    try_clause, try_record,  try_calendar,
          try_json_line, try_file_name, try_times,  try_log_line };
  g_autofree char *text = NULL;

  if (size < 1)
    return 0;
  text = g_utf8_make_valid ((const char *)data + 1, (gssize)size - 1);
  tries[data[0] % G_N_ELEMENTS (tries)](text);

  return 0;
}
