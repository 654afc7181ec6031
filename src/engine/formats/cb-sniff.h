/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *cb_sniff_content (
    const guint8 *head, gsize head_length, const guint8 *tail, gsize tail_length, guint64 size);
const char *cb_sniff_name (const char *name);

G_END_DECLS
