/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-metadata-form.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "ui/datasets/cbu-metadata-field.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/* After so long without a key what was typed is written down. */
#define SAVE_DELAY_MS 500

/* Writings run in threads of their own, in no order: an older one that comes late is left out. */
typedef struct
{
  GMutex lock;
  guint64 written; /* (mutex lock) */
} SaveOrder;

/**
 * CbuMetadataForm:
 *
 * The description of a dataset: groups of fields, required ones first. Every field says where its
 * value came from. There is no button to save.
 */
struct _CbuMetadataForm
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session; /* (nullable) */
  char *dataset_id;
  JsonObject *metadata; /* (nullable): as last read or written, with members that have no field */
  GPtrArray *fields;    /* (element-type CbuMetadataField) */
  guint save_source;
  guint saving;      /* how many writings are under way */
  guint64 last_save; /* number of the newest writing */
  gboolean unsaved;  /* the newest writing failed: what was typed is nowhere but here */
  SaveOrder *order;

  /* Template */
  GtkBox *box;
  GtkLabel *saved;
};

G_DEFINE_FINAL_TYPE (CbuMetadataForm, cbu_metadata_form, ADW_TYPE_BIN)

static const struct
{
  const char *group;
  const char *name;
  const char *title;
  CbuFieldKind kind;
} fields[] = {
  { N_ ("What it is"), "title", N_ ("Title"), CBU_FIELD_LINE },
  { NULL, "notes", N_ ("Description: what stands in it, for whom, since when"), CBU_FIELD_TEXT },
  { NULL, "keywords", N_ ("Keywords, with commas between"), CBU_FIELD_LIST },
  { NULL, "owner_org", N_ ("Agency that publishes (organisation on the portal)"), CBU_FIELD_LINE },
  { NULL, "license_id", N_ ("Licence"), CBU_FIELD_LICENCE },
  { NULL, "frequency", N_ ("How often it is updated"), CBU_FIELD_FREQUENCY },
  { N_ ("Who answers questions"), "contact_name", N_ ("Contact: name or unit"), CBU_FIELD_LINE },
  { NULL, "contact_email", N_ ("Contact: e-mail"), CBU_FIELD_LINE },
  { NULL, "contact_phone", N_ ("Contact: telephone"), CBU_FIELD_LINE },
  { N_ ("On the portal"), "slug", N_ ("Address on the portal (letters, digits, hyphens)"),
    CBU_FIELD_LINE },
};

typedef struct
{
  char *id;
  JsonObject *metadata;
  SaveOrder *order; /* (owned) */
  guint64 number;
} Save;

static void
clear_order (gpointer data)
{
  g_mutex_clear (&((SaveOrder *)data)->lock);
}

static SaveOrder *
new_order (void)
{
  SaveOrder *order = g_atomic_rc_box_new0 (SaveOrder);

  g_mutex_init (&order->lock);
  return order;
}

static void
free_save (gpointer data)
{
  Save *save = data;

  g_free (save->id);
  json_object_unref (save->metadata);
  g_atomic_rc_box_release_full (save->order, clear_order);
  g_free (save);
}

static gpointer
save_metadata (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Save *save = input;
  gboolean done = TRUE;

  g_mutex_lock (&save->order->lock);
  if (save->number > save->order->written)
    {
      done = cb_workplace_set_metadata (workplace, save->id, save->metadata, error);
      if (done)
        save->order->written = save->number;
    }
  g_mutex_unlock (&save->order->lock);
  return GINT_TO_POINTER (done);
}

static void
metadata_saved_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuMetadataForm *self = widget;
  const Save *save = input;

  self->saving--;
  if (error != NULL)
    {
      self->unsaved = self->unsaved || save->number == self->last_save;
      gtk_label_set_label (self->saved, _ ("Not kept yet: see the message below."));
      cbu_show_error (self, error);
      return;
    }
  gtk_label_set_label (self->saved, _ ("What you typed is kept."));
}

static JsonObject *
copy_object (JsonObject *object)
{
  g_autofree char *text = cb_json_object_to_string (object, FALSE);

  return cb_json_object_parse (text, -1, NULL);
}

static void
save (CbuMetadataForm *self)
{
  Save *input;
  gboolean changed = FALSE;

  g_clear_handle_id (&self->save_source, g_source_remove);
  if (self->metadata == NULL || self->session == NULL)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    changed
        = cbu_metadata_field_store (g_ptr_array_index (self->fields, i), self->metadata) || changed;
  if (!changed && !self->unsaved)
    return;
  self->unsaved = FALSE;
  input = g_new0 (Save, 1);
  input->id = g_strdup (self->dataset_id);
  input->metadata = copy_object (self->metadata);
  input->order = g_atomic_rc_box_acquire (self->order);
  input->number = ++self->last_save;
  self->saving++;
  cbu_run_async (self, cbu_session_get_workplace (self->session),
                 &(CbuRun){ .tag = save,
                            .work = save_metadata,
                            .in_order = TRUE,
                            .done = metadata_saved_cb,
                            .input = input,
                            .free_input = free_save });
}

