/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbLook:
 * @size: bytes
 * @sha256: of them, hexadecimal
 * @text_sha256: of them without a mark at the head (UTF-8 BOM) and with each CR LF as LF
 * @is_page: they begin as a web page does
 *
 * What is known of bytes that were looked at and not kept.
 */
typedef struct
{
  guint64 size;
  char *sha256;
  char *text_sha256;
  gboolean is_page;
} CbLook;

typedef struct _CbLooker CbLooker;

CbLooker *cb_looker_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_looker_feed (CbLooker *self, const guint8 *data, gsize length);
guint64 cb_looker_get_size (const CbLooker *self);
void cb_looker_end (CbLooker *self, CbLook *look);
void cb_looker_free (CbLooker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbLooker, cb_looker_free)

gboolean cb_look_at_fd (int fd, CbLook *look, GError **error);
void cb_look_clear (CbLook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbLook, cb_look_clear)

G_END_DECLS
