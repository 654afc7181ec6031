/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/registers/cb-register-export.h"

/* Writes what read-registers.py reads back: every register of every province in every format, and
 * what each was made of, into the folder that it is given. */

static const char *const endings[] = { "xlsx", "csv", "pdf", "docx" };

static GPtrArray *
load_profiles (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles = cb_profile_load_all (folder, &problems, &error);

  g_assert_no_error (error);
  return profiles;
}

/* A value of its own for each field, such as an office writes. */
static void
fill_field (CbRecord *record, const CbFormField *field, guint number)
{
  g_autofree char *text = NULL;

  if (field->type == CB_FIELD_DATE)
    text = g_strdup_printf ("2026-%02u-%02u", number % 12 + 1, number % 28 + 1);
  else if (field->type == CB_FIELD_YES)
    text = g_strdup ("yes");
  else if (field->type == CB_FIELD_PHONE)
    text = g_strdup_printf ("0256 3822 %03u", number % 1000);
  else if (field->type == CB_FIELD_EMAIL)
    text = g_strdup_printf ("dau.moi%u@tinh.gov.vn", number);
  else if (field->type == CB_FIELD_CHOICE)
    text = g_strdup (((CbFormChoice *)field->choices->pdata[number % field->choices->len])->title);
  else
    text = g_strdup_printf ("Đường Nguyễn Huệ, phường Ngô Mây: %s số %u", field->id, number);
  json_object_set_string_member (record->fields, field->id, text);
}

static CbRecord *
make_record (const CbForm *form, guint number)
{
  CbRecord *record = cb_record_new (form->kind);

  record->year = 2026;
  record->number = number;
  record->state = number % 2 == 0 ? CB_RECORD_CLOSED : CB_RECORD_OPEN;
  for (guint i = 0; i < form->fields->len; i++)
    fill_field (record, g_ptr_array_index (form->fields, i), number);
  /* A proposal is asked for all that a new item has. */
  if (form->kind == CB_REGISTER_PROPOSALS)
    json_object_set_string_member (
        record->fields, "change",
        ((CbFormChoice *)cb_form_find (form, "change")->choices->pdata[0])->title);
  return record;
}

static GPtrArray *
make_records (const CbForm *form, guint count)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_free);

  for (guint i = 1; i <= count; i++)
    g_ptr_array_add (records, make_record (form, i));
  return records;
}

static void
save (const CbForm *form, GPtrArray *records, const char *folder, const char *name)
{
  GDate today;
  CbRegisterExport how = { .agency = "Sở Y tế", .on = &today, .personal = TRUE };

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 26, G_DATE_NOVEMBER, 2026);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%s.%s", folder, name, endings[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      cb_register_save (form, records, &how, file, NULL, &error);
      g_assert_no_error (error);
    }
}

/* The titles of its fields by their ids, and what was written to them. */
static JsonObject *
describe (const CbForm *form, GPtrArray *records)
{
  JsonObject *object = json_object_new ();
  JsonObject *titles = json_object_new ();
  JsonArray *entries = json_array_new ();

  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      json_object_set_string_member (titles, field->id, field->title);
    }
  for (guint i = 0; i < records->len; i++)
    json_array_add_object_element (entries,
                                   json_object_ref (((CbRecord *)records->pdata[i])->fields));
  json_object_set_object_member (object, "titles", titles);
  json_object_set_array_member (object, "records", entries);
  return object;
}

static void
save_extremes (CbProfile *profile, const char *folder)
{
  g_autoptr (CbForm) form = cb_form_new (CB_REGISTER_FEEDBACK, profile);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) thousand = make_records (form, 1000);
  g_autoptr (GPtrArray) one = make_records (form, 1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "chữ%u ", i);
  g_string_append (text, "hết.");
  json_object_set_string_member (((CbRecord *)one->pdata[0])->fields, "content", text->str);
  save (form, none, folder, "empty");
  save (form, thousand, folder, "thousand");
  save (form, one, folder, "long");
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) profiles = load_profiles ();
  g_autoptr (JsonObject) made = json_object_new ();
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (argv[1], "made.json", NULL);

  for (guint i = 0; i < profiles->len; i++)
    for (guint kind = 0; kind < CB_N_REGISTERS; kind++)
      {
        CbProfile *profile = profiles->pdata[i];
        g_autoptr (CbForm) form = NULL;
        g_autoptr (GPtrArray) records = NULL;
        g_autofree char *name = NULL;

        if (cb_profile_is_national (profile))
          continue;
        form = cb_form_new ((CbRegister)kind, profile);
        records = make_records (form, 3);
        name = g_strdup_printf ("%s.%s", cb_profile_get_id (profile),
                                cb_register_name ((CbRegister)kind));
        save (form, records, argv[1], name);
        json_object_set_object_member (made, name, describe (form, records));
      }
  save_extremes (cb_profile_find (profiles, "vn-26-vinh-phuc"), argv[1]);
  {
    g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

    json_node_set_object (node, made);
    text = json_to_string (node, FALSE);
  }
  return g_file_set_contents (path, text, -1, NULL) ? 0 : 1;
}
