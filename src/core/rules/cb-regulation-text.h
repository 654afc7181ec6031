/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/**
 * CbPassageLine:
 * @text: (owned): a paragraph as the text has it, with its number: "7. Quy định về thời hạn…"
 * @is_meant: whether the clause rests on this one, and not only stands in the same article
 */
typedef struct
{
  char *text;
  gboolean is_meant;
} CbPassageLine;

/**
 * CbPassage:
 * @heading: (owned): "Điều 7. Quy định việc cập nhật dữ liệu…"
 * @source: (owned): which text, and what it is called
 * @note: (owned): what a reader should know of the text, "" for nothing
 * @lines: (owned) (element-type CbPassageLine): the article; empty where the program has no copy of
 *   the text
 */
typedef struct
{
  char *heading;
  char *source;
  char *note;
  GPtrArray *lines;
} CbPassage;

#define CB_TYPE_REGULATION_TEXTS (cb_regulation_texts_get_type ())
G_DECLARE_FINAL_TYPE (CbRegulationTexts, cb_regulation_texts, CB, REGULATION_TEXTS, GObject)

CbRegulationTexts *cb_regulation_texts_load (GFile *folder,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
cb_regulation_texts_find (CbRegulationTexts *self, const char *clause, CbProfile *profile);

void cb_passage_free (CbPassage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPassage, cb_passage_free)

G_END_DECLS
