/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "core/model/cb-dataset.h"

G_BEGIN_DECLS

char *cbu_format_date (const GDate *date);
char *cbu_format_long_date (const GDate *date);
char *cbu_format_moment (gint64 us);
char *cbu_format_days_left (int days);
char *cbu_format_duration (guint64 seconds);
char *cbu_format_transfer (guint64 done, guint64 total, double rate);
char *cbu_format_period (const CbDataset *dataset);
char *cbu_format_heading (const CbDataset *dataset, char **period);
char *cbu_format_dataset (const CbDataset *dataset);
char *cbu_format_digest (const char *digest);
const char *cbu_format_encoding (const char *name);
const char *cbu_format_delimiter (const char *delimiter);

G_END_DECLS
