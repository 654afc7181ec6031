/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-model.h"

#include <math.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "ui/widgets/cbu-run.h"

/* So much is drawn at once, and so much is kept, in pixels of four bytes: 8 MB and 96 MB. */
#define STRIP_PIXELS (2u * 1024 * 1024)
#define KEPT_PIXELS (24u * 1024 * 1024)
/* Of so many pages the letters are kept. */
#define KEPT_LETTERS 64u

/* Of pages that are not measured yet: A4. */
#define USUAL_WIDTH 595.0
#define USUAL_HEIGHT 842.0

/**
 * CbuPagesModel:
 *
 * The pages of a PDF, any number of them. Drawn is what is on the screen (cbu_pages_model_want()),
 * then the page that follows and the one before, one part after the other: what was scrolled past
 * before its turn is never asked for. When pages get another size the old picture stays until the
 * new one is there.
 *
 * `measured` says that the sizes of some pages are known now, `arrived` that there is more to see
 * of a page, or why it cannot be drawn; `failed` why nothing comes any more.
 */
struct _CbuPagesModel
{
  GObject parent_instance;

  /* Owned */
  CbReader *reader;
  GArray *sizes; /* (element-type CbPageSize): as far as they are known */
  CbuPagesShelf *shelf;
  GHashTable *letters; /* (element-type guint CbPageLetters): of pages that were on the screen */
  CbuPagesMarks marks; /* @hits: (owned) (nullable) */

  GtkWidget *owner; /* (weak) (nullable) */
  CbuPagesSight sight;
  double scale; /* pixels of the window for a point; 0: not known yet */
  int factor;   /* pixels of the screen for one of the window */
  guint n_pages;
  guint64 n_requests;
  gboolean wants : 1;
  gboolean drawing : 1;
  gboolean reading : 1;
  gboolean broken : 1;
};

G_DEFINE_FINAL_TYPE (CbuPagesModel, cbu_pages_model, G_TYPE_OBJECT)

typedef struct
{
  CbuPagesModel *model; /* (owned) */
  CbReader *reader;     /* (owned) */
  guint page;
  guint strip;
  guint first;
  CbPagePart part;
} Request;

static Request *
make_request (CbuPagesModel *self)
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

/* --- Sizes ---------------------------------------------------------------- */

static void measure_on (CbuPagesModel *self);

static gpointer
read_sizes (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  return cb_reader_read_page_sizes (request->reader, request->first, CB_PROTOCOL_MAX_PAGE_SIZES,
                                    cancellable, error);
}

static void
break_off (CbuPagesModel *self, GError *error)
{
  if (self->broken)
    return;
  /* Not again and again: the reader is of no more use (cb_reader_open()). */
  self->broken = TRUE;
  g_signal_emit_by_name (self, "failed", error);
}

static void
sizes_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuPagesModel *self = request->model;
  GArray *sizes = result;

  if (self->reader == NULL)
    return;
  if (error != NULL)
    {
      break_off (self, error);
      return;
    }
  g_array_append_vals (self->sizes, sizes->data, sizes->len);
  g_signal_emit_by_name (self, "measured");
  measure_on (self);
}

static void
measure_on (CbuPagesModel *self)
{
  Request *request;

  if (self->sizes->len >= self->n_pages || self->owner == NULL)
    return;
  request = make_request (self);
  request->first = self->sizes->len;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = measure_on,
                            .work = read_sizes,
                            .done = sizes_read_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)g_array_unref });
}

/* --- Pictures ------------------------------------------------------------- */

static gboolean
find_gap (CbuPagesModel *self, guint page, double top, double bottom, guint *strip)
{
  guint width, height;
  int wide, high;

  cbu_pages_model_measure (self, page, &wide, &high);
  width = MIN ((guint)(wide * self->factor), CB_PROTOCOL_MAX_PAGE_PIXELS);
  height = MIN ((guint)(high * self->factor), CB_PROTOCOL_MAX_PAGE_PIXELS);
  cbu_pages_shelf_prepare (self->shelf, page, width, height,
                           CLAMP (STRIP_PIXELS / width, 1, height));
  return cbu_pages_shelf_find_gap (self->shelf, page, top, bottom, strip);
}

