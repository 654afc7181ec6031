/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-review-view.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "ui/datasets/cbu-finding-row.h"
#include "ui/datasets/cbu-metadata-field.h"
#include "ui/datasets/cbu-metadata-form.h"
#include "ui/datasets/cbu-reason.h"
#include "ui/preview/cbu-pages.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"

#define SAMPLE_ROWS 20
#define SAMPLE_COLUMNS 30
#define SAMPLE_CHARS 28

/* The buttons that a state of the dataset allows. */
typedef enum
{
  OFFER_NOTHING,
  OFFER_REQUEST,
  OFFER_DECISION,
} Offer;

/**
 * CbuReviewView:
 *
 * What the reviewer reads in five minutes: what it is, how it looks, what was found and waived; and
 * the buttons that the state of the dataset allows.
 */
struct _CbuReviewView
{
  AdwBin parent_instance;

  Offer offer;
  const char *package; /* (nullable): what the button of its package says */

  /* Template */
  GtkLabel *state;
  GtkBox *buttons;
  GtkWidget *changes_title;
  GtkListBox *changes;
  GtkListBox *facts;
  GtkWidget *sample_title;
  GtkWidget *sample_frame;
  GtkGrid *sample;
  GtkWidget *pages_title;
  CbuPages *pages;
  GtkListBox *findings;
};

G_DEFINE_FINAL_TYPE (CbuReviewView, cbu_review_view, ADW_TYPE_BIN)

/* @facts: (element-type utf8): titles, each with its value behind it */
static void
add_fact (GPtrArray *facts, const char *title, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  g_ptr_array_add (facts, g_strdup (title));
  g_ptr_array_add (facts, g_strdup (value));
}

static char *
dup_keywords (JsonObject *metadata)
{
  JsonArray *array = cb_json_get_array (metadata, "keywords");
  GString *text = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "",
                            json_array_get_string_element (array, i));
  return g_string_free (text, FALSE);
}

static GPtrArray *
list_facts (const CbuDossier *dossier)
{
  JsonObject *metadata = dossier->dataset->metadata;
  g_autofree char *keywords = dup_keywords (metadata);
  g_autofree char *licence
      = cbu_metadata_licence_title (cb_json_get_string (metadata, "license_id"));
  g_autofree char *digest = cb_dataset_dup_digest (dossier->dataset);
  GPtrArray *facts = g_ptr_array_new_with_free_func (g_free);

  add_fact (facts, _ ("Title"), cb_dataset_get_title (dossier->dataset));
  if (dossier->item != NULL)
    {
      g_autofree char *text
          = g_strdup_printf ("%s · %s", dossier->item->code, dossier->item->title);

      add_fact (facts, _ ("Item of the catalog"), text);
    }
  add_fact (facts, _ ("Description"), cb_json_get_string (metadata, "notes"));
  add_fact (facts, _ ("Keywords"), keywords);
  add_fact (facts, _ ("Licence"), licence);
  add_fact (facts, _ ("Contact"), cb_json_get_string (metadata, "contact_name"));
  for (guint i = 0; i < dossier->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (dossier->dataset->files, i);
      g_autofree char *size = cb_text_format_bytes (file->size);
      g_autofree char *sha = cbu_format_digest (file->sha256);
      g_autofree char *text = g_strdup_printf ("%s · %s · SHA-256 %s…", file->name, size, sha);

      add_fact (facts, _ ("File"), text);
    }
  add_fact (facts, _ ("Fingerprint of files and description (SHA-256)"), digest);

  return facts;
}

static void
show_facts (CbuReviewView *self, const CbuDossier *dossier)
{
  g_autoptr (GPtrArray) facts = list_facts (dossier);
  g_autofree char *said = NULL;

  g_ptr_array_add (facts, NULL);
  said = g_strjoinv ("\n", (GStrv)facts->pdata);
  if (!cbu_says_anew (self->facts, said))
    return;
  cbu_clear (self->facts);
  for (guint i = 0; i + 1 < facts->len; i += 2)
    gtk_list_box_append (self->facts, cbu_fact_row_new (g_ptr_array_index (facts, i),
                                                        g_ptr_array_index (facts, i + 1)));
}

