/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-compat.h"

G_BEGIN_DECLS

void cbu_take_drops (GtkWidget *widget, CbuFilesFunc dropped);

G_END_DECLS
