/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-record-check.h"

#include <glib/gi18n-lib.h>

#include "core/registers/cb-proposal.h"
#include "core/rules/cb-working-days.h"

/**
 * cb_record_gap_free:
 * @self: (nullable) (transfer full): a gap
 */
void
cb_record_gap_free (CbRecordGap *self)
{
  if (self == NULL)
    return;

  g_free (self->field);
  g_free (self->sentence);
  g_free (self->clause);
  g_free (self);
}

static void
add_gap (GPtrArray *gaps, const char *field, char *sentence, const char *clause, gboolean blocks)
{
  CbRecordGap *gap = g_new0 (CbRecordGap, 1);

  gap->field = g_strdup (field);
  gap->sentence = sentence;
  gap->clause = g_strdup (clause);
  gap->blocks = blocks;
  g_ptr_array_add (gaps, gap);
}

static char *
format_date (const GDate *date)
{
  return g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (date), g_date_get_month (date),
                          g_date_get_year (date));
}

/* Only what cannot be an address or a number at all: an office's extension or a second number is
 * none of our business. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL && strchr (at, '.') != NULL
         && strpbrk (text, " \t\n,;") == NULL && !g_str_has_suffix (text, ".");
}

static gboolean
is_phone (const char *text)
{
  guint digits = 0;

  for (const char *p = text; *p != '\0'; p++)
    digits += g_ascii_isdigit (*p) ? 1 : 0;
  return digits >= 8;
}

static void
check_value (GPtrArray *gaps, const CbFormField *field, const char *value)
{
  GDate date;

  switch (field->type)
    {
    case CB_FIELD_DATE:
      if (!cb_day_parse_typed (value, &date))
        add_gap (gaps, field->id,
                 g_strdup_printf (_ ("There is no day “%s”. Write it as in 21/11/2026."), value),
                 "", TRUE);
      return;
    case CB_FIELD_EMAIL:
      if (!is_email (value))
        add_gap (gaps, field->id, g_strdup (_ ("This is no e-mail address.")), "", TRUE);
      return;
    case CB_FIELD_PHONE:
      if (!is_phone (value))
        add_gap (gaps, field->id, g_strdup (_ ("This is no phone number: too few digits.")), "",
                 TRUE);
      return;
    case CB_FIELD_CHOICE:
      for (guint i = 0; i < field->choices->len; i++)
        if (g_str_equal (((CbFormChoice *)g_ptr_array_index (field->choices, i))->title, value))
          return;
      add_gap (gaps, field->id, g_strdup (_ ("The regulation does not list this. Choose again.")),
               field->clause, TRUE);
      return;
    case CB_FIELD_LINE:
    case CB_FIELD_TEXT:
    case CB_FIELD_YES:
    case CB_FIELD_DATASET:
    case CB_FIELD_RECORD:
    case CB_FIELD_RECEIPT:
    case CB_FIELD_ITEM:
    default:
      return;
    }
}

static void
check_field (GPtrArray *gaps,
             const CbForm *form,
             const CbFormField *field,
             const CbRecord *record,
             CbRecordState state)
{
  const char *value = cb_record_peek (record, field->id);
  gboolean needed = field->ours || field->said;

  if (!cb_form_asks (form, field, record))
    return;
  if (*value != '\0')
    {
      check_value (gaps, field, value);
      return;
    }
  if (!needed || field->stage > state)
    return;
  add_gap (gaps, field->id,
           field->said && field->type == CB_FIELD_YES
               ? g_strdup (_ ("Not done yet; the regulation wants it."))
           : field->said ? g_strdup (_ ("Missing; the regulation wants it."))
                         : g_strdup (_ ("Missing.")),
           field->said ? field->clause : "", !field->duty && field->type != CB_FIELD_YES);
}

/* A change that changes nothing is most often one that was only begun. */
static void
check_edit (GPtrArray *gaps, const CbForm *form, const CbRecord *record)
{
  const CbFormField *what = cb_form_find (form, "what");
  const char *value = what != NULL ? cb_record_peek (record, "what") : "";
  const char *now = cb_record_peek (record, "now");
  g_autofree char *goes = NULL;
  g_autofree char *comes = NULL;

  if (form->kind != CB_REGISTER_PROPOSALS || *value == '\0' || !cb_form_asks (form, what, record))
    return;
  goes = cb_proposal_dup_other_lines (now, value);
  comes = cb_proposal_dup_other_lines (value, now);
  if (*goes != '\0' || *comes != '\0')
    return;
  add_gap (gaps, what->id, g_strdup (_ ("This is what the catalog says now. Write the change.")),
           "", TRUE);
}

