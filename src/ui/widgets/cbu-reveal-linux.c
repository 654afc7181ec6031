/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-reveal.h"

#include "ui/widgets/cbu-open.h"

typedef struct
{
  GWeakRef widget;
  char *folder; /* URI */
} Request;

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&request->widget);

  if (reply == NULL && widget != NULL)
    {
      g_debug ("no file manager: %s", error->message);
      cbu_open_uri (widget, request->folder);
    }
  g_weak_ref_clear (&request->widget);
  g_free (request->folder);
  g_free (request);
}

/**
 * cbu_reveal_file:
 * @widget: who asks
 * @file: a file that is there
 *
 * Shows it in its folder, selected, in the file manager of the system; where that cannot select,
 * the folder alone.
 */
void
cbu_reveal_file (gpointer widget, GFile *file)
{
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus
      = application != NULL ? g_application_get_dbus_connection (application) : NULL;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_uri = g_file_get_uri (folder != NULL ? folder : file);
  g_autofree char *uri = g_file_get_uri (file);
  const char *uris[] = { uri, NULL };
  Request *request;

  if (bus == NULL)
    {
      cbu_open_uri (widget, folder_uri);
      return;
    }
  request = g_new0 (Request, 1);
  g_weak_ref_init (&request->widget, widget);
  request->folder = g_steal_pointer (&folder_uri);
  g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                          "org.freedesktop.FileManager1", "ShowItems",
                          g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, shown_cb, request);
}
