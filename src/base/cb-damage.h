/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbDamage:
 *
 * Why a file is damaged, where that is known. The readers know (engine/formats), core/model has
 * words for each.
 */
#define CB_DAMAGES(DAMAGE)                                                                         \
  DAMAGE (UNKNOWN, "")                                                                             \
  DAMAGE (CUT, "cut")         /* it ends before its end */                                         \
  DAMAGE (CHANGED, "changed") /* its bytes are not those that its sums and sizes speak of */       \
  DAMAGE (MISSING, "missing") /* a part that belongs to it is not there */                         \
  DAMAGE (MARKUP, "markup")   /* it is whole, and not written as such files are */

typedef enum
{
#define CB_DAMAGE_ENUM(id, name) CB_DAMAGE_##id,
  CB_DAMAGES (CB_DAMAGE_ENUM)
#undef CB_DAMAGE_ENUM
      CB_DAMAGE_N
} CbDamage;

const char *cb_damage_name (CbDamage damage);
CbDamage cb_damage_from_name (const char *name);
CbDamage cb_damage_from_message (const char *message);

G_END_DECLS
