/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-finding-row.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-finding-steps.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-waiver.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-clause.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-wrap.h"

static const char *
get_css_class (CbSeverity severity)
{
  switch (severity)
    {
    case CB_SEVERITY_BLOCKER:
      return "error";
    case CB_SEVERITY_WARNING:
      return "warning";
    case CB_SEVERITY_NOTE:
    default:
      return "dim-label";
    }
}

static char *
dup_where (const CbFinding *finding, const char *file_name)
{
  g_autofree char *place = cb_finding_dup_place (finding);
  g_autofree char *number = cb_text_format_count (finding->count);
  g_autofree char *count = NULL;
  g_autofree char *sample = NULL;
  GString *text = g_string_new (file_name);

  if (file_name != NULL && place[0] != '\0')
    g_string_append (text, " · ");
  g_string_append (text, place);

  if (finding->count > 1)
    {
      count
          = finding->column >= 0
                ? g_strdup_printf (ngettext ("%s cell", "%s cells", (gulong)finding->count), number)
                : g_strdup_printf (ngettext ("%s row", "%s rows", (gulong)finding->count), number);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", count);
    }
  if (finding->sample != NULL && *finding->sample != '\0')
    {
      /* Translators: an example from the file, personal data masked */
      sample = g_strdup_printf (_ ("for example “%s”"), finding->sample);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", sample);
    }
  return g_string_free (text, FALSE);
}

static void
add_buttons (GtkWidget *box, const CbFinding *finding, const char *person, gboolean can_change)
{
  GtkWidget *buttons = cbu_wrap_new ();
  g_autofree char *key = cb_finding_dup_key (finding);
  g_auto (GStrv) steps = cb_finding_dup_steps (finding);

  cbu_a11y_set_name (buttons, _ ("What can be done"));
  if (finding->row != CB_FINDING_NO_ROW || finding->column >= 0)
    cbu_wrap_append (CBU_WRAP (buttons),
                     cbu_action_button_new (_ ("See the cell"), NULL, "dataset.go-to-finding",
                                            g_variant_new_string (key)));
  if (can_change && g_str_has_prefix (finding->code, "vn-metadata"))
    cbu_wrap_append (CBU_WRAP (buttons),
                     cbu_action_button_new (_ ("Fill it in"), NULL, "dataset.go-to-finding",
                                            g_variant_new_string (key)));
  if (can_change && finding->waived_by == NULL)
    {
      for (guint i = 0; steps[i] != NULL; i++)
        cbu_wrap_append (
            CBU_WRAP (buttons),
            cbu_action_button_new (
                cb_finding_step_title (steps[i]), NULL, "dataset.mend-file",
                g_variant_new ("(ss)", cb_finding_get_argument (finding, CB_FINDING_FILE),
                               steps[i])));
      if (finding->severity == CB_SEVERITY_WARNING)
        cbu_wrap_append (CBU_WRAP (buttons), cbu_waiver_button_new (key, person));
    }
  if (can_change && finding->waived_by != NULL)
    cbu_wrap_append (CBU_WRAP (buttons),
                     cbu_action_button_new (_ ("Take the waiver back"), NULL, "dataset.unwaive",
                                            g_variant_new_string (key)));
  if (gtk_widget_get_first_child (buttons) != NULL)
    gtk_box_append (GTK_BOX (box), buttons);
  else
    g_object_unref (g_object_ref_sink (buttons));
}

static void
add_waiver (GtkWidget *box, const CbFinding *finding)
{
  /* Translators: a person, and the reason that the person gave */
  g_autofree char *text
      = g_strdup_printf (_ ("Waived by %s: %s"), finding->waived_by, finding->waiver_reason);

  gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (text, "caption waiver"));
}

/**
 * cbu_finding_row_new:
 * @finding: what was found
 * @file_name: (nullable): of the file that it is about, where there are several
 * @regulation: the text that its clause is of
 * @person: who sits here
 * @can_change: whether it may be mended or waived now
 *
 * Returns: (transfer floating): a row that says what, where, why and how to mend it
 */
GtkWidget *
cbu_finding_row_new (const CbFinding *finding,
                     const char *file_name,
                     const char *regulation,
                     const char *person,
                     gboolean can_change)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *text = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (cbu_table_marks_get_icon (finding->severity));
  g_autofree char *title = cb_finding_dup_title (finding);
  g_autofree char *where = dup_where (finding, file_name);
  g_autofree char *remedy = cb_finding_dup_remedy (finding);
  g_autofree char *name = g_strdup_printf ("%s: %s", cb_severity_title (finding->severity), title);

  gtk_widget_add_css_class (box, "finding");
  gtk_widget_add_css_class (icon, get_css_class (finding->severity));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (text), cbu_wrapped_label_new (title, "heading"));
  if (*where != '\0')
    gtk_box_append (GTK_BOX (text), cbu_wrapped_label_new (where, "caption dim-label"));
  if (finding->clause != NULL && *finding->clause != '\0')
    gtk_box_append (GTK_BOX (text), cbu_clause_new (finding->clause, regulation));
  if (finding->waived_by != NULL)
    add_waiver (text, finding);
  else if (*remedy != '\0')
    gtk_box_append (GTK_BOX (text), cbu_wrapped_label_new (remedy, NULL));
  add_buttons (text, finding, person, can_change);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), text);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "key", cb_finding_dup_key (finding), g_free);
  g_object_set_data_full (G_OBJECT (row), "file",
                          g_strdup (cb_finding_get_argument (finding, CB_FINDING_FILE)), g_free);
  if (finding->waived_by != NULL)
    gtk_widget_add_css_class (row, "waived");
  cbu_a11y_set_name (row, name);
  return row;
}
