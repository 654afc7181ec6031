/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window remembers between starts: its size, and in which mode it was. Nothing that
 * matters: data is in the workplace. */

#include "config.h"

#include "ui/widgets/cbu-state.h"

static GSettings *
get_settings (void)
{
  static GSettings *settings;
  static gsize looked;

  if (g_once_init_enter (&looked))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema = NULL;

      if (source != NULL)
        schema = g_settings_schema_source_lookup (source, CB_APP_ID, TRUE);
      /* Run from where it was built, before the schema is installed: nothing is remembered. */
      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      else
        g_debug ("schema %s is not installed", CB_APP_ID);
      g_once_init_leave (&looked, 1);
    }
  return settings;
}

/**
 * cbu_state_dup_mode:
 *
 * Returns: (transfer full): `practice`, `real`, or "" at the first start
 */
char *
cbu_state_dup_mode (void)
{
  GSettings *settings = get_settings ();

  return settings != NULL ? g_settings_get_string (settings, "mode") : g_strdup ("");
}

/**
 * cbu_state_set_mode:
 * @mode: for the next start
 */
void
cbu_state_set_mode (const char *mode)
{
  if (get_settings () != NULL)
    g_settings_set_string (get_settings (), "mode", mode);
}

/**
 * cbu_state_get_coach:
 *
 * Returns: whether practice mode says what to do next in a bar
 */
gboolean
cbu_state_get_coach (void)
{
  return get_settings () == NULL || g_settings_get_boolean (get_settings (), "coach");
}

/**
 * cbu_state_set_coach:
 * @shown: whether to show that bar from now on
 */
void
cbu_state_set_coach (gboolean shown)
{
  if (get_settings () != NULL)
    g_settings_set_boolean (get_settings (), "coach", shown);
}

/**
 * cbu_state_load_window:
 * @window: a window, before it is shown
 */
void
cbu_state_load_window (GtkWindow *window)
{
  GSettings *settings = get_settings ();

  if (settings == NULL)
    return;
  gtk_window_set_default_size (window, g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (window);
}

/**
 * cbu_state_save_window:
 * @window: a window, before it is closed
 */
void
cbu_state_save_window (GtkWindow *window)
{
  GSettings *settings = get_settings ();
  int width, height;

  if (settings == NULL)
    return;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", width);
  g_settings_set_int (settings, "window-height", height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
}
