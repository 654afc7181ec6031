/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_QUEUE_PAGE (cbu_queue_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuQueuePage, cbu_queue_page, CBU, QUEUE_PAGE, AdwBin)

GtkWidget *cbu_queue_page_new (CbuSession *session);

G_END_DECLS
