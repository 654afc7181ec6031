/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-register-export.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-text.h"
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

  return cb_text_has_ending (name, ".xlsx") || cb_text_has_ending (name, ".csv");
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

/* Whom the list of focal points goes to, and where it is posted (NT 18.3, 18.4). */
static GPtrArray *
list_duties (const CbForm *form)
{
  GPtrArray *duties = g_ptr_array_new_with_free_func (g_free);

  if (form->approved_by != NULL)
    /* Translators: an authority, a clause */
    g_ptr_array_add (duties, g_strdup_printf (_ ("To be approved by %s (%s)."), form->approved_by,
                                              form->approved_clause));
  if (form->posted_on != NULL)
    /* Translators: a portal, a clause */
    g_ptr_array_add (duties, g_strdup_printf (_ ("To be posted on %s (%s)."), form->posted_on,
                                              form->posted_clause));
  return duties;
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

/* What the regulation wants of an entry, in its own words. */
static void
add_wishes_sheet (CbSheetBook *book, const CbForm *form, const CbRegisterExport *how)
{
  CbSheet *sheet = NULL;

  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      if (!field->said || !is_wanted (field, how))
        continue;
      if (sheet == NULL)
        {
          sheet = cb_sheet_book_add_sheet (book, _ ("What the text asks for"));
          cb_sheet_add_column (sheet, C_ ("form", "Field"), CB_SHEET_TEXT, 30);
          cb_sheet_add_column (sheet, _ ("Clause"), CB_SHEET_TEXT, 44);
          cb_sheet_add_column (sheet, _ ("Words of the text"), CB_SHEET_TEXT, 70);
        }
      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, field->title);
      cb_sheet_add_text (sheet, field->clause);
      cb_sheet_add_text (sheet, field->quote);
    }
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
  g_autoptr (GPtrArray) duties = list_duties (form);
  g_autoptr (CbSheetBook) book = cb_sheet_book_new (title, how->agency);
  CbSheet *sheet = cb_sheet_book_add_sheet (book, cb_register_title (form->kind));

  cb_sheet_add_note (sheet, title);
  if (*basis != '\0')
    cb_sheet_add_note (sheet, basis);
  for (guint i = 0; i < duties->len; i++)
    cb_sheet_add_note (sheet, g_ptr_array_index (duties, i));
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
  add_wishes_sheet (book, form, how);
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

/* What has room side by side on a page, beside number and state. */
#define MAX_COLUMNS 8

/* The columns of a list on paper: what is shown in the window's list and what the regulation wants;
 * where that is more than fits, the latter go into @below. */
static GPtrArray *
list_columns (const CbForm *form, const CbRegisterExport *how, GPtrArray *below)
{
  GPtrArray *columns = g_ptr_array_new ();
  guint count = 0;

  for (guint i = 0; i < form->fields->len; i++)
    {
      CbFormField *field = g_ptr_array_index (form->fields, i);

      count += (field->listed || field->said) && is_wanted (field, how) ? 1 : 0;
    }
  for (guint i = 0; i < form->fields->len; i++)
    {
      CbFormField *field = g_ptr_array_index (form->fields, i);

      if (!is_wanted (field, how))
        continue;
      if (field->listed || (field->said && count <= MAX_COLUMNS))
        g_ptr_array_add (columns, field);
      else if (field->said)
        g_ptr_array_add (below, field);
    }
  return columns;
}

/* What the regulation wants of an entry and had no room in the list. */
static void
add_rest (CbDocument *document, const CbForm *form, GPtrArray *below, const CbRecord *record)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < below->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (below, i);
      const char *value = cb_record_get (record, field->id);
      g_autofree char *shown = cb_form_dup_shown (field, value);

      if (*value == '\0' || !cb_form_asks (form, field, record))
        continue;
      if (!begun)
        {
          g_autofree char *number = cb_record_dup_number (record);

          cb_document_add_heading (document, number);
        }
      begun = TRUE;
      cb_document_add_field (document, field->title, shown);
    }
}

/* Under which clauses @record, or where it is NULL an entry, has what it has. */
static void
add_wishes (CbDocument *document,
            const CbForm *form,
            const CbRecord *record,
            const CbRegisterExport *how)
{
  gboolean begun = FALSE;

  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      if (!field->said || *field->clause == '\0' || !is_wanted (field, how)
          || (record != NULL && !cb_form_asks (form, field, record)))
        continue;
      if (!begun)
        cb_document_add_heading (document, _ ("What the text asks for"));
      begun = TRUE;
      cb_document_add_field (document, field->title, field->clause);
    }
}

static void
begin_table (CbDocument *document, GPtrArray *columns)
{
  g_autoptr (GArray) titles = g_array_new (FALSE, TRUE, sizeof (CbDocumentColumn));
  CbDocumentColumn number = { _ ("Number"), 0, CB_ALIGN_START };
  CbDocumentColumn state = { _ ("State"), 1.4, CB_ALIGN_START };
  double width = state.width;

  g_array_append_val (titles, number);
  for (guint i = 0; i < columns->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (columns, i);
      CbDocumentColumn column
          = { field->title, field->type == CB_FIELD_TEXT ? 3 : 1.6, CB_ALIGN_START };

      width += column.width;
      g_array_append_val (titles, column);
    }
  g_array_append_val (titles, state);
  /* A number stays on one line, however many columns there are beside it. */
  g_array_index (titles, CbDocumentColumn, 0).width = width * 0.135;
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
  g_autoptr (GPtrArray) below = g_ptr_array_new ();
  g_autoptr (GPtrArray) columns = list_columns (form, how, below);
  g_autoptr (GPtrArray) duties = list_duties (form);
  guint count = 0;

  cb_document_set_landscape (document, TRUE);
  cb_document_add_title (document, title, NULL);
  if (*basis != '\0')
    cb_document_add_note (document, basis);
  for (guint i = 0; i < duties->len; i++)
    cb_document_add_note (document, g_ptr_array_index (duties, i));
  begin_table (document, columns);
  for (guint i = 0; i < records->len; i++)
    if (is_in (g_ptr_array_index (records, i), how))
      {
        add_row (document, columns, g_ptr_array_index (records, i));
        count++;
      }
  if (count == 0)
    cb_document_add_paragraph (document, _ ("Nothing has been entered."));
  for (guint i = 0; i < records->len; i++)
    if (is_in (g_ptr_array_index (records, i), how))
      add_rest (document, form, below, g_ptr_array_index (records, i));
  add_wishes (document, form, NULL, how);
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
 * A sheet has every field, a paper those of the list and what the regulation wants; a paper and a
 * workbook say under which clauses. What was typed and not entered is in none.
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
  /* "bằng văn bản gửi về Sở" (QN 10.1). */
  if (form->kind == CB_REGISTER_INCIDENTS && *cb_record_get (record, "to") != '\0')
    cb_document_add_addressee (document, cb_record_get (record, "to"));
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
  add_wishes (document, form, record, how);
  return cb_document_save (document, file, cancellable, error);
}
