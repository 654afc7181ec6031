/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-metadata-field.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/model/cb-catalog-item.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuMetadataField:
 *
 * One member of the metadata with its label, its editor, and a line that says where the value came
 * from. Emits `edited`.
 */
struct _CbuMetadataField
{
  GtkBox parent_instance;

  /* Owned */
  char *name;
  CbuFieldKind kind;
  gboolean filling;

  /* Borrowed: children */
  GtkWidget *editor; /* entry, text view or drop-down */
  GtkWidget *hint;
  GtkWidget *missing;
};

G_DEFINE_FINAL_TYPE (CbuMetadataField, cbu_metadata_field, GTK_TYPE_BOX)

static const struct
{
  const char *id;
  const char *title;
} licences[] = {
  { "", N_ ("Not chosen") },
  { "cc-by", N_ ("Creative Commons Attribution: name the source") },
  { "cc-zero", N_ ("Creative Commons CC0: no conditions") },
  { "odc-by", N_ ("Open Data Commons Attribution: name the source") },
  { "other-open", N_ ("Other open licence") },
  { "notspecified", N_ ("Not specified") },
};

static const CbFrequency frequencies[]
    = { CB_FREQUENCY_UNKNOWN,     CB_FREQUENCY_REAL_TIME, CB_FREQUENCY_DAILY,
        CB_FREQUENCY_WEEKLY,      CB_FREQUENCY_MONTHLY,   CB_FREQUENCY_QUARTERLY,
        CB_FREQUENCY_HALF_YEARLY, CB_FREQUENCY_YEARLY,    CB_FREQUENCY_FIVE_YEARLY,
        CB_FREQUENCY_ON_CHANGE };

/**
 * cbu_metadata_licence_title:
 * @id: (nullable): of a licence, as CKAN has it
 *
 * Returns: (transfer full): for people
 */
char *
cbu_metadata_licence_title (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (licences); i++)
    if (g_strcmp0 (id != NULL ? id : "", licences[i].id) == 0)
      return g_strdup (_ (licences[i].title));

  return g_strdup (id);
}

static void
on_edited_cb (CbuMetadataField *self)
{
  if (!self->filling)
    g_signal_emit_by_name (self, "edited");
}

static char *
dup_text (CbuMetadataField *self)
{
  GtkTextIter start, end;
  GtkTextBuffer *buffer;
  guint selected;

  switch (self->kind)
    {
    case CBU_FIELD_LINE:
    case CBU_FIELD_LIST:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->editor)));
    case CBU_FIELD_TEXT:
      buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor));
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    case CBU_FIELD_LICENCE:
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
      return g_strdup (selected < G_N_ELEMENTS (licences) ? licences[selected].id : "");
    case CBU_FIELD_FREQUENCY:
      selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->editor));
      if (selected == 0 || selected >= G_N_ELEMENTS (frequencies))
        return g_strdup ("");
      return g_strdup (cb_frequency_name (frequencies[selected]));
    default:
      g_return_val_if_reached (NULL);
    }
}

static char *
dup_member (CbuMetadataField *self, JsonObject *metadata)
{
  const char *text = cb_json_get_string (metadata, self->name);
  JsonArray *array = self->kind == CBU_FIELD_LIST ? cb_json_get_array (metadata, self->name) : NULL;
  GString *joined;

  if (array == NULL)
    return g_strdup (text != NULL ? text : "");
  joined = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? ", " : "",
                            json_array_get_string_element (array, i));
  return g_string_free (joined, FALSE);
}

static void
set_text (CbuMetadataField *self, const char *text)
{
  guint selected = 0;

  switch (self->kind)
    {
    case CBU_FIELD_LINE:
    case CBU_FIELD_LIST:
      gtk_editable_set_text (GTK_EDITABLE (self->editor), text);
      return;
    case CBU_FIELD_TEXT:
      gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), text, -1);
      return;
    case CBU_FIELD_LICENCE:
      for (guint i = 0; i < G_N_ELEMENTS (licences); i++)
        if (g_str_equal (text, licences[i].id))
          selected = i;
      break;
    case CBU_FIELD_FREQUENCY:
      for (guint i = 1; i < G_N_ELEMENTS (frequencies); i++)
        if (g_str_equal (text, cb_frequency_name (frequencies[i])))
          selected = i;
      break;
    default:
      g_return_if_reached ();
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->editor), selected);
}

