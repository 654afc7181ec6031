/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-days-off.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/rules/cb-day.h"
#include "core/workplace/cb-workplace-corrections.h"
#include "core/workplace/cb-workplace-registers.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-day-button.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 620
#define HEIGHT 680

/* Years to choose from: the last one, this one, and those that are planned for. */
#define YEARS_BACK 1
#define N_YEARS 5

#define DAYS_OFF "cbu-days-off"

/* What a day that is added is, in the order of the list. */
enum
{
  KIND_OFF,
  KIND_UNSURE,
  KIND_WORKED,
};

/* Of the window; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  guint first_year;
  guint year;
  GtkWidget *bin;
  AdwComboRow *years;
  AdwPreferencesGroup *adding;
  GtkEditable *day;
  GtkEditable *name;
  AdwComboRow *kind;
} DaysOff;

static void
free_days_off (gpointer data)
{
  DaysOff *self = data;

  g_object_unref (self->session);
  g_free (self);
}

static DaysOff *
get_days_off (gpointer widget)
{
  return g_object_get_data (G_OBJECT (gtk_widget_get_root (widget)), DAYS_OFF);
}

/* What is to be done to a year; the days that it has are those of the moment in which it is done,
 * not those that are shown, which may be of another year still. */
typedef struct
{
  guint year;
  JsonObject *days;   /* (owned) (nullable): all that it is to be; none: as the program brings it */
  char *out;          /* (owned) (nullable): day to take out instead */
  JsonObject *off;    /* (owned) (nullable): day off to put in instead */
  gboolean is_worked; /* @out is put in as one that is worked */
  char *before;       /* (owned) (nullable): what it was corrected to, "" for nothing */
  const char *done;   /* what is said then */
} Correcting;

static void
free_correcting (gpointer data)
{
  Correcting *correcting = data;

  g_clear_pointer (&correcting->days, json_object_unref);
  g_clear_pointer (&correcting->off, json_object_unref);
  g_free (correcting->out);
  g_free (correcting->before);
  g_free (correcting);
}

static void
remove_same (JsonObject *days, const char *iso)
{
  JsonArray *off = cb_json_get_array (days, "days");
  JsonArray *worked = cb_json_get_array (days, "working_weekend_days");

  for (guint i = json_array_get_length (off); i > 0; i--)
    if (g_strcmp0 (cb_json_get_string (json_array_get_object_element (off, i - 1), "date"), iso)
        == 0)
      json_array_remove_element (off, i - 1);
  for (guint i = json_array_get_length (worked); i > 0; i--)
    if (g_strcmp0 (json_array_get_string_element (worked, i - 1), iso) == 0)
      json_array_remove_element (worked, i - 1);
}

/* @days: (transfer full): those that it has now */
static JsonObject *
change_days (const Correcting *correcting, JsonObject *days)
{
  remove_same (days, correcting->out);
  if (correcting->is_worked)
    json_array_add_string_element (cb_json_get_array (days, "working_weekend_days"),
                                   correcting->out);
  else if (correcting->off != NULL)
    json_array_add_object_element (cb_json_get_array (days, "days"),
                                   json_object_ref (correcting->off));
  return days;
}

static gpointer
correct (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Correcting *correcting = input;
  g_autoptr (JsonObject) now
      = cb_holidays_dup_year (cb_workplace_get_holidays (workplace), (GDateYear)correcting->year);

  correcting->before = cb_workplace_is_year_corrected (workplace, (GDateYear)correcting->year)
                           ? cb_json_object_to_string (now, FALSE)
                           : g_strdup ("");
  if (correcting->out != NULL)
    correcting->days = change_days (correcting, g_steal_pointer (&now));
  return GINT_TO_POINTER (
      cb_workplace_correct_year (workplace, (GDateYear)correcting->year, correcting->days, error));
}

static void
corrected_cb (gpointer window, gpointer result, GError *error, gpointer input)
{
  Correcting *correcting = input;

  if (error != NULL)
    cbu_show_error (window, error);
  else
    cbu_toast_undo_last (window, correcting->done, "days.restore",
                         g_variant_new ("(us)", correcting->year, correcting->before));
}

static Correcting *
new_correcting (guint year, const char *done)
{
  Correcting *correcting = g_new0 (Correcting, 1);

  correcting->year = year;
  correcting->done = done;
  return correcting;
}

/* @correcting: (transfer full) */
static void
start (GtkWidget *window, Correcting *correcting)
{
  DaysOff *self = get_days_off (window);

  cbu_run_async (window, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = start,
                            .work = correct,
                            .in_order = TRUE,
                            .done = corrected_cb,
                            .input = correcting,
                            .free_input = free_correcting });
}

static void
on_restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Correcting *correcting;
  const char *before;
  guint year;

  g_variant_get (parameter, "(u&s)", &year, &before);
  correcting = new_correcting (year, _ ("As it was before"));
  if (*before != '\0')
    correcting->days = cb_json_object_parse (before, -1, NULL);
  start (user_data, correcting);
}

