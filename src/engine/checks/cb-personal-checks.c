/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Data of persons, judged by column (regulations.md §2.3, vietnamese-data.md §5.1): one number of
 * the right form proves little, a column of them does. What no rule here decides a person must:
 * whether a telephone belongs to an office, or a law makes a name public; so all but identity
 * numbers may be waived. */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-check-private.h"
#include "engine/checks/cb-label.h"

static const CbCheckRule rules[] = {
  { CB_FINDING_PERSONAL_CCCD, CB_CHECK_BLOCKER },
  { CB_FINDING_PERSONAL_COMBINATION, CB_CHECK_WARNING },
  { CB_FINDING_PERSONAL_NUMBER, CB_CHECK_WARNING },
  { CB_FINDING_PERSONAL_PHONE, CB_CHECK_WARNING },
  { CB_FINDING_PERSONAL_EMAIL, CB_CHECK_WARNING },
  { CB_FINDING_OLD_PHONE_HEAD, CB_CHECK_NOTE },
};

/**
 * CbPersonalColumn:
 * @n12: numbers of 12 digits; CB_TALLY_CCCD counts the cells where one passes
 * @ok12: of these, identity numbers
 * @n11: of 11 digits, none of which begins with 0: an identity number after Excel
 * @ok11: of these, with a 0 in front, identity numbers
 * @n10: of 10 digits that begin with 0
 * @ok10: of these, mobile
 * @tax10: of these, with a right check digit of a tax code
 * @n9: of 9 digits that may be mobile, or the identity number of before
 * @in_text: numbers within other text, where they are meant as such
 * @births: which sexes, centuries and years of birth occur
 * @heads: which first four digits of telephones occur
 *
 * What one column says of itself.
 */
struct _CbPersonalColumn
{
  guint64 n12;
  guint64 ok12;
  guint64 n11;
  guint64 ok11;
  guint64 n10;
  guint64 ok10;
  guint64 tax10;
  guint64 n9;
  guint64 in_text;
  guint64 births[400 / 64 + 1];
  guint64 heads[1000 / 64 + 1];
};

/**
 * cb_personal_column_merge:
 * @into: (inout) (nullable): what is known of a column
 * @from: (inout) (nullable): what another thread knows of it; NULL afterwards
 */
void
cb_personal_column_merge (CbPersonalColumn **into, CbPersonalColumn **from)
{
  CbPersonalColumn *a = *into;
  CbPersonalColumn *b = *from;

  if (b == NULL)
    return;
  *from = NULL;
  if (a == NULL)
    {
      *into = b;
      return;
    }
  a->n12 += b->n12;
  a->ok12 += b->ok12;
  a->n11 += b->n11;
  a->ok11 += b->ok11;
  a->n10 += b->n10;
  a->ok10 += b->ok10;
  a->tax10 += b->tax10;
  a->n9 += b->n9;
  a->in_text += b->in_text;
  for (guint i = 0; i < G_N_ELEMENTS (a->births); i++)
    a->births[i] |= b->births[i];
  for (guint i = 0; i < G_N_ELEMENTS (a->heads); i++)
    a->heads[i] |= b->heads[i];
  g_free (b);
}

static CbPersonalColumn *
ensure_column (CbCheckWorker *worker, guint column)
{
  CbPersonalColumn **place = &worker->personal[MIN (column, worker->run->n_columns)];

  if (G_UNLIKELY (*place == NULL))
    *place = g_new0 (CbPersonalColumn, 1);

  return *place;
}

static void
set_bit (guint64 *bits, guint at)
{
  bits[at / 64] |= G_GUINT64_CONSTANT (1) << at % 64;
}

static guint
count_bits (const guint64 *bits, guint n_words)
{
  guint n = 0;

  for (guint i = 0; i < n_words; i++)
    n += (guint)__builtin_popcountll (bits[i]);

  return n;
}

static void
count (CbCheckWorker *worker, guint kind, const CbRow *row, guint column, const char *digits)
{
  CbCheckTally *tally = cb_check_worker_get_tally (worker, kind, (int)column);

  /* A cell with two numbers is one cell. */
  if (tally->n_rows > 0 && tally->n_rows < CB_CHECKS_MAX_ROWS_NAMED
      && tally->rows[tally->n_rows - 1] == row->number)
    return;
  if (cb_check_tally_add (tally, row->number))
    cb_personal_number_mask (digits, tally->sample);
}

static void
take_twelve (CbCheckWorker *worker, const CbRow *row, guint column, const char *digits)
{
  CbPersonalColumn *self = ensure_column (worker, column);

  self->n12++;
  if (!cb_personal_number_is_cccd (digits, worker->run->year))
    return;
  self->ok12++;
  set_bit (self->births,
           (guint)((digits[3] - '0') * 100 + (digits[4] - '0') * 10 + digits[5] - '0'));
  count (worker, CB_TALLY_CCCD, row, column, digits);
}

