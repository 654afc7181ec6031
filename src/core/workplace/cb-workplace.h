/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-clock.h"
#include "base/cb-progress.h"
#include "core/model/cb-account.h"
#include "core/model/cb-approval.h"
#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-finding.h"
#include "core/model/cb-job.h"
#include "core/model/cb-journal-row.h"
#include "core/model/cb-obligation.h"
#include "core/platform/cb-keyring.h"
#include "core/reading/cb-reader.h"
#include "core/report/cb-plan.h"
#include "core/report/cb-report.h"
#include "core/rules/cb-profile.h"
#include "core/rules/cb-regulation-text.h"

G_BEGIN_DECLS

typedef enum
{
  CB_MODE_PRACTICE, /* a store of its own, a sample agency, the practice portal inside */
  CB_MODE_REAL,
} CbMode;

/**
 * CbWorkplaceOptions:
 * @mode: practice or real; the two never share anything
 * @root: (nullable): folder of all data; %NULL: the user's data folder
 * @clock: (nullable): %NULL: the computer's
 * @keyring: (nullable): %NULL: the system's
 * @looks: only to read, without the lock, beside the program that holds it: there are no
 *   bytes and nothing is sent, and whatever would write is told %CB_ERROR_READ_ONLY
 * @patience_us: how long to wait for a program that has the data open and may be closing
 */
typedef struct
{
  CbMode mode;
  const char *root;
  CbClock *clock;
  CbKeyring *keyring;
  gboolean looks;
  gint64 patience_us;
} CbWorkplaceOptions;

#define CB_TYPE_WORKPLACE (cb_workplace_get_type ())
G_DECLARE_FINAL_TYPE (CbWorkplace, cb_workplace, CB, WORKPLACE, GObject)

/* Everything below blocks and may be called from any thread; none of it may be called from the
 * thread that draws. The signal "changed" (const char *what: `datasets`, `jobs`, `catalog`,
 * `accounts`, `settings`, `receipts`, `plan`) is emitted in the main context that was the thread's
 * default at opening. */

