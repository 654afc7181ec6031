/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of datasets over a real practice workplace: one begun by mistake goes and comes back. */

#include "config.h"

#include "cbu-test.h"
#include "ui/datasets/cbu-dataset-view.h"
#include "ui/datasets/cbu-datasets-page.h"
#include "ui/datasets/cbu-removal.h"

typedef struct
{
  CbuSession *session;
  char *id; /* (owned) */
  GtkWidget *page;
  GtkWidget *window;
} Rig;

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Rig *rig = user_data;

  cbu_removal_remove (rig->window, rig->session, g_variant_get_string (parameter, NULL));
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Rig *rig = user_data;

  cbu_removal_restore (rig->window, rig->session, g_variant_get_string (parameter, NULL));
}

static void
open_page (Rig *rig)
{
  const GActionEntry entries[] = { { "remove-dataset", remove_cb, "s", NULL, NULL, { 0 } },
                                   { "restore-dataset", restore_cb, "s", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();

  rig->session = cbu_test_open_practice ();
  rig->id = cbu_test_prepare_dataset (rig->session);
  rig->page = cbu_datasets_page_new (rig->session);
  rig->window = adw_window_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), rig);
  gtk_widget_insert_action_group (rig->window, "win", G_ACTION_GROUP (group));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), rig->page);
  adw_window_set_content (ADW_WINDOW (rig->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (rig->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (rig->window));
}

static void
close_page (Rig *rig)
{
  gtk_window_destroy (GTK_WINDOW (rig->window));
  cbu_test_close (rig->session);
  g_free (rig->id);
}

/* Of the list, not of what was removed. */
static GtkWidget *
find_remove_button (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root)
      && g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (root)), "user-trash-symbolic")
             == 0
      && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_remove_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_remove_button (gpointer page)
{
  return find_remove_button (page) != NULL;
}

static GtkWidget *
find_take_back (gpointer page)
{
  return cbu_test_find_button (page, "Take back");
}

static gboolean
is_removed (gpointer page)
{
  return find_take_back (page) != NULL && find_remove_button (page) == NULL;
}

static gboolean
is_back (gpointer page)
{
  return find_take_back (page) == NULL && find_remove_button (page) != NULL;
}

static void
ask_and_remove (Rig *rig)
{
  GtkWidget *button;
  GtkWidget *question;

  cbu_test_wait (has_remove_button, rig->page, "the button");
  button = find_remove_button (rig->page);
  question = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  /* Asked once, and nothing is done before. */
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  g_signal_emit_by_name (cbu_test_find_button (question, "Remove the dataset"), "clicked");
}

static void
test_removed_and_back (void)
{
  Rig rig = { 0 };

  open_page (&rig);
  ask_and_remove (&rig);
  cbu_test_wait (is_removed, rig.page, "the list without it");
  /* By the toast. */
  g_signal_emit_by_name (cbu_test_find_button (rig.window, "Undo"), "clicked");
  cbu_test_wait (is_back, rig.page, "the dataset, by the toast");
  ask_and_remove (&rig);
  cbu_test_wait (is_removed, rig.page, "the list without it again");
  g_signal_emit_by_name (find_take_back (rig.page), "clicked");
  cbu_test_wait (is_back, rig.page, "the dataset, from the list");
  close_page (&rig);
}

static gboolean
has_view (gpointer page)
{
  return cbu_test_find (page, CBU_TYPE_DATASET_VIEW) != NULL && has_remove_button (page);
}

static gboolean
has_no_view (gpointer page)
{
  return cbu_test_find (page, CBU_TYPE_DATASET_VIEW) == NULL && is_removed (page);
}

