/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/checks/cb-secret-mark.h"
#include "engine/serve/cb-serve-private.h"

/* Single rows about which a person said something. */
#define MAX_ROWS_SAID 10000u

static gboolean
read_keep (GVariant *body, guint *keep, GError **error)
{
  g_autofree const char **names = NULL;

  if (!g_variant_lookup (body, "keep", "^a&s", &names))
    return TRUE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      CbRowKind kind;

      if (!cb_row_kind_from_name (names[i], &kind))
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "rows of no kind");
          return FALSE;
        }
      *keep |= 1u << kind;
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable): the rows */
static guint64 *
read_rows (GVariant *body, const char *name, guint *n_rows)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (body, name, G_VARIANT_TYPE ("at"));
  gconstpointer rows = NULL;
  gsize n = 0;

  if (value != NULL)
    rows = g_variant_get_fixed_array (value, &n, sizeof (guint64));
  *n_rows = (guint)MIN (n, MAX_ROWS_SAID);

  return g_memdup2 (rows, *n_rows * sizeof (guint64));
}

static gboolean
read_layout (GVariant *body, CbLayoutWish *wish, GError **error)
{
  guint32 number;
  guint64 row;

  if (g_variant_lookup (body, "header-row", "u", &number))
    wish->header_row = (int)MIN (number, G_MAXINT);
  if (g_variant_lookup (body, "header-rows", "u", &number))
    wish->header_rows = (int)MIN (number, G_MAXINT);
  if (g_variant_lookup (body, "first-column", "u", &number))
    wish->first_column = (int)MIN (number, G_MAXINT);
  if (g_variant_lookup (body, "columns", "u", &number))
    wish->n_columns = MIN (number, CB_SHEET_MAX_COLUMNS);
  if (g_variant_lookup (body, "body-end", "t", &row))
    wish->body_end = (gint64)MIN (row, G_MAXINT64);

  return read_keep (body, &wish->keep, error);
}

static gboolean
read_options (GVariant *body, CbTableOptions *options, GError **error)
{
  const char *delimiter = "";
  guint32 sheet;

  g_variant_lookup (body, "name", "&s", &options->name);
  g_variant_lookup (body, "encoding", "&s", &options->encoding);
  g_variant_lookup (body, "delimiter", "&s", &delimiter);
  if (delimiter[0] != '\0' && (delimiter[1] != '\0' || (delimiter[0] & 0x80) != 0))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "a delimiter is one character");
      return FALSE;
    }
  options->delimiter = delimiter[0];
  if (g_variant_lookup (body, "sheet", "u", &sheet))
    options->sheet = (int)MIN (sheet, G_MAXINT);

  return read_layout (body, &options->layout, error);
}

static void
add_lines (GVariantDict *facts, const char *name, GPtrArray *lines)
{
  g_variant_dict_insert_value (
      facts, name, g_variant_new_strv ((const char *const *)lines->pdata, (gssize)lines->len));
}

/* The names of sheets are words of the file: not said of a file with a mark of secrecy. */
static GVariant *
collect_sheets (CbServe *self, GPtrArray *sheets)
{
  static const char *const visibilities[] = { "visible", "hidden", "very-hidden" };
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssb)"));
  for (guint i = 0; sheets != NULL && self->secret_mark == NULL && i < sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (sheets, i);

      g_variant_builder_add (&builder, "(ssb)", sheet->name, visibilities[sheet->visibility],
                             sheet->is_table);
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
collect_facts (CbServe *self)
{
  static const char *const none[] = { NULL };
  const CbTableFacts *facts = cb_table_get_facts (self->table);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "format", "s", facts->format);
  g_variant_dict_insert (&dict, "name-format", "s", facts->name_format);
  g_variant_dict_insert (&dict, "size", "t", facts->size);
  g_variant_dict_insert (&dict, "encoding", "s", facts->encoding);
  g_variant_dict_insert (&dict, "bom", "b", facts->bom);
  g_variant_dict_insert (&dict, "confidence", "d", facts->confidence);
  g_variant_dict_insert (&dict, "delimiter", "s", facts->delimiter);
  g_variant_dict_insert (&dict, "quote", "s", facts->quote);
  g_variant_dict_insert (&dict, "line-end", "s", facts->line_end);
  g_variant_dict_insert (&dict, "header-row", "u", facts->header_row);
  g_variant_dict_insert (&dict, "header-rows", "u", facts->header_rows);
  g_variant_dict_insert (&dict, "layout-confidence", "d", facts->layout_confidence);
  g_variant_dict_insert_value (&dict, "sheets", collect_sheets (self, facts->sheets));
  g_variant_dict_insert (&dict, "sheet", "i", self->secret_mark != NULL ? -1 : facts->sheet);
  g_variant_dict_insert (
      &dict, "pages", "u",
      self->pages != NULL && self->secret_mark == NULL ? cb_pages_get_n_pages (self->pages) : 0);
  g_variant_dict_insert (&dict, "columns", "^as",
                         self->secret_mark != NULL ? none : (const char *const *)facts->columns);
  g_variant_dict_insert (&dict, "secret-mark", "s",
                         self->secret_mark != NULL ? self->secret_mark : "");
  add_lines (&dict, "sandbox", self->sandbox->in_force);
  add_lines (&dict, "sandbox-missing", self->sandbox->missing);
  return g_variant_dict_end (&dict);
}

