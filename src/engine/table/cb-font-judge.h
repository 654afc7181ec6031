/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"
#include "engine/text/cb-encoding.h"

G_BEGIN_DECLS

/* A text whose letters have been made Unicode already; beside those of CbFontEncoding. */
#define CB_FONT_CONVERTED 7

typedef struct _CbFontJudge CbFontJudge;

CbFontJudge *cb_font_judge_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_font_judge_free (CbFontJudge *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbFontJudge, cb_font_judge_free)

void cb_font_judge_hear (CbFontJudge *self, CbFontEncoding font, const char *text, gsize length);
void cb_font_judge_decide (CbFontJudge *self);
gboolean cb_font_judge_convert (
    CbFontJudge *self, CbFontEncoding font, const char *text, gsize length, GByteArray *converted);
gboolean cb_font_judge_convert_runs (const CbSheetCell *cell, GByteArray *converted);
CbRepair cb_font_judge_get_repair (CbFontEncoding font);

G_END_DECLS
