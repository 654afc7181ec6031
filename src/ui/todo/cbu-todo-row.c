/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-row.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/todo/cbu-todo-acts.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-wrap.h"

static char *
dup_deadline (const CbObligation *obligation)
{
  g_autofree char *target = NULL;
  g_autofree char *limit = NULL;

  if (!obligation->has_deadline)
    return g_strdup (obligation->clause != NULL && *obligation->clause != '\0'
                         ? _ ("The days count from the announced change")
                         : _ ("The text sets no deadline"));
  target = cbu_format_date (&obligation->target);
  limit = cbu_format_date (&obligation->limit);
  if (g_str_equal (target, limit))
    /* Translators: a date */
    return g_strdup_printf (_ ("due %s"), limit);
  /* Translators: two dates, "mục tiêu 24/11/2026, hạn 25/11/2026" */
  return g_strdup_printf (_ ("target %s, due %s"), target, limit);
}

static char *
add_said (const CbObligation *obligation, const char *text)
{
  g_autofree char *day = NULL;
  g_autofree char *said = NULL;

  if (!g_date_valid (&obligation->said))
    return g_strdup (text);
  day = cbu_format_date (&obligation->said);
  /* Translators: a date */
  said = g_strdup_printf (_ ("last said to be done on %s"), day);

  return g_strjoin (*text != '\0' ? " · " : "", text, said, NULL);
}

static char *
dup_progress (const CbuTodo *todo)
{
  g_autofree char *count = cb_text_format_count (todo->blockers);

  switch (todo->obligation->duty)
    {
    case CB_DUTY_REFRESH:
      return add_said (todo->obligation, _ ("Bring up to date or complete it"));
    case CB_DUTY_CATALOG_REVIEW:
    case CB_DUTY_RECHECK:
    case CB_DUTY_REPORT:
      return add_said (todo->obligation,
                       todo->obligation->wording != NULL ? todo->obligation->wording : "");
    case CB_DUTY_UPDATE:
    case CB_DUTY_CHANGE:
      break;
    }
  if (todo->dataset == NULL)
    return todo->obligation->has_deadline || todo->obligation->wording == NULL
               ? g_strdup (_ ("Not begun"))
               : g_strdup_printf ("%s · %s", todo->obligation->wording, _ ("Not begun"));
  if (todo->dataset->state != CB_DATASET_PREPARING)
    return g_strdup (cb_dataset_state_title (todo->dataset->state));
  if (todo->dataset->files->len == 0)
    return g_strdup (_ ("Begun, no file yet"));
  if (todo->blockers == 0)
    return g_strdup (_ ("Has a file, nothing must be mended"));
  /* Translators: a number of findings */
  return g_strdup_printf (_ ("Has a file, %s must be mended"), count);
}

static GtkWidget *
make_button (const CbuTodo *todo, gboolean suggested)
{
  const CbObligation *obligation = todo->obligation;
  const char *label = _ ("Continue");
  const char *css_class = suggested ? "suggested-action" : NULL;

  if (todo->dataset == NULL)
    return cbu_action_button_new (
        _ ("Prepare"), css_class, "win.prepare",
        g_variant_new ("(ss)", obligation->item_code != NULL ? obligation->item_code : "",
                       obligation->period != NULL ? obligation->period : ""));
  if (todo->dataset->state == CB_DATASET_IN_REVIEW)
    label = _ ("Review");
  else if (todo->dataset->state >= CB_DATASET_APPROVED)
    {
      label = _ ("Show");
      css_class = NULL;
    }
  return cbu_action_button_new (label, css_class, "win.open-dataset",
                                g_variant_new_string (todo->dataset->id));
}

static void
add_more_button (CbuWrap *line, const CbObligation *obligation)
{
  GtkWidget *button = cbu_todo_more_button_new (obligation);

  if (button != NULL)
    cbu_wrap_append (line, button);
}

