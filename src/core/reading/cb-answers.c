/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-answers.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-schema.h"

/* What a sound engine stays far below. The types and UTF-8 were checked when the message came in
 * (base/cb-wire.c); here it is about sizes and sense, since an engine that a file has taken over
 * says what the file wants. */
#define MAX_WORD 64
#define MAX_MARK 256
#define MAX_CELL (2 * CB_PROTOCOL_MAX_CELL_SHOWN)
#define MAX_CELLS 65536
#define MAX_SANDBOX_LINES 32
#define MAX_ARGUMENTS 32
#define MAX_ARGUMENT (32 * 1024)
#define MAX_SAMPLES 5
#define MAX_SHEETS 65536
#define MAX_DETAIL 1200
#define MAX_MESSAGE 500

/* Codes that an engine has reason to say; any other becomes CB_ERROR_FAILED. It cannot sign anyone
 * out or claim that the keyring is locked. */
static const CbError engine_codes[] = {
  CB_ERROR_NOT_FOUND,   CB_ERROR_INVALID,     CB_ERROR_UNREADABLE,   CB_ERROR_NOT_A_FILE,
  CB_ERROR_EMPTY_FILE,  CB_ERROR_UNSUPPORTED, CB_ERROR_FILE_CHANGED, CB_ERROR_CELL_CHANGED,
  CB_ERROR_DISK_FULL,   CB_ERROR_BLOCKED,     CB_ERROR_WRONG_STATE,  CB_ERROR_ENCRYPTED,
  CB_ERROR_BROKEN_FILE, CB_ERROR_FILE_CUT,    CB_ERROR_FILE_ALTERED, CB_ERROR_PART_MISSING,
  CB_ERROR_BAD_MARKUP,  CB_ERROR_XML_DTD,     CB_ERROR_ZIP_OVERLAP,
};

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_UNSAFE, "the reading process gave a wrong answer: %s",
               what);
  return FALSE;
}

static gboolean
is_short (const char *text, gsize limit)
{
  return strnlen (text, limit + 1) <= limit;
}

/* Lower-case names with hyphens: formats, encodings, codes. */
static gboolean
is_word (const char *text)
{
  return is_short (text, MAX_WORD)
         && strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (text);
}

static gboolean
is_character_or_nothing (const char *text)
{
  return is_short (text, 1) && (text[0] & 0x80) == 0;
}

static gboolean
are_short (const char *const *texts, gsize most, gsize limit)
{
  for (gsize i = 0; texts[i] != NULL; i++)
    if (i >= most || !is_short (texts[i], limit))
      return FALSE;

  return TRUE;
}

static gboolean
check_info (const CbFileInfo *info, GError **error)
{
  if (!is_word (info->format) || info->format[0] == '\0' || !is_word (info->name_format))
    return refuse (error, "format");
  /* Not a number is neither. */
  if (!is_word (info->encoding) || !(info->confidence >= 0.0 && info->confidence <= 1.0))
    return refuse (error, "encoding");
  if (info->header_rows > info->header_row
      || !(info->layout_confidence >= 0.0 && info->layout_confidence <= 1.0))
    return refuse (error, "header");
  if (!is_character_or_nothing (info->delimiter) || !is_character_or_nothing (info->quote)
      || !is_word (info->line_end))
    return refuse (error, "dialect");
  if (info->n_pages > CB_PROTOCOL_MAX_PAGES || (info->secret_mark[0] != '\0' && info->n_pages > 0))
    return refuse (error, "pages");
  if (!are_short ((const char *const *)info->columns, MAX_CELLS, MAX_CELL))
    return refuse (error, "columns");
  if (!is_short (info->secret_mark, MAX_MARK))
    return refuse (error, "secret-mark");
  if (info->secret_mark[0] != '\0' && info->columns[0] != NULL)
    return refuse (error, "columns of a file with a secret mark");
  if (!are_short ((const char *const *)info->sandbox, MAX_SANDBOX_LINES, MAX_MARK)
      || !are_short ((const char *const *)info->sandbox_missing, MAX_SANDBOX_LINES, MAX_MARK))
    return refuse (error, "sandbox");

  return TRUE;
}

