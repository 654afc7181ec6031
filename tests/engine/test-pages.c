/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

#include <cairo-pdf.h>

#include "base/cb-error.h"
#include "engine/pages/cb-pages.h"

/* PDFs that are made here, read as the engine reads them. What cairo does not write stands in the
 * tests as text; its table of parts is left out, which every reader mends. */

#define A4_WIDTH 595
#define A4_HEIGHT 842

static cairo_status_t
take_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

static void
draw_text (cairo_t *cr, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  cairo_select_font_face (cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      cairo_move_to (cr, 50, 50 + 20 * i);
      cairo_show_text (cr, lines[i]);
    }
}

/* A picture over all of the page. */
static void
draw_scan (cairo_t *cr)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 60, 84);
  cairo_t *dots = cairo_create (picture);

  cairo_set_source_rgb (dots, 1, 1, 1);
  cairo_paint (dots);
  cairo_set_source_rgb (dots, 0, 0, 0);
  cairo_rectangle (dots, 10, 10, 30, 5);
  cairo_fill (dots);
  cairo_destroy (dots);
  cairo_save (cr);
  cairo_scale (cr, A4_WIDTH / 60.0, A4_HEIGHT / 84.0);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (picture);
}

/* @pages: a page each: its text; "#" before it puts it over a picture of a page */
static GBytes *
make_pdf (const char *const *pages, const char *author)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (take_bytes_cb, bytes, A4_WIDTH, A4_HEIGHT);
  cairo_t *cr = cairo_create (surface);

  if (author != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, author);
  for (guint i = 0; pages[i] != NULL; i++)
    {
      gboolean is_scan = pages[i][0] == '#';

      if (is_scan)
        draw_scan (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
      draw_text (cr, pages[i] + (is_scan ? 1 : 0));
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);

  return g_byte_array_free_to_bytes (bytes);
}

