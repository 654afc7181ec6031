/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every finding and every error has words, and has them in Vietnamese. */

#include "config.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-finding-codes.h"
#include "core/model/cb-error-words.h"
#include "core/model/cb-finding.h"
#include "core/model/cb-sandbox-words.h"

static void
speak (const char *language)
{
  const char *locale = g_getenv ("CB_VI_LOCALE");

  /* gettext looks at LANGUAGE again only when the locale changes; "C" is never translated. */
  g_setenv ("LANGUAGE", language, TRUE);
  g_assert_nonnull (setlocale (LC_ALL, "C"));
  if (!g_str_equal (language, "en"))
    g_assert_nonnull (setlocale (LC_ALL, locale != NULL ? locale : "C.UTF-8"));
}

static void
assert_sentence (const char *text)
{
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '!'));
  g_assert_null (strchr (text, '{'));
}

static void
assert_translated (const char *english, const char *vietnamese)
{
  assert_sentence (english);
  assert_sentence (vietnamese);
  g_assert_cmpstr (english, !=, vietnamese);
}

static CbFinding *
make_finding (CbFindingCode code)
{
  static const char *const arguments[]
      = { "mark",        "columns",  "kind", "format", "allowed", "field", "file-title",
          "name-format", "encoding", "row",  "pages",  "files",   "fonts", NULL };
  CbFinding *finding = cb_finding_new (cb_finding_codes_name (code), CB_SEVERITY_WARNING);

  for (guint i = 0; i < G_N_ELEMENTS (arguments); i++)
    if (arguments[i] != NULL)
      cb_finding_set_argument (finding, arguments[i], "x");
  finding->count = 1234;
  finding->column = 3;
  g_free (finding->column_name);
  finding->column_name = g_strdup ("Ghi chú");
  return finding;
}

static void
test_findings (void)
{
  for (guint i = 0; i < CB_FINDING_N_CODES; i++)
    {
      g_autoptr (CbFinding) finding = make_finding ((CbFindingCode)i);
      g_autofree char *title = NULL;
      g_autofree char *remedy = NULL;
      g_autofree char *vi_title = NULL;
      g_autofree char *vi_remedy = NULL;

      g_test_message ("%s", finding->code);
      speak ("en");
      title = cb_finding_dup_title (finding);
      remedy = cb_finding_dup_remedy (finding);
      speak ("vi");
      vi_title = cb_finding_dup_title (finding);
      vi_remedy = cb_finding_dup_remedy (finding);
      assert_translated (title, vi_title);
      assert_translated (remedy, vi_remedy);
      g_assert_null (strstr (title, finding->code));
    }
}

static void
test_numbers_are_filled_in (void)
{
  g_autoptr (CbFinding) cccd = make_finding (CB_FINDING_PERSONAL_CCCD);
  g_autoptr (CbFinding) label = make_finding (CB_FINDING_BLANK_LABEL);
  g_autoptr (CbFinding) format = make_finding (CB_FINDING_FORMAT_NOT_ALLOWED);
  g_autoptr (CbFinding) mixed = make_finding (CB_FINDING_MIXED_ENCODING);
  g_autofree char *title = NULL;
  g_autofree char *number = NULL;
  g_autofree char *formats = NULL;
  g_autofree char *encoding = NULL;
  g_autoptr (CbFinding) old = make_finding (CB_FINDING_OLD_PLACE);
  g_autofree char *day = NULL;

  speak ("vi");
  title = cb_finding_dup_title (cccd);
  g_assert_cmpstr (title, ==, "Số CCCD ở cột “Ghi chú”: 1.234 ô");
  number = cb_finding_dup_title (label);
  g_assert_cmpstr (number, ==, "Cột 4 không có tên");
  cb_finding_set_argument (format, "format", "zip");
  cb_finding_set_argument (format, "allowed", "csv, xlsx");
  formats = cb_finding_dup_title (format);
  g_assert_cmpstr (formats, ==, "Tệp này có định dạng ZIP; quy định chỉ cho phép: csv, xlsx");
  g_clear_pointer (&formats, g_free);
  /* A word of the program, and none of a clerk. */
  cb_finding_set_argument (format, "format", "binary");
  formats = cb_finding_dup_title (format);
  g_assert_cmpstr (formats, ==, "Tệp này có định dạng không rõ; quy định chỉ cho phép: csv, xlsx");
  g_clear_pointer (&formats, g_free);
  cb_finding_set_argument (format, "format", "xml-spreadsheet");
  formats = cb_finding_dup_title (format);
  g_assert_nonnull (strstr (formats, " XML (Excel 2003);"));
  cb_finding_set_argument (mixed, "encoding", "tcvn3");
  encoding = cb_finding_dup_title (mixed);
  g_assert_nonnull (strstr (encoding, "TCVN3"));
  cb_finding_set_argument (old, "changed", "2025-07-01");
  day = cb_finding_dup_title (old);
  g_assert_nonnull (strstr (day, "trước 01/07/2025,"));
}

