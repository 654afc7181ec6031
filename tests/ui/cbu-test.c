/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the window share: a practice workplace in a folder of its own, a bounded wait,
 * and the walk that finds what a screen reader could not name. */

#include "config.h"

#include "cbu-test.h"

#include <locale.h>

#include <glib/gstdio.h>

#include "core/workplace/cb-workplace-private.h"
#include "ui/datasets/cbu-findings-panel.h"
#include "ui/widgets/cbu-samples.h"

/* Generous: nothing is asserted about time, it only ends what would never end. */
#define WAIT_SECONDS 60

void
cbu_test_init (int *argc, char ***argv)
{
  g_autofree char *engine
      = g_build_filename (g_getenv ("CB_BUILD_ROOT"), "src", "engine", "congbo-engine", NULL);

  gtk_test_init (argc, argv);
  cb_reader_set_engine_path (engine);
  /* gtk_test_init() sets the locale to C, in which Vietnamese is question marks. */
  setlocale (LC_ALL, "C.UTF-8");
  adw_init ();
}

static gpointer
open_in_thread (gpointer data)
{
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE, .root = data };
  g_autoptr (CbKeyring) keyring = cb_keyring_new_memory ();
  g_autoptr (GError) error = NULL;
  CbWorkplace *workplace;

  options.keyring = keyring;
  workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  return workplace;
}

CbuSession *
cbu_test_open_practice (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-ui-XXXXXX", NULL);
  GThread *thread = g_thread_new ("open", open_in_thread, root);
  g_autoptr (CbWorkplace) workplace = g_thread_join (thread);
  CbuSession *session = cbu_session_new (workplace);
  g_autoptr (GHashTable) settings = cbu_session_read_settings (workplace);

  cbu_session_set_settings (session, settings);
  return session;
}

typedef struct
{
  CbuSession *session;
  char *id;
} Prepared;

