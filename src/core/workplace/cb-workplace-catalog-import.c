/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-catalog.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/catalog/cb-catalog-decision.h"
#include "core/catalog/cb-catalog-values.h"
#include "core/rules/cb-day.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-private.h"

/* A catalog is thousands of lines, not millions; what is longer is something else. */
#define MAX_CATALOG_ROWS 100000
#define ROWS_AT_ONCE 1000
#define MAX_SHEETS 20
/* More stand above no table, and a cover says it on its first page. */
#define MAX_TITLES 60

/**
 * cb_catalog_draft_free:
 * @self: (nullable) (transfer full): a draft
 */
void
cb_catalog_draft_free (CbCatalogDraft *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->sheet_name);
  g_free (self->unknown);
  g_free (self->decision);
  g_free (self->decision_place);
  g_free (self->replaces);
  cb_catalog_layout_free (self->layout);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

/**
 * cb_catalog_taken_free:
 * @self: (nullable) (transfer full): what was taken in
 */
void
cb_catalog_taken_free (CbCatalogTaken *self)
{
  if (self == NULL)
    return;

  g_free (self->decision);
  g_free (self->held);
  g_free (self->later);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
read_all_rows (CbReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  guint64 first = 0;

  for (;;)
    {
      g_autoptr (CbRows) rows
          = cb_reader_read_rows (reader, first, ROWS_AT_ONCE, cancellable, error);

      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->cells->len; i++)
        g_ptr_array_add (all, g_strdupv (g_ptr_array_index (rows->cells, i)));
      if (rows->cells->len == 0)
        return g_steal_pointer (&all);
      first += rows->cells->len;
      if (first > MAX_CATALOG_ROWS)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "more than %d rows", MAX_CATALOG_ROWS);
          return NULL;
        }
    }
}

static CbReader *
open_sheet (GFile *file, int sheet, int header_row, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  CbReadOptions options = { .name = name, .header_row = header_row, .sheet = sheet };
  CbReader *reader;
  int fd;

  if (path == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE, "not on this computer");
      return NULL;
    }
  fd = cb_reader_open_path (path, error);
  if (fd < 0)
    return NULL;
  reader = cb_reader_open (fd, &options, cancellable, error);
  g_close (fd, NULL);
  return reader;
}

/* A row in one line: what is merged over several cells is read in each. */
static char *
join_cells (const char *const *cells)
{
  GString *line = g_string_new (NULL);
  g_autofree char *last = g_strdup ("");

  for (guint i = 0; cells[i] != NULL; i++)
    {
      g_autofree char *cell = cb_catalog_tidy (cells[i]);

      if (*cell == '\0' || g_str_equal (cell, last))
        continue;
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", cell);
      g_free (last);
      last = g_steal_pointer (&cell);
    }
  return g_string_free (line, FALSE);
}

/* The first @count rows of the sheet as they are, header or not. */
static GStrv
read_lines (GFile *file, int sheet, guint count, GCancellable *cancellable)
{
  g_autoptr (CbReader) reader = open_sheet (file, sheet, 0, cancellable, NULL);
  g_autoptr (CbRows) rows
      = reader != NULL ? cb_reader_read_rows (reader, 0, count, cancellable, NULL) : NULL;
  GStrv lines = rows != NULL ? g_new0 (char *, rows->cells->len + 1) : NULL;

  for (guint i = 0; lines != NULL && i < rows->cells->len; i++)
    lines[i] = join_cells (g_ptr_array_index (rows->cells, i));
  if (reader != NULL)
    cb_reader_close (reader);
  return lines;
}

/* A sheet without a table is a cover: all of it may speak of the decision. What cannot be read
 * names none, and a person is asked. */
