/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/formats/cb-ods-private.h"
#include "engine/formats/cb-sheet-value.h"

/* More blanks than a cell of any program holds. */
#define MAX_BLANKS 32767u
#define SECONDS_PER_DAY 86400

/**
 * cb_ods_text_begin:
 * @self: (out): without paragraphs
 * @text: (transfer none): gets them at its end
 */
void
cb_ods_text_begin (CbOdsText *self, GString *text)
{
  *self = (CbOdsText){ .text = text, .start = text->len };
}

/**
 * cb_ods_text_begin_paragraph:
 * @self: a text
 *
 * Each but the first begins on a new line.
 */
void
cb_ods_text_begin_paragraph (CbOdsText *self)
{
  if (self->n_paragraphs++ > 0)
    g_string_append_c (self->text, '\n');
  self->is_space_pending = FALSE;
  self->at_start = TRUE;
}

/**
 * cb_ods_text_settle:
 * @self: a text
 *
 * White space so far counts, whatever comes next.
 */
void
cb_ods_text_settle (CbOdsText *self)
{
  if (self->is_space_pending)
    g_string_append_c (self->text, ' ');
  self->is_space_pending = FALSE;
}

/**
 * cb_ods_text_end_paragraph:
 * @self: a text
 *
 * One space at the end stays: LibreOffice writes it so, and means it.
 */
void
cb_ods_text_end_paragraph (CbOdsText *self)
{
  cb_ods_text_settle (self);
}

/**
 * cb_ods_text_add:
 * @self: a text within a paragraph
 * @text: characters of the XML
 * @length: of @text
 *
 * ODF 1.3 part 3, 6.1.2: white space at the start of a paragraph is none, elsewhere any of it is
 * one space.
 */
void
cb_ods_text_add (CbOdsText *self, const char *text, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      gsize first = i;

      if (strchr (" \t\r\n", text[i]) != NULL && text[i] != '\0')
        {
          self->is_space_pending = !self->at_start;
          i++;
          continue;
        }
      cb_ods_text_settle (self);
      self->at_start = FALSE;
      while (i < length && (text[i] == '\0' || strchr (" \t\r\n", text[i]) == NULL))
        i++;
      g_string_append_len (self->text, text + first, (gssize)(i - first));
    }
}

/**
 * cb_ods_text_add_element:
 * @self: a text within a paragraph
 * @name: of an element of the namespace of texts
 * @attributes: of it
 *
 * Blanks, tabs and line breaks are elements; others are nothing here.
 */
void
cb_ods_text_add_element (CbOdsText *self, const char *name, const char **attributes)
{
  guint64 n = 0;
  char c = ' ';

  if (g_str_equal (name, "s"))
    n = cb_ods_get_count (attributes, CB_ODS_IN_TEXT, "c");
  else if (g_str_equal (name, "tab"))
    c = '\t';
  else if (g_str_equal (name, "line-break"))
    c = '\n';
  else
    return;
  cb_ods_text_settle (self);
  self->at_start = FALSE;
  n = c == ' ' ? MIN (n, MAX_BLANKS) : 1;
  if (self->text->len - self->start > 2 * MAX_BLANKS && n > 1)
    n = 1;
  for (guint64 i = 0; i < n; i++)
    g_string_append_c (self->text, c);
}

/* Nothing but digits and one point: as people write it. */
static gboolean
is_plain (const char *value)
{
  const char *p = *value == '-' ? value + 1 : value;
  gsize n = strspn (p, "0123456789");

  if (n == 0 || n > 15 || (n > 1 && *p == '0'))
    return FALSE;
  if (p[n] == '.')
    {
      gsize fraction = strspn (p + n + 1, "0123456789");

      if (fraction == 0 || n + fraction > 15 || p[n + fraction] == '0')
        return FALSE;
      n += 1 + fraction;
    }

  return p[n] == '\0' && !g_str_equal (value, "-0");
}

/**
 * cb_ods_value_append_number:
 * @text: gets it at its end
 * @value: of office:value
 *
 * Returns: whether it is a number
 */
gboolean
cb_ods_value_append_number (GString *text, const char *value)
{
  char *end;
  double number;

  if (is_plain (value))
    {
      g_string_append (text, value);
      return TRUE;
    }
  number = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !isfinite (number))
    return FALSE;
  cb_sheet_value_append_number (text, number);

  return TRUE;
}

/* Whether @value begins with @pattern, where 0 stands for any digit. */
static gboolean
matches (const char *value, const char *pattern)
{
  for (; *pattern != '\0'; pattern++, value++)
    if (*pattern == '0' ? !g_ascii_isdigit (*value) : *value != *pattern)
      return FALSE;

  return TRUE;
}

