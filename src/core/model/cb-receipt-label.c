/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-job.h"

#include <string.h>

static char *
format_time (const CbReceipt *self, GTimeZone *zone, const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (self->published_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, format) : g_strdup ("");
}

/**
 * cb_receipt_dup_label:
 * @self: a receipt
 * @zone: of the office
 *
 * How people name one version among others, the same in every language: records keep it.
 *
 * Returns: (transfer full): "Giá nước (14:20, 21/11/2026)"
 */
char *
cb_receipt_dup_label (const CbReceipt *self, GTimeZone *zone)
{
  g_autofree char *moment = format_time (self, zone, "%H:%M, %d/%m/%Y");

  return g_strdup_printf ("%s (%s)", self->title != NULL ? self->title : "", moment);
}

/**
 * cb_receipt_is_meant:
 * @self: a receipt
 * @text: what a person wrote or chose
 * @zone: of the office
 *
 * Returns: @text names this version: by its label, whatever words are between day and time, by its
 *   address or by the id of its job
 */
gboolean
cb_receipt_is_meant (const CbReceipt *self, const char *text, GTimeZone *zone)
{
  g_autofree char *day = NULL;
  g_autofree char *time = NULL;
  gsize length = self->title != NULL ? strlen (self->title) : 0;

  if (g_strcmp0 (text, self->job_id) == 0 || g_strcmp0 (text, self->url) == 0)
    return TRUE;
  if (length == 0 || strncmp (text, self->title, length) != 0 || text[length] != ' ')
    return FALSE;
  day = format_time (self, zone, "%d/%m/%Y");
  time = format_time (self, zone, "%H:%M");

  return strstr (text + length, day) != NULL && strstr (text + length, time) != NULL;
}
