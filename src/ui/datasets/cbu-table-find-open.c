/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The search bar as others see it: opened, closed, asked, given another table. */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "ui/datasets/cbu-table-find-private.h"

/**
 * cbu_table_find_set_table:
 * @self: the bar
 * @reader: (nullable): in what is searched; %NULL: there is nothing
 * @grid: where one is in it; has to live as long as @self or another grid is set
 *
 * What was typed stays and is looked for anew.
 */
void
cbu_table_find_set_table (CbuTableFind *self, CbReader *reader, CbuGrid *grid)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  _cbu_table_find_stop (self);
  g_set_object (&self->reader, reader);
  g_set_weak_pointer (&self->grid, grid);
  self->column = -1;
  gtk_toggle_button_set_active (self->only, FALSE);
  _cbu_table_find_look_anew (self, TRUE);
}

/**
 * cbu_table_find_take_reader:
 * @self: the bar
 * @reader: the same table with other values
 *
 * Counts anew, and stays where one is.
 */
void
cbu_table_find_take_reader (CbuTableFind *self, CbReader *reader)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  _cbu_table_find_stop (self);
  g_set_object (&self->reader, reader);
  _cbu_table_find_look_anew (self, FALSE);
}

/**
 * cbu_table_find_set_replaceable:
 * @self: the bar
 * @replaceable: whether what is found may be replaced
 */
void
cbu_table_find_set_replaceable (CbuTableFind *self, gboolean replaceable)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  gtk_widget_set_visible (self->replace_toggle, replaceable);
  if (!replaceable)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->replace_toggle), FALSE);
}

/**
 * cbu_table_find_open_replace:
 * @self: the bar
 *
 * Opens it with the line for what takes the place of what is found, where that may be.
 */
void
cbu_table_find_open_replace (CbuTableFind *self)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  cbu_table_find_open (self, FALSE);
  if (!gtk_widget_get_visible (self->replace_toggle))
    return;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->replace_toggle), TRUE);
  /* What is looked for comes first. */
  if (*self->needle == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  else
    cbu_table_replace_focus (self->replace);
}

/**
 * cbu_table_find_open:
 * @self: the bar
 * @in_column: only in the column one is in
 */
void
cbu_table_find_open (CbuTableFind *self, gboolean in_column)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  gtk_revealer_set_reveal_child (self->bar, TRUE);
  if (in_column)
    {
      gtk_toggle_button_set_active (self->only, TRUE);
      g_signal_emit_by_name (self->only, "toggled");
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/**
 * cbu_table_find_close:
 * @self: the bar
 */
void
cbu_table_find_close (CbuTableFind *self)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  gtk_revealer_set_reveal_child (self->bar, FALSE);
}

/**
 * cbu_table_find_is_open:
 * @self: the bar
 *
 * Returns: whether it is shown
 */
gboolean
cbu_table_find_is_open (CbuTableFind *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_FIND (self), FALSE);

  return gtk_revealer_get_reveal_child (self->bar);
}

/**
 * cbu_table_find_step:
 * @self: the bar
 * @backwards: to the hit before where one is, not to the next
 *
 * Opens the bar when there is nothing to look for yet.
 */
void
cbu_table_find_step (CbuTableFind *self, gboolean backwards)
{
  g_return_if_fail (CBU_IS_TABLE_FIND (self));

  if (!cbu_table_find_is_open (self) || *self->needle == '\0')
    {
      cbu_table_find_open (self, FALSE);
      return;
    }
  _cbu_table_find_start (self, backwards, FALSE);
}

/**
 * cbu_table_find_matches:
 * @self: the bar
 * @column: 0-based
 * @text: of a cell there
 *
 * Returns: whether the cell is a hit
 */
gboolean
cbu_table_find_matches (CbuTableFind *self, guint column, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (CBU_IS_TABLE_FIND (self), FALSE);

  if (*self->needle == '\0' || text == NULL || *text == '\0'
      || (self->column >= 0 && (guint)self->column != column))
    return FALSE;
  folded = cb_text_fold (text);
  return strstr (folded, self->needle) != NULL;
}

/**
 * cbu_table_find_get_status:
 * @self: the bar
 *
 * Returns: (transfer none): what it says about the hits, for tests
 */
const char *
cbu_table_find_get_status (CbuTableFind *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_FIND (self), NULL);

  return gtk_label_get_label (self->status);
}
