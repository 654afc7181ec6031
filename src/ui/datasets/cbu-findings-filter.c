/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-findings-filter.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-choice.h"

/**
 * CbuFindingsFilter:
 *
 * Of which file of a dataset the findings are listed: all of them, those of one file, or those
 * about the dataset itself, each with how many there are. It is seen only where there are several
 * files and something was found. What was chosen stays while the dataset is open; `changed` says
 * that another one was chosen.
 */
struct _CbuFindingsFilter
{
  AdwBin parent_instance;

  /* Owned */
  char *chosen;   /* (nullable): id of a file, "" for the dataset itself, %NULL for all */
  GPtrArray *ids; /* (element-type utf8): of what can be chosen but “all”, which is before them */
  char *shown;    /* (nullable): all that it says */
  GtkDropDown *choice;
  gboolean filling;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CbuFindingsFilter, cbu_findings_filter, ADW_TYPE_BIN)

static guint
count_findings (const CbuDossier *dossier, const char *file_id)
{
  guint n = 0;

  for (guint i = 0; i < dossier->findings->len; i++)
    if (g_str_equal (
            cb_finding_get_argument (g_ptr_array_index (dossier->findings, i), CB_FINDING_FILE),
            file_id))
      n++;

  return n;
}

static void
add_choice (GListStore *store, const char *title, guint n)
{
  g_autofree char *count = cb_text_format_count (n);
  g_autoptr (GtkStringObject) item = cbu_choice_new (title, count);

  g_list_store_append (store, item);
}

static void
add_file (CbuFindingsFilter *self, GListStore *store, const char *id, const char *title, guint n)
{
  g_ptr_array_add (self->ids, g_strdup (id));
  add_choice (store, title, n);
}

static GListStore *
make_choices (CbuFindingsFilter *self, const CbuDossier *dossier)
{
  GListStore *store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  const GPtrArray *files = dossier->dataset->files;
  guint n_own = count_findings (dossier, "");

  g_ptr_array_set_size (self->ids, 0);
  add_choice (store, _ ("All files"), dossier->findings->len);
  for (guint i = 0; i < files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (files, i);

      add_file (self, store, file->id, file->name, count_findings (dossier, file->id));
    }
  if (n_own > 0)
    add_file (self, store, "", _ ("The dataset itself"), n_own);

  return store;
}

static char *
dup_shown (CbuFindingsFilter *self, GListModel *choices)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (choices, i);

      g_string_append_printf (text, "%s\t%s\t%s\n",
                              i > 0 ? (const char *)g_ptr_array_index (self->ids, i - 1) : "",
                              gtk_string_object_get_string (item), cbu_choice_get_count (item));
    }

  return g_string_free (text, FALSE);
}

static guint
find_chosen (CbuFindingsFilter *self)
{
  for (guint i = 0; self->chosen != NULL && i < self->ids->len; i++)
    if (g_str_equal (g_ptr_array_index (self->ids, i), self->chosen))
      return i + 1;

  return 0;
}

/* What a screen reader says of the button; its rows are named as they come. */
static void
update_name (CbuFindingsFilter *self)
{
  gpointer item = gtk_drop_down_get_selected_item (self->choice);
  g_autofree char *name = NULL;

  if (item == NULL)
    return;
  /* Translators: whose findings are listed: name of a file, and how many there are */
  name = g_strdup_printf (_ ("Findings of: %s (%s)"), gtk_string_object_get_string (item),
                          cbu_choice_get_count (item));
  cbu_a11y_set_name (self->choice, name);
}

/**
 * cbu_findings_filter_show:
 * @self: the filter
 * @dossier: the dataset
 *
 * Offers its files. What was chosen stays, unless that file is there no more: then all are listed.
 */
void
cbu_findings_filter_show (CbuFindingsFilter *self, const CbuDossier *dossier)
{
  g_autoptr (GListStore) choices = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (CBU_IS_FINDINGS_FILTER (self));

  choices = make_choices (self, dossier);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          dossier->dataset->files->len > 1 && dossier->findings->len > 0);
  if (find_chosen (self) == 0)
    g_clear_pointer (&self->chosen, g_free);
  shown = dup_shown (self, G_LIST_MODEL (choices));
  /* A list that is open just now stays so. */
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->choice, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (self->choice, find_chosen (self));
  self->filling = FALSE;
  update_name (self);
}

/**
 * cbu_findings_filter_matches:
 * @self: the filter
 * @file_id: of the file that a finding is about, "" for the dataset itself
 *
 * Returns: whether the finding is to be listed
 */
gboolean
cbu_findings_filter_matches (CbuFindingsFilter *self, const char *file_id)
{
  g_return_val_if_fail (CBU_IS_FINDINGS_FILTER (self), TRUE);

  /* Where the choice is not seen, nothing is kept back for its sake. */
  return self->chosen == NULL || !gtk_widget_get_visible (GTK_WIDGET (self))
         || g_strcmp0 (self->chosen, file_id) == 0;
}

/**
 * cbu_findings_filter_include:
 * @self: the filter
 * @file_id: of the file that a finding is about, "" for the dataset itself
 *
 * Lists all when the finding would not be seen otherwise.
 */
void
cbu_findings_filter_include (CbuFindingsFilter *self, const char *file_id)
{
  g_return_if_fail (CBU_IS_FINDINGS_FILTER (self));

  if (!cbu_findings_filter_matches (self, file_id))
    gtk_drop_down_set_selected (self->choice, 0);
}

static void
on_selected_cb (CbuFindingsFilter *self)
{
  guint selected = gtk_drop_down_get_selected (self->choice);

  if (self->filling)
    return;
  g_free (self->chosen);
  self->chosen = selected > 0 && selected <= self->ids->len
                     ? g_strdup (g_ptr_array_index (self->ids, selected - 1))
                     : NULL;
  update_name (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cbu_findings_filter_finalize (GObject *object)
{
  CbuFindingsFilter *self = CBU_FINDINGS_FILTER (object);

  g_free (self->chosen);
  g_free (self->shown);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (cbu_findings_filter_parent_class)->finalize (object);
}

static void
cbu_findings_filter_class_init (CbuFindingsFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_findings_filter_finalize;
  signals[CHANGED] = g_signal_new ("changed", CBU_TYPE_FINDINGS_FILTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
cbu_findings_filter_init (CbuFindingsFilter *self)
{
  g_autoptr (GtkListItemFactory) factory = cbu_choice_factory_new ();

  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->choice = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_factory (self->choice, factory);
  cbu_a11y_set_name (self->choice, _ ("All files"));
  g_signal_connect_swapped (self->choice, "notify::selected", G_CALLBACK (on_selected_cb), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->choice));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
