/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-import.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/catalog/cb-catalog-tree.h"
#include "core/catalog/cb-catalog-values.h"

/* What goes on below: the last value of a column, or the name of a group. */
typedef struct
{
  char *text; /* (owned) (nullable) */
  char *cell; /* (owned): where it stands */
} Above;

typedef struct
{
  const CbCatalogLayout *layout;
  GPtrArray *rows;
  guint first_row;
  GPtrArray *items;    /* (owned) (element-type CbCatalogItem) */
  GPtrArray *problems; /* (owned) (element-type CbCatalogProblem) */
  GHashTable *codes;   /* (owned) (element-type utf8 CbCatalogItem): by folded code */
  GHashTable *numbers; /* (owned) (element-type utf8 uint): folded code to its last number */
  GHashTable *titles;  /* (owned) (element-type utf8 CbCatalogItem): by title and owner */
  GHashTable *parents; /* (owned) (element-type CbCatalogItem utf8): codes of groups */
  Above group_field;
  Above group_owner;
  Above last_field;
  Above last_owner;
  gboolean owner_is_merged; /* its column is blank below an owner so often that this means "also" */
  guint owners_from_above;
} Import;

/**
 * cb_catalog_problem_new:
 * @row: 1-based row of the file, 0 when it is about the whole file
 * @what: (transfer full): what is wrong, for people
 * @remedy: what was done about it or what to do, for people
 *
 * Returns: (transfer full): a problem
 */
CbCatalogProblem *
cb_catalog_problem_new (guint row, char *what, const char *remedy)
{
  CbCatalogProblem *problem = g_new0 (CbCatalogProblem, 1);

  problem->row = row;
  problem->what = what;
  problem->remedy = g_strdup (remedy);
  return problem;
}

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
  g_ptr_array_add (import->problems, cb_catalog_problem_new (row, what, remedy));
}

static void
set_above (Above *above, const char *text, const char *cell)
{
  g_free (above->text);
  g_free (above->cell);
  above->text = g_strdup (text);
  above->cell = g_strdup (cell);
}

static gboolean
is_column (const Import *import, guint i, CbCatalogColumn column)
{
  return i < import->layout->columns->len
         && ((CbCatalogMapped *)g_ptr_array_index (import->layout->columns, i))->column == column;
}

static char *
name_cell (guint column, guint row)
{
  g_autofree char *letter = cb_catalog_layout_dup_letter (column);

  return g_strdup_printf ("%s%u", letter, row);
}

/* @cell: (out) (optional): where it stands; "" when there is no such column */
static char *
dup_cell (const Import *import, const char *const *row, CbCatalogColumn column, guint *at)
{
  for (guint i = 0; row[i] != NULL && i < import->layout->columns->len; i++)
    if (is_column (import, i, column))
      {
        if (at != NULL)
          *at = i;
        return cb_catalog_tidy (row[i]);
      }

  return g_strdup ("");
}

/* "1 Y tế" is a heading when "1.1" stands below it. */
static gboolean
is_above_next (const Import *import, const char *number, const char *const *next)
{
  g_autofree char *below = NULL;
  gsize length = strlen (number);

  if (next == NULL)
    return FALSE;
  below = dup_cell (import, next, CB_CATALOG_COLUMN_NUMBER, NULL);
  if (number[length - 1] == '.')
    length--;
  return strncmp (below, number, length) == 0 && below[length] == '.'
         && g_ascii_isdigit (below[length + 1]);
}

/* The name of a group, %NULL when the row is an item. @next: (nullable): the row below */
static char *
dup_group (const Import *import, const char *const *row, const char *const *next, guint *at)
{
  g_autofree char *number = dup_cell (import, row, CB_CATALOG_COLUMN_NUMBER, NULL);
  g_autofree char *only = NULL;
  guint filled = 0;

  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = cb_catalog_tidy (row[i]);
      gboolean is_number
          = is_column (import, i, CB_CATALOG_COLUMN_NUMBER)
            && (cb_catalog_is_group_number (cell) || strspn (cell, "0123456789.") == strlen (cell));

      if (cell[0] == '\0' || is_number)
        continue;
      /* One cell over the whole row is at times read as its text in each. */
      if (only != NULL && g_str_equal (only, cell))
        continue;
      filled++;
      if (only != NULL)
        continue;
      only = g_steal_pointer (&cell);
      *at = i;
    }
  /* An item that has nothing but its number and name is still an item. */
  if (filled != 1
      || (number[0] != '\0' && g_ascii_isdigit (number[0])
          && !is_above_next (import, number, next)))
    return NULL;

  return g_strdup (cb_catalog_skip_group_number (only));
}

