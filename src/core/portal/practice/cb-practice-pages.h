/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "core/portal/practice/cb-practice-store.h"

G_BEGIN_DECLS

void cb_practice_pages_answer (SoupServerMessage *message,
                               CbPracticeStore *store,
                               const char *path,
                               JsonObject *user);

G_END_DECLS
