/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Types without a schema, and the table against one. */

#include "config.h"

#include "checks-fixture.h"

static void
list_arguments (GVariant *finding, gpointer user_data)
{
  GString *list = user_data;
  g_autoptr (GVariant) arguments = g_variant_get_child_value (finding, 7);
  static const char *const names[] = { "type", "expected", "constraints", "rows" };

  list_finding (finding, user_data);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value;

      if (g_variant_lookup (arguments, names[i], "&s", &value))
        g_string_append_printf (list, " %s=%s", names[i], value);
    }
}

static char *
check (const char *text, const char *schema)
{
  g_autoptr (GError) error = NULL;
  CbTableOptions open_options = { "a.csv", NULL, ';', CB_LAYOUT_WISH_HEADER (1), 0, -1 };
  CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
  CbCheckResult result;
  GString *list = g_string_new (NULL);
  int fd;

  options.schema = schema;
  options.year = 2026;
  {
    g_autoptr (CbTable) table = open_bytes (text, strlen (text), &open_options, &fd);

    g_assert_true (
        cb_checks_run (table, &options, list_arguments, list, &result, NULL, NULL, NULL, &error));
    g_assert_no_error (error);
  }
  close (fd);

  return g_string_free (list, FALSE);
}

static void
assert_check (const char *text, const char *schema, const char *expected)
{
  g_autofree char *found = check (text, schema);

  g_assert_cmpstr (found, ==, expected);
}

/* A table of one column of @good forty times, told apart by a code, with @bad in rows 7 and 9. */
static char *
make_table (const char *label, const char *good, const char *bad)
{
  g_auto (GStrv) cells = g_strsplit (good, "|", -1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "Mã;%s\n", label);
  for (guint i = 0; i < 80; i++)
    g_string_append_printf (text, "TH%02u;%s\n", i,
                            i == 7 || i == 9 ? bad : cells[i % g_strv_length (cells)]);

  return g_string_free (text, FALSE);
}

static const struct
{
  const char *label;
  const char *good;
  const char *bad;
  const char *expected;
} columns[] = {
  { "Số lượng", "12|7|300", "12a", "type-error warning c1 r7 x2 type=integer rows=7 9" },
  { "Số lượng", "12|7|300", "5.5", "" },
  { "Số lượng", "1200|7000|300", "1.200", "type-error warning c1 r7 x2 type=integer rows=7 9" },
  { "Số lượng", "1.234,5|7", "3.25", "type-error warning c1 r7 x2 type=number rows=7 9" },
  { "Số lượng", "12|-|300", "…", "" },
  { "Số lượng", "12|7", "", "" },
  { "Số lượng", "1.200|7", "5", "vn-ambiguous-number warning c1 x80" },
  { "Số lượng", "1,5|2.5", "5", "vn-mixed-numbers warning c1 x80" },
  { "Số lượng", "12|7|300", "#DIV/0!", "vn-sheet-error warning c1 r7 x2 type=integer rows=7 9" },
  { "Diện tích", "12 ha|3,5 ha", "4000 m2", "vn-unit-in-cell warning c1 x80" },
  { "Diện tích", "12 ha|30", "5", "vn-unit-in-cell warning c1 x80" },
  { "Ngày cấp", "31/12/2025|01/02/2026", "31/02/2026",
    "vn-impossible-date warning c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "31/12/2025|01/02/2026", "12/31/2025",
    "type-error warning c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "31/12/2025|12/31/2025", "01/02/2026", "vn-mixed-dates warning c1 x80" },
  { "Ngày cấp", "01/02/2026|03/04/2026", "30/02/2026",
    "vn-impossible-date warning c1 r7 x2 type=unknown rows=7 9; vn-ambiguous-date warning c1 x80" },
  { "Ngày cấp", "31/12/2025|01/02/2026", "31/12/25",
    "type-error warning c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "31/12/2025|01/02/2026", "31/12/2568",
    "vn-buddhist-year warning c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "31/12/2025|01/02/2026", "31/12/1890",
    "vn-date-before-1900 note c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "2025-12-31|2026-02-01", "1900-02-29",
    "vn-impossible-date warning c1 r7 x2 type=date rows=7 9" },
  { "Ngày cấp", "45678|45700", "46000", "vn-date-serial warning c1 x80" },
  { "Ghi chú", "Đã nộp|31/12/2025|12", "x", "" },
  { "Đạt chuẩn", "Có|Không", "5", "type-error warning c1 r7 x2 type=boolean rows=7 9" },
  { "Mã xã", "00123|27001", "A12", "" },
  { "Điện thoại", "02438251234|19001234", "2438251234",
    "vn-lost-zeros warning c1 r7 x2 type=code rows=7 9" },
  { "Mã số thuế", "0100109106", "100109106", "vn-lost-zeros warning c1 r7 x2 type=code rows=7 9" },
};

static void
test_without (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = make_table (columns[i].label, columns[i].good, columns[i].bad);
      g_autofree char *found = check (text, NULL);

      g_test_message ("%s: %s: %s", columns[i].label, columns[i].good, columns[i].bad);
      g_assert_cmpstr (found, ==, columns[i].expected);
    }
}

