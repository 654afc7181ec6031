/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cli/cb-cli.h"

G_BEGIN_DECLS

/**
 * CbCliLetter:
 * @number: (nullable): of the letter
 * @date: (nullable): its day
 * @sent: enter that it went out
 * @place, @signer_title, @signer: (nullable): where it is written, as what and by whom it is
 * signed; kept for the next letter
 */
typedef struct
{
  const char *number;
  const char *date;
  gboolean sent;
  const char *place;
  const char *signer_title;
  const char *signer;
} CbCliLetter;

/* The verbs of `catalog` about proposals; @words is what follows the verb. */
int cb_cli_proposals_propose (CbCli *cli, char **words);
int cb_cli_proposals_list (CbCli *cli, const char *state);
int cb_cli_proposals_write (CbCli *cli, char **words, const CbCliLetter *letter);

G_END_DECLS
