/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-progress.h"
#include "base/cb-zip-reader.h"
#include "core/package/cb-handover.h"
#include "core/store/cb-vault.h"

G_BEGIN_DECLS

/* What the file is called: the ending by which systems know it. */
#define CB_PACKAGE_ENDING ".congbo"

typedef enum
{
  CB_PACKAGE_MISSING,  /* it is listed, and not there */
  CB_PACKAGE_CHANGED,  /* it has other bytes than the list says */
  CB_PACKAGE_UNLISTED, /* it is there, and in no list */
  CB_PACKAGE_UNSAFE,   /* its name leads elsewhere, or it is a link */
  CB_PACKAGE_TWICE,    /* another has the same name, or one that is written otherwise */
  CB_PACKAGE_NO_LIST,  /* a list, or what is no list */
  CB_PACKAGE_CONTRARY, /* it says other things than the rest of the package */
} CbPackageProblemKind;

/**
 * CbPackageProblem:
 * @kind: what is wrong
 * @path: with what, in the package
 */
typedef struct
{
  CbPackageProblemKind kind;
  char *path;
} CbPackageProblem;

/**
 * CbPackageFile:
 * @path: in the package, `data/…`
 * @size: in bytes
 * @sha256: of its bytes, as they were found
 */
typedef struct
{
  char *path;
  guint64 size;
  char *sha256;
} CbPackageFile;

/**
 * CbPackage:
 * @name: of the file, as it is shown
 * @folder: the one that all of it is in
 * @id: (nullable): SHA-256 of the list that lists everything: two packages with one id have the
 *   same bytes in every file
 * @files: (element-type CbPackageFile): the data, as found
 * @problems: (element-type CbPackageProblem): why it is not intact; empty when it is
 * @handover: (nullable): what it hands over; only of an intact package of this program
 * @paths: (element-type utf8): where each file of @handover is
 *
 * A package that was opened and verified.
 */
typedef struct _CbPackage CbPackage;
struct _CbPackage
{
  char *name;
  char *folder;
  char *id;
  GPtrArray *files;
  GPtrArray *problems;
  CbHandover *handover;
  GPtrArray *paths;

  /*< private >*/
  int fd;
  CbZipReader *zip;
  GHashTable *entries; /* (element-type utf8 CbZipEntry): path below the folder → entry */
};

gboolean cb_package_is_named_so (const char *name);
CbPackage *cb_package_open (GFile *file,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbPackage *cb_package_open_source (const CbZipSource *source,
                                   const char *name,
                                   CbProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_package_free (CbPackage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPackage, cb_package_free)

gboolean cb_package_is_intact (const CbPackage *self);
const char *cb_package_problem_name (CbPackageProblemKind kind);
char *cb_package_problem_dup_words (const CbPackageProblem *problem);
gboolean cb_package_unpack (CbPackage *self,
                            CbVault *vault,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

char *cb_package_dup_file_name (const CbHandover *handover);
gboolean cb_package_write (const CbHandover *handover,
                           CbVault *vault,
                           GFile *file,
                           CbProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);

G_END_DECLS
