/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbDecisionNamed:
 * @text: "Quyết định số 2053/QĐ-UBND ngày 07/7/2026 của Chủ tịch UBND tỉnh": day and agency only as
 *   far as they are said
 * @bad_day: (nullable): its day as it is written, when the calendar has none such; @text is without
 * @replaces: (nullable): the decision that it replaces, in the same words
 * @line: where it stands, 0-based
 */
typedef struct
{
  char *text;
  char *bad_day;
  char *replaces;
  guint line;
} CbDecisionNamed;

CbDecisionNamed *cb_catalog_find_decision (const char *const *lines) G_GNUC_WARN_UNUSED_RESULT;
void cb_decision_named_free (CbDecisionNamed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDecisionNamed, cb_decision_named_free)

char *cb_catalog_dup_day (const char *text, GError **error);
char *cb_catalog_dup_day_in (const char *text, GError **error);
char *cb_catalog_dup_number_in (const char *text);

G_END_DECLS
