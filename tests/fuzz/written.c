/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "written.h"

#include <expat.h>
#include <unistd.h>

#include "engine/formats/cb-zip.h"
#include "engine/table/cb-table.h"
#include "test-system.h"

#define MAX_ROWS 200

static int
open_bytes (GBytes *bytes)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return test_file_new_with (data, length);
}

/* Every row of the first sheet, a vector of its cells each, the header among them. */
GPtrArray *
written_read_table (GBytes *bytes, const char *name)
{
  CbTableOptions options = { name, NULL, 0, CB_LAYOUT_WISH_HEADER (0), 1, -1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = NULL;
  GPtrArray *rows;
  int fd = open_bytes (bytes);

  if (g_str_has_suffix (name, ".csv"))
    {
      options.encoding = "utf-8";
      options.delimiter = ',';
    }
  table = cb_table_open (fd, &options, &error);
  g_assert_no_error (error);
  cb_table_wait_for_index (table, NULL, &error);
  g_assert_no_error (error);
  rows = cb_table_read_rows (table, 0, MAX_ROWS, NULL, &error);
  g_assert_no_error (error);
  close (fd);

  return rows;
}

/* Not by our own parser of spreadsheets: whether any other program could read it. */
void
written_check_xml (GBytes *archive, const char *member)
{
  g_autoptr (GError) error = NULL;
  int fd = open_bytes (archive);
  g_autoptr (CbByteSource) source = cb_byte_source_new (fd, &error);
  g_autoptr (CbZip) zip = cb_zip_open (source, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;
  XML_Parser parser = XML_ParserCreate (NULL);
  gconstpointer data;
  gsize length;

  g_assert_no_error (error);
  bytes = cb_zip_read (zip, cb_zip_find (zip, member), 1 << 24, NULL, &error);
  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &length);
  if (XML_Parse (parser, data, (int)length, TRUE) != XML_STATUS_OK)
    {
      g_printerr ("%s:%lu: %s\n", member, XML_GetCurrentLineNumber (parser),
                  XML_ErrorString (XML_GetErrorCode (parser)));
      g_assert_not_reached ();
    }
  XML_ParserFree (parser);
  close (fd);
}
