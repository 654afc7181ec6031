/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-ods.h"

#include <string.h>

#include "engine/formats/cb-ods-private.h"

#define PIECE (256u * 1024)
#define PREFIX "urn:oasis:names:tc:opendocument:xmlns:"

/**
 * cb_ods_get_space:
 * @space: of an element
 *
 * Returns: which it is
 */
CbOdsSpace
cb_ods_get_space (const char *space)
{
  static const struct
  {
    const char *name;
    CbOdsSpace space;
  } spaces[] = { { "table:1.0", CB_ODS_TABLE },      { "text:1.0", CB_ODS_TEXT },
                 { "office:1.0", CB_ODS_OFFICE },    { "style:1.0", CB_ODS_STYLE },
                 { "meta:1.0", CB_ODS_META },        { "datastyle:1.0", CB_ODS_NUMBER },
                 { "drawing:1.0", CB_ODS_DRAW },     { "script:1.0", CB_ODS_SCRIPT },
                 { "manifest:1.0", CB_ODS_MANIFEST } };

  if (g_str_equal (space, "http://purl.org/dc/elements/1.1/"))
    return CB_ODS_DUBLIN_CORE;
  /* Modules of Basic in a flat file. */
  if (g_str_equal (space, "http://openoffice.org/2004/office"))
    return CB_ODS_SCRIPT;
  if (strncmp (space, PREFIX, strlen (PREFIX)) != 0)
    return CB_ODS_OTHER;
  for (guint i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (g_str_equal (space + strlen (PREFIX), spaces[i].name))
      return spaces[i].space;

  return CB_ODS_OTHER;
}

/**
 * cb_ods_get_count:
 * @attributes: of an element
 * @space: how the namespace of the attribute ends
 * @name: of one that counts
 *
 * Returns: its value, 1 when there is none that makes sense
 */
guint64
cb_ods_get_count (const char **attributes, const char *space, const char *name)
{
  const char *value = cb_xml_get_attribute_in (attributes, space, name);

  return value != NULL ? MAX (g_ascii_strtoull (value, NULL, 10), 1) : 1;
}

/* The next bytes of a part, 0 at its end. */
static gssize
read_piece (CbOds *self, CbZipStream *stream, guint64 *offset, guint8 *bytes, GError **error)
{
  gsize n;

  if (stream != NULL)
    return cb_zip_stream_read (stream, bytes, PIECE, error);
  n = (gsize)MIN (PIECE, cb_byte_source_get_size (self->source) - *offset);
  if (n > 0 && !cb_byte_source_read (self->source, *offset, bytes, n, error))
    return -1;
  *offset += n;

  return (gssize)n;
}

/**
 * cb_ods_parse:
 * @self: a spreadsheet
 * @part: name of a member; of a flat file there is only the whole
 * @parse: what to do
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: %FALSE with an error of cb_error_is_broken_file() when there is no such part or it is
 *   damaged, with the errors of cb_zip_stream_new(), with %G_IO_ERROR_CANCELLED
 */
gboolean
cb_ods_parse (
    CbOds *self, const char *part, CbOdsParse *parse, GCancellable *cancellable, GError **error)
{
  const CbZipMember *member = self->zip != NULL ? cb_zip_find (self->zip, part) : NULL;
  g_autoptr (CbZipStream) stream = NULL;
  g_autoptr (CbXml) xml = NULL;
  g_autofree guint8 *bytes = g_malloc (PIECE);
  guint64 offset = 0;
  guint64 done = 0;
  gssize n = 1;

  if (self->zip != NULL && member == NULL)
    {
      gboolean is_cut = cb_zip_is_cut (self->zip);

      g_set_error (error, CB_ERROR, is_cut ? CB_ERROR_FILE_CUT : CB_ERROR_PART_MISSING,
                   "there is no %s in the file%s", part, is_cut ? ": it breaks off before it" : "");
      return FALSE;
    }
  if (member != NULL && (stream = cb_zip_stream_new (self->zip, member, error)) == NULL)
    return FALSE;
  parse->xml = xml = cb_xml_new (parse->handler, parse->user_data);
  while (n > 0 && !parse->is_done)
    {
      g_autoptr (GError) why = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      n = read_piece (self, stream, &offset, bytes, error);
      if (n < 0)
        return FALSE;
      if (!cb_xml_feed (xml, (const char *)bytes, (gsize)n, n == 0, &why))
        {
          if (member != NULL)
            cb_zip_explain_damage (self->zip, member, cancellable, &why);
          else if (cb_xml_is_cut (xml))
            why->code = CB_ERROR_FILE_CUT;
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      done += (guint64)n;
      if (parse->progress != NULL)
        parse->progress (done,
                         member != NULL ? member->size : cb_byte_source_get_size (self->source),
                         parse->progress_data);
    }

  return TRUE;
}

static void
free_ods (CbWorkbook *workbook)
{
  CbOds *self = (CbOds *)workbook;

  g_clear_pointer (&self->zip, cb_zip_free);
  cb_ods_styles_free (self->styles);
  g_hash_table_unref (self->headers);
  g_array_unref (self->is_read);
  g_free (self);
}

static CbOds *
make_ods (CbByteSource *source)
{
  static const CbWorkbookClass class = { cb_ods_read_sheet, free_ods };
  CbOds *self = g_new0 (CbOds, 1);

  cb_workbook_init (&self->parent, &class);
  self->source = source;
  self->styles = cb_ods_styles_new ();
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_read = g_array_new (FALSE, TRUE, sizeof (gboolean));

  return self;
}

/* A document that is cut may have told of its sheets before. */
static gboolean
read_content (CbOds *self, const char *part, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) why = NULL;

  if (!cb_ods_read_document (self, part, cancellable, &why)
      && (!cb_error_is_broken_file (why) || self->parent.sheets->len == 0))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  if (self->parent.sheets->len == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE, "%s: there is no table in it", part);
      return FALSE;
    }
  g_array_set_size (self->is_read, self->parent.sheets->len);

  return TRUE;
}

/* What is lost of these two is known of no cell. */
static gboolean
read_beside (CbOds *self, GCancellable *cancellable, GError **error)
{
  static const char *const parts[] = { "meta.xml", "styles.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GError) why = NULL;

      if (cb_zip_find (self->zip, parts[i]) != NULL
          && !cb_ods_read_document (self, parts[i], cancellable, &why)
          && !cb_error_is_broken_file (why))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cb_ods_open:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * OpenDocument (ISO/IEC 26300, ODF 1.0 to 1.3) in an archive. The names of the sheets stand before
 * the rows of each, so that opening goes through all of it.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open()
 */
CbWorkbook *
cb_ods_open (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  CbOds *self = make_ods (source);

  self->zip = cb_zip_open (source, cancellable, error);
  if (self->zip == NULL || !cb_ods_read_manifest (self, cancellable, error)
      || !read_beside (self, cancellable, error)
      || !read_content (self, "content.xml", cancellable, error))
    {
      cb_workbook_free (&self->parent);
      return NULL;
    }

  return &self->parent;
}

/**
 * cb_ods_open_flat:
 * @source: the file; outlives the workbook
 * @cancellable: (nullable): ends the opening
 * @error: where to say why not
 *
 * The same as one XML document.
 *
 * Returns: (transfer full): the workbook, errors as cb_workbook_open()
 */
CbWorkbook *
cb_ods_open_flat (CbByteSource *source, GCancellable *cancellable, GError **error)
{
  CbOds *self = make_ods (source);

  if (!read_content (self, "the document", cancellable, error))
    {
      cb_workbook_free (&self->parent);
      return NULL;
    }

  return &self->parent;
}
