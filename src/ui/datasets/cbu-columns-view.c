/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-columns-view.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-schema.h"
#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-schema-words.h"
#include "ui/datasets/cbu-column-fields.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Rows of a list are widgets: so many at a time. */
#define ROWS_AT_A_TIME 300

/**
 * CbuColumnsView:
 *
 * What each column of a file is, and how it is written. What is changed is kept by the signal
 * `saved`, with cbu_columns_view_dup_json(); at the latest when it is left.
 */
struct _CbuColumnsView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  CbSchema *schema; /* (nullable) */
  char *dataset_id;
  char *file_id;
  char *key;  /* (nullable): of what is shown, or on its way */
  char *last; /* (nullable): the schema of the last period */
  gboolean is_kept;
  gboolean can_change;
  gboolean listed_to_change; /* the rows were made to be changed */
  guint n_listed;            /* of the columns */
  gboolean is_dirty;         /* something was typed or picked that is not kept */

  /* Template */
  GtkStack *stack;
  AdwStatusPage *problem;
  GtkLabel *state;
  GtkWidget *last_button;
  GtkWidget *save;
  GtkListBox *list;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (CbuColumnsView, cbu_columns_view, ADW_TYPE_BIN)

typedef struct
{
  char *json;
  char *last;
  gboolean is_kept;
} Loaded;

static void
free_loaded (gpointer data)
{
  Loaded *self = data;

  g_free (self->json);
  g_free (self->last);
  g_free (self);
}

typedef struct
{
  char *dataset_id;
  char *file_id;
  char *key;
} Wanted;

static void
free_wanted (gpointer data)
{
  Wanted *self = data;

  g_free (self->dataset_id);
  g_free (self->file_id);
  g_free (self->key);
  g_free (self);
}

static gpointer
load (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Wanted *wanted = input;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->json = cb_workplace_dup_schema (workplace, wanted->dataset_id, wanted->file_id,
                                          &loaded->is_kept, cancellable, error);
  if (loaded->json == NULL)
    {
      free_loaded (loaded);
      return NULL;
    }
  /* That there is none is no error. */
  loaded->last = cb_workplace_dup_last_schema (workplace, wanted->dataset_id, NULL);

  return loaded;
}

static char *
dup_summary (const CbSchemaField *field)
{
  g_autoptr (GString) text = g_string_new (cb_schema_words_type (field->type));
  g_autofree char *format = cb_schema_words_dup_format (field);
  const char *doubt = cb_schema_words_doubt (field->doubt);

  if (doubt[0] != '\0')
    g_string_append_printf (text, ": %s", doubt);
  if (format[0] != '\0')
    g_string_append_printf (text, " · %s", format);
  if (field->unit != NULL)
    g_string_append_printf (text, " · %s", field->unit);
  if (field->required)
    g_string_append_printf (text, " · %s", _ ("must be filled in"));

  return g_markup_escape_text (text->str, -1);
}

static void
update_row (GtkWidget *row, const CbSchemaField *field)
{
  g_autofree char *title = g_markup_escape_text (field->name, -1);
  g_autofree char *summary = dup_summary (field);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), summary);
  cbu_a11y_set_name (row, field->name);
}

static void
offer_to_keep (CbuColumnsView *self)
{
  self->is_dirty = TRUE;
  gtk_widget_set_sensitive (self->save, TRUE);
  gtk_widget_add_css_class (self->save, "suggested-action");
}

static void
on_field_changed_cb (GtkWidget *row, gpointer user_data)
{
  update_row (row, g_object_get_data (G_OBJECT (row), "field"));
  offer_to_keep (user_data);
}

/* Whether the step `standard` (engine/fixes) would change the column: it is sure how it is written,
 * and that is not as machines read it. */
