/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-cell-editor.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-protocol.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

#define EDITOR_WIDTH 340
#define EDITOR_HEIGHT 180

/**
 * CbuCellEditor:
 *
 * A cell that is being written over. Enter takes what was typed, as does a click elsewhere, Escape
 * leaves the cell as it was; Alt+Enter is a line break, as in spreadsheets. `accepted` says that
 * there is another text than before.
 */
struct _CbuCellEditor
{
  GtkPopover parent_instance;

  char *before; /* (owned) */

  /* Children */
  GtkLabel *heading;
  GtkTextView *view;
  GtkLabel *problem;
  GtkWidget *take;
  GtkWidget *leave;

  gboolean is_left;   /* nothing is taken when it closes */
  gboolean is_number; /* the other cells of its column are numbers */
};

G_DEFINE_FINAL_TYPE (CbuCellEditor, cbu_cell_editor, GTK_TYPE_POPOVER)

static void
show_problem (CbuCellEditor *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
}

/* As people write numbers: digits, and what may stand between and around them. */
static gboolean
may_be_number (const char *text)
{
  gboolean has_digit = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        has_digit = TRUE;
      else if (c > 0x7f ? !g_unichar_isspace (c) : strchr ("+-.,% eE", (int)c) == NULL)
        return FALSE;
    }

  return has_digit || *text == '\0';
}

/* It can be meant so: it is said, and not refused. */
static void
on_changed_cb (CbuCellEditor *self)
{
  g_autofree char *text = cbu_cell_editor_dup_text (self);

  if (gtk_text_view_get_editable (self->view))
    show_problem (self, self->is_number && !may_be_number (text)
                            ? _ ("The other cells of this column are numbers; this is none.")
                            : NULL);
}

/**
 * cbu_cell_editor_dup_text:
 * @self: an editor
 *
 * Returns: (transfer full): what was typed
 */
char *
cbu_cell_editor_dup_text (CbuCellEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/**
 * cbu_cell_editor_get_before:
 * @self: an editor
 *
 * Returns: (transfer none): what the cell held
 */
const char *
cbu_cell_editor_get_before (CbuCellEditor *self)
{
  return self->before;
}

/**
 * cbu_cell_editor_accept:
 * @self: an editor
 *
 * Takes what was typed and closes; says why where it cannot be taken.
 */
void
cbu_cell_editor_accept (CbuCellEditor *self)
{
  g_autofree char *text = cbu_cell_editor_dup_text (self);

  if (strlen (text) > CB_PROTOCOL_MAX_CELL)
    {
      show_problem (self, _ ("This is too long for a cell: at most 1 MB."));
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->is_left = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  if (strcmp (text, self->before) != 0)
    g_signal_emit_by_name (self, "accepted", text);
}

/**
 * cbu_cell_editor_finish:
 * @self: an editor that is open
 *
 * Takes what was typed, as a click elsewhere does, where something could be.
 */
void
cbu_cell_editor_finish (CbuCellEditor *self)
{
  g_return_if_fail (CBU_IS_CELL_EDITOR (self));

  if (gtk_text_view_get_editable (self->view))
    cbu_cell_editor_accept (self);
  else
    gtk_popover_popdown (GTK_POPOVER (self));
}

static void
leave (CbuCellEditor *self)
{
  self->is_left = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* A click elsewhere: what was typed is not lost. */
static void
on_closed_cb (CbuCellEditor *self)
{
  if (!self->is_left && gtk_text_view_get_editable (self->view))
    cbu_cell_editor_accept (self);
}

static gboolean
on_key_cb (GtkEventControllerKey *controller,
           guint key,
           guint code,
           GdkModifierType state,
           CbuCellEditor *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean is_enter = key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  /* A syllable that is being composed takes the key first. */
  if ((is_enter || key == GDK_KEY_Escape) && event != NULL
      && gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;
  if (key == GDK_KEY_Escape)
    {
      leave (self);
      return GDK_EVENT_STOP;
    }
  if (!is_enter || (state & GDK_CONTROL_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_get_editable (self->view))
    return GDK_EVENT_STOP;
  if ((state & (GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (self->view), "\n", 1);
  else
    cbu_cell_editor_accept (self);

  return GDK_EVENT_STOP;
}

static GtkWidget *
make_text (CbuCellEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = GTK_TEXT_VIEW (view);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the buttons. */
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_widget_add_css_class (view, "text-field");
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (on_changed_cb), self, G_CONNECT_SWAPPED);
  cbu_a11y_label_by (view, GTK_WIDGET (self->heading));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key_cb), self, 0);
  gtk_widget_add_controller (view, keys);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scrolled), EDITOR_WIDTH);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), EDITOR_HEIGHT);
  gtk_widget_add_css_class (scrolled, "text-frame");

  return scrolled;
}

