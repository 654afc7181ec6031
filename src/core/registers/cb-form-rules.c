/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-form-private.h"

#include "base/cb-json.h"
#include "core/registers/cb-proposal.h"

/* What a profile says about a register, laid over the program's own form. The members read are
 * `registers.NAME`, `feedback`, `suspension` and `lead_agency` of profile.schema.json. */

static JsonObject *
find_rules (CbRegister kind, CbProfile *profile)
{
  JsonObject *all = cb_json_get_object (cb_profile_get_json (profile), "registers");

  return all != NULL ? cb_json_get_object (all, cb_register_name (kind)) : NULL;
}

/* Clauses that the member at @path of the rules rests on. */
static char *
dup_clause (CbForm *self, CbProfile *profile, const char *path)
{
  g_autofree char *whole = g_strjoin (".", "registers", cb_register_name (self->kind), path, NULL);

  return cb_profile_dup_clause (profile, whole);
}

static void
set_text (char **place, const char *text)
{
  g_free (*place);
  *place = g_strdup (text);
}

static void
require_field (CbForm *self, CbProfile *profile, const char *id, JsonObject *rule)
{
  CbFormField *field = _cb_form_find_field (self, id);
  g_autofree char *path = g_strconcat ("fields.", id, NULL);

  if (field == NULL || rule == NULL || !cb_json_get_bool (rule, "required", FALSE))
    return;
  field->said = TRUE;
  g_free (field->clause);
  field->clause = dup_clause (self, profile, path);
  set_text (&field->quote, cb_json_get_string (rule, "quote"));
}

static void
require_fields (CbForm *self, CbProfile *profile, JsonObject *rules)
{
  JsonObject *fields = cb_json_get_object (rules, "fields");
  g_autoptr (GList) names = fields != NULL ? json_object_get_members (fields) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    require_field (self, profile, l->data, cb_json_get_object (fields, l->data));
}

static const char *
peek_text (JsonArray *array, guint n)
{
  JsonNode *node = json_array_get_element (array, n);

  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* @array is texts, or objects with a title; @path leads to it from the rules, or from the profile
 * when it begins with a dot. */
static void
add_choices (CbForm *self, CbProfile *profile, const char *id, JsonArray *array, const char *path)
{
  CbFormField *field = _cb_form_find_field (self, id);

  for (guint i = 0; field != NULL && array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *title
          = object != NULL ? cb_json_get_string (object, "title") : peek_text (array, i);
      g_autofree char *element = g_strdup_printf ("%s.%u", path, i);
      g_autofree char *clause = *path == '.' ? cb_profile_dup_clause (profile, element + 1)
                                             : dup_clause (self, profile, element);

      if (title == NULL)
        continue;
      field->type = CB_FIELD_CHOICE;
      g_ptr_array_add (
          field->choices,
          _cb_form_choice_new (title, object != NULL ? cb_json_get_string (object, "to") : NULL,
                               clause));
    }
}

static void
add_extra_fields (CbForm *self, CbProfile *profile, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = object != NULL ? cb_json_get_string (object, "id") : NULL;
      const char *title = object != NULL ? cb_json_get_string (object, "title") : NULL;
      g_autofree char *path = g_strdup_printf ("extra_fields.%u", i);
      CbFormDraft draft = { id, NULL, CB_FIELD_TEXT, CB_RECORD_OPEN, 0, NULL, 0 };
      CbFormField *field;

      if (id == NULL || title == NULL || _cb_form_find_field (self, id) != NULL)
        continue;
      field = _cb_form_add_field (self, &draft, title);
      field->said = cb_json_get_bool (object, "required", FALSE);
      g_free (field->clause);
      field->clause = dup_clause (self, profile, path);
    }
}

static void
read_notice (CbForm *self, CbProfile *profile)
{
  JsonObject *suspension = cb_json_get_object (cb_profile_get_json (profile), "suspension");
  gint64 days = suspension != NULL ? cb_json_get_int (suspension, "notice_working_days", 0) : 0;

  if (days <= 0)
    return;
  self->notice_days = (guint)MIN (days, 366);
  g_free (self->notice_clause);
  self->notice_clause = cb_profile_dup_clause (profile, "suspension.notice_working_days");
  if (g_strcmp0 (cb_json_get_string (suspension, "verified"), "recalled") == 0)
    set_text (&self->notice_unsure, cb_json_get_string (suspension, "notice_note"));
}

static void
read_agencies (CbForm *self, CbProfile *profile)
{
  JsonObject *lead = cb_json_get_object (cb_profile_get_json (profile), "lead_agency");

  if (lead == NULL)
    return;
  set_text (&self->lead_agency, cb_json_get_string (lead, "current"));
  if (self->lead_agency == NULL)
    set_text (&self->lead_agency, cb_json_get_string (lead, "at_issue"));
  set_text (&self->operator_name, cb_json_get_string (lead, "operator"));
}

