/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-page.h"

G_DEFINE_INTERFACE (CbuPage, cbu_page, GTK_TYPE_WIDGET)

static void
cbu_page_default_init (CbuPageInterface *iface)
{
}

/**
 * cbu_page_command:
 * @self: a page
 * @name: of a command, without `win.`
 *
 * Returns: whether the page did something
 */
gboolean
cbu_page_command (CbuPage *self, const char *name)
{
  CbuPageInterface *iface;

  g_return_val_if_fail (CBU_IS_PAGE (self), FALSE);

  iface = CBU_PAGE_GET_IFACE (self);
  return iface->command != NULL && iface->command (self, name);
}
