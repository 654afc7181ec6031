/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-mapping.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuMapping:
 *
 * Asks what the columns of a catalog are, where its layout is not sure: the file's column with
 * three samples at the left, what it is at the right. The sure ones are folded away. Signals
 * `confirmed` and `cancelled`.
 */
struct _CbuMapping
{
  AdwBin parent_instance;

  /* Owned */
  CbCatalogDraft *draft; /* (nullable): none while it is taken in */

  /* Children */
  GtkWidget *heading;
  GtkWidget *about;
  GtkWidget *unknown;
  GtkWidget *decision;
  GtkWidget *effective;
  GtkWidget *found;
  GtkWidget *unsure;
  GtkWidget *sure;
  GtkWidget *missing;
  GtkWidget *confirm;
  GPtrArray *rows; /* (element-type AdwComboRow): one for each column of the file */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CbuMapping, cbu_mapping, ADW_TYPE_BIN)

static void
update (CbuMapping *self)
{
  gboolean usable = self->draft != NULL && cb_catalog_layout_is_usable (self->draft->layout);

  gtk_widget_set_visible (self->missing, self->draft != NULL && !usable);
  gtk_widget_set_sensitive (self->confirm, usable);
}

/* A thing is said once: the row that said it before says so no more. */
static void
show_columns (CbuMapping *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      const CbCatalogMapped *mapped = g_ptr_array_index (self->draft->layout->columns, i);

      adw_combo_row_set_selected (g_ptr_array_index (self->rows, i), mapped->column);
    }
  self->filling = FALSE;
}

static void
on_chosen_cb (AdwComboRow *row, GParamSpec *pspec, gpointer user_data)
{
  CbuMapping *self = user_data;
  guint i;

  if (self->filling || self->draft == NULL || !g_ptr_array_find (self->rows, row, &i))
    return;
  cb_catalog_layout_set (self->draft->layout, i, (CbCatalogColumn)adw_combo_row_get_selected (row));
  show_columns (self);
  update (self);
}

static GtkWidget *
make_row (CbuMapping *self, guint i)
{
  const CbCatalogMapped *mapped = g_ptr_array_index (self->draft->layout->columns, i);
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  g_autofree char *letter = cb_catalog_layout_dup_letter (i);
  g_autofree char *samples = g_strjoinv (" · ", mapped->samples);
  /* Translators: a letter: of a column that has no name */
  g_autofree char *title = *mapped->label != '\0' ? g_strdup (mapped->label)
                                                  : g_strdup_printf (_ ("Column %s"), letter);
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *samples_markup = g_markup_escape_text (samples, -1);

  for (guint c = 0; c < CB_CATALOG_N_COLUMNS; c++)
    gtk_string_list_append (choices, cb_catalog_column_title ((CbCatalogColumn)c));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples_markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (choices));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), mapped->column);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_chosen_cb), self);
  return row;
}

static GtkWidget *
make_list (CbuMapping *self, gboolean sure)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_margin_top (list, sure ? 12 : 0);
  cbu_a11y_set_name (list, sure ? _ ("Columns that are sure") : _ ("Columns that are not sure"));
  for (guint i = 0; i < self->draft->layout->columns->len; i++)
    {
      const CbCatalogMapped *mapped = g_ptr_array_index (self->draft->layout->columns, i);

      if ((mapped->confidence >= CB_CATALOG_SURE) == sure)
        gtk_list_box_append (GTK_LIST_BOX (list), g_ptr_array_index (self->rows, i));
    }
  return list;
}

/* Where the proposal comes from: a person looks there when in doubt. */
static void
show_found (CbuMapping *self, const char *decision)
{
  const CbCatalogDraft *draft = self->draft;
  gboolean found = draft->decision != NULL && g_strcmp0 (decision, draft->decision) == 0;
  g_autofree char *text
      = found ? draft->replaces != NULL
                    /* Translators: a place, "row 3", then decisions */
                    ? g_strdup_printf (_ ("So it stands in %s of the file. It replaces: %s"),
                                       draft->decision_place, draft->replaces)
                    /* Translators: a place, "row 3" */
                    : g_strdup_printf (_ ("So it stands in %s of the file."), draft->decision_place)
              : g_strdup (_ ("The file does not say which decision it is from."));

  gtk_label_set_label (GTK_LABEL (self->found), text);
  gtk_widget_set_visible (self->found, found || draft->first_row > 0);
}

/**
 * cbu_mapping_show:
 * @self: the page
 * @draft: (transfer full): what was read
 * @decision: (nullable): number and day of the decision, as a proposal
 */
