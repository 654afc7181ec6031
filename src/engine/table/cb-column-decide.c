/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a column is, decided from all its values together and never from one (vietnamese-data.md
 * §5.2): where they do not say, it stays unknown. */

#include "config.h"

#include "engine/table/cb-column.h"

#include "engine/table/cb-unit.h"

/* Of a hundred values, so many must read as the type; what does not is then an error in the data.
 */
#define ENOUGH 0.95
#define FEW 0.05

/* The classes added up in the ways that the decisions ask for. */
typedef struct
{
  guint64 kinds[CB_VALUE_N_KINDS];
  guint64 values; /* without blanks, words for nothing and failed formulas */
  guint64 numbers;

  guint64 typed, typed_fraction;
  guint64 percent, with_unit, grouped, spaced;
  guint64 fraction_vi, fraction_en;
  guint64 like_year, buddhist_integer, like_serial;
  guint64 long_integers; /* four digits and more, without a mark between thousands */
  guint64 integers_in_vi_groups;
  guint unit;
  gboolean units_differ;
  guint shortest, longest;

  guint64 dates;
  guint64 layouts[CB_DATE_N_LAYOUTS];
  guint64 months[CB_DATE_N_LAYOUTS];
  guint64 seconds, full_iso;
  guint64 day_first, month_first, either;
  guint64 short_year, buddhist;
  guint64 with_month_name;

  guint64 pairs[4];
  guint mark;
  gboolean marks_differ;
  guint degrees;
} Sums;

static void
add_number (Sums *sums, guint detail, guint flags, guint64 n)
{
  sums->numbers += n;
  if ((flags & CB_VALUE_TYPED) != 0)
    {
      sums->typed += n;
      sums->typed_fraction += (flags & CB_VALUE_FRACTION_EN) != 0 ? n : 0;
    }
  sums->percent += (flags & CB_VALUE_PERCENT) != 0 ? n : 0;
  sums->grouped += (flags & CB_VALUE_GROUPED) != 0 ? n : 0;
  sums->spaced += (flags & CB_VALUE_SPACED_OUT) != 0 ? n : 0;
  sums->fraction_vi += (flags & CB_VALUE_FRACTION_VI) != 0 ? n : 0;
  sums->fraction_en += (flags & CB_VALUE_FRACTION_EN) != 0 ? n : 0;
  if ((flags & CB_VALUE_WITH_UNIT) == 0)
    return;
  sums->with_unit += n;
  sums->units_differ = sums->units_differ || (sums->unit != 0 && sums->unit != detail);
  /* The lowest place, so that it does not depend on which came first. */
  sums->unit = sums->unit == 0 ? detail : MIN (sums->unit, detail);
}

static void
add_integer (Sums *sums, guint detail, guint flags, guint64 n)
{
  sums->like_year += (flags & CB_VALUE_LIKE_YEAR) != 0 ? n : 0;
  sums->buddhist_integer += (flags & CB_VALUE_BUDDHIST) != 0 ? n : 0;
  sums->like_serial += (flags & CB_VALUE_LIKE_SERIAL) != 0 ? n : 0;
  if ((flags & CB_VALUE_WITH_UNIT) != 0)
    return;
  sums->long_integers += detail > 3 ? n : 0;
  sums->shortest = sums->shortest == 0 ? detail : MIN (sums->shortest, detail);
  sums->longest = MAX (sums->longest, detail);
}

static void
add_date (Sums *sums, guint detail, guint flags, guint64 n)
{
  guint layout = detail & 7;

  sums->dates += n;
  sums->layouts[MIN (layout, CB_DATE_N_LAYOUTS - 1)] += n;
  sums->seconds += (detail & CB_DATE_SECONDS) != 0 ? n : 0;
  sums->full_iso += (detail & CB_DATE_T) != 0 ? n : 0;
  sums->short_year += (flags & CB_VALUE_SHORT_YEAR) != 0 ? n : 0;
  sums->buddhist += (flags & CB_VALUE_BUDDHIST) != 0 ? n : 0;
  if (layout != CB_DATE_SLASH && layout != CB_DATE_DASH && layout != CB_DATE_DOT)
    return;
  if ((flags & CB_VALUE_DAY_FIRST) != 0)
    sums->day_first += n;
  else if ((flags & CB_VALUE_MONTH_FIRST) != 0)
    sums->month_first += n;
  else
    sums->either += n;
}