static gboolean
parse_sheets (CbFileInfo *info, GVariant *body, GError **error)
{
  static const char *const visibilities[] = { "visible", "hidden", "very-hidden", NULL };
  g_autoptr (GVariantIter) iter = NULL;
  const char *name;
  const char *visibility;
  gboolean is_table;

  if (!g_variant_lookup (body, "sheets", "a(ssb)", &iter))
    return refuse (error, "“opened” is not complete");
  if (g_variant_iter_n_children (iter) > MAX_SHEETS)
    return refuse (error, "too many sheets");
  while (g_variant_iter_next (iter, "(&s&sb)", &name, &visibility, &is_table))
    {
      guint at = 0;

      while (visibilities[at] != NULL && strcmp (visibilities[at], visibility) != 0)
        at++;
      if (visibilities[at] == NULL || !is_short (name, MAX_CELL))
        return refuse (error, "a sheet of no kind");
      cb_file_info_add_sheet (info, name, (CbSheetInfoVisibility)at, is_table);
    }
  if (info->sheet < -1 || info->sheet >= (int)info->sheets->len)
    return refuse (error, "a sheet that is not there");

  return TRUE;
}

/**
 * cb_answers_parse_opened:
 * @body: of `opened`
 * @error: %CB_ERROR_UNSAFE when something is missing, too long or makes no sense
 *
 * Returns: (transfer full): what the engine found the file to be, or %NULL
 */
CbFileInfo *
cb_answers_parse_opened (GVariant *body, GError **error)
{
  g_autoptr (CbFileInfo) info = cb_file_info_new ();
  guint32 header_row = 0;
  guint32 header_rows = 0;
  guint32 n_pages = 0;
  gboolean complete;

  /* Each lookup fills its member only when the key is there with that type. */
  complete = g_variant_lookup (body, "format", "s", &info->format)
             && g_variant_lookup (body, "name-format", "s", &info->name_format)
             && g_variant_lookup (body, "size", "t", &info->size)
             && g_variant_lookup (body, "encoding", "s", &info->encoding)
             && g_variant_lookup (body, "bom", "b", &info->bom)
             && g_variant_lookup (body, "confidence", "d", &info->confidence)
             && g_variant_lookup (body, "delimiter", "s", &info->delimiter)
             && g_variant_lookup (body, "quote", "s", &info->quote)
             && g_variant_lookup (body, "line-end", "s", &info->line_end)
             && g_variant_lookup (body, "header-row", "u", &header_row)
             && g_variant_lookup (body, "header-rows", "u", &header_rows)
             && g_variant_lookup (body, "layout-confidence", "d", &info->layout_confidence)
             && g_variant_lookup (body, "sheet", "i", &info->sheet)
             && g_variant_lookup (body, "pages", "u", &n_pages)
             && g_variant_lookup (body, "columns", "^as", &info->columns)
             && g_variant_lookup (body, "secret-mark", "s", &info->secret_mark)
             && g_variant_lookup (body, "sandbox", "^as", &info->sandbox)
             && g_variant_lookup (body, "sandbox-missing", "^as", &info->sandbox_missing);
  if (!complete)
    {
      refuse (error, "“opened” is not complete");
      return NULL;
    }
  info->header_row = header_row;
  info->header_rows = header_rows;
  info->n_pages = n_pages;
  if (!parse_sheets (info, body, error) || !check_info (info, error))
    return NULL;

  return g_steal_pointer (&info);
}

/**
 * cb_answers_parse_rows:
 * @body: of `rows`
 * @first: the row asked for
 * @count: so many were asked for
 * @error: %CB_ERROR_UNSAFE when these are other or more rows, or cells are too long
 *
 * Returns: (transfer full): the rows, or %NULL
 */
CbRows *
cb_answers_parse_rows (GVariant *body, guint64 first, guint count, GError **error)
{
  g_autoptr (CbRows) rows = g_new0 (CbRows, 1);
  g_autoptr (GVariantIter) iter = NULL;
  GStrv cells;
  guint8 kind;

  rows->kinds = g_byte_array_new ();
  rows->cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  g_variant_get (body, CB_PROTOCOL_ROWS_ANSWER_TYPE, &rows->first, &iter);
  if (rows->first != first || g_variant_iter_n_children (iter) > count)
    {
      refuse (error, "other rows than asked for");
      return NULL;
    }

  while (g_variant_iter_next (iter, "(y^as)", &kind, &cells))
    {
      g_ptr_array_add (rows->cells, cells);
      g_byte_array_append (rows->kinds, &kind, 1);
      if (kind >= CB_ROW_N_KINDS)
        {
          refuse (error, "a row of no kind");
          return NULL;
        }
      if (!are_short ((const char *const *)cells, MAX_CELLS, MAX_CELL))
        {
          refuse (error, "a row or cell too long");
          return NULL;
        }
    }

  return g_steal_pointer (&rows);
}

