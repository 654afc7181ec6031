/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-changes.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-catalog.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  guint before;
  guint after;
} Pair;

/* Changes, and of each how many datasets were begun for its item and are not published. Its rows
 * point into it, so that they share it. */
typedef struct
{
  GPtrArray *changes;
  GArray *open_work;
} Reading;

/* A row of the list: a change, or the heading of those of one sort. A list box made a widget of
 * each, and a new decision may change ten thousand. */
#define CBU_TYPE_CHANGE (cbu_change_get_type ())
G_DECLARE_FINAL_TYPE (CbuChange, cbu_change, CBU, CHANGE, GObject)

struct _CbuChange
{
  GObject parent_instance;

  Reading *reading;
  const CbCatalogChange *change; /* (nullable): of @reading */
  guint open_work;
  char *heading; /* (owned) (nullable): instead of a change */
};

G_DEFINE_FINAL_TYPE (CbuChange, cbu_change, G_TYPE_OBJECT)

static void
clear_reading (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->changes);
  g_array_unref (reading->open_work);
}

static void
free_reading (gpointer data)
{
  g_atomic_rc_box_release_full (data, clear_reading);
}

static void
cbu_change_finalize (GObject *object)
{
  CbuChange *self = CBU_CHANGE (object);

  free_reading (self->reading);
  g_free (self->heading);
  G_OBJECT_CLASS (cbu_change_parent_class)->finalize (object);
}

static void
cbu_change_class_init (CbuChangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_change_finalize;
}

static void
cbu_change_init (CbuChange *self)
{
}

static CbuChange *
new_change (Reading *reading)
{
  CbuChange *self = g_object_new (CBU_TYPE_CHANGE, NULL);

  self->reading = g_atomic_rc_box_acquire (reading);
  return self;
}

static const CbCatalogItem *
get_item (const CbCatalogChange *change)
{
  return change->before != NULL ? change->before : change->after;
}

/* Every code to the number of its datasets that are not published. */
static GHashTable *
count_work (CbWorkplace *workplace, GError **error)
{
  g_autoptr (GPtrArray) datasets = cb_workplace_list_datasets (workplace, error);
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (datasets == NULL)
    return NULL;
  for (guint i = 0; i < datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);
      guint count;

      if (dataset->item_code == NULL || dataset->state == CB_DATASET_PUBLISHED)
        continue;
      count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, dataset->item_code));
      g_hash_table_insert (counts, g_strdup (dataset->item_code), GUINT_TO_POINTER (count + 1));
    }
  return g_steal_pointer (&counts);
}

static gpointer
read_changes (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Pair *pair = input;
  g_autoptr (GPtrArray) changes
      = cb_workplace_diff_catalog (workplace, pair->before, pair->after, error);
  g_autoptr (GHashTable) counts = changes != NULL ? count_work (workplace, error) : NULL;
  Reading *reading;

  if (counts == NULL)
    return NULL;
  reading = g_atomic_rc_box_new0 (Reading);
  reading->open_work = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < changes->len; i++)
    {
      const CbCatalogChange *change = g_ptr_array_index (changes, i);
      guint count = change->kind != CB_CATALOG_CHANGE_ADDED
                        ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, get_item (change)->code))
                        : 0;

      g_array_append_val (reading->open_work, count);
    }
  reading->changes = g_steal_pointer (&changes);
  return reading;
}

/* In quotes what is written; what is not is said. */
static char *
dup_quoted (const char *text)
{
  /* Translators: what a catalog says, word by word */
  return *text != '\0' ? g_strdup_printf (_ ("“%s”"), text) : g_strdup (_ ("not said"));
}

static void
add_fields (GtkBox *box, const CbCatalogChange *change)
{
  for (guint i = 0; i < change->fields->len; i++)
    {
      const CbCatalogFieldChange *field = g_ptr_array_index (change->fields, i);
      g_autofree char *before = dup_quoted (field->before);
      g_autofree char *after = dup_quoted (field->after);
      g_autofree char *line = g_strdup_printf (
          "%s: %s → %s", cb_catalog_attribute_title (field->attribute), before, after);

      gtk_box_append (box, cbu_wrapped_label_new (line, NULL));
    }
}

