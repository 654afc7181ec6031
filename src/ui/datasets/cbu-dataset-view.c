/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/datasets/cbu-opened.h"
#include "ui/widgets/cbu-choice.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuDatasetView:
 *
 * One dataset from its file to the queue. The strip of steps is a map of it; everything that it
 * shows comes from one dossier, read anew when something changed.
 */
G_DEFINE_FINAL_TYPE (CbuDatasetView, cbu_dataset_view, ADW_TYPE_BIN)

#define BESIDE_WIDTH 360
#define ALONE_WIDTH 720

static void
update_panes (CbuDatasetView *self)
{
  CbuStep step = cbu_steps_get_step (self->steps);
  gboolean compact = cbu_split_is_compact (self->split);

  cbu_steps_set_compact (self->steps, compact);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), !compact || step != CBU_STEP_CHECK);
  gtk_widget_set_visible (self->panel_side,
                          step == CBU_STEP_CHECK || (step == CBU_STEP_VIEW && !compact));
  /* Beside the table it is a column; alone it may be as wide as is well to read. */
  adw_clamp_set_maximum_size (ADW_CLAMP (self->panel_side), compact ? ALONE_WIDTH : BESIDE_WIDTH);
  if (self->dossier != NULL)
    _cbu_dataset_view_show_head (self);
}

static void
on_step_picked_cb (CbuDatasetView *self)
{
  static const char *const pages[] = { "files", "work", "work", "describe", "review", "send" };

  update_panes (self);
  gtk_stack_set_visible_child_name (self->stack, pages[cbu_steps_get_step (self->steps)]);
  if (self->dossier != NULL)
    _cbu_dataset_view_show_changes (self);
}

/**
 * _cbu_dataset_view_get_file:
 * @self: the view
 *
 * Returns: (transfer none) (nullable): id of the file that is looked at
 */
const char *
_cbu_dataset_view_get_file (CbuDatasetView *self)
{
  GPtrArray *files = self->dossier->dataset->files;
  guint selected = gtk_drop_down_get_selected (self->file_choice);

  if (files->len == 0)
    return NULL;
  return ((CbDatasetFile *)g_ptr_array_index (files, selected < files->len ? selected : 0))->id;
}

static void
show_problem (CbuDatasetView *self, const char *icon, const char *title, const char *text)
{
  gtk_toggle_button_set_active (self->changes_button, FALSE);
  cbu_table_show (self->table, NULL, NULL);
  _cbu_dataset_view_show_pages (self, NULL);
  gtk_widget_set_visible (self->seen, FALSE);
  cbu_reading_bar_show_nothing (self->reading);
  cbu_review_view_show_sample (self->review, NULL, NULL);
  adw_status_page_set_icon_name (self->problem, icon);
  adw_status_page_set_title (self->problem, title);
  adw_status_page_set_description (self->problem, text);
  gtk_stack_set_visible_child_name (self->table_stack, "none");
}

/* The table, or what its columns are. */
static void
on_columns_toggled_cb (CbuDatasetView *self)
{
  const char *file_id = self->dossier != NULL ? _cbu_dataset_view_get_file (self) : NULL;

  if (file_id == NULL || !gtk_toggle_button_get_active (self->columns_button))
    {
      if (g_strcmp0 (gtk_stack_get_visible_child_name (self->table_stack), "columns") == 0)
        gtk_stack_set_visible_child_name (self->table_stack, "table");
      return;
    }
  cbu_columns_view_show (self->columns, self->session, self->dataset_id,
                         cb_dataset_find_file (self->dossier->dataset, file_id),
                         cbu_dossier_can_change (self->dossier));
  gtk_toggle_button_set_active (self->changes_button, FALSE);
  gtk_stack_set_visible_child_name (self->table_stack, "columns");
}

/* Not even an empty one: a document, a picture, an archive. */
static gboolean
has_table (const CbFileInfo *info)
{
  return info->sheets->len > 0 || (info->columns != NULL && info->columns[0] != NULL);
}

