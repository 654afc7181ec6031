/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-plan-view.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-catalog-item.h"
#include "ui/reports/cbu-day-entry.h"
#include "ui/reports/cbu-plan-change.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

#define MAX_SHOWN 300
#define NEW_PHASE (-1)

/* What the view shows, read in one go: progress points into plan and rows. */
typedef struct
{
  CbPlan *plan;
  GPtrArray *rows;
  GPtrArray *progress;
  GPtrArray *problems;
  CbProfile *profile; /* (nullable) */
  char *agency;       /* (nullable) */
  char *wish;
} Seen;

/**
 * CbuPlanView:
 *
 * The plan as a picture and a list; a phase opens what it says and the rows that count for it.
 */
struct _CbuPlanView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  Seen *seen;          /* (nullable); shared with a run that writes it */
  CbPlanPhase *edited; /* (nullable): as it was when it was opened; none: a new one */

  /* Template */
  GtkStack *stack;
  GtkLabel *basis;
  GtkEditable *decided;
  GtkDrawingArea *picture;
  GtkListBox *phases;
  GtkBox *problems;
  GtkWidget *add;
  GtkEditable *name;
  GtkEditable *from;
  GtkEditable *to;
  GtkEditable *minimum;
  GtkEditable *level;
  GtkEditable *items;
  GtkWidget *remove;
  GtkLabel *counted;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (CbuPlanView, cbu_plan_view, ADW_TYPE_BIN)

static void reload (GtkWidget *widget);

static void
clear_seen (gpointer data)
{
  Seen *seen = data;

  g_clear_pointer (&seen->progress, g_ptr_array_unref);
  g_clear_pointer (&seen->problems, g_ptr_array_unref);
  g_clear_pointer (&seen->rows, g_ptr_array_unref);
  g_clear_pointer (&seen->plan, cb_plan_free);
  g_clear_object (&seen->profile);
  g_free (seen->agency);
  g_free (seen->wish);
}

static void
release_seen (gpointer seen)
{
  g_atomic_rc_box_release_full (seen, clear_seen);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  CbuPlanView *self = user_data;
  CbBarsLook look = { 0, 0, 0, "Sans", 13 };
  g_autoptr (CbBars) bars = NULL;
  GdkRGBA color;

  if (self->seen == NULL)
    return;
  bars = cb_plan_to_bars (self->seen->progress);
  cbu_get_text_color (GTK_WIDGET (area), &color);
  look.red = color.red;
  look.green = color.green;
  look.blue = color.blue;
  cb_bars_draw (bars, cr, width, &look);
}

