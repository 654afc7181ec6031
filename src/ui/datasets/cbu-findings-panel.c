/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-findings-panel.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/datasets/cbu-finding-row.h"
#include "ui/datasets/cbu-findings-filter.h"
#include "ui/datasets/cbu-mend-list.h"
#include "ui/widgets/cbu-parts.h"

/**
 * CbuFindingsPanel:
 *
 * What the check found, the gravest first; choosing one goes to its cell.
 */
struct _CbuFindingsPanel
{
  GtkBox parent_instance;

  /* Owned */
  CbuDossier *dossier;
  GHashTable *by_key; /* (element-type utf8 CbFinding): those of the dossier */
  gboolean filling;

  /* Template */
  GtkLabel *summary;
  GtkMenuButton *steps;
  GtkWidget *undo;
  GtkWidget *redo;
  CbuFindingsFilter *filter;
  GtkListBox *list;
  GtkWidget *nothing;
};

G_DEFINE_FINAL_TYPE (CbuFindingsPanel, cbu_findings_panel, GTK_TYPE_BOX)

static void
update_summary (CbuFindingsPanel *self)
{
  GString *text = g_string_new (NULL);

  for (int severity = CB_SEVERITY_BLOCKER; severity >= CB_SEVERITY_NOTE; severity--)
    {
      guint n = cbu_dossier_count (self->dossier, (CbSeverity)severity);
      g_autofree char *number = cb_text_format_count (n);
      g_autofree char *title = g_utf8_strdown (cb_severity_title ((CbSeverity)severity), -1);

      if (n > 0)
        g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", number, title);
    }
  if (self->dossier->dataset->files->len == 0)
    g_string_assign (text, _ ("No file yet"));
  else if (!self->dossier->current)
    g_string_assign (text, _ ("Not checked yet"));
  else if (text->len == 0)
    g_string_assign (text, _ ("Nothing was found: all is well"));
  gtk_label_set_label (self->summary, text->str);
  g_string_free (text, TRUE);
}

/* A large workbook has thousands: none is looked for by walking through all of them. */
static void
index_findings (CbuFindingsPanel *self)
{
  const GPtrArray *findings = self->dossier->findings;

  g_hash_table_remove_all (self->by_key);
  for (guint i = 0; i < findings->len; i++)
    {
      CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);

      if (!g_hash_table_contains (self->by_key, key))
        g_hash_table_insert (self->by_key, g_steal_pointer (&key), finding);
    }
}

/* The gravest first; what was waived last. */
static GPtrArray *
list_findings (const CbuDossier *dossier)
{
  GPtrArray *list = g_ptr_array_new ();

  for (int severity = CB_SEVERITY_BLOCKER; severity >= -1; severity--)
    for (guint i = 0; i < dossier->findings->len; i++)
      {
        CbFinding *finding = g_ptr_array_index (dossier->findings, i);

        if ((finding->waived_by != NULL ? -1 : (int)finding->severity) == severity)
          g_ptr_array_add (list, finding);
      }

  return list;
}

static const char *
get_said (gpointer row)
{
  return g_object_get_data (row, "said");
}

/* Takes away the rows that say what is said no more. Returns: the others, by what they say */
static GHashTable *
keep_rows (CbuFindingsPanel *self, GHashTable *wanted)
{
  GHashTable *kept = g_hash_table_new (g_str_hash, g_str_equal);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL;)
    if (g_hash_table_contains (wanted, get_said (row))
        && !g_hash_table_contains (kept, get_said (row)))
      {
        g_hash_table_insert (kept, (gpointer)get_said (row), row);
        i++;
      }
    else
      gtk_list_box_remove (self->list, GTK_WIDGET (row));

  return kept;
}

static void
put_row (CbuFindingsPanel *self, int place, GtkWidget *row)
{
  g_object_ref_sink (row);
  if (gtk_widget_get_parent (row) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_list_box_insert (self->list, row, place);
  g_object_unref (row);
}

/* A check that comes to its end while a reason is being typed changes other rows than that one:
 * what says the same as before stays where it is. */
static void
show_rows (CbuFindingsPanel *self, const char *regulation, const char *person)
{
  const CbuDossier *dossier = self->dossier;
  g_autoptr (GPtrArray) findings = list_findings (dossier);
  g_autoptr (GPtrArray) says = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) kept = NULL;

  for (guint i = 0; i < findings->len; i++)
    {
      g_autofree char *key = cbu_dossier_dup_finding_key (dossier, g_ptr_array_index (findings, i));
      char *said = g_strdup_printf ("%s\n%s\n%s", regulation, person, key);

      g_ptr_array_add (says, said);
      g_hash_table_add (wanted, said);
    }
  kept = keep_rows (self, wanted);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      GtkListBoxRow *there = gtk_list_box_get_row_at_index (self->list, (int)i);
      const char *said = g_ptr_array_index (says, i);
      GtkWidget *row = g_hash_table_lookup (kept, said);

      /* Two may say the same. */
      g_hash_table_remove (kept, said);
      if (there != NULL && row == GTK_WIDGET (there))
        continue;
      if (row == NULL)
        {
          row = cbu_finding_row_new (finding, cbu_dossier_get_file_name (dossier, finding),
                                     regulation, person, cbu_dossier_can_change (dossier));
          g_object_set_data_full (G_OBJECT (row), "said", g_strdup (said), g_free);
        }
      put_row (self, (int)i, row);
    }
}

