/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-mend-list.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/model/cb-finding-steps.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

#define LIST_WIDTH 340
#define LIST_HEIGHT 320
#define LINE_CHARS 44
/* More than these are counted: nobody reads on, and each is a widget. */
#define MOST_SHOWN 200

static void
add_line (GtkWidget *list, const char *text)
{
  GtkWidget *label = cbu_wrapped_label_new (text, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE_CHARS);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (list), label);
}

/* The last one first: it is the one that is undone first. */
static void
add_steps (GtkWidget *list, JsonArray *steps)
{
  guint n = json_array_get_length (steps);

  for (guint i = n; i > n - MIN (n, MOST_SHOWN); i--)
    {
      g_autofree char *step = json_to_string (json_array_get_element (steps, i - 1), FALSE);
      g_autofree char *words = cb_finding_step_dup_words (step);
      g_autofree char *number = cb_text_format_count (i);
      /* Translators: the number of a step, and what it did */
      g_autofree char *line = g_strdup_printf (_ ("%s. %s"), number, words);

      add_line (list, line);
    }
  if (n > MOST_SHOWN)
    {
      g_autofree char *number = cb_text_format_count (n - MOST_SHOWN);
      g_autofree char *more
          = g_strdup_printf (ngettext ("and %s before", "and %s before", n - MOST_SHOWN), number);

      add_line (list, more);
    }
}

/**
 * cbu_mend_list_new:
 * @recipe: of a file, JSON
 *
 * Returns: (transfer floating): what was done to the file, each step in words, the last one first
 */
GtkWidget *
cbu_mend_list_new (const char *recipe)
{
  g_autoptr (JsonArray) steps = cb_json_array_parse (recipe, -1, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST,
                                  "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 8, NULL);

  cbu_a11y_set_name (list, _ ("What was mended"));
  if (steps != NULL)
    add_steps (list, steps);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), cbu_heading_new (_ ("What was mended")));
  gtk_box_append (GTK_BOX (box), scrolled);

  return box;
}