static void
reader_opened_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetView *self = widget;
  CbuDatasetWork *work = input;
  CbuOpened *opened = result;
  const CbFileInfo *info;

  /* Another one was wanted meanwhile. */
  if (g_strcmp0 (work->text, self->reader_key) != 0)
    return;
  if (error != NULL)
    {
      g_autofree char *words = cb_error_words_for (error);

      show_problem (self, "dialog-error-symbolic", _ ("The file cannot be shown"), words);
      return;
    }
  info = cb_reader_get_info (opened->reader);
  if (info->secret_mark != NULL && *info->secret_mark != '\0')
    {
      show_problem (self, "changes-prevent-symbolic", _ ("This file is not shown"),
                    _ ("It carries a mark of a state secret. Nothing of it was read further. "
                       "Remove it here, and tell the person in charge of secrets."));
      return;
    }
  if (info->n_pages > 0)
    {
      _cbu_dataset_view_show_pages (self, opened->reader);
      return;
    }
  if (!has_table (info))
    {
      show_problem (self, "x-office-document-symbolic", _ ("There is no table in this file"),
                    _ ("Only tables are shown here. Look at it in the program that it belongs to "
                       "before it goes out."));
      return;
    }
  _cbu_dataset_view_show_seen_sheet (self, info);
  cbu_reading_bar_show (self->reading, info, cbu_dossier_can_change (self->dossier));
  gtk_stack_set_visible_child_name (self->table_stack, "table");
  on_columns_toggled_cb (self);
  _cbu_dataset_view_show_pages (self, NULL);
  /* It was told of by the store, before the command that wrote it has said so. */
  if (self->n_edits > 0)
    cbu_table_stay (self->table);
  cbu_table_show (self->table, opened->reader, opened->rows);
  g_free (self->shown_file);
  self->shown_file = g_strdup (work->file_id);
  g_free (self->shown_recipe);
  self->shown_recipe = g_strdup (opened->recipe);
  _cbu_dataset_view_show_changes (self);
  if (opened->edits != NULL)
    cbu_table_set_edits (self->table, opened->edits);
  _cbu_dataset_view_mark_findings (self);
  if (self->goal != NULL)
    {
      g_autofree char *goal = g_steal_pointer (&self->goal);

      _cbu_dataset_view_show_finding (self, cbu_findings_panel_find (self->panel, goal), FALSE);
    }
  if (self->seen_sheet < 0)
    cbu_review_view_show_sample (self->review, (const char *const *)info->columns, opened->rows);
}

/* Another string whenever the bytes of the file or their reading are others; what becomes of other
 * files leaves the table as it is. */
static char *
dup_reader_key (CbuDatasetView *self, const char *file_id)
{
  const CbDatasetFile *file
      = file_id != NULL ? cb_dataset_find_file (self->dossier->dataset, file_id) : NULL;

  return file != NULL
             ? g_strdup_printf ("%s\n%s\n%s\n%d", file->id, file->sha256,
                                file->options != NULL ? file->options : "", self->seen_sheet)
             : g_strdup ("");
}

/**
 * _cbu_dataset_view_show_table:
 * @self: the view
 *
 * Shows the file that is looked at, unless it is shown already as it is read.
 */
void
_cbu_dataset_view_show_table (CbuDatasetView *self)
{
  const char *file_id = _cbu_dataset_view_get_file (self);
  g_autofree char *key = dup_reader_key (self, file_id);
  CbuDatasetWork *work;

  _cbu_dataset_view_show_bar (self);
  _cbu_dataset_view_show_offer (self);
  _cbu_dataset_view_show_changes (self);
  if (g_strcmp0 (key, self->reader_key) == 0)
    {
      _cbu_dataset_view_mark_findings (self);
      on_columns_toggled_cb (self);
      return;
    }
  g_free (self->reader_key);
  self->reader_key = g_steal_pointer (&key);
  if (file_id == NULL)
    {
      show_problem (self, "x-office-spreadsheet-symbolic", _ ("No file yet"),
                    _ ("Drop the data file here, or choose it in the first step."));
      return;
    }
  work = cbu_dataset_work_new (self->dataset_id, NULL);
  work->file_id = g_strdup (file_id);
  work->text = g_strdup (self->reader_key);
  work->sheet = self->seen_sheet;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = _cbu_dataset_view_show_table,
                            .work = cbu_opened_make,
                            .done = reader_opened_cb,
                            .input = work,
                            .free_input = cbu_dataset_work_free,
                            .free_result = cbu_opened_free });
}

static void
on_file_picked_cb (CbuDatasetView *self)
{
  if (self->filling || self->dossier == NULL)
    return;
  self->seen_sheet = -1;
  _cbu_dataset_view_update_history (self);
  _cbu_dataset_view_show_table (self);
}

static void
show_file_choice (CbuDatasetView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GPtrArray *files = self->dossier->dataset->files;
  guint selected = gtk_drop_down_get_selected (self->file_choice);

  /* What was just taken in is looked at. */
  if (self->has_new && files->len > 0)
    selected = files->len - 1;
  self->has_new = FALSE;
  for (guint i = 0; i < files->len; i++)
    gtk_string_list_append (names, ((CbDatasetFile *)g_ptr_array_index (files, i))->name);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->file_choice, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->file_choice, selected < files->len ? selected : 0);
  gtk_widget_set_visible (GTK_WIDGET (self->file_choice), files->len > 1);
  self->filling = FALSE;
}