static void
on_as_shipped_clicked_cb (GtkWidget *window)
{
  start (window, new_correcting (get_days_off (window)->year,
                                 _ ("The days off are as the program has them")));
}

/* Of the year that its row is of, whatever year was chosen since. */
static void
on_remove_clicked_cb (GtkButton *button)
{
  const char *iso = g_object_get_data (G_OBJECT (button), "day");
  Correcting *correcting
      = new_correcting ((guint)g_ascii_strtoull (iso, NULL, 10), _ ("The day was taken out"));

  correcting->out = g_strdup (iso);
  start (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button))), correcting);
}

/* Returns: a sentence about what is missing or wrong, %NULL when @date can be added. */
static const char *
find_problem (DaysOff *self, const GDate *date, gboolean readable, guint kind)
{
  if (!readable)
    return _ ("There is no such day. Write it as 21/11/2026.");
  if (g_date_get_year (date) != self->year)
    return _ ("This day is in another year. Choose that year above.");
  if (kind == KIND_WORKED && g_date_get_weekday (date) < G_DATE_SATURDAY)
    return _ ("Only a Saturday or a Sunday can be worked instead of another day.");
  if (kind != KIND_WORKED && *gtk_editable_get_text (self->name) == '\0')
    return _ ("Write what the day off is for.");

  return NULL;
}

static void
on_add_clicked_cb (GtkWidget *window)
{
  DaysOff *self = get_days_off (window);
  guint kind = adw_combo_row_get_selected (self->kind);
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  Correcting *correcting;
  GDate date;
  gboolean readable = cb_day_parse_typed (gtk_editable_get_text (self->day), &date);
  const char *problem = find_problem (self, &date, readable, kind);

  if (problem != NULL)
    {
      /* What was typed stays, so that it can be corrected. */
      adw_preferences_group_set_description (self->adding, problem);
      return;
    }
  adw_preferences_group_set_description (self->adding, NULL);
  correcting = new_correcting (self->year, _ ("The day was added"));
  correcting->out = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date),
                                     g_date_get_month (&date), g_date_get_day (&date));
  correcting->is_worked = kind == KIND_WORKED;
  if (!correcting->is_worked)
    {
      correcting->off = json_object_new ();
      json_object_set_string_member (correcting->off, "date", correcting->out);
      json_object_set_string_member (correcting->off, "name", name);
      json_object_set_boolean_member (correcting->off, "certain", kind == KIND_OFF);
    }
  gtk_editable_set_text (self->day, "");
  start (window, correcting);
}

static GtkWidget *
make_day_row (const char *iso, const char *words)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  GDate date;

  title = cb_day_parse (iso, &date) ? cbu_format_long_date (&date) : g_strdup (iso);
  /* Translators: a day */
  name = g_strdup_printf (_ ("Take out: %s"), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (words != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  cbu_a11y_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "day", g_strdup (iso), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static AdwPreferencesGroup *
add_group (GtkWidget *box, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  gtk_box_append (GTK_BOX (box), group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
fill (GtkWidget *box, JsonObject *days)
{
  JsonArray *off = cb_json_get_array (days, "days");
  JsonArray *worked = cb_json_get_array (days, "working_weekend_days");
  AdwPreferencesGroup *group = NULL;

  if (json_array_get_length (off) > 0)
    group = add_group (box, _ ("Days off"));
  for (guint i = 0; i < json_array_get_length (off); i++)
    {
      JsonObject *entry = json_array_get_object_element (off, i);
      const char *name = cb_json_get_string (entry, "name");
      g_autofree char *words = cb_json_get_bool (entry, "certain", FALSE)
                                   ? g_strdup (name)
                                   /* Translators: name of a day off that is not decided yet */
                                   : g_strdup_printf (_ ("%s (not decided yet)"), name);

      adw_preferences_group_add (group, make_day_row (cb_json_get_string (entry, "date"), words));
    }
  if (json_array_get_length (worked) > 0)
    group = add_group (box, _ ("Saturdays and Sundays that are worked"));
  for (guint i = 0; i < json_array_get_length (worked); i++)
    adw_preferences_group_add (group,
                               make_day_row (json_array_get_string_element (worked, i), NULL));
}

typedef struct
{
  guint year;
  JsonObject *days;
  gboolean corrected;
  gboolean known;
} Reading;

static void
free_reading (gpointer data)
{
  Reading *reading = data;

  g_clear_pointer (&reading->days, json_object_unref);
  g_free (reading);
}

static gpointer
read_days (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);
  CbHolidays *holidays = cb_workplace_get_holidays (workplace);

  reading->year = GPOINTER_TO_UINT (input);
  reading->days = cb_holidays_dup_year (holidays, (GDateYear)reading->year);
  reading->known = cb_holidays_knows_year (holidays, (GDateYear)reading->year);
  reading->corrected = cb_workplace_is_year_corrected (workplace, (GDateYear)reading->year);
  return reading;
}

static GtkWidget *
make_state_row (GtkWidget *window, const Reading *reading)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  if (reading->corrected)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("As the _program has it"));

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("This year was corrected"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_as_shipped_clicked_cb), window);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                   reading->known ? _ ("As the program brings it")
                                                  : _ ("There is no data about this year yet"));
  return row;
}

