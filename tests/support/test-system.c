/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "test-system.h"

#include <glib/gstdio.h>

#include "base/cb-descriptor.h"

/* A file of these bytes that has no name; it stands at their end. */
int
test_file_new_with (gconstpointer bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  int fd = test_file_new ();

  g_assert_cmpint (fd, >=, 0);
  g_assert_true (cb_descriptor_write (fd, bytes, length, &error));
  g_assert_no_error (error);
  return fd;
}

guint64
test_file_get_size (int fd)
{
  CbDescriptorInfo info;

  g_assert_true (cb_descriptor_look (fd, &info, NULL));
  return info.size;
}

/* All of it, with a NUL behind. */
char *
test_file_dup_text (int fd)
{
  gsize size = (gsize)test_file_get_size (fd);
  char *text = g_malloc0 (size + 1);

  g_assert_cmpint (cb_descriptor_read_at (fd, text, size, 0, NULL), ==, (gssize)size);
  return text;
}

void
test_file_set_size_of (const char *path, guint64 size)
{
  int fd = test_file_open (path, TRUE);

  g_assert_cmpint (fd, >=, 0);
  test_file_set_size (fd, size);
  g_close (fd, NULL);
}

/* With all that is in it; a link is removed, not followed. */
void
test_folder_remove (const char *path)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      test_folder_remove (child);
    }

  g_remove (path);
}

/* @folder: below that of the tests, `core/reading`. */
char *
test_program_dup_built (const char *folder, const char *name)
{
  g_autofree char *self = test_program_dup_path ();
  const char *suffix = g_str_has_suffix (self, ".exe") ? ".exe" : "";
  g_autofree char *base = g_strconcat (name, suffix, NULL);

  return g_build_filename (g_getenv ("CB_BUILD_ROOT"), folder, base, NULL);
}
