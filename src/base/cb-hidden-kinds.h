/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbHiddenKind:
 *
 * What a workbook carries that its reader does not see at first (product.md D4), in the order in
 * which it is listed. The engine finds them, core/model has words for each.
 */
#define CB_HIDDEN_KINDS(KIND)                                                                      \
  KIND (SHEET, "sheet")                                                                            \
  KIND (VERY_HIDDEN_SHEET, "very-hidden-sheet")                                                    \
  KIND (ROWS, "rows")                                                                              \
  KIND (COLUMNS, "columns")                                                                        \
  KIND (INVISIBLE_CELLS, "invisible-cells")                                                        \
  KIND (COMMENTS, "comments")                                                                      \
  KIND (CHANGES, "changes")                                                                        \
  KIND (HEADER_FOOTER, "header-footer")                                                            \
  KIND (NAME, "name")                                                                              \
  KIND (HIDDEN_NAME, "hidden-name")                                                                \
  KIND (PIVOT_CACHE, "pivot-cache")                                                                \
  KIND (EXTERNAL_LINK, "external-link")                                                            \
  KIND (CONNECTION, "connection")                                                                  \
  KIND (MACROS, "macros")                                                                          \
  KIND (DATA_MODEL, "data-model")                                                                  \
  KIND (EMBEDDED, "embedded")                                                                      \
  KIND (PICTURES, "pictures")                                                                      \
  KIND (CUSTOM_XML, "custom-xml")                                                                  \
  KIND (PROPERTY, "property")

typedef enum
{
#define CB_HIDDEN_KIND_ENUM(id, name) CB_HIDDEN_##id,
  CB_HIDDEN_KINDS (CB_HIDDEN_KIND_ENUM)
#undef CB_HIDDEN_KIND_ENUM
      CB_HIDDEN_N_KINDS
} CbHiddenKind;

const char *cb_hidden_kind_name (CbHiddenKind kind);
gboolean cb_hidden_kind_from_name (const char *name, CbHiddenKind *kind);

G_END_DECLS
