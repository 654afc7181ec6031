/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-finding-codes.h"

static void
test_round_trip (void)
{
  for (guint i = 0; i < CB_FINDING_N_CODES; i++)
    {
      CbFindingCode code;

      g_assert_true (cb_finding_codes_lookup (cb_finding_codes_name ((CbFindingCode)i), &code));
      g_assert_cmpuint (code, ==, i);
    }
}

static void
test_unknown (void)
{
  CbFindingCode code;

  g_assert_false (cb_finding_codes_lookup ("no-such-code", &code));
  g_assert_false (cb_finding_codes_lookup (NULL, &code));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/finding-codes/are-unique-and-found-again", test_round_trip);
  g_test_add_func ("/finding-codes/of-another-version-are-refused", test_unknown);

  return g_test_run ();
}
