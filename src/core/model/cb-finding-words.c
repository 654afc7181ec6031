/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each finding says: one table, in the order of base/cb-finding-codes.h. A word in braces is
 * filled in: {count} {column} {number} of the finding, or one of its arguments. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-finding-codes.h"
#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-file-info.h"
#include "core/model/cb-finding-private.h"
#include "core/model/cb-schema-words.h"

typedef struct
{
  const char *title;
  const char *remedy;
} Words;

/* clang-format off */
static const Words words[] = {
  [CB_FINDING_SECRET_MARK] = { N_ ("A mark of a state secret: “{mark}”"),
    N_ ("Stop here: do not copy, show or send this file. Tell the officer in charge of state secrets.") },
  [CB_FINDING_INTERNAL_MARK] = { N_ ("The text is marked “{mark}”"),
    N_ ("Make sure that it may be made public. If it may, waive this and write why.") },
  [CB_FINDING_PERSONAL_CCCD] = { N_ ("Citizen identity numbers (CCCD) in column “{column}”: {count}"),
    N_ ("Leave the column out, or publish totals instead of persons. Hiding some of the digits is not enough.") },
  [CB_FINDING_PERSONAL_COMBINATION] = { N_ ("Columns that together tell who a person is: {columns}"),
    N_ ("Leave out the name, the date of birth or the address. If a law makes them public, waive this and name the law.") },
  [CB_FINDING_PERSONAL_NUMBER] = { N_ ("Numbers that belong to a person ({kind}) in column “{column}”: {count}"),
    N_ ("Leave the column out. If a law makes these numbers public, waive this and name the law.") },
  [CB_FINDING_PERSONAL_PHONE] = { N_ ("Mobile phone numbers in column “{column}”: {count}"),
    N_ ("If they belong to persons, leave the column out. If they are lines of an office, waive this and say so.") },
  [CB_FINDING_PERSONAL_EMAIL] = { N_ ("E-mail addresses of persons in column “{column}”: {count}"),
    N_ ("If they belong to persons, leave the column out. If they are addresses of an office, waive this and say so.") },
  [CB_FINDING_UNSAFE_FILE] = { N_ ("This file could not be read safely"),
    N_ ("Open it in the program that made it, save it again as CSV and bring in the new file.") },
  [CB_FINDING_NOT_READ] = { N_ ("The program does not look into files of this kind ({format})"),
    N_ ("Read it yourself: personal data, marks, notes and properties go out with it. Then waive this and say who has read it.") },
  [CB_FINDING_DAMAGED_FILE] = { N_ ("The file is damaged: it could be read up to row {row} only"),
    N_ ("Open it in the program that made it, save it again and bring in the new file.") },
  [CB_FINDING_MACROS] = { N_ ("The workbook has macros: {count}"),
    N_ ("Convert the sheet to CSV, or save the workbook without macros (.xlsx) and bring in the new file.") },
  [CB_FINDING_HIDDEN_SHEET] = { N_ ("Hidden sheets that go out with the workbook: {places}"),
    N_ ("Convert the sheet to CSV: then only what the table shows goes out. Or delete them in the workbook.") },
  [CB_FINDING_HIDDEN_ROWS] = { N_ ("Hidden rows: {count}"),
    N_ ("They are published, too. Look at them; leave them out, or waive this and say so.") },
  [CB_FINDING_HIDDEN_COLUMNS] = { N_ ("Hidden columns: {places}"),
    N_ ("They are published, too. Look at them; leave them out, or waive this and say so.") },
  [CB_FINDING_INVISIBLE_CELLS] = { N_ ("Cells that cannot be seen, as white on white: {count}"),
    N_ ("They are published, too. Look at them; empty them, or waive this and say so.") },
  [CB_FINDING_COMMENTS] = { N_ ("Comments in the file: {count}"),
    N_ ("Convert the sheet to CSV: comments stay behind. Or delete them in the workbook.") },
  [CB_FINDING_TRACKED_CHANGES] = { N_ ("Tracked changes that nobody has accepted yet: {count}"),
    N_ ("What was deleted goes out with the file. Accept or reject all changes in Word and bring in the new file, or convert the table to CSV: they stay behind.") },
  [CB_FINDING_PIVOT_CACHE] = { N_ ("A pivot table keeps the data that it was made of: {count}"),
    N_ ("Convert the sheet to CSV: it stays behind. Or paste the table as values in the workbook.") },
  [CB_FINDING_EXTERNAL_LINK] = { N_ ("Links to other files or data sources: {count}"),
    N_ ("They name folders and servers of the office. Convert the sheet to CSV, or break the links in the workbook.") },
  [CB_FINDING_EMBEDDED_DATA] = { N_ ("Files or data within the workbook: {count}"),
    N_ ("Convert the sheet to CSV: they stay behind. Or take them out of the workbook.") },
  [CB_FINDING_HIDDEN_NAME] = { N_ ("Hidden names of cells: {count}"),
    N_ ("Convert the sheet to CSV: they stay behind.") },
  [CB_FINDING_FILE_PROPERTIES] = { N_ ("Properties of the file name people or the office: {places}"),
    N_ ("Convert the sheet to CSV, or remove the properties in the workbook (File, Info).") },
  [CB_FINDING_OTHER_CONTENT] = { N_ ("The workbook also has: {places}"),
    N_ ("Make sure that it may be public. In a CSV it stays behind.") },
  [CB_FINDING_SEVERAL_SHEETS] = { N_ ("The workbook has {count} sheets; this one is checked whole, the others for personal data and marks"),
    N_ ("Publish each table as a file of its own, or make sure that all sheets may be public.") },
  [CB_FINDING_FORMAT_NOT_ALLOWED] = { N_ ("This file is {format}; the rules allow: {allowed}"),
    N_ ("Save it in one of these formats and bring in the new file.") },
  [CB_FINDING_WRONG_EXTENSION] = { N_ ("This file is {format}, but its name says {name-format}"),
    N_ ("Give it a name that ends as what it is: people and programs go by the name.") },
  [CB_FINDING_ENCODING_TCVN3] = { N_ ("The text is in the old encoding TCVN3 (ABC, .Vn fonts)"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_VNI] = { N_ ("The text is in the old encoding VNI"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_VPS] = { N_ ("The text is in the old encoding VPS"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_VISCII] = { N_ ("The text is in the old encoding VISCII"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_WINDOWS_1258] = { N_ ("The text is in the old encoding Windows-1258"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_WINDOWS_1252] = { N_ ("The text is in the old encoding Windows-1252"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_UTF_16] = { N_ ("The text is in UTF-16"),
    N_ ("Convert to UTF-8, which every portal reads. The words stay the same.") },
  [CB_FINDING_ENCODING_UTF_8_TWICE] = { N_ ("The text was converted to UTF-8 twice (á for á)"),
    N_ ("Convert to Unicode. The words stay the same.") },
  [CB_FINDING_ENCODING_UNKNOWN] = { N_ ("The encoding of the text is not known"),
    N_ ("Choose the encoding above the table until the letters are right.") },
  [CB_FINDING_BOM] = { N_ ("The file begins with a byte order mark (BOM)"),
    N_ ("Excel likes it and most programs skip it; it may stay.") },
  [CB_FINDING_MIXED_LINE_ENDS] = { N_ ("Rows that end otherwise than the others: {count}"),
    N_ ("Write the file anew with one kind of line end.") },
  [CB_FINDING_NO_ROWS] = { N_ ("There are no rows below the header"),
    N_ ("Make sure that it is the right file and that the header row is chosen rightly.") },
  [CB_FINDING_NO_HEADER] = { N_ ("There is no row with the names of the columns"),
    N_ ("Add such a row on top, or choose the header row above the table.") },
  [CB_FINDING_LAYOUT_UNSURE] = { N_ ("It is not certain which rows are the header"),
    N_ ("Look at the first rows. If a row belongs to the header, choose the header rows above the table.") },
  [CB_FINDING_LAYOUT_TITLE] = { N_ ("Rows with titles above the header: {count}"),
    N_ ("Make a clean table: these rows are left out.") },
  [CB_FINDING_LAYOUT_HEADER] = { N_ ("The header takes {count} rows"),
    N_ ("Make a clean table: each column gets one name, made of these rows.") },
  [CB_FINDING_LAYOUT_NUMBERING] = { N_ ("Rows that only number the columns (A, B, 1, 2): {count}"),
    N_ ("Make a clean table: these rows are left out.") },
  [CB_FINDING_LAYOUT_REPEATED_HEADER] = { N_ ("The header is repeated among the rows: {count}"),
    N_ ("Make a clean table: the header stays once, on top.") },
  [CB_FINDING_LAYOUT_GROUP] = { N_ ("Rows that only name a group: {count}"),
    N_ ("Make a clean table: these rows are left out, and their names go into a column where readers must know the groups.") },
  [CB_FINDING_LAYOUT_TOTAL] = { N_ ("Rows with totals: {count}"),
    N_ ("Make a clean table: these rows are left out, so that nobody counts them twice.") },
  [CB_FINDING_LAYOUT_NOTE] = { N_ ("Notes and signatures below the table: {count}"),
    N_ ("Make a clean table: these rows are left out. What readers must know belongs in the description.") },
  [CB_FINDING_LAYOUT_OTHER_TABLE] = { N_ ("Another table stands below the first: {count} rows"),
    N_ ("Only the first table is read. Publish the other one as a file of its own.") },
  [CB_FINDING_LAYOUT_BESIDE] = { N_ ("Tables that stand side by side: columns {tables}"),
    N_ ("Take one of them: the others are then left out. Publish each as a file of its own.") },
  [CB_FINDING_LAYOUT_TAKEN_OUT] = { N_ ("Rows that were taken out of the table by hand: {count}"),
    N_ ("Make a clean table: these rows are left out.") },
  [CB_FINDING_ONE_COLUMN] = { N_ ("The whole table is one column"),
    N_ ("If there should be more, choose the delimiter above the table.") },
  [CB_FINDING_BLANK_HEADER] = { N_ ("The header row is blank"),
    N_ ("Write the names of the columns, or choose the header row above the table.") },
  [CB_FINDING_BLANK_LABEL] = { N_ ("Column {number} has no name"),
    N_ ("Give it a name that says what stands in it.") },
  [CB_FINDING_DUPLICATE_LABEL] = { N_ ("Columns of the same name “{column}”: {count}"),
    N_ ("Give each column a name of its own.") },
  [CB_FINDING_BLANK_COLUMN] = { N_ ("Column “{column}” is blank in every row"),
    N_ ("Leave the column out, or fill it in.") },
  [CB_FINDING_MISSING_CELL] = { N_ ("Rows with fewer cells than there are columns: {count}"),
    N_ ("Look at these rows: a cell or a delimiter is missing.") },
  [CB_FINDING_EXTRA_CELL] = { N_ ("Rows with more cells than there are columns: {count}"),
    N_ ("Look at these rows: often a text holds the delimiter and is not in quotes.") },
  [CB_FINDING_BLANK_ROW] = { N_ ("Blank rows: {count}"),
    N_ ("Leave the blank rows out.") },
  [CB_FINDING_DUPLICATE_ROW] = { N_ ("Rows that repeat an earlier row: {count}"),
    N_ ("Keep one of each. If they are right as they are, waive this and write why.") },
  [CB_FINDING_UNTERMINATED_QUOTE] = { N_ ("A quotation mark is opened and never closed"),
    N_ ("Close it: until then the rest of the file is one cell.") },
  [CB_FINDING_TEXT_AFTER_QUOTE] = { N_ ("Cells with text after the closing quotation mark: {count}"),
    N_ ("Write quotation marks inside a text twice.") },
  [CB_FINDING_STRAY_QUOTE] = { N_ ("Cells with a quotation mark in the middle: {count}"),
    N_ ("Put the whole text in quotation marks and write those inside it twice.") },
  [CB_FINDING_ROW_TOO_LONG] = { N_ ("Rows too long to be read whole: {count}"),
    N_ ("Look at these rows: most often a quotation mark or a line end is missing.") },
  [CB_FINDING_HUGE_CELL] = { N_ ("Cells with more text than Excel can show (32,767 characters): {count}"),
    N_ ("Look at these cells: most often a quotation mark is missing.") },
  [CB_FINDING_MISSING_LABEL] = { N_ ("Column “{expected}” is missing"),
    N_ ("Add the column, or change the list of columns if it is no longer published.") },
  [CB_FINDING_EXTRA_LABEL] = { N_ ("Column “{column}” is new: the list of columns does not have it"),
    N_ ("Leave the column out, or add it to the list of columns.") },
  [CB_FINDING_INCORRECT_LABEL] = { N_ ("Column “{column}” stands where “{expected}” was expected"),
    N_ ("Give the column the name and the place that it had, or change the list of columns.") },
  [CB_FINDING_TYPE_ERROR] = { N_ ("Cells that are not what column “{column}” is ({type}): {count}"),
    N_ ("Look at these cells and write them like the others.") },
  [CB_FINDING_CONSTRAINT_ERROR] = { N_ ("Cells of column “{column}” that break its rules ({constraints}): {count}"),
    N_ ("Look at these cells, or change the rules of the column.") },
  [CB_FINDING_UNIQUE_ERROR] = { N_ ("Values of column “{column}” that are there before: {count}"),
    N_ ("Each value may be there once. Look at these rows.") },
  [CB_FINDING_PRIMARY_KEY] = { N_ ("Rows with a key that another row has, from column “{column}” on: {count}"),
    N_ ("The key tells rows apart. Look at these rows.") },
  [CB_FINDING_IMPOSSIBLE_DATE] = { N_ ("Dates that do not exist, in column “{column}”: {count}"),
    N_ ("Look these dates up: there is no 31 February.") },
  [CB_FINDING_AMBIGUOUS_DATE] = { N_ ("Day and month cannot be told apart in column “{column}”"),
    N_ ("Write the dates as year-month-day: 2026-03-05.") },
  [CB_FINDING_MIXED_DATES] = { N_ ("The day comes first in some cells of column “{column}”, the month in others"),
    N_ ("Look the dates up and write all of them in one way, best as year-month-day.") },
  [CB_FINDING_SHORT_YEAR] = { N_ ("Years with two digits in column “{column}”: {count}"),
    N_ ("Write the year with four digits: nobody can know the century.") },
  [CB_FINDING_BUDDHIST_YEAR] = { N_ ("Years of the Buddhist era in column “{column}”: {count}"),
    N_ ("Take 543 off: 2569 is 2026. Or change the calendar of the computer that wrote them.") },
  [CB_FINDING_DATE_SERIAL] = { N_ ("Dates in column “{column}” have become numbers of days"),
    N_ ("Give the cells the format of a date in Excel, and save the file again.") },
  [CB_FINDING_DATE_BEFORE_1900] = { N_ ("Dates before 1900 in column “{column}”: {count}"),
    N_ ("Make sure that they are right; Excel cannot count with them.") },
  [CB_FINDING_AMBIGUOUS_NUMBER] = { N_ ("Numbers like 1.234 in column “{column}” can be read in two ways"),
    N_ ("Write them without a mark between thousands.") },
  [CB_FINDING_MIXED_NUMBERS] = { N_ ("Numbers are written in two ways in column “{column}”: 1.234,5 and 1,234.5"),
    N_ ("Write all of them in one way.") },
  [CB_FINDING_NUMBER_AS_TEXT] = { N_ ("Numbers stored as text in column “{column}”: {count}"),
    N_ ("Turn them into numbers in Excel: sums leave them out.") },
  [CB_FINDING_LOST_ZEROS] = { N_ ("Codes and numbers of column “{column}” that have lost the zeros in front: {count}"),
    N_ ("Make the column text in Excel and write the zeros again: 912345678 is 0912345678.") },
  [CB_FINDING_UNIT_IN_CELL] = { N_ ("Some numbers of column “{column}” have a unit behind them, others have none or another"),
    N_ ("Write the unit once, in the name of the column, and numbers alone in the cells.") },
  [CB_FINDING_LOST_TEXT] = { N_ ("Cells whose text is no longer in the file (#MISSING), in column “{column}”: {count}"),
    N_ ("The file is damaged in these places. Open it in the program that made it, write the text again and save it anew.") },
  [CB_FINDING_SHEET_ERROR] = { N_ ("Formulas that failed (#REF, #DIV/0) in column “{column}”: {count}"),
    N_ ("Mend the formulas, or leave these cells blank.") },
  [CB_FINDING_UNKNOWN_PLACE] = { N_ ("Administrative units in column “{column}” that are in no list: {count}"),
    N_ ("Look at these cells: the code or the name may be mistyped.") },
  [CB_FINDING_PLACE_MISMATCH] = { N_ ("Rows whose code is not that of the administrative unit in column “{column}”: {count}"),
    N_ ("Look at these rows. Some codes belong to another unit since the units were merged.") },
  [CB_FINDING_PLACE_ELSEWHERE] = { N_ ("Administrative units in column “{column}” that are not in the district or province of their row: {count}"),
    N_ ("Look at these rows: the unit, or the one above it, may be another. Units of before and after the merger may also be side by side.") },
  [CB_FINDING_PLACE_OTHER_TIME] = { N_ ("Administrative units of column “{column}” that are of another time than its name says (they were merged on {changed}): {count}"),
    N_ ("Look at these rows: units of before and of today may have changed places.") },
  [CB_FINDING_OLD_PLACE] = { N_ ("Administrative units as they were before {changed}, in column “{column}”: {count}"),
    N_ ("They may stay if the data are of that time: then say so in the description.") },
  [CB_FINDING_MIXED_PLACES] = { N_ ("Administrative units of before {changed} beside those of today, in column “{column}”: {count}"),
    N_ ("Use one list in one file: that of the time that the data are of.") },
  [CB_FINDING_ENCODING_ERROR] = { N_ ("Cells with bytes that are no letters: {count}"),
    N_ ("Type these cells again, or save the file again as UTF-8.") },
  [CB_FINDING_MIXED_ENCODING] = { N_ ("Cells in another encoding than the rest ({encoding}), in column “{column}”: {count}"),
    N_ ("Convert these cells to Unicode in the program that made them.") },
  [CB_FINDING_NUL_BYTE] = { N_ ("Cells with NUL bytes: {count}"),
    N_ ("Save the file again as UTF-8; most programs stop at such a byte.") },
  [CB_FINDING_REPLACEMENT_CHARACTER] = { N_ ("Cells with letters that were lost (�), in column “{column}”: {count}"),
    N_ ("Type these cells again: an earlier conversion lost the letters.") },
  [CB_FINDING_CONTROL_CHARACTER] = { N_ ("Cells with invisible control characters, in column “{column}”: {count}"),
    N_ ("Take these characters out.") },
  [CB_FINDING_ZERO_WIDTH] = { N_ ("Cells with characters of no width, in column “{column}”: {count}"),
    N_ ("Take these characters out: search does not find such words.") },
  [CB_FINDING_LOOK_ALIKE] = { N_ ("Cells with letters that only look Vietnamese (Ð for Đ), in column “{column}”: {count}"),
    N_ ("Put the right letters in: search does not find such words.") },
  [CB_FINDING_NOT_NFC] = { N_ ("Cells with letters and marks apart (decomposed Unicode), in column “{column}”: {count}"),
    N_ ("Compose the letters. They look the same, and search finds them.") },
  [CB_FINDING_NO_BREAK_SPACE] = { N_ ("Cells with no-break spaces, in column “{column}”: {count}"),
    N_ ("Put ordinary spaces in their place.") },
  [CB_FINDING_OLD_PHONE_HEAD] = { N_ ("Phone numbers of 11 digits, no longer in use since 2018, in column “{column}”: {count}"),
    N_ ("Put the numbers of today in: 0168… has become 038…, for example.") },
  [CB_FINDING_ROWS_GONE] = { N_ ("Most rows that were published are missing: {count} of {rows}"),
    N_ ("Make sure that the file is whole and the right one, and that none of its rows are left out.") },
  [CB_FINDING_COLUMN_GONE] = { N_ ("The column “{column}” was published and is not there any more"),
    N_ ("Whoever uses the data may rely on it. Bring it back, or say in the description that it is gone.") },
  [CB_FINDING_COLUMN_RETYPED] = { N_ ("Column “{column}” was published as: {was}; it is now: {type}"),
    N_ ("Whoever uses the data may rely on it. Look whether its cells are written as they were before.") },
  [CB_FINDING_NOT_IN_CATALOG] = { N_ ("This dataset is not in the catalog"),
    N_ ("Choose the catalog item that it belongs to, or propose a new one.") },
  [CB_FINDING_METADATA_EMPTY] = { N_ ("Not filled in: {field}"),
    N_ ("Fill it in on the description page.") },
  [CB_FINDING_NO_FILE] = { N_ ("There is no file yet"),
    N_ ("Bring in the file that is to be published.") },
  [CB_FINDING_FORMAT_NOT_IN_CATALOG] = { N_ ("“{file-title}” is {format}; the catalog says: {allowed}"),
    N_ ("Save it in the format of the catalog. If this one serves better, waive this and write why.") },
  [CB_FINDING_NOT_OPEN_FORMAT] = { N_ ("“{file-title}” is {format}, which programs cannot work with well"),
    N_ ("Add the same data as CSV or Excel. If there is none, waive this and write why.") },
  [CB_FINDING_PDF_PERSONAL] = { N_ ("Citizen identity numbers (CCCD) in the text of the PDF: {count}, on page {pages}"),
    N_ ("Take them out in the program that made the file and bring in a new PDF. A black bar over a number leaves it in the file. If a law makes them public, waive this and name the law.") },
  [CB_FINDING_PDF_SCRIPTS] = { N_ ("There are programs (JavaScript) within the PDF"),
    N_ ("Many readers of PDF warn of such a file or refuse it. Print it to a new PDF and bring in that one.") },
  [CB_FINDING_PDF_ATTACHMENTS] = { N_ ("Files are attached within the PDF and go out with it ({count}): {files}"),
    N_ ("Open them in a reader of PDF. Publish them as files of their own, or take them out.") },
  [CB_FINDING_PDF_AUTHOR] = { N_ ("The properties of the PDF name its author"),
    N_ ("Remove the name in the program that made the file and save the PDF again. A signed PDF stays as it is: waive this then.") },
  [CB_FINDING_PDF_RESTRICTED] = { N_ ("The PDF forbids to print it or to copy from it"),
    N_ ("Open data may be used by everybody: save it again without restrictions.") },
  [CB_FINDING_PDF_SCANNED] = { N_ ("Scanned, without letters: programs cannot read page {pages}"),
    N_ ("Publish the file of which the paper was printed (Word, Excel, CSV), or let a program recognise the text (OCR). Nothing in the pictures is checked: look through these pages for personal data and marks yourself.") },
  [CB_FINDING_PDF_NO_TEXT] = { N_ ("No page of the PDF has letters that a program can read"),
    N_ ("Letters may have been drawn as lines. Publish the file that the PDF was made of, or save the PDF again with its text.") },
  [CB_FINDING_PDF_RECOGNISED] = { N_ ("Pictures with recognised text, on page {pages}"),
    N_ ("Recognised text has mistakes. Compare numbers and names with the picture, or publish the file that the paper was printed of.") },
  [CB_FINDING_PDF_GARBLED] = { N_ ("Letters that no program can copy or search, on page {pages}"),
    N_ ("The fonts of the PDF do not say which letters they have. Save the PDF again from the program that made it, with another font.") },
  [CB_FINDING_PDF_LEGACY_FONT] = { N_ ("The PDF is in Vietnamese fonts of before Unicode: {fonts}"),
    N_ ("It looks right, but copied text is unreadable and search finds nothing. Convert the document to Unicode and save the PDF again.") },
  [CB_FINDING_PDF_FONTS] = { N_ ("Fonts that are not in the PDF: {fonts}"),
    N_ ("On a computer without them the letters look otherwise or are lost. Save the PDF again with its fonts embedded.") },
  [CB_FINDING_PDF_FIELDS] = { N_ ("The PDF is a form with fields to fill in: {count}"),
    N_ ("See that nothing is filled in that must not be public.") },
  [CB_FINDING_PDF_SIGNATURES] = { N_ ("Digital signatures, or places for them, in the PDF: {count}; the program does not verify them"),
    N_ ("See in your signing program that they are valid. Do not save the file again: any change breaks a signature.") },
  [CB_FINDING_PDF_UNTAGGED] = { N_ ("The PDF does not say what is a heading, a paragraph or a table"),
    N_ ("Programs that read aloud and programs that take out tables guess then. Choose PDF/A or “tagged PDF” when saving; better, publish the table as CSV or Excel beside it.") },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (words) == CB_FINDING_N_CODES);

/* Names that arguments carry as stable codes. */
static const char *const names[][2] = {
  { "tcvn3", "TCVN3" },
  { "vni", "VNI" },
  { "vps", "VPS" },
  { "viscii", "VISCII" },
  { "windows-1258", "Windows-1258" },
  { "windows-1252", "Windows-1252" },
  { "utf-8", "UTF-8" },
  { "utf-8-twice", N_ ("UTF-8 twice") },
  { "cmnd", "CMND" },
  { "bhxh", "BHXH" },
  { "bhyt", "BHYT" },
  { "passport", N_ ("passport number") },
  { "account", N_ ("bank account") },
  { "plate", N_ ("vehicle plate") },
  { "title", N_ ("title") },
  { "notes", N_ ("description") },
  { "keywords", N_ ("keywords") },
  { "owner_org", N_ ("agency") },
  { "contact_name", N_ ("who to ask") },
  { "contact_email", N_ ("e-mail of who to ask") },
  { "license_id", N_ ("terms of use") },
};

/* Places within a workbook as it names them; kinds of content by our words for them. */
static const char *
find_place_words (const CbFinding *self, const char *place)
{
  CbHiddenKind kind;

  if (g_str_equal (self->code, "vn-file-properties"))
    return cb_hidden_property_words (place);

  return cb_hidden_kind_from_name (place, &kind) ? cb_hidden_kind_words (kind) : place;
}

static char *
dup_places (const CbFinding *self, const char *value)
{
  g_auto (GStrv) places = g_strsplit (value, ", ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; places[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", find_place_words (self, places[i]));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_constraints (const char *value)
{
  static const char *const titles[][2] = {
    { "required", N_ ("must be filled in") },
    { "pattern", N_ ("another form") },
    { "minimum", N_ ("too small") },
    { "maximum", N_ ("too great") },
    { "length", N_ ("too short or too long") },
    { "enum", N_ ("not among the values allowed") },
  };
  g_auto (GStrv) parts = g_strsplit (value, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (titles); k++)
      if (g_str_equal (parts[i], titles[k][0]))
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _ (titles[k][1]));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A day that came as YYYY-MM-DD. */
static char *
dup_day (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "-", -1);

  if (g_strv_length (parts) != 3)
    return g_strdup (value);

  return g_strdup_printf ("%s/%s/%s", parts[2], parts[1], parts[0]);
}

static char *
dup_value (const CbFinding *self, const char *name)
{
  const char *value;

  if (g_str_equal (name, "count"))
    return cb_text_format_count (self->count);
  if (g_str_equal (name, "column") && self->column_name[0] != '\0')
    return g_strdup (self->column_name);
  if (g_str_equal (name, "column") && self->column < 0)
    /* Translators: stands for the name of a column, in quotes: a row has more cells than columns */
    return g_strdup (_ ("past the last column"));
  if (g_str_equal (name, "column") || g_str_equal (name, "number"))
    return cb_text_format_count ((guint64)MAX (self->column + 1, 0));
  value = cb_finding_get_argument (self, name);
  if (g_str_equal (name, "type") || g_str_equal (name, "was"))
    return g_strdup (cb_schema_words_type (value));
  if (g_str_equal (name, "constraints"))
    return dup_constraints (value);
  if (g_str_equal (name, "changed"))
    return dup_day (value);
  if (g_str_equal (name, "places"))
    return dup_places (self, value);
  if (g_str_equal (name, "tables"))
    return _cb_finding_dup_tables (value);
  /* By the name that the program has which writes it. */
  if (g_str_equal (name, "format") && g_str_equal (value, "xml-spreadsheet"))
    return g_strdup ("XML (Excel 2003)");
  if (g_str_equal (name, "format") && g_str_equal (value, "binary"))
    /* Translators: stands for the name of a format: "This file is CSV" */
    return g_strdup (_ ("of an unknown format"));
  if (g_str_equal (name, "format") && g_str_equal (value, "mhtml"))
    return g_strdup (_ ("a web page in one file (MHT)"));
  if (g_str_equal (name, "format") && g_str_equal (value, "xlsb"))
    return g_strdup (_ ("a binary workbook of Excel (XLSB)"));
  if (g_str_equal (name, "format") || g_str_equal (name, "name-format"))
    return g_utf8_strup (value, -1);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (value, names[i][0]))
      return g_strdup (_ (names[i][1]));

  return g_strdup (value);
}

static char *
fill_in (const CbFinding *self, const char *template)
{
  GString *text = g_string_new (NULL);
  const char *p = template;

  while (*p != '\0')
    {
      const char *end = *p == '{' ? strchr (p, '}') : NULL;

      if (end != NULL)
        {
          g_autofree char *name = g_strndup (p + 1, (gsize)(end - p - 1));
          g_autofree char *value = dup_value (self, name);

          g_string_append (text, value);
          p = end + 1;
        }
      else
        g_string_append_c (text, *p++);
    }

  return g_string_free (text, FALSE);
}

/* Why a file could not be read says more than that it could not. */
static gboolean
find_error (const CbFinding *self, CbError *why)
{
  *why = cb_error_code_from_name (cb_finding_get_argument (self, "error"));

  return g_str_equal (self->code, "vn-unsafe-file") && *why != CB_ERROR_FAILED;
}

/* Why a file is damaged, where that is known. */
static CbError
get_damage (const CbFinding *self)
{
  return cb_error_code_from_name (cb_finding_get_argument (self, "why"));
}

/* Formats of Excel that Excel itself writes as one that is read. */
static gboolean
can_save_as_workbook (const CbFinding *self, CbFindingCode code)
{
  const char *format = cb_finding_get_argument (self, "format");

  return code == CB_FINDING_NOT_READ
         && (g_str_equal (format, "mhtml") || g_str_equal (format, "xlsb"));
}

/* A sheet of which not all is kept lacks its rest as a damaged one does. */
static gboolean
is_too_much (const CbFinding *self, CbFindingCode code)
{
  return code == CB_FINDING_DAMAGED_FILE && get_damage (self) == CB_ERROR_TOO_LARGE;
}

/* Of a sheet beside the one that is checked it is not known up to where it can be read. */
static const char *
find_title (const CbFinding *self, CbFindingCode code)
{
  if (is_too_much (self, code))
    return _ ("There is more in it than the program reads: it was read up to row {row} only");
  if (code == CB_FINDING_DAMAGED_FILE && cb_finding_get_argument (self, "row")[0] == '\0')
    return _ ("It is damaged and could not be read");

  return _ (words[code].title);
}

static char *
dup_without_stop (const char *sentence)
{
  gsize length = strlen (sentence);

  return g_strndup (sentence, length > 0 && sentence[length - 1] == '.' ? length - 1 : length);
}

/**
 * cb_finding_dup_title:
 * @self: a finding
 *
 * Returns: (transfer full): what was found, for people; the code itself when this version has no
 *   words for it
 */
char *
cb_finding_dup_title (const CbFinding *self)
{
  g_autofree char *plain = NULL;
  g_autofree char *title = NULL;
  const char *damage;
  const char *sheet;
  CbFindingCode code;
  CbError why;

  g_return_val_if_fail (self != NULL, NULL);

  sheet = cb_finding_get_argument (self, "sheet");
  if (!cb_finding_codes_lookup (self->code, &code))
    return g_strdup (self->code);
  if (find_error (self, &why))
    plain = dup_without_stop (cb_error_words_title (why));
  else
    plain = fill_in (self, find_title (self, code));
  damage = cb_error_words_damage (get_damage (self));
  title = damage != NULL ? g_strdup_printf ("%s (%s)", plain, damage) : g_strdup (plain);
  if (sheet[0] == '\0')
    return g_steal_pointer (&title);

  /* Translators: first the name of a sheet of a workbook, then what was found there */
  return g_strdup_printf (_ ("Sheet “%s”: %s"), sheet, title);
}

/* Rows are called as the file has them, its header counted, where the finding says how many there
 * are before the first. */
static guint64
get_first_row_number (const CbFinding *self)
{
  const char *first = cb_finding_get_argument (self, "first-row");

  return first[0] != '\0' ? g_ascii_strtoull (first, NULL, 10) : 1;
}

/**
 * cb_finding_dup_place:
 * @self: a finding
 *
 * Returns: (transfer full): where it was found, for people, a column without a name by its number;
 *   "" when it is about the whole file
 */
char *
cb_finding_dup_place (const CbFinding *self)
{
  g_autofree char *row = NULL;
  g_autofree char *column = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->row != CB_FINDING_NO_ROW)
    row = cb_text_format_count (self->row + get_first_row_number (self));
  column = dup_value (self, "column");
  if (self->column >= 0 && row != NULL)
    /* Translators: first the name of a column, then the number of a row */
    return g_strdup_printf (_ ("column “%s”, row %s"), column, row);
  if (self->column >= 0)
    return g_strdup_printf (_ ("column “%s”"), column);
  if (row != NULL)
    return g_strdup_printf (_ ("row %s"), row);

  return g_strdup ("");
}

/**
 * cb_finding_dup_remedy:
 * @self: a finding
 *
 * Returns: (transfer full): how to mend it, for people; "" when this version has no words for it
 */
char *
cb_finding_dup_remedy (const CbFinding *self)
{
  CbFindingCode code;
  CbError why;

  g_return_val_if_fail (self != NULL, NULL);

  if (!cb_finding_codes_lookup (self->code, &code))
    return g_strdup ("");
  if (cb_error_words_damage (get_damage (self)) != NULL)
    return g_strdup (cb_error_words_remedy (get_damage (self)));
  if (is_too_much (self, code))
    return g_strdup (cb_error_words_remedy (CB_ERROR_TOO_MUCH));
  if (find_error (self, &why))
    return g_strdup (cb_error_words_remedy (why));
  if (can_save_as_workbook (self, code))
    return g_strdup (
        _ ("Open it in Excel, save it as a workbook (.xlsx) and bring in the new file."));

  return fill_in (self, _ (words[code].remedy));
}
