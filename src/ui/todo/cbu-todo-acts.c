/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-acts.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-save.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-ics.h"
#include "core/workplace/cb-workplace-due.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  char *subject;
  GDate day;
} Act;

static void
free_act (gpointer data)
{
  Act *act = data;

  g_free (act->subject);
  g_free (act);
}

static GVariant *
new_change_target (const char *item_code, const GDate *day)
{
  char text[16];

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  return g_variant_new ("(ss)", item_code, text);
}

static void
change_kept_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  const Act *act = input;

  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_undo (widget, _ ("Written into the journal"), "win.unmark-change",
                    new_change_target (act->subject, &act->day));
}

static void
done_kept_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  const Act *act = input;

  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast_undo (widget, _ ("Written into the journal as done"), "win.unmark-duty",
                    g_variant_new_string (act->subject));
}

static void
run_act (GtkWidget *button, CbuWorkFunc work, CbuDoneFunc done, const GDate *day)
{
  CbuSession *session = g_object_get_data (G_OBJECT (button), "session");
  Act *act = g_new0 (Act, 1);

  act->subject = g_strdup (g_object_get_data (G_OBJECT (button), "subject"));
  if (day != NULL)
    act->day = *day;
  cbu_run_async (
      gtk_widget_get_root (button), cbu_session_get_workplace (session),
      &(CbuRun){
          .tag = run_act, .work = work, .done = done, .input = act, .free_input = free_act });
}

static void
keep_facts (GtkWidget *button, CbuSession *session, const char *subject)
{
  g_object_set_data_full (G_OBJECT (button), "session", g_object_ref (session), g_object_unref);
  g_object_set_data_full (G_OBJECT (button), "subject", g_strdup (subject), g_free);
}

static gpointer
record_change (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Act *act = input;

  return GINT_TO_POINTER (cb_workplace_record_change (workplace, act->subject, &act->day, error));
}

static void
on_record_clicked_cb (GtkWidget *record, gpointer user_data)
{
  GtkWidget *button = user_data;
  GtkCalendar *calendar = g_object_get_data (G_OBJECT (record), "calendar");
  g_autoptr (GDateTime) day = gtk_calendar_get_date (calendar);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)g_date_time_get_day_of_month (day),
                  (GDateMonth)g_date_time_get_month (day), (GDateYear)g_date_time_get_year (day));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  run_act (button, record_change, change_kept_cb, &date);
}

/**
 * cbu_todo_change_button_new:
 * @session: whose workplace keeps it
 * @item_code: of an item that is updated when it changes
 * @title: of the item
 *
 * Returns: (transfer floating): a button that asks for the day on which a change was announced:
 *   the days of the text count from it (QN 7.6d)
 */
GtkWidget *
cbu_todo_change_button_new (CbuSession *session, const char *item_code, const char *title)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *calendar = gtk_calendar_new ();
  GtkWidget *record = gtk_button_new_with_label (_ ("Record the day"));
  g_autofree char *name = g_strdup_printf ("%s: %s", _ ("Record a change"), title);

  keep_facts (button, session, item_code);
  g_object_set_data (G_OBJECT (record), "calendar", calendar);
  g_signal_connect (record, "clicked", G_CALLBACK (on_record_clicked_cb), button);
  cbu_a11y_name_calendar (calendar);
  gtk_widget_add_css_class (record, "suggested-action");
  gtk_box_append (GTK_BOX (box),
                  cbu_wrapped_label_new (_ ("On which day was the change announced?"), "heading"));
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_box_append (GTK_BOX (box), record);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Record a change"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cbu_a11y_set_name (button, name);
  return button;
}

static gpointer
record_done (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Act *act = input;

  return GINT_TO_POINTER (cb_workplace_record_done (workplace, act->subject, error));
}

static void
on_done_clicked_cb (GtkWidget *button)
{
  run_act (button, record_done, done_kept_cb, NULL);
}

/**
 * cbu_todo_done_button_new:
 * @session: whose workplace keeps it
 * @subject: of the obligation
 * @label: what is said with it
 * @title: of the duty
 *
 * Returns: (transfer floating): a button with which a person says that a duty is done that the
 *   program cannot see
 */
GtkWidget *
cbu_todo_done_button_new (CbuSession *session,
                          const char *subject,
                          const char *label,
                          const char *title)
{
  GtkWidget *button = gtk_button_new_with_label (label);
  g_autofree char *name = g_strdup_printf ("%s: %s", label, title);

  keep_facts (button, session, subject);
  g_signal_connect (button, "clicked", G_CALLBACK (on_done_clicked_cb), NULL);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cbu_a11y_set_name (button, name);
  return button;
}

