/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-find-private.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/datasets/cbu-table-find-words.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-find-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/* What is looked for longer than this says how far it is. */
#define SHOW_INTERVAL_MS 200
#define STATUS_CHARS 10

/**
 * CbuTableFind:
 *
 * The search bar over a table. The reading process looks through all rows; `found` says where the
 * next hit is (a row and a column), `changed` that other cells are hits now.
 */
G_DEFINE_FINAL_TYPE (CbuTableFind, cbu_table_find, ADW_TYPE_BIN)

typedef struct
{
  CbuTableFind *find; /* (owned): only its @percent is touched by the thread */
  CbReader *reader;   /* (owned) */
  char *needle;       /* (owned) */
  CbFindOptions options;
  CbFoundCell found;
  CbTally tally;
  guint serial;
  gboolean wrapped;
} Search;

static void tally_on (CbuTableFind *self);

static Search *
make_search (CbuTableFind *self)
{
  Search *search = g_new0 (Search, 1);

  search->find = g_object_ref (self);
  search->reader = g_object_ref (self->reader);
  search->needle = g_strdup (self->typed);
  search->options.needle = search->needle;
  search->options.only_column = self->column;
  search->tally = self->tally;
  search->serial = self->serial;
  return search;
}

static void
free_search (gpointer data)
{
  Search *search = data;

  g_object_unref (search->find);
  g_object_unref (search->reader);
  g_free (search->needle);
  g_free (search);
}

static void
show_status (CbuTableFind *self)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->stop, self->finding != NULL || self->tallying != NULL);
  if (self->failed && *self->needle != '\0')
    return;
  text = cbu_table_find_dup_words (&(CbuFindState){
      .tally = &self->tally,
      .is_empty = *self->needle == '\0' || self->reader == NULL,
      .is_finding = self->finding != NULL,
      .is_tallying = self->tallying != NULL,
      .wrapped = self->wrapped,
      .percent = g_atomic_int_get (&self->percent),
  });
  gtk_label_set_label (self->status, text);
}

static gboolean
show_cb (gpointer data)
{
  CbuTableFind *self = data;

  show_status (self);
  if (self->finding != NULL || self->tallying != NULL)
    return G_SOURCE_CONTINUE;
  self->show_source = 0;
  return G_SOURCE_REMOVE;
}

static void
show_soon (CbuTableFind *self)
{
  if (self->show_source == 0)
    self->show_source = g_timeout_add (SHOW_INTERVAL_MS, show_cb, self);
}

static void
show_failure (CbuTableFind *self, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    return;
  words = cb_error_words_for (error);
  self->failed = TRUE;
  gtk_label_set_label (self->status, words);
}

static void
progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbuTableFind *self = user_data;

  if (total > 0)
    g_atomic_int_set (&self->percent, (int)(100 * (double)done / (double)total));
}

/* Once around: from the other end when there is none in this direction. */
static gpointer
find_cell (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Search *search = input;

  if (!cb_reader_find (search->reader, &search->options, &search->found, progress_cb, search->find,
                       cancellable, error)
      || search->found.found)
    return NULL;
  search->wrapped = TRUE;
  search->options.row = search->options.backwards ? G_MAXUINT32 : 0;
  search->options.column = 0;
  cb_reader_find (search->reader, &search->options, &search->found, progress_cb, search->find,
                  cancellable, error);
  return NULL;
}

static void
cell_found_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTableFind *self = widget;
  Search *search = input;

  if (search->serial != self->serial)
    return;
  self->finding = NULL;
  if (error != NULL)
    show_failure (self, error);
  self->wrapped = search->wrapped && search->found.found;
  show_status (self);
  if (error == NULL && search->found.found)
    g_signal_emit_by_name (self, "found", search->found.row, search->found.column);
}

/**
 * _cbu_table_find_start:
 * @self: the bar
 * @backwards: to the hit before, not to the next
 * @from_here: the cell one is at counts, too
 *
 * Looks for the next hit and goes there.
 */
void
_cbu_table_find_start (CbuTableFind *self, gboolean backwards, gboolean from_here)
{
  Search *search;
  guint64 row = 0;
  guint column = 0;

  if (self->reader == NULL || self->finding != NULL || *self->needle == '\0')
    return;
  search = make_search (self);
  if (cbu_grid_get_cursor (self->grid, &row, &column) && !backwards && !from_here)
    column++;
  search->options.row = row;
  search->options.column = column;
  search->options.backwards = backwards;
  self->wrapped = self->failed = FALSE;
  g_atomic_int_set (&self->percent, 0);
  self->finding = cbu_run_async (self, NULL,
                                 &(CbuRun){ .tag = _cbu_table_find_start,
                                            .work = find_cell,
                                            .done = cell_found_cb,
                                            .input = search,
                                            .free_input = free_search });
  show_soon (self);
}

