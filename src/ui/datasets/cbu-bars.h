/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/model/cb-column-chart.h"

G_BEGIN_DECLS

#define CBU_TYPE_BARS (cbu_bars_get_type ())
G_DECLARE_FINAL_TYPE (CbuBars, cbu_bars, CBU, BARS, GtkWidget)

GtkWidget *cbu_bars_new (const CbColumnChart *chart, gboolean as_written);
GtkWidget *cbu_bars_new_values (const CbColumnChart *chart);
char *cbu_bars_dup_summary (const CbColumnChart *chart, gboolean as_written);
gboolean cbu_bars_is_as_written (const CbColumnChart *chart,
                                 const char *minimum,
                                 const char *maximum,
                                 const char *const *samples);
char *cbu_bars_dup_local (const char *text);

G_END_DECLS
