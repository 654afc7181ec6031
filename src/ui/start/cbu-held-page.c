/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/start/cbu-held-page.h"

/**
 * CbuHeldPage:
 *
 * Another window has the data open, or has not closed it yet (faults.md 39): nothing is shown of
 * it here.
 */
struct _CbuHeldPage
{
  AdwBin parent_instance;

  /* Template */
  GtkButton *again;
};

G_DEFINE_FINAL_TYPE (CbuHeldPage, cbu_held_page, ADW_TYPE_BIN)

static void
cbu_held_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_HELD_PAGE);
  G_OBJECT_CLASS (cbu_held_page_parent_class)->dispose (object);
}

static void
cbu_held_page_class_init (CbuHeldPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_held_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/start/cbu-held-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuHeldPage, again);
}

static void
cbu_held_page_init (CbuHeldPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_held_page_new:
 * @mode: whose data cannot be had; asked for again by the page's button
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_held_page_new (CbMode mode)
{
  CbuHeldPage *self = g_object_new (CBU_TYPE_HELD_PAGE, NULL);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), mode == CB_MODE_PRACTICE
                                                                    ? "win.start-practice"
                                                                    : "win.start-real");
  return GTK_WIDGET (self);
}
