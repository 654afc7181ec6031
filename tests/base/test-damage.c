/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-damage.h"

static void
test_names (void)
{
  for (guint i = 0; i < CB_DAMAGE_N; i++)
    g_assert_cmpint ((int)cb_damage_from_name (cb_damage_name ((CbDamage)i)), ==, (int)i);
  g_assert_cmpint ((int)cb_damage_from_name ("from-the-future"), ==, (int)CB_DAMAGE_UNKNOWN);
  g_assert_cmpint ((int)cb_damage_from_name (NULL), ==, (int)CB_DAMAGE_UNKNOWN);
}

/* Of a file that is cut, sums are wrong and parts are missing, too: the cause goes first. */
static void
test_cause_before_effects (void)
{
  static const struct
  {
    const char *message;
    CbDamage damage;
  } cases[] = {
    { "xl/a.xml is cut off: the file ends in it", CB_DAMAGE_CUT },
    { "the part of this sheet (a) is missing: the file breaks off before it", CB_DAMAGE_CUT },
    { "the part of this sheet (a) is missing", CB_DAMAGE_MISSING },
    { "row 3: the XML is damaged: syntax error", CB_DAMAGE_MARKUP },
    { "the XML is damaged: x (a does not have the sum (CRC) that the directory says)",
      CB_DAMAGE_CHANGED },
    { "something else", CB_DAMAGE_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint ((int)cb_damage_from_message (cases[i].message), ==, (int)cases[i].damage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/damage/names", test_names);
  g_test_add_func ("/damage/cause-before-effects", test_cause_before_effects);

  return g_test_run ();
}
