/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

/**
 * CbHtmlHandler:
 * @start: an element begins: its name in small letters; names and values of attributes by turns,
 *   ended by %NULL, see cb_xml_get_attribute()
 * @end: an end tag, whether or not the element had begun
 * @text: characters between, as UTF-8, possibly in several pieces
 * @comment: a comment as a whole, cut at 64 KiB
 */
typedef struct
{
  void (*start) (const char *name, const char **attributes, gpointer user_data);
  void (*end) (const char *name, gpointer user_data);
  void (*text) (const char *text, gsize length, gpointer user_data);
  void (*comment) (const char *text, gpointer user_data);
} CbHtmlHandler;

typedef struct _CbHtml CbHtml;

CbHtml *cb_html_new (const CbHtmlHandler *handler, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void cb_html_free (CbHtml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbHtml, cb_html_free)

gboolean
cb_html_feed (CbHtml *self, const char *text, gsize length, gboolean is_last, GError **error);
void cb_html_stop (CbHtml *self, GError *error);

gunichar cb_html_find_reference (const char *name);

G_END_DECLS