static void
days_read_cb (gpointer bin, gpointer result, GError *error, gpointer input)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (bin));
  DaysOff *self = get_days_off (bin);
  Reading *reading = result;
  GtkWidget *box;

  /* Another year was chosen in the meantime. */
  if (reading->year != self->year)
    return;
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  adw_preferences_group_add (add_group (box, ""), make_state_row (window, reading));
  fill (box, reading->days);
  adw_bin_set_child (ADW_BIN (bin), box);
}

static void
reload (GtkWidget *bin)
{
  DaysOff *self = get_days_off (bin);

  if (self == NULL)
    return;
  cbu_run_async (bin, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_days,
                            .done = days_read_cb,
                            .input = GUINT_TO_POINTER (self->year),
                            .free_result = free_reading });
}

static void
on_year_chosen_cb (GtkWidget *window)
{
  DaysOff *self = get_days_off (window);

  self->year = self->first_year + adw_combo_row_get_selected (self->years);
  reload (self->bin);
}

static AdwComboRow *
make_combo (AdwPreferencesGroup *group, const char *title, GtkStringList *words, guint selected)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  adw_preferences_group_add (group, row);
  g_object_unref (words);
  return ADW_COMBO_ROW (row);
}

static GtkEditable *
add_entry (AdwPreferencesGroup *group, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (group, row);
  return GTK_EDITABLE (row);
}

static void
add_adding (GtkWidget *window, DaysOff *self, GtkWidget *box)
{
  const char *const kinds[] = { _ ("Day off"), _ ("Day off, not decided yet"),
                                _ ("Saturday or Sunday that is worked"), NULL };
  AdwPreferencesGroup *group = add_group (box, _ ("Add a day"));
  GtkWidget *add = gtk_button_new_with_mnemonic (_ ("_Add"));
  GtkWidget *calendar;

  self->adding = group;
  gtk_widget_set_valign (add, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked_cb), window);
  adw_preferences_group_set_header_suffix (group, add);
  self->day = add_entry (group, _ ("Day, as 21/11/2026"));
  calendar = cbu_day_button_new (self->day, _ ("Choose a day"));
  gtk_widget_set_valign (calendar, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (calendar, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->day), calendar);
  self->name = add_entry (group, _ ("What it is for"));
  self->kind = make_combo (group, _ ("Kind of day"), gtk_string_list_new (kinds), KIND_OFF);
}

static void
add_years (GtkWidget *window, DaysOff *self, GtkWidget *box)
{
  GtkStringList *words = gtk_string_list_new (NULL);
  GDate today;

  cb_workplace_get_today (cbu_session_get_workplace (self->session), &today);
  self->first_year = g_date_get_year (&today) - YEARS_BACK;
  self->year = g_date_get_year (&today);
  for (guint i = 0; i < N_YEARS; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", self->first_year + i);

      gtk_string_list_append (words, text);
    }
  self->years = make_combo (add_group (box, ""), _ ("Year"), words, YEARS_BACK);
  g_signal_connect_swapped (self->years, "notify::selected", G_CALLBACK (on_year_chosen_cb),
                            window);
}

static GtkWidget *
make_content (GtkWidget *window, DaysOff *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  add_years (window, self, box);
  add_adding (window, self, box);
  self->bin = adw_bin_new ();
  gtk_box_append (GTK_BOX (box), self->bin);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

/**
 * cbu_days_off_new:
 * @session: whose days off
 * @parent: over which window
 *
 * The days off of a year that deadlines move off, with those that an agency adds or takes out
 * (product.md A3, A4).
 *
 * Returns: (transfer floating): a window that is not shown yet
 */
GtkWidget *
cbu_days_off_new (CbuSession *session, GtkWindow *parent)
{
  const GActionEntry entries[] = { { "restore", on_restore_cb, "(us)", NULL, NULL, { 0 } } };
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = adw_toast_overlay_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  DaysOff *self = g_new0 (DaysOff, 1);

  g_object_set_data_full (G_OBJECT (window), DAYS_OFF, self, free_days_off);
  self->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (window), _ ("Days off"));
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_set_modal (GTK_WINDOW (window), parent != NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (window, "days", G_ACTION_GROUP (group));
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_content (window, self));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  cbu_close_on_escape (window);
  adw_window_set_content (ADW_WINDOW (window), overlay);
  cbu_session_watch (session, self->bin, "settings", reload);
  return window;
}
