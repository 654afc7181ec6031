/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-approval.h"
#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/store/cb-store-datasets.h"

G_BEGIN_DECLS

/**
 * CbHandover:
 * @dataset: as it is handed over: waiting for approval, approved or published, or returned. What a
 *   portal has of it stays behind
 * @schemas: (element-type utf8): Table Schema of each file of @dataset, as its bytes are; "" for
 *   none. Only for writing
 * @delimiters: (element-type utf8): between the cells of each file; "" for no text. Only for
 * writing
 * @findings: (nullable) (element-type CbFinding): of the check. Only for writing: who opens the
 *   package checks anew
 * @waivers: (element-type CbWaiver): what was waived, by whom and why
 * @item: (nullable): of the catalog
 * @request: hash of the row of the journal with which the review was asked for: the answer is to
 *   this asking and to no other
 * @requested_us: when that was
 * @approval: (nullable): the one that holds
 * @returned_by: (nullable): the reviewer who sent it back; why is the dataset's `return_reason`
 * @returned_us: when
 * @practice: whether it was made while practising
 * @agency, @profile: (nullable): of the computer where it was prepared
 * @portal_title, @portal_url: (nullable): where it goes
 *
 * What passes from one computer to the other about a dataset (product.md G3). A value.
 */
typedef struct
{
  CbDataset *dataset;
  GPtrArray *schemas;
  GPtrArray *delimiters;
  GPtrArray *findings;
  GPtrArray *waivers;
  CbCatalogItem *item;
  char *request;
  gint64 requested_us;
  CbApproval *approval;
  char *returned_by;
  gint64 returned_us;
  gboolean practice;
  char *agency;
  char *profile;
  char *portal_title;
  char *portal_url;
} CbHandover;

/**
 * CbOrigin:
 * @package: id of the package that was opened last
 * @opened_us: when
 * @digest: of the dataset as it came
 * @request, @requested_us: as of #CbHandover
 * @agency, @profile, @portal_title, @portal_url: (nullable): as of #CbHandover
 * @item: (nullable): as of #CbHandover
 *
 * Where a dataset came from that was prepared on another computer. A value.
 */
typedef struct
{
  char *package;
  gint64 opened_us;
  char *digest;
  char *request;
  gint64 requested_us;
  char *agency;
  char *profile;
  char *portal_title;
  char *portal_url;
  CbCatalogItem *item;
} CbOrigin;

/* Where its parts are in the package. */
#define CB_HANDOVER_DATASET "review/dataset.json"
#define CB_HANDOVER_APPROVAL "review/approval.json"
#define CB_HANDOVER_RECIPE "review/recipe.json"
#define CB_HANDOVER_FINDINGS "review/findings.json"

CbHandover *cb_handover_new (void);
void cb_handover_free (CbHandover *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbHandover, cb_handover_free)

char *cb_handover_write_dataset (const CbHandover *self, GPtrArray *paths);
char *cb_handover_write_approval (const CbHandover *self);
char *cb_handover_write_recipe (const CbHandover *self, GPtrArray *paths);
char *cb_handover_write_findings (const CbHandover *self);

CbOrigin *cb_origin_new (const CbHandover *handover, const char *package, gint64 now_us);
char *cb_origin_write (const CbOrigin *self);
CbOrigin *cb_origin_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
void cb_origin_free (CbOrigin *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbOrigin, cb_origin_free)

CbHandover *
cb_handover_parse (GHashTable *parts, GPtrArray *paths, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
