/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-intake-view.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/workplace/cb-workplace-due.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Tasks that are far away are not offered. */
#define MOST_TASKS 40

/**
 * CbuIntakeView:
 *
 * Which task the files are for: what is due, the best guess by name on top. Emits `chosen` with
 * code, period, and the id of a dataset that is already begun ("" when none is).
 */
struct _CbuIntakeView
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GListModel *files;

  /* Template */
  AdwWindowTitle *title;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CbuIntakeView, cbu_intake_view, ADW_TYPE_BIN)

typedef struct
{
  CbObligation *obligation; /* (owned by the list) */
  guint score;
} Guess;

/* How many words of the title are in the name of the file. */
static guint
score (const char *file_name, const char *title)
{
  g_autofree char *folded_name = cb_text_fold (file_name);
  g_autofree char *folded = cb_text_fold (title);
  g_auto (GStrv) words = g_strsplit_set (folded, " ,-_()", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) > 1 && strstr (folded_name, words[i]) != NULL)
      n++;
  return n;
}

static int
compare_guesses (gconstpointer a, gconstpointer b)
{
  const Guess *one = a, *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  return (int)one->obligation->urgency - (int)other->obligation->urgency;
}

static gpointer
read_tasks (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_due (workplace, NULL, error);
}

static void
add_row (CbuIntakeView *self,
         const char *title,
         const char *subtitle,
         const char *code,
         const char *period,
         const char *id)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "code", g_strdup (code), g_free);
  g_object_set_data_full (G_OBJECT (row), "period", g_strdup (period), g_free);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  cbu_a11y_set_name (row, title);
  gtk_list_box_append (self->list, row);
}

static void
tasks_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuIntakeView *self = widget;
  GPtrArray *obligations = result;
  g_autoptr (GArray) guesses = g_array_new (FALSE, TRUE, sizeof (Guess));
  g_autoptr (GFile) first = g_list_model_get_item (self->files, 0);
  g_autofree char *name = g_file_get_basename (first);

  if (error != NULL)
    cbu_show_error (self, error);
  for (guint i = 0; obligations != NULL && i < obligations->len; i++)
    {
      Guess guess = { .obligation = g_ptr_array_index (obligations, i) };

      /* The other duties are about no file that comes in. */
      if (guess.obligation->duty != CB_DUTY_UPDATE && guess.obligation->duty != CB_DUTY_CHANGE)
        continue;
      guess.score = score (name, guess.obligation->title);
      if (guess.obligation->urgency != CB_URGENCY_DONE)
        g_array_append_val (guesses, guess);
    }
  g_array_sort (guesses, compare_guesses);
  cbu_clear (self->list);
  for (guint i = 0; i < MIN (guesses->len, MOST_TASKS); i++)
    {
      const CbObligation *task = g_array_index (guesses, Guess, i).obligation;
      g_autofree char *period = cb_period_dup_title (task->period);
      g_autofree char *left = task->has_deadline ? cbu_format_days_left (task->days_left)
                                                 : g_strdup (_ ("The text sets no deadline"));
      g_autofree char *subtitle
          = g_strdup_printf ("%s%s%s", period, period[0] != '\0' ? " · " : "", left);

      add_row (self, task->title, subtitle, task->item_code != NULL ? task->item_code : "",
               task->period != NULL ? task->period : "",
               task->dataset_id != NULL ? task->dataset_id : "");
    }
  add_row (self, _ ("Something else"),
           _ ("A dataset outside the to-do list; the check says when it must be in the catalog"),
           "", "", "");
}

static void
on_row_activated_cb (CbuIntakeView *self, GtkListBoxRow *row)
{
  g_signal_emit_by_name (self, "chosen", g_object_get_data (G_OBJECT (row), "code"),
                         g_object_get_data (G_OBJECT (row), "period"),
                         g_object_get_data (G_OBJECT (row), "id"));
}

/**
 * cbu_intake_view_get_files:
 * @self: the view
 *
 * Returns: (transfer none) (element-type GFile): what it asks about
 */
GListModel *
cbu_intake_view_get_files (CbuIntakeView *self)
{
  g_return_val_if_fail (CBU_IS_INTAKE_VIEW (self), NULL);

  return self->files;
}

static void
cbu_intake_view_dispose (GObject *object)
{
  CbuIntakeView *self = CBU_INTAKE_VIEW (object);

  g_clear_object (&self->session);
  g_clear_object (&self->files);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_INTAKE_VIEW);
  G_OBJECT_CLASS (cbu_intake_view_parent_class)->dispose (object);
}

static void
cbu_intake_view_class_init (CbuIntakeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_intake_view_dispose;
  g_signal_new ("chosen", CBU_TYPE_INTAKE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-intake-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuIntakeView, title);
  gtk_widget_class_bind_template_child (widget_class, CbuIntakeView, list);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated_cb);
}

static void
cbu_intake_view_init (CbuIntakeView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_names (GListModel *files)
{
  g_autoptr (GFile) first = g_list_model_get_item (files, 0);
  g_autofree char *name = g_file_get_basename (first);
  guint more = g_list_model_get_n_items (files) - 1;
  g_autofree char *number = cb_text_format_count (more);

  if (more == 0)
    return g_steal_pointer (&name);
  /* Translators: name of a file, a number of files */
  return g_strdup_printf (ngettext ("%s and %s more file", "%s and %s more files", more), name,
                          number);
}

/**
 * cbu_intake_view_new:
 * @session: what it belongs to
 * @files: (element-type GFile): not empty
 *
 * Returns: (transfer floating): the question
 */
GtkWidget *
cbu_intake_view_new (CbuSession *session, GListModel *files)
{
  CbuIntakeView *self = g_object_new (CBU_TYPE_INTAKE_VIEW, NULL);
  g_autofree char *names = dup_names (files);

  self->session = g_object_ref (session);
  self->files = g_object_ref (files);
  adw_window_title_set_subtitle (self->title, names);
  cbu_run_async (self, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_intake_view_new,
                            .work = read_tasks,
                            .done = tasks_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
  return GTK_WIDGET (self);
}
