/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a workbook carries beside the table that is looked at (product.md E6): it is published with
 * it. And what of the file could not be read. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "engine/checks/cb-check-private.h"
#include "engine/checks/cb-secret-mark.h"

/* So many places are named in a finding. */
#define MAX_PLACES 12

static const CbCheckRule rules[] = {
  { CB_FINDING_DAMAGED_FILE, CB_CHECK_BLOCKER },
  { CB_FINDING_MACROS, CB_CHECK_BLOCKER },
  { CB_FINDING_HIDDEN_SHEET, CB_CHECK_WARNING },
  { CB_FINDING_HIDDEN_ROWS, CB_CHECK_WARNING },
  { CB_FINDING_HIDDEN_COLUMNS, CB_CHECK_WARNING },
  { CB_FINDING_INVISIBLE_CELLS, CB_CHECK_WARNING },
  { CB_FINDING_COMMENTS, CB_CHECK_WARNING },
  { CB_FINDING_PIVOT_CACHE, CB_CHECK_WARNING },
  { CB_FINDING_EXTERNAL_LINK, CB_CHECK_WARNING },
  { CB_FINDING_EMBEDDED_DATA, CB_CHECK_WARNING },
  { CB_FINDING_HIDDEN_NAME, CB_CHECK_NOTE },
  { CB_FINDING_FILE_PROPERTIES, CB_CHECK_WARNING },
  { CB_FINDING_TRACKED_CHANGES, CB_CHECK_WARNING },
  { CB_FINDING_OTHER_CONTENT, CB_CHECK_NOTE },
  { CB_FINDING_SEVERAL_SHEETS, CB_CHECK_NOTE },
};

/* Names that everybody sees in the list of names say nothing that is hidden. */
static const struct
{
  CbHiddenKind kind;
  CbFindingCode code;
} leaks[] = {
  { CB_HIDDEN_SHEET, CB_FINDING_HIDDEN_SHEET },
  { CB_HIDDEN_VERY_HIDDEN_SHEET, CB_FINDING_HIDDEN_SHEET },
  { CB_HIDDEN_ROWS, CB_FINDING_HIDDEN_ROWS },
  { CB_HIDDEN_COLUMNS, CB_FINDING_HIDDEN_COLUMNS },
  { CB_HIDDEN_INVISIBLE_CELLS, CB_FINDING_INVISIBLE_CELLS },
  { CB_HIDDEN_COMMENTS, CB_FINDING_COMMENTS },
  { CB_HIDDEN_CHANGES, CB_FINDING_TRACKED_CHANGES },
  { CB_HIDDEN_HEADER_FOOTER, CB_FINDING_OTHER_CONTENT },
  { CB_HIDDEN_HIDDEN_NAME, CB_FINDING_HIDDEN_NAME },
  { CB_HIDDEN_PIVOT_CACHE, CB_FINDING_PIVOT_CACHE },
  { CB_HIDDEN_EXTERNAL_LINK, CB_FINDING_EXTERNAL_LINK },
  { CB_HIDDEN_CONNECTION, CB_FINDING_EXTERNAL_LINK },
  { CB_HIDDEN_MACROS, CB_FINDING_MACROS },
  { CB_HIDDEN_DATA_MODEL, CB_FINDING_EMBEDDED_DATA },
  { CB_HIDDEN_EMBEDDED, CB_FINDING_EMBEDDED_DATA },
  { CB_HIDDEN_PICTURES, CB_FINDING_OTHER_CONTENT },
  { CB_HIDDEN_CUSTOM_XML, CB_FINDING_OTHER_CONTENT },
  { CB_HIDDEN_PROPERTY, CB_FINDING_FILE_PROPERTIES },
};

/* A kind of content without a place of its own is named by the word that base has for it;
 * core/model knows the words. */
static const char *
get_place (const CbHidden *hidden, CbFindingCode code)
{
  if (code == CB_FINDING_OTHER_CONTENT || hidden->place[0] == '\0')
    return cb_hidden_kind_name (hidden->kind);

  return hidden->place;
}

static void
report_leak (CbCheckRun *run, GPtrArray *all, CbFindingCode code)
{
  g_autoptr (GHashTable) named = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) places = g_string_new (NULL);
  guint64 count = 0;

  for (guint i = 0; i < all->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (leaks); k++)
      {
        const CbHidden *hidden = g_ptr_array_index (all, i);
        const char *place = get_place (hidden, code);

        if (leaks[k].kind != hidden->kind || leaks[k].code != code)
          continue;
        count += hidden->count;
        if (!g_hash_table_add (named, (gpointer)place))
          continue;
        if (g_hash_table_size (named) <= MAX_PLACES)
          g_string_append_printf (places, "%s%s", places->len > 0 ? ", " : "", place);
        else if (g_hash_table_size (named) == MAX_PLACES + 1)
          g_string_append (places, ", …");
      }
  if (count > 0)
    {
      CbCheckFinding *finding = cb_check_run_report (run, code, -1);

      finding->count = count;
      cb_check_finding_set (finding, "places", places->str);
    }
}

/* The mark of a state secret often stands in the header of the printed page. */
static void
look_for_marks (CbCheckRun *run, GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    {
      const CbHidden *hidden = g_ptr_array_index (all, i);
      const char *mark = cb_secret_mark_find (hidden->detail, strlen (hidden->detail));

      if (mark == NULL)
        continue;
      cb_check_finding_set (cb_check_run_report (run, CB_FINDING_SECRET_MARK, -1), "mark", mark);
      return;
    }
}

static void
report_damage (CbCheckRun *run, CbCheckWorker *seen)
{
  g_autoptr (GError) damage = cb_table_dup_damage (run->table);
  g_autofree char *row = NULL;
  CbCheckFinding *finding;

  if (damage == NULL)
    return;
  finding = cb_check_run_report (run, CB_FINDING_DAMAGED_FILE, -1);
  /* As people count the rows of the file: with those up to the header. */
  row = g_strdup_printf ("%" G_GUINT64_FORMAT, run->facts->header_row + seen->n_rows);
  cb_check_finding_set (finding, "row", row);
  cb_check_finding_set (finding, "why", cb_error_code_name ((CbError)damage->code));
}

static void
finish (CbCheckRun *run, CbCheckWorker *seen)
{
  g_autoptr (GPtrArray) all = NULL;
  guint n_sheets = 0;

  report_damage (run, seen);
  if (run->facts->sheet < 0)
    return;
  all = cb_table_dup_hidden (run->table);
  for (guint code = 0; code < CB_FINDING_N_CODES; code++)
    report_leak (run, all, (CbFindingCode)code);
  look_for_marks (run, all);
  for (guint i = 0; i < run->facts->sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (run->facts->sheets, i);

      n_sheets += sheet->is_table && !sheet->is_prose ? 1 : 0;
    }
  if (n_sheets > 1)
    cb_check_run_report (run, CB_FINDING_SEVERAL_SHEETS, -1)->count = n_sheets;
}

const CbCheckFamily cb_check_leak_family = {
  .name = "leaks",
  .reads = CB_CHECK_READS_FACTS,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .finish = finish,
};
