/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is laid ready for a person who publishes on a portal without an API (product.md J3). */

#include "config.h"

#include "core/workplace/cb-workplace-by-hand.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/review/cb-review.h"
#include "core/workplace/cb-workplace-package.h"
#include "core/workplace/cb-workplace-private.h"

/* Nobody works with a dataset of more files than this by hand, and a name is found by counting. */
#define MAX_SAME_NAME 1000

/**
 * cb_by_hand_field_free:
 * @self: (nullable) (transfer full): a field
 */
void
cb_by_hand_field_free (CbByHandField *self)
{
  if (self == NULL)
    return;

  g_free (self->label);
  g_free (self->value);
  g_free (self);
}

static void
add_field (GPtrArray *fields, const char *label, char *value)
{
  CbByHandField *field;

  if (value == NULL || *value == '\0')
    {
      g_free (value);
      return;
    }
  field = g_new0 (CbByHandField, 1);
  field->label = g_strdup (label);
  field->value = value;
  g_ptr_array_add (fields, field);
}

/* A list stands in one line, as portals ask for keywords. */
static char *
dup_value (JsonObject *metadata, const char *name)
{
  JsonArray *array = cb_json_get_array (metadata, name);
  GString *text;

  if (array == NULL)
    return g_strdup (cb_json_get_string (metadata, name));
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      g_string_append (text, json_node_get_string (node));
    }
  return g_string_free (text, FALSE);
}

static const struct
{
  const char *name;
  const char *label;
} known[] = {
  { "title", N_ ("Title") },
  { "notes", N_ ("Description") },
  { "keywords", N_ ("Keywords") },
  { "owner_org", N_ ("Owner of the data") },
  { "frequency", N_ ("How often it is updated") },
  { "license_id", N_ ("Licence") },
  { "contact_name", N_ ("Contact: name") },
  { "contact_email", N_ ("Contact: e-mail") },
  { "contact_phone", N_ ("Contact: telephone") },
};

static gboolean
is_known (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_str_equal (known[i].name, name))
      return TRUE;

  return FALSE;
}

/**
 * cb_by_hand_list_fields:
 * @dataset: what is to be published
 *
 * Returns: (transfer full) (element-type CbByHandField): all of its description that is filled in,
 *   as a person copies it into the portal's form
 */
GPtrArray *
cb_by_hand_list_fields (const CbDataset *dataset)
{
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_by_hand_field_free);
  g_autoptr (GList) names = NULL;

  g_return_val_if_fail (dataset != NULL, fields);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    add_field (fields, _ (known[i].label), dup_value (dataset->metadata, known[i].name));
  add_field (fields, _ ("Period"), g_strdup (dataset->period));
  add_field (fields, _ ("Code in the catalog"), g_strdup (dataset->item_code));
  names = json_object_get_members (dataset->metadata);
  for (GList *l = names; l != NULL; l = l->next)
    if (!is_known (l->data) && !g_str_equal (l->data, "slug"))
      add_field (fields, l->data, dup_value (dataset->metadata, l->data));

  return fields;
}

static char *
dup_sheet (const CbDataset *dataset, const CbAccount *account)
{
  g_autoptr (GPtrArray) fields = cb_by_hand_list_fields (dataset);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _ ("To publish on %s\n%s\n\n"), account->title, account->url);
  for (guint i = 0; i < fields->len; i++)
    {
      const CbByHandField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (text, "%s\n%s\n\n", field->label, field->value);
    }
  g_string_append_printf (text, "%s\n", _ ("Files"));
  for (guint i = 0; i < dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dataset->files, i);

      g_string_append_printf (text, "%s\n    SHA-256 %s\n", file->name, file->sha256);
    }
  return g_string_free (text, FALSE);
}

/* A name inside of the folder that is not there yet: nothing of anybody's is written over. */
static GFile *
find_free_name (GFile *folder, const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  const char *dot = strrchr (base, '.');
  int stem = dot != NULL && dot != base ? (int)(dot - base) : (int)strlen (base);

  for (guint i = 1; i < MAX_SAME_NAME; i++)
    {
      g_autofree char *other
          = i == 1 ? g_strdup (base) : g_strdup_printf ("%.*s (%u)%s", stem, base, i, base + stem);
      g_autoptr (GFile) file = g_file_get_child (folder, other);

      if (!g_file_query_exists (file, NULL))
        return g_steal_pointer (&file);
    }
  return NULL;
}

