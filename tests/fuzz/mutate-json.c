/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mutate-json.h"

#include <string.h>

/* Bytes that are changed one by one seldom stay JSON, and what is wrong with a member is mostly
 * that it is of another kind than was thought of. */

#define MAX_VALUES 256

typedef struct
{
  gsize start;
  gsize end;
} Value;

static gsize
skip_string (const guint8 *data, gsize at, gsize size)
{
  for (at++; at < size && data[at] != '"'; at++)
    if (data[at] == '\\')
      at++;

  return MIN (at + 1, size);
}

static gsize
find_end (const guint8 *data, gsize at, gsize size)
{
  guint depth = 0;

  if (data[at] == '"')
    return skip_string (data, at, size);
  while (at < size)
    {
      if (depth == 0 && strchr (",]} \r\n\t'", data[at]) != NULL)
        break;
      if (data[at] == '"')
        {
          at = skip_string (data, at, size);
          continue;
        }
      if (data[at] == '{' || data[at] == '[')
        depth++;
      else if ((data[at] == '}' || data[at] == ']') && --depth == 0)
        return at + 1;
      at++;
    }

  return at;
}

/* What stands behind a colon, a bracket or a comma and before no colon. */
static guint
find_values (const guint8 *data, gsize size, Value values[MAX_VALUES])
{
  guint n = 0;
  guint8 before = 0;

  for (gsize i = 0; i < size && n < MAX_VALUES; i++)
    {
      if (g_ascii_isspace (data[i]) || data[i] == 0)
        continue;
      if (before != 0 && strchr (":[,", before) != NULL
          && strchr ("\"{[-tfn0123456789", data[i]) != NULL)
        {
          gsize end = find_end (data, i, size);

          if (end > i && (end == size || data[end] != ':'))
            values[n++] = (Value){ i, end };
        }
      before = data[i];
    }

  return n;
}

/**
 * mutate_json:
 * @data: bytes with room for @max_size
 * @size: of them
 * @max_size: that they may become
 * @random: chooses
 *
 * Puts a value of JSON, of any kind or from elsewhere in @data, where another is.
 *
 * Returns: the new size; 0 when nothing in @data is like a value of JSON, or there is no room
 */
gsize
mutate_json (guint8 *data, gsize size, gsize max_size, GRand *random)
{
  static const char *const others[]
      = { "null", "7",     "-1",     "1e400",     "9223372036854775807", "true",
          "\"\"", "[]",    "{}",     "[[]]",      "[null,7,{},\"x\"]",   "\"x\"",
          "0.5",  "\"7\"", "[\"\"]", "{\"\":{}}", "\"\\u0000\"",         "\"-9\"" };
  Value values[MAX_VALUES];
  guint n = find_values (data, size, values);
  const Value *value, *from;
  g_autofree guint8 *bytes = NULL;
  gsize length;

  if (n == 0)
    return 0;
  value = &values[g_rand_int_range (random, 0, (gint32)n)];
  from = &values[g_rand_int_range (random, 0, (gint32)n)];
  if (g_rand_int_range (random, 0, 4) == 0)
    bytes = g_memdup2 (data + from->start, length = from->end - from->start);
  else
    {
      const char *other = others[g_rand_int_range (random, 0, G_N_ELEMENTS (others))];

      bytes = g_memdup2 (other, length = strlen (other));
    }
  if (size - (value->end - value->start) + length > max_size)
    return 0;
  memmove (data + value->start + length, data + value->end, size - value->end);
  memcpy (data + value->start, bytes, length);

  return size - (value->end - value->start) + length;
}
