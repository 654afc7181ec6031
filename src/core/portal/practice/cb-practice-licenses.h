/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One of the licenses that CKAN offers out of the box; an @id of %NULL ends the list. */
typedef struct
{
  const char *id;
  const char *title;
  const char *url;
  gboolean is_open;
} CbPracticeLicense;

const CbPracticeLicense *cb_practice_licenses_get_all (void);
const CbPracticeLicense *cb_practice_licenses_find (const char *id);

G_END_DECLS
