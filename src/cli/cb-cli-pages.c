/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-pages.h"

#include "cli/cb-cli-output.h"

/**
 * cb_cli_print_pages:
 * @cli: the context
 * @reader: an open file that has pages
 * @error: where to say why not
 *
 * Prints the text of all pages, a form feed behind each as pdftotext does; as JSON when that is
 * wanted: an object with a list `pages` of their texts.
 *
 * Returns: %FALSE when a page could not be read; those before it are printed
 */
gboolean
cb_cli_print_pages (CbCli *cli, CbReader *reader, GError **error)
{
  guint n_pages = cb_reader_get_info (reader)->n_pages;
  g_autoptr (JsonArray) pages = json_array_new ();

  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = cb_reader_read_page_text (reader, i, cli->cancellable, error);

      if (text == NULL)
        return FALSE;
      if (cli->json)
        json_array_add_string_element (pages, text);
      else
        g_print ("%s\n\f", text);
    }
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_object_set_array_member (object, "pages", g_steal_pointer (&pages));
      json_node_set_object (node, object);
      cb_cli_print_json (node);
    }

  return TRUE;
}
