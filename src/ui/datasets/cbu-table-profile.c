/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-profile.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/datasets/cbu-bars.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-progress.h"
#include "ui/widgets/cbu-run.h"

#define MOST_EXACT G_GUINT64_CONSTANT (1000000)

/**
 * CbuTableProfile:
 *
 * What is in one column, over all rows (product.md D5). The profile of a file is made once, when
 * the first column is asked for; each chart when its column is.
 */
struct _CbuTableProfile
{
  GtkBox parent_instance;

  /* Owned */
  CbReader *reader;     /* (nullable) */
  GPtrArray *profiles;  /* (element-type CbColumnProfile) (nullable) */
  GHashTable *charts;   /* (element-type guint CbColumnChart) */
  GCancellable *making; /* (nullable): not owned; of what is under way */
  guint64 n_rows;

  /* Borrowed: children */
  GtkLabel *title;
  GtkLabel *type;
  CbuProgress *progress;
  GtkWidget *facts;
  GtkWidget *chart;
  GtkLabel *problem;

  guint column;
  guint serial; /* of the reader */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (CbuTableProfile, cbu_table_profile, GTK_TYPE_BOX)

typedef struct
{
  CbReader *reader;     /* (owned) */
  CbuMeter *meter;      /* (owned) */
  GPtrArray *profiles;  /* (owned) (nullable) */
  CbColumnChart *chart; /* (owned) (nullable) */
  guint column;
  guint serial;
  gboolean has_profiles;
} Making;

static void make (CbuTableProfile *self);

static void
free_making (gpointer data)
{
  Making *making = data;

  g_clear_object (&making->reader);
  g_clear_pointer (&making->meter, cbu_meter_unref);
  g_clear_pointer (&making->profiles, g_ptr_array_unref);
  g_clear_pointer (&making->chart, cb_column_chart_free);
  g_free (making);
}

static gpointer
make_profile (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  Making *making = input;

  if (!making->has_profiles)
    {
      making->profiles
          = cb_reader_profile (making->reader, cbu_meter_report, making->meter, cancellable, error);
      if (making->profiles == NULL)
        return NULL;
    }
  making->chart = cb_reader_chart (making->reader, making->column, cbu_meter_report, making->meter,
                                   cancellable, error);
  return NULL;
}

static const char *
get_type_words (const char *type)
{
  static const struct
  {
    const char *type;
    const char *words;
  } types[] = {
    { "string", N_ ("Text") },
    { "integer", N_ ("Whole numbers") },
    { "number", N_ ("Numbers") },
    { "date", N_ ("Dates") },
    { "datetime", N_ ("Date and time") },
    { "time", N_ ("Times of day") },
    { "year", N_ ("Years") },
    { "yearmonth", N_ ("Months") },
    { "boolean", N_ ("Yes or no") },
    { "unknown", N_ ("Cannot be told") },
    { "", N_ ("All blank") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return _ (types[i].words);

  return _ ("Text");
}

static void
add_fact (CbuTableProfile *self, int *line, const char *name, const char *value)
{
  GtkWidget *label = cbu_label_new (name, "caption dim-label");
  GtkWidget *text = cbu_wrapped_label_new (value, "caption numeric");

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_max_width_chars (GTK_LABEL (text), 34);
  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_widget_set_focusable (text, FALSE);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_grid_attach (GTK_GRID (self->facts), label, 0, *line, 1, 1);
  gtk_grid_attach (GTK_GRID (self->facts), text, 1, *line, 1, 1);
  ++*line;
}

static char *
dup_blank (CbuTableProfile *self, const CbColumnProfile *profile)
{
  g_autofree char *number = cb_text_format_count (profile->blank);
  guint permille
      = self->n_rows > 0 ? (guint)(1000 * (double)profile->blank / (double)self->n_rows + 0.5) : 0;

  if (profile->blank == 0)
    return g_strdup (_ ("none"));
  /* Translators: so many cells of a column are blank, and how many of a hundred that are */
  return g_strdup_printf (_ ("%s (%u,%u %%)"), number, permille / 10, permille % 10);
}

/* Beyond a million it is an estimate (base/cb-protocol.h), never of more than there are. */
static char *
dup_distinct (CbuTableProfile *self, const CbColumnProfile *profile)
{
  guint64 most = MAX (self->n_rows, profile->blank) - profile->blank;
  g_autofree char *number = cb_text_format_count (MIN (profile->distinct, MAX (most, MOST_EXACT)));

  /* Translators: a number that is an estimate */
  return profile->distinct > MOST_EXACT ? g_strdup_printf (_ ("about %s"), number)
                                        : g_steal_pointer (&number);
}

static void
show_facts (CbuTableProfile *self, const CbColumnProfile *profile)
{
  g_autofree char *blank = dup_blank (self, profile);
  g_autofree char *distinct = dup_distinct (self, profile);
  g_autofree char *samples = g_strjoinv (" · ", profile->samples);
  g_autofree char *lengths
      = profile->shortest == profile->longest
            ? g_strdup_printf (ngettext ("%u character", "%u characters", profile->longest),
                               profile->longest)
            : g_strdup_printf (
                ngettext ("%u to %u character", "%u to %u characters", profile->longest),
                profile->shortest, profile->longest);
  int line = 0;

  add_fact (self, &line, _ ("Blank"), blank);
  add_fact (self, &line, _ ("Different"), distinct);
  if (*profile->type == '\0')
    return;
  add_fact (self, &line, _ ("Least"), profile->minimum);
  add_fact (self, &line, _ ("Greatest"), profile->maximum);
  add_fact (self, &line, _ ("Length"), lengths);
  add_fact (self, &line, _ ("Examples"), samples);
}

static void
add_note (CbuTableProfile *self, const char *text)
{
  GtkWidget *note = cbu_wrapped_label_new (text, "caption dim-label");

  gtk_label_set_max_width_chars (GTK_LABEL (note), 44);
  gtk_box_append (GTK_BOX (self->chart), note);
}

static void
show_chart (CbuTableProfile *self, const CbColumnProfile *profile, const CbColumnChart *chart)
{
  g_autofree char *others = cb_text_format_count (chart->others);
  g_autofree char *note = NULL;

  switch (chart->kind)
    {
    case CB_COLUMN_CHART_BINS:
      gtk_box_append (
          GTK_BOX (self->chart),
          cbu_bars_new (chart, cbu_bars_is_as_written (chart, profile->minimum, profile->maximum,
                                                       (const char *const *)profile->samples)));
      if (chart->others > 0)
        note = g_strdup_printf (ngettext ("%s cell is something else",
                                          "%s cells are something else", (gulong)chart->others),
                                others);
      break;
    case CB_COLUMN_CHART_VALUES:
      gtk_box_append (GTK_BOX (self->chart), cbu_bars_new_values (chart));
      if (chart->others > 0)
        note = g_strdup_printf (ngettext ("%s cell has another value", "%s cells have other values",
                                          (gulong)chart->others),
                                others);
      break;
    case CB_COLUMN_CHART_NONE:
    default:
      if (profile->distinct > 0)
        note = g_strdup (_ ("Nearly every cell has a value of its own: nothing to draw."));
      break;
    }
  if (note != NULL)
    add_note (self, note);
  if (chart->kind == CB_COLUMN_CHART_BINS && chart->bars->len > 0
      && *((const CbColumnBar *)g_ptr_array_index (chart->bars, 0))->from == '\0')
    add_note (self, _ ("Personal data: what is in the cells is not shown here."));
}

static void
show (CbuTableProfile *self)
{
  const CbColumnProfile *profile = self->profiles != NULL && self->column < self->profiles->len
                                       ? g_ptr_array_index (self->profiles, self->column)
                                       : NULL;
  const CbColumnChart *chart = g_hash_table_lookup (self->charts, GUINT_TO_POINTER (self->column));
  GtkWidget *fact, *popover;

  self->ready = profile != NULL && chart != NULL;
  while ((fact = gtk_widget_get_first_child (self->facts)) != NULL)
    gtk_grid_remove (GTK_GRID (self->facts), fact);
  cbu_clear (self->chart);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_label_set_label (self->type, profile != NULL ? get_type_words (profile->type) : "");
  if (profile != NULL)
    show_facts (self, profile);
  if (chart != NULL)
    show_chart (self, profile, chart);
  /* What comes while the popover is being opened would be cut otherwise. */
  popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);
  if (popover != NULL && gtk_widget_get_mapped (popover))
    gtk_popover_present (GTK_POPOVER (popover));
}

static void
profile_made_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTableProfile *self = widget;
  Making *making = input;

  if (making->serial != self->serial)
    return;
  self->making = NULL;
  cbu_progress_stop (self->progress);
  if (making->profiles != NULL)
    {
      g_clear_pointer (&self->profiles, g_ptr_array_unref);
      self->profiles = g_steal_pointer (&making->profiles);
      self->n_rows = cb_reader_get_row_count (self->reader, NULL);
    }
  if (making->chart != NULL)
    g_hash_table_replace (self->charts, GUINT_TO_POINTER (making->column),
                          g_steal_pointer (&making->chart));
  show (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    {
      g_autofree char *words = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                   ? g_strdup (_ ("Stopped"))
                                   : cb_error_words_for (error);

      gtk_label_set_label (self->problem, words);
      gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
      return;
    }
  /* Another column was asked for meanwhile. */
  if (!self->ready)
    make (self);
}

static void
make (CbuTableProfile *self)
{
  Making *making;

  if (self->reader == NULL || self->making != NULL || self->ready)
    return;
  making = g_new0 (Making, 1);
  making->reader = g_object_ref (self->reader);
  making->meter = cbu_progress_start (self->progress, _ ("Going through all rows"));
  making->column = self->column;
  making->serial = self->serial;
  making->has_profiles = self->profiles != NULL;
  self->making = cbu_run_async (self, NULL,
                                &(CbuRun){ .tag = make,
                                           .work = make_profile,
                                           .done = profile_made_cb,
                                           .input = making,
                                           .free_input = free_making });
  cbu_progress_set_cancellable (self->progress, self->making);
}

static void
cbu_table_profile_dispose (GObject *object)
{
  CbuTableProfile *self = CBU_TABLE_PROFILE (object);

  self->serial++;
  g_clear_object (&self->reader);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_clear_pointer (&self->charts, g_hash_table_unref);
  G_OBJECT_CLASS (cbu_table_profile_parent_class)->dispose (object);
}

static void
cbu_table_profile_class_init (CbuTableProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_table_profile_dispose;
}

static void
cbu_table_profile_init (CbuTableProfile *self)
{
  GtkBox *box = GTK_BOX (self);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = cbu_label_new ("", "heading");
  GtkWidget *type = cbu_label_new ("", "caption");
  GtkWidget *progress = g_object_new (CBU_TYPE_PROGRESS, NULL);
  GtkWidget *problem = cbu_wrapped_label_new ("", "caption error");

  self->charts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)cb_column_chart_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (box, 8);
  gtk_widget_set_size_request (GTK_WIDGET (self), 320, -1);
  self->title = GTK_LABEL (title);
  self->type = GTK_LABEL (type);
  self->progress = CBU_PROGRESS (progress);
  self->problem = GTK_LABEL (problem);
  gtk_label_set_max_width_chars (self->title, 30);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_label_set_ellipsize (self->type, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (head), type);
  gtk_box_append (box, head);
  gtk_box_append (box, progress);
  gtk_widget_set_visible (problem, FALSE);
  gtk_box_append (box, problem);
  self->facts = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->facts), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->facts), 3);
  gtk_box_append (box, self->facts);
  self->chart = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (box, self->chart);
}