CbWorkplace *cb_workplace_open (const CbWorkplaceOptions *options,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_workplace_close (CbWorkplace *self);
CbMode cb_workplace_get_mode (CbWorkplace *self);
char *cb_workplace_dup_data_path (const char *name);
CbClock *cb_workplace_get_clock (CbWorkplace *self);
const char *cb_workplace_get_root (CbWorkplace *self);

/* Settings: agency (name), person (name of who sits here), profile (id), one-person (`true` when
 * the agency lets one person prepare and approve; the profile decides whether it may), setup-done,
 * lead-agency (`true`: see cb_workplace_set_lead_agency()), operator-contact (how the portal's
 * operator is reached), account.ID.password-changed (a day), what presets brought
 * (core/workplace/cb-workplace-preset.h), report-answers.KIND.PERIOD (what was written to the
 * criteria of a report). */
char *cb_workplace_dup_setting (CbWorkplace *self, const char *name);
gboolean
cb_workplace_set_setting (CbWorkplace *self, const char *name, const char *value, GError **error);
void cb_workplace_get_today (CbWorkplace *self, GDate *today);
GPtrArray *cb_workplace_find_passages (CbWorkplace *self, const char *clause);
GPtrArray *cb_workplace_list_profiles (CbWorkplace *self, GError **error);
CbProfile *cb_workplace_dup_profile (CbWorkplace *self);

/* Catalog and what is due. */
guint cb_workplace_import_catalog (CbWorkplace *self,
                                   GFile *file,
                                   const char *decision,
                                   GPtrArray **problems,
                                   GCancellable *cancellable,
                                   GError **error);
GPtrArray *cb_workplace_list_catalog (CbWorkplace *self, const char *search, GError **error);
CbCatalogItem *cb_workplace_get_item (CbWorkplace *self, const char *code, GError **error);

/* Datasets. */
CbDataset *cb_workplace_create_dataset (CbWorkplace *self,
                                        const char *item_code,
                                        const char *period,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbDataset *cb_workplace_get_dataset (CbWorkplace *self,
                                     const char *id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_datasets (CbWorkplace *self, GError **error);
gboolean cb_workplace_set_metadata (CbWorkplace *self,
                                    const char *dataset_id,
                                    JsonObject *metadata,
                                    GError **error);
gboolean cb_workplace_set_account (CbWorkplace *self,
                                   const char *dataset_id,
                                   const char *account_id,
                                   GError **error);

/* For how many days what was removed can be taken back. */
#define CB_REMOVED_KEPT_DAYS 30

gboolean cb_workplace_judge_removal (CbWorkplace *self,
                                     const CbDataset *dataset,
                                     const char *person,
                                     CbRemoval *removal,
                                     GError **error);
gboolean cb_workplace_remove_dataset (CbWorkplace *self,
                                      const char *dataset_id,
                                      const char *person,
                                      GError **error);
gboolean cb_workplace_restore_dataset (CbWorkplace *self,
                                       const char *dataset_id,
                                       const char *person,
                                       GError **error);
GPtrArray *cb_workplace_list_removed_datasets (CbWorkplace *self, GError **error);
gint64 cb_workplace_get_removal_end (const CbDataset *dataset);

/* Files. @file_id %NULL adds a file, otherwise that file is replaced. */
CbDatasetFile *cb_workplace_take_in (CbWorkplace *self,
                                     const char *dataset_id,
                                     const char *file_id,
                                     GFile *file,
                                     CbProgressFunc progress,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_remove_file (CbWorkplace *self,
                                   const char *dataset_id,
                                   const char *file_id,
                                   GError **error);
CbReader *cb_workplace_open_reader (CbWorkplace *self,
                                    const char *dataset_id,
                                    const char *file_id,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbReader *cb_workplace_open_sheet (CbWorkplace *self,
                                   const char *dataset_id,
                                   const char *file_id,
                                   guint sheet,
                                   GCancellable *cancellable,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
/**
 * CbLayoutChange:
 *
 * What a person says of a row, about how the table lies in its file.
 */
typedef enum
{
  CB_LAYOUT_HEADER_ROW, /* it is the header */
  CB_LAYOUT_LAST_ROW,   /* it is the last of the table */
  CB_LAYOUT_TAKE_OUT,   /* it is not of the table */
  CB_LAYOUT_TAKE_IN,    /* it is of the table */
  CB_LAYOUT_ANEW,       /* of no row: all that was said is forgotten */
} CbLayoutChange;

/**
 * CbRepeat:
 * @period: (nullable): of the file whose work was repeated
 * @n_steps: of the recipe that were done, or would be
 * @steps: each of them in words
 * @encoding: (nullable): what a person said that the file is written in
 * @has_schema: whether its schema was kept, too
 * @added: columns that it did not have
 * @missing: columns that it had and this file has not
 * @left_out: columns of steps that were not done, for there is no such column
 * @n_cells: cells that were edited one by one in that file: they are of it alone
 * @rows: of the table of this file, @rows_before: of the one before; only of a preview
 * @old_reading: how the file was read before, for cb_workplace_restore_reading()
 *
 * What “as in the period before” came to, or would come to.
 */
typedef struct
{
  char *period;
  guint n_steps;
  GStrv steps;
  char *encoding;
  gboolean has_schema;
  GStrv added;
  GStrv missing;
  GStrv left_out;
  guint n_cells;
  guint64 rows;
  guint64 rows_before;
  char *old_reading;
} CbRepeat;

void cb_repeat_free (CbRepeat *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRepeat, cb_repeat_free)

char *cb_workplace_dup_repeatable (CbWorkplace *self,
                                   const CbDataset *dataset,
                                   const char *file_id) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_preview_repeat (CbWorkplace *self,
                                      const char *dataset_id,
                                      const char *file_id,
                                      CbRepeat **repeat,
                                      GCancellable *cancellable,
                                      GError **error);
gboolean cb_workplace_repeat (CbWorkplace *self,
                              const char *dataset_id,
                              const char *file_id,
                              CbRepeat **repeat,
                              GCancellable *cancellable,
                              GError **error);
gboolean cb_workplace_change_layout (CbWorkplace *self,
                                     const char *dataset_id,
                                     const char *file_id,
                                     CbLayoutChange change,
                                     guint64 row,
                                     int sheet,
                                     char **old,
                                     GError **error);
gboolean cb_workplace_restore_reading (CbWorkplace *self,
                                       const char *dataset_id,
                                       const char *file_id,
                                       const char *old,
                                       GError **error);
gboolean cb_workplace_set_reading (CbWorkplace *self,
                                   const char *dataset_id,
                                   const char *file_id,
                                   const CbReadOptions *options,
                                   GError **error);

/* What the columns are: as a Table Schema in JSON (base/cb-schema.h). */
char *cb_workplace_dup_schema (CbWorkplace *self,
                               const char *dataset_id,
                               const char *file_id,
                               gboolean *is_kept,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_set_schema (CbWorkplace *self,
                                  const char *dataset_id,
                                  const char *file_id,
                                  const char *schema,
                                  GError **error);
char *cb_workplace_dup_last_schema (CbWorkplace *self,
                                    const char *dataset_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checks: of every file and of the dataset; kept with the bytes they are about. */
GPtrArray *cb_workplace_check (CbWorkplace *self,
                               const char *dataset_id,
                               CbProgressFunc progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_findings (CbWorkplace *self,
                                       const char *dataset_id,
                                       gboolean *current,
                                       GError **error);
CbReader *cb_workplace_try_reading (GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_workplace_describe_system (const CbFileInfo *info, const GError *problem);
char *cb_workplace_dup_system_report (GCancellable *cancellable);
GPtrArray *cb_workplace_check_file (GFile *file,
                                    const char *profile_id,
                                    const char *schema,
                                    guint64 *more,
                                    CbProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_waive (CbWorkplace *self,
                             const char *dataset_id,
                             const char *finding_key,
                             const char *person,
                             const char *reason,
                             GError **error);
gboolean cb_workplace_unwaive (CbWorkplace *self,
                               const char *dataset_id,
                               const char *finding_key,
                               GError **error);

/* Mending: @step is one step of a recipe as JSON (engine/fixes); it is added to the file's recipe,
 * and the recipe is run anew over the original. */
gboolean cb_workplace_mend (CbWorkplace *self,
                            const char *dataset_id,
                            const char *file_id,
                            const char *step,
                            guint64 *cells_changed,
                            CbProgressFunc progress,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);

/**
 * CbCellEdit:
 * @row: of the table as it is shown, 0-based, the header and what stands before it counted
 * @column: 0-based
 * @before: what the person saw there
 * @after: what it becomes
 * @recipe: (nullable): the recipe that made the table that the person saw, "" for none; %NULL: that
 *   of the file as it is now
 */
typedef struct
{
  guint64 row;
  guint column;
  const char *before;
  const char *after;
  const char *recipe;
} CbCellEdit;

/**
 * CbReplacement:
 * @find: what is looked for, its diacritics as they are
 * @with: what it becomes
 * @column: the only one, of the table as it is shown, 0-based; -1: all
 * @whole: only in cells that hold nothing else
 * @ignore_case: take capitals for small letters
 */
typedef struct
{
  const char *find;
  const char *with;
  int column;
  gboolean whole;
  gboolean ignore_case;
} CbReplacement;

gboolean cb_workplace_edit_cells (CbWorkplace *self,
                                  const char *dataset_id,
                                  const char *file_id,
                                  const CbCellEdit *edits,
                                  guint n_edits,
                                  CbProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  GError **error);
char *cb_workplace_dup_replace_step (const CbReplacement *replacement);
gboolean cb_workplace_replace (CbWorkplace *self,
                               const char *dataset_id,
                               const char *file_id,
                               const CbReplacement *replacement,
                               CbProgressFunc progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);
GArray *cb_workplace_list_edits (CbWorkplace *self,
                                 const char *dataset_id,
                                 const char *file_id,
                                 GCancellable *cancellable,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_undo_mend (CbWorkplace *self,
                                 const char *dataset_id,
                                 const char *file_id,
                                 char **step,
                                 GCancellable *cancellable,
                                 GError **error);

/* Review. */
gboolean cb_workplace_request_review (CbWorkplace *self,
                                      const char *dataset_id,
                                      const char *person,
                                      GError **error);
CbApproval *cb_workplace_approve (CbWorkplace *self,
                                  const char *dataset_id,
                                  const char *person,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_send_back (CbWorkplace *self,
                                 const char *dataset_id,
                                 const char *person,
                                 const char *reason,
                                 GError **error);
CbApproval *cb_workplace_get_approval (CbWorkplace *self, const char *dataset_id, GError **error);

/* Queue. */
CbJob *cb_workplace_enqueue (CbWorkplace *self,
                             const char *dataset_id,
                             gint64 not_before_us,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_jobs (CbWorkplace *self, GError **error);
gboolean cb_workplace_pause_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean cb_workplace_resume_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean cb_workplace_cancel_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean cb_workplace_retry_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean cb_workplace_overwrite_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean cb_workplace_recreate_job (CbWorkplace *self, const char *job_id, GError **error);
gboolean
cb_workplace_rename_job (CbWorkplace *self, const char *job_id, const char *slug, GError **error);
GPtrArray *cb_workplace_list_attempts (CbWorkplace *self, const char *job_id, GError **error);
void cb_workplace_start_queue (CbWorkplace *self);
void cb_workplace_stop_queue (CbWorkplace *self);
gboolean cb_workplace_is_sending (CbWorkplace *self);
gboolean cb_workplace_run_queue_once (CbWorkplace *self, GCancellable *cancellable, GError **error);

/* What was published. */
GPtrArray *cb_workplace_list_receipts (CbWorkplace *self, GError **error);
gboolean cb_workplace_recheck (CbWorkplace *self,
                               const char *job_id,
                               GCancellable *cancellable,
                               GError **error);
gboolean cb_workplace_verify_journal (CbWorkplace *self, gint64 *rows, GError **error);
GPtrArray *cb_workplace_list_journal (CbWorkplace *self, const char *subject, GError **error);

/* Reports: of any span, and what the chosen text asks for. */
CbReport *cb_workplace_make_report (CbWorkplace *self,
                                    const GDate *from,
                                    const GDate *to,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_report_kinds (CbWorkplace *self) G_GNUC_WARN_UNUSED_RESULT;
CbReportKind *cb_workplace_get_report_kind (CbWorkplace *self,
                                            const char *id,
                                            const GDate *to,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_set_report_answer (CbWorkplace *self,
                                         const char *kind_id,
                                         const GDate *to,
                                         const char *criterion,
                                         const char *answer,
                                         GError **error);
gboolean cb_workplace_settle_report_answers (CbWorkplace *self,
                                             const char *kind_id,
                                             const GDate *to,
                                             GError **error);
CbPlan *cb_workplace_get_plan (CbWorkplace *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_set_plan (CbWorkplace *self, const CbPlan *plan, GError **error);
GPtrArray *cb_workplace_measure_plan (CbWorkplace *self,
                                      const CbPlan *plan,
                                      GPtrArray **rows,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Accounts. @token goes to the keyring and nowhere else. */
CbAccount *cb_workplace_add_account (CbWorkplace *self,
                                     const char *title,
                                     const char *address,
                                     const char *token,
                                     const char *organisation,
                                     GCancellable *cancellable,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbAccount *cb_workplace_test_account (CbWorkplace *self,
                                      const char *account_id,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workplace_set_token (CbWorkplace *self,
                                 const char *account_id,
                                 const char *token,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean cb_workplace_remove_account (CbWorkplace *self,
                                      const char *account_id,
                                      GCancellable *cancellable,
                                      GError **error);
GPtrArray *cb_workplace_list_accounts (CbWorkplace *self, GError **error);

G_END_DECLS