static void
find_decision (CbCatalogDraft *draft, GFile *file, GCancellable *cancellable)
{
  gboolean is_cover = !cb_catalog_layout_is_usable (draft->layout);
  guint above = draft->first_row - 1 + (is_cover ? draft->rows->len : draft->layout->next_row);
  g_auto (GStrv) lines = NULL;
  g_autoptr (CbDecisionNamed) named = NULL;

  /* The header alone. */
  if (above <= 1)
    return;
  lines = read_lines (file, draft->sheet, MIN (above, MAX_TITLES), cancellable);
  named = lines != NULL ? cb_catalog_find_decision ((const char *const *)lines) : NULL;
  if (named == NULL)
    return;
  draft->decision = g_steal_pointer (&named->text);
  draft->replaces = g_steal_pointer (&named->replaces);
  /* Translators: a row of a sheet */
  draft->decision_place = g_strdup_printf (_ ("row %u"), named->line + 1);
  if (named->bad_day != NULL)
    draft->unknown
        /* Translators: a day like 31/2/2026, then a row */
        = g_strdup_printf (_ ("The day of the decision, %s in row %u, does not exist."),
                           named->bad_day, named->line + 1);
}

static CbCatalogDraft *
read_sheet (GFile *file, int sheet, guint *n_sheets, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbReader) reader = open_sheet (file, sheet, -1, cancellable, error);
  g_autoptr (CbCatalogDraft) draft = g_new0 (CbCatalogDraft, 1);
  const CbFileInfo *info;

  if (reader == NULL)
    return NULL;
  draft->rows = read_all_rows (reader, cancellable, error);
  info = cb_reader_get_info (reader);
  if (draft->rows != NULL)
    {
      draft->name = g_file_get_basename (file);
      draft->sheet = info->sheet;
      draft->first_row = info->header_row + 1;
      draft->layout = cb_catalog_layout_find ((const char *const *)info->columns, draft->rows);
      *n_sheets = info->sheets->len;
      if (info->sheet >= 0 && (guint)info->sheet < info->sheets->len)
        draft->sheet_name
            = g_strdup (((CbSheetInfo *)g_ptr_array_index (info->sheets, info->sheet))->name);
    }
  cb_reader_close (reader);
  if (draft->rows == NULL)
    return NULL;
  find_decision (draft, file, cancellable);
  return g_steal_pointer (&draft);
}

/* The annex often has only its title, and its decision stands before it. */
static void
take_from_cover (CbCatalogDraft *draft, CbCatalogDraft *cover)
{
  if (draft->decision != NULL || cover->decision == NULL)
    return;
  draft->decision = g_steal_pointer (&cover->decision);
  draft->replaces = g_steal_pointer (&cover->replaces);
  draft->unknown = g_steal_pointer (&cover->unknown);
  /* Translators: the tab of a sheet, then "row 3" */
  draft->decision_place
      = g_strdup_printf (_ ("sheet “%s”, %s"), cover->sheet_name != NULL ? cover->sheet_name : "",
                         cover->decision_place);
}

/* Texts of Word have the decision itself, and then the annex: two sheets, of which the annex, being
 * the table, is looked at first. */
static void
look_before (CbCatalogDraft *draft, GFile *file, GCancellable *cancellable)
{
  guint n_sheets;

  for (int i = draft->sheet - 1, n = 0; draft->decision == NULL && i >= 0 && n < MAX_SHEETS;
       i--, n++)
    {
      g_autoptr (CbCatalogDraft) cover = read_sheet (file, i, &n_sheets, cancellable, NULL);

      if (cover != NULL && !cb_catalog_layout_is_usable (cover->layout))
        take_from_cover (draft, cover);
    }
}

/* The annexes of a decision are often sheets of one file; the first is at times a cover. */
static CbCatalogDraft *
read_any_sheet (GFile *file, GCancellable *cancellable, GError **error)
{
  guint n_sheets = 0;
  g_autoptr (CbCatalogDraft) first = read_sheet (file, -1, &n_sheets, cancellable, error);
  g_autoptr (CbCatalogDraft) found = NULL;

  if (first == NULL)
    return NULL;
  for (guint i = 0; !cb_catalog_layout_is_usable (first->layout) && found == NULL
                    && i < MIN (n_sheets, MAX_SHEETS);
       i++)
    {
      g_autoptr (CbCatalogDraft) other = NULL;

      if ((int)i == first->sheet)
        continue;
      other = read_sheet (file, (int)i, &n_sheets, cancellable, NULL);
      if (other == NULL || !cb_catalog_layout_is_usable (other->layout))
        continue;
      take_from_cover (other, first);
      found = g_steal_pointer (&other);
    }
  if (found == NULL)
    found = g_steal_pointer (&first);
  if (cb_catalog_layout_is_usable (found->layout))
    look_before (found, file, cancellable);

  return g_steal_pointer (&found);
}

