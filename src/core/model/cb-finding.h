/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  CB_SEVERITY_NOTE,    /* Ghi chú */
  CB_SEVERITY_WARNING, /* Nên xem: may be waived by a named person with a reason */
  CB_SEVERITY_BLOCKER, /* Phải sửa */
} CbSeverity;

#define CB_FINDING_NO_ROW G_MAXUINT64
/* The argument with the id of the file that a finding is about. */
#define CB_FINDING_FILE "file-id"

/**
 * CbFinding:
 * @code: stable, `blank-header`, `vn-personal-cccd`…: Frictionless names where they exist
 *   (packages.md §3.4), ours begin with `vn-`
 * @severity: as the rule and the profile decide
 * @row: 0-based data row, %CB_FINDING_NO_ROW when the finding is about a column or the file
 * @column: 0-based, -1 when the finding is about a row or the file
 * @column_name: "" when there is none
 * @count: how many cells or rows; @row and @column name the first
 * @sample: one example, personal data masked, "" when there is none
 * @arguments: (element-type utf8 utf8): further facts for the words
 * @clause: (nullable): what it rests on, "Điều 7 khoản 1, 42/2024/QĐ-UBND"; filled in by
 *   core/rules, not by the engine
 * @waived_by: (nullable): the person who waived it
 * @waiver_reason: (nullable): why
 */
typedef struct
{
  char *code;
  CbSeverity severity;
  guint64 row;
  int column;
  char *column_name;
  guint64 count;
  char *sample;
  GHashTable *arguments;
  char *clause;
  char *waived_by;
  char *waiver_reason;
} CbFinding;

CbFinding *cb_finding_new (const char *code, CbSeverity severity);
void cb_finding_free (CbFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbFinding, cb_finding_free)

void cb_finding_set_argument (CbFinding *self, const char *name, const char *value);
const char *cb_finding_get_argument (const CbFinding *self, const char *name);
char *cb_finding_dup_key (const CbFinding *self);
char *cb_finding_dup_wide_key (const CbFinding *self);

const char *cb_severity_name (CbSeverity value);
gboolean cb_severity_from_name (const char *name, CbSeverity *value);

char *cb_finding_dup_title (const CbFinding *self);
char *cb_finding_dup_place (const CbFinding *self);
char *cb_finding_dup_remedy (const CbFinding *self);
char *cb_finding_dup_columns (guint64 first, guint64 last);
const char *cb_severity_title (CbSeverity severity);

G_END_DECLS
