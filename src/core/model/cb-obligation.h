/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The groups of the to-do page, in its order (ui.md). */
typedef enum
{
  CB_URGENCY_OVERDUE,
  CB_URGENCY_THIS_WEEK,
  CB_URGENCY_THIS_MONTH,
  CB_URGENCY_LATER,
  CB_URGENCY_WAITING, /* for someone else: in review or in the queue */
  CB_URGENCY_DONE,
} CbUrgency;

/* What has to be done. All but the first come from the text's other duties (regulations.md §1). */
typedef enum
{
  CB_DUTY_UPDATE,         /* publish a period of an item */
  CB_DUTY_CHANGE,         /* publish an item of which a change was announced */
  CB_DUTY_REFRESH,        /* look again at what was published months ago */
  CB_DUTY_CATALOG_REVIEW, /* go through the catalog */
  CB_DUTY_RECHECK,        /* check yearly what is public */
  CB_DUTY_REPORT,         /* send a report */
} CbDuty;

/**
 * CbObligation:
 * @duty: what has to be done
 * @item_code: of the catalog; "" for a duty that is about no single item
 * @title: of the item
 * @period: `2026-10`, `2026-Q3`, `2026-H1`, `2026`; the day of a change: `2026-11-04`
 * @subject: (nullable): of the row of the journal that says that a duty was done
 * @said: the day on which a person said so, which can be taken back; not valid when nobody did
 * @wording: (nullable): what the catalog or the text says of the time, in its own words
 * @has_deadline: %FALSE when the text sets none ("văn bản không quy định")
 * @target: the earlier reading: counting the first day (regulations.md, "Counting days")
 * @limit: the legal last day, moved off weekends and holidays (Civil Code 147–148)
 * @clause: what it rests on, `Điều 5 khoản 7`; "" when nothing
 * @days_left: to @limit, negative when over
 * @holidays_known: %FALSE when the holidays of the year are not all decided, or not in the data
 * @dataset_id: (nullable): what has been begun for it
 */
typedef struct
{
  CbDuty duty;
  char *subject;
  GDate said;
  char *wording;
  char *item_code;
  char *title;
  char *period;
  gboolean has_deadline;
  GDate target;
  GDate limit;
  char *clause;
  int days_left;
  gboolean holidays_known;
  CbUrgency urgency;
  char *dataset_id;
} CbObligation;

CbObligation *cb_obligation_new (void);
void cb_obligation_free (CbObligation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbObligation, cb_obligation_free)

char *cb_obligation_dup_key (const CbObligation *self);

const char *cb_urgency_name (CbUrgency value);
const char *cb_duty_name (CbDuty value);
const char *cb_urgency_title (CbUrgency urgency);
char *cb_period_dup_title (const char *period);

G_END_DECLS
