/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-rules.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-finding-codes.h"
#include "base/cb-json.h"
#include "base/cb-text.h"

/* What every dataset needs: the mandatory members of Thông tư 24/2011/TT-BTTTT (title, creator,
 * description, issuing agency) and a way to ask (QN 13.2 and its like: who answers for it). */
static const char *const required[]
    = { "title", "notes", "owner_org", "keywords", "contact_name", "contact_email", NULL };
static const char *const required_with_licence[]
    = { "title",        "notes",         "owner_org",  "keywords",
        "contact_name", "contact_email", "license_id", NULL };

/* Open and read by machines (Luật Giao dịch điện tử 2023, Điều 43.2). A list of ours [I]: it only
 * warns. */
static const char *const open_formats[]
    = { "csv", "tsv", "json", "xml", "xlsx", "ods", "fods", "xls", "xml-spreadsheet", NULL };

/* Which clause a finding rests on; the first prefix that fits. */
static const struct
{
  const char *prefix;
  const char *path;
} clause_paths[] = {
  { "vn-not-in-catalog", "catalog.must_be_in_catalog" },
  { "vn-format-not-in-catalog", "catalog.must_be_in_catalog" },
  { "vn-format", "formats.allowed" },
  { "format-not-allowed", "formats.allowed" },
  { "vn-not-open-format", "formats.open_and_machine_readable" },
  { "vn-personal", "personal_data" },
  { "vn-secret", "state_secret" },
  { "vn-internal", "exclusions" },
};

/**
 * cb_rules_get_required_members:
 * @profile: (nullable): the rules
 *
 * Returns: (transfer none) (array zero-terminated=1): members of a dataset's metadata that may not
 *   be empty
 */
const char *const *
cb_rules_get_required_members (CbProfile *profile)
{
  if (profile != NULL && cb_profile_says (profile, "licence.required") == CB_SAYS_YES)
    return required_with_licence;

  return required;
}

static gboolean
is_empty (JsonObject *metadata, const char *member)
{
  JsonArray *array = cb_json_get_array (metadata, member);
  const char *text = cb_json_get_string (metadata, member);
  g_autofree char *stripped = NULL;

  if (array != NULL)
    return json_array_get_length (array) == 0;
  if (text == NULL)
    return TRUE;
  stripped = g_strstrip (g_strdup (text));

  return stripped[0] == '\0';
}

static CbFinding *
add_finding (GPtrArray *findings, CbFindingCode code, CbSeverity severity)
{
  CbFinding *finding = cb_finding_new (cb_finding_codes_name (code), severity);

  g_ptr_array_add (findings, finding);
  return finding;
}

static void
check_metadata (CbProfile *profile, const CbDataset *dataset, GPtrArray *findings)
{
  const char *const *members = cb_rules_get_required_members (profile);

  for (guint i = 0; members[i] != NULL; i++)
    if (is_empty (dataset->metadata, members[i]))
      {
        CbFinding *finding = add_finding (findings, CB_FINDING_METADATA_EMPTY, CB_SEVERITY_BLOCKER);

        cb_finding_set_argument (finding, "field", members[i]);
        if (profile != NULL && g_str_equal (members[i], "license_id"))
          finding->clause = cb_profile_dup_clause (profile, "licence.required");
      }
}

static void
check_catalog (CbProfile *profile, const CbCatalogItem *item, GPtrArray *findings)
{
  CbSays must = profile != NULL ? cb_profile_must_be_in_catalog (profile) : CB_SAYS_NOTHING;

  if (item != NULL)
    return;
  /* A text that says nothing forbids nothing; to be outside of the list is still worth a look. */
  add_finding (findings, CB_FINDING_NOT_IN_CATALOG,
               must == CB_SAYS_YES  ? CB_SEVERITY_BLOCKER
               : must == CB_SAYS_NO ? CB_SEVERITY_NOTE
                                    : CB_SEVERITY_WARNING);
}

/* The catalog writes "Excel", "API, Excel", "xlsx/csv": whatever of it is a format. */
static gboolean
catalog_allows (const char *formats, const char *format)
{
  g_autofree char *folded = cb_text_fold (formats);

  if (strstr (folded, format) != NULL)
    return TRUE;
  if (strstr (folded, "excel") != NULL)
    return g_str_equal (format, "xlsx") || g_str_equal (format, "xls");
  if (strstr (folded, "word") != NULL)
    return g_str_equal (format, "docx") || g_str_equal (format, "doc");

  return FALSE;
}

static void
add_format_finding (GPtrArray *findings,
                    CbFindingCode code,
                    CbSeverity severity,
                    const CbDatasetFile *file,
                    const char *allowed)
{
  CbFinding *finding = add_finding (findings, code, severity);

  cb_finding_set_argument (finding, CB_FINDING_FILE, file->id);
  cb_finding_set_argument (finding, "file-title", file->title);
  cb_finding_set_argument (finding, "format", file->format);
  cb_finding_set_argument (finding, "allowed", allowed);
}

static void
check_format (CbProfile *profile,
              const CbDatasetFile *file,
              const CbCatalogItem *item,
              GPtrArray *findings)
{
  const char *const *allowed = profile != NULL ? cb_profile_get_allowed_formats (profile) : NULL;

  if (allowed != NULL && !g_strv_contains (allowed, file->format))
    {
      g_autofree char *names = g_strjoinv (", ", (char **)allowed);

      add_format_finding (findings, CB_FINDING_FORMAT_NOT_ALLOWED, CB_SEVERITY_BLOCKER, file,
                          names);
    }
  if (item != NULL && item->formats != NULL && item->formats[0] != '\0'
      && !catalog_allows (item->formats, file->format))
    add_format_finding (findings, CB_FINDING_FORMAT_NOT_IN_CATALOG, CB_SEVERITY_WARNING, file,
                        item->formats);
  if (!g_strv_contains (open_formats, file->format))
    add_format_finding (findings, CB_FINDING_NOT_OPEN_FORMAT, CB_SEVERITY_WARNING, file,
                        "csv, xlsx");
}

