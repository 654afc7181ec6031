/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Portals on which a person publishes by hand (product.md J3): how what is there stands beside what
 * was approved, as it is kept with the job and as it is said to people. */

#include "config.h"

#include "core/model/cb-by-hand.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"

static const char *const names[] = {
  [CB_BY_HAND_TO_DO] = "to-do",         [CB_BY_HAND_PAGE] = "page",
  [CB_BY_HAND_LINE_ENDS] = "line-ends", [CB_BY_HAND_OLDER] = "older",
  [CB_BY_HAND_SIZE] = "size",           [CB_BY_HAND_BYTES] = "bytes",
  [CB_BY_HAND_MISSING] = "missing",     [CB_BY_HAND_WALL] = "wall",
  [CB_BY_HAND_AWAY] = "away",           [CB_BY_HAND_NO_ADDRESS] = "no-address",
};

G_STATIC_ASSERT (G_N_ELEMENTS (names) == CB_BY_HAND_LAST + 1);

/**
 * cb_by_hand_dup_detail:
 * @finding: how it stands
 * @name: (nullable): of the file
 * @found: bytes at the address
 * @approved: bytes approved
 *
 * Returns: (transfer full): what is kept as the detail of the job, one line
 */
char *
cb_by_hand_dup_detail (CbByHandFinding finding, const char *name, guint64 found, guint64 approved)
{
  g_return_val_if_fail ((guint)finding <= CB_BY_HAND_LAST, NULL);

  return g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %s", names[finding],
                          found, approved, name != NULL ? name : "");
}

/**
 * cb_by_hand_parse_detail:
 * @detail: (nullable): of a job
 * @finding: (out): how it stands
 * @found: (out): bytes at the address
 * @approved: (out): bytes approved
 * @name: (out) (transfer none): of the file, inside of @detail
 *
 * Returns: %FALSE when it is no line of cb_by_hand_dup_detail()
 */
gboolean
cb_by_hand_parse_detail (const char *detail,
                         CbByHandFinding *finding,
                         guint64 *found,
                         guint64 *approved,
                         const char **name)
{
  for (guint i = 0; detail != NULL && i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);
      char *end = NULL;

      if (strncmp (detail, names[i], length) != 0 || detail[length] != ' '
          || !g_ascii_isdigit (detail[length + 1]))
        continue;
      *finding = (CbByHandFinding)i;
      *found = g_ascii_strtoull (detail + length + 1, &end, 10);
      if (*end != ' ' || !g_ascii_isdigit (end[1]))
        return FALSE;
      *approved = g_ascii_strtoull (end + 1, &end, 10);
      if (*end != ' ')
        return FALSE;
      *name = end + 1;
      return TRUE;
    }

  return FALSE;
}

/* Each names the file; what is to be done stands behind it. */
static char *
dup_words (CbByHandFinding finding, const char *name)
{
  switch (finding)
    {
    case CB_BY_HAND_PAGE:
      return g_strdup_printf (
          _ ("The address of “%s” gives a web page, not the file. Copy the address of the "
             "download button on the portal and compare again."),
          name);
    case CB_BY_HAND_LINE_ENDS:
      return g_strdup_printf (
          _ ("“%s” on the portal has the same text, but other line ends or another mark at its "
             "head (BOM): it was opened and saved on the way. Upload the file from the folder "
             "unchanged and compare again."),
          name);
    case CB_BY_HAND_OLDER:
      return g_strdup_printf (
          _ ("“%s” on the portal is still the version published before. Upload the new file "
             "and compare again."),
          name);
    case CB_BY_HAND_BYTES:
      return g_strdup_printf (
          _ ("“%s” on the portal is as large as the approved file, but its content is another. "
             "Upload the file from the folder and compare again."),
          name);
    case CB_BY_HAND_MISSING:
      return g_strdup_printf (
          _ ("There is nothing at the address of “%s”. See whether it is published there, and "
             "copy the address again."),
          name);
    case CB_BY_HAND_WALL:
      return g_strdup_printf (
          _ ("The portal does not let a program fetch “%s”: it asks for a sign-in or for a "
             "person. If the public can see it in a browser, declare it by name."),
          name);
    case CB_BY_HAND_AWAY:
      return g_strdup_printf (
          _ ("The address of “%s” leads on to an unprotected address or in circles; it was not "
             "followed. Copy the address of the file itself."),
          name);
    case CB_BY_HAND_NO_ADDRESS:
      return g_strdup_printf (_ ("The address of “%s” is not entered yet. Enter it, then compare."),
                              name);
    case CB_BY_HAND_TO_DO:
    case CB_BY_HAND_SIZE:
    default:
      return NULL;
    }
}

/**
 * cb_by_hand_dup_sentence:
 * @detail: (nullable): of a job that waits for a person to publish by hand
 *
 * Returns: (transfer full): what is there and what to do, for people
 */
char *
cb_by_hand_dup_sentence (const char *detail)
{
  CbByHandFinding finding = CB_BY_HAND_TO_DO;
  const char *name = "";
  guint64 found = 0, approved = 0;

  if (!cb_by_hand_parse_detail (detail, &finding, &found, &approved, &name)
      || finding == CB_BY_HAND_TO_DO)
    return g_strdup (_ ("This portal takes nothing from a program: publish it there by hand, step "
                        "by step, then enter the public address to have it compared."));
  if (finding == CB_BY_HAND_SIZE)
    {
      g_autofree char *there = cb_text_format_bytes (found);
      g_autofree char *here = cb_text_format_bytes (approved);

      return g_strdup_printf (
          _ ("“%s” on the portal is another file: %s there, %s approved. Upload "
             "the file from the folder and compare again."),
          name, there, here);
    }
  return dup_words (finding, name);
}

/**
 * cb_by_hand_is_declared:
 * @job: a job
 *
 * Returns: whether it ended by a person's word, with nothing compared
 */
gboolean
cb_by_hand_is_declared (const CbJob *job)
{
  g_return_val_if_fail (job != NULL, FALSE);

  return job->state == CB_JOB_DONE && g_strcmp0 (job->reason_detail, CB_BY_HAND_DECLARED) == 0;
}
