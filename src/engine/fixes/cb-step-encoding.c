/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "engine/fixes/cb-step.h"
#include "engine/text/cb-encoding.h"

/* `{"step":"encoding","from":"tcvn3"}`: write UTF-8. The table decodes while it reads, so that for
 * the whole file this only makes sure that it reads what the step says. With a `column`, the cells
 * of that one are taken from letters for an old font to Unicode: files that two offices filled in
 * have both. */
typedef struct
{
  CbRepair repair;
  gboolean decoded;
  gboolean by_font; /* a sheet: cells whose fonts said so are Unicode when they are read */
  guint column;
} Encoding;

static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  const CbTableFacts *facts = cb_table_get_facts (table);
  const char *from = cb_json_get_string (step, "from");
  gboolean one_column
      = cb_json_get_string (step, "column") != NULL || json_object_has_member (step, "index");
  CbEncoding encoding;
  Encoding made = { CB_REPAIR_NONE, FALSE, FALSE, 0 };

  if (from == NULL || !cb_encoding_from_name (from, &encoding))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "step encoding: from names no encoding");
      return NULL;
    }
  if (one_column && g_ascii_strcasecmp (from, facts->encoding) != 0)
    {
      made.repair = encoding.repair;
      if (made.repair == CB_REPAIR_NONE)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                       "step encoding: a single column cannot be in %s", from);
          return NULL;
        }
      if (!cb_step_find_column (step, table, &made.column, error))
        return NULL;
    }
  else if (facts->sheet >= 0)
    {
      made.by_font = TRUE;
    }
  else if (g_ascii_strcasecmp (from, facts->encoding) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "step encoding: the file is in %s, not in %s",
                   facts->encoding, from);
      return NULL;
    }
  else
    {
      made.decoded = !g_str_equal (facts->encoding, "utf-8");
    }

  return g_memdup2 (&made, sizeof made);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  const Encoding *self = data;
  g_autoptr (GByteArray) text = NULL;
  CbCell *cell;

  for (guint i = 0; (self->decoded || self->by_font) && i < n_cells; i++)
    if ((cells[i].flags & (self->by_font ? CB_CELL_WAS_LEGACY : CB_CELL_NOT_ASCII)) != 0)
      cells[i].flags |= CB_STEP_CHANGED;
  if (self->repair == CB_REPAIR_NONE || self->column >= n_cells)
    return;
  cell = &cells[self->column];
  /* The name of the column may be right where its cells are not, or the other way round. */
  if ((cell->flags & CB_CELL_NOT_ASCII) == 0
      || (is_header && cb_repair_looks_right (cell->bytes, cell->length)))
    return;
  text = g_byte_array_new ();
  cb_repair_apply (self->repair, cell->bytes, cell->length, text);
  cb_step_set_text (cell, (const char *)text->data, text->len, memory);
}

const CbStep cb_step_encoding = { "encoding", prepare, apply, g_free };