static gboolean
can_standardise (const CbSchemaField *field)
{
  if (field->doubt != NULL || g_strcmp0 (field->format, "any") == 0
      || json_object_has_member (field->raw, CB_SCHEMA_ERA))
    return FALSE;
  if (g_str_equal (field->type, "number") || g_str_equal (field->type, "integer"))
    return field->decimal_char != NULL || field->group_char != NULL || !field->bare_number;
  if (g_str_equal (field->type, "date") || g_str_equal (field->type, "datetime"))
    return field->format != NULL && strstr (field->format, "%y") == NULL;

  return g_str_equal (field->type, "boolean") && field->true_values != NULL
         && g_strcmp0 (field->true_values[0], "true") != 0 && field->missing_values == NULL;
}

static char *
make_step (const CbSchemaField *field, guint index)
{
  g_autoptr (CbSchema) alone = cb_schema_new ();
  g_autoptr (JsonObject) schema = NULL;
  g_autoptr (JsonObject) step = json_object_new ();
  g_autofree char *json = NULL;

  /* Borrowed for as long as it takes to write it. */
  g_ptr_array_set_free_func (alone->fields, NULL);
  g_ptr_array_add (alone->fields, (gpointer)field);
  json = cb_schema_to_json (alone, FALSE);
  schema = cb_json_object_parse (json, -1, NULL);
  json_object_set_string_member (step, "step", "standard");
  json_object_set_string_member (step, "column", field->name);
  json_object_set_int_member (step, "index", index);
  json_object_set_object_member (
      step, "field",
      json_object_ref (json_array_get_object_element (cb_json_get_array (schema, "fields"), 0)));

  return cb_json_object_to_string (step, FALSE);
}

static void
add_standard (CbuColumnsView *self, AdwExpanderRow *row, CbSchemaField *field, guint index)
{
  GtkWidget *line = adw_action_row_new ();
  g_autofree char *step = make_step (field, index);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), _ ("Write in the standard way"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (line),
      _ ("1234.5, 2026-03-31, true: as programs read it. It can be undone."));
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (line),
      cbu_action_button_new (_ ("Convert"), NULL, "dataset.mend", g_variant_new_string (step)));
  adw_expander_row_add_row (row, line);
}

/* What is inside of a row is made when it is first opened: a table may have many columns. */
static void
on_expanded_cb (GObject *row, GParamSpec *pspec, gpointer user_data)
{
  CbuColumnsView *self = user_data;
  CbSchemaField *field = g_object_get_data (row, "field");
  guint index = GPOINTER_TO_UINT (g_object_get_data (row, "index"));

  if (g_object_get_data (row, "filled") != NULL)
    return;
  g_object_set_data (row, "filled", row);
  cbu_column_fields_add (ADW_EXPANDER_ROW (row), field, self->can_change, on_field_changed_cb,
                         self);
  if (self->can_change && can_standardise (field))
    add_standard (self, ADW_EXPANDER_ROW (row), field, index);
}

/* The next columns, and how many there are behind them. */
static void
list_more (CbuColumnsView *self)
{
  guint n = self->schema->fields->len;
  guint end = MIN (n, self->n_listed + ROWS_AT_A_TIME);

  for (; self->n_listed < end; self->n_listed++)
    {
      CbSchemaField *field = g_ptr_array_index (self->schema->fields, self->n_listed);
      GtkWidget *row = adw_expander_row_new ();

      g_object_set_data (G_OBJECT (row), "field", field);
      g_object_set_data (G_OBJECT (row), "index", GUINT_TO_POINTER (self->n_listed));
      update_row (row, field);
      g_signal_connect (row, "notify::expanded", G_CALLBACK (on_expanded_cb), self);
      gtk_list_box_append (self->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->more), n > end);
  if (n > end)
    {
      g_autofree char *rest = cb_text_format_count (n - end);
      /* Translators: a number, on a button below a list of columns */
      g_autofree char *text = g_strdup_printf (_ ("List more: %s columns left"), rest);

      gtk_button_set_label (self->more, text);
    }
}

/* The focus goes to the first of those that are new. */
static void
on_more_clicked_cb (CbuColumnsView *self)
{
  guint first = self->n_listed;

  list_more (self);
  gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int)first)));
}

