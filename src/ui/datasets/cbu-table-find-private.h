/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-table-find.h"
#include "ui/datasets/cbu-table-replace.h"

G_BEGIN_DECLS

/* Seen by cbu-table-find.c (what is looked for, and what comes of it) and cbu-table-find-open.c
 * (the bar as others see it). */
struct _CbuTableFind
{
  AdwBin parent_instance;

  /* Owned */
  CbReader *reader; /* (nullable) */
  char *needle;     /* folded, "" for none */
  char *typed;
  guint show_source;

  /* Borrowed */
  CbuGrid *grid;          /* (nullable) */
  GCancellable *finding;  /* (nullable): of the search under way */
  GCancellable *tallying; /* (nullable): of the count under way */

  /* Borrowed: children */
  GtkRevealer *bar;
  GtkEditable *entry;
  GtkToggleButton *only;
  GtkWidget *stop;
  GtkLabel *status;
  GtkWidget *replace_toggle;
  CbuTableReplace *replace;

  CbTally tally;
  guint serial; /* of what is looked for: answers to an earlier one are late */
  int column;   /* the only one, -1: all */
  int percent;  /* (atomic): of the search under way */
  gboolean wrapped;
  gboolean failed;
};

void _cbu_table_find_look_anew (CbuTableFind *self, gboolean goes);
void _cbu_table_find_stop (CbuTableFind *self);
void _cbu_table_find_start (CbuTableFind *self, gboolean backwards, gboolean from_here);

G_END_DECLS
