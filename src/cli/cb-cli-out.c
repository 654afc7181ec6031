/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-out.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "base/cb-save.h"

/**
 * cb_cli_out_find_step:
 * @path: of a table that is to be written
 *
 * Returns: (nullable): the step of a recipe that writes what its ending says; %NULL for another
 *   ending
 */
const char *
cb_cli_out_find_step (const char *path)
{
  static const char *const steps[][2] = {
    { ".csv", "to-csv" }, { ".json", "to-json" }, { ".ods", "to-ods" }, { ".xlsx", "to-xlsx" }
  };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_has_suffix (lower, steps[i][0]))
      return steps[i][1];

  return NULL;
}

/* What the person named cannot be written; it is not the program's own folder. */
static void
set_write_error (GError **error, int code, const char *path)
{
  if (code == EACCES || code == EPERM || code == EROFS)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s: %s", path, g_strerror (code));
  else
    cb_error_set_from_errno (error, code, path);
}

/**
 * cb_cli_out_begin:
 * @cli: the context
 * @self: (out caller-allocates): a file that is written, for cb_cli_out_end()
 * @path: where a person wants it; kept, so it must stay
 * @exit_code: (out): what to end with when that fails
 *
 * Returns: %FALSE after having said why not
 */
gboolean
cb_cli_out_begin (CbCli *cli, CbCliOut *self, const char *path, int *exit_code)
{
  g_autoptr (GError) error = NULL;
  int code;

  *self = (CbCliOut){ .path = path, .fd = -1 };
  if (!cb_save_check_name (path, &error))
    {
      *exit_code = cb_cli_fail (cli, error);
      return FALSE;
    }
  self->temporary = g_strconcat (path, ".XXXXXX", NULL);
  self->fd = cb_descriptor_create (self->temporary);
  if (self->fd >= 0)
    return TRUE;

  code = errno;
  g_clear_pointer (&self->temporary, g_free);
  if (code == ENOENT)
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *sentence
          = g_strdup_printf (_ ("There is no folder “%s” to write the file into."), folder);

      *exit_code = cb_cli_usage (sentence);
      return FALSE;
    }
  set_write_error (&error, code, path);
  *exit_code = cb_cli_fail (cli, error);
  return FALSE;
}

/**
 * cb_cli_out_end:
 * @self: what cb_cli_out_begin() began
 * @written: whether all of it was written
 * @error: why it is not there after all; not set when it was not @written
 *
 * The file has its name when it is whole; else nothing is left of it.
 *
 * Returns: whether it is there
 */
gboolean
cb_cli_out_end (CbCliOut *self, gboolean written, GError **error)
{
  if (!g_close (self->fd, written ? error : NULL))
    written = FALSE;
  if (written && !cb_save_give_name (self->temporary, self->path, error))
    written = FALSE;
  if (!written)
    g_unlink (self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  self->fd = -1;

  return written;
}
