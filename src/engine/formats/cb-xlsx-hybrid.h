/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-xlsx-private.h"

G_BEGIN_DECLS

/**
 * CbXlsxHybrid:
 * @xml: (out): the general parser, for the handlers
 * @between: set by a handler to cb_xml_get_event_end() when it is between two items or before the
 *   first, and these are named without a prefix
 *
 * What both ways of reading a long list of items (rows, shared strings) have in common. The
 * beginning of the state that the handlers and functions get.
 */
typedef struct
{
  CbXml *xml;
  guint64 between;
} CbXlsxHybrid;

/**
 * CbXlsxHybridClass:
 * @container: how the tag begins after which the items come
 * @item_end: the tag at the end of an item
 * @handler: gets what the general parser finds
 * @scan: the fast way; see #CbXlsxScanResult. Begins between two items, or inside of one where it
 *   stopped for %CB_XLSX_SCAN_MORE
 * @resume: (nullable): gives the general parser the tags of the item that the fast way stopped in
 * @move: what is in sight is about to go, @at and after it excepted. %FALSE ends the reading
 * @is_stopped: whether a handler or the scan has had enough, with or without an error
 */
typedef struct
{
  const char *container;
  const char *item_end;
  CbXmlHandler handler;
  CbXlsxScanResult (*scan) (CbXlsxHybrid *self, const char **at, const char *end);
  gboolean (*resume) (CbXlsxHybrid *self, GError **error);
  gboolean (*move) (CbXlsxHybrid *self, const char *window, const char *at, GError **error);
  gboolean (*is_stopped) (CbXlsxHybrid *self, GError **error);
} CbXlsxHybridClass;

gboolean cb_xlsx_hybrid_run (const CbXlsxHybridClass *class,
                             CbXlsxHybrid *self,
                             CbZipRing *ring,
                             GError **error);
void cb_xlsx_set_general_only (gboolean general_only);

G_END_DECLS
