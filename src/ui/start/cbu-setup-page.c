/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/start/cbu-setup-page.h"

#include "ui/settings/cbu-agencies.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuSetupPage:
 *
 * Province, agency and person, before the first real work. What is there already is shown.
 */
struct _CbuSetupPage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GPtrArray *profiles; /* (nullable) (element-type CbProfile) */

  /* Template */
  AdwComboRow *profile;
  GtkEditable *agency;
  GtkEditable *person;
  GtkWidget *next;
};

G_DEFINE_FINAL_TYPE (CbuSetupPage, cbu_setup_page, ADW_TYPE_BIN)

static void
on_changed_cb (CbuSetupPage *self)
{
  g_autofree char *agency = g_strstrip (g_strdup (gtk_editable_get_text (self->agency)));
  g_autofree char *person = g_strstrip (g_strdup (gtk_editable_get_text (self->person)));

  gtk_widget_set_sensitive (self->next, self->profiles != NULL && self->profiles->len > 0
                                            && *agency != '\0' && *person != '\0');
}

static gpointer
read_profiles (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_profiles (workplace, error);
}

static void
profiles_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuSetupPage *self = widget;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const char *now = cbu_session_get_setting (self->session, "profile");

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  self->profiles = g_ptr_array_ref (result);
  for (guint i = 0; i < self->profiles->len; i++)
    gtk_string_list_append (names, cb_profile_get_name (g_ptr_array_index (self->profiles, i)));
  adw_combo_row_set_model (self->profile, G_LIST_MODEL (names));
  for (guint i = 0; i < self->profiles->len; i++)
    if (g_str_equal (cb_profile_get_id (g_ptr_array_index (self->profiles, i)), now))
      adw_combo_row_set_selected (self->profile, i);
  on_changed_cb (self);
}

typedef struct
{
  char *profile;
  char *agency;
  char *person;
} Choice;

static void
free_choice (gpointer data)
{
  Choice *choice = data;

  g_free (choice->profile);
  g_free (choice->agency);
  g_free (choice->person);
  g_free (choice);
}

static gpointer
save_choice (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Choice *choice = input;

  if (!cb_workplace_set_setting (workplace, "profile", choice->profile, error)
      || !cb_workplace_set_setting (workplace, "agency", choice->agency, error)
      || !cb_workplace_set_setting (workplace, "person", choice->person, error)
      || !cb_workplace_set_setting (workplace, "setup-done", "true", error))
    return NULL;

  return cbu_session_read_settings (workplace);
}

static void
choice_saved_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuSetupPage *self = widget;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      gtk_widget_set_sensitive (self->next, TRUE);
      return;
    }
  cbu_session_set_settings (self->session, result);
  gtk_widget_activate_action (widget, "win.setup-done", NULL);
}

static void
on_next_clicked_cb (CbuSetupPage *self)
{
  Choice *choice = g_new0 (Choice, 1);
  CbProfile *profile
      = g_ptr_array_index (self->profiles, adw_combo_row_get_selected (self->profile));

  choice->profile = g_strdup (cb_profile_get_id (profile));
  choice->agency = g_strstrip (g_strdup (gtk_editable_get_text (self->agency)));
  choice->person = g_strstrip (g_strdup (gtk_editable_get_text (self->person)));
  gtk_widget_set_sensitive (self->next, FALSE);
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_next_clicked_cb,
                            .work = save_choice,
                            .done = choice_saved_cb,
                            .input = choice,
                            .free_input = free_choice,
                            .free_result = (GDestroyNotify)g_hash_table_unref });
}

static void
cbu_setup_page_dispose (GObject *object)
{
  CbuSetupPage *self = CBU_SETUP_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_SETUP_PAGE);
  G_OBJECT_CLASS (cbu_setup_page_parent_class)->dispose (object);
}

static void
cbu_setup_page_class_init (CbuSetupPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_setup_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/start/cbu-setup-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuSetupPage, profile);
  gtk_widget_class_bind_template_child (widget_class, CbuSetupPage, agency);
  gtk_widget_class_bind_template_child (widget_class, CbuSetupPage, person);
  gtk_widget_class_bind_template_child (widget_class, CbuSetupPage, next);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_next_clicked_cb);
}

static void
cbu_setup_page_init (CbuSetupPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cbu_setup_page_new:
 * @session: of the real mode
 *
 * Returns: (transfer floating): the page that asks what must be known before real work
 */
GtkWidget *
cbu_setup_page_new (CbuSession *session)
{
  CbuSetupPage *self = g_object_new (CBU_TYPE_SETUP_PAGE, NULL);

  self->session = g_object_ref (session);
  gtk_editable_set_text (self->agency, cbu_session_get_setting (session, "agency"));
  gtk_editable_set_text (self->person, cbu_session_get_setting (session, "person"));
  cbu_agencies_offer (GTK_WIDGET (self->agency), session);
  cbu_run_async (self, cbu_session_get_workplace (session),
                 &(CbuRun){ .tag = cbu_setup_page_new,
                            .work = read_profiles,
                            .done = profiles_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
  return GTK_WIDGET (self);
}
