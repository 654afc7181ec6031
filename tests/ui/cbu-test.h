/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

typedef gboolean (*CbuTestFunc) (gpointer data);

void cbu_test_init (int *argc, char ***argv);
CbuSession *cbu_test_open_practice (void);
char *cbu_test_prepare_dataset (CbuSession *session);
CbJob *cbu_test_make_job (CbuSession *session);
void cbu_test_close (CbuSession *session);
void cbu_test_wait (CbuTestFunc ready, gpointer data, const char *what);
GtkWidget *cbu_test_find (GtkWidget *root, GType type);
GtkWidget *cbu_test_find_button (GtkWidget *root, const char *label);
gboolean cbu_test_has_findings (gpointer root);
guint cbu_test_count_nameless (GtkWidget *root);
