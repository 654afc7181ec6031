/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/sandbox/cb-sandbox.h"

#include <windows.h>
/* After windows.h, which it needs. */
#include <sddl.h>

#include "engine/sandbox/cb-sandbox-private.h"

/* In units of 100 ns. */
#define JOB_SECOND G_GINT64_CONSTANT (10000000)
#define LOW_INTEGRITY "S-1-16-4096"

static char *
explain (const char *what)
{
  return g_strdup_printf ("%s: error %lu", what, GetLastError ());
}

/* Gone for good: a removed privilege is not in the token any more, so that nothing can put it back.
 * SeChangeNotifyPrivilege, with which everybody walks through folders, is harmless and stays. */
static char *
remove_privileges (HANDLE token)
{
  DWORD size = 0;
  g_autofree TOKEN_PRIVILEGES *privileges = NULL;
  LUID walk;

  GetTokenInformation (token, TokenPrivileges, NULL, 0, &size);
  privileges = g_malloc0 (size);
  if (!GetTokenInformation (token, TokenPrivileges, privileges, size, &size)
      || !LookupPrivilegeValueW (NULL, L"SeChangeNotifyPrivilege", &walk))
    return explain ("not readable");
  for (DWORD i = 0; i < privileges->PrivilegeCount; i++)
    {
      LUID *luid = &privileges->Privileges[i].Luid;

      if (luid->LowPart != walk.LowPart || luid->HighPart != walk.HighPart)
        privileges->Privileges[i].Attributes = SE_PRIVILEGE_REMOVED;
    }
  if (!AdjustTokenPrivileges (token, FALSE, privileges, 0, NULL, NULL)
      || GetLastError () != ERROR_SUCCESS)
    return explain ("not removable");
  /* Believed when it is seen. */
  if (!GetTokenInformation (token, TokenPrivileges, privileges, size, &size)
      || privileges->PrivilegeCount > 1)
    return g_strdup ("still there after being removed");

  return NULL;
}

/* Made so when the process was started: a process cannot leave groups by itself. Said only when it
 * is seen: no group is in force but those of everybody. */
static char *
check_groups (HANDLE token)
{
  static const WELL_KNOWN_SID_TYPE of_everybody[]
      = { WinWorldSid, WinBuiltinUsersSid, WinInteractiveSid, WinAuthenticatedUserSid };
  DWORD size = 0;
  g_autofree TOKEN_GROUPS *groups = NULL;

  GetTokenInformation (token, TokenGroups, NULL, 0, &size);
  groups = g_malloc0 (MAX (size, sizeof *groups));
  if (!GetTokenInformation (token, TokenGroups, groups, size, &size))
    return explain ("not readable");
  for (DWORD i = 0; i < groups->GroupCount; i++)
    {
      const SID_AND_ATTRIBUTES *group = &groups->Groups[i];
      gboolean harmless = (group->Attributes & SE_GROUP_ENABLED) == 0
                          || (group->Attributes & (SE_GROUP_LOGON_ID | SE_GROUP_INTEGRITY)) != 0;

      for (guint j = 0; j < G_N_ELEMENTS (of_everybody); j++)
        harmless = harmless || IsWellKnownSid (group->Sid, of_everybody[j]);
      if (!harmless)
        return g_strdup ("was started with all groups of the person");
    }

  return NULL;
}

static DWORD
get_integrity (HANDLE token)
{
  DWORD size = 0;
  g_autofree TOKEN_MANDATORY_LABEL *label = NULL;
  UCHAR *count;

  GetTokenInformation (token, TokenIntegrityLevel, NULL, 0, &size);
  label = g_malloc0 (MAX (size, sizeof *label));
  if (!GetTokenInformation (token, TokenIntegrityLevel, label, size, &size)
      || label->Label.Sid == NULL)
    return G_MAXUINT32;
  count = GetSidSubAuthorityCount (label->Label.Sid);
  return *GetSidSubAuthority (label->Label.Sid, (DWORD)*count - 1);
}

/* Nothing of this person's can be written any more: files, registry, windows, other processes. What
 * is open already stays open. */
static char *
lower_integrity (HANDLE token)
{
  TOKEN_MANDATORY_LABEL label = { .Label.Attributes = SE_GROUP_INTEGRITY };
  PSID sid = NULL;
  char *reason = NULL;

  if (!ConvertStringSidToSidA (LOW_INTEGRITY, &sid))
    return explain ("unknown");
  label.Label.Sid = sid;
  if (!SetTokenInformation (token, TokenIntegrityLevel, &label,
                            (DWORD)sizeof label + GetLengthSid (sid)))
    reason = explain ("refused");
  else if (get_integrity (token) > SECURITY_MANDATORY_LOW_RID)
    reason = g_strdup ("not in force after being set");
  LocalFree (sid);
  return reason;
}

/* Whether the limits can be read back from the job that this process is in now. */
static char *
check_job (const JOBOBJECT_EXTENDED_LIMIT_INFORMATION *wanted)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION found = { 0 };

  if (!QueryInformationJobObject (NULL, JobObjectExtendedLimitInformation, &found, sizeof found,
                                  NULL))
    return explain ("not readable");
  if ((found.BasicLimitInformation.LimitFlags & wanted->BasicLimitInformation.LimitFlags)
          != wanted->BasicLimitInformation.LimitFlags
      || found.ProcessMemoryLimit > wanted->ProcessMemoryLimit)
    return g_strdup ("not in force after being set");

  return NULL;
}

/* A job of this process alone, inside of the one it was started in. Its handle is closed at once,
 * it has no name: nobody can loosen it. */
