/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"
#include "engine/formats/cb-xlsx-package.h"

/* What a text of Word carries beside what stands on its pages (product.md D4, E6). */

#define MAX_COMMENTS 1000u
#define MAX_DETAIL 1000u

/* A part whose words are told: comments one by one, a header as one. */
typedef struct
{
  CbWorkbook *book;
  GString *text;
  char *author;
  gboolean in_text;
  guint n_comments;
} Telling;

static void
start_cb (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Telling *self = user_data;

  self->in_text = g_str_equal (name, "t");
  if (g_str_equal (name, "p") && self->text->len > 0)
    g_string_append_c (self->text, '\n');
  if (!g_str_equal (name, "comment"))
    return;
  g_string_truncate (self->text, 0);
  g_free (self->author);
  self->author = g_strdup (cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "author"));
}

static void
end_cb (const char *space, const char *name, gpointer user_data)
{
  Telling *self = user_data;

  self->in_text = FALSE;
  if (g_str_equal (name, "comment") && ++self->n_comments <= MAX_COMMENTS)
    cb_workbook_add_hidden (self->book, CB_HIDDEN_COMMENTS, -1, self->author, self->text->str, 1);
}

static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  Telling *self = user_data;

  if (self->in_text && self->text->len < MAX_DETAIL)
    g_string_append_len (self->text, text, (gssize)MIN (length, 2 * MAX_DETAIL));
}

/* The number of a page alone says nothing. */
static gboolean
has_letter (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static void
tell_part (CbDocx *self, const char *part, gboolean is_header, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_cb, end_cb, text_cb };
  Telling telling = { .book = &self->parent, .text = g_string_new (NULL) };

  cb_xlsx_parse_part (self->zip, part, &handler, &telling, cancellable, NULL);
  if (telling.n_comments > MAX_COMMENTS)
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_COMMENTS, -1, NULL, NULL,
                            telling.n_comments - MAX_COMMENTS);
  if (is_header && has_letter (telling.text->str))
    cb_workbook_add_hidden (&self->parent, CB_HIDDEN_HEADER_FOOTER, -1, NULL, telling.text->str, 1);
  g_string_free (telling.text, TRUE);
  g_free (telling.author);
}

/* Links that a reader sees and follows are none of it. */
static void
tell_relations (CbDocx *self, const char *part, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) relations = cb_xlsx_read_relations (self->zip, part, cancellable);

  for (guint i = 0; i < relations->len; i++)
    {
      const CbXlsxRelation *relation = g_ptr_array_index (relations, i);
      gboolean is_header
          = g_str_equal (relation->type, "header") || g_str_equal (relation->type, "footer");

      if (relation->is_external && !g_str_equal (relation->type, "hyperlink"))
        cb_workbook_add_hidden (&self->parent, CB_HIDDEN_EXTERNAL_LINK, -1, part, relation->target,
                                1);
      else if (!relation->is_external && (is_header || g_str_equal (relation->type, "comments")))
        tell_part (self, relation->target, is_header, cancellable);
      else if (!relation->is_external && g_str_equal (relation->type, "settings"))
        tell_relations (self, relation->target, cancellable);
    }
}

/**
 * cb_docx_list_hidden:
 * @self: a text being opened, whose blocks are listed
 * @cancellable: (nullable): ends it
 *
 * Lists what lies beside the text: comments, headers, properties, macros, pictures, what it holds
 * of other files. What cannot be read is passed over.
 */
void
cb_docx_list_hidden (CbDocx *self, GCancellable *cancellable)
{
  static const CbXlsxFolder folders[] = { { "word/vbaProject.bin", CB_HIDDEN_MACROS },
                                          { "word/embeddings/", CB_HIDDEN_EMBEDDED },
                                          { "word/activeX/activeX", CB_HIDDEN_EMBEDDED },
                                          { "word/media/", CB_HIDDEN_PICTURES },
                                          { "customXml/item", CB_HIDDEN_CUSTOM_XML } };

  tell_relations (self, self->part, cancellable);
  cb_xlsx_list_members (&self->parent, self->zip, folders, G_N_ELEMENTS (folders));
  cb_xlsx_list_properties (&self->parent, self->zip, cancellable);
}
