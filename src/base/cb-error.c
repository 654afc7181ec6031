/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"

#include <errno.h>

#include "base/cb-descriptor.h"

G_DEFINE_QUARK (cb - error - quark, cb_error)

/* Stored in the database and printed as JSON: names never change, numbers may. */
static const char *const code_names[] = {
  [CB_ERROR_FAILED] = "failed",
  [CB_ERROR_INVALID] = "invalid",
  [CB_ERROR_NOT_FOUND] = "not-found",
  [CB_ERROR_OFFLINE] = "offline",
  [CB_ERROR_TIMED_OUT] = "timed-out",
  [CB_ERROR_BUSY] = "busy",
  [CB_ERROR_SERVER] = "server",
  [CB_ERROR_SIGN_IN] = "sign-in",
  [CB_ERROR_FORBIDDEN] = "forbidden",
  [CB_ERROR_PROXY] = "proxy",
  [CB_ERROR_NOT_A_PORTAL] = "not-a-portal",
  [CB_ERROR_REDIRECTED] = "redirected",
  [CB_ERROR_TLS] = "tls",
  [CB_ERROR_TOO_LARGE] = "too-large",
  [CB_ERROR_NAME_TAKEN] = "name-taken",
  [CB_ERROR_CONFLICT] = "conflict",
  [CB_ERROR_REJECTED] = "rejected",
  [CB_ERROR_GONE] = "gone",
  [CB_ERROR_BAD_REQUEST] = "bad-request",
  [CB_ERROR_MISMATCH] = "mismatch",
  [CB_ERROR_UNREADABLE] = "unreadable",
  [CB_ERROR_NOT_A_FILE] = "not-a-file",
  [CB_ERROR_EMPTY_FILE] = "empty-file",
  [CB_ERROR_UNSUPPORTED] = "unsupported",
  [CB_ERROR_UNSAFE] = "unsafe",
  [CB_ERROR_ENCRYPTED] = "encrypted",
  [CB_ERROR_BROKEN_FILE] = "broken-file",
  [CB_ERROR_FILE_CUT] = "file-cut",
  [CB_ERROR_FILE_ALTERED] = "file-altered",
  [CB_ERROR_PART_MISSING] = "part-missing",
  [CB_ERROR_BAD_MARKUP] = "bad-markup",
  [CB_ERROR_XML_DTD] = "xml-dtd",
  [CB_ERROR_ZIP_OVERLAP] = "zip-overlap",
  [CB_ERROR_FILE_CHANGED] = "file-changed",
  [CB_ERROR_CELL_CHANGED] = "cell-changed",
  [CB_ERROR_IN_USE] = "in-use",
  [CB_ERROR_DISK_FULL] = "disk-full",
  [CB_ERROR_READ_ONLY] = "read-only",
  [CB_ERROR_NEWER] = "newer",
  [CB_ERROR_DAMAGED] = "damaged",
  [CB_ERROR_RUNNING] = "running",
  [CB_ERROR_KEYRING_ABSENT] = "keyring-absent",
  [CB_ERROR_KEYRING_LOCKED] = "keyring-locked",
  [CB_ERROR_KEYRING_DISMISSED] = "keyring-dismissed",
  [CB_ERROR_NO_SECRET] = "no-secret",
  [CB_ERROR_NOT_APPROVED] = "not-approved",
  [CB_ERROR_BLOCKED] = "blocked",
  [CB_ERROR_SAME_PERSON] = "same-person",
  [CB_ERROR_WRONG_STATE] = "wrong-state",
  [CB_ERROR_NOT_WRITABLE] = "not-writable",
  [CB_ERROR_RESERVED_NAME] = "reserved-name",
  [CB_ERROR_TOO_MUCH] = "too-much",
  [CB_ERROR_NOT_A_PACKAGE] = "not-a-package",
  [CB_ERROR_PACKAGE_CHANGED] = "package-changed",
  [CB_ERROR_OTHER_VERSION] = "other-version",
  [CB_ERROR_ORIGINAL_ELSEWHERE] = "original-elsewhere",
  [CB_ERROR_OTHER_MODE] = "other-mode",
  [CB_ERROR_BY_HAND] = "by-hand",
};

G_STATIC_ASSERT (G_N_ELEMENTS (code_names) == CB_ERROR_LAST + 1);

/**
 * cb_error_is_transient:
 * @error: any error
 *
 * The one place that decides whether waiting can help. The queue backs off and tries again on
 * these; everything else parks an item or pauses a lane until a person acts.
 *
 * Returns: %TRUE when the same call may succeed later, unchanged
 */
