/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-document.h"
#include "core/document/cb-sheet.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* Kế hoạch, lộ trình: what is to be published by when. TH 12.2 and VP 11.1 ask for the least number
 * of each phase and how far it goes; QN 13.1 and NT 9.2 for a plan alone; BD asks for none. */

/**
 * CbPlanPhase:
 * @name: "Giai đoạn 1"
 * @from, @to: first and last day; not valid while nothing was written
 * @minimum: how many are to be published at least; -1: nothing is said
 * @level: mức độ, in words; may be ""
 * @items: codes of the catalog; none: whatever is published within the phase counts
 */
typedef struct
{
  char *name;
  GDate from;
  GDate to;
  int minimum;
  char *level;
  char **items;
} CbPlanPhase;

/**
 * CbPlan:
 * @basis: number and day of the text that decided on it; may be ""
 * @phases: (element-type CbPlanPhase)
 */
typedef struct
{
  char *basis;
  GPtrArray *phases;
} CbPlan;

typedef enum
{
  CB_PLAN_TO_COME, /* the phase has not begun */
  CB_PLAN_ON_WAY,  /* it runs, and there are fewer than the minimum */
  CB_PLAN_REACHED, /* as many as the minimum, or nothing is asked */
  CB_PLAN_MISSED,  /* it is over, and there are fewer */
} CbPlanState;

/**
 * CbPlanProgress:
 * @phase: (transfer none): which
 * @rows: (element-type CbJournalRow): the receipts that count, one for each that was published
 */
typedef struct
{
  const CbPlanPhase *phase;
  CbPlanState state;
  GPtrArray *rows;
} CbPlanProgress;

CbPlanPhase *cb_plan_phase_new (void);
CbPlanPhase *cb_plan_phase_copy (const CbPlanPhase *self) G_GNUC_WARN_UNUSED_RESULT;
void cb_plan_phase_free (CbPlanPhase *self);
CbPlan *cb_plan_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_plan_free (CbPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPlan, cb_plan_free)

CbPlan *cb_plan_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_plan_to_text (const CbPlan *self);
void cb_plan_replace_phase (CbPlan *self, const CbPlanPhase *replaced, CbPlanPhase *phase);
char *cb_plan_dup_wish (CbProfile *profile);
GPtrArray *cb_plan_check (const CbPlan *self, CbProfile *profile, GPtrArray *items);

GPtrArray *cb_plan_measure (
    const CbPlan *self, GPtrArray *rows, GPtrArray *datasets, GTimeZone *zone, const GDate *today);
const char *cb_plan_state_title (CbPlanState state);
char *cb_plan_progress_dup_words (const CbPlanProgress *self);
CbBars *cb_plan_to_bars (GPtrArray *progress) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_plan_save (const CbPlan *self,
                       GPtrArray *progress,
                       CbProfile *profile,
                       const char *agency,
                       GFile *file,
                       GCancellable *cancellable,
                       GError **error);

G_END_DECLS
