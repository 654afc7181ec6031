/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-engine-token-win32.h"

#include <windows.h>
/* After windows.h, which it needs. */
#include <aclapi.h>

/* Of everybody on this machine: with these Windows and the program itself can be read. */
static gboolean
is_kept (const SID_AND_ATTRIBUTES *group)
{
  static const WELL_KNOWN_SID_TYPE kept[]
      = { WinWorldSid, WinBuiltinUsersSid, WinInteractiveSid, WinAuthenticatedUserSid };

  /* The session, without which there is no desktop; the level of trust; what may refuse only
   * already. */
  if ((group->Attributes & (SE_GROUP_LOGON_ID | SE_GROUP_INTEGRITY | SE_GROUP_USE_FOR_DENY_ONLY))
      != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (IsWellKnownSid (group->Sid, kept[i]))
      return TRUE;

  return FALSE;
}

/* What an administrator makes belongs to the administrators, of whom the process is none: it could
 * not even look at its own token. Token and what is made with it are the person's own. */
static gboolean
give_to_person (HANDLE token, HANDLE restricted)
{
  DWORD size = 0;
  g_autofree TOKEN_USER *user = NULL;
  EXPLICIT_ACCESSW access = {
    .grfAccessPermissions = GENERIC_ALL,
    .grfAccessMode = GRANT_ACCESS,
    .Trustee = { .TrusteeForm = TRUSTEE_IS_SID, .TrusteeType = TRUSTEE_IS_USER },
  };
  TOKEN_DEFAULT_DACL for_new = { NULL };
  gboolean done;

  GetTokenInformation (token, TokenUser, NULL, 0, &size);
  user = g_malloc0 (MAX (size, sizeof *user));
  if (!GetTokenInformation (token, TokenUser, user, size, &size))
    return FALSE;
  access.Trustee.ptstrName = (LPWSTR)user->User.Sid;
  if (SetEntriesInAclW (1, &access, NULL, &for_new.DefaultDacl) != ERROR_SUCCESS)
    return FALSE;
  done = SetTokenInformation (restricted, TokenDefaultDacl, &for_new, sizeof for_new)
         && SetSecurityInfo (restricted, SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION, NULL, NULL,
                             for_new.DefaultDacl, NULL)
                == ERROR_SUCCESS;
  LocalFree (for_new.DefaultDacl);
  return done;
}

static HANDLE
restrict_token (HANDLE token)
{
  DWORD size = 0, n_refused = 0;
  g_autofree TOKEN_GROUPS *groups = NULL;
  g_autofree SID_AND_ATTRIBUTES *refused = NULL;
  HANDLE restricted = NULL;

  GetTokenInformation (token, TokenGroups, NULL, 0, &size);
  groups = g_malloc0 (MAX (size, sizeof *groups));
  if (!GetTokenInformation (token, TokenGroups, groups, size, &size))
    return NULL;
  refused = g_new0 (SID_AND_ATTRIBUTES, groups->GroupCount + 1);
  for (DWORD i = 0; i < groups->GroupCount; i++)
    if (!is_kept (&groups->Groups[i]))
      refused[n_refused++].Sid = groups->Groups[i].Sid;
  if (!CreateRestrictedToken (token, DISABLE_MAX_PRIVILEGE, n_refused, refused, 0, NULL, 0, NULL,
                              &restricted))
    return NULL;
  if (give_to_person (token, restricted))
    return restricted;

  CloseHandle (restricted);
  return NULL;
}

/**
 * cb_engine_token_new:
 *
 * What the reading process is on Windows: this person, but in no group than those that everybody is
 * in, and without a privilege. What can be read because one is an administrator, or of some
 * department in the domain, it cannot read; the file that it is to read is open already.
 *
 * Nothing is asked of the system that a person's own program may not ask.
 *
 * Returns: (transfer full) (nullable): a handle to be closed; %NULL where the system refuses: the
 *   engine says so then
 */
gpointer
cb_engine_token_new (void)
{
  HANDLE token = NULL, restricted;

  if (!OpenProcessToken (GetCurrentProcess (),
                         TOKEN_QUERY | TOKEN_DUPLICATE | TOKEN_ASSIGN_PRIMARY | TOKEN_ADJUST_DEFAULT
                             | READ_CONTROL | WRITE_DAC,
                         &token))
    return NULL;
  restricted = restrict_token (token);
  CloseHandle (token);
  return restricted;
}
