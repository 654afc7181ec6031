/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Ten times a second is as often as anybody looks. */
#define CB_SPEAKER_INTERVAL_US (G_TIME_SPAN_SECOND / 10)

typedef struct _CbSpeaker CbSpeaker;

CbSpeaker *cb_speaker_new (GOutputStream *stream) G_GNUC_WARN_UNUSED_RESULT;
void cb_speaker_free (CbSpeaker *self);

gboolean
cb_speaker_say (CbSpeaker *self, guint32 serial, const char *name, GVariant *body, GError **error);
void cb_speaker_say_error (CbSpeaker *self, guint32 serial, const GError *error);

G_END_DECLS
