/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-descriptor.h"

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "test-system.h"

/* Long enough that a name without a prefix does not reach it on Windows. */
#define DEPTH 8
#define LONG_NAME "Số liệu tháng 10 của Sở Khoa học và Công nghệ"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("congbo-descriptor-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "Biểu 01 (chính thức).csv", NULL);
  g_assert_true (g_file_set_contents (self->path, "Mã,Tên\n01,Hà Nội\n", -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
test_read (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbDescriptorInfo info;
  char buffer[64] = "";
  int fd = cb_descriptor_open (self->path, &info, &error);

  g_assert_no_error (error);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (info.kind, ==, CB_DESCRIPTOR_FILE);
  g_assert_true (info.readable);
  g_assert_cmpuint (info.size, ==, 22);
  /* From any place, any number of times; carriage returns are not made or lost. */
  g_assert_cmpint (cb_descriptor_read_at (fd, buffer, sizeof buffer, 9, &error), ==, 13);
  g_assert_cmpstr (buffer, ==, "01,Hà Nội\n");
  g_assert_cmpint (cb_descriptor_read_at (fd, buffer, 2, 0, &error), ==, 2);
  g_assert_cmpint (cb_descriptor_read_at (fd, buffer, 5, 22, &error), ==, 0);
  g_assert_cmpint (cb_descriptor_read_at (fd, buffer, 5, 1000000, &error), ==, 0);
  g_assert_no_error (error);
  g_close (fd, NULL);
}

static void
test_write_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbDescriptorInfo info;
  int fd = cb_descriptor_open (self->path, &info, NULL);

  g_assert_false (cb_descriptor_write_at (fd, "x", 1, 0, &error));
  g_assert_nonnull (error);
  g_close (fd, NULL);
}

/* A second descriptor outlives the first. */
static void
test_duplicate (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbDescriptorInfo info, again;
  char buffer[4] = "";
  int fd = cb_descriptor_open (self->path, &info, NULL);
  int copy = cb_descriptor_duplicate (fd, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_true (cb_descriptor_look (copy, &again, &error));
  g_assert_cmpuint (again.file, ==, info.file);
  g_assert_cmpuint (again.device, ==, info.device);
  g_assert_cmpint (again.changed_ns, ==, info.changed_ns);
  g_assert_cmpint (cb_descriptor_read_at (copy, buffer, 1, 0, &error), ==, 1);
  g_assert_cmpstr (buffer, ==, "M");
  g_close (copy, NULL);
}

static gboolean
fail_twice_cb (const char *name, gpointer user_data)
{
  guint *n_asked = user_data;

  return g_str_equal (name, "descriptor.open-in-use") && ++*n_asked <= 2;
}

/* As a virus scanner does, for a moment or for good. */
static void
test_kept_by_another (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbDescriptorInfo info;
  guint n_asked = 0;
  int fd, other;

  cb_failpoint_set (fail_twice_cb, &n_asked);
  fd = cb_descriptor_open (self->path, &info, &error);
  cb_failpoint_set (NULL, NULL);
  g_assert_no_error (error);
  g_close (fd, NULL);

  other = test_file_keep_to_self (self->path);
  if (other < 0)
    {
      g_test_skip ("no program can keep a file to itself here");
      return;
    }
  g_assert_cmpuint (n_asked, >, 2);
  g_assert_cmpint (cb_descriptor_open (self->path, &info, &error), ==, -1);
  g_assert_error (error, CB_ERROR, CB_ERROR_IN_USE);
  g_close (other, NULL);
}

static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  CbDescriptorInfo info;

  g_assert_cmpint (cb_descriptor_open (self->folder, &info, &error), ==, -1);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
  g_assert_true (cb_descriptor_look_up (self->folder, &info, NULL));
  g_assert_cmpint (info.kind, ==, CB_DESCRIPTOR_FOLDER);
}

static void
test_missing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "không có", "tệp.csv", NULL);
  CbDescriptorInfo info;

  g_assert_cmpint (cb_descriptor_open (path, &info, &error), ==, -1);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_assert_false (cb_descriptor_look_up (path, &info, NULL));
}

/* A clerk's folders lie deep: more than 260 characters, each of several bytes. */
static void
test_long_path (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autofree char *deep = g_strdup (self->folder);
  CbDescriptorInfo info;
  int fd;

  for (guint i = 0; i < DEPTH; i++)
    {
      char *next = g_build_filename (deep, LONG_NAME, NULL);

      if (g_mkdir (next, 0700) != 0)
        {
          g_free (next);
          break;
        }
      g_free (deep);
      deep = g_strdup (next);
      g_ptr_array_insert (folders, 0, next);
    }
  path = g_build_filename (deep, "Biểu 01 (chính thức).csv", NULL);
  if (folders->len == DEPTH && g_file_set_contents (path, "a\n", -1, NULL))
    {
      g_assert_cmpint (g_utf8_strlen (path, -1), >, 260);
      fd = cb_descriptor_open (path, &info, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (info.size, ==, 2);
      g_close (fd, NULL);
    }
  else
    g_test_skip ("the folders cannot be made here with plain names");
  g_unlink (path);
  for (guint i = 0; i < folders->len; i++)
    g_rmdir (g_ptr_array_index (folders, i));
}

static void
test_streams (void)
{
  static const char text[] = "Mã,Tên\n01,Hà Nội\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = NULL;
  CbDescriptorInfo info;
  char buffer[64] = "";
  gsize got = 0;
  int ends[2];

  test_pipe_open (ends);
  g_assert_true (cb_descriptor_look (ends[0], &info, NULL));
  g_assert_cmpint (info.kind, ==, CB_DESCRIPTOR_PIPE);
  input = cb_descriptor_new_input (ends[0]);
  output = cb_descriptor_new_output (ends[1]);
  g_assert_true (g_output_stream_write_all (output, text, sizeof text, NULL, NULL, &error));
  g_assert_no_error (error);
  g_clear_object (&output);
  g_close (ends[1], NULL);
  g_assert_true (g_input_stream_read_all (input, buffer, sizeof buffer, &got, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (buffer, got, text, sizeof text);
  g_clear_object (&input);
  /* Still the caller's. */
  g_assert_true (cb_descriptor_look (ends[0], &info, NULL));
  g_close (ends[0], NULL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/descriptor/read-at", test_read },
    { "/descriptor/write-refused", test_write_refused },
    { "/descriptor/duplicate", test_duplicate },
    { "/descriptor/kept-by-another", test_kept_by_another },
    { "/descriptor/folder", test_folder },
    { "/descriptor/missing", test_missing },
    { "/descriptor/long-path", test_long_path },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/descriptor/streams", test_streams);
  return g_test_run ();
}
