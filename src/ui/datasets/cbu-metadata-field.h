/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CBU_FIELD_LINE,
  CBU_FIELD_TEXT,
  CBU_FIELD_LIST,
  CBU_FIELD_LICENCE,
  CBU_FIELD_FREQUENCY,
} CbuFieldKind;

#define CBU_TYPE_METADATA_FIELD (cbu_metadata_field_get_type ())
G_DECLARE_FINAL_TYPE (CbuMetadataField, cbu_metadata_field, CBU, METADATA_FIELD, GtkBox)

GtkWidget *cbu_metadata_field_new (const char *name, const char *title, CbuFieldKind kind);
void cbu_metadata_field_show (CbuMetadataField *self,
                              JsonObject *metadata,
                              const char *source,
                              gboolean missing);
gboolean cbu_metadata_field_store (CbuMetadataField *self, JsonObject *metadata);
char *cbu_metadata_licence_title (const char *id);

G_END_DECLS
