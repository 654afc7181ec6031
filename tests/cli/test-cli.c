/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "cli-fixture.h"
#include "test-system.h"

/* congboctl as a stranger meets it: words, exit codes, JSON. The program's path is argv[1]. */

static char *
dup_sample (const char *name)
{
  return g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples", name, NULL);
}

static void
test_usage (void)
{
  g_autofree char *help = NULL;

  g_assert_cmpint (run (NULL, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "no-such-command", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "check", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "check", "--no-such-option", NULL), ==, 2);
  g_assert_cmpint (run (&help, "--help", NULL), ==, 0);
  g_assert_nonnull (strstr (help, "practice-portal"));
}

/* Who reads the first lines and goes away is told nothing. */
static void
test_read_in_part (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autoptr (GString) table = g_string_new ("name,number\n");
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  GInputStream *output;
  GInputStream *errors;
  char bytes[100];
  gsize n = 0;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (table, "a%u,%u\n", i, i);
  g_assert_true (g_file_set_contents (path, table->str, (gssize)table->len, NULL));
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                              &error, program, "read", path, NULL);
  g_assert_no_error (error);
  output = g_subprocess_get_stdout_pipe (process);
  errors = g_subprocess_get_stderr_pipe (process);
  g_assert_true (g_input_stream_read_all (output, bytes, 20, NULL, NULL, NULL));
  g_assert_cmpmem (bytes, 20, "name,number\na0,0\na1,", 20);
  g_assert_true (g_input_stream_close (output, NULL, NULL));
  g_assert_true (g_input_stream_read_all (errors, bytes, sizeof bytes, &n, NULL, NULL));
  g_assert_cmpmem (bytes, n, "", 0);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
#ifdef SIGPIPE
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGPIPE);
#else
  g_assert_false (g_subprocess_get_successful (process));
#endif
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_check_json (void)
{
  g_autofree char *personal = dup_sample ("ho-kinh-doanh.csv");
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (run (&output, "check", "--json", personal, NULL), ==, 1);
  root = json_from_string (output, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (json_node_get_object (root), "findings")),
                    >, 0);
}

static void
test_check_masks (void)
{
  g_autofree char *personal = dup_sample ("ho-kinh-doanh.csv");
  g_autofree char *output = NULL;
  g_autoptr (GRegex) whole_number = g_regex_new ("[0-9]{12}", 0, 0, NULL);

  g_assert_cmpint (run (&output, "check", personal, NULL), ==, 1);
  g_assert_false (g_regex_match (whole_number, output, 0, NULL));
}

/* The lists that the program is installed with reach the process that reads the file. */
static void
test_check_places (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *output = NULL;

  g_assert_true (g_file_set_contents (
      path, "Mã xã;Xã;Tỉnh\n00004;Ba Đình;Hà Nội\n00097;Ba Đình;Hà Nam\n", -1, NULL));
  g_assert_cmpint (run (&output, "check", "--json", path, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "vn-place-mismatch"));
  g_assert_nonnull (strstr (output, "vn-old-place"));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_columns (void)
{
  g_autofree char *personal = dup_sample ("ho-kinh-doanh.csv");
  g_autofree char *output = NULL;
  g_autofree char *table = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRegex) whole_number = g_regex_new ("[0-9]{12}", 0, 0, NULL);
  JsonArray *columns;

  g_assert_cmpint (run (&output, "columns", "--json", personal, NULL), ==, 0);
  root = json_from_string (output, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (root), "rows"), ==, 120);
  columns = json_object_get_array_member (json_node_get_object (root), "columns");
  g_assert_cmpuint (json_array_get_length (columns), ==, 10);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (columns, 3), "type"), ==,
      "date");
  g_assert_cmpint (run (&table, "columns", personal, NULL), ==, 0);
  g_assert_nonnull (strstr (table, "Ngày sinh"));
  g_assert_false (g_regex_match (whole_number, output, 0, NULL));
  g_assert_false (g_regex_match (whole_number, table, 0, NULL));
  g_assert_cmpint (run (NULL, "columns", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "columns", "/no/such/file", NULL), ==, 3);
}

