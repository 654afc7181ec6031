/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CbFileInfo:
 *
 * What the engine found a file to be; the members are those of `opened` in base/cb-protocol.h.
 */
typedef struct
{
  char *format;
  char *name_format;
  guint64 size;
  char *encoding;
  gboolean bom;
  double confidence;
  char *delimiter;
  char *quote;
  char *line_end;
  guint header_row;
  GStrv columns;
  char *secret_mark;
  GStrv sandbox;
  GStrv sandbox_missing;
} CbFileInfo;

/**
 * CbColumnProfile:
 *
 * One column of `profiled` in base/cb-protocol.h.
 */
typedef struct
{
  char *name;
  guint64 blank;
  guint64 distinct;
  char *minimum;
  char *maximum;
  guint shortest;
  guint longest;
  char *type;
  GStrv samples;
} CbColumnProfile;

CbFileInfo *cb_file_info_new (void);
CbFileInfo *cb_file_info_copy (const CbFileInfo *self);
void cb_file_info_free (CbFileInfo *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbFileInfo, cb_file_info_free)

CbColumnProfile *cb_column_profile_new (void);
void cb_column_profile_free (CbColumnProfile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbColumnProfile, cb_column_profile_free)

G_END_DECLS
