/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "ui/cbu-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (CbuApplication) application = NULL;
  const char *locale_dir = g_getenv ("CONGBO_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : CB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("Công Bố"));
  gtk_window_set_default_icon_name (CB_APP_ID);
  application = cbu_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