/**
 * cb_workplace_read_catalog:
 * @self: a workplace
 * @file: a danh mục: XLSX, XLS, ODS, CSV, a decision as DOCX or another table that the engine reads
 * @sheet: of a workbook, 0-based; -1: the first that has a catalog
 * @cancellable: (nullable): stops it
 * @error: why it cannot be read
 *
 * Reads a catalog and says what its columns are; nothing is taken in yet. What a person once said
 * of such columns holds again (product.md B1).
 *
 * Returns: (transfer full): the draft; ask a person where its layout is not sure
 */
CbCatalogDraft *
cb_workplace_read_catalog (
    CbWorkplace *self, GFile *file, int sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autofree char *mapping = NULL;
  g_autoptr (JsonObject) object = NULL;
  guint n_sheets = 0;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && G_IS_FILE (file), NULL);

  draft = sheet < 0 ? read_any_sheet (file, cancellable, error)
                    : read_sheet (file, sheet, &n_sheets, cancellable, error);
  if (draft == NULL)
    return NULL;
  mapping = cb_store_dup_catalog_layout (self->store, draft->layout->key, NULL);
  if (mapping != NULL)
    object = cb_json_object_parse (mapping, -1, NULL);
  draft->remembered = object != NULL && cb_catalog_layout_apply (draft->layout, object);

  return g_steal_pointer (&draft);
}

static GPtrArray *
describe_problems (GPtrArray *problems)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CbCatalogProblem *problem = g_ptr_array_index (problems, i);

      if (problem->row == 0)
        g_ptr_array_add (sentences, g_strdup_printf ("%s. %s", problem->what, problem->remedy));
      else
        /* Translators: row number, what is wrong, what was done about it */
        g_ptr_array_add (sentences, g_strdup_printf (_ ("Row %u: %s. %s"), problem->row,
                                                     problem->what, problem->remedy));
    }

  return sentences;
}

typedef struct
{
  CbWorkplace *workplace;
  CbCatalogDraft *draft;
  CbCatalogVersion about;
  GPtrArray *items;
  CbCatalogTaken *taken;
} Take;

static CbCatalogVersion *
find_in_force (GPtrArray *versions)
{
  for (guint i = 0; i < versions->len; i++)
    if (((CbCatalogVersion *)g_ptr_array_index (versions, i))->in_force)
      return g_ptr_array_index (versions, i);

  return NULL;
}

/* What was begun for items of @codes and is not published. */
static gboolean
count_open_work (CbStore *store, GHashTable *codes, guint *count, GError **error)
{
  g_autoptr (GPtrArray) datasets = cb_store_list_datasets (store, error);

  for (guint i = 0; datasets != NULL && i < datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);

      *count += dataset->state != CB_DATASET_PUBLISHED && dataset->item_code != NULL
                && g_hash_table_contains (codes, dataset->item_code);
    }

  return datasets != NULL;
}

static gboolean
count_changes (
    CbStore *store, CbCatalogTaken *taken, GPtrArray *before, GPtrArray *after, GError **error)
{
  g_autoptr (GPtrArray) changes = cb_catalog_diff (before, after);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; before->len > 0 && i < changes->len; i++)
    {
      const CbCatalogChange *change = g_ptr_array_index (changes, i);

      taken->added += change->kind == CB_CATALOG_CHANGE_ADDED;
      taken->edited += change->kind == CB_CATALOG_CHANGE_EDITED;
      taken->withdrawn += change->kind == CB_CATALOG_CHANGE_WITHDRAWN;
      if (change->before != NULL)
        g_hash_table_add (codes, change->before->code);
    }

  return count_open_work (store, codes, &taken->open_work, error);
}

