/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/formats/cb-xlsx-private.h"

/* The fast way through the rows of a sheet: knows the XML that Excel and its kin write, to the
 * letter, and leaves all else to the general parser. Nothing asks whether the end of what is in
 * sight is reached: the zeros after it fit nowhere, and then it is clear why. */

/* No token that is compared as a whole is longer. */
#define LONGEST_TOKEN 32

typedef struct
{
  gint32 column;
  CbXlsxKind kind;
  guint style;
  gboolean is_formula;
} Cell;

/* One of over eight letters as two of eight that overlap: then no function is called. */
#define IS_LONG_AT(p, literal, n)                                                                  \
  (memcmp ((p), (literal), 8) == 0 && memcmp ((p) + (n)-8, (literal) + (n)-8, 8) == 0)
#define IS_AT(p, literal)                                                                          \
  (sizeof (literal) - 1 > 8 && sizeof (literal) - 1 <= 16                                          \
       ? IS_LONG_AT (p, literal, sizeof (literal) - 1)                                             \
       : memcmp ((p), (literal), sizeof (literal) - 1) == 0)

static inline const char *
skip_space (const char *p)
{
  while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
    p++;

  return p;
}

/* At a space before an attribute. Returns: after its value; NULL when it is none, or declares a
 * namespace, or has an entity. */
static const char *
read_attribute (const char *p, const char **name, gsize *n_name, const char **value)
{
  p = skip_space (p);
  *name = p;
  while (g_ascii_isalnum (*p) || *p == ':' || *p == '_' || *p == '-' || *p == '.')
    p++;
  *n_name = (gsize)(p - *name);
  if (*n_name == 0 || memcmp (p, "=\"", 2) != 0 || IS_AT (*name, "xmlns"))
    return NULL;
  p += 2;
  *value = p;
  while (*p != '"' && *p != '&' && *p != '<' && (guint8)*p >= 0x20)
    p++;

  return *p == '"' ? p + 1 : NULL;
}

static gboolean
is_named (const char *name, gsize n_name, const char *wanted)
{
  return n_name == strlen (wanted) && memcmp (name, wanted, n_name) == 0;
}

static gboolean
is_true (const char *value)
{
  return IS_AT (value, "1\"") || IS_AT (value, "true\"");
}

/* Returns: the number, or one that no sheet has. */
static guint64
read_digits (const char **text)
{
  const char *p = *text;
  guint64 number = 0;

  for (; g_ascii_isdigit (*p); p++)
    number = MIN (number * 10 + (guint)(*p - '0'), G_MAXUINT32);
  *text = p;

  return number;
}

/* `<row …>` or `<row …/>`. Returns: after it, NULL when it is something else. */
static const char *
scan_row_tag (CbXlsxScan *self, CbXlsxRow *row, const char *p, gboolean *is_empty)
{
  const char *start = p;
  gboolean is_hidden = FALSE;
  guint64 number = 0;

  if (!IS_AT (p, "<row") || (p[4] != ' ' && p[4] != '>' && p[4] != '/'))
    return NULL;
  p += 4;
  while (*p == ' ')
    {
      const char *name, *value;
      gsize n_name;

      if (p[1] == '>' || p[1] == '/')
        {
          p++;
          break;
        }
      p = read_attribute (p, &name, &n_name, &value);
      if (p == NULL)
        return NULL;
      if (is_named (name, n_name, "r"))
        {
          number = read_digits (&value);
          if (*value != '"' || number == 0)
            return NULL;
        }
      else if (is_named (name, n_name, "hidden"))
        is_hidden = is_true (value);
      else if (is_named (name, n_name, "ht"))
        is_hidden |= IS_AT (value, "0\"");
    }
  *is_empty = *p == '/';
  p += *is_empty;
  if (*p++ != '>')
    return NULL;
  g_string_truncate (self->row_tag, 0);
  g_string_append_len (self->row_tag, start, p - start);
  cb_xlsx_row_begin (row, (gint64)number, is_hidden);

  return p;
}

static gboolean
read_kind (const char *value, CbXlsxKind *kind)
{
  static const struct
  {
    const char *name;
    CbXlsxKind kind;
  } kinds[] = { { "s\"", CB_XLSX_SHARED },         { "n\"", CB_XLSX_NUMBER },
                { "inlineStr\"", CB_XLSX_INLINE }, { "str\"", CB_XLSX_FORMULA_TEXT },
                { "b\"", CB_XLSX_BOOLEAN },        { "e\"", CB_XLSX_ERROR },
                { "d\"", CB_XLSX_ISO_DATE } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strncmp (value, kinds[i].name, strlen (kinds[i].name)) == 0)
      {
        *kind = kinds[i].kind;
        return TRUE;
      }

  return FALSE;
}

