/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-job.h"

G_BEGIN_DECLS

/* What stands at a public address that a person entered, beside what was approved. */
typedef enum
{
  CB_BY_HAND_TO_DO,     /* nothing was entered yet */
  CB_BY_HAND_PAGE,      /* a web page in the place of the file */
  CB_BY_HAND_LINE_ENDS, /* the same text: only the mark at its head or its line ends are others */
  CB_BY_HAND_OLDER,     /* what was published before */
  CB_BY_HAND_SIZE,      /* so many bytes more or fewer */
  CB_BY_HAND_BYTES,     /* as many, but others */
  CB_BY_HAND_MISSING,   /* nothing */
  CB_BY_HAND_WALL,      /* something that asks for a sign-in, or lets no program through */
  CB_BY_HAND_AWAY,      /* a way that leads from a protected to an open connection, or in circles */
  CB_BY_HAND_NO_ADDRESS /* no address of the file was entered */
} CbByHandFinding;

#define CB_BY_HAND_LAST CB_BY_HAND_NO_ADDRESS

char *
cb_by_hand_dup_detail (CbByHandFinding finding, const char *name, guint64 found, guint64 approved);
gboolean cb_by_hand_parse_detail (const char *detail,
                                  CbByHandFinding *finding,
                                  guint64 *found,
                                  guint64 *approved,
                                  const char **name);
char *cb_by_hand_dup_sentence (const char *detail);
gboolean cb_by_hand_is_declared (const CbJob *job);

/* What a finished job that a person declared has for its detail. */
#define CB_BY_HAND_DECLARED "declared"

G_END_DECLS
