/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Copy and SHA-256 in one pass. Hashing 2 GiB takes libcrypto about 1.5 s with the instructions of
 * the CPU, reading and writing them about as long; on two cores the one hides behind the other. */

#include "config.h"

#include "core/store/cb-vault-copy.h"

#include <openssl/evp.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-text.h"
#include "core/platform/cb-files.h"

/* Few and small enough to stay in the cache between being read and being hashed. */
#define BLOCK_SIZE (256 * 1024)
#define BLOCKS 8

/* The disk is kept busy from early on, in pieces that are worth its while. */
#define WRITE_BACK_SIZE (16 * 1024 * 1024)

typedef struct
{
  gsize length; /* 0: the last one */
  guint8 bytes[BLOCK_SIZE];
} Block;

typedef struct
{
  EVP_MD_CTX *digest;
  GAsyncQueue *full;  /* (element-type Block): to be hashed */
  GAsyncQueue *empty; /* (element-type Block): to be filled */
} Hasher;

typedef struct
{
  int from;
  int to;
  guint64 expected;
  guint64 done;
  guint64 flushed;
  CbProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} Copy;

static gpointer
hash_blocks (gpointer user_data)
{
  Hasher *self = user_data;
  Block *block;
  gsize length;

  do
    {
      block = g_async_queue_pop (self->full);
      length = block->length;
      if (length > 0)
        EVP_DigestUpdate (self->digest, block->bytes, length);
      g_async_queue_push (self->empty, block);
    }
  while (length > 0);

  return NULL;
}

/* Reads the next block, and says with length 0 that there is none. */
static gboolean
fill (Copy *copy, Block *block, GError **error)
{
  gssize got;

  block->length = 0;
  if (g_cancellable_set_error_if_cancelled (copy->cancellable, error))
    return FALSE;
  got = cb_files_read (copy->from, block->bytes, BLOCK_SIZE, copy->done, error);
  if (got < 0)
    return FALSE;

  block->length = (gsize)got;
  return TRUE;
}

static gboolean
put_away (Copy *copy, const Block *block, GError **error)
{
  if (copy->to != CB_VAULT_HASH_ONLY)
    {
      if (!cb_files_write (copy->to, block->bytes, block->length, copy->done, error))
        return FALSE;
      cb_failpoint ("vault.wrote");
    }
  copy->done += block->length;
  if (copy->to != CB_VAULT_HASH_ONLY && copy->done - copy->flushed >= WRITE_BACK_SIZE)
    {
      cb_files_begin_write_back (copy->to, copy->flushed, copy->done - copy->flushed);
      copy->flushed = copy->done;
    }
  if (copy->progress != NULL)
    copy->progress (copy->done, MAX (copy->expected, copy->done), copy->user_data);
  return TRUE;
}

/* A block is written from here while the other thread hashes it; it comes back through the queue
 * of empty ones, which only this thread takes from. */
static gboolean
pump (Copy *copy, Hasher *hasher, GError **error)
{
  gboolean ok = TRUE;
  gsize length;

  do
    {
      Block *block = g_async_queue_pop (hasher->empty);

      ok = ok && fill (copy, block, error);
      length = ok ? block->length : 0;
      block->length = length;
      g_async_queue_push (hasher->full, block);
      if (length > 0)
        ok = put_away (copy, block, error);
    }
  while (length > 0);

  return ok;
}

static gboolean
copy_beside_thread (Copy *copy, EVP_MD_CTX *digest, GError **error)
{
  Hasher hasher = { .digest = digest,
                    .full = g_async_queue_new (),
                    .empty = g_async_queue_new_full (g_free) };
  GThread *thread;
  gboolean ok;

  for (guint i = 0; i < BLOCKS; i++)
    g_async_queue_push (hasher.empty, g_new (Block, 1));
  thread = g_thread_new ("hash", hash_blocks, &hasher);
  ok = pump (copy, &hasher, error);
  g_thread_join (thread);
  g_async_queue_unref (hasher.full);
  g_async_queue_unref (hasher.empty);
  return ok;
}

/* Not worth a thread. */
static gboolean
copy_small (Copy *copy, EVP_MD_CTX *digest, GError **error)
{
  g_autofree Block *block = g_new (Block, 1);

  do
    {
      if (!fill (copy, block, error))
        return FALSE;
      if (block->length > 0)
        {
          EVP_DigestUpdate (digest, block->bytes, block->length);
          if (!put_away (copy, block, error))
            return FALSE;
        }
    }
  while (block->length > 0);

  return TRUE;
}

/**
 * cb_vault_copy:
 * @from: a descriptor, read from its beginning
 * @to: an empty file, or %CB_VAULT_HASH_ONLY
 * @expected: the size it should have, for progress
 * @size: (out): how many bytes there were
 * @progress: (nullable): told after every block, in this thread
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_UNREADABLE, %CB_ERROR_DISK_FULL…
 *
 * Any thread.
 *
 * Returns: (transfer full): the SHA-256 of what was read, hexadecimal
 */
char *
cb_vault_copy (int from,
               int to,
               guint64 expected,
               guint64 *size,
               CbProgressFunc progress,
               gpointer user_data,
               GCancellable *cancellable,
               GError **error)
{
  Copy copy = { .from = from,
                .to = to,
                .expected = expected,
                .progress = progress,
                .user_data = user_data,
                .cancellable = cancellable };
  EVP_MD_CTX *digest = EVP_MD_CTX_new ();
  guint8 result[EVP_MAX_MD_SIZE];
  guint length = 0;
  gboolean ok;

  if (EVP_DigestInit_ex (digest, EVP_sha256 (), NULL) != 1)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FAILED, "no SHA-256 in libcrypto");
      EVP_MD_CTX_free (digest);
      return NULL;
    }
  cb_files_will_read (from);
  if (expected > BLOCK_SIZE * BLOCKS)
    ok = copy_beside_thread (&copy, digest, error);
  else
    ok = copy_small (&copy, digest, error);
  EVP_DigestFinal_ex (digest, result, &length);
  EVP_MD_CTX_free (digest);
  if (!ok)
    return NULL;

  *size = copy.done;
  return cb_text_hex (result, length);
}
