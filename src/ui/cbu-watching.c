/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-watching.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-watch.h"
#include "ui/cbu-notice.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* A file must be quiet for a minute before it is taken in. */
#define EVERY_SECONDS 60

/* On the session, while its folders are looked into. */
#define LOOKING "cbu-watching-looks"

struct _CbuWatching
{
  GtkWidget *window; /* borrowed: it owns this */
  CbuSession *session;
  guint timer;
};

static gpointer
run_watches (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_run_watches (workplace, CB_WATCH_QUIET_US, cancellable, error);
}

static void
add_line (GString *text, const CbWatchFile *file)
{
  g_autofree char *name = g_file_get_parse_name (file->file);
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *sentence = cb_watch_file_dup_sentence (file);

  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", base, sentence);
}

static char *
dup_key (const CbWatchFile *file)
{
  CbObligation obligation
      = { .duty = CB_DUTY_UPDATE, .item_code = file->item_code, .period = file->period };

  return cb_obligation_dup_key (&obligation);
}

/* Who has the window before him sees it there; else the desktop tells, and opens the row of the
 * first. */
static void
tell (GtkWidget *window, const CbWatchFile *first, guint count, const char *lines)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u new file was taken in", "%u new files were taken in", count), count);
  CbuNoticeChoice choice = { title, dup_key (first) };

  if (gtk_window_is_active (GTK_WINDOW (window)) || application == NULL)
    cbu_toast (window, title);
  else
    cbu_notice_send (G_APPLICATION (application), "watched", title, lines, "show-due", &choice, 1);
  g_free (choice.target);
}

static void
watches_run_cb (gpointer window, gpointer result, GError *error, gpointer session)
{
  GPtrArray *files = result;
  g_autoptr (GString) lines = g_string_new (NULL);
  const CbWatchFile *first = NULL;
  guint count = 0;

  g_object_set_data (session, LOOKING, NULL);
  if (error != NULL)
    g_debug ("watched folders: %s", error->message);
  for (guint i = 0; files != NULL && i < files->len; i++)
    {
      const CbWatchFile *file = g_ptr_array_index (files, i);

      if (file->outcome != CB_WATCH_TAKEN)
        continue;
      first = first != NULL ? first : file;
      add_line (lines, file);
      count++;
    }
  if (first != NULL)
    tell (window, first, count, lines->str);
}

static void
look (CbuWatching *self)
{
  if (g_object_get_data (G_OBJECT (self->session), LOOKING) != NULL)
    return;
  g_object_set_data (G_OBJECT (self->session), LOOKING, self->session);
  cbu_run_async (self->window, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = look,
                            .work = run_watches,
                            .done = watches_run_cb,
                            .input = g_object_ref (self->session),
                            .free_input = g_object_unref,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static gboolean
on_time_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_CONTINUE;
}

/**
 * cbu_watching_new:
 * @window: whose application tells
 * @session: whose folders are watched
 *
 * Looks into the watched folders while the window is open, for nobody else can then: the data are
 * its own. What was taken in waits for a person, who is told.
 *
 * Returns: (transfer full): what does so, until it is freed
 */
CbuWatching *
cbu_watching_new (GtkWidget *window, CbuSession *session)
{
  CbuWatching *self = g_new0 (CbuWatching, 1);

  self->window = window;
  self->session = g_object_ref (session);
  self->timer = g_timeout_add_seconds (EVERY_SECONDS, on_time_cb, self);
  look (self);

  return self;
}

/**
 * cbu_watching_free:
 * @self: (nullable) (transfer full): what cbu_watching_new() made
 */
void
cbu_watching_free (CbuWatching *self)
{
  if (self == NULL)
    return;

  g_source_remove (self->timer);
  g_object_unref (self->session);
  g_free (self);
}
