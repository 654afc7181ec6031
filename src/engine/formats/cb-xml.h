/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

/**
 * CbXmlHandler:
 * @start: (nullable): an element begins
 * @end: (nullable): it ends
 * @text: (nullable): characters between, as UTF-8, possibly in several pieces
 *
 * @space is the namespace, "" for none; @name is without prefix. @attributes are names and values
 * by turns, ended by %NULL: see cb_xml_get_attribute().
 */
typedef struct
{
  void (*start) (const char *space, const char *name, const char **attributes, gpointer user_data);
  void (*end) (const char *space, const char *name, gpointer user_data);
  void (*text) (const char *text, gsize length, gpointer user_data);
} CbXmlHandler;

typedef struct _CbXml CbXml;

CbXml *cb_xml_new (const CbXmlHandler *handler, gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void cb_xml_free (CbXml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbXml, cb_xml_free)

gboolean
cb_xml_feed (CbXml *self, const char *bytes, gsize length, gboolean is_last, GError **error);
gboolean cb_xml_is_cut (CbXml *self);
void cb_xml_stop (CbXml *self, GError *error);
gboolean cb_xml_is_utf8 (CbXml *self);
gboolean cb_xml_is_prefixed (CbXml *self);
guint64 cb_xml_get_fed (CbXml *self);
guint64 cb_xml_get_event_end (CbXml *self);

gboolean
cb_xml_parse (const CbXmlHandler *handler, gpointer user_data, GBytes *bytes, GError **error);

const char *cb_xml_get_attribute (const char **attributes, const char *name);
const char *
cb_xml_get_attribute_in (const char **attributes, const char *space_ending, const char *name);
gboolean cb_xml_get_flag (const char **attributes, const char *name);

G_END_DECLS