static void
show_findings (CbuReviewView *self, CbuSession *session, const CbuDossier *dossier)
{
  const char *regulation = cbu_session_get_setting (session, "regulation");
  const char *person = cbu_session_get_setting (session, "person");
  g_autofree char *findings = cbu_dossier_dup_findings_key (dossier);
  g_autofree char *said = g_strdup_printf ("%s\n%s\n%s", regulation, person, findings);

  if (!cbu_says_anew (self->findings, said))
    return;
  cbu_clear (self->findings);
  for (guint i = 0; i < dossier->findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (dossier->findings, i);

      gtk_list_box_append (self->findings,
                           cbu_finding_row_new (finding,
                                                cbu_dossier_get_file_name (dossier, finding),
                                                regulation, person, FALSE));
    }
  if (dossier->findings->len == 0)
    gtk_list_box_append (self->findings, cbu_fact_row_new (_ ("Check"), _ ("Nothing was found")));
}

static char *
dup_state (const CbuDossier *dossier)
{
  const CbDataset *dataset = dossier->dataset;
  guint blockers = cbu_dossier_count (dossier, CB_SEVERITY_BLOCKER);
  guint warnings = cbu_dossier_count (dossier, CB_SEVERITY_WARNING);
  g_autofree char *number = cb_text_format_count (blockers > 0 ? blockers : warnings);
  g_autofree char *moment = NULL;

  switch (dataset->state)
    {
    case CB_DATASET_IN_REVIEW:
      /* Translators: a person */
      return g_strdup_printf (_ ("%s asks for approval. Whoever approves is another person."),
                              dataset->prepared_by);
    case CB_DATASET_RETURNED:
      /* Translators: the reviewer's reason */
      return g_strdup_printf (_ ("The reviewer sent it back: %s"), dataset->return_reason);
    case CB_DATASET_APPROVED:
    case CB_DATASET_QUEUED:
    case CB_DATASET_PUBLISHED:
      if (dossier->approval == NULL)
        return g_strdup (_ ("It was changed after the approval and must be approved again."));
      moment = cbu_format_moment (dossier->approval->approved_us);
      /* Translators: a person, a moment */
      return g_strdup_printf (_ ("Approved by %s at %s. A change makes this void."),
                              dossier->approval->approved_by, moment);
    case CB_DATASET_PREPARING:
    default:
      break;
    }
  if (dataset->files->len == 0)
    return g_strdup (_ ("There is no file yet."));
  if (!dossier->current)
    return g_strdup (_ ("The check is not through yet."));
  if (blockers > 0)
    return g_strdup_printf (
        ngettext ("%s finding must be mended before it can be sent to the reviewer.",
                  "%s findings must be mended before it can be sent to the reviewer.", blockers),
        number);
  if (warnings > 0)
    return g_strdup_printf (
        ngettext ("%s warning is still open: mend it, or waive it with a reason.",
                  "%s warnings are still open: mend them, or waive them with a reason.", warnings),
        number);
  if (dataset->account_id == NULL)
    return g_strdup (_ ("It is not said yet where it goes: choose that under “Send”."));
  return g_strdup (_ ("Ready: this is what the reviewer will see."));
}

/* … and, of what came in a package, from where, and how the answer gets back. */
static char *
dup_whole_state (const CbuDossier *dossier)
{
  const CbOrigin *origin = dossier->origin;
  g_autofree char *state = dup_state (dossier);
  g_autofree char *moment = NULL;

  if (origin == NULL)
    return g_steal_pointer (&state);
  if (cbu_dossier_answers (dossier))
    /* Translators: a sentence, then a person */
    return g_strdup_printf (_ ("%s Write the answer into a package and take it back to %s."), state,
                            dossier->dataset->prepared_by);
  moment = cbu_format_moment (origin->opened_us);
  /* Translators: an agency or a person, a moment, then a sentence */
  return g_strdup_printf (_ ("It came in a hand-over package of %s, opened at %s. %s"),
                          origin->agency != NULL ? origin->agency : dossier->dataset->prepared_by,
                          moment, state);
}

static void
add_button (CbuReviewView *self, const char *label, const char *css_class, const char *action)
{
  gtk_box_append (self->buttons, cbu_action_button_new (label, css_class, action, NULL));
}

static Offer
get_offer (const CbuDossier *dossier)
{
  switch (dossier->dataset->state)
    {
    case CB_DATASET_PREPARING:
    case CB_DATASET_RETURNED:
      if (dossier->origin != NULL && dossier->dataset->state == CB_DATASET_RETURNED)
        return OFFER_NOTHING;
      return cbu_dossier_is_ready (dossier) ? OFFER_REQUEST : OFFER_NOTHING;
    case CB_DATASET_IN_REVIEW:
      return OFFER_DECISION;
    case CB_DATASET_APPROVED:
      return dossier->approval == NULL && cbu_dossier_is_ready (dossier) ? OFFER_REQUEST
                                                                         : OFFER_NOTHING;
    case CB_DATASET_QUEUED:
    case CB_DATASET_PUBLISHED:
    default:
      return OFFER_NOTHING;
    }
}

