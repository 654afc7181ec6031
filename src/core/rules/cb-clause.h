/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CbClausePlace:
 * @text: (owned): the text it is in, as it is cited: `59/2024/QĐ-UBND`
 * @of_decision: whether an article of the decision that issues a regulation is meant
 * @article: number of the Điều, 0 when the whole text is meant
 * @clause: number of the khoản, 0 when all are
 * @point: (owned): letter of the điểm, "" when all are
 */
typedef struct
{
  char *text;
  gboolean of_decision;
  guint article;
  guint clause;
  char *point;
} CbClausePlace;

gboolean cb_clause_is_well_formed (const char *cite);
char *cb_clause_format (const char *cite, const char *cite_as, JsonArray *documents);
GPtrArray *cb_clause_list_places (const char *words);
char *cb_clause_add_origin (const char *words, const char *origin);
gsize cb_clause_get_length (const char *words);
char *cb_clause_dup_origin (const char *words);

G_END_DECLS
