/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a person may press: the words, and what its action is told (a string). */
typedef struct
{
  char *label;
  char *target;
} CbuNoticeChoice;

void cbu_notice_send (GApplication *application,
                      const char *id,
                      const char *title,
                      const char *body,
                      const char *action,
                      const CbuNoticeChoice *choices,
                      guint n_choices);

G_END_DECLS
