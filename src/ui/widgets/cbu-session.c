/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-session.h"

/**
 * CbuSession:
 *
 * An open workplace as the window sees it: the workplace itself for worker threads, a copy of its
 * few settings for the thread that draws, and one way for widgets to be told when what they show
 * has changed.
 */
struct _CbuSession
{
  GObject parent_instance;

  /* Owned */
  CbWorkplace *workplace;
  GHashTable *settings; /* (element-type utf8 utf8) */
};

G_DEFINE_FINAL_TYPE (CbuSession, cbu_session, G_TYPE_OBJECT)

/* Changes come in bursts: bytes sent, rows of findings. Reload at most so often. */
#define RELOAD_DELAY_MS 120

typedef struct
{
  GtkWidget *widget; /* (unowned): owns this */
  char **what;
  CbuReloadFunc reload;
  gboolean dirty;
  guint source;
} Watch;

static void
free_watch (gpointer data)
{
  Watch *watch = data;

  g_clear_handle_id (&watch->source, g_source_remove);
  g_strfreev (watch->what);
  g_free (watch);
}

static gboolean
reload_cb (gpointer data)
{
  Watch *watch = data;

  watch->source = 0;
  if (!gtk_widget_get_mapped (watch->widget))
    {
      watch->dirty = TRUE;
      return G_SOURCE_REMOVE;
    }
  watch->dirty = FALSE;
  watch->reload (watch->widget);
  return G_SOURCE_REMOVE;
}

static void
on_session_changed_cb (CbuSession *session, const char *what, gpointer user_data)
{
  GtkWidget *widget = user_data;
  Watch *watch = g_object_get_data (G_OBJECT (widget), "cbu-watch");

  if (watch == NULL || !g_strv_contains ((const char *const *)watch->what, what))
    return;
  if (watch->source == 0)
    watch->source = g_timeout_add (RELOAD_DELAY_MS, reload_cb, watch);
}

static void
on_widget_mapped_cb (GtkWidget *widget, gpointer user_data)
{
  Watch *watch = g_object_get_data (G_OBJECT (widget), "cbu-watch");

  if (watch == NULL || !watch->dirty)
    return;
  watch->dirty = FALSE;
  watch->reload (widget);
}

static void
on_widget_destroyed_cb (GtkWidget *widget, gpointer user_data)
{
  g_object_set_data (G_OBJECT (widget), "cbu-watch", NULL);
  g_object_set_data (G_OBJECT (widget), "cbu-session", NULL);
}

/**
 * cbu_session_watch:
 * @self: a session
 * @widget: what shows something of it
 * @what: names as the workplace's signal has them, separated by commas
 * @reload: called when the widget is first shown, and when one of @what changed while it is shown
 *
 * A widget that is not shown is not reloaded until it is.
 */
void
cbu_session_watch (CbuSession *self, GtkWidget *widget, const char *what, CbuReloadFunc reload)
{
  Watch *watch = g_new0 (Watch, 1);

  g_return_if_fail (CBU_IS_SESSION (self));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  watch->widget = widget;
  watch->what = g_strsplit (what, ",", -1);
  watch->reload = reload;
  watch->dirty = TRUE;
  g_object_set_data_full (G_OBJECT (widget), "cbu-watch", watch, free_watch);
  g_object_set_data_full (G_OBJECT (widget), "cbu-session", g_object_ref (self), g_object_unref);
  g_signal_connect_object (self, "changed", G_CALLBACK (on_session_changed_cb), widget, 0);
  g_signal_connect (widget, "map", G_CALLBACK (on_widget_mapped_cb), NULL);
  g_signal_connect (widget, "destroy", G_CALLBACK (on_widget_destroyed_cb), NULL);
  if (gtk_widget_get_mapped (widget))
    on_widget_mapped_cb (widget, NULL);
}

/**
 * cbu_session_is_reload:
 * @widget: any
 * @function: any
 *
 * Returns: whether it is what cbu_session_watch() calls for @widget
 */
gboolean
cbu_session_is_reload (GtkWidget *widget, gpointer function)
{
  const Watch *watch = g_object_get_data (G_OBJECT (widget), "cbu-watch");

  return watch != NULL && (gpointer)watch->reload == function;
}

