/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-dataset.h"

G_BEGIN_DECLS

typedef struct _CbuUndone CbuUndone;

CbuUndone *cbu_undone_new (void);
void cbu_undone_free (CbuUndone *self);
char *cbu_undone_dup_state (const CbDatasetFile *file);
void cbu_undone_add (CbuUndone *self, const char *state, const char *step);
const char *cbu_undone_peek (CbuUndone *self, const CbDatasetFile *file);
void cbu_undone_drop (CbuUndone *self, const char *step);

G_END_DECLS