static GtkWidget *
make_buttons (CbuCellEditor *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *keys = cbu_label_new (_ ("Alt+Enter: a new line"), "caption");

  gtk_widget_add_css_class (keys, "dim-label");
  gtk_widget_set_hexpand (keys, TRUE);
  gtk_label_set_xalign (GTK_LABEL (keys), 0);
  self->leave = gtk_button_new_with_mnemonic (_ ("_Leave as it is"));
  self->take = gtk_button_new_with_mnemonic (_ ("Chan_ge the cell"));
  gtk_widget_add_css_class (self->take, "suggested-action");
  g_signal_connect_object (self->leave, "clicked", G_CALLBACK (leave), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "clicked", G_CALLBACK (cbu_cell_editor_accept), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (line), keys);
  gtk_box_append (GTK_BOX (line), self->leave);
  gtk_box_append (GTK_BOX (line), self->take);

  return line;
}

static void
cbu_cell_editor_finalize (GObject *object)
{
  g_free (CBU_CELL_EDITOR (object)->before);
  G_OBJECT_CLASS (cbu_cell_editor_parent_class)->finalize (object);
}

static void
cbu_cell_editor_class_init (CbuCellEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cbu_cell_editor_finalize;
  g_signal_new ("accepted", CBU_TYPE_CELL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cbu_cell_editor_init (CbuCellEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->before = g_strdup ("");
  self->heading = GTK_LABEL (cbu_label_new ("", "heading"));
  self->problem = GTK_LABEL (cbu_wrapped_label_new ("", "error"));
  gtk_label_set_max_width_chars (self->problem, 44);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (box), make_text (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (box), make_buttons (self));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self), "inspector");
  g_signal_connect (self, "closed", G_CALLBACK (on_closed_cb), NULL);
}

/**
 * cbu_cell_editor_new:
 *
 * Returns: (transfer floating): an editor that is closed
 */
GtkWidget *
cbu_cell_editor_new (void)
{
  return g_object_new (CBU_TYPE_CELL_EDITOR, NULL);
}

/**
 * cbu_cell_editor_set_cell:
 * @self: an editor
 * @heading: which cell it is
 * @before: what the cell holds
 *
 * Begins with what is there, all of it selected, so that typing writes over it.
 */
void
cbu_cell_editor_set_cell (CbuCellEditor *self, const char *heading, const char *before)
{
  g_return_if_fail (CBU_IS_CELL_EDITOR (self));

  g_free (self->before);
  self->before = g_strdup (before);
  gtk_label_set_label (self->heading, heading);
  cbu_cell_editor_set_text (self, before, NULL);
}

/**
 * cbu_cell_editor_expect_number:
 * @self: an editor
 * @is_number: whether the other cells of the column are numbers, so that it is said when this is
 *   none
 */
void
cbu_cell_editor_expect_number (CbuCellEditor *self, gboolean is_number)
{
  g_return_if_fail (CBU_IS_CELL_EDITOR (self));

  self->is_number = is_number;
}

/**
 * cbu_cell_editor_get_said:
 * @self: an editor
 *
 * Returns: (transfer none): what it says of what is typed, "" for nothing; for tests
 */
const char *
cbu_cell_editor_get_said (CbuCellEditor *self)
{
  g_return_val_if_fail (CBU_IS_CELL_EDITOR (self), NULL);

  return gtk_label_get_label (self->problem);
}

/**
 * cbu_cell_editor_set_text:
 * @self: an editor
 * @text: what to begin with
 * @problem: (nullable): why it was not taken before
 */
void
cbu_cell_editor_set_text (CbuCellEditor *self, const char *text, const char *problem)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  g_return_if_fail (CBU_IS_CELL_EDITOR (self));

  buffer = gtk_text_view_get_buffer (self->view);
  self->is_left = FALSE;
  gtk_text_view_set_editable (self->view, TRUE);
  gtk_widget_set_sensitive (self->take, TRUE);
  gtk_text_buffer_begin_irreversible_action (buffer);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_end_irreversible_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &end, &start);
  on_changed_cb (self);
  if (problem != NULL)
    show_problem (self, problem);
}

/**
 * cbu_cell_editor_wait:
 * @self: an editor
 * @why: what is waited for, or why nothing can be typed
 *
 * Nothing can be typed until cbu_cell_editor_set_cell() is called.
 */
void
cbu_cell_editor_wait (CbuCellEditor *self, const char *why)
{
  g_return_if_fail (CBU_IS_CELL_EDITOR (self));

  gtk_text_view_set_editable (self->view, FALSE);
  gtk_widget_set_sensitive (self->take, FALSE);
  show_problem (self, why);
}
