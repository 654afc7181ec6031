/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/model/cb-finding.h"

G_BEGIN_DECLS

GtkWidget *cbu_finding_row_new (const CbFinding *finding,
                                const char *file_name,
                                const char *regulation,
                                const char *person,
                                gboolean can_change);

G_END_DECLS