static gboolean
find_missing (CbuPagesModel *self, guint *page, guint *strip)
{
  const CbuPagesSight *sight = &self->sight;

  for (*page = sight->first; *page <= sight->last; (*page)++)
    if (find_gap (self, *page, *page == sight->first ? sight->top : 0,
                  *page == sight->last ? sight->bottom : 1, strip))
      return TRUE;
  *page = sight->last + 1;
  if (*page < self->n_pages && find_gap (self, *page, 0, 0, strip))
    return TRUE;
  *page = sight->first - 1;

  return sight->first > 0 && find_gap (self, *page, 1, 1, strip);
}

static gpointer
draw_strip (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;
  g_autoptr (GBytes) pixels
      = cb_reader_draw_page (request->reader, request->page, &request->part, cancellable, error);

  if (pixels == NULL)
    return NULL;
  return gdk_memory_texture_new ((int)request->part.width, (int)request->part.height,
                                 GDK_MEMORY_DEFAULT, pixels, (gsize)4 * request->part.width);
}

static void draw_next (CbuPagesModel *self);

/* About this page alone. */
static gboolean
is_of_page (const GError *error)
{
  return g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED)
         || g_error_matches (error, CB_ERROR, CB_ERROR_BROKEN_FILE)
         || g_error_matches (error, CB_ERROR, CB_ERROR_TOO_LARGE);
}

static void
strip_drawn_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuPagesModel *self = request->model;

  self->drawing = FALSE;
  if (self->reader == NULL)
    return;
  if (error != NULL && !is_of_page (error))
    {
      break_off (self, error);
      return;
    }
  if (error != NULL)
    cbu_pages_shelf_set_problem (self->shelf, request->page, error);
  else
    cbu_pages_shelf_put (self->shelf, request->page, request->part.page_width,
                         request->part.page_height, request->strip, result);
  cbu_pages_shelf_forget (self->shelf, self->sight.first, self->sight.last);
  g_signal_emit_by_name (self, "arrived", request->page);
  draw_next (self);
}

/* --- Letters -------------------------------------------------------------- */

static gpointer
read_letters (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Request *request = input;

  return cb_reader_read_page_letters (request->reader, request->page, cancellable, error);
}

static gboolean
is_out_of_sight_cb (gpointer page, gpointer letters, gpointer user_data)
{
  const CbuPagesModel *self = user_data;

  return GPOINTER_TO_UINT (page) < self->sight.first || GPOINTER_TO_UINT (page) > self->sight.last;
}

/* A page that has none is not asked again. */
static void
letters_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  Request *request = input;
  CbuPagesModel *self = request->model;
  CbPageLetters *letters = g_new0 (CbPageLetters, 1);

  self->reading = FALSE;
  if (self->reader == NULL || (error != NULL && !is_of_page (error)))
    {
      cb_page_letters_free (letters);
      if (self->reader != NULL)
        break_off (self, error);
      return;
    }
  letters->text = g_strdup (result != NULL ? ((CbPageLetters *)result)->text : "");
  letters->boxes = result != NULL ? g_array_ref (((CbPageLetters *)result)->boxes)
                                  : g_array_new (FALSE, FALSE, sizeof (CbPageBox));
  if (g_hash_table_size (self->letters) >= KEPT_LETTERS)
    g_hash_table_foreach_remove (self->letters, is_out_of_sight_cb, self);
  g_hash_table_insert (self->letters, GUINT_TO_POINTER (request->page), letters);
  g_signal_emit_by_name (self, "arrived", request->page);
  draw_next (self);
}

