/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xlsx.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

/* Far more than any workbook has. */
#define MAX_SHEETS 10000u
#define MAX_NAMES 10000u

typedef struct
{
  CbXlsx *book;
  GPtrArray *relations;
  CbXml *xml;
  GPtrArray *numbered; /* (nullable) (element-type utf8): the parts of the sheets, for want of
                          @relations */
  guint depth;
  gboolean in_names;
  guint n_names;
  CbHiddenKind name_kind;
  int name_sheet;
  char *name;
  GString *refers_to;
} Reading;

static void
clear_part (gpointer data)
{
  g_free (((CbXlsxSheet *)data)->part);
}

static void
free_xlsx (CbWorkbook *book)
{
  CbXlsx *self = (CbXlsx *)book;

  g_clear_pointer (&self->strings, cb_xlsx_strings_free);
  g_array_unref (self->styles);
  g_array_unref (self->parts);
  g_clear_error (&self->damage);
  cb_zip_free (self->zip);
  g_free (self);
}

static const CbWorkbookClass xlsx_class = { cb_xlsx_read_sheet, free_xlsx };

static CbSheet *
add_sheet (CbXlsx *self, const char *name, const char *part)
{
  CbXlsxSheet sheet = { g_strdup (part) };

  g_array_append_val (self->parts, sheet);

  return cb_workbook_add_sheet (&self->parent, name);
}

static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const char *first = *(const char *const *)a;
  const char *second = *(const char *const *)b;

  /* sheet10 comes after sheet9. */
  if (strlen (first) != strlen (second))
    return strlen (first) < strlen (second) ? -1 : 1;

  return strcmp (first, second);
}

/* Returns: (transfer container) (element-type utf8): the parts with cells, as they are numbered */
static GPtrArray *
list_sheet_parts (CbXlsx *self)
{
  static const char folder[] = "xl/worksheets/";
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; i < cb_zip_get_n_members (self->zip) && parts->len < MAX_SHEETS; i++)
    {
      const CbZipMember *member = cb_zip_get_member (self->zip, i);

      if (g_str_has_prefix (member->name, folder) && g_str_has_suffix (member->name, ".xml")
          && strchr (member->name + strlen (folder), '/') == NULL)
        g_ptr_array_add (parts, member->name);
    }
  g_ptr_array_sort (parts, compare_parts);

  return parts;
}

/* The part that says which sheet is where is missing, as after a repair that went wrong. Programs
 * number the parts as the sheets stand, and name the others as Excel does. */
static void
add_usual_relations (CbXlsx *self, GPtrArray *relations)
{
  static const char *const usual[][2] = { { "styles", "xl/styles.xml" },
                                          { "theme", "xl/theme/theme1.xml" },
                                          { "sharedStrings", "xl/sharedStrings.xml" } };

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    if (cb_zip_find (self->zip, usual[i][1]) != NULL)
      {
        CbXlsxRelation *relation = g_new0 (CbXlsxRelation, 1);

        relation->id = g_strdup ("");
        relation->type = g_strdup (usual[i][0]);
        relation->target = g_strdup (usual[i][1]);
        g_ptr_array_add (relations, relation);
      }
  self->damage
      = g_error_new_literal (CB_ERROR, CB_ERROR_PART_MISSING,
                             "the part that says which sheet is where is missing: they are "
                             "taken as they are numbered");
}

/* Only a macro can show a very hidden one. */
static void
set_visibility (CbXlsx *self, CbSheet *sheet, const char *state)
{
  int index = (int)self->parent.sheets->len - 1;

  if (g_strcmp0 (state, "hidden") == 0)
    {
      sheet->visibility = CB_SHEET_HIDDEN;
      cb_workbook_add_hidden (&self->parent, CB_HIDDEN_SHEET, index, sheet->name, NULL, 1);
    }
  else if (g_strcmp0 (state, "veryHidden") == 0)
    {
      sheet->visibility = CB_SHEET_VERY_HIDDEN;
      cb_workbook_add_hidden (&self->parent, CB_HIDDEN_VERY_HIDDEN_SHEET, index, sheet->name, NULL,
                              1);
    }
}

