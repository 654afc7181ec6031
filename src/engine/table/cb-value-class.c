/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The class of a value without its amount, for checks that see every cell of a file: a few
 * nanoseconds for one that looks like another before it. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-value-private.h"

#define MAX_SHAPE 16
/* Longer than any word, number or date. */
#define SURELY_TEXT 48
#define LONGEST_UNIT 20
#define EACH(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))

typedef struct
{
  guint64 low;
  guint64 high;
} Bytes;

/* Up to 16 bytes, with zeros behind them; never reads past them. */
static inline Bytes
load (const char *bytes, guint length)
{
  Bytes loaded = { 0, 0 };
  guint32 first, last;

  if (length >= 8)
    {
      memcpy (&loaded.low, bytes, 8);
      if (length > 8)
        {
          memcpy (&loaded.high, bytes + length - 8, 8);
          loaded.high = GUINT64_FROM_LE (loaded.high) >> (8 * (16 - length));
        }
      loaded.low = GUINT64_FROM_LE (loaded.low);
    }
  else if (length >= 4)
    {
      memcpy (&first, bytes, 4);
      memcpy (&last, bytes + length - 4, 4);
      loaded.low = GUINT32_FROM_LE (first) | (guint64)GUINT32_FROM_LE (last) << (8 * (length - 4));
    }
  else
    for (guint i = 0; i < length; i++)
      loaded.low |= (guint64)(guint8)bytes[i] << (8 * i);

  return loaded;
}

/* 0xff for each byte that is a digit. */
static inline guint64
find_digits (guint64 word)
{
  guint64 value = word ^ EACH (0x30);
  guint64 high = ((value & EACH (0x7f)) + EACH (0x76)) | value;
  guint64 is_digit = (~high & EACH (0x80)) >> 7;

  return (is_digit << 8) - is_digit;
}

/* Every digit as 0: what remains is how the value is written. */
static inline guint64
blank_digits (guint64 word)
{
  guint64 digits = find_digits (word);

  return (word & ~digits) | (EACH (0x30) & digits);
}

static inline guint
get_two (const char *p)
{
  return (guint)(p[0] - '0') * 10 + (guint)(p[1] - '0');
}

/* dd/mm/yyyy of these centuries, with any mark: FALSE for days that a calendar has to decide. */
static inline gboolean
find_date (const char *p, CbValueClass *class)
{
  guint day = get_two (p);
  guint month = get_two (p + 3);
  guint year = get_two (p + 6) * 100 + get_two (p + 8);
  guint layout = p[2] == '/' ? CB_DATE_SLASH : p[2] == '-' ? CB_DATE_DASH : CB_DATE_DOT;

  if (day - 1 >= 28 || month - 1 >= 12 || year - 1900 >= 500)
    return FALSE;
  *class = cb_value_class_make (CB_VALUE_DATE, layout, day > 12 ? CB_VALUE_DAY_FIRST : 0);

  return TRUE;
}

static inline gboolean
find_iso_date (const char *p, CbValueClass *class)
{
  guint year = get_two (p) * 100 + get_two (p + 2);

  if (get_two (p + 8) - 1 >= 28 || get_two (p + 5) - 1 >= 12 || year - 1900 >= 500)
    return FALSE;
  *class = cb_value_class_make (CB_VALUE_DATE, CB_DATE_ISO, 0);

  return TRUE;
}

/* Out of line, so that the short way needs no memory for it. */
static G_GNUC_NO_INLINE CbValueClass
read_class (const CbCell *cell)
{
  CbValue value = cb_value_read_cell (cell);

  return cb_value_get_class (&value);
}

/* Whether the class follows from how it is written alone, whatever the digits are: not for dates
 * and times, whose numbers have to make sense, nor for integers that may be years or days. */
static gboolean
depends_on_shape (CbValueClass class)
{
  guint digits = cb_value_class_detail (class);

  switch (cb_value_class_kind (class))
    {
    case CB_VALUE_CODE:
    case CB_VALUE_NUMBER_VI:
    case CB_VALUE_NUMBER_EN:
    case CB_VALUE_SPACED:
    case CB_VALUE_DOT_THREE:
    case CB_VALUE_COMMA_THREE:
      return TRUE;
    case CB_VALUE_INTEGER:
      /* With a unit or % behind it, it is neither. */
      return digits < 4 || digits > 6
             || (cb_value_class_flags (class) & (CB_VALUE_WITH_UNIT | CB_VALUE_PERCENT)) != 0;
    case CB_VALUE_BLANK:
    case CB_VALUE_TEXT:
    case CB_VALUE_MISSING:
    case CB_VALUE_DATE:
    case CB_VALUE_DATETIME:
    case CB_VALUE_TIME:
    case CB_VALUE_MONTH:
    case CB_VALUE_QUARTER:
    case CB_VALUE_NOT_A_DATE:
    case CB_VALUE_BOOLEAN:
    case CB_VALUE_MARK:
    case CB_VALUE_DEGREES:
    case CB_VALUE_SHEET_ERROR:
    case CB_VALUE_N_KINDS:
    default:
      return FALSE;
    }
}

