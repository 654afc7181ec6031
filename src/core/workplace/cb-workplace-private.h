/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/platform/cb-lock.h"
#include "core/portal/practice/cb-practice-portal.h"
#include "core/queue/cb-queue.h"
#include "core/rules/cb-holidays.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-catalog.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"
#include "core/store/cb-vault.h"
#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

struct _CbWorkplace
{
  GObject parent_instance;

  /* Owned, unchanging after opening */
  char *root;
  CbClock *clock;
  CbLock *lock;
  CbStore *store;
  CbVault *vault;
  CbKeyring *keyring;
  CbQueue *queue;
  CbPracticePortal *practice_portal; /* (nullable) */
  CbHolidays *shipped_holidays;
  GPtrArray *shipped_profiles; /* (element-type CbProfile) */
  CbRegulationTexts *texts;
  GMainContext *context; /* where "changed" is emitted */

  CbMode mode;

  /* Under the lock: the rules as presets correct them, the newest last. Those before stay, for
   * somebody may still read them. */
  GMutex rules_lock;
  GPtrArray *rules; /* (element-type CbRuleSet) */

  /* One change of the rules after the other: each is made of what holds before it. Never taken on
   * the store's thread. */
  GMutex changing_lock;
};

typedef struct
{
  GPtrArray *profiles; /* (element-type CbProfile) */
  CbHolidays *holidays;
} CbRuleSet;

void _cb_rule_set_free (CbRuleSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRuleSet, _cb_rule_set_free)

/* What presets add, as it is kept among the settings. Each may be NULL. */
#define CB_SETTING_PROFILES "preset-profiles"
#define CB_SETTING_CHANGES "preset-profile-changes"
#define CB_SETTING_HOLIDAYS "preset-holidays"
#define CB_SETTING_AGENCIES "agencies"
#define CB_SETTING_PORTAL "preset-portal"
#define CB_SETTING_CERTIFICATES "preset-certificates"

CbRuleSet *_cb_workplace_layer_rules (CbWorkplace *self,
                                      const char *profiles,
                                      const char *changes,
                                      const char *holidays,
                                      char **failed,
                                      GError **error);
gboolean _cb_workplace_load_rules (CbWorkplace *self, GError **error);
void _cb_workplace_put_rules (CbWorkplace *self, CbRuleSet *rules);
CbHolidays *_cb_workplace_get_holidays (CbWorkplace *self);
GPtrArray *_cb_workplace_get_profiles (CbWorkplace *self);

void _cb_workplace_changed (CbWorkplace *self, const char *what);
void _cb_workplace_get_day (CbWorkplace *self, GDate *today, GTimeZone **zone);

/* What is known at one moment: what is due and every report rest on the same. */
typedef struct
{
  GPtrArray *rows;     /* (element-type CbJournalRow): the whole journal, oldest first */
  GPtrArray *datasets; /* (element-type CbDataset) */
  GPtrArray *items;    /* (element-type CbCatalogItem): the catalog in force */
  CbProfile *profile;  /* (nullable) */
  GTimeZone *zone;
  GDate today;
  gboolean lead; /* the agency is the lead agency of the province */
} CbHistory;

gboolean _cb_workplace_read_history (CbWorkplace *self, CbHistory *history, GError **error);
void _cb_history_clear (CbHistory *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbHistory, _cb_history_clear)

CbProfile *_cb_workplace_find_profile (CbWorkplace *self, const char *id);

CbDatasetFile *_cb_workplace_require_file (CbDataset *dataset, const char *file_id, GError **error);
gboolean _cb_workplace_may_read_otherwise (const CbDataset *dataset, GError **error);
gboolean _cb_workplace_void_approval (CbWorkplace *self,
                                      CbDataset *dataset,
                                      const char *why,
                                      GError **error);
gboolean _cb_workplace_save_dataset (CbWorkplace *self,
                                     CbDataset *dataset,
                                     const char *person,
                                     const char *event,
                                     JsonObject *detail,
                                     GError **error);
