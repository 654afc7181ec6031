/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/registers/cb-form.h"

G_BEGIN_DECLS

/* Within core/registers only. */

/* When and why a field of the program's own forms is needed. */
typedef enum
{
  CB_FORM_OURS = 1 << 0,
  CB_FORM_DUTY = 1 << 1,
  CB_FORM_PERSONAL = 1 << 2,
  CB_FORM_LISTED = 1 << 3,
  CB_FORM_IF_SAID = 1 << 4, /* not asked at all where no regulation wants it */
  CB_FORM_AGENCY = 1 << 5,
} CbFormFlags;

/**
 * CbFormDraft:
 *
 * One line of the table that a form is made from; @title and @hint are marked for translation,
 * @when is as in #CbFormField.
 */
typedef struct
{
  const char *id;
  const char *title;
  CbFieldType type;
  CbRecordState stage;
  CbFormFlags flags;
  const char *hint;
  guint when;
} CbFormDraft;

const CbFormDraft *_cb_form_get_drafts (CbRegister kind, guint *count);
void _cb_form_apply_profile (CbForm *self, CbProfile *profile);
CbFormField *_cb_form_find_field (const CbForm *self, const char *id);
CbFormField *_cb_form_add_field (CbForm *self, const CbFormDraft *draft, const char *title);
CbFormChoice *_cb_form_choice_new (const char *title, const char *to, const char *clause);

G_END_DECLS
