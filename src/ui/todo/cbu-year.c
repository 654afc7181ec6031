/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-year.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-obligation.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"

/* Of one day, in its tooltip and its name. */
#define MAX_NAMED 8

/* The month before and twelve more. */
#define MONTHS 13

/**
 * CbuYear:
 *
 * A year of last days, a row for each month. Every day is a button; one of them, the cursor, is
 * where Tab comes in. The arrows go by days and months, Home and End within the month, with Ctrl
 * over all of it; Ctrl with an arrow goes to the next day that has something; Enter and the space
 * bar choose. Signal `chosen` (Julian day).
 */
struct _CbuYear
{
  AdwBin parent_instance;

  /* Owned */
  GHashTable *cells; /* (element-type uint GtkWidget): by Julian day; the grid owns them */
  guint32 first;     /* Julian day */
  guint32 last;
  guint32 cursor;
  GtkGrid *grid;   /* borrowed: the days, which scroll where the text is large */
  GtkGrid *months; /* borrowed: their names, which stay */
};

G_DEFINE_FINAL_TYPE (CbuYear, cbu_year, ADW_TYPE_BIN)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  guint count;
  CbUrgency urgency;
  GString *words;
} Marked;

static void
free_marked (gpointer data)
{
  Marked *marked = data;

  g_string_free (marked->words, TRUE);
  g_free (marked);
}

/* By Julian day: how many last days are on it, the most urgent of them, and all in words. */
static GHashTable *
mark_days (GPtrArray *obligations)
{
  GHashTable *days = g_hash_table_new_full (NULL, NULL, NULL, free_marked);

  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, i);
      gpointer key;
      Marked *marked;

      if (!obligation->has_deadline)
        continue;
      key = GUINT_TO_POINTER (g_date_get_julian (&obligation->limit));
      marked = g_hash_table_lookup (days, key);
      if (marked == NULL)
        {
          marked = g_new0 (Marked, 1);
          marked->urgency = obligation->urgency;
          marked->words = g_string_new (NULL);
          g_hash_table_insert (days, key, marked);
        }
      marked->urgency = MIN (marked->urgency, obligation->urgency);
      if (marked->count++ < MAX_NAMED)
        g_string_append_printf (marked->words, "%s%s", marked->words->len > 0 ? "; " : "",
                                obligation->title);
    }

  return days;
}

/* "12 tháng 3 năm 2026, 2 việc: …" */
static char *
dup_words (CbHolidays *holidays, const GDate *day, const GDate *today, const Marked *marked)
{
  g_autofree char *date = cbu_format_long_date (day);
  g_autoptr (GString) words = g_string_new (date);
  const char *holiday = cb_holidays_get_name (holidays, day);

  if (g_date_compare (day, today) == 0)
    g_string_append_printf (words, ", %s", _ ("today"));
  if (holiday != NULL && *holiday != '\0')
    g_string_append_printf (words, ", %s", holiday);
  else if (cb_holidays_is_day_off (holidays, day))
    g_string_append_printf (words, ", %s", _ ("day off"));
  if (marked == NULL)
    return g_string_free (g_steal_pointer (&words), FALSE);
  g_string_append (words, ", ");
  g_string_append_printf (words, ngettext ("%u task", "%u tasks", marked->count), marked->count);
  g_string_append_printf (words, ": %s%s", marked->words->str,
                          marked->count > MAX_NAMED ? "…" : "");
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
on_day_clicked_cb (GtkWidget *cell, gpointer user_data)
{
  CbuYear *self = user_data;

  self->cursor = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), "day"));
  g_signal_emit (self, signals[CHOSEN], 0, self->cursor);
}

