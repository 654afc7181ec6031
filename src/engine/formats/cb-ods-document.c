/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-ods-private.h"

/* What a document says beside its cells: styles, tables, names, links, properties. All parts of an
 * archive go through here, one after the other, and a flat file at once. */

#define MAX_SHEETS 10000u
#define MAX_NAMES 10000u
#define MAX_TEXT 4096u

typedef struct
{
  CbOds *ods;
  CbOdsParse *parse;
  guint depth;
  guint spreadsheet_depth; /* 0 outside */
  guint meta_depth;
  guint table_depth;  /* of the sheet at hand */
  guint margin_depth; /* of a header or footer */
  guint field_depth;  /* of a number of pages and its like in it */
  gboolean is_footer;
  char *master_page; /* (nullable): at hand */
  char *property;    /* (nullable): at hand */
  GString *text;     /* of a property, a header or footer */
  guint n_names;
  guint n_links;
  guint n_modules;
  guint n_pictures;
} Document;

/**
 * cb_ods_is_cache:
 * @table_name: of a table
 *
 * LibreOffice keeps what cells of other files said in tables that it does not show.
 *
 * Returns: whether it is no sheet, but such a table
 */
gboolean
cb_ods_is_cache (const char *table_name)
{
  return table_name[0] == '\'' && strstr (table_name, "'#$") != NULL;
}

static void
add_margin (Document *self, const char *master_page, const char *kind, int sheet)
{
  g_autofree char *key = g_strconcat (kind, "\n", master_page, NULL);
  const char *text = g_hash_table_lookup (self->ods->headers, key);

  if (text != NULL)
    cb_workbook_add_hidden (&self->ods->parent, CB_HIDDEN_HEADER_FOOTER, sheet, kind, text, 1);
}

static void
start_table (Document *self, const char **attributes)
{
  CbWorkbook *book = &self->ods->parent;
  const char *name = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "name");
  const char *style = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "style-name");
  const CbOdsLook *look = cb_ods_styles_get (self->ods->styles, "table", style != NULL ? style : "",
                                             style != NULL ? strlen (style) : 0);
  int index = (int)book->sheets->len;
  CbSheet *sheet;

  self->table_depth = self->depth;
  if (name != NULL && cb_ods_is_cache (name))
    return;
  if (book->sheets->len >= MAX_SHEETS)
    {
      cb_xml_stop (self->parse->xml,
                   g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "there are too many tables"));
      return;
    }
  sheet = cb_workbook_add_sheet (book, name != NULL ? name : "");
  if (!look->is_displayed)
    {
      sheet->visibility = CB_SHEET_HIDDEN;
      cb_workbook_add_hidden (book, CB_HIDDEN_SHEET, index, sheet->name, NULL, 1);
    }
  if (look->master_page != NULL)
    {
      add_margin (self, look->master_page, "header", index);
      add_margin (self, look->master_page, "footer", index);
    }
}

static void
add_name (Document *self, const char **attributes)
{
  const char *name = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "name");
  const char *range = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "cell-range-address");
  const char *formula = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "expression");
  const char *hidden = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "hidden");

  if (name == NULL || self->n_names++ >= MAX_NAMES)
    return;
  cb_workbook_add_hidden (&self->ods->parent,
                          hidden != NULL && g_str_equal (hidden, "true") ? CB_HIDDEN_HIDDEN_NAME
                                                                         : CB_HIDDEN_NAME,
                          self->table_depth > 0 ? (int)self->ods->parent.sheets->len - 1 : -1, name,
                          range != NULL ? range : formula, 1);
}

static void
add_link (Document *self, const char *target)
{
  if (target != NULL && self->n_links++ < MAX_NAMES)
    cb_workbook_add_hidden (&self->ods->parent, CB_HIDDEN_EXTERNAL_LINK, -1, NULL, target, 1);
}

static void
add_dde_link (Document *self, const char **attributes)
{
  const char *application
      = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "dde-application");
  const char *topic = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "dde-topic");
  const char *item = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "dde-item");
  g_autofree char *target = g_strdup_printf ("%s %s %s", application != NULL ? application : "",
                                             topic != NULL ? topic : "", item != NULL ? item : "");

  add_link (self, g_strstrip (target));
}

static void
start_in_table_space (Document *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "table"))
    {
      if (self->spreadsheet_depth > 0 && self->depth == self->spreadsheet_depth + 1)
        start_table (self, attributes);
    }
  else if (g_str_equal (name, "named-range") || g_str_equal (name, "named-expression"))
    add_name (self, attributes);
  else if (g_str_equal (name, "table-source") || g_str_equal (name, "cell-range-source"))
    add_link (self, cb_xml_get_attribute_in (attributes, CB_ODS_IN_XLINK, "href"));
  else if (g_str_has_prefix (name, "database-source-"))
    cb_workbook_add_hidden (&self->ods->parent, CB_HIDDEN_CONNECTION, -1, NULL,
                            cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "database-name"),
                            1);
}

