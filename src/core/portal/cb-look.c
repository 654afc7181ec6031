/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-look.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"

#define HEAD 256
#define BLOCK (64u * 1024)

/* Both sums are made in one pass with constant memory. */
struct _CbLooker
{
  GChecksum *all;
  GChecksum *text;
  guint8 head[HEAD];
  gsize head_length;
  guint64 size;
  gboolean after_cr; /* a CR was seen that is not in @text yet */
};

/**
 * cb_looker_new:
 *
 * Returns: (transfer full): one that has seen nothing
 */
CbLooker *
cb_looker_new (void)
{
  CbLooker *self = g_new0 (CbLooker, 1);

  self->all = g_checksum_new (G_CHECKSUM_SHA256);
  self->text = g_checksum_new (G_CHECKSUM_SHA256);
  return self;
}

/* How many of the first bytes are the mark of UTF-8; it may come in pieces. */
static gsize
skip_mark (const CbLooker *self, const guint8 *data, gsize length)
{
  static const guint8 mark[] = { 0xEF, 0xBB, 0xBF };
  gsize n = 0;

  while (n < length && self->size + n < sizeof mark && data[n] == mark[self->size + n])
    n++;
  return n;
}

static void
feed_text (CbLooker *self, const guint8 *data, gsize length)
{
  gsize from = 0;

  if (length == 0)
    return;
  if (self->after_cr && data[0] != '\n')
    g_checksum_update (self->text, (const guint8 *)"\r", 1);
  self->after_cr = FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (data[i] != '\r')
        continue;
      if (i + 1 < length && data[i + 1] != '\n')
        continue;
      g_checksum_update (self->text, data + from, (gssize)(i - from));
      from = i + 1;
      self->after_cr = i + 1 == length;
    }
  g_checksum_update (self->text, data + from, (gssize)(length - from));
}

/**
 * cb_looker_feed:
 * @self: a looker
 * @data: the next bytes
 * @length: how many
 */
void
cb_looker_feed (CbLooker *self, const guint8 *data, gsize length)
{
  gsize mark = skip_mark (self, data, length);
  gsize n = MIN (length, HEAD - self->head_length);

  memcpy (self->head + self->head_length, data, n);
  self->head_length += n;
  g_checksum_update (self->all, data, (gssize)length);
  feed_text (self, data + mark, length - mark);
  self->size += length;
}

/**
 * cb_looker_get_size:
 * @self: a looker
 *
 * Returns: bytes so far
 */
guint64
cb_looker_get_size (const CbLooker *self)
{
  return self->size;
}

static gboolean
begins_as_page (const CbLooker *self)
{
  static const char *const beginnings[]
      = { "<!doctype html", "<html", "<head", "<body", "<script" };
  gsize at = 0;

  while (at < self->head_length
         && (g_ascii_isspace (self->head[at]) || self->head[at] == 0xEF || self->head[at] == 0xBB
             || self->head[at] == 0xBF))
    at++;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      gsize length = strlen (beginnings[i]);

      if (self->head_length - at >= length
          && g_ascii_strncasecmp ((const char *)self->head + at, beginnings[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * cb_looker_end:
 * @self: a looker; takes no more bytes
 * @look: (out caller-allocates): what it saw
 */
void
cb_looker_end (CbLooker *self, CbLook *look)
{
  if (self->after_cr)
    g_checksum_update (self->text, (const guint8 *)"\r", 1);
  self->after_cr = FALSE;
  look->size = self->size;
  look->sha256 = g_strdup (g_checksum_get_string (self->all));
  look->text_sha256 = g_strdup (g_checksum_get_string (self->text));
  look->is_page = begins_as_page (self);
}

/**
 * cb_looker_free:
 * @self: (nullable) (transfer full): a looker
 */
void
cb_looker_free (CbLooker *self)
{
  if (self == NULL)
    return;

  g_checksum_free (self->all);
  g_checksum_free (self->text);
  g_free (self);
}

/**
 * cb_look_at_fd:
 * @fd: (transfer none): open for reading, at its beginning
 * @look: (out caller-allocates): what is in it
 * @error: %CB_ERROR_UNREADABLE
 *
 * Blocks.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_look_at_fd (int fd, CbLook *look, GError **error)
{
  g_autoptr (CbLooker) looker = cb_looker_new ();
  g_autofree guint8 *block = g_malloc (BLOCK);

  for (;;)
    {
      gssize n = read (fd, block, BLOCK);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          cb_error_set_from_errno (error, errno, "an approved file");
          return FALSE;
        }
      if (n == 0)
        break;
      cb_looker_feed (looker, block, (gsize)n);
    }
  cb_looker_end (looker, look);
  return TRUE;
}

/**
 * cb_look_clear:
 * @self: what was seen
 */
void
cb_look_clear (CbLook *self)
{
  g_clear_pointer (&self->sha256, g_free);
  g_clear_pointer (&self->text_sha256, g_free);
}
