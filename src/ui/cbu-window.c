/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-window.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "ui/cbu-awake.h"
#include "ui/cbu-main.h"
#include "ui/cbu-reminder.h"
#include "ui/widgets/cbu-state.h"
#include "ui/settings/cbu-preferences.h"
#include "ui/settings/cbu-preset-actions.h"
#include "ui/settings/cbu-preset-review.h"
#include "ui/settings/cbu-preset-window.h"
#include "ui/settings/cbu-rules-window.h"
#include "ui/start/cbu-setup-page.h"
#include "ui/start/cbu-start-page.h"
#include "ui/todo/cbu-todo-acts.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-drop.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-reveal.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuWindow:
 *
 * The shell: it opens a workplace, shows the start, the set-up or the pages over it, and owns the
 * commands. Each is an action of the window, so that it can be found from menus, keys, D-Bus and
 * tests under one name.
 */
struct _CbuWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  CbuSession *session;   /* (nullable) */
  CbuReminder *reminder; /* (nullable): while there is a session */
  CbuAwake *awake;       /* (nullable): likewise */
  GListModel *waiting;   /* (nullable): files that came before there was a session */
  char *wanted;          /* (nullable): key of a duty to show when there is one */

  /* Template */
  GtkStack *stack;
  GtkRevealer *notice;
  GtkLabel *notice_label;
};

G_DEFINE_FINAL_TYPE (CbuWindow, cbu_window, ADW_TYPE_APPLICATION_WINDOW)

static CbuMain *
get_main (CbuWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  return CBU_IS_MAIN (child) ? CBU_MAIN (child) : NULL;
}

static void
show_child (CbuWindow *self, GtkWidget *child)
{
  GtkWidget *old = gtk_stack_get_visible_child (self->stack);
  GtkStackPage *page = old != NULL ? gtk_stack_get_page (self->stack, old) : NULL;

  gtk_stack_add_child (self->stack, child);
  gtk_stack_set_visible_child (self->stack, child);
  if (page != NULL && g_strcmp0 (gtk_stack_page_get_name (page), "opening") != 0)
    gtk_stack_remove (self->stack, old);
}

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
  CbuMain *main = get_main (user_data);

  if (main != NULL)
    cbu_main_show_page (main, g_variant_get_string (parameter, NULL));
}

/* From a notification: the workplace may not be open yet. */
static void
show_duty_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *self = user_data;
  CbuMain *main = get_main (self);

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
open_dataset_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = get_main (user_data);

  if (main != NULL)
    cbu_main_open_dataset (main, g_variant_get_string (parameter, NULL));
}

static void
prepare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = get_main (user_data);
  const char *code, *period;

  g_variant_get (parameter, "(&s&s)", &code, &period);
  if (main != NULL)
    cbu_main_prepare (main, code, period);
}

static void
receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = get_main (user_data);

  if (main != NULL)
    cbu_main_open_receipt (main, g_variant_get_string (parameter, NULL));
}

static void
add_record_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuMain *main = get_main (user_data);
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
  CbuMain *main = get_main (user_data);
  CbRegister kind;

  if (main != NULL && cb_register_from_name (g_variant_get_string (parameter, NULL), &kind))
    cbu_main_open_register (main, kind);
}

static void
on_files_chosen_cb (gpointer widget, GListModel *files)
{
  cbu_window_take_files (widget, files);
}

