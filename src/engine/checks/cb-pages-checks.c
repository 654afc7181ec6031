/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a PDF is as a publication (product.md E7): whether programs can read it, what it carries
 * beside its pages; and in the text of its pages marks of secrecy and numbers of persons. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"
#include "engine/checks/cb-personal-number.h"
#include "engine/checks/cb-secret-mark.h"

/* So many pages and names are named in a finding. */
#define MAX_NAMED 12u

static const CbCheckRule rules[] = {
  { CB_FINDING_PDF_PERSONAL, CB_CHECK_BLOCKER },
  { CB_FINDING_PDF_SCRIPTS, CB_CHECK_WARNING },
  { CB_FINDING_PDF_ATTACHMENTS, CB_CHECK_WARNING },
  { CB_FINDING_PDF_AUTHOR, CB_CHECK_WARNING },
  { CB_FINDING_PDF_RESTRICTED, CB_CHECK_WARNING },
  { CB_FINDING_PDF_SCANNED, CB_CHECK_WARNING },
  { CB_FINDING_PDF_NO_TEXT, CB_CHECK_WARNING },
  { CB_FINDING_PDF_RECOGNISED, CB_CHECK_NOTE },
  { CB_FINDING_PDF_GARBLED, CB_CHECK_WARNING },
  { CB_FINDING_PDF_LEGACY_FONT, CB_CHECK_WARNING },
  { CB_FINDING_PDF_FONTS, CB_CHECK_NOTE },
  { CB_FINDING_PDF_FIELDS, CB_CHECK_NOTE },
  { CB_FINDING_PDF_SIGNATURES, CB_CHECK_NOTE },
  { CB_FINDING_PDF_UNTAGGED, CB_CHECK_NOTE },
};

/* What is looked for in the text of each page. */
typedef struct
{
  guint year;
  guint64 n_cccd;
  GArray *cccd_pages;   /* (element-type guint) */
  const char *marks[3]; /* (nullable): the first of each CbSecretMark */
} PageText;

static gboolean
is_last (GArray *pages, guint page)
{
  return pages->len > 0 && g_array_index (pages, guint, pages->len - 1) == page;
}

/* Amounts of money have blanks or dots between their digits: numbers of persons in a text have
 * none. */
static void
look_at_text (guint page, const char *text, gpointer user_data)
{
  PageText *self = user_data;
  gsize length = strlen (text);
  gsize at = 0;
  CbNumberToken token;
  const char *mark;
  CbSecretMark found = cb_secret_mark_scan (text, length, &mark);

  if (found != CB_SECRET_MARK_NONE && self->marks[found] == NULL)
    self->marks[found] = mark;
  while (cb_personal_number_next (text, length, &at, &token))
    if (token.n_digits == 12 && !token.grouped && !token.international
        && cb_personal_number_is_cccd (token.digits, self->year))
      {
        self->n_cccd++;
        if (!is_last (self->cccd_pages, page))
          g_array_append_val (self->cccd_pages, page);
      }
}

/* As people count them: “1–3, 7”. */
static char *
dup_pages (GArray *pages)
{
  GString *text = g_string_new (NULL);
  guint n_named = 0;

  for (guint i = 0; i < pages->len;)
    {
      guint first = g_array_index (pages, guint, i);
      guint last = first;

      for (i++; i < pages->len && g_array_index (pages, guint, i) == last + 1; i++)
        last++;
      if (n_named++ == MAX_NAMED)
        {
          g_string_append (text, ", …");
          break;
        }
      g_string_append_printf (text, "%s%u", text->len > 0 ? ", " : "", first + 1);
      if (last > first)
        g_string_append_printf (text, "–%u", last + 1);
    }

  return g_string_free (text, FALSE);
}

static void
report_pages (CbCheckRun *run, CbFindingCode code, guint64 count, GArray *pages)
{
  g_autofree char *named = dup_pages (pages);
  CbCheckFinding *finding;

  if (count == 0)
    return;
  finding = cb_check_run_report (run, code, -1);
  finding->count = count;
  cb_check_finding_set (finding, "pages", named);
}

