/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the queue page: the table of design is one pill and one sentence per state. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-by-hand.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-job.h"

static const char *
get_waiting_pill (const CbJob *self)
{
  if (self->paused)
    return _ ("Paused");
  if (self->quiet && !self->has_reason)
    return _ ("Quiet hours");
  if (!self->has_reason)
    return self->not_before_us > 0 ? _ ("Scheduled") : _ ("Waiting its turn");
  if (self->reason == CB_ERROR_OFFLINE)
    return _ ("Waiting for the network");
  if (self->reason == CB_ERROR_SIGN_IN || self->reason == CB_ERROR_NO_SECRET)
    return _ ("Sign in needed");
  if (self->reason == CB_ERROR_KEYRING_LOCKED || self->reason == CB_ERROR_KEYRING_ABSENT
      || self->reason == CB_ERROR_KEYRING_DISMISSED)
    return _ ("Keyring closed");
  if (self->reason == CB_ERROR_DISK_FULL)
    return _ ("Disk full");

  return _ ("Will try again");
}

static const char *
get_parked_pill (const CbJob *self)
{
  if (self->has_reason && self->reason == CB_ERROR_NAME_TAKEN)
    return _ ("Choose a name");
  if (self->has_reason && self->reason == CB_ERROR_TOO_LARGE)
    return _ ("File too large");
  if (self->has_reason && self->reason == CB_ERROR_REJECTED)
    return _ ("Refused by the portal");
  if (self->has_reason && self->reason == CB_ERROR_BY_HAND)
    /* Translators: pill of what a person has to put on the portal */
    return _ ("Publish by hand");

  return _ ("Needs you");
}

/**
 * cb_job_get_pill:
 * @self: a job
 *
 * Returns: (transfer none): its state in two or three words, for people
 */
const char *
cb_job_get_pill (const CbJob *self)
{
  g_return_val_if_fail (self != NULL, "");

  switch (self->state)
    {
    case CB_JOB_WAITING:
      return get_waiting_pill (self);
    case CB_JOB_PROBING:
      return _ ("Asking the portal");
    case CB_JOB_SLOTTING:
      return _ ("Making room");
    case CB_JOB_SENDING:
      return _ ("Sending");
    case CB_JOB_CONFIRMING:
      return _ ("Comparing");
    case CB_JOB_PUBLISHING:
      return _ ("Making public");
    case CB_JOB_DONE:
      return cb_by_hand_is_declared (self) ? _ ("Declared") : _ ("Published");
    case CB_JOB_PARKED:
      return get_parked_pill (self);
    case CB_JOB_CANCELLED:
      return _ ("Cancelled");
    default:
      g_return_val_if_reached ("");
    }
}

static char *
format_moment (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (us / G_USEC_PER_SEC);

  /* Translators: hour and date of a moment, "14:20 ngày 21/11/2026" */
  return g_date_time_format (time, _ ("%H:%M on %d/%m/%Y"));
}

static char *
dup_waiting_sentence (const CbJob *self)
{
  g_autofree char *moment = NULL;

  if (self->paused)
    return g_strdup (_ ("You paused it. Nothing is lost; it goes on from where it stopped."));
  if (self->has_reason && self->reason == CB_ERROR_DISK_FULL)
    return g_strdup (
        _ ("The disk of this computer is full. Make room on it: sending then goes on by "
           "itself. Nothing is lost."));
  if (self->not_before_us > 0)
    moment = format_moment (self->not_before_us);
  if (self->has_reason && moment != NULL && self->attempts > 0 && self->reason != CB_ERROR_OFFLINE)
    {
      g_autofree char *reason = g_strdup (cb_error_words_title (self->reason));

      if (g_str_has_suffix (reason, "."))
        reason[strlen (reason) - 1] = '\0';
      return g_strdup_printf (_ ("%s (try %u). Next try at %s."), reason, self->attempts, moment);
    }
  if (self->has_reason)
    return g_strdup_printf ("%s %s", cb_error_words_title (self->reason),
                            cb_error_words_remedy (self->reason));
  if (self->quiet && moment != NULL)
    return g_strdup_printf (
        _ ("Nothing is sent in the quiet hours of this computer. Will be sent at %s."), moment);
  if (moment != NULL)
    return g_strdup_printf (_ ("Will be sent at %s."), moment);

  return g_strdup (_ ("Will be sent as soon as those before it are through."));
}

/* What is left on the portal, as the queue found it: cb_queue_cancel(). */
static const char *
get_cancelled_sentence (const CbJob *self)
{
  if (g_strcmp0 (self->reason_detail, "draft-deleted") == 0)
    return _ ("Cancelled. The draft on the portal was deleted.");
  if (g_strcmp0 (self->reason_detail, "draft-left") == 0)
    return _ ("Cancelled. A draft that the public does not see is left on the portal.");
  if (g_strcmp0 (self->reason_detail, "published-before") == 0)
    return _ ("Cancelled. What was published before is still on the portal; part of this update "
              "may already be there.");

  return _ ("Cancelled. Nothing more is sent.");
}

/**
 * cb_job_dup_sentence:
 * @self: a job
 *
 * Returns: (transfer full): what happens or what it waits for, one or two sentences for people
 */
char *
cb_job_dup_sentence (const CbJob *self)
{
  g_autofree char *moment = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  switch (self->state)
    {
    case CB_JOB_WAITING:
      return dup_waiting_sentence (self);
    case CB_JOB_PROBING:
      return g_strdup (_ ("Looking at what the portal already has before sending."));
    case CB_JOB_SLOTTING:
      return g_strdup (_ ("Creating the dataset, not yet public, on the portal."));
    case CB_JOB_SENDING:
      return g_strdup (_ ("Sending the approved bytes to the portal."));
    case CB_JOB_CONFIRMING:
      return g_strdup (_ ("Reading back from the portal to compare every byte."));
    case CB_JOB_PUBLISHING:
      return g_strdup (_ ("Every byte on the portal is right. Making it public."));
    case CB_JOB_DONE:
      moment = format_moment (self->finished_us);
      if (cb_by_hand_is_declared (self))
        return g_strdup_printf (_ ("Declared as published at %s; it could not be compared."),
                                moment);
      return g_strdup_printf (_ ("Published at %s and compared: identical."), moment);
    case CB_JOB_PARKED:
      if (self->reason == CB_ERROR_BY_HAND)
        return cb_by_hand_dup_sentence (self->reason_detail);
      return g_strdup_printf ("%s %s", cb_error_words_title (self->reason),
                              cb_error_words_remedy (self->reason));
    case CB_JOB_CANCELLED:
      return g_strdup (get_cancelled_sentence (self));
    default:
      g_return_val_if_reached (NULL);
    }
}