static gboolean
parse_arguments (CbFinding *finding, GVariantIter *iter, GError **error)
{
  const char *name;
  const char *value;

  if (g_variant_iter_n_children (iter) > MAX_ARGUMENTS)
    return refuse (error, "a finding with too many arguments");
  while (g_variant_iter_next (iter, "{&s&s}", &name, &value))
    {
      if (!is_short (name, MAX_WORD) || !is_short (value, MAX_ARGUMENT))
        return refuse (error, "a finding with an argument too long");
      cb_finding_set_argument (finding, name, value);
    }

  return TRUE;
}

static CbFinding *
parse_finding (GVariant *body, GError **error)
{
  g_autoptr (CbFinding) finding = NULL;
  g_autoptr (GVariantIter) arguments = NULL;
  const char *code;
  const char *severity_name;
  const char *column_name;
  const char *sample;
  CbSeverity severity;
  guint64 row, count;
  gint32 column;

  g_variant_get (body, "(&s&sti&st&sa{ss})", &code, &severity_name, &row, &column, &column_name,
                 &count, &sample, &arguments);
  if (!is_word (code) || code[0] == '\0' || !cb_severity_from_name (severity_name, &severity))
    {
      refuse (error, "a finding with an unknown code or severity");
      return NULL;
    }
  if (column < -1 || column >= MAX_CELLS || !is_short (column_name, MAX_CELL)
      || !is_short (sample, MAX_CELL))
    {
      refuse (error, "a finding with a wrong place or sample");
      return NULL;
    }

  finding = cb_finding_new (code, severity);
  finding->row = row;
  finding->column = column;
  finding->count = count;
  g_free (finding->column_name);
  finding->column_name = g_strdup (column_name);
  g_free (finding->sample);
  finding->sample = g_strdup (sample);
  if (!parse_arguments (finding, arguments, error))
    return NULL;

  return g_steal_pointer (&finding);
}

/**
 * cb_answers_parse_findings:
 * @messages: (element-type GVariant): the bodies of `finding`
 * @checked: the body of `checked`
 * @more: (out) (optional): how many were counted only
 * @error: %CB_ERROR_UNSAFE when one is not a finding that a check could make, or their number is
 *   not as announced
 *
 * Returns: (transfer full) (element-type CbFinding): the findings, or %NULL
 */
GPtrArray *
cb_answers_parse_findings (GPtrArray *messages, GVariant *checked, guint64 *more, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  guint64 announced, left_out;

  if (!cb_answers_get_number (checked, "findings", &announced, error)
      || !cb_answers_get_number (checked, "more", &left_out, error))
    return NULL;
  if (announced != messages->len)
    {
      refuse (error, "findings are missing");
      return NULL;
    }

  for (guint i = 0; i < messages->len; i++)
    {
      CbFinding *finding = parse_finding (g_ptr_array_index (messages, i), error);

      if (finding == NULL)
        return NULL;
      g_ptr_array_add (findings, finding);
    }
  if (more != NULL)
    *more = left_out;
  return g_steal_pointer (&findings);
}

static gboolean
check_column (const CbColumnProfile *column, GError **error)
{
  if (!is_short (column->name, MAX_CELL) || !is_short (column->minimum, MAX_CELL)
      || !is_short (column->maximum, MAX_CELL) || !is_word (column->type)
      || !are_short ((const char *const *)column->samples, MAX_SAMPLES, MAX_CELL))
    return refuse (error, "a column profile too long");

  return TRUE;
}

/**
 * cb_answers_parse_profiled:
 * @body: of `profiled`
 * @error: %CB_ERROR_UNSAFE when it is more than a table can have
 *
 * Returns: (transfer full) (element-type CbColumnProfile): the columns, or %NULL
 */
GPtrArray *
cb_answers_parse_profiled (GVariant *body, GError **error)
{
  g_autoptr (GPtrArray) columns
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_column_profile_free);
  g_autoptr (GVariantIter) iter = NULL;
  guint64 rows;
  gsize n;

  g_variant_get (body, CB_PROTOCOL_PROFILED_TYPE, &rows, &iter);
  n = g_variant_iter_n_children (iter);
  if (n > MAX_CELLS)
    {
      refuse (error, "too many columns");
      return NULL;
    }

  for (gsize i = 0; i < n; i++)
    {
      CbColumnProfile *column = cb_column_profile_new ();
      guint32 shortest, longest;

      g_ptr_array_add (columns, column);
      g_variant_iter_next (iter, "(sttssuus^as)", &column->name, &column->blank, &column->distinct,
                           &column->minimum, &column->maximum, &shortest, &longest, &column->type,
                           &column->samples);
      column->shortest = shortest;
      column->longest = longest;
      if (!check_column (column, error))
        return NULL;
    }

  return g_steal_pointer (&columns);
}

