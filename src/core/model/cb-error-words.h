/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

const char *cb_error_words_title (CbError code);
const char *cb_error_words_remedy (CbError code);
const char *cb_error_words_damage (CbError code);
char *cb_error_words_for (const GError *error);

G_END_DECLS
