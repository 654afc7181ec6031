/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"
#include "engine/formats/cb-xlsx-package.h"

/* Numbers that Word counts itself, ISO/IEC 29500-1, §17.9: the running number (STT) of a table is
 * mostly one of them, and is in no cell. */

#define N_LEVELS 9u
#define MAX_LISTS 10000u
#define MAX_LABEL 200u

typedef struct
{
  guint start;
  char *format; /* (nullable): decimal where nothing is said */
  char *text;   /* (nullable): “%1.” */
} Level;

/* One way to count; several lists may share it, and then go on counting. */
typedef struct
{
  Level levels[N_LEVELS];
  guint counts[N_LEVELS]; /* 0: none yet */
} Way;

typedef struct
{
  Way *way;                 /* borrowed */
  gint64 restart[N_LEVELS]; /* where this list begins anew, -1: it does not */
} List;

struct _CbDocxLists
{
  GHashTable *ways;  /* (element-type utf8 Way) */
  GHashTable *lists; /* (element-type utf8 List) */
  Way *way;          /* (nullable): while reading, borrowed */
  List *list;
  guint level;
};

static void
free_way (gpointer data)
{
  Way *self = data;

  for (guint i = 0; i < N_LEVELS; i++)
    {
      g_free (self->levels[i].format);
      g_free (self->levels[i].text);
    }
  g_free (self);
}

static guint
get_number (const char *value)
{
  return value != NULL ? (guint)CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 1000000) : 0;
}

static void
start_level (CbDocxLists *self, const char **attributes)
{
  const char *level = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "ilvl");

  self->level = MIN (get_number (level), N_LEVELS - 1);
}

static void
start_way (CbDocxLists *self, const char **attributes)
{
  const char *id = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "abstractNumId");

  self->list = NULL;
  self->way = NULL;
  if (id == NULL || g_hash_table_size (self->ways) >= MAX_LISTS)
    return;
  self->way = g_new0 (Way, 1);
  for (guint i = 0; i < N_LEVELS; i++)
    self->way->levels[i].start = 1;
  g_hash_table_replace (self->ways, g_strdup (id), self->way);
}

static void
start_list (CbDocxLists *self, const char **attributes)
{
  const char *id = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "numId");

  self->way = NULL;
  self->list = NULL;
  if (id == NULL || g_hash_table_size (self->lists) >= MAX_LISTS)
    return;
  self->list = g_new0 (List, 1);
  for (guint i = 0; i < N_LEVELS; i++)
    self->list->restart[i] = -1;
  g_hash_table_replace (self->lists, g_strdup (id), self->list);
}

static void
start_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  CbDocxLists *self = user_data;
  const char *value = cb_docx_get_value (attributes);
  Level *level = self->way != NULL ? &self->way->levels[self->level] : NULL;

  if (g_str_equal (name, "abstractNum"))
    start_way (self, attributes);
  else if (g_str_equal (name, "num"))
    start_list (self, attributes);
  else if (g_str_equal (name, "lvl") || g_str_equal (name, "lvlOverride"))
    start_level (self, attributes);
  else if (self->list != NULL && g_str_equal (name, "abstractNumId"))
    self->list->way = value != NULL ? g_hash_table_lookup (self->ways, value) : NULL;
  else if (self->list != NULL && g_str_equal (name, "startOverride"))
    self->list->restart[self->level] = get_number (value);
  else if (level != NULL && g_str_equal (name, "start"))
    level->start = get_number (value);
  else if (level != NULL && g_str_equal (name, "numFmt") && level->format == NULL)
    level->format = g_strdup (value);
  else if (level != NULL && g_str_equal (name, "lvlText") && level->text == NULL)
    level->text = g_strdup (value);
}

/**
 * cb_docx_lists_new:
 * @book: a text
 *
 * Returns: (transfer full): how its paragraphs are counted, from the first on; without any where
 *   it says nothing that can be read
 */
