/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbSecretMark:
 *
 * What a mark on a text means for publishing it.
 */
typedef enum
{
  CB_SECRET_MARK_NONE,
  CB_SECRET_MARK_INTERNAL, /* LƯU HÀNH NỘI BỘ, DỰ THẢO: a person decides */
  CB_SECRET_MARK_STATE,    /* MẬT, TỐI MẬT, TUYỆT MẬT…: stop */
} CbSecretMark;

const char *cb_secret_mark_find (const char *bytes, gsize length);
CbSecretMark cb_secret_mark_scan (const char *bytes, gsize length, const char **mark);

G_END_DECLS
