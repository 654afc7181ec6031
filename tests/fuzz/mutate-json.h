/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize mutate_json (guint8 *data, gsize size, gsize max_size, GRand *random);

G_END_DECLS