static void
show_dossier (CbuDatasetView *self)
{
  _cbu_dataset_view_show_head (self);
  cbu_steps_show (self->steps, self->dossier);
  cbu_files_view_show (self->files, self->session, self->dossier);
  cbu_findings_panel_show (self->panel, self->session, self->dossier);
  cbu_metadata_form_show (self->form, self->session, self->dossier);
  cbu_review_view_show (self->review, self->session, self->dossier);
  cbu_send_view_show (self->send, self->session, self->dossier);
  show_file_choice (self);
  _cbu_dataset_view_update_history (self);
  _cbu_dataset_view_show_table (self);
}

static gpointer
read_dossier (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cbu_dossier_read (workplace, input, error);
}

static CbuStep
get_first_step (const CbuDossier *dossier)
{
  if (dossier->dataset->files->len == 0)
    return CBU_STEP_FILE;
  if (cbu_dossier_answers (dossier))
    return CBU_STEP_APPROVE;
  switch (dossier->dataset->state)
    {
    case CB_DATASET_IN_REVIEW:
    case CB_DATASET_RETURNED:
      return CBU_STEP_APPROVE;
    case CB_DATASET_APPROVED:
    case CB_DATASET_QUEUED:
    case CB_DATASET_PUBLISHED:
      return CBU_STEP_SEND;
    case CB_DATASET_PREPARING:
    default:
      return CBU_STEP_VIEW;
    }
}

/* New bytes are checked without being asked; a check that failed is not tried again by itself. */
static void
check_when_new (CbuDatasetView *self)
{
  g_autofree char *key = NULL;

  /* When the last of what was typed is written: what is checked now is not what is published. */
  if (self->n_edits > 0)
    return;
  if (self->dossier->current || self->dossier->dataset->files->len == 0)
    {
      g_clear_pointer (&self->tried_key, g_free);
      return;
    }
  key = cbu_dossier_dup_content_key (self->dossier);
  if (self->checking || g_strcmp0 (key, self->tried_key) == 0)
    return;
  g_free (self->tried_key);
  self->tried_key = g_steal_pointer (&key);
  _cbu_dataset_view_check (self);
}

static void
dossier_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuDatasetView *self = widget;
  gboolean first = self->dossier == NULL;

  /* Removed meanwhile: the page goes back to its list by itself. */
  if (!first && g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    return;
  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  self->dossier = cbu_dossier_ref (result);
  show_dossier (self);
  if (first)
    cbu_steps_set_step (self->steps, get_first_step (self->dossier));
  check_when_new (self);
  if (first && self->waiting->len > 0)
    {
      g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

      g_list_store_splice (files, 0, 0, self->waiting->pdata, self->waiting->len);
      g_ptr_array_set_size (self->waiting, 0);
      cbu_dataset_view_take_files (self, G_LIST_MODEL (files));
    }
}

static void reload (GtkWidget *widget);

/**
 * _cbu_dataset_view_reload:
 * @self: the view
 *
 * Reads everything anew and shows it.
 */
void
_cbu_dataset_view_reload (CbuDatasetView *self)
{
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_dossier,
                            .done = dossier_read_cb,
                            .input = g_strdup (self->dataset_id),
                            .free_input = g_free,
                            .free_result = (GDestroyNotify)cbu_dossier_unref });
}

/* How far the table reaches is known when all rows are. */
static void
on_counted_cb (CbuDatasetView *self)
{
  CbReader *reader = cbu_table_get_reader (self->table);
  gboolean is_final;

  if (reader == NULL)
    return;
  cb_reader_get_row_count (reader, &is_final);
  cbu_reading_bar_show_part (self->reading, cb_reader_get_info (reader),
                             is_final ? cb_reader_get_body_end (reader) : G_MAXUINT64);
}

static void
reload (GtkWidget *widget)
{
  _cbu_dataset_view_reload (CBU_DATASET_VIEW (widget));
}

static void
on_reading_chosen_cb (CbuDatasetView *self)
{
  _cbu_dataset_view_set_reading (self);
}

static void
on_columns_saved_cb (CbuDatasetView *self)
{
  _cbu_dataset_view_set_schema (self);
}

/**
 * cbu_dataset_view_get_id:
 * @self: the view
 *
 * Returns: (transfer none): id of the dataset
 */
