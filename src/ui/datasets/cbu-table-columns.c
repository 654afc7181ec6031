/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-columns.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* A column is as wide as what its first rows hold, within these bounds, in the width of a digit. */
#define NARROWEST_CHARS 5
#define WIDEST_CHARS 36
#define CELL_PADDING 18
#define LEAST_DIGIT 5
#define WIDEST_NUMBER 400
/* Widths are measured for so many columns; beyond, letters are counted. */
#define MOST_MEASURED 256
#define MOST_CELLS_MEASURED 8
/* So many of the first cells decide whether a column is of numbers. */
#define ENOUGH_NUMBERS 0.9

/* "1.234,5", "-12", "0.5 %", "1e-5"; "12/5" and "2026-03-31" are none; a leading zero makes a code
 * of it. */
static gboolean
is_number (const char *text)
{
  const char *p = text + strspn (text, " ");
  gboolean digits = FALSE;
  char before = '\0';

  if (*p == '-' || *p == '+' || *p == '(')
    p++;
  if (p[0] == '0' && g_ascii_isdigit (p[1]))
    return FALSE;
  for (; *p != '\0'; before = *p++)
    {
      if (g_ascii_isdigit (*p))
        digits = TRUE;
      else if ((*p == '-' || *p == '+') && before != 'e' && before != 'E')
        return FALSE;
      else if (strchr (".,% )eE+-", *p) == NULL)
        return FALSE;
    }
  return digits;
}

/* The first rows. How many cells each has is counted once: there may be 16,384. */
typedef struct
{
  const CbRows *rows; /* (nullable) */
  guint *n_cells;     /* of each row; 0 where it is not of the table */
} Sample;

/* Titles, totals and notes above and below the table do not say how wide its columns are. */
static void
take_sample (Sample *self, const CbRows *rows)
{
  guint n = rows != NULL ? rows->cells->len : 0;

  self->rows = rows;
  self->n_cells = g_new0 (guint, n + 1);
  for (guint i = 0; i < n; i++)
    if (i >= rows->kinds->len || rows->kinds->data[i] == CB_ROW_KIND_DATA)
      self->n_cells[i] = g_strv_length (g_ptr_array_index (rows->cells, i));
}

static guint
count_rows (const Sample *self)
{
  return self->rows != NULL ? self->rows->cells->len : 0;
}

/* "" for what is not there. */
static const char *
get_cell (const Sample *self, guint row, guint column)
{
  return column < self->n_cells[row] ? ((GStrv)g_ptr_array_index (self->rows->cells, row))[column]
                                     : "";
}

/* Numbers of telephones and papers are long and of one length: they are read from the left. */
static gboolean
is_number_column (const Sample *sample, guint column)
{
  guint n = 0, numbers = 0;

  for (guint i = 0; i < count_rows (sample); i++)
    {
      const char *text = get_cell (sample, i, column);

      if (*text == '\0')
        continue;
      n++;
      if (is_number (text))
        numbers++;
    }
  return n > 0 && (double)numbers >= ENOUGH_NUMBERS * (double)n;
}