/* So many digits, and the nought that a spreadsheet took from before them. */
static void
put_nought_before (char *padded, const char *digits, gsize n_digits)
{
  padded[0] = '0';
  memcpy (padded + 1, digits, n_digits);
  padded[n_digits + 1] = '\0';
}

static void
take_eleven (CbCheckWorker *worker, const CbRow *row, guint column, const char *digits)
{
  CbPersonalColumn *self = ensure_column (worker, column);
  char padded[16];

  if (digits[0] == '0')
    {
      if (cb_personal_number_is_old_mobile (digits))
        count (worker, CB_TALLY_OLD_MOBILE, row, column, digits);
      return;
    }
  if (digits[0] == '8' && digits[1] == '4')
    {
      put_nought_before (padded, digits + 2, 9);
      if (cb_personal_number_is_mobile (padded))
        count (worker, CB_TALLY_MOBILE, row, column, digits);
    }
  self->n11++;
  put_nought_before (padded, digits, 11);
  if (!cb_personal_number_is_cccd (padded, worker->run->year))
    return;
  self->ok11++;
  set_bit (self->births,
           (guint)((padded[3] - '0') * 100 + (padded[4] - '0') * 10 + padded[5] - '0'));
  count (worker, CB_TALLY_SHORT_CCCD, row, column, digits);
}

static void
take_ten (CbCheckWorker *worker, const CbRow *row, guint column, const char *digits)
{
  CbPersonalColumn *self;

  if (digits[0] != '0')
    return;
  self = ensure_column (worker, column);
  self->n10++;
  if (cb_personal_number_is_tax_code (digits))
    self->tax10++;
  if (!cb_personal_number_is_mobile (digits))
    return;
  self->ok10++;
  set_bit (self->heads,
           (guint)((digits[1] - '0') * 100 + (digits[2] - '0') * 10 + digits[3] - '0'));
  count (worker, CB_TALLY_MOBILE, row, column, digits);
}

static void
take_nine (CbCheckWorker *worker, const CbRow *row, guint column, const char *digits)
{
  char padded[16];

  put_nought_before (padded, digits, 9);
  ensure_column (worker, column)->n9++;
  if (cb_personal_number_is_mobile (padded))
    count (worker, CB_TALLY_SHORT_MOBILE, row, column, digits);
}

static gboolean
is_in_text (const CbCell *cell, const CbNumberToken *token)
{
  for (gsize i = 0; i < cell->length; i++)
    if ((i < token->start || i >= token->end)
        && (g_ascii_isalpha (cell->bytes[i]) || (guchar)cell->bytes[i] >= 0x80))
      return TRUE;

  return token->grouped || token->international;
}

static void
check_numbers (CbCheckWorker *worker, const CbRow *row, guint column)
{
  const CbCell *cell = &row->cells[column];
  CbNumberToken token;
  gsize at = 0;

  while (cb_personal_number_next (cell->bytes, cell->length, &at, &token))
    {
      if (is_in_text (cell, &token))
        ensure_column (worker, column)->in_text++;
      switch (token.n_digits)
        {
        case 12:
          take_twelve (worker, row, column, token.digits);
          break;
        case 11:
          take_eleven (worker, row, column, token.digits);
          break;
        case 10:
          take_ten (worker, row, column, token.digits);
          break;
        default:
          take_nine (worker, row, column, token.digits);
        }
    }
}

static void
check_emails (CbCheckWorker *worker, const CbRow *row, guint column)
{
  const CbCell *cell = &row->cells[column];
  const char *at = cell->bytes;
  const char *end = cell->bytes + cell->length;

  while ((at = memchr (at, '@', (gsize)(end - at))) != NULL)
    {
      char masked[CB_MASKED_SIZE];
      CbEmailKind kind
          = cb_email_classify (cell->bytes, cell->length, (gsize)(at - cell->bytes), masked);

      if (kind == CB_EMAIL_PERSON || kind == CB_EMAIL_OFFICIAL)
        {
          CbCheckTally *tally = cb_check_worker_get_tally (
              worker, kind == CB_EMAIL_PERSON ? CB_TALLY_EMAIL : CB_TALLY_OFFICIAL_EMAIL,
              (int)column);

          if (cb_check_tally_add (tally, row->number))
            memcpy (tally->sample, masked, sizeof tally->sample);
          return;
        }
      at++;
    }
}

