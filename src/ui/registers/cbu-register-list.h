/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/workplace/cb-workplace-registers.h"

G_BEGIN_DECLS

/**
 * CbuRegisterList:
 * @counts: of each register
 * @forms: (owned elements): of each register
 * @wanted: (owned elements): cb_workplace_dup_nobody_named() of each
 */
typedef struct
{
  CbRegisterCount counts[CB_N_REGISTERS];
  CbForm *forms[CB_N_REGISTERS];
  char *wanted[CB_N_REGISTERS];
} CbuRegisterList;

CbuRegisterList *cbu_register_list_read (CbWorkplace *workplace,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cbu_register_list_free (CbuRegisterList *self);
void cbu_register_list_fill (GtkListBox *list, const CbuRegisterList *self);
const char *cbu_register_list_get_purpose (CbRegister kind);

G_END_DECLS
