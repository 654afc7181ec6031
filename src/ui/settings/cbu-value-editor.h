/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/rules/cb-profile-values.h"

G_BEGIN_DECLS

GtkWidget *cbu_value_editor_new (const CbProfileValue *value);
JsonNode *cbu_value_editor_dup_node (GtkWidget *editor, const char **problem);

G_END_DECLS
