/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "core/reading/cb-reader.h"
#include "test-system.h"

/* The pages of PDFs, with the real engine in its real sandbox. */

typedef struct
{
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  int fd = g_file_open_tmp ("congbo-pages-XXXXXX.pdf", &self->path, NULL);

  cb_reader_set_engine_path (engine);
  g_close (fd, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_free (self->path);
}

static void
write_file (Fixture *self, const char *text, gssize length)
{
  g_assert_true (g_file_set_contents (self->path, text, length, NULL));
}

static CbReader *
open_file (Fixture *self, GError **error)
{
  CbReader *reader;
  int fd = cb_reader_open_path (self->path, error);

  if (fd < 0)
    return NULL;
  reader = cb_reader_open (fd, NULL, NULL, error);
  g_close (fd, NULL);
  return reader;
}

static const CbFinding *
find (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->code, code) == 0)
        return finding;
    }

  return NULL;
}

static gboolean
has_ink (GBytes *pixels)
{
  gsize size;
  const guint32 *at = g_bytes_get_data (pixels, &size);

  for (gsize i = 0; i < size / 4; i++)
    if (at[i] != 0xffffffff)
      return TRUE;

  return FALSE;
}

/* In its sandbox, with a font that is none of its own; the text stands in the middle. */
static void
assert_drawn (CbReader *reader)
{
  const CbPagePart whole = { 400, 400, 0, 0, 400, 400 };
  const CbPagePart middle = { 400, 400, 40, 150, 200, 80 };
  const CbPagePart corner = { 400, 400, 300, 300, 100, 100 };
  const CbPagePart beyond = { 400, 400, 300, 300, 101, 100 };
  const CbPagePart immense = { 40000, 40000, 0, 0, 10, 10 };
  const CbPagePart many = { 2000, 2000, 0, 0, 2000, 2000 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) sizes = cb_reader_read_page_sizes (reader, 0, 9, NULL, &error);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GBytes) blank = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (sizes->len, ==, 1);
  g_assert_cmpfloat (g_array_index (sizes, CbPageSize, 0).width, ==, 200);
  g_assert_cmpfloat (g_array_index (sizes, CbPageSize, 0).height, ==, 200);
  pixels = cb_reader_draw_page (reader, 0, &whole, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_ink (pixels));
  text = cb_reader_draw_page (reader, 0, &middle, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_ink (text));
  blank = cb_reader_draw_page (reader, 0, &corner, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (has_ink (blank));
  g_assert_null (cb_reader_draw_page (reader, 0, &beyond, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (cb_reader_draw_page (reader, 0, &immense, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (cb_reader_draw_page (reader, 0, &many, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (cb_reader_draw_page (reader, 1, &whole, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* A PDF whose font is not in it, so that one is looked for on the system. */
static void
test_pages (Fixture *self, gconstpointer data)
{
  static const char pdf[]
      = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 "
        "R]"
        "/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 "
        "R"
        "/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding"
        ">>>>>>>>\nendobj\n4 0 obj\n<</Length 40>>\nstream\nBT /F 12 Tf 20 100 Td (Tram y te xa) "
        "Tj ET"
        "\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  write_file (self, pdf, -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cb_reader_get_info (reader)->n_pages, ==, 1);
  text = cb_reader_read_page_text (reader, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Tram y te xa");
  findings = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (find (findings, "vn-pdf-fonts"));
  g_assert_null (find (findings, "vn-not-read"));
  assert_drawn (reader);
  none = cb_reader_read_page_text (reader, 1, NULL, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static char *
make_pages (const char *const *texts)
{
  GString *pdf
      = g_string_new ("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n");

  g_string_append_printf (pdf, "<</Type/Pages/Count %u/Kids[", g_strv_length ((GStrv)texts));
  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (pdf, "%u 0 R ", 10 + 2 * i);
  g_string_append (pdf, "]>>\nendobj\n");
  for (guint i = 0; texts[i] != NULL; i++)
    g_string_append_printf (
        pdf,
        "%u 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents %u 0 R/Resources<</Font"
        "<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>\nendobj\n"
        "%u 0 obj\n<</Length %u>>\nstream\nBT /F 12 Tf 20 100 Td (%s) Tj ET\nendstream\nendobj\n",
        10 + 2 * i, 11 + 2 * i, 11 + 2 * i, (guint)strlen (texts[i]) + 30, texts[i]);
  g_string_append (pdf, "trailer\n<</Root 1 0 R>>\n%%EOF\n");

  return g_string_free (pdf, FALSE);
}

/* The fourth page bears a mark, which is found only when that page is asked for. */
static void
test_marked_page (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "Trang 1", "Trang 2", "Trang 3", "TOI MAT", NULL };
  const CbPagePart part = { 100, 100, 0, 0, 100, 100 };
  g_autofree char *pdf = make_pages (texts);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GBytes) first = NULL;

  write_file (self, pdf, -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (cb_reader_get_info (reader)->n_pages, ==, 4);
  first = cb_reader_draw_page (reader, 0, &part, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (cb_reader_draw_page (reader, 3, &part, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (cb_reader_read_page_letters (reader, 3, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
}

static void
test_find (Fixture *self, gconstpointer data)
{
  static const char *const texts[] = { "Tram y te", "x", "TRAM  Y  TE tram y te", NULL };
  g_autofree char *pdf = make_pages (texts);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (CbPageHit));
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbPageLetters) letters = NULL;
  const CbPageHit *hit;
  const CbPageBox *box;
  guint page = 0;

  write_file (self, pdf, -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  while (page < 3)
    {
      cb_reader_find_in_pages (reader, "trạm y", &page, hits, NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (hits->len, ==, 3);
  hit = (const CbPageHit *)hits->data;
  g_assert_cmpuint (hit[0].page, ==, 0);
  g_assert_cmpuint (hit[0].first, ==, 0);
  g_assert_cmpuint (hit[0].count, ==, 6);
  g_assert_cmpuint (hit[1].page, ==, 2);
  g_assert_cmpuint (hit[2].page, ==, 2);
  letters = cb_reader_read_page_letters (reader, 0, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (letters->text, ==, "Tram y te");
  g_assert_cmpuint (letters->boxes->len, ==, 9);
  box = (const CbPageBox *)letters->boxes->data;
  g_assert_cmpfloat_with_epsilon (box[0].left, 20, 1);
  g_assert_true (box[0].top > 80 && box[0].bottom < 110 && box[8].left > box[0].right);
  page = 0;
  g_assert_false (cb_reader_find_in_pages (reader, " \t", &page, hits, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static void
test_damaged_pages (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_file (self, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", -1);
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reading/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/reading/damaged-pages", Fixture, NULL, set_up, test_damaged_pages, tear_down);
  g_test_add ("/reading/marked-page", Fixture, NULL, set_up, test_marked_page, tear_down);
  g_test_add ("/reading/find-in-pages", Fixture, NULL, set_up, test_find, tear_down);

  return g_test_run ();
}
