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
 * As on Linux. By a name in UTF-16: a folder of any name is found, whatever the code page is.
 */
void
cb_places_bind_translations (void)
{
  const char *const names[] = { "share", "locale", NULL };
  const char *override = g_getenv ("CONGBO_LOCALE_DIR");
  g_autofree char *folder = override != NULL ? g_strdup (override) : dup_installed (names);
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (folder, -1, NULL, NULL, NULL);

  if (wide != NULL)
    wbindtextdomain (GETTEXT_PACKAGE, (const wchar_t *)wide);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