/* A decision older than the one in force is kept to be looked at; putting it in force is a step of
 * its own. */
static gboolean
settle_standing (CbStore *store, Take *take, GError **error)
{
  g_autoptr (GPtrArray) versions = cb_store_list_catalog_versions (store, error);
  const CbCatalogVersion *in_force;
  g_autoptr (GDateTime) now = cb_clock_now_local (take->workplace->clock);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  if (versions == NULL)
    return FALSE;
  in_force = find_in_force (versions);
  if (in_force != NULL && in_force->issued != NULL && take->about.issued != NULL
      && strcmp (take->about.issued, in_force->issued) < 0)
    {
      g_autofree char *issued = cb_day_dup_words (take->about.issued);
      g_autofree char *newer = cb_day_dup_words (in_force->issued);

      take->about.held = TRUE;
      take->taken->held = g_strdup_printf (
          _ ("This decision is of %s; the one in force, “%s”, is of %s. It was kept in the history "
             "and not put in force."),
          issued, in_force->decision, newer);
    }
  else if (g_strcmp0 (take->about.effective, today) > 0)
    take->taken->later = cb_day_dup_words (take->about.effective);
  return TRUE;
}

static gboolean
append_row (CbStore *store, const Take *take, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  const CbCatalogTaken *taken = take->taken;

  json_object_set_string_member (detail, "decision", take->about.decision);
  json_object_set_int_member (detail, "items", take->items->len);
  json_object_set_int_member (detail, "version", taken->version);
  json_object_set_int_member (detail, "added", taken->added);
  json_object_set_int_member (detail, "edited", taken->edited);
  json_object_set_int_member (detail, "withdrawn", taken->withdrawn);
  json_object_set_boolean_member (detail, "held", take->about.held);
  return cb_journal_append (store, "", "catalog.imported", "catalog", detail, error);
}

/* What came of no file has no cell in it. */
static void
forget_source (CbCatalogItem *item)
{
  item->source_row = 0;
  g_clear_pointer (&item->source_cells, g_free);
}

static gboolean
take_cb (CbStore *store, gpointer user_data, GError **error)
{
  Take *take = user_data;
  g_autoptr (GPtrArray) before = cb_store_list_catalog (store, CB_CATALOG_CURRENT, error);
  g_autoptr (JsonObject) mapping = cb_catalog_layout_to_json (take->draft->layout);
  g_autofree char *text = cb_json_object_to_string (mapping, FALSE);

  if (before == NULL || !settle_standing (store, take, error))
    return FALSE;
  /* First the codes: whether an item has one of its own is told from its cells. */
  cb_catalog_adopt_codes (take->items, before);
  for (guint i = 0; take->draft->first_row == 0 && i < take->items->len; i++)
    forget_source (g_ptr_array_index (take->items, i));
  if (!count_changes (store, take->taken, before, take->items, error))
    return FALSE;
  take->taken->version = cb_store_add_catalog_version (store, &take->about, take->items, error);
  return take->taken->version != 0
         && cb_store_set_catalog_layout (store, take->draft->layout->key, text, error)
         && append_row (store, take, error);
}

static gboolean
is_same_decision (const char *one, const char *other)
{
  g_autofree char *first = cb_catalog_dup_number_in (one);
  g_autofree char *second = cb_catalog_dup_number_in (other);

  return first != NULL && g_strcmp0 (first, second) == 0;
}

