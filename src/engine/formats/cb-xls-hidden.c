/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-compound-private.h"
#include "engine/formats/cb-property-set.h"
#include "engine/formats/cb-xls-private.h"

/* Defined names, links to other files, and what lies beside the workbook in the compound file. */

#define MAX_NAMES 10000u
#define MAX_LINKS 10000u
#define MAX_LINK_SHEETS 65536u
#define MAX_PROPERTIES_SIZE (1u << 20)
#define MAX_FORMULA_PARTS 64u

/* Which tokens of a formula (MS-XLS 2.5.198) can be written out without knowing all functions. */
enum
{
  TOKEN_UNION = 0x10,
  TOKEN_STRING = 0x17,
  TOKEN_ERROR = 0x1c,
  TOKEN_BOOLEAN = 0x1d,
  TOKEN_INTEGER = 0x1e,
  TOKEN_NUMBER = 0x1f,
  TOKEN_MEMORY = 0x29,
  TOKEN_CELL = 0x3a,
  TOKEN_AREA = 0x3b,
};

static void
append_address (GString *text, guint row, guint column)
{
  g_string_append_c (text, '$');
  cb_sheet_value_append_column (text, column & 0xff);
  g_string_append_printf (text, "$%u", row + 1);
}

static void
append_quoted (GString *text, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", parts);

  g_string_append_printf (text, "'%s'", quoted);
}

static void
append_sheet_name (const CbXls *self, guint index, GString *text)
{
  const CbSheet *sheet;

  if (index >= self->parent.sheets->len)
    {
      g_string_append (text, "#REF");
      return;
    }
  sheet = g_ptr_array_index (self->parent.sheets, index);
  if (g_str_is_ascii (sheet->name) && strpbrk (sheet->name, " '!-()&,.") == NULL)
    g_string_append (text, sheet->name);
  else
    append_quoted (text, sheet->name);
}

/* Sheet1! or [path]! for a row of EXTERNSHEET. */
static void
append_sheet (const CbXls *self, guint row, GString *text)
{
  const CbXlsLinkSheet *found;
  const char *link;

  if (row >= self->link_sheets->len)
    {
      g_string_append (text, "#REF!");
      return;
    }
  found = &g_array_index (self->link_sheets, CbXlsLinkSheet, row);
  link = found->link < self->links->len ? g_ptr_array_index (self->links, found->link) : "";
  if (link[0] != '\0')
    g_string_append_printf (text, "[%s]", link);
  else
    append_sheet_name (self, (guint)found->first, text);
  g_string_append_c (text, '!');
}

/* Three-dimensional references of BIFF8, and of BIFF5 where the sheets are our own.
 * Returns: how long the token is, 0 when it cannot be written out */
static gsize
append_reference (const CbXls *self, const guint8 *p, gsize length, gboolean is_area, GString *text)
{
  gsize head = self->version == 8 ? 3 : 15;
  gsize width = self->version == 8 ? 2 : 1;
  gsize size = head + (is_area ? 2 : 1) * (2 + width);

  if (length < size)
    return 0;
  if (self->version == 8)
    append_sheet (self, cb_get_le16 (p + 1), text);
  else if ((cb_get_le16 (p + 1) & 0x8000) != 0)
    {
      append_sheet_name (self, cb_get_le16 (p + 11), text);
      g_string_append_c (text, '!');
    }
  else
    return 0;
  p += head;
  append_address (text, cb_get_le16 (p) & (self->version == 8 ? 0xffff : 0x3fff),
                  p[is_area ? 4 : 2]);
  if (is_area)
    {
      g_string_append_c (text, ':');
      append_address (text, cb_get_le16 (p + 2) & (self->version == 8 ? 0xffff : 0x3fff),
                      p[4 + width]);
    }

  return size;
}

/* A constant. Returns: how long its token is, 0 when it is none or cut */
static gsize
append_constant (const CbBiff *biff, const guint8 *p, gsize length, GString *text)
{
  double number;
  guint64 bits;
  gsize n;

  switch (p[0])
    {
    case TOKEN_INTEGER:
      if (length < 3)
        return 0;
      g_string_append_printf (text, "%u", cb_get_le16 (p + 1));
      return 3;
    case TOKEN_NUMBER:
      if (length < 9)
        return 0;
      bits = cb_get_le64 (p + 1);
      memcpy (&number, &bits, sizeof number);
      cb_sheet_value_append_number (text, number);
      return 9;
    case TOKEN_BOOLEAN:
      if (length < 2)
        return 0;
      g_string_append (text, p[1] != 0 ? "TRUE" : "FALSE");
      return 2;
    case TOKEN_ERROR:
      g_string_append (text, "#REF!");
      return length < 2 ? 0 : 2;
    case TOKEN_STRING:
      if (length < 3 || biff->version != 8)
        return 0;
      g_string_append_c (text, '"');
      n = cb_biff_append_unicode (p + 2, length - 2, p[1], text);
      g_string_append_c (text, '"');
      return 2 + n;
    default:
      return 0;
    }
}