static char *
dup_title (const CbuChange *row)
{
  const CbCatalogItem *item;

  if (row->change == NULL)
    return g_strdup (row->heading);
  item = get_item (row->change);
  return g_strdup_printf ("%s · %s", item->code, item->title);
}

static GtkWidget *
make_row (const CbuChange *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *title = dup_title (row);

  gtk_widget_add_css_class (box, "change");
  if (row->change == NULL)
    {
      gtk_box_append (GTK_BOX (box), cbu_heading_new (title));
      return box;
    }
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (title, "heading"));
  add_fields (GTK_BOX (box), row->change);
  if (row->open_work > 0)
    {
      g_autofree char *work = g_strdup_printf (
          ngettext ("%u dataset was begun for it and is not published: look at it.",
                    "%u datasets were begun for it and are not published: look at them.",
                    row->open_work),
          row->open_work);

      gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (work, "warning"));
    }
  return box;
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const CbuChange *row = gtk_list_item_get_item (item);
  GtkWidget *child = make_row (row);
  g_autofree char *title = dup_title (row);

  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, child);
  cbu_a11y_name_row (child, title);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_list_item_set_child (item, NULL);
}

static void
add_sort (GPtrArray *rows, Reading *reading, CbCatalogChangeKind kind)
{
  guint first = rows->len;
  CbuChange *heading = new_change (reading);

  g_ptr_array_add (rows, heading);
  for (guint i = 0; i < reading->changes->len; i++)
    {
      const CbCatalogChange *change = g_ptr_array_index (reading->changes, i);
      CbuChange *row;

      if (change->kind != kind)
        continue;
      row = new_change (reading);
      row->change = change;
      row->open_work = g_array_index (reading->open_work, guint, i);
      g_ptr_array_add (rows, row);
    }
  if (rows->len == first + 1)
    g_ptr_array_set_size (rows, (int)first);
  else
    heading->heading
        = g_strdup_printf ("%s (%u)", cb_catalog_change_kind_title (kind), rows->len - first - 1);
}

static GtkWidget *
make_list (Reading *reading)
{
  static const CbCatalogChangeKind kinds[]
      = { CB_CATALOG_CHANGE_ADDED, CB_CATALOG_CHANGE_EDITED, CB_CATALOG_CHANGE_WITHDRAWN };
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  GListStore *store = g_list_store_new (CBU_TYPE_CHANGE);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_sort (rows, reading, kinds[i]);
  g_list_store_splice (store, 0, 0, rows->pdata, rows->len);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (store))),
                            factory);
  cbu_a11y_set_name (list, _ ("What changed"));
  return list;
}

static void
changes_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkBox *box = widget;
  Reading *reading = result;
  GtkWidget *scrolled;

  cbu_clear (box);
  if (error != NULL)
    {
      cbu_show_error (box, error);
      return;
    }
  if (reading->changes->len == 0)
    {
      gtk_box_append (box, cbu_wrapped_label_new (_ ("Nothing is different."), "dim-label"));
      return;
    }
  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_list (reading));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_widget_add_css_class (scrolled, "card");
  /* The corners are round. */
  gtk_widget_set_overflow (scrolled, GTK_OVERFLOW_HIDDEN);
  gtk_box_append (box, scrolled);
}

/**
 * cbu_catalog_changes_load:
 * @box: emptied when it is read
 * @session: whose catalog it is
 * @before: a version
 * @after: another
 *
 * Shows what is different, and what that does to work that was begun.
 */
void
cbu_catalog_changes_load (GtkBox *box, CbuSession *session, guint before, guint after)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->before = before;
  pair->after = after;
  cbu_run_async (box, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_catalog_changes_load,
                            .work = read_changes,
                            .done = changes_read_cb,
                            .input = pair,
                            .free_input = g_free,
                            .free_result = free_reading });
}
