/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-directories.h"

/**
 * cb_directories_dup_root:
 * @mode: `practice` or `real`
 *
 * Where everything of this person is kept: `congbo/MODE` in the user's data folder, which is the
 * one of the desktop's rules, `$XDG_DATA_HOME`. Practice and real work share nothing.
 *
 * Returns: (transfer full): a path; the folder need not exist
 */
char *
cb_directories_dup_root (const char *mode)
{
  g_return_val_if_fail (mode != NULL && mode[0] != '\0', NULL);

  return g_build_filename (g_get_user_data_dir (), "congbo", mode, NULL);
}
