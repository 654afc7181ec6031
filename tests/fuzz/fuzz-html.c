/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../engine/workbook-dump.h"

/* Any bytes as a page of HTML, read twice: the answers must keep the promises of #CbSheetReader
 * (workbook-dump.h asserts them) and be the same. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (size == 0)
    return 0;
  first = workbook_dump_bytes (data, size, "html");
  second = workbook_dump_bytes (data, size, "html");
  g_assert_cmpstr (first, ==, second);

  return 0;
}
