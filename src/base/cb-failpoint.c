/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-failpoint.h"

static CbFailpointFunc the_func; /* (atomic) */
static gpointer the_user_data;

/**
 * cb_failpoint_set:
 * @func: (nullable): called at every point from now on; %NULL: nothing is
 * @user_data: for @func
 *
 * For tests only: set before threads that reach points are started.
 */
void
cb_failpoint_set (CbFailpointFunc func, gpointer user_data)
{
  the_user_data = user_data;
  g_atomic_pointer_set (&the_func, func);
}

/**
 * cb_failpoint:
 * @name: a name for this place, unique in the program: `folder.place`
 *
 * Stands before and after every effect that must not be half done, so that a test can end the
 * process exactly there, or have the step fail (faults.md §5.3, 34 to 37). In the program nobody
 * listens, and this is one branch.
 *
 * Returns: %TRUE when the step is to fail; always %FALSE outside tests
 */
gboolean
cb_failpoint (const char *name)
{
  CbFailpointFunc func = g_atomic_pointer_get (&the_func);

  return G_UNLIKELY (func != NULL) && func (name, the_user_data);
}