static gpointer
tally_cells (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Search *search = input;

  cb_reader_tally (search->reader, search->needle, search->options.only_column, &search->tally,
                   cancellable, error);
  return NULL;
}

static void
cells_tallied_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTableFind *self = widget;
  Search *search = input;

  if (search->serial != self->serial)
    return;
  self->tallying = NULL;
  if (error != NULL)
    {
      show_failure (self, error);
      return;
    }
  self->tally = search->tally;
  if (!self->tally.is_final)
    tally_on (self);
  show_status (self);
}

static void
tally_on (CbuTableFind *self)
{
  self->tallying = cbu_run_async (self, NULL,
                                  &(CbuRun){ .tag = tally_on,
                                             .work = tally_cells,
                                             .done = cells_tallied_cb,
                                             .input = make_search (self),
                                             .free_input = free_search });
}

/**
 * _cbu_table_find_stop:
 * @self: the bar
 *
 * What is looked for at present is of no use any more.
 */
void
_cbu_table_find_stop (CbuTableFind *self)
{
  if (self->finding != NULL)
    g_cancellable_cancel (self->finding);
  if (self->tallying != NULL)
    g_cancellable_cancel (self->tallying);
  self->finding = self->tallying = NULL;
  self->serial++;
}

/**
 * _cbu_table_find_look_anew:
 * @self: the bar
 * @goes: to the first hit, from where one is
 *
 * Looks for what is typed, in what is shown.
 */
void
_cbu_table_find_look_anew (CbuTableFind *self, gboolean goes)
{
  const char *typed = gtk_editable_get_text (self->entry);

  _cbu_table_find_stop (self);
  g_free (self->typed);
  g_free (self->needle);
  self->typed = g_strdup (typed);
  self->needle = gtk_revealer_get_reveal_child (self->bar) ? cb_text_fold (typed) : g_strdup ("");
  self->tally = (CbTally){ 0, 0, FALSE };
  self->wrapped = self->failed = FALSE;
  if (*self->needle != '\0' && self->reader != NULL)
    {
      if (goes)
        _cbu_table_find_start (self, FALSE, TRUE);
      tally_on (self);
    }
  show_status (self);
  cbu_table_replace_set (self->replace, self->reader, self->typed, self->column);
  g_signal_emit_by_name (self, "changed");
}

static void
begin (CbuTableFind *self)
{
  _cbu_table_find_look_anew (self, TRUE);
}

static void
on_only_toggled_cb (CbuTableFind *self)
{
  guint column = 0;

  if (self->grid != NULL)
    cbu_grid_get_cursor (self->grid, NULL, &column);
  self->column = gtk_toggle_button_get_active (self->only) ? (int)column : -1;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->only),
                               self->column >= 0 ? cbu_grid_get_title (self->grid, column) : NULL);
  begin (self);
}

static void
on_stopped_cb (CbuTableFind *self)
{
  _cbu_table_find_stop (self);
  show_status (self);
}

static void
on_next_cb (CbuTableFind *self)
{
  cbu_table_find_step (self, FALSE);
}

static void
on_previous_cb (CbuTableFind *self)
{
  cbu_table_find_step (self, TRUE);
}

static void
on_replace_toggled_cb (CbuTableFind *self)
{
  gboolean shown = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->replace_toggle));

  gtk_widget_set_visible (GTK_WIDGET (self->replace), shown);
  if (shown)
    cbu_table_replace_focus (self->replace);
}

static void
on_replace_cb (CbuTableFind *self,
               const char *find,
               const char *with,
               int column,
               gboolean whole,
               gboolean ignore_case,
               guint64 cells)
{
  g_signal_emit_by_name (self, "replace", find, with, column, whole, ignore_case, cells);
}

static void
on_mode_changed_cb (CbuTableFind *self)
{
  begin (self);
  if (!gtk_revealer_get_reveal_child (self->bar) && self->grid != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static const CbuFindActions actions = {
  .changed = G_CALLBACK (begin),
  .next = G_CALLBACK (on_next_cb),
  .previous = G_CALLBACK (on_previous_cb),
  .close = G_CALLBACK (cbu_table_find_close),
};

/* Opens the second line. */
static GtkWidget *
make_replace_toggle (CbuTableFind *self)
{
  self->replace_toggle = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->replace_toggle), "edit-find-replace-symbolic");
  gtk_widget_set_tooltip_text (self->replace_toggle, _ ("Find and replace"));
  cbu_a11y_set_name (self->replace_toggle, _ ("Find and replace"));
  gtk_widget_set_visible (self->replace_toggle, FALSE);
  g_signal_connect_object (self->replace_toggle, "toggled", G_CALLBACK (on_replace_toggled_cb),
                           self, G_CONNECT_SWAPPED);
  self->replace = CBU_TABLE_REPLACE (cbu_table_replace_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->replace), FALSE);
  g_signal_connect_object (self->replace, "replace", G_CALLBACK (on_replace_cb), self,
                           G_CONNECT_SWAPPED);

  return self->replace_toggle;
}

