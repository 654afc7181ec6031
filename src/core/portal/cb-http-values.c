/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-http.h"

#include <libsoup/soup.h>

#define MAX_RETRY_AFTER_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

/**
 * cb_http_same_origin:
 * @a: an address
 * @b: another
 *
 * Returns: whether scheme, host and port agree; %FALSE for what names no host
 */
gboolean
cb_http_same_origin (const char *a, const char *b)
{
  g_autoptr (GUri) first = g_uri_parse (a, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) second = g_uri_parse (b, SOUP_HTTP_URI_FLAGS, NULL);

  /* `http:data` is an address, too, and has no host. */
  return first != NULL && second != NULL && g_uri_get_host (first) != NULL
         && g_uri_get_host (second) != NULL
         && g_strcmp0 (g_uri_get_scheme (first), g_uri_get_scheme (second)) == 0
         && g_ascii_strcasecmp (g_uri_get_host (first), g_uri_get_host (second)) == 0
         && g_uri_get_port (first) == g_uri_get_port (second);
}

/**
 * cb_http_parse_retry_after:
 * @value: (nullable): of a `Retry-After` header: seconds or an HTTP date (portals.md R10)
 * @date: (nullable): of the same answer's `Date`: the portal's clock need not be ours
 *
 * Returns: microseconds from now, at most an hour; 0 when it says nothing usable
 */
gint64
cb_http_parse_retry_after (const char *value, const char *date)
{
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) now = NULL;
  guint64 seconds;

  if (value == NULL)
    return 0;
  if (g_ascii_isdigit (*value))
    {
      seconds = g_ascii_strtoull (value, NULL, 10);
      return (gint64)MIN (seconds, MAX_RETRY_AFTER_US / G_USEC_PER_SEC) * G_USEC_PER_SEC;
    }

  then = soup_date_time_new_from_http_string (value);
  now = date != NULL ? soup_date_time_new_from_http_string (date) : NULL;
  if (now == NULL)
    now = g_date_time_new_now_utc ();
  if (then == NULL)
    return 0;
  return CLAMP (g_date_time_difference (then, now), 0, MAX_RETRY_AFTER_US);
}