static void
say_indexed (CbServe *self, guint64 rows, gboolean is_final)
{
  g_autoptr (GError) ignored = NULL;
  guint64 body_end = G_MAXUINT64;

  /* All rows are found: the last of them tell where the table ends. */
  if (is_final && cb_table_get_n_columns (self->table) > 0
      && cb_table_wait_for_layout (self->table, NULL, &ignored))
    body_end = cb_table_get_body_end (self->table);
  g_clear_error (&ignored);
  cb_speaker_say (self->speaker, 0, CB_PROTOCOL_INDEXED,
                  g_variant_new (CB_PROTOCOL_INDEXED_TYPE, rows, is_final, body_end), &ignored);
}

static void
indexed_cb (guint64 rows, gboolean is_final, gpointer user_data)
{
  CbServe *self = user_data;
  gint64 now = g_get_monotonic_time ();

  if (self->said_all_indexed || (!is_final && now - self->last_indexed_us < CB_SPEAKER_INTERVAL_US))
    return;

  self->last_indexed_us = now;
  self->said_all_indexed = is_final;
  say_indexed (self, rows, is_final);
}

/* The table may point into @body. Of some formats all of the file is gone through before there is
 * an answer: the way through it is a sign of life. */
static CbTable *
open_descriptor (CbServeWork *work, int fd, GVariant *body, GError **error)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autofree guint64 *taken_out = read_rows (body, "taken-out", &options.layout.n_taken_out);
  g_autofree guint64 *taken_in = read_rows (body, "taken-in", &options.layout.n_taken_in);
  g_autofree const char **names = NULL;

  if (!read_options (body, &options, error))
    return NULL;
  options.progress = _cb_serve_progress_cb;
  options.progress_data = work;
  if (g_variant_lookup (body, "names", "^a&s", &names))
    options.layout.names = (const char *const *)names;
  options.layout.taken_out = taken_out;
  options.layout.taken_in = taken_in;

  return cb_table_open (fd, &options, error);
}

static const char *
find_secret_mark (CbTable *table)
{
  g_autoptr (GBytes) head = cb_table_dup_head_text (table);
  gsize length;
  const char *text = g_bytes_get_data (head, &length);

  return cb_secret_mark_find (text, length);
}

/* The file to compare with. Nothing of it leaves this process either when it bears a mark of
 * secrecy. */
CbTable *
_cb_serve_open_other (CbServeWork *work, GVariant *body, GError **error)
{
  g_autoptr (CbTable) table = open_descriptor (work, work->serve->out_fd, body, error);

  if (table == NULL)
    return NULL;
  if (find_secret_mark (table) != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED,
                           "the file to compare with bears a state-secret mark");
      return NULL;
    }

  return g_steal_pointer (&table);
}

static gboolean
open_table (CbServe *self, guint32 serial, GVariant *body, GError **error)
{
  CbServeWork work = {
    .serve = self,
    .serial = serial,
    .last_progress_us = g_get_monotonic_time (),
  };

  self->options = g_variant_ref (body);
  self->table = open_descriptor (&work, self->fd, body, error);
  if (self->table == NULL)
    {
      g_clear_pointer (&self->options, g_variant_unref);
      return FALSE;
    }

  self->secret_mark = find_secret_mark (self->table);
  if (g_str_equal (cb_table_get_facts (self->table)->format, "pdf")
      && !_cb_serve_open_pages (self, error))
    {
      g_clear_pointer (&self->table, cb_table_close);
      g_clear_pointer (&self->options, g_variant_unref);
      return FALSE;
    }

  return TRUE;
}

/* Says what the file is. The mark of a state secret is looked for before a single word of the file
 * leaves this process, the names of its columns included (issue: stop before preview). */
gboolean
_cb_serve_open (CbServe *self, guint32 serial, GVariant *body, GError **error)
{
  g_autoptr (GError) no_rows = NULL;

  if (self->table != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the file is open already");
      return FALSE;
    }
  if (!open_table (self, serial, body, error))
    return FALSE;
  if (!cb_speaker_say (self->speaker, serial, CB_PROTOCOL_OPENED, collect_facts (self), error))
    return FALSE;

  /* A format whose rows are not read has none. */
  if (!cb_table_start_index (self->table, indexed_cb, self, &no_rows))
    say_indexed (self, 0, TRUE);
  return TRUE;
}
