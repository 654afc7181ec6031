/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/reading/cb-conversation.h"
#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

/* An engine that says nothing for so long has failed. */
#define CB_READER_ROWS_LIMIT_US (10 * G_TIME_SPAN_SECOND)
#define CB_READER_WORK_LIMIT_US (30 * G_TIME_SPAN_SECOND)

/* Seen by cb-reader*.c. */
GVariant *_cb_reader_ask (CbReader *self,
                          const CbCall *call,
                          GVariant *body,
                          GPtrArray *findings,
                          GCancellable *cancellable,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void _cb_reader_fail_on (CbReader *self, GError *problem, GError **error);
void _cb_reader_refuse (CbReader *self, const char *what, GError **error);

G_END_DECLS