static void
start_property (Document *self, const char *name, const char **attributes)
{
  static const struct
  {
    const char *name;
    const char *shown; /* as OOXML names the same */
  } properties[] = {
    { "title", "title" },      { "subject", "subject" },         { "description", "description" },
    { "keyword", "keywords" }, { "initial-creator", "creator" }, { "creator", "lastModifiedBy" }
  };
  const char *own = cb_xml_get_attribute_in (attributes, CB_ODS_IN_META, "name");

  g_clear_pointer (&self->property, g_free);
  g_string_truncate (self->text, 0);
  if (g_str_equal (name, "user-defined") && own != NULL)
    self->property = g_strdup (own);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (name, properties[i].name))
      self->property = g_strdup (properties[i].shown);
}

static void
start_margin (Document *self, const char *name, const char **attributes)
{
  const char *display = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "display");

  if (g_str_equal (name, "master-page"))
    {
      g_free (self->master_page);
      self->master_page = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "name"));
    }
  else if (self->margin_depth == 0 && self->master_page != NULL
           && (g_str_has_prefix (name, "header") || g_str_has_prefix (name, "footer"))
           && strchr (name, '-') == NULL && (display == NULL || !g_str_equal (display, "false")))
    {
      self->margin_depth = self->depth;
      self->is_footer = name[0] == 'f';
      g_string_truncate (self->text, 0);
    }
}

/* The number of a page, the name of the sheet, the date: nothing that anybody wrote. */
static gboolean
is_field (const char *name)
{
  static const char *const fields[]
      = { "page-number", "page-count", "sheet-name", "file-name", "date", "time", "title" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (name, fields[i]))
      return TRUE;

  return FALSE;
}

static void
start_cb (const char *space_name, const char *name, const char **attributes, gpointer user_data)
{
  Document *self = user_data;
  CbOdsSpace space = cb_ods_get_space (space_name);

  self->depth++;
  if (space == CB_ODS_STYLE || space == CB_ODS_NUMBER)
    {
      cb_ods_styles_start (self->ods->styles, space, name, attributes);
      start_margin (self, name, attributes);
    }
  else if (space == CB_ODS_TABLE)
    start_in_table_space (self, name, attributes);
  else if (space == CB_ODS_TEXT && self->margin_depth > 0 && self->field_depth == 0
           && is_field (name))
    self->field_depth = self->depth;
  else if (space == CB_ODS_OFFICE && g_str_equal (name, "spreadsheet")
           && self->spreadsheet_depth == 0)
    self->spreadsheet_depth = self->depth;
  else if (space == CB_ODS_OFFICE && g_str_equal (name, "meta"))
    self->meta_depth = self->depth;
  else if (space == CB_ODS_OFFICE && g_str_equal (name, "dde-source"))
    add_dde_link (self, attributes);
  else if (space == CB_ODS_SCRIPT && g_str_equal (name, "module"))
    self->n_modules++;
  else if (space == CB_ODS_OFFICE && g_str_equal (name, "binary-data"))
    self->n_pictures++;
  else if (self->meta_depth > 0 && self->depth == self->meta_depth + 1)
    start_property (self, name, attributes);
}

static void
end_property (Document *self)
{
  g_strstrip (self->text->str);
  if (self->property != NULL && self->text->str[0] != '\0')
    cb_workbook_add_hidden (&self->ods->parent, CB_HIDDEN_PROPERTY, -1, self->property,
                            self->text->str, 1);
  g_clear_pointer (&self->property, g_free);
}

static void
end_margin (Document *self)
{
  g_autofree char *key
      = g_strconcat (self->is_footer ? "footer" : "header", "\n", self->master_page, NULL);

  g_strstrip (self->text->str);
  if (self->text->str[0] != '\0' && g_hash_table_size (self->ods->headers) < MAX_NAMES)
    g_hash_table_insert (self->ods->headers, g_steal_pointer (&key), g_strdup (self->text->str));
  self->margin_depth = 0;
}

static void
end_cb (const char *space_name, const char *name, gpointer user_data)
{
  Document *self = user_data;
  CbOdsSpace space = cb_ods_get_space (space_name);

  if (space == CB_ODS_STYLE || space == CB_ODS_NUMBER)
    cb_ods_styles_end (self->ods->styles, space, name);
  if (self->property != NULL && self->depth == self->meta_depth + 1)
    end_property (self);
  if (self->margin_depth == self->depth && self->depth > 0)
    end_margin (self);
  /* Between the paragraphs and regions of a header. */
  else if (self->margin_depth > 0 && self->text->len > 0
           && self->text->str[self->text->len - 1] != ' ' && g_str_equal (name, "p"))
    g_string_append_c (self->text, ' ');
  if (self->depth == self->field_depth)
    self->field_depth = 0;
  if (self->depth == self->meta_depth)
    self->meta_depth = 0;
  if (self->depth == self->table_depth)
    self->table_depth = 0;
  if (self->depth == self->spreadsheet_depth)
    self->spreadsheet_depth = 0;
  self->depth--;
}

