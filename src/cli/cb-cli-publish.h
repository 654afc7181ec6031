/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"

G_BEGIN_DECLS

/**
 * CbCliPublication:
 * @file: what is published
 * @item: (nullable): code in the catalog
 * @period: (nullable): `2026-10`…
 * @account: (nullable): id of the account; %NULL: the only one
 * @title: (nullable): title, when the catalog has none
 * @metadata: (nullable): JSON object with further metadata
 * @mend: take every step that a machine can take
 * @waive_reason: (nullable): waive all warnings, in the name of @prepared_by, for this reason
 * @prepared_by, @approved_by: two names
 */
typedef struct
{
  GFile *file;
  char *item;
  char *period;
  char *account;
  char *title;
  JsonObject *metadata;
  gboolean mend;
  char *waive_reason;
  char *prepared_by;
  char *approved_by;
} CbCliPublication;

int cb_cli_publish_run (CbCli *cli, const CbCliPublication *publication);

G_END_DECLS