/* Where it can be handed over; a reviewer who was asked by a package answers by one. */
static const char *
get_package_label (const CbuDossier *dossier)
{
  if (dossier->package_name == NULL)
    return NULL;

  return dossier->origin != NULL && dossier->dataset->state != CB_DATASET_IN_REVIEW
             ? N_ ("Write the answer…")
             : N_ ("Hand-over package…");
}

/* Anything that happens in the program shows the dataset anew: the buttons stay while they are the
 * same, with the focus, the press under way and the reason that is being typed in them. */
static void
show_buttons (CbuReviewView *self, const CbuDossier *dossier)
{
  Offer offer = get_offer (dossier);
  const char *package = get_package_label (dossier);

  if (offer == self->offer && package == self->package)
    return;
  self->offer = offer;
  self->package = package;
  cbu_clear (self->buttons);
  if (offer == OFFER_REQUEST)
    add_button (self, _ ("Send to the reviewer"), NULL, "dataset.request-review");
  if (offer == OFFER_DECISION)
    {
      add_button (self, _ ("Approve for publication…"), NULL, "dataset.approve");
      gtk_box_append (self->buttons, cbu_reason_button_new (_ ("Send back…"), _ ("_Reason"),
                                                            _ ("Send back"), "dataset.send-back"));
    }
  if (package != NULL)
    add_button (self, _ (package), NULL, "dataset.hand-over");
  gtk_widget_set_visible (GTK_WIDGET (self->buttons), offer != OFFER_NOTHING || package != NULL);
}

/**
 * cbu_review_view_show:
 * @self: the view
 * @session: what the dataset belongs to
 * @dossier: the dataset
 */
void
cbu_review_view_show (CbuReviewView *self, CbuSession *session, CbuDossier *dossier)
{
  g_autofree char *state = dup_whole_state (dossier);

  g_return_if_fail (CBU_IS_REVIEW_VIEW (self));

  gtk_label_set_label (self->state, state);
  show_buttons (self, dossier);
  show_facts (self, dossier);
  show_findings (self, session, dossier);
}

static void
clear_sample (CbuReviewView *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sample))) != NULL)
    gtk_grid_remove (self->sample, child);
}

static void
add_cell (CbuReviewView *self, const char *text, guint column, guint row)
{
  GtkWidget *label = cbu_label_new (text, row == 0 ? "caption-heading" : "caption");

  gtk_label_set_max_width_chars (GTK_LABEL (label), SAMPLE_CHARS);
  gtk_grid_attach (self->sample, label, (int)column, (int)row, 1, 1);
}

static void
add_rest (CbuReviewView *self, guint column, guint left)
{
  g_autofree char *number = cb_text_format_count (left);
  /* Translators: a number of columns that are not shown */
  g_autofree char *text
      = g_strdup_printf (ngettext ("and %s more column", "and %s more columns", left), number);

  add_cell (self, text, column, 0);
}

/**
 * cbu_review_view_show_sample:
 * @self: the view
 * @columns: (nullable): names of the columns; %NULL when there is nothing to show
 * @rows: (nullable): the first rows of the first file
 */
void
cbu_review_view_show_sample (CbuReviewView *self, const char *const *columns, const CbRows *rows)
{
  gboolean shown = columns != NULL && rows != NULL;
  guint all = shown ? g_strv_length ((GStrv)columns) : 0;
  guint n = MIN (all, SAMPLE_COLUMNS);

  g_return_if_fail (CBU_IS_REVIEW_VIEW (self));

  clear_sample (self);
  gtk_widget_set_visible (self->sample_title, shown);
  gtk_widget_set_visible (self->sample_frame, shown);
  if (!shown)
    return;
  for (guint i = 0; i < n; i++)
    add_cell (self, columns[i], i, 0);
  if (all > n)
    add_rest (self, n, all - n);
  for (guint i = 0; i < MIN (rows->cells->len, SAMPLE_ROWS); i++)
    {
      GStrv cells = g_ptr_array_index (rows->cells, i);

      for (guint j = 0; j < n && cells[j] != NULL; j++)
        add_cell (self, cells[j], j, i + 1);
    }
}

