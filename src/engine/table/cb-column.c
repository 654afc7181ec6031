/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-column.h"

/**
 * cb_column_tally_init:
 * @self: a tally, to be cleared
 */
void
cb_column_tally_init (CbColumnTally *self)
{
  *self = (CbColumnTally){ .classes = g_array_new (FALSE, FALSE, sizeof (CbColumnClass)) };
}

/**
 * cb_column_tally_clear:
 * @self: a tally
 *
 * Frees what it holds, not itself.
 */
void
cb_column_tally_clear (CbColumnTally *self)
{
  g_clear_pointer (&self->classes, g_array_unref);
}

/**
 * cb_column_tally_place:
 * @self: a tally
 * @class: of a value
 *
 * Returns: where the class is counted, made when it is the first of its kind
 */
guint
cb_column_tally_place (CbColumnTally *self, CbValueClass class)
{
  guint at = 0;

  while (at < self->classes->len && g_array_index (self->classes, CbColumnClass, at).class != class)
    at++;
  if (at == self->classes->len)
    {
      CbColumnClass fresh = { class, 0 };

      g_array_append_val (self->classes, fresh);
    }
  if (at < G_MAXUINT16)
    self->cache[(class * 0x9e3779b1u) >> 26] = (guint16)(at + 1);

  return at;
}

/**
 * cb_column_tally_merge:
 * @into: a tally
 * @from: another of the same column
 */
void
cb_column_tally_merge (CbColumnTally *into, const CbColumnTally *from)
{
  for (guint i = 0; i < from->classes->len; i++)
    {
      const CbColumnClass *other = &g_array_index (from->classes, CbColumnClass, i);
      guint at = cb_column_tally_place (into, other->class);

      g_array_index (into->classes, CbColumnClass, at).count += other->count;
    }
}

static gboolean
accepts_number (const CbColumnDecision *self, CbValueKind kind, guint detail, guint flags)
{
  gboolean has_unit = (flags & CB_VALUE_WITH_UNIT) != 0;
  guint fraction = self->comma ? CB_VALUE_FRACTION_VI : CB_VALUE_FRACTION_EN;

  if (self->typed)
    return (flags & CB_VALUE_TYPED) != 0
           && (kind == CB_VALUE_INTEGER || kind == CB_VALUE_NUMBER_EN);
  if (self->percent != ((flags & CB_VALUE_PERCENT) != 0) || (self->unit != 0) != has_unit
      || (has_unit && detail != self->unit))
    return FALSE;
  if (kind == CB_VALUE_INTEGER)
    return TRUE;
  if ((self->type == CB_TYPE_INTEGER && (flags & fraction) != 0)
      || (!self->grouped && (flags & CB_VALUE_GROUPED) != 0)
      || ((flags & CB_VALUE_GROUPED) != 0 && self->spaced != ((flags & CB_VALUE_SPACED_OUT) != 0)))
    return FALSE;
  if (kind == CB_VALUE_SPACED)
    return TRUE;
  if (kind == CB_VALUE_NUMBER_VI || kind == CB_VALUE_NUMBER_EN)
    return self->comma == (kind == CB_VALUE_NUMBER_VI);
  /* A whole number with a mark between thousands, or one with three decimals. */
  if (kind == CB_VALUE_DOT_THREE || kind == CB_VALUE_COMMA_THREE)
    return self->comma == (kind == CB_VALUE_DOT_THREE) ? self->grouped && !self->spaced
                                                       : self->type == CB_TYPE_NUMBER;

  return FALSE;
}

static gboolean
accepts_date (const CbColumnDecision *self, CbValueKind kind, guint detail, guint flags)
{
  guint layout = detail & 7;
  gboolean ordered = layout == CB_DATE_SLASH || layout == CB_DATE_DASH || layout == CB_DATE_DOT;

  if (ordered && (flags & (self->month_first ? CB_VALUE_DAY_FIRST : CB_VALUE_MONTH_FIRST)) != 0)
    return FALSE;
  if (self->mixed)
    return TRUE;

  return kind == (self->type == CB_TYPE_DATE ? CB_VALUE_DATE : CB_VALUE_DATETIME)
         && layout == (self->layout & 7)
         && self->short_year == ((flags & CB_VALUE_SHORT_YEAR) != 0);
}

/**
 * cb_column_decision_accepts:
 * @self: what a column is
 * @class: of one of its values
 *
 * Returns: whether the value reads as the type; blank cells, words for nothing and all that stands
 *   in a column of text or of an unknown type do
 */