static void
report_names (CbCheckRun *run, CbFindingCode code, const char *argument, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CbCheckFinding *finding;

  if (names->len == 0)
    return;
  for (guint i = 0; i < MIN (names->len, MAX_NAMED); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (names, i));
  if (names->len > MAX_NAMED)
    g_string_append (text, ", …");
  finding = cb_check_run_report (run, code, -1);
  finding->count = names->len;
  cb_check_finding_set (finding, argument, text->str);
}

static void
report_count (CbCheckRun *run, CbFindingCode code, guint count)
{
  if (count > 0)
    cb_check_run_report (run, code, -1)->count = count;
}

static void
report_text (CbCheckRun *run, const PageText *text)
{
  static const CbFindingCode codes[] = { [CB_SECRET_MARK_INTERNAL] = CB_FINDING_INTERNAL_MARK,
                                         [CB_SECRET_MARK_STATE] = CB_FINDING_SECRET_MARK };

  for (guint i = CB_SECRET_MARK_INTERNAL; i <= CB_SECRET_MARK_STATE; i++)
    if (text->marks[i] != NULL)
      cb_check_finding_set (cb_check_run_report (run, codes[i], -1), "mark", text->marks[i]);
  report_pages (run, CB_FINDING_PDF_PERSONAL, text->n_cccd, text->cccd_pages);
}

static void
report_survey (CbCheckRun *run, const CbPagesSurvey *survey)
{
  report_pages (run, CB_FINDING_PDF_SCANNED, survey->scanned->len, survey->scanned);
  report_pages (run, CB_FINDING_PDF_RECOGNISED, survey->recognised->len, survey->recognised);
  report_pages (run, CB_FINDING_PDF_GARBLED, survey->garbled->len, survey->garbled);
  report_names (run, CB_FINDING_PDF_ATTACHMENTS, "files", survey->attachments);
  report_names (run, CB_FINDING_PDF_LEGACY_FONT, "fonts", survey->legacy_fonts);
  report_names (run, CB_FINDING_PDF_FONTS, "fonts", survey->missing_fonts);
  report_count (run, CB_FINDING_PDF_NO_TEXT,
                survey->n_with_text == 0 && survey->scanned->len == 0 ? 1 : 0);
  report_count (run, CB_FINDING_PDF_SCRIPTS, survey->has_scripts ? 1 : 0);
  report_count (run, CB_FINDING_PDF_AUTHOR, survey->has_author ? 1 : 0);
  report_count (run, CB_FINDING_PDF_RESTRICTED, survey->is_restricted ? 1 : 0);
  report_count (run, CB_FINDING_PDF_FIELDS, survey->n_fields);
  report_count (run, CB_FINDING_PDF_SIGNATURES, survey->n_signatures);
  /* Of a picture without letters that is the least. */
  report_count (run, CB_FINDING_PDF_UNTAGGED,
                survey->n_with_text > 0 && !survey->is_tagged ? 1 : 0);
}

/* Goes through all pages; %FALSE when it was cancelled. */
gboolean
cb_check_pages (CbCheckRun *self, CbProgressFunc progress, gpointer progress_data, GError **error)
{
  g_autoptr (GArray) cccd_pages = g_array_new (FALSE, FALSE, sizeof (guint));
  PageText text = { .year = self->year, .cccd_pages = cccd_pages };
  g_autoptr (CbPagesSurvey) survey = cb_pages_survey (self->pages, look_at_text, &text, progress,
                                                      progress_data, self->cancellable, error);

  if (survey == NULL)
    return FALSE;
  report_text (self, &text);
  /* Not even the names of what is in it. */
  if (text.marks[CB_SECRET_MARK_STATE] == NULL)
    report_survey (self, survey);

  return TRUE;
}

const CbCheckFamily cb_check_pages_family = {
  .name = "pages",
  .reads = CB_CHECK_READS_FACTS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
};
