/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What congbo-engine and its client say to each other.
 *
 * A frame is `C` `B` version 0, a little-endian uint32 length, and that many bytes: a little-endian
 * GVariant of type (usv), that is serial, name, body. Answers carry the serial of their request;
 * serial 0 is for what the engine says unasked. Each name has exactly one body type, below; a body
 * of another type, a frame not in normal form or over CB_PROTOCOL_MAX_FRAME ends the conversation.
 *
 * One number versions the whole: there is no negotiation, both sides are installed together.
 */
#define CB_PROTOCOL_VERSION 1

/* Raised whenever a check finds more, less or otherwise than before: findings kept under another
 * number are out of date (product.md E10). */
#define CB_PROTOCOL_RULES_VERSION "6"
#define CB_PROTOCOL_MAX_FRAME (16u * 1024 * 1024)
#define CB_PROTOCOL_FRAME_TYPE "(usv)"

/* The file to read is this descriptor in the engine; the mended copy goes to the other, or the file
 * that it is compared with is read from there. */
#define CB_PROTOCOL_FD_IN 3
#define CB_PROTOCOL_FD_OUT 4

/* At most so many rows in one answer; fewer come back when the frame would grow too large. */
#define CB_PROTOCOL_MAX_ROWS 2048
/* A cell longer than this is cut for showing, and says so. */
#define CB_PROTOCOL_MAX_CELL_SHOWN 4096
/* At most so many findings; further ones are counted only. */
#define CB_PROTOCOL_MAX_FINDINGS 2000

/* open: a{sv} options. Keys, all optional:
 *   name s           the file's name, for comparing its extension with its content
 *   encoding s       read as this instead of what is found (names as in the answer)
 *   delimiter s      one ASCII character
 *   header-row u     the last row of the header, 1-based; 0: there is no header row
 *   header-rows u    how many rows the header has up to there
 *   names as         of the columns of an earlier file of the same form, by which the header is
 *                    looked for where it is not said
 *   first-column u   0-based: columns before it are not of the table
 *   columns u        so many from there: what is behind is of another table
 *   body-end t       rows of the file (0-based) from this one on are not of the table
 *   keep as          kinds of rows that are of the table all the same (base/cb-row-kinds.h)
 *   taken-out at     rows of the file (0-based) that are not of the table
 *   taken-in at      rows that are, whatever they look like
 *   sheet u          of a workbook, 0-based; absent: the first that is not hidden and not empty
 * Progress while all of the file has to be gone through first: its total says nothing. Then
 * opened: a{sv} facts. Keys, all present:
 *   format s         csv tsv text xlsx xls ods pdf docx doc zip html empty binary …, by content
 *   name-format s    what the extension claims, "" when it claims nothing
 *   size t           bytes
 *   encoding s       utf-8 utf-16le utf-16be windows-1258 windows-1252 tcvn3 vni …
 *   bom b
 *   confidence d     0…1, of the encoding
 *   delimiter s      one character
 *   quote s          one character, or "" when nothing is quoted
 *   line-end s       lf crlf cr mixed none
 *   header-row u     the last row of the header, 1-based, 0 when there is none
 *   header-rows u    how many rows it has; their names of a column are joined in @columns
 *   layout-confidence d  0…1, that this is the header
 *   sheets a(ssb)    of a workbook: name, visibility (visible hidden very-hidden), whether it has
 *                    cells to read (a chart has none)
 *   sheet i          which of them this is, -1 where there are none
 *   pages u          of a PDF, 0 of what has no pages; at most CB_PROTOCOL_MAX_PAGES
 *   columns as       names, in UTF-8, "" where a header cell is blank
 *   secret-mark s    "" or the state-secret mark found in the first megabyte; then no columns
 *   sandbox as       what is in force: no-new-privs landlock seccomp address-space cpu file-size
 *   sandbox-missing as  what could not be, with the reason after a colon
 */
#define CB_PROTOCOL_OPEN "open"
#define CB_PROTOCOL_OPENED "opened"
#define CB_PROTOCOL_OPTIONS_TYPE "a{sv}"
#define CB_PROTOCOL_MAX_PAGES 100000u

/* indexed (unasked): t rows so far, without the header; b whether that is all of them. Sent at most
 * ten times a second, and once at the end. Then t is the first row behind the table, counted as in
 * `rows`: what follows are notes, totals, other tables; G_MAXUINT64 when nothing does, and before.
 */
#define CB_PROTOCOL_INDEXED "indexed"
#define CB_PROTOCOL_INDEXED_TYPE "(tbt)"

