/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../engine/workbook-dump.h"

/* Any bytes as a spreadsheet of OpenDocument, in an archive when they begin like one, else flat,
 * and those that begin like the XML of Excel as that, all of it read twice: the answers must keep
 * the promises of #CbSheetReader (workbook-dump.h asserts them) and be the same. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *format = size > 2 && memcmp (data, "PK", 2) == 0 ? "ods" : "fods";
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (size == 0)
    return 0;
  if (size > 9 && memcmp (data, "<Workbook", 9) == 0)
    format = "xml-spreadsheet";
  first = workbook_dump_bytes (data, size, format);
  second = workbook_dump_bytes (data, size, format);
  g_assert_cmpstr (first, ==, second);

  return 0;
}
