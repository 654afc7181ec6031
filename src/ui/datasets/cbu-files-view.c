/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-files-view.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuFilesView:
 *
 * The files of a dataset, or the place to drop the first one.
 */
struct _CbuFilesView
{
  AdwBin parent_instance;

  /* Template */
  GtkStack *stack;
  GtkWidget *sample;
  GtkListBox *list;
  GtkWidget *add;
};

G_DEFINE_FINAL_TYPE (CbuFilesView, cbu_files_view, ADW_TYPE_BIN)

static void
add_button (GtkWidget *row, const char *label, const char *action, const char *id)
{
  GtkWidget *button = cbu_action_button_new (label, NULL, action, g_variant_new_string (id));

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* What is not known, or not so of this format, is left out. */
static char *
dup_subtitle (const CbDatasetFile *file)
{
  g_autofree char *size = cb_text_format_bytes (file->size);
  g_autofree char *format = g_ascii_strup (file->format != NULL ? file->format : "", -1);
  g_autofree char *digest = cbu_format_digest (file->sha256);
  const char *encoding = cbu_format_encoding (file->encoding);
  GString *text = g_string_new (g_str_equal (format, "BINARY") ? _ ("Unknown format") : format);

  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", size);
  if (encoding[0] != '\0')
    g_string_append_printf (text, " · %s", encoding);
  g_string_append_printf (text, " · SHA-256 %s…", digest);
  if (g_strcmp0 (file->sha256, file->original_sha256) != 0)
    g_string_append_printf (text, " · %s", _ ("mended copy; the original is kept"));

  return g_string_free (text, FALSE);
}

static GtkWidget *
make_row (const CbDatasetFile *file, gboolean can_change)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_markup_escape_text (file->name != NULL ? file->name : "", -1);
  g_autofree char *subtitle = dup_subtitle (file);
  g_autofree char *escaped = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("x-office-spreadsheet-symbolic"));
  if (can_change)
    {
      add_button (row, _ ("Replace…"), "dataset.replace-file", file->id);
      add_button (row, _ ("Remove"), "dataset.remove-file", file->id);
    }
  cbu_a11y_set_name (row, file->name != NULL ? file->name : "");
  return row;
}

static void
show_rows (CbuFilesView *self, GPtrArray *files, gboolean can_change)
{
  g_autoptr (GString) said = g_string_new (can_change ? "change" : "look");

  for (guint i = 0; i < files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (files, i);
      g_autofree char *subtitle = dup_subtitle (file);

      g_string_append_printf (said, "\n%s\n%s\n%s", file->id, file->name != NULL ? file->name : "",
                              subtitle);
    }
  if (!cbu_says_anew (self->list, said->str))
    return;
  cbu_clear (self->list);
  for (guint i = 0; i < files->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (files, i), can_change));
}

/**
 * cbu_files_view_show:
 * @self: the view
 * @session: what the dataset belongs to
 * @dossier: the dataset
 */
void
cbu_files_view_show (CbuFilesView *self, CbuSession *session, const CbuDossier *dossier)
{
  GPtrArray *files = dossier->dataset->files;
  gboolean can_change = cbu_dossier_can_change (dossier);

  g_return_if_fail (CBU_IS_FILES_VIEW (self));

  show_rows (self, files, can_change);
  gtk_widget_set_visible (self->add, can_change);
  gtk_widget_set_visible (self->sample, cbu_session_get_mode (session) == CB_MODE_PRACTICE);
  gtk_stack_set_visible_child_name (self->stack, files->len > 0 ? "list" : "empty");
}

static void
cbu_files_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_FILES_VIEW);
  G_OBJECT_CLASS (cbu_files_view_parent_class)->dispose (object);
}

static void
cbu_files_view_class_init (CbuFilesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_files_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-files-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuFilesView, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuFilesView, sample);
  gtk_widget_class_bind_template_child (widget_class, CbuFilesView, list);
  gtk_widget_class_bind_template_child (widget_class, CbuFilesView, add);
}

static void
cbu_files_view_init (CbuFilesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