static void
test_unknown_code (void)
{
  g_autoptr (CbFinding) finding = cb_finding_new ("of-a-newer-version", CB_SEVERITY_NOTE);
  g_autofree char *title = cb_finding_dup_title (finding);
  g_autofree char *remedy = cb_finding_dup_remedy (finding);

  g_assert_cmpstr (title, ==, "of-a-newer-version");
  g_assert_cmpstr (remedy, ==, "");
}

/* Rows are counted as people count them, with and without a header that the finding knows of. */
static void
test_row_numbers (void)
{
  g_autoptr (CbFinding) finding = make_finding (CB_FINDING_DAMAGED_FILE);
  g_autofree char *without = NULL;
  g_autofree char *with = NULL;

  speak ("en");
  finding->column = -1;
  finding->row = 4;
  without = cb_finding_dup_place (finding);
  g_assert_cmpstr (without, ==, "row 5");
  cb_finding_set_argument (finding, "first-row", "3");
  with = cb_finding_dup_place (finding);
  g_assert_cmpstr (with, ==, "row 7");
}

/* What is not read to its end because it is too long is not damaged, and no portal has to do with
 * it. */
static void
test_too_much (void)
{
  g_autoptr (CbFinding) finding = make_finding (CB_FINDING_DAMAGED_FILE);
  g_autofree char *title = NULL;
  g_autofree char *remedy = NULL;
  g_autofree char *vi_title = NULL;

  speak ("en");
  cb_finding_set_argument (finding, "why", cb_error_code_name (CB_ERROR_TOO_LARGE));
  title = cb_finding_dup_title (finding);
  remedy = cb_finding_dup_remedy (finding);
  g_assert_cmpstr (title, ==,
                   "There is more in it than the program reads: it was read up to row x only");
  g_assert_cmpstr (remedy, ==, cb_error_words_remedy (CB_ERROR_TOO_MUCH));
  g_assert_null (strstr (remedy, "portal"));
  speak ("vi");
  vi_title = cb_finding_dup_title (finding);
  assert_translated (title, vi_title);
}

static void
test_errors (void)
{
  for (guint i = 0; i <= CB_ERROR_LAST; i++)
    {
      g_autofree char *title = NULL;
      g_autofree char *remedy = NULL;

      g_test_message ("%s", cb_error_code_name ((CbError)i));
      speak ("en");
      title = g_strdup (cb_error_words_title ((CbError)i));
      remedy = g_strdup (cb_error_words_remedy ((CbError)i));
      speak ("vi");
      assert_translated (title, cb_error_words_title ((CbError)i));
      assert_translated (remedy, cb_error_words_remedy ((CbError)i));
      g_assert_true (g_str_has_suffix (title, "."));
      g_assert_true (g_str_has_suffix (cb_error_words_title ((CbError)i), "."));
    }
}

static void
test_foreign_error (void)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "EIO on fd 3");
  g_autofree char *words = cb_error_words_for (error);

  assert_sentence (words);
  g_assert_null (strstr (words, "EIO"));
}

