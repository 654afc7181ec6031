/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What newer GTK and libadwaita have under other names: everything that 4.10 and 1.6 deprecated, or
 * a later one, is called from here only. */

#include "config.h"

#include "ui/widgets/cbu-compat.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GWeakRef widget;
  CbuFilesFunc chosen;
} Choice;

static void
free_choice (gpointer data, GClosure *closure)
{
  Choice *choice = data;

  g_weak_ref_clear (&choice->widget);
  g_free (choice);
}

static void
on_chooser_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GtkWidget) widget = g_weak_ref_get (&choice->widget);

  if (response == GTK_RESPONSE_ACCEPT && widget != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      if (g_list_model_get_n_items (files) > 0)
        choice->chosen (widget, files);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* @endings: (nullable): in whatever case; %NULL: any */
static void
add_filter (GtkFileChooser *chooser, const char *name, const char *const *endings)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; endings != NULL && endings[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, endings[i]);
  if (endings == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/**
 * cbu_choose_files:
 * @widget: who asks; nothing is called when it is gone by then
 * @title: of the window
 * @accept: of its button
 * @multiple: whether several may be chosen
 * @folder: (nullable): where to begin
 * @chosen: called with what was chosen
 */
void
cbu_choose_files (gpointer widget,
                  const char *title,
                  const char *accept,
                  gboolean multiple,
                  GFile *folder,
                  CbuFilesFunc chosen)
{
  static const char *const tables[] = { "csv", "tsv", "txt", "xlsx", "xls", "ods", "docx", NULL };
  Choice *choice = g_new0 (Choice, 1);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                     GTK_FILE_CHOOSER_ACTION_OPEN, accept, _ ("Cancel"));

  g_weak_ref_init (&choice->widget, widget);
  choice->chosen = chosen;
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), multiple);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("Tables (CSV, XLSX, XLS, ODS, DOCX)"), tables);
  add_filter (GTK_FILE_CHOOSER (dialog), _ ("All files"), NULL);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_chooser_response_cb), choice,
                         free_choice, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * cbu_choose_folder:
 * @widget: who asks; nothing is called when it is gone by then
 * @title: of the window
 * @chosen: called with the one folder that was chosen
 */
void
cbu_choose_folder (gpointer widget, const char *title, CbuFilesFunc chosen)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
      _ ("Choose"), _ ("Cancel"));

  g_weak_ref_init (&choice->widget, widget);
  choice->chosen = chosen;
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_chooser_response_cb), choice,
                         free_choice, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * cbu_choose_save:
 * @widget: who asks; nothing is called when it is gone by then
 * @title: of the window
 * @name: of the file, to begin with; its ending says the format
 * @chosen: called with the one file that was chosen
 *
 * Whether a file that is there may be replaced is asked by the chooser.
 */
void
cbu_choose_save (gpointer widget, const char *title, const char *name, CbuFilesFunc chosen)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                     GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save"), _ ("Cancel"));

  g_weak_ref_init (&choice->widget, widget);
  choice->chosen = chosen;
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_chooser_response_cb), choice,
                         free_choice, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * cbu_show_uri:
 * @widget: who asks
 * @uri: shown by the program that the person prefers for it; on Windows see cbu_open_uri()
 */
void
cbu_show_uri (gpointer widget, const char *uri)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_show_uri (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, uri, GDK_CURRENT_TIME);
}

/**
 * cbu_show_about:
 * @parent: the window before which it stands
 * @name: of the program
 * @comments: what it is for
 */
void
cbu_show_about (GtkWindow *parent, const char *name, const char *comments)
{
  adw_show_about_window (parent, "application-name", name, "application-icon", CB_APP_ID, "version",
                         CB_VERSION, "license-type", GTK_LICENSE_GPL_3_0, "comments", comments,
                         NULL);
}

/**
 * cbu_show_day:
 * @calendar: turned to the month of @day, which it marks
 * @day: in any time zone; its date alone counts
 */
void
cbu_show_day (GtkCalendar *calendar, GDateTime *day)
{
  gtk_calendar_select_day (calendar, day);
}

/**
 * cbu_question_new:
 * @widget: who asks
 * @heading: the question
 * @body: (nullable): what is said about it
 * @child: what is shown or filled in below
 * @refuse: words of the button that does nothing, whose response is `cancel`
 * @response: what "response" says when the other one is pressed
 * @label: words of the other one, which Enter presses, too
 *
 * Returns: (transfer floating): a window with the signal "response", to be presented
 */
GtkWidget *
cbu_question_new (gpointer widget,
                  const char *heading,
                  const char *body,
                  GtkWidget *child,
                  const char *refuse,
                  const char *response,
                  const char *label)
{
  GtkWidget *question
      = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (question);

  adw_message_dialog_set_extra_child (dialog, child);
  adw_message_dialog_add_responses (dialog, "cancel", refuse, response, label, NULL);
  adw_message_dialog_set_response_appearance (dialog, response, ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, response);
  adw_message_dialog_set_close_response (dialog, "cancel");

  return question;
}

/**
 * cbu_question_set_enabled:
 * @question: of cbu_question_new()
 * @response: one of its two
 * @enabled: whether that one can be pressed
 */
void
cbu_question_set_enabled (gpointer question, const char *response, gboolean enabled)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question), response, enabled);
}

/**
 * cbu_get_text_color:
 * @widget: a widget that draws itself
 * @color: (out): the colour that the style sheet gives its text
 */
void
cbu_get_text_color (GtkWidget *widget, GdkRGBA *color)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), color);
}
