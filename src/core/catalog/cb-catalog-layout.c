/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-layout.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/catalog/cb-catalog-values.h"

/* A title, a decision's number and a motto stand above the table; further down nobody puts a
 * header. */
#define MAX_ROWS_ABOVE 30
#define MAX_ROWS_LOOKED_AT 200

static gboolean
is_blank (const char *cell)
{
  g_autofree char *tidy = cell != NULL ? cb_catalog_tidy (cell) : NULL;

  return tidy == NULL || tidy[0] == '\0';
}

static void
free_mapped (CbCatalogMapped *mapped)
{
  g_free (mapped->label);
  g_strfreev (mapped->samples);
  g_free (mapped);
}

static CbCatalogMapped *
get_mapped (const CbCatalogLayout *self, guint i)
{
  return g_ptr_array_index (self->columns, i);
}

static int
find_column (const CbCatalogLayout *self, CbCatalogColumn column)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (get_mapped (self, i)->column == column)
      return (int)i;

  return -1;
}

static CbCatalogLayout *
read_header (const char *const *row)
{
  CbCatalogLayout *layout = g_new0 (CbCatalogLayout, 1);

  layout->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)free_mapped);
  for (guint i = 0; row != NULL && row[i] != NULL; i++)
    {
      CbCatalogMapped *mapped = g_new0 (CbCatalogMapped, 1);

      mapped->label = cb_catalog_tidy (row[i]);
      mapped->column = cb_catalog_column_guess (mapped->label, &mapped->confidence);
      /* Of two that say the same the first holds: "Cơ quan" and a second "Cơ quan …". */
      if (find_column (layout, mapped->column) >= 0)
        {
          mapped->column = CB_CATALOG_COLUMN_NONE;
          mapped->confidence = 0;
        }
      g_ptr_array_add (layout->columns, mapped);
    }

  return layout;
}

/* A row that names at least two columns, the name of the item among them. */
static gboolean
is_header (const CbCatalogLayout *layout)
{
  guint understood = 0;

  for (guint i = 0; i < layout->columns->len; i++)
    understood += get_mapped (layout, i)->column != CB_CATALOG_COLUMN_NONE;

  return understood >= 2 && find_column (layout, CB_CATALOG_COLUMN_TITLE) >= 0;
}

/* A header over two rows that the reader did not join: "Cơ quan" above "Chủ trì" and "Phối hợp".
 * The second row is part of it when it leaves the name of the dataset blank and adds a column that
 * was not understood. */
static void
join_second_row (CbCatalogLayout *layout, const char *const *row)
{
  /* A copy: the label it is of is replaced below. */
  g_autofree char *above = g_strdup ("");
  int title = find_column (layout, CB_CATALOG_COLUMN_TITLE);
  gboolean added = FALSE;

  for (guint i = 0; row[i] != NULL && i < layout->columns->len; i++)
    if ((int)i == title && !is_blank (row[i]))
      return;
  for (guint i = 0; row[i] != NULL && i < layout->columns->len; i++)
    {
      CbCatalogMapped *mapped = get_mapped (layout, i);
      CbCatalogColumn below;
      guint confidence;

      if (mapped->label[0] != '\0')
        {
          g_free (above);
          above = g_strdup (mapped->label);
        }
      if (is_blank (row[i]))
        continue;
      below = cb_catalog_column_guess (row[i], &confidence);
      if (below == CB_CATALOG_COLUMN_NONE || below == mapped->column
          || find_column (layout, below) >= 0)
        continue;
      mapped->column = below;
      mapped->confidence = confidence;
      g_free (mapped->label);
      mapped->label = g_strdup_printf ("%s – %s", above, row[i]);
      added = TRUE;
    }
  if (added)
    layout->next_row++;
}

/* The row "(1) (2) (3)" below a header. */
static gboolean
is_numbering (const char *const *row)
{
  guint numbers = 0;

  for (guint i = 0; row[i] != NULL; i++)
    {
      g_autofree char *cell = g_strstrip (g_strdup (row[i]));
      gsize length = strlen (cell);

      if (length == 0)
        continue;
      if (strspn (cell, "()0123456789[]") != length || length > 4)
        return FALSE;
      numbers++;
    }

  return numbers >= 3;
}

