/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/cbu-window.h"

#include "ui/cbu-awake.h"
#include "ui/cbu-main.h"
#include "ui/cbu-reminder.h"
#include "ui/cbu-watching.h"

G_BEGIN_DECLS

/* Of the window and its commands only. */

struct _CbuWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  CbuSession *session;   /* (nullable) */
  CbuReminder *reminder; /* (nullable): while there is a session */
  CbuWatching *watching; /* (nullable): likewise */
  CbuAwake *awake;       /* (nullable): likewise */
  GListModel *waiting;   /* (nullable): files that came before there was a session */
  char *wanted;          /* (nullable): key of a duty to show when there is one */
  CbMode mode;           /* what was asked for last */
  gboolean asked;        /* and is not begun: what is under way ends first */
  gboolean opening;
  guint n_closing;

  /* Template */
  GtkStack *stack;
  GtkSpinner *spinner;
  GtkRevealer *notice;
  GtkLabel *notice_label;
};

CbuMain *_cbu_window_get_main (CbuWindow *self);
void _cbu_window_show_child (CbuWindow *self, GtkWidget *child);
void _cbu_window_take_waiting (CbuWindow *self);
void _cbu_window_add_actions (CbuWindow *self);

G_END_DECLS
