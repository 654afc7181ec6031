/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-model.h"

#include "ui/widgets/cbu-run.h"

/* Rows are asked for by pages of this many, and so many pages are kept: 16 thousand rows. */
#define PAGE_ROWS 256
#define PAGES_KEPT 64
/* Pages that were scrolled past are not worth fetching: only the newest wishes are kept. */
#define WISHES_KEPT 4
#define COUNT_INTERVAL_MS 150

/**
 * CbuTableRow:
 *
 * One row of a #CbuTableModel; `changed` is emitted when its cells have come or its marks have
 * changed.
 */
struct _CbuTableRow
{
  GObject parent_instance;

  CbuTableModel *model; /* (unowned) (nullable): knows this row as long as it lives */
  GStrv cells;          /* (owned) (nullable): not there yet */
  guint index;
};

G_DEFINE_FINAL_TYPE (CbuTableRow, cbu_table_row, G_TYPE_OBJECT)

/**
 * CbuTableModel:
 *
 * The rows of a file as a list of any length. Nothing is loaded but what is looked at: an item is
 * given out at once, and its cells come when the reading process has answered.
 */
struct _CbuTableModel
{
  GObject parent_instance;

  /* Owned */
  CbReader *reader;
  GHashTable *rows;  /* (element-type guint CbuTableRow): not owned; those alive */
  GHashTable *pages; /* (element-type guint CbRows) */
  GQueue *recent;    /* page numbers, the latest first */
  GQueue *wishes;    /* page numbers, the latest first */
  guint count_source;

  GtkWidget *owner; /* (weak) (nullable) */
  guint n_rows;
  gboolean complete : 1;
  gboolean fetching : 1;
  gboolean counting : 1;
};

static void cbu_table_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuTableModel,
                               cbu_table_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cbu_table_model_list_init))

static void
cbu_table_row_finalize (GObject *object)
{
  CbuTableRow *self = CBU_TABLE_ROW (object);

  if (self->model != NULL)
    g_hash_table_remove (self->model->rows, GUINT_TO_POINTER (self->index));
  g_strfreev (self->cells);
  G_OBJECT_CLASS (cbu_table_row_parent_class)->finalize (object);
}

static void
cbu_table_row_class_init (CbuTableRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_table_row_finalize;
  g_signal_new ("changed", CBU_TYPE_TABLE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

static void
cbu_table_row_init (CbuTableRow *self)
{
}

/**
 * cbu_table_row_get_index:
 * @self: a row
 *
 * Returns: its number, 0-based without the header
 */
guint
cbu_table_row_get_index (CbuTableRow *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_ROW (self), 0);

  return self->index;
}

/**
 * cbu_table_row_get_cell:
 * @self: a row
 * @column: 0-based
 *
 * Returns: (transfer none) (nullable): the cell; %NULL while it is not there, and beyond the row's
 *   end
 */
const char *
cbu_table_row_get_cell (CbuTableRow *self, guint column)
{
  g_return_val_if_fail (CBU_IS_TABLE_ROW (self), NULL);

  return self->cells != NULL && column < g_strv_length (self->cells) ? self->cells[column] : NULL;
}

/**
 * cbu_table_row_dup_text:
 * @self: a row
 *
 * Returns: (transfer full): its cells with tabs between, for the clipboard
 */
char *
cbu_table_row_dup_text (CbuTableRow *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_ROW (self), NULL);

  return self->cells != NULL ? g_strjoinv ("\t", self->cells) : g_strdup ("");
}

typedef struct
{
  CbuTableModel *model; /* (owned) */
  CbReader *reader;     /* (owned) */
  guint page;
  guint n_rows;
  gboolean complete;
} Request;

static Request *
make_request (CbuTableModel *self)
{
  Request *request = g_new0 (Request, 1);

  request->model = g_object_ref (self);
  request->reader = g_object_ref (self->reader);
  return request;
}

static void
free_request (gpointer data)
{
  Request *request = data;

  g_object_unref (request->model);
  g_object_unref (request->reader);
  g_free (request);
}

