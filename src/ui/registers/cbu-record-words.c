/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sentences about a record; none of them blocks. */

#include "config.h"

#include "ui/registers/cbu-record-words.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-format.h"

/**
 * cbu_record_dup_due:
 * @form: of the register
 * @record: one of its records
 * @workplace: for its clock and holidays
 * @late: (out): whether the day is past
 *
 * Returns: (transfer full) (nullable): what is to be done by when, %NULL when there is no such day
 */
char *
cbu_record_dup_due (const CbForm *form,
                    const CbRecord *record,
                    CbWorkplace *workplace,
                    gboolean *late)
{
  GDate due, today;
  const char *what = cb_form_get_due (form, record, cb_workplace_get_holidays (workplace), &due);
  g_autofree char *date = what != NULL ? cbu_format_date (&due) : NULL;
  g_autofree char *left = NULL;

  *late = FALSE;
  if (what == NULL)
    return NULL;
  cb_workplace_get_today (workplace, &today);
  *late = g_date_compare (&due, &today) < 0;
  left = cbu_format_days_left (g_date_days_between (&today, &due));
  return g_strdup_printf ("%s: %s · %s", what, date, left);
}

/**
 * cbu_record_dup_addressee:
 * @form: of the register
 * @record: one of its records
 *
 * Returns: (transfer full) (nullable): a sentence about whom the regulation sends it to
 */
char *
cbu_record_dup_addressee (const CbForm *form, const CbRecord *record)
{
  g_autofree char *addressee
      = form->kind == CB_REGISTER_INCIDENTS ? cb_form_dup_addressee (form, record) : NULL;

  /* Translators: an agency */
  return addressee != NULL ? g_strdup_printf (_ ("As the regulation has it: %s"), addressee) : NULL;
}

/**
 * cbu_record_dup_notice:
 * @form: of the register
 * @record: one of its records
 * @workplace: for its holidays
 *
 * Returns: (transfer full) (nullable): a sentence about the notice that a suspension needs
 */
char *
cbu_record_dup_notice (const CbForm *form, const CbRecord *record, CbWorkplace *workplace)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *date = NULL;
  gboolean known = TRUE;
  GDate latest;

  if (form->notice_days == 0)
    return NULL;
  if (cb_form_get_notice (form, record, cb_workplace_get_holidays (workplace), &latest, &known))
    {
      date = cbu_format_date (&latest);
      /* Translators: a number of days, a day, a clause */
      g_string_append_printf (text, _ ("Notice %u working days before: by %s at the latest (%s)."),
                              form->notice_days, date, form->notice_clause);
    }
  else
    /* Translators: a number of days, a clause */
    g_string_append_printf (text, _ ("Notice %u working days before (%s)."), form->notice_days,
                            form->notice_clause);
  if (!known)
    g_string_append_printf (text, " %s", _ ("Not all holidays of that year are known yet."));
  if (form->notice_unsure != NULL)
    g_string_append_printf (text, " %s", form->notice_unsure);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
