/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/registers/cb-account-rules.h"
#include "core/registers/cb-form.h"
#include "core/report/cb-report.h"
#include "core/rules/cb-duties.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-obligations.h"
#include "core/rules/cb-profile-changes.h"
#include "core/rules/cb-profile-values.h"
#include "core/rules/cb-rules.h"
#include "core/workplace/cb-preset.h"

/* Any bytes as what an IT officer hands out: the first says as what: a preset, a profile, days off,
 * corrections of a profile. What is taken is taken again as it is written, and no secret is in it.
 */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* As little as a profile can be, with something to correct. */
#define PROFILE                                                                                     \
  "{\"kind\":\"province\",\"id\":\"vn-1-a\",\"name\":\"A\",\"regulation\":{\"kind\":\"Quy chế\"," \
  "\"status\":\"draft\",\"cite_as\":\"1/QĐ\"},\"catalog\":{},\"formats\":{\"allowed\":null},"      \
  "\"update_rules\":[{\"frequency\":\"monthly\",\"anchor\":\"period_end\",\"days\":5,"              \
  "\"cite\":\"Đ7.1\"}],\"precheck\":{},\"review\":{}}"

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
try_preset (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPreset) preset = cb_preset_parse (text, (gssize)length, "p", &error);
  g_autoptr (CbPreset) again = NULL;
  g_autofree char *written = NULL;

  if (preset == NULL)
    {
      check_error (error);
      return;
    }
  written = cb_json_object_to_string (preset->root, TRUE);
  g_assert_null (strstr (written, "PRIVATE KEY-----"));
  again = cb_preset_parse (written, -1, "p", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->passed_over->len, ==, preset->passed_over->len);
}

/* What the rest of the program makes of a profile: what is due and when, reports, forms. */
static void
use_rules (CbProfile *profile, const GDate *day)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (CbHolidays) holidays = cb_holidays_new_empty ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (CbAccountRules) accounts = cb_account_rules_new (profile);
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  CbDutyInput input = { .items = none,
                        .datasets = none,
                        .rows = none,
                        .profile = profile,
                        .holidays = holidays,
                        .zone = zone,
                        .on = *day };

  for (guint lead = 0; lead < 2; lead++)
    {
      g_autoptr (GPtrArray) kinds = cb_report_kinds_list (profile, day, lead == 1);
      g_autoptr (GPtrArray) duties = NULL;

      input.lead = lead == 1;
      duties = cb_duties_list (&input);
      for (guint i = 0; i < kinds->len; i++)
        {
          g_autofree char *period = cb_report_kind_dup_period (g_ptr_array_index (kinds, i), day);

          g_assert_nonnull (period);
        }
      for (guint i = 0; i < duties->len; i++)
        cb_obligation_judge (g_ptr_array_index (duties, i), day);
    }
  for (guint kind = 0; kind < CB_N_REGISTERS; kind++)
    {
      g_autoptr (CbForm) form = cb_form_new ((CbRegister)kind, profile);

      g_assert_cmpuint (form->fields->len, >, 0);
    }
  g_assert_nonnull (accounts->per_agency_clause);
  cb_rules_complete_findings (profile, dataset, NULL, findings);
}

static void
use_profile (CbProfile *profile)
{
  g_autoptr (GPtrArray) values = cb_profile_list_values (profile);
  g_autoptr (GPtrArray) doubts = NULL;
  g_autoptr (CbProfile) copy = cb_profile_copy (profile);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 1, G_DATE_JANUARY, 2027);
  doubts = cb_profile_list_doubts (profile, &day);
  use_rules (profile, &day);
  g_assert_cmpuint (values->len, >, 0);
  g_assert_cmpstr (cb_profile_get_id (copy), ==, cb_profile_get_id (profile));
}

static void
try_profile (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbProfile) profile = cb_profile_parse (text, (gssize)length, "p", &error);

  if (profile != NULL)
    use_profile (profile);
  else
    check_error (error);
}

static void
try_holidays (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHolidays) holidays = cb_holidays_parse (text, (gssize)length, "p", &error);
  g_autoptr (CbHolidays) none = cb_holidays_new_empty ();
  g_autoptr (CbHolidays) both = NULL;

  if (holidays != NULL)
    both = cb_holidays_new_corrected (none, holidays);
  else
    check_error (error);
}

static void
try_changes (const char *text, gsize length)
{
  g_autoptr (CbProfile) profile = cb_profile_parse (PROFILE, -1, "p", NULL);
  g_autoptr (JsonObject) changes = cb_json_object_parse (text, (gssize)length, NULL);
  g_autoptr (CbProfile) changed = NULL;
  g_autoptr (GError) error = NULL;
  const char *failed = NULL;

  g_assert_nonnull (profile);
  if (changes == NULL)
    return;
  changed = cb_profile_new_changed (profile, changes, &failed, &error);
  if (changed != NULL)
    {
      g_autoptr (GList) paths = json_object_get_members (changes);

      use_profile (changed);
      for (GList *l = paths; l != NULL; l = l->next)
        {
          g_autofree char *path = cb_profile_dup_canonical_path (changed, l->data);

          g_assert_nonnull (path);
        }
      g_assert_cmpint (cb_profile_is_changed (changed), ==, paths != NULL);
    }
  else
    {
      check_error (error);
      g_assert_nonnull (failed);
    }
  /* What is corrected is another one. */
  g_assert_false (cb_profile_is_changed (profile));
  g_assert_cmpuint (cb_profile_find_update_rule (profile, CB_FREQUENCY_MONTHLY)->days, ==, 5);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const tries[]) (const char *text, gsize length)
      = { try_preset, try_profile, try_holidays, try_changes };

  if (size > 1)
    tries[data[0] % G_N_ELEMENTS (tries)]((const char *)data + 1, size - 1);

  return 0;
}