/* What a file says of its author, and a column that nobody has named. */
static void
test_places (void)
{
  g_autoptr (CbFinding) finding = make_finding (CB_FINDING_FILE_PROPERTIES);
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;

  speak ("en");
  cb_finding_set_argument (finding, "places", "creator, lastModifiedBy, Phòng");
  title = cb_finding_dup_title (finding);
  g_assert_true (g_str_has_suffix (title, ": author, last changed by, Phòng"));
  g_free (finding->column_name);
  finding->column_name = g_strdup ("");
  place = cb_finding_dup_place (finding);
  g_assert_cmpstr (place, ==, "column “4”");
}

/* What is missing is said, with what the system says; nothing is said to be missing that is not. */
static void
test_sandbox (void)
{
  static const char *const parts[]
      = { "no-new-privs", "landlock",   "seccomp",       "address-space", "cpu",
          "file-size",    "few-groups", "low-integrity", "memory",        "one-process",
          "no-new-code",  "no-reading", "no-network",    "no-privileges" };
  const char *const missing[] = { "no-network: error 5", "of-a-newer-engine", NULL };
  g_autoptr (CbFileInfo) info = cb_file_info_new ();
  const char *const without_fonts[] = { "landlock: error 38", NULL };
  g_autofree char *whole = NULL;
  g_autofree char *fonts = NULL;
  g_autofree char *report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *line = g_strdup_printf ("%s: error 5", parts[i]);
      g_autofree char *english = NULL;

      g_test_message ("%s", parts[i]);
      speak ("en");
      g_assert_nonnull (cb_sandbox_words (parts[i]));
      english = g_strdup (cb_sandbox_words (parts[i]));
      speak ("vi");
      assert_translated (english, cb_sandbox_words (line));
    }
  g_assert_null (cb_sandbox_words ("cp"));
  g_assert_null (cb_sandbox_words (""));

  speak ("vi");
  whole = cb_sandbox_dup_report (info);
  g_assert_nonnull (strstr (whole, "khỏi mọi việc nó không cần làm"));
  info->sandbox_missing = g_strdupv ((GStrv)without_fonts);
  fonts = cb_sandbox_dup_report (info);
  g_assert_nonnull (strstr (fonts, "khỏi mọi việc nó không cần làm"));
  g_assert_null (strstr (fonts, "vẫn có thể:"));
  g_assert_true (g_str_has_suffix (fonts, "không mở tệp nào. (landlock: error 38)"));
  g_strfreev (info->sandbox_missing);
  info->sandbox_missing = g_strdupv ((GStrv)missing);
  report = cb_sandbox_dup_report (info);
  g_assert_null (strstr (report, "khỏi mọi việc nó không cần làm"));
  g_assert_true (g_str_has_suffix (
      report, "vẫn có thể:\n– dùng mạng (no-network: error 5)\n– of-a-newer-engine"));
}

/* Why a file is damaged stands with it, wherever it is said, and another copy helps only where the
 * file was harmed on its way. */
static void
test_damage (void)
{
  static const CbError codes[]
      = { CB_ERROR_FILE_CUT, CB_ERROR_FILE_ALTERED, CB_ERROR_PART_MISSING, CB_ERROR_BAD_MARKUP };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (CbFinding) finding = make_finding (CB_FINDING_DAMAGED_FILE);
      g_autofree char *plain = NULL;
      g_autofree char *title = NULL;
      g_autofree char *remedy = NULL;
      g_autofree char *vi_title = NULL;
      g_autofree char *vi_remedy = NULL;

      speak ("en");
      plain = cb_finding_dup_title (finding);
      cb_finding_set_argument (finding, "why", cb_error_code_name (codes[i]));
      title = cb_finding_dup_title (finding);
      remedy = cb_finding_dup_remedy (finding);
      speak ("vi");
      vi_title = cb_finding_dup_title (finding);
      vi_remedy = cb_finding_dup_remedy (finding);
      assert_translated (title, vi_title);
      assert_translated (remedy, vi_remedy);
      g_assert_true (g_str_has_prefix (title, plain));
      g_assert_true (g_str_has_suffix (title, ")"));
      g_assert_cmpint (strstr (remedy, "download") != NULL, ==,
                       codes[i] == CB_ERROR_FILE_CUT || codes[i] == CB_ERROR_FILE_ALTERED);
    }
}

