/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-application.h"

#include <glib/gi18n-lib.h>

#include "base/cb-places.h"
#include "ui/cbu-background.h"
#include "ui/cbu-window.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-open.h"

/**
 * CbuApplication:
 *
 * One per person and computer: a second start hands its files over and raises the first.
 */
struct _CbuApplication
{
  AdwApplication parent_instance;

  gboolean quiet;            /* the first activation opens no window */
  CbuBackground *background; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (CbuApplication, cbu_application, ADW_TYPE_APPLICATION)

static CbuWindow *
ensure_window (CbuApplication *self, gboolean start)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));
  CbuWindow *window = NULL;

  for (GList *link = windows; link != NULL; link = link->next)
    if (CBU_IS_WINDOW (link->data))
      window = link->data;
  if (window == NULL)
    {
      window = cbu_window_new (GTK_APPLICATION (self));
      if (start)
        cbu_window_start (window);
    }
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
practice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_window_open_mode (ensure_window (user_data, FALSE), CB_MODE_PRACTICE);
}

/* A notification was pressed: perhaps days ago sent, perhaps it is what started the program. */
static void
show_due_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuWindow *window = ensure_window (user_data, TRUE);

  g_action_group_activate_action (G_ACTION_GROUP (window), "show-duty", parameter);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);

  if (window != NULL)
    gtk_window_close (window);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  /* As pages for the browser where they are installed: not every system has a reader of help. */
  g_autofree char *pages = cb_places_dup_data ("help/index.html");
  g_autofree char *uri = g_file_test (pages, G_FILE_TEST_EXISTS)
                             ? g_filename_to_uri (pages, NULL, NULL)
                             : g_strdup ("help:congbo");

  cbu_open_uri (ensure_window (user_data, TRUE), uri);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/vn/congbo/CongBo/shortcuts.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (window, GTK_WINDOW (ensure_window (user_data, TRUE)));
  gtk_window_present (window);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  cbu_show_about (GTK_WINDOW (ensure_window (user_data, TRUE)), _ ("Công Bố"),
                  _ ("Prepare open data, have it approved, send it to the portal, and prove "
                     "that it arrived."));
}

static const GActionEntry entries[] = {
  { "practice", practice_cb, NULL, NULL, NULL, { 0 } },
  { "show-due", show_due_cb, "s", NULL, NULL, { 0 } },
  { "quit", quit_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_cb, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_cb, NULL, NULL, NULL, { 0 } },
  { "about", about_cb, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *keys[3];
} shortcuts[] = {
  { "win.page::todo", { "<Control>1" } },
  { "win.page::catalog", { "<Control>2" } },
  { "win.page::datasets", { "<Control>3" } },
  { "win.page::queue", { "<Control>4" } },
  { "win.page::ledger", { "<Control>5" } },
  { "win.page::reports", { "<Control>6" } },
  { "win.page::registers", { "<Control>7" } },
  { "win.choose-files", { "<Control>o" } },
  { "win.search", { "<Control>f" } },
  { "win.replace", { "<Control>h" } },
  { "win.find-next", { "F3" } },
  { "win.find-previous", { "<Shift>F3" } },
  { "win.next-pane", { "F6" } },
  { "win.next-finding", { "F8" } },
  { "win.previous-finding", { "<Shift>F8" } },
  { "win.next-step", { "<Control>Return", "<Control>KP_Enter" } },
  { "win.back", { "<Alt>Left" } },
  { "win.preferences::accounts", { "<Control>comma" } },
  { "app.help", { "F1" } },
  { "app.shortcuts", { "<Control>question" } },
  { "app.quit", { "<Control>q" } },
};

static void
cbu_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (cbu_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), shortcuts[i].action,
                                           (const char *const *)shortcuts[i].keys);
}

static void
cbu_application_activate (GApplication *application)
{
  CbuApplication *self = CBU_APPLICATION (application);

  if (self->quiet)
    {
      self->quiet = FALSE;
      self->background = cbu_background_new (GTK_APPLICATION (application));
      return;
    }
  ensure_window (self, TRUE);
}

static void
cbu_application_shutdown (GApplication *application)
{
  g_clear_pointer (&CBU_APPLICATION (application)->background, cbu_background_free);
  G_APPLICATION_CLASS (cbu_application_parent_class)->shutdown (application);
}

static void
cbu_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  g_list_store_splice (list, 0, 0, (gpointer *)files, (guint)n_files);
  cbu_window_take_files (ensure_window (CBU_APPLICATION (application), TRUE), G_LIST_MODEL (list));
}

/* Runs in the process that was started, before it is known whether it is the first. */
static int
cbu_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Công Bố %s\n", CB_VERSION);
      return 0;
    }
  if (g_variant_dict_contains (options, "background"))
    {
      /* Where it runs already it is left as it is. */
      if (!g_application_register (application, NULL, NULL)
          || g_application_get_is_remote (application))
        return 0;
      CBU_APPLICATION (application)->quiet = TRUE;
      return -1;
    }
  if (!g_variant_dict_contains (options, "practice"))
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_action_group_activate_action (G_ACTION_GROUP (application), "practice", NULL);
  return -1;
}

static void
cbu_application_class_init (CbuApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = cbu_application_startup;
  application_class->activate = cbu_application_activate;
  application_class->shutdown = cbu_application_shutdown;
  application_class->open = cbu_application_open;
  application_class->handle_local_options = cbu_application_handle_local_options;
}

static void
cbu_application_init (CbuApplication *self)
{
  const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Practise: nothing leaves this computer"),
      NULL },
    { "background", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Only tell what is due, without a window"),
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * cbu_application_new:
 *
 * Returns: (transfer full): the program
 */
CbuApplication *
cbu_application_new (void)
{
  return g_object_new (CBU_TYPE_APPLICATION, "application-id", CB_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", "/vn/congbo/CongBo", NULL);
}