static void
start_sheet (Reading *self, const char **attributes)
{
  const char *name = cb_xml_get_attribute (attributes, "name");
  const CbXlsxRelation *relation = cb_xlsx_get_relation (
      self->relations, cb_xml_get_attribute_in (attributes, "/relationships", "id"));
  guint index = self->book->parent.sheets->len;
  const char *part = relation != NULL && !relation->is_external ? relation->target : NULL;
  CbSheet *sheet;

  if (index >= MAX_SHEETS)
    return;
  if (self->numbered != NULL && index < self->numbered->len)
    part = g_ptr_array_index (self->numbered, index);
  sheet = add_sheet (self->book, name != NULL ? name : "", part);
  /* Charts, dialogs and the macros of Excel 4 have sheets of their own. */
  if (relation != NULL && !g_str_equal (relation->type, "worksheet"))
    {
      sheet->is_table = FALSE;
      if (strstr (relation->type, "acrosheet") != NULL)
        cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_MACROS,
                                (int)self->book->parent.sheets->len - 1, relation->target,
                                sheet->name, 1);
    }
  set_visibility (self->book, sheet, cb_xml_get_attribute (attributes, "state"));
}

static void
start_name (Reading *self, const char **attributes)
{
  const char *name = cb_xml_get_attribute (attributes, "name");
  const char *sheet = cb_xml_get_attribute (attributes, "localSheetId");

  g_free (self->name);
  self->name = g_strdup (name != NULL ? name : "");
  self->name_kind = cb_xml_get_flag (attributes, "hidden") ? CB_HIDDEN_HIDDEN_NAME : CB_HIDDEN_NAME;
  self->name_sheet = sheet != NULL ? (int)MIN (g_ascii_strtoull (sheet, NULL, 10), MAX_SHEETS) : -1;
  g_string_truncate (self->refers_to, 0);
}

/* Names that begin so are of the program: what is printed, what is filtered. */
static void
end_name (Reading *self)
{
  if (self->name == NULL || g_str_has_prefix (self->name, "_xlnm.") || self->n_names >= MAX_NAMES)
    return;
  self->n_names++;
  cb_workbook_add_hidden (&self->book->parent, self->name_kind,
                          self->name_sheet < (int)self->book->parent.sheets->len ? self->name_sheet
                                                                                 : -1,
                          self->name, self->refers_to->str, 1);
}

static void
start_element (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Reading *self = user_data;

  self->depth++;
  if (!cb_xlsx_is_main_space (space))
    return;
  if (self->depth == 2)
    {
      self->in_names = g_str_equal (name, "definedNames");
      if (g_str_equal (name, "workbookPr") && cb_xml_get_flag (attributes, "date1904"))
        self->book->days = CB_DAYS_1904;
    }
  else if (self->depth == 3 && g_str_equal (name, "sheet"))
    start_sheet (self, attributes);
  else if (self->depth == 3 && self->in_names && g_str_equal (name, "definedName"))
    start_name (self, attributes);
}

static void
end_element (const char *space, const char *name, gpointer user_data)
{
  Reading *self = user_data;

  if (self->depth == 3 && self->in_names)
    end_name (self);
  self->depth--;
}

static void
add_text (const char *text, gsize length, gpointer user_data)
{
  Reading *self = user_data;

  if (self->depth == 3 && self->in_names && self->refers_to->len < 4096)
    g_string_append_len (self->refers_to, text, (gssize)MIN (length, 4096));
}

/* A file that is damaged before its list of sheets: they are known by the names of their parts. */
static void
find_sheets (CbXlsx *self)
{
  g_autoptr (GPtrArray) parts = list_sheet_parts (self);

  for (guint i = 0; i < parts->len; i++)
    {
      const char *part = g_ptr_array_index (parts, i);
      g_autofree char *name = g_path_get_basename (part);

      name[strlen (name) - strlen (".xml")] = '\0';
      add_sheet (self, name, part);
    }
}