/* @target: (transfer full) if floating */
static GtkWidget *
make_more_button (const char *label, const char *action, GVariant *target, const char *title)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);
  g_autofree char *name = g_strdup_printf (_ ("More about %s"), title);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  cbu_a11y_set_name (button, name);
  return button;
}

/**
 * cbu_todo_more_button_new:
 * @obligation: a duty that a person said is done, or an announced change
 *
 * Returns: (transfer floating) (nullable): the menu of its row, in which what was said can be taken
 *   back; %NULL when nothing was
 */
GtkWidget *
cbu_todo_more_button_new (const CbObligation *obligation)
{
  g_autofree char *day = NULL;
  g_autofree char *label = NULL;
  GDate told;

  if (obligation->duty == CB_DUTY_CHANGE && obligation->urgency != CB_URGENCY_DONE
      && cb_day_parse (obligation->period, &told))
    {
      day = cbu_format_date (&told);
      /* Translators: a date */
      label = g_strdup_printf (_ ("Take back that a change was announced on %s"), day);
      return make_more_button (label, "win.unmark-change",
                               new_change_target (obligation->item_code, &told), obligation->title);
    }
  if (!g_date_valid (&obligation->said))
    return NULL;
  day = cbu_format_date (&obligation->said);
  /* Translators: a date */
  label = g_strdup_printf (_ ("Take back that it was done on %s"), day);
  return make_more_button (label, "win.unmark-duty", g_variant_new_string (obligation->subject),
                           obligation->title);
}

static gpointer
unmark (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_unmark_duty (workplace, input, error));
}

static void
unmarked_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  /* Pressed twice: it is as the person wanted it. */
  if (error != NULL && !g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("Taken back: it is due again. Both stand in the journal."));
}

/**
 * cbu_todo_unmark:
 * @widget: in whose window it is told
 * @session: whose workplace keeps it
 * @subject: of the obligation
 *
 * Takes back that a person said a duty is done.
 */
void
cbu_todo_unmark (GtkWidget *widget, CbuSession *session, const char *subject)
{
  g_return_if_fail (subject != NULL && *subject != '\0');

  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_todo_unmark,
                            .work = unmark,
                            .done = unmarked_cb,
                            .input = g_strdup (subject),
                            .free_input = g_free });
}

static gpointer
unmark_change (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const Act *act = input;

  return GINT_TO_POINTER (cb_workplace_unmark_change (workplace, act->subject, &act->day, error));
}

static void
change_unmarked_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
    gtk_widget_activate_action (widget, "win.notice", "s", error->message);
  else if (error != NULL && !g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("Taken back: no change of that day. Both stand in the journal."));
}

/**
 * cbu_todo_unmark_change:
 * @widget: in whose window it is told
 * @session: whose workplace keeps it
 * @item_code: of the item
 * @date: of the change, YYYY-MM-DD
 *
 * Takes back that a change was announced.
 */
void
cbu_todo_unmark_change (GtkWidget *widget,
                        CbuSession *session,
                        const char *item_code,
                        const char *date)
{
  Act *act;
  GDate day;

  g_return_if_fail (item_code != NULL && cb_day_parse (date, &day));

  act = g_new0 (Act, 1);
  act->subject = g_strdup (item_code);
  act->day = day;
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_todo_unmark_change,
                            .work = unmark_change,
                            .done = change_unmarked_cb,
                            .input = act,
                            .free_input = free_act });
}

typedef struct
{
  GFile *file;
  char *text;
} Export;

static void
free_export (gpointer data)
{
  Export *export = data;

  g_object_unref (export->file);
  g_free (export->text);
  g_free (export);
}

static gpointer
write_calendar (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Export *export = input;

  return GINT_TO_POINTER (
      cb_save_contents (export->file, export->text, strlen (export->text), cancellable, error));
}

static void
calendar_written_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
  else
    cbu_toast (widget, _ ("The calendar is written"));
}

/**
 * cbu_todo_export:
 * @widget: whose window says how it went
 * @session: whose clock tells when it was written
 * @obligations: (element-type CbObligation): what is due
 * @file: where to
 *
 * Writes a calendar that other programs read (RFC 5545), with alarms a week, three days and a day
 * before, and on the day (product.md A5).
 */
void
cbu_todo_export (gpointer widget, CbuSession *session, GPtrArray *obligations, GFile *file)
{
  static const guint days_before[] = { 7, 3, 1, 0 };
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  Export *export = g_new0 (Export, 1);

  export->file = g_object_ref (file);
  export->text
      = cb_obligations_to_ics (obligations, cb_clock_now (cb_workplace_get_clock (workplace)),
                               days_before, G_N_ELEMENTS (days_before));
  cbu_run_async (widget, workplace,
                 &(CbuRun){ .tag = cbu_todo_export,
                            .work = write_calendar,
                            .done = calendar_written_cb,
                            .input = export,
                            .free_input = free_export });
}
