/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-import.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/catalog/cb-catalog-columns.h"

typedef struct
{
  CbCatalogHeader *header; /* (owned) */
  GPtrArray *items;        /* (owned) (element-type CbCatalogItem) */
  GPtrArray *problems;     /* (owned) (element-type CbCatalogProblem) */
  GHashTable *codes;       /* (owned) (element-type utf8 CbCatalogItem): by folded code */
  GHashTable *titles; /* (owned) (element-type utf8 CbCatalogItem): by folded title and owner */
  char *group_field;  /* (owned) */
  char *group_owner;  /* (owned) */
} Import;

/**
 * cb_catalog_problem_free:
 * @self: (nullable) (transfer full): a problem
 */
void
cb_catalog_problem_free (CbCatalogProblem *self)
{
  if (self == NULL)
    return;

  g_free (self->what);
  g_free (self->remedy);
  g_free (self);
}

/* @what: (transfer full) */
static void
add_problem (Import *import, guint row, char *what, const char *remedy)
{
  CbCatalogProblem *problem = g_new0 (CbCatalogProblem, 1);

  problem->row = row;
  problem->what = what;
  problem->remedy = g_strdup (remedy);
  g_ptr_array_add (import->problems, problem);
}

/* Without white space at the ends, any run of it one blank. */
static char *
tidy (const char *cell)
{
  g_autofree char *valid = g_utf8_make_valid (cell, -1);
  GString *text = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && c != 0xfeff)
        g_string_append_unichar (text, c);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  if (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);

  return g_string_free (text, FALSE);
}

static char *
dup_cell (const Import *import, const char *const *row, CbCatalogColumn column)
{
  for (guint i = 0; row[i] != NULL && i < import->header->columns->len; i++)
    if (g_array_index (import->header->columns, CbCatalogColumn, i) == column)
      return tidy (row[i]);

  return g_strdup ("");
}

/* I, IV, A, B.: what stands before the name of a group. */
static gboolean
is_group_number (const char *text)
{
  gsize letters = strspn (text, "IVXLC");

  if (letters == 0 && text[0] >= 'A' && text[0] <= 'Z')
    letters = 1;

  return letters > 0 && letters == strcspn (text, ".) ") && strlen (text) <= letters + 1;
}

static const char *
skip_group_number (const char *text)
{
  const char *rest = strpbrk (text, ".)-/ ");
  g_autofree char *number = NULL;

  if (rest == NULL)
    return text;
  number = g_strndup (text, (gsize)(rest - text));
  /* "I. Y tế" has one, "C thủy" has none: a stop must follow. */
  if (!is_group_number (number) || (*rest == ' ' && strlen (number) < 2 && number[0] != 'I'))
    return text;
  rest += strspn (rest, ".)-/ ");

  return rest[0] != '\0' ? rest : text;
}

static gboolean
is_agency (const char *name)
{
  static const char *const beginnings[]
      = { "so ",    "ubnd",      "uy ban",  "ban ",      "cong an", "chi cuc", "cuc ",  "van phong",
          "phong ", "thanh tra", "truong ", "trung tam", "bo ",     "toa an",  "vien ", NULL };
  g_autofree char *folded = cb_text_fold (name);

  for (guint i = 0; beginnings[i] != NULL; i++)
    if (g_str_has_prefix (folded, beginnings[i]))
      return TRUE;

  return FALSE;
}

/* The name of a group, %NULL when the row is an item. */
static char *
dup_group (const Import *import, const char *const *row)
{
  g_autofree char *number = dup_cell (import, row, CB_CATALOG_COLUMN_NUMBER);
  g_autofree char *only = NULL;
  guint filled = 0;

  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = tidy (row[i]);
      gboolean is_number
          = i < import->header->columns->len
            && g_array_index (import->header->columns, CbCatalogColumn, i)
                   == CB_CATALOG_COLUMN_NUMBER
            && (is_group_number (cell) || strspn (cell, "0123456789.") == strlen (cell));

      if (cell[0] == '\0' || is_number)
        continue;
      filled++;
      if (only == NULL)
        only = g_steal_pointer (&cell);
    }
  /* An item that has nothing but its number and name is still an item. */
  if (filled != 1 || (number[0] != '\0' && g_ascii_isdigit (number[0])))
    return NULL;

  return g_strdup (skip_group_number (only));
}

