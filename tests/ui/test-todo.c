/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is due, over a real practice workplace: what a person says and takes back, the year by its
 * keys, and the way from a notification of the desktop to the row. */

#include "config.h"

#include <string.h>

#include "cbu-test.h"
#include "core/model/cb-obligation.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-reminders.h"
#include "ui/cbu-application.h"
#include "ui/cbu-reminder.h"
#include "ui/cbu-window.h"
#include "ui/todo/cbu-todo-acts.h"
#include "ui/todo/cbu-todo-page.h"
#include "ui/todo/cbu-year.h"
#include "ui/widgets/cbu-page.h"

/* There in every profile that asks for it from the day on which the catalog came. */
#define REVIEW "catalog-review///catalog-review"

typedef struct
{
  CbuSession *session;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = NULL;

  fixture->session = cbu_test_open_practice ();
  id = cbu_test_prepare_dataset (fixture->session);
  fixture->window = adw_window_new ();
  fixture->page = cbu_todo_page_new (fixture->session);
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->page);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  cbu_test_close (fixture->session);
}

static GtkWidget *
find_row (GtkWidget *root, const char *key)
{
  if (GTK_IS_LIST_BOX_ROW (root)
      && g_strcmp0 (g_object_get_data (G_OBJECT (root), "key"), key) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, key);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* The menu of the row in which what was said can be taken back. */
static GtkWidget *
find_more (GtkWidget *page)
{
  GtkWidget *row = find_row (page, REVIEW);
  GtkWidget *last = NULL;

  if (row == NULL)
    return NULL;
  /* The last of its buttons, which stand after its text. */
  last = gtk_widget_get_last_child (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  last = gtk_widget_get_last_child (last);

  return GTK_IS_MENU_BUTTON (last) ? last : NULL;
}

static gboolean
has_review (gpointer page)
{
  return find_row (page, REVIEW) != NULL;
}

static gboolean
can_take_back (gpointer page)
{
  return find_more (page) != NULL;
}

static gboolean
cannot_take_back (gpointer page)
{
  return has_review (page) && find_more (page) == NULL;
}

static void
test_take_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GVariant) target = NULL;
  GtkWidget *button;
  GMenuModel *menu;

  cbu_test_wait (has_review, fixture->page, "the review of the catalog");
  g_assert_null (find_more (fixture->page));
  button = cbu_test_find_button (find_row (fixture->page, REVIEW), "Reviewed");
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  cbu_test_wait (can_take_back, fixture->page, "the menu to take it back");
  g_assert_cmpuint (cbu_test_count_nameless (fixture->page), ==, 0);

  menu = gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (find_more (fixture->page)));
  target = g_menu_model_get_item_attribute_value (menu, 0, G_MENU_ATTRIBUTE_TARGET,
                                                  G_VARIANT_TYPE_STRING);
  cbu_todo_unmark (fixture->page, fixture->session, g_variant_get_string (target, NULL));
  cbu_test_wait (cannot_take_back, fixture->page, "the row as before");
}

