/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

/* What a workbook carries that its reader does not see at first (product.md D4), but for what is
 * found where the workbook itself and its rows are read. */

/* Comments of a sheet that are told one by one. */
#define MAX_COMMENTS 1000u
#define MAX_DETAIL 1000

/* Elements of a small part whose text or attributes are worth telling. */
typedef struct
{
  CbWorkbook *book;
  CbHiddenKind kind;
  GPtrArray *relations; /* (nullable) */
  const char *part;
  guint depth;
  GString *text;
  char *name;
  char *detail;
  guint64 count;
} Listing;

static void
init_listing (Listing *self, CbWorkbook *book, CbHiddenKind kind, const char *part)
{
  *self = (Listing){ .book = book, .kind = kind, .part = part };
  self->text = g_string_new (NULL);
}

static void
clear_listing (Listing *self)
{
  g_string_free (self->text, TRUE);
  g_free (self->name);
  g_free (self->detail);
}

static void
add_listed_text (const char *text, gsize length, gpointer user_data)
{
  Listing *self = user_data;

  if (self->text->len < MAX_DETAIL)
    g_string_append_len (self->text, text, (gssize)MIN (length, 2 * MAX_DETAIL));
}

/* Who wrote it, and for whom. */
static const char *const properties[]
    = { "creator",  "lastModifiedBy", "title",   "subject",       "description", "keywords",
        "category", "Company",        "Manager", "HyperlinkBase", "property" };

static void
start_property (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Listing *self = user_data;

  self->depth++;
  if (self->depth != 2)
    return;
  g_string_truncate (self->text, 0);
  g_free (self->name);
  /* One that somebody added has its name with it. */
  self->name = g_strdup (cb_xml_get_attribute (attributes, "name"));
}

static void
end_property (const char *space, const char *name, gpointer user_data)
{
  Listing *self = user_data;

  if (self->depth-- != 2 || *g_strstrip (self->text->str) == '\0')
    return;
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (name, properties[i]))
      {
        cb_workbook_add_hidden (self->book, CB_HIDDEN_PROPERTY, -1,
                                self->name != NULL ? self->name : name, self->text->str, 1);
        break;
      }
}

/**
 * cb_xlsx_list_properties:
 * @book: what the file is opened as
 * @zip: an office file
 * @cancellable: (nullable): ends it
 *
 * Lists who wrote it, and for whom. What cannot be read is passed over.
 */
void
cb_xlsx_list_properties (CbWorkbook *book, CbZip *zip, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_property, end_property, add_listed_text };
  static const char *const types[]
      = { "core-properties", "extended-properties", "custom-properties", "extendedProperties",
          "customProperties" };
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (zip, "", cancellable);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      const CbXlsxRelation *relation = cb_xlsx_find_relation (relations, types[i]);
      Listing listing;

      if (relation == NULL)
        continue;
      init_listing (&listing, book, CB_HIDDEN_PROPERTY, relation->target);
      cb_xlsx_parse_part (zip, relation->target, &handler, &listing, cancellable, NULL);
      clear_listing (&listing);
    }
}

/* <connection name="…" description="…"><dbPr connection="…"/></connection> */
static void
start_connection (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Listing *self = user_data;
  const char *value = NULL;

  if (g_str_equal (name, "connection"))
    {
      g_free (self->name);
      self->name = g_strdup (cb_xml_get_attribute (attributes, "name"));
      value = cb_xml_get_attribute (attributes, "sourceFile");
    }
  else if (g_str_equal (name, "dbPr"))
    value = cb_xml_get_attribute (attributes, "connection");
  else if (g_str_equal (name, "webPr"))
    value = cb_xml_get_attribute (attributes, "url");
  else if (g_str_equal (name, "textPr"))
    value = cb_xml_get_attribute (attributes, "sourceFile");
  if (value != NULL)
    {
      g_free (self->detail);
      self->detail = g_strdup (value);
    }
}

