/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/todo/cbu-todo-row.h"

G_BEGIN_DECLS

GPtrArray *cbu_todo_list_read (CbWorkplace *workplace, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
