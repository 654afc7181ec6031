/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-plan.h"
#include "report-fixture.h"

#define PLAN                                                                                       \
  "{\"basis\":\"12/KH-SYT\",\"phases\":["                                                          \
  "{\"name\":\"Một\",\"from\":\"2026-01-01\",\"to\":\"2026-06-30\",\"minimum\":2,"               \
  "\"level\":\"cơ bản\",\"items\":[]},"                                                         \
  "{\"name\":\"Hai\",\"from\":\"2026-07-01\",\"to\":\"2026-12-31\",\"minimum\":2,"                 \
  "\"level\":\"\",\"items\":[\"a\",\"b\"]},"                                                       \
  "{\"name\":\"Ba\",\"from\":\"2027-01-01\",\"to\":\"2027-12-31\",\"minimum\":-1,"                 \
  "\"level\":\"\",\"items\":[]}]}"

static CbPlan *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  CbPlan *plan = cb_plan_parse (text, &error);

  g_assert_no_error (error);

  return plan;
}

static void
assert_progress (Fixture *fixture, const CbPlan *plan, const char *on, const char *expected)
{
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GString) seen = g_string_new (NULL);
  GDate today;

  set_day (&today, on);
  list = cb_plan_measure (plan, fixture->input.rows, fixture->input.datasets, fixture->input.zone,
                          &today);
  for (guint i = 0; i < list->len; i++)
    {
      const CbPlanProgress *progress = g_ptr_array_index (list, i);

      g_string_append_printf (seen, "%s%u/%d", i > 0 ? " " : "", progress->rows->len,
                              (int)progress->state);
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_keeps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbPlan) plan = parse (PLAN);
  g_autofree char *text = cb_plan_to_text (plan);
  g_autoptr (CbPlan) again = parse (text);
  g_autofree char *same = cb_plan_to_text (again);
  g_autoptr (CbPlan) none = parse (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (text, ==, same);
  g_assert_nonnull (strstr (text, "\"Hai\""));
  g_assert_cmpuint (plan->phases->len, ==, 3);
  g_assert_cmpuint (none->phases->len, ==, 0);
  g_assert_null (cb_plan_parse ("{", &error));
  g_assert_nonnull (error);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbPlan) plan = parse (PLAN);

  add_dataset (fixture, "d1", "a", "2026-01");
  add_dataset (fixture, "d2", "a", "2026-02");
  add_dataset (fixture, "d3", "b", NULL);
  add_dataset (fixture, "d4", NULL, NULL);
  add_dataset (fixture, "d5", NULL, NULL);
  add_row (fixture, "2026-02-01T08:00:00", "receipt", "d1", "{}");
  /* The same item once more, and the same dataset. */
  add_row (fixture, "2026-03-01T08:00:00", "receipt", "d2", "{}");
  add_row (fixture, "2026-03-01T08:00:00", "receipt", "d1", "{}");
  add_row (fixture, "2026-03-02T08:00:00", "approval.given", "d5", "{}");
  assert_progress (fixture, plan, "2025-12-31", "1/0 1/0 0/0");
  assert_progress (fixture, plan, "2026-06-30", "1/1 1/0 0/0");
  assert_progress (fixture, plan, "2026-07-01", "1/3 1/1 0/0");
  /* The last second of the phase. */
  add_row (fixture, "2026-06-30T23:59:59", "receipt", "d4", "{}");
  assert_progress (fixture, plan, "2026-07-01", "2/2 1/1 0/0");
  add_row (fixture, "2027-01-01T00:00:00", "receipt", "d3", "{}");
  assert_progress (fixture, plan, "2027-01-02", "2/2 1/3 1/2");
  /* What is published once more stays of the day it was first. */
  add_row (fixture, "2027-02-01T00:00:00", "receipt", "d1", "{}");
  add_row (fixture, "2027-02-01T00:00:00", "receipt", "d2", "{}");
  assert_progress (fixture, plan, "2027-03-01", "2/2 1/3 1/2");
}

static void
test_what_texts_ask (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    guint problems;
  } cases[] = {
    /* "mức độ" of two phases and the number of one; item b is in no catalog. */
    { "vinh-phuc.json", 4 },  { "thanh-hoa.json", 4 }, { "quang-ngai.json", 1 },
    { "ninh-thuan.json", 1 }, { "binh-dinh.json", 1 },
  };
  g_autoptr (CbPlan) plan = parse (PLAN);
  CbPlanPhase *bad = cb_plan_phase_new ();
  g_autoptr (GPtrArray) problems = NULL;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_YEARLY);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture other = { 0 };
      g_autoptr (GPtrArray) found = NULL;

      set_up (&other, cases[i].file);
      found = cb_plan_check (plan, other.input.profile, fixture->input.items);
      g_assert_cmpuint (found->len, ==, cases[i].problems);
      tear_down (&other, NULL);
    }
  g_ptr_array_set_size (plan->phases, 0);
  g_ptr_array_add (plan->phases, bad);
  problems = cb_plan_check (plan, NULL, fixture->input.items);
  g_assert_cmpuint (problems->len, ==, 2);
}

