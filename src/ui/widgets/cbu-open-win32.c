/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-open.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <windows.h>
/* After windows.h, which it needs. */
#include <objbase.h>
#include <shellapi.h>

#include "ui/widgets/cbu-parts.h"

/* Windows starts whatever it is given, programs, too; what a portal calls its address must not be
 * one. */
static char *
dup_target (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autofree char *path = NULL;

  if (g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0)
    return g_strdup (uri);
  if (g_strcmp0 (scheme, "file") == 0)
    path = g_filename_from_uri (uri, NULL, NULL);
  if (path != NULL && (g_file_test (path, G_FILE_TEST_IS_DIR) || g_str_has_suffix (path, ".html")))
    return g_steal_pointer (&path);

  return NULL;
}

/* Runs in a thread of its own: the browser is started, or the drive woken. */
static void
open_target (GTask *task, gpointer widget, gpointer uri, GCancellable *cancellable)
{
  g_autofree char *target = dup_target (uri);
  g_autofree gunichar2 *wide
      = target != NULL ? g_utf8_to_utf16 (target, -1, NULL, NULL, NULL) : NULL;
  HRESULT started = CoInitializeEx (NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
  SHELLEXECUTEINFOW info = {
    .cbSize = sizeof info,
    .fMask = SEE_MASK_NOASYNC | SEE_MASK_FLAG_NO_UI,
    .lpFile = (LPCWSTR)wide,
    .nShow = SW_SHOWNORMAL,
  };

  if (wide == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "not opened: %s",
                             (char *)uri);
  else if (!ShellExecuteExW (&info))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "%s: error %lu", target,
                             GetLastError ());
  else
    g_task_return_boolean (task, TRUE);
  if (SUCCEEDED (started))
    CoUninitialize ();
}

static void
opened_cb (GObject *widget, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return;
  g_debug ("%s", error->message);
  cbu_toast (widget, _ ("No program on this machine opens it: ask your IT officer"));
}

/**
 * cbu_open_uri:
 *
 * As on Linux, by Windows itself, which knows more ways to open a page than GLib finds in the
 * registry. That nothing opens it is said.
 */
void
cbu_open_uri (gpointer widget, const char *uri)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, opened_cb, NULL);

  g_task_set_source_tag (task, cbu_open_uri);
  g_task_set_task_data (task, g_strdup (uri), g_free);
  g_task_run_in_thread (task, open_target);
}
