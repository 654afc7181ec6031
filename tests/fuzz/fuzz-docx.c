/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../engine/workbook-dump.h"
#include "../engine/zip-maker.h"

/* Any bytes as a text of Word: packed when they begin like an archive, else as the part that is the
 * text. Read twice: the answers must keep the promises of #CbSheetReader (workbook-dump.h asserts
 * them) and be the same. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) made = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (size == 0)
    return 0;
  if (size < 2 || memcmp (data, "PK", 2) != 0)
    {
      ZipMaker *maker = zip_maker_new ();

      zip_maker_add (maker, "word/document.xml", data, size, ZIP_STORED);
      made = zip_maker_finish (maker, FALSE);
      data = made->data;
      size = made->len;
    }
  first = workbook_dump_bytes (data, size, "docx");
  second = workbook_dump_bytes (data, size, "docx");
  g_assert_cmpstr (first, ==, second);

  return 0;
}