static void
test_removed_while_open (void)
{
  Rig rig = { 0 };

  open_page (&rig);
  cbu_datasets_page_open (CBU_DATASETS_PAGE (rig.page), rig.id);
  cbu_test_wait (has_view, rig.page, "its page");
  ask_and_remove (&rig);
  cbu_test_wait (has_no_view, rig.page, "the list");
  close_page (&rig);
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (root)), text) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_says_why_not (void)
{
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  GtkWidget *button = g_object_ref_sink (cbu_removal_button_new ());
  GtkWidget *question;

  dataset->id = g_strdup ("d");
  cbu_removal_button_set (button, dataset, CB_REMOVAL_PUBLISHED);
  question = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_null (cbu_test_find_button (question, "Remove the dataset"));
  g_assert_nonnull (find_label (question, cb_removal_words (CB_REMOVAL_PUBLISHED)));
  /* The same again leaves a question alone that is open; another is another. */
  cbu_removal_button_set (button, dataset, CB_REMOVAL_PUBLISHED);
  g_assert_true (question == GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))));
  cbu_removal_button_set (button, dataset, CB_REMOVAL_ALLOWED);
  question = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_nonnull (cbu_test_find_button (question, "Remove the dataset"));
  g_object_unref (button);
}

typedef struct
{
  GtkWidget *page;
  const char *title;
} Wanted;

static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (ADW_IS_ACTION_ROW (root)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_row (gpointer data)
{
  const Wanted *wanted = data;

  return find_row (wanted->page, wanted->title) != NULL;
}

static char *
add_titled (Rig *rig, const char *title)
{
  CbWorkplace *workplace = cbu_session_get_workplace (rig->session);
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, NULL);
  g_autoptr (JsonObject) metadata = json_object_new ();

  json_object_set_string_member (metadata, "title", title);
  g_assert_true (cb_workplace_set_metadata (workplace, dataset->id, metadata, NULL));
  return g_strdup (dataset->id);
}

/* A row that says the same as before is the same row, and keeps the focus; the order is right. */
static void
test_rows_stay (void)
{
  Rig rig = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (JsonObject) metadata = json_object_new ();
  Wanted wanted;
  GtkWidget *stays;

  open_page (&rig);
  first = add_titled (&rig, "Một");
  second = add_titled (&rig, "Hai");
  wanted = (Wanted){ rig.page, "Hai" };
  cbu_test_wait (has_row, &wanted, "the second row");
  stays = find_row (rig.page, "Một");
  g_assert_nonnull (stays);
  g_assert_true (gtk_widget_grab_focus (stays));
  third = add_titled (&rig, "Ba");
  json_object_set_string_member (metadata, "title", "Hai rưỡi");
  g_assert_true (
      cb_workplace_set_metadata (cbu_session_get_workplace (rig.session), second, metadata, NULL));
  wanted.title = "Hai rưỡi";
  cbu_test_wait (has_row, &wanted, "the other title");
  wanted.title = "Ba";
  cbu_test_wait (has_row, &wanted, "the third row");
  g_assert_null (find_row (rig.page, "Hai"));
  g_assert_true (find_row (rig.page, "Một") == stays);
  g_assert_true (gtk_root_get_focus (gtk_widget_get_root (stays)) == stays);
  {
    g_autoptr (GPtrArray) all
        = cb_workplace_list_datasets (cbu_session_get_workplace (rig.session), NULL);
    GtkWidget *list = gtk_widget_get_parent (stays);

    for (guint i = 0; i < all->len; i++)
      g_assert_cmpstr (
          g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)i)),
                             "id"),
          ==, ((CbDataset *)g_ptr_array_index (all, i))->id);
    g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int)all->len));
  }
  close_page (&rig);
}

int
main (int argc, char *argv[])
{
  cbu_test_init (&argc, &argv);

  g_test_add_func ("/ui/datasets-page/removed-asked-once-and-taken-back", test_removed_and_back);
  g_test_add_func ("/ui/datasets-page/removed-while-open", test_removed_while_open);
  g_test_add_func ("/ui/datasets-page/rows-stay", test_rows_stay);
  g_test_add_func ("/ui/datasets-page/published-says-why-it-stays", test_says_why_not);

  return g_test_run ();
}