/* Returns: (transfer full): the name of the part with the list of sheets */
static char *
find_workbook (CbXlsx *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (self->zip, "", cancellable);
  const CbXlsxRelation *relation = cb_xlsx_find_relation (relations, "officeDocument");
  const char *part = relation != NULL ? relation->target : "xl/workbook.xml";

  if (g_str_has_suffix (part, ".bin") || cb_zip_find (self->zip, "xl/workbook.bin") != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED,
                           "a binary workbook (XLSB) is not read");
      return NULL;
    }

  return g_strdup (part);
}

static gboolean
read_workbook (
    CbXlsx *self, const char *part, GPtrArray *relations, GCancellable *cancellable, GError **error)
{
  static const CbXmlHandler handler = { start_element, end_element, add_text };
  Reading reading = { .book = self, .relations = relations };
  g_autoptr (GPtrArray) numbered = relations->len == 0 ? list_sheet_parts (self) : NULL;
  g_autoptr (GError) why = NULL;

  if (numbered != NULL && cb_zip_find (self->zip, part) != NULL)
    add_usual_relations (self, relations);
  reading.numbered = numbered;
  reading.refers_to = g_string_new (NULL);
  cb_xlsx_parse_part (self->zip, part, &handler, &reading, cancellable, &why);
  g_string_free (reading.refers_to, TRUE);
  g_free (reading.name);
  if (why != NULL && self->parent.sheets->len == 0 && cb_zip_is_cut (self->zip))
    find_sheets (self);
  if (self->parent.sheets->len > 0)
    return TRUE;
  if (why == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE, "%s lists no sheets", part);
  else if (g_error_matches (why, CB_ERROR, CB_ERROR_NOT_FOUND))
    cb_xlsx_set_missing (error, self->zip, "the list of sheets", part);
  else
    g_propagate_error (error, g_steal_pointer (&why));

  return FALSE;
}

/**
 * cb_xlsx_open:
 * @source: (transfer none): the file; outlives the workbook
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * A workbook of Excel 2007 and later (ISO/IEC 29500, transitional and strict), and what
 * LibreOffice, WPS, Google and many libraries write under that name. Bound to no thread.
 *
 * Returns: (transfer full): the workbook, %NULL as cb_workbook_open() says
 */
CbWorkbook *
cb_xlsx_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbZip) zip = cb_zip_open (source, cancellable, error);
  g_autoptr (CbWorkbook) book = NULL;
  g_autoptr (GPtrArray) relations = NULL;
  g_autoptr (GError) why = NULL;
  g_autofree char *part = NULL;
  const CbXlsxRelation *strings;
  CbXlsx *self;

  if (zip == NULL)
    return NULL;
  self = g_new0 (CbXlsx, 1);
  book = &self->parent;
  cb_workbook_init (book, &xlsx_class);
  self->zip = g_steal_pointer (&zip);
  self->parts = g_array_new (FALSE, FALSE, sizeof (CbXlsxSheet));
  g_array_set_clear_func (self->parts, clear_part);
  self->styles = g_array_new (FALSE, TRUE, sizeof (CbXlsxStyle));
  part = find_workbook (self, cancellable, error);
  if (part == NULL)
    return NULL;
  relations = cb_xlsx_read_relations (self->zip, part, cancellable);
  if (!read_workbook (self, part, relations, cancellable, error))
    return NULL;
  g_array_unref (self->styles);
  self->styles = cb_xlsx_read_styles (self->zip, relations, cancellable, &why);
  /* Some libraries name a part that they do not write. */
  if (self->damage == NULL && !g_error_matches (why, CB_ERROR, CB_ERROR_NOT_FOUND))
    {
      g_prefix_error (&why, "dates are given as plain numbers, for the styles cannot be read: ");
      self->damage = g_steal_pointer (&why);
    }
  strings = cb_xlsx_find_relation (relations, "sharedStrings");
  self->strings = cb_xlsx_strings_new (
      self->zip, strings != NULL                                           ? strings->target
                 : cb_zip_find (self->zip, "xl/sharedStrings.xml") != NULL ? "xl/sharedStrings.xml"
                                                                           : NULL);
  cb_xlsx_list_workbook (self, relations, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&book);
}
