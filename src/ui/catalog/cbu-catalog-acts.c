/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-acts.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static gpointer
review (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_review_catalog (workplace, error));
}

static void
reviewed_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("Noted: the catalog was reviewed and needs no change"));
}

/**
 * cbu_catalog_acts_review:
 * @widget: whose window says how it went
 * @session: whose catalog it is
 *
 * "Đã rà soát, không thay đổi": the journal keeps who and when (QN 13.5, VP 8.3).
 */
void
cbu_catalog_acts_review (gpointer widget, CbuSession *session)
{
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_catalog_acts_review, .work = review, .done = reviewed_cb });
}

static gpointer export(CbWorkplace *workplace,
                       gpointer input,
                       GCancellable *cancellable,
                       GError **error)
{
  return GINT_TO_POINTER (
      cb_workplace_export_catalog (workplace, CB_CATALOG_CURRENT, input, cancellable, error));
}

static void
exported_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_written (widget, _ ("The catalog was written"), input);
}

/**
 * cbu_catalog_acts_export:
 * @widget: whose window says how it went
 * @session: whose catalog it is
 * @file: where to: `.csv`, `.xlsx` or `.json`
 *
 * Writes the catalog in force.
 */
void
cbu_catalog_acts_export (gpointer widget, CbuSession *session, GFile *file)
{
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_catalog_acts_export,
                            .work = export,
                            .done = exported_cb,
                            .input = g_object_ref (file),
                            .free_input = g_object_unref });
}

static char *
dup_changes (const CbCatalogTaken *taken)
{
  g_autofree char *changes
      = g_strdup_printf (_ ("Against the one before: %u added, %u changed, %u withdrawn."),
                         taken->added, taken->edited, taken->withdrawn);
  g_autofree char *work = NULL;

  if (taken->open_work == 0)
    return g_steal_pointer (&changes);
  work = g_strdup_printf (
      ngettext ("%u dataset was begun for an item that changed or is withdrawn: look at it.",
                "%u datasets were begun for items that changed or are withdrawn: look at them.",
                taken->open_work),
      taken->open_work);
  return g_strdup_printf ("%s %s", changes, work);
}

/**
 * cbu_catalog_acts_dup_notice:
 * @taken: what came of an import
 *
 * Returns: (transfer full) (nullable): what a person should know about it, %NULL when it is only
 *   that it is done
 */
char *
cbu_catalog_acts_dup_notice (const CbCatalogTaken *taken)
{
  g_autofree char *notice = NULL;

  if (taken->held != NULL)
    notice = g_strdup (taken->held);
  else if (taken->problems->len > 0)
    {
      g_autofree char *count = cb_text_format_count (taken->problems->len);

      /* Translators: a number of rows, then the first of them with its fault */
      notice = g_strdup_printf (ngettext ("%s row of the file was not understood. The first: %s",
                                          "%s rows of the file were not understood. The first: %s",
                                          taken->problems->len),
                                count, (const char *)g_ptr_array_index (taken->problems, 0));
    }
  if (taken->added + taken->edited + taken->withdrawn > 0)
    {
      g_autofree char *changes = dup_changes (taken);
      char *both = notice != NULL ? g_strdup_printf ("%s %s", notice, changes)
                                  : g_steal_pointer (&changes);

      g_free (notice);
      notice = both;
    }
  return g_steal_pointer (&notice);
}
