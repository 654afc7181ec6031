/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"

G_BEGIN_DECLS

int cb_cli_queue_run (CbCli *cli, gboolean print, const char *job_id);

G_END_DECLS
