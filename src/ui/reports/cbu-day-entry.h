/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean cbu_day_entry_read (GtkEditable *entry, GDate *date);

G_END_DECLS
