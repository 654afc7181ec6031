/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-autostart.h"

#include <wchar.h>
#include <windows.h>

#include <gio/gio.h>

#include "base/cb-error.h"

#define KEY L"Software\\Microsoft\\Windows\\CurrentVersion\\Run"
#define NAME L"CongBo"

/**
 * cb_autostart_can:
 *
 * Returns: whether the program can be started at login
 */
gboolean
cb_autostart_can (void)
{
  return TRUE;
}

/**
 * cb_autostart_get:
 *
 * Returns: whether the program starts in the background at login
 */
gboolean
cb_autostart_get (void)
{
  return RegGetValueW (HKEY_CURRENT_USER, KEY, NAME, RRF_RT_REG_SZ, NULL, NULL, NULL)
         == ERROR_SUCCESS;
}

/**
 * cb_autostart_set:
 * @on: whether the program is to start in the background at login
 * @error: why it could not be changed
 *
 * For the person who is logged in.
 *
 * Returns: whether it is so now
 */
gboolean
cb_autostart_set (gboolean on, GError **error)
{
  WCHAR program[1024];
  WCHAR command[1100];
  DWORD length;
  LSTATUS status;

  if (on)
    {
      length = GetModuleFileNameW (NULL, program, G_N_ELEMENTS (program));
      if (length == 0 || length >= G_N_ELEMENTS (program))
        status = ERROR_INSUFFICIENT_BUFFER;
      else
        {
          int written
              = _snwprintf (command, G_N_ELEMENTS (command), L"\"%ls\" --background", program);

          status = RegSetKeyValueW (HKEY_CURRENT_USER, KEY, NAME, REG_SZ, command,
                                    (DWORD)(written + 1) * sizeof (WCHAR));
        }
    }
  else
    {
      status = RegDeleteKeyValueW (HKEY_CURRENT_USER, KEY, NAME);
      if (status == ERROR_FILE_NOT_FOUND)
        status = ERROR_SUCCESS;
    }
  if (status == ERROR_SUCCESS)
    return TRUE;
  {
    g_autofree char *why = g_win32_error_message ((int)status);

    g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "autostart: %s", why);
  }

  return FALSE;
}
