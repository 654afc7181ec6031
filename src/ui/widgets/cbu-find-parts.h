/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CbuFindActions:
 * @changed: something else is looked for
 * @next: to the next hit
 * @previous: to the hit before
 * @close: looking is over
 *
 * What a person does in a search bar; each is called with the bar alone.
 */
typedef struct
{
  GCallback changed;
  GCallback next;
  GCallback previous;
  GCallback close;
} CbuFindActions;

GtkWidget *cbu_find_entry_new (const char *name, gpointer bar, const CbuFindActions *actions);
GtkWidget *cbu_find_steps_new (gpointer bar, const CbuFindActions *actions);
GtkWidget *cbu_find_close_new (gpointer bar, const CbuFindActions *actions);

G_END_DECLS
