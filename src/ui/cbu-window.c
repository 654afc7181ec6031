/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-window-private.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace.h"
#include "ui/widgets/cbu-state.h"
#include "ui/datasets/cbu-package-window.h"
#include "ui/settings/cbu-preset-actions.h"
#include "ui/settings/cbu-preset-review.h"
#include "ui/start/cbu-held-page.h"
#include "ui/start/cbu-setup-page.h"
#include "ui/start/cbu-start-page.h"
#include "ui/widgets/cbu-drop.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-samples.h"

/**
 * CbuWindow:
 *
 * The shell: it opens a workplace and shows the start, the set-up or the pages over it. Its
 * commands are in cbu-window-actions.c.
 */
G_DEFINE_FINAL_TYPE (CbuWindow, cbu_window, ADW_TYPE_APPLICATION_WINDOW)

/* What was typed into a large file is written when the window is gone, however long that takes: so
 * long at most. */
#define TYPED_US (30 * 60 * (gint64)G_USEC_PER_SEC)
/* How long what a window still reads is waited for when it is closed. */
#define SETTLE_US (2 * G_USEC_PER_SEC)
/* A program that was just closed may take as long as that, and two seconds to end what it sends
 * (cb_workplace_stop_queue()). */
#define PATIENCE_US (SETTLE_US + 3 * G_USEC_PER_SEC)

/* %NULL while the start or the set-up is shown. */
CbuMain *
_cbu_window_get_main (CbuWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  return CBU_IS_MAIN (child) ? CBU_MAIN (child) : NULL;
}

/* A spinner behind another page goes on turning, and has all of the window laid out for each of its
 * frames. */
static void
on_child_changed_cb (CbuWindow *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->stack);

  gtk_spinner_set_spinning (self->spinner, g_strcmp0 (name, "opening") == 0);
}

void
_cbu_window_show_child (CbuWindow *self, GtkWidget *child)
{
  GtkWidget *old = gtk_stack_get_visible_child (self->stack);
  GtkStackPage *page = old != NULL ? gtk_stack_get_page (self->stack, old) : NULL;

  gtk_stack_add_child (self->stack, child);
  gtk_stack_set_visible_child (self->stack, child);
  if (page != NULL && g_strcmp0 (gtk_stack_page_get_name (page), "opening") != 0)
    gtk_stack_remove (self->stack, old);
}

/* What was shown goes. */
static void
show_opening (CbuWindow *self)
{
  GtkWidget *stack = GTK_WIDGET (self->stack);

  gtk_stack_set_visible_child_name (self->stack, "opening");
  for (GtkWidget *child = gtk_widget_get_last_child (stack);
       child != gtk_widget_get_first_child (stack); child = gtk_widget_get_last_child (stack))
    gtk_stack_remove (self->stack, child);
}

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

/* Practice begins with tasks that are due, not with an empty list (ui.md, "First start"). Without
 * the sample it begins empty: the pages say what to do then. */
static void
begin_practice (CbWorkplace *workplace)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (workplace, NULL, NULL);
  g_autoptr (GFile) sample = cbu_samples_find ("catalog");
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  if (items == NULL || items->len > 0)
    return;
  cb_workplace_import_catalog (workplace, sample, _ ("Practice decision"), &problems, NULL, &error);
  if (error != NULL)
    g_message ("the sample catalog: %s", error->message);
}

static gpointer
open_workplace (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Opening *opening = input;
  CbWorkplaceOptions options = { .mode = opening->mode, .patience_us = PATIENCE_US };
  CbWorkplace *workplace;

  /* Of a window that was closed a moment ago, and opened again. */
  cbu_run_settle_line (NULL, TYPED_US);
  workplace = cb_workplace_open (&options, error);
  if (workplace == NULL)
    return NULL;
  if (opening->mode == CB_MODE_PRACTICE)
    begin_practice (workplace);
  opening->settings = cbu_session_read_settings (workplace);
  cb_workplace_start_queue (workplace);
  return workplace;
}

static void open_next (CbuWindow *self);

