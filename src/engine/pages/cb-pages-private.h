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
  /* Poppler does one thing at a time: held around every call of it. */
  GMutex lock;
};

G_END_DECLS