/* Whose plan it is: of the agency, of the lead agency, or nobody's. */
static void
test_who_asks (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *wish;
  } cases[] = {
    { "vinh-phuc.json", "Điều 11 khoản 1, 42/2024/QĐ-UBND asks for a plan." },
    { "quang-ngai.json", "Điều 13 khoản 1, 59/2024/QĐ-UBND asks for a plan." },
    { "ninh-thuan.json",
      "Điều 9 khoản 2, 57/2020/QĐ-UBND asks the lead agency for a plan of the province." },
    { "binh-dinh.json", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture other = { 0 };
      g_autofree char *wish = NULL;

      set_up (&other, cases[i].file);
      wish = cb_plan_dup_wish (other.input.profile);
      g_assert_cmpstr (wish, ==, cases[i].wish);
      tear_down (&other, NULL);
    }
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  static const char *const bad[][2] = {
    { "{\"phases\":[{\"minimum\":\"ba\"}]}", "phases.0.minimum" },
    { "{\"phases\":[{},{\"minimum\":-5}]}", "phases.1.minimum" },
    { "{\"phases\":[{\"minimum\":5000000000}]}", "phases.0.minimum" },
    { "{\"phases\":[{\"from\":\"2026-02-31\"}]}", "phases.0.from: there is no day “2026-02-31”" },
    { "{\"phases\":[7]}", "phases.0: an object" },
    { "{\"phases\":{}}", "phases: a list" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbPlan) plan = cb_plan_parse (bad[i][0], &error);

      g_assert_null (plan);
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, bad[i][1]));
    }
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbPlan) plan = parse (PLAN);
  g_autoptr (GPtrArray) progress = NULL;
  g_autoptr (CbBars) bars = NULL;
  g_autofree char *text = NULL;
  GDate today;

  set_day (&today, "2026-02-01");
  progress = cb_plan_measure (plan, fixture->input.rows, fixture->input.datasets,
                              fixture->input.zone, &today);
  bars = cb_plan_to_bars (progress);
  text = cb_bars_dup_text (bars);
  g_assert_nonnull (strstr (text, "Một (01/01/2026 – 30/06/2026): 0 of 2 · On the way"));
  g_assert_nonnull (strstr (text, "Ba (01/01/2027 – 31/12/2027): 0 published"));
}

static void
test_files (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "p.pdf", "p.docx", "p.xlsx", "p.csv" };
  g_autoptr (CbPlan) plan = parse (PLAN);
  g_autoptr (GPtrArray) progress = NULL;
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  GDate today;

  set_day (&today, "2026-02-01");
  progress = cb_plan_measure (plan, fixture->input.rows, fixture->input.datasets,
                              fixture->input.zone, &today);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      cb_plan_save (plan, progress, fixture->input.profile, "Sở Y tế", file, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (g_file_delete (file, NULL, NULL));
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

static char *
dup_names (const CbPlan *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->phases->len; i++)
    {
      const CbPlanPhase *phase = g_ptr_array_index (plan->phases, i);

      g_string_append_printf (text, "%s:%d ", phase->name, phase->minimum);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CbPlanPhase *
new_phase (const CbPlanPhase *like, const char *name, int minimum)
{
  CbPlanPhase *phase = cb_plan_phase_copy (like);

  g_free (phase->name);
  phase->name = g_strdup (name);
  phase->minimum = minimum;
  return phase;
}

/* A phase is found by what it says, wherever it stands by now. */
static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *before; /* names and minima of the plan as it is by now */
    int name;           /* of the phase that replaces "Hai:2"; 0: it is taken out */
    const char *after;
  } cases[] = {
    { "Một:2 Hai:2 Ba:-1", 'X', "Một:2 X:9 Ba:-1 " },
    { "Hai:2 Một:2 Ba:-1", 'X', "X:9 Một:2 Ba:-1 " },
    { "Hai:5 Một:2 Hai:2", 'X', "Hai:5 Một:2 X:9 " },
    { "Một:2 Hai:5 Ba:-1", 'X', "Một:2 X:9 Ba:-1 " },
    { "Một:2 Ba:-1", 'X', "Một:2 Ba:-1 X:9 " },
    { "Ba:-1 Hai:2", 0, "Ba:-1 " },
    { "Ba:-1", 0, "Ba:-1 " },
  };
  g_autoptr (CbPlan) shown = parse (PLAN);
  const CbPlanPhase *edited = g_ptr_array_index (shown->phases, 1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbPlan) plan = parse (NULL);
      g_auto (GStrv) phases = g_strsplit (cases[i].before, " ", -1);
      g_autofree char *names = NULL;

      for (guint k = 0; phases[k] != NULL; k++)
        {
          g_auto (GStrv) parts = g_strsplit (phases[k], ":", 2);

          g_ptr_array_add (plan->phases,
                           new_phase (edited, parts[0], (int)g_ascii_strtoll (parts[1], NULL, 10)));
        }
      cb_plan_replace_phase (plan, edited, cases[i].name != 0 ? new_phase (edited, "X", 9) : NULL);
      names = dup_names (plan);
      g_assert_cmpstr (names, ==, cases[i].after);
    }
  cb_plan_replace_phase (shown, NULL, new_phase (edited, "Bốn", 1));
  {
    g_autofree char *names = dup_names (shown);

    g_assert_cmpstr (names, ==, "Một:2 Hai:2 Ba:-1 Bốn:1 ");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/plan/keeps-what-was-written", test_keeps);
  ADD ("/plan/counts/items-once-and-by-day", test_counts);
  ADD ("/plan/check/what-texts-ask", test_what_texts_ask);
  ADD ("/plan/check/whose-plan", test_who_asks);
  ADD ("/plan/bad-values-are-named", test_bad);
  ADD ("/plan/picture/in-words", test_picture);
  ADD ("/plan/files/all-four", test_files);
  ADD ("/plan/replaces", test_replaces);
  return g_test_run ();
}