/**
 * cbu_session_find:
 * @widget: anything within a page that watches a session
 *
 * Returns: (transfer none) (nullable): that session
 */
CbuSession *
cbu_session_find (GtkWidget *widget)
{
  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      CbuSession *session = g_object_get_data (G_OBJECT (widget), "cbu-session");

      if (session != NULL)
        return session;
    }
  return NULL;
}

static void
on_workplace_changed_cb (CbWorkplace *workplace, const char *what, CbuSession *self)
{
  g_signal_emit_by_name (self, "changed", what);
}

static void
cbu_session_dispose (GObject *object)
{
  CbuSession *self = CBU_SESSION (object);

  g_clear_object (&self->workplace);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  G_OBJECT_CLASS (cbu_session_parent_class)->dispose (object);
}

static void
cbu_session_class_init (CbuSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_session_dispose;
  g_signal_new ("changed", CBU_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                G_TYPE_STRING);
}

static void
cbu_session_init (CbuSession *self)
{
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * cbu_session_new:
 * @workplace: an open workplace
 *
 * Returns: (transfer full): a session over it; its settings are empty until
 *   cbu_session_set_settings()
 */
CbuSession *
cbu_session_new (CbWorkplace *workplace)
{
  CbuSession *self = g_object_new (CBU_TYPE_SESSION, NULL);

  self->workplace = g_object_ref (workplace);
  g_signal_connect_object (workplace, "changed", G_CALLBACK (on_workplace_changed_cb), self, 0);
  return self;
}

/**
 * cbu_session_get_workplace:
 * @self: a session
 *
 * Returns: (transfer none): the workplace; its functions block, so only worker threads call them
 */
CbWorkplace *
cbu_session_get_workplace (CbuSession *self)
{
  g_return_val_if_fail (CBU_IS_SESSION (self), NULL);

  return self->workplace;
}

/**
 * cbu_session_get_mode:
 * @self: a session
 *
 * Returns: practice or real
 */
CbMode
cbu_session_get_mode (CbuSession *self)
{
  g_return_val_if_fail (CBU_IS_SESSION (self), CB_MODE_PRACTICE);

  return cb_workplace_get_mode (self->workplace);
}

/**
 * cbu_session_get_setting:
 * @self: a session
 * @name: as cb_workplace_dup_setting() has it
 *
 * Returns: (transfer none): the value as last read, "" when it is not set
 */
const char *
cbu_session_get_setting (CbuSession *self, const char *name)
{
  const char *value;

  g_return_val_if_fail (CBU_IS_SESSION (self), "");

  value = g_hash_table_lookup (self->settings, name);
  return value != NULL ? value : "";
}

/**
 * cbu_session_set_settings:
 * @self: a session
 * @settings: (element-type utf8 utf8): what cbu_session_read_settings() gave
 */
void
cbu_session_set_settings (CbuSession *self, GHashTable *settings)
{
  g_return_if_fail (CBU_IS_SESSION (self));

  g_hash_table_ref (settings);
  g_hash_table_unref (self->settings);
  self->settings = settings;
}

/**
 * cbu_session_read_settings:
 * @workplace: an open workplace
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full) (element-type utf8 utf8): the settings that the window shows
 */
GHashTable *
cbu_session_read_settings (CbWorkplace *workplace)
{
  static const char *const names[]
      = { "agency",           "person",        "profile",       "one-person",  "setup-done",
          "contact_name",     "contact_email", "contact_phone", "license_id",  "owner_org",
          "operator-contact", "reminders",     "reminder-days", "lead-agency", "agencies",
          "preset-portal",    "quiet-hours",   "quiet-stop",    "rate-limit" };
  GHashTable *settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (workplace);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *value = cb_workplace_dup_setting (workplace, names[i]);

      if (value != NULL)
        g_hash_table_insert (settings, g_strdup (names[i]), value);
    }
  if (profile != NULL)
    {
      g_hash_table_insert (settings, g_strdup ("profile-name"),
                           g_strdup (cb_profile_get_name (profile)));
      g_hash_table_insert (settings, g_strdup ("regulation"),
                           g_strdup (cb_profile_get_regulation (profile)));
    }
  return settings;
}
