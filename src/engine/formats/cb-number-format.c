/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-number-format.h"

#include <string.h>

/* What one section of a format has. */
typedef struct
{
  gboolean is_empty; /* nothing between two semicolons: nothing is shown */
  gboolean digits;   /* 0 # ? before any letter of a date: a number, whatever letters follow */
  gboolean date;
  gboolean time;
  gboolean elapsed;
  gboolean percent;
  gboolean after_hour; /* the last letter of a date or time was h: m means minutes */
  gboolean open_m;     /* an m that s would make minutes, and anything else months */
} Section;

static void
settle_m (Section *section, gboolean is_minute)
{
  if (section->open_m && !is_minute)
    section->date = TRUE;
  section->open_m = FALSE;
}

static void
add_letter (Section *section, char letter)
{
  switch (letter)
    {
    case 'y':
    case 'd':
    case 'b':
      settle_m (section, FALSE);
      section->date = TRUE;
      section->after_hour = FALSE;
      break;
    case 'h':
      settle_m (section, FALSE);
      section->time = TRUE;
      section->after_hour = TRUE;
      break;
    case 's':
      settle_m (section, TRUE);
      section->time = TRUE;
      section->after_hour = FALSE;
      break;
    default: /* m */
      if (!section->after_hour)
        section->open_m = TRUE;
      section->after_hour = FALSE;
      break;
    }
}

/* [h] [mm] [ss] are elapsed time; colours, conditions, currencies and languages are not ours. */
static const char *
read_bracket (Section *section, const char *p)
{
  const char *end = strchr (p, ']');
  char letter = g_ascii_tolower (p[1]);

  if (end == NULL)
    return p + strlen (p);
  if (letter != '\0' && strchr ("hms", letter) != NULL)
    {
      const char *q = p + 1;

      while (g_ascii_tolower (*q) == letter)
        q++;
      if (q == end && !section->digits)
        {
          section->elapsed = TRUE;
          section->after_hour = letter == 'h';
        }
    }

  return end + 1;
}

