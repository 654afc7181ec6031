/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>
#include <stdlib.h>

#include "contract.h"
#include "core/portal/practice/cb-practice-portal.h"
#include "test-system.h"

/* One set of cases for the real CKAN (CKAN_URL, CKAN_VERSION, CKAN_…TOKEN, from with-ckan) and for
 * the practice portal (CB_PRACTICE_VERSION, started here). Where the two differ, the practice
 * portal is wrong. */

static const char *
need (const char *name)
{
  const char *value = g_getenv (name);

  if (value == NULL)
    give_up ("%s is not set", name);
  return value;
}

static void
use_environment (void)
{
  portal.url = need ("CKAN_URL");
  portal.editor = need ("CKAN_TOKEN");
  portal.sysadmin = need ("CKAN_SYSADMIN_TOKEN");
  portal.other = need ("CKAN_OTHER_TOKEN");
  portal.member = need ("CKAN_MEMBER_TOKEN");
  portal.organisation = need ("CKAN_ORG");
}

static CbPracticePortal *
use_practice (const char *folder, const char *version)
{
  g_autoptr (GError) error = NULL;
  CbPracticePortal *practice = cb_practice_portal_new (folder, version, &error);

  g_assert_no_error (error);
  g_assert_true (cb_practice_portal_start (practice, 0, &error));
  cb_practice_portal_set_max_resource_size (practice, MAX_FILE);
  cb_practice_portal_set_max_request_size (practice, MAX_REQUEST);
  portal.organisation = "co-quan-thu";
  cb_practice_portal_ensure_organisation (practice, portal.organisation, "Cơ quan thử", NULL);
  cb_practice_portal_ensure_organisation (practice, "co-quan-khac", "Cơ quan khác", NULL);
  portal.url = cb_practice_portal_get_url (practice);
  portal.sysadmin = cb_practice_portal_ensure_user (practice, "quan-tri", "sysadmin", NULL, &error);
  portal.editor
      = cb_practice_portal_ensure_user (practice, "can-bo", "editor", "co-quan-thu", &error);
  portal.other
      = cb_practice_portal_ensure_user (practice, "nguoi-khac", "editor", "co-quan-khac", &error);
  portal.member
      = cb_practice_portal_ensure_user (practice, "nguoi-doc", "member", "co-quan-thu", &error);
  g_assert_no_error (error);

  return practice;
}

int
main (int argc, char **argv)
{
  g_autoptr (CbPracticePortal) practice = NULL;
  const char *version = g_getenv ("CB_PRACTICE_VERSION");
  g_autofree char *folder = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (version != NULL)
    {
      folder = g_dir_make_tmp ("congbo-contract-XXXXXX", NULL);
      practice = use_practice (folder, version);
    }
  else
    {
      use_environment ();
      version = need ("CKAN_VERSION");
    }
  g_assert_true (g_str_has_prefix (version, "2."));
  portal.minor = (guint)strtoul (version + strlen ("2."), NULL, 10);

  add_sign_in_cases ();
  add_dataset_cases ();
  add_revise_cases ();
  add_file_cases ();
  add_transport_cases ();
  status = g_test_run ();
  if (practice != NULL)
    {
      cb_practice_portal_stop (practice);
      test_folder_remove (folder);
    }

  return status;
}
