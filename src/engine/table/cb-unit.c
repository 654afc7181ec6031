/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-unit.h"

#include <string.h>

#include "base/cb-text.h"

/* A unit that nobody has listed is kept when the label says that it is one, up to this length. */
#define MAX_UNIT 40
/* No unit of the list has more bytes: “doanh nghiệp” has 14. */
#define LONGEST 20

/* As they stand behind numbers and in the names of columns. The first of each kind is how it is
 * kept; codes are UCUM (https://ucum.org) or ISO 4217. */
static const CbUnit units[] = {
  { "", "", 1, FALSE },
  { "%", "%", 1, FALSE },
  { "‰", "[ppth]", 1, FALSE },
  { "đồng", "VND", 1, TRUE },
  { "đ", "VND", 1, TRUE },
  { "₫", "VND", 1, TRUE },
  { "VND", "VND", 1, TRUE },
  { "VNĐ", "VND", 1, TRUE },
  { "vnđ", "VND", 1, TRUE },
  { "nghìn đồng", "VND", 1e3, FALSE },
  { "ngàn đồng", "VND", 1e3, FALSE },
  { "1.000 đồng", "VND", 1e3, FALSE },
  { "1000 đồng", "VND", 1e3, FALSE },
  { "1.000đ", "VND", 1e3, FALSE },
  { "1000đ", "VND", 1e3, FALSE },
  { "nghìn", "", 1e3, FALSE },
  { "triệu đồng", "VND", 1e6, FALSE },
  { "trđ", "VND", 1e6, FALSE },
  { "tr.đ", "VND", 1e6, FALSE },
  { "tr.đồng", "VND", 1e6, FALSE },
  { "triệu", "", 1e6, FALSE },
  { "tỷ đồng", "VND", 1e9, FALSE },
  { "tỉ đồng", "VND", 1e9, FALSE },
  { "tỷ", "", 1e9, FALSE },
  { "tỉ", "", 1e9, FALSE },
  { "USD", "USD", 1, FALSE },
  { "nghìn USD", "USD", 1e3, FALSE },
  { "triệu USD", "USD", 1e6, FALSE },
  { "tỷ USD", "USD", 1e9, FALSE },
  { "ha", "har", 1, FALSE },
  { "hecta", "har", 1, FALSE },
  { "héc ta", "har", 1, FALSE },
  { "nghìn ha", "har", 1e3, FALSE },
  { "km", "km", 1, FALSE },
  { "km2", "km2", 1, FALSE },
  { "km²", "km2", 1, FALSE },
  { "m", "m", 1, FALSE },
  { "mét", "m", 1, FALSE },
  { "m2", "m2", 1, FALSE },
  { "m²", "m2", 1, FALSE },
  { "m3", "m3", 1, FALSE },
  { "m³", "m3", 1, FALSE },
  { "m3/s", "m3/s", 1, FALSE },
  { "m³/s", "m3/s", 1, FALSE },
  { "cm", "cm", 1, FALSE },
  { "mm", "mm", 1, FALSE },
  { "kg", "kg", 1, FALSE },
  { "g", "g", 1, FALSE },
  { "mg", "mg", 1, FALSE },
  { "tấn", "t", 1, FALSE },
  { "nghìn tấn", "t", 1e3, FALSE },
  { "tạ", "kg", 100, FALSE },
  { "tạ/ha", "kg/har", 100, FALSE },
  { "tấn/ha", "t/har", 1, FALSE },
  { "lít", "L", 1, FALSE },
  { "l", "L", 1, FALSE },
  { "kWh", "kW.h", 1, FALSE },
  { "MWh", "MW.h", 1, FALSE },
  { "kW", "kW", 1, FALSE },
  { "MW", "MW", 1, FALSE },
  { "kV", "kV", 1, FALSE },
  { "°C", "Cel", 1, FALSE },
  { "độ C", "Cel", 1, FALSE },
  { "km/h", "km/h", 1, FALSE },
  { "µg/m3", "ug/m3", 1, FALSE },
  { "µg/m³", "ug/m3", 1, FALSE },
  { "mg/l", "mg/L", 1, FALSE },
  { "mg/L", "mg/L", 1, FALSE },
  { "năm", "a", 1, FALSE },
  { "tháng", "mo", 1, FALSE },
  { "ngày", "d", 1, FALSE },
  { "giờ", "h", 1, FALSE },
  { "phút", "min", 1, FALSE },
  { "giây", "s", 1, FALSE },
  { "người/km2", "/km2", 1, FALSE },
  { "người/km²", "/km2", 1, FALSE },
  { "nghìn người", "", 1e3, FALSE },
  { "người", "", 1, TRUE },
  { "hộ", "", 1, TRUE },
  { "cái", "", 1, TRUE },
  { "chiếc", "", 1, TRUE },
  { "con", "", 1, TRUE },
  { "cây", "", 1, TRUE },
  { "trường", "", 1, TRUE },
  { "lớp", "", 1, TRUE },
  { "phòng", "", 1, TRUE },
  { "học sinh", "", 1, TRUE },
  { "giáo viên", "", 1, TRUE },
  { "giường", "", 1, TRUE },
  { "giường bệnh", "", 1, TRUE },
  { "lượt", "", 1, TRUE },
  { "lượt người", "", 1, TRUE },
  { "lượt khách", "", 1, TRUE },
  { "vụ", "", 1, TRUE },
  { "dự án", "", 1, TRUE },
  { "cơ sở", "", 1, TRUE },
  { "doanh nghiệp", "", 1, TRUE },
  { "đơn vị", "", 1, TRUE },
  { "xã", "", 1, TRUE },
  { "thôn", "", 1, TRUE },
  { "trẻ", "", 1, TRUE },
  { "bộ", "", 1, TRUE },
  { "hồ sơ", "", 1, TRUE },
  { "văn bản", "", 1, TRUE },
  { "trang", "", 1, TRUE },
  { "điểm", "", 1, FALSE },
};