static void
add_word (Sums *sums, CbValueKind kind, guint detail, guint64 n)
{
  guint n_words;
  const CbValueWord *word = cb_value_words (&n_words) + detail;

  /* A word that only a schema knows belongs to no pair. */
  if (detail >= n_words)
    return;
  if (kind == CB_VALUE_BOOLEAN)
    sums->pairs[word->pair] += n;
  else if (kind == CB_VALUE_MARK)
    {
      sums->marks_differ = sums->marks_differ || (sums->mark != 0 && sums->mark != detail + 1);
      sums->mark = detail + 1;
    }
}

static void
add_class (Sums *sums, const CbColumnClass *class)
{
  CbValueKind kind = cb_value_class_kind (class->class);
  guint detail = cb_value_class_detail (class->class);
  guint flags = cb_value_class_flags (class->class);
  guint64 n = class->count;

  sums->kinds[kind] += n;
  if (kind >= CB_VALUE_INTEGER && kind <= CB_VALUE_COMMA_THREE)
    add_number (sums, detail, flags, n);
  if (kind == CB_VALUE_INTEGER || kind == CB_VALUE_CODE)
    add_integer (sums, detail, flags, n);
  else if (kind == CB_VALUE_DATE || kind == CB_VALUE_DATETIME)
    add_date (sums, detail, flags, n);
  else if (kind == CB_VALUE_MONTH)
    {
      sums->months[MIN (detail, CB_DATE_N_LAYOUTS - 1)] += n;
      sums->buddhist += (flags & CB_VALUE_BUDDHIST) != 0 ? n : 0;
    }
  else if (kind == CB_VALUE_BOOLEAN || kind == CB_VALUE_MARK)
    add_word (sums, kind, detail, n);
  else if (kind == CB_VALUE_DEGREES)
    sums->degrees |= flags & (CB_VALUE_LATITUDE | CB_VALUE_LONGITUDE);
}

static void
add_up (Sums *sums, const CbColumnTally *tally)
{
  *sums = (Sums){ 0 };
  for (guint i = 0; i < tally->classes->len; i++)
    {
      const CbColumnClass *class = &g_array_index (tally->classes, CbColumnClass, i);

      if (class->count > 0)
        add_class (sums, class);
    }
  for (guint i = CB_VALUE_TEXT; i < CB_VALUE_N_KINDS; i++)
    if (i != CB_VALUE_MISSING && i != CB_VALUE_SHEET_ERROR)
      sums->values += sums->kinds[i];
}

static gboolean
is_enough (guint64 part, guint64 whole)
{
  return whole > 0 && (double)part >= ENOUGH * (double)whole;
}

static gboolean
is_few (guint64 part, guint64 whole)
{
  return (double)part <= FEW * (double)whole;
}

static gboolean
doubt (CbColumnDecision *self, CbColumnDoubt why)
{
  self->type = CB_TYPE_UNKNOWN;
  self->doubt = why;

  return TRUE;
}

/* Which mark is for the decimals; FALSE when nothing says so. */
static gboolean
decide_marks (CbColumnDecision *self, const Sums *sums, const CbUnit *unit, guint hints)
{
  guint64 vi = sums->kinds[CB_VALUE_NUMBER_VI];
  guint64 en = sums->kinds[CB_VALUE_NUMBER_EN];
  guint64 dots = sums->kinds[CB_VALUE_DOT_THREE];
  guint64 commas = sums->kinds[CB_VALUE_COMMA_THREE];
  guint64 either = dots + commas;

  /* Where blanks stand between thousands, the mark of 1.234 is for decimals. */
  self->spaced = sums->spaced * 2 > sums->grouped;
  if (vi > 0 && en > 0)
    {
      if (!is_few (MIN (vi, en), vi + en + either) || vi == en)
        return !doubt (self, CB_DOUBT_NUMBER_STYLES);
      self->comma = vi > en;
    }
  else if (vi > 0 || en > 0)
    self->comma = vi > 0;
  else if (either == 0)
    self->comma = FALSE;
  else if (self->spaced)
    self->comma = commas > dots;
  /* Among thousands written without a mark, the few with one are slips, and what they mean is not
   * known. */
  else if (is_few (either, sums->values) && sums->long_integers > 0)
    self->comma = dots > commas;
  else if (dots > 0 && commas > 0)
    return !doubt (self, CB_DOUBT_NUMBER_STYLES);
  /* No degree is over 180. */
  else if ((hints & (CB_HINT_LATITUDE | CB_HINT_LONGITUDE)) != 0)
    {
      self->comma = commas > 0;
      return TRUE;
    }
  /* Of people, things and đồng there are no thousandths. */
  else if (unit != NULL && unit->is_counted)
    self->comma = dots > 0;
  else
    return !doubt (self, CB_DOUBT_DECIMAL_MARK);
  self->grouped = sums->grouped > 0 || (self->comma ? dots : commas) > 0;
  if (self->spaced && is_few (sums->spaced, sums->values) && sums->long_integers > 0)
    self->spaced = self->grouped = FALSE;
  if (vi == 0 && en == 0 && either > 0 && is_few (either, sums->values) && sums->long_integers > 0)
    self->grouped = FALSE;

  return TRUE;
}

