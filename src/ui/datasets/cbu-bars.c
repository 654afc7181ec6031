/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-bars.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"

#define HEIGHT 72
#define BAR_HEIGHT 10
#define NATURAL_WIDTH 280
#define GAP 1.0f

/**
 * CbuBars:
 *
 * A small chart of a column: upright bars for the parts of a range, or one lying bar for one value.
 * Its colour is that of its text in the style sheet; what it shows is also its accessible name, and
 * a tooltip tells each bar.
 */
struct _CbuBars
{
  GtkWidget parent_instance;

  GArray *heights;  /* (element-type double): 0…1 */
  GPtrArray *words; /* (element-type utf8): what each bar says */
  gboolean lying;
};

G_DEFINE_FINAL_TYPE (CbuBars, cbu_bars, GTK_TYPE_WIDGET)

static void
cbu_bars_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  CbuBars *self = CBU_BARS (widget);

  *minimum = *natural = self->lying ? BAR_HEIGHT : HEIGHT;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = self->lying ? NATURAL_WIDTH / 3 : NATURAL_WIDTH;
}

static void
cbu_bars_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CbuBars *self = CBU_BARS (widget);
  float width = (float)gtk_widget_get_width (widget);
  float height = (float)gtk_widget_get_height (widget);
  GdkRGBA color;

  cbu_get_text_color (widget, &color);
  for (guint i = 0; i < self->heights->len; i++)
    {
      double share = g_array_index (self->heights, double, i);
      float slot = width / (float)self->heights->len;
      /* What there is at all is seen. */
      float length = share > 0 ? MAX ((float)share * (self->lying ? width : height), 1.5f) : 0;

      if (self->lying)
        gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, 0, length, height));
      else
        gtk_snapshot_append_color (
            snapshot, &color,
            &GRAPHENE_RECT_INIT (slot * (float)i, height - length, MAX (slot - GAP, 1.0f), length));
    }
}

static gboolean
on_query_tooltip_cb (CbuBars *self, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  guint at;

  if (width <= 0 || self->words->len == 0)
    return FALSE;
  at = (guint)CLAMP (x * (int)self->words->len / width, 0, (int)self->words->len - 1);
  gtk_tooltip_set_text (tooltip, g_ptr_array_index (self->words, at));
  return TRUE;
}

static void
cbu_bars_finalize (GObject *object)
{
  CbuBars *self = CBU_BARS (object);

  g_array_unref (self->heights);
  g_ptr_array_unref (self->words);
  G_OBJECT_CLASS (cbu_bars_parent_class)->finalize (object);
}

static void
cbu_bars_class_init (CbuBarsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cbu_bars_finalize;
  widget_class->measure = cbu_bars_measure;
  widget_class->snapshot = cbu_bars_snapshot;
  gtk_widget_class_set_css_name (widget_class, "bars");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
cbu_bars_init (CbuBars *self)
{
  self->heights = g_array_new (FALSE, FALSE, sizeof (double));
  self->words = g_ptr_array_new_with_free_func (g_free);
  g_object_set (self, "has-tooltip", TRUE, NULL);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip_cb), NULL);
}

/* From five digits on: 2026 may be a year. */
static void
append_grouped (GString *text, const char *digits, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      if (n > 4 && i > 0 && (n - i) % 3 == 0)
        g_string_append_c (text, '.');
      g_string_append_c (text, digits[i]);
    }
}

/**
 * cbu_bars_dup_local:
 * @text: an end of a range, as the engine writes it
 *
 * Returns: (transfer full): "2026-03-31" and "12345.5" as they are written here, anything else as
 *   it is
 */
char *
cbu_bars_dup_local (const char *text)
{
  const char *digits = text + (*text == '-' ? 1 : 0);
  gsize n = strspn (digits, "0123456789");
  GString *local;

  if (n == 4 && digits == text
      && g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d([T ].*)?$", text, 0, 0))
    return g_strdup_printf ("%.2s/%.2s/%.4s%s%s", text + 8, text + 5, text,
                            text[10] != '\0' ? " " : "", text[10] != '\0' ? text + 11 : "");
  if (n == 0 || !g_regex_match_simple ("^-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?$", text, 0, 0))
    return g_strdup (text);
  local = g_string_new (digits > text ? "-" : NULL);
  append_grouped (local, digits, n);
  if (digits[n] == '.')
    g_string_append_printf (local, ",%s", digits + n + 1);
  else
    g_string_append (local, digits + n);

  return g_string_free (local, FALSE);
}

/* As a machine writes numbers: no sign but a point. */
static gboolean
is_amount (const char *text, double amount)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  return end > text && *end == '\0' && fabs (value - amount) <= 1e-5 * MAX (1, fabs (amount));
}

/**
 * cbu_bars_is_as_written:
 * @chart: a chart of the parts of a range
 * @minimum: the least cell of the column, as it stands in the file
 * @maximum: the greatest
 * @samples: some others
 *
 * 999.9 in a file that writes so stays 999.9 beside its least and greatest cell; in one that writes
 * 999,9, where 1.234 is more than a thousand, it is 999,9.
 *
 * Returns: whether the file writes its numbers and days as the engine does
 */
