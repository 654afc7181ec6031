/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/rules/cb-holidays.h"

G_BEGIN_DECLS

typedef void (*CbuYearDayFunc) (const GDate *day, gpointer user_data);

GtkWidget *cbu_year_new (GPtrArray *obligations,
                         CbHolidays *holidays,
                         const GDate *today,
                         CbuYearDayFunc chosen,
                         gpointer user_data);

G_END_DECLS
