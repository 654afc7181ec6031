/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-clause.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/rules/cb-clause.h"
#include "core/rules/cb-regulation-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels: a line of law that is read with ease, and an article that leaves the page in sight. */
#define TEXT_WIDTH 440
#define TEXT_HEIGHT 360

/* "Điều 7 khoản 6 điểm a, 59/2024/QĐ-UBND": the number of the regulation, which every row would
 * repeat and most would cut, is left to the popover; so is who corrected it, not that somebody did.
 */
static char *
dup_short_clause (const char *clause)
{
  gsize length = cb_clause_get_length (clause);
  g_autofree char *place = g_strndup (clause, length);
  char *comma = strrchr (place, ',');

  if (comma != NULL && comma != place && strchr (comma, '/') != NULL)
    *comma = '\0';
  if (length == 0)
    return g_strdup (_ ("Set by the agency"));
  if (clause[length] != '\0')
    /* Translators: a clause */
    return g_strdup_printf (_ ("%s · corrected"), place);
  return g_steal_pointer (&place);
}

static GtkWidget *
make_line (const CbPassageLine *line, gboolean all_meant)
{
  GtkWidget *label = cbu_wrapped_label_new (line->text, "passage-line");

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  if (line->is_meant && !all_meant)
    gtk_widget_add_css_class (label, "meant");
  else if (!line->is_meant)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static gboolean
are_all_meant (GPtrArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    if (!((CbPassageLine *)g_ptr_array_index (lines, i))->is_meant)
      return FALSE;
  return TRUE;
}

static void
add_head (GtkWidget *box, const CbPassage *passage)
{
  gboolean has_heading = passage->heading[0] != '\0';

  if (has_heading)
    gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (passage->heading, "heading"));
  gtk_box_append (
      GTK_BOX (box),
      cbu_wrapped_label_new (passage->source, has_heading ? "dim-label caption" : "heading"));
}

static void
add_lines (GtkWidget *box, const CbPassage *passage)
{
  gboolean all_meant = are_all_meant (passage->lines);

  for (guint i = 0; i < passage->lines->len; i++)
    gtk_box_append (GTK_BOX (box), make_line (passage->lines->pdata[i], all_meant));
  if (passage->note[0] != '\0')
    gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (passage->note, "dim-label caption"));
}

static GtkWidget *
make_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), TEXT_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  gtk_widget_set_size_request (scroller, TEXT_WIDTH, -1);
  return scroller;
}

static gpointer
find_passages_cb (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_find_passages (workplace, input);
}

static void
scroll_to_meant (GtkWidget *scroller, GtkWidget *box)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "meant"))
      {
        graphene_rect_t bounds;
        GtkAdjustment *position
            = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));

        if (gtk_widget_compute_bounds (child, box, &bounds))
          gtk_adjustment_set_value (position, MAX (0, bounds.origin.y - 48));
        return;
      }
}

static gboolean
scroll_when_placed_cb (GtkWidget *scroller, GdkFrameClock *clock, gpointer box)
{
  if (gtk_widget_get_height (box) == 0)
    return G_SOURCE_CONTINUE;
  scroll_to_meant (scroller, box);
  return G_SOURCE_REMOVE;
}

/* One article scrolls below its heading; of several each has its own in what scrolls. */
static void
passages_found_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GPtrArray *passages = result;
  GtkWidget *outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = make_scroller (box);
  g_autofree char *origin = cb_clause_dup_origin (input);

  if (origin != NULL)
    gtk_box_append (GTK_BOX (outer), cbu_wrapped_label_new (origin, "heading"));

  for (guint i = 0; i < passages->len; i++)
    {
      add_head (passages->len == 1 ? outer : box, passages->pdata[i]);
      add_lines (box, passages->pdata[i]);
    }
  gtk_box_append (GTK_BOX (outer), scroller);
  gtk_popover_set_child (GTK_POPOVER (widget), outer);
  gtk_widget_add_tick_callback (scroller, scroll_when_placed_cb, box, NULL);
}

/* The text is fetched when it is first looked at. */
static void
on_popover_shown_cb (GtkWidget *popover, gpointer user_data)
{
  CbuSession *session = cbu_session_find (popover);

  if (session == NULL)
    return;
  g_signal_handlers_disconnect_by_func (popover, on_popover_shown_cb, user_data);
  cbu_run_async (popover, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = on_popover_shown_cb,
                            .work = find_passages_cb,
                            .done = passages_found_cb,
                            .input = g_strdup (user_data),
                            .free_input = g_free,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static void
free_data (gpointer data, GClosure *closure)
{
  g_free (data);
}

/**
 * cbu_clause_new:
 * @clause: what a rule rests on, "Điều 8 khoản 2, 59/2024/QĐ-UBND"
 * @regulation: (nullable): the text it is of
 *
 * Returns: (transfer floating): a chip that opens the sentence when pressed
 */
GtkWidget *
cbu_clause_new (const char *clause, const char *regulation)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *brief = dup_short_clause (clause);
  GtkWidget *label = cbu_label_new (brief, NULL);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *name = g_strdup_printf (_ ("Clause: %s"), clause);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_widget_add_css_class (button, "clause");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  cbu_a11y_set_name (button, name);
  gtk_box_append (GTK_BOX (box), cbu_label_new (_ ("This rests on"), "dim-label caption"));
  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (clause, "heading"));
  if (regulation != NULL && *regulation != '\0' && strstr (clause, regulation) == NULL)
    gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (regulation, NULL));
  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_data (popover, "map", G_CALLBACK (on_popover_shown_cb), g_strdup (clause),
                         free_data, 0);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}
