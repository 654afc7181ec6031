/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-export.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-registers.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  char *id; /* (nullable): of a record, %NULL for a register */
  CbRegister kind;
  gboolean personal;
  gboolean drafts;
  GFile *file;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_free (export->id);
  g_clear_object (&export->file);
  g_free (export);
}

static gpointer
export_record (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;

  return GINT_TO_POINTER (cb_workplace_export_record (workplace, export->id, export->file, TRUE,
                                                      TRUE, cancellable, error));
}

static gpointer
export_register (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;

  return GINT_TO_POINTER (cb_workplace_export_register (
      workplace, export->kind, export->file, export->personal, export->drafts, cancellable, error));
}

static void
exported_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_written (widget, _ ("The document was written"), ((Export *)input)->file);
}

static void
start (GtkWidget *widget, CbuSession *session, Export *export, CbuWorkFunc work)
{
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = start,
                            .work = work,
                            .done = exported_cb,
                            .input = export,
                            .free_input = free_export });
}

/**
 * cbu_record_export:
 * @widget: whose window says how it went
 * @session: what it belongs to
 * @id: of a record
 * @file: where to
 *
 * Writes one record as a document, with all that is in it: it is what the person looks at.
 */
void
cbu_record_export (gpointer widget, CbuSession *session, const char *id, GFile *file)
{
  Export *export = g_new0 (Export, 1);

  export->id = g_strdup (id);
  export->file = g_object_ref (file);
  start (widget, session, export, export_record);
}

/**
 * cbu_register_export:
 * @widget: whose window says how it went
 * @session: what it belongs to
 * @kind: a register
 * @personal: with data about people
 * @drafts: with drafts
 * @file: where to
 *
 * Writes a register.
 */
void
cbu_register_export (gpointer widget,
                     CbuSession *session,
                     CbRegister kind,
                     gboolean personal,
                     gboolean drafts,
                     GFile *file)
{
  Export *export = g_new0 (Export, 1);

  export->kind = kind;
  export->personal = personal;
  export->drafts = drafts;
  export->file = g_object_ref (file);
  start (widget, session, export, export_register);
}
