/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "core/portal/practice/cb-practice-fault.h"

G_BEGIN_DECLS

void cb_practice_misbehave_cut (SoupServerMessage *message);
void cb_practice_misbehave_refuse (SoupServerMessage *message, gboolean politely);
gboolean cb_practice_misbehave_in_body (SoupServerMessage *message,
                                        const CbPracticeFault *fault,
                                        guint64 received,
                                        gsize length);
gboolean cb_practice_misbehave_instead (SoupServerMessage *message, const CbPracticeFault *fault);
void cb_practice_misbehave_after (SoupServerMessage *message, const CbPracticeFault *fault);
gboolean cb_practice_misbehave_is_silent (const CbPracticeFault *fault);

G_END_DECLS