static gboolean
is_from_rules (const CbFinding *finding)
{
  static const CbFindingCode codes[]
      = { CB_FINDING_NOT_IN_CATALOG,     CB_FINDING_METADATA_EMPTY,
          CB_FINDING_FORMAT_NOT_ALLOWED, CB_FINDING_FORMAT_NOT_IN_CATALOG,
          CB_FINDING_NOT_OPEN_FORMAT,    CB_FINDING_NO_FILE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (finding->code, cb_finding_codes_name (codes[i])))
      return TRUE;

  return FALSE;
}

static void
fill_clause (CbProfile *profile, CbFinding *finding)
{
  const char *path = NULL;

  if (finding->clause != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (clause_paths) && path == NULL; i++)
    if (g_str_has_prefix (finding->code, clause_paths[i].prefix))
      path = clause_paths[i].path;
  /* Whatever else is found, is found because the text wants data checked before publication. */
  if (path == NULL && !is_from_rules (finding))
    path = "precheck.required";
  if (path != NULL)
    finding->clause = cb_profile_dup_clause (profile, path);
  if (finding->clause != NULL && finding->clause[0] == '\0')
    g_clear_pointer (&finding->clause, g_free);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const CbFinding *first = *(CbFinding *const *)a;
  const CbFinding *second = *(CbFinding *const *)b;

  if (first->severity != second->severity)
    return first->severity > second->severity ? -1 : 1;

  return 0;
}

static void
check_dataset (CbProfile *profile,
               const CbDataset *dataset,
               const CbCatalogItem *item,
               GPtrArray *findings)
{
  for (guint i = findings->len; i > 0; i--)
    if (is_from_rules (findings->pdata[i - 1]))
      g_ptr_array_remove_index (findings, i - 1);

  check_catalog (profile, item, findings);
  check_metadata (profile, dataset, findings);
  if (dataset->files->len == 0)
    add_finding (findings, CB_FINDING_NO_FILE, CB_SEVERITY_BLOCKER);
  for (guint i = 0; i < dataset->files->len; i++)
    check_format (profile, dataset->files->pdata[i], item, findings);
}

/**
 * cb_rules_complete_findings:
 * @profile: (nullable): the rules; %NULL while none is chosen: then no clause is named
 * @dataset: (nullable): the dataset with its files; %NULL for a file that belongs to none
 * @item: (nullable): the catalog item that it answers to
 * @findings: (inout) (element-type CbFinding): what the engine found in the files
 *
 * Adds what is about the dataset and not about bytes (in the catalog, required metadata, formats),
 * and names for every finding the clause that it rests on. Findings that an earlier call added, and
 * the engine's own word about the format, are replaced, so it may be called again after the
 * metadata changed. Most severe first.
 */
void
cb_rules_complete_findings (CbProfile *profile,
                            const CbDataset *dataset,
                            const CbCatalogItem *item,
                            GPtrArray *findings)
{
  g_return_if_fail (profile == NULL || CB_IS_PROFILE (profile));
  g_return_if_fail (findings != NULL);

  if (dataset != NULL)
    check_dataset (profile, dataset, item, findings);
  for (guint i = 0; profile != NULL && i < findings->len; i++)
    fill_clause (profile, findings->pdata[i]);
  g_ptr_array_sort (findings, compare_findings);
}

static gboolean
is_waived (const CbFinding *finding)
{
  return finding->waived_by != NULL && finding->waived_by[0] != '\0'
         && finding->waiver_reason != NULL && finding->waiver_reason[0] != '\0';
}

/**
 * cb_rules_count_open:
 * @findings: (element-type CbFinding): all there are
 * @blockers: (out) (optional): that must be mended
 * @warnings: (out) (optional): that nobody has waived yet
 * @notes: (out) (optional): that are only said
 */
void
cb_rules_count_open (GPtrArray *findings, guint *blockers, guint *warnings, guint *notes)
{
  guint counts[3] = { 0, 0, 0 };

  g_return_if_fail (findings != NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = findings->pdata[i];

      if (finding->severity != CB_SEVERITY_WARNING || !is_waived (finding))
        counts[finding->severity]++;
    }
  if (blockers != NULL)
    *blockers = counts[CB_SEVERITY_BLOCKER];
  if (warnings != NULL)
    *warnings = counts[CB_SEVERITY_WARNING];
  if (notes != NULL)
    *notes = counts[CB_SEVERITY_NOTE];
}

/**
 * cb_rules_may_queue:
 * @findings: (element-type CbFinding): all there are, completed, with their waivers
 * @error: %CB_ERROR_BLOCKED with the code of the first finding in the way
 *
 * A blocker always blocks, whoever waived it. A warning blocks until a named person has waived it
 * with a reason. The same holds for asking for review.
 *
 * Returns: whether nothing is in the way
 */
gboolean
cb_rules_may_queue (GPtrArray *findings, GError **error)
{
  g_return_val_if_fail (findings != NULL, FALSE);

  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = findings->pdata[i];

      if (finding->severity == CB_SEVERITY_NOTE
          || (finding->severity == CB_SEVERITY_WARNING && is_waived (finding)))
        continue;
      g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "%s %s is open",
                   cb_severity_name (finding->severity), finding->code);
      return FALSE;
    }

  return TRUE;
}