static gboolean
read_decision (CbCatalogVersion *about,
               const CbCatalogDraft *draft,
               const CbCatalogDecision *decision,
               GError **error)
{
  GError *local_error = NULL;
  const char *said = decision != NULL ? decision->text : NULL;

  if (said == NULL)
    said = draft->decision != NULL ? draft->decision : "";
  about->decision = g_strdup (said);
  about->issued = cb_catalog_dup_day_in (about->decision, &local_error);
  if (local_error == NULL && decision != NULL && decision->effective != NULL
      && *decision->effective != '\0')
    about->effective = cb_catalog_dup_day (decision->effective, &local_error);
  if (decision != NULL && decision->replaces != NULL && *decision->replaces != '\0')
    about->replaces = g_strdup (decision->replaces);
  else if (is_same_decision (said, draft->decision))
    about->replaces = g_strdup (draft->replaces);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, local_error);
  return FALSE;
}

static void
clear_about (CbCatalogVersion *about)
{
  g_free (about->decision);
  g_free (about->issued);
  g_free (about->effective);
  g_free (about->replaces);
  g_free (about->file_name);
}

static gboolean
take_in (Take *take, const CbCatalogDecision *decision, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  gboolean done;

  if (!read_decision (&take->about, take->draft, decision, error))
    return FALSE;
  take->about.file_name = g_strdup (take->draft->name);
  take->items = cb_catalog_import (take->draft->layout, take->draft->rows, take->draft->first_row,
                                   &found, error);
  if (take->items == NULL)
    return FALSE;
  take->taken->items = take->items->len;
  take->taken->decision = g_strdup (take->about.decision);
  take->taken->problems = describe_problems (found);
  if (take->draft->unknown != NULL)
    g_ptr_array_insert (take->taken->problems, 0, g_strdup (take->draft->unknown));
  done = cb_store_run (take->workplace->store, take_cb, take, error);
  g_ptr_array_unref (take->items);
  return done;
}

/**
 * cb_workplace_take_catalog:
 * @self: a workplace
 * @draft: what was read, its columns as they are now
 * @decision: (nullable): what it is from
 * @error: why not: %CB_ERROR_INVALID when no column has names, or a day does not exist. The catalog
 *   that was there stays
 *
 * Takes the draft in as a new version, puts it in force unless the decision is older than the one
 * in force or in effect only later, and remembers what its columns are for the next file that has
 * the same ones.
 *
 * Returns: (transfer full): what came of it
 */
CbCatalogTaken *
cb_workplace_take_catalog (CbWorkplace *self,
                           CbCatalogDraft *draft,
                           const CbCatalogDecision *decision,
                           GError **error)
{
  g_autoptr (CbCatalogTaken) taken = g_new0 (CbCatalogTaken, 1);
  Take take = { .workplace = self, .draft = draft, .taken = taken };
  gboolean done;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && draft != NULL, NULL);

  done = take_in (&take, decision, error);
  clear_about (&take.about);
  if (!done)
    return NULL;
  _cb_workplace_changed (self, "catalog");
  return g_steal_pointer (&taken);
}

/**
 * cb_workplace_import_catalog:
 * @self: a workplace
 * @file: the danh mục
 * @decision: (nullable): number and date of the decision it is from; %NULL: what the file names
 * @problems: (out) (optional) (element-type utf8): what could not be understood, a sentence each
 * @cancellable: (nullable): stops it
 * @error: why not: the catalog that was there stays
 *
 * cb_workplace_read_catalog() and cb_workplace_take_catalog() without asking anybody.
 *
 * Returns: the number of items taken in, 0 with @error set when it failed
 */
guint
cb_workplace_import_catalog (CbWorkplace *self,
                             GFile *file,
                             const char *decision,
                             GPtrArray **problems,
                             GCancellable *cancellable,
                             GError **error)
{
  CbCatalogDecision about = { .text = decision };
  g_autoptr (CbCatalogDraft) draft = cb_workplace_read_catalog (self, file, -1, cancellable, error);
  g_autoptr (CbCatalogTaken) taken = NULL;

  if (draft == NULL)
    return 0;
  taken = cb_workplace_take_catalog (self, draft, &about, error);
  if (taken == NULL)
    return 0;
  if (problems != NULL)
    *problems = g_steal_pointer (&taken->problems);
  return taken->items;
}
