/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-form.h"

static GPtrArray *
load_all (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles = cb_profile_load_all (folder, &problems, &error);

  g_assert_no_error (error);
  return profiles;
}

static CbForm *
new_form (CbRegister kind, const char *profile)
{
  g_autoptr (GPtrArray) profiles = load_all ();
  CbProfile *found = cb_profile_find (profiles, profile);

  g_assert_nonnull (found);
  return cb_form_new (kind, found);
}

/* Exactly the four kinds of TH 13.2 and VP 12.4, in their words. */
static void
test_feedback_kinds (void)
{
  static const char *const profiles[] = { "vn-38-thanh-hoa", "vn-26-vinh-phuc" };
  static const char *const clauses[] = { "Điều 13 khoản 2", "Điều 12 khoản 4" };

  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (CbForm) form = new_form (CB_REGISTER_FEEDBACK, profiles[i]);
      const CbFormField *kind = cb_form_find (form, "kind");
      const CbFormChoice *first;

      g_assert_cmpint (kind->type, ==, CB_FIELD_CHOICE);
      g_assert_cmpuint (kind->choices->len, ==, 4);
      first = g_ptr_array_index (kind->choices, 0);
      g_assert_cmpstr (first->title, ==, "chất lượng");
      g_assert_true (g_str_has_prefix (first->clause, clauses[i]));
      g_assert_true (kind->said);
      g_assert_true (g_str_has_prefix (kind->clause, clauses[i]));
    }
}

/* Where the text is silent, nothing is borrowed from another province. */
static void
test_silent (void)
{
  g_autoptr (CbForm) feedback = new_form (CB_REGISTER_FEEDBACK, "vn-52-binh-dinh");
  g_autoptr (CbForm) refusals = new_form (CB_REGISTER_REFUSALS, "vn-26-vinh-phuc");
  g_autoptr (CbForm) suspensions = new_form (CB_REGISTER_SUSPENSIONS, "vn-38-thanh-hoa");

  g_assert_cmpstr (feedback->clause, ==, "");
  g_assert_cmpint (cb_form_find (feedback, "kind")->type, ==, CB_FIELD_LINE);
  g_assert_cmpstr (refusals->clause, ==, "");
  g_assert_false (cb_form_find (refusals, "reason")->said);
  g_assert_cmpuint (suspensions->notice_days, ==, 0);
}

/* The five kinds of NT 16, each with its clause, all to the Sở. */
static void
test_incident_kinds (void)
{
  g_autoptr (CbForm) form = new_form (CB_REGISTER_INCIDENTS, "vn-58-ninh-thuan");
  const CbFormField *kind = cb_form_find (form, "kind");

  g_assert_cmpuint (kind->choices->len, ==, 5);
  for (guint i = 0; i < kind->choices->len; i++)
    {
      const CbFormChoice *choice = g_ptr_array_index (kind->choices, i);
      g_autofree char *prefix = g_strdup_printf ("Điều 16 khoản %u,", i + 1);
      g_autoptr (CbRecord) record = cb_record_new (CB_REGISTER_INCIDENTS);
      g_autofree char *to = NULL;

      g_assert_true (g_str_has_prefix (choice->clause, prefix));
      json_object_set_string_member (record->fields, "kind", choice->title);
      to = cb_form_dup_addressee (form, record);
      g_assert_cmpstr (to, ==, "Sở Khoa học và Công nghệ (Khánh Hòa)");
    }
}

/* BD 15: content to who provides it, technical matters to the Sở; QN 10.1: all to the Sở. */
static void
test_routing (void)
{
  g_autoptr (CbForm) binh_dinh = new_form (CB_REGISTER_INCIDENTS, "vn-52-binh-dinh");
  g_autoptr (CbForm) quang_ngai = new_form (CB_REGISTER_INCIDENTS, "vn-51-quang-ngai");
  g_autoptr (CbForm) thanh_hoa = new_form (CB_REGISTER_INCIDENTS, "vn-38-thanh-hoa");
  g_autoptr (CbRecord) record = cb_record_new (CB_REGISTER_INCIDENTS);
  GPtrArray *choices = cb_form_find (binh_dinh, "kind")->choices;
  g_autofree char *content = NULL;
  g_autofree char *technical = NULL;
  g_autofree char *quang_ngai_to = NULL;
  g_autofree char *nobody = NULL;

  quang_ngai_to = cb_form_dup_addressee (quang_ngai, record);
  g_assert_cmpstr (quang_ngai_to, ==, "Sở Khoa học và Công nghệ");
  nobody = cb_form_dup_addressee (thanh_hoa, record);
  g_assert_null (nobody);
  json_object_set_string_member (record->fields, "kind",
                                 ((CbFormChoice *)g_ptr_array_index (choices, 0))->title);
  content = cb_form_dup_addressee (binh_dinh, record);
  g_assert_cmpstr (content, ==, "The agency that provides the data");
  json_object_set_string_member (record->fields, "kind",
                                 ((CbFormChoice *)g_ptr_array_index (choices, 1))->title);
  technical = cb_form_dup_addressee (binh_dinh, record);
  g_assert_cmpstr (technical, ==, "Sở Khoa học và Công nghệ (Gia Lai)");
}

