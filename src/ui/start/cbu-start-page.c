/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/start/cbu-start-page.h"

/**
 * CbuStartPage:
 *
 * The ways to begin; everything it does is an action of the window.
 */
struct _CbuStartPage
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (CbuStartPage, cbu_start_page, ADW_TYPE_BIN)

static void
cbu_start_page_class_init (CbuStartPageClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass),
                                               "/vn/congbo/CongBo/start/cbu-start-page.ui");
}

static void
cbu_start_page_init (CbuStartPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_start_page_new:
 *
 * Returns: (transfer floating): the page of a first start
 */
GtkWidget *
cbu_start_page_new (void)
{
  return g_object_new (CBU_TYPE_START_PAGE, NULL);
}