static int
measure (PangoLayout *layout, const char *text, int digit)
{
  g_autofree char *shown = cbu_grid_cell_dup_shown (text);
  int width;

  if (layout == NULL)
    return (int)g_utf8_strlen (shown, -1) * digit;
  pango_layout_set_text (layout, shown, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* Of the cells with at least so many letters, some. */
static int
measure_some (PangoLayout *layout, int digit, const Sample *sample, guint column, glong least)
{
  int width = 0;
  guint n = 0;

  for (guint i = 0; n < MOST_CELLS_MEASURED && i < count_rows (sample); i++)
    {
      const char *text = get_cell (sample, i, column);

      if (g_utf8_strlen (text, -1) < least)
        continue;
      width = MAX (width, measure (layout, text, digit));
      n++;
    }

  return width;
}

/* Names of as many letters are not of one width: some of the longest are measured, and some that
 * are nearly as long. */
static int
measure_cells (PangoLayout *layout, int digit, const Sample *sample, guint column)
{
  glong longest = 0;

  for (guint i = 0; i < count_rows (sample); i++)
    longest = MAX (longest, g_utf8_strlen (get_cell (sample, i, column), -1));
  if (longest == 0)
    return 0;

  return MAX (measure_some (layout, digit, sample, column, longest),
              measure_some (layout, digit, sample, column, (longest * 7 + 7) / 8));
}

static int
get_width (PangoLayout *layout, int digit, const char *title, const Sample *sample, guint column)
{
  int cells = measure_cells (layout, digit, sample, column);

  /* The title is bold. */
  return CLAMP (MAX (measure (layout, title, digit) * 9 / 8, cells), NARROWEST_CHARS * digit,
                WIDEST_CHARS * digit)
         + CELL_PADDING;
}

/**
 * cbu_table_columns_fit_number:
 * @widget: where it is shown
 * @text: a cell of a column of numbers
 * @width: of the column, in pixels
 *
 * A number of which the end is cut is another number.
 *
 * Returns: @width, or how wide the column has to be to show all of @text
 */
int
cbu_table_columns_fit_number (GtkWidget *widget, const char *text, int width)
{
  g_autoptr (PangoLayout) layout = NULL;

  /* No digit is as narrow as that: most cells need not be measured. */
  if ((int)strlen (text) * LEAST_DIGIT + CELL_PADDING <= width)
    return width;
  layout = gtk_widget_create_pango_layout (widget, NULL);
  return MAX (width, MIN (measure (layout, text, 0), WIDEST_NUMBER) + CELL_PADDING);
}

/**
 * cbu_table_columns_new:
 * @widget: where they are shown
 * @titles: as the header has them
 * @first_rows: (nullable): some rows to judge by
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer full): with what a grid begins: titles, widths, and which are numbers
 */
CbuGridColumn *
cbu_table_columns_new (GtkWidget *widget,
                       const char *const *titles,
                       const CbRows *first_rows,
                       guint *n_columns)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, "0000000000");
  guint n = g_strv_length ((GStrv)titles);
  CbuGridColumn *columns = g_new0 (CbuGridColumn, n + 1);
  Sample sample;
  int digit;

  take_sample (&sample, first_rows);

  pango_layout_get_pixel_size (layout, &digit, NULL);
  digit = MAX (1, digit / 10);
  for (guint i = 0; i < n; i++)
    {
      columns[i].title
          = *titles[i] != '\0' ? g_strdup (titles[i]) : g_strdup_printf (_ ("(column %u)"), i + 1);
      columns[i].is_number = is_number_column (&sample, i);
      columns[i].width
          = get_width (n <= MOST_MEASURED ? layout : NULL, digit, columns[i].title, &sample, i);
    }
  g_free (sample.n_cells);
  *n_columns = n;
  return columns;
}

/**
 * cbu_table_columns_free:
 * @columns: (transfer full): what cbu_table_columns_new() gave
 * @n_columns: how many
 */
void
cbu_table_columns_free (CbuGridColumn *columns, guint n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    g_free ((char *)columns[i].title);
  g_free (columns);
}

/**
 * cbu_table_columns_dup_letters:
 * @column: 0-based
 *
 * Returns: (transfer full): as spreadsheets call it: A, Z, AA
 */
char *
cbu_table_columns_dup_letters (guint column)
{
  char letters[8] = "";
  guint at = sizeof letters - 1;

  for (guint n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
    letters[--at] = (char)('A' + (n - 1) % 26);
  return g_strdup (letters + at);
}

/**
 * cbu_table_columns_parse_place:
 * @text: what a person typed: `1234`, `1.234`, `C`, `c12`
 * @number: (out): of the row, as it is shown
 * @has_number: (out): whether one was typed
 * @column: (out): 0-based
 * @has_column: (out): whether one was typed
 *
 * Returns: whether it names a place
 */
gboolean
cbu_table_columns_parse_place (
    const char *text, guint64 *number, gboolean *has_number, guint *column, gboolean *has_column)
{
  guint64 letters = 0, digits = 0;

  *has_number = *has_column = FALSE;
  *column = 0;
  *number = 0;
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_isalpha (*p) && !*has_number && letters < G_MAXUINT16)
        {
          letters = letters * 26 + (guint64)(g_ascii_toupper (*p) - 'A') + 1;
          *has_column = TRUE;
        }
      else if (g_ascii_isdigit (*p) && digits < G_MAXUINT64 / 100)
        {
          digits = digits * 10 + (guint64)(*p - '0');
          *has_number = TRUE;
        }
      /* As numbers are written here: "1.234" is a row. */
      else if (strchr (" .,:$", *p) == NULL)
        return FALSE;
    }
  *number = digits;
  *column = *has_column ? (guint)letters - 1 : 0;
  return (*has_number && digits > 0) || (*has_column && !*has_number);
}
