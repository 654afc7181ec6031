/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For the tests alone, put before Wine by LD_PRELOAD. On Windows' drives a file that is made longer gets its room at
 * once, or the program is told that the drive is full. Wine leaves a hole, which takes its room when somebody writes to
 * it: where that is memory mapped from it, as SQLite shares some, on a full drive the program is ended. So that a drive
 * is as full as one of Windows, what is made longer on the one that CB_WHOLE_FILES names by its number gets its room. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int
give_room (int fd, off_t length)
{
  const char *drive = getenv ("CB_WHOLE_FILES");
  struct stat is;

  if (drive == NULL || fstat (fd, &is) != 0 || !S_ISREG (is.st_mode)
      || is.st_dev != strtoull (drive, NULL, 10) || length <= is.st_size)
    return 0;

  return fallocate (fd, 0, is.st_size, length - is.st_size) == 0 || errno != ENOSPC ? 0 : -1;
}

int
ftruncate (int fd, off_t length)
{
  int (*next) (int, off_t) = (int (*) (int, off_t))dlsym (RTLD_NEXT, "ftruncate");

  return give_room (fd, length) == 0 ? next (fd, length) : -1;
}

/* Beyond the end of a file, as Wine makes one longer. */
ssize_t
pwrite (int fd, const void *bytes, size_t length, off_t at)
{
  ssize_t (*next) (int, const void *, size_t, off_t)
      = (ssize_t (*) (int, const void *, size_t, off_t))dlsym (RTLD_NEXT, "pwrite");

  return give_room (fd, at + (off_t)length) == 0 ? next (fd, bytes, length, at) : -1;
}
