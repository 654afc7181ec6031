/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

typedef gpointer (*CbuWorkFunc) (CbWorkplace *workplace,
                                 gpointer input,
                                 GCancellable *cancellable,
                                 GError **error);
typedef void (*CbuDoneFunc) (gpointer widget, gpointer result, GError *error, gpointer input);

/**
 * CbuRun:
 * @tag: the function that starts it, for debuggers; what cbu_session_watch() calls for the widget
 *   reads for it: a reading that comes after one that was begun later says nothing new, and is
 *   dropped
 * @work: what to do, in a worker thread
 * @done: (nullable): called in the thread that draws, unless the widget is gone; @result and @error
 *   stay owned by the run
 * @input: (nullable): for @work and @done
 * @in_order: begun only when all other work of this kind for the workplace has ended, in the order
 *   in which it was asked for: what a person says last is what is kept
 * @free_input: (nullable): frees @input at the end
 * @free_result: (nullable): frees what @work returned
 */
typedef struct
{
  gpointer tag;
  CbuWorkFunc work;
  CbuDoneFunc done;
  gpointer input;
  gboolean in_order;
  GDestroyNotify free_input;
  GDestroyNotify free_result;
} CbuRun;

GCancellable *cbu_run_async (gpointer widget, CbWorkplace *workplace, const CbuRun *run);
gboolean cbu_run_settle_line (CbWorkplace *workplace, gint64 patience_us);
gboolean cbu_run_settle (CbWorkplace *workplace, gint64 patience_us);

G_END_DECLS