static void
workplace_opened_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuWindow *self = widget;
  Opening *opening = input;
  g_autoptr (CbuSession) session = NULL;

  self->opening = FALSE;
  if (error != NULL && self->asked)
    {
      open_next (self);
      return;
    }
  /* A second start that found no way to the first one, as on Windows where that takes long. */
  if (g_error_matches (error, CB_ERROR, CB_ERROR_RUNNING))
    {
      _cbu_window_show_child (self, cbu_held_page_new (opening->mode));
      gtk_window_set_title (GTK_WINDOW (self), _ ("Công Bố is already open"));
      return;
    }
  if (error != NULL)
    {
      _cbu_window_show_child (self, cbu_start_page_new ());
      cbu_show_error (self, error);
      return;
    }
  session = cbu_session_new (result);
  cbu_session_set_settings (session, opening->settings);
  cbu_state_set_mode (opening->mode == CB_MODE_PRACTICE ? "practice" : "real");
  cbu_window_set_session (self, session);
  if (self->asked)
    {
      self->asked = FALSE;
      cbu_window_open_mode (self, self->mode);
    }
}

/* A workplace is opened by one at a time: not before the last one is closed. */
static void
open_next (CbuWindow *self)
{
  Opening *opening;

  if (!self->asked || self->opening || self->n_closing > 0)
    return;
  self->asked = FALSE;
  self->opening = TRUE;
  opening = g_new0 (Opening, 1);
  opening->mode = self->mode;
  cbu_run_async (self, NULL,
                 &(CbuRun){ .tag = cbu_window_open_mode,
                            .work = open_workplace,
                            .done = workplace_opened_cb,
                            .input = opening,
                            .free_input = free_opening,
                            .free_result = g_object_unref });
}

/**
 * cbu_window_open_mode:
 * @self: the window
 * @mode: practice or real
 *
 * Opens the data of that mode in a worker thread, after closing what was open. The two never share
 * anything. What is open already stays as it is: a second start, or a second click, may ask for it
 * again.
 */
void
cbu_window_open_mode (CbuWindow *self, CbMode mode)
{
  g_return_if_fail (CBU_IS_WINDOW (self));

  if (self->session != NULL && cbu_session_get_mode (self->session) == mode)
    return;
  cbu_window_set_session (self, NULL);
  self->mode = mode;
  self->asked = TRUE;
  show_opening (self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Công Bố"));
  open_next (self);
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
    _cbu_window_show_child (self, cbu_start_page_new ());
}

static gpointer
close_workplace (CbWorkplace *none, gpointer workplace, GCancellable *cancel, GError **error)
{
  cb_workplace_stop_queue (workplace);
  cbu_run_settle_line (workplace, TYPED_US);
  cbu_run_settle (workplace, SETTLE_US);
  cb_workplace_close (workplace);
  return NULL;
}

static void
workplace_closed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuWindow *self = widget;

  self->n_closing--;
  open_next (self);
}

/* What came before there was anything to take it in. */
void
_cbu_window_take_waiting (CbuWindow *self)
{
  g_autoptr (GListModel) files = g_steal_pointer (&self->waiting);

  if (files != NULL)
    cbu_window_take_files (self, files);
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
  g_clear_pointer (&self->watching, cbu_watching_free);
  g_clear_pointer (&self->awake, cbu_awake_free);
  if (self->session != NULL)
    {
      CbWorkplace *workplace = cbu_session_get_workplace (self->session);

      show_opening (self);
      self->n_closing++;
      cbu_run_async (self, NULL,
                     &(CbuRun){ .tag = cbu_window_set_session,
                                .work = close_workplace,
                                .done = workplace_closed_cb,
                                .input = g_object_ref (workplace),
                                .free_input = g_object_unref });
    }
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->reminder = cbu_reminder_new (GTK_WIDGET (self), session);
  self->watching = cbu_watching_new (GTK_WIDGET (self), session);
  self->awake = cbu_awake_new (GTK_WINDOW (self), session);
  if (cbu_session_get_mode (session) == CB_MODE_REAL
      && !g_str_equal (cbu_session_get_setting (session, "setup-done"), "true"))
    _cbu_window_show_child (self, cbu_setup_page_new (session));
  else
    _cbu_window_show_child (self, cbu_main_new (session));
  if (self->wanted != NULL && _cbu_window_get_main (self) != NULL)
    {
      g_autofree char *key = g_steal_pointer (&self->wanted);

      cbu_main_show_duty (_cbu_window_get_main (self), key);
    }
  _cbu_window_take_waiting (self);
}

