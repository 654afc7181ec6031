/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "base/cb-places.h"
#include "core/platform/cb-directories.h"
#include "core/platform/cb-log.h"
#include "ui/cbu-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (CbuApplication) application = NULL;
  /* Beside the data of practice and of real work. */
  g_autofree char *root = cb_directories_dup_root ("real");
  g_autofree char *folder = g_path_get_dirname (root);

  setlocale (LC_ALL, "");
  cb_log_start (folder);
  cb_places_bind_translations ();
  g_set_application_name (_ ("Công Bố"));
  gtk_window_set_default_icon_name (CB_APP_ID);
  application = cbu_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