static gboolean
save_cb (gpointer data)
{
  CbuMetadataForm *self = data;

  self->save_source = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_field_edited_cb (CbuMetadataField *field, gpointer user_data)
{
  CbuMetadataForm *self = user_data;

  g_clear_handle_id (&self->save_source, g_source_remove);
  self->save_source = g_timeout_add (SAVE_DELAY_MS, save_cb, self);
}

static gboolean
is_from_catalog (const CbCatalogItem *item, const char *name, const char *value)
{
  if (item == NULL)
    return FALSE;
  /* The title of a period is that of the item with the period behind it. */
  if (g_str_equal (name, "title"))
    return item->title != NULL && g_str_has_prefix (value, item->title);
  if (g_str_equal (name, "notes"))
    return g_strcmp0 (value, item->description) == 0;
  if (g_str_equal (name, "keywords"))
    return g_strcmp0 (value, item->field) == 0;

  return g_str_equal (name, "frequency")
         && g_strcmp0 (value, cb_frequency_name (item->frequency)) == 0;
}

static const char *
get_source (CbuSession *session, const CbuDossier *dossier, const char *name)
{
  JsonArray *array = cb_json_get_array (dossier->dataset->metadata, name);
  const char *value = cb_json_get_string (dossier->dataset->metadata, name);

  if (array != NULL && json_array_get_length (array) == 1)
    value = json_array_get_string_element (array, 0);
  if (array != NULL && json_array_get_length (array) > 1)
    return _ ("typed by you");
  if (value == NULL || *value == '\0')
    return "";
  if (is_from_catalog (dossier->item, name, value))
    return _ ("from the catalog");
  if (g_str_equal (value, cbu_session_get_setting (session, name))
      || g_str_equal (value, cbu_session_get_setting (session, "agency")))
    return _ ("from the agency");
  if (g_str_equal (name, "license_id") && g_str_equal (value, "notspecified"))
    return _ ("nothing was chosen");

  return _ ("typed by you");
}

static gboolean
is_missing (const CbuDossier *dossier, const char *name)
{
  for (guint i = 0; i < dossier->findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (dossier->findings, i);

      if (g_strcmp0 (cb_finding_get_argument (finding, "field"), name) == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * cbu_metadata_form_show:
 * @self: the form
 * @session: what the dataset belongs to
 * @dossier: the dataset
 *
 * What is being typed is never overwritten.
 */
void
cbu_metadata_form_show (CbuMetadataForm *self, CbuSession *session, const CbuDossier *dossier)
{
  g_return_if_fail (CBU_IS_METADATA_FORM (self));

  g_set_object (&self->session, session);
  g_free (self->dataset_id);
  self->dataset_id = g_strdup (dossier->dataset->id);
  /* What is being written down was read before it was: its end is followed by another reading. */
  if (self->save_source != 0 || self->saving > 0 || self->unsaved)
    return;
  g_clear_pointer (&self->metadata, json_object_unref);
  self->metadata = copy_object (dossier->dataset->metadata);
  for (guint i = 0; i < self->fields->len; i++)
    cbu_metadata_field_show (g_ptr_array_index (self->fields, i), self->metadata,
                             get_source (session, dossier, fields[i].name),
                             is_missing (dossier, fields[i].name));
  gtk_widget_set_sensitive (GTK_WIDGET (self->box), cbu_dossier_can_change (dossier));
}

/**
 * cbu_metadata_form_get_title:
 * @name: of a member of the metadata
 *
 * Returns: (transfer none): what it is called where it is typed; @name where it is not
 */
const char *
cbu_metadata_form_get_title (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_str_equal (fields[i].name, name))
      return _ (fields[i].title);

  return name;
}

/**
 * cbu_metadata_form_flush:
 * @self: the form
 *
 * Writes down at once what was typed, also what could not be written before.
 */
void
cbu_metadata_form_flush (CbuMetadataForm *self)
{
  g_return_if_fail (CBU_IS_METADATA_FORM (self));

  if (self->save_source != 0 || self->unsaved)
    save (self);
}

/**
 * cbu_metadata_form_dup_unsaved:
 * @self: the form
 *
 * For a command that must come after what was typed: it writes this down first, in its own thread.
 *
 * Returns: (transfer full) (nullable): all of the metadata as JSON, %NULL when what is on the disk
 * is what was typed
 */
char *
cbu_metadata_form_dup_unsaved (CbuMetadataForm *self)
{
  g_return_val_if_fail (CBU_IS_METADATA_FORM (self), NULL);

  return self->saving > 0 || self->unsaved ? cb_json_object_to_string (self->metadata, FALSE)
                                           : NULL;
}

static void
cbu_metadata_form_unmap (GtkWidget *widget)
{
  cbu_metadata_form_flush (CBU_METADATA_FORM (widget));
  GTK_WIDGET_CLASS (cbu_metadata_form_parent_class)->unmap (widget);
}

static void
cbu_metadata_form_dispose (GObject *object)
{
  CbuMetadataForm *self = CBU_METADATA_FORM (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->dataset_id, g_free);
  g_clear_pointer (&self->metadata, json_object_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  if (self->order != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->order), clear_order);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_METADATA_FORM);
  G_OBJECT_CLASS (cbu_metadata_form_parent_class)->dispose (object);
}

static void
cbu_metadata_form_class_init (CbuMetadataFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_metadata_form_dispose;
  widget_class->unmap = cbu_metadata_form_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/datasets/cbu-metadata-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuMetadataForm, box);
  gtk_widget_class_bind_template_child (widget_class, CbuMetadataForm, saved);
}

static void
cbu_metadata_form_init (CbuMetadataForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields = g_ptr_array_new ();
  self->order = new_order ();
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *field
          = cbu_metadata_field_new (fields[i].name, _ (fields[i].title), fields[i].kind);

      if (fields[i].group != NULL)
        gtk_box_append (self->box, cbu_heading_new (_ (fields[i].group)));
      gtk_box_append (self->box, field);
      g_ptr_array_add (self->fields, field);
      g_signal_connect (field, "edited", G_CALLBACK (on_field_edited_cb), self);
    }
}
