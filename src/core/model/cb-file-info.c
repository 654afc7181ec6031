/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-file-info.h"

static void
free_sheet (gpointer data)
{
  CbSheetInfo *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

/**
 * cb_file_info_new:
 *
 * Returns: (transfer full): a file info with nothing in it
 */
CbFileInfo *
cb_file_info_new (void)
{
  CbFileInfo *self = g_new0 (CbFileInfo, 1);

  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->sheet = -1;

  return self;
}

/**
 * cb_file_info_add_sheet:
 * @self: a file info
 * @name: of the sheet
 * @visibility: of it
 * @is_table: whether it has cells to read
 *
 * Adds a sheet behind those that there are.
 */
void
cb_file_info_add_sheet (CbFileInfo *self,
                        const char *name,
                        CbSheetInfoVisibility visibility,
                        gboolean is_table)
{
  CbSheetInfo *sheet = g_new (CbSheetInfo, 1);

  *sheet = (CbSheetInfo){ g_strdup (name), visibility, is_table };
  g_ptr_array_add (self->sheets, sheet);
}

/**
 * cb_file_info_free:
 * @self: (nullable) (transfer full): a file info
 */
void
cb_file_info_free (CbFileInfo *self)
{
  if (self == NULL)
    return;

  g_free (self->format);
  g_free (self->name_format);
  g_free (self->encoding);
  g_free (self->delimiter);
  g_free (self->quote);
  g_free (self->line_end);
  g_ptr_array_unref (self->sheets);
  g_strfreev (self->columns);
  g_free (self->secret_mark);
  g_strfreev (self->sandbox);
  g_strfreev (self->sandbox_missing);
  g_free (self);
}

/**
 * cb_column_profile_new:
 *
 * Returns: (transfer full): a column profile with nothing in it
 */
CbColumnProfile *
cb_column_profile_new (void)
{
  return g_new0 (CbColumnProfile, 1);
}

/**
 * cb_column_profile_free:
 * @self: (nullable) (transfer full): a column profile
 */
void
cb_column_profile_free (CbColumnProfile *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->minimum);
  g_free (self->maximum);
  g_free (self->type);
  g_strfreev (self->samples);
  g_free (self);
}
