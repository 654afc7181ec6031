/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-setting.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-due.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  CbuSession *session;
  char *name;
  char *value; /* (nullable) */
} Setting;

static void
free_setting (gpointer data)
{
  Setting *setting = data;

  g_object_unref (setting->session);
  g_free (setting->name);
  g_free (setting->value);
  g_free (setting);
}

static gpointer
save_setting (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Setting *setting = input;

  if (g_str_equal (setting->name, "lead-agency")
          ? !cb_workplace_set_lead_agency (workplace, g_strcmp0 (setting->value, "true") == 0,
                                           error)
          : !cb_workplace_set_setting (workplace, setting->name, setting->value, error))
    return NULL;
  return cbu_session_read_settings (workplace);
}

static void
setting_saved_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  const Setting *setting = input;

  if (error != NULL)
    {
      cbu_show_error (widget, error);
      return;
    }
  cbu_session_set_settings (setting->session, result);
  cbu_toast (widget, _ ("Saved"));
}

/**
 * cbu_setting_save:
 * @widget: where it was changed, and where it is told that it is kept
 * @session: whose setting it is
 * @name: of cb_workplace_set_setting(), or `lead-agency`
 * @value: (nullable): %NULL forgets it
 *
 * Keeps one setting at once, without blanks around it, and shows what rests on it anew.
 */
void
cbu_setting_save (GtkWidget *widget, CbuSession *session, const char *name, const char *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->session = g_object_ref (session);
  setting->name = g_strdup (name);
  setting->value = g_strdup (value);
  if (setting->value != NULL)
    g_strstrip (setting->value);
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_setting_save,
                            .work = save_setting,
                            .in_order = TRUE,
                            .done = setting_saved_cb,
                            .input = setting,
                            .free_input = free_setting,
                            .free_result = (GDestroyNotify)g_hash_table_unref });
}
