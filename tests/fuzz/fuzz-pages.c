/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <unistd.h>

#include "base/cb-error.h"
#include "engine/pages/cb-pages.h"
#include "test-system.h"

/* Any bytes as a PDF: what is said of it is valid UTF-8 and about pages that it has, and each page
 * says the same and looks the same when it is asked again. */

#define MAX_PAGES 8

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct
{
  CbPages *pages;
  guint next;
} Walk;

static void
take_text (guint page, const char *text, gpointer user_data)
{
  Walk *walk = user_data;
  g_autofree char *again = NULL;

  g_assert_cmpuint (page, >=, walk->next);
  walk->next = page + 1;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  again = cb_pages_read_text (walk->pages, page, NULL);
  g_assert_cmpstr (text, ==, again);
}

static void
draw_twice (CbPages *pages, guint page)
{
  const CbPagesPart part = { 64, 64, 16, 8, 40, 50 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pixels = cb_pages_draw (pages, page, &part, &error);
  g_autoptr (GBytes) again = NULL;
  double width, height;

  cb_pages_get_size (pages, page, &width, &height);
  g_assert_true (width >= 1 && width <= CB_PAGES_MAX_SIDE);
  g_assert_true (height >= 1 && height <= CB_PAGES_MAX_SIDE);
  g_assert_true ((pixels == NULL) == (error != NULL));
  if (pixels == NULL)
    return;
  again = cb_pages_draw (pages, page, &part, NULL);
  g_assert_true (g_bytes_equal (pixels, again));
}

static void
assert_names (GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    g_assert_true (g_utf8_validate (g_ptr_array_index (names, i), -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPages) pages = NULL;
  g_autoptr (CbPagesSurvey) survey = NULL;
  Walk walk = { 0 };
  int fd = test_file_new_with (data, size);

  pages = cb_pages_open (fd, &error);
  close (fd);
  g_assert_true ((pages == NULL) == (error != NULL));
  if (pages == NULL || cb_pages_get_n_pages (pages) > MAX_PAGES)
    return 0;

  walk.pages = pages;
  survey = cb_pages_survey (pages, take_text, &walk, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (walk.next, <=, survey->n_pages);
  g_assert_cmpuint (survey->n_with_text + survey->scanned->len, <=, survey->n_pages);
  for (guint i = 0; i < survey->n_pages; i++)
    draw_twice (pages, i);
  assert_names (survey->attachments);
  assert_names (survey->missing_fonts);
  assert_names (survey->legacy_fonts);

  return 0;
}
