/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A masked sample, with its NUL. */
#define CB_MASKED_SIZE 48

/**
 * CbNumberToken:
 * @digits: all of them, without what stands between, ended by NUL
 * @n_digits: 9 to 12
 * @start: where it begins in the text
 * @end: where it ends
 * @grouped: blanks, dots or hyphens stand between
 * @international: +84 stands before, here as 0
 */
typedef struct
{
  char digits[16];
  guint n_digits;
  gsize start;
  gsize end;
  gboolean grouped;
  gboolean international;
} CbNumberToken;

gboolean cb_personal_number_next (const char *text, gsize length, gsize *at, CbNumberToken *token);
gboolean cb_personal_number_is_cccd (const char *digits, guint year);
gboolean cb_personal_number_is_mobile (const char *digits);
gboolean cb_personal_number_is_old_mobile (const char *digits);
gboolean cb_personal_number_is_tax_code (const char *digits);
void cb_personal_number_mask (const char *digits, char masked[CB_MASKED_SIZE]);

/* Whose an address is. */
typedef enum
{
  CB_EMAIL_NONE,
  CB_EMAIL_ROLE,     /* vanthu@…: nobody's own */
  CB_EMAIL_OFFICIAL, /* a name at *.gov.vn */
  CB_EMAIL_PERSON,
} CbEmailKind;

CbEmailKind
cb_email_classify (const char *text, gsize length, gsize at, char masked[CB_MASKED_SIZE]);

G_END_DECLS
