/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-directories.h"

/**
 * cb_directories_dup_root:
 *
 * As on Linux: `congbo\MODE` in `%LOCALAPPDATA%`, which stays on this machine: a database that
 * wanders between two with a person's profile would be two databases.
 */
char *
cb_directories_dup_root (const char *mode)
{
  g_return_val_if_fail (mode != NULL && mode[0] != '\0', NULL);

  return g_build_filename (g_get_user_data_dir (), "congbo", mode, NULL);
}
