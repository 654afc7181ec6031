/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

typedef enum
{
  CBU_STEP_FILE,
  CBU_STEP_VIEW,
  CBU_STEP_CHECK,
  CBU_STEP_DESCRIBE,
  CBU_STEP_APPROVE,
  CBU_STEP_SEND,
} CbuStep;

#define CBU_TYPE_STEPS (cbu_steps_get_type ())
G_DECLARE_FINAL_TYPE (CbuSteps, cbu_steps, CBU, STEPS, GtkBox)

void cbu_steps_show (CbuSteps *self, const CbuDossier *dossier);
void cbu_steps_set_step (CbuSteps *self, CbuStep step);
CbuStep cbu_steps_get_step (CbuSteps *self);
void cbu_steps_set_compact (CbuSteps *self, gboolean compact);

G_END_DECLS
