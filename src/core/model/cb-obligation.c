/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-obligation.h"

/**
 * cb_obligation_new:
 *
 * Returns: (transfer full): an obligation with nothing in it
 */
CbObligation *
cb_obligation_new (void)
{
  return g_new0 (CbObligation, 1);
}

/**
 * cb_obligation_free:
 * @self: (nullable) (transfer full): an obligation
 */
void
cb_obligation_free (CbObligation *self)
{
  if (self == NULL)
    return;

  g_free (self->subject);
  g_free (self->wording);
  g_free (self->item_code);
  g_free (self->title);
  g_free (self->period);
  g_free (self->clause);
  g_free (self->dataset_id);
  g_free (self);
}

/**
 * cb_obligation_dup_key:
 * @self: an obligation
 *
 * Returns: (transfer full): what tells it from all others, also in a later list: by its duty, item,
 *   period and subject, not by its day, which may move
 */
char *
cb_obligation_dup_key (const CbObligation *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strjoin ("/", cb_duty_name (self->duty), self->item_code != NULL ? self->item_code : "",
                    self->period != NULL ? self->period : "",
                    self->subject != NULL ? self->subject : "", NULL);
}

static const char *const urgency_names[] = {
  [CB_URGENCY_OVERDUE] = "overdue",       [CB_URGENCY_THIS_WEEK] = "this-week",
  [CB_URGENCY_THIS_MONTH] = "this-month", [CB_URGENCY_LATER] = "later",
  [CB_URGENCY_WAITING] = "waiting",       [CB_URGENCY_DONE] = "done",
};

/**
 * cb_urgency_name:
 * @value: a urgency
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_urgency_name (CbUrgency value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (urgency_names), "");

  return urgency_names[value];
}

static const char *const duty_names[] = {
  [CB_DUTY_UPDATE] = "update",   [CB_DUTY_CHANGE] = "change",
  [CB_DUTY_REFRESH] = "refresh", [CB_DUTY_CATALOG_REVIEW] = "catalog-review",
  [CB_DUTY_RECHECK] = "recheck", [CB_DUTY_REPORT] = "report",
};

/**
 * cb_duty_name:
 * @value: a duty
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_duty_name (CbDuty value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (duty_names), "");

  return duty_names[value];
}
