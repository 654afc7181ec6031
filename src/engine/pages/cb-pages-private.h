/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <poppler.h>

#include "engine/pages/cb-pages.h"

G_BEGIN_DECLS

struct _CbPages
{
  /* Owned */
  PopplerDocument *document;

  guint64 size;
  guint n_pages;

  /* Poppler does one thing at a time; whoever comes first has the next turn. */
  GMutex lock;
  GCond turn_ended;
  guint64 next_turn;
  guint64 turn;
};

void _cb_pages_enter (CbPages *self);
void _cb_pages_leave (CbPages *self);

G_END_DECLS
