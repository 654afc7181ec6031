/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-register-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/workplace/cb-workplace-duties.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

/**
 * cbu_register_list_read:
 * @workplace: where from
 * @error: why not
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): what the list of the registers shows
 */
CbuRegisterList *
cbu_register_list_read (CbWorkplace *workplace, GError **error)
{
  CbuRegisterList *self = g_new0 (CbuRegisterList, 1);

  if (!cb_workplace_count_records (workplace, self->counts, error))
    {
      g_free (self);
      return NULL;
    }
  for (guint i = 0; i < CB_N_REGISTERS; i++)
    {
      self->forms[i] = cb_workplace_dup_form (workplace, (CbRegister)i);
      self->wanted[i] = cb_workplace_dup_nobody_named (workplace, self->forms[i]);
    }
  return self;
}

/**
 * cbu_register_list_free:
 * @self: (transfer full): a list
 */
void
cbu_register_list_free (CbuRegisterList *self)
{
  for (guint i = 0; i < CB_N_REGISTERS; i++)
    {
      cb_form_unref (self->forms[i]);
      g_free (self->wanted[i]);
    }
  g_free (self);
}

/**
 * cbu_register_list_get_purpose:
 * @kind: a register
 *
 * Returns: (transfer none): what goes into it, in a sentence
 */
const char *
cbu_register_list_get_purpose (CbRegister kind)
{
  switch (kind)
    {
    case CB_REGISTER_FEEDBACK:
      return _ ("What people say about the data, and what was answered.");
    case CB_REGISTER_INCIDENTS:
      return _ ("Faults in data and systems: who was told, and how it ended.");
    case CB_REGISTER_REFUSALS:
      return _ ("Requests that were refused: why, on what basis, and who was told.");
    case CB_REGISTER_SUSPENSIONS:
      return _ ("Sharing that stops for a while or for good, with notice in time.");
    case CB_REGISTER_CORRECTIONS:
      return _ ("What was wrong in published data, and the version that put it right.");
    case CB_REGISTER_SERVICES:
      return _ ("Services that share data: declared, appraised, kept current.");
    case CB_REGISTER_FOCAL_POINTS:
      return _ ("Who answers for the data in each unit.");
    case CB_REGISTER_PROPOSALS:
      return _ (
          "What should be added to the catalog, changed in it or withdrawn from it: written as "
          "a letter, sent, answered.");
    default:
      g_return_val_if_reached ("");
    }
}

static void
add_pills (GtkWidget *row, const CbRegisterCount *count)
{
  g_autofree char *overdue_number = cb_text_format_count (count->overdue);
  g_autofree char *open_number = cb_text_format_count (count->open);
  /* Translators: a number of records */
  g_autofree char *overdue = g_strdup_printf (_ ("%s overdue"), overdue_number);
  /* Translators: a number of records */
  g_autofree char *open = g_strdup_printf (_ ("%s open"), open_number);

  if (count->overdue > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_pill_new (overdue, "error"));
  if (count->open > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_pill_new (open, "accent"));
}

static GtkWidget *
make_row (CbRegister kind, const CbRegisterCount *count, const CbForm *form, const char *wanted)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *total = cb_text_format_count (count->all);
  g_autofree char *all = g_strdup_printf (ngettext ("%s record", "%s records", count->all), total);
  g_autofree char *basis
      = *form->clause != '\0' ? g_strdup (form->clause)
        : form->regulation != NULL
            ? g_strdup_printf (_ ("%s says nothing about this register."), form->regulation)
            : g_strdup ("");
  /* Translators: a clause */
  g_autofree char *wish = *wanted != '\0'
                              ? g_strdup_printf (_ ("Nobody is named yet; %s asks for it."), wanted)
                              : NULL;
  g_autofree char *subtitle = g_strdup_printf ("%s\n%s", cbu_register_list_get_purpose (kind),
                                               wish != NULL ? wish : basis);
  g_autofree char *escaped = g_markup_escape_text (g_strstrip (subtitle), -1);
  g_autofree char *title = g_markup_escape_text (cb_register_title (kind), -1);
  g_autofree char *name = g_strdup_printf ("%s: %s", cb_register_title (kind), all);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  if (wish != NULL)
    /* Translators: a pill: nobody is named in this register */
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_pill_new (_ ("Nobody yet"), "warning"));
  add_pills (row, count);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_label_new (all, "dim-label"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  cbu_a11y_set_name (row, name);
  return row;
}

/**
 * cbu_register_list_fill:
 * @list: emptied first; its rows are in the order of #CbRegister
 * @self: what to show
 */
void
cbu_register_list_fill (GtkListBox *list, const CbuRegisterList *self)
{
  cbu_clear (list);
  for (guint i = 0; i < CB_N_REGISTERS; i++)
    gtk_list_box_append (
        list, make_row ((CbRegister)i, &self->counts[i], self->forms[i], self->wanted[i]));
}