static GtkListBoxRow *
find_row (CbuFindingsPanel *self, const char *key)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) == 0)
      return row;

  return NULL;
}

static const char *
get_file (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "file");
}

static gboolean
is_listed (GtkListBoxRow *row, gpointer user_data)
{
  CbuFindingsPanel *self = user_data;

  return cbu_findings_filter_matches (self->filter, get_file (row));
}

/* Rows stay as they are, with what is being typed in one. */
static void
on_filter_changed_cb (CbuFindingsPanel *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/**
 * cbu_findings_panel_select:
 * @self: the panel
 * @key: of a finding
 */
void
cbu_findings_panel_select (CbuFindingsPanel *self, const char *key)
{
  GtkListBoxRow *row;

  g_return_if_fail (CBU_IS_FINDINGS_PANEL (self));

  row = find_row (self, key);
  if (row == NULL)
    return;
  cbu_findings_filter_include (self->filter, get_file (row));
  self->filling = TRUE;
  gtk_list_box_select_row (self->list, row);
  self->filling = FALSE;
}

/**
 * cbu_findings_panel_show:
 * @self: the panel
 * @session: what the dataset belongs to
 * @dossier: the dataset
 */
void
cbu_findings_panel_show (CbuFindingsPanel *self, CbuSession *session, CbuDossier *dossier)
{
  const char *regulation = cbu_session_get_setting (session, "regulation");
  const char *person = cbu_session_get_setting (session, "person");
  GtkListBoxRow *selected;
  g_autofree char *key = NULL;
  g_autofree char *findings = cbu_dossier_dup_findings_key (dossier);
  g_autofree char *shown = g_strdup_printf ("%s\n%s\n%s", regulation, person, findings);

  g_return_if_fail (CBU_IS_FINDINGS_PANEL (self));

  cbu_dossier_ref (dossier);
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  self->dossier = dossier;
  index_findings (self);
  update_summary (self);
  cbu_findings_filter_show (self->filter, dossier);
  gtk_label_set_label (GTK_LABEL (self->nothing),
                       dossier->findings->len > 0 ? _ ("Nothing was found in this file") : "");
  gtk_list_box_invalidate_filter (self->list);
  /* Anything that happens in the program shows the dataset anew: rows that say the same stay, with
   * the focus and the reason that is being typed in one. */
  if (!cbu_says_anew (self->list, shown))
    return;
  selected = gtk_list_box_get_selected_row (self->list);
  if (selected != NULL)
    key = g_strdup (g_object_get_data (G_OBJECT (selected), "key"));
  self->filling = TRUE;
  show_rows (self, regulation, person);
  gtk_list_box_unselect_all (self->list);
  self->filling = FALSE;
  if (key != NULL)
    cbu_findings_panel_select (self, key);
}

/**
 * cbu_findings_panel_offer_history:
 * @self: the panel
 * @can_undo: whether something was done to the file that can be taken back
 * @can_redo: whether something was taken back that may be done again
 */
void
cbu_findings_panel_offer_history (CbuFindingsPanel *self, gboolean can_undo, gboolean can_redo)
{
  g_return_if_fail (CBU_IS_FINDINGS_PANEL (self));

  gtk_widget_set_visible (self->undo, can_undo);
  gtk_widget_set_visible (self->redo, can_redo);
}

/**
 * cbu_findings_panel_show_steps:
 * @self: the panel
 * @recipe: (nullable): what was done to the file that is looked at, JSON
 */
void
cbu_findings_panel_show_steps (CbuFindingsPanel *self, const char *recipe)
{
  GtkWidget *popover;

  g_return_if_fail (CBU_IS_FINDINGS_PANEL (self));

  gtk_widget_set_visible (GTK_WIDGET (self->steps), recipe != NULL && *recipe != '\0');
  if (!cbu_says_anew (self->steps, recipe != NULL ? recipe : ""))
    return;
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), cbu_mend_list_new (recipe != NULL ? recipe : "[]"));
  gtk_widget_add_css_class (popover, "inspector");
  gtk_menu_button_set_popover (self->steps, popover);
}

/**
 * cbu_findings_panel_find:
 * @self: the panel
 * @key: of a finding
 *
 * Returns: (transfer none) (nullable): it
 */
