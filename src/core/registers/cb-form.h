/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-record.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* The form of a register as data: what it asks for, what the agency's regulation wants of it, and
 * under which clause. */

typedef enum
{
  CB_FIELD_LINE,
  CB_FIELD_TEXT,
  CB_FIELD_DATE,
  CB_FIELD_CHOICE,  /* one of its choices */
  CB_FIELD_YES,     /* "yes" or "" */
  CB_FIELD_PHONE,   /* at work */
  CB_FIELD_EMAIL,   /* at work */
  CB_FIELD_DATASET, /* the name of one, of ours or not */
  CB_FIELD_RECORD,  /* the number of a record of the feedback */
  CB_FIELD_RECEIPT, /* what was published: the id of its receipt */
  CB_FIELD_ITEM,    /* the code of an item of the catalog */
} CbFieldType;

/**
 * CbFormChoice:
 * @title: what is chosen, in the words of the regulation; also what a record keeps
 * @to: (nullable): whom it goes to: `lead_agency`, `agency`, `operator`, `user`
 * @clause: (nullable): what it rests on
 */
typedef struct
{
  char *title;
  char *to;
  char *clause;
} CbFormChoice;

/**
 * CbFormField:
 * @id: of the value in a record
 * @title: for people
 * @hint: (nullable): what to write there
 * @type: what may be written there
 * @stage: the state from which on it is needed, if it is
 * @ours: needed because a record makes no sense without it
 * @said: needed because the regulation says so
 * @duty: if it is missing that is said, but a record may go on without it
 * @personal: data about a person: never in a log, in a report only when asked for
 * @listed: shown in the list of the register
 * @agency: the name of an agency: it may be chosen from those that are known
 * @when: for which choices of the field `change` it is asked, a bit each; 0: always
 * @clause: what @said rests on, "" for nothing
 * @quote: (nullable): the words of the regulation
 * @choices: (nullable) (element-type CbFormChoice): of a %CB_FIELD_CHOICE
 */
typedef struct
{
  char *id;
  char *title;
  char *hint;
  CbFieldType type;
  CbRecordState stage;
  gboolean ours;
  gboolean said;
  gboolean duty;
  gboolean personal;
  gboolean listed;
  gboolean agency;
  guint when;
  char *clause;
  char *quote;
  GPtrArray *choices;
} CbFormField;

/**
 * CbForm:
 * @kind: the register
 * @fields: (element-type CbFormField): in the order of the form
 * @clause: what the register rests on, "" when the regulation says nothing about it
 * @regulation: (nullable): how the regulation is cited, %NULL without a profile
 * @notice_days: working days of notice, 0 when nothing is said
 * @notice_clause: what they rest on
 * @notice_unsure: (nullable): what is not sure about them
 * @lead_agency: (nullable): the agency that leads, as it is called now
 * @operator_name: (nullable): who operates the portal
 * @per_unit: how many focal points an office names, 0 when the text does not say
 * @per_unit_clause: what that rests on
 * @wanted_clause: what it rests on that somebody is named at all, "" when nothing asks for it
 * @approved_by: (nullable): who approves the list of focal points
 * @approved_clause: what that rests on
 * @posted_on: (nullable): where that list is posted
 * @posted_clause: what that rests on
 *
 * Unchanging, so that any thread may read it.
 */
typedef struct
{
  gatomicrefcount references;
  CbRegister kind;
  GPtrArray *fields;
  char *clause;
  char *regulation;
  guint notice_days;
  char *notice_clause;
  char *notice_unsure;
  char *lead_agency;
  char *operator_name;
  guint per_unit;
  char *per_unit_clause;
  char *wanted_clause;
  char *approved_by;
  char *approved_clause;
  char *posted_on;
  char *posted_clause;
} CbForm;

CbForm *cb_form_new (CbRegister kind, CbProfile *profile) G_GNUC_WARN_UNUSED_RESULT;
CbForm *cb_form_ref (CbForm *self);
void cb_form_unref (CbForm *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbForm, cb_form_unref)

const CbFormField *cb_form_find (const CbForm *self, const char *id);
gboolean cb_form_asks (const CbForm *self, const CbFormField *field, const CbRecord *record);
gboolean cb_form_has_state (const CbForm *self, CbRecordState state);
gboolean cb_form_get_next_state (const CbForm *self, CbRecordState state, CbRecordState *next);
const char *cb_form_get_verb (const CbForm *self, CbRecordState next);
char *cb_form_dup_addressee (const CbForm *self, const CbRecord *record);
char *cb_form_dup_normal (const CbFormField *field, const char *text);
char *cb_form_dup_shown (const CbFormField *field, const char *value);
gboolean cb_form_get_notice (const CbForm *self,
                             const CbRecord *record,
                             CbHolidays *holidays,
                             GDate *latest,
                             gboolean *known);
const char *
cb_form_get_due (const CbForm *self, const CbRecord *record, CbHolidays *holidays, GDate *due);

void
cb_form_fill_in (const CbForm *self, JsonObject *fields, const char *agency, const GDate *today);

G_END_DECLS
