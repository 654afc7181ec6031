/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xlsx-package.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

/* How the parts of an office file name each other: ISO/IEC 29500-2, §6.5. */

/* Far more than any file has. */
#define MAX_RELATIONS 100000u

typedef struct
{
  GPtrArray *relations;
  const char *part;
} Reading;

static void
free_relation (gpointer data)
{
  CbXlsxRelation *relation = data;

  g_free (relation->id);
  g_free (relation->type);
  g_free (relation->target);
  g_free (relation);
}

/* The name of a member from what stands beside @part: `../comments1.xml`, `/xl/styles.xml`. */
static char *
resolve_target (const char *part, const char *target)
{
  g_autofree char *unescaped = g_uri_unescape_string (target, NULL);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *whole = NULL;
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (unescaped == NULL)
    unescaped = g_strdup (target);
  g_strdelimit (unescaped, "\\", '/');
  unescaped[strcspn (unescaped, "#?")] = '\0';
  whole = *unescaped == '/' ? g_strdup (unescaped) : g_strconcat (folder, "/", unescaped, NULL);
  words = g_strsplit (whole, "/", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_str_equal (words[i], "..") && kept->len > 0)
        g_ptr_array_set_size (kept, (int)kept->len - 1);
      else if (*words[i] != '\0' && !g_str_equal (words[i], ".") && !g_str_equal (words[i], ".."))
        g_ptr_array_add (kept, words[i]);
    }
  g_ptr_array_add (kept, NULL);

  return g_strjoinv ("/", (char **)kept->pdata);
}

static void
start_element (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Reading *self = user_data;
  const char *id = cb_xml_get_attribute (attributes, "Id");
  const char *type = cb_xml_get_attribute (attributes, "Type");
  const char *target = cb_xml_get_attribute (attributes, "Target");
  const char *mode = cb_xml_get_attribute (attributes, "TargetMode");
  CbXlsxRelation *relation;
  const char *slash;

  if (!g_str_equal (name, "Relationship") || type == NULL || target == NULL
      || self->relations->len >= MAX_RELATIONS)
    return;
  slash = strrchr (type, '/');
  relation = g_new0 (CbXlsxRelation, 1);
  relation->id = g_strdup (id != NULL ? id : "");
  relation->type = g_strdup (slash != NULL ? slash + 1 : type);
  relation->is_external = mode != NULL && g_ascii_strcasecmp (mode, "External") == 0;
  relation->target
      = relation->is_external ? g_strdup (target) : resolve_target (self->part, target);
  g_ptr_array_add (self->relations, relation);
}

/**
 * cb_xlsx_read_relations:
 * @zip: the file
 * @part: the name of one of its parts, "" for the file itself
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full) (element-type CbXlsxRelation): what the part relates to; empty when it
 *   says nothing or that cannot be read
 */
GPtrArray *
cb_xlsx_read_relations (CbZip *zip, const char *part, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_element, NULL, NULL };
  GPtrArray *relations = g_ptr_array_new_with_free_func (free_relation);
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *base = g_path_get_basename (part);
  g_autofree char *name = *part != '\0' ? g_strconcat (folder, "/_rels/", base, ".rels", NULL)
                                        : g_strdup ("_rels/.rels");
  const char *from = g_str_has_prefix (name, "./") ? name + 2 : name;
  Reading reading = { relations, part };

  cb_xlsx_parse_part (zip, from, &handler, &reading, cancellable, NULL);

  return relations;
}

/**
 * cb_xlsx_find_relation:
 * @relations: of a part
 * @type: the last word of a type
 *
 * Returns: (transfer none) (nullable): the first one inside of the file
 */
const CbXlsxRelation *
cb_xlsx_find_relation (GPtrArray *relations, const char *type)
{
  for (guint i = 0; i < relations->len; i++)
    {
      const CbXlsxRelation *relation = g_ptr_array_index (relations, i);

      if (!relation->is_external && g_str_equal (relation->type, type))
        return relation;
    }

  return NULL;
}

/**
 * cb_xlsx_get_relation:
 * @relations: of a part
 * @id: (nullable): by which the part names it
 *
 * Returns: (transfer none) (nullable): the relation
 */
const CbXlsxRelation *
cb_xlsx_get_relation (GPtrArray *relations, const char *id)
{
  for (guint i = 0; id != NULL && i < relations->len; i++)
    {
      const CbXlsxRelation *relation = g_ptr_array_index (relations, i);

      if (g_str_equal (relation->id, id))
        return relation;
    }

  return NULL;
}

/**
 * cb_xlsx_parse_part:
 * @zip: the file
 * @part: a part that is read whole
 * @handler: what to call
 * @user_data: for it
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_NOT_FOUND, or as cb_zip_read() and cb_xml_feed(), the part named
 */
gboolean
cb_xlsx_parse_part (CbZip *zip,
                    const char *part,
                    const CbXmlHandler *handler,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error)
{
  const CbZipMember *member = cb_zip_find (zip, part);
  g_autoptr (GBytes) bytes = NULL;

  if (member == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no %s in it", part);
      return FALSE;
    }
  bytes = cb_zip_read (zip, member, CB_XLSX_MAX_PART, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  if (cb_xml_parse (handler, user_data, bytes, error))
    return TRUE;
  g_prefix_error (error, "%s: ", part);

  return FALSE;
}

/**
 * cb_xlsx_set_missing:
 * @error: (nullable) (out): where to put it
 * @zip: the file
 * @what: the part is, for the log
 * @part: (nullable): its name
 *
 * Sets %CB_ERROR_PART_MISSING for a part that the workbook speaks of and that is not there, and
 * %CB_ERROR_FILE_CUT where that is because the file breaks off.
 */
void
cb_xlsx_set_missing (GError **error, CbZip *zip, const char *what, const char *part)
{
  gboolean is_cut = cb_zip_is_cut (zip);

  g_set_error (error, CB_ERROR, is_cut ? CB_ERROR_FILE_CUT : CB_ERROR_PART_MISSING,
               "%s (%s) is missing%s", what, part != NULL ? part : "unnamed",
               is_cut ? ": the file breaks off before it" : "");
}

/**
 * cb_xlsx_is_main_space:
 * @space: a namespace
 *
 * Returns: whether it is that of spreadsheets, transitional or strict, or none at all
 */
gboolean
cb_xlsx_is_main_space (const char *space)
{
  return g_str_equal (space, "http://schemas.openxmlformats.org/spreadsheetml/2006/main")
         || *space == '\0' || g_str_equal (space, "http://purl.oclc.org/ooxml/spreadsheetml/main");
}