static void
enter_group (Import *import, const char *name)
{
  char **place = is_agency (name) ? &import->group_owner : &import->group_field;
  gboolean is_lower = strlen (name) > 0 && g_unichar_islower (g_utf8_get_char (name));

  /* A remark below the table, not a heading. */
  if (is_lower || g_utf8_strlen (name, -1) > 120)
    return;
  g_free (*place);
  *place = g_strdup (name);
}

static gboolean
is_blank_row (const char *const *row)
{
  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = tidy (row[i]);

      if (cell[0] != '\0')
        return FALSE;
    }

  return TRUE;
}

/* Splits what a cell lists: "API, Excel", "csv/xlsx", "Hằng tháng và hằng năm". */
static char **
split_values (const char *text, const char *separators)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) by_and = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;

  by_and = g_regex_split_simple ("\\s(?:và|hoặc|and)\\s", lower, 0, 0);
  joined = g_strjoinv (";", by_and);
  parts = g_strsplit_set (joined, separators, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      part += strspn (part, "*.");
      if (part[0] != '\0')
        g_strv_builder_add (builder, part);
    }

  return g_strv_builder_end (builder);
}

static char *
tidy_formats (const char *text)
{
  g_auto (GStrv) values = split_values (text, ",;/|+");

  return g_strjoinv (",", values);
}

static void
read_frequency (Import *import, CbCatalogItem *item)
{
  g_auto (GStrv) values = split_values (item->frequency_text, ",;|");
  gboolean several = FALSE;

  for (guint i = 0; values[i] != NULL; i++)
    {
      CbFrequency frequency = cb_frequency_from_text (values[i]);

      if (frequency == CB_FREQUENCY_UNKNOWN)
        continue;
      several |= item->frequency != CB_FREQUENCY_UNKNOWN && item->frequency != frequency;
      /* The more frequent: its number is smaller. */
      if (item->frequency == CB_FREQUENCY_UNKNOWN || frequency < item->frequency)
        item->frequency = frequency;
    }
  if (several)
    add_problem (import, item->source_row,
                 g_strdup_printf (_ ("“%s” has more than one frequency: %s"), item->title,
                                  item->frequency_text),
                 _ ("The most frequent one was taken. Split the row if each has data of its own."));
  else if (item->frequency == CB_FREQUENCY_UNKNOWN && item->frequency_text[0] != '\0')
    add_problem (import, item->source_row,
                 g_strdup_printf (_ ("The frequency of “%s” is not understood: %s"), item->title,
                                  item->frequency_text),
                 _ ("It gets no deadline. Write hằng tháng, hằng quý, 6 tháng or hằng năm."));
  else if (item->frequency == CB_FREQUENCY_UNKNOWN)
    add_problem (import, item->source_row,
                 g_strdup_printf (_ ("“%s” has no frequency"), item->title),
                 _ ("It gets no deadline. Fill the frequency in and import again."));
}

/* What has no member of its own is not lost: "Cơ quan phối hợp: …". */
static char *
collect_note (const Import *import, const char *const *row)
{
  g_autofree char *note = dup_cell (import, row, CB_CATALOG_COLUMN_NOTE);
  GString *text = g_string_new (note);

  for (guint i = 0; row[i] != NULL && i < import->header->columns->len; i++)
    {
      CbCatalogColumn column = g_array_index (import->header->columns, CbCatalogColumn, i);
      g_autofree char *cell = tidy (row[i]);
      g_autofree char *label = tidy (import->header->labels->pdata[i]);

      if (cell[0] == '\0'
          || (column != CB_CATALOG_COLUMN_NONE && column != CB_CATALOG_COLUMN_PARTNER
              && column != CB_CATALOG_COLUMN_SHARING_WAY))
        continue;
      if (text->len > 0)
        g_string_append (text, "; ");
      if (label[0] != '\0')
        g_string_append_printf (text, "%s: ", label);
      g_string_append (text, cell);
    }

  return g_string_free (text, FALSE);
}

