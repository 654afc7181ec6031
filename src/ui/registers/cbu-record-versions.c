/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-versions.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-registers.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static gpointer
read_versions (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_record_versions (workplace, input, error);
}

static void
versions_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkBox *box = widget;
  GPtrArray *versions = result;

  if (error != NULL)
    cbu_show_error (box, error);
  cbu_clear (box);
  for (guint i = versions != NULL ? versions->len : 0; i > 0; i--)
    {
      const CbRecord *version = g_ptr_array_index (versions, i - 1);
      g_autofree char *moment = cbu_format_moment (version->changed_us);
      g_autofree char *text = g_strdup_printf (
          "%u. %s · %s · %s", i, moment, version->person != NULL ? version->person : "—",
          cb_record_state_title (version->kind, version->state));

      gtk_box_append (box, cbu_wrapped_label_new (text, "caption"));
    }
}

/**
 * cbu_record_versions_load:
 * @box: emptied first
 * @session: what it belongs to
 * @id: of a record
 *
 * Lists its versions, the last first: when, by whom, in which state.
 */
void
cbu_record_versions_load (GtkBox *box, CbuSession *session, const char *id)
{
  cbu_run_async (box, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_record_versions_load,
                            .work = read_versions,
                            .done = versions_read_cb,
                            .input = g_strdup (id),
                            .free_input = g_free,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}