/* Where the duty is begun, and how a person says that it is done. */
static void
add_duty_buttons (CbuWrap *line, const CbuTodo *todo, CbuSession *session)
{
  const CbObligation *obligation = todo->obligation;
  const char *done = _ ("Done");
  const char *page = NULL;

  if (obligation->urgency == CB_URGENCY_DONE)
    {
      add_more_button (line, obligation);
      return;
    }
  switch (obligation->duty)
    {
    case CB_DUTY_REFRESH:
      done = _ ("Nothing new");
      cbu_wrap_append (line, make_button (todo, FALSE));
      break;
    case CB_DUTY_CATALOG_REVIEW:
      done = _ ("Reviewed");
      page = "catalog";
      break;
    case CB_DUTY_RECHECK:
      page = "ledger";
      break;
    case CB_DUTY_REPORT:
      done = _ ("Sent");
      page = "reports";
      break;
    case CB_DUTY_UPDATE:
    case CB_DUTY_CHANGE:
      return;
    }
  if (page != NULL)
    cbu_wrap_append (
        line, cbu_action_button_new (_ ("Open"), NULL, "win.page", g_variant_new_string (page)));
  cbu_wrap_append (
      line, cbu_todo_done_button_new (session, obligation->subject, done, obligation->title));
  add_more_button (line, obligation);
}

static void
add_buttons (CbuWrap *line, const CbuTodo *todo, CbuSession *session, gboolean suggested)
{
  const CbObligation *obligation = todo->obligation;

  if (obligation->duty != CB_DUTY_UPDATE && obligation->duty != CB_DUTY_CHANGE)
    {
      add_duty_buttons (line, todo, session);
      return;
    }
  /* The text has a rule, but the days count from a change that nobody has told of yet. */
  if (!obligation->has_deadline && *obligation->period == '\0' && obligation->clause != NULL
      && *obligation->clause != '\0')
    cbu_wrap_append (
        line, cbu_todo_change_button_new (session, obligation->item_code, obligation->title));
  cbu_wrap_append (line, make_button (todo, suggested));
  add_more_button (line, obligation);
}

static GtkWidget *
make_facts (const CbuTodo *todo, const char *regulation)
{
  const CbObligation *obligation = todo->obligation;
  GtkWidget *line = cbu_wrap_new ();
  g_autofree char *left = NULL;
  g_autofree char *deadline = dup_deadline (obligation);
  GtkWidget *label;

  if (obligation->has_deadline && obligation->urgency != CB_URGENCY_DONE)
    {
      const char *css_class = "neutral";

      if (obligation->urgency == CB_URGENCY_OVERDUE)
        css_class = "error";
      else if (obligation->urgency == CB_URGENCY_THIS_WEEK)
        css_class = "warning";
      left = cbu_format_days_left (obligation->days_left);
      cbu_wrap_append (CBU_WRAP (line), cbu_pill_new (left, css_class));
    }
  label = cbu_wrapped_label_new (deadline, "caption dim-label");
  if (obligation->has_deadline && !obligation->holidays_known)
    {
      cbu_wrap_append (CBU_WRAP (line), label);
      label = cbu_wrapped_label_new (_ ("Not all holidays of that year are known yet, so the day "
                                        "may move."),
                                     "caption dim-label");
    }
  cbu_wrap_append (CBU_WRAP (line), label);
  if (obligation->clause != NULL && *obligation->clause != '\0')
    cbu_wrap_append (CBU_WRAP (line), cbu_clause_new (obligation->clause, regulation));
  return line;
}

/**
 * cbu_todo_row_new:
 * @todo: what is due and how far it is
 * @session: whose workplace keeps what a person says
 * @regulation: the text that its clause is of
 * @suggested: whether it is the one to do next
 *
 * Returns: (transfer floating): a row of the to-do list; its data `key` is
 *   cb_obligation_dup_key()
 */
GtkWidget *
cbu_todo_row_new (const CbuTodo *todo,
                  CbuSession *session,
                  const char *regulation,
                  gboolean suggested)
{
  const CbObligation *obligation = todo->obligation;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  /* One below the other where the window is narrow. */
  GtkWidget *buttons = cbu_wrap_new ();
  g_autofree char *period = cb_period_dup_title (obligation->period);
  g_autofree char *progress = dup_progress (todo);
  g_autofree char *second
      = *period != '\0' ? g_strdup_printf ("%s · %s", period, progress) : g_strdup (progress);

  gtk_widget_add_css_class (box, "todo-row");
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), cbu_wrapped_label_new (obligation->title, "heading"));
  if (*second != '\0')
    gtk_box_append (GTK_BOX (text), cbu_wrapped_label_new (second, NULL));
  gtk_box_append (GTK_BOX (text), make_facts (todo, regulation));
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_set_valign (buttons, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), buttons);
  add_buttons (CBU_WRAP (buttons), todo, session, suggested);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  cbu_a11y_set_name (row, obligation->title);
  g_object_set_data_full (G_OBJECT (row), "key", cb_obligation_dup_key (obligation), g_free);
  return row;
}