/* Different values of a column, and how many of all fit what it may say. */
static void
look_at_values (CbCatalogLayout *self, GPtrArray *rows, guint i)
{
  CbCatalogMapped *mapped = get_mapped (self, i);
  g_autoptr (GPtrArray) samples = g_ptr_array_new ();
  guint fits[CB_CATALOG_N_COLUMNS] = { 0 };
  guint values = 0;

  for (guint r = self->next_row; r < MIN (rows->len, self->next_row + MAX_ROWS_LOOKED_AT); r++)
    {
      char **row = g_ptr_array_index (rows, r);
      g_autofree char *value = NULL;

      if (g_strv_length (row) <= i)
        continue;
      value = cb_catalog_tidy (row[i]);
      if (value[0] == '\0')
        continue;
      values++;
      for (guint c = 0; c < CB_CATALOG_N_COLUMNS; c++)
        fits[c] += cb_catalog_fits ((CbCatalogColumn)c, value);
      if (samples->len < CB_CATALOG_N_SAMPLES
          && !g_ptr_array_find_with_equal_func (samples, value, g_str_equal, NULL))
        g_ptr_array_add (samples, g_steal_pointer (&value));
    }
  g_ptr_array_add (samples, NULL);
  mapped->samples = (GStrv)g_ptr_array_steal (samples, NULL);
  if (values == 0)
    /* A column with nothing in it asks nothing. */
    mapped->confidence = 100;
  else if (mapped->column == CB_CATALOG_COLUMN_FREQUENCY && fits[mapped->column] * 2 < values)
    mapped->confidence = MIN (mapped->confidence, 50);
  else if (mapped->column != CB_CATALOG_COLUMN_NONE && fits[mapped->column] * 2 >= values)
    mapped->confidence = MAX (mapped->confidence, 85);
  /* "Thời hạn" may be the day of the month, and is often how often: then a person is asked. */
  if (mapped->column == CB_CATALOG_COLUMN_DEADLINE && values > 0
      && fits[CB_CATALOG_COLUMN_FREQUENCY] * 10 >= values * 7
      && find_column (self, CB_CATALOG_COLUMN_FREQUENCY) < 0)
    {
      mapped->column = CB_CATALOG_COLUMN_FREQUENCY;
      mapped->confidence = 60;
    }
  if (mapped->column != CB_CATALOG_COLUMN_NONE || values < 2)
    return;
  /* The header says nothing, the values may. */
  for (guint c = 0; c < CB_CATALOG_N_COLUMNS; c++)
    if (fits[c] * 10 >= values * 7 && find_column (self, (CbCatalogColumn)c) < 0)
      {
        mapped->column = (CbCatalogColumn)c;
        mapped->confidence = 60;
        return;
      }
}

static char *
make_key (const CbCatalogLayout *self)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      g_autofree char *words = cb_text_dup_words (get_mapped (self, i)->label);

      g_string_append_printf (labels, "%s\n", words);
    }
  /* Columns without a header at the right end are what a spreadsheet happened to save. */
  while (g_str_has_suffix (labels->str, "\n \n"))
    g_string_truncate (labels, labels->len - 2);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, labels->str, (gssize)labels->len);
}

/**
 * cb_catalog_layout_find:
 * @header: (nullable) (array zero-terminated=1): the row that the reader took for the header
 * @rows: (element-type GStrv): the rows below
 *
 * Says what each column is by its header and its values, and how sure that is. The reader's header
 * is at times the decision's title; then the header is looked for further down. Where no row names
 * the items, the reader's header stays, for a person to say what its columns are.
 *
 * Returns: (transfer full): the layout; see cb_catalog_layout_is_usable()
 */
CbCatalogLayout *
cb_catalog_layout_find (const char *const *header, GPtrArray *rows)
{
  g_autoptr (CbCatalogLayout) found = read_header (header);

  g_return_val_if_fail (rows != NULL, NULL);

  for (guint i = 0; !is_header (found) && i < MIN (rows->len, MAX_ROWS_ABOVE); i++)
    {
      cb_catalog_layout_free (found);
      found = read_header (rows->pdata[i]);
      found->next_row = i + 1;
    }
  if (!is_header (found))
    {
      cb_catalog_layout_free (found);
      found = read_header (header);
    }
  else
    {
      if (found->next_row < rows->len)
        join_second_row (found, rows->pdata[found->next_row]);
      if (found->next_row < rows->len && is_numbering (rows->pdata[found->next_row]))
        found->next_row++;
    }
  for (guint i = 0; i < found->columns->len; i++)
    look_at_values (found, rows, i);
  found->key = make_key (found);

  return g_steal_pointer (&found);
}

/**
 * cb_catalog_layout_free:
 * @self: (nullable) (transfer full): a layout
 */
void
cb_catalog_layout_free (CbCatalogLayout *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->columns);
  g_free (self->key);
  g_free (self);
}

/**
 * cb_catalog_layout_is_usable:
 * @self: a layout
 *
 * Returns: whether items can be read with it: a column has their names, and another something about
 *   them
 */
gboolean
cb_catalog_layout_is_usable (const CbCatalogLayout *self)
{
  return is_header (self);
}

/**
 * cb_catalog_layout_is_sure:
 * @self: a layout
 *
 * Returns: whether nobody needs to be asked
 */
gboolean
cb_catalog_layout_is_sure (const CbCatalogLayout *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (get_mapped (self, i)->confidence < CB_CATALOG_SURE)
      return FALSE;

  return is_header (self);
}

/**
 * cb_catalog_layout_set:
 * @self: a layout
 * @i: a column of the file
 * @column: what it says, as a person knows
 *
 * The column that said so before says nothing from then on: a thing is said once.
 */
