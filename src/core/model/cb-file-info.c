/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-file-info.h"

/**
 * cb_file_info_new:
 *
 * Returns: (transfer full): a file info with nothing in it
 */
CbFileInfo *
cb_file_info_new (void)
{
  return g_new0 (CbFileInfo, 1);
}

/**
 * cb_file_info_copy:
 * @self: a file info
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbFileInfo *
cb_file_info_copy (const CbFileInfo *self)
{
  CbFileInfo *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->format = g_strdup (self->format);
  copy->name_format = g_strdup (self->name_format);
  copy->encoding = g_strdup (self->encoding);
  copy->delimiter = g_strdup (self->delimiter);
  copy->quote = g_strdup (self->quote);
  copy->line_end = g_strdup (self->line_end);
  copy->columns = g_strdupv (self->columns);
  copy->secret_mark = g_strdup (self->secret_mark);
  copy->sandbox = g_strdupv (self->sandbox);
  copy->sandbox_missing = g_strdupv (self->sandbox_missing);
  return copy;
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
