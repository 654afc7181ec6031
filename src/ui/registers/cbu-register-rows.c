/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-register-rows.h"

#include "base/cb-text.h"
#include "ui/registers/cbu-record-words.h"
#include "ui/widgets/cbu-value.h"

static void
free_row (gpointer data)
{
  CbuRegisterRow *row = data;

  cb_record_free (row->record);
  g_free (row->number);
  g_free (row->subject);
  g_free (row->due);
  g_free (row);
}

/* All that is in a record, for the search. */
static char *
fold_record (const CbForm *form, const CbRecord *record, const char *number)
{
  g_autoptr (GString) text = g_string_new (number);

  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);
      const char *value = cb_record_peek (record, field->id);
      g_autofree char *shown = *value != '\0' ? cb_form_dup_shown (field, value) : NULL;

      if (shown != NULL)
        g_string_append_printf (text, " %s", shown);
    }
  return cb_text_fold (text->str);
}

static CbuValue *
make_value (const CbForm *form, const CbRecord *record, CbWorkplace *workplace)
{
  CbuRegisterRow *row = g_new0 (CbuRegisterRow, 1);

  row->record = cb_record_copy (record);
  row->number = cb_record_dup_number (record);
  row->subject = cb_record_dup_subject (record);
  row->due = cbu_record_dup_due (form, record, workplace, &row->late);
  return cbu_value_new (row, free_row, fold_record (form, record, row->number));
}

/**
 * cbu_register_rows_read:
 * @workplace: where from
 * @kind: a register
 * @error: why not
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): the rows of its table, the newest first
 */
CbuRegisterRows *
cbu_register_rows_read (CbWorkplace *workplace, CbRegister kind, GError **error)
{
  g_autoptr (GPtrArray) records = cb_workplace_list_records (workplace, kind, error);
  CbuRegisterRows *rows;

  if (records == NULL)
    return NULL;
  rows = g_new0 (CbuRegisterRows, 1);
  rows->form = cb_workplace_dup_form (workplace, kind);
  rows->values = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (rows->values,
                     make_value (rows->form, g_ptr_array_index (records, i), workplace));
  return rows;
}

/**
 * cbu_register_rows_free:
 * @self: (transfer full): rows
 */
void
cbu_register_rows_free (CbuRegisterRows *self)
{
  cb_form_unref (self->form);
  g_ptr_array_unref (self->values);
  g_free (self);
}
