/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"

G_BEGIN_DECLS

/**
 * CbCliOut:
 * @path: what the person named; there only when it is whole
 * @temporary: what is written until then, beside it
 * @fd: of @temporary, empty and open for writing
 */
typedef struct
{
  const char *path;
  char *temporary;
  int fd;
} CbCliOut;

gboolean cb_cli_out_begin (CbCli *cli, CbCliOut *self, const char *path, int *exit_code);
gboolean cb_cli_out_end (CbCliOut *self, gboolean written, GError **error);
const char *cb_cli_out_find_step (const char *path);

G_END_DECLS