#define FIELDS(code, rest)                                                                         \
  "{\"fields\":[{\"name\":\"Mã\",\"type\":\"string\"" code "},{\"name\":\"Số\"" rest "}]"
#define SCHEMA(code, rest) FIELDS (code, rest) "}"

static const struct
{
  const char *schema;
  const char *text;
  const char *expected;
} against[] = {
  { SCHEMA ("", ",\"type\":\"integer\""), "Mã;Số\na;5\nb;6,5\nc;x\n",
    "type-error warning c1 r1 x2 type=integer rows=1 2" },
  { SCHEMA ("", ",\"type\":\"number\",\"decimalChar\":\",\""), "Mã;Số\na;5\nb;6,5\nc;6.5\n",
    "type-error warning c1 r2 type=number rows=2" },
  { SCHEMA ("", ",\"type\":\"integer\",\"groupChar\":\".\""), "Mã;Số\na;1.234\nb;12\nc;1,2\n",
    "type-error warning c1 r2 type=integer rows=2" },
  { SCHEMA ("", ",\"type\":\"number\""), "Mã;Số\na;1.234\nb;-\nc;1.2\n",
    "type-error warning c1 r1 type=number rows=1" },
  { SCHEMA ("", ",\"type\":\"number\",\"missingValues\":[\"\",\"-\",\"khuyết\"]"),
    "Mã;Số\na;1.234\nb;-\nc;khuyết\nd;\n", "" },
  { SCHEMA ("", ",\"type\":\"number\",\"bareNumber\":false,\"congbo:unit\":\"%\""),
    "Mã;Số\na;12%\nb;12\n", "type-error warning c1 r1 type=number rows=1" },
  { SCHEMA ("", ",\"type\":\"date\""), "Mã;Số\na;2026-03-05\nb;05/03/2026\n",
    "type-error warning c1 r1 type=date rows=1" },
  { SCHEMA ("", ",\"type\":\"date\",\"format\":\"%d/%m/%Y\""),
    "Mã;Số\na;05/03/2026\nb;2026-03-05\nc;29/02/2026\n",
    "type-error warning c1 r1 type=date rows=1; "
    "vn-impossible-date warning c1 r2 type=date rows=2" },
  { SCHEMA ("", ",\"type\":\"date\",\"format\":\"%m/%d/%Y\""),
    "Mã;Số\na;12/31/2026\nb;31/12/2026\n", "type-error warning c1 r1 type=date rows=1" },
  { SCHEMA ("", ",\"type\":\"boolean\",\"trueValues\":[\"Đạt\"],\"falseValues\":[\"Không\"]"),
    "Mã;Số\na;Đạt\nb;Không\nc;Có\n", "type-error warning c1 r2 type=boolean rows=2" },
  { SCHEMA ("", ",\"type\":\"boolean\""), "Mã;Số\na;1\nb;true\nc;Có\n",
    "type-error warning c1 r2 type=boolean rows=2" },
  { SCHEMA ("", ",\"type\":\"integer\",\"constraints\":{\"required\":true}"),
    "Mã;Số\na;5\nb;\n;\nc; \n",
    "blank-row warning r2 rows=2; constraint-error warning c1 r1 x2 constraints=required rows=1 "
    "3" },
  { SCHEMA ("", ",\"type\":\"integer\",\"constraints\":{\"minimum\":3,\"maximum\":\"9\"}"),
    "Mã;Số\na;5\nb;2\nc;10\n",
    "constraint-error warning c1 r1 x2 constraints=minimum maximum rows=1 2" },
  { SCHEMA ("",
            ",\"type\":\"date\",\"format\":\"%d/%m/%Y\",\"constraints\":"
            "{\"minimum\":\"2026-01-01\"}"),
    "Mã;Số\na;05/03/2026\nb;31/12/2025\n",
    "constraint-error warning c1 r1 constraints=minimum rows=1" },
  { SCHEMA (",\"constraints\":{\"pattern\":\"[0-9]{3}\"}", ",\"type\":\"string\""),
    "Mã;Số\n001;5\n12;6\n0123;7\n",
    "constraint-error warning c0 r1 x2 constraints=pattern rows=1 2" },
  { SCHEMA (",\"constraints\":{\"pattern\":\"TH|NA\"}", ",\"type\":\"string\""),
    "Mã;Số\nTH;5\nNA;6\nNAM;7\n", "constraint-error warning c0 r2 constraints=pattern rows=2" },
  { SCHEMA (",\"constraints\":{\"enum\":[\"a\",\"b\"],\"maxLength\":1}", ",\"type\":\"string\""),
    "Mã;Số\na;5\nb;6\ncc;7\n", "constraint-error warning c0 r2 constraints=length enum rows=2" },
  { SCHEMA (",\"constraints\":{\"unique\":true}", ",\"type\":\"string\""),
    "Mã;Số\na;5\nb;6\na;7\n;8\n;9\n", "unique-error warning c0 r2 rows=2" },
  { FIELDS ("", ",\"type\":\"string\"") ",\"primaryKey\":[\"Mã\",\"Số\"]}",
    "Mã;Số;\na;5;1\na;6;2\na;5;3\n",
    "blank-label warning c2; extra-label warning c2; primary-key warning c0 r2 rows=2" },
  /* Labels. */
  { SCHEMA ("", ",\"type\":\"string\""), "Mã\na\nb\n",
    "vn-one-column warning c0; missing-label warning expected=Số" },
  { SCHEMA ("", ",\"type\":\"string\""), "Mã;Số;Tên\na;5;x\n", "extra-label warning c2" },
  { SCHEMA ("", ",\"type\":\"integer\""), "Mã;Số lượng\na;5\nb;x\n",
    "incorrect-label warning c1 expected=Số; type-error warning c1 r1 type=integer rows=1" },
  { SCHEMA ("", ",\"type\":\"integer\""), "Số;Mã\n5;a\n6;b\n",
    "incorrect-label note c0 expected=Mã" },
  { FIELDS ("", ",\"type\":\"integer\"") ",\"fieldsMatch\":\"equal\"}", "Số;Mã\n5;a\n6;b\n", "" },
  { FIELDS ("", ",\"type\":\"integer\"") ",\"fieldsMatch\":\"subset\"}",
    "Số;Mã;Tên\n5;a;x\n6;b;y\n", "" },
  { FIELDS ("", ",\"type\":\"integer\"") ",\"fieldsMatch\":\"superset\"}", "Mã;Tên\na;x\n",
    "incorrect-label warning c1 expected=Số; type-error warning c1 r0 type=integer rows=0" },
};

