/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cbu_reason_button_new (const char *label,
                                  const char *question,
                                  const char *submit,
                                  const char *action);

G_END_DECLS
