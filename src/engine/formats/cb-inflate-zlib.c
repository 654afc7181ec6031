/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-inflate.h"

#include <zlib.h>

struct _CbInflate
{
  z_stream stream;
};

/**
 * cb_inflate_new:
 *
 * Returns: (transfer full): a stream of deflate from its beginning
 */
CbInflate *
cb_inflate_new (void)
{
  CbInflate *self = g_new0 (CbInflate, 1);

  /* Fails for want of memory alone, for which inflate() then fails too. */
  inflateInit2 (&self->stream, -MAX_WBITS);

  return self;
}

/**
 * cb_inflate_free:
 * @self: (nullable) (transfer full): a stream
 */
void
cb_inflate_free (CbInflate *self)
{
  if (self == NULL)
    return;
  inflateEnd (&self->stream);
  g_free (self);
}

/**
 * cb_inflate_run:
 * @self: a stream
 * @input: (inout): the next bytes of it; after the call what was not used
 * @n_input: (inout): of @input
 * @output: (out): where the text goes
 * @n_output: room there
 * @n_written: (out): how much came
 *
 * Goes on until the input is used up, the output is full, or the stream ends. Use one stream from
 * one thread at a time.
 *
 * Returns: why it stopped
 */
CbInflateResult
cb_inflate_run (CbInflate *self,
                const guint8 **input,
                gsize *n_input,
                guint8 *output,
                gsize n_output,
                gsize *n_written)
{
  z_stream *stream = &self->stream;
  guint given = (guint)MIN (*n_input, G_MAXINT32);
  guint room = (guint)MIN (n_output, G_MAXINT32);
  int result;

  stream->next_in = (guint8 *)*input;
  stream->avail_in = given;
  stream->next_out = output;
  stream->avail_out = room;
  result = inflate (stream, Z_NO_FLUSH);

  *n_written = room - stream->avail_out;
  *input += given - stream->avail_in;
  *n_input -= given - stream->avail_in;
  if (result == Z_STREAM_END)
    return CB_INFLATE_END;

  /* Nothing to do for want of input or room is an error of zlib's alone. */
  return result == Z_OK || result == Z_BUF_ERROR ? CB_INFLATE_MORE : CB_INFLATE_BROKEN;
}

/**
 * cb_inflate_crc32:
 * @crc: of the bytes before, 0 at first
 * @bytes: the next
 * @length: of them
 *
 * Returns: the CRC-32 of ZIP and gzip, of all of them
 */
guint32
cb_inflate_crc32 (guint32 crc, const guint8 *bytes, gsize length)
{
  return (guint32)crc32_z (crc, bytes, length);
}

/**
 * cb_inflate_get_library:
 *
 * Returns: (transfer none): which library it is, for benchmarks and tests
 */
const char *
cb_inflate_get_library (void)
{
  return "zlib";
}