static char *
dup_or (char *cell, const char *otherwise)
{
  if (cell[0] != '\0' || otherwise == NULL)
    return cell;

  g_free (cell);
  return g_strdup (otherwise);
}

static CbCatalogItem *
read_item (Import *import, const char *const *row, guint source_row)
{
  g_autofree char *formats = dup_cell (import, row, CB_CATALOG_COLUMN_FORMATS);
  CbCatalogItem *item = cb_catalog_item_new ();

  item->source_row = source_row;
  item->code = dup_cell (import, row, CB_CATALOG_COLUMN_CODE);
  item->title = dup_cell (import, row, CB_CATALOG_COLUMN_TITLE);
  item->description = dup_cell (import, row, CB_CATALOG_COLUMN_DESCRIPTION);
  item->field = dup_or (dup_cell (import, row, CB_CATALOG_COLUMN_FIELD), import->group_field);
  item->owner = dup_or (dup_cell (import, row, CB_CATALOG_COLUMN_OWNER), import->group_owner);
  item->frequency_text = dup_cell (import, row, CB_CATALOG_COLUMN_FREQUENCY);
  item->formats = tidy_formats (formats);
  item->sharing = dup_cell (import, row, CB_CATALOG_COLUMN_SHARING);
  item->deadline_text = dup_cell (import, row, CB_CATALOG_COLUMN_DEADLINE);
  item->note = collect_note (import, row);

  return item;
}

/* A name merged over several rows: only the first has it, the others go on with the description. */
static gboolean
continue_item (Import *import, const CbCatalogItem *item)
{
  CbCatalogItem *last;
  char *joined;

  if (import->items->len == 0 || item->description[0] == '\0')
    return FALSE;
  last = import->items->pdata[import->items->len - 1];
  joined = last->description[0] != '\0'
               ? g_strdup_printf ("%s; %s", last->description, item->description)
               : g_strdup (item->description);
  g_free (last->description);
  last->description = joined;

  return TRUE;
}

static gboolean
is_duplicate (Import *import, CbCatalogItem *item)
{
  g_autofree char *both = g_strdup_printf ("%s\n%s\n%s", item->title, item->owner, item->code);
  g_autofree char *key = cb_text_fold (both);
  const CbCatalogItem *first = g_hash_table_lookup (import->titles, key);

  if (first == NULL)
    {
      g_hash_table_insert (import->titles, g_steal_pointer (&key), item);
      return FALSE;
    }
  add_problem (import, item->source_row,
               g_strdup_printf (_ ("“%s” is already in row %u"), item->title, first->source_row),
               _ ("This row was left out."));

  return TRUE;
}

static void
ensure_code (Import *import, CbCatalogItem *item)
{
  g_autofree char *wanted = NULL;
  g_autofree char *key = NULL;

  if (item->code[0] == '\0')
    {
      g_free (item->code);
      item->code = g_strdup_printf ("DL%03u", import->items->len + 1);
    }
  wanted = g_strdup (item->code);
  key = cb_text_fold (wanted);
  for (guint i = 2; g_hash_table_contains (import->codes, key); i++)
    {
      g_free (item->code);
      item->code = g_strdup_printf ("%s-%u", wanted, i);
      g_free (key);
      key = cb_text_fold (item->code);
    }
  if (!g_str_equal (wanted, item->code))
    add_problem (import, item->source_row,
                 g_strdup_printf (_ ("The code %s is used more than once"), wanted),
                 _ ("This row got a number after its code. Give each its own in the file."));
  g_hash_table_insert (import->codes, g_steal_pointer (&key), item);
}

