/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-finding.h"

G_BEGIN_DECLS

/* Seen by cb-finding-*.c. */
char *_cb_finding_dup_tables (const char *value);

G_END_DECLS