gboolean
cb_error_is_transient (const GError *error)
{
  g_return_val_if_fail (error != NULL, FALSE);

  return g_error_matches (error, CB_ERROR, CB_ERROR_OFFLINE)
         || g_error_matches (error, CB_ERROR, CB_ERROR_TIMED_OUT)
         || g_error_matches (error, CB_ERROR, CB_ERROR_BUSY)
         || g_error_matches (error, CB_ERROR, CB_ERROR_SERVER);
}

/**
 * cb_error_is_broken_file:
 * @error: (nullable): any error
 *
 * The one place that knows which codes say that a file is damaged: %CB_ERROR_BROKEN_FILE where it
 * is not known why, and those with a reason. What is not read because it is made to harm
 * (%CB_ERROR_XML_DTD, %CB_ERROR_ZIP_OVERLAP) is not among them.
 *
 * Returns: whether a file is damaged, so that what was read before the place may do
 */
gboolean
cb_error_is_broken_file (const GError *error)
{
  return g_error_matches (error, CB_ERROR, CB_ERROR_BROKEN_FILE)
         || g_error_matches (error, CB_ERROR, CB_ERROR_FILE_CUT)
         || g_error_matches (error, CB_ERROR, CB_ERROR_FILE_ALTERED)
         || g_error_matches (error, CB_ERROR, CB_ERROR_PART_MISSING)
         || g_error_matches (error, CB_ERROR, CB_ERROR_BAD_MARKUP);
}

/**
 * cb_error_code_name:
 * @code: a code of %CB_ERROR
 *
 * Returns: (transfer none): the code's stable name, as stored and as printed by `--json`
 */
const char *
cb_error_code_name (CbError code)
{
  g_return_val_if_fail (code <= CB_ERROR_LAST, "failed");

  return code_names[code];
}

/**
 * cb_error_code_from_name:
 * @name: (nullable): a stored name
 *
 * Returns: the code, %CB_ERROR_FAILED for a name this version does not know
 */
CbError
cb_error_code_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (code_names); i++)
    if (g_strcmp0 (name, code_names[i]) == 0)
      return (CbError)i;

  return CB_ERROR_FAILED;
}

static CbError
code_from_io (int io_code)
{
  switch (io_code)
    {
    case G_IO_ERROR_NO_SPACE:
      return CB_ERROR_DISK_FULL;
    case G_IO_ERROR_READ_ONLY:
      return CB_ERROR_READ_ONLY;
    case G_IO_ERROR_NOT_FOUND:
      return CB_ERROR_NOT_FOUND;
    case G_IO_ERROR_IS_DIRECTORY:
    case G_IO_ERROR_NOT_REGULAR_FILE:
      return CB_ERROR_NOT_A_FILE;
    case G_IO_ERROR_PERMISSION_DENIED:
      return CB_ERROR_UNREADABLE;
    default:
      return CB_ERROR_FAILED;
    }
}

/**
 * cb_error_set_from_errno:
 * @error: (nullable) (out): where to put it
 * @saved_errno: errno, read right after the call that failed
 * @what: what was being done to what, for the log
 *
 * Turns errno into the code that says what a person can do.
 */
void
cb_error_set_from_errno (GError **error, int saved_errno, const char *what)
{
  CbError code = code_from_io ((int)g_io_error_from_errno (saved_errno));

  if (saved_errno == EROFS)
    code = CB_ERROR_READ_ONLY;
  if (cb_descriptor_is_full (saved_errno))
    code = CB_ERROR_DISK_FULL;
  if (saved_errno == EIO)
    code = CB_ERROR_UNREADABLE;
  g_set_error (error, CB_ERROR, code, "%s: %s", what, g_strerror (saved_errno));
}

/**
 * cb_error_translate_io:
 * @error: (inout): an error of any domain, in place
 * @what: what was being done to what, for the log
 *
 * Replaces a %G_IO_ERROR or %G_FILE_ERROR by the %CB_ERROR that says what a person can do; leaves
 * %G_IO_ERROR_CANCELLED and other domains alone.
 */
void
cb_error_translate_io (GError **error, const char *what)
{
  GError *old = NULL;
  CbError code = CB_ERROR_FAILED;

  if (error == NULL || *error == NULL)
    return;
  old = *error;
  if (g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (old->domain == G_IO_ERROR)
    code = code_from_io (old->code);
  else if (g_error_matches (old, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    code = CB_ERROR_DISK_FULL;
  else if (g_error_matches (old, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    code = CB_ERROR_READ_ONLY;
  else if (g_error_matches (old, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    code = CB_ERROR_NOT_FOUND;
  else if (g_error_matches (old, G_FILE_ERROR, G_FILE_ERROR_ACCES))
    code = CB_ERROR_UNREADABLE;
  else if (old->domain != G_FILE_ERROR)
    return;

  *error = g_error_new (CB_ERROR, (int)code, "%s: %s", what, old->message);
  g_error_free (old);
}
