/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-autostart.h"

#include <errno.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/cb-error.h"

/* The desktop starts what lies there at login (Desktop Application Autostart Specification). */
static char *
dup_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "autostart", CB_APP_ID ".desktop", NULL);
}

/* As the Desktop Entry Specification quotes a word of Exec. */
static char *
dup_command (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autoptr (GString) command = g_string_new ("\"");

  for (const char *p = program != NULL ? program : "congbo"; *p != '\0'; p++)
    {
      if (strchr ("\"`$\\", *p) != NULL)
        g_string_append_c (command, '\\');
      if (*p == '%')
        g_string_append_c (command, '%');
      g_string_append_c (command, *p);
    }
  g_string_append (command, "\" --background");

  return g_string_free (g_steal_pointer (&command), FALSE);
}

/**
 * cb_autostart_can:
 *
 * Returns: whether the program can be started at login: in a Flatpak the folder of such programs is
 *   one of its own, in which the desktop does not look
 */
gboolean
cb_autostart_can (void)
{
  return g_getenv ("FLATPAK_ID") == NULL;
}

/**
 * cb_autostart_get:
 *
 * Blocks on the disk.
 *
 * Returns: whether the program starts in the background at login
 */
gboolean
cb_autostart_get (void)
{
  g_autofree char *path = dup_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();

  return g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL)
         && !g_key_file_get_boolean (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_HIDDEN,
                                     NULL);
}

/**
 * cb_autostart_set:
 * @on: whether the program is to start in the background at login
 * @error: why it could not be changed
 *
 * For the person who is logged in. Blocks on the disk.
 *
 * Returns: whether it is so now
 */
gboolean
cb_autostart_set (gboolean on, GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *command = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  if (!on)
    {
      if (g_unlink (path) == 0 || errno == ENOENT)
        return TRUE;
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      cb_error_translate_io (error, path);
      return FALSE;
    }
  command = dup_command ();
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_TYPE,
                         G_KEY_FILE_DESKTOP_TYPE_APPLICATION);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NAME, "Công Bố");
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_EXEC, command);
  g_key_file_set_string (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_ICON, CB_APP_ID);
  g_key_file_set_boolean (file, G_KEY_FILE_DESKTOP_GROUP, G_KEY_FILE_DESKTOP_KEY_NO_DISPLAY, TRUE);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  else if (g_key_file_save_to_file (file, path, error))
    return TRUE;
  cb_error_translate_io (error, path);

  return FALSE;
}
