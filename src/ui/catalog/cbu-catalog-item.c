/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-item.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "ui/catalog/cbu-catalog-work.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-wrap.h"

/* @attribute: (nullable): whose cell in the imported file stands behind the title */
static void
add_fact (GtkWidget *list,
          const CbCatalogItem *item,
          const char *attribute,
          const char *title,
          const char *value)
{
  g_autofree char *cell = attribute != NULL ? cb_catalog_item_dup_source (item, attribute) : NULL;
  /* Translators: what it is, and the cell of the file that says it */
  g_autofree char *label = cell != NULL ? g_strdup_printf (_ ("%s (cell %s)"), title, cell) : NULL;

  if (value != NULL && *value != '\0')
    gtk_list_box_append (GTK_LIST_BOX (list),
                         cbu_fact_row_new (label != NULL ? label : title, value));
}

/**
 * cbu_catalog_item_propose_new:
 * @kind: what to propose
 * @item: (nullable): about which item of the catalog
 * @label: of the button
 *
 * Returns: (transfer floating): a button that begins the proposal in its register
 */
GtkWidget *
cbu_catalog_item_propose_new (CbProposal kind, const CbCatalogItem *item, const char *label)
{
  g_autoptr (JsonObject) fields = cb_proposal_begin (kind, item);
  g_autoptr (GList) names = json_object_get_members (fields);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (GList *l = names; l != NULL; l = l->next)
    g_variant_builder_add (&builder, "{ss}", l->data, cb_json_get_string (fields, l->data));
  return cbu_action_button_new (
      label, NULL, "win.add-record",
      g_variant_new ("(sa{ss})", cb_register_name (CB_REGISTER_PROPOSALS), &builder));
}

/**
 * cbu_catalog_item_fill:
 * @box: where to; empty
 * @session: whose work is shown with it
 * @item: an item of the catalog
 *
 * Shows every attribute that the decision gives, the row of the file that it came from, and
 * what was and is done for it.
 */
void
cbu_catalog_item_fill (GtkBox *box, CbuSession *session, const CbCatalogItem *item)
{
  GtkWidget *heading = cbu_wrapped_label_new (item->title, "title-3");
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *frequency = NULL;
  g_autofree char *row = g_strdup_printf ("%u", item->source_row);
  GtkWidget *button;
  GtkWidget *proposals = cbu_wrap_new ();
  GtkWidget *work = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_label_by (list, heading);
  frequency = item->frequency_text != NULL && *item->frequency_text != '\0'
                  ? g_strdup_printf ("%s (“%s”)", cb_frequency_title (item->frequency),
                                     item->frequency_text)
                  : g_strdup (cb_frequency_title (item->frequency));
  add_fact (list, item, "code", _ ("Code"), item->code);
  add_fact (list, item, "description", _ ("Description"), item->description);
  add_fact (list, item, "field", _ ("Field"), item->field);
  add_fact (list, item, "owner", _ ("Agency in charge"), item->owner);
  add_fact (list, item, "frequency", _ ("How often it is updated"), frequency);
  add_fact (list, item, "deadline", _ ("Deadline, as written"), item->deadline_text);
  add_fact (list, item, "formats", _ ("Formats"), item->formats);
  add_fact (list, item, "sharing", _ ("Sharing"), item->sharing);
  add_fact (list, item, NULL, _ ("Note"), item->note);
  if (item->source_row > 0)
    add_fact (list, item, NULL, _ ("Row of the imported file"), row);
  button = cbu_action_button_new (_ ("Prepare a dataset"), "suggested-action", "win.prepare",
                                  g_variant_new ("(ss)", item->code != NULL ? item->code : "", ""));
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_box_append (box, heading);
  gtk_box_append (box, button);
  gtk_box_append (box, work);
  gtk_box_append (box, list);
  cbu_catalog_work_load (GTK_BOX (work), session, item->code != NULL ? item->code : "");
  cbu_wrap_append (CBU_WRAP (proposals),
                   cbu_catalog_item_propose_new (CB_PROPOSAL_EDIT, item, _ ("Propose a change")));
  cbu_wrap_append (
      CBU_WRAP (proposals),
      cbu_catalog_item_propose_new (CB_PROPOSAL_WITHDRAW, item, _ ("Propose to withdraw it")));
  if (item->code != NULL)
    cbu_wrap_append (CBU_WRAP (proposals),
                     cbu_action_button_new (_ ("Watch a folder…"), NULL, "win.watch-folder",
                                            g_variant_new_string (item->code)));
  gtk_box_append (box, proposals);
}
