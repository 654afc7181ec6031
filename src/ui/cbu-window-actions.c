/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands of the window. Each is an action, so that it can be found from menus, keys, D-Bus
 * and tests under one name. */

#include "config.h"

#include "ui/cbu-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/rules/cb-day.h"
#include "ui/datasets/cbu-package-window.h"
#include "ui/datasets/cbu-removal.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-preset-actions.h"
#include "ui/settings/cbu-preset-window.h"
#include "ui/settings/cbu-rules-window.h"
#include "ui/settings/cbu-watches.h"
#include "ui/start/cbu-setup-page.h"
#include "ui/start/cbu-start-page.h"
#include "ui/todo/cbu-todo-acts.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-reveal.h"

static void
notice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  gtk_label_set_label (self->notice_label, g_variant_get_string (parameter, NULL));
  gtk_revealer_set_reveal_child (self->notice, TRUE);
}

static void
close_notice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  gtk_revealer_set_reveal_child (self->notice, FALSE);
}

static void
page_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);

  if (main != NULL)
    cbu_main_show_page (main, g_variant_get_string (parameter, NULL));
}

/* From a notification: the workplace may not be open yet. */
static void
show_duty_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;
  CbuMain *main = _cbu_window_get_main (self);

  if (main != NULL)
    {
      cbu_main_show_duty (main, g_variant_get_string (parameter, NULL));
      return;
    }
  g_free (self->wanted);
  self->wanted = g_variant_dup_string (parameter, NULL);
}

static void
unmark_duty_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;
  const char *subject = g_variant_get_string (parameter, NULL);

  if (self->session != NULL && *subject != '\0')
    cbu_todo_unmark (GTK_WIDGET (self), self->session, subject);
}

static void
unmark_change_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;
  const char *code, *date;
  GDate day;

  g_variant_get (parameter, "(&s&s)", &code, &date);
  if (self->session != NULL && cb_day_parse (date, &day))
    cbu_todo_unmark_change (GTK_WIDGET (self), self->session, code, date);
}

static void
open_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);

  if (main != NULL)
    cbu_main_open_dataset (main, g_variant_get_string (parameter, NULL));
}

static void
remove_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    cbu_removal_remove (user_data, self->session, g_variant_get_string (parameter, NULL));
}

static void
restore_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    cbu_removal_restore (user_data, self->session, g_variant_get_string (parameter, NULL));
}

static void
prepare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);
  const char *code, *period;

  g_variant_get (parameter, "(&s&s)", &code, &period);
  if (main != NULL)
    cbu_main_prepare (main, code, period);
}

static void
watch_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    cbu_watches_choose (GTK_WIDGET (self), self->session, g_variant_get_string (parameter, NULL));
}

static void
receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);

  if (main != NULL)
    cbu_main_open_receipt (main, g_variant_get_string (parameter, NULL));
}

static void
add_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);
  g_autoptr (GVariantIter) members = NULL;
  JsonObject *fields = json_object_new ();
  CbRegister kind = CB_REGISTER_FEEDBACK;
  const char *name, *field, *value;

  g_variant_get (parameter, "(&sa{ss})", &name, &members);
  while (g_variant_iter_next (members, "{&s&s}", &field, &value))
    json_object_set_string_member (fields, field, value);
  if (main != NULL && cb_register_from_name (name, &kind))
    cbu_main_add_record (main, kind, fields);
  else
    json_object_unref (fields);
}

static void
register_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);
  CbRegister kind;

  if (main != NULL && cb_register_from_name (g_variant_get_string (parameter, NULL), &kind))
    cbu_main_open_register (main, kind);
}

static void
on_files_chosen_cb (gpointer widget, GListModel *files)
{
  cbu_window_take_files (widget, files);
}

/* A preset, whatever its name is, unless it is called a hand-over package. */
static void
on_preset_chosen_cb (gpointer widget, GListModel *files)
{
  g_autoptr (GFile) package = cbu_package_find (files);

  if (package == NULL)
    cbu_preset_mark (files);
  cbu_window_take_files (widget, files);
}

static void
choose_files_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_choose_files (user_data, _ ("Choose a data file"), _ ("Open"), TRUE, NULL,
                    on_files_chosen_cb);
}

static void
open_path_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (g_variant_get_string (parameter, NULL));

  g_list_store_append (files, file);
  cbu_window_take_files (user_data, G_LIST_MODEL (files));
}

static void
reveal_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  cbu_reveal_file (user_data, file);
}

/* What a page does with these is its own business: the main part hands them on. */
static void
page_command_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = _cbu_window_get_main (user_data);

  if (main != NULL)
    cbu_main_command (main, g_action_get_name (G_ACTION (action)));
}

static void
start_practice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_window_open_mode (user_data, CB_MODE_PRACTICE);
}

static void
start_real_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_window_open_mode (user_data, CB_MODE_REAL);
}

