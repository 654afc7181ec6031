/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A server of single bytes for tests: it answers what it is told, at the point of the request that
 * it is told, and remembers what it was sent. */
typedef struct _Wire Wire;

typedef struct
{
  char *line;    /* "POST /api/3/action/package_show HTTP/1.1" */
  char *headers; /* as they came */
  GBytes *body;  /* as much of it as was read */
} WireRequest;

#define WIRE_ALL G_MAXUINT64

Wire *wire_new (GTlsCertificate *certificate);
void wire_free (Wire *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Wire, wire_free)
const char *wire_get_url (Wire *self);
void wire_answer (Wire *self, const char *match, guint64 read_first, const char *answer);
void wire_answer_json (Wire *self, const char *match, guint status, const char *json);
void wire_answer_page (Wire *self, const char *match, guint status);
void wire_linger (Wire *self);
GPtrArray *wire_get_requests (Wire *self);
WireRequest *wire_find_request (Wire *self, const char *match);
guint wire_count_requests (Wire *self, const char *match);

G_END_DECLS
