/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What tests need of a system beyond GLib, a pair of files as everywhere. What a system has not
 * returns %FALSE or -1, and the test says so with g_test_skip(). */

int test_file_new (void) G_GNUC_WARN_UNUSED_RESULT;
int test_file_new_with (gconstpointer bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;
guint64 test_file_get_size (int fd);
char *test_file_dup_text (int fd) G_GNUC_WARN_UNUSED_RESULT;
void test_file_set_size (int fd, guint64 size);
void test_file_set_size_of (const char *path, guint64 size);
int test_file_open (const char *path, gboolean writing) G_GNUC_WARN_UNUSED_RESULT;
int test_file_open_for_writing (const char *path) G_GNUC_WARN_UNUSED_RESULT;
int test_file_create (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void test_file_set_old (int fd);
int test_file_keep_to_self (const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean test_file_can_replace_open (void);
gboolean test_file_forbid_reading (const char *path);
int test_device_open (void) G_GNUC_WARN_UNUSED_RESULT;
int test_full_device_open (void) G_GNUC_WARN_UNUSED_RESULT;
void test_folder_remove (const char *path);
int test_folder_open (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void test_pipe_open (int ends[2]);

gboolean test_fifo_make (const char *path);
gboolean test_link_make (const char *target, const char *path);
gboolean test_program_link (const char *target, const char *path);

gboolean test_socket_make (const char *path);
gboolean test_device_link (const char *path);

gboolean test_mount_small (const char *path, const char *size);
gboolean test_mount_read_only (const char *path);
gboolean test_limit_files (guint64 size);

char *test_program_dup_path (void) G_GNUC_WARN_UNUSED_RESULT;
char *test_program_dup_built (const char *folder, const char *name) G_GNUC_WARN_UNUSED_RESULT;

void test_process_die_with_parent (void);
void test_process_kill_self (void);
gboolean test_process_was_killed (GSubprocess *process);
gboolean test_process_has_child (void);
gint64 test_process_find_child (void);
void test_process_kill (gint64 id);

G_END_DECLS
