/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *type;
} CbPracticeFormat;

const CbPracticeFormat *cb_practice_formats_find (const char *name_or_type);
const char *cb_practice_formats_guess_type (const char *file_name);

G_END_DECLS
