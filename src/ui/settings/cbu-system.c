/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-system.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace.h"
#include "ui/widgets/cbu-parts.h"

#define REPORT "cbu-system-report"

/* Runs in a thread of its own: a file is read for it. */
static void
report_system (GTask *task, gpointer group, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, cb_workplace_dup_system_report (cancellable), g_free);
}

static void
system_reported_cb (GObject *group, GAsyncResult *result, gpointer user_data)
{
  char *report = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autofree char *escaped = g_markup_escape_text (report, -1);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), g_strchomp (escaped));
  g_object_set_data_full (group, REPORT, report, g_free);
  gtk_widget_set_sensitive (adw_preferences_group_get_header_suffix (ADW_PREFERENCES_GROUP (group)),
                            TRUE);
}

static void
on_copy_clicked_cb (GtkWidget *group, GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          g_object_get_data (G_OBJECT (group), REPORT));
  cbu_toast (button, _ ("Copied: send it to whoever looks after the program"));
}

/**
 * cbu_system_fill:
 * @group: an empty group
 *
 * For whoever looks after the program: its version, the system, and what that system does not keep
 * the process that reads files from (architecture.md, “The reading process”); to be copied.
 */
void
cbu_system_fill (AdwPreferencesGroup *group)
{
  g_autoptr (GTask) task = g_task_new (group, NULL, system_reported_cb, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Copy"));

  g_task_set_source_tag (task, cbu_system_fill);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_copy_clicked_cb), group);
  adw_preferences_group_set_header_suffix (group, button);
  g_task_run_in_thread (task, report_system);
}
