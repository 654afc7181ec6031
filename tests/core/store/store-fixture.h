/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-catalog.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "core/store/cb-store.h"

/* A folder that is gone at the end, and values that hold together. */

char *fixture_new_root (void);
CbStore *fixture_open (const char *root);
CbDataset *fixture_new_dataset (const char *id);
CbApproval *fixture_new_approval (const CbDataset *dataset, const char *id);
CbJob *fixture_new_job (const CbApproval *approval, const char *account_id);
void fixture_add_job (CbStore *store, const char *dataset_id, const char *job_id);
void fixture_sql (const char *root, const char *sql);
gint64 fixture_count (const char *root, const char *sql);

/* Programs that are ended, limited or refused: this one, started anew with `--child ACTION ROOT`.
 */

#define FIXTURE_KILLED -1
#define FIXTURE_SKIP 77

int fixture_run_child (const char *action, const char *root, guint kill_at);
void fixture_init_child (int argc, char *argv[]);
void fixture_exit_expecting (const GError *error, CbError expected);
