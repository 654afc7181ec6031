/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-watches.h"

#include <glib/gi18n-lib.h>

#include "core/workplace/cb-workplace-watch.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-compat.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

#define WATCHES "cbu-watches"
#define CHOOSING "cbu-watches-choosing"

/* A folder to watch, or no more. */
typedef struct
{
  GFile *folder;
  char *item_code;
  char *title;      /* (nullable): of the item */
  guint left_alone; /* files that are in it already */
} Watch;

static void
free_watch (gpointer data)
{
  Watch *watch = data;

  g_object_unref (watch->folder);
  g_free (watch->item_code);
  g_free (watch->title);
  g_free (watch);
}

static Watch *
new_watch (GFile *folder, const char *item_code)
{
  Watch *watch = g_new0 (Watch, 1);

  watch->folder = g_object_ref (folder);
  watch->item_code = g_strdup (item_code);
  return watch;
}

static gpointer
add_watch (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Watch *watch = input;

  return GINT_TO_POINTER (cb_workplace_add_watch (workplace, watch->folder, watch->item_code, FALSE,
                                                  &watch->left_alone, error));
}

static void
watch_added_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  const Watch *watch = input;
  g_autofree char *text = NULL;

  if (g_error_matches (error, CB_ERROR, CB_ERROR_WRONG_STATE))
    cbu_toast (widget, _ ("That folder is watched already."));
  else if (error != NULL)
    cbu_show_error (widget, error);
  else if (watch->left_alone > 0)
    {
      text = g_strdup_printf (
          ngettext ("New files in the folder are taken in; the %u that is there is left alone",
                    "New files in the folder are taken in; the %u that are there are left alone",
                    watch->left_alone),
          watch->left_alone);
      cbu_toast (widget, text);
    }
  else
    cbu_toast (widget, _ ("New files in the folder are taken in, and wait for you"));
}

/**
 * cbu_watches_add:
 * @widget: whose window says how it went
 * @session: of whose workplace
 * @item_code: of the catalog: what the files are of
 * @folder: to be watched from now on
 *
 * What is in it already is left alone.
 */
void
cbu_watches_add (GtkWidget *widget, CbuSession *session, const char *item_code, GFile *folder)
{
  cbu_run_async (widget, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_watches_add,
                            .work = add_watch,
                            .in_order = TRUE,
                            .done = watch_added_cb,
                            .input = new_watch (folder, item_code),
                            .free_input = free_watch });
}

/* For which item a folder is chosen; of the widget that asks. */
typedef struct
{
  CbuSession *session;
  char *item_code;
} Choosing;

static void
free_choosing (gpointer data)
{
  Choosing *choosing = data;

  g_object_unref (choosing->session);
  g_free (choosing->item_code);
  g_free (choosing);
}

static void
on_folder_chosen_cb (gpointer widget, GListModel *files)
{
  Choosing *choosing = g_object_get_data (widget, CHOOSING);
  g_autoptr (GFile) folder = g_list_model_get_item (files, 0);

  cbu_watches_add (widget, choosing->session, choosing->item_code, folder);
}

/**
 * cbu_watches_choose:
 * @widget: whose window asks
 * @session: of whose workplace
 * @item_code: of the catalog
 *
 * Lets the person choose the folder in which the office puts the new files of this item.
 */
void
cbu_watches_choose (GtkWidget *widget, CbuSession *session, const char *item_code)
{
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->session = g_object_ref (session);
  choosing->item_code = g_strdup (item_code);
  g_object_set_data_full (G_OBJECT (widget), CHOOSING, choosing, free_choosing);
  cbu_choose_folder (widget, _ ("The folder with new files of this item"), on_folder_chosen_cb);
}

/* Of the group; with it. */
typedef struct
{
  CbuSession *session; /* (owned) */
  GPtrArray *rows;     /* (owned) (element-type GtkWidget) */
} Watches;

