/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/reports/cbu-reports-page.h"

#include <glib/gi18n-lib.h>

#include "ui/reports/cbu-plan-view.h"
#include "ui/reports/cbu-report-view.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-split.h"

/**
 * CbuReportsPage:
 *
 * Reports of any span, and the plan with how it stands. Where the header has no room for their
 * names, they stand below the page.
 */
struct _CbuReportsPage
{
  AdwBin parent_instance;

  /* Template */
  CbuSplit *split; /* of one side: whether the page is narrow */
  GtkWidget *switcher;
  GtkWidget *title;
  GtkMenuButton *export;
  AdwViewSwitcherBar *bar;
  AdwViewStack *stack;
  CbuReportView *report;
  CbuPlanView *plan;
};

static void cbu_reports_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuReportsPage,
                               cbu_reports_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_reports_page_page_init))

static gboolean
shows_plan (CbuReportsPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->stack), "plan") == 0;
}

static void
update_header (CbuReportsPage *self)
{
  gboolean compact = cbu_split_is_compact (self->split);

  gtk_widget_set_visible (self->switcher, !compact);
  gtk_widget_set_visible (self->title, compact);
  adw_view_switcher_bar_set_reveal (self->bar, compact);
  if (compact)
    gtk_menu_button_set_icon_name (self->export, "document-save-symbolic");
  else
    gtk_menu_button_set_label (self->export, _ ("Export"));
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CbuReportsPage *self = user_data;
  const char *ending = g_variant_get_string (parameter, NULL);

  if (shows_plan (self))
    cbu_plan_view_export (self->plan, ending);
  else
    cbu_report_view_export (self->report, ending);
}

static gboolean
command (CbuPage *page, const char *name)
{
  CbuReportsPage *self = CBU_REPORTS_PAGE (page);

  if (g_str_equal (name, "back"))
    return shows_plan (self) ? cbu_plan_view_back (self->plan)
                             : cbu_report_view_back (self->report);

  return FALSE;
}

static void
cbu_reports_page_page_init (CbuPageInterface *iface)
{
  iface->command = command;
}

static void
cbu_reports_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_REPORTS_PAGE);
  G_OBJECT_CLASS (cbu_reports_page_parent_class)->dispose (object);
}

static void
cbu_reports_page_class_init (CbuReportsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_SPLIT);
  g_type_ensure (CBU_TYPE_PLAN_VIEW);
  g_type_ensure (CBU_TYPE_REPORT_VIEW);
  G_OBJECT_CLASS (klass)->dispose = cbu_reports_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/reports/cbu-reports-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, split);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, title);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, export);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, bar);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, report);
  gtk_widget_class_bind_template_child (widget_class, CbuReportsPage, plan);
}

static void
cbu_reports_page_init (CbuReportsPage *self)
{
  static const GActionEntry entries[] = { { "export", export_cb, "s", NULL, NULL, { 0 } } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->split, "notify::compact", G_CALLBACK (update_header), self);
  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "reports", G_ACTION_GROUP (group));
}

/**
 * cbu_reports_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_reports_page_new (CbuSession *session)
{
  CbuReportsPage *self = g_object_new (CBU_TYPE_REPORTS_PAGE, NULL);

  cbu_report_view_open (self->report, session);
  cbu_plan_view_open (self->plan, session);
  return GTK_WIDGET (self);
}