gboolean
cbu_bars_is_as_written (const CbColumnChart *chart,
                        const char *minimum,
                        const char *maximum,
                        const char *const *samples)
{
  const CbColumnBar *first, *last;

  if (chart->bars->len == 0)
    return FALSE;
  first = g_ptr_array_index (chart->bars, 0);
  last = g_ptr_array_index (chart->bars, chart->bars->len - 1);
  for (guint i = 0; samples[i] != NULL; i++)
    if (strchr (samples[i], ',') != NULL)
      return FALSE;
  if (g_str_equal (minimum, first->from) && g_str_equal (maximum, last->to))
    return TRUE;

  return is_amount (minimum, g_ascii_strtod (first->from, NULL))
         && is_amount (maximum, g_ascii_strtod (last->to, NULL));
}

static char *
dup_end (const char *text, gboolean as_written)
{
  return as_written ? g_strdup (text) : cbu_bars_dup_local (text);
}

static char *
dup_bar_words (const CbColumnBar *bar, gboolean as_written)
{
  g_autofree char *number = cb_text_format_count (bar->count);
  g_autofree char *cells
      = g_strdup_printf (ngettext ("%s cell", "%s cells", (gulong)bar->count), number);
  g_autofree char *from = dup_end (bar->from, as_written);
  g_autofree char *to = dup_end (bar->to, as_written);

  if (*from == '\0')
    return g_steal_pointer (&cells);
  if (*to == '\0')
    return g_strdup_printf ("%s: %s", bar->from, cells);
  if (g_str_equal (from, to))
    return g_strdup_printf ("%s: %s", from, cells);
  /* Translators: a bar of a chart: from a value to a value there are so many cells */
  return g_strdup_printf (_ ("%s to %s: %s"), from, to, cells);
}

/**
 * cbu_bars_dup_summary:
 * @chart: a chart
 * @as_written: leave its numbers and days as they are, instead of writing them as here
 *
 * Returns: (transfer full): all of it in words
 */
char *
cbu_bars_dup_summary (const CbColumnChart *chart, gboolean as_written)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chart->bars->len; i++)
    {
      const CbColumnBar *bar = g_ptr_array_index (chart->bars, i);
      g_autofree char *words = dup_bar_words (bar, as_written);

      if (bar->count > 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "; " : "", words);
    }
  return g_string_free (text, FALSE);
}

static CbuBars *
make_bars (gboolean lying)
{
  CbuBars *self = g_object_new (CBU_TYPE_BARS, NULL);

  self->lying = lying;
  return self;
}

static void
add_bar (CbuBars *self, const CbColumnBar *bar, guint64 most, gboolean as_written)
{
  double share = most > 0 ? (double)bar->count / (double)most : 0;

  g_array_append_val (self->heights, share);
  g_ptr_array_add (self->words, dup_bar_words (bar, as_written));
}

/**
 * cbu_bars_new:
 * @chart: a chart of the parts of a range
 * @as_written: cbu_bars_is_as_written()
 *
 * Returns: (transfer floating): upright bars, and under them where they begin and end
 */
GtkWidget *
cbu_bars_new (const CbColumnChart *chart, gboolean as_written)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *ends = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  CbuBars *self = make_bars (FALSE);
  g_autofree char *summary = cbu_bars_dup_summary (chart, as_written);
  guint64 most = cb_column_chart_get_most (chart);

  for (guint i = 0; i < chart->bars->len; i++)
    add_bar (self, g_ptr_array_index (chart->bars, i), most, as_written);
  cbu_a11y_set_name (self, summary);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self));
  if (chart->bars->len > 0)
    {
      const CbColumnBar *first = g_ptr_array_index (chart->bars, 0);
      const CbColumnBar *last = g_ptr_array_index (chart->bars, chart->bars->len - 1);
      g_autofree char *from = dup_end (first->from, as_written);
      g_autofree char *to = dup_end (last->to, as_written);
      GtkWidget *left = cbu_label_new (from, "caption numeric dim-label");
      GtkWidget *right = cbu_label_new (to, "caption numeric dim-label");

      gtk_widget_set_hexpand (left, TRUE);
      gtk_label_set_xalign (GTK_LABEL (right), 1);
      gtk_box_append (GTK_BOX (ends), left);
      gtk_box_append (GTK_BOX (ends), right);
    }
  gtk_box_append (GTK_BOX (box), ends);
  return box;
}

/**
 * cbu_bars_new_values:
 * @chart: a chart of the most frequent values
 *
 * Returns: (transfer floating): a line for each: the value, its bar, how many there are
 */
GtkWidget *
cbu_bars_new_values (const CbColumnChart *chart)
{
  GtkWidget *grid = gtk_grid_new ();
  guint64 most = cb_column_chart_get_most (chart);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  for (guint i = 0; i < chart->bars->len; i++)
    {
      const CbColumnBar *bar = g_ptr_array_index (chart->bars, i);
      g_autofree char *number = cb_text_format_count (bar->count);
      g_autofree char *words = dup_bar_words (bar, FALSE);
      GtkWidget *label = cbu_label_new (bar->from, "caption");
      GtkWidget *count = cbu_label_new (number, "caption numeric");
      CbuBars *line = make_bars (TRUE);

      gtk_label_set_width_chars (GTK_LABEL (label), 14);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
      gtk_label_set_xalign (GTK_LABEL (count), 1);
      gtk_label_set_ellipsize (GTK_LABEL (count), PANGO_ELLIPSIZE_NONE);
      add_bar (line, bar, most, FALSE);
      cbu_a11y_set_name (line, words);
      gtk_widget_set_valign (GTK_WIDGET (line), GTK_ALIGN_CENTER);
      gtk_widget_set_hexpand (GTK_WIDGET (line), TRUE);
      gtk_grid_attach (GTK_GRID (grid), label, 0, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (line), 1, (int)i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), count, 2, (int)i, 1, 1);
    }
  return grid;
}
