/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-catalog ITEMS RUNS FILE: a search of a catalog as one types, key by key, over texts that
 * are folded once, as the page of the catalog does. Prints JSON: the median milliseconds of a key,
 * of the slowest key and of folding all; the keys, and how many items each finds. Leaves the folded
 * texts in FILE, a line each, for peers that search the same. */

#include "config.h"

#include <stdlib.h>

#include <gio/gio.h>

#include "base/cb-text.h"
#include "bench-words.h"

#define TYPED "sở y tế quảng điền nhà nghỉ"

static double
milliseconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000;
}

static GPtrArray *
make_texts (guint count)
{
  static const char *const agencies[]
      = { "Sở Y tế", "Sở Tài chính", "Sở Xây dựng", "Sở Giáo dục và Đào tạo", "Sở Nội vụ" };
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < count; i++)
    g_ptr_array_add (texts, g_strdup_printf ("DL%05u Danh sách %s xã %s, đường %s: %s %s", i,
                                             kinds[pick (G_N_ELEMENTS (kinds))],
                                             communes[pick (G_N_ELEMENTS (communes))],
                                             streets[pick (G_N_ELEMENTS (streets))],
                                             states[pick (G_N_ELEMENTS (states))],
                                             agencies[pick (G_N_ELEMENTS (agencies))]));
  return texts;
}

static GPtrArray *
fold_all (GPtrArray *texts, double *took)
{
  GPtrArray *folded = g_ptr_array_new_with_free_func (g_free);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (folded, cb_text_fold (g_ptr_array_index (texts, i)));
  *took = milliseconds_since (start);
  return folded;
}

/* One key: the needle is folded and held against every text. */
static guint
search (GPtrArray *folded, const char *typed, double *took)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *needle = cb_text_fold (typed);
  guint found = 0;

  for (guint i = 0; i < folded->len; i++)
    found += cb_text_holds_words (g_ptr_array_index (folded, i), needle) ? 1 : 0;
  *took = milliseconds_since (start);
  return found;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double difference = *(const double *)a - *(const double *)b;

  return difference < 0 ? -1 : difference > 0 ? 1 : 0;
}

static double
get_median (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

int
main (int argc, char **argv)
{
  guint runs = argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 5;
  g_autoptr (GPtrArray) texts = make_texts (argc > 1 ? (guint)strtoul (argv[1], NULL, 10) : 10000);
  double folding = 0;
  g_autoptr (GPtrArray) folded = fold_all (texts, &folding);
  g_autoptr (GArray) medians = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GString) keys = g_string_new (NULL);
  double slowest = 0;

  for (const char *p = g_utf8_next_char (TYPED);; p = g_utf8_next_char (p))
    {
      g_autofree char *typed = g_strndup (TYPED, p - TYPED);
      g_autoptr (GArray) took = g_array_new (FALSE, FALSE, sizeof (double));
      g_autofree char *needle = cb_text_fold (typed);
      guint found = 0;
      double median;

      for (guint run = 0; run < runs; run++)
        {
          double once;

          found = search (folded, typed, &once);
          g_array_append_val (took, once);
        }
      median = get_median (took);
      slowest = MAX (slowest, median);
      g_array_append_val (medians, median);
      g_string_append_printf (keys, "%s[\"%s\", %u]", keys->len > 0 ? ", " : "", needle, found);
      if (*p == '\0')
        break;
    }
  g_print ("{\"key\": %.4f, \"slowest\": %.4f, \"fold\": %.3f, \"keys\": [%s]}\n",
           get_median (medians), slowest, folding, keys->str);
  if (argc > 3)
    {
      g_autofree char *all = NULL;

      g_ptr_array_add (folded, NULL);
      all = g_strjoinv ("\n", (char **)folded->pdata);
      return g_file_set_contents (argv[3], all, -1, NULL) ? 0 : 1;
    }
  return 0;
}
