/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* What is due: see cb-workplace.h about threads. */
GPtrArray *cb_workplace_list_due (CbWorkplace *self,
                                  const GDate *on,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_due_ahead (CbWorkplace *self,
                                        guint months,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_record_change (CbWorkplace *self,
                                     const char *item_code,
                                     const GDate *day,
                                     GError **error);
gboolean cb_workplace_unmark_change (CbWorkplace *self,
                                     const char *item_code,
                                     const GDate *day,
                                     GError **error);
gboolean cb_workplace_is_lead_agency (CbWorkplace *self);
gboolean cb_workplace_set_lead_agency (CbWorkplace *self, gboolean lead, GError **error);
gboolean cb_workplace_record_done (CbWorkplace *self, const char *subject, GError **error);
gboolean cb_workplace_unmark_duty (CbWorkplace *self, const char *subject, GError **error);

G_END_DECLS
