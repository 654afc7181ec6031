/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A task of the Task Scheduler, made of its XML by the program that Windows has for that: unlike
 * its own options it takes several times, and makes up for those at which the computer was off. */

#include "config.h"

#include "core/platform/cb-schedule.h"

#include <errno.h>
#include <string.h>
#include <windows.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-win32.h"
#include "core/platform/cb-files.h"

#define TASK "Cong Bo"
/* What the task was made of, for cb_schedule_load(). */
#define FILE_NAME "schedule.xml"
#define LIMIT_MS (60 * 1000)

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "congbo", FILE_NAME, NULL);
}

static void
append_actions (GString *xml, const CbSchedule *self)
{
  const char *const *commands = cb_schedule_get_commands ();

  g_string_append (xml, "  <Actions Context=\"Author\">\n");
  for (guint i = 0; commands[i] != NULL; i++)
    {
      /* A backslash before the quote would take it for one of the name. */
      const char *end = self->root != NULL && g_str_has_suffix (self->root, "\\") ? "\\" : "";
      g_autofree char *arguments
          = self->root != NULL
                ? g_markup_printf_escaped ("%s --root \"%s%s\"", commands[i], self->root, end)
                : g_strdup (commands[i]);
      g_autofree char *program = g_markup_escape_text (self->program, -1);

      g_string_append_printf (xml,
                              "    <Exec><Command>%s</Command><Arguments>%s</Arguments></Exec>\n",
                              program, arguments);
    }
  g_string_append (xml, "  </Actions>\n");
}

static char *
make_xml (const CbSchedule *self)
{
  g_autoptr (GString) xml = g_string_new (
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n"
      "<Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n"
      "  <Triggers>\n");

  for (guint i = 0; i < self->n_minutes; i++)
    g_string_append_printf (
        xml,
        "    <CalendarTrigger><StartBoundary>2026-01-01T%02u:%02u:00</StartBoundary>"
        "<ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger>\n",
        self->minutes[i] / 60, self->minutes[i] % 60);
  g_string_append (xml, "  </Triggers>\n"
                        "  <Principals><Principal id=\"Author\">"
                        "<LogonType>InteractiveToken</LogonType>"
                        "<RunLevel>LeastPrivilege</RunLevel></Principal></Principals>\n"
                        "  <Settings>"
                        "<MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>"
                        "<DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>"
                        "<StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>"
                        "<StartWhenAvailable>true</StartWhenAvailable>"
                        "<ExecutionTimeLimit>PT2H</ExecutionTimeLimit></Settings>\n");
  append_actions (xml, self);
  g_string_append (xml, "</Task>\n");

  return g_string_free (g_steal_pointer (&xml), FALSE);
}

static gboolean
save (const char *xml, GError **error)
{
  const gunichar2 mark = 0xFEFF;
  g_autofree char *path = dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  glong length = 0;
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (xml, -1, NULL, &length, error);

  if (wide == NULL || !cb_files_ensure_folder (folder, error))
    return FALSE;
  g_byte_array_append (bytes, (const guint8 *)&mark, sizeof mark);
  g_byte_array_append (bytes, (const guint8 *)wide, (guint)length * sizeof (gunichar2));
  if (g_file_set_contents (path, (const char *)bytes->data, (gssize)bytes->len, error))
    return TRUE;
  cb_error_translate_io (error, path);

  return FALSE;
}

/* Returns: whether schtasks.exe did it */
static gboolean
run_schtasks (const char *arguments, GError **error)
{
  WCHAR folder[MAX_PATH + 1];
  STARTUPINFOW info = { .cb = sizeof info };
  PROCESS_INFORMATION started = { 0 };
  g_autofree char *system = NULL;
  g_autofree char *program = NULL;
  g_autofree char *line = NULL;
  g_autofree gunichar2 *command = NULL;
  g_autofree gunichar2 *path = NULL;
  DWORD code = 1;

  if (GetSystemDirectoryW (folder, G_N_ELEMENTS (folder)) == 0)
    return FALSE;
  system = g_utf16_to_utf8 ((const gunichar2 *)folder, -1, NULL, NULL, NULL);
  program = g_build_filename (system, "schtasks.exe", NULL);
  line = g_strdup_printf ("\"%s\" %s", program, arguments);
  command = g_utf8_to_utf16 (line, -1, NULL, NULL, NULL);
  path = g_utf8_to_utf16 (program, -1, NULL, NULL, NULL);
  if (!CreateProcessW ((LPCWSTR)path, (LPWSTR)command, NULL, NULL, FALSE, CREATE_NO_WINDOW, NULL,
                       folder, &info, &started))
    {
      cb_win32_set_error (error, GetLastError (), program);
      return FALSE;
    }
  if (WaitForSingleObject (started.hProcess, LIMIT_MS) == WAIT_OBJECT_0)
    GetExitCodeProcess (started.hProcess, &code);
  else
    TerminateProcess (started.hProcess, 1);
  CloseHandle (started.hThread);
  CloseHandle (started.hProcess);
  if (code != 0)
    g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "schtasks %s: %lu", arguments, code);

  return code == 0;
}