static void
show_start_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  cbu_window_set_session (self, NULL);
  _cbu_window_show_child (self, cbu_start_page_new ());
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (cbu_preferences_new (
        self->session, GTK_WINDOW (self),
        parameter != NULL ? g_variant_get_string (parameter, NULL) : "accounts")));
}

static void
rules_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (cbu_rules_window_new (self->session, GTK_WINDOW (self))));
}

static void
presets_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    gtk_window_present (GTK_WINDOW (cbu_preset_window_new (self->session, GTK_WINDOW (self))));
}

static void
open_preset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_choose_files (user_data, _ ("Choose a preset"), _ ("Open"), FALSE, NULL, on_preset_chosen_cb);
}

static void
open_package_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_choose_files (user_data, _ ("Choose a hand-over package"), _ ("Open"), FALSE, NULL,
                    on_files_chosen_cb);
}

static void
open_handed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_choose_files (user_data, _ ("Choose a hand-over package or a preset"), _ ("Open"), FALSE,
                    NULL, on_preset_chosen_cb);
}

/* What was read before is shown anew: the page of the set-up has read its fields already. */
static void
preset_changed (CbuWindow *self)
{
  if (CBU_IS_SETUP_PAGE (gtk_stack_get_visible_child (self->stack)))
    _cbu_window_show_child (self, cbu_setup_page_new (self->session));
}

static void
preset_applied_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  preset_changed (self);
  cbu_toast_undo (self, _ ("The preset was applied"), "win.undo-preset", NULL);
}

static void
preset_undone_cb (gpointer widget)
{
  preset_changed (widget);
}

static void
undo_preset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session != NULL)
    cbu_preset_undo (self, self->session, preset_undone_cb);
}

static void
setup_done_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;

  if (self->session == NULL)
    return;
  _cbu_window_show_child (self, cbu_main_new (self->session));
  /* Who was handed a package wants to see it, not yet where to sign in. */
  if (self->waiting != NULL)
    {
      close_notice_cb (NULL, NULL, self);
      _cbu_window_take_waiting (self);
    }
  else
    preferences_cb (NULL, NULL, self);
}

static const GActionEntry entries[] = {
  { "notice", notice_cb, "s", NULL, NULL, { 0 } },
  { "close-notice", close_notice_cb, NULL, NULL, NULL, { 0 } },
  { "page", page_cb, "s", NULL, NULL, { 0 } },
  { "show-duty", show_duty_cb, "s", NULL, NULL, { 0 } },
  { "unmark-duty", unmark_duty_cb, "s", NULL, NULL, { 0 } },
  { "unmark-change", unmark_change_cb, "(ss)", NULL, NULL, { 0 } },
  { "open-dataset", open_dataset_cb, "s", NULL, NULL, { 0 } },
  { "remove-dataset", remove_dataset_cb, "s", NULL, NULL, { 0 } },
  { "restore-dataset", restore_dataset_cb, "s", NULL, NULL, { 0 } },
  { "prepare", prepare_cb, "(ss)", NULL, NULL, { 0 } },
  { "watch-folder", watch_folder_cb, "s", NULL, NULL, { 0 } },
  { "receipt", receipt_cb, "s", NULL, NULL, { 0 } },
  { "add-record", add_record_cb, "(sa{ss})", NULL, NULL, { 0 } },
  { "register", register_cb, "s", NULL, NULL, { 0 } },
  { "choose-files", choose_files_cb, NULL, NULL, NULL, { 0 } },
  { "open-path", open_path_cb, "s", NULL, NULL, { 0 } },
  { "reveal", reveal_cb, "s", NULL, NULL, { 0 } },
  { "search", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "replace", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "find-next", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "find-previous", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "next-step", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "next-finding", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "previous-finding", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "undo", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "redo", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "next-pane", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "calendar", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "back", page_command_cb, NULL, NULL, NULL, { 0 } },
  { "start-practice", start_practice_cb, NULL, NULL, NULL, { 0 } },
  { "start-real", start_real_cb, NULL, NULL, NULL, { 0 } },
  { "show-start", show_start_cb, NULL, NULL, NULL, { 0 } },
  { "setup-done", setup_done_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_cb, "s", NULL, NULL, { 0 } },
  { "rules", rules_cb, NULL, NULL, NULL, { 0 } },
  { "presets", presets_cb, NULL, NULL, NULL, { 0 } },
  { "open-handed", open_handed_cb, NULL, NULL, NULL, { 0 } },
  { "open-package", open_package_cb, NULL, NULL, NULL, { 0 } },
  { "open-preset", open_preset_cb, NULL, NULL, NULL, { 0 } },
  { "preset-applied", preset_applied_cb, NULL, NULL, NULL, { 0 } },
  { "undo-preset", undo_preset_cb, NULL, NULL, NULL, { 0 } },
};

/* The actions of @self, once. */
void
_cbu_window_add_actions (CbuWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
