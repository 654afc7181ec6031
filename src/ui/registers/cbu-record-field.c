/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-field.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-day-button.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-suggestions.h"

/**
 * CbuRecordField:
 *
 * One field of the form of a register: its label, its editor, the clause that wants it, and what is
 * missing or wrong. Emits `edited`.
 */
struct _CbuRecordField
{
  GtkBox parent_instance;

  /* Owned */
  char *id;
  char *title;
  GPtrArray *choices; /* (element-type utf8): of a drop-down, the first is none */
  CbFieldType type;

  /* Borrowed: children */
  GtkWidget *editor; /* entry, text view, drop-down or check button */
  GtkWidget *line;   /* what the editor stands in */
  GtkWidget *offers; /* (nullable): a button in it */
  GtkWidget *gap;
  GtkWidget *note;

  gboolean filling;
};

G_DEFINE_FINAL_TYPE (CbuRecordField, cbu_record_field, GTK_TYPE_BOX)

static void
on_edited_cb (CbuRecordField *self)
{
  if (!self->filling)
    g_signal_emit_by_name (self, "edited");
}

static GtkWidget *
make_text (CbuRecordField *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->editor = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->editor), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->editor), FALSE);
  gtk_widget_add_css_class (self->editor, "text-field");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->editor);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 70);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 200);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_widget_add_css_class (scrolled, "text-frame");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), "changed",
                            G_CALLBACK (on_edited_cb), self);
  return scrolled;
}

static GtkWidget *
make_choice (CbuRecordField *self, const CbFormField *field)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_add (self->choices, g_strdup (""));
  gtk_string_list_append (names, _ ("Not chosen"));
  for (guint i = 0; i < field->choices->len; i++)
    {
      const CbFormChoice *choice = g_ptr_array_index (field->choices, i);

      g_ptr_array_add (self->choices, g_strdup (choice->title));
      gtk_string_list_append (names, choice->title);
    }
  self->editor = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_signal_connect_swapped (self->editor, "notify::selected", G_CALLBACK (on_edited_cb), self);
  return self->editor;
}

static GtkWidget *
make_entry (CbuRecordField *self, const CbFormField *field)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->editor = gtk_entry_new ();
  gtk_widget_set_hexpand (self->editor, TRUE);
  gtk_widget_add_css_class (line, "linked");
  if (field->type == CB_FIELD_DATE)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->editor), "21/11/2026");
  else if (field->hint != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->editor), field->hint);
  if (field->type == CB_FIELD_PHONE)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->editor), GTK_INPUT_PURPOSE_PHONE);
  if (field->type == CB_FIELD_EMAIL)
    gtk_entry_set_input_purpose (GTK_ENTRY (self->editor), GTK_INPUT_PURPOSE_EMAIL);
  g_signal_connect_swapped (self->editor, "changed", G_CALLBACK (on_edited_cb), self);
  gtk_box_append (GTK_BOX (line), self->editor);
  if (field->type == CB_FIELD_DATE)
    {
      /* Translators: the name of a field */
      g_autofree char *name = g_strdup_printf (_ ("Choose a day: %s"), field->title);

      gtk_box_append (GTK_BOX (line), cbu_day_button_new (GTK_EDITABLE (self->editor), name));
    }
  return line;
}

static GtkWidget *
make_editor (CbuRecordField *self, const CbFormField *field)
{
  switch (field->type)
    {
    case CB_FIELD_TEXT:
      return make_text (self);
    case CB_FIELD_CHOICE:
      return make_choice (self, field);
    case CB_FIELD_YES:
      self->editor = gtk_check_button_new_with_label (field->title);
      g_signal_connect_swapped (self->editor, "toggled", G_CALLBACK (on_edited_cb), self);
      return self->editor;
    case CB_FIELD_LINE:
    case CB_FIELD_DATE:
    case CB_FIELD_PHONE:
    case CB_FIELD_EMAIL:
    case CB_FIELD_DATASET:
    case CB_FIELD_RECORD:
    case CB_FIELD_RECEIPT:
    case CB_FIELD_ITEM:
    default:
      return make_entry (self, field);
    }
}

static void
cbu_record_field_finalize (GObject *object)
{
  CbuRecordField *self = CBU_RECORD_FIELD (object);

  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->choices);
  G_OBJECT_CLASS (cbu_record_field_parent_class)->finalize (object);
}