static GtkWidget *
make_phase_row (const CbPlanProgress *progress)
{
  static const char *const classes[] = {
    [CB_PLAN_TO_COME] = "neutral",
    [CB_PLAN_ON_WAY] = "accent",
    [CB_PLAN_REACHED] = "success",
    [CB_PLAN_MISSED] = "error",
  };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = cb_plan_progress_dup_words (progress);
  g_autofree char *from
      = g_date_valid (&progress->phase->from) ? cbu_format_date (&progress->phase->from) : NULL;
  g_autofree char *to
      = g_date_valid (&progress->phase->to) ? cbu_format_date (&progress->phase->to) : NULL;
  g_autofree char *about = g_strdup_printf (
      "%s – %s%s%s · %s", from != NULL ? from : "…", to != NULL ? to : "…",
      progress->phase->level[0] != '\0' ? " · " : "", progress->phase->level, words);
  g_autofree char *title = g_markup_escape_text (progress->phase->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (about, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (
      ADW_ACTION_ROW (row),
      cbu_pill_new (cb_plan_state_title (progress->state), classes[progress->state]));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  cbu_a11y_set_name (row, progress->phase->name);

  return row;
}

static void
show_basis (CbuPlanView *self)
{
  g_autofree char *text = NULL;

  if (self->seen->wish[0] != '\0')
    text = g_strdup_printf ("%s %s", self->seen->wish,
                            _ ("An item counts once, on the day it was first published."));
  else
    text = g_strdup (_ ("The chosen text says nothing of a plan; one can be kept all the same."));
  gtk_label_set_label (self->basis, text);
  /* What is typed and not applied yet stays. */
  if (cbu_says_anew (self->decided, self->seen->plan->basis))
    gtk_editable_set_text (self->decided, self->seen->plan->basis);
}

static void
show_plan (CbuPlanView *self)
{
  GPtrArray *progress = self->seen->progress;
  g_autoptr (CbBars) bars = cb_plan_to_bars (progress);
  g_autofree char *text = cb_bars_dup_text (bars);
  CbBarsLook look = { 0, 0, 0, "Sans", 13 };

  show_basis (self);
  cbu_clear (self->phases);
  cbu_clear (self->problems);
  for (guint i = 0; i < progress->len; i++)
    gtk_list_box_append (self->phases, make_phase_row (g_ptr_array_index (progress, i)));
  for (guint i = 0; i < self->seen->problems->len; i++)
    gtk_box_append (self->problems, cbu_wrapped_label_new (
                                        g_ptr_array_index (self->seen->problems, i), "dim-label"));
  gtk_widget_set_visible (GTK_WIDGET (self->phases), progress->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), progress->len > 0);
  gtk_drawing_area_set_content_height (self->picture, (int)cb_bars_get_height (bars, &look) + 4);
  gtk_widget_queue_draw (GTK_WIDGET (self->picture));
  cbu_a11y_set_name (self->picture, text);
}

static gpointer
read_plan (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (workplace, NULL, error);
  Seen *seen;

  if (items == NULL)
    return NULL;
  seen = g_atomic_rc_box_new0 (Seen);
  seen->profile = cb_workplace_dup_profile (workplace);
  seen->agency = cb_workplace_dup_setting (workplace, "agency");
  seen->wish = seen->profile != NULL ? cb_plan_dup_wish (seen->profile) : g_strdup ("");
  seen->plan = cb_workplace_get_plan (workplace, error);
  if (seen->plan != NULL)
    {
      seen->progress = cb_workplace_measure_plan (workplace, seen->plan, &seen->rows, error);
      seen->problems = cb_plan_check (seen->plan, seen->profile, items);
    }
  if (seen->progress == NULL)
    g_clear_pointer (&seen, release_seen);

  return seen;
}

static void
plan_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPlanView *self = widget;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  g_clear_pointer (&self->seen, release_seen);
  self->seen = g_atomic_rc_box_acquire (result);
  gtk_widget_set_sensitive (self->add, TRUE);
  show_plan (self);
}

static void
reload (GtkWidget *widget)
{
  CbuPlanView *self = CBU_PLAN_VIEW (widget);

  cbu_run_async (
      self, cbu_session_get_workplace (self->session),
      &(CbuRun){
          .tag = reload, .work = read_plan, .done = plan_read_cb, .free_result = release_seen });
}

static void
set_day (GtkEditable *entry, const GDate *date)
{
  g_autofree char *text = date != NULL && g_date_valid (date) ? cbu_format_date (date) : NULL;

  gtk_editable_set_text (entry, text != NULL ? text : "");
  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}

static void
show_rows (CbuPlanView *self, const CbPlanProgress *progress)
{
  guint n = progress != NULL ? progress->rows->len : 0;
  g_autofree char *heading = g_strdup_printf (_ ("%u published"), n);

  cbu_clear (self->rows);
  gtk_label_set_label (self->counted, progress != NULL ? heading : "");
  gtk_widget_set_visible (GTK_WIDGET (self->rows), n > 0);
  for (guint i = 0; i < MIN (n, MAX_SHOWN); i++)
    {
      const CbJournalRow *journal = g_ptr_array_index (progress->rows, i);
      g_autofree char *moment = cbu_format_moment (journal->at_us);
      g_autofree char *number = g_strdup_printf (_ ("row %d"), (int)journal->sequence);
      g_autofree char *value = g_strdup_printf (
          "%s · %s · %s", moment, cb_journal_row_get_title (journal), journal->person);

      gtk_list_box_append (self->rows, cbu_fact_row_new (number, value));
    }
}

