/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-preset-review.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-preset.h"
#include "ui/settings/cbu-preset-actions.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 680
#define HEIGHT 640

#define REVIEW "cbu-preset-review"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GFile *file;         /* (owned) */
  CbPreset *preset;    /* (owned) (nullable): what was read and is looked at */
  GtkWidget *bin;
  GtkWidget *apply;
} Review;

static void
free_review (gpointer data)
{
  Review *review = data;

  g_object_unref (review->session);
  g_object_unref (review->file);
  cb_preset_free (review->preset);
  g_free (review);
}

static Review *
get_review (gpointer window)
{
  return g_object_get_data (window, REVIEW);
}

typedef struct
{
  GFile *file;        /* (owned) */
  CbPreset *preset;   /* (owned) (nullable) */
  GPtrArray *changes; /* (owned) (nullable) */
  GHashTable *settings;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->file);
  cb_preset_free (reading->preset);
  g_clear_pointer (&reading->changes, g_ptr_array_unref);
  g_clear_pointer (&reading->settings, g_hash_table_unref);
  g_free (reading);
}

static Reading *
new_reading (GFile *file)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->file = g_object_ref (file);
  return reading;
}

static gpointer
read_preset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Reading *reading = input;

  reading->preset = cb_preset_load (reading->file, cancellable, error);
  if (reading->preset != NULL)
    reading->changes = cb_workplace_compare_preset (workplace, reading->preset, error);
  return GINT_TO_POINTER (reading->changes != NULL);
}

static void
show_status (Review *review, const char *icon, const char *title, const char *words)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = words != NULL ? g_markup_escape_text (words, -1) : NULL;

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_bin_set_child (ADW_BIN (review->bin), page);
}

/* The words for people, and below them file, line and member: who made the file mends it there. */
static void
show_problem (Review *review, const GError *error)
{
  g_autofree char *words = cb_error_words_for (error);
  g_autofree char *both = g_strdup_printf ("%s\n\n%s", words, error->message);

  show_status (review, "dialog-warning-symbolic", _ ("This preset cannot be applied"), both);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
make_change_row (const CbPresetChange *change)
{
  g_autofree char *words = NULL;

  if (change->before == NULL)
    words = g_strdup (change->after);
  else
    words = g_strdup_printf (_ ("Now: %s\nThen: %s"), change->before,
                             change->after != NULL ? change->after : _ ("none"));
  return make_row (change->title, words);
}

static void
add_group (GtkWidget *page, GtkWidget **group, const char *title)
{
  *group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (*group), title);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (*group));
}

static void
add_file_group (GtkWidget *page, const CbPreset *preset)
{
  GtkWidget *group;
  GtkWidget *row;

  add_group (page, &group, _ ("File"));
  row = make_row (preset->name, preset->sha256);
  gtk_widget_add_css_class (row, "dim-label");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  for (guint i = 0; i < preset->passed_over->len; i++)
    {
      /* Translators: line and member of a file */
      g_autofree char *title
          = g_strdup_printf (_ ("Line %s"), (const char *)preset->passed_over->pdata[i]);

      adw_preferences_group_add (
          ADW_PREFERENCES_GROUP (group),
          make_row (title, _ ("This version of the program does not know it, and passes it over")));
    }
}

static void
show_changes (Review *review, GPtrArray *changes)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;
  CbPresetParts part = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);

      if (change->part != part)
        add_group (page, &group, cb_preset_part_title (change->part));
      part = change->part;
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_change_row (change));
    }
  add_file_group (page, review->preset);
  adw_bin_set_child (ADW_BIN (review->bin), page);
}

static void
preset_read_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Review *review = get_review (window);
  Reading *reading = input;

  if (error != NULL)
    {
      show_problem (review, error);
      return;
    }
  review->preset = g_steal_pointer (&reading->preset);
  if (reading->changes->len == 0)
    {
      show_status (review, "emblem-ok-symbolic", _ ("Nothing would change."),
                   _ ("This computer is set up as the file has it."));
      return;
    }
  show_changes (review, reading->changes);
  gtk_widget_set_sensitive (review->apply, TRUE);
  gtk_widget_grab_focus (review->apply);
}

/* What was looked at is what is applied, whatever became of the file in between. */
static gpointer
apply_preset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Reading *reading = input;

  reading->changes = cb_workplace_apply_preset (workplace, reading->preset, error);
  if (reading->changes != NULL)
    reading->settings = cbu_session_read_settings (workplace);
  return GINT_TO_POINTER (reading->changes != NULL);
}

static void
preset_applied_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Review *review = get_review (window);
  Reading *reading = input;
  GtkWindow *parent = gtk_window_get_transient_for (window);

  review->preset = g_steal_pointer (&reading->preset);
  if (error != NULL)
    {
      show_problem (review, error);
      return;
    }
  cbu_session_set_settings (review->session, reading->settings);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.preset-applied", NULL);
  gtk_window_close (window);
}

static void
on_apply_clicked_cb (GtkWidget *window)
{
  Review *review = get_review (window);
  Reading *reading = new_reading (review->file);

  gtk_widget_set_sensitive (review->apply, FALSE);
  reading->preset = g_steal_pointer (&review->preset);
  cbu_run_async (window, cbu_session_get_workplace (review->session),
                 &(CbuRun){ .tag = on_apply_clicked_cb,
                            .work = apply_preset,
                            .done = preset_applied_cb,
                            .input = reading,
                            .free_input = free_reading });
}

static GtkWidget *
make_header (GtkWidget *window, Review *review)
{
  review->apply = gtk_button_new_with_label (_ ("Apply"));
  g_signal_connect_swapped (review->apply, "clicked", G_CALLBACK (on_apply_clicked_cb), window);
  return cbu_accept_header_new (review->apply);
}

/**
 * cbu_preset_review_new:
 * @session: what it would change
 * @parent: over which window
 * @file: a preset
 *
 * What a preset would change, member by member, now and then, before anything changes (product.md
 * A3).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_preset_review_new (CbuSession *session, GtkWindow *parent, GFile *file)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  Review *review = g_new0 (Review, 1);

  g_object_set_data_full (G_OBJECT (window), REVIEW, review, free_review);
  review->session = g_object_ref (session);
  review->file = g_object_ref (file);
  review->bin = adw_bin_new ();
  gtk_widget_set_vexpand (review->bin, TRUE);
  gtk_window_set_title (GTK_WINDOW (window), _ ("What the preset changes"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), make_header (window, review));
  gtk_box_append (GTK_BOX (box), review->bin);
  cbu_close_on_escape (window);
  adw_window_set_content (ADW_WINDOW (window), box);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_preset_review_new,
                            .work = read_preset,
                            .done = preset_read_cb,
                            .input = new_reading (file),
                            .free_input = free_reading });
  return window;
}