/* The last two parts are one, with a comma. */
static gboolean
join_parts (GPtrArray *parts)
{
  GString *first;
  const GString *second;

  if (parts->len < 2)
    return FALSE;
  first = g_ptr_array_index (parts, parts->len - 2);
  second = g_ptr_array_index (parts, parts->len - 1);
  g_string_append_printf (first, ",%s", second->str);
  g_ptr_array_set_size (parts, (int)parts->len - 1);

  return TRUE;
}

static void
free_part (gpointer data)
{
  g_string_free (data, TRUE);
}

/* What a name refers to: ranges, lists of ranges and constants. "" for anything that computes. */
static char *
dup_formula (const CbXls *self, const CbBiff *biff, const guint8 *p, gsize length)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (free_part);

  while (length > 0)
    {
      guint8 token = p[0] >= 0x40 && p[0] < 0x80 ? (p[0] & 0x1f) | 0x20 : p[0];
      GString *part;
      gsize n = 0;

      if (token == TOKEN_MEMORY && length >= 3)
        n = 3;
      else if (token == TOKEN_UNION && join_parts (parts))
        n = 1;
      else if (token != TOKEN_UNION && token != TOKEN_MEMORY && parts->len < MAX_FORMULA_PARTS)
        {
          part = g_string_new (NULL);
          g_ptr_array_add (parts, part);
          n = token == TOKEN_CELL || token == TOKEN_AREA
                  ? append_reference (self, p, length, token == TOKEN_AREA, part)
                  : append_constant (biff, p, length, part);
        }
      if (n == 0)
        return g_strdup ("");
      p += n;
      length -= n;
    }
  if (parts->len != 1)
    return g_strdup ("");

  return g_strdup (((GString *)g_ptr_array_index (parts, 0))->str);
}

/**
 * cb_xls_note_name:
 * @self: a workbook
 * @biff: stands at NAME (MS-XLS 2.4.150)
 */
void
cb_xls_note_name (CbXls *self, const CbBiff *biff)
{
  guint16 flags = cb_biff_get16 (biff, 0);
  gsize length = cb_biff_get8 (biff, 3);
  gsize formula_length = cb_biff_get16 (biff, 4);
  gsize at = self->version >= 5 ? 14 : 6;
  guint sheet = self->version >= 5 ? cb_biff_get16 (biff, 8) : 0;
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *formula = NULL;

  if (self->version < 3 || at >= biff->length || self->n_names++ >= MAX_NAMES)
    return;
  if (self->version == 8)
    at += cb_biff_append_unicode (biff->data + at, biff->length - at, (guint32)length, name);
  else
    {
      length = MIN (length, biff->length - at);
      cb_biff_append_bytes (biff, biff->data + at, length, name);
      at += length;
    }
  /* Names that Excel gives, of one character: print areas, titles, filters. */
  if ((flags & 0x20) != 0)
    return;
  formula = dup_formula (self, biff, biff->data + at, MIN (formula_length, biff->length - at));
  cb_workbook_add_hidden (&self->parent, (flags & 1) != 0 ? CB_HIDDEN_HIDDEN_NAME : CB_HIDDEN_NAME,
                          sheet > 0 && sheet <= self->sheets->len ? (int)sheet - 1 : -1, name->str,
                          formula, 1);
}

/* MS-XLS 2.5.277: control characters stand for parts of a path. */
static char *
decode_path (const char *path)
{
  GString *text = g_string_new (NULL);
  const char *p = path;

  if (*p == '\1')
    p++;
  for (; *p != '\0'; p++)
    switch (*p)
      {
      case '\1':
        if (p[1] == '@')
          g_string_append (text, "\\\\");
        else if (p[1] != '\0')
          g_string_append_printf (text, "%c:\\", p[1]);
        if (p[1] != '\0')
          p++;
        break;
      case '\2':
      case '\3':
        g_string_append_c (text, '\\');
        break;
      case '\4':
        g_string_append (text, "..\\");
        break;
      case '\5':
        /* An address, after its length. */
        if (p[1] != '\0')
          p = g_utf8_next_char (p + 1) - 1;
        break;
      default:
        if ((guint8)*p >= 0x20)
          g_string_append_c (text, *p);
        break;
      }

  return g_string_free (text, FALSE);
}

static void
add_link (CbXls *self, char *target)
{
  if (self->links->len >= MAX_LINKS)
    {
      g_free (target);
      return;
    }
  if (target[0] != '\0')
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_EXTERNAL_LINK, -1, NULL, target, 1);
  g_ptr_array_add (self->links, target);
}

/* BIFF8: which sheets of which SUPBOOK. */
static void
take_link_sheets (CbXls *self, const CbBiff *biff)
{
  guint n = cb_biff_get16 (biff, 0);

  for (guint i = 0;
       i < n && 2 + 6 * ((gsize)i + 1) <= biff->length && self->link_sheets->len < MAX_LINK_SHEETS;
       i++)
    {
      CbXlsLinkSheet row
          = { cb_biff_get16 (biff, 2 + 6 * i), (gint16)cb_biff_get16 (biff, 4 + 6 * i),
              (gint16)cb_biff_get16 (biff, 6 + 6 * i) };

      g_array_append_val (self->link_sheets, row);
    }
}