/* In two lines where the window is narrow: what is looked for, and what came of it. */
static GtkWidget *
make_content (CbuTableFind *self)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *line = cbu_wrap_new ();
  GtkWidget *sought = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *outcome = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *entry = cbu_find_entry_new (_ ("Find in the table"), self, &actions);

  self->entry = GTK_EDITABLE (entry);
  gtk_box_append (GTK_BOX (sought), entry);
  gtk_box_append (GTK_BOX (sought), cbu_find_steps_new (self, &actions));
  cbu_wrap_append (CBU_WRAP (line), sought);
  self->only = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (_ ("This column only")));
  g_signal_connect_object (self->only, "toggled", G_CALLBACK (on_only_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  self->status = GTK_LABEL (gtk_label_new (NULL));
  /* Of one width, whatever it says: the bar is not laid out anew while one types. */
  g_object_set (self->status, "ellipsize", PANGO_ELLIPSIZE_END, "max-width-chars", STATUS_CHARS,
                "hexpand", TRUE, "width-chars", STATUS_CHARS, "xalign", 0.0f, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->status), "numeric");
  self->stop = gtk_button_new_with_label (_ ("Stop"));
  gtk_widget_set_visible (self->stop, FALSE);
  g_signal_connect_object (self->stop, "clicked", G_CALLBACK (on_stopped_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (outcome), make_replace_toggle (self));
  gtk_box_append (GTK_BOX (outcome), GTK_WIDGET (self->only));
  gtk_box_append (GTK_BOX (outcome), GTK_WIDGET (self->status));
  gtk_box_append (GTK_BOX (outcome), self->stop);
  gtk_box_append (GTK_BOX (outcome), cbu_find_close_new (self, &actions));
  cbu_wrap_append (CBU_WRAP (line), outcome);
  cbu_a11y_set_name (line, _ ("Find in the table"));
  gtk_box_append (GTK_BOX (both), line);
  gtk_box_append (GTK_BOX (both), GTK_WIDGET (self->replace));
  return both;
}

static void
cbu_table_find_dispose (GObject *object)
{
  CbuTableFind *self = CBU_TABLE_FIND (object);

  _cbu_table_find_stop (self);
  g_clear_handle_id (&self->show_source, g_source_remove);
  g_clear_object (&self->reader);
  g_clear_weak_pointer (&self->grid);
  G_OBJECT_CLASS (cbu_table_find_parent_class)->dispose (object);
}

static void
cbu_table_find_finalize (GObject *object)
{
  CbuTableFind *self = CBU_TABLE_FIND (object);

  g_free (self->needle);
  g_free (self->typed);
  G_OBJECT_CLASS (cbu_table_find_parent_class)->finalize (object);
}

static void
cbu_table_find_class_init (CbuTableFindClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_table_find_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_table_find_finalize;
  g_signal_new ("found", CBU_TYPE_TABLE_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                2, G_TYPE_UINT64, G_TYPE_UINT);
  g_signal_new ("replace", CBU_TYPE_TABLE_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                6, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT, G_TYPE_BOOLEAN, G_TYPE_BOOLEAN,
                G_TYPE_UINT64);
  g_signal_new ("changed", CBU_TYPE_TABLE_FIND, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
cbu_table_find_init (CbuTableFind *self)
{
  GtkWidget *bar = gtk_revealer_new ();
  GtkWidget *content;

  self->column = -1;
  self->needle = g_strdup ("");
  self->typed = g_strdup ("");
  /* Not a GtkSearchBar: its button to close has no name. */
  self->bar = GTK_REVEALER (bar);
  /* At once: what is typed while a bar slides in does not reach its entry. */
  gtk_revealer_set_transition_duration (self->bar, 0);
  content = make_content (self);
  gtk_widget_add_css_class (content, "find-bar");
  gtk_revealer_set_child (self->bar, content);
  adw_bin_set_child (ADW_BIN (self), bar);
  g_signal_connect_object (bar, "notify::reveal-child", G_CALLBACK (on_mode_changed_cb), self,
                           G_CONNECT_SWAPPED);
}