static void
enter_group (Import *import, const char *name, const char *cell)
{
  gboolean is_owner = cb_catalog_is_agency (name);
  gboolean is_lower = strlen (name) > 0 && g_unichar_islower (g_utf8_get_char (name));

  /* A remark below the table, not a heading. */
  if (is_lower || g_utf8_strlen (name, -1) > 120)
    return;
  set_above (is_owner ? &import->group_owner : &import->group_field, name, cell);
  /* No merged cell goes on below a heading. */
  set_above (&import->last_owner, NULL, NULL);
  set_above (&import->last_field, NULL, NULL);
}

static gboolean
is_blank_row (const char *const *row)
{
  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = cb_catalog_tidy (row[i]);

      if (cell[0] != '\0')
        return FALSE;
    }

  return TRUE;
}

static void
read_frequency (Import *import, CbCatalogItem *item)
{
  g_auto (GStrv) values = cb_catalog_split_values (item->frequency_text, ",;|");
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
  g_autofree char *note = dup_cell (import, row, CB_CATALOG_COLUMN_NOTE, NULL);
  GString *text = g_string_new (note);

  for (guint i = 0; row[i] != NULL && i < import->layout->columns->len; i++)
    {
      const CbCatalogMapped *mapped = g_ptr_array_index (import->layout->columns, i);
      CbCatalogColumn column = mapped->column;
      const char *label = mapped->label;
      g_autofree char *cell = cb_catalog_tidy (row[i]);

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
take_cell (Import *import,
           const char *const *row,
           CbCatalogColumn column,
           CbCatalogItem *item,
           const char *name)
{
  guint at = 0;
  g_autofree char *text = dup_cell (import, row, column, &at);
  g_autofree char *cell = name_cell (at, item->source_row);

  if (text[0] != '\0')
    cb_catalog_item_set_source (item, name, cell);
  if (column == CB_CATALOG_COLUMN_OWNER && text[0] != '\0')
    return cb_catalog_tidy_agencies (row[at]);

  return g_steal_pointer (&text);
}

/* What a cell says; where it is blank, what was said above: by a cell merged over the rows, or by
 * the heading of the group. */
static char *
take_or_above (CbCatalogItem *item, char *text, const char *name, Above *last, const Above *group)
{
  const Above *from = last != NULL && last->text != NULL ? last : group;

  if (text[0] != '\0')
    {
      if (last != NULL)
        {
          g_autofree char *cell = cb_catalog_item_dup_source (item, name);

          set_above (last, text, cell);
        }
      return text;
    }
  if (from->text == NULL)
    return text;
  cb_catalog_item_set_source (item, name, from->cell);
  g_free (text);
  return g_strdup (from->text);
}

static CbCatalogItem *
read_item (Import *import, const char *const *row, guint source_row)
{
  CbCatalogItem *item = cb_catalog_item_new ();
  g_autofree char *formats = NULL;
  gboolean has_owner;

  item->source_row = source_row;
  item->code = take_cell (import, row, CB_CATALOG_COLUMN_CODE, item, "code");
  item->title = take_cell (import, row, CB_CATALOG_COLUMN_TITLE, item, "title");
  item->description = take_cell (import, row, CB_CATALOG_COLUMN_DESCRIPTION, item, "description");
  item->field = take_cell (import, row, CB_CATALOG_COLUMN_FIELD, item, "field");
  item->owner = take_cell (import, row, CB_CATALOG_COLUMN_OWNER, item, "owner");
  item->frequency_text = take_cell (import, row, CB_CATALOG_COLUMN_FREQUENCY, item, "frequency");
  formats = take_cell (import, row, CB_CATALOG_COLUMN_FORMATS, item, "formats");
  item->formats = cb_catalog_tidy_formats (formats);
  item->sharing = take_cell (import, row, CB_CATALOG_COLUMN_SHARING, item, "sharing");
  item->deadline_text = take_cell (import, row, CB_CATALOG_COLUMN_DEADLINE, item, "deadline");
  item->note = collect_note (import, row);
  if (item->title[0] == '\0')
    return item;
  has_owner = item->owner[0] != '\0';
  item->field
      = take_or_above (item, item->field, "field", &import->last_field, &import->group_field);
  item->owner
      = take_or_above (item, item->owner, "owner",
                       import->owner_is_merged ? &import->last_owner : NULL, &import->group_owner);
  if (!has_owner && import->last_owner.text != NULL && item->owner[0] != '\0')
    import->owners_from_above++;

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
  g_autofree char *same_case = g_utf8_casefold (both, -1);
  /* With its diacritics: "giá thuốc" and "giá thước" are two. */
  g_autofree char *key = g_utf8_normalize (same_case, -1, G_NORMALIZE_NFC);
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
  g_autofree char *base = NULL;
  guint number;

  if (item->code[0] == '\0')
    {
      g_free (item->code);
      item->code = g_strdup_printf ("DL%03u", import->items->len + 1);
    }
  wanted = g_strdup (item->code);
  key = cb_text_fold (wanted);
  base = g_strdup (key);
  /* Where a column of agencies is taken for that of codes, thousands have one: none is tried twice.
   */
  number = MAX (GPOINTER_TO_UINT (g_hash_table_lookup (import->numbers, base)), 1);
  while (g_hash_table_contains (import->codes, key))
    {
      g_free (item->code);
      item->code = g_strdup_printf ("%s-%u", wanted, ++number);
      g_free (key);
      key = cb_text_fold (item->code);
    }
  g_hash_table_insert (import->numbers, g_steal_pointer (&base), GUINT_TO_POINTER (number));
  if (!g_str_equal (wanted, item->code))
    add_problem (import, item->source_row,
                 g_strdup_printf (_ ("The code %s is used more than once"), wanted),
                 _ ("This row got a number after its code. Give each its own in the file."));
  g_hash_table_insert (import->codes, g_steal_pointer (&key), item);
}

static void
check_dates (Import *import, const CbCatalogItem *item)
{
  const char *texts[] = { item->deadline_text, item->note };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *date = NULL;

      if (cb_catalog_find_bad_date (texts[i], &date))
        add_problem (
            import, item->source_row,
            g_strdup_printf (_ ("“%s” names a day that does not exist: %s"), item->title, date),
            _ ("It was kept as it is written. Correct it in the file and import again."));
    }
}

static void
import_row (Import *import, guint position)
{
  const char *const *row = g_ptr_array_index (import->rows, position);
  guint source_row = import->first_row + position;
  g_autoptr (CbCatalogItem) item = NULL;
  g_autofree char *group = NULL;
  g_autofree char *parent = NULL;
  guint at = 0;

  if (is_blank_row (row) || cb_catalog_layout_repeats (import->layout, row))
    return;
  group = dup_group (
      import, row,
      position + 1 < import->rows->len ? g_ptr_array_index (import->rows, position + 1) : NULL,
      &at);
  if (group != NULL && !is_column (import, at, CB_CATALOG_COLUMN_DESCRIPTION))
    {
      g_autofree char *cell = name_cell (at, source_row);

      enter_group (import, group, cell);
      return;
    }
  item = read_item (import, row, source_row);
  if (item->title[0] == '\0' && continue_item (import, item))
    return;
  if (item->title[0] == '\0')
    {
      add_problem (import, source_row, g_strdup (_ ("This row has no name")),
                   _ ("It was left out. Write the name of the dataset and import again."));
      return;
    }
  if (is_duplicate (import, item))
    return;
  ensure_code (import, item);
  check_dates (import, item);
  parent = dup_cell (import, row, CB_CATALOG_COLUMN_PARENT, NULL);
  if (parent[0] != '\0')
    g_hash_table_insert (import->parents, item, g_steal_pointer (&parent));
  g_ptr_array_add (import->items, g_steal_pointer (&item));
}

/* Whether a blank below an owner means "the same": in merged cells that is the rule, elsewhere a
 * blank is rare and means that somebody forgot. */
static gboolean
find_merged_owners (const Import *import)
{
  guint named = 0;
  guint blank = 0;

  for (guint i = import->layout->next_row; i < import->rows->len; i++)
    {
      const char *const *row = g_ptr_array_index (import->rows, i);
      g_autofree char *title = dup_cell (import, row, CB_CATALOG_COLUMN_TITLE, NULL);
      g_autofree char *owner = dup_cell (import, row, CB_CATALOG_COLUMN_OWNER, NULL);
      g_autofree char *frequency = dup_cell (import, row, CB_CATALOG_COLUMN_FREQUENCY, NULL);

      if (title[0] == '\0' || (owner[0] == '\0' && frequency[0] == '\0'))
        continue;
      named += owner[0] != '\0';
      blank += owner[0] == '\0';
    }

  return named > 0 && blank * 3 >= named;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const CbCatalogProblem *one = *(const CbCatalogProblem *const *)a;
  const CbCatalogProblem *other = *(const CbCatalogProblem *const *)b;

  return (one->row > other->row) - (one->row < other->row);
}

static void
import_rows (Import *import)
{
  import->owner_is_merged = find_merged_owners (import);
  for (guint i = import->layout->next_row; i < import->rows->len; i++)
    import_row (import, i);
  cb_catalog_tree_settle (import->items, import->parents, import->problems);
  for (guint i = 0; i < import->items->len; i++)
    read_frequency (import, g_ptr_array_index (import->items, i));
  if (import->owners_from_above > 0)
    add_problem (import, 0,
                 g_strdup_printf (ngettext ("%u row has no agency", "%u rows have no agency",
                                            import->owners_from_above),
                                  import->owners_from_above),
                 _ ("Each got the one that stands above it, as where cells are merged."));
  g_ptr_array_sort (import->problems, compare_problems);
}

static void
clear_import (Import *import)
{
  Above *above[]
      = { &import->group_field, &import->group_owner, &import->last_field, &import->last_owner };

  g_hash_table_unref (import->codes);
  g_hash_table_unref (import->numbers);
  g_hash_table_unref (import->titles);
  g_hash_table_unref (import->parents);
  g_clear_pointer (&import->items, g_ptr_array_unref);
  g_clear_pointer (&import->problems, g_ptr_array_unref);
  for (guint i = 0; i < G_N_ELEMENTS (above); i++)
    set_above (above[i], NULL, NULL);
}

/**
 * cb_catalog_import:
 * @layout: what the columns are
 * @rows: (element-type GStrv): the rows below the reader's header, those that @layout was found in
 * @first_row: 1-based row of the file of the first of @rows, for what is told about a row
 * @problems: (out) (optional) (element-type CbCatalogProblem) (transfer container): what was left
 *   out or not understood, and why, in the order of the rows
 * @error: %CB_ERROR_INVALID when no column has the names, or there is no item
 *
 * Reads a danh mục as offices write it (regulations.md §3): titles above the table, a header over
 * two rows or once per page, rows that name a field or an agency, cells merged over rows, cells
 * that list several values. Items without a code get one from their position; those have no source
 * for their code.
 *
 * Returns: (transfer container) (element-type CbCatalogItem): the items, in the file's order
 */
GPtrArray *
cb_catalog_import (const CbCatalogLayout *layout,
                   GPtrArray *rows,
                   guint first_row,
                   GPtrArray **problems,
                   GError **error)
{
  Import import = { .layout = layout, .rows = rows, .first_row = first_row };
  GPtrArray *items = NULL;

  g_return_val_if_fail (layout != NULL && rows != NULL, NULL);

  import.problems = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_problem_free);
  import.items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  import.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  import.parents = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  if (!cb_catalog_layout_is_usable (layout))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                         _ ("no row names the columns: one with “Tên dữ liệu” is needed"));
  else
    {
      import_rows (&import);
      if (import.items->len > 0)
        items = g_steal_pointer (&import.items);
      else
        g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                             _ ("there is no item below the header"));
    }
  if (problems != NULL)
    *problems = g_steal_pointer (&import.problems);
  clear_import (&import);

  return items;
}
