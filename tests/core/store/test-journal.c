/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>

#include "base/cb-json.h"
#include "store-fixture.h"
#include "test-system.h"

#define ROWS 5

typedef struct
{
  char *root;
  CbStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->root = fixture_new_root ();
  fixture->store = fixture_open (fixture->root);
  for (int i = 0; i < ROWS; i++)
    {
      g_autoptr (JsonObject) detail = json_object_new ();

      json_object_set_string_member (detail, "z", "cuối");
      json_object_set_int_member (detail, "a", i);
      g_assert_true (cb_journal_append (fixture->store, "Lê Thị Hoa", "dataset.created",
                                        i % 2 == 0 ? "d1" : "d2", detail, &error));
      g_assert_no_error (error);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

static void
test_lists_by_subject (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) all = cb_journal_list (fixture->store, NULL, NULL);
  g_autoptr (GPtrArray) some = cb_journal_list (fixture->store, "d2", NULL);
  const CbJournalRow *row;

  g_assert_cmpuint (all->len, ==, ROWS);
  g_assert_cmpuint (some->len, ==, 2);
  row = g_ptr_array_index (some, 1);
  g_assert_cmpint (row->sequence, ==, 4);
  g_assert_cmpint (row->at_us, ==, 1000000);
  g_assert_cmpstr (row->person, ==, "Lê Thị Hoa");
  g_assert_cmpstr (row->detail, ==, "{\"a\":3,\"z\":\"cuối\"}");
}

/* By hand, as an auditor would: the form is a promise. */
static void
test_hash_can_be_computed_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = cb_journal_list (fixture->store, NULL, NULL);
  const CbJournalRow *first = g_ptr_array_index (rows, 0);
  const CbJournalRow *second = g_ptr_array_index (rows, 1);
  g_autofree char *text
      = g_strconcat (first->hash,
                     "\n{\"at_us\":1000000,\"detail\":\"{\\\"a\\\":1,\\\"z\\\":\\\"cuối\\\"}\","
                     "\"event\":\"dataset.created\",\"person\":\"Lê Thị Hoa\",\"sequence\":2,"
                     "\"subject\":\"d2\"}",
                     NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  g_assert_cmpstr (second->hash, ==, hash);
}

static void
test_holds (Fixture *fixture, gconstpointer data)
{
  gint64 rows = 0;
  g_autofree char *head = cb_journal_dup_head (fixture->store, NULL);
  g_autoptr (GPtrArray) all = cb_journal_list (fixture->store, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_journal_verify (fixture->store, &rows, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rows, ==, ROWS);
  g_assert_cmpstr (head, ==, ((CbJournalRow *)g_ptr_array_index (all, ROWS - 1))->hash);
}

static void
test_cannot_be_changed (Fixture *fixture, gconstpointer data)
{
  const char *attempts[] = {
    "UPDATE journal SET person = 'x' WHERE sequence = 2",
    "DELETE FROM journal WHERE sequence = 5",
    "INSERT INTO journal SELECT 9, at_us, person, event, subject, detail, hash FROM journal "
    "LIMIT 1",
    "INSERT OR REPLACE INTO journal SELECT 2, at_us, 'x', event, subject, detail, hash "
    "FROM journal LIMIT 1",
  };
  g_autofree char *path = g_build_filename (fixture->root, "congbo.db", NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (attempts); i++)
    g_assert_cmpint (sqlite3_exec (db, attempts[i], NULL, NULL, NULL), ==, SQLITE_CONSTRAINT);
  sqlite3_close (db);
  g_assert_true (cb_journal_verify (fixture->store, NULL, NULL));
}

typedef struct
{
  const char *sql;
  gint64 holds; /* rows before the first that does not */
} Tampering;

static const Tampering tamperings[] = {
  { "UPDATE journal SET person = 'Ai Khác' WHERE sequence = 3", 2 },
  { "UPDATE journal SET at_us = at_us + 1 WHERE sequence = 1", 0 },
  { "UPDATE journal SET detail = '{}' WHERE sequence = 5", 4 },
  { "UPDATE journal SET subject = 'd9' WHERE sequence = 4", 3 },
  { "DELETE FROM journal WHERE sequence = 2", 1 },
  { "DELETE FROM journal WHERE sequence = 2;"
    "UPDATE journal SET sequence = sequence - 1 WHERE sequence > 2",
    1 },
  { "UPDATE journal SET hash = (SELECT hash FROM journal WHERE sequence = 2) "
    "WHERE sequence = 3",
    2 },
};

/* Somebody who takes the triggers away first. */
static void
tamper (const char *root, const char *sql)
{
  g_autofree char *all
      = g_strconcat ("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;", sql, NULL);

  fixture_sql (root, all);
}

static void
test_tampering_is_found (Fixture *fixture, gconstpointer data)
{
  const Tampering *tampering = data;
  g_autofree char *place = g_strdup_printf ("row %" G_GINT64_FORMAT, tampering->holds + 1);
  gint64 rows = -1;
  g_autoptr (GError) error = NULL;

  tamper (fixture->root, tampering->sql);
  g_assert_false (cb_journal_verify (fixture->store, &rows, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
  g_assert_cmpint (rows, ==, tampering->holds);
  g_assert_true (g_str_has_suffix (error->message, place));
}

/* The chain that is left holds; the receipt knows better. */
static void
test_rows_cut_off (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReceipt) receipt = cb_receipt_new ();
  gint64 rows = 0;
  g_autoptr (GError) error = NULL;

  fixture_add_job (fixture->store, "d1", "j1");
  receipt->job_id = g_strdup ("j1");
  receipt->dataset_id = g_strdup ("d1");
  receipt->title = g_strdup ("");
  receipt->url = g_strdup ("");
  receipt->remote_id = g_strdup ("");
  receipt->files = g_strdup ("[]");
  receipt->prepared_by = g_strdup ("Hoa");
  receipt->approved_by = g_strdup ("Minh");
  receipt->journal_hash = cb_journal_dup_head (fixture->store, NULL);
  g_assert_true (cb_store_add_receipt (fixture->store, receipt, &error));
  g_assert_true (cb_journal_verify (fixture->store, &rows, &error));

  tamper (fixture->root, "DELETE FROM journal WHERE sequence = 5");
  g_assert_false (cb_journal_verify (fixture->store, &rows, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
  g_assert_cmpint (rows, ==, 4);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = fixture_new_root ();
  g_autoptr (CbStore) store = fixture_open (root);
  g_autofree char *head = cb_journal_dup_head (store, NULL);
  gint64 rows = -1;

  g_assert_true (cb_journal_verify (store, &rows, NULL));
  g_assert_cmpint (rows, ==, 0);
  g_assert_cmpuint (strspn (head, "0"), ==, 64);
  g_clear_object (&store);
  test_folder_remove (root);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/journal/lists-by-subject", test_lists_by_subject);
  ADD ("/journal/hash-can-be-computed-anew", test_hash_can_be_computed_anew);
  ADD ("/journal/holds", test_holds);
  ADD ("/journal/empty", test_empty);
  ADD ("/journal/cannot-be-changed", test_cannot_be_changed);
  ADD ("/journal/rows-cut-off", test_rows_cut_off);
  for (guint i = 0; i < G_N_ELEMENTS (tamperings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/journal/tampering-is-found/%u", i);

      g_test_add (path, Fixture, &tamperings[i], set_up, test_tampering_is_found, tear_down);
    }
  return g_test_run ();
}