static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  Document *self = user_data;

  if ((self->property != NULL || (self->margin_depth > 0 && self->field_depth == 0))
      && self->text->len < MAX_TEXT)
    g_string_append_len (self->text, text, (gssize)MIN (length, MAX_TEXT));
}

/**
 * cb_ods_read_document:
 * @self: a spreadsheet being opened
 * @part: `meta.xml`, `styles.xml`, `content.xml`, or of a flat file anything
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Takes all from the part but its cells.
 *
 * Returns: as cb_ods_parse()
 */
gboolean
cb_ods_read_document (CbOds *self, const char *part, GCancellable *cancellable, GError **error)
{
  static const CbXmlHandler handler = { start_cb, end_cb, text_cb };
  Document document = { .ods = self };
  CbOdsParse parse = { &handler, &document };
  gboolean is_read;

  document.parse = &parse;
  document.text = g_string_new (NULL);
  is_read = cb_ods_parse (self, part, &parse, cancellable, error);
  if (document.n_modules > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_MACROS, -1, NULL, NULL, document.n_modules);
  if (document.n_pictures > 0)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_PICTURES, -1, NULL, NULL, document.n_pictures);
  g_string_free (document.text, TRUE);
  g_free (document.master_page);
  g_free (document.property);

  return is_read;
}

typedef struct
{
  CbOds *ods;
  gboolean is_encrypted;
  guint n_entries;
} Manifest;

/* A folder that is a document of its own, but for charts, which show what the cells say. */
static gboolean
is_embedded (const char *path, const char *type)
{
  if (strchr (path, '/') != NULL && !g_str_has_suffix (path, "/"))
    return FALSE;

  return g_str_equal (type, "application/vnd.sun.star.oleobject")
         || (g_str_has_prefix (type, "application/vnd.oasis.opendocument.")
             && !g_str_has_suffix (type, ".chart") && !g_str_equal (path, "/"));
}

static void
start_manifest_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Manifest *self = user_data;
  const char *path = cb_xml_get_attribute_in (attributes, CB_ODS_IN_MANIFEST, "full-path");
  const char *type = cb_xml_get_attribute_in (attributes, CB_ODS_IN_MANIFEST, "media-type");

  if (g_str_equal (name, "encryption-data"))
    self->is_encrypted = TRUE;
  if (path != NULL && type != NULL && is_embedded (path, type) && self->n_entries++ < MAX_NAMES)
    cb_workbook_add_hidden (&self->ods->parent, CB_HIDDEN_EMBEDDED, -1, path, NULL, 1);
}

/* What is known by where it lies. */
static void
list_members (CbOds *self)
{
  guint n = 0;

  for (guint i = 0; i < cb_zip_get_n_members (self->zip) && n < MAX_NAMES; i++)
    {
      const char *name = cb_zip_get_member (self->zip, i)->name;
      gboolean is_macro = (g_str_has_prefix (name, "Basic/") || g_str_has_prefix (name, "Scripts/"))
                          && !g_str_has_suffix (name, "/script-lb.xml")
                          && !g_str_has_suffix (name, "/script-lc.xml");
      gboolean is_picture = g_str_has_prefix (name, "Pictures/");

      if ((!is_macro && !is_picture) || g_str_has_suffix (name, "/"))
        continue;
      n++;
      cb_workbook_add_hidden (&self->parent, is_macro ? CB_HIDDEN_MACROS : CB_HIDDEN_PICTURES, -1,
                              name, NULL, 1);
    }
}

/**
 * cb_ods_read_manifest:
 * @self: a spreadsheet in an archive, being opened
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Lists what lies beside the document.
 *
 * Returns: %FALSE with %CB_ERROR_ENCRYPTED when a part needs a password, %G_IO_ERROR_CANCELLED,
 *   %CB_ERROR_FILE_CHANGED
 */
gboolean
cb_ods_read_manifest (CbOds *self, GCancellable *cancellable, GError **error)
{
  static const CbXmlHandler handler = { start_manifest_cb, NULL, NULL };
  Manifest manifest = { self, FALSE, 0 };
  CbOdsParse parse = { &handler, &manifest };
  g_autoptr (GError) why = NULL;

  if (!cb_ods_parse (self, "META-INF/manifest.xml", &parse, cancellable, &why)
      && !cb_error_is_broken_file (why))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (manifest.is_encrypted)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_ENCRYPTED, "the document needs a password");
      return FALSE;
    }
  list_members (self);

  return TRUE;
}
