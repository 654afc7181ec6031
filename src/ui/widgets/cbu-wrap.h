/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CBU_TYPE_WRAP (cbu_wrap_get_type ())
G_DECLARE_FINAL_TYPE (CbuWrap, cbu_wrap, CBU, WRAP, GtkWidget)

GtkWidget *cbu_wrap_new (void);
void cbu_wrap_append (CbuWrap *self, GtkWidget *child);
void cbu_wrap_clear (CbuWrap *self);

G_END_DECLS