static void
edit_phase (CbuPlanView *self, int n)
{
  const CbPlanProgress *progress
      = n != NEW_PHASE ? g_ptr_array_index (self->seen->progress, (guint)n) : NULL;
  const CbPlanPhase *phase = progress != NULL ? progress->phase : NULL;
  g_autofree char *minimum
      = phase != NULL && phase->minimum >= 0 ? g_strdup_printf ("%d", phase->minimum) : NULL;
  g_autofree char *items = phase != NULL ? g_strjoinv (", ", phase->items) : NULL;

  g_clear_pointer (&self->edited, cb_plan_phase_free);
  self->edited = phase != NULL ? cb_plan_phase_copy (phase) : NULL;
  gtk_editable_set_text (self->name, phase != NULL ? phase->name : "");
  set_day (self->from, phase != NULL ? &phase->from : NULL);
  set_day (self->to, phase != NULL ? &phase->to : NULL);
  gtk_editable_set_text (self->minimum, minimum != NULL ? minimum : "");
  gtk_widget_remove_css_class (GTK_WIDGET (self->minimum), "error");
  gtk_editable_set_text (self->level, phase != NULL ? phase->level : "");
  gtk_editable_set_text (self->items, items != NULL ? items : "");
  gtk_widget_set_visible (self->remove, phase != NULL);
  show_rows (self, progress);
  gtk_stack_set_visible_child_name (self->stack, "phase");
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
on_phase_activated_cb (CbuPlanView *self, GtkListBoxRow *row)
{
  edit_phase (self, gtk_list_box_row_get_index (row));
}

static void
on_add_clicked_cb (CbuPlanView *self)
{
  edit_phase (self, NEW_PHASE);
}

/**
 * cbu_plan_view_back:
 * @self: the view
 *
 * From a phase to the plan.
 *
 * Returns: %FALSE when the plan is shown already
 */
gboolean
cbu_plan_view_back (CbuPlanView *self)
{
  g_return_val_if_fail (CBU_IS_PLAN_VIEW (self), FALSE);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "phase") != 0)
    return FALSE;
  gtk_stack_set_visible_child_name (self->stack, "plan");

  return TRUE;
}

static void
on_leave_clicked_cb (CbuPlanView *self)
{
  cbu_plan_view_back (self);
}

static gboolean
read_minimum (CbuPlanView *self, int *minimum)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->minimum)));
  guint64 number = 0;

  *minimum = -1;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 0, 1000000, &number, NULL))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->minimum), "error");
      return FALSE;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (self->minimum), "error");
  if (*text != '\0')
    *minimum = (int)number;

  return TRUE;
}

static char **
read_items (CbuPlanView *self)
{
  g_auto (GStrv) parts = g_strsplit_set (gtk_editable_get_text (self->items), ",;", -1);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_strv_builder_add (codes, parts[i]);

  return g_strv_builder_end (codes);
}

static void
plan_kept_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuPlanView *self = widget;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  cbu_plan_view_back (self);
  cbu_toast (self, _ ("The plan is saved"));
  reload (GTK_WIDGET (self));
}

/* @phase: (transfer full) (nullable): instead of the one that is edited; none: that goes */
static void
keep_phase (CbuPlanView *self, CbPlanPhase *phase)
{
  cbu_plan_change_phase (GTK_WIDGET (self), self->session, self->edited, phase, plan_kept_cb);
}

static void
on_decided_apply_cb (CbuPlanView *self)
{
  if (self->seen != NULL)
    cbu_plan_change_basis (GTK_WIDGET (self), self->session, gtk_editable_get_text (self->decided),
                           plan_kept_cb);
}

