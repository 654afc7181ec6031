/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-register-export.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "core/document/cb-document.h"
#include "core/document/cb-sheet.h"

/* None of the regulations has an annex with the layout of a register: a plain one, with the heading
 * that every official paper has. */

static gboolean
is_wanted (const CbFormField *field, const CbRegisterExport *how)
{
  return how->personal || !field->personal;
}

static gboolean
is_in (const CbRecord *record, const CbRegisterExport *how)
{
  return record->state != CB_RECORD_DROPPED && (how->drafts || record->state != CB_RECORD_DRAFT);
}

static gboolean
is_sheet (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = g_ascii_strdown (name != NULL ? name : "", -1);

  return g_str_has_suffix (lower, ".xlsx") || g_str_has_suffix (lower, ".csv");
}

static char *
dup_title (const CbForm *form)
{
  /* Translators: the name of a register */
  return g_strdup_printf (_ ("Register: %s"), cb_register_title (form->kind));
}

static char *
dup_basis (const CbForm *form)
{
  if (form->clause[0] != '\0')
    /* Translators: a clause of a regulation */
    return g_strdup_printf (_ ("Kept after %s."), form->clause);
  if (form->regulation != NULL)
    return g_strdup_printf (_ ("%s says nothing about this register."), form->regulation);
  return g_strdup ("");
}

static CbSheetKind
get_sheet_kind (const CbFormField *field)
{
  return field->type == CB_FIELD_DATE ? CB_SHEET_DATE : CB_SHEET_TEXT;
}

static void
add_cell (CbSheet *sheet, const CbFormField *field, const CbRecord *record)
{
  const char *value = cb_record_get (record, field->id);
  g_autofree char *shown = NULL;
  GDate date;

  if (field->type == CB_FIELD_DATE && cb_day_parse_typed (value, &date))
    {
      cb_sheet_add_date (sheet, &date);
      return;
    }
  shown = cb_form_dup_shown (field, value);
  cb_sheet_add_text (sheet, shown);
}

static gboolean
save_sheet (const CbForm *form,
            GPtrArray *records,
            const CbRegisterExport *how,
            GFile *file,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree char *title = dup_title (form);
  g_autofree char *basis = dup_basis (form);
  g_autoptr (CbSheetBook) book = cb_sheet_book_new (title, how->agency);
  CbSheet *sheet = cb_sheet_book_add_sheet (book, cb_register_title (form->kind));

  cb_sheet_add_note (sheet, title);
  if (*basis != '\0')
    cb_sheet_add_note (sheet, basis);
  cb_sheet_add_column (sheet, _ ("Number"), CB_SHEET_TEXT, 14);
  cb_sheet_add_column (sheet, _ ("State"), CB_SHEET_TEXT, 16);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      if (is_wanted (field, how))
        cb_sheet_add_column (sheet, field->title, get_sheet_kind (field),
                             field->type == CB_FIELD_TEXT ? 40 : 18);
    }
  for (guint n = 0; n < records->len; n++)
    {
      const CbRecord *record = g_ptr_array_index (records, n);
      g_autofree char *number = cb_record_dup_number (record);

      if (!is_in (record, how))
        continue;
      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, number);
      cb_sheet_add_text (sheet, cb_record_state_title (record->kind, record->state));
      for (guint i = 0; i < form->fields->len; i++)
        if (is_wanted (g_ptr_array_index (form->fields, i), how))
          add_cell (sheet, g_ptr_array_index (form->fields, i), record);
    }
  return cb_sheet_book_save (book, file, cancellable, error);
}

static CbDocument *
new_document (const CbRegisterExport *how, const char *title)
{
  CbDocument *document = cb_document_new (title, how->agency);
  CbDocumentHead head = { .agency = how->agency, .date = how->on };

  cb_document_set_head (document, &head);
  return document;
}

/* The columns of a list on paper: what is shown in the window's list, and no more than fits. */
static GPtrArray *
list_columns (const CbForm *form, const CbRegisterExport *how)
{
  GPtrArray *columns = g_ptr_array_new ();

  for (guint i = 0; i < form->fields->len; i++)
    {
      CbFormField *field = g_ptr_array_index (form->fields, i);

      if (field->listed && is_wanted (field, how))
        g_ptr_array_add (columns, field);
    }
  return columns;
}