CbDocxLists *
cb_docx_lists_new (CbDocx *book)
{
  static const CbXmlHandler handler = { start_cb, NULL, NULL };
  CbDocxLists *self = g_new0 (CbDocxLists, 1);
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (book->zip, book->part, NULL);
  const CbXlsxRelation *part = cb_xlsx_find_relation (relations, "numbering");

  self->ways = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_way);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (part != NULL)
    cb_xlsx_parse_part (book->zip, part->target, &handler, self, NULL, NULL);

  return self;
}

/**
 * cb_docx_lists_free:
 * @self: (nullable) (transfer full): lists
 */
void
cb_docx_lists_free (CbDocxLists *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->ways);
  g_free (self);
}

static void
append_roman (GString *to, guint number, gboolean is_upper)
{
  static const struct
  {
    guint value;
    const char *upper;
    const char *lower;
  } signs[] = { { 1000, "M", "m" }, { 900, "CM", "cm" }, { 500, "D", "d" }, { 400, "CD", "cd" },
                { 100, "C", "c" },  { 90, "XC", "xc" },  { 50, "L", "l" },  { 40, "XL", "xl" },
                { 10, "X", "x" },   { 9, "IX", "ix" },   { 5, "V", "v" },   { 4, "IV", "iv" },
                { 1, "I", "i" } };

  /* What is longer nobody writes so. */
  number = MIN (number, 3999);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    for (; number >= signs[i].value; number -= signs[i].value)
      g_string_append (to, is_upper ? signs[i].upper : signs[i].lower);
}

/* A…Z, AA…ZZ, AAA…: §17.18.59. */
static void
append_letters (GString *to, guint number, char first)
{
  for (guint i = 0; number > 0 && i <= MIN ((number - 1) / 26, 9); i++)
    g_string_append_c (to, (char)(first + (char)((number - 1) % 26)));
}

static void
append_number (GString *to, const Level *level, guint number)
{
  const char *format = level->format != NULL ? level->format : "decimal";

  if (g_str_equal (format, "upperRoman") || g_str_equal (format, "lowerRoman"))
    append_roman (to, number, *format == 'u');
  else if (g_str_equal (format, "upperLetter"))
    append_letters (to, number, 'A');
  else if (g_str_equal (format, "lowerLetter"))
    append_letters (to, number, 'a');
  else if (g_str_equal (format, "decimalZero"))
    g_string_append_printf (to, "%02u", number);
  else
    g_string_append_printf (to, "%u", number);
}

static void
count (List *list, guint level)
{
  Way *way = list->way;

  if (list->restart[level] >= 0)
    {
      way->counts[level] = (guint)list->restart[level];
      list->restart[level] = -1;
    }
  else
    way->counts[level]
        = way->counts[level] == 0 ? way->levels[level].start : way->counts[level] + 1;
  for (guint i = level + 1; i < N_LEVELS; i++)
    way->counts[i] = 0;
}

/**
 * cb_docx_lists_append:
 * @self: lists
 * @to: gets what stands before the paragraph
 * @list: which list the paragraph is of
 * @level: its level in there, from 0
 *
 * Counts one paragraph. A mark before it (a bullet) is none of its text.
 */
void
cb_docx_lists_append (CbDocxLists *self, GString *to, const char *list, guint level)
{
  List *found = g_hash_table_lookup (self->lists, list);
  const Level *how;
  gsize start = to->len;

  if (found == NULL || found->way == NULL || level >= N_LEVELS)
    return;
  count (found, level);
  how = &found->way->levels[level];
  if (how->text == NULL || g_strcmp0 (how->format, "bullet") == 0
      || g_strcmp0 (how->format, "none") == 0)
    return;
  for (const char *p = how->text; *p != '\0' && to->len - start < MAX_LABEL; p++)
    {
      guint other = *p == '%' && p[1] >= '1' && p[1] <= '9' ? (guint)(p[1] - '1') : N_LEVELS;

      if (other == N_LEVELS)
        {
          g_string_append_c (to, *p);
          continue;
        }
      append_number (to, &found->way->levels[other],
                     found->way->counts[other] != 0 ? found->way->counts[other]
                                                    : found->way->levels[other].start);
      p++;
    }
}
