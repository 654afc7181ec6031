/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What an agency keeps a register of (product.md A9, A11, A12). */
typedef enum
{
  CB_REGISTER_FEEDBACK,
  CB_REGISTER_INCIDENTS,
  CB_REGISTER_REFUSALS,
  CB_REGISTER_SUSPENSIONS,
  CB_REGISTER_CORRECTIONS,
  CB_REGISTER_SERVICES,
  CB_REGISTER_FOCAL_POINTS,
  CB_REGISTER_PROPOSALS, /* to change the catalog (product.md A6) */
} CbRegister;

#define CB_N_REGISTERS (CB_REGISTER_PROPOSALS + 1)

/* The states of a record in the order that it goes through them; only a service is appraised. */
typedef enum
{
  CB_RECORD_DRAFT,
  CB_RECORD_OPEN,
  CB_RECORD_APPRAISED,
  CB_RECORD_CLOSED,
  CB_RECORD_DROPPED,
} CbRecordState;

#define CB_N_RECORD_STATES (CB_RECORD_DROPPED + 1)

/**
 * CbRecord:
 * @id: UUIDv4
 * @kind: the register that it is in
 * @year: of its number, in the local calendar
 * @number: 1, 2, 3… within register and year, without gaps
 * @state: how far it is
 * @version: 1, 2, 3…: every version is kept
 * @fields: its values, each a text; days as `2026-11-21` where they were understood
 * @pending: (nullable): what was typed and not entered yet, values as in @fields
 * @person: who entered this version
 * @created_us: when it was begun
 * @changed_us: when this version was entered
 */
typedef struct
{
  char *id;
  CbRegister kind;
  guint year;
  guint number;
  CbRecordState state;
  gint64 version;
  JsonObject *fields;
  JsonObject *pending;
  char *person;
  gint64 created_us;
  gint64 changed_us;
} CbRecord;

CbRecord *cb_record_new (CbRegister kind);
CbRecord *cb_record_copy (const CbRecord *self);
void cb_record_free (CbRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRecord, cb_record_free)

const char *cb_record_get (const CbRecord *self, const char *field);
const char *cb_record_peek (const CbRecord *self, const char *field);
char *cb_record_dup_number (const CbRecord *self);
char *cb_record_dup_subject (const CbRecord *self);
gboolean cb_record_is_open (const CbRecord *self);
const char *cb_record_get_standing (const CbRecord *self);

const char *cb_register_name (CbRegister kind);
gboolean cb_register_from_name (const char *name, CbRegister *kind);
const char *cb_register_title (CbRegister kind);
const char *cb_record_state_name (CbRecordState state);
gboolean cb_record_state_from_name (const char *name, CbRecordState *state);
const char *cb_record_state_title (CbRegister kind, CbRecordState state);

G_END_DECLS
