/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-portal.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuCatalogPortal:
 *
 * Asks for the address of a portal whose public datasets are to be the catalog. Emits `confirmed`
 * and `cancelled`.
 */
struct _CbuCatalogPortal
{
  AdwBin parent_instance;

  /* Borrowed: children */
  GtkWidget *address;
  GtkWidget *confirm;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (CbuCatalogPortal, cbu_catalog_portal, ADW_TYPE_BIN)

static gpointer
read_address (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (workplace, error);

  return accounts != NULL && accounts->len > 0
             ? g_strdup (((CbAccount *)g_ptr_array_index (accounts, 0))->url)
             : NULL;
}

static void
address_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuCatalogPortal *self = widget;

  /* What was typed in the meantime stays. */
  if (result != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->address)) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->address), result);
}

/**
 * cbu_catalog_portal_offer:
 * @self: the page
 * @session: whose portal may be meant
 *
 * Puts the address of the agency's portal there, as long as there is none.
 */
void
cbu_catalog_portal_offer (CbuCatalogPortal *self, CbuSession *session)
{
  g_return_if_fail (CBU_IS_CATALOG_PORTAL (self));

  cbu_run_async (self, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_catalog_portal_offer,
                            .work = read_address,
                            .done = address_read_cb,
                            .free_result = g_free });
  gtk_widget_grab_focus (self->address);
}

/**
 * cbu_catalog_portal_dup_address:
 * @self: the page
 *
 * Returns: (transfer full): the address, as typed; `https://` is put before one that has no scheme
 */
char *
cbu_catalog_portal_dup_address (CbuCatalogPortal *self)
{
  g_autofree char *typed
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));

  if (*typed == '\0' || strstr (typed, "://") != NULL)
    return g_steal_pointer (&typed);
  return g_strconcat ("https://", typed, NULL);
}

/**
 * cbu_catalog_portal_set_reading:
 * @self: the page
 * @reading: whether the portal is being asked
 */
void
cbu_catalog_portal_set_reading (CbuCatalogPortal *self, gboolean reading)
{
  gtk_widget_set_visible (self->spinner, reading);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), reading);
  gtk_widget_set_sensitive (self->confirm, !reading);
}

static void
on_confirm_clicked_cb (CbuCatalogPortal *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->address)) == '\0')
    gtk_widget_grab_focus (self->address);
  /* Enter in the address is pressed while it is being read, too. */
  else if (gtk_widget_get_sensitive (self->confirm))
    g_signal_emit_by_name (self, "confirmed");
}

static void
on_cancel_clicked_cb (CbuCatalogPortal *self)
{
  g_signal_emit_by_name (self, "cancelled");
}

static void
cbu_catalog_portal_class_init (CbuCatalogPortalClass *klass)
{
  g_signal_new ("confirmed", CBU_TYPE_CATALOG_PORTAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  g_signal_new ("cancelled", CBU_TYPE_CATALOG_PORTAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static GtkWidget *
make_buttons (CbuCatalogPortal *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_label (_ ("Do not import"));

  self->spinner = gtk_spinner_new ();
  cbu_a11y_set_name (self->spinner, _ ("Reading the portal"));
  self->confirm = gtk_button_new_with_label (_ ("Read the portal"));
  gtk_widget_add_css_class (self->confirm, "suggested-action");
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_set_visible (self->spinner, FALSE);
  g_signal_connect_swapped (cancel, "clicked", G_CALLBACK (on_cancel_clicked_cb), self);
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (on_confirm_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), self->spinner);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_box_append (GTK_BOX (box), self->confirm);
  return box;
}

static void
cbu_catalog_portal_init (CbuCatalogPortal *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *list = gtk_list_box_new ();

  self->address = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address), _ ("Address of the portal"));
  g_signal_connect_swapped (self->address, "entry-activated", G_CALLBACK (on_confirm_clicked_cb),
                            self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, _ ("Address of the portal"));
  gtk_list_box_append (GTK_LIST_BOX (list), self->address);
  gtk_box_append (GTK_BOX (box),
                  cbu_wrapped_label_new (_ ("Which portal has the catalog?"), "title-2"));
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (
                                     _ ("Every public dataset of a CKAN portal becomes an item: "
                                        "its groups are the fields, its organisations the "
                                        "agencies. Deadlines are in the decision, not on the "
                                        "portal."),
                                     NULL));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_widget_add_css_class (box, "start-page");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 720);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  adw_bin_set_child (ADW_BIN (self), clamp);
}

/**
 * cbu_catalog_portal_new:
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_catalog_portal_new (void)
{
  return g_object_new (CBU_TYPE_CATALOG_PORTAL, NULL);
}