/* Whatever its name is. */
static void
on_preset_chosen_cb (gpointer widget, GListModel *files)
{
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
  CbuMain *main = get_main (user_data);

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
  show_child (self, cbu_start_page_new ());
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

/* What was read before is shown anew: the page of the set-up has read its fields already. */
static void
preset_changed (CbuWindow *self)
{
  if (CBU_IS_SETUP_PAGE (gtk_stack_get_visible_child (self->stack)))
    show_child (self, cbu_setup_page_new (self->session));
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
  show_child (self, cbu_main_new (self->session));
  preferences_cb (NULL, NULL, self);
}

static const GActionEntry entries[] = {
  { "notice", notice_cb, "s", NULL, NULL, { 0 } },
  { "close-notice", close_notice_cb, NULL, NULL, NULL, { 0 } },
  { "page", page_cb, "s", NULL, NULL, { 0 } },
  { "show-duty", show_duty_cb, "s", NULL, NULL, { 0 } },
  { "unmark-duty", unmark_duty_cb, "s", NULL, NULL, { 0 } },
  { "open-dataset", open_dataset_cb, "s", NULL, NULL, { 0 } },
  { "prepare", prepare_cb, "(ss)", NULL, NULL, { 0 } },
  { "receipt", receipt_cb, "s", NULL, NULL, { 0 } },
  { "add-record", add_record_cb, "(sa{ss})", NULL, NULL, { 0 } },
  { "register", register_cb, "s", NULL, NULL, { 0 } },
  { "choose-files", choose_files_cb, NULL, NULL, NULL, { 0 } },
  { "open-path", open_path_cb, "s", NULL, NULL, { 0 } },
  { "reveal", reveal_cb, "s", NULL, NULL, { 0 } },
  { "search", page_command_cb, NULL, NULL, NULL, { 0 } },
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
  { "open-preset", open_preset_cb, NULL, NULL, NULL, { 0 } },
  { "preset-applied", preset_applied_cb, NULL, NULL, NULL, { 0 } },
  { "undo-preset", undo_preset_cb, NULL, NULL, NULL, { 0 } },
};

typedef struct
{
  CbMode mode;
  GHashTable *settings;
} Opening;

static void
free_opening (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->settings, g_hash_table_unref);
  g_free (opening);
}

static gpointer
open_workplace (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Opening *opening = input;
  CbWorkplaceOptions options = { .mode = opening->mode };
  CbWorkplace *workplace = cb_workplace_open (&options, error);

  if (workplace == NULL)
    return NULL;
  opening->settings = cbu_session_read_settings (workplace);
  cb_workplace_start_queue (workplace);
  return workplace;
}

static void
workplace_opened_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuWindow *self = widget;
  Opening *opening = input;
  g_autoptr (CbuSession) session = NULL;

  if (error != NULL)
    {
      show_child (self, cbu_start_page_new ());
      cbu_show_error (self, error);
      return;
    }
  session = cbu_session_new (result);
  cbu_session_set_settings (session, opening->settings);
  cbu_state_set_mode (opening->mode == CB_MODE_PRACTICE ? "practice" : "real");
  cbu_window_set_session (self, session);
}

/**
 * cbu_window_open_mode:
 * @self: the window
 * @mode: practice or real
 *
 * Opens the data of that mode in a worker thread, after closing what was open. The two never share
 * anything. What is open already stays as it is: a second start may ask for it again.
 */
void
cbu_window_open_mode (CbuWindow *self, CbMode mode)
{
  Opening *opening;

  g_return_if_fail (CBU_IS_WINDOW (self));

  if (self->session != NULL && cbu_session_get_mode (self->session) == mode)
    return;
  cbu_window_set_session (self, NULL);
  opening = g_new0 (Opening, 1);
  opening->mode = mode;
  cbu_run_async (self, NULL,
                 &(CbuRun){ .tag = cbu_window_open_mode,
                            .work = open_workplace,
                            .done = workplace_opened_cb,
                            .input = opening,
                            .free_input = free_opening,
                            .free_result = g_object_unref });
}

/**
 * cbu_window_start:
 * @self: the window
 *
 * What was used last time; the three ways to begin when there was no last time.
 */
void
cbu_window_start (CbuWindow *self)
{
  g_autofree char *mode = cbu_state_dup_mode ();

  g_return_if_fail (CBU_IS_WINDOW (self));

  if (g_str_equal (mode, "practice"))
    cbu_window_open_mode (self, CB_MODE_PRACTICE);
  else if (g_str_equal (mode, "real"))
    cbu_window_open_mode (self, CB_MODE_REAL);
  else
    show_child (self, cbu_start_page_new ());
}

static gpointer
close_workplace (CbWorkplace *workplace, gpointer input, GCancellable *cancel, GError **error)
{
  cb_workplace_stop_queue (workplace);
  cb_workplace_close (workplace);
  return NULL;
}

/**
 * cbu_window_set_session:
 * @self: the window
 * @session: (nullable): what to show; %NULL closes what is open
 */