static void
begin_table (CbDocument *document, GPtrArray *columns)
{
  g_autoptr (GArray) titles = g_array_new (FALSE, TRUE, sizeof (CbDocumentColumn));
  CbDocumentColumn number = { _ ("Number"), 1.5, CB_ALIGN_START };
  CbDocumentColumn state = { _ ("State"), 1.4, CB_ALIGN_START };

  g_array_append_val (titles, number);
  for (guint i = 0; i < columns->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (columns, i);
      CbDocumentColumn column
          = { field->title, field->type == CB_FIELD_TEXT ? 3 : 1.6, CB_ALIGN_START };

      g_array_append_val (titles, column);
    }
  g_array_append_val (titles, state);
  cb_document_begin_table (document, (const CbDocumentColumn *)(gpointer)titles->data, titles->len);
}

static void
add_row (CbDocument *document, GPtrArray *columns, const CbRecord *record)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (cells, cb_record_dup_number (record));
  for (guint i = 0; i < columns->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (columns, i);

      g_ptr_array_add (cells, cb_form_dup_shown (field, cb_record_get (record, field->id)));
    }
  g_ptr_array_add (cells, g_strdup (cb_record_state_title (record->kind, record->state)));
  cb_document_add_row (document, (const char *const *)cells->pdata, CB_DOCUMENT_ROW_PLAIN);
}

static gboolean
save_list (const CbForm *form,
           GPtrArray *records,
           const CbRegisterExport *how,
           GFile *file,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *title = dup_title (form);
  g_autofree char *basis = dup_basis (form);
  g_autoptr (CbDocument) document = new_document (how, title);
  g_autoptr (GPtrArray) columns = list_columns (form, how);
  guint count = 0;

  cb_document_set_landscape (document, TRUE);
  cb_document_add_title (document, title, NULL);
  if (*basis != '\0')
    cb_document_add_note (document, basis);
  begin_table (document, columns);
  for (guint i = 0; i < records->len; i++)
    if (is_in (g_ptr_array_index (records, i), how))
      {
        add_row (document, columns, g_ptr_array_index (records, i));
        count++;
      }
  if (count == 0)
    cb_document_add_paragraph (document, _ ("Nothing has been entered."));
  return cb_document_save (document, file, cancellable, error);
}

/**
 * cb_register_save:
 * @form: of the register
 * @records: (element-type CbRecord): in the order of the list
 * @how: for whom and with what
 * @file: where to: `.xlsx`, `.csv`, `.pdf` or `.docx`
 * @cancellable: (nullable): to stop
 * @error: as cb_document_save() and cb_sheet_book_save()
 *
 * A sheet has every field, a paper those of the list. What was typed and not entered is in neither.
 * Writes the whole file or leaves what was there. Blocks.
 *
 * Returns: whether it is written
 */
gboolean
cb_register_save (const CbForm *form,
                  GPtrArray *records,
                  const CbRegisterExport *how,
                  GFile *file,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (form != NULL && records != NULL && how != NULL, FALSE);

  if (is_sheet (file))
    return save_sheet (form, records, how, file, cancellable, error);
  return save_list (form, records, how, file, cancellable, error);
}

/**
 * cb_record_save:
 * @form: of its register
 * @record: a record that is past its draft, unless @how wants drafts
 * @how: for whom and with what
 * @file: where to: `.pdf` or `.docx`
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_BLOCKED for a draft, else as cb_document_save()
 *
 * One record as a paper of its own: the note of an incident (QN 10.1, "bằng văn bản"), a notice.
 * Writes the whole file or leaves what was there. Blocks.
 *
 * Returns: whether it is written
 */
gboolean
cb_record_save (const CbForm *form,
                const CbRecord *record,
                const CbRegisterExport *how,
                GFile *file,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *number = cb_record_dup_number (record);
  g_autofree char *basis = dup_basis (form);
  g_autofree char *about = NULL;
  g_autoptr (CbDocument) document = NULL;

  if (record->state == CB_RECORD_DRAFT && !how->drafts)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "%s is a draft", number);
      return FALSE;
    }
  document = new_document (how, number);
  /* Translators: number of a record, its state */
  about = g_strdup_printf (_ ("No. %s · %s"), number,
                           cb_record_state_title (record->kind, record->state));
  cb_document_add_title (document, cb_register_title (form->kind), about);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);
      const char *value = cb_record_get (record, field->id);
      g_autofree char *shown = cb_form_dup_shown (field, value);

      if (is_wanted (field, how) && cb_form_asks (form, field, record) && *value != '\0')
        cb_document_add_field (document, field->title, shown);
    }
  if (*basis != '\0')
    cb_document_add_note (document, basis);
  return cb_document_save (document, file, cancellable, error);
}