static void
on_keep_clicked_cb (CbuPlanView *self)
{
  GDate from;
  GDate to;
  int minimum;
  gboolean good = cbu_day_entry_read (self->from, &from);
  CbPlanPhase *phase;

  good &= cbu_day_entry_read (self->to, &to);
  good &= read_minimum (self, &minimum);
  if (!good)
    {
      cbu_toast (self, _ ("Write days as in 31/12/2026 and the number in digits"));
      return;
    }
  if (g_date_compare (&from, &to) > 0)
    {
      cbu_toast (self, _ ("The phase ends before it begins"));
      return;
    }
  phase = cb_plan_phase_new ();
  g_free (phase->name);
  phase->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_free (phase->level);
  phase->level = g_strstrip (g_strdup (gtk_editable_get_text (self->level)));
  g_strfreev (phase->items);
  phase->items = read_items (self);
  phase->from = from;
  phase->to = to;
  phase->minimum = minimum;
  keep_phase (self, phase);
}

static void
on_remove_clicked_cb (CbuPlanView *self)
{
  keep_phase (self, NULL);
}

typedef struct
{
  Seen *seen;
  GFile *file;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  release_seen (export->seen);
  g_object_unref (export->file);
  g_free (export);
}

static gpointer
write_plan (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;
  Seen *seen = export->seen;

  return GINT_TO_POINTER (cb_plan_save (seen->plan, seen->progress, seen->profile, seen->agency,
                                        export->file, cancellable, error));
}

static void
written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_written (widget, _ ("The plan was written"), ((Export *)input)->file);
}

static void
file_chosen_cb (gpointer widget, GListModel *files)
{
  CbuPlanView *self = widget;
  Export *export;

  if (self->seen == NULL)
    return;
  export = g_new0 (Export, 1);
  export->seen = g_atomic_rc_box_acquire (self->seen);
  export->file = g_list_model_get_item (files, 0);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = file_chosen_cb,
                            .work = write_plan,
                            .done = written_cb,
                            .input = export,
                            .free_input = free_export });
}

/**
 * cbu_plan_view_export:
 * @self: the view
 * @ending: `xlsx`, `pdf`, `docx` or `csv`
 *
 * Asks where to, and writes the plan and how it stands.
 */
void
cbu_plan_view_export (CbuPlanView *self, const char *ending)
{
  g_autofree char *name = NULL;

  g_return_if_fail (CBU_IS_PLAN_VIEW (self));

  name = g_strdup_printf ("ke-hoach-du-lieu-mo.%s", ending);
  cbu_choose_save (self, _ ("Write the plan"), name, file_chosen_cb);
}

static void
cbu_plan_view_dispose (GObject *object)
{
  CbuPlanView *self = CBU_PLAN_VIEW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->seen, release_seen);
  g_clear_pointer (&self->edited, cb_plan_phase_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_PLAN_VIEW);
  G_OBJECT_CLASS (cbu_plan_view_parent_class)->dispose (object);
}

static void
cbu_plan_view_class_init (CbuPlanViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_plan_view_dispose;
  g_type_ensure (CBU_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/reports/cbu-plan-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, basis);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, decided);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, picture);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, phases);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, problems);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, add);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, name);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, from);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, to);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, minimum);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, level);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, items);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, remove);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, counted);
  gtk_widget_class_bind_template_child (widget_class, CbuPlanView, rows);
  gtk_widget_class_bind_template_callback (widget_class, on_phase_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_decided_apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_keep_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_leave_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked_cb);
}

static void
cbu_plan_view_init (CbuPlanView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->picture, draw_cb, self, NULL);
}

/**
 * cbu_plan_view_open:
 * @self: the view
 * @session: whose plan
 */
void
cbu_plan_view_open (CbuPlanView *self, CbuSession *session)
{
  g_return_if_fail (CBU_IS_PLAN_VIEW (self));

  g_set_object (&self->session, session);
  cbu_session_watch (session, GTK_WIDGET (self), "settings,receipts,catalog,plan", reload);
}