static void
test_notice_days (void)
{
  g_autoptr (CbForm) form = new_form (CB_REGISTER_SUSPENSIONS, "vn-52-binh-dinh");

  g_assert_cmpuint (form->notice_days, ==, 7);
  g_assert_true (g_str_has_prefix (form->notice_clause, "Điều 43"));
  /* Its wording was not read: that is said. */
  g_assert_nonnull (form->notice_unsure);
}

/* What an agency adds to the description of a service is a field like the others. */
static void
test_extra_fields (void)
{
  g_autoptr (GPtrArray) profiles = load_all ();
  CbProfile *profile = cb_profile_find (profiles, "vn-58-ninh-thuan");
  JsonObject *registers
      = json_object_get_object_member (cb_profile_get_json (profile), "registers");
  JsonObject *services = json_object_get_object_member (registers, "services");
  JsonObject *extra = json_object_new ();
  g_autoptr (CbForm) form = NULL;

  json_object_set_string_member (extra, "id", "x_level");
  json_object_set_string_member (extra, "title", "Cấp độ an toàn");
  json_object_set_boolean_member (extra, "required", TRUE);
  json_array_add_object_element (json_object_get_array_member (services, "extra_fields"), extra);
  form = cb_form_new (CB_REGISTER_SERVICES, profile);
  g_assert_cmpstr (cb_form_find (form, "x_level")->title, ==, "Cấp độ an toàn");
  g_assert_true (cb_form_find (form, "x_level")->said);
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    const char *kept;
  } days[] = {
    { "21/11/2026", "2026-11-21" }, { " 1/2/2026 ", "2026-02-01" },
    { "2026-11-21", "2026-11-21" }, { "21.11.2026", "2026-11-21" },
    { "29/02/2028", "2028-02-29" }, { "31/02/2026", "31/02/2026" },
    { "29/02/2027", "29/02/2027" }, { "21/11", "21/11" },
    { "21/11-2026", "21/11-2026" }, { "hôm qua", "hôm qua" },
    { "21/11/26", "21/11/26" },     { "", "" },
    { "00/11/2026", "00/11/2026" }, { "21/11/20266", "21/11/20266" },
  };
  g_autoptr (CbForm) form = cb_form_new (CB_REGISTER_FEEDBACK, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *kept = cb_form_dup_normal (cb_form_find (form, "received"), days[i].text);

      g_assert_cmpstr (kept, ==, days[i].kept);
    }
}

static void
test_fill_in (void)
{
  g_autoptr (CbForm) incidents = new_form (CB_REGISTER_INCIDENTS, "vn-51-quang-ngai");
  g_autoptr (CbForm) services = new_form (CB_REGISTER_SERVICES, "vn-58-ninh-thuan");
  g_autoptr (JsonObject) incident = json_object_new ();
  g_autoptr (JsonObject) service = json_object_new ();
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 5, G_DATE_JANUARY, 2027);
  json_object_set_string_member (incident, "noticed", "2027-01-04");
  cb_form_fill_in (incidents, incident, "Sở Y tế", &today);
  g_assert_cmpstr (json_object_get_string_member (incident, "noticed"), ==, "2027-01-04");
  g_assert_cmpstr (json_object_get_string_member (incident, "to"), ==, "Sở Khoa học và Công nghệ");
  g_assert_cmpuint (json_object_get_size (incident), ==, 2);
  cb_form_fill_in (services, service, "Sở Y tế", &today);
  g_assert_cmpstr (json_object_get_string_member (service, "declared"), ==, "2027-01-05");
  g_assert_cmpstr (json_object_get_string_member (service, "unit"), ==, "Sở Y tế");
}

static void
test_states (void)
{
  g_autoptr (CbForm) feedback = cb_form_new (CB_REGISTER_FEEDBACK, NULL);
  g_autoptr (CbForm) services = cb_form_new (CB_REGISTER_SERVICES, NULL);
  CbRecordState next;

  g_assert_true (cb_form_get_next_state (feedback, CB_RECORD_OPEN, &next));
  g_assert_cmpint (next, ==, CB_RECORD_CLOSED);
  g_assert_true (cb_form_get_next_state (services, CB_RECORD_OPEN, &next));
  g_assert_cmpint (next, ==, CB_RECORD_APPRAISED);
  g_assert_false (cb_form_get_next_state (services, CB_RECORD_CLOSED, &next));
  g_assert_false (cb_form_get_next_state (services, CB_RECORD_DROPPED, &next));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/form/feedback/exactly-four-kinds", test_feedback_kinds);
  g_test_add_func ("/form/nothing-borrowed", test_silent);
  g_test_add_func ("/form/incidents/five-kinds", test_incident_kinds);
  g_test_add_func ("/form/incidents/routing", test_routing);
  g_test_add_func ("/form/suspensions/notice-days", test_notice_days);
  g_test_add_func ("/form/services/extra-fields", test_extra_fields);
  g_test_add_func ("/form/dates", test_dates);
  g_test_add_func ("/form/fill-in/what-is-nearly-always-so", test_fill_in);
  g_test_add_func ("/form/states", test_states);
  return g_test_run ();
}