/* An answer may be shorter than what was asked for when its cells are long: ask on. */
static gpointer
read_page (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;
  guint64 first = (guint64)request->page * PAGE_ROWS;
  g_autoptr (CbRows) page
      = cb_reader_read_rows (request->reader, first, PAGE_ROWS, cancellable, error);

  while (page != NULL && page->cells->len > 0 && page->cells->len < PAGE_ROWS)
    {
      g_autoptr (CbRows) more
          = cb_reader_read_rows (request->reader, first + page->cells->len,
                                 PAGE_ROWS - page->cells->len, cancellable, NULL);

      if (more == NULL || more->cells->len == 0)
        break;
      for (guint i = 0; i < more->cells->len; i++)
        g_ptr_array_add (page->cells, g_strdupv (g_ptr_array_index (more->cells, i)));
    }
  return g_steal_pointer (&page);
}

static void fetch_next (CbuTableModel *self);

static void
fill_row (CbuTableModel *self, CbuTableRow *row)
{
  guint number = row->index / PAGE_ROWS;
  CbRows *page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (number));

  if (page == NULL || row->cells != NULL || row->index % PAGE_ROWS >= page->cells->len)
    return;
  row->cells = g_strdupv (g_ptr_array_index (page->cells, row->index % PAGE_ROWS));
}

static CbRows *
copy_rows (const CbRows *rows)
{
  CbRows *copy = g_new0 (CbRows, 1);

  copy->first = rows->first;
  copy->cells = g_ptr_array_ref (rows->cells);
  return copy;
}

static void
free_rows_copy (gpointer data)
{
  CbRows *rows = data;

  g_ptr_array_unref (rows->cells);
  g_free (rows);
}

static void
page_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuTableModel *self = request->model;
  guint first = request->page * PAGE_ROWS;

  self->fetching = FALSE;
  if (result != NULL)
    {
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (request->page), copy_rows (result));
      g_queue_push_head (self->recent, GUINT_TO_POINTER (request->page));
      if (g_queue_get_length (self->recent) > PAGES_KEPT)
        g_hash_table_remove (self->pages, g_queue_pop_tail (self->recent));
      for (guint i = first; i < first + PAGE_ROWS; i++)
        cbu_table_model_refresh_row (self, i);
    }
  fetch_next (self);
}

static void
fetch_next (CbuTableModel *self)
{
  Request *request;

  if (self->fetching || self->owner == NULL || g_queue_is_empty (self->wishes))
    return;
  request = make_request (self);
  request->page = GPOINTER_TO_UINT (g_queue_pop_head (self->wishes));
  self->fetching = TRUE;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = fetch_next,
                            .work = read_page,
                            .done = page_read_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)cb_rows_free });
}

static void
want_page (CbuTableModel *self, guint page)
{
  g_queue_remove (self->wishes, GUINT_TO_POINTER (page));
  g_queue_push_head (self->wishes, GUINT_TO_POINTER (page));
  if (g_queue_get_length (self->wishes) > WISHES_KEPT)
    g_queue_pop_tail (self->wishes);
  fetch_next (self);
}

static gpointer
read_count (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  request->n_rows
      = (guint)MIN (cb_reader_get_row_count (request->reader, &request->complete), G_MAXINT);
  return NULL;
}

static gboolean count_cb (gpointer data);

static void
count_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuTableModel *self = request->model;
  guint old = self->n_rows;

  self->counting = FALSE;
  self->complete = request->complete;
  self->n_rows = request->n_rows;
  /* Added at the end in one piece: cheap at any length, and the place on the screen stays. */
  if (self->n_rows > old)
    g_list_model_items_changed (G_LIST_MODEL (self), old, 0, self->n_rows - old);
  else if (self->n_rows < old)
    g_list_model_items_changed (G_LIST_MODEL (self), self->n_rows, old - self->n_rows, 0);
  g_signal_emit_by_name (self, "counted");
  if (!self->complete && self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_INTERVAL_MS, count_cb, self);
}

