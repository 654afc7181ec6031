/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-package-window.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-workplace-package.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-progress.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 640
#define HEIGHT 640

#define STATE "cbu-package-window"

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GFile *file;         /* (owned) */
  CbPackage *package;  /* (owned) (nullable): verified, and still open */
  CbPackageOutcome outcome;
  GtkWidget *bin;
  GtkWidget *accept;
  CbuProgress *progress;
} State;

static void
free_state (gpointer data)
{
  State *state = data;

  g_object_unref (state->session);
  g_object_unref (state->file);
  cb_package_free (state->package);
  g_free (state);
}

static State *
get_state (gpointer window)
{
  return g_object_get_data (window, STATE);
}

/* What goes through a worker thread. */
typedef struct
{
  GFile *file;        /* (owned) */
  CbPackage *package; /* (owned) (nullable) */
  CbPackageOutcome outcome;
  char *person;    /* (owned) */
  GError *refused; /* (owned) (nullable): why it cannot be taken, though it is intact */
  CbuMeter *meter; /* (owned) */
} Work;

static void
free_work (gpointer data)
{
  Work *work = data;

  g_object_unref (work->file);
  cb_package_free (work->package);
  g_free (work->person);
  g_clear_error (&work->refused);
  cbu_meter_unref (work->meter);
  g_free (work);
}

static Work *
new_work (State *state, const char *what)
{
  Work *work = g_new0 (Work, 1);

  work->file = g_object_ref (state->file);
  work->person = g_strdup (cbu_session_get_setting (state->session, "person"));
  work->meter = cbu_progress_start (state->progress, what);

  return work;
}

/**
 * cbu_package_find:
 * @files: (element-type GFile): files that came
 *
 * Returns: (transfer full) (nullable): the first that is named as a hand-over package
 */
GFile *
cbu_package_find (GListModel *files)
{
  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      g_autofree char *name = g_file_get_basename (file);

      if (name != NULL && cb_package_is_named_so (name))
        return g_steal_pointer (&file);
    }

  return NULL;
}

static void
show_status (State *state, const char *icon, const char *title, const char *words)
{
  GtkWidget *page = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), escaped);
  adw_bin_set_child (ADW_BIN (state->bin), page);
}

static void
show_error (State *state, const GError *error)
{
  g_autofree char *words = cb_error_words_for (error);

  show_status (state, "dialog-warning-symbolic", _ ("This package is not taken in"), words);
}

/* More than anybody reads. */
#define MAX_PROBLEMS 12

static void
show_problems (State *state)
{
  GPtrArray *problems = state->package->problems;
  GString *words = g_string_new (cb_error_words_title (CB_ERROR_PACKAGE_CHANGED));
  guint n = MIN (problems->len, MAX_PROBLEMS);

  g_string_append_printf (words, " %s\n", cb_error_words_remedy (CB_ERROR_PACKAGE_CHANGED));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *problem = cb_package_problem_dup_words (g_ptr_array_index (problems, i));

      g_string_append_printf (words, "\n%s.", problem);
    }
  if (problems->len > n)
    {
      g_autofree char *left = cb_text_format_count (problems->len - n);

      g_string_append_c (words, '\n');
      /* Translators: a number of differences that are not listed */
      g_string_append_printf (words, ngettext ("and %s more", "and %s more", problems->len - n),
                              left);
    }
  show_status (state, "dialog-warning-symbolic", _ ("This package is not intact"), words->str);
  g_string_free (words, TRUE);
}

/* Returns: the list of its facts. */
static GtkWidget *
add_group (GtkWidget *page, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), escaped);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, description);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), list);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));

  return list;
}

static void
add_fact (GtkWidget *list, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    gtk_list_box_append (GTK_LIST_BOX (list), cbu_fact_row_new (title, value));
}

static void
add_answer (GtkWidget *list, const CbHandover *handover)
{
  if (handover->approval != NULL)
    {
      g_autofree char *moment = cbu_format_moment (handover->approval->approved_us);
      g_autofree char *text = g_strdup_printf ("%s · %s", handover->approval->approved_by, moment);

      add_fact (list, _ ("Approved by"), text);
    }
  if (handover->returned_by != NULL)
    {
      add_fact (list, _ ("Sent back by"), handover->returned_by);
      add_fact (list, _ ("Reason"), handover->dataset->return_reason);
    }
}

/* What will become of it, before it does. */
static const char *
get_promise (CbPackageOutcome outcome)
{
  switch (outcome)
    {
    case CB_PACKAGE_RECEIVED:
      return _ ("It will be checked here anew, and then waits for approval by another person than "
                "the one who prepared it.");
    case CB_PACKAGE_RENEWED:
      return _ ("It takes the place of the version that came before, is checked here anew, and "
                "waits for approval.");
    case CB_PACKAGE_APPROVED:
      return _ ("This is the reviewer’s answer to exactly the version that is here. Nobody has "
                "signed it: take it only from hands that you know.");
    case CB_PACKAGE_RETURNED:
      return _ ("This is the reviewer’s answer: it comes back to be changed.");
    case CB_PACKAGE_NOTHING_NEW:
    default:
      return _ ("All that is in this package is here already");
    }
}

static const char *
get_accept_label (CbPackageOutcome outcome)
{
  switch (outcome)
    {
    case CB_PACKAGE_APPROVED:
      return _ ("Put on record");
    case CB_PACKAGE_RETURNED:
      return _ ("Take it back to change");
    case CB_PACKAGE_NOTHING_NEW:
      return _ ("Open");
    case CB_PACKAGE_RECEIVED:
    case CB_PACKAGE_RENEWED:
    default:
      return _ ("Take in");
    }
}

