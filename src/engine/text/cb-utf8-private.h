/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#if defined(__x86_64__)
gboolean cb_utf8_is_valid_avx2 (const guint8 *bytes, gsize length);
#endif
