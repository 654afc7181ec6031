/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-preset-actions.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-preset.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define MARK "cbu-preset"

/**
 * cbu_preset_mark:
 * @files: (element-type GFile): what a person chose as presets
 *
 * They are found by cbu_preset_find() whatever their names are.
 */
void
cbu_preset_mark (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_object_set_data (G_OBJECT (file), MARK, GINT_TO_POINTER (TRUE));
    }
}

/**
 * cbu_preset_find:
 * @files: (element-type GFile): files that came
 *
 * Returns: (transfer full) (nullable): the first that is marked or named as a preset
 */
GFile *
cbu_preset_find (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *name = g_file_get_basename (file);

      if (g_object_get_data (G_OBJECT (file), MARK) != NULL
          || (name != NULL && cb_preset_is_named_so (name)))
        return g_steal_pointer (&file);
    }

  return NULL;
}

typedef struct
{
  CbuSession *session; /* (owned) */
  CbuPresetFunc undone;
  GPtrArray *left; /* (owned) (nullable) */
} Undo;

static void
free_undo (gpointer data)
{
  Undo *undo = data;

  g_object_unref (undo->session);
  g_clear_pointer (&undo->left, g_ptr_array_unref);
  g_free (undo);
}

static gpointer
undo_preset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Undo *undo = input;

  if (!cb_workplace_undo_preset (workplace, &undo->left, error))
    return NULL;
  return cbu_session_read_settings (workplace);
}

static void
preset_undone_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Undo *undo = input;

  if (error != NULL)
    {
      cbu_show_error (widget, error);
      return;
    }
  cbu_session_set_settings (undo->session, result);
  cbu_toast (widget, undo->left->len == 0
                         ? _ ("All is as before the preset")
                         : _ ("As before the preset, but for what was changed by hand since"));
  undo->undone (widget);
}

/**
 * cbu_preset_undo:
 * @widget: whose window says how it went
 * @session: what it belongs to
 * @undone: called when it is as before
 *
 * Takes back the preset that was applied last.
 */
void
cbu_preset_undo (gpointer widget, CbuSession *session, CbuPresetFunc undone)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->session = g_object_ref (session);
  undo->undone = undone;
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_preset_undo,
                            .work = undo_preset,
                            .done = preset_undone_cb,
                            .input = undo,
                            .free_input = free_undo,
                            .free_result = (GDestroyNotify)g_hash_table_unref });
}
