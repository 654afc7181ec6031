/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

/* Records, for every command that has to do with them. */
JsonObject *
cb_cli_register_parse (const CbForm *form, char **words, int *exit_code) G_GNUC_WARN_UNUSED_RESULT;
void cb_cli_register_print (CbCli *cli, const CbRecord *record);
int cb_cli_register_list (CbCli *cli, CbRegister kind, const char *state, const char *search);

G_END_DECLS