static void
import_row (Import *import, const char *const *row, guint source_row)
{
  g_autoptr (CbCatalogItem) item = NULL;
  g_autofree char *group = NULL;

  if (is_blank_row (row) || cb_catalog_header_repeats (import->header, row))
    return;
  group = dup_group (import, row);
  item = read_item (import, row, source_row);
  if (item->title[0] == '\0' && continue_item (import, item))
    return;
  if (group != NULL)
    {
      enter_group (import, group);
      return;
    }
  if (item->title[0] == '\0')
    {
      add_problem (import, source_row, g_strdup (_ ("This row has no name")),
                   _ ("It was left out. Write the name of the dataset and import again."));
      return;
    }
  if (is_duplicate (import, item))
    return;
  ensure_code (import, item);
  read_frequency (import, item);
  g_ptr_array_add (import->items, g_steal_pointer (&item));
}

/**
 * cb_catalog_import:
 * @header: (nullable) (array zero-terminated=1): the row that the reader took for the header
 * @rows: (element-type GStrv): the rows below, as core/reading gives them
 * @first_row: 1-based row of the file of the first of @rows, for what is told about a row
 * @problems: (out) (optional) (element-type CbCatalogProblem) (transfer container): what was left
 *   out or not understood, and why
 * @error: %CB_ERROR_INVALID when no row names the columns, or there is no item
 *
 * Reads a danh mục as offices write it (regulations.md §3): titles above the table, a header over
 * two rows or once per page, rows that name a field or an agency, names merged over rows, cells
 * that list several values. Items without a code get one from their position.
 *
 * Returns: (transfer container) (element-type CbCatalogItem): the items, in the file's order
 */
GPtrArray *
cb_catalog_import (const char *const *header,
                   GPtrArray *rows,
                   guint first_row,
                   GPtrArray **problems,
                   GError **error)
{
  Import import = { NULL };
  GPtrArray *items = NULL;

  g_return_val_if_fail (rows != NULL, NULL);

  import.problems = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_problem_free);
  import.header = cb_catalog_columns_find (header, rows);
  import.items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  import.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (import.header != NULL)
    for (guint i = import.header->next_row; i < rows->len; i++)
      import_row (&import, rows->pdata[i], first_row + i);

  if (import.header == NULL)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                         "catalog: no row names the columns (a column “Tên dữ liệu” is needed)");
  else if (import.items->len == 0)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "catalog: no item below the header");
  else
    items = g_steal_pointer (&import.items);
  if (problems != NULL)
    *problems = g_steal_pointer (&import.problems);

  g_clear_pointer (&import.header, cb_catalog_header_free);
  g_clear_pointer (&import.items, g_ptr_array_unref);
  g_clear_pointer (&import.problems, g_ptr_array_unref);
  g_hash_table_unref (import.codes);
  g_hash_table_unref (import.titles);
  g_free (import.group_field);
  g_free (import.group_owner);

  return items;
}

/**
 * cb_catalog_search:
 * @items: (element-type CbCatalogItem): a catalog
 * @search: (nullable): what a person typed, with or without diacritics; %NULL or "": all
 *
 * Returns: (transfer container) (element-type CbCatalogItem): those in which every word is found,
 *   in the catalog's order; they belong to @items
 */
GPtrArray *
cb_catalog_search (GPtrArray *items, const char *search)
{
  g_autofree char *needle = cb_text_fold (search != NULL ? search : "");
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (items != NULL, found);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = items->pdata[i];
      const char *parts[]
          = { item->code, item->title, item->field, item->owner, item->description };
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; needle[0] != '\0' && j < G_N_ELEMENTS (parts); j++)
        g_string_append_printf (text, "%s\n", parts[j] != NULL ? parts[j] : "");
      if (needle[0] == '\0' || cb_text_matches (text->str, needle))
        g_ptr_array_add (found, item);
    }

  return found;
}
