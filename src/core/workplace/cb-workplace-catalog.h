/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/catalog/cb-catalog-diff.h"
#include "core/catalog/cb-catalog-import.h"
#include "core/store/cb-store-catalog.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/**
 * CbCatalogDraft:
 * @name: of the file
 * @sheet: of a workbook, 0-based; -1 where there are none
 * @sheet_name: (nullable): its tab
 * @layout: what the columns are; a person may change it before cb_workplace_take_catalog()
 * @remembered: a person said what they are, for this layout, some time before
 * @rows: (element-type GStrv): below the reader's header
 * @first_row: 1-based row of the file of the first of them; 0 where there is no file
 * @unknown: (nullable): what its source could not tell, for people
 * @decision: (nullable): that it is from, as the rows above the table name it
 * @decision_place: (nullable): where that stands, for people
 * @replaces: (nullable): what that decision replaces
 *
 * A danh mục that was read from a file or a portal and is not yet taken in. Of one thread at a
 * time.
 */
typedef struct
{
  char *name;
  int sheet;
  char *sheet_name;
  CbCatalogLayout *layout;
  gboolean remembered;
  GPtrArray *rows;
  guint first_row;
  char *unknown;
  char *decision;
  char *decision_place;
  char *replaces;
} CbCatalogDraft;

/**
 * CbCatalogDecision:
 * @text: (nullable): number and day, "Quyết định số 3111/QĐ-UBND ngày 25/7/2024"; %NULL: what the
 *   draft names
 * @effective: (nullable): the day that it is in effect from, 25/7/2024 or 2024-07-25
 * @replaces: (nullable): the decision that it replaces; %NULL: what the draft names with @text
 */
typedef struct
{
  const char *text;
  const char *effective;
  const char *replaces;
} CbCatalogDecision;

/**
 * CbCatalogTaken:
 * @version: its number
 * @decision: that it is from; "" when none is named
 * @items: how many items it has
 * @added, @edited, @withdrawn: against the one in force before, 0 when there was none
 * @open_work: datasets that were begun for an item that is now changed or withdrawn, and are not
 *   published
 * @held: (nullable): why it does not come into force, for people
 * @later: (nullable): the day that it comes into force on, when that is not today, for people
 * @problems: (element-type utf8): what could not be understood, a sentence each
 */
typedef struct
{
  guint version;
  char *decision;
  guint items;
  guint added;
  guint edited;
  guint withdrawn;
  guint open_work;
  char *held;
  char *later;
  GPtrArray *problems;
} CbCatalogTaken;

void cb_catalog_draft_free (CbCatalogDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogDraft, cb_catalog_draft_free)
void cb_catalog_taken_free (CbCatalogTaken *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogTaken, cb_catalog_taken_free)

CbCatalogDraft *cb_workplace_read_catalog (CbWorkplace *self,
                                           GFile *file,
                                           int sheet,
                                           GCancellable *cancellable,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbCatalogDraft *cb_workplace_read_portal_catalog (CbWorkplace *self,
                                                  const char *address,
                                                  GCancellable *cancellable,
                                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbCatalogTaken *cb_workplace_take_catalog (CbWorkplace *self,
                                           CbCatalogDraft *draft,
                                           const CbCatalogDecision *decision,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Versions. */
GPtrArray *cb_workplace_list_catalog_versions (CbWorkplace *self, GError **error);
GPtrArray *cb_workplace_diff_catalog (CbWorkplace *self, guint before, guint after, GError **error);
gboolean cb_workplace_put_catalog_in_force (CbWorkplace *self, guint version, GError **error);
GPtrArray *cb_workplace_list_open_work (CbWorkplace *self, const char *code, GError **error);

JsonObject *cb_catalog_item_to_json (const CbCatalogItem *item);
gboolean cb_workplace_export_catalog (
    CbWorkplace *self, guint version, GFile *file, GCancellable *cancellable, GError **error);

/* Review. */
gboolean cb_workplace_review_catalog (CbWorkplace *self, GError **error);
gboolean cb_workplace_get_last_catalog_review (CbWorkplace *self, GDate *day, GError **error);

G_END_DECLS
