/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "engine/pages/cb-pages-private.h"
#include "engine/pages/cb-pages.h"

/* Names of fonts and of attached files that are kept, and how many characters of each. */
#define MAX_NAMES 50u
#define MAX_NAME 100
/* Fonts are looked for in so many pages at a time, between which work may be cancelled. */
#define FONT_PAGES 64
/* A picture over so much of a page is the page. */
#define WHOLE_PAGE 0.8

/* How many of the letters of a page say nothing: those that stand for letters which are not known,
 * and those of Unicode's private areas. */
static gboolean
is_garbled (const char *text)
{
  guint letters = 0;
  guint odd = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      GUnicodeType type = g_unichar_type (c);

      if (g_unichar_isspace (c))
        continue;
      letters++;
      if (c == 0xfffd || type == G_UNICODE_PRIVATE_USE || type == G_UNICODE_CONTROL)
        odd++;
    }

  return letters >= 10 && odd > letters / 4;
}

static gboolean
has_letters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)) && (guchar)*p >= 0x20)
      return TRUE;

  return FALSE;
}

/* Fills in the share of the page that is under its largest picture, 0 where there is none. */
static double
measure_picture (PopplerPage *page)
{
  GList *pictures = poppler_page_get_image_mapping (page);
  double width, height;
  double most = 0;

  poppler_page_get_size (page, &width, &height);
  for (GList *l = pictures; l != NULL; l = l->next)
    {
      const PopplerImageMapping *picture = l->data;
      double w = MIN (picture->area.x2, width) - MAX (picture->area.x1, 0);
      double h = MIN (picture->area.y2, height) - MAX (picture->area.y1, 0);

      if (w > 0 && h > 0 && width > 0 && height > 0)
        most = MAX (most, w * h / (width * height));
    }
  poppler_page_free_image_mapping (pictures);

  return most;
}

static guint
count_fields (PopplerPage *page)
{
  GList *fields = poppler_page_get_form_field_mapping (page);
  guint n = 0;

  for (GList *l = fields; l != NULL; l = l->next)
    {
      const PopplerFormFieldMapping *field = l->data;

      if (poppler_form_field_get_field_type (field->field) != POPPLER_FORM_FIELD_SIGNATURE)
        n++;
    }
  poppler_page_free_form_field_mapping (fields);

  return n;
}

static void
add_name (GPtrArray *names, const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);

  if (names->len < MAX_NAMES && !g_ptr_array_find_with_equal_func (names, valid, g_str_equal, NULL))
    g_ptr_array_add (names, g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_NAME)));
}

/* Files that hang on a place of the page: what is within the document as a whole does not name
 * them. */
static void
add_attached (PopplerPage *page, GPtrArray *names)
{
  GList *annotations = poppler_page_get_annot_mapping (page);

  for (GList *l = annotations; l != NULL; l = l->next)
    {
      const PopplerAnnotMapping *mapping = l->data;
      PopplerAttachment *attached;
      const char *name;

      if (!POPPLER_IS_ANNOT_FILE_ATTACHMENT (mapping->annot))
        continue;
      attached = poppler_annot_file_attachment_get_attachment (
          POPPLER_ANNOT_FILE_ATTACHMENT (mapping->annot));
      name = attached != NULL ? poppler_attachment_get_name (attached) : NULL;
      add_name (names, name != NULL && name[0] != '\0' ? name : "?");
      g_clear_object (&attached);
    }
  poppler_page_free_annot_mapping (annotations);
}

static void
look_at_page (CbPages *self, guint number, const char *text, CbPagesSurvey *survey)
{
  PopplerPage *page;
  double picture;

  _cb_pages_enter (self);
  page = poppler_document_get_page (self->document, (int)number);
  picture = page != NULL ? measure_picture (page) : 0;
  survey->n_fields += page != NULL ? count_fields (page) : 0;
  if (page != NULL)
    add_attached (page, survey->attachments);
  g_clear_object (&page);
  _cb_pages_leave (self);

  if (has_letters (text))
    survey->n_with_text++;
  if (!has_letters (text) && picture > 0)
    g_array_append_val (survey->scanned, number);
  else if (picture >= WHOLE_PAGE)
    g_array_append_val (survey->recognised, number);
  if (is_garbled (text))
    g_array_append_val (survey->garbled, number);
}

/* “.VnTime”, “VNI-Times”, “VPS Times”: their letters are not those of Unicode, whatever the file
 * says of them. */
static gboolean
is_legacy (const char *name)
{
  return g_str_has_prefix (name, ".Vn") || g_str_has_prefix (name, "VNI-")
         || g_str_has_prefix (name, "VPS ") || g_str_has_prefix (name, "VPS-");
}