/* rows: t first row, 0-based without the header; u count. Any row may be asked for at any time:
 * the answer waits for the index to reach it.
 * rows: t first; a(yas): one per row, its kind (CbRowKind, base/cb-row-kinds.h) and its cells, as
 * UTF-8, cut at CB_PROTOCOL_MAX_CELL_SHOWN; fewer rows than asked at the end of the table. */
#define CB_PROTOCOL_ROWS "rows"
#define CB_PROTOCOL_ROWS_REQUEST_TYPE "(tu)"
#define CB_PROTOCOL_ROWS_ANSWER_TYPE "(ta(yas))"

/* profile: a{sv} no options yet. Progress, then
 * profiled: t rows; a(s…): per column name s, blank t, distinct t (exact to 1 million, then an
 * estimate), minimum s, maximum s, shortest u, longest u, type s (cb_column_type_name()),
 * samples as (at most 5, masked when the column holds personal data). All of these values are cut
 * where those of all columns would not fit into a frame. */
#define CB_PROTOCOL_PROFILE "profile"
#define CB_PROTOCOL_PROFILED "profiled"
#define CB_PROTOCOL_PROFILED_TYPE "(ta(sttssuusas))"

/* schema: a{sv} no options yet. Progress, then
 * schema: s, a Table Schema v2 as JSON (base/cb-schema.h), inferred from all rows: names, types and
 * how they are written, no values but words for nothing and for yes and no. */
#define CB_PROTOCOL_SCHEMA "schema"

/* check: a{sv}. Keys, all optional:
 *   allowed-formats as   from the profile; absent: everything is allowed
 *   schema s             a Table Schema v2 that the table is held against; absent: what 95 of 100
 *                        values of a column are
 *   places s             codes and names of provinces, as data/lists/provinces.tsv has them
 *   communes s           … of districts and communes, as communes.tsv has them: for a table with a
 *                        column of such (cb_place_label_read())
 * Progress and findings in any order, then checked.
 * finding: see CbFinding: code s, severity s, row t (0-based, G_MAXUINT64 when it has none),
 * column i (-1 when it has none), column-name s, count t, sample s (masked), arguments a{ss}.
 * checked: a{sv}: rows t, columns u, findings t, more t (found but not sent), rules s (version). */
#define CB_PROTOCOL_CHECK "check"
#define CB_PROTOCOL_FINDING "finding"
#define CB_PROTOCOL_FINDING_TYPE "(sstistsa{ss})"
#define CB_PROTOCOL_CHECKED "checked"

/* mend: s, a recipe as JSON (engine/fixes). Progress, then the whole file is in CB_PROTOCOL_FD_OUT.
 * mended: a{sv}: bytes t, rows t, cells t (changed). */
#define CB_PROTOCOL_MEND "mend"
#define CB_PROTOCOL_MENDED "mended"

/* effect: s, a recipe as JSON (engine/fixes). Progress, then
 * effects: t rows that it would write, t cells that it would change. Nothing is written. */
#define CB_PROTOCOL_EFFECT "effect"
#define CB_PROTOCOL_EFFECTS "effects"
#define CB_PROTOCOL_EFFECTS_TYPE "(tt)"

/* locate: s a recipe; t row and u column of a cell of what it writes, 0-based, the header counted;
 * G_MAXUINT64 for a row asks for the column only.
 * located: b whether the cell is made of one of the file; t row of the file, 0-based; u column; s
 * its name.
 *
 * edits: s a recipe.
 * edited: a(tu): row and column, as above, of cells of what it writes that were edited one by one;
 * at most CB_PROTOCOL_MAX_EDITS. */
#define CB_PROTOCOL_LOCATE "locate"
#define CB_PROTOCOL_LOCATE_TYPE "(stu)"
#define CB_PROTOCOL_LOCATED "located"
#define CB_PROTOCOL_LOCATED_TYPE "(btus)"
#define CB_PROTOCOL_EDITS "edits"
#define CB_PROTOCOL_EDITED "edited"
#define CB_PROTOCOL_EDITED_TYPE "(a(tu))"
#define CB_PROTOCOL_MAX_EDITS 10000u

/* hidden: a{sv} no options yet. Waits until the sheet is read.
 * unseen: s why not all could be read (cb_error_code_name()), "" when all could; s what and from
 * where on, for the log; a(sisst): what the file carries unseen (product.md D4): kind
 * (base/cb-hidden-kinds.h), sheet or -1, place, detail, count. At most CB_PROTOCOL_MAX_HIDDEN. */
