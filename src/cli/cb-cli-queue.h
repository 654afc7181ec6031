/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"

G_BEGIN_DECLS

CbExit cb_cli_queue_judge (const CbJob *job);
void cb_cli_queue_print (CbCli *cli, GPtrArray *jobs);
int cb_cli_queue_run (CbCli *cli, gboolean print, const char *job_id);

G_END_DECLS