static char *
check (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (CbPages) pages = NULL;
  CbTableOptions open_options = CB_TABLE_OPTIONS_INIT;
  CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
  CbCheckResult result;
  GString *list = g_string_new (NULL);
  int fd;

  open_options.name = "a.pdf";
  table = open_bytes (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &open_options, &fd);
  pages = cb_pages_open (fd, &error);
  g_assert_no_error (error);
  options.pages = pages;
  options.year = 2026;
  g_assert_true (
      cb_checks_run (table, &options, list_finding, list, &result, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_clear_pointer (&table, cb_table_close);
  close (fd);

  return g_string_free (list, FALSE);
}

static void
assert_pages (const char *const *pages, const char *author, const char *expected)
{
  g_autoptr (GBytes) pdf = make_pdf (pages, author);
  g_autofree char *found = check (pdf);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_raw (const char *text, const char *expected)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static (text, strlen (text));
  g_autofree char *found = check (pdf);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_text (void)
{
  static const char *const texts[]
      = { "Danh sách trạm y tế\nẴm Hạ, Nguyễn Đình Chiểu", "Trang hai", "", NULL };
  g_autoptr (GBytes) pdf = make_pdf (texts, NULL);
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_autoptr (CbPages) pages = cb_pages_open (fd, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *blank = NULL;
  g_autofree char *none = NULL;

  g_assert_no_error (error);
  close (fd);
  g_assert_cmpuint (cb_pages_get_n_pages (pages), ==, 3);
  first = cb_pages_read_text (pages, 0, &error);
  second = cb_pages_read_text (pages, 1, &error);
  blank = cb_pages_read_text (pages, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, texts[0]);
  g_assert_cmpstr (second, ==, texts[1]);
  g_assert_cmpstr (blank, ==, "");
  none = cb_pages_read_text (pages, 3, &error);
  g_assert_null (none);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static GBytes *
draw_page (CbPages *pages, guint page, const CbPagesPart *part)
{
  g_autoptr (GError) error = NULL;
  GBytes *pixels = cb_pages_draw (pages, page, part, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (pixels), ==, 4 * part->width * part->height);
  return pixels;
}

/* A part is what the whole page has there, and nothing shines through the paper. */
static void
test_draw (void)
{
  static const char *const texts[] = { "Trạm y tế\nẴm Hạ", "#", NULL };
  const CbPagesPart whole = { 300, 420, 0, 0, 300, 420 };
  const CbPagesPart middle = { 300, 420, 20, 10, 100, 60 };
  g_autoptr (GBytes) pdf = make_pdf (texts, NULL);
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_autoptr (CbPages) pages = cb_pages_open (fd, &error);
  g_autoptr (GBytes) all = draw_page (pages, 0, &whole);
  g_autoptr (GBytes) part = draw_page (pages, 0, &middle);
  g_autoptr (GBytes) scan = draw_page (pages, 1, &whole);
  const guint32 *in_all = g_bytes_get_data (all, NULL);
  const guint32 *in_part = g_bytes_get_data (part, NULL);
  guint n_ink = 0;

  close (fd);
  for (guint i = 0; i < whole.width * whole.height; i++)
    {
      g_assert_cmphex (in_all[i] >> 24, ==, 0xff);
      n_ink += in_all[i] != 0xffffffff;
    }
  g_assert_cmpuint (n_ink, >, 100);
  g_assert_cmpuint (n_ink, <, 10000);
  for (guint y = 0; y < middle.height; y++)
    for (guint x = 0; x < middle.width; x++)
      g_assert_cmphex (in_part[y * middle.width + x], ==,
                       in_all[(y + middle.y) * whole.width + x + middle.x]);
  g_assert_false (g_bytes_equal (all, scan));
  g_assert_null (cb_pages_draw (pages, 2, &whole, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* Each letter has its place, from left to right in a line and lower in the next. */
static void
test_boxes (void)
{
  static const char *const texts[] = { "Trạm\nẴm Hạ", NULL };
  g_autoptr (GBytes) pdf = make_pdf (texts, NULL);
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_autoptr (CbPages) pages = cb_pages_open (fd, &error);
  g_autoptr (GArray) boxes = cb_pages_read_boxes (pages, 0, 12);
  const CbPagesBox *box = (const CbPagesBox *)boxes->data;

  close (fd);
  g_assert_cmpuint (boxes->len, ==, 12);
  g_assert_cmpfloat_with_epsilon (box[0].left, 50, 1);
  g_assert_true (box[0].top < 50 && box[0].bottom > 49 && box[0].bottom < 56);
  for (guint i = 1; i < 4; i++)
    g_assert_true (box[i].left > box[i - 1].left && box[i].right > box[i].left);
  g_assert_cmpfloat_with_epsilon (box[5].left, 50, 1);
  g_assert_true (box[5].top > box[0].bottom - 3);
  /* Behind the end of the text. */
  g_assert_cmpfloat (box[11].right, ==, 0);
}

static void
test_sizes (void)
{
  static const struct
  {
    const char *box;
    double width;
    double height;
  } cases[] = {
    { "/MediaBox[0 0 200 300]", 200, 300 },
    { "/MediaBox[0 0 200 300]/Rotate 90", 300, 200 },
    { "/MediaBox[0 0 200 300]/CropBox[50 50 150 150]", 100, 100 },
    { "/MediaBox[0 0 9999999.0 .001]", CB_PAGES_MAX_SIDE, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = g_strdup_printf (
          "%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids"
          "[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R%s>>\nendobj\n"
          "trailer\n<</Root 1 0 R>>\n%%%%EOF\n",
          cases[i].box);
      int fd = test_file_new_with (text, strlen (text));
      g_autoptr (CbPages) pages = cb_pages_open (fd, &error);
      double width, height;

      g_assert_no_error (error);
      close (fd);
      cb_pages_get_size (pages, 0, &width, &height);
      g_assert_cmpfloat (width, ==, cases[i].width);
      g_assert_cmpfloat (height, ==, cases[i].height);
    }
}

static void
test_scans (void)
{
  static const char *const text[] = { "Trạm y tế", NULL };
  static const char *const scanned[] = { "Trạm y tế", "#", "#", "", NULL };
  static const char *const recognised[] = { "#Trạm y tế", NULL };
  static const char *const blank[] = { "", NULL };

  assert_pages (text, NULL, "vn-pdf-untagged note");
  assert_pages (scanned, NULL, "vn-pdf-scanned warning x2; vn-pdf-untagged note");
  assert_pages (recognised, NULL, "vn-pdf-recognised note; vn-pdf-untagged note");
  assert_pages (blank, NULL, "vn-pdf-no-text warning");
}

static void
test_people (void)
{
  static const char *const author[] = { "Trạm y tế", NULL };
  static const char *const numbers[] = { "x", "Nguyễn Văn A 001090123456\nB 079190123456", NULL };
  static const char *const money[] = { "Tổng cộng 001.090.123.456 đồng", NULL };
  static const char *const secret[] = { "x", "x", "x", "TỐI MẬT\nDanh sách", NULL };

  assert_pages (author, "Nguyễn Văn A", "vn-pdf-author warning; vn-pdf-untagged note");
  assert_pages (numbers, NULL, "vn-personal-pdf blocker x2; vn-pdf-untagged note");
  assert_pages (money, NULL, "vn-pdf-untagged note");
  /* Nothing else is said of such a file. */
  assert_pages (secret, "Nguyễn Văn A", "vn-secret-mark blocker");
}

#define PAGES "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
#define PAGE(more) "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]" more ">>\nendobj\n"
#define CONTENT                                                                                    \
  "4 0 obj\n<</Length 41>>\nstream\nBT /F 12 Tf 20 100 Td (Tram y te xa) Tj ET "                   \
  "\nendstream\nendobj\n"
#define FONT(name)                                                                                 \
  "/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/" name               \
  "/Encoding/WinAnsiEncoding>>>>>>"
#define END "trailer\n<</Root 1 0 R>>\n%%EOF\n"

static void
test_what_is_within (void)
{
  assert_raw ("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>"
              "/StructTreeRoot 6 0 R/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>"
              "/EmbeddedFiles<</Names[(a.xlsx)<</Type/Filespec/F(a.xlsx)/EF<</F 5 0 R>>>>]>>>>"
              ">>\nendobj\n" PAGES PAGE (FONT (".VnTime")) CONTENT
              "5 0 obj\n<</Type/EmbeddedFile/Length 1>>\nstream\nx\nendstream\nendobj\n"
              "6 0 obj\n<</Type/StructTreeRoot/K[7 0 R]>>\nendobj\n"
              "7 0 obj\n<</Type/StructElem/S/P/P 6 0 R>>\nendobj\n" END,
              "vn-pdf-scripts warning; vn-pdf-attachments warning; vn-pdf-legacy-font warning; "
              "vn-pdf-fonts note");
  assert_raw (
      "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 1/Fields[6 0 R "
      "7 0 R]>>>>\nendobj\n" PAGES PAGE (
          "/Annots[6 0 R 7 0 R]") "6 0 obj\n<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 "
                                  "9]/P 3 0 R>>\nendobj\n"
                                  "7 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(b)/Rect[9 9 19 "
                                  "19]/P 3 0 R>>\nendobj\n" END,
      "vn-pdf-no-text warning; vn-pdf-fields note; vn-pdf-signatures note");
}

/* What is pinned to a page is in no list of the document. */
static void
test_attached_to_a_page (void)
{
  assert_raw ("%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" PAGES PAGE (
                  "/Annots[6 0 R]") "5 0 obj\n<</Type/EmbeddedFile/Length 1>>\nstream\nx\n"
                                    "endstream\nendobj\n6 0 obj\n<</Type/Annot/Subtype"
                                    "/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec"
                                    "/F(luong.xlsx)/EF<</F 5 0 R>>>>>>\nendobj\n" END,
              "vn-pdf-attachments warning; vn-pdf-no-text warning");
}

/* Its font says of each letter that it is one of Unicode's private ones. */
static void
test_garbled (void)
{
  static const char map[] = "begincmap\n1 begincodespacerange <00><ff> endcodespacerange\n"
                            "1 beginbfrange <00><ff><E000> endbfrange\nendcmap";
  g_autofree char *pdf = g_strdup_printf (
      "%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" PAGES PAGE (
          "/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/TrueType/BaseFont/A"
          "/Encoding/WinAnsiEncoding/ToUnicode 5 0 R>>>>>>") CONTENT
      "5 0 obj\n<</Length %u>>\nstream\n%s\nendstream\nendobj\n" END,
      (guint)strlen (map), map);

  assert_raw (pdf, "vn-pdf-garbled warning; vn-pdf-fonts note; vn-pdf-untagged note");
}

static void
assert_not_opened (const char *text, CbError code)
{
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (text, strlen (text));
  g_autoptr (CbPages) pages = cb_pages_open (fd, &error);

  close (fd);
  g_assert_null (pages);
  g_assert_error (error, CB_ERROR, (int)code);
}

static void
test_not_opened (void)
{
  assert_not_opened ("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n", CB_ERROR_BROKEN_FILE);
  assert_not_opened ("%PDF-1.4\n", CB_ERROR_BROKEN_FILE);
  assert_not_opened (
      "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n" PAGES PAGE (
          "") "trailer\n<</Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -1"
              "/O(0123456789abcdef0123456789abcdef)/"
              "U(0123456789abcdef0123456789abcdef)>>>>\n%%EOF\n",
      CB_ERROR_ENCRYPTED);
}

static void
test_cancelled (void)
{
  static const char *const texts[] = { "a", "b", NULL };
  g_autoptr (GBytes) pdf = make_pdf (texts, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_autoptr (CbPages) pages = cb_pages_open (fd, &error);
  g_autoptr (CbPagesSurvey) survey = NULL;

  close (fd);
  g_cancellable_cancel (cancellable);
  survey = cb_pages_survey (pages, NULL, NULL, NULL, NULL, cancellable, &error);
  g_assert_null (survey);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pages/text", test_text);
  g_test_add_func ("/pages/draw", test_draw);
  g_test_add_func ("/pages/boxes", test_boxes);
  g_test_add_func ("/pages/sizes", test_sizes);
  g_test_add_func ("/pages/scans", test_scans);
  g_test_add_func ("/pages/people", test_people);
  g_test_add_func ("/pages/what-is-within", test_what_is_within);
  g_test_add_func ("/pages/attached-to-a-page", test_attached_to_a_page);
  g_test_add_func ("/pages/garbled", test_garbled);
  g_test_add_func ("/pages/not-opened", test_not_opened);
  g_test_add_func ("/pages/cancelled", test_cancelled);

  return g_test_run ();
}
