/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-lock.h"

#include "base/cb-error.h"

/* A system tells only him when a lock is let go who waits for it without an end: asked again so
 * often. */
#define BETWEEN_TRIES_MS 50

/**
 * cb_lock_wait:
 * @root: folder of all data
 * @limit_us: how long to wait for another program to let go, in microseconds
 * @error: as of cb_lock_take()
 *
 * For a start while the program before is still closing, which takes it up to two seconds.
 *
 * Returns: (transfer full): the lock, as cb_lock_take() returns it
 */
CbLock *
cb_lock_wait (const char *root, gint64 limit_us, GError **error)
{
  gint64 end = g_get_monotonic_time () + limit_us;

  g_return_val_if_fail (root != NULL, NULL);

  for (;;)
    {
      g_autoptr (GError) problem = NULL;
      CbLock *lock = cb_lock_take (root, &problem);

      if (lock != NULL)
        return lock;
      if (!g_error_matches (problem, CB_ERROR, CB_ERROR_RUNNING) || g_get_monotonic_time () >= end)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      g_poll (NULL, 0, BETWEEN_TRIES_MS);
    }
}
