/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xlsx-hybrid.h"

#include <string.h>

#include "base/cb-text.h"

/* The general parser reads the head and the tail of a document, and each item that the fast way
 * does not know; of the items between that the fast way reads it hears nothing. Both go on exactly
 * where the other stopped, so that the general parser always sees a whole document. */

typedef struct
{
  const CbXlsxHybridClass *class;
  CbXlsxHybrid *state;
  CbZipRing *ring;

  const char *window;
  const char *at;
  const char *end;
  gboolean in_items; /* past the tag of the container, as far as text tells */
  gboolean may_scan;
  gboolean ended; /* nothing comes after what is in sight */
} Run;

static int general_only;

/**
 * cb_xlsx_set_general_only:
 * @general_only: whether all goes the general way
 *
 * For tests: both ways give the same answers.
 */
void
cb_xlsx_set_general_only (gboolean only)
{
  g_atomic_int_set (&general_only, only);
}

static gboolean
show_more (Run *run, GError **error)
{
  gsize keep = (gsize)(run->end - run->at);
  gsize length;

  if (!run->class->move (run->state, run->window, run->at, error)
      || !cb_zip_ring_next (run->ring, keep, &run->window, &length, error))
    return FALSE;
  run->at = run->window;
  run->end = run->window + length;
  run->ended = length == keep;

  return TRUE;
}

static gboolean
feed (Run *run, gsize length, GError **error)
{
  g_autoptr (GError) why = NULL;
  gboolean fine = cb_xml_feed (run->state->xml, run->at, length,
                               run->ended && run->at + length == run->end, &why);

  run->at += length;
  if (run->class->is_stopped (run->state, error))
    return FALSE;
  if (!fine)
    g_propagate_error (error, g_steal_pointer (&why));

  return fine;
}

static const char *
find_text (const Run *run, const char *from, const char *text)
{
  return cb_text_find_bytes (from, (gsize)(run->end - from), text, strlen (text));
}

/* How far the general parser may go before the fast way could take over: all that is in sight if
 * there is no such place, but not the half of one. */
static gsize
find_border (Run *run)
{
  const char *text = run->in_items ? run->class->item_end : run->class->container;
  const char *found = run->may_scan ? find_text (run, run->at, text) : NULL;
  const char *close;
  gsize in_sight = (gsize)(run->end - run->at);
  gsize half = strlen (text) - 1;

  if (found == NULL)
    return run->ended || !run->may_scan ? in_sight : in_sight - MIN (half, in_sight);
  if (run->in_items)
    return (gsize)(found - run->at) + strlen (text);
  close = memchr (found, '>', (gsize)(run->end - found));
  if (close == NULL)
    return run->ended ? in_sight : (gsize)(found - run->at);
  run->in_items = TRUE;

  return (gsize)(close + 1 - run->at);
}

/* Returns: FALSE at the end and when it fails. */
static gboolean
go_general (Run *run, GError **error)
{
  gsize n = find_border (run);

  if (n == 0 && !run->ended)
    {
      if ((gsize)(run->end - run->at) > CB_XLSX_MAX_CELL)
        run->may_scan = FALSE;
      return show_more (run, error);
    }
  if (!feed (run, n, error))
    return FALSE;

  return !run->ended || run->at < run->end;
}

static gboolean
is_between (const Run *run)
{
  return run->may_scan && run->state->between > 0
         && run->state->between == cb_xml_get_fed (run->state->xml);
}

static gboolean
hand_over (Run *run, GError **error)
{
  run->state->between = 0;

  return run->class->resume == NULL || run->class->resume (run->state, error);
}

static gboolean
go_fast (Run *run, GError **error)
{
  while (TRUE)
    {
      CbXlsxScanResult result = run->class->scan (run->state, &run->at, run->end);

      if (result == CB_XLSX_SCAN_STOP)
        {
          run->class->is_stopped (run->state, error);
          return FALSE;
        }
      if (result == CB_XLSX_SCAN_END)
        run->may_scan = FALSE;
      /* What is longer than any item is for the general parser, which needs not have all of it. */
      if (result != CB_XLSX_SCAN_MORE || run->ended
          || (gsize)(run->end - run->at) > CB_XLSX_MAX_CELL)
        return hand_over (run, error);
      if (!show_more (run, error))
        return FALSE;
    }
}

/**
 * cb_xlsx_hybrid_run:
 * @class: what is read
 * @self: its state
 * @ring: the member, from its beginning
 * @error: where to say why not
 *
 * Returns: %FALSE when it fails, or when a handler has had enough: then without an error
 */
gboolean
cb_xlsx_hybrid_run (const CbXlsxHybridClass *class,
                    CbXlsxHybrid *self,
                    CbZipRing *ring,
                    GError **error)
{
  g_autoptr (CbXml) xml = cb_xml_new (&class->handler, self);
  g_autoptr (GError) why = NULL;
  Run run = { .class = class, .state = self, .ring = ring };
  gboolean more;

  self->xml = xml;
  self->between = 0;
  run.may_scan = !g_atomic_int_get (&general_only);
  more = show_more (&run, &why);
  while (more)
    {
      if (!cb_xml_is_utf8 (xml))
        run.may_scan = FALSE;
      more = is_between (&run) ? go_fast (&run, &why) : go_general (&run, &why);
    }
  self->xml = NULL;
  if (why == NULL)
    return run.ended && run.at == run.end;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}
