/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-preset-window.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-save.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-preset.h"
#include "ui/settings/cbu-agency-list.h"
#include "ui/settings/cbu-days-off.h"
#include "ui/settings/cbu-preset-actions.h"
#include "ui/settings/cbu-rules-window.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 640
#define HEIGHT 680
#define N_PARTS 8

#define PRESETS "cbu-preset-window"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GPtrArray *pems;     /* (owned) (element-type utf8): certificates to add */
  AdwActionRow *undo;
  GtkEditable *name;
  GtkWidget *parts[N_PARTS]; /* check buttons, in the order of the bits */
  AdwActionRow *certificates;
} Presets;

static void
free_presets (gpointer data)
{
  Presets *presets = data;

  g_object_unref (presets->session);
  g_ptr_array_unref (presets->pems);
  g_free (presets);
}

static Presets *
get_presets (gpointer window)
{
  return g_object_get_data (window, PRESETS);
}

static GtkWidget *
make_row (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
on_open_clicked_cb (GtkWidget *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-preset", NULL);
  gtk_window_close (GTK_WINDOW (window));
}

static void
on_undo_clicked_cb (GtkWidget *window)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (window));

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.undo-preset", NULL);
  gtk_window_close (GTK_WINDOW (window));
}

static gpointer
read_applied (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_dup_applied_preset (workplace);
}

static void
applied_read_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Presets *presets = get_presets (window);

  gtk_widget_set_visible (GTK_WIDGET (presets->undo), result != NULL);
  if (result != NULL)
    adw_action_row_set_subtitle (presets->undo, result);
}

typedef struct
{
  GFile *file;             /* (owned) */
  char *name;              /* (owned) */
  GPtrArray *certificates; /* (owned) */
  CbPresetParts parts;
} Making;

static void
free_making (gpointer data)
{
  Making *making = data;

  g_object_unref (making->file);
  g_free (making->name);
  g_ptr_array_unref (making->certificates);
  g_free (making);
}

static gpointer
make_preset (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Making *making = input;
  CbPresetWishes wishes = { making->parts, making->name, making->certificates, NULL };
  g_autoptr (JsonObject) preset = cb_workplace_make_preset (workplace, &wishes, error);
  g_autofree char *text = preset != NULL ? cb_json_object_to_string (preset, TRUE) : NULL;

  if (text == NULL)
    return NULL;
  /* The dialog asked about a file that is there. */
  return cb_save_contents (making->file, text, strlen (text), cancellable, error) ? making : NULL;
}

static void
preset_made_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  g_autofree char *words = NULL;

  if (error == NULL)
    {
      cbu_toast (window, _ ("The preset was written"));
      return;
    }
  words = cb_error_words_for (error);
  cbu_toast (window, words);
}

static void
on_place_chosen_cb (gpointer window, GListModel *files)
{
  Presets *presets = get_presets (window);
  Making *making = g_new0 (Making, 1);

  making->file = g_list_model_get_item (files, 0);
  making->name = g_strstrip (g_strdup (gtk_editable_get_text (presets->name)));
  making->certificates = g_ptr_array_ref (presets->pems);
  for (guint i = 0; i < N_PARTS; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (presets->parts[i])))
      making->parts |= 1u << i;
  cbu_run_async (window, cbu_session_get_workplace (presets->session),
                 &(CbuRun){ .tag = on_place_chosen_cb,
                            .work = make_preset,
                            .done = preset_made_cb,
                            .input = making,
                            .free_input = free_making });
}

static void
on_save_clicked_cb (GtkWidget *window)
{
  cbu_choose_save (window, _ ("Save the preset"), "cau-hinh" CB_PRESET_ENDING, on_place_chosen_cb);
}

static gpointer
read_certificates (CbWorkplace *workplace,
                   gpointer input,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *text = cb_load_contents (input, CB_PRESET_MAX_SIZE, NULL, cancellable, error);
  g_autoptr (GPtrArray) pieces = NULL;
  GPtrArray *pems;

  if (text == NULL)
    return NULL;
  pieces = cb_preset_split_certificates (text, error);
  if (pieces == NULL)
    return NULL;
  pems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < pieces->len; i++)
    {
      char *pem = NULL;

      g_object_get (pieces->pdata[i], "certificate-pem", &pem, NULL);
      g_ptr_array_add (pems, pem);
    }
  return pems;
}

static void
certificates_read_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Presets *presets = get_presets (window);
  GPtrArray *pems = result;
  g_autofree char *words = NULL;

  if (error != NULL)
    {
      words = cb_error_words_for (error);
      cbu_toast (window, words);
      return;
    }
  for (guint i = 0; i < pems->len; i++)
    g_ptr_array_add (presets->pems, g_strdup (pems->pdata[i]));
  words = g_strdup_printf (ngettext ("%u certificate is added to what is kept here",
                                     "%u certificates are added to what is kept here",
                                     presets->pems->len),
                           presets->pems->len);
  adw_action_row_set_subtitle (presets->certificates, words);
}

