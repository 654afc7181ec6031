/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/package/cb-package.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* Hand-over packages (product.md G3): what is prepared on one computer is approved on another. As
 * in cb-workplace.h everything blocks, but what takes a #CbOrigin. */

/**
 * CbPackageOutcome:
 *
 * What becomes, or became, of a package here.
 */
typedef enum
{
  CB_PACKAGE_RECEIVED,    /* a dataset that waits for approval here */
  CB_PACKAGE_RENEWED,     /* … in the place of the one that came before */
  CB_PACKAGE_APPROVED,    /* the reviewer’s answer: approved */
  CB_PACKAGE_RETURNED,    /* the reviewer’s answer: sent back */
  CB_PACKAGE_NOTHING_NEW, /* all that is in it is here */
} CbPackageOutcome;

char *cb_workplace_dup_package_name (CbWorkplace *self, const char *dataset_id, GError **error);
gboolean cb_workplace_write_package (CbWorkplace *self,
                                     const char *dataset_id,
                                     GFile *file,
                                     const char *person,
                                     CbProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     GError **error);

gboolean cb_workplace_judge_package (CbWorkplace *self,
                                     const CbPackage *package,
                                     CbPackageOutcome *outcome,
                                     GError **error);
gboolean cb_workplace_take_package (CbWorkplace *self,
                                    CbPackage *package,
                                    const char *person,
                                    CbPackageOutcome *outcome,
                                    CbProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

CbOrigin *cb_workplace_get_origin (CbWorkplace *self, const char *dataset_id);
CbCatalogItem *cb_workplace_get_item_of (CbWorkplace *self, const CbDataset *dataset);
const char *cb_package_outcome_name (CbPackageOutcome outcome);
const char *cb_package_outcome_title (CbPackageOutcome outcome);

G_END_DECLS
