/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

typedef struct _CbuReminder CbuReminder;

CbuReminder *cbu_reminder_new (GtkWidget *window, CbuSession *session);
void cbu_reminder_free (CbuReminder *self);

void cbu_reminder_tell (GApplication *application, GPtrArray *obligations);

G_END_DECLS