static void
on_certificates_chosen_cb (gpointer window, GListModel *files)
{
  Presets *presets = get_presets (window);

  cbu_run_async (window, cbu_session_get_workplace (presets->session),
                 &(CbuRun){ .tag = on_certificates_chosen_cb,
                            .work = read_certificates,
                            .done = certificates_read_cb,
                            .input = g_list_model_get_item (files, 0),
                            .free_input = g_object_unref,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
on_add_certificate_clicked_cb (GtkWidget *window)
{
  cbu_choose_files (window, _ ("Choose a certificate"), _ ("Add"), FALSE, NULL,
                    on_certificates_chosen_cb);
}

static GtkWidget *
make_open_group (GtkWidget *window, Presets *presets)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *open
      = make_row (_ ("Apply a preset"), _ ("What it changes is shown before anything changes"));
  GtkWidget *undo = make_row (_ ("Take the last one back"), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("From your IT officer"));
  g_signal_connect_swapped (add_button (open, _ ("_Open…")), "clicked",
                            G_CALLBACK (on_open_clicked_cb), window);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), open);
  g_signal_connect_swapped (add_button (undo, _ ("_Undo")), "clicked",
                            G_CALLBACK (on_undo_clicked_cb), window);
  gtk_widget_set_visible (undo, FALSE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), undo);
  presets->undo = ADW_ACTION_ROW (undo);
  return group;
}

static const char *
get_part_words (CbPresetParts part)
{
  switch (part)
    {
    case CB_PRESET_SETTINGS:
      return _ ("Name of the agency, rules in force here, whether one person may prepare and "
                "approve, how the operator is reached. Not your name.");
    case CB_PRESET_PORTAL:
      return _ ("Address and organisation. Never the access code.");
    case CB_PRESET_LIMITS:
      return _ ("Quiet hours, and how fast at most");
    case CB_PRESET_RULES:
    case CB_PRESET_HOLIDAYS:
    case CB_PRESET_AGENCIES:
      return _ ("As they were corrected here, by a preset or by hand");
    case CB_PRESET_CATALOG:
      return _ ("The one in force, with all its items");
    case CB_PRESET_CERTIFICATES:
    case CB_PRESET_ALL:
    default:
      return "";
    }
}

static void
on_rules_clicked_cb (GtkWidget *window)
{
  gtk_window_present (
      GTK_WINDOW (cbu_rules_window_new (get_presets (window)->session, GTK_WINDOW (window))));
}

static void
on_days_off_clicked_cb (GtkWidget *window)
{
  gtk_window_present (
      GTK_WINDOW (cbu_days_off_new (get_presets (window)->session, GTK_WINDOW (window))));
}

static void
on_agencies_clicked_cb (GtkWidget *window)
{
  gtk_window_present (
      GTK_WINDOW (cbu_agency_list_new (get_presets (window)->session, GTK_WINDOW (window))));
}

/* Opens where a part is corrected here. */
static void
add_correcting (GtkWidget *row, GtkWidget *window, CbPresetParts part, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  /* Translators: a part of a preset */
  g_autofree char *name = g_strdup_printf (_ ("Correct: %s"), cb_preset_part_title (part));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", clicked, window);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_part_row (GtkWidget *window, Presets *presets, guint i)
{
  CbPresetParts part = (CbPresetParts)(1u << i);
  GtkWidget *row = make_row (cb_preset_part_title (part), get_part_words (part));
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  cb_preset_part_title (part), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  presets->parts[i] = check;
  if (part == CB_PRESET_RULES)
    add_correcting (row, window, part, G_CALLBACK (on_rules_clicked_cb));
  if (part == CB_PRESET_HOLIDAYS)
    add_correcting (row, window, part, G_CALLBACK (on_days_off_clicked_cb));
  if (part == CB_PRESET_AGENCIES)
    add_correcting (row, window, part, G_CALLBACK (on_agencies_clicked_cb));
  if (part != CB_PRESET_CERTIFICATES)
    return row;
  presets->certificates = ADW_ACTION_ROW (row);
  g_signal_connect_swapped (add_button (row, _ ("_Add…")), "clicked",
                            G_CALLBACK (on_add_certificate_clicked_cb), window);
  return row;
}

static GtkWidget *
make_save_group (GtkWidget *window, Presets *presets)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *name = adw_entry_row_new ();
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Save…"));

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   _ ("For other computers of the agency"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (group),
      _ ("One file with what is set here. It never has an access code or a password in it."));
  gtk_widget_add_css_class (save, "suggested-action");
  gtk_widget_set_valign (save, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save_clicked_cb), window);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), save);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (name), _ ("What to call it"));
  presets->name = GTK_EDITABLE (name);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), name);
  for (guint i = 0; i < N_PARTS; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_part_row (window, presets, i));
  return group;
}

/**
 * cbu_preset_window_new:
 * @session: what is set here
 * @parent: over which window; its actions open a preset and take one back
 *
 * Where presets are applied, taken back and made (product.md A3).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_preset_window_new (CbuSession *session, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *page = adw_preferences_page_new ();
  Presets *presets = g_new0 (Presets, 1);

  g_object_set_data_full (G_OBJECT (window), PRESETS, presets, free_presets);
  presets->session = g_object_ref (session);
  presets->pems = g_ptr_array_new_with_free_func (g_free);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Presets"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_open_group (window, presets)));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_save_group (window, presets)));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  cbu_close_on_escape (window);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_preset_window_new,
                            .work = read_applied,
                            .done = applied_read_cb,
                            .free_result = g_free });
  return window;
}