void
cbu_mapping_show (CbuMapping *self, CbCatalogDraft *draft, const char *decision)
{
  g_autofree char *title = NULL;
  g_autofree char *count = NULL;
  guint sure = 0;

  g_return_if_fail (CBU_IS_MAPPING (self) && draft != NULL);

  g_clear_pointer (&self->draft, cb_catalog_draft_free);
  self->draft = draft;
  gtk_editable_set_text (GTK_EDITABLE (self->decision), decision != NULL ? decision : "");
  gtk_editable_set_text (GTK_EDITABLE (self->effective), "");
  show_found (self, decision);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < draft->layout->columns->len; i++)
    {
      const CbCatalogMapped *mapped = g_ptr_array_index (draft->layout->columns, i);

      sure += mapped->confidence >= CB_CATALOG_SURE;
      g_ptr_array_add (self->rows, g_object_ref_sink (make_row (self, i)));
    }
  /* Translators: the name of a file or a portal */
  title = g_strdup_printf (sure < draft->layout->columns->len ? _ ("What are the columns of %s?")
                                                              : _ ("Which decision is %s from?"),
                           draft->name);
  gtk_label_set_label (GTK_LABEL (self->heading), title);
  gtk_widget_set_visible (self->about, sure < draft->layout->columns->len);
  gtk_label_set_label (GTK_LABEL (self->unknown), draft->unknown != NULL ? draft->unknown : "");
  gtk_widget_set_visible (self->unknown, draft->unknown != NULL);
  gtk_widget_set_visible (self->unsure, sure < draft->layout->columns->len);
  gtk_widget_set_visible (self->sure, sure > 0);
  adw_bin_set_child (ADW_BIN (self->unsure), make_list (self, FALSE));
  gtk_expander_set_child (GTK_EXPANDER (self->sure), make_list (self, TRUE));
  gtk_expander_set_expanded (GTK_EXPANDER (self->sure), FALSE);
  /* Translators: a number of columns */
  count = g_strdup_printf (_ ("Columns that are sure: %u"), sure);
  gtk_expander_set_label (GTK_EXPANDER (self->sure), count);
  update (self);
}

/**
 * cbu_mapping_is_asking:
 * @self: the page
 *
 * Returns: whether it has a draft that a person may still change
 */
gboolean
cbu_mapping_is_asking (CbuMapping *self)
{
  return self->draft != NULL;
}

/**
 * cbu_mapping_steal:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the draft as the person left it, to be taken in in a worker
 *   thread; the page waits until cbu_mapping_give_back() or the next cbu_mapping_show()
 */
CbCatalogDraft *
cbu_mapping_steal (CbuMapping *self)
{
  CbCatalogDraft *draft = g_steal_pointer (&self->draft);

  update (self);
  return draft;
}

/**
 * cbu_mapping_give_back:
 * @self: the page
 * @draft: (transfer full): what could not be taken in: all that was said of it is still there
 */
void
cbu_mapping_give_back (CbuMapping *self, CbCatalogDraft *draft)
{
  g_clear_pointer (&self->draft, cb_catalog_draft_free);
  self->draft = draft;
  update (self);
}

/**
 * cbu_mapping_dup_decision:
 * @self: the page
 *
 * Returns: (transfer full): number and day of the decision, as typed
 */
char *
cbu_mapping_dup_decision (CbuMapping *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->decision))));
}

/**
 * cbu_mapping_dup_effective:
 * @self: the page
 *
 * Returns: (transfer full): the day of effect, as typed; may be ""
 */
char *
cbu_mapping_dup_effective (CbuMapping *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->effective))));
}

static void
on_confirm_clicked_cb (CbuMapping *self)
{
  g_signal_emit_by_name (self, "confirmed");
}

static void
on_cancel_clicked_cb (CbuMapping *self)
{
  g_signal_emit_by_name (self, "cancelled");
}

static void
cbu_mapping_dispose (GObject *object)
{
  CbuMapping *self = CBU_MAPPING (object);

  g_clear_pointer (&self->draft, cb_catalog_draft_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (cbu_mapping_parent_class)->dispose (object);
}

static void
cbu_mapping_class_init (CbuMappingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_mapping_dispose;
  g_signal_new ("confirmed", CBU_TYPE_MAPPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("cancelled", CBU_TYPE_MAPPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static GtkWidget *
make_decision (CbuMapping *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->decision = adw_entry_row_new ();
  self->effective = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->decision),
                                 _ ("Number and date of the decision"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->effective),
                                 _ ("In effect from (leave blank if from now on)"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, _ ("Decision"));
  gtk_list_box_append (GTK_LIST_BOX (list), self->decision);
  gtk_list_box_append (GTK_LIST_BOX (list), self->effective);
  return list;
}

static GtkWidget *
make_buttons (CbuMapping *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Do not import"));

  self->confirm = gtk_button_new_with_label (_ ("Import the catalog"));
  gtk_widget_add_css_class (self->confirm, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel_clicked_cb), self);
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (on_confirm_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->confirm);
  return box;
}

static void
cbu_mapping_init (CbuMapping *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->heading = cbu_wrapped_label_new (NULL, "title-2");
  self->missing = cbu_wrapped_label_new (
      _ ("Say which column has the name of the data, and of one more what it is."), "warning");
  self->unsure = adw_bin_new ();
  self->sure = gtk_expander_new (NULL);
  gtk_box_append (GTK_BOX (box), self->heading);
  self->about = cbu_wrapped_label_new (_ ("The program is not sure of these. What you say is "
                                          "remembered for files with the same columns."),
                                       NULL);
  self->unknown = cbu_wrapped_label_new (NULL, NULL);
  gtk_box_append (GTK_BOX (box), self->about);
  gtk_box_append (GTK_BOX (box), self->unknown);
  gtk_box_append (GTK_BOX (box), self->missing);
  gtk_box_append (GTK_BOX (box), self->unsure);
  gtk_box_append (GTK_BOX (box), self->sure);
  self->found = cbu_wrapped_label_new (NULL, "dim-label");
  gtk_box_append (GTK_BOX (box), make_decision (self));
  gtk_box_append (GTK_BOX (box), self->found);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), clamp);
  adw_bin_set_child (ADW_BIN (self), window);
}

/**
 * cbu_mapping_new:
 *
 * Returns: (transfer floating): the page, with nothing in it
 */
GtkWidget *
cbu_mapping_new (void)
{
  return g_object_new (CBU_TYPE_MAPPING, NULL);
}
