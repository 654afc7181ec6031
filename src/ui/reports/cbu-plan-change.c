/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Changes of the plan as it is kept when they are made, which may not be the one that is shown. */

#include "config.h"

#include "ui/reports/cbu-plan-change.h"

#include "core/workplace/cb-workplace.h"

typedef struct
{
  char *basis;           /* (nullable): what decided on it; none: a phase is changed */
  CbPlanPhase *replaced; /* (nullable): none: a new one comes */
  CbPlanPhase *phase;    /* (nullable): instead of it; none: it is taken out */
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  cb_plan_phase_free (change->replaced);
  cb_plan_phase_free (change->phase);
  g_free (change->basis);
  g_free (change);
}

static gpointer
change_plan (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Change *change = input;
  g_autoptr (CbPlan) plan = cb_workplace_get_plan (workplace, error);

  if (plan == NULL)
    return NULL;
  if (change->basis == NULL)
    cb_plan_replace_phase (plan, change->replaced, g_steal_pointer (&change->phase));
  else
    {
      g_free (plan->basis);
      plan->basis = g_steal_pointer (&change->basis);
    }
  return GINT_TO_POINTER (cb_workplace_set_plan (workplace, plan, error));
}

static void
start (GtkWidget *widget, CbuSession *session, Change *change, CbuDoneFunc done)
{
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = start,
                            .work = change_plan,
                            .in_order = TRUE,
                            .done = done,
                            .input = change,
                            .free_input = free_change });
}

/**
 * cbu_plan_change_basis:
 * @widget: where it was changed; given to @done
 * @session: whose plan
 * @basis: number and day of what decided on it
 * @done: told when it is kept, or why not
 */
void
cbu_plan_change_basis (GtkWidget *widget, CbuSession *session, const char *basis, CbuDoneFunc done)
{
  Change *change = g_new0 (Change, 1);

  change->basis = g_strstrip (g_strdup (basis));
  start (widget, session, change, done);
}

/**
 * cbu_plan_change_phase:
 * @widget: where it was changed; given to @done
 * @session: whose plan
 * @replaced: (nullable): the phase as it was when a person began; %NULL for a new one
 * @phase: (nullable) (transfer full): what it is to be; %NULL takes it out
 * @done: told when it is kept, or why not
 */
void
cbu_plan_change_phase (GtkWidget *widget,
                       CbuSession *session,
                       const CbPlanPhase *replaced,
                       CbPlanPhase *phase,
                       CbuDoneFunc done)
{
  Change *change = g_new0 (Change, 1);

  change->replaced = replaced != NULL ? cb_plan_phase_copy (replaced) : NULL;
  change->phase = phase;
  start (widget, session, change, done);
}
