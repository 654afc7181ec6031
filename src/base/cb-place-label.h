/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The levels of administrative units; districts were until 30 June 2025. */
typedef enum
{
  CB_PLACE_PROVINCE,
  CB_PLACE_DISTRICT,
  CB_PLACE_COMMUNE,
  CB_PLACE_N_LEVELS
} CbPlaceLevel;

/* Of which time a column says that its units are: “Mã xã cũ”, “Xã sau sắp xếp”. */
typedef enum
{
  CB_PLACE_TIME_ANY,
  CB_PLACE_TIME_BEFORE,
  CB_PLACE_TIME_AFTER,
  CB_PLACE_N_TIMES
} CbPlaceTime;

gboolean
cb_place_label_read (const char *label, CbPlaceLevel *level, gboolean *is_code, CbPlaceTime *time);

G_END_DECLS
