/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-import.h"

#include <string.h>

#include "core/catalog/cb-catalog-decision.h"

/**
 * cbu_catalog_import_free:
 * @self: (transfer full): a #CbuCatalogImport
 */
void
cbu_catalog_import_free (gpointer self)
{
  CbuCatalogImport *import = self;

  g_clear_object (&import->file);
  g_free (import->address);
  cb_catalog_draft_free (import->draft);
  cb_catalog_taken_free (import->taken);
  g_free (import->decision);
  g_free (import->effective);
  g_free (import);
}

/* Whoever asks later which catalog counts goes by number and day. */
static gboolean
names_decision (const char *text)
{
  g_autofree char *number = cb_catalog_dup_number_in (text);
  g_autofree char *day = cb_catalog_dup_day_in (text, NULL);

  return number != NULL && day != NULL;
}

/* What stands above the table goes before what the file is called. */
static void
settle_decision (CbuCatalogImport *import)
{
  g_autofree char *called = cb_catalog_dup_number_in (import->decision);
  g_autofree char *written = cb_catalog_dup_number_in (import->draft->decision);

  if (import->asked || import->draft->decision == NULL)
    return;
  import->torn = called != NULL && g_strcmp0 (called, written) != 0;
  g_free (import->decision);
  import->decision = g_strdup (import->draft->decision);
}

static gboolean
has_to_ask (const CbuCatalogImport *import)
{
  return !import->asked
         && (import->torn || !names_decision (import->decision)
             || (!import->draft->remembered && !cb_catalog_layout_is_sure (import->draft->layout)));
}

/**
 * cbu_catalog_import_run:
 * @workplace: what takes the catalog in
 * @self: a #CbuCatalogImport
 * @cancellable: (nullable): to stop the reading
 * @error: of reading or of taking in
 *
 * Reads what is not read yet, and takes it in when nobody has to be asked. For a thread.
 *
 * Returns: (transfer none): @self
 */
gpointer
cbu_catalog_import_run (CbWorkplace *workplace,
                        gpointer self,
                        GCancellable *cancellable,
                        GError **error)
{
  CbuCatalogImport *import = self;
  CbCatalogDecision decision = { NULL, import->effective, NULL };

  if (import->draft == NULL)
    import->draft
        = import->address != NULL
              ? cb_workplace_read_portal_catalog (workplace, import->address, cancellable, error)
              : cb_workplace_read_catalog (workplace, import->file, -1, cancellable, error);
  if (import->draft == NULL)
    return self;
  settle_decision (import);
  if (has_to_ask (import))
    return self;
  decision.text = import->decision;
  import->taken = cb_workplace_take_catalog (workplace, import->draft, &decision, error);
  return self;
}

/**
 * cbu_catalog_import_new:
 * @file: a danh mục
 *
 * Returns: (transfer full): its way in, by the name of the file so far
 */
CbuCatalogImport *
cbu_catalog_import_new (GFile *file)
{
  CbuCatalogImport *import = g_new0 (CbuCatalogImport, 1);
  char *dot;

  import->file = g_object_ref (file);
  import->decision = g_file_get_basename (file);
  dot = strrchr (import->decision, '.');
  if (dot != NULL)
    *dot = '\0';
  return import;
}