static GtkWidget *
make_cell (
    CbuYear *self, CbHolidays *holidays, const GDate *day, const GDate *today, const Marked *marked)
{
  const char *holiday = cb_holidays_get_name (holidays, day);
  g_autofree char *words = dup_words (holidays, day, today, marked);
  g_autofree char *count = marked != NULL ? g_strdup_printf ("%u", marked->count) : NULL;
  GtkWidget *cell = gtk_button_new_with_label (count != NULL ? count : holiday != NULL ? "•" : "");

  gtk_widget_add_css_class (cell, "year-day");
  if (marked == NULL || marked->urgency == CB_URGENCY_DONE)
    gtk_widget_add_css_class (cell, "flat");
  else if (marked->urgency == CB_URGENCY_OVERDUE)
    gtk_widget_add_css_class (cell, "destructive-action");
  if (cb_holidays_is_day_off (holidays, day))
    gtk_widget_add_css_class (cell, "year-off");
  if (g_date_compare (day, today) == 0)
    gtk_widget_add_css_class (cell, "year-today");
  if (marked != NULL)
    {
      gtk_widget_add_css_class (cell, "year-marked");
      g_object_set_data (G_OBJECT (cell), "marked", GINT_TO_POINTER (TRUE));
    }
  gtk_widget_set_hexpand (cell, TRUE);
  g_object_set_data (G_OBJECT (cell), "day", GUINT_TO_POINTER (g_date_get_julian (day)));
  g_signal_connect (cell, "clicked", G_CALLBACK (on_day_clicked_cb), self);
  gtk_widget_set_tooltip_text (cell, words);
  cbu_a11y_set_name (cell, words);
  return cell;
}

/* @heading, beside the row of days that @first begins. */
static void
attach_heading (CbuYear *self, GtkWidget *heading, GtkWidget *first, int row)
{
  g_autoptr (GtkSizeGroup) height = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  gtk_size_group_add_widget (height, heading);
  gtk_size_group_add_widget (height, first);
  gtk_grid_attach (self->months, heading, 0, row, 1, 1);
}

static void
add_month (CbuYear *self,
           GHashTable *marked,
           CbHolidays *holidays,
           const GDate *month,
           const GDate *today,
           int row)
{
  g_autofree char *title
      = g_strdup_printf ("%02u/%u", g_date_get_month (month), g_date_get_year (month));
  GtkWidget *heading = gtk_label_new (title);
  guint8 days = g_date_get_days_in_month (g_date_get_month (month), g_date_get_year (month));

  gtk_widget_add_css_class (heading, "caption-heading");
  gtk_widget_set_margin_end (heading, 6);
  gtk_widget_set_halign (heading, GTK_ALIGN_START);
  for (guint8 number = 1; number <= days; number++)
    {
      GDate day = *month;
      gpointer julian;
      GtkWidget *cell;

      g_date_set_day (&day, number);
      julian = GUINT_TO_POINTER (g_date_get_julian (&day));
      cell = make_cell (self, holidays, &day, today, g_hash_table_lookup (marked, julian));
      gtk_grid_attach (self->grid, cell, number - 1, row, 1, 1);
      if (number == 1)
        attach_heading (self, heading, cell, row);
      g_hash_table_insert (self->cells, julian, cell);
    }
}

static gboolean
focus_cursor (CbuYear *self)
{
  return gtk_widget_grab_focus (g_hash_table_lookup (self->cells, GUINT_TO_POINTER (self->cursor)));
}

/* The same day of another month, its last one where that is shorter. */
static guint32
step_month (guint32 julian, int by)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  if (by > 0)
    g_date_add_months (&day, 1);
  else
    g_date_subtract_months (&day, 1);

  return g_date_get_julian (&day);
}

static guint32
find_marked (CbuYear *self, int by)
{
  for (guint32 day = self->cursor + (guint32)by; day >= self->first && day <= self->last;
       day += (guint32)by)
    {
      gpointer cell = g_hash_table_lookup (self->cells, GUINT_TO_POINTER (day));

      if (g_object_get_data (cell, "marked") != NULL)
        return day;
    }

  return self->cursor;
}

static guint32
find_edge_of_month (guint32 julian, gboolean end)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, julian);
  g_date_set_day (
      &day, end ? g_date_get_days_in_month (g_date_get_month (&day), g_date_get_year (&day)) : 1);

  return g_date_get_julian (&day);
}

/* @key, of the keys by which one goes: where to; 0: it is another. */
static guint32
find_target (CbuYear *self, guint key, gboolean control)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return control ? find_marked (self, -1) : self->cursor - 1;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return control ? find_marked (self, 1) : self->cursor + 1;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return step_month (self->cursor, -1);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return step_month (self->cursor, 1);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return control ? self->first : find_edge_of_month (self->cursor, FALSE);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return control ? self->last : find_edge_of_month (self->cursor, TRUE);
    default:
      return 0;
    }
}

