/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xml.h"
#include "engine/formats/cb-zip.h"

G_BEGIN_DECLS

/* How the parts of an office file name each other, of workbooks and of texts alike. */

/* The largest of the parts that are read whole: workbook, styles, comments and their like. */
#define CB_XLSX_MAX_PART (256u * 1024 * 1024)

/**
 * CbXlsxRelation:
 * @id: by which the part names it
 * @type: the last word of its type: `worksheet`, `comments`
 * @target: the name of a member of the archive, or an address outside of the file
 * @is_external: which of the two
 */
typedef struct
{
  char *id;
  char *type;
  char *target;
  gboolean is_external;
} CbXlsxRelation;

GPtrArray *cb_xlsx_read_relations (CbZip *zip, const char *part, GCancellable *cancellable);
const CbXlsxRelation *cb_xlsx_find_relation (GPtrArray *relations, const char *type);
const CbXlsxRelation *cb_xlsx_get_relation (GPtrArray *relations, const char *id);
gboolean cb_xlsx_parse_part (CbZip *zip,
                             const char *part,
                             const CbXmlHandler *handler,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);
void cb_xlsx_set_missing (GError **error, CbZip *zip, const char *what, const char *part);

/**
 * CbXlsxFolder:
 * @beginning: of the names of members, in any case
 * @kind: what they are
 */
typedef struct
{
  const char *beginning;
  CbHiddenKind kind;
} CbXlsxFolder;

void
cb_xlsx_list_members (CbWorkbook *book, CbZip *zip, const CbXlsxFolder *folders, guint n_folders);
void cb_xlsx_list_properties (CbWorkbook *book, CbZip *zip, GCancellable *cancellable);

G_END_DECLS
