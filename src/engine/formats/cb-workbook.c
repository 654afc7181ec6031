/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-workbook.h"

#include <string.h>

#include "engine/formats/cb-docx.h"
#include "engine/formats/cb-html-workbook.h"
#include "engine/formats/cb-ods.h"
#include "engine/formats/cb-xls.h"
#include "engine/formats/cb-xlsx.h"
#include "engine/formats/cb-xml-workbook.h"

#define MAX_DETAIL 1000

/* A document of Office behind a password shows nothing of itself, not even whether it has sheets.
 */
static CbWorkbook *
open_encrypted (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_ENCRYPTED, "the document needs a password");
  return NULL;
}

/* One line for each format whose sheets are read. */
static const struct
{
  const char *format;
  CbWorkbook *(*open) (CbByteSource *source, GCancellable *cancellable, GError **error);
} formats[] = {
  { "docx", cb_docx_open },
  { "encrypted", open_encrypted },
  { "fods", cb_ods_open_flat },
  { "html", cb_html_workbook_open },
  { "ods", cb_ods_open },
  { "xls", cb_xls_open },
  { "xml-spreadsheet", cb_xml_workbook_open },
  { "xlsx", cb_xlsx_open },
};

/**
 * cb_workbook_can_open:
 * @format: by content, as cb_sniff_content() names it
 *
 * Returns: whether this is a workbook that is read
 */
gboolean
cb_workbook_can_open (const char *format)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format, format) == 0)
      return TRUE;

  return FALSE;
}

/**
 * cb_workbook_open:
 * @source: (transfer none): the file; outlives the workbook
 * @format: of it
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * Reads what there is but the cells: names of sheets, styles as far as needed, hidden things. For
 * the formats that say this in a part of its own (xlsx, xls) a large file takes no longer than a
 * small one; of an ods, of a text (docx), and of those that are one text (fods, xml-spreadsheet,
 * html), all of it is gone through once.
 *
 * Returns: (transfer full): the workbook, %NULL with %CB_ERROR_ENCRYPTED when it needs a password,
 *   an error of cb_error_is_broken_file() when it is too damaged for its sheets to be known or
 *   breaks a limit of safety, with the reason as its code where the reader knows it,
 *   %CB_ERROR_ZIP_OVERLAP, %CB_ERROR_XML_DTD, %CB_ERROR_UNSUPPORTED, %CB_ERROR_FILE_CHANGED,
 *   %CB_ERROR_UNREADABLE, %G_IO_ERROR_CANCELLED
 */
CbWorkbook *
cb_workbook_open (CbByteSource *source,
                  const char *format,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].format, format) == 0)
      return formats[i].open (source, cancellable, error);

  g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "rows of %s are not read", format);
  return NULL;
}

/**
 * cb_workbook_read_sheet:
 * @self: a workbook
 * @sheet: 0-based
 * @reader: gets the rows
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * All rows of a sheet, once through, in constant memory but for what the format makes every reader
 * keep (shared strings), which is bounded. What could be read before a fault has been given to
 * @reader. One call at a time; again from the start with each call.
 *
 * Returns: %FALSE with an error of cb_error_is_broken_file() where the file is damaged from some
 *   point on or goes over a limit: the code says why, the message which part and where;
 *   %CB_ERROR_XML_DTD, %CB_ERROR_UNSUPPORTED for a part that is packed or written in a way not
 *   read, %CB_ERROR_ENCRYPTED, %CB_ERROR_FILE_CHANGED, %CB_ERROR_UNREADABLE,
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
cb_workbook_read_sheet (CbWorkbook *self,
                        guint sheet,
                        const CbSheetReader *reader,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (sheet < self->sheets->len, FALSE);

  return self->class->read_sheet (self, sheet, reader, cancellable, error);
}

static void
free_sheet (gpointer data)
{
  CbSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet);
}

static void
free_hidden (gpointer data)
{
  CbHidden *hidden = data;

  g_free (hidden->place);
  g_free (hidden->detail);
  g_free (hidden);
}

/**
 * cb_workbook_init:
 * @self: the beginning of a format's structure
 * @class: of the format
 */
void
cb_workbook_init (CbWorkbook *self, const CbWorkbookClass *class)
{
  self->class = class;
  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->hidden = g_ptr_array_new_with_free_func (free_hidden);
  g_mutex_init (&self->mutex);
}

/**
 * cb_workbook_free:
 * @self: (nullable) (transfer full): a workbook nobody reads from any more
 */
void
cb_workbook_free (CbWorkbook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->hidden);
  g_mutex_clear (&self->mutex);
  self->class->free (self);
}

/* Valid, and no longer than a person reads: whoever is told takes no more. */
static char *
dup_short (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (strlen (valid) > MAX_DETAIL)
    *g_utf8_find_prev_char (valid, valid + MAX_DETAIL + 1) = '\0';

  return g_steal_pointer (&valid);
}

/**
 * cb_workbook_add_sheet:
 * @self: a workbook being opened
 * @name: of the sheet, made valid UTF-8 here and, as no program lets a person write it, cut after
 *   1000 bytes
 *
 * Returns: (transfer none): the sheet, visible and a table until told otherwise
 */
CbSheet *
cb_workbook_add_sheet (CbWorkbook *self, const char *name)
{
  CbSheet *sheet = g_new0 (CbSheet, 1);

  sheet->name = dup_short (name);
  sheet->is_table = TRUE;
  g_ptr_array_add (self->sheets, sheet);

  return sheet;
}