/* As diff(1): 0 the same, 1 different, 2 could not be told. */
static void
test_diff (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *before = g_build_filename (folder, "before.csv", NULL);
  g_autofree char *now = g_build_filename (folder, "now.csv", NULL);
  g_autofree char *words = NULL;
  g_autofree char *output = NULL;
  g_autofree char *few = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *object, *row;

  g_assert_true (g_file_set_contents (
      before, "BÁO CÁO,,\nMã,Tên,Số\nA1,An,1\nA2,Bình,2\nA3,Chi,3\n", -1, NULL));
  g_assert_true (g_file_set_contents (
      now, "Mã,Tên,Số,Mới\nA3,Chi,30,x\nA1,An,1,y\nA5,Em,5,z\nA6,Gấm,6,z\n", -1, NULL));
  g_assert_cmpint (run (NULL, "diff", before, before, NULL), ==, 0);
  g_assert_cmpint (run (&words, "diff", before, now, NULL), ==, 1);
  g_assert_nonnull (strstr (words, "2 rows added; 1 row removed; 1 row changed; column added: "));
  g_assert_nonnull (strstr (words, "+ 4: A5 | Em | 5 | z\n"));
  g_assert_nonnull (strstr (words, "- 4: A2 | Bình | 2\n"));
  g_assert_nonnull (strstr (words, "~ 2: A3\n    Số: 3 → 30\n"));
  g_assert_cmpint (run (&few, "diff", "--rows", "1", before, now, NULL), ==, 1);
  g_assert_nonnull (strstr (few, "… and 1 more row\n"));
  g_assert_cmpint (run (&output, "diff", "--json", "--key", "Tên", before, now, NULL), ==, 1);
  root = json_from_string (output, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  g_assert_cmpstr (json_object_get_string_member (object, "key-kind"), ==, "given");
  g_assert_cmpint (json_object_get_int_member (object, "same"), ==, 1);
  row = json_array_get_object_element (json_object_get_array_member (object, "changed-rows"), 0);
  g_assert_cmpint (json_object_get_int_member (row, "row-before"), ==, 5);
  g_assert_cmpint (json_object_get_int_member (row, "row-now"), ==, 2);
  g_assert_cmpint (run (NULL, "diff", "--key", "Không có", before, now, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "diff", before, "/no/such/file", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "diff", "/no/such/file", now, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "diff", before, NULL), ==, 2);
  g_unlink (before);
  g_unlink (now);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What a text says has its clause, what it leaves open is said to be open. */
static void
test_profile (void)
{
  g_autofree char *list = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *sound = NULL;
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles/vinh-phuc.json", NULL);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *root = g_build_filename (folder, "none", NULL);
  g_autofree char *broken = NULL;
  int fd = g_file_open_tmp ("congbo-profile-XXXXXX.json", &broken, NULL);

  g_close (fd, NULL);
  g_assert_cmpint (run (&list, "profile", "list", "--root", root, NULL), ==, 0);
  g_assert_false (g_file_test (root, G_FILE_TEST_EXISTS));
  g_assert_nonnull (strstr (list, "vn-51-quang-ngai"));
  g_assert_nonnull (strstr (list, "59/2024/QĐ-UBND"));
  g_assert_cmpint (run (&shown, "profile", "show", "--root", root, "quang-ngai", NULL), ==, 0);
  g_assert_nonnull (
      strstr (shown, "15 days from the first day of the next period (Điều 7 khoản 6 điểm c"));
  g_assert_nonnull (strstr (shown, "Every month: the text says nothing\n"));
  g_assert_nonnull (strstr (shown, "Sở Khoa học và Công nghệ"));
  g_assert_cmpint (run (NULL, "profile", "show", "--root", root, "nowhere", NULL), ==, 2);
  g_assert_cmpint (run (&sound, "profile", "check", path, NULL), ==, 0);
  g_assert_true (g_file_set_contents (broken, "{\n\"kind\": \"province\"\n}\n", -1, NULL));
  g_assert_cmpint (run (NULL, "profile", "check", broken, NULL), ==, 3);
  g_assert_cmpint (run (NULL, "profile", NULL), ==, 2);
  g_unlink (broken);
}

/* What a preset corrected is shown as such, with the clause of the text that it is not of. */
static void
test_profile_corrected (void)
{
  static const char preset[]
      = "{\"kind\":\"congbo-preset\",\"version\":1,\"name\":\"Sở KH&CN\",\"profile_changes\":{"
        "\"vn-51-quang-ngai\":{\"update_rules.quarterly.days\":12,\"review.one_person_allowed\":"
        "false,\"plan.required\":null}}}";
  g_autofree char *root = g_dir_make_tmp (NULL, NULL);
  g_autofree char *path = g_build_filename (root, "a.congbo-preset", NULL);
  g_autofree char *shown = NULL;
  g_autofree char *json = NULL;

  g_assert_true (g_file_set_contents (path, preset, -1, NULL));
  g_assert_cmpint (run (NULL, "preset", "apply", "--root", root, path, NULL), ==, 0);
  g_assert_cmpint (run (&shown, "profile", "show", "--root", root, "quang-ngai", NULL), ==, 0);
  g_assert_nonnull (strstr (shown, "12 days from the first day of the next period (Điều 7 khoản 6 "
                                   "điểm c, 59/2024/QĐ-UBND (giá trị do cơ quan sửa: Sở KH&CN "));
  g_assert_nonnull (
      strstr (shown, "One person may prepare and approve: no (Giá trị do cơ quan đặt"));
  g_assert_nonnull (strstr (shown, "A plan: nothing: the agency took it out (Giá trị do cơ quan"));
  g_assert_cmpint (run (&json, "profile", "show", "--json", "--root", root, "quang-ngai", NULL), ==,
                   0);
  g_assert_nonnull (strstr (json, "\"correctedBy\" : \"Sở KH&CN, on "));
}

/* A file is held against its own schema, and against one that asks for more. */
static void
check_against (const char *schema, const char *sample)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "schema.json", NULL);
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;

  g_assert_true (g_file_set_contents (path, schema, -1, NULL));
  g_assert_cmpint (run (&own, "check", "--json", "--schema", path, sample, NULL), ==, 1);
  g_assert_null (strstr (own, "type-error"));
  g_assert_null (strstr (own, "-label"));
  g_assert_true (g_file_set_contents (
      path, "{\"fields\":[{\"name\":\"Mã số hộ\",\"type\":\"integer\"}]}", -1, NULL));
  g_assert_cmpint (run (&other, "check", "--json", "--schema", path, sample, NULL), ==, 1);
  g_assert_nonnull (strstr (other, "type-error"));
  g_assert_nonnull (strstr (other, "extra-label"));
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  g_assert_cmpint (run (NULL, "check", "--schema", path, sample, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "check", "--schema", "/no/such/file", sample, NULL), ==, 3);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_schema (void)
{
  g_autofree char *sample = dup_sample ("ho-kinh-doanh.csv");
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *fields;
  JsonObject *field;

  g_assert_cmpint (run (&output, "schema", sample, NULL), ==, 0);
  root = json_from_string (output, &error);
  g_assert_no_error (error);
  fields = json_object_get_array_member (json_node_get_object (root), "fields");
  g_assert_cmpuint (json_array_get_length (fields), ==, 10);
  field = json_array_get_object_element (fields, 3);
  g_assert_cmpstr (json_object_get_string_member (field, "type"), ==, "date");
  g_assert_cmpstr (json_object_get_string_member (field, "format"), ==, "%d/%m/%Y");
  field = json_array_get_object_element (fields, 9);
  g_assert_cmpstr (json_object_get_string_member (field, "name"), ==, "Vốn (đồng)");
  g_assert_cmpstr (json_object_get_string_member (field, "title"), ==, "Vốn");
  g_assert_cmpstr (json_object_get_string_member (field, "groupChar"), ==, ".");
  g_assert_cmpstr (json_object_get_string_member (field, "congbo:unitCode"), ==, "VND");
  check_against (output, sample);
  g_assert_cmpint (run (NULL, "schema", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "schema", "/dev/zero", NULL), ==, 3);
}

static void
test_bad_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *empty = g_build_filename (folder, "empty.csv", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autofree char *sample = dup_sample ("danh-muc.csv");

  g_file_set_contents (empty, "", 0, NULL);
  g_assert_cmpint (run (NULL, "check", folder, NULL), ==, 3);
  g_assert_cmpint (run (NULL, "check", empty, NULL), ==, 3);
  if (test_fifo_make (pipe))
    g_assert_cmpint (run (NULL, "check", pipe, NULL), ==, 3);
  g_assert_cmpint (run (NULL, "check", G_DIR_SEPARATOR == '/' ? "/dev/zero" : "NUL", NULL), ==, 3);
  g_assert_cmpint (run (NULL, "check", "/nowhere.csv", NULL), ==, 3);
  g_assert_cmpint (run (NULL, "check", "--schema", empty, sample, NULL), ==, 2);
  g_unlink (empty);
  g_unlink (pipe);
  g_rmdir (folder);
}

static JsonNode *
run_json (const char *root, const char *option, const char *value)
{
  g_autofree char *output = NULL;
  JsonNode *node;

  g_assert_cmpint (
      run (&output, "report", "--practice", "--root", root, "--json", option, value, NULL), ==, 0);
  node = json_from_string (output, NULL);
  g_assert_nonnull (node);

  return node;
}

/* One dataset was published just now: the figure says so, and so does the row behind it. */
static void
check_report (const char *root)
{
  g_autoptr (JsonNode) all = run_json (root, NULL, NULL);
  g_autoptr (JsonNode) long_ago = run_json (root, "--from=2020-01-01", "--to=2020-12-31");
  g_autoptr (JsonNode) rows = run_json (root, "--rows", "published");
  g_autofree char *path = g_build_filename (root, "report.XLSX", NULL);
  JsonObject *figures = json_object_get_object_member (json_node_get_object (all), "figures");
  JsonObject *row;

  g_assert_cmpint (json_object_get_int_member (figures, "published"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (figures, "approved"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rows)), ==, 1);
  row = json_array_get_object_element (json_node_get_array (rows), 0);
  g_assert_cmpstr (json_object_get_string_member (row, "event"), ==, "receipt");
  g_assert_true (json_object_get_boolean_member (json_node_get_object (long_ago), "empty"));
  g_assert_cmpint (run (NULL, "report", "--practice", "--root", root, "-o", path, NULL), ==, 0);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  g_assert_cmpint (run (NULL, "report", "--practice", "--root", root, "--rows", "nothing", NULL),
                   ==, 2);
  g_assert_cmpint (run (NULL, "report", "--practice", "--root", root, "--from", "2026-02-31", NULL),
                   ==, 2);
  g_assert_cmpint (run (NULL, "report", "--practice", "--root", root, "-o", "x.odt", NULL), ==, 2);
}

/* What is said to the contents that the text asks for is kept with its half year. */
static void
check_report_contents (const char *root)
{
  g_autofree char *output = NULL;
  g_autofree char *later = NULL;

  g_assert_cmpint (run (NULL, "report", "--practice", "--root", root, "--kind", "evaluation-public",
                        "--answer", "quality=Đã đối chiếu = đủ", "--from", "2026-07-01", "--to",
                        "2026-12-31", NULL),
                   ==, 0);
  g_assert_cmpint (run (&output, "report", "--practice", "--root", root, "--kind",
                        "evaluation-public", "--from", "2026-07-01", "--to", "2026-12-30", NULL),
                   ==, 0);
  g_assert_nonnull (strstr (output, "Đã đối chiếu = đủ"));
  g_assert_nonnull (strstr (output, "59/2024/QĐ-UBND"));
  g_assert_cmpint (run (&later, "report", "--practice", "--root", root, "--kind",
                        "evaluation-public", "--from", "2026-01-01", "--to", "2026-06-30", NULL),
                   ==, 0);
  g_assert_null (strstr (later, "Đã đối chiếu"));
  g_assert_cmpint (
      run (NULL, "report", "--practice", "--root", root, "--answer", "quality=x", NULL), ==, 2);
}

/* What people say of duties is kept, and the list follows it. */
static void
check_due (const char *root)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *ics = NULL;

  g_assert_cmpint (
      run (&before, "due", "--practice", "--root", root, "--on", "2026-11-16", "--json", NULL), ==,
      0);
  g_assert_nonnull (strstr (before, "\"catalog-review\""));
  g_assert_null (strstr (before, "2026-11-19"));
  g_assert_cmpint (run (NULL, "due", "--practice", "--root", root, "--changed", "DL007", "--on",
                        "2026-11-04", NULL),
                   ==, 0);
  g_assert_cmpint (run (NULL, "due", "--practice", "--root", root, "--changed", "DL007", NULL), ==,
                   2);
  g_assert_cmpint (run (NULL, "due", "--practice", "--root", root, "--on", "2026-02-31", NULL), ==,
                   2);
  g_assert_cmpint (
      run (&after, "due", "--practice", "--root", root, "--on", "2026-11-16", "--json", NULL), ==,
      0);
  /* Quảng Ngãi 7.6d: fifteen days after Wed 4 Nov. */
  g_assert_nonnull (strstr (after, "2026-11-19"));
  /* What nobody said cannot be taken back. */
  g_assert_cmpint (
      run (NULL, "due", "--practice", "--root", root, "--not-done", "catalog-review", NULL), ==, 3);
  g_assert_cmpint (
      run (NULL, "due", "--practice", "--root", root, "--done", "catalog-review", NULL), ==, 0);
  g_assert_cmpint (
      run (NULL, "due", "--practice", "--root", root, "--not-done", "catalog-review", NULL), ==, 0);
  g_assert_cmpint (run (&ics, "due", "--practice", "--root", root, "--ics", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (ics, "BEGIN:VCALENDAR\r\n"));
}

/* What show prints set takes; what makes no sense is refused, and the plan stays. */
static void
check_plan (const char *root)
{
  static const char *const bad[] = {
    "{\"phases\":[{\"name\":\"Một\",\"from\":\"2026-02-31\"}]}",
    "{\"phases\":[7]}",
    "{\"basis\":\"x\"}",
    "[]",
    "kế hoạch",
  };
  g_autofree char *path = g_build_filename (root, "plan.json", NULL);
  g_autofree char *paper = g_build_filename (root, "plan.PDF", NULL);
  g_autofree char *output = NULL;
  g_autofree char *again = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_set_contents (
      path,
      "{\"basis\":\"12/KH-SYT\",\"phases\":[{\"name\":\"Một\",\"from\":\"2020-01-01\","
      "\"to\":\"2099-12-31\",\"minimum\":2,\"level\":\"\",\"items\":[]}]}",
      -1, NULL));
  g_assert_cmpint (run (NULL, "plan", "set", path, "--practice", "--root", root, NULL), ==, 0);
  g_assert_cmpint (run (&output, "plan", "show", "--practice", "--root", root, "--json", NULL), ==,
                   0);
  g_assert_nonnull (strstr (output, "\"published\" : 1"));
  g_assert_nonnull (strstr (output, "\"on-way\""));
  g_assert_true (g_file_set_contents (path, output, -1, NULL));
  g_assert_cmpint (run (NULL, "plan", "set", path, "--practice", "--root", root, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_true (g_file_set_contents (path, bad[i], -1, NULL));
      g_assert_cmpint (run (NULL, "plan", "set", path, "--practice", "--root", root, NULL), !=, 0);
    }
  g_assert_cmpint (run (&again, "plan", "show", "--practice", "--root", root, "--json", NULL), ==,
                   0);
  g_assert_cmpstr (again, ==, output);
  /* A device has no end. */
  g_assert_cmpint (run (NULL, "plan", "set", "/dev/zero", "--practice", "--root", root, NULL), !=,
                   0);
  g_assert_cmpint (run (NULL, "plan", "export", paper, "--practice", "--root", root, NULL), ==, 0);
  g_assert_true (g_file_get_contents (paper, &after, NULL, NULL));
  g_assert_true (g_str_has_prefix (after, "%PDF-"));
  g_assert_cmpint (run (NULL, "plan", "export", "x.odt", "--practice", "--root", root, NULL), ==,
                   2);
}

static void
test_rehearse (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *output = NULL;
  g_autofree char *due = NULL;
  g_autofree char *queue = NULL;

  g_assert_cmpint (run (&output, "rehearse", "--root", root, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "/dataset/"));
  g_assert_nonnull (strstr (output, "Trần Văn Minh"));
  g_assert_cmpint (run (&due, "due", "--practice", "--root", root, "--json", NULL), ==, 0);
  g_assert_cmpint (run (&queue, "queue", "list", "--practice", "--root", root, "--json", NULL), ==,
                   0);
  g_assert_nonnull (strstr (queue, "\"done\""));
  check_report (root);
  check_report_contents (root);
  check_due (root);
  check_plan (root);
}

static void
test_publish_needs_two (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *sample = dup_sample ("co-so-y-te-tcvn3.csv");

  g_assert_cmpint (run (NULL, "publish", sample, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "publish", sample, "--practice", "--root", root, "--prepared-by",
                        "Lan", "--approved-by", "Minh", NULL),
                   ==, 1);
}

/* Returns: (transfer full): of the only dataset that `list` or `list --removed` says */
static char *
dup_only_dataset (const char *root, const char *option)
{
  g_autofree char *output = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  g_assert_cmpint (
      run (&output, "dataset", "list", "--practice", "--root", root, "--json", option, NULL), ==,
      0);
  node = json_from_string (output, NULL);
  array = json_node_get_array (node);
  if (json_array_get_length (array) == 0)
    return NULL;
  g_assert_cmpuint (json_array_get_length (array), ==, 1);
  return g_strdup (json_object_get_string_member (json_array_get_object_element (array, 0), "id"));
}

static void
test_dataset (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *other = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *sample = dup_sample ("co-so-y-te-tcvn3.csv");
  g_autofree char *id = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *words = NULL;
  g_autofree char *published = NULL;

  g_assert_cmpint (run (NULL, "publish", sample, "--practice", "--root", root, "--prepared-by",
                        "Lan", "--approved-by", "Minh", NULL),
                   ==, 1);
  id = dup_only_dataset (root, NULL);
  g_assert_cmpint (run (NULL, "dataset", "remove", NULL), ==, 2);
  g_assert_cmpint (
      run (NULL, "dataset", "remove", "no-such-id", "--practice", "--root", root, NULL), ==, 3);
  g_assert_cmpint (run (NULL, "dataset", "remove", id, "--practice", "--root", root, NULL), ==, 0);
  listed = dup_only_dataset (root, NULL);
  g_assert_null (listed);
  removed = dup_only_dataset (root, "--removed");
  g_assert_cmpstr (removed, ==, id);
  g_assert_cmpint (run (&words, "dataset", "list", "--removed", "--practice", "--root", root, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (words, "Nguyễn Thị Lan"));
  g_assert_cmpint (
      run (NULL, "dataset", "restore", id, "--by", "Minh", "--practice", "--root", root, NULL), ==,
      0);
  listed = dup_only_dataset (root, NULL);
  g_assert_cmpstr (listed, ==, id);

  g_assert_cmpint (run (NULL, "rehearse", "--root", other, NULL), ==, 0);
  published = dup_only_dataset (other, NULL);
  g_assert_cmpint (run (NULL, "dataset", "remove", published, "--practice", "--root", other, NULL),
                   ==, 1);
}

/* A table in another format and back is the same table. */
/* A workbook of a table and a chart on a sheet of its own. */
static void
test_convert (void)
{
  static const char *const endings[] = { "csv", "json", "xlsx", "ods", "CSV" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", &error);
  g_autofree char *sample = dup_sample ("co-so-kham-chua-benh.csv");
  g_autofree char *read = NULL;

  g_assert_cmpint (run (NULL, "convert", sample, "x.pdf", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "read", "--to", "pdf", sample, NULL), ==, 2);
  /* A table of text has no sheets at all. */
  g_assert_cmpint (run (NULL, "read", "--sheet", "1", sample, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "read", "--sheet", "Dữ liệu", sample, NULL), ==, 2);
  g_assert_cmpint (run (&read, "read", sample, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (read, "Mã cơ sở,"));
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/bảng.%s", folder, endings[i]);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_cmpint (run (NULL, "convert", sample, path, NULL), ==, 0);
      g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
      g_assert_cmpuint (length, >, 1000);
      if (i == 0)
        g_assert_cmpstr (bytes, ==, read);
      g_unlink (path);
    }
  /* Nothing else was left. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Refused where nothing would be written; elsewhere said, since the file is for others. */
static void
test_reserved_name (void)
{
  static const char *const names[] = { "nul.csv", "con.xlsx", "COM1.csv" };
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *sample = dup_sample ("co-so-kham-chua-benh.csv");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *errors = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_PIPE, &error,
                                                          program, "convert", sample, path, NULL);

      g_assert_no_error (error);
      g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, NULL));
      g_test_message ("%s", errors);
      g_assert_nonnull (strstr (errors, "Windows"));
      g_assert_cmpint (g_subprocess_get_exit_status (process), ==, G_DIR_SEPARATOR == '/' ? 0 : 9);
      if (G_DIR_SEPARATOR == '/')
        g_assert_cmpint (g_unlink (path), ==, 0);
    }
  /* Nothing else was left. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The names of groups among the rows are kept where a column is named for them. */
static void
test_group_column (void)
{
  static const char text[] = "Mã,Tên,Số giường\nI. Huyện A,,\n1,Trạm An,5\n2,Trạm Bình,7\n"
                             "II. Huyện B,,\n3,Trạm Cao,4\n4,Trạm Dân,6\n";
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "nhóm.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "ra.csv", NULL);
  g_autofree char *read = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_cmpint (run (NULL, "read", "--raw", "--group-column", "Huyện", path, NULL), ==, 2);
  g_assert_cmpint (run (&read, "read", "--group-column", "Huyện", path, NULL), ==, 0);
  g_assert_true (g_str_has_prefix (read, "Huyện,Mã,Tên,Số giường"));
  g_assert_nonnull (strstr (read, "I. Huyện A,1,Trạm An,5"));
  g_assert_nonnull (strstr (read, "II. Huyện B,4,Trạm Dân,6"));
  g_assert_null (strstr (read, "A,,"));
  g_assert_cmpint (run (NULL, "convert", "--group-column", "Huyện", path, out, NULL), ==, 0);
  g_assert_true (g_file_get_contents (out, &written, NULL, &error));
  g_assert_cmpstr (written, ==, read);
  g_unlink (path);
  g_unlink (out);
  g_rmdir (folder);
}

/* Of two tables side by side one is read, and written, alone. */
static void
test_columns_of_one (void)
{
  static const char text[] = "STT,Xã,Hộ,,STT,Chợ,Hạng\n1,a,5,,1,x,2\n2,b,6,,2,y,3\n3,c,7,,,,\n";
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "hai bảng.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "RA.CSV", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "không có", "ra.csv", NULL);
  g_autofree char *read = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_cmpint (run (&read, "read", "--columns", "E-G", path, NULL), ==, 0);
  g_assert_cmpstr (read, ==, "STT,Chợ,Hạng\n1,x,2\n2,y,3\n");
  g_assert_cmpint (run (NULL, "convert", "--columns", "e–g", path, out, NULL), ==, 0);
  g_assert_true (g_file_get_contents (out, &written, NULL, &error));
  g_assert_cmpstr (written, ==, read);
  g_assert_cmpint (run (NULL, "read", "--columns", "G-E", path, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "read", "--columns", "5-7", path, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "read", "--raw", "--columns", "A-C", path, NULL), ==, 2);
  /* The folder is what is not there, not the file. */
  g_assert_cmpint (run (NULL, "convert", path, nowhere, NULL), ==, 2);
  g_unlink (path);
  g_unlink (out);
  g_rmdir (folder);
}

/* A register from the first draft to the file, without a window. */
static void
test_register (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *file = g_build_filename (folder, "register.csv", NULL);
  g_autofree char *paper = g_build_filename (folder, "record.pdf", NULL);
  g_autofree char *unfinished = NULL;
  g_autofree char *added = NULL;
  g_autofree char *blocked = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *written = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *record;
  const char *number;

  g_assert_cmpint (run (&added, "register", "add", "refusals", "--json", "--practice", "--root",
                        folder, "requester=Nguyễn Văn An", "requested=10/11/2026",
                        "wanted=Danh sách hộ nghèo", NULL),
                   ==, 0);
  root = json_from_string (added, &error);
  g_assert_no_error (error);
  record = json_node_get_object (root);
  number = json_object_get_string_member (record, "number");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (record, "gaps")), >, 0);
  g_assert_nonnull (strstr (added, "\"2026-11-10\""));

  g_assert_cmpint (
      run (&blocked, "register", "enter", number, "--practice", "--root", folder, NULL), ==, 1);
  /* A draft is no document yet: what it lacks is said, not what a check of data would find. */
  g_assert_cmpint (
      run (&unfinished, "register", "export", number, paper, "--practice", "--root", folder, NULL),
      ==, 1);
  g_assert_cmpstr (unfinished, ==, blocked);
  g_assert_false (g_file_test (paper, G_FILE_TEST_EXISTS));
  g_assert_cmpint (run (NULL, "register", "set", "--practice", "--root", folder, "TC-0000-0001",
                        "reason=x", NULL),
                   ==, 3);
  g_assert_cmpint (run (NULL, "register", "add", "refusals", "--practice", "--root", folder,
                        "no-such-field=1", NULL),
                   ==, 2);
  g_assert_cmpint (run (&listed, "register", "list", "refusals", "--search", "HO NGHEO",
                        "--practice", "--root", folder, NULL),
                   ==, 0);
  g_assert_nonnull (strstr (listed, "Danh sách hộ nghèo"));
  g_assert_null (strstr (listed, "Nguyễn Văn An"));
  g_assert_cmpint (run (NULL, "register", "export", "refusals", file, "--drafts", "--practice",
                        "--root", folder, NULL),
                   ==, 0);
  g_assert_true (g_file_get_contents (file, &written, NULL, NULL));
  g_assert_nonnull (strstr (written, "Danh sách hộ nghèo"));
  g_assert_null (strstr (written, "Nguyễn Văn An"));
}

