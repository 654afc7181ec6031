/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cbu_clause_new (const char *clause, const char *regulation);

G_END_DECLS