static GtkWidget *
find_popover (GtkWidget *widget, gboolean open)
{
  if (GTK_IS_POPOVER (widget))
    return !open || gtk_widget_get_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_popover (child, open);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
is_open (gpointer popover)
{
  return gtk_widget_get_mapped (popover);
}

/* A person reads a clause or chooses a day in a row while something changes elsewhere, as the queue
 * does every few seconds: it stays open, and the rows follow when it is closed. */
static void
test_popover_stays (Fixture *fixture, gconstpointer unused)
{
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  GtkWidget *other = cbu_todo_page_new (fixture->session);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *popover;
  GtkWidget *button;

  g_object_ref (fixture->page);
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  gtk_box_append (GTK_BOX (box), fixture->page);
  gtk_box_append (GTK_BOX (box), other);
  adw_window_set_content (ADW_WINDOW (fixture->window), box);
  g_object_unref (fixture->page);
  cbu_test_wait (has_review, fixture->page, "the review of the catalog");
  popover = find_popover (fixture->page, FALSE);
  g_assert_nonnull (popover);
  button = gtk_widget_get_ancestor (popover, GTK_TYPE_MENU_BUTTON);
  /* As a click does. */
  gtk_widget_grab_focus (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  cbu_test_wait (is_open, popover, "the popover");
  g_assert_true (cb_workplace_record_done (workplace, "catalog-review", NULL));
  cbu_test_wait (can_take_back, other, "the change to come to another page");
  g_assert_true (cb_workplace_set_setting (workplace, "person", "Lan", NULL));
  g_assert_true (cb_workplace_unmark_duty (workplace, "catalog-review", NULL));
  cbu_test_wait (cannot_take_back, other, "another change to come to another page");
  g_assert_true (cb_workplace_record_done (workplace, "catalog-review", NULL));
  cbu_test_wait (can_take_back, other, "the last change to come to another page");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (find_popover (fixture->page, TRUE) == popover);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  cbu_test_wait (can_take_back, fixture->page, "the change to be shown");
}

static gboolean
has_wanted (gpointer page)
{
  GtkWidget *row = find_row (page, REVIEW);
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  return row != NULL && gtk_widget_has_css_class (row, "todo-wanted") && focus != NULL
         && gtk_widget_is_ancestor (focus, row);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *)data == NULL;
}

static GtkWidget *
find_more_button (GtkWidget *widget)
{
  const char *label = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (label != NULL && g_str_has_prefix (label, "Show more ("))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_more_button (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static guint
count_rows (GtkWidget *widget)
{
  guint count = GTK_IS_LIST_BOX_ROW (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

static gboolean
has_more (gpointer page)
{
  return find_more_button (page) != NULL;
}

/* 300 items of one frequency: they are in one group, in order. */
static char *
take_many (Fixture *fixture)
{
  CbWorkplace *workplace = cbu_session_get_workplace (fixture->session);
  g_autofree char *path = g_build_filename (cb_workplace_get_root (workplace), "many.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GString) text = g_string_new ("Mã,Tên dữ liệu mở,Tần suất cập nhật\n");
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "B%03u,Đường số %03u,Hằng quý\n", i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_assert_cmpuint (cb_workplace_import_catalog (workplace, file, "2/QĐ", NULL, NULL, &error), ==,
                    300);
  due = cb_workplace_list_due (workplace, NULL, &error);
  for (guint i = 0; i < due->len; i++)
    if (g_str_equal (((CbObligation *)due->pdata[i])->item_code, "B299"))
      return cb_obligation_dup_key (due->pdata[i]);
  g_assert_not_reached ();
}

static gpointer wanted_page;

static gboolean
has_row (gpointer key)
{
  return find_row (wanted_page, key) != NULL;
}

/* A catalog of thousands: the first of each group, more on a press, and whatever row is asked for.
 */
static void
test_many (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *key = take_many (fixture);
  guint before;

  cbu_test_wait (has_more, fixture->page, "the first hundred of a group");
  g_assert_null (find_row (fixture->page, key));
  before = count_rows (fixture->page);
  g_assert_cmpuint (before, <, 300);
  g_assert_cmpuint (cbu_test_count_nameless (fixture->page), ==, 0);
  g_signal_emit_by_name (find_more_button (fixture->page), "clicked");
  g_assert_cmpuint (count_rows (fixture->page), ==, before + 100);
  g_assert_null (find_row (fixture->page, key));
  wanted_page = fixture->page;
  cbu_todo_page_show_row (CBU_TODO_PAGE (fixture->page), key);
  cbu_test_wait (has_row, key, "the row that was asked for");
}

/* Asked for before the rows are there. */
static void
test_show_row (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *row;

  cbu_todo_page_show_row (CBU_TODO_PAGE (fixture->page), REVIEW);
  cbu_test_wait (has_wanted, fixture->page, "the row with the focus");

  /* Something else happens in the program: the rows are others, the person stays there. */
  row = find_row (fixture->page, REVIEW);
  g_object_add_weak_pointer (G_OBJECT (row), (gpointer *)&row);
  cb_workplace_renew_day (cbu_session_get_workplace (fixture->session));
  cbu_test_wait (is_gone, &row, "new rows");
  cbu_test_wait (has_wanted, fixture->page, "the new row with the focus");
}

static gboolean
is_grouped (gpointer page)
{
  return find_row (page, REVIEW) != NULL && cbu_test_find (page, CBU_TYPE_YEAR) == NULL;
}

static GtkWidget *
open_year (Fixture *fixture)
{
  cbu_test_wait (is_grouped, fixture->page, "the rows");
  g_assert_true (cbu_page_command (CBU_PAGE (fixture->page), "calendar"));
  return cbu_test_find (fixture->page, CBU_TYPE_YEAR);
}

static void
press (GtkWidget *year, guint key, GdkModifierType state)
{
  GtkWidget *grid
      = gtk_widget_get_ancestor (gtk_root_get_focus (gtk_widget_get_root (year)), GTK_TYPE_GRID);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (grid);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
    }
  g_assert_true (handled);
}

static void
assert_at (GtkWidget *year, GDateDay day, GDateMonth month, GDateYear number)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (year));
  GDate at;

  cbu_year_get_cursor (CBU_YEAR (year), &at);
  g_assert_cmpuint (g_date_get_day (&at), ==, day);
  g_assert_cmpuint (g_date_get_month (&at), ==, month);
  g_assert_cmpuint (g_date_get_year (&at), ==, number);
  g_assert_true (focus == cbu_year_get_day (CBU_YEAR (year), &at));
}

static CbObligation *
make_obligation (const char *title, const char *limit)
{
  CbObligation *obligation = cb_obligation_new ();
  guint year, month, day;

  g_assert_cmpint (sscanf (limit, "%4u-%2u-%2u", &year, &month, &day), ==, 3);
  obligation->title = g_strdup (title);
  obligation->has_deadline = TRUE;
  g_date_set_dmy (&obligation->limit, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  obligation->urgency = CB_URGENCY_LATER;
  return obligation;
}

/* Today: Thu 31 Dec 2026; the months before and after are shown, with Nov and Dec 2027 the last. */
static GtkWidget *
make_year (Fixture *fixture)
{
  g_autoptr (GPtrArray) obligations
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  g_autoptr (CbHolidays) holidays = cb_holidays_new_empty ();
  GtkWidget *year;
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 31, G_DATE_DECEMBER, 2026);
  g_ptr_array_add (obligations, make_obligation ("Giá thuốc", "2027-03-12"));
  g_ptr_array_add (obligations, make_obligation ("Cơ sở y tế", "2027-03-12"));
  year = cbu_year_new (obligations, holidays, &today);
  adw_window_set_content (ADW_WINDOW (fixture->window), year);
  g_assert_true (gtk_widget_child_focus (year, GTK_DIR_TAB_FORWARD));
  return year;
}

static void
test_year_keys (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *year = make_year (fixture);

  assert_at (year, 31, 12, 2026);
  press (year, GDK_KEY_Right, 0);
  assert_at (year, 1, 1, 2027);
  press (year, GDK_KEY_Left, 0);
  assert_at (year, 31, 12, 2026);
  /* Two months on: February has no 31st. */
  press (year, GDK_KEY_Page_Down, 0);
  press (year, GDK_KEY_Down, 0);
  assert_at (year, 28, 2, 2027);
  press (year, GDK_KEY_Home, 0);
  assert_at (year, 1, 2, 2027);
  press (year, GDK_KEY_End, 0);
  assert_at (year, 28, 2, 2027);
  press (year, GDK_KEY_Up, 0);
  press (year, GDK_KEY_Page_Up, 0);
  assert_at (year, 28, 12, 2026);
  press (year, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_at (year, 12, 3, 2027);
  press (year, GDK_KEY_Home, GDK_CONTROL_MASK);
  assert_at (year, 1, 11, 2026);
  /* Before the first day there is nothing. */
  press (year, GDK_KEY_Left, 0);
  press (year, GDK_KEY_Page_Up, 0);
  assert_at (year, 1, 11, 2026);
  press (year, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_at (year, 30, 11, 2027);
  press (year, GDK_KEY_Page_Down, 0);
  assert_at (year, 30, 11, 2027);
  /* One stop: Tab leaves it. */
  g_assert_false (gtk_widget_child_focus (year, GTK_DIR_TAB_FORWARD));
}

static void
test_year_names (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *year = make_year (fixture);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 12, G_DATE_MARCH, 2027);
  gtk_test_accessible_assert_property (cbu_year_get_day (CBU_YEAR (year), &day),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "12 March 2027, 2 tasks: Giá thuốc; Cơ sở y tế");
  g_date_set_dmy (&day, 13, G_DATE_MARCH, 2027);
  gtk_test_accessible_assert_property (cbu_year_get_day (CBU_YEAR (year), &day),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "13 March 2027, day off");
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 2026);
  gtk_test_accessible_assert_property (cbu_year_get_day (CBU_YEAR (year), &day),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "31 December 2026, today");
}

/* The day of the review, chosen: its row stands below, and the keys stay where they are. */
static void
test_year_opens_day (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *year = open_year (fixture);
  g_autoptr (GPtrArray) due = NULL;
  CbObligation *review = NULL;
  GtkWidget *cell;

  due = cb_workplace_list_due (cbu_session_get_workplace (fixture->session), NULL, NULL);
  for (guint i = 0; i < due->len; i++)
    if (((CbObligation *)due->pdata[i])->duty == CB_DUTY_CATALOG_REVIEW)
      review = due->pdata[i];
  g_assert_nonnull (review);
  g_assert_null (find_row (fixture->page, REVIEW));
  cell = cbu_year_get_day (CBU_YEAR (year), &review->limit);
  gtk_widget_grab_focus (cell);
  g_signal_emit_by_name (cell, "clicked");
  g_assert_nonnull (find_row (fixture->page, REVIEW));
  g_assert_true (cbu_test_find (fixture->page, CBU_TYPE_YEAR) == year);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (year)) == cell);
  g_assert_cmpuint (cbu_test_count_nameless (fixture->page), ==, 0);
}

/* The desktop, as the program sees it: what GNOME Shell answers to. */
typedef struct
{
  GDBusConnection *connection;
  GVariant *notification;
} Desktop;

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  Desktop *desktop = user_data;

  if (g_str_equal (method, "AddNotification"))
    {
      g_clear_pointer (&desktop->notification, g_variant_unref);
      desktop->notification = g_variant_get_child_value (parameters, 2);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
open_desktop (Desktop *desktop)
{
  static const GDBusInterfaceVTable vtable = { call_cb, NULL, NULL, { 0 } };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (
      "<node><interface name='org.gtk.Notifications'><method name='AddNotification'>"
      "<arg type='s'/><arg type='s'/><arg type='a{sv}'/></method>"
      "<method name='RemoveNotification'><arg type='s'/><arg type='s'/></method>"
      "</interface></node>",
      &error);

  g_assert_no_error (error);
  desktop->connection = g_dbus_connection_new_for_address_sync (
      address,
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (desktop->connection, "/org/gtk/Notifications",
                                     node->interfaces[0], &vtable, desktop, NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (
      desktop->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
      "RequestName", g_variant_new ("(su)", "org.gtk.Notifications", 0), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
has_notification (gpointer desktop)
{
  return ((Desktop *)desktop)->notification != NULL;
}

/* As the desktop does it when the notification is pressed. */
static void
press_notification (Desktop *desktop)
{
  g_autoptr (GVariant) target = NULL;
  const char *action = NULL;
  GVariantBuilder parameters, platform;

  g_assert_true (g_variant_lookup (desktop->notification, "default-action", "&s", &action));
  g_assert_true (g_str_has_prefix (action, "app."));
  target = g_variant_lookup_value (desktop->notification, "default-action-target",
                                   G_VARIANT_TYPE_STRING);
  g_assert_cmpstr (g_variant_get_string (target, NULL), ==, REVIEW);
  g_variant_builder_init (&parameters, G_VARIANT_TYPE ("av"));
  g_variant_builder_add (&parameters, "v", target);
  g_variant_builder_init (&platform, G_VARIANT_TYPE_VARDICT);
  g_dbus_connection_call (
      desktop->connection, CB_APP_ID, "/vn/congbo/CongBo", "org.freedesktop.Application",
      "ActivateAction",
      g_variant_new ("(sava{sv})", action + strlen ("app."), &parameters, &platform), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static gboolean
has_window (gpointer application)
{
  return gtk_application_get_active_window (application) != NULL;
}

static gboolean
shows_wanted (gpointer window)
{
  GtkWidget *page = cbu_test_find (window, CBU_TYPE_TODO_PAGE);

  return page != NULL && has_wanted (page);
}

/* Pressed while nothing is open yet: the window comes, and the row when the data is there. */
static void
test_notification (void)
{
  g_autoptr (CbuApplication) application = cbu_application_new ();
  g_autoptr (CbuSession) session = cbu_test_open_practice ();
  g_autofree char *id = cbu_test_prepare_dataset (session);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  CbObligation *review = make_obligation ("Rà soát danh mục", "2027-03-12");
  g_autoptr (GError) error = NULL;
  Desktop desktop = { 0 };
  GtkWindow *window;

  review->duty = CB_DUTY_CATALOG_REVIEW;
  review->subject = g_strdup ("catalog-review");
  g_ptr_array_add (list, review);
  open_desktop (&desktop);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, &error));
  g_assert_no_error (error);
  cbu_reminder_tell (G_APPLICATION (application), list);
  cbu_test_wait (has_notification, &desktop, "the notification");
  press_notification (&desktop);
  cbu_test_wait (has_window, application, "the window");
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  cbu_window_set_session (CBU_WINDOW (window), session);
  cbu_test_wait (shows_wanted, window, "the row in the window");

  gtk_window_destroy (window);
  cbu_test_close (g_steal_pointer (&session));
  g_variant_unref (desktop.notification);
  g_object_unref (desktop.connection);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/ui/todo/take-back", test_take_back);
  ADD ("/ui/todo/popover-stays", test_popover_stays);
  ADD ("/ui/todo/many", test_many);
  ADD ("/ui/todo/show-row", test_show_row);
  ADD ("/ui/todo/year/keys", test_year_keys);
  ADD ("/ui/todo/year/names", test_year_names);
  ADD ("/ui/todo/year/opens-the-day", test_year_opens_day);
  g_test_add_func ("/ui/todo/notification/opens-its-row", test_notification);

  return g_test_run ();
}
