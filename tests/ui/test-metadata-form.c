/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed into the description is kept, whatever is read and shown meanwhile. */

#include "config.h"

#include "cbu-test.h"
#include "ui/datasets/cbu-metadata-field.h"
#include "ui/datasets/cbu-metadata-form.h"

typedef struct
{
  CbWorkplace *workplace;
  const char *id;
} Look;

static gboolean
has_both (gpointer data)
{
  Look *look = data;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (look->workplace, look->id, NULL);

  g_assert_nonnull (dataset);
  return g_strcmp0 (cb_dataset_get_title (dataset), "Một") == 0
         && json_object_has_member (dataset->metadata, "notes")
         && g_str_equal (json_object_get_string_member (dataset->metadata, "notes"), "Hai");
}

static void
test_shown_while_kept (void)
{
  CbuSession *session = cbu_test_open_practice ();
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, NULL);
  CbuDossier *before = cbu_dossier_read (workplace, dataset->id, NULL);
  GtkWidget *form = g_object_new (CBU_TYPE_METADATA_FORM, NULL);
  GtkWidget *window = adw_window_new ();
  Look look = { workplace, dataset->id };

  adw_window_set_content (ADW_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  cbu_metadata_form_show (CBU_METADATA_FORM (form), session, before);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (cbu_test_find (form, GTK_TYPE_TEXT_VIEW))), "Hai",
      -1);
  cbu_metadata_form_flush (CBU_METADATA_FORM (form));
  /* Read before, shown only now. */
  cbu_metadata_form_show (CBU_METADATA_FORM (form), session, before);
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (form, GTK_TYPE_EDITABLE)), "Một");
  cbu_metadata_form_flush (CBU_METADATA_FORM (form));
  cbu_test_wait (has_both, &look, "both texts");

  gtk_window_destroy (GTK_WINDOW (window));
  cbu_dossier_unref (before);
  cbu_test_close (session);
}

static gboolean
says_not_kept (gpointer root)
{
  if (GTK_IS_LABEL (root)
      && g_str_equal (gtk_label_get_label (root), "Not kept yet: see the message below."))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_not_kept (child))
      return TRUE;

  return FALSE;
}

/* What could not be written is not overwritten by the next reading, and is written at the next go.
 */
static void
test_shown_when_not_kept (void)
{
  CbuSession *session = cbu_test_open_practice ();
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (workplace, NULL, NULL, NULL);
  CbuDossier *dossier = cbu_dossier_read (workplace, dataset->id, NULL);
  GtkWidget *form = g_object_new (CBU_TYPE_METADATA_FORM, NULL);
  GtkWidget *window = adw_window_new ();
  Look look = { workplace, dataset->id };
  char *id = dossier->dataset->id;

  adw_window_set_content (ADW_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  dossier->dataset->id = g_strdup ("is not there");
  cbu_metadata_form_show (CBU_METADATA_FORM (form), session, dossier);
  gtk_text_buffer_set_text (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (cbu_test_find (form, GTK_TYPE_TEXT_VIEW))), "Hai",
      -1);
  gtk_editable_set_text (GTK_EDITABLE (cbu_test_find (form, GTK_TYPE_EDITABLE)), "Một");
  cbu_metadata_form_flush (CBU_METADATA_FORM (form));
  cbu_test_wait (says_not_kept, form, "the message that nothing was kept");

  g_free (dossier->dataset->id);
  dossier->dataset->id = id;
  cbu_metadata_form_show (CBU_METADATA_FORM (form), session, dossier);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (cbu_test_find (form, GTK_TYPE_EDITABLE))),
                   ==, "Một");
  cbu_metadata_form_flush (CBU_METADATA_FORM (form));
  cbu_test_wait (has_both, &look, "both texts");

  gtk_window_destroy (GTK_WINDOW (window));
  cbu_dossier_unref (dossier);
  cbu_test_close (session);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/metadata-form/shown-while-kept", test_shown_while_kept);
  g_test_add_func ("/ui/metadata-form/shown-when-not-kept", test_shown_when_not_kept);
  return g_test_run ();
}
