/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-places.h"

#include <libintl.h>

/**
 * cb_places_dup_data:
 * @name: a path in the program's data folder, `samples/danh-muc.csv`
 *
 * Returns: (transfer full): where it is: installed, or in the source tree where
 *   `CONGBO_DATA_DIR` names it
 */
char *
cb_places_dup_data (const char *name)
{
  const char *folder = g_getenv ("CONGBO_DATA_DIR");

  return g_build_filename (folder != NULL ? folder : CB_DATA_DIR, name, NULL);
}

/**
 * cb_places_bind_translations:
 *
 * Has gettext find the program's words: where they are installed, or where `CONGBO_LOCALE_DIR`
 * names them. Called once, at the start.
 */
void
cb_places_bind_translations (void)
{
  const char *folder = g_getenv ("CONGBO_LOCALE_DIR");

  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : CB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
