/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbByHandField:
 * @label: of a field, for people
 * @value: what to copy into it
 */
typedef struct
{
  char *label;
  char *value;
} CbByHandField;

void cb_by_hand_field_free (CbByHandField *self);

CbAccount *cb_workplace_add_by_hand_account (CbWorkplace *self,
                                             const char *title,
                                             const char *address,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_by_hand_list_fields (const CbDataset *dataset) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_lay_ready (CbWorkplace *self,
                                 const char *job_id,
                                 GFile *folder,
                                 const char *person,
                                 GCancellable *cancellable,
                                 GError **error);
JsonObject *cb_workplace_get_by_hand_notes (CbWorkplace *self,
                                            const char *job_id,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_note_by_hand (CbWorkplace *self,
                                    const char *job_id,
                                    JsonObject *notes,
                                    GError **error);
gboolean cb_workplace_order_by_hand (CbWorkplace *self,
                                     const char *job_id,
                                     JsonObject *order,
                                     GError **error);

G_END_DECLS
