/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-record-names.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

/* A correction is linked to the version that was wrong and to the one that took its place
 * (product.md A12). What it names is looked for, so that a slip of the pen does not break the link;
 * what was published without the program is named by its address. */

/**
 * cb_record_names_new:
 * @receipts: (element-type CbReceipt): what was published
 * @records: (element-type CbRecord): the register of feedback
 * @zone: of the office
 *
 * Returns: (transfer full): what a record may name
 */
CbRecordNames *
cb_record_names_new (GPtrArray *receipts, GPtrArray *records, GTimeZone *zone)
{
  CbRecordNames *self = g_new0 (CbRecordNames, 1);

  self->receipts = g_ptr_array_ref (receipts);
  self->feedback = g_ptr_array_new_with_free_func (g_free);
  self->zone = g_time_zone_ref (zone);
  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);

      if (record->state != CB_RECORD_DROPPED)
        g_ptr_array_add (self->feedback, cb_record_dup_number (record));
    }

  return self;
}

/**
 * cb_record_names_free:
 * @self: (nullable) (transfer full): names
 */
void
cb_record_names_free (CbRecordNames *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->receipts);
  g_ptr_array_unref (self->feedback);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static const CbReceipt *
find_receipt (const CbRecordNames *names, const char *text)
{
  for (guint i = 0; i < names->receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (names->receipts, i);

      if (cb_receipt_is_meant (receipt, text, names->zone))
        return receipt;
    }

  return NULL;
}

static gboolean
has_dataset (const CbRecordNames *names, const char *text)
{
  for (guint i = 0; i < names->receipts->len; i++)
    if (g_strcmp0 (((CbReceipt *)g_ptr_array_index (names->receipts, i))->title, text) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
is_address (const char *text)
{
  return g_str_has_prefix (text, "https://") || g_str_has_prefix (text, "http://");
}

static void
add_gap (GPtrArray *gaps, const char *field, const char *sentence, gboolean blocks)
{
  CbRecordGap *gap = g_new0 (CbRecordGap, 1);

  gap->field = g_strdup (field);
  gap->sentence = g_strdup (sentence);
  gap->clause = g_strdup ("");
  gap->blocks = blocks;
  g_ptr_array_add (gaps, gap);
}

static void
check_field (const CbFormField *field,
             const char *value,
             const CbRecordNames *names,
             GPtrArray *gaps)
{
  if (*value == '\0')
    return;
  if (field->type == CB_FIELD_RECEIPT && find_receipt (names, value) == NULL && !is_address (value))
    add_gap (gaps, field->id,
             _ ("The ledger has no such version. Choose one of the list, or write the address of "
                "what was published without the program."),
             TRUE);
  else if (field->type == CB_FIELD_RECORD
           && !g_ptr_array_find_with_equal_func (names->feedback, value, g_str_equal, NULL))
    add_gap (gaps, field->id, _ ("There is no feedback of this number. Choose one of the list."),
             TRUE);
  else if (field->type == CB_FIELD_DATASET && !has_dataset (names, value))
    add_gap (gaps, field->id,
             _ ("The ledger has no dataset of this name. Leave it where the data was published "
                "without the program."),
             FALSE);
}

/* The new version takes the place of the wrong one: it is of the same dataset, and later. */
static void
check_versions (const CbRecord *record, const CbRecordNames *names, GPtrArray *gaps)
{
  const CbReceipt *wrong = find_receipt (names, cb_record_peek (record, "receipt"));
  const CbReceipt *right = find_receipt (names, cb_record_peek (record, "new_receipt"));

  if (wrong == NULL || right == NULL)
    return;
  if (g_strcmp0 (wrong->dataset_id, right->dataset_id) != 0)
    add_gap (gaps, "new_receipt", _ ("This is a version of another dataset."), TRUE);
  else if (right->published_us <= wrong->published_us)
    add_gap (gaps, "new_receipt", _ ("This version is not later than the one that is wrong."),
             TRUE);
}

/**
 * cb_record_check_names:
 * @form: of its register
 * @record: what was typed last counts, entered or not
 * @names: what there is
 * @gaps: (element-type CbRecordGap): of cb_record_check(); what is found is added
 *
 * Only corrections are about what was published; others may name what is not ours.
 */
void
cb_record_check_names (const CbForm *form,
                       const CbRecord *record,
                       const CbRecordNames *names,
                       GPtrArray *gaps)
{
  g_return_if_fail (form != NULL && record != NULL && names != NULL && gaps != NULL);

  if (form->kind != CB_REGISTER_CORRECTIONS)
    return;
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      check_field (field, cb_record_peek (record, field->id), names, gaps);
    }
  check_versions (record, names, gaps);
}

static gboolean
is_of_unit (const CbRecord *record, const char *unit, const char *level)
{
  g_autofree char *folded = cb_text_fold (cb_record_peek (record, "unit"));

  return record->state == CB_RECORD_OPEN && g_str_equal (folded, unit)
         && g_str_equal (cb_record_peek (record, "level"), level);
}

/**
 * cb_record_check_others:
 * @form: of the register of focal points
 * @record: what was typed last counts, entered or not
 * @others: (element-type CbRecord): of the register
 * @gaps: (element-type CbRecordGap): of cb_record_check(); what is found is added
 *
 * "cử một cán bộ làm đầu mối" (NT 18.1b, BD 12.1b): a second one is said, and entered all the same:
 * the first may be on leave.
 */
void
cb_record_check_others (const CbForm *form,
                        const CbRecord *record,
                        GPtrArray *others,
                        GPtrArray *gaps)
{
  g_autofree char *unit = NULL;
  const CbRecord *first = NULL;
  guint count = 0;

  g_return_if_fail (form != NULL && record != NULL && others != NULL && gaps != NULL);

  unit = cb_text_fold (cb_record_peek (record, "unit"));
  for (guint i = 0; i < others->len; i++)
    {
      const CbRecord *other = g_ptr_array_index (others, i);

      if (g_strcmp0 (other->id, record->id) == 0
          || !is_of_unit (other, unit, cb_record_peek (record, "level")))
        continue;
      first = first != NULL ? first : other;
      count++;
    }
  if (form->per_unit > 0 && unit[0] != '\0' && count >= form->per_unit)
    {
      g_autofree char *number = cb_record_dup_number (first);
      g_autofree char *sentence
          /* Translators: number of a record, a number */
          = g_strdup_printf (ngettext ("%s is of this office already; the text asks for %u.",
                                       "%s is of this office already; the text asks for %u.",
                                       form->per_unit),
                             number, form->per_unit);

      add_gap (gaps, "unit", sentence, FALSE);
      g_free (((CbRecordGap *)gaps->pdata[gaps->len - 1])->clause);
      ((CbRecordGap *)gaps->pdata[gaps->len - 1])->clause = g_strdup (form->per_unit_clause);
    }
}