/**
 * cb_answers_parse_unseen:
 * @body: of `unseen`
 * @n_sheets: so many sheets the file has
 * @error: %CB_ERROR_UNSAFE when it is more than a file can carry, or of no kind
 *
 * Returns: (transfer full) (element-type CbHiddenThing): what the file carries unseen, or %NULL
 */
GPtrArray *
cb_answers_parse_unseen (GVariant *body, guint n_sheets, GError **error)
{
  g_autoptr (GPtrArray) things
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_hidden_thing_free);
  g_autoptr (GVariantIter) iter = NULL;
  const char *name, *place, *detail;
  guint64 count;
  gint32 sheet;

  g_variant_get (body, "(&s&sa(sisst))", NULL, NULL, &iter);
  if (g_variant_iter_n_children (iter) > CB_PROTOCOL_MAX_HIDDEN)
    {
      refuse (error, "too many hidden things");
      return NULL;
    }
  while (g_variant_iter_next (iter, "(&si&s&st)", &name, &sheet, &place, &detail, &count))
    {
      CbHiddenKind kind;

      if (!cb_hidden_kind_from_name (name, &kind) || sheet < -1 || sheet >= (gint32)n_sheets
          || !is_short (place, MAX_DETAIL) || !is_short (detail, MAX_DETAIL))
        {
          refuse (error, "a hidden thing of no kind or place");
          return NULL;
        }
      g_ptr_array_add (things, cb_hidden_thing_new (kind, sheet, place, detail, count));
    }

  return g_steal_pointer (&things);
}

/**
 * cb_answers_parse_schema:
 * @body: of `schema`
 * @error: %CB_ERROR_UNSAFE when it is none
 *
 * Returns: (transfer full): a Table Schema as JSON, or %NULL
 */
char *
cb_answers_parse_schema (GVariant *body, GError **error)
{
  const char *json = g_variant_get_string (body, NULL);
  g_autoptr (CbSchema) schema = cb_schema_parse (json, NULL);

  if (schema == NULL)
    {
      refuse (error, "schema");
      return NULL;
    }

  return g_strdup (json);
}

/**
 * cb_answers_get_number:
 * @body: of `checked` or `mended`
 * @name: a key
 * @number: (out): its value
 * @error: %CB_ERROR_UNSAFE when it is missing
 *
 * Returns: %TRUE when it is there
 */
gboolean
cb_answers_get_number (GVariant *body, const char *name, guint64 *number, GError **error)
{
  if (!g_variant_lookup (body, name, "t", number))
    return refuse (error, "a number is missing");

  return TRUE;
}

static CbError
get_known_code (const char *name)
{
  CbError code = cb_error_code_from_name (name);

  /* The engine knows of no portal: what is too large there is so for itself. */
  if (code == CB_ERROR_TOO_LARGE)
    return CB_ERROR_TOO_MUCH;
  for (guint i = 0; i < G_N_ELEMENTS (engine_codes); i++)
    if (engine_codes[i] == code)
      return code;

  return CB_ERROR_FAILED;
}

/* One line without control characters, since it ends in a log. */
static char *
dup_line (const char *message)
{
  char *line = g_utf8_substring (message, 0, MIN (g_utf8_strlen (message, -1), MAX_MESSAGE));

  for (char *at = line; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      *at = ' ';

  return line;
}

/**
 * cb_answers_set_error:
 * @body: of `error`
 * @error: (out): the same as a #GError
 *
 * The message is cut to one line without control characters, since it ends in a log.
 */
void
cb_answers_set_error (GVariant *body, GError **error)
{
  g_autofree char *line = NULL;
  const char *name;
  const char *message;

  g_variant_get (body, "(&s&s)", &name, &message);
  line = dup_line (message);
  g_set_error (error, CB_ERROR, (int)get_known_code (name), "the reading process: %s", line);
}

/**
 * cb_answers_check_whole:
 * @body: of `unseen`
 * @error: why not: cb_error_is_broken_file(), %CB_ERROR_TOO_MUCH
 *
 * Returns: whether all of the file could be read
 */
gboolean
cb_answers_check_whole (GVariant *body, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autofree char *line = NULL;
  const char *name;
  const char *message;

  g_variant_get (body, "(&s&sa(sisst))", &name, &message, NULL);
  if (name[0] == '\0')
    return TRUE;
  line = dup_line (message);
  why = g_error_new (CB_ERROR, (int)get_known_code (name), "only a part could be read: %s", line);
  if (!cb_error_is_broken_file (why) && why->code != CB_ERROR_TOO_MUCH)
    why->code = CB_ERROR_BROKEN_FILE;
  g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}
