/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/store/cb-journal.h"

/* What a person writes to the contents that a text wants in a report. It is kept as one types,
 * under the report and its period; the journal has it when the person has done. */

/* Its subject is the name of the setting, its detail `criterion` and `answer`. */
#define EVENT_ANSWERED "report.answered"

static char *
dup_answers_name (const CbReportKind *kind, const GDate *to)
{
  g_autofree char *period = cb_report_kind_dup_period (kind, to);

  return g_strjoin (".", "report-answers", kind->id, period, NULL);
}

/* The rows that say what was written to each criterion, by whom and when: the last of each. */
static GHashTable *
index_rows (GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      CbJournalRow *row = g_ptr_array_index (rows, i);
      g_autoptr (JsonObject) detail = NULL;
      const char *criterion;

      if (!g_str_equal (row->event, EVENT_ANSWERED))
        continue;
      detail = cb_json_object_parse (row->detail, -1, NULL);
      criterion = detail != NULL ? cb_json_get_string (detail, "criterion") : NULL;
      if (criterion != NULL)
        g_hash_table_insert (index, g_strdup (criterion), row);
    }

  return index;
}

/* What was written to the criteria of @kind for the period that ends with @to. */
void
_cb_workplace_fill_in_answers (CbWorkplace *self, CbReportKind *kind, const GDate *to)
{
  g_autofree char *name = dup_answers_name (kind, to);
  g_autofree char *text = cb_workplace_dup_setting (self, name);
  g_autoptr (JsonObject) answers = text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
  g_autoptr (GPtrArray) rows = cb_journal_list (self->store, name, NULL);
  g_autoptr (GHashTable) last = index_rows (rows);

  for (guint i = 0; answers != NULL && i < kind->criteria->len; i++)
    {
      CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);
      const CbJournalRow *row = g_hash_table_lookup (last, criterion->id);

      cb_criterion_set_answer (criterion, cb_json_get_string (answers, criterion->id));
      if (row != NULL)
        cb_criterion_set_writer (criterion, row->person, row->at_us);
    }
}

typedef struct
{
  const char *name;
  const char *criterion;
  const char *answer;
} Answer;

static gboolean
save_answer_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const Answer *answer = user_data;
  g_autofree char *text = cb_store_dup_setting (store, answer->name, NULL);
  g_autoptr (JsonObject) answers = text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
  g_autofree char *changed = NULL;

  if (answers == NULL)
    answers = json_object_new ();
  if (*answer->answer != '\0')
    json_object_set_string_member (answers, answer->criterion, answer->answer);
  else
    json_object_remove_member (answers, answer->criterion);
  changed = cb_json_object_to_string (answers, FALSE);

  return cb_store_set_setting (store, answer->name, changed, error);
}

/**
 * cb_workplace_set_report_answer:
 * @self: a workplace
 * @kind_id: of a report that the chosen text asks for
 * @to: last day of the report
 * @criterion: id of one of its criteria
 * @answer: what the person wrote; "" takes it away
 * @error: %CB_ERROR_NOT_FOUND for no such report or criterion; why it was not kept
 *
 * For each change as one types: the journal has what was written only from
 * cb_workplace_settle_report_answers() on, and nobody is told.
 *
 * Returns: whether it was kept
 */
gboolean
cb_workplace_set_report_answer (CbWorkplace *self,
                                const char *kind_id,
                                const GDate *to,
                                const char *criterion,
                                const char *answer,
                                GError **error)
{
  g_autoptr (CbReportKind) kind = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && to != NULL && answer != NULL, FALSE);

  kind = cb_workplace_get_report_kind (self, kind_id, to, error);
  if (kind == NULL)
    return FALSE;
  if (cb_report_kind_find_criterion (kind, criterion) == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no criterion %s", criterion);
      return FALSE;
    }
  name = dup_answers_name (kind, to);

  return cb_store_run (self->store, save_answer_in_transaction,
                       &(Answer){ name, criterion, answer }, error);
}

typedef struct
{
  const CbReportKind *kind;
  const char *name;
  const char *person;
} Settling;

static gboolean
settle_answer (CbStore *store,
               const Settling *settling,
               const char *criterion,
               const char *answer,
               const CbJournalRow *row,
               GError **error)
{
  g_autoptr (JsonObject) before = row != NULL ? cb_json_object_parse (row->detail, -1, NULL) : NULL;
  const char *said = before != NULL ? cb_json_get_string (before, "answer") : NULL;
  g_autoptr (JsonObject) detail = NULL;

  if (g_str_equal (answer != NULL ? answer : "", said != NULL ? said : ""))
    return TRUE;
  detail = json_object_new ();
  json_object_set_string_member (detail, "criterion", criterion);
  json_object_set_string_member (detail, "answer", answer != NULL ? answer : "");
  return cb_journal_append (store, settling->person, EVENT_ANSWERED, settling->name, detail, error);
}

static gboolean
settle_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const Settling *settling = user_data;
  g_autofree char *text = cb_store_dup_setting (store, settling->name, NULL);
  g_autoptr (JsonObject) answers = text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;
  g_autoptr (GPtrArray) rows = cb_journal_list (store, settling->name, error);
  g_autoptr (GHashTable) last = NULL;

  if (rows == NULL)
    return FALSE;
  last = index_rows (rows);
  for (guint i = 0; i < settling->kind->criteria->len; i++)
    {
      const char *id = ((CbCriterion *)g_ptr_array_index (settling->kind->criteria, i))->id;
      const char *answer = answers != NULL ? cb_json_get_string (answers, id) : NULL;

      if (!settle_answer (store, settling, id, answer, g_hash_table_lookup (last, id), error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_workplace_settle_report_answers:
 * @self: a workplace
 * @kind_id: of a report that the chosen text asks for
 * @to: last day of the report
 * @error: %CB_ERROR_NOT_FOUND for no such report; why it was not kept
 *
 * When a person has done with writing: the journal keeps each answer that is another than it has,
 * with who says so and when. Where nothing is different it keeps nothing.
 *
 * Returns: whether the journal has all
 */
gboolean
cb_workplace_settle_report_answers (CbWorkplace *self,
                                    const char *kind_id,
                                    const GDate *to,
                                    GError **error)
{
  g_autoptr (CbReportKind) kind = NULL;
  g_autofree char *name = NULL;
  g_autofree char *person = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && to != NULL, FALSE);

  kind = cb_workplace_get_report_kind (self, kind_id, to, error);
  if (kind == NULL)
    return FALSE;
  name = dup_answers_name (kind, to);
  person = cb_workplace_dup_setting (self, "person");

  return cb_store_run (self->store, settle_in_transaction, &(Settling){ kind, name, person },
                       error);
}
