/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

/* What is typed to the contents of a report, on its way to where it is kept. Of the thread that
 * draws. */
typedef struct _CbuTyped CbuTyped;

CbuTyped *cbu_typed_new (GtkWidget *widget, CbuSession *session, const char *kind, const GDate *to);
void cbu_typed_free (CbuTyped *self);
void cbu_typed_put (CbuTyped *self, const char *criterion, const char *text);
void cbu_typed_settle (CbuTyped *self);

G_END_DECLS
