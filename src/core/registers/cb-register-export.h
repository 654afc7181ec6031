/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-form.h"

G_BEGIN_DECLS

/**
 * CbRegisterExport:
 * @agency: whose register it is
 * @on: the day of it
 * @personal: with data about people: only when a person asked for it
 * @drafts: with what is not entered yet, said to be so
 */
typedef struct
{
  const char *agency;
  const GDate *on;
  gboolean personal;
  gboolean drafts;
} CbRegisterExport;

gboolean cb_register_save (const CbForm *form,
                           GPtrArray *records,
                           const CbRegisterExport *how,
                           GFile *file,
                           GCancellable *cancellable,
                           GError **error);
gboolean cb_record_save (const CbForm *form,
                         const CbRecord *record,
                         const CbRegisterExport *how,
                         GFile *file,
                         GCancellable *cancellable,
                         GError **error);

G_END_DECLS
