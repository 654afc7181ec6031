/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-support.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-support.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 680
#define HEIGHT 620

/* Bytes of a part that are shown: a journal of years is not read here. */
#define MOST_SHOWN (64 * 1024)

#define SUPPORT "cbu-support"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GPtrArray *parts;    /* (owned) (nullable) (element-type CbSupportPart): once they are made */
  GtkTextView *view;
  GtkWidget *save;
} Support;

static void
free_support (gpointer data)
{
  Support *self = data;

  g_object_unref (self->session);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self);
}

static gpointer
make_parts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_make_support (workplace, NULL, NULL, cancellable);
}

static char *
dup_shown (GPtrArray *parts)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const CbSupportPart *part = g_ptr_array_index (parts, i);
      g_autofree char *start = g_strndup (part->text, MOST_SHOWN);
      g_autofree char *valid = g_utf8_make_valid (start, -1);

      if (i > 0)
        g_string_append_printf (text, "\n%s\n\n", part->name);
      g_string_append (text, valid);
      if (strlen (part->text) > MOST_SHOWN)
        g_string_append (text, "…\n");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
parts_made_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Support *self = g_object_get_data (G_OBJECT (window), SUPPORT);
  g_autofree char *text = NULL;

  if (result == NULL)
    return;
  self->parts = g_ptr_array_ref (result);
  text = dup_shown (self->parts);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text, -1);
  gtk_widget_set_sensitive (self->save, TRUE);
}

typedef struct
{
  GPtrArray *parts; /* (owned) */
  GFile *file;      /* (owned) */
} Saving;

static void
free_saving (gpointer data)
{
  Saving *saving = data;

  g_ptr_array_unref (saving->parts);
  g_object_unref (saving->file);
  g_free (saving);
}

static gpointer
save_parts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Saving *saving = input;

  return GINT_TO_POINTER (cb_support_save (saving->parts, saving->file, cancellable, error));
}

static void
saved_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (window, error);
  else
    cbu_toast_written (window, _ ("Written: send it to whoever looks after the program"),
                       ((Saving *)input)->file);
}

static void
on_file_chosen_cb (gpointer window, GListModel *files)
{
  Support *self = g_object_get_data (G_OBJECT (window), SUPPORT);
  Saving *saving = g_new0 (Saving, 1);

  saving->parts = g_ptr_array_ref (self->parts);
  saving->file = g_list_model_get_item (files, 0);
  cbu_run_async (window, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_file_chosen_cb,
                            .work = save_parts,
                            .done = saved_cb,
                            .input = saving,
                            .free_input = free_saving });
}

static void
on_save_clicked_cb (GtkWidget *window)
{
  cbu_choose_save (window, _ ("Save for whoever looks after the program"), "cong-bo-ho-tro.zip",
                   on_file_chosen_cb);
}

static GtkWidget *
make_view (Support *self)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_left_margin (self->view, 12);
  gtk_text_view_set_right_margin (self->view, 12);
  gtk_text_view_set_top_margin (self->view, 12);
  gtk_text_view_set_bottom_margin (self->view, 12);
  cbu_a11y_set_name (view, _ ("What is in it"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * cbu_support_window_new:
 * @session: of whose workplace
 * @parent: (nullable): over which window
 *
 * What whoever looks after the program is sent, whole, to be read before it is saved (product.md
 * M3).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_support_window_new (CbuSession *session, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();
  Support *self = g_new0 (Support, 1);

  g_object_set_data_full (G_OBJECT (window), SUPPORT, self, free_support);
  self->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (window), _ ("For whoever looks after the program"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  self->save = gtk_button_new_with_mnemonic (_ ("_Save…"));
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save_clicked_cb), window);
  gtk_box_append (GTK_BOX (outer), cbu_accept_header_new (self->save));
  gtk_box_append (GTK_BOX (outer), make_view (self));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), outer);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  cbu_close_on_escape (window);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_support_window_new,
                            .work = make_parts,
                            .done = parts_made_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
  return window;
}

static void
on_row_activated_cb (GtkWidget *row)
{
  gtk_window_present (GTK_WINDOW (cbu_support_window_new (
      g_object_get_data (G_OBJECT (row), SUPPORT), GTK_WINDOW (gtk_widget_get_root (row)))));
}

/**
 * cbu_support_offer:
 * @group: where the program and the system are told
 * @session: of whose workplace
 *
 * Adds a row that opens cbu_support_window_new().
 */
void
cbu_support_offer (AdwPreferencesGroup *group, CbuSession *session)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set_data_full (G_OBJECT (row), SUPPORT, g_object_ref (session), g_object_unref);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 _ ("For whoever looks after the program"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Versions, switches, the course of the journal and the queue, to "
                                  "be sent when something goes wrong. Without data, names and "
                                  "access codes; you see all of it before it is saved."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect (row, "activated", G_CALLBACK (on_row_activated_cb), NULL);
  adw_preferences_group_add (group, row);
}
