/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-replace.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/* Counted when one has stopped typing for so long. */
#define COUNT_DELAY_MS 250

/**
 * CbuTableReplace:
 *
 * The second line of the search bar: what takes the place of what is looked for. How many cells
 * that would change is counted before it is done; `replace` (find, with, column, whole, ignore
 * case, cells) says that it is wanted.
 */
struct _CbuTableReplace
{
  AdwBin parent_instance;

  /* Owned */
  CbReader *reader; /* (nullable) */
  char *find;
  guint count_source;

  /* Borrowed */
  GCancellable *counting; /* (nullable): of the count under way */

  /* Borrowed: children */
  GtkEditable *entry;
  GtkCheckButton *whole;
  GtkCheckButton *same_case;
  GtkLabel *problem;
  GtkWidget *button;

  guint64 cells; /* that would change */
  guint serial;  /* of what would be replaced: answers to an earlier one are late */
  int column;
};

G_DEFINE_FINAL_TYPE (CbuTableReplace, cbu_table_replace, ADW_TYPE_BIN)

static CbReplacement
get_replacement (CbuTableReplace *self)
{
  return (CbReplacement){
    .find = self->find,
    .with = gtk_editable_get_text (self->entry),
    .column = self->column,
    .whole = gtk_check_button_get_active (self->whole),
    .ignore_case = !gtk_check_button_get_active (self->same_case),
  };
}

/* The button says how much it does, or why it does nothing. */
static void
show_count (CbuTableReplace *self, const char *why_not)
{
  g_autofree char *number = cb_text_format_count (self->cells);
  /* Translators: on a button: in so many cells */
  g_autofree char *label = g_strdup_printf (
      ngettext ("Replace in %s cell", "Replace in %s cells", (gulong)self->cells), number);

  gtk_button_set_label (GTK_BUTTON (self->button), self->cells > 0 ? label : why_not);
  gtk_widget_set_sensitive (self->button, self->cells > 0);
}

static void
show_problem (CbuTableReplace *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

typedef struct
{
  CbReader *reader; /* (owned) */
  char *recipe;     /* (owned) */
  guint64 cells;
  guint serial;
} Count;

static void
free_count (gpointer data)
{
  Count *count = data;

  g_object_unref (count->reader);
  g_free (count->recipe);
  g_free (count);
}

static gpointer
count_cells (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Count *count = input;

  cb_reader_measure (count->reader, count->recipe, &count->cells, NULL, NULL, cancellable, error);
  return NULL;
}

static void
cells_counted_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTableReplace *self = widget;
  Count *count = input;
  g_autofree char *words = NULL;

  if (count->serial != self->serial)
    return;
  self->counting = NULL;
  self->cells = error == NULL ? count->cells : 0;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    words = cb_error_words_for (error);
  show_problem (self, words);
  show_count (self, words != NULL ? _ ("Replace") : _ ("No cell would change"));
}

static gboolean
count_cb (gpointer data)
{
  CbuTableReplace *self = data;
  const CbReplacement replacement = get_replacement (self);
  g_autofree char *step = cb_workplace_dup_replace_step (&replacement);
  Count *count = g_new0 (Count, 1);

  self->count_source = 0;
  count->reader = g_object_ref (self->reader);
  count->recipe = g_strdup_printf ("[%s]", step);
  count->serial = self->serial;
  show_count (self, _ ("Counting…"));
  self->counting = cbu_run_async (self, NULL,
                                  &(CbuRun){ .tag = count_cb,
                                             .work = count_cells,
                                             .done = cells_counted_cb,
                                             .input = count,
                                             .free_input = free_count });
  return G_SOURCE_REMOVE;
}

static void
stop (CbuTableReplace *self)
{
  g_clear_handle_id (&self->count_source, g_source_remove);
  if (self->counting != NULL)
    g_cancellable_cancel (self->counting);
  self->counting = NULL;
  self->serial++;
}

static void
count_soon (CbuTableReplace *self)
{
  stop (self);
  self->cells = 0;
  show_problem (self, NULL);
  show_count (self, _ ("Replace"));
  /* Blank cells can be filled, but only as whole ones. */
  if (self->reader == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self))
      || (*self->find == '\0' && !gtk_check_button_get_active (self->whole)))
    return;
  self->count_source = g_timeout_add (COUNT_DELAY_MS, count_cb, self);
}

/**
 * cbu_table_replace_do:
 * @self: the line
 *
 * Asks for it to be done, when the cells are counted.
 */