static gboolean
lay_file (CbWorkplace *self,
          const CbDatasetFile *file,
          GFile *folder,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree char *path = cb_vault_dup_path (self->vault, file->sha256);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFile) to = find_free_name (folder, file->name);

  if (to == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s", file->name);
      return FALSE;
    }
  if (g_file_copy (source, to, G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL, error))
    return TRUE;
  cb_error_translate_io (error, file->name);
  return FALSE;
}

static gboolean
lay_sheet (const CbDataset *dataset, const CbAccount *account, GFile *folder, GError **error)
{
  g_autofree char *text = dup_sheet (dataset, account);
  /* Translators: name of the file with the description to be copied */
  g_autoptr (GFile) to = find_free_name (folder, _ ("description.txt"));

  if (to != NULL
      && g_file_replace_contents (to, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  NULL, error))
    return TRUE;
  if (error != NULL && *error != NULL)
    cb_error_translate_io (error, "description");
  return FALSE;
}

static gboolean
lay_package (CbWorkplace *self,
             const char *dataset_id,
             GFile *folder,
             const char *person,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *name = cb_workplace_dup_package_name (self, dataset_id, error);
  g_autoptr (GFile) to = name != NULL ? find_free_name (folder, name) : NULL;

  return to != NULL
         && cb_workplace_write_package (self, dataset_id, to, person, NULL, NULL, cancellable,
                                        error);
}

/**
 * cb_workplace_lay_ready:
 * @self: a workplace
 * @job_id: of an item that is published by hand
 * @folder: where to; made when it is not there
 * @person: (nullable): who hands it over
 * @cancellable: (nullable): stops it
 * @error: %CB_ERROR_NOT_APPROVED when the approval does not hold any more; %CB_ERROR_NOT_WRITABLE,
 *   %CB_ERROR_DISK_FULL
 *
 * Lays ready the files exactly as approved, a sheet with every field of the description, and the
 * hand-over package. What is in the folder already stays. Blocks; any thread.
 *
 * Returns: whether all of it is there
 */
gboolean
cb_workplace_lay_ready (CbWorkplace *self,
                        const char *job_id,
                        GFile *folder,
                        const char *person,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbJob) job = cb_store_get_job (self->store, job_id, error);
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GError) local_error = NULL;

  if (job == NULL)
    return FALSE;
  dataset = cb_store_get_dataset (self->store, job->dataset_id, error);
  approval = dataset != NULL ? cb_store_get_approval (self->store, job->approval_id, error) : NULL;
  account = approval != NULL ? cb_store_get_account (self->store, job->account_id, error) : NULL;
  if (account == NULL || !cb_review_holds (approval, dataset, error))
    return FALSE;
  if (!g_file_make_directory_with_parents (folder, cancellable, &local_error)
      && !g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      cb_error_translate_io (error, "folder");
      return FALSE;
    }
  for (guint i = 0; i < dataset->files->len; i++)
    if (!lay_file (self, g_ptr_array_index (dataset->files, i), folder, cancellable, error))
      return FALSE;

  return lay_sheet (dataset, account, folder, error)
         && lay_package (self, dataset->id, folder, person, cancellable, error);
}

/**
 * cb_workplace_get_by_hand_notes:
 * @self: a workplace
 * @job_id: of an item that is published by hand
 * @error: why not
 *
 * Returns: (transfer full): as cb_queue_get_by_hand_notes()
 */
JsonObject *
cb_workplace_get_by_hand_notes (CbWorkplace *self, const char *job_id, GError **error)
{
  return cb_queue_get_by_hand_notes (self->queue, job_id, error);
}

/**
 * cb_workplace_note_by_hand:
 * @self: a workplace
 * @job_id: of an item that is published by hand
 * @notes: as cb_queue_note_by_hand()
 * @error: why not
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_note_by_hand (CbWorkplace *self, const char *job_id, JsonObject *notes, GError **error)
{
  return cb_queue_note_by_hand (self->queue, job_id, notes, error);
}

/**
 * cb_workplace_order_by_hand:
 * @self: a workplace
 * @job_id: of an item that is published by hand
 * @order: as cb_queue_order_by_hand()
 * @error: why not
 *
 * Returns: whether the queue looks at it now
 */
gboolean
cb_workplace_order_by_hand (CbWorkplace *self,
                            const char *job_id,
                            JsonObject *order,
                            GError **error)
{
  return cb_queue_order_by_hand (self->queue, job_id, order, error);
}
