/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

#include "core/portal/practice/cb-practice-habits.h"
#include "core/portal/practice/cb-practice-store.h"

G_BEGIN_DECLS

/**
 * CbPracticeSite:
 *
 * What the practice portal's server serves: addresses to actions, files and pages. Its functions
 * are called with the portal's lock held; its own callbacks take that lock.
 */
typedef struct _CbPracticeSite CbPracticeSite;

CbPracticeSite *
cb_practice_site_new (CbPracticeStore *store, const CbPracticeHabits *habits, GMutex *lock);
void cb_practice_site_free (CbPracticeSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeSite, cb_practice_site_free)

void cb_practice_site_attach (CbPracticeSite *self, SoupServer *server, const char *url);
CbPracticeStore *cb_practice_site_get_store (CbPracticeSite *self);
const CbPracticeHabits *cb_practice_site_get_habits (CbPracticeSite *self);
void cb_practice_site_set_limits (CbPracticeSite *self, guint64 max_file, guint64 max_request);
gboolean cb_practice_site_add_fault (CbPracticeSite *self, const char *text, GError **error);
void cb_practice_site_clear_faults (CbPracticeSite *self);
GStrv cb_practice_site_dup_requests (CbPracticeSite *self);

G_END_DECLS
