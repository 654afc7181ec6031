/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-steps.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-wrap.h"

/**
 * CbuSteps:
 *
 * The strip of steps: a map, not a wizard. Any step can be visited at any time; a tick means that
 * nothing is left to do there, a number how much is. Where the window is narrow it goes on in a
 * second line, without the way from one to the next. Emits `picked`.
 */
struct _CbuSteps
{
  GtkBox parent_instance;

  /* Borrowed: children */
  GtkWidget *buttons[CBU_STEP_SEND + 1];
  GtkWidget *marks[CBU_STEP_SEND + 1];
  GtkWidget *ways[CBU_STEP_SEND + 1]; /* to it from the one before; %NULL: there is none */
  CbuStep step;
};

G_DEFINE_FINAL_TYPE (CbuSteps, cbu_steps, GTK_TYPE_BOX)

static const char *const titles[] = {
  N_ ("File"), N_ ("View"), N_ ("Check"), N_ ("Describe"), N_ ("Approve"), N_ ("Send"),
};

static void
set_mark (CbuSteps *self, CbuStep step, gboolean done, guint left)
{
  GtkStack *stack = GTK_STACK (self->marks[step]);
  GtkWidget *count = gtk_stack_get_child_by_name (stack, "count");
  g_autofree char *number = cb_text_format_count (left);
  g_autofree char *name = NULL;

  if (left > 0)
    {
      gtk_label_set_label (GTK_LABEL (count), number);
      gtk_stack_set_visible_child_name (stack, "count");
      /* Translators: a step, and how much is left to do there */
      name = g_strdup_printf (_ ("%s: %s left to do"), _ (titles[step]), number);
    }
  else if (done)
    {
      gtk_stack_set_visible_child_name (stack, "done");
      /* Translators: a step */
      name = g_strdup_printf (_ ("%s: done"), _ (titles[step]));
    }
  else
    {
      gtk_stack_set_visible_child_name (stack, "number");
      name = g_strdup (_ (titles[step]));
    }
  cbu_a11y_set_name (self->buttons[step], name);
}

/**
 * cbu_steps_show:
 * @self: the strip
 * @dossier: what it is a map of
 */
void
cbu_steps_show (CbuSteps *self, const CbuDossier *dossier)
{
  gboolean has_file = dossier->dataset->files->len > 0;
  gboolean clean;
  guint open = 0, missing = 0;
  CbDatasetState state = dossier->dataset->state;

  g_return_if_fail (CBU_IS_STEPS (self));

  for (guint i = 0; i < dossier->findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (dossier->findings, i);

      /* A warning too is to be mended or waived before the reviewer sees it. */
      if (finding->severity == CB_SEVERITY_NOTE || finding->waived_by != NULL)
        continue;
      if (g_str_has_prefix (finding->code, "vn-metadata"))
        missing++;
      else
        open++;
    }
  clean = has_file && dossier->current && open == 0;
  set_mark (self, CBU_STEP_FILE, has_file, 0);
  set_mark (self, CBU_STEP_VIEW, has_file, 0);
  set_mark (self, CBU_STEP_CHECK, clean, open);
  set_mark (self, CBU_STEP_DESCRIBE, has_file && dossier->current && missing == 0, missing);
  set_mark (self, CBU_STEP_APPROVE, state >= CB_DATASET_APPROVED, 0);
  set_mark (self, CBU_STEP_SEND, state == CB_DATASET_PUBLISHED, 0);
}

static void
on_toggled_cb (GtkToggleButton *button, gpointer user_data)
{
  CbuSteps *self = user_data;

  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i <= CBU_STEP_SEND; i++)
    if (self->buttons[i] == GTK_WIDGET (button))
      self->step = (CbuStep)i;
  g_signal_emit_by_name (self, "picked");
}

/**
 * cbu_steps_set_step:
 * @self: the strip
 * @step: to go to
 */
void
cbu_steps_set_step (CbuSteps *self, CbuStep step)
{
  g_return_if_fail (CBU_IS_STEPS (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[step]), TRUE);
}

/**
 * cbu_steps_get_step:
 * @self: the strip
 *
 * Returns: where one is
 */
CbuStep
cbu_steps_get_step (CbuSteps *self)
{
  g_return_val_if_fail (CBU_IS_STEPS (self), CBU_STEP_FILE);

  return self->step;
}

/**
 * cbu_steps_set_compact:
 * @self: the strip
 * @compact: whether the page has no room for the way from one step to the next
 */
void
cbu_steps_set_compact (CbuSteps *self, gboolean compact)
{
  g_return_if_fail (CBU_IS_STEPS (self));

  for (guint i = 1; i <= CBU_STEP_SEND; i++)
    gtk_widget_set_visible (self->ways[i], !compact);
}

static void
cbu_steps_class_init (CbuStepsClass *klass)
{
  g_signal_new ("picked", CBU_TYPE_STEPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_mark (guint number)
{
  GtkWidget *stack = gtk_stack_new ();
  g_autofree char *text = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (text);
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *tick = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_add_css_class (label, "step-number");
  gtk_widget_add_css_class (count, "step-count");
  gtk_widget_add_css_class (tick, "step-done");
  gtk_stack_add_named (GTK_STACK (stack), label, "number");
  gtk_stack_add_named (GTK_STACK (stack), count, "count");
  gtk_stack_add_named (GTK_STACK (stack), tick, "done");
  gtk_widget_set_valign (stack, GTK_ALIGN_CENTER);
  return stack;
}

static GtkWidget *
make_step (CbuSteps *self, CbuStep step)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->buttons[step] = button;
  self->marks[step] = make_mark (step + 1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->marks[step]);
  gtk_box_append (GTK_BOX (box), gtk_label_new (_ (titles[step])));
  gtk_button_set_child (GTK_BUTTON (button), box);
  cbu_a11y_set_name (button, _ (titles[step]));
  if (step > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (self->buttons[0]));
  g_signal_connect (button, "toggled", G_CALLBACK (on_toggled_cb), self);
  return button;
}

/* The way there from the step before stays with it, also at the beginning of a line. */
static GtkWidget *
make_way (CbuSteps *self, CbuStep step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *way = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  self->ways[step] = way;
  gtk_widget_set_valign (way, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (way, TRUE);
  gtk_box_append (GTK_BOX (box), way);
  gtk_box_append (GTK_BOX (box), make_step (self, step));
  return box;
}

static void
cbu_steps_init (CbuSteps *self)
{
  GtkWidget *line = cbu_wrap_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "steps");
  gtk_widget_set_hexpand (line, TRUE);
  cbu_a11y_set_name (line, _ ("Steps"));
  for (guint i = 0; i <= CBU_STEP_SEND; i++)
    cbu_wrap_append (CBU_WRAP (line),
                     i > 0 ? make_way (self, (CbuStep)i) : make_step (self, (CbuStep)i));
  gtk_box_append (GTK_BOX (self), line);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[0]), TRUE);
}