/* Whether the numbers have one thing behind them, or nothing. */
static gboolean
decide_unit (CbColumnDecision *self, const Sums *sums)
{
  guint64 bare = sums->numbers - sums->percent - sums->with_unit;

  if (is_enough (bare, sums->numbers))
    return TRUE;
  if (is_enough (sums->percent, sums->numbers))
    {
      self->percent = TRUE;
      return TRUE;
    }
  if (is_enough (sums->with_unit, sums->numbers) && !sums->units_differ)
    {
      self->unit = sums->unit;
      return TRUE;
    }

  return !doubt (self, CB_DOUBT_UNITS);
}

static gboolean
decide_number (CbColumnDecision *self, const Sums *sums, const char *label, guint hints)
{
  g_autofree char *name = NULL;
  const CbUnit *unit;
  guint64 fraction;

  if (sums->kinds[CB_VALUE_CODE] > 0 || !is_enough (sums->numbers, sums->values))
    return FALSE;
  self->typed = sums->typed * 2 > sums->numbers;
  if (!self->typed && !decide_unit (self, sums))
    return TRUE;
  name = self->unit == 0 ? cb_unit_dup_from_label (label, NULL) : NULL;
  unit = name != NULL ? cb_unit_find (name) : self->unit != 0 ? cb_unit_get (self->unit) : NULL;
  if (!self->typed && !decide_marks (self, sums, unit, hints))
    return TRUE;
  if (is_enough (sums->like_year + sums->buddhist_integer, sums->values)
      && (hints & CB_HINT_YEAR) != 0)
    {
      self->type = CB_TYPE_YEAR;
      self->buddhist = sums->buddhist_integer > sums->like_year;
      return TRUE;
    }
  self->is_serial = (hints & CB_HINT_DATE) != 0 && is_enough (sums->like_serial, sums->values);
  fraction
      = self->typed ? sums->typed_fraction : (self->comma ? sums->fraction_vi : sums->fraction_en);
  self->type = fraction > 0 ? CB_TYPE_NUMBER : CB_TYPE_INTEGER;

  return TRUE;
}

/* Day or month first, by those that can be read in one way only. */
static gboolean
decide_day_order (CbColumnDecision *self, const Sums *sums)
{
  guint64 all = sums->day_first + sums->month_first + sums->either;

  if (all == 0 || is_few (all, sums->dates))
    return TRUE;
  if (sums->day_first == 0 && sums->month_first == 0)
    return !doubt (self, CB_DOUBT_DAY_ORDER);
  if (sums->day_first > 0 && sums->month_first > 0
      && !is_few (MIN (sums->day_first, sums->month_first), all))
    return !doubt (self, CB_DOUBT_DAY_ORDERS);
  self->month_first = sums->month_first > sums->day_first;
  /* One slip must not turn the days of a whole column into months. */
  if (self->month_first && is_few (sums->month_first, all))
    return !doubt (self, CB_DOUBT_DAY_ORDER);

  return TRUE;
}

static guint
find_most (const guint64 *counts, guint n, guint64 *most)
{
  guint at = 0;

  for (guint i = 1; i < n; i++)
    if (counts[i] > counts[at])
      at = i;
  *most = counts[at];

  return at;
}

