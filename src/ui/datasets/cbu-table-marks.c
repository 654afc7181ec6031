/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-marks.h"

/**
 * CbuTableMarks:
 *
 * Which rows and cells have findings. A finding names its first row, and up to a thousand more in
 * its argument `rows`.
 */
struct _CbuTableMarks
{
  GHashTable *rows;  /* row + 1 → mark */
  GHashTable *cells; /* (row << 16 | column) + 1 → mark */
  GPtrArray *titles; /* (element-type utf8): of the findings */
};

#define COLUMN_BITS 16
/* A mark is the number of a title, and below it the severity + 1. */
#define SEVERITY_BITS 2
#define SEVERITY_MASK ((1u << SEVERITY_BITS) - 1)

static gsize
make_cell_key (guint64 row, int column)
{
  return (((gsize)row << COLUMN_BITS) | (gsize)column) + 1;
}

static void
raise_mark (GHashTable *table, gsize key, gsize mark)
{
  gsize old = GPOINTER_TO_SIZE (g_hash_table_lookup (table, GSIZE_TO_POINTER (key)));

  if ((old & SEVERITY_MASK) < (mark & SEVERITY_MASK))
    g_hash_table_insert (table, GSIZE_TO_POINTER (key), GSIZE_TO_POINTER (mark));
}

static void
add_row (CbuTableMarks *self, guint64 row, const CbFinding *finding)
{
  gsize mark = (gsize)(self->titles->len - 1) << SEVERITY_BITS | ((gsize)finding->severity + 1);

  raise_mark (self->rows, (gsize)row + 1, mark);
  if (finding->column >= 0 && finding->column < 1 << COLUMN_BITS)
    raise_mark (self->cells, make_cell_key (row, finding->column), mark);
}

/**
 * cbu_table_marks_new:
 *
 * Returns: (transfer full): no marks
 */
CbuTableMarks *
cbu_table_marks_new (void)
{
  CbuTableMarks *self = g_new0 (CbuTableMarks, 1);

  self->rows = g_hash_table_new (NULL, NULL);
  self->cells = g_hash_table_new (NULL, NULL);
  self->titles = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * cbu_table_marks_free:
 * @self: (nullable) (transfer full): marks
 */
void
cbu_table_marks_free (CbuTableMarks *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->cells);
  g_ptr_array_unref (self->titles);
  g_free (self);
}

/**
 * cbu_table_marks_set:
 * @self: marks
 * @findings: (nullable) (element-type CbFinding): replace what was marked; those waived are not
 */
void
cbu_table_marks_set (CbuTableMarks *self, GPtrArray *findings)
{
  g_hash_table_remove_all (self->rows);
  g_hash_table_remove_all (self->cells);
  g_ptr_array_set_size (self->titles, 0);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      const char *named = cb_finding_get_argument (finding, "rows");
      g_auto (GStrv) rows = g_strsplit (named != NULL ? named : "", " ", -1);

      if (finding->waived_by != NULL)
        continue;
      g_ptr_array_add (self->titles, cb_finding_dup_title (finding));
      if (finding->row != CB_FINDING_NO_ROW)
        add_row (self, finding->row, finding);
      for (guint j = 0; rows[j] != NULL; j++)
        if (*rows[j] != '\0')
          add_row (self, g_ascii_strtoull (rows[j], NULL, 10), finding);
    }
}

static gboolean
get (GHashTable *table, gsize key, CbSeverity *severity)
{
  gsize value = GPOINTER_TO_SIZE (g_hash_table_lookup (table, GSIZE_TO_POINTER (key)));

  if (value == 0)
    return FALSE;
  *severity = (CbSeverity)((value & SEVERITY_MASK) - 1);
  return TRUE;
}

/**
 * cbu_table_marks_get_row:
 * @self: marks
 * @row: 0-based
 * @severity: (out): the gravest of the row, when it has one
 *
 * Returns: whether the row is marked
 */
gboolean
cbu_table_marks_get_row (CbuTableMarks *self, guint64 row, CbSeverity *severity)
{
  return get (self->rows, (gsize)row + 1, severity);
}

/**
 * cbu_table_marks_get_cell:
 * @self: marks
 * @row: 0-based
 * @column: 0-based
 * @severity: (out): the gravest of the cell, when it has one
 *
 * Returns: whether the cell is marked
 */
gboolean
cbu_table_marks_get_cell (CbuTableMarks *self, guint64 row, int column, CbSeverity *severity)
{
  return column >= 0 && column < 1 << COLUMN_BITS
         && get (self->cells, make_cell_key (row, column), severity);
}

/**
 * cbu_table_marks_get_why:
 * @self: marks
 * @row: 0-based
 * @column: 0-based; -1: what is found anywhere in the row
 *
 * Returns: (transfer none) (nullable): what the gravest finding there says, until the marks are set
 *   anew
 */
const char *
cbu_table_marks_get_why (CbuTableMarks *self, guint64 row, int column)
{
  gsize mark;

  if (column >= 1 << COLUMN_BITS)
    return NULL;
  mark = GPOINTER_TO_SIZE (
      column < 0
          ? g_hash_table_lookup (self->rows, GSIZE_TO_POINTER ((gsize)row + 1))
          : g_hash_table_lookup (self->cells, GSIZE_TO_POINTER (make_cell_key (row, column))));
  return mark != 0 ? g_ptr_array_index (self->titles, mark >> SEVERITY_BITS) : NULL;
}

/**
 * cbu_table_marks_get_icon:
 * @severity: of a finding
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
cbu_table_marks_get_icon (CbSeverity severity)
{
  switch (severity)
    {
    case CB_SEVERITY_BLOCKER:
      return "dialog-error-symbolic";
    case CB_SEVERITY_WARNING:
      return "dialog-warning-symbolic";
    case CB_SEVERITY_NOTE:
    default:
      return "dialog-information-symbolic";
    }
}
