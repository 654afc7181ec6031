/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-inflate.h"

#include <isa-l.h>

struct _CbInflate
{
  struct inflate_state state;
};

/**
 * cb_inflate_new:
 *
 * Returns: (transfer full): a stream of deflate from its beginning
 */
CbInflate *
cb_inflate_new (void)
{
  CbInflate *self = g_new (CbInflate, 1);

  isal_inflate_init (&self->state);

  return self;
}

/**
 * cb_inflate_free:
 * @self: (nullable) (transfer full): a stream
 */
void
cb_inflate_free (CbInflate *self)
{
  g_free (self);
}

/* Where a symbol or a distance makes no sense ISA-L (2.30) counts the match as written that it has
 * not copied: what was in memory there before is no text. How long it is is not said, so that the
 * longest that there can be is taken away. */
static gsize
count_sound (int result, gsize n_written)
{
  if (result != ISAL_INVALID_SYMBOL && result != ISAL_INVALID_LOOKBACK)
    return n_written;

  return n_written - MIN (n_written, ISAL_DEF_MAX_MATCH);
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
 * one thread at a time. When it is broken the last 258 bytes before the fault may be missing, and
 * what comes is right.
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
  struct inflate_state *state = &self->state;
  guint32 given = (guint32)MIN (*n_input, G_MAXINT32);
  guint32 room = (guint32)MIN (n_output, G_MAXINT32);
  gsize left;
  int result;

  state->next_in = (guint8 *)*input;
  state->avail_in = given;
  state->next_out = output;
  state->avail_out = room;
  result = isal_inflate (state);

  *n_written = count_sound (result, room - state->avail_out);
  /* Before a fault it may count more as used than there was. */
  left = state->avail_in <= given ? state->avail_in : 0;
  /* Whole bytes that were only taken in ahead belong to what comes after. */
  if (state->block_state == ISAL_BLOCK_FINISH && state->read_in_length > 0)
    left += MIN ((gsize)state->read_in_length / 8, given - left);
  if (given > left)
    *input += given - left;
  *n_input -= given - left;
  if (result < 0 || result == ISAL_NEED_DICT)
    return CB_INFLATE_BROKEN;

  return state->block_state == ISAL_BLOCK_FINISH ? CB_INFLATE_END : CB_INFLATE_MORE;
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
  return crc32_gzip_refl (crc, bytes, length);
}

/**
 * cb_inflate_get_library:
 *
 * Returns: (transfer none): which library it is, for benchmarks and tests
 */
const char *
cb_inflate_get_library (void)
{
  return "isa-l";
}
