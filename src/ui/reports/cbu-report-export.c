/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-report-export.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  CbReport *report;
  CbReportKind *kind;
  GFile *file;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  cb_report_unref (export->report);
  cb_report_kind_free (export->kind);
  g_object_unref (export->file);
  g_free (export);
}

static gpointer
write_report (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;

  return GINT_TO_POINTER (
      cb_report_save (export->report, export->kind, export->file, cancellable, error));
}

static void
written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_written (widget, _ ("The report was written"), ((Export *)input)->file);
}

/**
 * cbu_report_export:
 * @widget: that asks
 * @session: what it belongs to
 * @report: to write
 * @kind: which report it is, with its answers; copied
 * @file: where to
 *
 * Writes it in a worker thread and says so.
 */
void
cbu_report_export (
    gpointer widget, CbuSession *session, CbReport *report, const CbReportKind *kind, GFile *file)
{
  Export *export = g_new0 (Export, 1);

  export->report = cb_report_ref (report);
  export->kind = cb_report_kind_copy (kind);
  export->file = g_object_ref (file);
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_report_export,
                            .work = write_report,
                            .done = written_cb,
                            .input = export,
                            .free_input = free_export });
}