/**
 * cbu_window_take_files:
 * @self: the window
 * @files: (element-type GFile): dropped, chosen, or given on the command line
 *
 * The one way in for files. They wait when nothing is open yet, a hand-over package also while the
 * set-up asks whose it will be. Presets and packages are known by their endings.
 */
void
cbu_window_take_files (CbuWindow *self, GListModel *files)
{
  g_autoptr (GFile) preset = NULL;
  g_autoptr (GFile) package = NULL;
  CbuMain *main;

  g_return_if_fail (CBU_IS_WINDOW (self));

  preset = cbu_preset_find (files);
  package = preset == NULL ? cbu_package_find (files) : NULL;
  main = _cbu_window_get_main (self);
  if (preset != NULL && self->session != NULL)
    gtk_window_present (
        GTK_WINDOW (cbu_preset_review_new (self->session, GTK_WINDOW (self), preset)));
  else if (package != NULL && main != NULL)
    gtk_window_present (
        GTK_WINDOW (cbu_package_window_new (self->session, GTK_WINDOW (self), package)));
  else if (preset == NULL && main != NULL)
    cbu_main_take_files (main, files);
  else
    {
      g_set_object (&self->waiting, files);
      if (package != NULL && CBU_IS_SETUP_PAGE (gtk_stack_get_visible_child (self->stack)))
        gtk_widget_activate_action (
            GTK_WIDGET (self), "win.notice", "s",
            _ ("The hand-over package opens as soon as this is filled in."));
      /* What somebody handed over is for the real work. */
      if ((preset != NULL || package != NULL)
          && CBU_IS_START_PAGE (gtk_stack_get_visible_child (self->stack)))
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
close_behind (GTask *task, gpointer application, gpointer workplace, GCancellable *cancellable)
{
  close_workplace (NULL, workplace, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
closed_behind_cb (GObject *application, GAsyncResult *result, gpointer user_data)
{
  g_application_release (G_APPLICATION (application));
}

/* The window is gone, which the queue may outlive by two seconds. Whoever starts the program again
 * meanwhile must find one that listens: with the thread that draws waiting here he would be heard
 * by nobody. */
static void
close_session (CbuSession *session)
{
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  if (application == NULL)
    {
      close_workplace (NULL, workplace, NULL, NULL);
      return;
    }
  g_application_hold (application);
  task = g_task_new (application, NULL, closed_behind_cb, NULL);
  g_task_set_source_tag (task, close_session);
  g_task_set_task_data (task, g_object_ref (workplace), g_object_unref);
  g_task_run_in_thread (task, close_behind);
}

static void
cbu_window_dispose (GObject *object)
{
  CbuWindow *self = CBU_WINDOW (object);

  if (self->session != NULL)
    close_session (self->session);
  g_clear_pointer (&self->reminder, cbu_reminder_free);
  g_clear_pointer (&self->watching, cbu_watching_free);
  g_clear_pointer (&self->awake, cbu_awake_free);
  g_clear_object (&self->session);
  g_clear_object (&self->waiting);
  g_clear_pointer (&self->wanted, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_WINDOW);
  G_OBJECT_CLASS (cbu_window_parent_class)->dispose (object);
}

static void
on_dropped_cb (gpointer widget, GListModel *files)
{
  cbu_window_take_files (widget, files);
}

static void
cbu_window_class_init (CbuWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cbu_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/vn/congbo/CongBo/cbu-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, CbuWindow, notice_label);
}

static void
cbu_window_init (CbuWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (on_child_changed_cb),
                            self);
  cbu_take_drops (GTK_WIDGET (self), on_dropped_cb);
  _cbu_window_add_actions (self);
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