void
cb_catalog_layout_set (CbCatalogLayout *self, guint i, CbCatalogColumn column)
{
  int other = find_column (self, column);

  g_return_if_fail (i < self->columns->len);

  if (column != CB_CATALOG_COLUMN_NONE && other >= 0)
    get_mapped (self, (guint)other)->column = CB_CATALOG_COLUMN_NONE;
  get_mapped (self, i)->column = column;
  get_mapped (self, i)->confidence = 100;
}

/**
 * cb_catalog_layout_dup_letter:
 * @i: a column of the file, 0-based
 *
 * Returns: (transfer full): as spreadsheets name it: A, B, … AA
 */
char *
cb_catalog_layout_dup_letter (guint i)
{
  GString *letters = g_string_new (NULL);

  for (guint n = i + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char)('A' + (n - 1) % 26));

  return g_string_free (letters, FALSE);
}

static gboolean
is_named (const CbCatalogLayout *self, guint i, const char *name)
{
  g_autofree char *letter = cb_catalog_layout_dup_letter (i);
  g_autofree char *folded = cb_text_fold (name);
  g_autofree char *label = cb_text_fold (get_mapped (self, i)->label);

  return g_ascii_strcasecmp (letter, name) == 0 || (*folded != '\0' && g_str_equal (folded, label));
}

/**
 * cb_catalog_layout_map:
 * @self: a layout
 * @rule: `COLUMN=FIELD`: a header or a letter, and a stable name of what it says
 * @error: %CB_ERROR_INVALID, with words that say what may be written
 *
 * Returns: whether the layout has it now
 */
gboolean
cb_catalog_layout_map (CbCatalogLayout *self, const char *rule, GError **error)
{
  const char *sign = strrchr (rule, '=');
  g_autofree char *name = sign != NULL ? g_strndup (rule, (gsize)(sign - rule)) : NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  CbCatalogColumn column;

  for (guint c = 0; c < CB_CATALOG_N_COLUMNS; c++)
    g_string_append_printf (names, "%s%s", c > 0 ? ", " : "",
                            cb_catalog_column_name ((CbCatalogColumn)c));
  if (sign == NULL || !cb_catalog_column_from_name (sign + 1, &column))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "map: “%s” is no COLUMN=FIELD; fields: %s",
                   rule, names->str);
      return FALSE;
    }
  for (guint i = 0; i < self->columns->len; i++)
    if (is_named (self, i, name))
      {
        cb_catalog_layout_set (self, i, column);
        return TRUE;
      }
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "map: the file has no column “%s”", name);
  return FALSE;
}

/**
 * cb_catalog_layout_to_json:
 * @self: a layout
 *
 * Returns: (transfer full): what its columns say, in their order, to be kept under its key
 */
JsonObject *
cb_catalog_layout_to_json (const CbCatalogLayout *self)
{
  JsonObject *object = json_object_new ();
  JsonArray *columns = json_array_new ();

  for (guint i = 0; i < self->columns->len; i++)
    json_array_add_string_element (columns, cb_catalog_column_name (get_mapped (self, i)->column));
  json_object_set_array_member (object, "columns", columns);
  return object;
}

/**
 * cb_catalog_layout_apply:
 * @self: a layout
 * @mapping: what cb_catalog_layout_to_json() once made of a layout with the same key
 *
 * Returns: whether it fits; nothing is changed when not
 */
gboolean
cb_catalog_layout_apply (CbCatalogLayout *self, JsonObject *mapping)
{
  JsonArray *columns = cb_json_get_array (mapping, "columns");
  CbCatalogColumn column;

  for (guint i = 0; columns != NULL && i < json_array_get_length (columns); i++)
    if (!JSON_NODE_HOLDS_VALUE (json_array_get_element (columns, i))
        || !cb_catalog_column_from_name (json_array_get_string_element (columns, i), &column))
      return FALSE;
  if (columns == NULL)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      column = CB_CATALOG_COLUMN_NONE;
      if (i < json_array_get_length (columns))
        cb_catalog_column_from_name (json_array_get_string_element (columns, i), &column);
      get_mapped (self, i)->column = column;
      get_mapped (self, i)->confidence = 100;
    }

  return TRUE;
}

/**
 * cb_catalog_layout_repeats:
 * @self: a layout
 * @row: (array zero-terminated=1): a row below its header
 *
 * Returns: %TRUE when the row is the header once more, as on each printed page
 */
gboolean
cb_catalog_layout_repeats (const CbCatalogLayout *self, const char *const *row)
{
  guint alike = 0;

  for (guint i = 0; row[i] != NULL && i < self->columns->len; i++)
    {
      const CbCatalogMapped *mapped = get_mapped (self, i);
      g_autofree char *cell = cb_text_fold (row[i]);
      g_autofree char *label = cb_text_fold (mapped->label);

      if (cell[0] == '\0')
        continue;
      if (mapped->column == CB_CATALOG_COLUMN_TITLE)
        return g_str_equal (cell, label);
      /* The second of two header rows leaves the name blank. */
      if (mapped->column == CB_CATALOG_COLUMN_NONE
          || cb_catalog_column_from_header (cell) != mapped->column)
        return FALSE;
      alike++;
    }

  return alike >= 2;
}