/* A fraction of a second, without zeros at its end. Returns: where it ends */
static const char *
append_fraction (GString *text, const char *p)
{
  gsize before = text->len;
  gsize n;

  if (*p != '.' && *p != ',')
    return p;
  n = strspn (p + 1, "0123456789");
  g_string_append_c (text, '.');
  g_string_append_len (text, p + 1, (gssize)MIN (n, 9));
  while (text->len > before && (text->str[text->len - 1] == '0' || text->str[text->len - 1] == '.'))
    g_string_truncate (text, text->len - 1);

  return p + 1 + n;
}

/**
 * cb_ods_value_append_date:
 * @text: gets it at its end
 * @value: of office:date-value
 * @shows_clock: its format shows a time of day
 * @type: (out): a date or a date-time
 *
 * Of midnight the format says which it is, as in the other formats of workbooks: LibreOffice never
 * writes it down, and Excel always does.
 *
 * Returns: whether it is one
 */
gboolean
cb_ods_value_append_date (GString *text,
                          const char *value,
                          gboolean shows_clock,
                          CbSheetCellType *type)
{
  gsize before = text->len;
  const char *p = value + 10;

  if (!matches (value, "0000-00-00"))
    return FALSE;
  g_string_append_len (text, value, 10);
  *type = CB_SHEET_CELL_DATE;
  if (matches (p, "T00:00:00"))
    {
      g_string_append_len (text, p, 9);
      p = append_fraction (text, p + 9);
    }
  if (*p == '\0' || g_str_equal (p, "Z"))
    {
      if (g_str_has_suffix (text->str + before, "T00:00:00"))
        g_string_truncate (text, before + 10);
      if (text->len == before + 10 && shows_clock)
        g_string_append (text, "T00:00:00");
      if (text->len > before + 10)
        *type = CB_SHEET_CELL_DATETIME;
      return TRUE;
    }
  g_string_truncate (text, before);

  return FALSE;
}

/* The parts of PT08H30M00.5S, all of them optional. */
typedef struct
{
  gboolean is_negative;
  guint64 hours;
  guint minutes;
  guint seconds;
  const char *fraction;
} Duration;

static gboolean
parse_duration (const char *value, Duration *duration)
{
  const char *p = value;
  const char *order = "DTHMS";

  *duration = (Duration){ *p == '-', 0, 0, 0, "" };
  p += *p == '-';
  if (*p++ != 'P')
    return FALSE;
  while (*p != '\0')
    {
      char *end = (char *)p;
      guint64 n = g_ascii_isdigit (*p) ? g_ascii_strtoull (p, &end, 10) : 0;
      const char *fraction = end;
      const char *unit;

      if (*end == '.')
        end += 1 + strspn (end + 1, "0123456789");
      unit = *end != '\0' ? strchr (order, *end) : NULL;
      if (unit == NULL || (*end == 'T') != (end == p) || n > 100000000
          || (*fraction == '.' && *end != 'S'))
        return FALSE;
      order = unit + 1;
      if (*end == 'D')
        duration->hours = n * 24;
      else if (*end == 'H')
        duration->hours += n;
      else if (*end == 'M')
        duration->minutes = (guint)n;
      else if (*end == 'S')
        {
          duration->seconds = (guint)n;
          duration->fraction = fraction;
        }
      p = end + 1;
    }

  return p > value + 2;
}

/**
 * cb_ods_value_append_time:
 * @text: gets it at its end
 * @value: of office:time-value
 * @is_elapsed: the format counts hours over 24
 * @type: (out): a time of day or a duration
 *
 * Returns: whether it is one
 */
gboolean
cb_ods_value_append_time (GString *text,
                          const char *value,
                          gboolean is_elapsed,
                          CbSheetCellType *type)
{
  Duration duration;
  guint64 seconds;

  if (!parse_duration (value, &duration))
    return FALSE;
  seconds = duration.hours * 3600 + (guint64)duration.minutes * 60 + duration.seconds;
  if (!is_elapsed && !duration.is_negative && seconds < SECONDS_PER_DAY)
    {
      *type = CB_SHEET_CELL_TIME;
      g_string_append_printf (text, "%02u:%02u:%02u", (guint)(seconds / 3600),
                              (guint)(seconds / 60 % 60), (guint)(seconds % 60));
      append_fraction (text, duration.fraction);
      return TRUE;
    }
  *type = CB_SHEET_CELL_DURATION;
  g_string_append_printf (text, "%sPT%" G_GUINT64_FORMAT "H%uM%u", duration.is_negative ? "-" : "",
                          seconds / 3600, (guint)(seconds / 60 % 60), (guint)(seconds % 60));
  append_fraction (text, duration.fraction);
  g_string_append_c (text, 'S');

  return TRUE;
}