/* Any attribute of a cell, in any order. */
static const char *
scan_cell_attribute (Cell *cell, const char *p)
{
  const char *name, *value;
  gsize n_name;

  p = read_attribute (p, &name, &n_name, &value);
  if (p == NULL || n_name != 1)
    return p;
  switch (*name)
    {
    case 'r':
      cell->column = cb_xlsx_parse_column (&value);
      return cell->column >= 0 && g_ascii_isdigit (*value) ? p : NULL;
    case 's':
      cell->style = (guint)read_digits (&value);
      return *value == '"' ? p : NULL;
    case 't':
      return read_kind (value, &cell->kind) ? p : NULL;
    default:
      return p;
    }
}

/* What nearly every cell begins with: <c r="BC12" s="3" t="s". */
static const char *
scan_cell_tag (Cell *cell, const char *p)
{
  if (IS_AT (p, " r=\""))
    {
      const char *q = p + 4;
      gint32 column = 0;

      while (*q >= 'A' && *q <= 'Z' && q < p + 7)
        column = column * 26 + (*q++ - 'A' + 1);
      if (column == 0 || !g_ascii_isdigit (*q))
        return NULL;
      while (g_ascii_isdigit (*q))
        q++;
      if (*q != '"')
        return NULL;
      cell->column = column - 1;
      p = q + 1;
    }
  if (IS_AT (p, " s=\"") && g_ascii_isdigit (p[4]))
    {
      const char *q = p + 4;

      cell->style = (guint)read_digits (&q);
      if (*q != '"')
        return NULL;
      p = q + 1;
    }
  if (IS_AT (p, " t=\"s\""))
    {
      cell->kind = CB_XLSX_SHARED;
      p += 6;
    }
  else if (IS_AT (p, " t=\"inlineStr\""))
    {
      cell->kind = CB_XLSX_INLINE;
      p += 14;
    }
  while (*p == ' ' && p[1] != '/' && p[1] != '>')
    if ((p = scan_cell_attribute (cell, p)) == NULL)
      return NULL;

  return *p == ' ' ? p + 1 : p;
}

/* Up to the next tag, entities and all. Returns: where that is, NULL when it is not in sight. */
static inline const char *
find_tag (const char *p)
{
  while (TRUE)
    {
      p += cb_xlsx_find_special (p);
      if (*p == '<')
        return p;
      if (*p == '\0')
        return NULL;
      p++;
    }
}

/* The formula before the value; only the value is ours. */
static const char *
skip_formula (const char *p)
{
  while (*p == ' ' && p[1] != '/' && p[1] != '>')
    {
      const char *name, *value;
      gsize n_name;

      /* A formula over a range has its corners there, an old data table more. */
      p = read_attribute (p, &name, &n_name, &value);
      if (p == NULL)
        return NULL;
    }
  if (IS_AT (p, "/>"))
    return p + 2;
  if (*p++ != '>')
    return NULL;
  p = find_tag (p);

  return p != NULL && IS_AT (p, "</f>") ? p + 4 : NULL;
}

static gboolean
add_decoded (CbXlsxRow *row, const Cell *cell, const char *text, gsize length, gboolean *is_known)
{
  g_autoptr (GString) decoded = g_string_sized_new (length);

  *is_known = cb_xlsx_append_xml (decoded, text, length);
  if (!*is_known)
    return FALSE;

  return cb_xlsx_row_add (row, cell->column, cell->kind, cell->style, cell->is_formula,
                          cb_xlsx_row_keep (row, decoded->str, decoded->len), decoded->len);
}

/* Whether a value may go into the next place just as it stands. */
static inline const CbXlsxStyle *
get_plain_style (const CbXlsxRow *row, const Cell *cell)
{
  const CbXlsxStyle *style = &row->styles[cell->style];

  if (cell->style >= row->n_styles || cell->column <= row->last_column
      || cell->column >= (gint32)CB_SHEET_MAX_COLUMNS || row->n_cells == row->n_allocated
      || style->format.hides != 0 || style->flags != 0)
    return NULL;

  return style;
}

