/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/rules/cb-holidays.h"

G_BEGIN_DECLS

#define CBU_TYPE_YEAR (cbu_year_get_type ())
G_DECLARE_FINAL_TYPE (CbuYear, cbu_year, CBU, YEAR, AdwBin)

GtkWidget *cbu_year_new (GPtrArray *obligations, CbHolidays *holidays, const GDate *today);
void cbu_year_set_cursor (CbuYear *self, const GDate *day);
void cbu_year_get_cursor (CbuYear *self, GDate *day);
GtkWidget *cbu_year_get_day (CbuYear *self, const GDate *day);

G_END_DECLS
