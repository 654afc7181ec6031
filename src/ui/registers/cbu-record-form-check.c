/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-form-private.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-registers.h"
#include "ui/registers/cbu-record-words.h"

/* What stands in the form at this moment, and what is missing in it. */

CbuRecordField *
_cbu_record_form_find_field (CbuRecordForm *self, const char *id)
{
  for (guint i = 0; i < self->widgets->len; i++)
    if (g_strcmp0 (cbu_record_field_get_id (g_ptr_array_index (self->widgets, i)), id) == 0)
      return g_ptr_array_index (self->widgets, i);

  return NULL;
}

/* What is written in the form and not entered yet, NULL when that is nothing. */
JsonObject *
_cbu_record_form_collect (CbuRecordForm *self)
{
  g_autoptr (JsonObject) typed = json_object_new ();

  for (guint i = 0; i < self->widgets->len; i++)
    {
      CbuRecordField *widget = g_ptr_array_index (self->widgets, i);
      const char *id = cbu_record_field_get_id (widget);
      g_autofree char *value = cbu_record_field_dup_value (widget);
      g_autofree char *normal = cb_form_dup_normal (cb_form_find (self->form, id), value);

      if (!g_str_equal (normal, cb_record_get (self->record, id)))
        json_object_set_string_member (typed, id, value);
    }
  return json_object_get_size (typed) > 0 ? g_steal_pointer (&typed) : NULL;
}

/* The record as the form has it now. */
CbRecord *
_cbu_record_form_dup_typed (CbuRecordForm *self)
{
  CbRecord *record = cb_record_copy (self->record);

  g_clear_pointer (&record->pending, json_object_unref);
  record->pending = _cbu_record_form_collect (self);
  return record;
}

static void
show_words (CbuRecordForm *self, const CbRecord *record)
{
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);
  CbuRecordField *to = _cbu_record_form_find_field (self, "to");
  CbuRecordField *effective = _cbu_record_form_find_field (self, "effective");
  gboolean late = FALSE;
  g_autofree char *due = cbu_record_dup_due (self->form, record, workplace, &late);
  g_autofree char *addressee = cbu_record_dup_addressee (self->form, record);
  g_autofree char *notice = cbu_record_dup_notice (self->form, record, workplace);

  gtk_widget_set_visible (GTK_WIDGET (self->due), due != NULL);
  gtk_label_set_label (self->due, due != NULL ? due : "");
  if (late)
    gtk_widget_add_css_class (GTK_WIDGET (self->due), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->due), "error");
  if (to != NULL)
    cbu_record_field_set_note (to, addressee);
  if (effective != NULL)
    cbu_record_field_set_note (effective, notice);
}

GPtrArray *
_cbu_record_form_check (CbuRecordForm *self, const CbRecord *record, CbRecordState *next)
{
  CbWorkplace *workplace = cbu_session_get_workplace (self->session);
  GPtrArray *gaps;
  GDate today;

  *next = record->state;
  cb_form_get_next_state (self->form, record->state, next);
  cb_workplace_get_today (workplace, &today);
  gaps = cb_record_check (self->form, record, *next, cb_workplace_get_holidays (workplace), &today);
  if (self->offers != NULL)
    cb_record_check_names (self->form, record, self->offers->names, gaps);

  return gaps;
}

void
_cbu_record_form_show_gaps (CbuRecordForm *self)
{
  g_autoptr (CbRecord) record = _cbu_record_form_dup_typed (self);
  CbRecordState next;
  g_autoptr (GPtrArray) gaps = _cbu_record_form_check (self, record, &next);
  g_autofree char *text = NULL;
  guint count = 0;

  for (guint i = 0; i < self->widgets->len; i++)
    {
      CbuRecordField *widget = g_ptr_array_index (self->widgets, i);
      const CbRecordGap *gap = cb_record_gaps_find (gaps, cbu_record_field_get_id (widget));

      gtk_widget_set_visible (
          GTK_WIDGET (widget),
          cb_form_asks (self->form, cb_form_find (self->form, cbu_record_field_get_id (widget)),
                        record));
      cbu_record_field_set_gap (widget, gap);
      if (gap != NULL && gap->blocks)
        count++;
    }
  text = count > 0 ? g_strdup_printf (
             ngettext ("%u place to fill in", "%u places to fill in", count), count)
                   : NULL;
  gtk_label_set_label (self->missing, text != NULL ? text : _ ("Nothing is missing."));
  show_words (self, record);
}

/* Whom a matter goes to follows from its kind, as long as the person has not said otherwise. */
void
_cbu_record_form_fill_addressee (CbuRecordForm *self)
{
  CbuRecordField *to = _cbu_record_form_find_field (self, "to");
  g_autoptr (CbRecord) record = to != NULL ? _cbu_record_form_dup_typed (self) : NULL;
  g_autofree char *addressee = to != NULL ? cb_form_dup_addressee (self->form, record) : NULL;

  if (addressee != NULL && *cb_record_peek (record, "to") == '\0')
    cbu_record_field_set_value (to, addressee);
}
