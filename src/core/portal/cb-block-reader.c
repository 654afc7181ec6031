/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-block-reader.h"

#include <openssl/evp.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-text.h"

/* One block is read and hashed while another is being sent. A quarter of a megabyte fits the
 * second-level cache, so that sending finds the bytes where hashing left them. */
#define BLOCK_SIZE (256u * 1024)
#define N_BLOCKS 8

typedef struct
{
  guint8 *data;
  gsize length;
  GError *error;
} Block;

/**
 * CbBlockReader:
 *
 * Reads a file of known size and hash in blocks, hashing ahead of whoever takes the blocks in a
 * thread of its own. The last block is handed out only when the whole file proved to be the
 * expected one: a body made of these blocks is never complete with wrong bytes.
 */
struct _CbBlockReader
{
  Block blocks[N_BLOCKS];
  guint8 *memory;     /* (owned) */
  GAsyncQueue *empty; /* (owned): blocks to fill */
  GAsyncQueue *full;  /* (owned): blocks in order */
  GThread *thread;    /* (owned) (nullable) */
  Block *taken;       /* (nullable): with the caller now */
  EVP_MD_CTX *hash;   /* (owned): the thread's, or ours without one */
  char *expected;     /* (owned) */
  char *sha256;       /* (owned) (nullable): once all is read */
  guint64 size;
  guint64 read;   /* the thread's */
  guint64 handed; /* ours */
  int fd;
  gboolean stop; /* (atomic) */
};

static gboolean
check_end (CbBlockReader *self, GError **error)
{
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  guint8 more;

  EVP_DigestFinal_ex (self->hash, digest, &length);
  self->sha256 = cb_text_hex (digest, length);
  if (cb_descriptor_read_at (self->fd, &more, 1, self->read, NULL) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CHANGED, "the file has grown");
      return FALSE;
    }
  if (self->expected != NULL && g_strcmp0 (self->sha256, self->expected) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CHANGED,
                           "the bytes are not those that were approved");
      return FALSE;
    }

  return TRUE;
}

/* Returns %FALSE after the last block, or after an error, which is left in the block. */
static gboolean
fill_block (CbBlockReader *self, Block *block)
{
  gsize wanted = (gsize)MIN (self->size - self->read, BLOCK_SIZE);
  gssize n = cb_descriptor_read_at (self->fd, block->data, wanted, self->read, &block->error);

  if (n < 0)
    return FALSE;
  if ((gsize)n < wanted)
    {
      g_set_error_literal (&block->error, CB_ERROR, CB_ERROR_FILE_CHANGED, "the file has shrunk");
      return FALSE;
    }
  EVP_DigestUpdate (self->hash, block->data, wanted);
  block->length = wanted;
  self->read += wanted;
  if (self->read < self->size)
    return TRUE;

  check_end (self, &block->error);
  return FALSE;
}

static gpointer
run_reader (gpointer data)
{
  CbBlockReader *self = data;
  gboolean more = TRUE;

  while (more)
    {
      Block *block = g_async_queue_pop (self->empty);

      if (g_atomic_int_get (&self->stop))
        break;
      more = fill_block (self, block);
      g_async_queue_push (self->full, block);
    }

  return NULL;
}

/**
 * cb_block_reader_new:
 * @fd: (transfer none): open for reading; read from its start, wherever it stands
 * @size: bytes there must be, no more and no fewer
 * @expected_sha256: (nullable): hexadecimal, what they must hash to
 *
 * Returns: (transfer full): a reader; nothing is read yet
 */
CbBlockReader *
cb_block_reader_new (int fd, guint64 size, const char *expected_sha256)
{
  CbBlockReader *self = g_new0 (CbBlockReader, 1);

  self->fd = fd;
  self->size = size;
  self->expected = g_strdup (expected_sha256);
  self->hash = EVP_MD_CTX_new ();
  EVP_DigestInit_ex (self->hash, EVP_sha256 (), NULL);
  self->empty = g_async_queue_new ();
  self->full = g_async_queue_new ();
  self->memory = g_malloc ((gsize)N_BLOCKS * BLOCK_SIZE);
  for (guint i = 0; i < N_BLOCKS; i++)
    {
      self->blocks[i].data = self->memory + (gsize)i * BLOCK_SIZE;
      g_async_queue_push (self->empty, &self->blocks[i]);
    }
  return self;
}

/**
 * cb_block_reader_free:
 * @self: (nullable) (transfer full): a reader, at any point of the file
 */
void
cb_block_reader_free (CbBlockReader *self)
{
  if (self == NULL)
    return;

  if (self->thread != NULL)
    {
      g_atomic_int_set (&self->stop, TRUE);
      g_async_queue_push (self->empty, &self->blocks[0]);
      g_thread_join (self->thread);
    }
  for (guint i = 0; i < N_BLOCKS; i++)
    g_clear_error (&self->blocks[i].error);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  EVP_MD_CTX_free (self->hash);
  g_free (self->memory);
  g_free (self->expected);
  g_free (self->sha256);
  g_free (self);
}

static Block *
take_block (CbBlockReader *self)
{
  /* A thread is worth its start only when there is something to overlap. */
  if (self->size <= BLOCK_SIZE)
    {
      fill_block (self, &self->blocks[0]);
      return &self->blocks[0];
    }
  if (self->thread == NULL)
    self->thread = g_thread_new ("cb-block-reader", run_reader, self);
  return g_async_queue_pop (self->full);
}

/**
 * cb_block_reader_next:
 * @self: a reader
 * @data: (out): the next bytes, valid until the next call
 * @length: (out): their number, 0 after the last
 * @error: %CB_ERROR_FILE_CHANGED when the file is not what it must be, %CB_ERROR_UNREADABLE
 *
 * Returns: %FALSE on error; the reader is of no use after that
 */
gboolean
cb_block_reader_next (CbBlockReader *self, const guint8 **data, gsize *length, GError **error)
{
  *data = NULL;
  *length = 0;
  if (self->taken != NULL)
    g_async_queue_push (self->empty, g_steal_pointer (&self->taken));
  if (self->handed == self->size && self->sha256 != NULL)
    return TRUE;

  self->taken = take_block (self);
  if (self->taken->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->taken->error));
      return FALSE;
    }
  *data = self->taken->data;
  *length = self->taken->length;
  self->handed += self->taken->length;
  return TRUE;
}

/**
 * cb_block_reader_get_sha256:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable): of all bytes, hexadecimal, once the last block is out
 */
const char *
cb_block_reader_get_sha256 (CbBlockReader *self)
{
  return self->handed == self->size ? self->sha256 : NULL;
}