/* A connection string may carry the password of a database: that goes to no screen and no report.
 */
static void
mask_passwords (char *text)
{
  static const char *const words[] = { "password=", "pwd=" };

  for (char *p = text; *p != '\0'; p++)
    for (guint i = 0; i < G_N_ELEMENTS (words); i++)
      {
        char *q = p + strlen (words[i]);

        if (g_ascii_strncasecmp (p, words[i], strlen (words[i])) != 0)
          continue;
        for (; *q != '\0' && *q != ';'; q++)
          *q = '*';
      }
}

/* ECMA-376 part 1, §18.3.1.39: `&P` is the number of the page, `&"Arial,Bold"` a font, `&14` a
 * size,
 * `&K01+000` a colour; all but these is text. */
static gboolean
has_text (const char *code)
{
  for (const char *p = code; *p != '\0'; p++)
    {
      if (g_ascii_isspace (*p))
        continue;
      if (*p != '&' || p[1] == '&')
        return TRUE;
      p++;
      if (*p == '"' && strchr (p + 1, '"') != NULL)
        p = strchr (p + 1, '"');
      else if (g_ascii_isdigit (*p))
        while (g_ascii_isdigit (p[1]))
          p++;
      else if (*p == 'K' && strlen (p) > 6)
        p += 6;
      if (*p == '\0')
        return FALSE;
    }

  return FALSE;
}

/**
 * cb_workbook_add_hidden:
 * @self: a workbook
 * @kind: what it is
 * @sheet: 0-based, -1 for the workbook
 * @place: (nullable): where
 * @detail: (nullable): what it says
 * @count: how many
 *
 * From any thread. A header or footer that has nothing but the number of the page and the like is
 * left out.
 */
void
cb_workbook_add_hidden (CbWorkbook *self,
                        CbHiddenKind kind,
                        int sheet,
                        const char *place,
                        const char *detail,
                        guint64 count)
{
  CbHidden *hidden;

  if (kind == CB_HIDDEN_HEADER_FOOTER && (detail == NULL || !has_text (detail)))
    return;
  hidden = g_new (CbHidden, 1);
  *hidden = (CbHidden){ kind, sheet, dup_short (place != NULL ? place : ""),
                        dup_short (detail != NULL ? detail : ""), MAX (count, 1) };
  if (kind == CB_HIDDEN_CONNECTION)
    mask_passwords (hidden->detail);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->hidden, hidden);
  g_mutex_unlock (&self->mutex);
}

static gboolean
is_known_by_reading (CbHiddenKind kind)
{
  return kind == CB_HIDDEN_ROWS || kind == CB_HIDDEN_COLUMNS || kind == CB_HIDDEN_INVISIBLE_CELLS
         || kind == CB_HIDDEN_COMMENTS || kind == CB_HIDDEN_HEADER_FOOTER;
}

/**
 * cb_workbook_forget_read:
 * @self: a workbook
 * @sheet: that is about to be read
 *
 * Forgets what an earlier reading of the sheet found hidden in it, for it will be found again.
 */
void
cb_workbook_forget_read (CbWorkbook *self, int sheet)
{
  g_mutex_lock (&self->mutex);
  for (guint i = self->hidden->len; i-- > 0;)
    {
      const CbHidden *hidden = g_ptr_array_index (self->hidden, i);

      if (hidden->sheet == sheet && is_known_by_reading (hidden->kind))
        g_ptr_array_remove_index (self->hidden, i);
    }
  g_mutex_unlock (&self->mutex);
}

static int
compare_hidden (gconstpointer a, gconstpointer b)
{
  const CbHidden *first = *(const CbHidden *const *)a;
  const CbHidden *second = *(const CbHidden *const *)b;

  if (first->kind != second->kind)
    return (int)first->kind - (int)second->kind;

  return first->sheet - second->sheet;
}

/**
 * cb_workbook_dup_hidden:
 * @self: a workbook
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type CbHidden): what is known so far, in the order of the kinds
 */
GPtrArray *
cb_workbook_dup_hidden (CbWorkbook *self)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (free_hidden);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->hidden->len; i++)
    {
      const CbHidden *from = g_ptr_array_index (self->hidden, i);
      CbHidden *copy = g_new (CbHidden, 1);

      *copy = *from;
      copy->place = g_strdup (from->place);
      copy->detail = g_strdup (from->detail);
      g_ptr_array_add (all, copy);
    }
  g_mutex_unlock (&self->mutex);
  g_ptr_array_sort (all, compare_hidden);

  return all;
}

/**
 * cb_font_encoding_from_name:
 * @name: (nullable): of a font, as a workbook has it
 *
 * vietnamese-data.md §5.4, “Fonts”: `.Vn…` is TCVN3, `.Vn…H` its capitals, `VNI-…` is VNI, `VPS…`
 * is VPS.
 *
 * Returns: what its letters are
 */
CbFontEncoding
cb_font_encoding_from_name (const char *name)
{
  if (name == NULL)
    return CB_FONT_UNICODE;
  if (g_ascii_strncasecmp (name, ".Vn", 3) == 0)
    return g_str_has_suffix (name, "H") ? CB_FONT_TCVN3_UPPER : CB_FONT_TCVN3;
  if (g_ascii_strncasecmp (name, "VNI", 3) == 0 && (name[3] == '-' || name[3] == ' '))
    return CB_FONT_VNI;
  if (g_ascii_strncasecmp (name, "VPS", 3) == 0)
    return CB_FONT_VPS;

  return CB_FONT_UNICODE;
}