static CbValueClass
find_by_shape (CbValueShapes *shapes, const CbCell *cell)
{
  Bytes bytes = load (cell->bytes, cell->length);
  guint64 low = blank_digits (bytes.low);
  guint64 high = blank_digits (bytes.high);
  /* A zero in front makes a code of an integer, and decimals of what might be thousands. */
  guint zeros = ((bytes.low & 0xff) == '0' ? 1 : 0) | ((bytes.low >> 8 & 0xff) == '0' ? 2 : 0);
  guint32 key
      = cell->length | (guint32)zeros << 8 | (guint32)cb_cell_get_type (cell) << 10 | 1u << 31;
  guint at = (guint)((low * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) ^ high ^ key)
                         * G_GUINT64_CONSTANT (0xd6e8feb86659fd93)
                     >> 60);
  CbValueClass class;

  if (shapes->known[at].key == key && shapes->known[at].low == low
      && shapes->known[at].high == high)
    return shapes->known[at].class;
  if (cell->length == 10 && cb_cell_get_type (cell) == CB_SHEET_CELL_TEXT)
    {
      if (high == 0x3030
          && (low == G_GUINT64_CONSTANT (0x30302f30302f3030)
              || low == G_GUINT64_CONSTANT (0x30302d30302d3030)
              || low == G_GUINT64_CONSTANT (0x30302e30302e3030))
          && find_date (cell->bytes, &class))
        return class;
      if (low == G_GUINT64_CONSTANT (0x2d30302d30303030) && high == 0x3030
          && find_iso_date (cell->bytes, &class))
        return class;
    }
  class = read_class (cell);
  if (depends_on_shape (class))
    {
      shapes->known[at].low = low;
      shapes->known[at].high = high;
      shapes->known[at].key = key;
      shapes->known[at].class = class;
    }

  return class;
}

/* What begins with a letter and is no word of ours: what most cells are. */
static inline gboolean
is_text (const CbCell *cell)
{
  char last = cell->bytes[cell->length - 1];

  /* Blanks behind it are not part of a word, however many there are. */
  if ((guint8)last <= ' ')
    return FALSE;
  if (cell->length > SURELY_TEXT)
    return TRUE;
  if (cb_value_begins_word ((guint8)cell->bytes[0], cell->length))
    return FALSE;

  return !cb_value_is_digit (last) || !cb_value_begins_date (cell->bytes[0]);
}

/* What begins with a digit and goes on with words, as addresses do: no unit is so long, and nothing
 * else that has a meaning begins so. */
static inline gboolean
is_text_after_digits (const CbCell *cell)
{
  const char *p = cell->bytes;
  const char *end = p + cell->length;

  while (p < end && (guint8)(*p - '+') <= ':' - '+')
    p++;
  if (p == end || *p != ' ')
    return FALSE;
  while (p < end && *p == ' ')
    p++;

  /* °, độ, tháng. */
  return end - p > LONGEST_UNIT && (guint8)*p != 0xc2 && *p != 't' && *p != 'T'
         && !cb_value_is_digit (*p) && memcmp (p, "độ", strlen ("độ")) != 0;
}

/**
 * cb_value_shapes_init:
 * @self: (out caller-allocates): of a column, in one thread
 */
void
cb_value_shapes_init (CbValueShapes *self)
{
  *self = (CbValueShapes){ 0 };
  cb_value_index_words ();
}

/**
 * cb_value_find_class:
 * @shapes: of this column, in this thread
 * @cell: a cell
 *
 * The class that cb_value_read_cell() gives, found faster.
 *
 * Returns: the class
 */
CbValueClass
cb_value_find_class (CbValueShapes *shapes, const CbCell *cell)
{
  guint8 first;

  if (cell->length == 0)
    return cb_value_class_make (CB_VALUE_BLANK, 0, 0);
  first = (guint8)cell->bytes[0];
  if ((cb_value_is_digit ((char)first) || first == '-') && cell->length <= MAX_SHAPE)
    return find_by_shape (shapes, cell);
  if (first > '9' && cb_cell_get_type (cell) == CB_SHEET_CELL_TEXT && is_text (cell))
    return cb_value_class_make (CB_VALUE_TEXT, 0, 0);
  if (cb_value_is_digit ((char)first) && cb_cell_get_type (cell) == CB_SHEET_CELL_TEXT
      && is_text_after_digits (cell))
    return cb_value_class_make (CB_VALUE_TEXT, 0, 0);

  return read_class (cell);
}
