/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-find-words.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

static char *
dup_count (const CbuFindState *state)
{
  const CbTally *tally = state->tally;
  g_autofree char *number = cb_text_format_count (tally->cells);

  if (tally->is_final && tally->cells == 0)
    return g_strdup (_ ("Nowhere in the table"));
  if (!tally->is_final && state->is_tallying)
    /* Translators: so many cells have what is searched for, and it is still counting */
    return g_strdup_printf (ngettext ("%s cell so far…", "%s cells so far…", (gulong)tally->cells),
                            number);
  if (!tally->is_final && tally->cells == 0)
    return g_strdup (_ ("Stopped"));
  if (!tally->is_final)
    /* Translators: so many cells had what is searched for when a person stopped it */
    return g_strdup_printf (
        ngettext ("Stopped at %s cell", "Stopped at %s cells", (gulong)tally->cells), number);
  return g_strdup_printf (ngettext ("%s cell", "%s cells", (gulong)tally->cells), number);
}

/**
 * cbu_table_find_dup_words:
 * @state: of a search
 *
 * Returns: (transfer full): what the search bar says of it
 */
char *
cbu_table_find_dup_words (const CbuFindState *state)
{
  g_autofree char *text = NULL;

  if (state->is_empty)
    text = g_strdup ("");
  else if (state->is_finding)
    /* Translators: how much of the file has been searched */
    text = g_strdup_printf (_ ("Searching… %d %%"), state->percent);
  else
    text = dup_count (state);
  if (state->wrapped && !state->is_finding && state->tally->cells > 0)
    /* Translators: how many cells have it; then that the search began anew */
    return g_strdup_printf (_ ("%s · went on from the other end"), text);

  return g_steal_pointer (&text);
}
