/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-form-private.h"

#include <glib/gi18n-lib.h>

#include "core/registers/cb-proposal.h"

/* The forms as they are without any regulation. None of the five regulations has an annex with a
 * form of its own, so these are the program's; what a text wants of them is laid over by
 * cb-form-rules.c. A stage is the state from which on a field is needed. */

#define OPEN CB_RECORD_OPEN
#define APPRAISED CB_RECORD_APPRAISED
#define CLOSED CB_RECORD_CLOSED
#define OURS CB_FORM_OURS
#define DUTY CB_FORM_DUTY
#define PERSONAL CB_FORM_PERSONAL
#define LISTED CB_FORM_LISTED
#define IF_SAID CB_FORM_IF_SAID
#define AGENCY CB_FORM_AGENCY

/* The choices of `change` in cb-proposal.h, a bit each. */
#define ADD (1u << CB_PROPOSAL_ADD)
#define EDIT (1u << CB_PROPOSAL_EDIT)
#define WITHDRAW (1u << CB_PROPOSAL_WITHDRAW)

/* TH 13.2, VP 12.4; answers: TH 12.5, VP 11.5. */
static const CbFormDraft feedback[] = {
  { "kind", N_ ("Kind"), CB_FIELD_CHOICE, OPEN, OURS | LISTED, NULL },
  { "dataset", N_ ("Dataset"), CB_FIELD_DATASET, OPEN, LISTED, NULL },
  { "received", N_ ("Received on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "channel", N_ ("How it came"), CB_FIELD_LINE, OPEN, 0, N_ ("portal, letter, e-mail, phone…") },
  { "sender", N_ ("From whom"), CB_FIELD_LINE, OPEN, PERSONAL, NULL },
  { "contact", N_ ("How to reach them"), CB_FIELD_LINE, OPEN, PERSONAL, NULL },
  { "content", N_ ("What was said"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "answer_due", N_ ("Answer by"), CB_FIELD_DATE, OPEN, LISTED, NULL },
  { "handler", N_ ("Who deals with it"), CB_FIELD_LINE, OPEN, AGENCY, NULL },
  { "answer", N_ ("Answer"), CB_FIELD_TEXT, CLOSED, OURS, NULL },
  { "answered", N_ ("Answered on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
};

/* NT 16, 17; QN 10.1, 13.4; BD 15, 13.1g. */
static const CbFormDraft incidents[] = {
  { "kind", N_ ("Kind"), CB_FIELD_CHOICE, OPEN, OURS | LISTED, NULL },
  { "dataset", N_ ("Dataset or system"), CB_FIELD_DATASET, OPEN, LISTED, NULL },
  { "noticed", N_ ("Noticed on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "content", N_ ("What happened"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "effect", N_ ("What it affects"), CB_FIELD_TEXT, OPEN, 0, NULL },
  { "to", N_ ("Reported to"), CB_FIELD_LINE, OPEN, OURS | LISTED | AGENCY, NULL },
  { "channel", N_ ("How it was reported"), CB_FIELD_LINE, OPEN, 0, NULL },
  { "reported", N_ ("Reported on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
  { "due", N_ ("Settle by"), CB_FIELD_DATE, OPEN, LISTED, NULL },
  { "result", N_ ("How it was settled"), CB_FIELD_TEXT, CLOSED, OURS, NULL },
  { "settled", N_ ("Settled on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
};

/* BD 13.1e, with Điều 48 of 47/2020/NĐ-CP. */
static const CbFormDraft refusals[] = {
  { "requester", N_ ("Who asked"), CB_FIELD_LINE, OPEN, OURS | PERSONAL | AGENCY, NULL },
  { "requested", N_ ("Asked on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "wanted", N_ ("What was asked for"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "dataset", N_ ("Dataset"), CB_FIELD_DATASET, OPEN, 0, NULL },
  { "reason", N_ ("Reason for refusing"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "legal_basis", N_ ("Legal basis"), CB_FIELD_LINE, OPEN, OURS,
    N_ ("article and number of the text that forbids it") },
  { "answer_due", N_ ("Answer by"), CB_FIELD_DATE, OPEN, LISTED, NULL },
  { "document", N_ ("Number of the answer"), CB_FIELD_LINE, CLOSED, 0, NULL },
  { "answered", N_ ("Answered on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
  { "notified", N_ ("Authority that was told"), CB_FIELD_LINE, CLOSED, OURS | LISTED | AGENCY,
    NULL },
  { "notified_on", N_ ("Told on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
};

/* BD 13.1h, with Điều 43 and 44 of 47/2020/NĐ-CP. */
static const CbFormDraft suspensions[] = {
  { "action", N_ ("What is done"), CB_FIELD_CHOICE, OPEN, OURS | LISTED, NULL },
  { "dataset", N_ ("Dataset or service"), CB_FIELD_DATASET, OPEN, OURS | LISTED, NULL },
  { "reason", N_ ("Reason"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "legal_basis", N_ ("Legal basis"), CB_FIELD_LINE, OPEN, OURS, NULL },
  { "recipients", N_ ("Who uses it and is told"), CB_FIELD_LINE, OPEN, OURS | AGENCY, NULL },
  { "effective", N_ ("From which day"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "document", N_ ("Number of the notice"), CB_FIELD_LINE, CLOSED, 0, NULL },
  { "notice", N_ ("Notice given on"), CB_FIELD_DATE, CLOSED, OURS | LISTED, NULL },
  { "until", N_ ("Expected to go on from"), CB_FIELD_DATE, CLOSED, 0, NULL },
  { "resumed", N_ ("Went on from"), CB_FIELD_DATE, CLOSED, 0, NULL },
};

/* BD 13.2d, 14.2c. */
static const CbFormDraft corrections[] = {
  { "dataset", N_ ("Published dataset"), CB_FIELD_DATASET, OPEN, OURS | LISTED, NULL },
  { "receipt", N_ ("Published version that is wrong"), CB_FIELD_RECEIPT, OPEN, OURS, NULL },
  { "feedback", N_ ("Feedback that it follows"), CB_FIELD_RECORD, OPEN, LISTED, NULL },
  { "found", N_ ("Found on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "what", N_ ("What is wrong"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL },
  { "why", N_ ("Why"), CB_FIELD_TEXT, OPEN, OURS, NULL },
  { "due", N_ ("Correct by"), CB_FIELD_DATE, OPEN, LISTED, NULL },
  { "change", N_ ("What was corrected"), CB_FIELD_TEXT, CLOSED, OURS, NULL },
  { "corrected", N_ ("Corrected on"), CB_FIELD_DATE, CLOSED, OURS, NULL },
  { "new_receipt", N_ ("New version"), CB_FIELD_RECEIPT, CLOSED, DUTY | OURS, NULL },
  { "told", N_ ("How users were told"), CB_FIELD_LINE, CLOSED, 0, NULL },
};

/* NT 10.1 to 10.4, 19.4; BD 5, 9.1. The description that khoản 3 Điều 24 of 47/2020/NĐ-CP asks
 * for is known in part; an agency adds what is missing in its profile (`extra_fields`). */
static const CbFormDraft services[] = {
  { "name", N_ ("Name of the service"), CB_FIELD_LINE, OPEN, OURS | LISTED, NULL },
  { "description", N_ ("Description"), CB_FIELD_TEXT, OPEN, OURS,
    N_ ("what it is for and what it gives") },
  { "unit", N_ ("Agency that provides it"), CB_FIELD_LINE, OPEN, OURS | LISTED | AGENCY, NULL },
  { "data", N_ ("Data that it gives"), CB_FIELD_TEXT, OPEN, OURS, N_ ("the fields, a line each") },
  { "platform", N_ ("Platform"), CB_FIELD_CHOICE, OPEN, OURS | LISTED, NULL },
  { "address", N_ ("Address"), CB_FIELD_LINE, OPEN, OURS, NULL },
  { "method", N_ ("Method and format"), CB_FIELD_LINE, OPEN, OURS, N_ ("REST, JSON…") },
  { "users", N_ ("Who may use it"), CB_FIELD_LINE, OPEN, 0, NULL },
  { "frequency", N_ ("How often it is brought up to date"), CB_FIELD_LINE, OPEN, 0, NULL },
  { "guide", N_ ("Guide for connecting"), CB_FIELD_LINE, OPEN, 0, N_ ("address or file") },
  { "contact", N_ ("Unit to ask"), CB_FIELD_LINE, OPEN, PERSONAL | AGENCY, NULL },
  { "declared", N_ ("Declared on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "current_on", N_ ("Description looked over on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL },
  { "appraised", N_ ("Appraised on"), CB_FIELD_DATE, APPRAISED, OURS | LISTED, NULL },
  { "appraisal", N_ ("Number of the appraisal"), CB_FIELD_LINE, APPRAISED, 0, NULL },
  { "posted", N_ ("Posted on the system on"), CB_FIELD_DATE, APPRAISED, DUTY, NULL },
  { "ended", N_ ("No longer provided from"), CB_FIELD_DATE, CLOSED, OURS, NULL },
  { "end_reason", N_ ("Why it ended"), CB_FIELD_LINE, CLOSED, OURS, NULL },
};

/* TH 8.2c, 12.3; QN 13.2; VP 11.2, 14.2; NT 18; BD 12. */
static const CbFormDraft focal_points[] = {
  { "level", N_ ("Level"), CB_FIELD_CHOICE, OPEN, OURS, NULL },
  { "name", N_ ("Name"), CB_FIELD_LINE, OPEN, OURS | LISTED | PERSONAL, NULL },
  { "unit", N_ ("Office that they are of"), CB_FIELD_LINE, OPEN, OURS | LISTED | AGENCY, NULL },
  { "position", N_ ("Position"), CB_FIELD_LINE, OPEN, LISTED, NULL },
  { "technical", N_ ("Is of the technical staff"), CB_FIELD_YES, OPEN, 0, NULL },
  { "phone", N_ ("Work phone"), CB_FIELD_PHONE, OPEN, OURS | LISTED | PERSONAL, NULL },
  { "email", N_ ("Work e-mail"), CB_FIELD_EMAIL, OPEN, OURS | LISTED | PERSONAL, NULL },
  { "since", N_ ("In office since"), CB_FIELD_DATE, OPEN, OURS, NULL },
  { "decision", N_ ("Document that names them"), CB_FIELD_LINE, OPEN, 0, NULL },
  { "approved", N_ ("Approved"), CB_FIELD_YES, OPEN, DUTY | LISTED, NULL },
  { "approval", N_ ("Number of the approval"), CB_FIELD_LINE, OPEN, 0, NULL },
  { "posted", N_ ("Posted on"), CB_FIELD_DATE, OPEN, DUTY, NULL },
  { "until", N_ ("In office until"), CB_FIELD_DATE, CLOSED, OURS, NULL },
};

/* TH 13.1; QN 11.3, 13.5; NT 5.2, 5.3; VP 8.3; BD 4.2. From `aim` to `sharing` are the contents
 * that khoản 2 Điều 12 of 47/2020/NĐ-CP asks for, with the name; the ticks are BD 4.1a to c. */
static const CbFormDraft proposals[] = {
  { "change", N_ ("What is proposed"), CB_FIELD_CHOICE, OPEN, OURS | LISTED, NULL, 0 },
  { "item", N_ ("Item of the catalog"), CB_FIELD_ITEM, OPEN, OURS, N_ ("its code"),
    EDIT | WITHDRAW },
  { "title", N_ ("Name of the data"), CB_FIELD_LINE, OPEN, OURS | LISTED, NULL, 0 },
  { "reason", N_ ("Reason"), CB_FIELD_TEXT, OPEN, OURS | LISTED, NULL, 0 },
  { "now", N_ ("What the catalog says now"), CB_FIELD_TEXT, OPEN, OURS, NULL, EDIT },
  { "what", N_ ("What it should say"), CB_FIELD_TEXT, OPEN, OURS, NULL, EDIT },
  { "owner", N_ ("Agency in charge"), CB_FIELD_LINE, OPEN, AGENCY, NULL, ADD },
  { "field", N_ ("Field"), CB_FIELD_LINE, OPEN, 0, NULL, ADD },
  { "frequency", N_ ("How often it is updated"), CB_FIELD_LINE, OPEN, 0, NULL, ADD },
  { "aim", N_ ("Aim"), CB_FIELD_TEXT, OPEN, IF_SAID, NULL, ADD },
  { "scope", N_ ("Scope and content of the data"), CB_FIELD_TEXT, OPEN, 0, NULL, ADD },
  { "master", N_ ("Master data"), CB_FIELD_TEXT, OPEN, IF_SAID, NULL, ADD },
  { "users", N_ ("Who uses it, and what for"), CB_FIELD_TEXT, OPEN, IF_SAID, NULL, ADD },
  { "sources", N_ ("Sources from which it is built and updated"), CB_FIELD_TEXT, OPEN, IF_SAID,
    NULL, ADD },
  { "sharing", N_ ("Way of sharing"), CB_FIELD_LINE, OPEN, 0, NULL, ADD },
  { "legal", N_ ("Has the legal value of paper"), CB_FIELD_YES, OPEN, IF_SAID, NULL, ADD },
  { "reference", N_ ("Holds master data that others refer to"), CB_FIELD_YES, OPEN, IF_SAID, NULL,
    ADD },
  { "procedures", N_ ("Serves administrative procedures"), CB_FIELD_YES, OPEN, IF_SAID, NULL, ADD },
  { "letter", N_ ("Number of the letter"), CB_FIELD_LINE, OPEN, OURS | LISTED, NULL, 0 },
  { "sent", N_ ("Sent on"), CB_FIELD_DATE, OPEN, OURS | LISTED, NULL, 0 },
  { "answer", N_ ("Answer"), CB_FIELD_CHOICE, CLOSED, OURS, NULL, 0 },
  { "answered", N_ ("Answered on"), CB_FIELD_DATE, CLOSED, OURS, NULL, 0 },
  { "decision", N_ ("Decision or letter that answers"), CB_FIELD_LINE, CLOSED, 0, NULL, 0 },
};

static const struct
{
  const CbFormDraft *drafts;
  guint count;
} forms[] = {
  [CB_REGISTER_FEEDBACK] = { feedback, G_N_ELEMENTS (feedback) },
  [CB_REGISTER_INCIDENTS] = { incidents, G_N_ELEMENTS (incidents) },
  [CB_REGISTER_REFUSALS] = { refusals, G_N_ELEMENTS (refusals) },
  [CB_REGISTER_SUSPENSIONS] = { suspensions, G_N_ELEMENTS (suspensions) },
  [CB_REGISTER_CORRECTIONS] = { corrections, G_N_ELEMENTS (corrections) },
  [CB_REGISTER_SERVICES] = { services, G_N_ELEMENTS (services) },
  [CB_REGISTER_FOCAL_POINTS] = { focal_points, G_N_ELEMENTS (focal_points) },
  [CB_REGISTER_PROPOSALS] = { proposals, G_N_ELEMENTS (proposals) },
};

/* The lines of the form of a register; they last as long as the program. */
const CbFormDraft *
_cb_form_get_drafts (CbRegister kind, guint *count)
{
  g_return_val_if_fail (kind < CB_N_REGISTERS, NULL);

  *count = forms[kind].count;
  return forms[kind].drafts;
}