/* Where nothing is and nothing can be begun: nobody is told that it was moved or deleted. */
static void
test_no_store (void)
{
  static const char *const commands[][2]
      = { { "dataset", "list" }, { "queue", "list" }, { "catalog", "list" }, { "plan", "show" } };
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *below = g_build_filename (file, "b", NULL);
  g_autofree char *missing = g_build_filename (folder, "go-nham", NULL);
  /* Only the last is something that is there. */
  const char *places[] = { "/proc/congbo", below, missing, file };

  g_assert_true (g_file_set_contents (file, "a", 1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places); j++)
      {
        g_autofree char *errors = NULL;
        g_autoptr (GSubprocess) process = g_subprocess_new (
            G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL, program,
            commands[i][0], commands[i][1], "--root", places[j], NULL);

        if (j == 0 && !g_file_test ("/proc/self", G_FILE_TEST_EXISTS))
          continue;
        g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &errors, NULL));
        g_test_message ("%s", errors);
        g_assert_cmpint (g_subprocess_get_exit_status (process), !=, 0);
        g_assert_nonnull (
            strstr (errors, j == 3 ? "and none can be begun there" : "There is no folder “"));
        g_assert_null (strstr (errors, "no longer there"));
      }
  /* What only looks begins nothing where a folder was written wrong. */
  g_assert_false (g_file_test (missing, G_FILE_TEST_EXISTS));
  g_unlink (file);
  g_rmdir (folder);
}