static gboolean
has_focus (CbuMetadataField *self)
{
  return (gtk_widget_get_state_flags (self->editor) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

/**
 * cbu_metadata_field_show:
 * @self: a field
 * @metadata: of the dataset
 * @source: where the value came from, "" for nowhere
 * @missing: whether it must be filled in and is not
 */
void
cbu_metadata_field_show (CbuMetadataField *self,
                         JsonObject *metadata,
                         const char *source,
                         gboolean missing)
{
  g_autofree char *now = dup_text (self);
  g_autofree char *text = dup_member (self, metadata);

  g_return_if_fail (CBU_IS_METADATA_FIELD (self));

  gtk_label_set_label (GTK_LABEL (self->hint), source);
  gtk_widget_set_visible (self->missing, missing);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->editor), GTK_ACCESSIBLE_STATE_INVALID,
                               missing ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (g_str_equal (now, text) || has_focus (self))
    return;
  self->filling = TRUE;
  set_text (self, text);
  self->filling = FALSE;
}

static void
store_list (JsonObject *metadata, const char *name, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (*words[i] != '\0')
        json_array_add_string_element (array, words[i]);
    }
  json_object_set_array_member (metadata, name, array);
}

/**
 * cbu_metadata_field_store:
 * @self: a field
 * @metadata: where to
 *
 * Returns: whether @metadata is now another
 */
gboolean
cbu_metadata_field_store (CbuMetadataField *self, JsonObject *metadata)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *old = dup_member (self, metadata);

  g_return_val_if_fail (CBU_IS_METADATA_FIELD (self), FALSE);

  if (g_str_equal (text, old))
    return FALSE;
  if (self->kind == CBU_FIELD_LIST)
    store_list (metadata, self->name, text);
  else
    json_object_set_string_member (metadata, self->name, text);
  return TRUE;
}

static GtkWidget *
make_text (CbuMetadataField *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->editor = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->editor), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->editor), FALSE);
  gtk_widget_add_css_class (self->editor, "text-field");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->editor);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scrolled), 92);
  gtk_widget_add_css_class (scrolled, "text-frame");
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->editor)), "changed",
                            G_CALLBACK (on_edited_cb), self);
  return scrolled;
}

static GtkWidget *
make_choice (CbuMetadataField *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->kind == CBU_FIELD_LICENCE)
    for (guint i = 0; i < G_N_ELEMENTS (licences); i++)
      gtk_string_list_append (names, _ (licences[i].title));
  else
    for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
      gtk_string_list_append (names,
                              i == 0 ? _ ("Not chosen") : cb_frequency_title (frequencies[i]));
  self->editor = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  g_signal_connect_swapped (self->editor, "notify::selected", G_CALLBACK (on_edited_cb), self);
  return self->editor;
}

static GtkWidget *
make_editor (CbuMetadataField *self)
{
  switch (self->kind)
    {
    case CBU_FIELD_TEXT:
      return make_text (self);
    case CBU_FIELD_LICENCE:
    case CBU_FIELD_FREQUENCY:
      return make_choice (self);
    case CBU_FIELD_LINE:
    case CBU_FIELD_LIST:
    default:
      self->editor = gtk_entry_new ();
      g_signal_connect_swapped (self->editor, "changed", G_CALLBACK (on_edited_cb), self);
      return self->editor;
    }
}

static void
cbu_metadata_field_finalize (GObject *object)
{
  g_free (CBU_METADATA_FIELD (object)->name);
  G_OBJECT_CLASS (cbu_metadata_field_parent_class)->finalize (object);
}

static void
cbu_metadata_field_class_init (CbuMetadataFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_metadata_field_finalize;
  g_signal_new ("edited", CBU_TYPE_METADATA_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
cbu_metadata_field_init (CbuMetadataField *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

/**
 * cbu_metadata_field_new:
 * @name: member of the metadata
 * @title: what a person reads
 * @kind: how it is edited
 *
 * Returns: (transfer floating): a field, empty until cbu_metadata_field_show()
 */
GtkWidget *
cbu_metadata_field_new (const char *name, const char *title, CbuFieldKind kind)
{
  CbuMetadataField *self = g_object_new (CBU_TYPE_METADATA_FIELD, NULL);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = cbu_wrapped_label_new (title, NULL);
  GtkWidget *editor;

  self->name = g_strdup (name);
  self->kind = kind;
  self->hint = cbu_label_new ("", "caption dim-label");
  self->missing = cbu_pill_new (_ ("To fill in"), "error");
  gtk_widget_set_visible (self->missing, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->missing);
  gtk_box_append (GTK_BOX (line), self->hint);
  editor = make_editor (self);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), self->editor);
  gtk_box_append (GTK_BOX (self), line);
  gtk_box_append (GTK_BOX (self), editor);
  return GTK_WIDGET (self);
}
