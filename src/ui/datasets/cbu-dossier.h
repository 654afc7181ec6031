/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-diff.h"
#include "core/workplace/cb-workplace-package.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

/**
 * CbuDossier:
 * @dataset: the dataset
 * @findings: (element-type CbFinding): of its last check
 * @current: whether they are about the bytes as they are now
 * @item: (nullable): of the catalog
 * @approval: (nullable): that holds now
 * @accounts: (element-type CbAccount)
 * @job: (nullable): its newest
 * @repeatable: (nullable): the period before, when what was done to its file can be done to
 * @repeatable_file: (nullable): the first that nobody has worked on
 * @published: (element-type utf8 CbPublishedFile): of each file, by its id, what the public has
 *   instead; only where it has something
 * @removal: whether whoever sits here may remove it
 * @origin: (nullable): where it came from; %NULL when it was prepared here
 * @package_name: (nullable): how its package may be called; %NULL when there is none to be written
 * @one_person: whether one person may prepare and approve here
 *
 * Everything that the pages of one dataset show, read at once in a worker thread and never changed
 * afterwards.
 */
typedef struct
{
  CbDataset *dataset;
  GPtrArray *findings;
  gboolean current;
  CbCatalogItem *item;
  CbApproval *approval;
  GPtrArray *accounts;
  CbJob *job;
  char *repeatable;
  char *repeatable_file;
  GHashTable *published;
  CbRemoval removal;
  CbOrigin *origin;
  char *package_name;
  gboolean one_person;
} CbuDossier;

CbuDossier *cbu_dossier_read (CbWorkplace *workplace, const char *id, GError **error);
CbuDossier *cbu_dossier_ref (CbuDossier *self);
void cbu_dossier_unref (CbuDossier *self);

guint cbu_dossier_count (const CbuDossier *self, CbSeverity severity);
gboolean cbu_dossier_is_ready (const CbuDossier *self);
const char *cbu_dossier_get_file_name (const CbuDossier *self, const CbFinding *finding);
gboolean cbu_dossier_answers (const CbuDossier *self);
gboolean cbu_dossier_can_change (const CbuDossier *self);
char *cbu_dossier_dup_content_key (const CbuDossier *self);
char *cbu_dossier_dup_finding_key (const CbuDossier *self, const CbFinding *finding);
char *cbu_dossier_dup_findings_key (const CbuDossier *self);

G_END_DECLS
