/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_TODO_PAGE (cbu_todo_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuTodoPage, cbu_todo_page, CBU, TODO_PAGE, AdwBin)

GtkWidget *cbu_todo_page_new (CbuSession *session);
void cbu_todo_page_show_row (CbuTodoPage *self, const char *key);

G_END_DECLS
