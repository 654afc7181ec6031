/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-rules-window.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "core/rules/cb-profile-values.h"
#include "ui/settings/cbu-value-change.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 720
#define HEIGHT 680

/* What is shown, read in a worker thread. */
typedef struct
{
  char *id;
  char *name;
  char *regulation;
  GPtrArray *values; /* (element-type CbProfileValue) */
  GPtrArray *doubts; /* (element-type utf8) */
  gboolean replaced; /* as a whole it is of a preset */
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_free (reading->id);
  g_free (reading->name);
  g_free (reading->regulation);
  g_ptr_array_unref (reading->values);
  g_ptr_array_unref (reading->doubts);
  g_free (reading);
}

static gpointer
read_profile_cb (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (workplace);
  Reading *reading;
  GDate today;

  if (profile == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no profile is chosen");
      return NULL;
    }
  cb_workplace_get_today (workplace, &today);
  reading = g_new0 (Reading, 1);
  reading->id = g_strdup (cb_profile_get_id (profile));
  reading->name = g_strdup (cb_profile_get_name (profile));
  reading->regulation = g_strdup (cb_profile_get_regulation (profile));
  reading->values = cb_profile_list_values (profile);
  reading->doubts = cb_profile_list_doubts (profile, &today);
  reading->replaced = cb_profile_is_replaced (profile);
  return reading;
}

static GtkWidget *
make_doubts_group (GPtrArray *doubts)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("May be out of date"));
  for (guint i = 0; i < doubts->len; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

      gtk_widget_add_css_class (icon, "warning");
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Attention"), -1);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), g_ptr_array_index (doubts, i));
      adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

static GtkWidget *
make_replaced_group (void)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Brought by a preset as a whole"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (row),
      _ ("These rules are not as the program has them. Ask who made the preset "
         "where they come from."));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return group;
}

static GtkWidget *
make_row (CbuSession *session, const Reading *reading, const CbProfileValue *value)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words
      = value->origin != NULL
            /* Translators: a value, the name of the file or the person that corrected it */
            ? g_strdup_printf (_ ("%s\nCorrected after: %s"), value->words, value->origin)
            : g_strdup (value->words);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value->title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (value->clause[0] != '\0')
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               cbu_clause_new (value->clause, reading->regulation));
  if (value->kind != CB_VALUE_FIXED)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               cbu_value_change_new (session, reading->id, value));
  if (!value->says_something)
    gtk_widget_add_css_class (row, "silent");
  return row;
}

static void
fill (GtkWidget *page, CbuSession *session, const Reading *reading)
{
  GtkWidget *group = NULL;
  const char *title = NULL;

  if (reading->replaced)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (make_replaced_group ()));
  if (reading->doubts->len > 0)
    adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                              ADW_PREFERENCES_GROUP (make_doubts_group (reading->doubts)));
  for (guint i = 0; i < reading->values->len; i++)
    {
      const CbProfileValue *value = g_ptr_array_index (reading->values, i);

      if (value->group != title)
        {
          title = value->group;
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), make_row (session, reading, value));
    }
}

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAdjustment *found = find_adjustment (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
free_place (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Once, when the page is as high as it will be. */
static void
on_measured_cb (GtkAdjustment *adjustment, gpointer user_data)
{
  double *place = user_data;

  if (gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) < *place)
    return;
  gtk_adjustment_set_value (adjustment, *place);
  g_signal_handlers_disconnect_by_func (adjustment, on_measured_cb, user_data);
}

/* A value that was corrected is read anew with all others; the page stays where it was. */
static void
keep_place (GtkWidget *old, GtkWidget *page)
{
  GtkAdjustment *before = old != NULL ? find_adjustment (old) : NULL;
  GtkAdjustment *after = find_adjustment (page);
  double *place;

  if (before == NULL || after == NULL)
    return;
  place = g_new (double, 1);
  *place = gtk_adjustment_get_value (before);
  g_signal_connect_data (after, "changed", G_CALLBACK (on_measured_cb), place, free_place, 0);
}

static void
profile_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  GtkWidget *bin = widget;
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (bin));
  const Reading *reading = result;
  GtkWidget *page;

  if (error != NULL)
    {
      g_autofree char *words = cb_error_words_for (error);

      page = adw_status_page_new ();
      adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("No rules are chosen yet"));
      adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
      adw_bin_set_child (ADW_BIN (bin), page);
      return;
    }
  page = adw_preferences_page_new ();
  fill (page, cbu_session_find (bin), reading);
  keep_place (adw_bin_get_child (ADW_BIN (bin)), page);
  adw_bin_set_child (ADW_BIN (bin), page);
  if (window != NULL)
    {
      /* Translators: name of a province, its regulation */
      g_autofree char *title
          = g_strdup_printf (_ ("Rules of %s · %s"), reading->name, reading->regulation);

      gtk_window_set_title (window, title);
    }
}

static void
reload_cb (GtkWidget *bin)
{
  CbuSession *session = cbu_session_find (bin);

  cbu_run_async (bin, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = reload_cb,
                            .work = read_profile_cb,
                            .done = profile_read_cb,
                            .free_result = free_reading });
}

/**
 * cbu_rules_window_new:
 * @session: whose rules
 * @parent: (nullable): over which window
 *
 * What the regulation in force asks, every value with the clause that it rests on, what it leaves
 * open, and why it may be out of date (product.md A1, A2).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_rules_window_new (CbuSession *session, GtkWindow *parent)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bin = adw_bin_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  g_return_val_if_fail (CBU_IS_SESSION (session), NULL);

  gtk_window_set_title (GTK_WINDOW (window), _ ("Rules in force here"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  /* Over a window that takes all input for itself it must do so too. */
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL && gtk_window_get_modal (parent));
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_widget_set_vexpand (bin, TRUE);
  gtk_box_append (GTK_BOX (box), bin);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  cbu_close_on_escape (window);
  cbu_value_change_set_up (window, session);
  cbu_session_watch (session, bin, "settings", reload_cb);
  return window;
}