/* Shorter than where it is typed. */
static const char *
get_field_title (const char *name)
{
  static const char *const titles[][2] = {
    { "title", N_ ("Title") },          { "notes", N_ ("Description") },
    { "keywords", N_ ("Keywords") },    { "license_id", N_ ("Licence") },
    { "contact_name", N_ ("Contact") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (name, titles[i][0]))
      return _ (titles[i][1]);

  return cbu_metadata_form_get_title (name);
}

static char *
dup_field_value (const char *name, const char *value)
{
  if (value[0] == '\0')
    /* Translators: of what was typed into a form */
    return g_strdup (_ ("(blank)"));

  return g_str_equal (name, "license_id") ? cbu_metadata_licence_title (value) : g_strdup (value);
}

/* The sentence, and beside it the way to the rows that it is about. */
static void
add_summary (CbuReviewView *self, const CbuComparison *comparison)
{
  g_autofree char *heading = cbu_comparison_dup_heading (comparison);
  g_autofree char *summary = cbu_comparison_dup_summary (comparison);
  GtkWidget *row = cbu_fact_row_new (heading, summary);
  g_autoptr (GtkWidget) fact = NULL;
  GtkWidget *box, *button;

  gtk_list_box_append (self->changes, row);
  if (!cbu_comparison_has_rows (comparison))
    return;
  fact = g_object_ref (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)));
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  button = cbu_action_button_new (_ ("Look at the rows"), NULL, "dataset.look-at-changes", NULL);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_hexpand (fact, TRUE);
  gtk_widget_set_margin_end (button, 12);
  gtk_box_append (GTK_BOX (box), fact);
  gtk_box_append (GTK_BOX (box), button);
}

static void
add_change (CbuReviewView *self, const CbMetadataChange *change)
{
  g_autofree char *before = dup_field_value (change->name, change->before);
  g_autofree char *now = dup_field_value (change->name, change->now);
  g_autofree char *text = g_strdup_printf ("%s → %s", before, now);

  gtk_list_box_append (self->changes, cbu_fact_row_new (get_field_title (change->name), text));
}

/**
 * cbu_review_view_show_changes:
 * @self: the view
 * @comparison: (nullable): with what was published
 * @words: (nullable): instead of it, that it is not known yet; %NULL: nothing was published
 */
void
cbu_review_view_show_changes (CbuReviewView *self,
                              const CbuComparison *comparison,
                              const char *words)
{
  gboolean shown = comparison != NULL || words != NULL;

  g_return_if_fail (CBU_IS_REVIEW_VIEW (self));

  cbu_clear (self->changes);
  if (comparison != NULL)
    {
      add_summary (self, comparison);
      for (guint i = 0; i + 1 < comparison->others->len; i += 2)
        gtk_list_box_append (self->changes,
                             cbu_fact_row_new (g_ptr_array_index (comparison->others, i),
                                               g_ptr_array_index (comparison->others, i + 1)));
      for (guint i = 0; i < comparison->metadata->len; i++)
        add_change (self, g_ptr_array_index (comparison->metadata, i));
    }
  else if (words != NULL)
    gtk_list_box_append (self->changes, cbu_fact_row_new (_ ("Rows and columns"), words));
  gtk_widget_set_visible (self->changes_title, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), shown);
}

/**
 * cbu_review_view_show_pages:
 * @self: the view
 * @reader: (nullable): an open file that has pages, shown instead of rows; %NULL: it has none
 */
void
cbu_review_view_show_pages (CbuReviewView *self, CbReader *reader)
{
  g_return_if_fail (CBU_IS_REVIEW_VIEW (self));

  if (reader != NULL)
    cbu_review_view_show_sample (self, NULL, NULL);
  cbu_pages_show (self->pages, reader);
  gtk_widget_set_visible (self->pages_title, reader != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pages), reader != NULL);
}

static void
cbu_review_view_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CBU_TYPE_REVIEW_VIEW);
  G_OBJECT_CLASS (cbu_review_view_parent_class)->dispose (object);
}

static void
cbu_review_view_class_init (CbuReviewViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CBU_TYPE_PAGES);
  G_OBJECT_CLASS (klass)->dispose = cbu_review_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-review-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, state);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, buttons);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, changes_title);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, changes);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, facts);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, sample_title);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, sample_frame);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, sample);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, pages_title);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, pages);
  gtk_widget_class_bind_template_child (widget_class, CbuReviewView, findings);
}

static void
cbu_review_view_init (CbuReviewView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