static gboolean
count_cb (gpointer data)
{
  CbuTableModel *self = data;

  self->count_source = 0;
  if (self->counting || self->owner == NULL)
    return G_SOURCE_REMOVE;
  self->counting = TRUE;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = count_cb,
                            .work = read_count,
                            .done = count_read_cb,
                            .input = make_request (self),
                            .free_input = free_request });
  return G_SOURCE_REMOVE;
}

static GType
get_item_type (GListModel *list)
{
  return CBU_TYPE_TABLE_ROW;
}

static guint
get_n_items (GListModel *list)
{
  return CBU_TABLE_MODEL (list)->n_rows;
}

static gpointer
get_item (GListModel *list, guint position)
{
  CbuTableModel *self = CBU_TABLE_MODEL (list);
  CbuTableRow *row;

  if (position >= self->n_rows)
    return NULL;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (position));
  if (row != NULL)
    return g_object_ref (row);
  row = g_object_new (CBU_TYPE_TABLE_ROW, NULL);
  row->index = position;
  row->model = self;
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (position), row);
  fill_row (self, row);
  if (row->cells == NULL)
    want_page (self, position / PAGE_ROWS);
  return row;
}

static void
cbu_table_model_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
cbu_table_model_dispose (GObject *object)
{
  CbuTableModel *self = CBU_TABLE_MODEL (object);
  GHashTableIter iter;
  gpointer row;

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_weak_pointer (&self->owner);
  g_clear_object (&self->reader);
  if (self->rows != NULL)
    {
      g_hash_table_iter_init (&iter, self->rows);
      while (g_hash_table_iter_next (&iter, NULL, &row))
        CBU_TABLE_ROW (row)->model = NULL;
    }
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->recent, g_queue_free);
  g_clear_pointer (&self->wishes, g_queue_free);
  G_OBJECT_CLASS (cbu_table_model_parent_class)->dispose (object);
}

static void
cbu_table_model_class_init (CbuTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_table_model_dispose;
  g_signal_new ("counted", CBU_TYPE_TABLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
cbu_table_model_init (CbuTableModel *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, free_rows_copy);
  self->recent = g_queue_new ();
  self->wishes = g_queue_new ();
}

/**
 * cbu_table_model_new:
 * @owner: in whose name worker threads run; when it is gone nothing more is fetched
 * @reader: an open reader
 *
 * The number of rows grows while the reading process indexes the file; `counted` says so.
 *
 * Returns: (transfer full): the rows of @reader as a list
 */
CbuTableModel *
cbu_table_model_new (GtkWidget *owner, CbReader *reader)
{
  CbuTableModel *self = g_object_new (CBU_TYPE_TABLE_MODEL, NULL);

  self->reader = g_object_ref (reader);
  g_set_weak_pointer (&self->owner, owner);
  count_cb (self);
  return self;
}

/**
 * cbu_table_model_is_complete:
 * @self: a model
 *
 * Returns: whether its number of rows is the final one
 */
gboolean
cbu_table_model_is_complete (CbuTableModel *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), FALSE);

  return self->complete;
}

/**
 * cbu_table_model_refresh_row:
 * @self: a model
 * @index: of a row
 *
 * Draws the row again where it is shown.
 */
void
cbu_table_model_refresh_row (CbuTableModel *self, guint index)
{
  CbuTableRow *row;

  g_return_if_fail (CBU_IS_TABLE_MODEL (self));

  if (self->rows == NULL)
    return;
  row = g_hash_table_lookup (self->rows, GUINT_TO_POINTER (index));
  if (row == NULL)
    return;
  fill_row (self, row);
  g_signal_emit_by_name (row, "changed");
}

/**
 * cbu_table_model_refresh_all:
 * @self: a model
 *
 * Draws all rows again that are shown.
 */
void
cbu_table_model_refresh_all (CbuTableModel *self)
{
  g_autoptr (GList) rows = NULL;

  g_return_if_fail (CBU_IS_TABLE_MODEL (self));

  rows = g_hash_table_get_values (self->rows);
  for (GList *link = rows; link != NULL; link = link->next)
    g_signal_emit_by_name (link->data, "changed");
}
