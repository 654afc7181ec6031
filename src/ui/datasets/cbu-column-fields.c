/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be said of one column: rows inside of its row in the list of columns. */

#include "config.h"

#include "ui/datasets/cbu-column-fields.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-schema-words.h"
#include "ui/datasets/cbu-column-format.h"
#include "ui/widgets/cbu-a11y.h"

/* In the order of the list to choose from. */
static const char *const types[] = { "any",  "string",   "integer", "number",    "date",
                                     "time", "datetime", "year",    "yearmonth", "boolean" };

/* Kept with the row; the rows inside of it are gone before. */
typedef struct
{
  GtkWidget *row;
  CbSchemaField *field; /* borrowed: as long as the row */
  CbuColumnChangedFunc changed;
  gpointer user_data;
  GtkWidget *format; /* a combo row */
  gboolean can_change;
  gboolean filling;
} Fields;

static void
say_changed (Fields *self)
{
  self->changed (self->row, self->user_data);
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = text[0] != '\0' ? g_strdup (text) : NULL;
}

static void
on_title_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Fields *self = user_data;

  set_text (&self->field->title, gtk_editable_get_text (entry));
  say_changed (self);
}

static void
on_description_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Fields *self = user_data;

  set_text (&self->field->description, gtk_editable_get_text (entry));
  say_changed (self);
}

static void
on_unit_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Fields *self = user_data;

  cb_schema_field_set_unit (self->field, gtk_editable_get_text (entry));
  say_changed (self);
}

static void
on_missing_changed_cb (GtkEditable *entry, gpointer user_data)
{
  Fields *self = user_data;

  cbu_column_format_set_missing (self->field, gtk_editable_get_text (entry));
  say_changed (self);
}

static void
show_ways (Fields *self)
{
  guint current = 0;
  g_auto (GStrv) ways = cbu_column_format_dup_ways (self->field, &current);
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const *)ways);

  self->filling = TRUE;
  adw_combo_row_set_model (ADW_COMBO_ROW (self->format), G_LIST_MODEL (model));
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->format), current);
  gtk_widget_set_visible (self->format, ways != NULL);
  self->filling = FALSE;
}

static void
on_format_picked_cb (GObject *combo, GParamSpec *pspec, gpointer user_data)
{
  Fields *self = user_data;
  guint picked = adw_combo_row_get_selected (ADW_COMBO_ROW (combo));

  if (self->filling || picked == GTK_INVALID_LIST_POSITION)
    return;
  cbu_column_format_set_way (self->field, picked);
  say_changed (self);
}

static void
on_type_picked_cb (GObject *combo, GParamSpec *pspec, gpointer user_data)
{
  Fields *self = user_data;
  CbSchemaField *field = self->field;
  guint picked = adw_combo_row_get_selected (ADW_COMBO_ROW (combo));
  g_autofree char *doubt = NULL;

  if (picked >= G_N_ELEMENTS (types) || g_str_equal (types[picked], field->type))
    return;
  g_free (field->type);
  field->type = g_strdup (types[picked]);
  /* How the values of another type are written says nothing of these. */
  doubt = g_steal_pointer (&field->doubt);
  g_clear_pointer (&field->format, g_free);
  g_clear_pointer (&field->pattern, g_free);
  if (!g_str_equal (field->type, "number") && !g_str_equal (field->type, "integer"))
    {
      g_clear_pointer (&field->decimal_char, g_free);
      g_clear_pointer (&field->group_char, g_free);
      field->bare_number = TRUE;
    }
  cbu_column_format_guess (field, doubt);
  show_ways (self);
  say_changed (self);
}

static void
on_required_cb (GObject *toggle, GParamSpec *pspec, gpointer user_data)
{
  Fields *self = user_data;

  self->field->required = gtk_switch_get_active (GTK_SWITCH (toggle));
  say_changed (self);
}

static void
add_entry (Fields *self, const char *label, const char *text, GCallback changed)
{
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), label);
  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_widget_set_sensitive (entry, self->can_change);
  g_signal_connect (entry, "changed", changed, self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), entry);
}

static void
add_type (Fields *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *combo = adw_combo_row_new ();
  guint selected = 0;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gtk_string_list_append (names, cb_schema_words_type (types[i]));
      if (g_str_equal (types[i], self->field->type))
        selected = i;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (combo), _ ("Type"));
  adw_combo_row_set_model (ADW_COMBO_ROW (combo), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), selected);
  gtk_widget_set_sensitive (combo, self->can_change);
  g_signal_connect (combo, "notify::selected", G_CALLBACK (on_type_picked_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), combo);
}

static void
add_format (Fields *self)
{
  self->format = adw_combo_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->format), _ ("Written as"));
  gtk_widget_set_sensitive (self->format, self->can_change);
  show_ways (self);
  g_signal_connect (self->format, "notify::selected", G_CALLBACK (on_format_picked_cb), self);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), self->format);
}

static void
add_required (Fields *self)
{
  GtkWidget *line = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), _ ("Must be filled in"));
  gtk_switch_set_active (GTK_SWITCH (toggle), self->field->required);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (toggle, self->can_change);
  cbu_a11y_set_name (toggle, _ ("Must be filled in"));
  g_signal_connect (toggle, "notify::active", G_CALLBACK (on_required_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (line), toggle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self->row), line);
}

/**
 * cbu_column_fields_add:
 * @row: of the column
 * @field: what it is; changed as the person says; has to live as long as @row
 * @can_change: whether it may be changed
 * @changed: called after each change
 * @user_data: for @changed
 *
 * Adds what can be said of the column: type, way of writing, title, description, unit, whether it
 * must be filled in, words that stand for nothing.
 */
void
cbu_column_fields_add (AdwExpanderRow *row,
                       CbSchemaField *field,
                       gboolean can_change,
                       CbuColumnChangedFunc changed,
                       gpointer user_data)
{
  Fields *self = g_new0 (Fields, 1);
  g_autofree char *missing = cbu_column_format_dup_missing (field);

  self->row = GTK_WIDGET (row);
  self->field = field;
  self->can_change = can_change;
  self->changed = changed;
  self->user_data = user_data;
  g_object_set_data_full (G_OBJECT (row), "fields", self, g_free);
  add_type (self);
  add_format (self);
  add_entry (self, _ ("Title"), field->title, G_CALLBACK (on_title_changed_cb));
  add_entry (self, _ ("Description"), field->description, G_CALLBACK (on_description_changed_cb));
  add_entry (self, _ ("Unit"), field->unit, G_CALLBACK (on_unit_changed_cb));
  add_required (self);
  /* Translators: "-; không có", words in cells that mean that there is no value */
  add_entry (self, _ ("Words that stand for nothing, with semicolons between"), missing,
             G_CALLBACK (on_missing_changed_cb));
}
