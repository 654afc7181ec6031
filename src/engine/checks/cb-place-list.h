/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-place-label.h"

G_BEGIN_DECLS

/* When a code, a name or a pair of both is of a unit. */
enum
{
  CB_PLACE_BEFORE = 1 << 0, /* until the day on which they were merged */
  CB_PLACE_AFTER = 1 << 1,  /* from then on */
};

typedef enum
{
  CB_PLACE_FAULT_NONE,
  CB_PLACE_FAULT_CODE,      /* there is no such code */
  CB_PLACE_FAULT_NAME,      /* … no such name */
  CB_PLACE_FAULT_PAIR,      /* the code is that of another unit */
  CB_PLACE_FAULT_ELSEWHERE, /* it is not in the district or province of its row */
} CbPlaceFault;

/**
 * CbPlaceSaid:
 * @has_code: whether a code is given
 * @code: %G_MAXUINT32 for one that can be none
 * @code_digits: how many digits it is written with
 * @has_name: whether a name is given
 * @name: a hash of all its words
 * @bare_name: … of those behind the kind of unit, the same where none stands before it
 *
 * What a row says of its unit of one level; see cb_place_said_read().
 */
typedef struct
{
  gboolean has_code;
  guint32 code;
  guint code_digits;
  gboolean has_name;
  guint64 name;
  guint64 bare_name;
} CbPlaceSaid;

typedef struct _CbPlaceList CbPlaceList;

CbPlaceList *cb_place_list_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_place_list_free (CbPlaceList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPlaceList, cb_place_list_free)

gboolean cb_place_list_add (CbPlaceList *self, const char *text, GError **error);
const char *cb_place_list_get_changed (const CbPlaceList *self);
void cb_place_said_read (
    CbPlaceSaid *self, const char *code, gsize code_length, const char *name, gsize name_length);
gboolean cb_place_said_lost_zeros (const CbPlaceSaid *self, CbPlaceLevel level);
guint cb_place_list_judge (const CbPlaceList *self,
                           const CbPlaceSaid *said,
                           CbPlaceLevel level,
                           CbPlaceFault *fault);

G_END_DECLS
