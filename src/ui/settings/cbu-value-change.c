/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Correcting one value of the rules in its place: what is written there, taken back, undone. */

#include "config.h"

#include "ui/settings/cbu-value-change.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-corrections.h"
#include "ui/settings/cbu-value-editor.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define CHANGE "cbu-value-change"

/* Pixels. */
#define WIDTH 340

/* Of the button; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  char *profile_id;    /* (owned) */
  char *path;          /* (owned) */
  GtkWidget *popover;  /* (not owned): of the button */
  GtkWidget *editor;   /* (not owned): in the popover */
  GtkWidget *problem;  /* (not owned): in the popover */
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_object_unref (change->session);
  g_free (change->profile_id);
  g_free (change->path);
  g_free (change);
}

typedef struct
{
  char *profile_id; /* (owned) */
  char *path;       /* (owned) (nullable): of the value; none: all are restored */
  JsonNode *node;   /* (owned) (nullable): what it is to be; none: it is taken back */
  char *before;     /* (owned) (nullable): the corrections that there were, to undo it */
} Correcting;

static void
free_correcting (gpointer data)
{
  Correcting *correcting = data;

  g_free (correcting->profile_id);
  g_free (correcting->path);
  g_clear_pointer (&correcting->node, json_node_unref);
  g_free (correcting->before);
  g_free (correcting);
}

static gpointer
correct (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Correcting *correcting = input;

  if (correcting->path == NULL)
    return GINT_TO_POINTER (cb_workplace_restore_value_corrections (
        workplace, correcting->profile_id, correcting->before, error));
  correcting->before = cb_workplace_dup_value_corrections (workplace, correcting->profile_id);
  return GINT_TO_POINTER (cb_workplace_correct_value (workplace, correcting->profile_id,
                                                      correcting->path, correcting->node, error));
}

static void
restored_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (window, error);
  else
    cbu_toast (window, _ ("As it was before"));
}

static void
corrected_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Correcting *correcting = input;

  if (error != NULL)
    {
      cbu_show_error (window, error);
      return;
    }
  cbu_toast_undo_last (window,
                       correcting->node != NULL ? _ ("The value was corrected")
                                                : _ ("The value is as the text has it"),
                       "rules.restore",
                       g_variant_new ("(ss)", correcting->profile_id, correcting->before));
}

static void
start (GtkWidget *button, JsonNode *node)
{
  Change *change = g_object_get_data (G_OBJECT (button), CHANGE);
  Correcting *correcting = g_new0 (Correcting, 1);

  correcting->profile_id = g_strdup (change->profile_id);
  correcting->path = g_strdup (change->path);
  correcting->node = node;
  gtk_popover_popdown (GTK_POPOVER (change->popover));
  /* The row goes when the values are read anew; the window stays. */
  cbu_run_async (gtk_widget_get_root (button), cbu_session_get_workplace (change->session),
                 &(CbuRun){ .tag = start,
                            .work = correct,
                            .in_order = TRUE,
                            .done = corrected_cb,
                            .input = correcting,
                            .free_input = free_correcting });
}

static void
on_save_clicked_cb (GtkWidget *button)
{
  Change *change = g_object_get_data (G_OBJECT (button), CHANGE);
  const char *problem = NULL;
  JsonNode *node = cbu_value_editor_dup_node (change->editor, &problem);

  gtk_label_set_label (GTK_LABEL (change->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (change->problem, problem != NULL);
  if (node != NULL)
    start (button, node);
}

static void
on_take_back_clicked_cb (GtkWidget *button)
{
  start (button, NULL);
}

static GtkWidget *
make_buttons (GtkWidget *button, GtkWidget *popover, gboolean corrected)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *save = gtk_button_new_with_mnemonic (_ ("_Correct"));

  gtk_widget_set_halign (line, GTK_ALIGN_END);
  gtk_widget_set_margin_top (line, 6);
  if (corrected)
    {
      GtkWidget *back = gtk_button_new_with_mnemonic (_ ("As the _text has it"));

      g_signal_connect_swapped (back, "clicked", G_CALLBACK (on_take_back_clicked_cb), button);
      gtk_box_append (GTK_BOX (line), back);
    }
  gtk_widget_add_css_class (save, "suggested-action");
  g_signal_connect_swapped (save, "clicked", G_CALLBACK (on_save_clicked_cb), button);
  gtk_box_append (GTK_BOX (line), save);
  gtk_popover_set_default_widget (GTK_POPOVER (popover), save);
  return line;
}

static GtkWidget *
make_popover (GtkWidget *button, Change *change, const CbProfileValue *value)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  change->popover = popover;
  change->editor = cbu_value_editor_new (value);
  change->problem = cbu_wrapped_label_new ("", "error");
  gtk_widget_set_visible (change->problem, FALSE);
  gtk_widget_set_size_request (box, WIDTH, -1);
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (value->title, "heading"));
  gtk_box_append (GTK_BOX (box), change->editor);
  gtk_box_append (GTK_BOX (box), change->problem);
  gtk_box_append (GTK_BOX (box), make_buttons (button, popover, value->origin != NULL));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}

/**
 * cbu_value_change_new:
 * @session: whose rules
 * @profile_id: of the profile that it is a value of
 * @value: not %CB_VALUE_FIXED; copied as far as it is needed
 *
 * A button to stand beside a value, in a window that cbu_value_change_set_up() made ready.
 *
 * Returns: (transfer floating): the button
 */
GtkWidget *
cbu_value_change_new (CbuSession *session, const char *profile_id, const CbProfileValue *value)
{
  GtkWidget *button = gtk_menu_button_new ();
  Change *change = g_new0 (Change, 1);
  /* Translators: what a value is about */
  g_autofree char *name = g_strdup_printf (_ ("Correct: %s"), value->title);

  g_object_set_data_full (G_OBJECT (button), CHANGE, change, free_change);
  change->session = g_object_ref (session);
  change->profile_id = g_strdup (profile_id);
  change->path = g_strdup (value->path);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "document-edit-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), make_popover (button, change, value));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  return button;
}

static void
on_restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWidget *window = user_data;
  CbuSession *session = g_object_get_data (G_OBJECT (window), CHANGE);
  Correcting *correcting = g_new0 (Correcting, 1);

  g_variant_get (parameter, "(ss)", &correcting->profile_id, &correcting->before);
  cbu_run_async (window, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = on_restore_cb,
                            .work = correct,
                            .in_order = TRUE,
                            .done = restored_cb,
                            .input = correcting,
                            .free_input = free_correcting });
}

/**
 * cbu_value_change_set_up:
 * @window: that has an #AdwToastOverlay
 * @session: whose rules
 *
 * Lets what was corrected in @window be undone.
 */
void
cbu_value_change_set_up (GtkWidget *window, CbuSession *session)
{
  const GActionEntry entries[] = { { "restore", on_restore_cb, "(ss)", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_object_set_data_full (G_OBJECT (window), CHANGE, g_object_ref (session), g_object_unref);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (window, "rules", G_ACTION_GROUP (group));
}
