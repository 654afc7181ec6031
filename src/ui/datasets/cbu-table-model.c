/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-model.h"

#include "ui/widgets/cbu-run.h"

/* Rows are asked for by pages of so many cells, and so many cells are kept: some tens of megabytes
 * whatever the shape of the table. */
#define PAGE_CELLS (16 * 1024)
#define CELLS_KEPT (1024 * 1024)
#define MOST_PAGE_ROWS 256
#define LEAST_PAGE_ROWS 4
#define LEAST_PAGES_KEPT 16
#define COUNT_INTERVAL_MS 150

/**
 * CbuTableModel:
 *
 * The rows of a file, any number of them. Nothing is loaded but what is on the screen
 * (cbu_table_model_want()); what was scrolled past before it came is not asked for any more.
 * `arrived` says that rows are there, `counted` that there are more of them than before, `failed`
 * why rows do not come.
 */
struct _CbuTableModel
{
  GObject parent_instance;

  /* Owned */
  CbReader *reader;
  GHashTable *pages; /* (element-type guint64 Page) */
  GQueue *recent;    /* (element-type guint64): numbers of pages, the latest first; not owned */
  guint count_source;

  GtkWidget *owner; /* (weak) (nullable) */
  guint64 n_rows;
  guint64 wanted_first; /* pages on the screen */
  guint64 wanted_last;
  guint64 n_requests;
  guint64 n_counted; /* cells, each once when it comes */
  guint page_rows;
  guint pages_kept;
  gboolean wants : 1;
  gboolean complete : 1;
  gboolean fetching : 1;
  gboolean counting : 1;
  gboolean broken : 1;
};

G_DEFINE_FINAL_TYPE (CbuTableModel, cbu_table_model, G_TYPE_OBJECT)

typedef struct
{
  CbuTableModel *model; /* (owned) */
  CbReader *reader;     /* (owned) */
  guint64 page;
  guint page_rows;
  guint64 n_rows;
  gboolean complete;
} Request;

static Request *
make_request (CbuTableModel *self)
{
  Request *request = g_new0 (Request, 1);

  request->model = g_object_ref (self);
  request->reader = g_object_ref (self->reader);
  request->page_rows = self->page_rows;
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
  guint64 first = request->page * request->page_rows;
  g_autoptr (CbRows) page
      = cb_reader_read_rows (request->reader, first, request->page_rows, cancellable, error);

  while (page != NULL && page->cells->len > 0 && page->cells->len < request->page_rows)
    {
      g_autoptr (CbRows) more
          = cb_reader_read_rows (request->reader, first + page->cells->len,
                                 request->page_rows - page->cells->len, cancellable, NULL);

      if (more == NULL || more->cells->len == 0)
        break;
      g_byte_array_append (page->kinds, more->kinds->data, more->kinds->len);
      g_ptr_array_extend_and_steal (page->cells, g_steal_pointer (&more->cells));
    }
  return g_steal_pointer (&page);
}

static void fetch_next (CbuTableModel *self);

typedef struct
{
  GPtrArray *cells;  /* (element-type GStrv) */
  GByteArray *kinds; /* #CbRowKind of each */
  guint *n_cells;    /* of each */
} Page;

static void
free_page (gpointer data)
{
  Page *page = data;

  g_ptr_array_unref (page->cells);
  g_byte_array_unref (page->kinds);
  g_free (page->n_cells);
  g_free (page);
}

/* How long the rows are is counted once: every cell that is drawn asks for it. */
static Page *
make_page (CbuTableModel *self, const CbRows *rows)
{
  Page *page = g_new0 (Page, 1);

  page->cells = g_ptr_array_ref (rows->cells);
  page->kinds = g_byte_array_ref (rows->kinds);
  page->n_cells = g_new (guint, rows->cells->len + 1);
  for (guint i = 0; i < rows->cells->len; i++)
    {
      page->n_cells[i] = g_strv_length (g_ptr_array_index (rows->cells, i));
      self->n_counted += page->n_cells[i];
    }
  return page;
}

static gboolean
is_wanted (CbuTableModel *self, guint64 page)
{
  return self->wants && page >= self->wanted_first && page <= self->wanted_last;
}

static void
keep_page (CbuTableModel *self, guint64 page, const CbRows *rows)
{
  guint64 *number = g_memdup2 (&page, sizeof page);

  g_hash_table_replace (self->pages, number, make_page (self, rows));
  g_queue_push_head (self->recent, number);
  while (g_queue_get_length (self->recent) > self->pages_kept
         && !is_wanted (self, *(guint64 *)g_queue_peek_tail (self->recent)))
    g_hash_table_remove (self->pages, g_queue_pop_tail (self->recent));
}

static void
page_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuTableModel *self = request->model;

  self->fetching = FALSE;
  if (error != NULL)
    {
      /* Not again and again: the reader is of no more use (cb_reader_open()). */
      self->broken = TRUE;
      g_signal_emit_by_name (self, "failed", error);
      return;
    }
  if (self->pages == NULL)
    return;
  keep_page (self, request->page, result);
  g_signal_emit_by_name (self, "arrived", request->page * self->page_rows, self->page_rows);
  fetch_next (self);
}

/* The page on the screen that is missing, FALSE when none is. */
static gboolean
find_missing (CbuTableModel *self, guint64 *page)
{
  for (guint64 i = self->wanted_first; self->wants && i <= self->wanted_last; i++)
    if (!g_hash_table_contains (self->pages, &i))
      {
        *page = i;
        return TRUE;
      }

  return FALSE;
}