static void
add_files (GtkWidget *page, const CbHandover *handover)
{
  GtkWidget *list = add_group (page, _ ("Files"), _ ("Intact: every byte is as it was written."));

  for (guint i = 0; i < handover->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (handover->dataset->files, i);
      g_autofree char *size = cb_text_format_bytes (file->size);
      g_autofree char *sha = cbu_format_digest (file->sha256);
      g_autofree char *text = g_strdup_printf ("%s · SHA-256 %s…", size, sha);

      add_fact (list, file->name, text);
    }
}

static void
show_package (State *state)
{
  const CbHandover *handover = state->package->handover;
  const CbDataset *dataset = handover->dataset;
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *list = add_group (page, "", get_promise (state->outcome));
  g_autofree char *period = cbu_format_period (dataset);

  add_fact (list, _ ("Title"), cb_dataset_get_title (dataset));
  add_fact (list, _ ("Agency"), handover->agency);
  add_fact (list, _ ("Period"), period);
  add_fact (list, _ ("Prepared by"), dataset->prepared_by);
  add_answer (list, handover);
  add_files (page, handover);
  adw_bin_set_child (ADW_BIN (state->bin), page);
  gtk_button_set_label (GTK_BUTTON (state->accept), get_accept_label (state->outcome));
  gtk_widget_set_sensitive (state->accept, TRUE);
  gtk_widget_grab_focus (state->accept);
}

static gpointer
verify (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Work *work = input;

  work->package = cb_package_open (work->file, cbu_meter_report, work->meter, cancellable, error);
  if (work->package != NULL && cb_package_is_intact (work->package))
    cb_workplace_judge_package (workplace, work->package, &work->outcome, &work->refused);

  return GINT_TO_POINTER (work->package != NULL);
}

static void
verified_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  State *state = get_state (window);
  Work *work = input;

  cbu_progress_end (state->progress, work->meter);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_window_close (window);
      return;
    }
  state->package = g_steal_pointer (&work->package);
  state->outcome = work->outcome;
  if (error != NULL)
    show_error (state, error);
  else if (work->refused != NULL)
    show_error (state, work->refused);
  else if (!cb_package_is_intact (state->package))
    show_problems (state);
  else
    show_package (state);
}

/* What was looked at is what is taken: the same open file, and its sums once more. */
static gpointer
take (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Work *work = input;

  return GINT_TO_POINTER (cb_workplace_take_package (workplace, work->package, work->person,
                                                     &work->outcome, cbu_meter_report, work->meter,
                                                     cancellable, error));
}

static void
taken_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  State *state = get_state (window);
  Work *work = input;
  GtkWindow *parent = gtk_window_get_transient_for (window);

  cbu_progress_end (state->progress, work->meter);
  state->package = g_steal_pointer (&work->package);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      gtk_widget_set_sensitive (state->accept, TRUE);
      return;
    }
  if (error != NULL)
    {
      show_error (state, error);
      return;
    }
  if (parent != NULL)
    {
      cbu_toast (parent, cb_package_outcome_title (work->outcome));
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.open-dataset", "s",
                                  state->package->handover->dataset->id);
    }
  gtk_window_close (window);
}

static void
on_accept_clicked_cb (GtkWidget *window)
{
  State *state = get_state (window);
  Work *work = new_work (state, _ ("Taking in"));
  GCancellable *cancellable;

  gtk_widget_set_sensitive (state->accept, FALSE);
  work->package = g_steal_pointer (&state->package);
  cancellable = cbu_run_async (window, cbu_session_get_workplace (state->session),
                               &(CbuRun){ .tag = on_accept_clicked_cb,
                                          .work = take,
                                          .done = taken_cb,
                                          .input = work,
                                          .free_input = free_work });
  cbu_progress_set_cancellable (state->progress, cancellable);
}

static GtkWidget *
make_content (GtkWidget *window, State *state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  state->accept = gtk_button_new_with_label (_ ("Take in"));
  g_signal_connect_swapped (state->accept, "clicked", G_CALLBACK (on_accept_clicked_cb), window);
  state->bin = adw_bin_new ();
  state->progress = g_object_new (CBU_TYPE_PROGRESS, NULL);
  gtk_widget_set_vexpand (state->bin, TRUE);
  gtk_box_append (GTK_BOX (box), cbu_accept_header_new (state->accept));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (state->progress));
  gtk_box_append (GTK_BOX (box), state->bin);

  return box;
}

/**
 * cbu_package_window_new:
 * @session: what it would be taken into
 * @parent: over which window
 * @file: a hand-over package
 *
 * Verifies a package, says what it is and what will become of it, and takes it in when a person
 * says so (product.md G3).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_package_window_new (CbuSession *session, GtkWindow *parent, GFile *file)
{
  GtkWidget *window = adw_window_new ();
  State *state = g_new0 (State, 1);
  GCancellable *cancellable;

  g_object_set_data_full (G_OBJECT (window), STATE, state, free_state);
  state->session = g_object_ref (session);
  state->file = g_object_ref (file);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Hand-over package"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (window), make_content (window, state));
  cbu_close_on_escape (window);
  cancellable = cbu_run_async (window, cbu_session_get_workplace (session),
                               &(CbuRun){ .tag = cbu_package_window_new,
                                          .work = verify,
                                          .done = verified_cb,
                                          .input = new_work (state, _ ("Verifying")),
                                          .free_input = free_work });
  cbu_progress_set_cancellable (state->progress, cancellable);

  return window;
}
