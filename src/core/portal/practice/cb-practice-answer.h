/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "core/portal/practice/cb-practice-call.h"

G_BEGIN_DECLS

void cb_practice_answer_result (SoupServerMessage *message,
                                CbPracticeCall *call,
                                const char *action,
                                gboolean vietnamese,
                                JsonNode *result);
void cb_practice_answer_bad_request (SoupServerMessage *message,
                                     const CbPracticeHabits *habits,
                                     const char *what);
void cb_practice_answer_html (SoupServerMessage *message, guint status, const char *html);
void cb_practice_answer_error_page (SoupServerMessage *message, guint status);

G_END_DECLS