static void
fill_list (CbuColumnsView *self)
{
  cbu_clear (self->list);
  self->n_listed = 0;
  self->listed_to_change = self->can_change;
  list_more (self);
}

static void
show_state (CbuColumnsView *self)
{
  gtk_label_set_text (self->state,
                      self->is_kept ? _ ("Kept with the file; every check holds it against this.")
                                    : _ ("Found in the values. Nothing is kept yet."));
  /* A button that cannot be pressed any more loses the focus, and keys such as Ctrl+Z go nowhere.
   */
  if (self->is_kept && gtk_widget_has_focus (self->save))
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (self->save, self->can_change);
  gtk_widget_set_sensitive (self->save, !self->is_kept);
  gtk_widget_remove_css_class (self->save, "suggested-action");
  gtk_widget_set_visible (self->last_button, self->can_change && self->last != NULL);
  gtk_stack_set_visible_child_name (self->stack, "list");
}

static gboolean
take_schema (CbuColumnsView *self, const char *json)
{
  CbSchema *schema = cb_schema_parse (json, NULL);

  if (schema == NULL)
    return FALSE;
  /* The rows point into the one before. */
  cbu_clear (self->list);
  g_clear_pointer (&self->schema, cb_schema_free);
  self->schema = schema;
  fill_list (self);

  return TRUE;
}

/* Rows that say the same stay as they are: opened, and with the focus. */
static gboolean
is_listed (CbuColumnsView *self, const char *json)
{
  g_autofree char *now = self->schema != NULL ? cb_schema_to_json (self->schema, FALSE) : NULL;

  return g_strcmp0 (now, json) == 0 && self->listed_to_change == self->can_change;
}

static void
loaded_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuColumnsView *self = widget;
  const Loaded *loaded = result;
  const Wanted *wanted = input;

  /* Another one was wanted meanwhile, or this one is being worked on. */
  if (g_strcmp0 (wanted->key, self->key) != 0 || self->is_dirty)
    return;
  if (error != NULL)
    {
      g_autofree char *words = cb_error_words_for (error);

      g_clear_pointer (&self->key, g_free);
      adw_status_page_set_title (self->problem, _ ("The columns cannot be shown"));
      adw_status_page_set_description (self->problem, words);
      gtk_stack_set_visible_child_name (self->stack, "problem");
      return;
    }
  g_free (self->last);
  self->last = g_strdup (loaded->last);
  self->is_kept = loaded->is_kept;
  if (is_listed (self, loaded->json) || take_schema (self, loaded->json))
    show_state (self);
}

/* Another string whenever something else is to be shown. */
static char *
dup_key (const char *dataset_id, const CbDatasetFile *file, gboolean can_change)
{
  return g_strdup_printf ("%s\n%s\n%s\n%s\n%s\n%d", dataset_id, file->id, file->sha256,
                          file->options != NULL ? file->options : "",
                          file->schema != NULL ? file->schema : "", can_change);
}

static void
keep_changes (CbuColumnsView *self)
{
  if (self->is_dirty)
    g_signal_emit_by_name (self, "saved");
}

/**
 * cbu_columns_view_show:
 * @self: the view
 * @session: what the dataset belongs to
 * @dataset_id: the dataset
 * @file: one of its files
 * @can_change: whether what is shown may be changed
 *
 * Reads what the columns are in a worker thread and shows it, unless it is shown already. What was
 * typed and is not kept yet stays; it is kept before another file is shown.
 */