/**
 * cb_schedule_can:
 *
 * Returns: whether the system can be asked to start the program at set times
 */
gboolean
cb_schedule_can (void)
{
  return TRUE;
}

/**
 * cb_schedule_dup_program:
 *
 * As on Linux: the one without a console, which would come up before whoever works at that hour.
 */
char *
cb_schedule_dup_program (void)
{
  WCHAR own[1024];
  DWORD length = GetModuleFileNameW (NULL, own, G_N_ELEMENTS (own));
  g_autofree char *path = length > 0 && length < G_N_ELEMENTS (own)
                              ? g_utf16_to_utf8 ((const gunichar2 *)own, -1, NULL, NULL, NULL)
                              : NULL;
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : g_strdup (".");

  return g_build_filename (folder, "congboctlw.exe", NULL);
}

/**
 * cb_schedule_turn_on:
 *
 * As on Linux: the credentials are those of the person who is logged in.
 */
gboolean
cb_schedule_turn_on (const CbSchedule *self, GError **error)
{
  g_autofree char *xml = make_xml (self);
  g_autofree char *path = dup_path ();
  g_autofree char *arguments = g_strdup_printf ("/Create /F /TN \"" TASK "\" /XML \"%s\"", path);

  if (save (xml, error) && run_schtasks (arguments, error))
    return TRUE;

  cb_schedule_turn_off (NULL);
  return FALSE;
}

/**
 * cb_schedule_turn_off:
 *
 * As on Linux.
 */
gboolean
cb_schedule_turn_off (GError **error)
{
  g_autofree char *path = dup_path ();

  if (run_schtasks ("/Query /TN \"" TASK "\"", NULL)
      && !run_schtasks ("/Delete /F /TN \"" TASK "\"", error))
    return FALSE;
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  cb_error_set_from_errno (error, errno, path);

  return FALSE;
}

/* While the XML is read: the times and the program are looked for. */
typedef struct
{
  CbSchedule *schedule;
  GString *times;
} Parsing;

static void
text_cb (GMarkupParseContext *context,
         const char *text,
         gsize length,
         gpointer user_data,
         GError **error)
{
  Parsing *parsing = user_data;
  const char *element = g_markup_parse_context_get_element (context);

  if (g_str_equal (element, "StartBoundary") && length >= strlen ("2026-01-01T00:00"))
    g_string_append_printf (parsing->times, "%s%.5s", parsing->times->len > 0 ? "," : "",
                            text + strlen ("2026-01-01T"));
  if (g_str_equal (element, "Command") && parsing->schedule->program == NULL)
    parsing->schedule->program = g_strndup (text, length);
}

/**
 * cb_schedule_load:
 *
 * As on Linux.
 */
gboolean
cb_schedule_load (CbSchedule *self, GError **error)
{
  static const GMarkupParser parser = { .text = text_cb };
  g_autofree char *path = dup_path ();
  g_autofree char *bytes = NULL;
  g_autofree char *xml = NULL;
  g_autoptr (GString) times = g_string_new (NULL);
  Parsing parsing = { self, times };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, G_MARKUP_DEFAULT_FLAGS, &parsing, NULL);
  gsize length = 0;

  *self = (CbSchedule){ 0 };
  if (!g_file_get_contents (path, &bytes, &length, error))
    {
      cb_error_translate_io (error, path);
      return FALSE;
    }
  /* Behind the mark of its byte order. */
  if (length > sizeof (gunichar2))
    xml = g_utf16_to_utf8 ((const gunichar2 *)(gpointer)bytes + 1,
                           (glong)(length / sizeof (gunichar2)) - 1, NULL, NULL, NULL);
  if (xml != NULL && g_markup_parse_context_parse (context, xml, -1, NULL) && self->program != NULL
      && cb_schedule_parse_times (self, times->str))
    {
      self->active = run_schtasks ("/Query /TN \"" TASK "\"", NULL);
      return TRUE;
    }
  cb_schedule_clear (self);
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s was not written by this program", path);

  return FALSE;
}
