/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-licenses.h"

#define DEFINITION "http://www.opendefinition.org/licenses/"

/* CKAN's own list, in its order. */
static const CbPracticeLicense licenses[] = {
  { "notspecified", "License not specified", "", FALSE },
  { "odc-pddl", "Open Data Commons Public Domain Dedication and License (PDDL)",
    DEFINITION "odc-pddl", TRUE },
  { "odc-odbl", "Open Data Commons Open Database License (ODbL)", DEFINITION "odc-odbl", TRUE },
  { "odc-by", "Open Data Commons Attribution License", DEFINITION "odc-by", TRUE },
  { "cc-zero", "Creative Commons CCZero", DEFINITION "cc-zero", TRUE },
  { "cc-by", "Creative Commons Attribution", DEFINITION "cc-by", TRUE },
  { "cc-by-sa", "Creative Commons Attribution Share-Alike", DEFINITION "cc-by-sa", TRUE },
  { "gfdl", "GNU Free Documentation License", DEFINITION "gfdl", TRUE },
  { "other-open", "Other (Open)", "", TRUE },
  { "other-pd", "Other (Public Domain)", "", TRUE },
  { "other-at", "Other (Attribution)", "", TRUE },
  { "uk-ogl", "UK Open Government Licence (OGL)",
    "http://reference.data.gov.uk/id/open-government-licence", TRUE },
  { "cc-nc", "Creative Commons Non-Commercial (Any)",
    "http://creativecommons.org/licenses/by-nc/2.0/", FALSE },
  { "other-nc", "Other (Non-Commercial)", "", FALSE },
  { "other-closed", "Other (Not Open)", "", FALSE },
  { NULL, NULL, NULL, FALSE },
};

/**
 * cb_practice_licenses_get_all:
 *
 * Returns: (transfer none) (array zero-terminated=1): the list
 */
const CbPracticeLicense *
cb_practice_licenses_get_all (void)
{
  return licenses;
}

/**
 * cb_practice_licenses_find:
 * @id: (nullable): of a license
 *
 * Returns: (transfer none) (nullable): the license; any other text may stand in a dataset too
 */
const CbPracticeLicense *
cb_practice_licenses_find (const char *id)
{
  for (const CbPracticeLicense *license = licenses; id != NULL && license->id != NULL; license++)
    if (g_str_equal (license->id, id))
      return license;

  return NULL;
}