const CbFinding *
cbu_findings_panel_find (CbuFindingsPanel *self, const char *key)
{
  g_return_val_if_fail (CBU_IS_FINDINGS_PANEL (self), NULL);

  return key != NULL ? g_hash_table_lookup (self->by_key, key) : NULL;
}

/* In their order, without those that the filter keeps back. */
static GPtrArray *
list_rows (CbuFindingsPanel *self)
{
  GPtrArray *rows = g_ptr_array_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_listed (row, self))
      g_ptr_array_add (rows, row);

  return rows;
}

static const CbFinding *
find_of_row (CbuFindingsPanel *self, GtkListBoxRow *row)
{
  return cbu_findings_panel_find (self, g_object_get_data (G_OBJECT (row), "key"));
}

static const CbFinding *
choose_row (CbuFindingsPanel *self, GtkListBoxRow *row)
{
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return find_of_row (self, row);
}

/**
 * cbu_findings_panel_step:
 * @self: the panel
 * @by: 1 for the next, -1 for the one before
 *
 * Chooses it among those that are listed, from the end to the beginning and the other way round.
 *
 * Returns: (transfer none) (nullable): it; %NULL when there is none
 */
const CbFinding *
cbu_findings_panel_step (CbuFindingsPanel *self, int by)
{
  g_autoptr (GPtrArray) rows = NULL;
  guint at;
  int n;

  g_return_val_if_fail (CBU_IS_FINDINGS_PANEL (self), NULL);

  rows = list_rows (self);
  n = (int)rows->len;
  if (n == 0)
    return NULL;
  if (!g_ptr_array_find (rows, gtk_list_box_get_selected_row (self->list), &at))
    return choose_row (self, g_ptr_array_index (rows, by > 0 ? 0 : n - 1));
  return choose_row (self, g_ptr_array_index (rows, ((int)at + by + n) % n));
}

static gboolean
is_open (CbuFindingsPanel *self, GtkListBoxRow *row, CbSeverity severity)
{
  const CbFinding *finding = find_of_row (self, row);

  return finding != NULL && finding->severity == severity && finding->waived_by == NULL;
}

static GtkListBoxRow *
find_open (CbuFindingsPanel *self, GPtrArray *rows, CbSeverity severity)
{
  guint at = 0;

  /* From the one after the chosen one, around to itself. */
  if (g_ptr_array_find (rows, gtk_list_box_get_selected_row (self->list), &at))
    at++;
  for (guint i = 0; i < rows->len; i++)
    {
      GtkListBoxRow *row = g_ptr_array_index (rows, (at + i) % rows->len);

      if (is_open (self, row, severity))
        return row;
    }

  return NULL;
}

/**
 * cbu_findings_panel_step_open:
 * @self: the panel
 * @severity: of what is looked for
 *
 * Chooses the next finding of that severity that nobody has waived, as cbu_findings_panel_step()
 * does; when only another file has one, all files are listed again.
 *
 * Returns: (transfer none) (nullable): it; %NULL when there is none in the list
 */
const CbFinding *
cbu_findings_panel_step_open (CbuFindingsPanel *self, CbSeverity severity)
{
  g_autoptr (GPtrArray) rows = NULL;
  GtkListBoxRow *row;

  g_return_val_if_fail (CBU_IS_FINDINGS_PANEL (self), NULL);

  rows = list_rows (self);
  row = find_open (self, rows, severity);
  if (row != NULL)
    return choose_row (self, row);
  /* What is in the way is in another file. */
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_open (self, row, severity))
      {
        cbu_findings_filter_include (self->filter, get_file (row));
        return choose_row (self, row);
      }

  return NULL;
}

static void
on_row_selected_cb (CbuFindingsPanel *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "dataset.show-finding", "s",
                                (const char *)g_object_get_data (G_OBJECT (row), "key"));
}

static void
cbu_findings_panel_dispose (GObject *object)
{
  CbuFindingsPanel *self = CBU_FINDINGS_PANEL (object);

  self->filling = TRUE;
  g_hash_table_remove_all (self->by_key);
  g_clear_pointer (&self->dossier, cbu_dossier_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_FINDINGS_PANEL);
  G_OBJECT_CLASS (cbu_findings_panel_parent_class)->dispose (object);
}

static void
cbu_findings_panel_finalize (GObject *object)
{
  g_hash_table_unref (CBU_FINDINGS_PANEL (object)->by_key);
  G_OBJECT_CLASS (cbu_findings_panel_parent_class)->finalize (object);
}

static void
cbu_findings_panel_class_init (CbuFindingsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_FINDINGS_FILTER);
  G_OBJECT_CLASS (klass)->dispose = cbu_findings_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = cbu_findings_panel_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-findings-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, steps);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, undo);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, redo);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, filter);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, list);
  gtk_widget_class_bind_template_child (widget_class, CbuFindingsPanel, nothing);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed_cb);
}

static void
cbu_findings_panel_init (CbuFindingsPanel *self)
{
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_listed, self, NULL);
}
