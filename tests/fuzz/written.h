/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The other side of fuzz-written.c: what the engine, whose types have names of their own, reads of
 * a file. */

GPtrArray *written_read_table (GBytes *bytes, const char *name) G_GNUC_WARN_UNUSED_RESULT;
void written_check_xml (GBytes *archive, const char *member);

G_END_DECLS
