/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/queue/cbu-job-details.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "core/store/cb-store-jobs.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static const char *
get_step_words (CbJobState step)
{
  switch (step)
    {
    case CB_JOB_PROBING:
      return _ ("Asked the portal what it has");
    case CB_JOB_SLOTTING:
      return _ ("Made room on the portal, not yet public");
    case CB_JOB_SENDING:
      return _ ("Sent the file");
    case CB_JOB_CONFIRMING:
      return _ ("Read back and compared");
    case CB_JOB_PUBLISHING:
    case CB_JOB_DONE:
      return _ ("Made public");
    case CB_JOB_CANCELLED:
      return _ ("Cancelled");
    case CB_JOB_WAITING:
    case CB_JOB_PARKED:
    default:
      return _ ("Waiting");
    }
}

/* Our words; the portal's, and what was asked of it, only as the small print behind them. */
static GtkWidget *
make_line (const CbAttempt *attempt)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gboolean ok = g_strcmp0 (attempt->outcome, "ok") == 0;
  g_autofree char *moment = cbu_format_moment (attempt->at_us);
  g_autofree char *text
      = ok ? g_strdup (get_step_words (attempt->step))
           : g_strdup_printf ("%s: %s", get_step_words (attempt->step),
                              cb_error_words_title (cb_error_code_from_name (attempt->outcome)));
  g_autofree char *small_print = g_strjoin (": ", attempt->what, attempt->detail, NULL);
  GtkWidget *when = cbu_label_new (moment, "caption dim-label numeric");
  GtkWidget *what = cbu_wrapped_label_new (text, ok ? "caption" : "caption warning");

  gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_set_tooltip_text (what, small_print);
  gtk_box_append (GTK_BOX (line), when);
  gtk_box_append (GTK_BOX (line), what);
  return line;
}

typedef struct
{
  GtkBox *box;
  char *job_id;
} Request;

static void
free_request (gpointer data)
{
  Request *request = data;

  g_object_unref (request->box);
  g_free (request->job_id);
  g_free (request);
}

static gpointer
read_attempts (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_attempts (workplace, ((Request *)input)->job_id, error);
}

static void
attempts_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkBox *box = widget;
  GPtrArray *rows = result;

  cbu_clear (box);
  if (error != NULL || rows == NULL || rows->len == 0)
    {
      gtk_box_append (
          box, cbu_wrapped_label_new (_ ("Nothing has been tried yet."), "caption dim-label"));
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    gtk_box_append (box, make_line (g_ptr_array_index (rows, i)));
}

/**
 * cbu_job_details_load:
 * @box: where to; what is in it is replaced
 * @session: what the job belongs to
 * @job_id: of the job
 *
 * Every attempt with its time and what was done.
 */
void
cbu_job_details_load (GtkBox *box, CbuSession *session, const char *job_id)
{
  Request *request = g_new0 (Request, 1);

  request->box = g_object_ref (box);
  request->job_id = g_strdup (job_id);
  cbu_run_async (box, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_job_details_load,
                            .work = read_attempts,
                            .done = attempts_read_cb,
                            .input = request,
                            .free_input = free_request,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}
