/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Raw deflate (RFC 1951) in pieces, and the sum that a ZIP keeps of what comes out. The build takes
 * one of two: -isal.c (igzip: five times as fast) where there is ISA-L, -zlib.c elsewhere. */

typedef enum
{
  CB_INFLATE_MORE,   /* the room for output is full, or all of the input is used up */
  CB_INFLATE_END,    /* the stream has ended; what is left of the input comes after it */
  CB_INFLATE_BROKEN, /* this is no deflate */
} CbInflateResult;

typedef struct _CbInflate CbInflate;

CbInflate *cb_inflate_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_inflate_free (CbInflate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbInflate, cb_inflate_free)

CbInflateResult cb_inflate_run (CbInflate *self,
                                const guint8 **input,
                                gsize *n_input,
                                guint8 *output,
                                gsize n_output,
                                gsize *n_written);
guint32 cb_inflate_crc32 (guint32 crc, const guint8 *bytes, gsize length);
const char *cb_inflate_get_library (void);

G_END_DECLS