/* Choices that are the program's, because no text lists them. */
static void
add_own_choices (CbForm *self)
{
  /* As the regulations have them, whatever the language of the window: they are what is kept. */
  static const char *const actions[] = { "Tạm dừng", "Chấm dứt" };
  static const char *const levels[] = { "Cấp cơ quan, đơn vị", "Cấp tỉnh" };
  static const char *const platforms[] = { "LGSP", "NGSP", "Trực tiếp" };
  static const char *const answers[]
      = { "Được chấp nhận", "Được chấp nhận một phần", "Không được chấp nhận" };
  static const struct
  {
    CbRegister kind;
    const char *field;
    const char *const *titles;
    guint count;
  } own[] = {
    { CB_REGISTER_SUSPENSIONS, "action", actions, G_N_ELEMENTS (actions) },
    { CB_REGISTER_FOCAL_POINTS, "level", levels, G_N_ELEMENTS (levels) },
    { CB_REGISTER_SERVICES, "platform", platforms, G_N_ELEMENTS (platforms) },
    { CB_REGISTER_PROPOSALS, "change", cb_proposal_words, CB_N_PROPOSALS },
    { CB_REGISTER_PROPOSALS, "answer", answers, G_N_ELEMENTS (answers) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      CbFormField *field
          = own[i].kind == self->kind ? _cb_form_find_field (self, own[i].field) : NULL;

      for (guint n = 0; field != NULL && n < own[i].count; n++)
        g_ptr_array_add (field->choices, _cb_form_choice_new (own[i].titles[n], NULL, NULL));
    }
}

/* What may be chosen where nobody says what: anything. */
static void
free_empty_choices (CbForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      CbFormField *field = g_ptr_array_index (self->fields, i);

      if (field->type == CB_FIELD_CHOICE && field->choices->len == 0)
        field->type = CB_FIELD_LINE;
    }
}

/* What would be a question of another province's text is none here. */
static void
drop_unasked (CbForm *self)
{
  guint count = 0;
  const CbFormDraft *drafts = _cb_form_get_drafts (self->kind, &count);

  for (guint i = 0; i < count; i++)
    {
      CbFormField *field = _cb_form_find_field (self, drafts[i].id);

      if ((drafts[i].flags & CB_FORM_IF_SAID) != 0 && !field->said)
        g_ptr_array_remove (self->fields, field);
    }
}

/* The clause of a platform that the text names goes to the choice that is already there. */
static void
cite_platforms (CbForm *self, CbProfile *profile, JsonArray *platforms)
{
  CbFormField *field = _cb_form_find_field (self, "platform");

  for (guint i = 0; field != NULL && i < field->choices->len; i++)
    {
      CbFormChoice *choice = g_ptr_array_index (field->choices, i);

      for (guint n = 0; platforms != NULL && n < json_array_get_length (platforms); n++)
        if (g_strcmp0 (peek_text (platforms, n), choice->title) == 0)
          {
            g_free (choice->clause);
            choice->clause = dup_clause (self, profile, "platforms");
          }
    }
}

/* Lays @profile (nullable) over a form that was just made. */
void
_cb_form_apply_profile (CbForm *self, CbProfile *profile)
{
  JsonObject *rules = profile != NULL ? find_rules (self->kind, profile) : NULL;
  JsonObject *feedback
      = profile != NULL ? cb_json_get_object (cb_profile_get_json (profile), "feedback") : NULL;

  add_own_choices (self);
  if (profile != NULL)
    {
      set_text (&self->regulation, cb_profile_get_regulation (profile));
      read_agencies (self, profile);
    }
  if (self->kind == CB_REGISTER_FEEDBACK && feedback != NULL)
    add_choices (self, profile, "kind", cb_json_get_array (feedback, "kinds"), ".feedback.kinds");
  if (self->kind == CB_REGISTER_SUSPENSIONS && profile != NULL)
    read_notice (self, profile);
  if (self->kind == CB_REGISTER_FOCAL_POINTS && profile != NULL
      && cb_profile_says (profile, "focal_point.required") == CB_SAYS_YES)
    {
      g_free (self->wanted_clause);
      self->wanted_clause = cb_profile_dup_own_clause (profile, "focal_point.required");
    }
  if (rules != NULL)
    {
      g_free (self->clause);
      self->clause = dup_clause (self, profile, NULL);
      add_choices (self, profile, "kind", cb_json_get_array (rules, "kinds"), "kinds");
      add_choices (self, profile, "channel", cb_json_get_array (rules, "channels"), "channels");
      cite_platforms (self, profile, cb_json_get_array (rules, "platforms"));
      add_extra_fields (self, profile, cb_json_get_array (rules, "extra_fields"));
      require_fields (self, profile, rules);
      set_text (&self->approved_by, cb_json_get_string (rules, "approved_by"));
      set_text (&self->posted_on, cb_json_get_string (rules, "posted_on"));
      self->per_unit = (guint)CLAMP (cb_json_get_int (rules, "per_unit", 0), 0, 1000);
      self->per_unit_clause = dup_clause (self, profile, "per_unit");
      self->approved_clause = dup_clause (self, profile, "approved_by");
      self->posted_clause = dup_clause (self, profile, "posted_on");
    }
  free_empty_choices (self);
  drop_unasked (self);
}