/**
 * cbu_table_profile_new:
 *
 * Returns: (transfer floating): a profile of nothing yet
 */
GtkWidget *
cbu_table_profile_new (void)
{
  return g_object_new (CBU_TYPE_TABLE_PROFILE, NULL);
}

/**
 * cbu_table_profile_set_reader:
 * @self: a profile
 * @reader: (nullable): of what from now on
 */
void
cbu_table_profile_set_reader (CbuTableProfile *self, CbReader *reader)
{
  g_return_if_fail (CBU_IS_TABLE_PROFILE (self));

  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  self->making = NULL;
  self->serial++;
  cbu_progress_stop (self->progress);
  g_set_object (&self->reader, reader);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_hash_table_remove_all (self->charts);
  self->ready = FALSE;
}

/**
 * cbu_table_profile_show_column:
 * @self: a profile
 * @column: 0-based
 * @title: its name
 *
 * Shows what is known of it, and finds out the rest.
 */
void
cbu_table_profile_show_column (CbuTableProfile *self, guint column, const char *title)
{
  g_return_if_fail (CBU_IS_TABLE_PROFILE (self));

  self->column = column;
  gtk_label_set_label (self->title, title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  show (self);
  make (self);
}

/**
 * cbu_table_profile_is_ready:
 * @self: a profile
 *
 * Returns: whether all of the column is shown, for tests
 */
gboolean
cbu_table_profile_is_ready (CbuTableProfile *self)
{
  g_return_val_if_fail (CBU_IS_TABLE_PROFILE (self), FALSE);

  return self->ready;
}