static void
test_against (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (against); i++)
    {
      g_test_message ("%s", against[i].schema);
      assert_check (against[i].text, against[i].schema, against[i].expected);
    }
}

/* A schema that makes no sense ends the check, and says which field. */
static void
test_bad_schema (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
  CbCheckResult result;
  int fd;

  options.schema = "{\"fields\":[{\"name\":\"Mã\",\"type\":\"money\"}]}";
  {
    g_autoptr (CbTable) table = open_bytes ("Mã;Số\na;5\n", 13, NULL, &fd);

    g_assert_false (
        cb_checks_run (table, &options, list_finding, list, &result, NULL, NULL, NULL, &error));
  }
  close (fd);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "Mã"));
  g_assert_cmpuint (list->len, ==, 0);
}

/* Rows come to threads in any way, and what is found is the same. */
static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("Mã;Số;Ngày\n");
  g_autofree char *one = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%06u;%s;%s\n", i, i % 97 == 3 ? "sai" : "1.234,5",
                            i % 101 == 5 ? "31/02/2026" : "31/03/2026");
  for (guint threads = 1; threads < 6; threads += 2)
    {
      CbTableOptions open_options = { "a.csv", NULL, ';', CB_LAYOUT_WISH_HEADER (1), threads, -1 };
      g_autoptr (GString) list = g_string_new (NULL);
      CbCheckResult result;
      int fd;

      {
        g_autoptr (CbTable) table = open_bytes (text->str, text->len, &open_options, &fd);

        g_assert_true (
            cb_checks_run (table, NULL, list_arguments, list, &result, NULL, NULL, NULL, NULL));
      }
      close (fd);
      g_assert_nonnull (strstr (list->str, "type-error warning c1 r3 x2062"));
      g_assert_nonnull (strstr (list->str, "vn-impossible-date warning c2 r5 x1981"));
      if (one == NULL)
        one = g_strdup (list->str);
      g_assert_cmpstr (list->str, ==, one);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/schema/none-given", test_without);
  g_test_add_func ("/checks/schema/given", test_against);
  g_test_add_func ("/checks/schema/makes-no-sense", test_bad_schema);
  g_test_add_func ("/checks/schema/same-with-any-number-of-threads", test_threads);

  return g_test_run ();
}
