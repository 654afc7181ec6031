/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-output.h"

#include <math.h>
#include <string.h>

#include "engine/text/cb-utf8.h"

static const CbOutputClass *const outputs[] = {
  &cb_output_csv,
  &cb_output_json,
  &cb_output_ods,
  &cb_output_xlsx,
};

/**
 * cb_output_find:
 * @step: of a recipe
 *
 * Returns: (transfer none) (nullable): the format that the step asks for, %NULL when it asks for
 * none
 */
const CbOutputClass *
cb_output_find (const char *step)
{
  for (guint i = 0; i < G_N_ELEMENTS (outputs); i++)
    if (g_strcmp0 (step, outputs[i]->step) == 0)
      return outputs[i];

  return NULL;
}

/**
 * cb_output_add_xml:
 * @out: where to
 * @bytes: text, perhaps not valid
 * @length: of @bytes
 *
 * Adds text to XML: what XML 1.0 (§2.2) has no way to write becomes U+FFFD.
 */
void
cb_output_add_xml (GByteArray *out, const char *bytes, gsize length)
{
  g_autofree char *valid = cb_utf8_is_valid ((const guint8 *)bytes, length)
                               ? NULL
                               : g_utf8_make_valid (bytes, (gssize)length);
  const char *text = valid != NULL ? valid : bytes;
  const char *end = text + (valid != NULL ? strlen (valid) : length);
  const char *from = text;

  for (const char *p = text; p < end; p++)
    {
      const char *instead = NULL;
      gsize n = 1;

      if (G_LIKELY ((guchar)*p > '>' && *p != '\xef'))
        continue;
      if (*p == '\xef')
        {
          /* U+FFFE and U+FFFF are letters of UTF-8, not of XML. */
          if (p[1] != '\xbf' || (guchar)p[2] < 0xbe)
            continue;
          instead = "\xef\xbf\xbd";
          n = 3;
        }
      else if (*p == '<')
        instead = "&lt;";
      else if (*p == '>')
        instead = "&gt;";
      else if (*p == '&')
        instead = "&amp;";
      else if (*p == '\r')
        instead = "&#13;";
      else if ((guchar)*p < ' ' && *p != '\t' && *p != '\n')
        instead = "\xef\xbf\xbd";
      else
        continue;
      cb_output_add (out, from, (gsize)(p - from));
      cb_output_add (out, instead, strlen (instead));
      from = p + n;
      p += n - 1;
    }
  cb_output_add (out, from, (gsize)(end - from));
}

/**
 * cb_output_is_number:
 * @cell: a cell of a column of numbers
 *
 * Returns: whether its text is a number as programs write it, that is the same number when written
 *   again: digits and a point, no leading zero, no more than 15 digits
 */
gboolean
cb_output_is_number (const CbCell *cell)
{
  const char *p = cell->bytes;
  const char *end = p + cell->length;
  guint digits = 0;
  guint points = 0;

  if (p < end && *p == '-')
    p++;
  if (p == end || !g_ascii_isdigit (*p) || (*p == '0' && end - p > 1 && p[1] != '.')
      || !g_ascii_isdigit (end[-1]))
    return FALSE;
  for (; p < end; p++)
    {
      if (*p == '.')
        points++;
      else if (g_ascii_isdigit (*p))
        digits++;
      else
        return FALSE;
    }

  return points <= 1 && digits <= 15;
}

/**
 * cb_output_is_double:
 * @cell: a cell that is a number in its workbook
 *
 * Returns: whether its text is a number that a workbook can hold as it is: all digits of a double,
 *   and an exponent where it has one
 */
gboolean
cb_output_is_double (const CbCell *cell)
{
  char text[32] = "";
  const char *p = text;
  const char *point;
  char *end;
  double number;

  if (cell->length == 0 || cell->length >= sizeof text)
    return FALSE;
  memcpy (text, cell->bytes, cell->length);
  p += *p == '-';
  if (!g_ascii_isdigit (*p) || (*p == '0' && g_ascii_isdigit (p[1]))
      || strspn (p, "0123456789.eE+-") != strlen (p))
    return FALSE;
  point = strchr (p, '.');
  if (point != NULL && !g_ascii_isdigit (point[1]))
    return FALSE;
  number = g_ascii_strtod (text, &end);

  return *end == '\0' && isfinite (number);
}