void
cbu_table_replace_do (CbuTableReplace *self)
{
  const CbReplacement replacement = get_replacement (self);

  if (self->cells == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  g_signal_emit_by_name (self, "replace", replacement.find, replacement.with, replacement.column,
                         replacement.whole, replacement.ignore_case, self->cells);
}

static GtkWidget *
make_check (CbuTableReplace *self, const char *label, gboolean active)
{
  GtkWidget *check = gtk_check_button_new_with_mnemonic (label);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), active);
  g_signal_connect_object (check, "toggled", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  return check;
}

static GtkWidget *
make_content (CbuTableReplace *self)
{
  GtkWidget *line = cbu_wrap_new ();
  GtkWidget *what = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Replace with"));
  gtk_widget_set_hexpand (entry, TRUE);
  cbu_a11y_set_name (entry, _ ("Replace with"));
  g_signal_connect_object (entry, "changed", G_CALLBACK (count_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (cbu_table_replace_do), self,
                           G_CONNECT_SWAPPED);
  self->whole = GTK_CHECK_BUTTON (make_check (self, _ ("_Whole cells"), FALSE));
  self->same_case = GTK_CHECK_BUTTON (make_check (self, _ ("Capitals as _typed"), TRUE));
  gtk_box_append (GTK_BOX (what), entry);
  gtk_box_append (GTK_BOX (what), GTK_WIDGET (self->whole));
  gtk_box_append (GTK_BOX (what), GTK_WIDGET (self->same_case));
  cbu_wrap_append (CBU_WRAP (line), what);
  self->button = gtk_button_new ();
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (cbu_table_replace_do), self,
                           G_CONNECT_SWAPPED);
  cbu_wrap_append (CBU_WRAP (line), self->button);
  self->problem = GTK_LABEL (cbu_wrapped_label_new ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  cbu_wrap_append (CBU_WRAP (line), GTK_WIDGET (self->problem));
  cbu_a11y_set_name (line, _ ("Find and replace"));

  return line;
}

static void
cbu_table_replace_dispose (GObject *object)
{
  CbuTableReplace *self = CBU_TABLE_REPLACE (object);

  stop (self);
  g_clear_object (&self->reader);
  G_OBJECT_CLASS (cbu_table_replace_parent_class)->dispose (object);
}

static void
cbu_table_replace_finalize (GObject *object)
{
  g_free (CBU_TABLE_REPLACE (object)->find);
  G_OBJECT_CLASS (cbu_table_replace_parent_class)->finalize (object);
}

static void
cbu_table_replace_class_init (CbuTableReplaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_table_replace_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_table_replace_finalize;
  g_signal_new ("replace", CBU_TYPE_TABLE_REPLACE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 6, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_INT, G_TYPE_BOOLEAN,
                G_TYPE_BOOLEAN, G_TYPE_UINT64);
}

static void
cbu_table_replace_init (CbuTableReplace *self)
{
  self->find = g_strdup ("");
  self->column = -1;
  adw_bin_set_child (ADW_BIN (self), make_content (self));
  show_count (self, _ ("Replace"));
  g_signal_connect (self, "map", G_CALLBACK (count_soon), NULL);
}

/**
 * cbu_table_replace_new:
 *
 * Returns: (transfer floating): a line that is about nothing yet
 */
GtkWidget *
cbu_table_replace_new (void)
{
  return g_object_new (CBU_TYPE_TABLE_REPLACE, NULL);
}

/**
 * cbu_table_replace_set:
 * @self: the line
 * @reader: (nullable): in what is replaced
 * @find: what is looked for
 * @column: the only one, 0-based; -1: all
 */
void
cbu_table_replace_set (CbuTableReplace *self, CbReader *reader, const char *find, int column)
{
  g_return_if_fail (CBU_IS_TABLE_REPLACE (self));

  g_set_object (&self->reader, reader);
  g_free (self->find);
  self->find = g_strdup (find);
  self->column = column;
  count_soon (self);
}

/**
 * cbu_table_replace_focus:
 * @self: the line
 */
void
cbu_table_replace_focus (CbuTableReplace *self)
{
  g_return_if_fail (CBU_IS_TABLE_REPLACE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * cbu_table_replace_get_status:
 * @self: the line
 *
 * Returns: (transfer none): what its button says, for tests
 */
const char *
cbu_table_replace_get_status (CbuTableReplace *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_REPLACE (self), NULL);

  return gtk_button_get_label (GTK_BUTTON (self->button));
}
