/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-zip-ring.h"

#include <string.h>

/* Small enough for a few to stay in the processor's cache on their way from one core to the other.
 */
#define BLOCK_SIZE (128 * 1024)
#define N_SLOTS 8
/* What is kept of the block before is put in front of the next one: mostly half a cell. */
#define HEADROOM (16 * 1024)

typedef struct
{
  guint8 *memory;
  gsize length; /* from HEADROOM on */
  guint64 position;
} Slot;

struct _CbZipRing
{
  /* Owned */
  CbZipStream *stream;
  GThread *thread; /* (nullable) */
  GError *why;     /* (nullable) (mutex mutex): what came after the last block */
  guint8 *large;   /* (nullable): where more is kept than fits in front of a block */
  gsize large_size;
  Slot slots[N_SLOTS];

  GMutex mutex;
  GCond filled;
  GCond emptied;
  guint n_filled;  /* (mutex mutex): slots since the start */
  guint n_emptied; /* (mutex mutex) */
  gboolean ended;  /* (mutex mutex) */
  gboolean stop;   /* (mutex mutex) */

  /* Of the thread that reads */
  const char *window;
  gsize window_length;
  gboolean has_slot;
  guint64 position;
};

static const char nothing[CB_ZIP_RING_PADDING];

static gpointer
fill_slots (gpointer user_data)
{
  CbZipRing *self = user_data;
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr (GError) error = NULL;
      Slot *slot;
      gssize n;

      g_mutex_lock (&self->mutex);
      while (!self->stop && self->n_filled - self->n_emptied == N_SLOTS)
        g_cond_wait (&self->emptied, &self->mutex);
      more = !self->stop;
      slot = &self->slots[self->n_filled % N_SLOTS];
      g_mutex_unlock (&self->mutex);
      if (!more)
        break;

      if (slot->memory == NULL)
        slot->memory = g_malloc (HEADROOM + BLOCK_SIZE + CB_ZIP_RING_PADDING);
      n = cb_zip_stream_read (self->stream, slot->memory + HEADROOM, BLOCK_SIZE, &error);
      if (n > 0)
        memset (slot->memory + HEADROOM + n, 0, CB_ZIP_RING_PADDING);
      slot->length = (gsize)MAX (n, 0);
      slot->position = cb_zip_stream_get_position (self->stream);

      g_mutex_lock (&self->mutex);
      if (n > 0)
        self->n_filled++;
      else
        self->ended = TRUE;
      self->why = g_steal_pointer (&error);
      more = !self->ended;
      g_cond_signal (&self->filled);
      g_mutex_unlock (&self->mutex);
    }

  return NULL;
}

/**
 * cb_zip_ring_new:
 * @zip: an archive; outlives the ring
 * @member: of it
 * @error: where to say why not
 *
 * A member that is inflated in a thread of its own, a few blocks ahead of the thread that reads.
 *
 * Returns: (transfer full): the ring, %NULL as cb_zip_stream_new()
 */
CbZipRing *
cb_zip_ring_new (CbZip *zip, const CbZipMember *member, GError **error)
{
  g_autoptr (CbZipStream) stream = cb_zip_stream_new (zip, member, error);
  CbZipRing *self;

  if (stream == NULL)
    return NULL;
  self = g_new0 (CbZipRing, 1);
  self->stream = g_steal_pointer (&stream);
  self->window = nothing;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  g_cond_init (&self->emptied);
  self->thread = g_thread_new ("inflate", fill_slots, self);

  return self;
}

/**
 * cb_zip_ring_free:
 * @self: (nullable) (transfer full): a ring; read to the end or not
 */
void
cb_zip_ring_free (CbZipRing *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = TRUE;
  g_cond_signal (&self->emptied);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  cb_zip_stream_free (self->stream);
  for (guint i = 0; i < N_SLOTS; i++)
    g_free (self->slots[i].memory);
  g_free (self->large);
  g_clear_error (&self->why);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->filled);
  g_cond_clear (&self->emptied);
  g_free (self);
}

/* Waits for the slot after the one in sight. Returns: NULL at the end. */
static Slot *
wait_for_slot (CbZipRing *self)
{
  guint wanted;
  Slot *slot = NULL;

  g_mutex_lock (&self->mutex);
  wanted = self->n_emptied + (self->has_slot ? 1 : 0);
  while (self->n_filled == wanted && !self->ended)
    g_cond_wait (&self->filled, &self->mutex);
  if (self->n_filled > wanted)
    slot = &self->slots[wanted % N_SLOTS];
  g_mutex_unlock (&self->mutex);

  return slot;
}

static void
give_back_slot (CbZipRing *self)
{
  if (!self->has_slot)
    return;
  g_mutex_lock (&self->mutex);
  self->n_emptied++;
  g_cond_signal (&self->emptied);
  g_mutex_unlock (&self->mutex);
  self->has_slot = FALSE;
}

/* More than fits in front: all goes into memory of its own. */
static const char *
join_large (CbZipRing *self, gsize keep, const Slot *slot)
{
  const char *kept = self->window + self->window_length - keep;
  gsize needed = keep + slot->length + CB_ZIP_RING_PADDING;

  if (self->large_size < needed)
    {
      guint8 *larger = g_malloc (2 * needed);

      memcpy (larger, kept, keep);
      g_free (self->large);
      self->large = larger;
      self->large_size = 2 * needed;
    }
  else
    {
      memmove (self->large, kept, keep);
    }
  memcpy (self->large + keep, slot->memory + HEADROOM, slot->length + CB_ZIP_RING_PADDING);

  return (const char *)self->large;
}

/**
 * cb_zip_ring_next:
 * @self: a ring
 * @keep: how many bytes at the end of what was in sight stay in sight, as much as there was; the
 *   rest is gone after the call
 * @bytes: (out): what is in sight now: those and then the next block; zeros after it
 * @length: (out): of @bytes; @keep when nothing comes any more
 * @error: where to say why not
 *
 * From one thread at a time. At the end and after a fault what was in sight stays whole.
 *
 * Returns: %FALSE after the last bytes before a fault, as cb_zip_stream_read()
 */
gboolean
cb_zip_ring_next (CbZipRing *self, gsize keep, const char **bytes, gsize *length, GError **error)
{
  Slot *slot;
  const char *window;

  g_return_val_if_fail (keep <= self->window_length, FALSE);

  slot = wait_for_slot (self);
  if (slot == NULL)
    {
      *bytes = self->window + self->window_length - keep;
      *length = keep;
      if (self->why == NULL)
        return TRUE;
      g_propagate_error (error, g_error_copy (self->why));
      return FALSE;
    }
  if (keep <= HEADROOM)
    {
      window = (const char *)slot->memory + HEADROOM - keep;
      memcpy (slot->memory + HEADROOM - keep, self->window + self->window_length - keep, keep);
    }
  else
    {
      window = join_large (self, keep, slot);
    }
  give_back_slot (self);
  self->has_slot = TRUE;
  self->window = window;
  self->window_length = keep + slot->length;
  self->position = slot->position;
  *bytes = self->window;
  *length = self->window_length;

  return TRUE;
}

/**
 * cb_zip_ring_get_position:
 * @self: a ring
 *
 * Returns: bytes of the member as it stands in the file that are in sight or were
 */
guint64
cb_zip_ring_get_position (CbZipRing *self)
{
  return self->position;
}
