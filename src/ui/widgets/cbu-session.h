/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

#define CBU_TYPE_SESSION (cbu_session_get_type ())
G_DECLARE_FINAL_TYPE (CbuSession, cbu_session, CBU, SESSION, GObject)

typedef void (*CbuReloadFunc) (GtkWidget *widget);

CbuSession *cbu_session_new (CbWorkplace *workplace);
CbWorkplace *cbu_session_get_workplace (CbuSession *self);
CbMode cbu_session_get_mode (CbuSession *self);
const char *cbu_session_get_setting (CbuSession *self, const char *name);
void cbu_session_set_settings (CbuSession *self, GHashTable *settings);
void
cbu_session_watch (CbuSession *self, GtkWidget *widget, const char *what, CbuReloadFunc reload);
CbuSession *cbu_session_find (GtkWidget *widget);
gboolean cbu_session_is_reload (GtkWidget *widget, gpointer function);
GHashTable *cbu_session_read_settings (CbWorkplace *workplace);

G_END_DECLS