static inline void
push_plain (CbXlsxRow *row,
            const Cell *cell,
            const CbXlsxStyle *style,
            CbSheetCellType type,
            guint flags,
            const char *text,
            gsize length)
{
  row->last_column = cell->column;
  row->cells[row->n_cells++] = (CbSheetCell){
    .column = (guint32)cell->column,
    .type = (guint8)type,
    .flags = (guint8)(flags | row->row_flags | row->column_flags[cell->column]
                      | (cell->is_formula ? CB_SHEET_CELL_FORMULA : 0)),
    .font = style->font,
    .length = (guint32)length,
    .bytes = text,
  };
}

/* The text at @p up to the tag after it. Returns: where that is; NULL when it is not in sight, is
 * not known, or the cell cannot be: then the row has an error. */
static inline __attribute__ ((always_inline)) const char *
scan_text (CbXlsxRow *row, const Cell *cell, const char *p, const char *tag, gsize n_tag)
{
  gsize length = cb_xlsx_find_special (p);
  gboolean is_known = TRUE;
  const char *end;

  if (G_LIKELY (p[length] == '<'))
    {
      const CbXlsxStyle *style;

      end = p + length;
      if (memcmp (end, tag, 8) != 0 || memcmp (end + n_tag - 8, tag + n_tag - 8, 8) != 0)
        return NULL;
      /* Without an underscore it has no escape. */
      if ((cell->kind == CB_XLSX_INLINE || cell->kind == CB_XLSX_FORMULA_TEXT) && length > 0
          && (style = get_plain_style (row, cell)) != NULL)
        {
          push_plain (row, cell, style, CB_SHEET_CELL_TEXT, 0, p, length);
          return end + n_tag;
        }
      return cb_xlsx_row_add (row, cell->column, cell->kind, cell->style, cell->is_formula, p,
                              length)
                 ? end + n_tag
                 : NULL;
    }
  end = find_tag (p);
  if (end == NULL || memcmp (end, tag, n_tag) != 0)
    return NULL;
  if (!add_decoded (row, cell, p, (gsize)(end - p), &is_known))
    return NULL;

  return end + n_tag;
}

/* A number that is given as it stands, or a day that was seen before. */
static const char *
scan_number (CbXlsxRow *row, const Cell *cell, const char *p)
{
  const CbXlsxStyle *style = get_plain_style (row, cell);
  const char *end = p + (*p == '-');
  const char *whole = end;
  guint64 value = 0;

  if (style == NULL)
    return scan_text (row, cell, p, "</v></c>", 8);
  while (g_ascii_isdigit (*end))
    value = value * 10 + (guint)(*end++ - '0');
  if (*end == '.')
    {
      end++;
      while (g_ascii_isdigit (*end))
        end++;
    }
  if (!IS_AT (end, "</v></c>") || end - whole > 15)
    return scan_text (row, cell, p, "</v></c>", 8);
  if (style->format.type == CB_SHEET_CELL_NUMBER && cb_xlsx_is_short_number (p, (gsize)(end - p)))
    {
      push_plain (row, cell, style, CB_SHEET_CELL_NUMBER, style->format.flags, p, (gsize)(end - p));
      return end + 8;
    }
  if (style->format.type == CB_SHEET_CELL_DATE && whole == p && end - p <= 6
      && memchr (p, '.', (gsize)(end - p)) == NULL)
    {
      const char *day = cb_xlsx_row_get_day (row, (guint32)value);

      if (day != NULL)
        {
          push_plain (row, cell, style, CB_SHEET_CELL_DATE, 0, cb_xlsx_row_keep (row, day, 10), 10);
          return end + 8;
        }
    }

  return scan_text (row, cell, p, "</v></c>", 8);
}

/* What most texts are: a shared one that is there already, in one font. */
static const char *
scan_shared (CbXlsxRow *row, const Cell *cell, const char *p)
{
  guint64 index = read_digits (&p);
  const CbXlsxStyle *style = get_plain_style (row, cell);
  CbXlsxString string;

  if (!IS_AT (p, "</v></c>"))
    return NULL;
  if (style != NULL && index < CB_XLSX_STRINGS_MAX
      && cb_xlsx_strings_peek (row->strings, (guint)index, &string) && string.length > 0
      && string.n_runs == 0 && string.font == CB_XLSX_FONT_OF_CELL)
    {
      /* Texts lie anywhere in memory: by the end of the row, when it is looked at, it is there. */
      __builtin_prefetch (string.bytes);
      push_plain (row, cell, style, CB_SHEET_CELL_TEXT, 0, string.bytes, string.length);
    }
  else if (!cb_xlsx_row_add_shared (row, cell->column, cell->style, cell->is_formula, index))
    return NULL;

  return p + 8;
}

