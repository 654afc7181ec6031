/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A timer of the person's own systemd, and the service that it starts (systemd.timer(5)). */

#include "config.h"

#include "core/platform/cb-schedule.h"

#include <errno.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/cb-error.h"

#define TIMER "congbo.timer"
#define SERVICE "congbo.service"
/* What is kept for cb_schedule_load(); systemd leaves such sections alone. */
#define OWN "X-CongBo"

static char *
dup_path (const char *name)
{
  return g_build_filename (g_get_user_config_dir (), "systemd", "user", name, NULL);
}

/* As systemd.syntax(7) and systemd.service(5) quote a word of a command. */
static void
append_word (GString *line, const char *word)
{
  g_string_append_c (line, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (line, '\\');
      if (*p == '%' || *p == '$')
        g_string_append_c (line, *p);
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

static char *
make_service (const CbSchedule *self)
{
  const char *const *commands = cb_schedule_get_commands ();
  g_autoptr (GString) text = g_string_new ("[Unit]\nDescription=Công Bố\n\n[Service]\n"
                                           "Type=oneshot\nNice=10\n");

  for (guint i = 0; commands[i] != NULL; i++)
    {
      g_string_append (text, "ExecStart=-");
      append_word (text, self->program);
      g_string_append_printf (text, " %s", commands[i]);
      if (self->root != NULL)
        {
          g_string_append (text, " --root ");
          append_word (text, self->root);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A time at which the computer was off is made up for when it is on again. */
static char *
make_timer (const CbSchedule *self)
{
  g_autoptr (GKeyFile) own = g_key_file_new ();
  g_autofree char *kept = NULL;
  g_autoptr (GString) text
      = g_string_new ("[Unit]\nDescription=Công Bố\n\n[Timer]\nPersistent=true\n");

  for (guint i = 0; i < self->n_minutes; i++)
    g_string_append_printf (text, "OnCalendar=*-*-* %02u:%02u:00\n", self->minutes[i] / 60,
                            self->minutes[i] % 60);
  g_string_append (text, "\n[Install]\nWantedBy=timers.target\n\n");
  {
    g_autofree char *times = cb_schedule_dup_times (self);

    g_key_file_set_string (own, OWN, "Times", times);
    g_key_file_set_string (own, OWN, "Program", self->program);
  }
  kept = g_key_file_to_data (own, NULL, NULL);
  g_string_append (text, kept);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
save (const char *name, const char *text, GError **error)
{
  g_autofree char *path = dup_path (name);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      cb_error_set_from_errno (error, errno, folder);
      return FALSE;
    }
  if (g_file_set_contents (path, text, -1, error))
    return TRUE;
  cb_error_translate_io (error, path);

  return FALSE;
}

static gboolean delete (const char *name, GError **error)
{
  g_autofree char *path = dup_path (name);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  cb_error_set_from_errno (error, errno, path);

  return FALSE;
}

static gboolean
tell_systemd (GError **error, const char *verb, const char *option, const char *unit)
{
  const char *const words[] = { "systemctl", "--user", "--quiet", verb, option, unit, NULL };
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) local_error = NULL;

  process = g_subprocess_newv (
      words, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &local_error);
  if (process != NULL
      && g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, &local_error)
      && g_subprocess_get_successful (process))
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "systemctl %s: %s", verb,
               local_error != NULL ? local_error->message : g_strchomp (said));

  return FALSE;
}

/**
 * cb_schedule_can:
 *
 * Returns: whether the system can be asked to start the program at set times: in a Flatpak the
 *   system's own programs are out of reach
 */
gboolean
cb_schedule_can (void)
{
  g_autofree char *systemctl = g_find_program_in_path ("systemctl");

  return g_getenv ("FLATPAK_ID") == NULL && systemctl != NULL;
}

/**
 * cb_schedule_dup_program:
 *
 * Returns: (transfer full): path of congboctl: this program, or the one that lies beside it
 */
char *
cb_schedule_dup_program (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (own != NULL ? own : ".");

  return g_build_filename (folder, "congboctl", NULL);
}

/**
 * cb_schedule_turn_on:
 * @self: what is to be done from now on; what was before is replaced
 * @error: why not; nothing is left of it then
 *
 * For the person who is logged in, while they are: the access codes are in their keyring. Blocks.
 *
 * Returns: whether it is so now
 */
gboolean
cb_schedule_turn_on (const CbSchedule *self, GError **error)
{
  g_autofree char *service = make_service (self);
  g_autofree char *timer = make_timer (self);

  if (save (SERVICE, service, error) && save (TIMER, timer, error)
      && tell_systemd (error, "daemon-reload", NULL, NULL)
      && tell_systemd (error, "enable", TIMER, NULL)
      /* One that ran by other times would go on by them. */
      && tell_systemd (error, "restart", TIMER, NULL))
    return TRUE;

  cb_schedule_turn_off (NULL);
  return FALSE;
}

/**
 * cb_schedule_turn_off:
 * @error: why not
 *
 * What was never on is no error. Blocks.
 *
 * Returns: whether nothing is left of it
 */
gboolean
cb_schedule_turn_off (GError **error)
{
  g_autofree char *path = dup_path (TIMER);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    /* Where there is no systemd any more, the files are all that is left. */
    tell_systemd (NULL, "disable", "--now", TIMER);
  if (!delete (TIMER, error) || !delete (SERVICE, error))
    return FALSE;
  tell_systemd (NULL, "daemon-reload", NULL, NULL);

  return TRUE;
}

/**
 * cb_schedule_load:
 * @self: (out): what is on
 * @error: %CB_ERROR_NOT_FOUND when nothing is; or why it cannot be read
 *
 * Returns: whether something is
 */
gboolean
cb_schedule_load (CbSchedule *self, GError **error)
{
  g_autofree char *path = dup_path (TIMER);
  g_autofree char *text = NULL;
  g_autofree char *times = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const char *own;

  *self = (CbSchedule){ 0 };
  if (!g_file_get_contents (path, &text, NULL, error))
    {
      cb_error_translate_io (error, path);
      return FALSE;
    }
  /* Several lines of one name are no key file for GLib: only the section of our own is. */
  own = strstr (text, "[" OWN "]");
  if (own != NULL && g_key_file_load_from_data (file, own, (gsize)-1, G_KEY_FILE_NONE, NULL))
    {
      times = g_key_file_get_string (file, OWN, "Times", NULL);
      self->program = g_key_file_get_string (file, OWN, "Program", NULL);
    }
  if (times != NULL && self->program != NULL && cb_schedule_parse_times (self, times))
    {
      self->active = tell_systemd (NULL, "is-active", TIMER, NULL);
      return TRUE;
    }
  cb_schedule_clear (self);
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s was not written by this program", path);

  return FALSE;
}
