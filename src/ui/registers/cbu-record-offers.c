/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-record-offers.h"

#include "core/workplace/cb-workplace-preset.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/widgets/cbu-format.h"

static void
clear_offers (gpointer data)
{
  CbuRecordOffers *offers = data;

  g_clear_pointer (&offers->names, cb_record_names_free);
  g_ptr_array_unref (offers->datasets);
  g_ptr_array_unref (offers->receipts);
  g_ptr_array_unref (offers->receipt_titles);
  g_ptr_array_unref (offers->feedback);
  g_ptr_array_unref (offers->feedback_titles);
  g_ptr_array_unref (offers->items);
  g_ptr_array_unref (offers->item_titles);
  g_ptr_array_unref (offers->agencies);
}

/**
 * cbu_record_offers_ref:
 * @offers: offers
 *
 * Returns: (transfer full): the same
 */
CbuRecordOffers *
cbu_record_offers_ref (CbuRecordOffers *offers)
{
  return g_atomic_rc_box_acquire (offers);
}

/**
 * cbu_record_offers_unref:
 * @offers: (transfer full): offers
 */
void
cbu_record_offers_unref (CbuRecordOffers *offers)
{
  g_atomic_rc_box_release_full (offers, clear_offers);
}

static void
take_receipts (CbuRecordOffers *offers)
{
  for (guint i = 0; i < offers->names->receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (offers->names->receipts, i);
      g_autofree char *moment = cbu_format_moment (receipt->published_us);
      gboolean known = FALSE;

      for (guint n = 0; n < offers->datasets->len && !known; n++)
        known = g_str_equal (g_ptr_array_index (offers->datasets, n), receipt->title);
      if (!known)
        g_ptr_array_add (offers->datasets, g_strdup (receipt->title));
      g_ptr_array_add (offers->receipts, cb_receipt_dup_label (receipt, offers->names->zone));
      g_ptr_array_add (offers->receipt_titles, g_strdup_printf ("%s · %s", receipt->title, moment));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *)a, *(const char *const *)b);
}

/* A list that is longer than this is searched on the page of the catalog, not scrolled through. */
#define MAX_ITEMS 300

/* First what the IT officer listed, in that order, then who else is in charge of something. */
static void
read_agencies (CbuRecordOffers *offers, CbWorkplace *workplace, GPtrArray *items)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) owners = g_ptr_array_new ();

  offers->agencies = cb_workplace_list_agencies (workplace);
  for (guint i = 0; i < offers->agencies->len; i++)
    g_hash_table_add (known, offers->agencies->pdata[i]);
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *owner = ((const CbCatalogItem *)g_ptr_array_index (items, i))->owner;

      if (owner != NULL && *owner != '\0' && g_hash_table_add (known, (gpointer)owner))
        g_ptr_array_add (owners, (gpointer)owner);
    }
  g_ptr_array_sort (owners, compare_names);
  for (guint i = 0; i < owners->len; i++)
    g_ptr_array_add (offers->agencies, g_strdup (owners->pdata[i]));
}

static void
read_items (CbuRecordOffers *offers, CbWorkplace *workplace)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (workplace, NULL, NULL);

  read_agencies (offers, workplace, items);
  offers->items = g_ptr_array_new_with_free_func (g_free);
  offers->item_titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; items != NULL && items->len <= MAX_ITEMS && i < items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i);

      g_ptr_array_add (offers->items, g_strdup (item->code));
      g_ptr_array_add (offers->item_titles, g_strdup_printf ("%s · %s", item->code, item->title));
    }
}

static void
take_feedback (CbuRecordOffers *offers, GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);
      g_autofree char *number = cb_record_dup_number (record);
      g_autofree char *subject = cb_record_dup_subject (record);

      if (record->state == CB_RECORD_DROPPED)
        continue;
      g_ptr_array_add (offers->feedback_titles, g_strdup_printf ("%s · %s", number, subject));
      g_ptr_array_add (offers->feedback, g_steal_pointer (&number));
    }
}

/**
 * cbu_record_offers_read:
 * @workplace: where to look
 * @error: why it cannot be read
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full): what may be chosen
 */
CbuRecordOffers *
cbu_record_offers_read (CbWorkplace *workplace, GError **error)
{
  g_autoptr (CbRecordNames) names = cb_workplace_read_record_names (workplace, error);
  g_autoptr (GPtrArray) records
      = names != NULL ? cb_workplace_list_records (workplace, CB_REGISTER_FEEDBACK, error) : NULL;
  CbuRecordOffers *offers;

  if (records == NULL)
    return NULL;
  offers = g_atomic_rc_box_new0 (CbuRecordOffers);
  offers->names = g_steal_pointer (&names);
  offers->datasets = g_ptr_array_new_with_free_func (g_free);
  offers->receipts = g_ptr_array_new_with_free_func (g_free);
  offers->receipt_titles = g_ptr_array_new_with_free_func (g_free);
  offers->feedback = g_ptr_array_new_with_free_func (g_free);
  offers->feedback_titles = g_ptr_array_new_with_free_func (g_free);
  take_receipts (offers);
  take_feedback (offers, records);
  read_items (offers, workplace);

  return offers;
}

/**
 * cbu_record_offers_give:
 * @offers: what may be chosen
 * @field: that it may be chosen in
 * @of_form: what it is; one that is not chosen from these is left as it is
 */
void
cbu_record_offers_give (CbuRecordOffers *offers, CbuRecordField *field, const CbFormField *of_form)
{
  CbFieldType type = of_form->type;

  if (type == CB_FIELD_DATASET)
    cbu_record_field_set_offers (field, offers->datasets, offers->datasets);
  else if (type == CB_FIELD_RECEIPT)
    cbu_record_field_set_offers (field, offers->receipts, offers->receipt_titles);
  else if (type == CB_FIELD_RECORD)
    cbu_record_field_set_offers (field, offers->feedback, offers->feedback_titles);
  else if (type == CB_FIELD_ITEM)
    cbu_record_field_set_offers (field, offers->items, offers->item_titles);
  else if (of_form->agency)
    cbu_record_field_set_offers (field, offers->agencies, offers->agencies);
}