static const char *
scan_inline (CbXlsxRow *row, const Cell *cell, const char *p)
{
  static const char preserve[] = " xml:space=\"preserve\"";

  if (*p == ' ' && memcmp (p, preserve, sizeof preserve - 1) == 0)
    p += sizeof preserve - 1;
  if (*p++ != '>')
    return NULL;

  return scan_text (row, cell, p, "</t></is></c>", 13);
}

/* `<c …/>`, `<c …><v>…</v></c>`, `<c …><is><t>…</t></is></c>`, with a formula or without. Returns:
 * after it; NULL when it is something else, is not all in sight, or cannot be. */
static const char *
scan_cell (CbXlsxRow *row, const char *p)
{
  Cell cell = { row->last_column + 1, CB_XLSX_NUMBER, 0, FALSE };

  p = scan_cell_tag (&cell, p + 2);
  if (p == NULL)
    return NULL;
  if (IS_AT (p, "/>"))
    {
      row->last_column = MAX (row->last_column, cell.column);
      return p + 2;
    }
  if (*p++ != '>')
    return NULL;
  if (IS_AT (p, "<f") && (p[2] == '>' || p[2] == ' ' || p[2] == '/'))
    {
      cell.is_formula = TRUE;
      p = skip_formula (p + 2);
      if (p == NULL)
        return NULL;
    }
  if (IS_AT (p, "<v>") && cell.kind != CB_XLSX_INLINE)
    {
      p += 3;
      if (cell.kind == CB_XLSX_SHARED && g_ascii_isdigit (*p))
        return scan_shared (row, &cell, p);
      if (cell.kind == CB_XLSX_NUMBER)
        return scan_number (row, &cell, p);
      return scan_text (row, &cell, p, "</v></c>", 8);
    }
  if (IS_AT (p, "<is><t") && cell.kind == CB_XLSX_INLINE)
    return scan_inline (row, &cell, p + 6);
  if (IS_AT (p, "</c>"))
    {
      row->last_column = MAX (row->last_column, cell.column);
      return p + 4;
    }

  return NULL;
}

/* Why nothing known stands at @p. */
static CbXlsxScanResult
explain (const CbXlsxScan *self, const CbXlsxRow *row, const char *p, const char *item_end)
{
  if (row->error != NULL || row->is_stopped)
    return CB_XLSX_SCAN_STOP;
  if (self->end - p < LONGEST_TOKEN)
    return CB_XLSX_SCAN_MORE;

  return cb_text_find_bytes (p, (gsize)(self->end - p), item_end, strlen (item_end)) != NULL
             ? CB_XLSX_SCAN_OTHER
             : CB_XLSX_SCAN_MORE;
}

static CbXlsxScanResult
scan_cells (CbXlsxScan *self, CbXlsxRow *row)
{
  const char *p = self->at;

  while (TRUE)
    {
      const char *next;

      p = skip_space (p);
      self->at = p;
      if (IS_AT (p, "<c") && (p[2] == ' ' || p[2] == '>' || p[2] == '/'))
        {
          next = scan_cell (row, p);
          if (G_UNLIKELY (next == NULL))
            return explain (self, row, p, "</c>");
          p = next;
          continue;
        }
      if (!IS_AT (p, "</row>"))
        return explain (self, row, p, "</row>");
      self->at = p + 6;
      if (!cb_xlsx_row_end (row))
        return CB_XLSX_SCAN_STOP;
      return CB_XLSX_SCAN_END;
    }
}

/**
 * cb_xlsx_scan_rows:
 * @self: between two rows, or where it stopped for more
 * @row: the row at hand
 *
 * Reads as many rows as are in sight and known.
 *
 * Returns: why it stopped. For %CB_XLSX_SCAN_OTHER in a row, the general parser reads the rest of
 *   it after @row_tag
 */
CbXlsxScanResult
cb_xlsx_scan_rows (CbXlsxScan *self, CbXlsxRow *row)
{
  while (TRUE)
    {
      gboolean is_empty = FALSE;
      const char *next;

      if (row->in_row)
        {
          CbXlsxScanResult result = scan_cells (self, row);

          if (result != CB_XLSX_SCAN_END)
            return result;
        }
      self->at = skip_space (self->at);
      if (IS_AT (self->at, "</sheetData>"))
        return CB_XLSX_SCAN_END;
      next = scan_row_tag (self, row, self->at, &is_empty);
      if (next == NULL)
        return explain (self, row, self->at, ">");
      if (row->error != NULL)
        return CB_XLSX_SCAN_STOP;
      self->at = next;
      if (is_empty)
        row->in_row = FALSE;
    }
}
