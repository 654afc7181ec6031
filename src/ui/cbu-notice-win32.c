/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/cbu-notice.h"

#include <windows.h>
/* After windows.h, which it needs. */
#include <shellapi.h>

/* GLib has no notifications for Windows. An icon in the tray shows one without anything having to
 * be registered: Windows 10 and later make a toast of it. The icon stays, for a person who comes
 * back later, until it or the toast is pressed. */

#define CLASS_NAME L"vn.congbo.CongBo.Notice"
#define TOLD (WM_APP + 1)

typedef struct
{
  GApplication *application;
  char *action;
  char *target;
  HWND window;
  guint id;
} Notice;

/* (element-type utf8 Notice): by what it is about; only in the thread that draws */
static GHashTable *notices;

static NOTIFYICONDATAW
describe (const Notice *notice)
{
  return (NOTIFYICONDATAW){ .cbSize = sizeof (NOTIFYICONDATAW),
                            .hWnd = notice->window,
                            .uID = notice->id,
                            .uCallbackMessage = TOLD };
}

static void
free_notice (gpointer data)
{
  Notice *notice = data;
  NOTIFYICONDATAW icon = describe (notice);

  Shell_NotifyIconW (NIM_DELETE, &icon);
  DestroyWindow (notice->window);
  g_object_unref (notice->application);
  g_free (notice->action);
  g_free (notice->target);
  g_free (notice);
}

static gboolean
is_same (gpointer key, gpointer value, gpointer user_data)
{
  return value == user_data;
}

static LRESULT CALLBACK
on_message_cb (HWND window, UINT message, WPARAM which, LPARAM event)
{
  Notice *notice = (Notice *)GetWindowLongPtrW (window, GWLP_USERDATA);

  if (message == TOLD && notice != NULL
      && (LOWORD (event) == NIN_BALLOONUSERCLICK || LOWORD (event) == WM_LBUTTONUP))
    {
      g_action_group_activate_action (G_ACTION_GROUP (notice->application), notice->action,
                                      g_variant_new_string (notice->target));
      g_hash_table_foreach_remove (notices, is_same, notice);
      return 0;
    }

  return DefWindowProcW (window, message, which, event);
}

static HWND
make_window (void)
{
  WNDCLASSEXW class = {
    .cbSize = sizeof class,
    .lpfnWndProc = on_message_cb,
    .hInstance = GetModuleHandleW (NULL),
    .lpszClassName = CLASS_NAME,
  };

  if (RegisterClassExW (&class) == 0 && GetLastError () != ERROR_CLASS_ALREADY_EXISTS)
    return NULL;
  return CreateWindowExW (0, CLASS_NAME, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, NULL, class.hInstance,
                          NULL);
}

/* As much as there is room for, never half of a letter. */
static void
copy_text (WCHAR *to, gsize room, const char *text)
{
  g_autofree gunichar2 *wide = g_utf8_to_utf16 (text, -1, NULL, NULL, NULL);
  gsize length = 0;

  while (wide != NULL && wide[length] != 0 && length < room - 1)
    length++;
  if (length > 0 && wide[length] != 0 && (wide[length - 1] & 0xFC00) == 0xD800)
    length--;
  if (length > 0)
    memcpy (to, wide, length * sizeof (WCHAR));
  to[length] = 0;
}

static gboolean
show (Notice *notice, const char *title, const char *body)
{
  NOTIFYICONDATAW icon = describe (notice);

  icon.uFlags = NIF_MESSAGE | NIF_ICON | NIF_TIP | NIF_INFO;
  icon.dwInfoFlags = NIIF_USER;
  /* The program's own, of its resources. */
  icon.hIcon = LoadIconW (GetModuleHandleW (NULL), MAKEINTRESOURCEW (1));
  if (icon.hIcon == NULL)
    icon.hIcon = LoadIconW (NULL, (LPCWSTR)IDI_APPLICATION);
  copy_text (icon.szTip, G_N_ELEMENTS (icon.szTip), title);
  copy_text (icon.szInfoTitle, G_N_ELEMENTS (icon.szInfoTitle), title);
  copy_text (icon.szInfo, G_N_ELEMENTS (icon.szInfo), body);

  return Shell_NotifyIconW (NIM_ADD, &icon);
}

/* Windows does not take an icon away when its program ends: not before the pointer is over it. */
static void
on_shutdown_cb (GApplication *application, gpointer user_data)
{
  g_hash_table_remove_all (notices);
}

/**
 * cbu_notice_send:
 *
 * As on Linux, without buttons; of long ones Windows shows the beginning.
 */
void
cbu_notice_send (GApplication *application,
                 const char *id,
                 const char *title,
                 const char *body,
                 const char *action,
                 const CbuNoticeChoice *choices,
                 guint n_choices)
{
  static guint last_id;
  Notice *notice;

  g_return_if_fail (G_IS_APPLICATION (application) && id != NULL && action != NULL
                    && n_choices > 0);

  if (notices == NULL)
    notices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_notice);
  if (g_signal_handler_find (application, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_shutdown_cb, NULL)
      == 0)
    g_signal_connect (application, "shutdown", G_CALLBACK (on_shutdown_cb), NULL);
  g_hash_table_remove (notices, id);
  notice = g_new0 (Notice, 1);
  notice->application = g_object_ref (application);
  notice->action = g_strdup (action);
  notice->target = g_strdup (choices[0].target);
  notice->id = ++last_id;
  notice->window = make_window ();
  g_hash_table_insert (notices, g_strdup (id), notice);
  if (notice->window != NULL)
    SetWindowLongPtrW (notice->window, GWLP_USERDATA, (LONG_PTR)notice);
  if (notice->window == NULL || !show (notice, title, body))
    {
      g_debug ("no notice: error %lu", GetLastError ());
      g_hash_table_remove (notices, id);
    }
}
