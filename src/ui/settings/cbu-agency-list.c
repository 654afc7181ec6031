/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-agency-list.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-corrections.h"
#include "core/workplace/cb-workplace-preset.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 520
#define HEIGHT 520

#define AGENCIES "cbu-agency-list"
/* Of the window below: the session. */
#define UNDO "cbu-agency-list-undo"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GtkTextBuffer *lines;
  GtkWidget *save;
} Agencies;

typedef struct
{
  char **names;  /* (owned) */
  char **before; /* (owned) (nullable): those that were there */
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_strfreev (saving->names);
  g_strfreev (saving->before);
  g_free (saving);
}

static void
free_agencies (gpointer data)
{
  Agencies *agencies = data;

  g_object_unref (agencies->session);
  g_free (agencies);
}

static gpointer
read_names (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_agencies (workplace);
}

static void
names_read_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Agencies *agencies = g_object_get_data (window, AGENCIES);
  GPtrArray *names = result;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s\n", (const char *)names->pdata[i]);
  gtk_text_buffer_set_text (agencies->lines, text->str, -1);
  gtk_widget_set_sensitive (agencies->save, TRUE);
}

static gpointer
save_names (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Saving *saving = input;
  g_autoptr (GPtrArray) before = cb_workplace_list_agencies (workplace);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < before->len; i++)
    g_strv_builder_add (builder, before->pdata[i]);
  saving->before = g_strv_builder_end (builder);
  if (!cb_workplace_set_agencies (workplace, (const char *const *)saving->names, error))
    return NULL;
  return cbu_session_read_settings (workplace);
}

static void
names_saved_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Agencies *agencies = g_object_get_data (window, AGENCIES);
  GtkWindow *parent = gtk_window_get_transient_for (window);
  const Saving *saving = input;

  gtk_widget_set_sensitive (agencies->save, TRUE);
  if (error != NULL)
    {
      /* What was typed stays. */
      cbu_show_error (window, error);
      return;
    }
  cbu_session_set_settings (agencies->session, result);
  if (parent != NULL)
    cbu_toast_undo_last (parent, _ ("Saved"), "agencies.restore",
                         g_variant_new_strv ((const char *const *)saving->before, -1));
  gtk_window_close (window);
}

static void
names_restored_cb (gpointer parent, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    {
      cbu_show_error (parent, error);
      return;
    }
  cbu_session_set_settings (g_object_get_data (parent, UNDO), result);
  cbu_toast (parent, _ ("As it was before"));
}

static void
on_restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Saving *saving = g_new0 (Saving, 1);

  saving->names = g_variant_dup_strv (parameter, NULL);
  cbu_run_async (user_data, cbu_session_get_workplace (g_object_get_data (user_data, UNDO)),
                 &(CbuRun){ .tag = on_restore_cb,
                            .work = save_names,
                            .in_order = TRUE,
                            .done = names_restored_cb,
                            .input = saving,
                            .free_input = free_saving,
                            .free_result = (GDestroyNotify)g_hash_table_unref });
}

/* The window that tells that the list is kept, and where it is undone, is the one below. */
static void
add_undo (GtkWindow *parent, CbuSession *session)
{
  const GActionEntry entries[] = { { "restore", on_restore_cb, "as", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), parent);
  g_object_set_data_full (G_OBJECT (parent), UNDO, g_object_ref (session), g_object_unref);
  gtk_widget_insert_action_group (GTK_WIDGET (parent), "agencies", G_ACTION_GROUP (group));
}

/* Each name once, in the order in which they are written. */
static char **
dup_names (GtkTextBuffer *lines)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;
  GtkTextIter begin;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (lines, &begin, &end);
  text = gtk_text_buffer_get_text (lines, &begin, &end, FALSE);
  names = g_strsplit (text, "\n", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (*g_strstrip (names[i]) != '\0' && g_hash_table_add (known, names[i]))
      g_strv_builder_add (builder, names[i]);
  return g_strv_builder_end (builder);
}

static void
on_save_clicked_cb (GtkWidget *window)
{
  Agencies *agencies = g_object_get_data (G_OBJECT (window), AGENCIES);
  Saving *saving = g_new0 (Saving, 1);

  saving->names = dup_names (agencies->lines);
  gtk_widget_set_sensitive (agencies->save, FALSE);
  cbu_run_async (window, cbu_session_get_workplace (agencies->session),
                 &(CbuRun){ .tag = on_save_clicked_cb,
                            .work = save_names,
                            .in_order = TRUE,
                            .done = names_saved_cb,
                            .input = saving,
                            .free_input = free_saving,
                            .free_result = (GDestroyNotify)g_hash_table_unref });
}

static GtkWidget *
make_header (GtkWidget *window, Agencies *agencies)
{
  agencies->save = gtk_button_new_with_mnemonic (_ ("_Save"));
  g_signal_connect_swapped (agencies->save, "clicked", G_CALLBACK (on_save_clicked_cb), window);
  return cbu_accept_header_new (agencies->save);
}

static GtkWidget *
make_lines (Agencies *agencies)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  agencies->lines = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "text-field");
  cbu_a11y_set_name (view, _ ("Agencies"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "text-frame");
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * cbu_agency_list_new:
 * @session: whose list
 * @parent: over which window
 *
 * The names of agencies that are offered where one is asked for, a line each.
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_agency_list_new (CbuSession *session, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *overlay = adw_toast_overlay_new ();
  Agencies *agencies = g_new0 (Agencies, 1);

  g_object_set_data_full (G_OBJECT (window), AGENCIES, agencies, free_agencies);
  agencies->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Agencies"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_box_append (GTK_BOX (outer), make_header (window, agencies));
  gtk_box_append (GTK_BOX (box),
                  cbu_wrapped_label_new (_ ("One on each line. They are offered where an agency is "
                                            "asked for; a list can be pasted from a spreadsheet."),
                                         "dim-label"));
  gtk_box_append (GTK_BOX (box), make_lines (agencies));
  gtk_box_append (GTK_BOX (outer), box);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), outer);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  if (parent != NULL)
    add_undo (parent, session);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_agency_list_new,
                            .work = read_names,
                            .done = names_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
  return window;
}
