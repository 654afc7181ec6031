/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CBU_TYPE_PROGRESS (cbu_progress_get_type ())
G_DECLARE_FINAL_TYPE (CbuProgress, cbu_progress, CBU, PROGRESS, GtkBox)

typedef struct _CbuMeter CbuMeter;

CbuMeter *cbu_progress_start (CbuProgress *self, const char *what);
void cbu_progress_set_cancellable (CbuProgress *self, GCancellable *cancellable);
void cbu_progress_end (CbuProgress *self, CbuMeter *meter);
void cbu_progress_stop (CbuProgress *self);

void cbu_meter_report (guint64 done, guint64 total, gpointer meter);
CbuMeter *cbu_meter_ref (CbuMeter *self);
void cbu_meter_unref (CbuMeter *self);

G_END_DECLS
