/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include "base/cb-descriptor.h"
#include "core/portal/practice/cb-practice-portal.h"

/* practice-server VERSION FOLDER [FAULT…]: the practice portal alone, for tests and for trying by
 * hand: prints CKAN_URL, CKAN_TOKEN (an editor's), CKAN_SYSADMIN_TOKEN, CKAN_OTHER_TOKEN (of an
 * editor elsewhere) and CKAN_ORG, and ends when its standard input does. */

static gboolean
set_up (CbPracticePortal *portal, GError **error)
{
  g_autofree char *admin = NULL;
  g_autofree char *editor = NULL;
  g_autofree char *other = NULL;
  g_autofree char *member = NULL;

  if (!cb_practice_portal_ensure_organisation (portal, "co-quan-thu", "Cơ quan thử", error)
      || !cb_practice_portal_ensure_organisation (portal, "co-quan-khac", "Cơ quan khác", error))
    return FALSE;
  admin = cb_practice_portal_ensure_user (portal, "quan-tri", "sysadmin", NULL, error);
  if (admin != NULL)
    editor = cb_practice_portal_ensure_user (portal, "can-bo", "editor", "co-quan-thu", error);
  if (editor != NULL)
    other = cb_practice_portal_ensure_user (portal, "nguoi-khac", "editor", "co-quan-khac", error);
  if (other != NULL)
    member = cb_practice_portal_ensure_user (portal, "nguoi-doc", "member", "co-quan-thu", error);
  if (member == NULL)
    return FALSE;

  g_print ("CKAN_URL=%s\nCKAN_TOKEN=%s\nCKAN_SYSADMIN_TOKEN=%s\nCKAN_OTHER_TOKEN=%s\n"
           "CKAN_MEMBER_TOKEN=%s\nCKAN_ORG=co-quan-thu\n",
           cb_practice_portal_get_url (portal), editor, admin, other, member);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (CbPracticePortal) portal = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = cb_descriptor_new_input (0);
  char buffer[256];

  setlocale (LC_ALL, "");
  if (argc < 3)
    return 2;
  portal = cb_practice_portal_new (argv[2], argv[1], &error);
  for (int i = 3; portal != NULL && error == NULL && i < argc; i++)
    cb_practice_portal_add_fault (portal, argv[i], &error);
  if (portal == NULL || error != NULL || !cb_practice_portal_start (portal, 0, &error)
      || !set_up (portal, &error))
    {
      g_printerr ("practice-server: %s\n", error->message);
      return 1;
    }

  while (g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL) > 0)
    ;

  return 0;
}