#define CB_PROTOCOL_HIDDEN "hidden"
#define CB_PROTOCOL_UNSEEN "unseen"
#define CB_PROTOCOL_UNSEEN_TYPE "(ssa(sisst))"
#define CB_PROTOCOL_MAX_HIDDEN 5000

/* cell: t row, 0-based without the header; u column. The whole of what `rows` cuts.
 * cell: s, UTF-8, cut at CB_PROTOCOL_MAX_CELL; "" where there is no such cell. */
#define CB_PROTOCOL_CELL "cell"
#define CB_PROTOCOL_CELL_REQUEST_TYPE "(tu)"
#define CB_PROTOCOL_CELL_ANSWER_TYPE "s"
#define CB_PROTOCOL_MAX_CELL (1024u * 1024)

/* page-text: u a page, 0-based.
 * page-text: s, its text as it is read, UTF-8, cut at CB_PROTOCOL_MAX_PAGE_TEXT; "" where it has
 * none. */
#define CB_PROTOCOL_PAGE_TEXT "page-text"
#define CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE "(u)"
#define CB_PROTOCOL_PAGE_TEXT_ANSWER_TYPE "s"
#define CB_PROTOCOL_MAX_PAGE_TEXT (1024u * 1024)

/* page-sizes: u the first page, 0-based; u how many.
 * page-sizes: u the first; a(dd): width and height of each as it is shown, in points (1/72 inch),
 * 1 … CB_PROTOCOL_MAX_PAGE_SIDE; at most CB_PROTOCOL_MAX_PAGE_SIZES at once, fewer at the end.
 *
 * page: u a page, 0-based; (uu) width and height of all of it in pixels, at most
 * CB_PROTOCOL_MAX_PAGE_PIXELS each; (uuuu) the part of it that is wanted: left, top, width, height,
 * at most CB_PROTOCOL_MAX_PART_PIXELS pixels and within the page.
 * drawn: ay, the pixels of that part on white paper, four bytes each as CAIRO_FORMAT_ARGB32 has
 * them in memory, rows from above, without gaps. Both sides are of one machine. */
#define CB_PROTOCOL_PAGE_SIZES "page-sizes"
#define CB_PROTOCOL_PAGE_SIZES_REQUEST_TYPE "(uu)"
#define CB_PROTOCOL_PAGE_SIZES_ANSWER_TYPE "(ua(dd))"
#define CB_PROTOCOL_MAX_PAGE_SIZES 1024u
#define CB_PROTOCOL_MAX_PAGE_SIDE 100000
#define CB_PROTOCOL_PAGE "page"
#define CB_PROTOCOL_PAGE_TYPE "(u(uu)(uuuu))"
#define CB_PROTOCOL_DRAWN "drawn"
#define CB_PROTOCOL_DRAWN_TYPE "ay"
#define CB_PROTOCOL_MAX_PAGE_PIXELS 32768u
#define CB_PROTOCOL_MAX_PART_PIXELS (3u * 1024 * 1024)

/* page-letters: u a page, 0-based.
 * page-letters: s its text, as in page-text, and at most CB_PROTOCOL_MAX_LETTERS characters of it;
 * a(iiii): where each of these characters stands as the page is shown, in 64ths of a point: left,
 * top, right, bottom; without extent where it stands nowhere.
 *
 * find-pages: s what a person typed, compared without case and diacritics; u the page to go on at.
 * Looks through pages for a quarter of a second.
 * found-pages: a(uuu): page, the first character of page-letters, how many, in order, at most
 * CB_PROTOCOL_MAX_HITS; u page to go on at; b whether these were all pages. */
#define CB_PROTOCOL_PAGE_LETTERS "page-letters"
#define CB_PROTOCOL_PAGE_LETTERS_REQUEST_TYPE "(u)"
#define CB_PROTOCOL_PAGE_LETTERS_ANSWER_TYPE "(sa(iiii))"
#define CB_PROTOCOL_MAX_LETTERS 100000u
#define CB_PROTOCOL_LETTER_UNITS 64
#define CB_PROTOCOL_FIND_PAGES "find-pages"
#define CB_PROTOCOL_FIND_PAGES_TYPE "(su)"
#define CB_PROTOCOL_FOUND_PAGES "found-pages"
#define CB_PROTOCOL_FOUND_PAGES_TYPE "(a(uuu)ub)"
#define CB_PROTOCOL_MAX_HITS 10000u