const char *
cbu_dataset_view_get_id (CbuDatasetView *self)
{
  g_return_val_if_fail (CBU_IS_DATASET_VIEW (self), NULL);

  return self->dataset_id;
}

static void
cbu_dataset_view_dispose (GObject *object)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (object);

  self->filling = TRUE;
  g_clear_object (&self->session);
  g_clear_pointer (&self->dataset_id, g_free);
  g_clear_pointer (&self->reader_key, g_free);
  g_clear_pointer (&self->shown_file, g_free);
  g_clear_pointer (&self->shown_recipe, g_free);
  g_clear_pointer (&self->typed, cbu_typed_cells_unref);
  g_clear_pointer (&self->compared_key, g_free);
  g_clear_pointer (&self->compared_by, g_free);
  g_clear_pointer (&self->goal, g_free);
  g_clear_pointer (&self->history, cbu_history_free);
  g_clear_pointer (&self->tried_key, g_free);
  g_clear_pointer (&self->undone, cbu_undone_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_DATASET_VIEW);
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  G_OBJECT_CLASS (cbu_dataset_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, title);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, next);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, below);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, next_below);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, pill);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, removal);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, steps);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, progress);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, files);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, split);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, panel_side);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, file_choice);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, reading);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, offer);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, offer_text);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, seen);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, seen_text);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, table_stack);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, problem);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, table);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, pages);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, panel);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, form);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, review);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, send);
}

static void
cbu_dataset_view_class_init (CbuDatasetViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_STEPS);
  g_type_ensure (CBU_TYPE_PROGRESS);
  g_type_ensure (CBU_TYPE_SPLIT);
  g_type_ensure (CBU_TYPE_FILES_VIEW);
  g_type_ensure (CBU_TYPE_READING_BAR);
  g_type_ensure (CBU_TYPE_TABLE);
  g_type_ensure (CBU_TYPE_PAGES);
  g_type_ensure (CBU_TYPE_COLUMNS_VIEW);
  g_type_ensure (CBU_TYPE_CHANGES_VIEW);
  g_type_ensure (CBU_TYPE_FINDINGS_PANEL);
  g_type_ensure (CBU_TYPE_METADATA_FORM);
  g_type_ensure (CBU_TYPE_REVIEW_VIEW);
  g_type_ensure (CBU_TYPE_SEND_VIEW);
  G_OBJECT_CLASS (klass)->dispose = cbu_dataset_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-dataset-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_step_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_file_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_reading_chosen_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_sheet_chosen_cb",
                                                G_CALLBACK (_cbu_dataset_view_choose_sheet));
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, columns_button);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, columns);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, changes_button);
  gtk_widget_class_bind_template_child (widget_class, CbuDatasetView, changes);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_changes_toggled_cb",
                                                G_CALLBACK (_cbu_dataset_view_changes_toggled_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_change_key_cb",
                                                G_CALLBACK (_cbu_dataset_view_change_key_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_change_picked_cb",
                                                G_CALLBACK (_cbu_dataset_view_change_picked_cb));
  gtk_widget_class_bind_template_callback (widget_class, on_columns_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_columns_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_counted_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_edited_cb",
                                                G_CALLBACK (_cbu_dataset_view_edit_cell));
  gtk_widget_class_bind_template_callback_full (widget_class, "on_replace_cb",
                                                G_CALLBACK (_cbu_dataset_view_replace));
  _cbu_dataset_view_install_actions (widget_class);
}

static void
cbu_dataset_view_init (CbuDatasetView *self)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  self->own_sheet = self->seen_sheet = -1;
  self->undone = cbu_undone_new ();
  self->history = cbu_history_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  factory = cbu_choice_factory_new ();
  gtk_drop_down_set_factory (self->file_choice, factory);
  g_signal_connect_swapped (self->split, "notify::compact", G_CALLBACK (update_panes), self);
  update_panes (self);
}

/**
 * cbu_dataset_view_new:
 * @session: what the dataset belongs to
 * @dataset_id: of the dataset
 *
 * Returns: (transfer floating): a view of it
 */
GtkWidget *
cbu_dataset_view_new (CbuSession *session, const char *dataset_id)
{
  CbuDatasetView *self = g_object_new (CBU_TYPE_DATASET_VIEW, NULL);

  self->session = g_object_ref (session);
  self->dataset_id = g_strdup (dataset_id);
  cbu_session_watch (session, GTK_WIDGET (self), "datasets,jobs,accounts,settings", reload);
  return GTK_WIDGET (self);
}
