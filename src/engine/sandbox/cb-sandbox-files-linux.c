/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "engine/sandbox/cb-sandbox-private.h"

/* Debian 12's header ends at Landlock ABI 2; the kernel may know more, and what it knows is used.
 */
#define ACCESS_FS_ABI_1 ((1ull << 13) - 1)
#define ACCESS_FS_REFER (1ull << 13)
#define ACCESS_FS_TRUNCATE (1ull << 14)
#define ACCESS_FS_IOCTL_DEV (1ull << 15)
#define ACCESS_NET_TCP 3ull
#define SCOPE_ALL 3ull

typedef struct
{
  guint64 handled_access_fs;
  guint64 handled_access_net; /* from ABI 4 */
  guint64 scoped;             /* from ABI 6 */
} Ruleset;

/* What Poppler and Pango need for a PDF that does not carry its fonts, and nothing else. */
static const char *const readable_folders[] = {
  "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig",
  "/etc/fonts",       "/var/cache/fontconfig",  "/usr/share/poppler",
};

static gboolean
allow_folder (int ruleset_fd, const char *path)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
  };
  long result;

  rule.parent_fd = g_open (path, O_PATH | O_CLOEXEC, 0);
  if (rule.parent_fd < 0)
    return errno == ENOENT || errno == ENOTDIR || errno == EACCES;

  result = syscall (SYS_landlock_add_rule, ruleset_fd, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close (rule.parent_fd);
  return result == 0;
}

static int
create_ruleset (int abi)
{
  Ruleset ruleset = { .handled_access_fs = ACCESS_FS_ABI_1 };
  gsize size = sizeof ruleset.handled_access_fs;

  if (abi >= 2)
    ruleset.handled_access_fs |= ACCESS_FS_REFER;
  if (abi >= 3)
    ruleset.handled_access_fs |= ACCESS_FS_TRUNCATE;
  if (abi >= 5)
    ruleset.handled_access_fs |= ACCESS_FS_IOCTL_DEV;
  if (abi >= 4)
    {
      ruleset.handled_access_net = ACCESS_NET_TCP;
      size += sizeof ruleset.handled_access_net;
    }
  if (abi >= 6)
    {
      ruleset.scoped = SCOPE_ALL;
      size += sizeof ruleset.scoped;
    }

  return (int)syscall (SYS_landlock_create_ruleset, &ruleset, size, 0);
}

/* Landlock: from here on this thread and those it starts open no file but fonts and poppler-data,
 * these read-only. Descriptors that are open already stay as they are. Needs no-new-privs. */
char *
_cb_sandbox_restrict_files (void)
{
  int abi = (int)syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  gboolean ok = TRUE;
  char *reason = NULL;
  int fd;

  if (abi < 1)
    return g_strdup_printf ("the kernel has none (%s)", g_strerror (errno));
  fd = create_ruleset (abi);
  if (fd < 0)
    return g_strdup_printf ("no ruleset (%s)", g_strerror (errno));

  for (gsize i = 0; ok && i < G_N_ELEMENTS (readable_folders); i++)
    ok = allow_folder (fd, readable_folders[i]);
  if (!ok)
    reason = g_strdup_printf ("no rule (%s)", g_strerror (errno));
  else if (syscall (SYS_landlock_restrict_self, fd, 0) != 0)
    reason = g_strdup_printf ("refused (%s)", g_strerror (errno));
  close (fd);
  return reason;
}
