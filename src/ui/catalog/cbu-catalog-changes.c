/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-changes.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-catalog.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Of one sort; the console and the export have all of them. */
#define MAX_ROWS 200

typedef struct
{
  guint before;
  guint after;
} Pair;

/* Changes, and of each how many datasets were begun for its item and are not published. */
typedef struct
{
  GPtrArray *changes;
  GArray *open_work;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_ptr_array_unref (reading->changes);
  g_array_unref (reading->open_work);
  g_free (reading);
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
  reading = g_new0 (Reading, 1);
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

static GtkWidget *
make_row (const CbCatalogChange *change, guint open_work)
{
  const CbCatalogItem *item = get_item (change);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *title = g_strdup_printf ("%s · %s", item->code, item->title);

  gtk_widget_add_css_class (box, "change");
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (title, "heading"));
  for (guint i = 0; i < change->fields->len; i++)
    {
      const CbCatalogFieldChange *field = g_ptr_array_index (change->fields, i);
      g_autofree char *before = dup_quoted (field->before);
      g_autofree char *after = dup_quoted (field->after);
      g_autofree char *line = g_strdup_printf (
          "%s: %s → %s", cb_catalog_attribute_title (field->attribute), before, after);

      gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (line, NULL));
    }
  if (open_work > 0)
    {
      g_autofree char *work = g_strdup_printf (
          ngettext ("%u dataset was begun for it and is not published: look at it.",
                    "%u datasets were begun for it and are not published: look at them.",
                    open_work),
          open_work);

      gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (work, "warning"));
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  cbu_a11y_set_name (row, title);
  return row;
}

static void
add_sort (GtkBox *box, const Reading *reading, CbCatalogChangeKind kind)
{
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *title = NULL;
  guint count = 0;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  g_object_ref_sink (list);
  for (guint i = 0; i < reading->changes->len; i++)
    {
      const CbCatalogChange *change = g_ptr_array_index (reading->changes, i);

      if (change->kind == kind && count++ < MAX_ROWS)
        gtk_list_box_append (GTK_LIST_BOX (list),
                             make_row (change, g_array_index (reading->open_work, guint, i)));
    }
  title = g_strdup_printf ("%s (%u)", cb_catalog_change_kind_title (kind), count);
  cbu_a11y_set_name (list, title);
  if (count > 0)
    {
      gtk_box_append (box, cbu_heading_new (title));
      gtk_box_append (box, list);
    }
  if (count > MAX_ROWS)
    {
      g_autofree char *more = g_strdup_printf (_ ("The first %u are shown."), MAX_ROWS);

      gtk_box_append (box, cbu_wrapped_label_new (more, "dim-label"));
    }
  g_object_unref (list);
}

static void
changes_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkBox *box = widget;
  const Reading *reading = result;

  cbu_clear (box);
  if (error != NULL)
    {
      cbu_show_error (box, error);
      return;
    }
  if (reading->changes->len == 0)
    gtk_box_append (box, cbu_wrapped_label_new (_ ("Nothing is different."), "dim-label"));
  add_sort (box, reading, CB_CATALOG_CHANGE_ADDED);
  add_sort (box, reading, CB_CATALOG_CHANGE_EDITED);
  add_sort (box, reading, CB_CATALOG_CHANGE_WITHDRAWN);
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