static void
read_next (CbuPagesModel *self)
{
  guint page = self->sight.first;
  Request *request;

  while (page <= self->sight.last && g_hash_table_contains (self->letters, GUINT_TO_POINTER (page)))
    page++;
  if (self->reading || page > self->sight.last)
    return;
  request = make_request (self);
  request->page = page;
  self->reading = TRUE;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = read_next,
                            .work = read_letters,
                            .done = letters_read_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)cb_page_letters_free });
}

/* What is to be seen first, then what it says. */
static void
draw_next (CbuPagesModel *self)
{
  Request *request;
  const CbuPageImage *image;
  guint page, strip;

  if (self->drawing || self->broken || !self->wants || self->scale <= 0 || self->sizes->len == 0
      || self->owner == NULL)
    return;
  if (!find_missing (self, &page, &strip))
    {
      read_next (self);
      return;
    }
  image = cbu_pages_shelf_get_image (self->shelf, page);
  request = make_request (self);
  request->page = page;
  request->strip = strip;
  request->part = (CbPagePart){
    .page_width = image->width,
    .page_height = image->height,
    .y = strip * image->strip_height,
    .width = image->width,
    .height = MIN (image->strip_height, image->height - strip * image->strip_height),
  };
  self->drawing = TRUE;
  self->n_requests++;
  cbu_run_async (self->owner, NULL,
                 &(CbuRun){ .tag = draw_next,
                            .work = draw_strip,
                            .done = strip_drawn_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = g_object_unref });
}

static void
cbu_pages_model_dispose (GObject *object)
{
  CbuPagesModel *self = CBU_PAGES_MODEL (object);

  g_clear_weak_pointer (&self->owner);
  g_clear_object (&self->reader);
  g_clear_pointer (&self->shelf, cbu_pages_shelf_free);
  g_clear_pointer (&self->letters, g_hash_table_unref);
  g_clear_pointer (&self->marks.hits, g_array_unref);
  g_clear_pointer (&self->sizes, g_array_unref);
  G_OBJECT_CLASS (cbu_pages_model_parent_class)->dispose (object);
}

static void
cbu_pages_model_class_init (CbuPagesModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_pages_model_dispose;
  g_signal_new ("measured", CBU_TYPE_PAGES_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("arrived", CBU_TYPE_PAGES_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_UINT);
  g_signal_new ("marked", CBU_TYPE_PAGES_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
  g_signal_new ("failed", CBU_TYPE_PAGES_MODEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
cbu_pages_model_init (CbuPagesModel *self)
{
  self->factor = 1;
  self->sizes = g_array_new (FALSE, FALSE, sizeof (CbPageSize));
  self->shelf = cbu_pages_shelf_new (KEPT_PIXELS);
  self->letters = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cb_page_letters_free);
  self->marks.current = -1;
}

/**
 * cbu_pages_model_new:
 * @owner: in whose name worker threads run; when it is gone nothing more is drawn
 * @reader: an open file that has pages
 *
 * Returns: (transfer full): the pages of @reader
 */
CbuPagesModel *
cbu_pages_model_new (GtkWidget *owner, CbReader *reader)
{
  CbuPagesModel *self = g_object_new (CBU_TYPE_PAGES_MODEL, NULL);

  self->reader = g_object_ref (reader);
  self->n_pages = cb_reader_get_info (reader)->n_pages;
  g_set_weak_pointer (&self->owner, owner);
  measure_on (self);
  return self;
}

/**
 * cbu_pages_model_get_n_pages:
 * @self: a model
 *
 * Returns: how many pages there are
 */
guint
cbu_pages_model_get_n_pages (CbuPagesModel *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), 0);

  return self->n_pages;
}

/**
 * cbu_pages_model_get_size:
 * @self: a model
 * @page: 0-based
 *
 * Returns: (transfer none): how large it is; as long as that is not known, as large as the first
 * one
 */
const CbPageSize *
cbu_pages_model_get_size (CbuPagesModel *self, guint page)
{
  static const CbPageSize usual = { USUAL_WIDTH, USUAL_HEIGHT };

  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), &usual);

  if (page < self->sizes->len)
    return &g_array_index (self->sizes, CbPageSize, page);

  return self->sizes->len > 0 ? &g_array_index (self->sizes, CbPageSize, 0) : &usual;
}

