/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-system.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int
test_file_new (void)
{
  return memfd_create ("test", MFD_CLOEXEC);
}

void
test_file_set_size (int fd, guint64 size)
{
  g_assert_cmpint (ftruncate (fd, (off_t)size), ==, 0);
}

int
test_file_open (const char *path, gboolean writing)
{
  return open (path, (writing ? O_RDWR : O_RDONLY) | O_CLOEXEC);
}

int
test_file_create (const char *path)
{
  return open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/* The clock of a file system ticks slowly: what is tested is that a change is seen, not how fine
 * its clock is. */
void
test_file_set_old (int fd)
{
  const struct timespec times[2] = { { 0, UTIME_OMIT }, { 1000000000, 0 } };

  g_assert_cmpint (futimens (fd, times), ==, 0);
}

int
test_file_keep_to_self (const char *path)
{
  return -1;
}

gboolean
test_file_can_replace_open (void)
{
  return TRUE;
}

/* Permissions do not bind root. */
gboolean
test_file_forbid_reading (const char *path)
{
  return geteuid () != 0 && chmod (path, 0) == 0;
}

int
test_file_open_for_writing (const char *path)
{
  return open (path, O_WRONLY | O_CLOEXEC);
}

int
test_device_open (void)
{
  return open ("/dev/null", O_RDONLY | O_CLOEXEC);
}

int
test_full_device_open (void)
{
  return open ("/dev/full", O_WRONLY | O_CLOEXEC);
}

int
test_folder_open (const char *path)
{
  return open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void
test_pipe_open (int ends[2])
{
  g_assert_cmpint (pipe2 (ends, O_CLOEXEC), ==, 0);
}

gboolean
test_fifo_make (const char *path)
{
  return mkfifo (path, 0600) == 0;
}

gboolean
test_link_make (const char *target, const char *path)
{
  return symlink (target, path) == 0;
}

gboolean
test_socket_make (const char *path)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean made;

  g_strlcpy (address.sun_path, path, sizeof address.sun_path);
  made = bind (fd, (struct sockaddr *)&address, sizeof address) == 0;
  close (fd);
  return made;
}

gboolean
test_device_link (const char *path)
{
  return symlink ("/dev/zero", path) == 0;
}

/* A program that is started by another name. */
gboolean
test_program_link (const char *target, const char *path)
{
  return symlink (target, path) == 0;
}

/* A file system namespace of the child's own, so that nothing has to be taken away afterwards. */
static gboolean
enter_namespace (void)
{
  g_autofree char *map = g_strdup_printf ("0 %d 1\n", (int)getuid ());

  if (getuid () == 0)
    return unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;

  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0
         && g_file_set_contents ("/proc/self/uid_map", map, -1, NULL)
         && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

gboolean
test_mount_small (const char *path, const char *size)
{
  g_autofree char *options = g_strconcat ("size=", size, NULL);

  return enter_namespace () && mount ("small", path, "tmpfs", 0, options) == 0;
}

gboolean
test_mount_read_only (const char *path)
{
  return enter_namespace () && mount (path, path, NULL, MS_BIND, NULL) == 0
         && mount (NULL, path, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL) == 0;
}

gboolean
test_limit_files (guint64 size)
{
  signal (SIGXFSZ, SIG_IGN);
  return setrlimit (RLIMIT_FSIZE, &(struct rlimit){ size, size }) == 0;
}

char *
test_program_dup_path (void)
{
  return g_file_read_link ("/proc/self/exe", NULL);
}

void
test_process_die_with_parent (void)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
test_process_kill_self (void)
{
  kill (getpid (), SIGKILL);
}

/* Once it has ended. */
gboolean
test_process_was_killed (GSubprocess *process)
{
  return g_subprocess_get_if_signaled (process) && g_subprocess_get_term_sig (process) == SIGKILL;
}

/* Also one that has ended and that nobody has asked after. */
gboolean
test_process_has_child (void)
{
  return waitpid (-1, NULL, WNOHANG) != -1;
}

/* The only one of this process; 0: there is none. */
gint64
test_process_find_child (void)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/task/%d/children", (int)getpid ());
  g_autofree char *children = NULL;

  g_assert_true (g_file_get_contents (path, &children, NULL, NULL));
  return g_ascii_strtoll (children, NULL, 10);
}

void
test_process_kill (gint64 id)
{
  kill ((pid_t)id, SIGKILL);
}