static gboolean
on_key_pressed_cb (GtkEventControllerKey *controller,
                   guint key,
                   guint code,
                   GdkModifierType state,
                   gpointer user_data)
{
  CbuYear *self = user_data;
  guint32 target;

  if ((state & (GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  target = find_target (self, key, (state & GDK_CONTROL_MASK) != 0);
  if (target == 0)
    return FALSE;
  if (target >= self->first && target <= self->last)
    {
      self->cursor = target;
      focus_cursor (self);
    }
  return TRUE;
}

/* The pointer may have put the focus elsewhere. */
static void
on_focus_changed_cb (CbuYear *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->grid));

  if (focus != NULL)
    self->cursor = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (focus), "day"));
}

/* One stop for Tab, whatever the number of days. */
static gboolean
cbu_year_focus (GtkWidget *widget, GtkDirectionType direction)
{
  CbuYear *self = CBU_YEAR (widget);

  if (gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return focus_cursor (self);
}

static void
cbu_year_dispose (GObject *object)
{
  CbuYear *self = CBU_YEAR (object);

  g_clear_pointer (&self->cells, g_hash_table_unref);
  G_OBJECT_CLASS (cbu_year_parent_class)->dispose (object);
}

static void
cbu_year_class_init (CbuYearClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_year_dispose;
  GTK_WIDGET_CLASS (klass)->focus = cbu_year_focus;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[CHOSEN] = g_signal_new ("chosen", CBU_TYPE_YEAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
cbu_year_init (CbuYear *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->cells = g_hash_table_new (NULL, NULL);
  self->grid = GTK_GRID (gtk_grid_new ());
  self->months = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (box, "year");
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->grid), keys);
  g_signal_connect_swapped (self->grid, "notify::focus-child", G_CALLBACK (on_focus_changed_cb),
                            self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_widget_set_hexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->months));
  gtk_box_append (GTK_BOX (box), scrolled);
  adw_bin_set_child (ADW_BIN (self), box);
  cbu_a11y_set_name (GTK_WIDGET (self), _ ("Calendar of deadlines"));
}

/**
 * cbu_year_set_cursor:
 * @self: the calendar
 * @day: where Tab comes in and the keys begin; kept as it is when it is not shown
 */
void
cbu_year_set_cursor (CbuYear *self, const GDate *day)
{
  g_return_if_fail (CBU_IS_YEAR (self));

  if (g_date_valid (day) && g_date_get_julian (day) >= self->first
      && g_date_get_julian (day) <= self->last)
    self->cursor = g_date_get_julian (day);
}

/**
 * cbu_year_get_cursor:
 * @self: the calendar
 * @day: (out): where the keys are
 */
void
cbu_year_get_cursor (CbuYear *self, GDate *day)
{
  g_return_if_fail (CBU_IS_YEAR (self));

  g_date_clear (day, 1);
  g_date_set_julian (day, self->cursor);
}

/**
 * cbu_year_get_day:
 * @self: the calendar
 * @day: a day
 *
 * Returns: (nullable) (transfer none): its button; %NULL when it is not shown
 */
GtkWidget *
cbu_year_get_day (CbuYear *self, const GDate *day)
{
  g_return_val_if_fail (CBU_IS_YEAR (self), NULL);

  return g_hash_table_lookup (self->cells, GUINT_TO_POINTER (g_date_get_julian (day)));
}

/**
 * cbu_year_new:
 * @obligations: (element-type CbObligation): what to mark, on its last day
 * @holidays: days off
 * @today: the month that it begins with is the one before this day's
 *
 * Returns: (transfer floating): thirteen months, a row each
 */
GtkWidget *
cbu_year_new (GPtrArray *obligations, CbHolidays *holidays, const GDate *today)
{
  CbuYear *self = g_object_new (CBU_TYPE_YEAR, NULL);
  g_autoptr (GHashTable) marked = mark_days (obligations);
  GDate month = *today;

  for (int day = 1; day <= 31; day++)
    {
      g_autofree char *text = g_strdup_printf ("%d", day);
      GtkWidget *label;

      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "caption");
      gtk_widget_add_css_class (label, "dim-label");
      gtk_grid_attach (self->grid, label, day - 1, 0, 1, 1);
      if (day == 1)
        attach_heading (self, gtk_label_new (NULL), label, 0);
    }
  g_date_set_day (&month, 1);
  g_date_subtract_months (&month, 1);
  self->first = g_date_get_julian (&month);
  self->cursor = g_date_get_julian (today);
  for (int row = 1; row <= MONTHS; row++)
    {
      add_month (self, marked, holidays, &month, today, row);
      g_date_add_months (&month, 1);
    }
  self->last = g_date_get_julian (&month) - 1;

  return GTK_WIDGET (self);
}
