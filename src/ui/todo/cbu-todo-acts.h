/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *
cbu_todo_change_button_new (CbuSession *session, const char *item_code, const char *title);
GtkWidget *cbu_todo_done_button_new (CbuSession *session,
                                     const char *subject,
                                     const char *label,
                                     const char *title);
GtkWidget *cbu_todo_more_button_new (const CbObligation *obligation);
void cbu_todo_unmark (GtkWidget *widget, CbuSession *session, const char *subject);
void cbu_todo_unmark_change (GtkWidget *widget,
                             CbuSession *session,
                             const char *item_code,
                             const char *date);
void cbu_todo_export (gpointer widget, CbuSession *session, GPtrArray *obligations, GFile *file);

G_END_DECLS
