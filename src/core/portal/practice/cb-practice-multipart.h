/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * CbPracticeMultipartFuncs:
 * @begin: a part begins; @file_name is %NULL for a text field
 * @data: some of its bytes
 * @end: it is complete
 *
 * Any of them may fail; parsing ends there.
 */
typedef struct
{
  gboolean (*begin) (const char *name,
                     const char *file_name,
                     const char *content_type,
                     gpointer user_data,
                     GError **error);
  gboolean (*data) (const guint8 *bytes, gsize length, gpointer user_data, GError **error);
  gboolean (*end) (gpointer user_data, GError **error);
} CbPracticeMultipartFuncs;

#define CB_PRACTICE_MULTIPART_MAX_HEADERS 16384

typedef struct _CbPracticeMultipart CbPracticeMultipart;

CbPracticeMultipart *cb_practice_multipart_new (const char *boundary,
                                                guint max_parts,
                                                const CbPracticeMultipartFuncs *funcs,
                                                gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void cb_practice_multipart_free (CbPracticeMultipart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeMultipart, cb_practice_multipart_free)

gboolean cb_practice_multipart_feed (CbPracticeMultipart *self,
                                     const guint8 *bytes,
                                     gsize length,
                                     GError **error);
gboolean cb_practice_multipart_finish (CbPracticeMultipart *self, GError **error);

G_END_DECLS
