/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-record-names.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* Registers: see cb-workplace.h about threads. "changed" says `records`. */

/**
 * CbRegisterCount:
 * @all: records, without the dropped
 * @open: of them, those about which somebody has to do something
 * @overdue: of these, those whose day is past
 */
typedef struct
{
  guint all;
  guint open;
  guint overdue;
} CbRegisterCount;

CbForm *cb_workplace_dup_form (CbWorkplace *self, CbRegister kind) G_GNUC_WARN_UNUSED_RESULT;
CbHolidays *cb_workplace_get_holidays (CbWorkplace *self);
gboolean cb_workplace_count_records (CbWorkplace *self,
                                     CbRegisterCount counts[CB_N_REGISTERS],
                                     GError **error);
GPtrArray *cb_workplace_list_records (CbWorkplace *self,
                                      CbRegister kind,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRecord *cb_workplace_get_record (CbWorkplace *self,
                                   const char *id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_record_versions (CbWorkplace *self,
                                              const char *id,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRecord *cb_workplace_add_record (CbWorkplace *self,
                                   CbRegister kind,
                                   JsonObject *fields,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_workplace_keep_typed (CbWorkplace *self, const char *id, JsonObject *pending, GError **error);
CbRecord *cb_workplace_enter_record (CbWorkplace *self,
                                     const char *id,
                                     gint64 version,
                                     JsonObject *fields,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRecord *cb_workplace_move_record (CbWorkplace *self,
                                    const char *id,
                                    gint64 version,
                                    CbRecordState state,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRecordNames *cb_workplace_read_record_names (CbWorkplace *self,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_check_record (CbWorkplace *self,
                                      const CbRecord *record,
                                      CbRecordState state) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_export_register (CbWorkplace *self,
                                       CbRegister kind,
                                       GFile *file,
                                       gboolean personal,
                                       gboolean drafts,
                                       GCancellable *cancellable,
                                       GError **error);
gboolean cb_workplace_export_record (CbWorkplace *self,
                                     const char *id,
                                     GFile *file,
                                     gboolean personal,
                                     gboolean drafts,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
