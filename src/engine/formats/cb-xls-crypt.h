/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What Excel encrypts with where a person gave no password but protected the workbook: it opens
 * such a file without asking (MS-OFFCRYPTO, MS-XLS 2.2.10). */
#define CB_XLS_DEFAULT_PASSWORD "VelvetSweatshop"

typedef struct _CbXlsCrypt CbXlsCrypt;

CbXlsCrypt *cb_xls_crypt_new (const guint8 *record,
                              gsize length,
                              const char *password) G_GNUC_WARN_UNUSED_RESULT;
CbXlsCrypt *cb_xls_crypt_copy (const CbXlsCrypt *self) G_GNUC_WARN_UNUSED_RESULT;
void cb_xls_crypt_free (CbXlsCrypt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbXlsCrypt, cb_xls_crypt_free)

void cb_xls_crypt_decode (CbXlsCrypt *self, guint16 id, guint64 offset, guint8 *data, gsize length);

G_END_DECLS