void
cbu_columns_view_show (CbuColumnsView *self,
                       CbuSession *session,
                       const char *dataset_id,
                       const CbDatasetFile *file,
                       gboolean can_change)
{
  g_autofree char *key = dup_key (dataset_id, file, can_change);
  gboolean is_other;
  Wanted *wanted;

  g_return_if_fail (CBU_IS_COLUMNS_VIEW (self));

  is_other = g_strcmp0 (file->id, self->file_id) != 0;
  if (g_strcmp0 (key, self->key) == 0 || (self->is_dirty && !is_other))
    return;
  keep_changes (self);
  self->is_dirty = FALSE;
  g_set_object (&self->session, session);
  g_free (self->dataset_id);
  self->dataset_id = g_strdup (dataset_id);
  g_free (self->file_id);
  self->file_id = g_strdup (file->id);
  g_free (self->key);
  self->key = g_strdup (key);
  self->can_change = can_change;
  /* Of the same file the rows stay until there are others. */
  if (is_other || self->schema == NULL)
    {
      adw_status_page_set_title (self->problem, _ ("Reading all rows…"));
      adw_status_page_set_description (self->problem, NULL);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  wanted = g_new0 (Wanted, 1);
  wanted->dataset_id = g_strdup (dataset_id);
  wanted->file_id = g_strdup (file->id);
  wanted->key = g_steal_pointer (&key);
  cbu_run_async (self, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_columns_view_show,
                            .work = load,
                            .done = loaded_cb,
                            .input = wanted,
                            .free_input = free_wanted,
                            .free_result = free_loaded });
}

/**
 * cbu_columns_view_get_file:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): id of the file whose columns it shows
 */
const char *
cbu_columns_view_get_file (CbuColumnsView *self)
{
  g_return_val_if_fail (CBU_IS_COLUMNS_VIEW (self), NULL);

  return self->file_id;
}

/**
 * cbu_columns_view_note_kept:
 * @self: the view
 * @json: what was kept of what cbu_columns_view_dup_json() gave
 *
 * What was changed since is not.
 */
void
cbu_columns_view_note_kept (CbuColumnsView *self, const char *json)
{
  g_autofree char *now = NULL;

  g_return_if_fail (CBU_IS_COLUMNS_VIEW (self));

  now = self->is_dirty ? cbu_columns_view_dup_json (self) : NULL;
  if (g_strcmp0 (now, json) == 0)
    self->is_dirty = FALSE;
}

/**
 * cbu_columns_view_dup_json:
 * @self: the view
 *
 * Returns: (transfer full) (nullable): what the columns are as the person has it, a Table Schema
 */
char *
cbu_columns_view_dup_json (CbuColumnsView *self)
{
  g_return_val_if_fail (CBU_IS_COLUMNS_VIEW (self), NULL);

  return self->schema != NULL ? cb_schema_to_json (self->schema, FALSE) : NULL;
}

static void
on_last_clicked_cb (CbuColumnsView *self)
{
  if (self->last == NULL || !take_schema (self, self->last))
    return;
  offer_to_keep (self);
  gtk_label_set_text (self->state, _ ("As in the last period. Not kept yet."));
}

static void
on_save_clicked_cb (CbuColumnsView *self)
{
  g_signal_emit_by_name (self, "saved");
}

static void
cbu_columns_view_unmap (GtkWidget *widget)
{
  keep_changes (CBU_COLUMNS_VIEW (widget));
  GTK_WIDGET_CLASS (cbu_columns_view_parent_class)->unmap (widget);
}

static void
cbu_columns_view_dispose (GObject *object)
{
  CbuColumnsView *self = CBU_COLUMNS_VIEW (object);

  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_COLUMNS_VIEW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (cbu_columns_view_parent_class)->dispose (object);
}

static void
cbu_columns_view_finalize (GObject *object)
{
  CbuColumnsView *self = CBU_COLUMNS_VIEW (object);

  g_clear_pointer (&self->schema, cb_schema_free);
  g_free (self->dataset_id);
  g_free (self->file_id);
  g_free (self->key);
  g_free (self->last);
  G_OBJECT_CLASS (cbu_columns_view_parent_class)->finalize (object);
}

static void
cbu_columns_view_class_init (CbuColumnsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_columns_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_columns_view_finalize;
  widget_class->unmap = cbu_columns_view_unmap;
  g_signal_new ("saved", CBU_TYPE_COLUMNS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-columns-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, problem);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, state);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, last_button);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, save);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, list);
  gtk_widget_class_bind_template_child (widget_class, CbuColumnsView, more);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_last_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked_cb);
}

static void
cbu_columns_view_init (CbuColumnsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
