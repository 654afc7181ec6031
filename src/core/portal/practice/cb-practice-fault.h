/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CB_PRACTICE_FAULT_RESET_BODY,  /* reset after so many bytes of the body */
  CB_PRACTICE_FAULT_STALL_BODY,  /* stop reading after so many bytes of the body */
  CB_PRACTICE_FAULT_SLOW_BODY,   /* read so many bytes of the body a second */
  CB_PRACTICE_FAULT_EARLY_413,   /* 413 before the body, which is then read and forgotten */
  CB_PRACTICE_FAULT_RESET_413,   /* 413 before the body, then reset */
  CB_PRACTICE_FAULT_DROP,        /* the whole body, nothing done, reset */
  CB_PRACTICE_FAULT_STATUS,      /* the whole body, nothing done, this status */
  CB_PRACTICE_FAULT_HTML,        /* nothing done, 200 and a page: a network login */
  CB_PRACTICE_FAULT_EMPTY,       /* nothing done, 200 and no body */
  CB_PRACTICE_FAULT_FOREIGN,     /* nothing done, 200 and JSON that is not CKAN's */
  CB_PRACTICE_FAULT_REDIRECT,    /* nothing done, 302 to another address */
  CB_PRACTICE_FAULT_STALL,       /* nothing done, no answer, ever */
  CB_PRACTICE_FAULT_RESET_REPLY, /* done, reset before the answer */
  CB_PRACTICE_FAULT_STORE_THEN,  /* done, this status */
  CB_PRACTICE_FAULT_TRUNCATE,    /* done, half of the answer, with a length that fits */
  CB_PRACTICE_FAULT_SHORT,       /* done, half of the answer, then closed */
  CB_PRACTICE_FAULT_DELAY,       /* done, answered after so many milliseconds */
  CB_PRACTICE_FAULT_SPOIL,       /* a download with this byte changed */
} CbPracticeFaultKind;

/**
 * CbPracticeFault:
 * @kind: what goes wrong
 * @number: bytes, status or milliseconds
 * @text: (nullable): Retry-After, or where a redirect points
 */
typedef struct
{
  CbPracticeFaultKind kind;
  gint64 number;
  char *text;

  /*< private >*/
  char *where;
  guint nth;
  gboolean onwards;
  guint seen;
} CbPracticeFault;

CbPracticeFault *cb_practice_fault_parse (const char *text,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbPracticeFault *cb_practice_fault_copy (const CbPracticeFault *self);
void cb_practice_fault_free (CbPracticeFault *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPracticeFault, cb_practice_fault_free)

gboolean cb_practice_fault_meets (CbPracticeFault *self, const char *name, gboolean is_action);

G_END_DECLS
