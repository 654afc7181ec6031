/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbRowKind:
 *
 * What a row of the file is. Only %CB_ROW_KIND_DATA is the table; the order is that in which
 * findings list the others. The engine finds them (engine/table), core/model has words for each;
 * the numbers are those of one conversation only.
 */
#define CB_ROW_KINDS(KIND)                                                                         \
  KIND (DATA, "data")                                                                              \
  KIND (TITLE, "title")                                                                            \
  KIND (HEADER, "header")                                                                          \
  KIND (NUMBERING, "numbering")                                                                    \
  KIND (REPEATED_HEADER, "repeated-header")                                                        \
  KIND (GROUP, "group")                                                                            \
  KIND (SUBTOTAL, "subtotal")                                                                      \
  KIND (TOTAL, "total")                                                                            \
  KIND (NOTE, "note")                                                                              \
  KIND (BLANK, "blank")                                                                            \
  KIND (OTHER_TABLE, "other-table")                                                                \
  KIND (TAKEN_OUT, "taken-out")

typedef enum
{
#define CB_ROW_KIND_ENUM(id, name) CB_ROW_KIND_##id,
  CB_ROW_KINDS (CB_ROW_KIND_ENUM)
#undef CB_ROW_KIND_ENUM
      CB_ROW_N_KINDS
} CbRowKind;

const char *cb_row_kind_name (CbRowKind kind);
gboolean cb_row_kind_from_name (const char *name, CbRowKind *kind);

G_END_DECLS
