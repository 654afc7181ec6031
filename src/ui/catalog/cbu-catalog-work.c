/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-work.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/model/cb-obligation.h"
#include "core/model/cb-record.h"
#include "core/workplace/cb-workplace-catalog-work.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"
#include "ui/widgets/cbu-wrap.h"

/* More than these are found on the page of the datasets. */
#define MAX_DATASETS 12

/* A shape and a colour for each, so that neither alone has to be told apart. */
static const struct
{
  const char *sign;
  const char *css_class;
} dots[CB_N_PERIOD_STANDINGS] = {
  [CB_PERIOD_ON_TIME] = { "✓", "on-time" },
  [CB_PERIOD_LATE] = { "◔", "late" },
  [CB_PERIOD_NOT_YET] = { "✕", "not-yet" },
  [CB_PERIOD_PENDING] = { "·", "pending" },
};

static GtkWidget *
make_dot (const CbItemPeriod *period)
{
  GtkWidget *dot = gtk_label_new (dots[period->standing].sign);
  g_autofree char *title = cb_period_dup_title (period->period);
  g_autofree char *limit = cbu_format_date (&period->limit);
  /* Translators: a period, how it stands, its last day */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s; last day %s"), title,
                                           cb_period_standing_title (period->standing), limit);

  gtk_widget_add_css_class (dot, "period-dot");
  gtk_widget_add_css_class (dot, dots[period->standing].css_class);
  gtk_widget_set_tooltip_text (dot, name);
  cbu_a11y_set_name (dot, name);
  return dot;
}

/* "8 on time · 1 late": what the dots say, in words. */
static char *
count_periods (GPtrArray *periods)
{
  guint counts[CB_N_PERIOD_STANDINGS] = { 0 };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < periods->len; i++)
    counts[((CbItemPeriod *)g_ptr_array_index (periods, i))->standing]++;
  for (guint i = 0; i < CB_N_PERIOD_STANDINGS; i++)
    if (counts[i] > 0)
      g_string_append_printf (text, "%s%u %s", text->len > 0 ? " · " : "", counts[i],
                              cb_period_standing_title ((CbPeriodStanding)i));
  return g_string_free (text, FALSE);
}

static void
add_periods (GtkBox *box, GPtrArray *periods)
{
  GtkWidget *wrap;
  g_autofree char *counts = NULL;

  gtk_box_append (box, cbu_heading_new (_ ("Periods")));
  if (periods->len == 0)
    {
      gtk_box_append (
          box, cbu_wrapped_label_new (_ ("No period with a last day in this year."), "dim-label"));
      return;
    }
  wrap = cbu_wrap_new ();
  for (guint i = 0; i < periods->len; i++)
    cbu_wrap_append (CBU_WRAP (wrap), make_dot (g_ptr_array_index (periods, i)));
  counts = count_periods (periods);
  gtk_box_append (box, wrap);
  gtk_box_append (box, cbu_wrapped_label_new (counts, "caption"));
}

static GtkWidget *
make_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  cbu_a11y_set_name (list, name);
  return list;
}

static void
add_row (
    GtkWidget *list, const char *title, const char *subtitle, const char *action, const char *to)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_strdup_printf ("%s, %s", title, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", to);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  cbu_a11y_set_name (row, name);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

static void
add_datasets (GtkBox *box, GPtrArray *datasets)
{
  GtkWidget *list;

  gtk_box_append (box, cbu_heading_new (_ ("Datasets")));
  if (datasets->len == 0)
    {
      gtk_box_append (box, cbu_wrapped_label_new (_ ("None has been begun yet."), "dim-label"));
      return;
    }
  list = make_list (_ ("Datasets"));
  for (guint i = 0; i < MIN (datasets->len, MAX_DATASETS); i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);
      g_autofree char *title = cbu_format_dataset (dataset);

      add_row (list, title, cb_dataset_state_title (dataset->state), "win.open-dataset",
               dataset->id);
    }
  gtk_box_append (box, list);
  if (datasets->len > MAX_DATASETS)
    {
      g_autofree char *more
          = g_strdup_printf (_ ("The last %u of %u."), MAX_DATASETS, datasets->len);

      gtk_box_append (box, cbu_wrapped_label_new (more, "dim-label"));
    }
}

static void
add_proposals (GtkBox *box, GPtrArray *proposals)
{
  GtkWidget *list;

  if (proposals->len == 0)
    return;
  gtk_box_append (box, cbu_heading_new (_ ("Proposals to change it")));
  list = make_list (_ ("Proposals to change it"));
  for (guint i = 0; i < proposals->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (proposals, i);
      g_autofree char *number = cb_record_dup_number (record);
      g_autofree char *title
          = g_strdup_printf ("%s · %s", number, cb_record_peek (record, "change"));

      add_row (list, title, cb_record_get_standing (record), "win.register", "proposals");
    }
  gtk_box_append (box, list);
}

static gpointer
read_work (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  /* Whoever goes through the items by keys wants the last one's only. */
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return cb_workplace_get_item_work (workplace, input, error);
}

static void
work_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkBox *box = widget;
  const CbItemWork *work = result;

  cbu_clear (box);
  if (error != NULL)
    {
      cbu_show_error (box, error);
      return;
    }
  add_periods (box, work->periods);
  add_datasets (box, work->datasets);
  add_proposals (box, work->proposals);
}

/**
 * cbu_catalog_work_load:
 * @box: where to; of this item alone, so that another one's is never shown in it
 * @session: whose work it is
 * @code: of an item of the catalog
 *
 * Shows what was and is done for the item as soon as it is read.
 */
void
cbu_catalog_work_load (GtkBox *box, CbuSession *session, const char *code)
{
  cbu_run_async (box, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_catalog_work_load,
                            .work = read_work,
                            .done = work_read_cb,
                            .input = g_strdup (code),
                            .free_input = g_free,
                            .free_result = (GDestroyNotify)cb_item_work_free });
}
