/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_FINDINGS_PANEL (cbu_findings_panel_get_type ())
G_DECLARE_FINAL_TYPE (CbuFindingsPanel, cbu_findings_panel, CBU, FINDINGS_PANEL, GtkBox)

void cbu_findings_panel_show (CbuFindingsPanel *self, CbuSession *session, CbuDossier *dossier);
void cbu_findings_panel_show_steps (CbuFindingsPanel *self, const char *recipe);
void
cbu_findings_panel_offer_history (CbuFindingsPanel *self, gboolean can_undo, gboolean can_redo);
const CbFinding *cbu_findings_panel_find (CbuFindingsPanel *self, const char *key);
const CbFinding *cbu_findings_panel_step (CbuFindingsPanel *self, int by);
const CbFinding *cbu_findings_panel_step_open (CbuFindingsPanel *self, CbSeverity severity);
void cbu_findings_panel_select (CbuFindingsPanel *self, const char *key);

G_END_DECLS
