/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-sieve.h"

G_BEGIN_DECLS

#if defined(__x86_64__)
guint cb_sieve_run_avx2 (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);
#endif

G_END_DECLS