/**
 * cb_xls_note_link:
 * @self: a workbook
 * @biff: stands at SUPBOOK or EXTERNSHEET (MS-XLS 2.4.271, 2.4.105)
 */
void
cb_xls_note_link (CbXls *self, const CbBiff *biff)
{
  g_autoptr (GString) path = NULL;

  if (self->version == 8 && biff->id == 0x0017)
    {
      take_link_sheets (self, biff);
      return;
    }
  if (self->version == 8)
    {
      guint length = cb_biff_get16 (biff, 2);

      /* The workbook itself, and functions of add-ins. */
      if (length == 0x0401 || length == 0x3a01 || biff->length <= 4)
        {
          add_link (self, g_strdup (""));
          return;
        }
      path = cb_xls_dup_text (biff, 2, 2);
      /* One blank or a mark: unused, or this sheet. */
      add_link (self, path->len <= 1 ? g_strdup ("") : decode_path (path->str));
      return;
    }
  path = cb_xls_dup_text (biff, 0, 1);
  /* \1 a path, \1: an add-in, \3 a sheet of this workbook, \4 this sheet. */
  add_link (self,
            path->str[0] == '\1' && path->str[1] != ':' ? decode_path (path->str) : g_strdup (""));
}

/**
 * cb_xls_note_pictures:
 * @self: a workbook
 * @biff: stands at MSODRAWINGGROUP
 *
 * MS-ODRAW 2.2.12: the store of pictures says in its head how many it has.
 */
void
cb_xls_note_pictures (CbXls *self, const CbBiff *biff)
{
  gsize at = 8; /* past the head of the container */

  while (at + 8 <= biff->length)
    {
      guint16 kind = cb_biff_get16 (biff, at + 2);
      guint n = cb_biff_get16 (biff, at) >> 4;

      if (kind == 0xf001)
        {
          if (n > 0)
            cb_workbook_add_hidden (&self->parent, CB_HIDDEN_PICTURES, -1, NULL, NULL, n);
          return;
        }
      at += 8 + (gsize)cb_biff_get32 (biff, at + 4);
    }
}

static void
add_property (const char *name, const char *value, gpointer user_data)
{
  cb_workbook_add_hidden (user_data, CB_HIDDEN_PROPERTY, -1, name, value, 1);
}

static void
note_properties (CbXls *self, const char *path)
{
  const CbCompoundEntry *entry = cb_compound_find (self->compound, path);
  g_autoptr (CbCompoundStream) stream = NULL;
  g_autofree guint8 *bytes = NULL;
  gsize length;
  gssize n;

  if (entry == NULL || entry->is_folder)
    return;
  stream = cb_compound_stream_new (self->compound, entry, NULL);
  if (stream == NULL)
    return;
  length = (gsize)MIN (cb_compound_stream_get_available (stream), MAX_PROPERTIES_SIZE);
  bytes = g_malloc (length + 1);
  n = cb_compound_stream_read (stream, 0, bytes, length, NULL);
  if (n > 0)
    cb_property_set_read (bytes, (gsize)n, add_property, &self->parent);
}

/**
 * cb_xls_note_entries:
 * @self: a workbook whose globals are read
 *
 * What the compound file has beside the workbook: macros, pivot caches, embedded documents,
 * properties.
 */
void
cb_xls_note_entries (CbXls *self)
{
  guint n_caches = 0;
  guint n_embedded = 0;

  if (self->compound == NULL)
    return;
  for (guint i = 0; i < cb_compound_get_n_entries (self->compound); i++)
    {
      const CbCompoundEntry *entry = cb_compound_get_entry (self->compound, i);

      if (entry->is_folder
          && (g_str_equal (entry->path, "_VBA_PROJECT_CUR")
              || g_str_equal (entry->path, "_VBA_PROJECT")))
        cb_workbook_add_hidden (&self->parent, CB_HIDDEN_MACROS, -1, entry->path, NULL, 1);
      else if (!entry->is_folder
               && (g_str_has_prefix (entry->path, "_SX_DB_CUR/")
                   || g_str_has_prefix (entry->path, "_SX_DB/")))
        n_caches++;
      else if ((entry->is_folder && g_str_has_prefix (entry->path, "MBD")
                && strchr (entry->path, '/') == NULL)
               || g_str_equal (entry->path, "Ctls"))
        n_embedded++;
    }
  if (n_caches > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_PIVOT_CACHE, -1, NULL, NULL, n_caches);
  if (n_embedded > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_EMBEDDED, -1, NULL, NULL, n_embedded);
  note_properties (self, "\005SummaryInformation");
  note_properties (self, "\005DocumentSummaryInformation");
}
