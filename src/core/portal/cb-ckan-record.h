/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/cb-portal.h"

G_BEGIN_DECLS

#define CB_CKAN_MARKER "congbo_id"

JsonObject *cb_ckan_record_from_dataset (const CbDataset *dataset);
JsonObject *cb_ckan_record_from_package (JsonObject *package);
JsonObject *cb_ckan_record_to_package (JsonObject *record, const char *marker);
void cb_ckan_record_to_revision (JsonObject *changes,
                                 JsonObject *package,
                                 JsonObject *match,
                                 JsonObject *update);

JsonObject *cb_ckan_slot_new (const CbDatasetFile *file);
CbRemoteFile *cb_ckan_remote_file_new (JsonObject *resource, const char *base);
CbRemoteDataset *cb_ckan_remote_dataset_new (JsonObject *package, const char *base);

G_END_DECLS