/* From one machine to the next and back; a file that is there is never written over. */
static void
test_preset (void)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *other = g_dir_make_tmp (NULL, NULL);
  g_autofree char *file = g_build_filename (folder, "so-y-te.congbo-cauhinh", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;

  g_assert_cmpint (run (NULL, "preset", "make", file, "--with", "settings", "--name", "Sở Y tế",
                        "--practice", "--root", folder, NULL),
                   ==, 0);
  g_assert_true (g_file_get_contents (file, &before, NULL, NULL));
  g_assert_nonnull (strstr (before, "Sở Y tế (tập dùng)"));
  g_assert_cmpint (run (NULL, "preset", "make", file, "--practice", "--root", folder, NULL), ==, 2);
  g_assert_true (g_file_get_contents (file, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, before);

  g_assert_cmpint (run (&shown, "preset", "show", file, "--root", other, NULL), ==, 0);
  g_assert_nonnull (strstr (shown, "Sở Y tế (tập dùng)"));
  g_assert_cmpint (run (NULL, "preset", "show", "/dev/zero", "--root", other, NULL), !=, 0);
  g_assert_cmpint (run (NULL, "preset", "undo", "--root", other, NULL), !=, 0);
  g_assert_cmpint (run (NULL, "preset", "apply", file, "--root", other, NULL), ==, 0);
  g_assert_cmpint (run (&again, "preset", "show", file, "--root", other, NULL), ==, 0);
  g_assert_null (strstr (again, "Sở Y tế (tập dùng)"));
  g_assert_cmpint (run (NULL, "preset", "undo", "--root", other, NULL), ==, 0);
}

/* Nobody looked for two years: every quarter that was missed is still there. */
static void
test_due_missed (void)
{
  static const char preset[]
      = "{\"kind\":\"congbo-preset\",\"version\":1,\"name\":\"a\",\"settings\":{\"profile\":"
        "\"vn-51-quang-ngai\"}}";
  g_autofree char *root = g_dir_make_tmp (NULL, NULL);
  g_autofree char *preset_path = g_build_filename (root, "a.congbo-preset", NULL);
  g_autofree char *path = g_build_filename (root, "a.csv", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) later = g_date_time_add_years (now, 2);
  g_autofree char *on = g_date_time_format (later, "%Y-%m-%d");
  g_autofree char *due = NULL;
  guint count = 0;

  g_assert_true (g_file_set_contents (preset_path, preset, -1, NULL));
  g_assert_true (g_file_set_contents (
      path, "Mã,Tên dữ liệu mở,Tần suất cập nhật\nDL1,Giá nước sạch,Hằng quý\n", -1, NULL));
  g_assert_cmpint (run (NULL, "preset", "apply", "--root", root, preset_path, NULL), ==, 0);
  g_assert_cmpint (run (NULL, "catalog", "import", "--root", root, path, NULL), ==, 0);
  g_assert_cmpint (run (&due, "due", "--root", root, "--on", on, NULL), ==, 0);
  for (const char *p = due; (p = strstr (p, "Giá nước sạch")) != NULL; p++)
    count++;
  /* Those of two years whose last day is past, the one before if that was after the import, and the
   * one that runs. */
  g_assert_cmpuint (count, >=, 8);
  g_assert_cmpuint (count, <=, 10);
}

/* Every part of the sandbox that the engine names has words, whichever are missing here. */
static void
test_about (void)
{
  g_autofree char *output = NULL;
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;
  JsonArray *missing;

  g_assert_cmpint (run (NULL, "about", "everything", NULL), ==, 2);
  g_assert_cmpint (run (&output, "about", "--json", NULL), ==, 0);
  root = json_from_string (output, &error);
  g_assert_no_error (error);
  missing = json_object_get_array_member (json_node_get_object (root), "sandbox_missing");
  g_assert_cmpint (run (&text, "about", NULL), ==, 0);
  g_assert_true (g_str_has_prefix (text, "Công Bố "));
  if (json_array_get_length (missing) == 0)
    g_assert_null (strstr (text, "–"));
  for (guint i = 0; i < json_array_get_length (missing); i++)
    {
      g_autofree char *in_brackets
          = g_strdup_printf (" (%s)\n", json_array_get_string_element (missing, i));

      g_assert_nonnull (strstr (text, in_brackets));
    }
}

/* A file that cannot be read is the answer, too. */
static void
test_about_nothing_to_read (void)
{
  g_autofree char *data = g_strdup (g_getenv ("CONGBO_DATA_DIR"));

  g_setenv ("CONGBO_DATA_DIR", "/nowhere", TRUE);
  g_assert_cmpint (run (NULL, "about", NULL), ==, 3);
  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
}

int
main (int argc, char *argv[])
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);

  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  g_setenv ("LANGUAGE", "vi", TRUE);

  g_test_add_func ("/cli/about/how-files-are-read", test_about);
  g_test_add_func ("/cli/about/that-none-can-be-read", test_about_nothing_to_read);
  g_test_add_func ("/cli/columns/masked", test_columns);
  g_test_add_func ("/cli/diff", test_diff);
  g_test_add_func ("/cli/profile/says-and-leaves-open", test_profile);
  g_test_add_func ("/cli/profile/corrected-values-are-said-to-be", test_profile_corrected);
  g_test_add_func ("/cli/due/what-was-missed-stays", test_due_missed);
  g_test_add_func ("/cli/schema/as-the-rows-say", test_schema);
  g_test_add_func ("/cli/usage/says-what-is-wrong", test_usage);
  g_test_add_func ("/cli/read/in-part", test_read_in_part);
  g_test_add_func ("/cli/check/json-is-json", test_check_json);
  g_test_add_func ("/cli/check/shows-no-personal-data", test_check_masks);
  g_test_add_func ("/cli/check/places", test_check_places);
  g_test_add_func ("/cli/check/bad-files-have-their-own-code", test_bad_files);
  g_test_add_func ("/cli/rehearse/does-the-whole-job", test_rehearse);
  g_test_add_func ("/cli/publish/needs-two-people-and-no-open-finding", test_publish_needs_two);

  g_test_add_func ("/cli/dataset/removed-and-taken-back", test_dataset);
  g_test_add_func ("/cli/no-store", test_no_store);
  g_test_add_func ("/cli/preset/made-applied-and-taken-back", test_preset);
  g_test_add_func ("/cli/convert", test_convert);
  g_test_add_func ("/cli/convert-to-a-device", test_reserved_name);
  g_test_add_func ("/cli/read/group-column", test_group_column);
  g_test_add_func ("/cli/read/one-of-tables-side-by-side", test_columns_of_one);
  g_test_add_func ("/cli/register/without-a-window", test_register);

  return g_test_run ();
}