gboolean
cb_column_decision_accepts (const CbColumnDecision *self, CbValueClass class)
{
  CbValueKind kind = cb_value_class_kind (class);
  guint detail = cb_value_class_detail (class);
  guint flags = cb_value_class_flags (class);
  guint n_words;

  if (kind == CB_VALUE_BLANK || kind == CB_VALUE_MISSING)
    return TRUE;
  switch (self->type)
    {
    case CB_TYPE_INTEGER:
    case CB_TYPE_NUMBER:
      return accepts_number (self, kind, detail, flags);
    case CB_TYPE_YEAR:
      return kind == CB_VALUE_INTEGER && (flags & (CB_VALUE_LIKE_YEAR | CB_VALUE_BUDDHIST)) != 0;
    case CB_TYPE_DATE:
    case CB_TYPE_DATETIME:
      return (kind == CB_VALUE_DATE || kind == CB_VALUE_DATETIME)
             && accepts_date (self, kind, detail, flags);
    case CB_TYPE_TIME:
      return kind == CB_VALUE_TIME;
    case CB_TYPE_YEARMONTH:
      return kind == CB_VALUE_MONTH && (self->mixed || detail == self->layout);
    case CB_TYPE_BOOLEAN:
      if (self->mark != 0)
        return kind == CB_VALUE_MARK && detail + 1 == self->mark;
      return kind == CB_VALUE_BOOLEAN && cb_value_words (&n_words)[detail].pair == self->pair;
    case CB_TYPE_BLANK:
    case CB_TYPE_UNKNOWN:
    case CB_TYPE_STRING:
    default:
      return TRUE;
    }
}

static const char *
find_date_format (const CbColumnDecision *self)
{
  static const char *const day_first[CB_DATE_N_LAYOUTS]
      = { "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "ngày %d tháng %m năm %Y", "%Y/%m/%d" };
  static const char *const month_first[CB_DATE_N_LAYOUTS]
      = { "%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y", "ngày %d tháng %m năm %Y", "%Y/%m/%d" };

  return (self->month_first ? month_first : day_first)[self->layout & 7];
}

/**
 * cb_column_decision_dup_format:
 * @self: what a column is
 *
 * Returns: (transfer full) (nullable): its `format` in the words of Table Schema: a pattern of
 *   strptime, `any`; %NULL for what is the default of its type
 */
char *
cb_column_decision_dup_format (const CbColumnDecision *self)
{
  static const char *const months[CB_DATE_N_LAYOUTS]
      = { "%Y-%m", "%m/%Y", "%m-%Y", "%m.%Y", "tháng %m năm %Y", "%Y/%m" };
  g_autoptr (GString) format = NULL;

  if (self->type == CB_TYPE_YEARMONTH && !self->mixed && self->layout != CB_DATE_ISO)
    return g_strdup (months[self->layout]);
  if (self->type != CB_TYPE_DATE && self->type != CB_TYPE_DATETIME
      && self->type != CB_TYPE_YEARMONTH)
    return NULL;
  if (self->mixed)
    return g_strdup ("any");
  if (self->type == CB_TYPE_YEARMONTH
      || ((self->layout & 7) == CB_DATE_ISO
          && (self->type == CB_TYPE_DATE || (self->layout & CB_DATE_T) != 0)))
    return NULL;
  format = g_string_new (find_date_format (self));
  if (self->short_year)
    g_string_replace (format, "%Y", "%y", 0);
  if (self->type == CB_TYPE_DATETIME)
    g_string_append (format, (self->layout & CB_DATE_SECONDS) != 0 ? " %H:%M:%S" : " %H:%M");

  return g_string_free (g_steal_pointer (&format), FALSE);
}

/**
 * cb_column_type_name:
 * @type: a type
 *
 * Returns: (transfer none): its name, as profiles and schemas have it; "" where all are blank,
 *   `unknown` where the values do not say
 */
const char *
cb_column_type_name (CbColumnType type)
{
  static const char *const names[]
      = { "",         "unknown", "string", "integer",   "number", "date",
          "datetime", "time",    "year",   "yearmonth", "boolean" };

  g_return_val_if_fail ((guint)type < G_N_ELEMENTS (names), "");

  return names[type];
}

/**
 * cb_column_doubt_name:
 * @doubt: why a column is unknown
 *
 * Returns: (transfer none): its name, as schemas have it; "" for none
 */
const char *
cb_column_doubt_name (CbColumnDoubt doubt)
{
  static const char *const names[]
      = { "", "decimal-mark", "number-styles", "day-order", "day-orders", "units" };

  g_return_val_if_fail ((guint)doubt < G_N_ELEMENTS (names), "");

  return names[doubt];
}
