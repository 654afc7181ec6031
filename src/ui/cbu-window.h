/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_WINDOW (cbu_window_get_type ())
G_DECLARE_FINAL_TYPE (CbuWindow, cbu_window, CBU, WINDOW, AdwApplicationWindow)

CbuWindow *cbu_window_new (GtkApplication *application);
void cbu_window_start (CbuWindow *self);
void cbu_window_open_mode (CbuWindow *self, CbMode mode);
void cbu_window_set_session (CbuWindow *self, CbuSession *session);
void cbu_window_take_files (CbuWindow *self, GListModel *files);

G_END_DECLS