static gboolean
is_exponent (const char *p)
{
  return (*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-');
}

/* What is shown as it stands: "…", \x, and the fillers _x and *x. */
static const char *
skip_literal (const char *p)
{
  const char *end;

  if (*p == '"')
    {
      end = strchr (p + 1, '"');
      return end != NULL ? end + 1 : p + strlen (p);
    }

  return p[1] != '\0' ? g_utf8_next_char (p + 1) : p + 1;
}

/* Of a date or a time: y m d h s, the Buddhist year bbbb, AM/PM. Other letters (the era g, the year
 * e) never stand without one of these. */
static gboolean
begins_letters (const char *p)
{
  if (strchr ("ymdhsYMDHS", *p) != NULL)
    return TRUE;

  return g_ascii_strncasecmp (p, "bb", 2) == 0 || g_ascii_strncasecmp (p, "AM/PM", 5) == 0
         || g_ascii_strncasecmp (p, "A/P", 3) == 0;
}

static const char *
read_letters (Section *section, const char *p)
{
  char letter = g_ascii_tolower (*p);
  const char *q = p;

  if (g_ascii_strncasecmp (p, "AM/PM", 5) == 0 || g_ascii_strncasecmp (p, "A/P", 3) == 0)
    {
      section->time = TRUE;
      return p + (g_ascii_tolower (p[1]) == 'm' ? 5 : 3);
    }
  while (g_ascii_tolower (*q) == letter)
    q++;
  if (!section->digits)
    add_letter (section, letter);

  return q;
}

/* The word for a number as it comes; some programs write it down in another language. */
static gsize
get_general_length (const char *p)
{
  if (g_ascii_strncasecmp (p, "General", 7) == 0)
    return 7;

  return g_ascii_strncasecmp (p, "Standard", 8) == 0 ? 8 : 0;
}

/* Returns: where the section ends, at its semicolon or the end */
static const char *
read_section (Section *section, const char *p)
{
  *section = (Section){ .is_empty = *p == ';' || *p == '\0' };
  while (*p != '\0' && *p != ';')
    {
      gsize general = get_general_length (p);

      if (strchr ("\"\\_*", *p) != NULL)
        p = skip_literal (p);
      else if (*p == '[')
        p = read_bracket (section, p);
      else if (general > 0)
        {
          section->digits = TRUE;
          p += general;
        }
      else if (is_exponent (p))
        p += 2;
      else if (begins_letters (p))
        p = read_letters (section, p);
      else
        {
          section->percent |= *p == '%';
          section->digits |= strchr ("0#?", *p) != NULL && !section->time && !section->elapsed
                             && !section->date && !section->open_m;
          p++;
        }
    }
  settle_m (section, FALSE);

  return p;
}

static guint8
get_type (const Section *section)
{
  if (section->elapsed)
    return CB_SHEET_CELL_DURATION;
  if (section->date)
    return section->time ? CB_SHEET_CELL_DATETIME : CB_SHEET_CELL_DATE;

  return section->time ? CB_SHEET_CELL_TIME : CB_SHEET_CELL_NUMBER;
}

/**
 * cb_number_format_parse:
 * @code: a number format as workbooks keep it: `#,##0.00;[Red]-#,##0.00`, `[$-42A]dd/mm/yyyy`
 *
 * ECMA-376 part 1, 18.8.31. The first section says what a number is; up to three more say what is
 * shown of negative numbers, of zero and of text.
 *
 * Returns: what it means
 */
CbNumberFormat
cb_number_format_parse (const char *code)
{
  static const guint8 hides[] = { CB_NUMBER_HIDES_POSITIVE, CB_NUMBER_HIDES_NEGATIVE,
                                  CB_NUMBER_HIDES_ZERO, CB_NUMBER_HIDES_TEXT };
  CbNumberFormat self = { CB_SHEET_CELL_NUMBER, 0, 0 };
  const char *p = code;
  guint n = 0;

  if (*code == '\0')
    return self;
  for (n = 0; n < G_N_ELEMENTS (hides); n++)
    {
      Section section;

      p = read_section (&section, p);
      if (n == 0)
        {
          self.type = get_type (&section);
          self.flags = section.percent ? CB_SHEET_CELL_PERCENT : 0;
        }
      if (section.is_empty)
        self.hides |= hides[n];
      if (*p != ';')
        break;
      p++;
    }
  /* With one or two sections zero is shown as positive numbers are. */
  if (n < 2 && (self.hides & CB_NUMBER_HIDES_POSITIVE) != 0)
    self.hides |= CB_NUMBER_HIDES_ZERO;

  return self;
}

/**
 * cb_number_format_parse_named:
 * @code: as XML Spreadsheet 2003 and the HTML of Excel have it: some formats have names
 *
 * Returns: what the format means
 */
CbNumberFormat
cb_number_format_parse_named (const char *code)
{
  static const char *const numbers[]
      = { "Currency", "Euro Currency", "Fixed",  "Standard", "Scientific",
          "Yes/No",   "True/False",    "On/Off", NULL };
  CbNumberFormat format = { CB_SHEET_CELL_NUMBER, 0, 0 };

  if (g_str_equal (code, "General Date"))
    format.type = CB_SHEET_CELL_DATETIME;
  else if (g_str_has_suffix (code, " Date"))
    format.type = CB_SHEET_CELL_DATE;
  else if (g_str_has_suffix (code, " Time"))
    format.type = CB_SHEET_CELL_TIME;
  else if (g_str_equal (code, "Percent"))
    format.flags = CB_SHEET_CELL_PERCENT;
  else if (!g_strv_contains (numbers, code))
    format = cb_number_format_parse (code);

  return format;
}

/**
 * cb_number_format_from_builtin:
 * @id: of a format that workbooks do not write down, ECMA-376 part 1, 18.8.30: under 164
 *
 * Returns: what it means; a plain number for one that is not known
 */
CbNumberFormat
cb_number_format_from_builtin (guint id)
{
  CbNumberFormat self = { CB_SHEET_CELL_NUMBER, 0, 0 };

  if (id == 9 || id == 10)
    self.flags = CB_SHEET_CELL_PERCENT;
  else if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54)
           || id == 57 || id == 58)
    self.type = CB_SHEET_CELL_DATE;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55
           || id == 56)
    self.type = CB_SHEET_CELL_TIME;
  else if (id == 22)
    self.type = CB_SHEET_CELL_DATETIME;
  else if (id == 46)
    self.type = CB_SHEET_CELL_DURATION;

  return self;
}

/**
 * cb_number_format_hides:
 * @self: a format
 * @value: a number under it
 *
 * Returns: whether nothing is shown of it: `;;;`, or zeros under `0;-0;`
 */
gboolean
cb_number_format_hides (const CbNumberFormat *self, double value)
{
  if (self->hides == 0)
    return FALSE;
  if (value > 0)
    return (self->hides & CB_NUMBER_HIDES_POSITIVE) != 0;

  return (self->hides & (value < 0 ? CB_NUMBER_HIDES_NEGATIVE : CB_NUMBER_HIDES_ZERO)) != 0;
}