static gboolean
look_at_fonts (CbPages *self, CbPagesSurvey *survey, GCancellable *cancellable, GError **error)
{
  PopplerFontInfo *info;

  _cb_pages_enter (self);
  info = poppler_font_info_new (self->document);
  _cb_pages_leave (self);
  /* It says that there are none as soon as a stretch of pages has no new ones. */
  for (guint at = 0; at < self->n_pages && !g_cancellable_is_cancelled (cancellable);
       at += FONT_PAGES)
    {
      PopplerFontsIter *fonts = NULL;

      _cb_pages_enter (self);
      poppler_font_info_scan (info, FONT_PAGES, &fonts);
      while (fonts != NULL)
        {
          const char *name = poppler_fonts_iter_get_name (fonts);

          if (name != NULL && !poppler_fonts_iter_is_embedded (fonts))
            add_name (survey->missing_fonts, name);
          if (name != NULL && is_legacy (name))
            add_name (survey->legacy_fonts, name);
          if (!poppler_fonts_iter_next (fonts))
            g_clear_pointer (&fonts, poppler_fonts_iter_free);
        }
      _cb_pages_leave (self);
    }
  _cb_pages_enter (self);
  g_object_unref (info);
  _cb_pages_leave (self);

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
look_at_document (CbPages *self, CbPagesSurvey *survey)
{
  const guint all = POPPLER_PERMISSIONS_OK_TO_PRINT | POPPLER_PERMISSIONS_OK_TO_COPY
                    | POPPLER_PERMISSIONS_OK_TO_EXTRACT_CONTENTS;
  g_autofree char *author = NULL;
  PopplerStructureElementIter *structure;
  GList *attachments;
  int n_signatures;

  _cb_pages_enter (self);
  author = poppler_document_get_author (self->document);
  survey->has_author = author != NULL && author[0] != '\0';
  survey->has_scripts = poppler_document_has_javascript (self->document);
  survey->is_restricted = (poppler_document_get_permissions (self->document) & all) != all;
  n_signatures = poppler_document_get_n_signatures (self->document);
  survey->n_signatures = (guint)MAX (n_signatures, 0);
  structure = poppler_structure_element_iter_new (self->document);
  survey->is_tagged = structure != NULL;
  g_clear_pointer (&structure, poppler_structure_element_iter_free);
  attachments = poppler_document_get_attachments (self->document);
  for (GList *l = attachments; l != NULL; l = l->next)
    {
      const char *name = poppler_attachment_get_name (l->data);

      add_name (survey->attachments, name != NULL && name[0] != '\0' ? name : "?");
    }
  g_list_free_full (attachments, g_object_unref);
  _cb_pages_leave (self);
}

/**
 * cb_pages_survey:
 * @self: an open file
 * @func: (nullable): gets the text of each page
 * @user_data: of @func
 * @progress: (nullable): how far it is, in bytes of the file
 * @progress_data: of @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Goes through all pages once. A page that cannot be read counts as one without text.
 *
 * Returns: (transfer full): what was seen, or %NULL: %G_IO_ERROR_CANCELLED
 */
CbPagesSurvey *
cb_pages_survey (CbPages *self,
                 CbPagesTextFunc func,
                 gpointer user_data,
                 CbProgressFunc progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (CbPagesSurvey) survey = g_new0 (CbPagesSurvey, 1);

  g_return_val_if_fail (self != NULL, NULL);

  survey->n_pages = self->n_pages;
  survey->scanned = g_array_new (FALSE, FALSE, sizeof (guint));
  survey->recognised = g_array_new (FALSE, FALSE, sizeof (guint));
  survey->garbled = g_array_new (FALSE, FALSE, sizeof (guint));
  survey->attachments = g_ptr_array_new_with_free_func (g_free);
  survey->missing_fonts = g_ptr_array_new_with_free_func (g_free);
  survey->legacy_fonts = g_ptr_array_new_with_free_func (g_free);
  look_at_document (self, survey);
  if (!look_at_fonts (self, survey, cancellable, error))
    return NULL;
  for (guint i = 0; i < self->n_pages; i++)
    {
      g_autofree char *text = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      text = cb_pages_read_text (self, i, NULL);
      look_at_page (self, i, text != NULL ? text : "", survey);
      if (text != NULL && func != NULL)
        func (i, text, user_data);
      if (progress != NULL)
        progress (self->size / self->n_pages * (i + 1), self->size, progress_data);
    }

  return g_steal_pointer (&survey);
}