/* Changes what was just read, in the transaction that also saves it. @changed is %TRUE before. */
typedef gboolean (*CbDatasetEdit) (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error);
gboolean _cb_workplace_edit_dataset (CbWorkplace *self,
                                     const char *dataset_id,
                                     CbDatasetEdit edit,
                                     gpointer user_data,
                                     const char *person,
                                     const char *event,
                                     JsonObject *detail,
                                     GError **error);
CbReader *_cb_workplace_read_file (GFile *file, GCancellable *cancellable, GError **error);
void _cb_workplace_set_format (CbDatasetFile *file, const char *format);
char *_cb_workplace_dup_kept_schema (const CbDatasetFile *file);
void _cb_workplace_keep_sheets (JsonObject *old, JsonObject *options, int sheet);
gboolean _cb_workplace_set_recipe (CbWorkplace *self,
                                   CbDataset *dataset,
                                   CbDatasetFile *file,
                                   const char *recipe,
                                   GCancellable *cancellable,
                                   GError **error);
gboolean _cb_workplace_mend_all (CbWorkplace *self,
                                 const char *dataset_id,
                                 const char *file_id,
                                 const char *const *steps,
                                 guint n_steps,
                                 CbProgressFunc progress,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);
/* How a file is read, and what that points to. */
typedef struct
{
  CbReadOptions options;
  JsonObject *kept;
  GArray *taken_out;
  GArray *taken_in;
  GStrv names;
} CbKeptReading;

#define CB_KEPT_READING_INIT                                                                       \
  {                                                                                                \
    CB_READ_OPTIONS_INIT, NULL, NULL, NULL, NULL                                                   \
  }

void _cb_kept_reading_init (CbKeptReading *self,
                            const CbDatasetFile *file,
                            gboolean original,
                            const char *recipe);
void _cb_kept_reading_clear (CbKeptReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbKeptReading, _cb_kept_reading_clear)
gboolean _cb_workplace_add_drift (CbWorkplace *self,
                                  const CbDataset *dataset,
                                  const CbDatasetFile *file,
                                  GPtrArray *findings,
                                  GCancellable *cancellable,
                                  GError **error);
gboolean _cb_workplace_is_before (const CbDataset *earlier, const CbDataset *later);
CbReader *_cb_workplace_open_file (CbWorkplace *self,
                                   const CbDatasetFile *file,
                                   gboolean original,
                                   GCancellable *cancellable,
                                   GError **error);
CbReader *_cb_workplace_open_for_mend (CbWorkplace *self,
                                       const CbDatasetFile *file,
                                       const char *recipe,
                                       int out_fd,
                                       GCancellable *cancellable,
                                       GError **error);

/* What a reviewer said on another computer, and how it came here. */
typedef struct
{
  const CbApproval *approval; /* (nullable): NULL when it was sent back */
  const char *returned_by;    /* (nullable) */
  const char *reason;         /* (nullable): why it was sent back */
  const char *package;        /* its id */
  const char *taken_by;       /* who opened it here */
} CbAnswer;

char *_cb_workplace_dup_origin_name (const char *dataset_id);
gboolean _cb_workplace_take_approval (CbWorkplace *self,
                                      const char *dataset_id,
                                      const CbAnswer *answer,
                                      GError **error);
gboolean _cb_workplace_take_return (CbWorkplace *self,
                                    const char *dataset_id,
                                    const CbAnswer *answer,
                                    GError **error);

void _cb_workplace_clear_removed (CbWorkplace *self);

void _cb_workplace_fill_in_answers (CbWorkplace *self, CbReportKind *kind, const GDate *to);

GPtrArray *_cb_workplace_dup_authorities (CbWorkplace *self);
CbPortal *_cb_workplace_new_portal (const CbAccount *account,
                                    const char *token,
                                    gpointer user_data,
                                    GError **error);
gboolean _cb_workplace_open_practice (CbWorkplace *self, GError **error);

G_END_DECLS
