/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which way a message goes: each way has its own names and body types. */
typedef enum
{
  CB_WIRE_REQUEST, /* to the engine */
  CB_WIRE_ANSWER,  /* from the engine */
} CbWireDirection;

/* `C` `B` version 0, then the length. */
#define CB_WIRE_HEADER_SIZE 8

/**
 * CbMessage:
 * @serial: of the request, 0 for what the engine says unasked
 * @name: one of CB_PROTOCOL_*
 * @body: of the type that @name has in this direction, in the byte order of this machine
 */
typedef struct
{
  guint32 serial;
  char *name;
  GVariant *body;
} CbMessage;

void cb_message_free (CbMessage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbMessage, cb_message_free)

GBytes *cb_wire_encode (CbWireDirection direction,
                        guint32 serial,
                        const char *name,
                        GVariant *body,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbMessage *
cb_wire_decode (CbWireDirection direction, GBytes *frame, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean cb_wire_write (GOutputStream *stream,
                        CbWireDirection direction,
                        guint32 serial,
                        const char *name,
                        GVariant *body,
                        GCancellable *cancellable,
                        GError **error);
CbMessage *cb_wire_read (GInputStream *stream,
                         CbWireDirection direction,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
