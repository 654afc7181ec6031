/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CBU_TYPE_PAGE (cbu_page_get_type ())
G_DECLARE_INTERFACE (CbuPage, cbu_page, CBU, PAGE, GtkWidget)

/**
 * CbuPageInterface:
 * @command: does what a command of the window means on this page: `search`, `next-step`, `undo`,
 *   `redo`, `back`, `next-finding`, `previous-finding`, `next-pane`, `calendar`; %FALSE when it
 * means nothing there
 *
 * One of the pages that the sidebar names.
 */
struct _CbuPageInterface
{
  GTypeInterface parent_iface;

  gboolean (*command) (CbuPage *self, const char *name);
};

gboolean cbu_page_command (CbuPage *self, const char *name);

G_END_DECLS
