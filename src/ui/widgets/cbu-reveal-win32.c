/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-reveal.h"

#include <windows.h>
/* After windows.h, which it needs. */
#include <shlobj.h>

#include "ui/widgets/cbu-open.h"

/* Runs in a thread of its own: Explorer may have to be started, or the drive to be woken. */
static void
reveal (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (path, -1, NULL, NULL, NULL);
  HRESULT started = CoInitializeEx (NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
  PIDLIST_ABSOLUTE item = NULL;
  HRESULT shown = wide != NULL ? SHParseDisplayName ((LPCWSTR)wide, NULL, &item, 0, NULL) : E_FAIL;

  if (SUCCEEDED (shown))
    shown = SHOpenFolderAndSelectItems (item, 0, NULL, 0);
  if (item != NULL)
    CoTaskMemFree (item);
  if (SUCCEEDED (started))
    CoUninitialize ();
  g_task_return_boolean (task, SUCCEEDED (shown));
}

static void
revealed_cb (GObject *widget, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *uri = g_file_get_uri (folder != NULL ? folder : file);

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    cbu_open_uri (widget, uri);
}

/**
 * cbu_reveal_file:
 *
 * As on Linux, in Explorer.
 */
void
cbu_reveal_file (gpointer widget, GFile *file)
{
  g_autoptr (GTask) task = g_task_new (widget, NULL, revealed_cb, g_object_ref (file));

  g_task_set_source_tag (task, cbu_reveal_file);
  g_task_set_task_data (task, g_file_get_path (file), g_free);
  g_task_run_in_thread (task, reveal);
}
