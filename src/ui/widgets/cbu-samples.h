/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GFile *cbu_samples_get_folder (void);
GFile *cbu_samples_find (const char *name);

G_END_DECLS