static void
end_connection (const char *space, const char *name, gpointer user_data)
{
  Listing *self = user_data;

  if (!g_str_equal (name, "connection"))
    return;
  cb_workbook_add_hidden (self->book, CB_HIDDEN_CONNECTION, -1, self->name, self->detail, 1);
  g_clear_pointer (&self->detail, g_free);
}

/* The definition of a pivot table's copy of its data. */
static void
start_cache (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Listing *self = user_data;

  if (g_str_equal (name, "pivotCacheDefinition"))
    {
      const char *count = cb_xml_get_attribute (attributes, "recordCount");

      self->count = count != NULL ? g_ascii_strtoull (count, NULL, 10) : 0;
    }
  else if (g_str_equal (name, "worksheetSource") && self->detail == NULL)
    {
      const char *sheet = cb_xml_get_attribute (attributes, "sheet");
      const char *reference = cb_xml_get_attribute (attributes, "ref");
      const char *table = cb_xml_get_attribute (attributes, "name");

      self->detail = sheet != NULL
                         ? g_strdup_printf ("%s!%s", sheet, reference != NULL ? reference : "")
                         : g_strdup (table);
    }
}

static void
list_cache (CbXlsx *self, const char *part, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_cache, NULL, NULL };
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (self->zip, part, cancellable);
  Listing listing;

  init_listing (&listing, &self->parent, CB_HIDDEN_PIVOT_CACHE, part);
  cb_xlsx_parse_part (self->zip, part, &handler, &listing, cancellable, NULL);
  /* Without the records it is only said where they come from. */
  if (cb_xlsx_find_relation (relations, "pivotCacheRecords") != NULL)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_PIVOT_CACHE, -1, part, listing.detail,
                            listing.count);
  clear_listing (&listing);
}

static void
list_external_link (CbXlsx *self, const char *part, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (self->zip, part, cancellable);
  gboolean is_told = FALSE;

  for (guint i = 0; i < relations->len; i++)
    {
      const CbXlsxRelation *relation = g_ptr_array_index (relations, i);

      if (!relation->is_external)
        continue;
      cb_workbook_add_hidden (&self->parent, CB_HIDDEN_EXTERNAL_LINK, -1, part, relation->target,
                              1);
      is_told = TRUE;
    }
  if (!is_told)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_EXTERNAL_LINK, -1, part, NULL, 1);
}

/**
 * cb_xlsx_list_members:
 * @book: what the file is opened as
 * @zip: an office file
 * @folders: (array length=n_folders): what lies where
 * @n_folders: of @folders
 *
 * Lists what is known by where it lies.
 */
void
cb_xlsx_list_members (CbWorkbook *book, CbZip *zip, const CbXlsxFolder *folders, guint n_folders)
{
  for (guint i = 0; i < cb_zip_get_n_members (zip); i++)
    {
      const char *name = cb_zip_get_member (zip, i)->name;

      for (guint k = 0; k < n_folders; k++)
        if (g_ascii_strncasecmp (name, folders[k].beginning, strlen (folders[k].beginning)) == 0
            && !g_str_has_suffix (name, "/") && !g_str_has_suffix (name, ".rels")
            && g_ascii_strncasecmp (name, "customXml/itemProps", 19) != 0)
          cb_workbook_add_hidden (book, folders[k].kind, -1, name, NULL, 1);
    }
}

/**
 * cb_xlsx_list_workbook:
 * @self: a workbook being opened
 * @relations: of it
 * @cancellable: (nullable): ends it
 *
 * Lists what lies beside the sheets. What cannot be read is passed over.
 */
