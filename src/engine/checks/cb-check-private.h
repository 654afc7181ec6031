/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-finding-codes.h"
#include "engine/checks/cb-check-tally.h"
#include "engine/checks/cb-place-list.h"
#include "engine/checks/cb-row-hashes.h"
#include "engine/checks/cb-sieve.h"
#include "engine/checks/cb-type-column.h"

G_BEGIN_DECLS

/* Tallies that are not a finding yet, beside one for each code. */
enum
{
  CB_TALLY_CCCD = CB_FINDING_N_CODES,
  CB_TALLY_SHORT_CCCD,
  CB_TALLY_MOBILE,
  CB_TALLY_OLD_MOBILE,
  CB_TALLY_SHORT_MOBILE,
  CB_TALLY_EMAIL,
  CB_TALLY_OFFICIAL_EMAIL,
  CB_TALLY_LEGACY_TEXT,
  CB_TALLY_PLACE_BEFORE,
  CB_TALLY_PLACE_AFTER,
  CB_TALLY_PLACE_ALWAYS,
  CB_TALLY_N
};

typedef struct _CbCheckRun CbCheckRun;
typedef struct _CbCheckWorker CbCheckWorker;
typedef struct _CbPersonalColumn CbPersonalColumn;
typedef struct _CbSchemaCheck CbSchemaCheck;

typedef enum
{
  CB_CHECK_NOTE,
  CB_CHECK_WARNING,
  CB_CHECK_BLOCKER,
} CbCheckSeverity;

/**
 * CbCheckRule:
 *
 * What a finding weighs, unless the family says otherwise for a single one.
 */
typedef struct
{
  CbFindingCode code;
  CbCheckSeverity severity;
} CbCheckRule;

/* What a family reads. */
enum
{
  CB_CHECK_READS_FACTS = 1 << 0,  /* of any file */
  CB_CHECK_READS_LABELS = 1 << 1, /* the names of the columns */
  CB_CHECK_READS_ROWS = 1 << 2,   /* rows that are not as they should be: see @row */
  CB_CHECK_READS_CELLS = 1 << 3,  /* cells that the sieve keeps back: see @cell */
  CB_CHECK_READS_SHEETS = 1 << 4, /* the other sheets of a workbook, too: they go out with it */
};

/**
 * CbCheckFamily:
 * @name: for the log
 * @reads: CB_CHECK_READS_*
 * @sieve: CB_SIEVE_*: the cells it wants to see
 * @rules: what it may find
 * @n_rules: of @rules
 * @start: (nullable): once, before any row: facts and labels
 * @row: (nullable): a row with a fault of its own, with more or fewer cells than columns, or
 * outside of the table
 * @cell: (nullable): a cell in which the sieve saw something of @sieve; @kinds says what
 * @rows: (nullable): all rows, some hundred at a time
 * @finish: (nullable): once, after all rows, with all that was counted
 *
 * One file of rules. @row, @cell and @rows are called from several threads, each with its own
 * worker, and many million times: no memory is taken there for a cell that is in order.
 */
typedef struct
{
  const char *name;
  guint reads;
  guint sieve;
  const CbCheckRule *rules;
  guint n_rules;
  void (*start) (CbCheckRun *run);
  void (*row) (CbCheckWorker *worker, const CbRow *row);
  void (*cell) (CbCheckWorker *worker, const CbRow *row, guint column, guint kinds);
  void (*rows) (CbCheckWorker *worker, const CbRow *rows, guint n_rows);
  void (*finish) (CbCheckRun *run, CbCheckWorker *all);
} CbCheckFamily;

extern const CbCheckFamily cb_check_character_family;
extern const CbCheckFamily cb_check_encoding_family;
extern const CbCheckFamily cb_check_format_family;
extern const CbCheckFamily cb_check_leak_family;
extern const CbCheckFamily cb_check_layout_family;
extern const CbCheckFamily cb_check_pages_family;
extern const CbCheckFamily cb_check_personal_family;
extern const CbCheckFamily cb_check_place_family;
extern const CbCheckFamily cb_check_schema_family;
extern const CbCheckFamily cb_check_secret_family;
extern const CbCheckFamily cb_check_structure_family;

const CbCheckFamily *const *cb_check_families (guint *n_families);

/**
 * CbCheckFinding:
 *
 * A finding being made; see base/cb-protocol.h.
 */
typedef struct
{
  CbFindingCode code;
  CbCheckSeverity severity;
  guint64 row;
  int column;
  char *column_name; /* (nullable): when it is not that of the table */
  guint64 count;
  char *sample;
  GHashTable *arguments;
} CbCheckFinding;

