/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How bytes become characters. */
typedef enum
{
  CB_CHARSET_UTF8,
  CB_CHARSET_UTF16LE,
  CB_CHARSET_UTF16BE,
  CB_CHARSET_WINDOWS_1252,
  CB_CHARSET_WINDOWS_1258,
  CB_CHARSET_VISCII,
} CbCharset;

/* How characters that came out wrong become right: the text was typed for a font of before Unicode,
 * or was read once with the wrong charset. */
typedef enum
{
  CB_REPAIR_NONE,
  CB_REPAIR_TCVN3,
  CB_REPAIR_VNI,
  CB_REPAIR_VPS,
  CB_REPAIR_UTF8_TWICE, /* UTF-8 taken for Windows-1252 and written as UTF-8 again */
  CB_N_REPAIRS,
} CbRepair;

/**
 * CbEncoding:
 *
 * A text in TCVN3, VNI or VPS comes as bytes (Windows-1252 and a repair) and, when a spreadsheet
 * has written it, as UTF-8 (UTF-8 and the same repair). Both have one name.
 */
typedef struct
{
  CbCharset charset;
  CbRepair repair;
} CbEncoding;

/**
 * CbEncodingGuess:
 * @encoding: what the text most likely is
 * @bom: a byte order mark stands before it
 * @bom_length: its bytes
 * @confidence: 0…1
 */
typedef struct
{
  CbEncoding encoding;
  gboolean bom;
  guint bom_length;
  double confidence;
} CbEncodingGuess;

const char *cb_encoding_name (CbEncoding encoding);
gboolean cb_encoding_from_name (const char *name, CbEncoding *encoding);
gboolean cb_encoding_is_utf8 (CbEncoding encoding);

CbEncodingGuess cb_encoding_guess (const guint8 *bytes, gsize length);
void cb_encoding_settle (CbEncodingGuess *guess, const guint8 *bytes, gsize length);
void cb_encoding_decode (CbEncoding encoding, const guint8 *bytes, gsize length, GByteArray *text);

const char *cb_repair_name (CbRepair repair);
CbRepair cb_repair_find (const char *text, gsize length, double *before, double *after);
gboolean cb_repair_fits (CbRepair repair, const char *text, gsize length, guint least_words);
gboolean cb_repair_looks_right (const char *text, gsize length);
void cb_repair_apply (CbRepair repair, const char *text, gsize length, GByteArray *repaired);

G_END_DECLS
