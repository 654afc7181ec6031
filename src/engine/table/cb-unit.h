/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbUnit:
 * @text: as offices write it
 * @code: UCUM, or ISO 4217 for money; "" where there is none: things that are counted
 * @scale: how many of @code one of it is: 1000000 for triệu đồng
 * @is_counted: whether there are only whole ones: people, things, đồng
 */
typedef struct
{
  const char *text;
  const char *code;
  double scale;
  gboolean is_counted;
} CbUnit;

const CbUnit *cb_unit_get (guint place);
const CbUnit *cb_unit_find (const char *text);
gboolean cb_unit_find_exactly (const char *text, gsize length, guint *place);
char *cb_unit_dup_from_label (const char *label, char **title);

/* What the name of a column says about what stands in it. */
enum
{
  CB_HINT_CODE = 1 << 0,      /* mã, mã số, số hiệu: a name of digits */
  CB_HINT_YEAR = 1 << 1,      /* năm */
  CB_HINT_DATE = 1 << 2,      /* ngày, thời điểm */
  CB_HINT_LATITUDE = 1 << 3,  /* vĩ độ */
  CB_HINT_LONGITUDE = 1 << 4, /* kinh độ */
  CB_HINT_X = 1 << 5,         /* tọa độ X: to the north in VN-2000 */
  CB_HINT_Y = 1 << 6,         /* tọa độ Y: to the east in VN-2000 */
  CB_HINT_TEXT = 1 << 7,      /* a name, an address, a note */
};

guint cb_hint_from_label (const char *label);

G_END_DECLS