/**
 * cbu_pages_model_set_scale:
 * @self: a model
 * @scale: pixels of the window for a point of the page, above 0
 * @factor: pixels of the screen for one of the window
 */
void
cbu_pages_model_set_scale (CbuPagesModel *self, double scale, int factor)
{
  g_return_if_fail (CBU_IS_PAGES_MODEL (self) && scale > 0 && factor > 0);

  self->scale = scale;
  self->factor = factor;
}

/**
 * cbu_pages_model_measure:
 * @self: a model that has a scale
 * @page: 0-based
 * @width: (out): in pixels of the window
 * @height: (out): in pixels of the window
 */
void
cbu_pages_model_measure (CbuPagesModel *self, guint page, int *width, int *height)
{
  const CbPageSize *size = cbu_pages_model_get_size (self, page);

  *width = (int)CLAMP (round (size->width * self->scale), 1, CB_PROTOCOL_MAX_PAGE_PIXELS);
  *height = (int)CLAMP (round (size->height * self->scale), 1, CB_PROTOCOL_MAX_PAGE_PIXELS);
}

/**
 * cbu_pages_model_want:
 * @self: a model
 * @sight: what is on the screen
 *
 * Has drawn what is missing of it, and nothing that was wanted before and is no more.
 */
void
cbu_pages_model_want (CbuPagesModel *self, const CbuPagesSight *sight)
{
  g_return_if_fail (CBU_IS_PAGES_MODEL (self) && sight->first <= sight->last
                    && sight->last < self->n_pages);

  self->wants = TRUE;
  self->sight = *sight;
  draw_next (self);
}

/**
 * cbu_pages_model_get_shelf:
 * @self: a model
 *
 * Returns: (transfer none): what has been drawn
 */
CbuPagesShelf *
cbu_pages_model_get_shelf (CbuPagesModel *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), NULL);

  return self->shelf;
}

/**
 * cbu_pages_model_get_letters:
 * @self: a model
 * @page: 0-based
 *
 * Returns: (transfer none) (nullable): its letters, %NULL as long as they are not there
 */
const CbPageLetters *
cbu_pages_model_get_letters (CbuPagesModel *self, guint page)
{
  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), NULL);

  return g_hash_table_lookup (self->letters, GUINT_TO_POINTER (page));
}

/**
 * cbu_pages_model_get_marks:
 * @self: a model
 *
 * Returns: (transfer none): what is marked
 */
const CbuPagesMarks *
cbu_pages_model_get_marks (CbuPagesModel *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), NULL);

  return &self->marks;
}

/**
 * cbu_pages_model_set_hits:
 * @self: a model
 * @hits: (nullable) (element-type CbPageHit): what a search found, in order
 * @current: which of them one is at, -1: none
 */
void
cbu_pages_model_set_hits (CbuPagesModel *self, GArray *hits, int current)
{
  g_return_if_fail (CBU_IS_PAGES_MODEL (self));

  if (hits != NULL)
    g_array_ref (hits);
  g_clear_pointer (&self->marks.hits, g_array_unref);
  self->marks.hits = hits;
  self->marks.current = current;
  g_signal_emit_by_name (self, "marked");
}

/**
 * cbu_pages_model_select:
 * @self: a model
 * @letters: which; none when their @count is 0
 */
void
cbu_pages_model_select (CbuPagesModel *self, const CbPageHit *letters)
{
  g_return_if_fail (CBU_IS_PAGES_MODEL (self));

  self->marks.selected = *letters;
  g_signal_emit_by_name (self, "marked");
}

/**
 * cbu_pages_model_count_requests:
 * @self: a model
 *
 * Returns: how many parts of pages were asked for so far, for tests
 */
guint64
cbu_pages_model_count_requests (CbuPagesModel *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_MODEL (self), 0);

  return self->n_requests;
}