void cb_check_finding_free (CbCheckFinding *self);

struct _CbCheckRun
{
  CbTable *table;
  const CbTableFacts *facts;
  const char *const *allowed_formats;
  guint n_columns;
  guint year;
  GCancellable *cancellable;

  guint32 *labels;       /* (owned): CB_LABEL_* of each column */
  GPtrArray *findings;   /* (owned) (element-type CbCheckFinding) */
  guint n_passes;        /* over the file, for duplicates */
  guint8 *is_text;       /* (owned): columns that hold text by their first rows */
  CbSchemaCheck *schema; /* (owned) (nullable): when it is held against one */
  CbPlaceList *places;   /* (owned) (nullable) */
  gboolean has_communes; /* they are in the list */
  CbPages *pages;        /* (nullable): of a file that has pages */
  /* The column with codes, or names, of a level, of the time that its own name says; -1 for none.
   */
  int place_codes[CB_PLACE_N_TIMES][CB_PLACE_N_LEVELS];
  int place_names[CB_PLACE_N_TIMES][CB_PLACE_N_LEVELS];
};

#define CB_KNOWN_PLACES 16384

/* What was found for the units of a row that may come again. */
typedef struct
{
  guint64 hash;
  guint8 when[CB_PLACE_N_LEVELS];  /* CB_PLACE_* */
  guint8 fault[CB_PLACE_N_LEVELS]; /* a CbPlaceFault */
  guint8 lost_zeros;               /* a bit for each level: the code is known, and too short */
} CbKnownPlace;

/**
 * CbCheckWorker:
 * @filled: cells that are not blank, per column
 * @tallies: for each kind of tally, for no column and for each column
 *
 * What one thread has seen.
 */
struct _CbCheckWorker
{
  CbCheckRun *run;
  guint64 n_rows;
  guint64 n_outside; /* among them: titles, totals, notes */
  guint64 *filled;
  CbCheckTally **tallies[CB_TALLY_N];
  CbPersonalColumn **personal;
  CbTypeColumn **types;
  CbKnownPlace places[CB_KNOWN_PLACES];
  CbRowHashes *hashes;
  CbSieveHit *hits;
};

CbCheckWorker *cb_check_worker_new (CbCheckRun *run);
void cb_check_worker_free (CbCheckWorker *self);
void cb_check_worker_take_rows (CbCheckWorker *self, const CbRow *rows, guint n_rows);
void cb_check_worker_merge (CbCheckWorker *into, CbCheckWorker *from);
CbCheckTally *cb_check_worker_ensure_tally (CbCheckWorker *self, guint kind, int column);

CbSchemaCheck *cb_schema_check_new (CbCheckRun *run, CbSchema *schema);
void cb_schema_check_free (CbSchemaCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSchemaCheck, cb_schema_check_free)

void cb_personal_column_merge (CbPersonalColumn **into, CbPersonalColumn **from);

gboolean cb_check_run_reads_rows (const CbCheckRun *self);
CbCheckFinding *cb_check_run_report (CbCheckRun *self, CbFindingCode code, int column);
CbCheckFinding *cb_check_run_report_tally (CbCheckRun *self,
                                           CbFindingCode code,
                                           int column,
                                           const CbCheckTally *tally);
gboolean
cb_check_pages (CbCheckRun *self, CbProgressFunc progress, gpointer progress_data, GError **error);
void cb_check_run_report_tallies (CbCheckRun *self, CbFindingCode code, CbCheckWorker *all);
GPtrArray *cb_check_run_sheet (CbCheckRun *self, CbTable *table, GError **error);
gboolean cb_check_other_sheets (CbCheckRun *run, GError **error);
void cb_check_finding_set (CbCheckFinding *self, const char *name, const char *value);

/* The tally of a column, of none when the row has more cells than there are columns. */
static inline CbCheckTally *
cb_check_worker_get_tally (CbCheckWorker *self, guint kind, int column)
{
  guint at = column >= 0 && (guint)column < self->run->n_columns ? (guint)column + 1 : 0;

  if (G_LIKELY (self->tallies[kind] != NULL && self->tallies[kind][at] != NULL))
    return self->tallies[kind][at];

  return cb_check_worker_ensure_tally (self, kind, column);
}

/* NULL where nothing was counted. */
static inline const CbCheckTally *
cb_check_worker_peek_tally (const CbCheckWorker *self, guint kind, int column)
{
  return self->tallies[kind] != NULL ? self->tallies[kind][column + 1] : NULL;
}

G_END_DECLS
