/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/queue/cbu-job-details.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

static const char *
get_event_words (const char *event)
{
  static const struct
  {
    const char *event;
    const char *words;
  } events[] = {
    { "job.queued", N_ ("Put into the queue") },
    { "job.paused", N_ ("Paused") },
    { "job.resumed", N_ ("Went on") },
    { "job.retried", N_ ("Tried again by hand") },
    { "job.renamed", N_ ("Given another name") },
    { "job.cancelled", N_ ("Cancelled") },
    { "job.parked", N_ ("Stopped until a person looks at it") },
    { "job.waiting", N_ ("Waiting") },
    { "job.probing", N_ ("Asked the portal what it has") },
    { "job.probed", N_ ("Asked the portal what it has") },
    { "job.slotting", N_ ("Made room on the portal, not yet public") },
    { "job.slotted", N_ ("Made room on the portal, not yet public") },
    { "job.sending", N_ ("Sent the file") },
    { "job.sent", N_ ("Sent the file") },
    { "job.confirming", N_ ("Read back and compared") },
    { "job.confirmed", N_ ("Read back and compared: identical") },
    { "job.publishing", N_ ("Made public") },
    { "job.published", N_ ("Made public") },
    { "job.done", N_ ("Published and proven") },
    { "receipt", N_ ("Receipt written into the journal") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_str_equal (event, events[i].event))
      return _ (events[i].words);

  return event;
}

static GtkWidget *
make_line (const CbJournalRow *row)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *moment = cbu_format_moment (row->at_us);
  GtkWidget *when = cbu_label_new (moment, "caption dim-label numeric");
  GtkWidget *what = cbu_wrapped_label_new (get_event_words (row->event), "caption");

  gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_valign (when, GTK_ALIGN_START);
  gtk_widget_set_hexpand (what, TRUE);
  if (row->detail != NULL && !g_str_equal (row->detail, "{}") && *row->detail != '\0')
    gtk_widget_set_tooltip_text (what, row->detail);
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
