/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo-pdf.h>
#include <fcntl.h>

#include <glib/gstdio.h>

#include "core/reading/cb-reader.h"

/* PDFs that cairo makes, opened in a reading process of their own. */

static inline cairo_status_t
take_pdf_bytes (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append ((GByteArray *)closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* As ARGB32: another one for each of the first 4096 pages. */
static inline guint32
get_page_color (guint page)
{
  return 0xff000000 | (page & 15) << 20 | (page >> 4 & 15) << 12 | (page >> 8 & 15) << 4;
}

static inline void
draw_numbered_page (cairo_t *cr, guint page)
{
  guint32 color = get_page_color (page);
  g_autofree char *text = g_strdup_printf ("Trang %u", page + 1);

  cairo_set_source_rgb (cr, (color >> 16 & 255) / 255.0, (color >> 8 & 255) / 255.0,
                        (color & 255) / 255.0);
  cairo_rectangle (cr, 0, 0, 20, 20);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_move_to (cr, 60, 60);
  cairo_show_text (cr, text);
  cairo_show_page (cr);
}

static inline GBytes *
end_pdf (cairo_t *cr, GByteArray *bytes)
{
  cairo_surface_t *surface = cairo_get_target (cr);

  cairo_surface_finish (surface);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* Pages of A4. */
static inline GBytes *
make_numbered_pdf (guint n_pages)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_t *cr
      = cairo_create (cairo_pdf_surface_create_for_stream (take_pdf_bytes, bytes, 595.276, 841.89));

  cairo_set_font_size (cr, 24);
  for (guint i = 0; i < n_pages; i++)
    draw_numbered_page (cr, i);
  return end_pdf (cr, bytes);
}

/* @sizes: width and height of each page, 0 behind the last */
static inline GBytes *
make_sized_pdf (const double *sizes)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (take_pdf_bytes, bytes, sizes[0], sizes[1]);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; sizes[2 * i] > 0; i++)
    {
      cairo_pdf_surface_set_size (surface, sizes[2 * i], sizes[2 * i + 1]);
      draw_numbered_page (cr, i);
    }
  return end_pdf (cr, bytes);
}

/* @texts: a page each, its lines one below the other */
static inline GBytes *
make_text_pdf (const char *const *texts)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_t *cr
      = cairo_create (cairo_pdf_surface_create_for_stream (take_pdf_bytes, bytes, 595, 842));

  cairo_select_font_face (cr, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_font_size (cr, 12);
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);

      for (guint line = 0; lines[line] != NULL; line++)
        {
          cairo_move_to (cr, 50, 50 + 20 * line);
          cairo_show_text (cr, lines[line]);
        }
      cairo_show_page (cr);
    }
  return end_pdf (cr, bytes);
}

static inline CbReader *
open_pdf (GBytes *pdf)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  CbReadOptions options = CB_READ_OPTIONS_INIT;
  CbReader *reader;
  int fd = g_file_open_tmp ("congbo-pages-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize)g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  options.name = "pages.pdf";
  reader = cb_reader_open (fd, &options, NULL, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_unlink (path);
  return reader;
}
