/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The short words for states; the same in the window, on the command line and in reports. */

#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-finding.h"
#include "core/model/cb-obligation.h"

/**
 * cb_severity_title:
 * @severity: a severity
 *
 * Returns: (transfer none): for people
 */
const char *
cb_severity_title (CbSeverity severity)
{
  switch (severity)
    {
    case CB_SEVERITY_NOTE:
      return _ ("Note");
    case CB_SEVERITY_WARNING:
      return _ ("Worth a look");
    case CB_SEVERITY_BLOCKER:
      return _ ("Must be mended");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_dataset_state_title:
 * @state: a state
 *
 * Returns: (transfer none): for people
 */
const char *
cb_dataset_state_title (CbDatasetState state)
{
  switch (state)
    {
    case CB_DATASET_PREPARING:
      return _ ("Being prepared");
    case CB_DATASET_IN_REVIEW:
      return _ ("Waiting for approval");
    case CB_DATASET_RETURNED:
      return _ ("Sent back");
    case CB_DATASET_APPROVED:
      return _ ("Approved");
    case CB_DATASET_QUEUED:
      return _ ("In the queue");
    case CB_DATASET_PUBLISHED:
      return _ ("Published");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_removal_words:
 * @removal: why a dataset may not be removed
 *
 * Returns: (transfer none): that, and what to do instead, for people; "" when it may
 */
const char *
cb_removal_words (CbRemoval removal)
{
  switch (removal)
    {
    case CB_REMOVAL_ALLOWED:
      return "";
    case CB_REMOVAL_PUBLISHED:
      return _ ("It was published, so that it stays here as the proof of that. Taking it off the "
                "portal is another matter: begin it from its receipt in the ledger.");
    case CB_REMOVAL_QUEUED:
      return _ ("It was approved and is in the queue. Cancel it there if it is not to be sent.");
    case CB_REMOVAL_APPROVED:
      return _ ("It was approved once, and whoever approved it must find it again. It can be "
                "left as it is: nothing is sent unless it is put into the queue.");
    case CB_REMOVAL_OTHERS:
      return _ ("Somebody else sent it for approval. Only they can remove it.");
    case CB_REMOVAL_NAMELESS:
      return _ ("The journal keeps who removed it: enter your name first.");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_frequency_title:
 * @frequency: a frequency
 *
 * Returns: (transfer none): for people
 */
const char *
cb_frequency_title (CbFrequency frequency)
{
  switch (frequency)
    {
    case CB_FREQUENCY_UNKNOWN:
      return _ ("Not stated");
    case CB_FREQUENCY_REAL_TIME:
      return _ ("Real time");
    case CB_FREQUENCY_DAILY:
      return _ ("Every day");
    case CB_FREQUENCY_WEEKLY:
      return _ ("Every week");
    case CB_FREQUENCY_MONTHLY:
      return _ ("Every month");
    case CB_FREQUENCY_QUARTERLY:
      return _ ("Every quarter");
    case CB_FREQUENCY_HALF_YEARLY:
      return _ ("Every six months");
    case CB_FREQUENCY_YEARLY:
      return _ ("Every year");
    case CB_FREQUENCY_FIVE_YEARLY:
      return _ ("Every five years");
    case CB_FREQUENCY_ON_CHANGE:
      return _ ("When something changes");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_urgency_title:
 * @urgency: a group of the to-do page
 *
 * Returns: (transfer none): for people
 */
const char *
cb_urgency_title (CbUrgency urgency)
{
  switch (urgency)
    {
    case CB_URGENCY_OVERDUE:
      return _ ("Overdue");
    case CB_URGENCY_THIS_WEEK:
      return _ ("Today and this week");
    case CB_URGENCY_THIS_MONTH:
      return _ ("This month");
    case CB_URGENCY_LATER:
      return _ ("Later");
    case CB_URGENCY_WAITING:
      return _ ("Waiting for others");
    case CB_URGENCY_DONE:
      return _ ("Done this period");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_period_dup_title:
 * @period: (nullable): `2026-10`, `2026-Q3`, `2026-H1`, `2026`, the day of a change `2026-11-04`
 *
 * Returns: (transfer full): for people, "Tháng 10/2026"
 */
char *
cb_period_dup_title (const char *period)
{
  guint year, number, day;

  if (period == NULL)
    return g_strdup ("");
  /* Translators: the day on which a change was announced, "Thay đổi ngày 04/11/2026" */
  if (cb_text_is_like (period, "0000-00-00")
      && sscanf (period, "%4u-%2u-%2u", &year, &number, &day) == 3)
    return g_strdup_printf (_ ("Change of %02u/%02u/%u"), day, number, year);
  /* Translators: a quarter of a year, as in "Quý 3/2026" */
  if (cb_text_is_like (period, "0000-Q0") && sscanf (period, "%4u-Q%1u", &year, &number) == 2)
    return g_strdup_printf (_ ("Quarter %u/%u"), number, year);
  /* Translators: the first or second half of a year, as in "6 tháng đầu năm 2026" */
  if (cb_text_is_like (period, "0000-H0") && sscanf (period, "%4u-H%1u", &year, &number) == 2)
    return g_strdup_printf (number == 1 ? _ ("First half of %u") : _ ("Second half of %u"), year);
  /* Translators: a month, as in "Tháng 10/2026" */
  if (cb_text_is_like (period, "0000-00") && sscanf (period, "%4u-%2u", &year, &number) == 2)
    return g_strdup_printf (_ ("Month %u/%u"), number, year);
  /* Translators: a year, as in "Năm 2026" */
  if (cb_text_is_like (period, "0000") && sscanf (period, "%4u", &year) == 1)
    return g_strdup_printf (_ ("Year %u"), year);

  return g_strdup (period);
}