static gpointer
prepare_in_thread (gpointer data)
{
  Prepared *prepared = data;
  CbWorkplace *workplace = cbu_session_get_workplace (prepared->session);
  g_autoptr (GFile) catalog = cbu_samples_find ("catalog");
  g_autoptr (GFile) file = cbu_samples_find ("facilities");
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (
      cb_workplace_import_catalog (workplace, catalog, "test", &problems, NULL, &error), >, 0);
  g_assert_no_error (error);
  dataset = cb_workplace_create_dataset (workplace, "DL002", "2026-Q3", &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_in (workplace, dataset->id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  findings = cb_workplace_check (workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, >, 0);
  prepared->id = g_strdup (dataset->id);
  return NULL;
}

/* The facilities of the samples, taken in and checked, under an item of the sample catalog. */
char *
cbu_test_prepare_dataset (CbuSession *session)
{
  Prepared prepared = { .session = session };

  g_thread_join (g_thread_new ("prepare", prepare_in_thread, &prepared));
  return prepared.id;
}

static gpointer
make_job_in_thread (gpointer data)
{
  CbWorkplace *workplace = data;
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, NULL);
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (workplace, NULL);
  g_autoptr (CbApproval) approval = cb_approval_new ();
  g_autoptr (GError) error = NULL;
  CbJob *job = cb_job_new ();

  approval->id = g_strdup ("một");
  approval->dataset_id = g_strdup (dataset->id);
  approval->digest = g_strdup ("");
  approval->prepared_by = g_strdup ("Lan");
  approval->approved_by = g_strdup ("Minh");
  cb_store_add_approval (workplace->store, approval, &error);
  g_assert_no_error (error);
  job->id = g_strdup ("một");
  job->dataset_id = g_strdup (dataset->id);
  job->approval_id = g_strdup (approval->id);
  job->account_id = g_strdup (((CbAccount *)g_ptr_array_index (accounts, 0))->id);
  job->slug = g_strdup ("mot");
  job->state = CB_JOB_SENDING;
  job->bytes_total = 1000;
  job->bytes_done = 100;
  cb_store_save_job (workplace->store, job, &error);
  g_assert_no_error (error);

  return job;
}

/* Of a dataset without files, a tenth of which is sent; the queue does not run. */
CbJob *
cbu_test_make_job (CbuSession *session)
{
  return g_thread_join (
      g_thread_new ("job", make_job_in_thread, cbu_session_get_workplace (session)));
}

void
cbu_test_close (CbuSession *session)
{
  g_autofree char *root = g_strdup (cb_workplace_get_root (cbu_session_get_workplace (session)));
  g_autofree char *parent = g_path_get_dirname (root);
  const char *arguments[] = { "rm", "-rf", parent, NULL };

  cb_workplace_close (cbu_session_get_workplace (session));
  g_object_unref (session);
  g_spawn_sync (NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
}

void
cbu_test_wait (CbuTestFunc ready, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;

  while (!ready (data))
    {
      if (g_get_monotonic_time () > end)
        {
          g_test_message ("this did not come: %s", what);
          g_assert_not_reached ();
        }
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (2000);
    }
}

GtkWidget *
cbu_test_find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cbu_test_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* By its words, not by its icon. */
GtkWidget *
cbu_test_find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = cbu_test_find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
cbu_test_has_findings (gpointer view)
{
  GtkWidget *panel = cbu_test_find (view, CBU_TYPE_FINDINGS_PANEL);
  GtkWidget *list = panel != NULL ? cbu_test_find (panel, GTK_TYPE_LIST_BOX) : NULL;

  return list != NULL && gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL;
}

/* A screen reader says the name when one comes to another page. */
static gboolean
is_page (GtkWidget *widget)
{
  const char *name = G_OBJECT_TYPE_NAME (widget);

  return g_str_equal (name, "CbuDatasetView")
         || (g_str_has_prefix (name, "Cbu") && g_str_has_suffix (name, "Page"));
}

static gboolean
needs_name (GtkWidget *widget)
{
  /* Inner parts of GTK's own widgets are named by what they are in. */
  GtkWidget *parent = gtk_widget_get_parent (widget);

  if (GTK_IS_TEXT (widget)
      || (parent != NULL
          && (GTK_IS_MENU_BUTTON (parent) || GTK_IS_DROP_DOWN (parent) || GTK_IS_POPOVER (parent)
              || g_str_has_prefix (G_OBJECT_TYPE_NAME (parent), "AdwMessage"))))
    return FALSE;
  if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "AdwEntryRow")
      || g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "AdwPasswordEntryRow"))
    return FALSE;
  return GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) || GTK_IS_SEARCH_ENTRY (widget)
         || GTK_IS_TEXT_VIEW (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_LIST_BOX (widget) || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_PROGRESS_BAR (widget)
         || GTK_IS_SPINNER (widget) || GTK_IS_PICTURE (widget) || is_page (widget);
}

static gboolean
is_inside_other_toolkit (GtkWidget *widget)
{
  /* AdwEntryRow, AdwComboRow, AdwHeaderBar and the like name their own insides. */
  for (GtkWidget *parent = gtk_widget_get_parent (widget); parent != NULL;
       parent = gtk_widget_get_parent (parent))
    {
      const char *name = G_OBJECT_TYPE_NAME (parent);

      if (g_str_equal (name, "GtkWindowControls") || g_str_has_suffix (name, "EntryRow")
          || g_str_equal (name, "AdwComboRow") || g_str_equal (name, "AdwPreferencesGroup")
          || g_str_equal (name, "AdwExpanderRow") || g_str_equal (name, "GtkPopoverMenu")
          || g_str_equal (name, "GtkScrollbar") || g_str_equal (name, "GtkDropDown")
          || g_str_equal (name, "GtkSearchEntry") || g_str_equal (name, "AdwToastWidget")
          || g_str_equal (name, "GtkColumnViewTitle"))
        return !GTK_IS_MENU_BUTTON (widget);
    }
  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  gboolean has_label = gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL);

  /* An icon button is labelled by its image, which says nothing. */
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL)
    return has_label;

  return has_label
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

guint
cbu_test_count_nameless (GtkWidget *root)
{
  guint n = 0;

  if (needs_name (root) && !is_inside_other_toolkit (root) && !has_name (root))
    {
      g_autoptr (GString) path = g_string_new (NULL);

      for (GtkWidget *widget = root; widget != NULL; widget = gtk_widget_get_parent (widget))
        g_string_append_printf (path, " < %s", G_OBJECT_TYPE_NAME (widget));
      g_test_message ("no name:%s", path->str);
      n++;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += cbu_test_count_nameless (child);
  return n;
}
