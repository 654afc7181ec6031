/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-agencies.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "base/cb-json.h"
#include "ui/widgets/cbu-suggestions.h"

/**
 * cbu_agencies_offer:
 * @row: an #AdwEntryRow that asks for an agency
 * @session: what a preset brought
 *
 * Where a preset brought names of agencies they can be chosen instead of typed.
 */
void
cbu_agencies_offer (GtkWidget *row, CbuSession *session)
{
  const char *text = cbu_session_get_setting (session, "agencies");
  g_autoptr (JsonNode) node = *text != '\0' ? cb_json_node_parse (text, -1, NULL) : NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *button;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_ptr_array_add (names,
                     g_strdup (json_array_get_string_element (json_node_get_array (node), i)));
  button = cbu_suggestions_new (GTK_EDITABLE (row), names, names, _ ("Choose an agency"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
}