static void
check_cell (CbCheckWorker *worker, const CbRow *row, guint column, guint kinds)
{
  if ((kinds & CB_SIEVE_NUMBER) != 0)
    check_numbers (worker, row, column);
  if ((kinds & CB_SIEVE_AT) != 0)
    check_emails (worker, row, column);
}

static guint64
count_of (CbCheckWorker *all, guint kind, int column)
{
  const CbCheckTally *tally = cb_check_worker_peek_tally (all, kind, column);

  return tally != NULL ? tally->count : 0;
}

/* Numbers of 12 digits of all kinds pass at 1.55 %; those of persons all do, and differ in the year
 * of birth, as running numbers of one series do not. */
static gboolean
is_cccd_column (const CbPersonalColumn *self, guint label)
{
  guint n_births = count_bits (self->births, G_N_ELEMENTS (self->births));

  if (self->ok12 == 0)
    return FALSE;
  if ((label & (CB_LABEL_CCCD | CB_LABEL_CMND | CB_LABEL_TAX)) != 0)
    return TRUE;
  if (self->in_text >= self->n12 && self->ok12 * 2 >= self->n12)
    return TRUE;

  return self->ok12 * 2 >= self->n12 && (self->ok12 < 5 || n_births >= 2);
}

static gboolean
is_short_cccd_column (const CbPersonalColumn *self, guint label)
{
  if (self->ok11 == 0)
    return FALSE;
  if ((label & (CB_LABEL_CCCD | CB_LABEL_CMND)) != 0)
    return TRUE;

  return (label & CB_LABEL_PHONE) == 0 && self->ok11 >= 5 && self->ok11 * 10 >= self->n11 * 9
         && count_bits (self->births, G_N_ELEMENTS (self->births)) >= 3;
}

static void
judge_cccd (CbCheckRun *run, CbCheckWorker *all, int column, const CbPersonalColumn *self)
{
  guint label = run->labels[column];
  CbCheckTally found = { 0 };
  gboolean whole = is_cccd_column (self, label);

  if (whole)
    cb_check_tally_merge (&found, cb_check_worker_get_tally (all, CB_TALLY_CCCD, column));
  if (is_short_cccd_column (self, label | (whole ? CB_LABEL_CCCD : 0)))
    cb_check_tally_merge (&found, cb_check_worker_get_tally (all, CB_TALLY_SHORT_CCCD, column));
  if (found.count > 0)
    {
      CbCheckFinding *finding
          = cb_check_run_report_tally (run, CB_FINDING_PERSONAL_CCCD, column, &found);

      /* One number alone, under a name that says nothing, may be a number of something else. */
      if (found.count == 1 && all->n_rows > 1 && self->in_text == 0
          && (label & (CB_LABEL_CCCD | CB_LABEL_CMND | CB_LABEL_TAX)) == 0)
        finding->severity = CB_CHECK_WARNING;
    }
  cb_check_tally_clear (&found);
}

static gboolean
is_mobile_column (const CbPersonalColumn *self, guint label, guint64 n_mobile)
{
  guint n_heads = count_bits (self->heads, G_N_ELEMENTS (self->heads));

  if (n_mobile == 0)
    return FALSE;
  if ((label & CB_LABEL_PHONE) != 0 || self->in_text > 0)
    return TRUE;
  /* Tax codes of some provinces begin as mobile numbers do. */
  if ((label & CB_LABEL_TAX) != 0 || (self->n10 >= 5 && self->tax10 * 10 >= self->n10 * 8))
    return FALSE;

  return n_mobile >= 2 && self->ok10 * 10 >= self->n10 * 8 && (self->ok10 < 5 || n_heads >= 2);
}

static void
judge_phones (CbCheckRun *run, CbCheckWorker *all, int column, const CbPersonalColumn *self)
{
  guint label = run->labels[column];
  guint64 n_mobile = count_of (all, CB_TALLY_MOBILE, column);
  guint64 n_short = count_of (all, CB_TALLY_SHORT_MOBILE, column);
  guint64 n_old = count_of (all, CB_TALLY_OLD_MOBILE, column);
  gboolean mobile = is_mobile_column (self, label, n_mobile);
  gboolean old
      = n_old > 0
        && (mobile || (label & (CB_LABEL_PHONE | CB_LABEL_AGENCY)) != 0 || self->in_text >= n_old);
  CbCheckTally found = { 0 };

  if (old)
    cb_check_run_report_tally (run, CB_FINDING_OLD_PHONE_HEAD, column,
                               cb_check_worker_get_tally (all, CB_TALLY_OLD_MOBILE, column));
  if ((label & CB_LABEL_AGENCY) != 0)
    return;
  if (mobile)
    cb_check_tally_merge (&found, cb_check_worker_get_tally (all, CB_TALLY_MOBILE, column));
  if (old)
    cb_check_tally_merge (&found, cb_check_worker_get_tally (all, CB_TALLY_OLD_MOBILE, column));
  /* Nine digits are anything, unless the column is one of telephones: Excel took the zero. */
  if ((label & CB_LABEL_PHONE) != 0 && n_short * 10 >= self->n9 * 8)
    cb_check_tally_merge (&found, cb_check_worker_get_tally (all, CB_TALLY_SHORT_MOBILE, column));
  if (found.count > 0)
    cb_check_run_report_tally (run, CB_FINDING_PERSONAL_PHONE, column, &found);
  cb_check_tally_clear (&found);
}

