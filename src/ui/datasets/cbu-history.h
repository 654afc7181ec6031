/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CbuHistory CbuHistory;

/**
 * CbuSaid:
 * @file_id: of which file
 * @of_schema: what its columns are, not how it is read
 * @value: as the store keeps it; "" for nothing said
 */
typedef struct _CbuSaid
{
  char *file_id;
  gboolean of_schema;
  char *value;
} CbuSaid;

CbuSaid *cbu_said_new (const char *file_id, gboolean of_schema, const char *value);
void cbu_said_free (CbuSaid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbuSaid, cbu_said_free)

CbuHistory *cbu_history_new (void);
void cbu_history_free (CbuHistory *self);
void cbu_history_add (CbuHistory *self, CbuSaid *before);
CbuSaid *cbu_history_take (CbuHistory *self, const char *file_id, gboolean undone);
void cbu_history_put (CbuHistory *self, CbuSaid *said, gboolean undone);
gboolean cbu_history_has (CbuHistory *self, const char *file_id, gboolean undone);
void cbu_history_forget (CbuHistory *self, const char *file_id);

G_END_DECLS
