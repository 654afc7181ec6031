/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CBU_TYPE_APPLICATION (cbu_application_get_type ())
G_DECLARE_FINAL_TYPE (CbuApplication, cbu_application, CBU, APPLICATION, AdwApplication)

CbuApplication *cbu_application_new (void);

G_END_DECLS
