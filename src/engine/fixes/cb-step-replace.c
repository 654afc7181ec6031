/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-protocol.h"
#include "engine/fixes/cb-step.h"

/* `{"step":"replace","find":"TYT","with":"Trạm y tế","column":"Tên","index":1}`: a text in cells
 * becomes another, in one column or, where none is named, in all. `"whole":true` asks for cells
 * that hold it and nothing else, so that blank ones can be filled; `"ignore-case":true` takes
 * capitals for small letters. Diacritics are never passed over: "xa" is not "xã". The header stays,
 * and so do cells that are no text in the file's encoding. */

/* A row is not made longer than this: what replaces itself again and again would fill the memory.
 */
#define MAX_ROW_GROWN (1024u * 1024)

typedef struct
{
  guint column; /* G_MAXUINT: all */
  char *find;
  gsize find_length;
  gunichar *folded; /* (nullable): small letters, ended by 0, when case is ignored */
  char *with;
  gsize with_length;
  gboolean whole;
  int grew_too_long; /* (atomic): a row did, and was left */
} Replace;

static void
free_replace (gpointer data)
{
  Replace *self = data;

  g_free (self->find);
  g_free (self->folded);
  g_free (self->with);
  g_free (self);
}

static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  const char *find = cb_json_get_string (step, "find");
  const char *with = cb_json_get_string (step, "with");
  gboolean whole = cb_json_get_bool (step, "whole", FALSE);
  guint column = G_MAXUINT;
  Replace *self;

  if (find == NULL || with == NULL || (find[0] == '\0' && !whole)
      || strlen (find) > CB_PROTOCOL_MAX_NEEDLE || strlen (with) > CB_PROTOCOL_MAX_NEEDLE)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "step replace: it does not say what to replace by what");
      return NULL;
    }
  if ((json_object_has_member (step, "column") || json_object_has_member (step, "index"))
      && !cb_step_find_column (step, table, &column, error))
    return NULL;
  self = g_new0 (Replace, 1);
  self->column = column;
  self->find = g_strdup (find);
  self->find_length = strlen (find);
  self->with = g_strdup (with);
  self->with_length = strlen (with);
  self->whole = whole;
  if (cb_json_get_bool (step, "ignore-case", FALSE))
    {
      self->folded = g_utf8_to_ucs4_fast (find, -1, NULL);
      for (gunichar *p = self->folded; *p != 0; p++)
        *p = g_unichar_tolower (*p);
    }

  return self;
}

/* Returns: where the text that begins at @from ends, when it is the one looked for; else NULL */
static const char *
match_folded (const Replace *self, const char *from, const char *end)
{
  const char *p = from;

  for (const gunichar *wanted = self->folded; *wanted != 0; wanted++)
    {
      if (p >= end || g_unichar_tolower (g_utf8_get_char (p)) != *wanted)
        return NULL;
      p = g_utf8_next_char (p);
    }

  return p;
}

/* A letter that a mark follows is another letter: “a” is not in “ạ”, however that is written. */
static gboolean
ends_letter (const char *p, const char *end)
{
  return p >= end || !g_unichar_ismark (g_utf8_get_char (p));
}

/* Returns: where the next hit begins, NULL for none; @until is where it ends */
static const char *
find_next (const Replace *self, const char *from, const char *end, const char **until)
{
  while (from < end)
    {
      const char *hit = from;

      if (self->folded == NULL)
        hit = g_strstr_len (from, end - from, self->find);
      if (hit == NULL)
        return NULL;
      *until = self->folded != NULL ? match_folded (self, hit, end) : hit + self->find_length;
      if (*until != NULL && ends_letter (*until, end))
        return hit;
      from = g_utf8_next_char (hit);
    }

  return NULL;
}

static gboolean
is_whole (const Replace *self, const CbCell *cell)
{
  const char *end = cell->bytes + cell->length;

  if (self->folded != NULL)
    return match_folded (self, cell->bytes, end) == end;

  return cell->length == self->find_length && memcmp (cell->bytes, self->find, cell->length) == 0;
}

/* Returns: (nullable): the new text of the cell, NULL when it has no hit */
static GString *
replace_in (const Replace *self, const CbCell *cell)
{
  const char *end = cell->bytes + cell->length;
  const char *from = cell->bytes;
  const char *until = NULL;
  const char *hit = find_next (self, from, end, &until);
  GString *text;

  if (hit == NULL)
    return NULL;
  text = g_string_sized_new (cell->length + self->with_length);
  for (; hit != NULL && text->len <= MAX_ROW_GROWN + cell->length;
       hit = find_next (self, from, end, &until))
    {
      g_string_append_len (text, from, hit - from);
      g_string_append_len (text, self->with, (gssize)self->with_length);
      from = until;
    }

  return g_string_append_len (text, from, end - from);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  const Replace *self = data;
  guint first = self->column == G_MAXUINT ? 0 : self->column;
  guint end = self->column == G_MAXUINT ? n_cells : MIN (n_cells, self->column + 1);
  gsize grown = 0;

  if (is_header)
    return;
  for (guint i = first; i < end; i++)
    {
      g_autoptr (GString) text = NULL;

      if ((cells[i].flags & (CB_CELL_INVALID | CB_CELL_NUL | CB_STEP_DROPPED)) != 0)
        continue;
      if (!self->whole)
        text = replace_in (self, &cells[i]);
      else if (is_whole (self, &cells[i]))
        text = g_string_new_len (self->with, (gssize)self->with_length);
      if (text == NULL)
        continue;
      grown += text->len > cells[i].length ? text->len - cells[i].length : 0;
      if (grown > MAX_ROW_GROWN)
        {
          g_atomic_int_set (&((Replace *)data)->grew_too_long, 1);
          return;
        }
      cb_step_set_text (&cells[i], text->str, text->len, memory);
    }
}

static gboolean
finish (gpointer data, CbTable *table, GError **error)
{
  Replace *self = data;

  if (g_atomic_int_get (&self->grew_too_long) == 0)
    return TRUE;
  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                       "step replace: a row would grow by over a megabyte");

  return FALSE;
}

const CbStep cb_step_replace = {
  .name = "replace",
  .prepare = prepare,
  .apply = apply,
  .free_data = free_replace,
  .finish = finish,
};