static char *
enter_job (const CbSandboxOptions *options)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
  JOBOBJECT_BASIC_UI_RESTRICTIONS windows = {
    .UIRestrictionsClass = JOB_OBJECT_UILIMIT_DESKTOP | JOB_OBJECT_UILIMIT_DISPLAYSETTINGS
                           | JOB_OBJECT_UILIMIT_EXITWINDOWS | JOB_OBJECT_UILIMIT_GLOBALATOMS
                           | JOB_OBJECT_UILIMIT_HANDLES | JOB_OBJECT_UILIMIT_READCLIPBOARD
                           | JOB_OBJECT_UILIMIT_SYSTEMPARAMETERS
                           | JOB_OBJECT_UILIMIT_WRITECLIPBOARD,
  };
  HANDLE job = CreateJobObjectW (NULL, NULL);
  char *reason = NULL;

  limits.BasicLimitInformation.LimitFlags
      = JOB_OBJECT_LIMIT_ACTIVE_PROCESS | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  limits.BasicLimitInformation.ActiveProcessLimit = 1;
  if ((options->without & CB_SANDBOX_ADDRESS_SPACE) == 0)
    {
      limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_PROCESS_MEMORY;
      limits.ProcessMemoryLimit = cb_sandbox_get_address_space (options->file_size);
    }
  if ((options->without & CB_SANDBOX_CPU) == 0)
    {
      limits.BasicLimitInformation.LimitFlags |= JOB_OBJECT_LIMIT_PROCESS_TIME;
      limits.BasicLimitInformation.PerProcessUserTimeLimit.QuadPart
          = (gint64)cb_sandbox_get_cpu_seconds (options->file_size) * JOB_SECOND;
    }
  if (job == NULL
      || !SetInformationJobObject (job, JobObjectExtendedLimitInformation, &limits, sizeof limits)
      || !SetInformationJobObject (job, JobObjectBasicUIRestrictions, &windows, sizeof windows)
      || !AssignProcessToJobObject (job, GetCurrentProcess ()))
    reason = explain ("refused");
  else
    reason = check_job (&limits);
  if (job != NULL)
    CloseHandle (job);
  return reason;
}

/* No program is started, no code is made, no library comes from elsewhere than the disk. */
static char *
set_mitigations (void)
{
  PROCESS_MITIGATION_DYNAMIC_CODE_POLICY code = { .ProhibitDynamicCode = 1 };
  PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY extensions = { .DisableExtensionPoints = 1 };
  PROCESS_MITIGATION_IMAGE_LOAD_POLICY images
      = { .NoRemoteImages = 1, .NoLowMandatoryLabelImages = 1 };

  if (!SetProcessMitigationPolicy (ProcessDynamicCodePolicy, &code, sizeof code)
      || !SetProcessMitigationPolicy (ProcessExtensionPointDisablePolicy, &extensions,
                                      sizeof extensions)
      || !SetProcessMitigationPolicy (ProcessImageLoadPolicy, &images, sizeof images))
    return explain ("refused");

  return NULL;
}

/**
 * cb_sandbox_enter:
 *
 * As on Linux, with what Windows has: no privileges, no groups but those of everybody (where the
 * program that started it could see to that), low integrity (nothing of this person's can be
 * written), a job with limits of memory, time and processes, and no code but that of the program.
 *
 * What it has not for a program that any person may put anywhere: keeping a process from the
 * network, and from reading what its user may read. That is said in the report. An AppContainer
 * would do both, but cannot read the libraries of a program in a person's own folder.
 */
CbSandboxReport *
cb_sandbox_enter (const CbSandboxOptions *options)
{
  CbSandboxReport *report;
  HANDLE token = NULL;
  g_autofree char *job = NULL;

  g_return_val_if_fail (options != NULL, NULL);

  report = _cb_sandbox_report_new ();
#define LEFT_OUT(part) ((options->without & (part)) != 0)
#define TRY(part, call) (LEFT_OUT (part) ? g_strdup ("left out for a test") : (call))
  if (!OpenProcessToken (GetCurrentProcess (),
                         TOKEN_QUERY | TOKEN_ADJUST_PRIVILEGES | TOKEN_ADJUST_DEFAULT, &token))
    token = NULL;
  _cb_sandbox_note (report, "no-privileges",
                    TRY (CB_SANDBOX_NO_NEW_PRIVS,
                         token != NULL ? remove_privileges (token) : explain ("no token")));
  _cb_sandbox_note (report, "few-groups",
                    token != NULL ? check_groups (token) : explain ("no token"));
  _cb_sandbox_note (
      report, "low-integrity",
      TRY (CB_SANDBOX_LANDLOCK, token != NULL ? lower_integrity (token) : explain ("no token")));
  if (token != NULL)
    CloseHandle (token);
  job = enter_job (options);
  _cb_sandbox_note (report, "memory", TRY (CB_SANDBOX_ADDRESS_SPACE, g_strdup (job)));
  _cb_sandbox_note (report, "cpu", TRY (CB_SANDBOX_CPU, g_strdup (job)));
  _cb_sandbox_note (report, "one-process", g_strdup (job));
  _cb_sandbox_note (report, "no-new-code", TRY (CB_SANDBOX_SECCOMP, set_mitigations ()));
  _cb_sandbox_note (report, "no-reading", g_strdup ("Windows has nothing for it"));
  _cb_sandbox_note (report, "no-network", g_strdup ("Windows has nothing for it"));
#undef TRY
#undef LEFT_OUT

  return report;
}
