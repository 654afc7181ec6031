/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CB_FINDING_CODES:
 *
 * Every finding that a check may make, in the order in which they are listed. The engine and
 * core/rules make them, core/model has words for each: a test compares. Names are stored and
 * printed, so they never change: those of Frictionless where it has one (packages.md §3.4), ours
 * begin with `vn-`.
 */
#define CB_FINDING_CODES(CODE)                                                                     \
  /* what must never go out */                                                                     \
  CODE (SECRET_MARK, "vn-secret-mark")                                                             \
  CODE (INTERNAL_MARK, "vn-internal-mark")                                                         \
  CODE (PERSONAL_CCCD, "vn-personal-cccd")                                                         \
  CODE (PERSONAL_COMBINATION, "vn-personal-combination")                                           \
  CODE (PERSONAL_NUMBER, "vn-personal-number")                                                     \
  CODE (PERSONAL_PHONE, "vn-personal-phone")                                                       \
  CODE (PERSONAL_EMAIL, "vn-personal-email")                                                       \
  /* the file as a whole */                                                                        \
  CODE (UNSAFE_FILE, "vn-unsafe-file")                                                             \
  CODE (NOT_READ, "vn-not-read")                                                                   \
  CODE (DAMAGED_FILE, "vn-damaged-file")                                                           \
  /* what a workbook carries unseen */                                                             \
  CODE (MACROS, "vn-macros")                                                                       \
  CODE (HIDDEN_SHEET, "vn-hidden-sheet")                                                           \
  CODE (HIDDEN_ROWS, "vn-hidden-rows")                                                             \
  CODE (HIDDEN_COLUMNS, "vn-hidden-columns")                                                       \
  CODE (INVISIBLE_CELLS, "vn-invisible-cells")                                                     \
  CODE (COMMENTS, "vn-comments")                                                                   \
  CODE (TRACKED_CHANGES, "vn-tracked-changes")                                                     \
  CODE (PIVOT_CACHE, "vn-pivot-cache")                                                             \
  CODE (EXTERNAL_LINK, "vn-external-link")                                                         \
  CODE (EMBEDDED_DATA, "vn-embedded-data")                                                         \
  CODE (HIDDEN_NAME, "vn-hidden-name")                                                             \
  CODE (FILE_PROPERTIES, "vn-file-properties")                                                     \
  CODE (OTHER_CONTENT, "vn-other-content")                                                         \
  CODE (SEVERAL_SHEETS, "vn-several-sheets")                                                       \
  CODE (FORMAT_NOT_ALLOWED, "vn-format-not-allowed")                                               \
  CODE (WRONG_EXTENSION, "vn-wrong-extension")                                                     \
  CODE (ENCODING_TCVN3, "vn-encoding-tcvn3")                                                       \
  CODE (ENCODING_VNI, "vn-encoding-vni")                                                           \
  CODE (ENCODING_VPS, "vn-encoding-vps")                                                           \
  CODE (ENCODING_VISCII, "vn-encoding-viscii")                                                     \
  CODE (ENCODING_WINDOWS_1258, "vn-encoding-windows-1258")                                         \
  CODE (ENCODING_WINDOWS_1252, "vn-encoding-windows-1252")                                         \
  CODE (ENCODING_UTF_16, "vn-encoding-utf-16")                                                     \
  CODE (ENCODING_UTF_8_TWICE, "vn-encoding-utf-8-twice")                                           \
  CODE (ENCODING_UNKNOWN, "vn-encoding-unknown")                                                   \
  CODE (BOM, "vn-bom")                                                                             \
  CODE (MIXED_LINE_ENDS, "vn-mixed-line-ends")                                                     \
  /* pages */                                                                                      \
  CODE (PDF_PERSONAL, "vn-personal-pdf")                                                           \
  CODE (PDF_SCRIPTS, "vn-pdf-scripts")                                                             \
  CODE (PDF_ATTACHMENTS, "vn-pdf-attachments")                                                     \
  CODE (PDF_AUTHOR, "vn-pdf-author")                                                               \
  CODE (PDF_RESTRICTED, "vn-pdf-restricted")                                                       \
  CODE (PDF_SCANNED, "vn-pdf-scanned")                                                             \
  CODE (PDF_NO_TEXT, "vn-pdf-no-text")                                                             \
  CODE (PDF_RECOGNISED, "vn-pdf-recognised")                                                       \
  CODE (PDF_GARBLED, "vn-pdf-garbled")                                                             \
  CODE (PDF_LEGACY_FONT, "vn-pdf-legacy-font")                                                     \
  CODE (PDF_FONTS, "vn-pdf-fonts")                                                                 \
  CODE (PDF_FIELDS, "vn-pdf-fields")                                                               \
  CODE (PDF_SIGNATURES, "vn-pdf-signatures")                                                       \
  CODE (PDF_UNTAGGED, "vn-pdf-untagged")                                                           \
  /* the table */                                                                                  \
  CODE (NO_ROWS, "vn-no-rows")                                                                     \
  CODE (NO_HEADER, "vn-no-header")                                                                 \
  CODE (LAYOUT_UNSURE, "vn-layout-unsure")                                                         \
  CODE (LAYOUT_TITLE, "vn-layout-title")                                                           \
  CODE (LAYOUT_HEADER, "vn-layout-header")                                                         \
  CODE (LAYOUT_NUMBERING, "vn-layout-numbering")                                                   \
  CODE (LAYOUT_REPEATED_HEADER, "vn-layout-repeated-header")                                       \
  CODE (LAYOUT_GROUP, "vn-layout-group")                                                           \
  CODE (LAYOUT_TOTAL, "vn-layout-total")                                                           \
  CODE (LAYOUT_NOTE, "vn-layout-note")                                                             \
  CODE (LAYOUT_OTHER_TABLE, "vn-layout-other-table")                                               \
  CODE (LAYOUT_BESIDE, "vn-layout-beside")                                                         \
  CODE (LAYOUT_TAKEN_OUT, "vn-layout-taken-out")                                                   \
  CODE (ONE_COLUMN, "vn-one-column")                                                               \
  CODE (BLANK_HEADER, "blank-header")                                                              \
  CODE (BLANK_LABEL, "blank-label")                                                                \
  CODE (DUPLICATE_LABEL, "duplicate-label")                                                        \
  CODE (BLANK_COLUMN, "vn-blank-column")                                                           \
  CODE (MISSING_CELL, "missing-cell")                                                              \
  CODE (EXTRA_CELL, "extra-cell")                                                                  \
  CODE (BLANK_ROW, "blank-row")                                                                    \
  CODE (DUPLICATE_ROW, "duplicate-row")                                                            \
  CODE (UNTERMINATED_QUOTE, "vn-unterminated-quote")                                               \
  CODE (TEXT_AFTER_QUOTE, "vn-text-after-quote")                                                   \
  CODE (STRAY_QUOTE, "vn-stray-quote")                                                             \
  CODE (ROW_TOO_LONG, "vn-row-too-long")                                                           \
  CODE (HUGE_CELL, "vn-huge-cell")                                                                 \
  /* the columns: what they are, and what a schema says that they are */                           \
  CODE (MISSING_LABEL, "missing-label")                                                            \
  CODE (EXTRA_LABEL, "extra-label")                                                                \
  CODE (INCORRECT_LABEL, "incorrect-label")                                                        \
  CODE (TYPE_ERROR, "type-error")                                                                  \
  CODE (CONSTRAINT_ERROR, "constraint-error")                                                      \
  CODE (UNIQUE_ERROR, "unique-error")                                                              \
  CODE (PRIMARY_KEY, "primary-key")                                                                \
  CODE (IMPOSSIBLE_DATE, "vn-impossible-date")                                                     \
  CODE (AMBIGUOUS_DATE, "vn-ambiguous-date")                                                       \
  CODE (MIXED_DATES, "vn-mixed-dates")                                                             \
  CODE (SHORT_YEAR, "vn-short-year")                                                               \
  CODE (BUDDHIST_YEAR, "vn-buddhist-year")                                                         \
  CODE (DATE_SERIAL, "vn-date-serial")                                                             \
  CODE (DATE_BEFORE_1900, "vn-date-before-1900")                                                   \
  CODE (AMBIGUOUS_NUMBER, "vn-ambiguous-number")                                                   \
  CODE (MIXED_NUMBERS, "vn-mixed-numbers")                                                         \
  CODE (NUMBER_AS_TEXT, "vn-number-as-text")                                                       \
  CODE (LOST_ZEROS, "vn-lost-zeros")                                                               \
  CODE (UNIT_IN_CELL, "vn-unit-in-cell")                                                           \
  CODE (LOST_TEXT, "vn-lost-text")                                                                 \
  CODE (SHEET_ERROR, "vn-sheet-error")                                                             \
  CODE (UNKNOWN_PLACE, "vn-unknown-place")                                                         \
  CODE (PLACE_MISMATCH, "vn-place-mismatch")                                                       \
  CODE (PLACE_ELSEWHERE, "vn-place-elsewhere")                                                     \
  CODE (PLACE_OTHER_TIME, "vn-place-other-time")                                                   \
  CODE (OLD_PLACE, "vn-old-place")                                                                 \
  CODE (MIXED_PLACES, "vn-mixed-places")                                                           \
  /* the text in the cells */                                                                      \
  CODE (ENCODING_ERROR, "encoding-error")                                                          \
  CODE (MIXED_ENCODING, "vn-mixed-encoding")                                                       \
  CODE (NUL_BYTE, "vn-nul-byte")                                                                   \
  CODE (REPLACEMENT_CHARACTER, "vn-replacement-character")                                         \
  CODE (CONTROL_CHARACTER, "vn-control-character")                                                 \
  CODE (ZERO_WIDTH, "vn-zero-width")                                                               \
  CODE (LOOK_ALIKE, "vn-look-alike")                                                               \
  CODE (NOT_NFC, "vn-not-nfc")                                                                     \
  CODE (NO_BREAK_SPACE, "vn-no-break-space")                                                       \
  CODE (OLD_PHONE_HEAD, "vn-old-phone-head")                                                       \
  /* against what was published: made by core/rules */                                             \
  CODE (ROWS_GONE, "vn-rows-gone")                                                                 \
  CODE (COLUMN_GONE, "vn-column-gone")                                                             \
  CODE (COLUMN_RETYPED, "vn-column-retyped")                                                       \
  /* the dataset: made by core/rules */                                                            \
  CODE (NOT_IN_CATALOG, "vn-not-in-catalog")                                                       \
  CODE (METADATA_EMPTY, "vn-metadata-empty")                                                       \
  CODE (NO_FILE, "vn-no-file")                                                                     \
  CODE (FORMAT_NOT_IN_CATALOG, "vn-format-not-in-catalog")                                         \
  CODE (NOT_OPEN_FORMAT, "vn-not-open-format")

/**
 * CbFindingCode:
 *
 * One of %CB_FINDING_CODES. The numbers are not stored anywhere.
 */
typedef enum
{
#define CB_FINDING_CODE_ENUM(id, name) CB_FINDING_##id,
  CB_FINDING_CODES (CB_FINDING_CODE_ENUM)
#undef CB_FINDING_CODE_ENUM
      CB_FINDING_N_CODES
} CbFindingCode;

const char *cb_finding_codes_name (CbFindingCode code);
gboolean cb_finding_codes_lookup (const char *name, CbFindingCode *code);

G_END_DECLS