void
cbu_window_set_session (CbuWindow *self, CbuSession *session)
{
  g_return_if_fail (CBU_IS_WINDOW (self));

  g_clear_pointer (&self->reminder, cbu_reminder_free);
  g_clear_pointer (&self->awake, cbu_awake_free);
  if (self->session != NULL)
    {
      CbWorkplace *workplace = cbu_session_get_workplace (self->session);

      gtk_stack_set_visible_child_name (self->stack, "opening");
      for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self->stack));
           child != gtk_widget_get_first_child (GTK_WIDGET (self->stack));
           child = gtk_widget_get_last_child (GTK_WIDGET (self->stack)))
        gtk_stack_remove (self->stack, child);
      cbu_run_async (self, workplace,
                     &(CbuRun){ .tag = cbu_window_set_session, .work = close_workplace });
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->reminder = cbu_reminder_new (GTK_WIDGET (self), session);
  self->awake = cbu_awake_new (GTK_WINDOW (self), session);
  if (cbu_session_get_mode (session) == CB_MODE_REAL
      && !g_str_equal (cbu_session_get_setting (session, "setup-done"), "true"))
    show_child (self, cbu_setup_page_new (session));
  else
    show_child (self, cbu_main_new (session));
  if (self->wanted != NULL && get_main (self) != NULL)
    {
      g_autofree char *key = g_steal_pointer (&self->wanted);

      cbu_main_show_duty (get_main (self), key);
    }
  if (self->waiting != NULL)
    {
      g_autoptr (GListModel) files = g_steal_pointer (&self->waiting);

      cbu_window_take_files (self, files);
    }
}

/**
 * cbu_window_take_files:
 * @self: the window
 * @files: (element-type GFile): dropped, chosen, or given on the command line
 *
 * The one way in for files. They wait when nothing is open yet. A preset is known by its ending.
 */
void
cbu_window_take_files (CbuWindow *self, GListModel *files)
{
  g_autoptr (GFile) preset = NULL;
  CbuMain *main;

  g_return_if_fail (CBU_IS_WINDOW (self));

  preset = cbu_preset_find (files);
  main = get_main (self);
  if (preset != NULL && self->session != NULL)
    gtk_window_present (
        GTK_WINDOW (cbu_preset_review_new (self->session, GTK_WINDOW (self), preset)));
  else if (preset == NULL && main != NULL)
    cbu_main_take_files (main, files);
  else
    {
      g_set_object (&self->waiting, files);
      /* An IT officer's file is for the real work. */
      if (preset != NULL && CBU_IS_START_PAGE (gtk_stack_get_visible_child (self->stack)))
        cbu_window_open_mode (self, CB_MODE_REAL);
    }
}

static gboolean
cbu_window_close_request (GtkWindow *window)
{
  CbuWindow *self = CBU_WINDOW (window);

  cbu_state_save_window (window);
  return GTK_WINDOW_CLASS (cbu_window_parent_class)->close_request (GTK_WINDOW (self));
}

static void
cbu_window_dispose (GObject *object)
{
  CbuWindow *self = CBU_WINDOW (object);

  if (self->session != NULL)
    {
      /* The window is going: there is nothing left to draw, so waiting here blocks nobody. */
      cb_workplace_stop_queue (cbu_session_get_workplace (self->session));
      cb_workplace_close (cbu_session_get_workplace (self->session));
    }
  g_clear_pointer (&self->reminder, cbu_reminder_free);
  g_clear_pointer (&self->awake, cbu_awake_free);
  g_clear_object (&self->session);
  g_clear_object (&self->waiting);
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_WINDOW);
  G_OBJECT_CLASS (cbu_window_parent_class)->dispose (object);
}

static void
cbu_window_class_init (CbuWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cbu_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/congbo/CongBo/cbu-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, notice_label);
}

static void
cbu_window_init (CbuWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cbu_take_drops (GTK_WIDGET (self), on_files_chosen_cb);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  cbu_state_load_window (GTK_WINDOW (self));
}

/**
 * cbu_window_new:
 * @application: the program
 *
 * Returns: (transfer floating): the window, with nothing open in it
 */
CbuWindow *
cbu_window_new (GtkApplication *application)
{
  return g_object_new (CBU_TYPE_WINDOW, "application", application, NULL);
}