static void
judge_emails (CbCheckRun *run, CbCheckWorker *all, int column)
{
  gboolean agency = (run->labels[column] & CB_LABEL_AGENCY) != 0;

  if (count_of (all, CB_TALLY_EMAIL, column) > 0 && !agency)
    cb_check_run_report_tally (run, CB_FINDING_PERSONAL_EMAIL, column,
                               cb_check_worker_get_tally (all, CB_TALLY_EMAIL, column));
  else if (count_of (all, CB_TALLY_OFFICIAL_EMAIL, column) > 0 && !agency)
    cb_check_run_report_tally (run, CB_FINDING_PERSONAL_EMAIL, column,
                               cb_check_worker_get_tally (all, CB_TALLY_OFFICIAL_EMAIL, column))
        ->severity
        = CB_CHECK_NOTE;
}

/* The identity number of before, and nine digits under its name. */
static void
judge_cmnd (CbCheckRun *run, CbCheckWorker *all, int column, const CbPersonalColumn *self)
{
  guint label = run->labels[column];
  CbCheckFinding *finding;

  if (self->n9 == 0 || (label & CB_LABEL_CMND) == 0)
    return;
  finding = cb_check_run_report (run, CB_FINDING_PERSONAL_NUMBER, column);
  finding->count = self->n9;
  cb_check_finding_set (finding, "kind", "cmnd");
}

static int
find_column (CbCheckRun *run, CbCheckWorker *all, guint label)
{
  for (guint i = 0; i < run->n_columns; i++)
    if ((run->labels[i] & label) != 0 && all->filled[i] > 0)
      return (int)i;

  return -1;
}

/* Name, date of birth and address together tell who somebody is with no number at all (NĐ 47 Đ20.1:
 * "khi kết hợp với các thông tin khác"); so do a name and what the law calls sensitive. */
static void
judge_combination (CbCheckRun *run, CbCheckWorker *all)
{
  int name = find_column (run, all, CB_LABEL_NAME);
  int birth = find_column (run, all, CB_LABEL_BIRTH);
  int address = find_column (run, all, CB_LABEL_ADDRESS);
  int sensitive = find_column (run, all, CB_LABEL_SENSITIVE);
  const char *columns[4] = { NULL };
  g_autofree char *joined = NULL;
  guint n = 0;

  if (name < 0 || ((birth < 0 || address < 0) && sensitive < 0))
    return;
  columns[n++] = run->facts->columns[name];
  if (birth >= 0 && address >= 0)
    {
      columns[n++] = run->facts->columns[birth];
      columns[n++] = run->facts->columns[address];
    }
  else
    {
      columns[n++] = run->facts->columns[sensitive];
    }
  joined = g_strjoinv (", ", (GStrv)columns);
  cb_check_finding_set (cb_check_run_report (run, CB_FINDING_PERSONAL_COMBINATION, -1), "columns",
                        joined);
}

static void
start (CbCheckRun *run)
{
  for (guint i = 0; i < run->n_columns; i++)
    run->labels[i] = cb_label_classify (run->facts->columns[i]);
}

static void
finish (CbCheckRun *run, CbCheckWorker *all)
{
  for (guint i = 0; i < run->n_columns; i++)
    {
      if (all->personal[i] != NULL)
        {
          judge_cccd (run, all, (int)i, all->personal[i]);
          judge_phones (run, all, (int)i, all->personal[i]);
          judge_cmnd (run, all, (int)i, all->personal[i]);
        }
      judge_emails (run, all, (int)i);
    }
  judge_combination (run, all);
}

const CbCheckFamily cb_check_personal_family = {
  .name = "personal",
  .reads = CB_CHECK_READS_LABELS | CB_CHECK_READS_CELLS | CB_CHECK_READS_SHEETS,
  .sieve = CB_SIEVE_NUMBER | CB_SIEVE_AT,
  .rules = rules,
  .n_rules = G_N_ELEMENTS (rules),
  .start = start,
  .cell = check_cell,
  .finish = finish,
};