/* Pairs of days of which the second cannot be before the first. */
static void
check_order (GPtrArray *gaps, const CbForm *form, const CbRecord *record)
{
  static const char *const pairs[][2] = {
    { "received", "answered" },  { "noticed", "reported" }, { "noticed", "settled" },
    { "requested", "answered" }, { "notice", "effective" }, { "effective", "resumed" },
    { "effective", "until" },    { "found", "corrected" },  { "declared", "appraised" },
    { "declared", "ended" },     { "since", "until" },      { "sent", "answered" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      const CbFormField *first = cb_form_find (form, pairs[i][0]);
      const CbFormField *second = cb_form_find (form, pairs[i][1]);
      GDate from, to;

      if (first == NULL || second == NULL
          || !cb_day_parse_typed (cb_record_peek (record, first->id), &from)
          || !cb_day_parse_typed (cb_record_peek (record, second->id), &to)
          || g_date_compare (&to, &from) >= 0)
        continue;
      add_gap (gaps, second->id,
               /* Translators: the name of another field */
               g_strdup_printf (_ ("This day is before “%s”."), first->title), "", TRUE);
    }
}

/* Things that have happened cannot be of tomorrow. */
static void
check_future (GPtrArray *gaps, const CbForm *form, const CbRecord *record, const GDate *today)
{
  static const char *const past[]
      = { "received",  "answered",    "noticed",   "reported", "settled",
          "requested", "notified_on", "notice",    "found",    "corrected",
          "declared",  "current_on",  "appraised", "posted",   "sent" };

  for (guint i = 0; today != NULL && i < G_N_ELEMENTS (past); i++)
    {
      GDate date;

      if (cb_form_find (form, past[i]) != NULL
          && cb_day_parse_typed (cb_record_peek (record, past[i]), &date)
          && g_date_compare (&date, today) > 0)
        add_gap (gaps, past[i], g_strdup (_ ("This day has not come yet.")), "", TRUE);
    }
}

static void
check_notice (GPtrArray *gaps,
              const CbForm *form,
              const CbRecord *record,
              CbHolidays *holidays,
              const GDate *today)
{
  GDate latest, given, effective;
  gboolean has_given = cb_day_parse_typed (cb_record_peek (record, "notice"), &given);
  g_autofree char *date = NULL;
  gboolean ahead;
  guint days;

  if (!cb_form_get_notice (form, record, holidays, &latest, NULL))
    return;
  date = format_date (&latest);
  cb_day_parse_typed (cb_record_peek (record, "effective"), &effective);
  /* What has begun cannot be put off any more: it is said, and entered as it was. */
  ahead = today == NULL || g_date_compare (&effective, today) > 0;
  if (!has_given)
    {
      if (today != NULL && g_date_compare (today, &latest) > 0)
        add_gap (gaps, "effective",
                 g_strdup_printf (_ ("Notice had to be given by %s, %u working days before. Choose "
                                     "a later day."),
                                  date, form->notice_days),
                 form->notice_clause, ahead);
      return;
    }
  if (g_date_compare (&given, &latest) <= 0)
    return;
  days = cb_working_days_between (&given, &effective, holidays);
  add_gap (gaps, "notice",
           g_strdup_printf (_ ("Only %u working days of notice, %u are asked for: by %s at the "
                               "latest."),
                            days, form->notice_days, date),
           form->notice_clause, ahead);
}

/**
 * cb_record_check:
 * @form: of its register
 * @record: what was typed last counts, entered or not
 * @state: that it is to go to
 * @holidays: for working days
 * @today: (nullable): for days that have not come yet
 *
 * A draft may have any gap; nothing is entered, closed or exported as final with one that blocks.
 *
 * Returns: (transfer full) (element-type CbRecordGap): what is missing or wrong, in the order of
 *   the form's fields as far as they are missing
 */
GPtrArray *
cb_record_check (const CbForm *form,
                 const CbRecord *record,
                 CbRecordState state,
                 CbHolidays *holidays,
                 const GDate *today)
{
  GPtrArray *gaps = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_gap_free);

  g_return_val_if_fail (form != NULL && record != NULL && form->kind == record->kind, gaps);

  for (guint i = 0; i < form->fields->len; i++)
    check_field (gaps, form, g_ptr_array_index (form->fields, i), record, state);
  if (state != CB_RECORD_DRAFT)
    check_edit (gaps, form, record);
  check_order (gaps, form, record);
  check_future (gaps, form, record, today);
  check_notice (gaps, form, record, holidays, today);
  return gaps;
}

/**
 * cb_record_gaps_find:
 * @gaps: (element-type CbRecordGap): of cb_record_check()
 * @field: id of a field
 *
 * Returns: (transfer none) (nullable): the first about that field
 */
const CbRecordGap *
cb_record_gaps_find (GPtrArray *gaps, const char *field)
{
  for (guint i = 0; i < gaps->len; i++)
    if (g_str_equal (((CbRecordGap *)g_ptr_array_index (gaps, i))->field, field))
      return g_ptr_array_index (gaps, i);

  return NULL;
}

/**
 * cb_record_gaps_block:
 * @gaps: (element-type CbRecordGap): of cb_record_check()
 *
 * Returns: whether one of them keeps the record from going on
 */
gboolean
cb_record_gaps_block (GPtrArray *gaps)
{
  for (guint i = 0; i < gaps->len; i++)
    if (((CbRecordGap *)g_ptr_array_index (gaps, i))->blocks)
      return TRUE;

  return FALSE;
}