static void
fetch_next (CbuTableModel *self)
{
  Request *request;
  guint64 page;

  if (self->fetching || self->broken || self->owner == NULL || !find_missing (self, &page))
    return;
  request = make_request (self);
  request->page = page;
  self->fetching = TRUE;
  self->n_requests++;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = fetch_next,
                            .work = read_page,
                            .done = page_read_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)cb_rows_free });
}

static gpointer
read_count (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  request->n_rows = cb_reader_get_row_count (request->reader, &request->complete);
  return NULL;
}

static gboolean count_cb (gpointer data);

static void
count_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuTableModel *self = request->model;

  self->counting = FALSE;
  self->complete = request->complete;
  self->n_rows = request->n_rows;
  g_signal_emit_by_name (self, "counted");
  if (!self->complete && self->count_source == 0 && self->reader != NULL)
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

static void
cbu_table_model_dispose (GObject *object)
{
  CbuTableModel *self = CBU_TABLE_MODEL (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_clear_weak_pointer (&self->owner);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->recent, g_queue_free);
  g_clear_pointer (&self->pages, g_hash_table_unref);
  G_OBJECT_CLASS (cbu_table_model_parent_class)->dispose (object);
}

static void
cbu_table_model_class_init (CbuTableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_table_model_dispose;
  g_signal_new ("counted", CBU_TYPE_TABLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("arrived", CBU_TYPE_TABLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_UINT64, G_TYPE_UINT);
  g_signal_new ("failed", CBU_TYPE_TABLE_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cbu_table_model_init (CbuTableModel *self)
{
  self->pages = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_page);
  self->recent = g_queue_new ();
}

/**
 * cbu_table_model_new:
 * @owner: in whose name worker threads run; when it is gone nothing more is fetched
 * @reader: an open reader
 * @n_columns: of the table
 *
 * The number of rows grows while the reading process indexes the file; `counted` says so.
 *
 * Returns: (transfer full): the rows of @reader
 */
CbuTableModel *
cbu_table_model_new (GtkWidget *owner, CbReader *reader, guint n_columns)
{
  CbuTableModel *self = g_object_new (CBU_TYPE_TABLE_MODEL, NULL);
  guint columns = MAX (n_columns, 1);

  self->reader = g_object_ref (reader);
  self->page_rows = CLAMP (PAGE_CELLS / columns, LEAST_PAGE_ROWS, MOST_PAGE_ROWS);
  self->pages_kept = MAX (CELLS_KEPT / (self->page_rows * columns), LEAST_PAGES_KEPT);
  g_set_weak_pointer (&self->owner, owner);
  count_cb (self);
  return self;
}

/**
 * cbu_table_model_get_n_rows:
 * @self: a model
 *
 * Returns: how many rows are known so far
 */
guint64
cbu_table_model_get_n_rows (CbuTableModel *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), 0);

  return self->n_rows;
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

static const Page *
find_row (CbuTableModel *self, guint64 row, guint *at)
{
  guint64 number = row / self->page_rows;
  const Page *page = g_hash_table_lookup (self->pages, &number);

  *at = (guint)(row % self->page_rows);
  return page != NULL && *at < MIN (page->cells->len, page->kinds->len) ? page : NULL;
}

/**
 * cbu_table_model_get_row:
 * @self: a model
 * @row: 0-based
 * @n_cells: (out) (optional): how many it has, which may be fewer or more than the table has
 * columns
 *
 * Returns: (transfer none) (nullable): its cells, until something else is asked of the model; %NULL
 *   while they are not there
 */
const char *const *
cbu_table_model_get_row (CbuTableModel *self, guint64 row, guint *n_cells)
{
  const Page *page;
  guint at;

  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), NULL);

  page = find_row (self, row, &at);
  if (n_cells != NULL)
    *n_cells = page != NULL ? page->n_cells[at] : 0;
  return page != NULL ? g_ptr_array_index (page->cells, at) : NULL;
}

/**
 * cbu_table_model_get_kind:
 * @self: a model
 * @row: 0-based
 *
 * Returns: what the row is; of the table as long as it is not there
 */
CbRowKind
cbu_table_model_get_kind (CbuTableModel *self, guint64 row)
{
  const Page *page;
  guint at;

  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), CB_ROW_KIND_DATA);

  page = find_row (self, row, &at);
  return page != NULL ? (CbRowKind)page->kinds->data[at] : CB_ROW_KIND_DATA;
}

/**
 * cbu_table_model_want:
 * @self: a model
 * @first: 0-based
 * @last: included
 *
 * These rows are on the screen: fetches what is missing of them, one page after the other, and
 * nothing that was wanted before and is no more.
 */
void
cbu_table_model_want (CbuTableModel *self, guint64 first, guint64 last)
{
  g_return_if_fail (CBU_IS_TABLE_MODEL (self) && first <= last);

  self->wants = TRUE;
  self->wanted_first = first / self->page_rows;
  self->wanted_last = last / self->page_rows;
  fetch_next (self);
}

/**
 * cbu_table_model_count_requests:
 * @self: a model
 *
 * Returns: how many pages were asked for so far, for tests
 */
guint64
cbu_table_model_count_requests (CbuTableModel *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), 0);

  return self->n_requests;
}

/**
 * cbu_table_model_count_counted:
 * @self: a model
 *
 * Returns: how many cells were gone through to know how long the rows are, for tests: those that
 *   came, each once, however often they are looked at
 */
guint64
cbu_table_model_count_counted (CbuTableModel *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), 0);

  return self->n_counted;
}

/**
 * cbu_table_model_get_page_rows:
 * @self: a model
 *
 * Returns: how many rows come at once: fewer the wider the table
 */
guint
cbu_table_model_get_page_rows (CbuTableModel *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_MODEL (self), 0);

  return self->page_rows;
}
