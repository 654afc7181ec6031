/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"
#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

gboolean cb_cli_print_pages (CbCli *cli, CbReader *reader, GError **error);

G_END_DECLS