static void
free_watches (gpointer data)
{
  Watches *self = data;

  g_object_unref (self->session);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

static gpointer
remove_watch (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (cb_workplace_remove_watch (workplace, ((Watch *)input)->folder, error));
}

static void
watch_removed_cb (gpointer group, gpointer result, GError *error, gpointer input)
{
  const Watch *watch = input;
  g_autofree char *uri = g_file_get_uri (watch->folder);

  if (error != NULL)
    cbu_show_error (group, error);
  else
    cbu_toast_undo (group, _ ("The folder is watched no more"), "watches.again",
                    g_variant_new ("(ss)", uri, watch->item_code));
}

static void
on_remove_clicked_cb (GtkWidget *button)
{
  const Watch *watch = g_object_get_data (G_OBJECT (button), WATCHES);
  GtkWidget *group = gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP);
  Watches *self = g_object_get_data (G_OBJECT (group), WATCHES);

  cbu_run_async (group, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_remove_clicked_cb,
                            .work = remove_watch,
                            .in_order = TRUE,
                            .done = watch_removed_cb,
                            .input = new_watch (watch->folder, watch->item_code),
                            .free_input = free_watch });
}

static void
on_again_cb (GSimpleAction *action, GVariant *parameter, gpointer group)
{
  Watches *self = g_object_get_data (G_OBJECT (group), WATCHES);
  const char *uri, *item_code;
  g_autoptr (GFile) folder = NULL;

  g_variant_get (parameter, "(&s&s)", &uri, &item_code);
  folder = g_file_new_for_uri (uri);
  cbu_watches_add (group, self->session, item_code, folder);
}

static gpointer
read_watches (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) watches = cb_workplace_list_watches (workplace);
  GPtrArray *shown = g_ptr_array_new_with_free_func (free_watch);

  for (guint i = 0; i < watches->len; i++)
    {
      const CbWatch *watch = g_ptr_array_index (watches, i);
      g_autoptr (CbCatalogItem) item = cb_workplace_get_item (workplace, watch->item_code, NULL);
      Watch *one = new_watch (watch->folder, watch->item_code);

      one->title = item != NULL ? g_strdup (item->title) : NULL;
      g_ptr_array_add (shown, one);
    }

  return shown;
}

static GtkWidget *
make_row (const Watch *watch)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *folder = g_file_get_parse_name (watch->folder);
  g_autofree char *subtitle = g_markup_escape_text (folder, -1);
  g_autofree char *title
      = g_markup_escape_text (watch->title != NULL ? watch->title : watch->item_code, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Watch it no more"));
  cbu_a11y_set_name (button, _ ("Watch it no more"));
  g_object_set_data_full (G_OBJECT (button), WATCHES, new_watch (watch->folder, watch->item_code),
                          free_watch);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove_clicked_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
watches_read_cb (gpointer group, gpointer result, GError *error, gpointer input)
{
  Watches *self = g_object_get_data (G_OBJECT (group), WATCHES);
  GPtrArray *watches = result;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; watches != NULL && i < watches->len; i++)
    g_ptr_array_add (self->rows, make_row (g_ptr_array_index (watches, i)));
  if (self->rows->len == 0)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("None yet"));
      g_ptr_array_add (self->rows, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_add (group, g_ptr_array_index (self->rows, i));
}

static void
reload (GtkWidget *group)
{
  Watches *self = g_object_get_data (G_OBJECT (group), WATCHES);

  cbu_run_async (group, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_watches,
                            .done = watches_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

/**
 * cbu_watches_fill:
 * @group: an empty group, within its window
 * @session: of whose workplace
 *
 * The folders that are watched (product.md L2). Others are added beside an item of the catalog.
 */
void
cbu_watches_fill (AdwPreferencesGroup *group, CbuSession *session)
{
  static const GActionEntry entries[] = { { "again", on_again_cb, "(ss)", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  Watches *self = g_new0 (Watches, 1);

  self->session = g_object_ref (session);
  self->rows = g_ptr_array_new ();
  g_object_set_data_full (G_OBJECT (group), WATCHES, self, free_watches);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), group);
  gtk_widget_insert_action_group (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (group))), "watches",
                                  G_ACTION_GROUP (actions));
  cbu_session_watch (session, GTK_WIDGET (group), "settings,catalog", reload);
}
