/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/model/cb-dataset.h"
#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

/**
 * CbuTodo:
 * @obligation: what is due
 * @dataset: (nullable): what has been begun for it
 * @blockers: findings in it that must be mended
 */
typedef struct
{
  CbObligation *obligation;
  CbDataset *dataset;
  guint blockers;
} CbuTodo;

GtkWidget *cbu_todo_row_new (const CbuTodo *todo,
                             CbuSession *session,
                             const char *regulation,
                             gboolean suggested);

G_END_DECLS
