/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-formats.h"

#include <string.h>

/* Of CKAN's list, what offices publish. Not GLib's guess: that hangs on what is installed. */
static const CbPracticeFormat formats[] = {
  { "CSV", "text/csv" },
  { "TSV", "text/tab-separated-values" },
  { "XLS", "application/vnd.ms-excel" },
  { "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
  { "ODS", "application/vnd.oasis.opendocument.spreadsheet" },
  { "JSON", "application/json" },
  { "GeoJSON", "application/geo+json" },
  { "XML", "application/xml" },
  { "RDF", "application/rdf+xml" },
  { "PDF", "application/pdf" },
  { "DOC", "application/msword" },
  { "DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
  { "HTML", "text/html" },
  { "TXT", "text/plain" },
  { "ZIP", "application/zip" },
  { "KML", "application/vnd.google-earth.kml+xml" },
};

/**
 * cb_practice_formats_find:
 * @name_or_type: (nullable): `csv`, `CSV` or `text/csv`
 *
 * Returns: (transfer none) (nullable): the format as CKAN writes it
 */
const CbPracticeFormat *
cb_practice_formats_find (const char *name_or_type)
{
  for (gsize i = 0; name_or_type != NULL && i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (name_or_type, formats[i].name) == 0
        || g_ascii_strcasecmp (name_or_type, formats[i].type) == 0)
      return &formats[i];

  return NULL;
}

/**
 * cb_practice_formats_guess_type:
 * @file_name: (nullable): with its extension
 *
 * Returns: (transfer none) (nullable): a MIME type, %NULL when the extension says nothing
 */
const char *
cb_practice_formats_guess_type (const char *file_name)
{
  const char *dot = file_name != NULL ? strrchr (file_name, '.') : NULL;
  const CbPracticeFormat *format = cb_practice_formats_find (dot != NULL ? dot + 1 : NULL);

  return format != NULL ? format->type : NULL;
}