static gboolean
decide_date (CbColumnDecision *self, const Sums *sums)
{
  guint64 written = sums->dates + sums->kinds[CB_VALUE_NOT_A_DATE];
  guint64 most;

  if (sums->dates == 0 || !is_enough (written, sums->values))
    return FALSE;
  if (!decide_day_order (self, sums))
    return TRUE;
  self->layout = find_most (sums->layouts, CB_DATE_N_LAYOUTS, &most);
  self->mixed = !is_enough (most, sums->dates);
  self->short_year = sums->short_year * 2 > sums->dates;
  self->mixed = self->mixed
                || (sums->short_year > 0 && !is_few (sums->short_year, sums->dates)
                    && !is_enough (sums->short_year, sums->dates));
  self->buddhist = sums->buddhist * 2 > sums->dates;
  self->type = CB_TYPE_DATE;
  if (sums->kinds[CB_VALUE_DATETIME] * 2 > sums->dates)
    {
      self->type = CB_TYPE_DATETIME;
      self->mixed = self->mixed || !is_enough (sums->kinds[CB_VALUE_DATETIME], sums->dates);
      if (sums->seconds * 2 > sums->dates)
        self->layout |= CB_DATE_SECONDS;
      if (sums->full_iso * 2 > sums->dates)
        self->layout |= CB_DATE_T;
    }
  else if (!is_enough (sums->kinds[CB_VALUE_DATE], sums->dates))
    self->mixed = TRUE;

  return TRUE;
}

static gboolean
decide_boolean (CbColumnDecision *self, const Sums *sums)
{
  guint64 most;

  if (sums->kinds[CB_VALUE_MARK] == sums->values && !sums->marks_differ)
    {
      self->mark = sums->mark;
      self->type = CB_TYPE_BOOLEAN;
      return TRUE;
    }
  self->pair = find_most (sums->pairs, G_N_ELEMENTS (sums->pairs), &most);
  if (!is_enough (most, sums->values))
    return FALSE;
  self->type = CB_TYPE_BOOLEAN;

  return TRUE;
}

static void
decide_string (CbColumnDecision *self, const Sums *sums)
{
  const guint64 *n = sums->kinds;

  self->type = CB_TYPE_STRING;
  self->quarters = is_enough (n[CB_VALUE_QUARTER], sums->values);
  if (is_enough (n[CB_VALUE_DEGREES], sums->values))
    self->degrees = sums->degrees != 0 ? sums->degrees : CB_VALUE_LATITUDE | CB_VALUE_LONGITUDE;
  if (is_enough (n[CB_VALUE_CODE] + n[CB_VALUE_INTEGER], sums->values)
      && sums->with_unit + sums->percent == 0)
    {
      self->is_code = TRUE;
      self->shortest = sums->shortest;
      self->longest = sums->longest;
    }
}

static void
decide_type (CbColumnDecision *self, const Sums *sums, const char *label)
{
  guint hints = cb_hint_from_label (label);
  guint64 most;

  if (sums->values == 0)
    {
      self->type = CB_TYPE_BLANK;
      return;
    }
  if ((hints & CB_HINT_CODE) != 0
      && is_enough (sums->kinds[CB_VALUE_CODE] + sums->kinds[CB_VALUE_INTEGER]
                        + sums->kinds[CB_VALUE_SPACED],
                    sums->values))
    {
      decide_string (self, sums);
      return;
    }
  if (decide_number (self, sums, label, hints) || decide_date (self, sums))
    return;
  if (is_enough (sums->kinds[CB_VALUE_TIME], sums->values))
    self->type = CB_TYPE_TIME;
  else if (is_enough (sums->kinds[CB_VALUE_MONTH], sums->values))
    {
      self->type = CB_TYPE_YEARMONTH;
      self->layout = find_most (sums->months, CB_DATE_N_LAYOUTS, &most);
      self->mixed = !is_enough (most, sums->values);
      self->buddhist = sums->buddhist * 2 > sums->values;
    }
  else if (!decide_boolean (self, sums))
    decide_string (self, sums);
}

/**
 * cb_column_decide:
 * @tally: all values of a column
 * @label: its name, which may say what numbers are counts, codes or years
 *
 * Rows in another order, and more blank cells, give the same answer.
 *
 * Returns: what the column is
 */
CbColumnDecision
cb_column_decide (const CbColumnTally *tally, const char *label)
{
  CbColumnDecision self = { .type = CB_TYPE_STRING };
  Sums sums;

  add_up (&sums, tally);
  self.values = sums.values;
  decide_type (&self, &sums, label);
  for (guint i = 0; i < tally->classes->len; i++)
    {
      const CbColumnClass *class = &g_array_index (tally->classes, CbColumnClass, i);
      CbValueKind kind = cb_value_class_kind (class->class);

      if (kind != CB_VALUE_BLANK && kind != CB_VALUE_MISSING && kind != CB_VALUE_SHEET_ERROR
          && cb_column_decision_accepts (&self, class->class))
        self.agreeing += class->count;
    }

  return self;
}
