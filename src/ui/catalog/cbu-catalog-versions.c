/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-versions.h"

#include <glib/gi18n-lib.h>

#include "core/rules/cb-day.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "ui/catalog/cbu-catalog-changes.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* Pixels. */
#define WIDTH 780
#define HEIGHT 640

/**
 * CbuCatalogVersions:
 *
 * The decisions that a catalog was taken in from, the newest first: which one counts, and what each
 * changed against the one before.
 */
struct _CbuCatalogVersions
{
  AdwWindow parent_instance;

  /* Owned */
  CbuSession *session;

  /* Borrowed: children */
  GtkWidget *page;
  AdwPreferencesGroup *versions;
  GtkBox *changes;
};

G_DEFINE_FINAL_TYPE (CbuCatalogVersions, cbu_catalog_versions, ADW_TYPE_WINDOW)

static char *
dup_day (const char *day)
{
  GDate date;

  if (day != NULL && cb_day_parse_typed (day, &date))
    return cbu_format_date (&date);
  return g_strdup (day != NULL ? day : "");
}

static void
add_fact (GString *text, const char *words, const char *value)
{
  if (value != NULL && *value != '\0')
    g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", words, value);
}

static char *
describe_version (const CbCatalogVersion *version)
{
  GString *text = g_string_new (NULL);
  g_autofree char *issued = dup_day (version->issued);
  g_autofree char *effective = dup_day (version->effective);
  g_autofree char *imported = cbu_format_moment (version->imported_us);

  g_string_append_printf (text, ngettext ("%u item", "%u items", version->items), version->items);
  add_fact (text, _ ("issued on"), issued);
  add_fact (text, _ ("in effect from"), effective);
  add_fact (text, _ ("replaces"), version->replaces);
  add_fact (text, _ ("imported"), imported);
  add_fact (text, _ ("from"), version->file_name);
  return g_string_free (text, FALSE);
}

static void on_enforce_clicked_cb (GtkButton *button, gpointer user_data);

static void
on_compare_clicked_cb (GtkButton *button, gpointer user_data)
{
  CbuCatalogVersions *self = user_data;
  guint after = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "version"));
  guint before = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "before"));

  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->changes)), TRUE);
  cbu_catalog_changes_load (self->changes, self->session, before, after);
}

static GtkWidget *
make_button (CbuCatalogVersions *self, const char *label, guint version, GCallback clicked)
{
  GtkWidget *button = cbu_action_button_new (label, NULL, NULL, NULL);

  g_object_set_data (G_OBJECT (button), "version", GUINT_TO_POINTER (version));
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  return button;
}

static void
add_version (CbuCatalogVersions *self, const CbCatalogVersion *version, guint before)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *facts = describe_version (version);
  const char *title = *version->decision != '\0' ? version->decision : _ ("No decision was named");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), facts);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 4);
  if (version->in_force)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_pill_new (_ ("In force"), "success"));
  else if (version->held)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), cbu_pill_new (_ ("Kept aside"), "warning"));
  if (before != 0)
    {
      GtkWidget *button = make_button (self, _ ("What changed"), version->version,
                                       G_CALLBACK (on_compare_clicked_cb));

      g_object_set_data (G_OBJECT (button), "before", GUINT_TO_POINTER (before));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  if (!version->in_force)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               make_button (self, _ ("Put in force"), version->version,
                                            G_CALLBACK (on_enforce_clicked_cb)));
  cbu_a11y_set_name (row, title);
  adw_preferences_group_add (self->versions, row);
}

static gpointer
read_versions (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return cb_workplace_list_catalog_versions (workplace, error);
}

static void
versions_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuCatalogVersions *self = widget;
  GPtrArray *versions = result;
  GtkWidget *group = adw_preferences_group_new ();

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  if (self->versions != NULL)
    gtk_box_remove (GTK_BOX (self->page), GTK_WIDGET (self->versions));
  self->versions = ADW_PREFERENCES_GROUP (group);
  gtk_box_prepend (GTK_BOX (self->page), group);
  adw_preferences_group_set_title (self->versions, _ ("Decisions"));
  for (guint i = 0; i < versions->len; i++)
    {
      const CbCatalogVersion *before
          = i + 1 < versions->len ? g_ptr_array_index (versions, i + 1) : NULL;

      add_version (self, g_ptr_array_index (versions, i), before != NULL ? before->version : 0);
    }
}

static void
reload (GtkWidget *widget)
{
  CbuCatalogVersions *self = CBU_CATALOG_VERSIONS (widget);

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = reload,
                            .work = read_versions,
                            .done = versions_read_cb,
                            .free_result = (GDestroyNotify)g_ptr_array_unref });
}

static gpointer
enforce (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  return GINT_TO_POINTER (
      cb_workplace_put_catalog_in_force (workplace, GPOINTER_TO_UINT (input), error));
}

static void
enforced_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  if (error != NULL)
    cbu_show_error (widget, error);
}

/* It is undone by putting the other one in force again, which stands beside it. */
static void
on_enforce_clicked_cb (GtkButton *button, gpointer user_data)
{
  CbuCatalogVersions *self = user_data;

  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = on_enforce_clicked_cb,
                            .work = enforce,
                            .done = enforced_cb,
                            .input = g_object_get_data (G_OBJECT (button), "version") });
}

static void
cbu_catalog_versions_dispose (GObject *object)
{
  CbuCatalogVersions *self = CBU_CATALOG_VERSIONS (object);

  g_clear_object (&self->session);
  G_OBJECT_CLASS (cbu_catalog_versions_parent_class)->dispose (object);
}

static void
cbu_catalog_versions_class_init (CbuCatalogVersionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_catalog_versions_dispose;
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static GtkWidget *
make_clamp (GtkWidget *child)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), child);
  return clamp;
}

static void
cbu_catalog_versions_init (CbuCatalogVersions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_VERTICAL);
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  self->changes = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  gtk_widget_add_css_class (self->page, "page");
  gtk_widget_add_css_class (GTK_WIDGET (self->changes), "page");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), make_clamp (self->page));
  gtk_paned_set_start_child (GTK_PANED (paned), scrolled);
  gtk_paned_set_end_child (GTK_PANED (paned), make_clamp (GTK_WIDGET (self->changes)));
  gtk_paned_set_shrink_start_child (GTK_PANED (paned), FALSE);
  gtk_paned_set_shrink_end_child (GTK_PANED (paned), FALSE);
  gtk_widget_set_vexpand (paned, TRUE);
  /* The whole window is the decisions' until two are compared. */
  gtk_widget_set_visible (gtk_paned_get_end_child (GTK_PANED (paned)), FALSE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), paned);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), box);
  adw_window_set_content (ADW_WINDOW (self), overlay);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Decisions on the catalog"));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
}

/**
 * cbu_catalog_versions_new:
 * @session: whose catalog it is
 * @parent: the window that it belongs to
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
cbu_catalog_versions_new (CbuSession *session, GtkWindow *parent)
{
  CbuCatalogVersions *self
      = g_object_new (CBU_TYPE_CATALOG_VERSIONS, "transient-for", parent, "modal", FALSE, NULL);

  self->session = g_object_ref (session);
  cbu_session_watch (session, GTK_WIDGET (self), "catalog", reload);
  return GTK_WIDGET (self);
}
