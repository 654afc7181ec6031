/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/model/cb-finding.h"
#include "core/model/cb-job.h"

G_BEGIN_DECLS

/**
 * CbCliProgress:
 *
 * A line on the terminal that is written over: bytes, rate, time left. Nothing is written when
 * standard error is no terminal.
 */
typedef struct
{
  const char *label;
  gint64 started_us;
  gint64 shown_us;
  gboolean visible;
} CbCliProgress;

void cb_cli_progress_start (CbCliProgress *self, const char *label);
void cb_cli_progress_cb (guint64 done, guint64 total, gpointer user_data);
void cb_cli_progress_end (CbCliProgress *self);

void cb_cli_print_json (JsonNode *node);
void cb_cli_print_findings (GPtrArray *findings);
JsonNode *cb_cli_findings_to_json (GPtrArray *findings, guint64 more);
JsonObject *cb_cli_job_to_json (const CbJob *job);
JsonObject *cb_cli_receipt_to_json (const CbReceipt *receipt);
void cb_cli_print_receipt (const CbReceipt *receipt);

G_END_DECLS