static void
cbu_record_field_class_init (CbuRecordFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_record_field_finalize;
  g_signal_new ("edited", CBU_TYPE_RECORD_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
cbu_record_field_init (CbuRecordField *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

/**
 * cbu_record_field_new:
 * @field: of a form; copied as far as it is needed
 * @regulation: (nullable): the text that its clause is of
 *
 * Returns: (transfer floating): an empty field
 */
GtkWidget *
cbu_record_field_new (const CbFormField *field, const char *regulation)
{
  CbuRecordField *self = g_object_new (CBU_TYPE_RECORD_FIELD, NULL);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->id = g_strdup (field->id);
  self->title = g_strdup (field->title);
  self->type = field->type;
  self->line = make_editor (self, field);
  if (field->type == CB_FIELD_YES)
    {
      gtk_widget_set_hexpand (self->line, TRUE);
      gtk_box_append (GTK_BOX (head), self->line);
    }
  else
    {
      GtkWidget *label = cbu_wrapped_label_new (field->title, NULL);

      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->editor);
      cbu_a11y_label_by (self->editor, label);
      gtk_box_append (GTK_BOX (head), label);
    }
  if (*field->clause != '\0')
    gtk_box_append (GTK_BOX (head), cbu_clause_new (field->clause, regulation));
  gtk_box_append (GTK_BOX (self), head);
  if (field->type != CB_FIELD_YES)
    gtk_box_append (GTK_BOX (self), self->line);
  self->note = cbu_wrapped_label_new ("", "caption dim-label");
  self->gap = cbu_wrapped_label_new ("", "caption gap");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_widget_set_visible (self->gap, FALSE);
  gtk_box_append (GTK_BOX (self), self->note);
  gtk_box_append (GTK_BOX (self), self->gap);
  return GTK_WIDGET (self);
}

/**
 * cbu_record_field_get_id:
 * @self: a field
 *
 * Returns: (transfer none): the id of what it edits
 */
const char *
cbu_record_field_get_id (CbuRecordField *self)
{
  g_return_val_if_fail (CBU_IS_RECORD_FIELD (self), NULL);

  return self->id;
}

/* What is not to be chosen any more, because the regulation changed, is still what was entered. */
static guint
find_choice (CbuRecordField *self, const char *value)
{
  GtkStringList *names;

  for (guint i = 0; i < self->choices->len; i++)
    if (g_str_equal (value, g_ptr_array_index (self->choices, i)))
      return i;
  names = GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (self->editor)));
  gtk_string_list_append (names, value);
  g_ptr_array_add (self->choices, g_strdup (value));
  return self->choices->len - 1;
}

/**
 * cbu_record_field_set_value:
 * @self: a field
 * @value: of a record, "" for nothing
 *
 * Emits nothing.
 */
void
cbu_record_field_set_value (CbuRecordField *self, const char *value)
{
  CbFormField field = { .type = self->type };
  g_autofree char *shown = NULL;

  g_return_if_fail (CBU_IS_RECORD_FIELD (self) && value != NULL);

  self->filling = TRUE;
  if (self->type == CB_FIELD_TEXT)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), value, -1);
  else if (self->type == CB_FIELD_CHOICE)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), find_choice (self, value));
  else if (self->type == CB_FIELD_YES)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->editor), *value != '\0');
  else
    {
      shown = cb_form_dup_shown (&field, value);
      gtk_editable_set_text (GTK_EDITABLE (self->editor), shown);
    }
  self->filling = FALSE;
}

/**
 * cbu_record_field_dup_value:
 * @self: a field
 *
 * Returns: (transfer full): what is there now, as it was typed
 */
char *
cbu_record_field_dup_value (CbuRecordField *self)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  guint selected;

  g_return_val_if_fail (CBU_IS_RECORD_FIELD (self), NULL);

  if (self->type == CB_FIELD_TEXT)
    {
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  if (self->type == CB_FIELD_CHOICE)
    {
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
      return g_strdup (selected < self->choices->len ? g_ptr_array_index (self->choices, selected)
                                                     : "");
    }
  if (self->type == CB_FIELD_YES)
    return g_strdup (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->editor)) ? "yes" : "");

  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
}

/**
 * cbu_record_field_focus:
 * @self: a field
 *
 * Goes to where one types.
 */
void
cbu_record_field_focus (CbuRecordField *self)
{
  g_return_if_fail (CBU_IS_RECORD_FIELD (self));

  gtk_widget_grab_focus (self->editor);
}

/**
 * cbu_record_field_set_gap:
 * @self: a field
 * @gap: (nullable): what is missing or wrong in it
 */
void
cbu_record_field_set_gap (CbuRecordField *self, const CbRecordGap *gap)
{
  gboolean blocks = gap != NULL && gap->blocks;

  g_return_if_fail (CBU_IS_RECORD_FIELD (self));

  gtk_label_set_label (GTK_LABEL (self->gap), gap != NULL ? gap->sentence : "");
  gtk_widget_set_visible (self->gap, gap != NULL);
  if (blocks)
    gtk_widget_add_css_class (self->gap, "blocks");
  else
    gtk_widget_remove_css_class (self->gap, "blocks");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               blocks ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/**
 * cbu_record_field_set_note:
 * @self: a field
 * @note: (nullable): a sentence that helps to fill it in
 */
void
cbu_record_field_set_note (CbuRecordField *self, const char *note)
{
  g_return_if_fail (CBU_IS_RECORD_FIELD (self));

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (self->note, note != NULL && *note != '\0');
}

/**
 * cbu_record_field_set_offers:
 * @self: a field that is written in an entry
 * @values: (element-type utf8): what may be taken instead of typing
 * @titles: (element-type utf8): how people know these, as many
 *
 * They take the place of what was offered before.
 */
void
cbu_record_field_set_offers (CbuRecordField *self, GPtrArray *values, GPtrArray *titles)
{
  g_autofree char *name = NULL;
  g_autoptr (GString) said = g_string_new (NULL);

  g_return_if_fail (CBU_IS_RECORD_FIELD (self) && GTK_IS_ENTRY (self->editor));

  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (said, "%s\n%s\n", (const char *)g_ptr_array_index (values, i),
                            (const char *)g_ptr_array_index (titles, i));
  if (!cbu_says_anew (self->line, said->str))
    return;
  if (self->offers != NULL)
    gtk_box_remove (GTK_BOX (self->line), self->offers);
  self->offers = NULL;
  if (values->len == 0)
    return;
  name = g_strdup_printf (_ ("Choose from a list: %s"), self->title);
  self->offers = cbu_suggestions_new (GTK_EDITABLE (self->editor), values, titles, name);
  gtk_box_append (GTK_BOX (self->line), self->offers);
}
