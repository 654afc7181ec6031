/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *
cbu_suggestions_new (GtkEditable *entry, GPtrArray *values, GPtrArray *titles, const char *name);

G_END_DECLS
