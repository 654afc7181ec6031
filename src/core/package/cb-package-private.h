/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/package/cb-handover.h"
#include "core/package/cb-package.h"

G_BEGIN_DECLS

#define CB_PACKAGE_BAGIT "bagit.txt"
#define CB_PACKAGE_BAG_INFO "bag-info.txt"
#define CB_PACKAGE_MANIFEST "manifest-sha256.txt"
#define CB_PACKAGE_TAG_MANIFEST "tagmanifest-sha256.txt"
#define CB_PACKAGE_DESCRIPTOR "datapackage.json"
#define CB_PACKAGE_README "README.md"
#define CB_PACKAGE_FETCH "fetch.txt"

/* RFC 8493, 2.1.1. */
#define CB_PACKAGE_BAGIT_TEXT "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

/* So often smaller than what is in it, no more, unless it is small altogether: what is packed
 * better is stored as it is. */
#define CB_PACKAGE_MAX_RATIO 200
#define CB_PACKAGE_SMALL ((guint64)64 * 1024 * 1024)

/* Bytes of a part that is not data. */
#define CB_PACKAGE_MAX_PART ((guint64)16 * 1024 * 1024)

char *_cb_package_write_descriptor (const CbHandover *handover, GPtrArray *paths);
char *_cb_package_write_readme (const CbHandover *handover, GPtrArray *paths);
gboolean _cb_package_verify (CbPackage *self,
                             CbProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);
void _cb_package_add_problem (CbPackage *self, CbPackageProblemKind kind, const char *path);

G_END_DECLS