void
cb_xlsx_list_workbook (CbXlsx *self, GPtrArray *relations, GCancellable *cancellable)
{
  static const CbXmlHandler connections = { start_connection, end_connection, NULL };
  static const CbXlsxFolder folders[]
      = { { "xl/vbaProject.bin", CB_HIDDEN_MACROS },    { "xl/model/", CB_HIDDEN_DATA_MODEL },
          { "xl/customData/", CB_HIDDEN_DATA_MODEL },   { "xl/embeddings/", CB_HIDDEN_EMBEDDED },
          { "xl/activeX/activeX", CB_HIDDEN_EMBEDDED }, { "xl/media/", CB_HIDDEN_PICTURES },
          { "customXml/item", CB_HIDDEN_CUSTOM_XML } };

  for (guint i = 0; i < relations->len; i++)
    {
      const CbXlsxRelation *relation = g_ptr_array_index (relations, i);

      if (relation->is_external)
        continue;
      if (g_str_equal (relation->type, "externalLink"))
        list_external_link (self, relation->target, cancellable);
      else if (g_str_equal (relation->type, "pivotCacheDefinition"))
        list_cache (self, relation->target, cancellable);
      else if (g_str_equal (relation->type, "connections"))
        {
          Listing listing;

          init_listing (&listing, &self->parent, CB_HIDDEN_CONNECTION, relation->target);
          cb_xlsx_parse_part (self->zip, relation->target, &connections, &listing, cancellable,
                              NULL);
          clear_listing (&listing);
        }
    }
  cb_xlsx_list_members (&self->parent, self->zip, folders, G_N_ELEMENTS (folders));
  cb_xlsx_list_properties (&self->parent, self->zip, cancellable);
}

/* Notes and comments of one sheet. */
typedef struct
{
  CbXlsx *book;
  int sheet;
  GHashTable *threads; /* places that have a comment with answers */
  GString *text;
  char *place;
  gboolean in_text;
  guint n;
  guint n_more;
} Comments;

static void
start_comment (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Comments *self = user_data;

  if (g_str_equal (name, "comment") || g_str_equal (name, "threadedComment"))
    {
      const char *place = cb_xml_get_attribute (attributes, "ref");

      g_free (self->place);
      self->place = g_strdup (place != NULL ? place : "");
      g_string_truncate (self->text, 0);
    }
  if (g_str_equal (name, "t") || (self->threads != NULL && g_str_equal (name, "text")))
    self->in_text = TRUE;
}

static void
end_comment (const char *space, const char *name, gpointer user_data)
{
  Comments *self = user_data;
  gboolean is_threaded = g_str_equal (name, "threadedComment");

  if (g_str_equal (name, "t") || g_str_equal (name, "text"))
    self->in_text = FALSE;
  if (self->place == NULL || (!is_threaded && !g_str_equal (name, "comment")))
    return;
  /* For older programs a comment with answers is there once more, as a note. */
  if (!is_threaded && g_hash_table_contains (self->threads, self->place))
    return;
  if (is_threaded)
    g_hash_table_add (self->threads, g_strdup (self->place));
  if (++self->n <= MAX_COMMENTS)
    cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_COMMENTS, self->sheet, self->place,
                            self->text->str, 1);
  else
    self->n_more++;
}

static void
add_comment_text (const char *text, gsize length, gpointer user_data)
{
  Comments *self = user_data;

  if (self->in_text && self->text->len < MAX_DETAIL)
    g_string_append_len (self->text, text, (gssize)MIN (length, 2 * MAX_DETAIL));
}

/**
 * cb_xlsx_list_sheet:
 * @self: a workbook
 * @sheet: of it
 * @cancellable: (nullable): ends it
 *
 * Lists the notes and comments of the sheet.
 */
void
cb_xlsx_list_sheet (CbXlsx *self, guint sheet, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_comment, end_comment, add_comment_text };
  static const char *const types[] = { "threadedComment", "comments" };
  const char *part = g_array_index (self->parts, CbXlsxSheet, sheet).part;
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (self->zip, part, cancellable);
  Comments comments = { .book = self, .sheet = (int)sheet };

  comments.text = g_string_new (NULL);
  comments.threads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    for (guint k = 0; k < relations->len; k++)
      {
        const CbXlsxRelation *relation = g_ptr_array_index (relations, k);

        if (!relation->is_external && g_str_equal (relation->type, types[i]))
          cb_xlsx_parse_part (self->zip, relation->target, &handler, &comments, cancellable, NULL);
      }
  if (comments.n_more > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_COMMENTS, (int)sheet, NULL, NULL,
                            comments.n_more);
  g_hash_table_unref (comments.threads);
  g_string_free (comments.text, TRUE);
  g_free (comments.place);
}
