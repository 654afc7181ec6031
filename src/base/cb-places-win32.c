/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-places.h"

#include <libintl.h>

/* Programs lie in `bin`, beside `share`, wherever the person had them put. */
static char *
dup_installed (const char *const *names)
{
  g_autofree char *folder = g_win32_get_package_installation_directory_of_module (NULL);
  g_autofree char *rest = g_build_filenamev ((char **)names);

  return g_build_filename (folder != NULL ? folder : ".", rest, NULL);
}

/**
 * cb_places_dup_data:
 *
 * As on Linux, but that what is installed is found from where the program is.
 */
char *
cb_places_dup_data (const char *name)
{
  const char *const names[] = { "share", GETTEXT_PACKAGE, name, NULL };
  const char *folder = g_getenv ("CONGBO_DATA_DIR");

  return folder != NULL ? g_build_filename (folder, name, NULL) : dup_installed (names);
}

/**
 * cb_places_bind_translations:
 *
 * As on Linux. The folder's name is given in the code page, which the manifest makes UTF-8, as GLib
 * gives its own: libintl 0.21 does not find one that is given in UTF-16 when a thread of GIO has
 * looked for one in the code page before. What the code page has no letters for goes in UTF-16.
 */
void
cb_places_bind_translations (void)
{
  const char *const names[] = { "share", "locale", NULL };
  const char *override = g_getenv ("CONGBO_LOCALE_DIR");
  g_autofree char *folder = override != NULL ? g_strdup (override) : dup_installed (names);
  g_autofree char *narrow = g_win32_locale_filename_from_utf8 (folder);
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (folder, -1, NULL, NULL, NULL);

  if (narrow != NULL)
    bindtextdomain (GETTEXT_PACKAGE, narrow);
  else if (wide != NULL)
    wbindtextdomain (GETTEXT_PACKAGE, (const wchar_t *)wide);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