/* chart: u a column, 0-based, of which a profile was made before. Progress, then
 * charted: s what the bars are: none, bins (parts of the range of numbers or dates) or values (the
 * most frequent); a(sst): per bar the value or where it begins, where it ends, cells: at most
 * CB_PROTOCOL_MAX_BARS, numbers with a point, dates as ISO 8601; of a personal column values are
 * masked and ends are ""; t cells that are neither blank nor in a bar. */
#define CB_PROTOCOL_CHART "chart"
#define CB_PROTOCOL_CHART_TYPE "(u)"
#define CB_PROTOCOL_CHARTED "charted"
#define CB_PROTOCOL_CHARTED_TYPE "(sa(sst)t)"
#define CB_PROTOCOL_MAX_BARS 64

/* find: s what a person typed, compared without case and diacritics (cb_text_fold()); t row and u
 * column to begin at, 0-based, the cell there included forwards, not included backwards; i the only
 * column to look in, -1 for all; b backwards. Progress.
 * found: b whether there is one; t row; u column.
 * tally: s what a person typed; t row to go on at; i the only column, -1 for all. Counts for a
 * quarter of a second.
 * tallied: t cells that have it among the rows gone through; t row to go on at; b whether these
 * were all rows. */
#define CB_PROTOCOL_FIND "find"
#define CB_PROTOCOL_FIND_TYPE "(stuib)"
#define CB_PROTOCOL_FOUND "found"
#define CB_PROTOCOL_FOUND_TYPE "(btu)"
#define CB_PROTOCOL_TALLY "tally"
#define CB_PROTOCOL_TALLY_TYPE "(sti)"
#define CB_PROTOCOL_TALLIED "tallied"
#define CB_PROTOCOL_TALLIED_TYPE "(ttb)"
#define CB_PROTOCOL_MAX_NEEDLE 1000

/* diff: a{sv} how the other file (CB_PROTOCOL_FD_OUT), which stands for what was before, is read:
 * as in `open`; a{sv}: key as, names of the columns by which rows are found again; absent: find
 * out. Progress, then
 * diffed:
 *   s                how rows were found again: given, found, whole-rows
 *   au               by which columns: places among those that follow
 *   u                the last row of the header before, 1-based, 0 when there is none
 *   a(iissssbbti)    columns: place before and now (-1: it is not there), name before and now, type
 *                    before and now (cb_column_type_name()), whether it is written otherwise and
 *                    what it stands for was compared, whether it counts the rows and was not
 *                    compared, cells changed, the place of the column of the other table that has
 *                    its values under another name (-1: none)
 *   ttt              rows before, rows now, the same in both
 *   (ttt)            rows added, removed, changed
 *   (tt)             rows before, rows now whose key an earlier one has
 *   t                changed rows whose cells were compared
 *
 * diff-rows: u a CbDiffKind (base/cb-diff-kinds.h); t the first of these, 0-based; u how many.
 * diff-rows: u the kind; t the first; a(ttasasau): the row before and the row now (G_MAXUINT64:
 * none), their cells in the order of the columns of `diffed`, cut as in `rows`, and the places of
 * those that differ; fewer where they are long; at most CB_PROTOCOL_MAX_DIFF_LISTED can be had. */
#define CB_PROTOCOL_DIFF "diff"
#define CB_PROTOCOL_DIFF_TYPE "(a{sv}a{sv})"
#define CB_PROTOCOL_DIFFED "diffed"
#define CB_PROTOCOL_DIFFED_TYPE "(sauua(iissssbbti)ttt(ttt)(tt)t)"
#define CB_PROTOCOL_DIFF_ROWS "diff-rows"
#define CB_PROTOCOL_DIFF_ROWS_REQUEST_TYPE "(utu)"
#define CB_PROTOCOL_DIFF_ROWS_ANSWER_TYPE "(uta(ttasasau))"
#define CB_PROTOCOL_MAX_DIFF_ROWS 256u
#define CB_PROTOCOL_MAX_DIFF_LISTED 1000000u

/* cancel: u, the serial of the request to end; it is then answered by an error "cancelled". */
#define CB_PROTOCOL_CANCEL "cancel"
#define CB_PROTOCOL_CANCEL_TYPE "(u)"

/* progress: t done, t total, in bytes of the file. At most ten times a second. */
#define CB_PROTOCOL_PROGRESS "progress"
#define CB_PROTOCOL_PROGRESS_TYPE "(tt)"

/* error: s code (cb_error_code_name(), or "cancelled"), s message for the log, without any content
 * of the file. */
#define CB_PROTOCOL_ERROR "error"
#define CB_PROTOCOL_ERROR_TYPE "(ss)"

G_END_DECLS
