/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-catalog.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

/* What is done with the catalog as a whole; how it went is said in the window of @widget. */
void cbu_catalog_acts_review (gpointer widget, CbuSession *session);
void cbu_catalog_acts_export (gpointer widget, CbuSession *session, GFile *file);
char *cbu_catalog_acts_dup_notice (const CbCatalogTaken *taken);

G_END_DECLS
