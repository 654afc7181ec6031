/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-number-format.h"

G_BEGIN_DECLS

/**
 * CbHtmlLook:
 * @format: of its numbers
 * @has_format: whether the style says so
 * @font: of its letters
 * @has_font: whether the style says so
 * @is_hidden: whether it is not shown
 *
 * What is asked of a style.
 */
typedef struct
{
  CbNumberFormat format;
  gboolean has_format;
  CbFontEncoding font;
  gboolean has_font;
  gboolean is_hidden;
} CbHtmlLook;

GHashTable *cb_html_style_new_rules (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_html_style_add_rules (GHashTable *rules, const char *sheet);
void cb_html_style_read (const char *declarations, CbHtmlLook *look);
void cb_html_style_apply (GHashTable *rules,
                          const char *element,
                          const char **attributes,
                          CbHtmlLook *look);

G_END_DECLS