/**
 * cb_unit_get:
 * @place: of cb_unit_find_exactly()
 *
 * Returns: (transfer none): the unit; without text for 0
 */
const CbUnit *
cb_unit_get (guint place)
{
  g_return_val_if_fail (place < G_N_ELEMENTS (units), &units[0]);

  return &units[place];
}

/**
 * cb_unit_find_exactly:
 * @text: what stands behind a number, not ended by NUL
 * @length: of @text
 * @place: (out): which unit, over 0
 *
 * Called for many cells, so that it compares bytes and folds nothing: “ha” is a unit behind a
 * number, “Hà” is the beginning of a street.
 *
 * Returns: whether it is a unit
 */
gboolean
cb_unit_find_exactly (const char *text, gsize length, guint *place)
{
  if (length > LONGEST)
    return FALSE;
  for (guint i = 1; i < G_N_ELEMENTS (units); i++)
    if (units[i].text[0] == text[0] && units[i].text[1] == (length > 1 ? text[1] : '\0')
        && strlen (units[i].text) == length && memcmp (units[i].text, text, length) == 0)
      {
        *place = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_unit_find:
 * @text: a unit as somebody wrote it in a label: “Triệu đồng”, “HA”
 *
 * Returns: (transfer none) (nullable): the unit, without regard to case and diacritics; exactly
 *   what is written first
 */
const CbUnit *
cb_unit_find (const char *text)
{
  g_autofree char *folded = NULL;
  guint place;

  if (text[0] == '\0')
    return NULL;
  if (cb_unit_find_exactly (text, strlen (text), &place))
    return &units[place];
  folded = cb_text_fold (text);
  for (guint i = 1; i < G_N_ELEMENTS (units); i++)
    {
      g_autofree char *own = cb_text_fold (units[i].text);

      if (g_str_equal (own, folded))
        return &units[i];
    }

  return NULL;
}

/* “ĐVT: triệu đồng” → “triệu đồng”; @told says that the label names it a unit. */
static char *
dup_without_lead (const char *text, gboolean *told)
{
  static const char *const leads[]
      = { "đvt", "đơn vị tính", "đơn vị", "đv tính", "đv", "unit", "tính bằng" };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  *told = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    {
      const char *rest;

      if (!g_str_has_prefix (lower, leads[i]))
        continue;
      /* Lower-casing may change lengths of letters that no such label has; count characters. */
      rest = g_utf8_offset_to_pointer (text, g_utf8_strlen (leads[i], -1));
      if (*rest != ':' && *rest != ' ')
        continue;
      rest += strspn (rest, " :");
      *told = rest[0] != '\0';
      return g_strstrip (g_strdup (rest));
    }

  return g_strstrip (g_strdup (text));
}

static char *
take_unit (const char *text, gboolean must_be_known)
{
  gboolean told;
  g_autofree char *bare = dup_without_lead (text, &told);
  const CbUnit *unit = cb_unit_find (bare);

  if (unit != NULL)
    return g_strdup (unit->text);

  return told && !must_be_known && strlen (bare) <= MAX_UNIT ? g_steal_pointer (&bare) : NULL;
}

static char *
dup_trimmed_title (const char *label, gsize length)
{
  char *title = g_strchomp (g_strndup (label, length));

  while (title[0] != '\0' && strchr (",;:-", title[strlen (title) - 1]) != NULL)
    {
      title[strlen (title) - 1] = '\0';
      g_strchomp (title);
    }

  return title;
}

/**
 * cb_unit_dup_from_label:
 * @label: the name of a column: “Diện tích (ha)”, “Vốn - ĐVT: triệu đồng”, “Tỷ lệ %”
 * @title: (out) (optional) (transfer full): the label without its unit; the label itself when it
 *   has none
 *
 * The unit of a column stands in its name (vietnamese-data.md §5.2).
 *
 * Returns: (transfer full) (nullable): the unit, as it is kept for this kind; %NULL where there is
 *   none
 */
char *
cb_unit_dup_from_label (const char *label, char **title)
{
  static const char *const brackets[] = { "()", "[]" };
  static const char *const leads[] = { "ĐVT", "Đvt", "đvt", "Đơn vị tính", "đơn vị tính" };
  char *unit = NULL;
  gsize cut = 0;

  for (guint i = 0; i < G_N_ELEMENTS (brackets) && unit == NULL; i++)
    {
      const char *open = strrchr (label, brackets[i][0]);
      const char *close = open != NULL ? strchr (open, brackets[i][1]) : NULL;

      if (close != NULL)
        {
          g_autofree char *inside = g_strndup (open + 1, (gsize)(close - open - 1));

          unit = take_unit (inside, FALSE);
          cut = (gsize)(open - label);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (leads) && unit == NULL; i++)
    {
      const char *found = strstr (label, leads[i]);

      if (found != NULL)
        {
          unit = take_unit (found, FALSE);
          cut = (gsize)(found - label);
        }
    }
  if (unit == NULL)
    {
      const char *comma = strrchr (label, ',');
      const char *blank = strrchr (label, ' ');

      if (comma != NULL && (unit = take_unit (comma + 1, TRUE)) != NULL)
        cut = (gsize)(comma - label);
      else if (blank != NULL && strchr (blank, '%') != NULL
               && (unit = take_unit (blank + 1, TRUE)) != NULL)
        cut = (gsize)(blank - label);
    }
  if (title != NULL)
    *title = unit != NULL && cut > 0 ? dup_trimmed_title (label, cut) : g_strdup (label);

  return unit;
}

/* Whole words, without case and diacritics. */
static const struct
{
  guint hint;
  const char *words;
} hints[] = {
  { CB_HINT_CODE, "ma" },
  { CB_HINT_CODE, "ma so" },
  { CB_HINT_CODE, "code" },
  { CB_HINT_CODE, "so hieu" },
  { CB_HINT_CODE, "mst" },
  { CB_HINT_CODE, "cccd" },
  { CB_HINT_CODE, "cmnd" },
  { CB_HINT_CODE, "so dinh danh" },
  { CB_HINT_CODE, "dien thoai" },
  { CB_HINT_CODE, "sdt" },
  { CB_HINT_CODE, "fax" },
  { CB_HINT_CODE, "so tai khoan" },
  { CB_HINT_CODE, "bhxh" },
  { CB_HINT_YEAR, "year" },
  { CB_HINT_YEAR, "ky" },
  { CB_HINT_DATE, "ngay" },
  { CB_HINT_DATE, "date" },
  { CB_HINT_DATE, "thoi diem" },
  { CB_HINT_DATE, "thoi gian" },
  { CB_HINT_LATITUDE, "vi do" },
  { CB_HINT_LATITUDE, "lat" },
  { CB_HINT_LATITUDE, "latitude" },
  { CB_HINT_LONGITUDE, "kinh do" },
  { CB_HINT_LONGITUDE, "lon" },
  { CB_HINT_LONGITUDE, "lng" },
  { CB_HINT_LONGITUDE, "long" },
  { CB_HINT_LONGITUDE, "longitude" },
  { CB_HINT_X, "x" },
  { CB_HINT_X, "toa do x" },
  { CB_HINT_Y, "y" },
  { CB_HINT_Y, "toa do y" },
  { CB_HINT_TEXT, "ten" },
  { CB_HINT_TEXT, "dia chi" },
  { CB_HINT_TEXT, "ghi chu" },
};

/* Words that are no hint beside others: ma túy, mã lực, y tế. */
static const char *const misleading[] = { " ma tuy ", " ma luc ", " y te " };

/**
 * cb_hint_from_label:
 * @label: the name of a column
 *
 * Returns: CB_HINT_*, all that it may mean
 */
guint
cb_hint_from_label (const char *label)
{
  g_autofree char *words = cb_text_dup_words (label);
  g_autofree char *composed = g_utf8_normalize (label, -1, G_NORMALIZE_NFC);
  g_autofree char *lower = g_utf8_strdown (composed != NULL ? composed : "", -1);
  guint found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (misleading); i++)
    {
      char *at = strstr (words, misleading[i]);

      if (at != NULL)
        memset (at + 1, '.', strlen (misleading[i]) - 2);
    }
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    if (cb_text_has_phrase (words, hints[i].words))
      found |= hints[i].hint;
  /* The fold makes năm, a year, and nam, a man or the south, one word. */
  if (strstr (lower, "năm") != NULL || strcmp (words, " nam ") == 0)
    found |= CB_HINT_YEAR;

  return found;
}