static void
test_damage_of_the_whole (void)
{
  g_autoptr (CbFinding) finding = make_finding (CB_FINDING_UNSAFE_FILE);
  g_autoptr (CbFinding) sheet
      = cb_finding_new (cb_finding_codes_name (CB_FINDING_DAMAGED_FILE), CB_SEVERITY_BLOCKER);
  g_autoptr (GError) error = g_error_new_literal (CB_ERROR, CB_ERROR_FILE_CUT, "whatever it says");
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;
  g_autofree char *of_sheet = NULL;

  speak ("en");
  cb_finding_set_argument (finding, "error", cb_error_code_name (CB_ERROR_FILE_CUT));
  title = cb_finding_dup_title (finding);
  g_assert_cmpstr (title, ==, "This file is damaged (it breaks off before its end)");
  words = cb_error_words_for (error);
  g_assert_true (g_str_has_prefix (
      words, "This file is damaged (it breaks off before its end). Copy or download it again"));
  cb_finding_set_argument (sheet, "sheet", "Hộ");
  cb_finding_set_argument (sheet, "why", cb_error_code_name (CB_ERROR_PART_MISSING));
  of_sheet = cb_finding_dup_title (sheet);
  g_assert_cmpstr (of_sheet, ==,
                   "Sheet “Hộ”: It is damaged and could not be read (a part of it is missing)");
}

/* What Excel can save as a workbook is not answered with “read it yourself”. */
static void
test_saved_as_a_workbook (void)
{
  static const char *const formats[] = { "xlsb", "mhtml" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CbFinding) finding = make_finding (CB_FINDING_NOT_READ);
      g_autofree char *title = NULL;
      g_autofree char *remedy = NULL;
      g_autofree char *vi_remedy = NULL;

      speak ("en");
      cb_finding_set_argument (finding, "format", formats[i]);
      title = cb_finding_dup_title (finding);
      remedy = cb_finding_dup_remedy (finding);
      g_assert_nonnull (strstr (title, i == 0 ? "(XLSB)" : "(MHT)"));
      g_assert_nonnull (strstr (remedy, ".xlsx"));
      speak ("vi");
      vi_remedy = cb_finding_dup_remedy (finding);
      assert_translated (remedy, vi_remedy);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *catalogs = NULL;

  g_test_init (&argc, &argv, NULL);
  catalogs = g_build_filename (g_getenv ("CB_BUILD_ROOT"), "po", NULL);
  bindtextdomain (GETTEXT_PACKAGE, catalogs);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  g_test_add_func ("/words/findings/every-code-in-both-languages", test_findings);
  g_test_add_func ("/words/findings/numbers-are-filled-in", test_numbers_are_filled_in);
  g_test_add_func ("/words/findings/no-name-of-a-program", test_places);
  g_test_add_func ("/words/findings/unknown-code-shows-itself", test_unknown_code);
  g_test_add_func ("/words/findings/why-a-file-is-damaged", test_damage);
  g_test_add_func ("/words/findings/damage-of-the-whole", test_damage_of_the_whole);
  g_test_add_func ("/words/findings/saved-as-a-workbook", test_saved_as_a_workbook);
  g_test_add_func ("/words/errors/every-code-in-both-languages", test_errors);
  g_test_add_func ("/words/findings/row-numbers", test_row_numbers);
  g_test_add_func ("/words/findings/too-much", test_too_much);
  g_test_add_func ("/words/errors/foreign-errors-stay-out-of-sight", test_foreign_error);
  g_test_add_func ("/words/sandbox/what-is-missing-is-said", test_sandbox);

  return g_test_run ();
}
