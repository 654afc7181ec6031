/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-plan.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-day.h"
#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-journal-row.h"

/* More items than any catalog has. */
#define MAX_MINIMUM 1000000

/**
 * cb_plan_phase_new:
 *
 * Returns: (transfer full): a phase with nothing in it
 */
CbPlanPhase *
cb_plan_phase_new (void)
{
  CbPlanPhase *self = g_new0 (CbPlanPhase, 1);

  self->name = g_strdup ("");
  self->level = g_strdup ("");
  self->items = g_new0 (char *, 1);
  self->minimum = -1;
  g_date_clear (&self->from, 1);
  g_date_clear (&self->to, 1);

  return self;
}

/**
 * cb_plan_phase_copy:
 * @self: a phase
 *
 * Returns: (transfer full): another that says the same
 */
CbPlanPhase *
cb_plan_phase_copy (const CbPlanPhase *self)
{
  CbPlanPhase *copy = g_new0 (CbPlanPhase, 1);

  g_return_val_if_fail (self != NULL, copy);

  *copy = *self;
  copy->name = g_strdup (self->name);
  copy->level = g_strdup (self->level);
  copy->items = g_strdupv (self->items);

  return copy;
}

/**
 * cb_plan_phase_free:
 * @self: (nullable) (transfer full): a phase
 */
void
cb_plan_phase_free (CbPlanPhase *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->level);
  g_strfreev (self->items);
  g_free (self);
}

/**
 * cb_plan_new:
 *
 * Returns: (transfer full): a plan without phases
 */
CbPlan *
cb_plan_new (void)
{
  CbPlan *self = g_new0 (CbPlan, 1);

  self->basis = g_strdup ("");
  self->phases = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_plan_phase_free);

  return self;
}

/**
 * cb_plan_free:
 * @self: (nullable) (transfer full): a plan
 */
void
cb_plan_free (CbPlan *self)
{
  if (self == NULL)
    return;

  g_free (self->basis);
  g_ptr_array_unref (self->phases);
  g_free (self);
}

/* None is none; one that does not exist is told, not forgotten. */
static gboolean
read_day (JsonObject *object, const char *name, guint number, GDate *date, GError **error)
{
  const char *text = cb_json_get_string (object, name);
  GDate day;

  if (!json_object_has_member (object, name))
    return TRUE;
  if (!cb_day_parse (text, &day))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, _ ("phases.%u.%s: there is no day “%s”"),
                   number, name, text != NULL ? text : "");
      return FALSE;
    }
  *date = day;

  return TRUE;
}

static char *
dup_string (JsonObject *object, const char *name)
{
  const char *text = cb_json_get_string (object, name);

  return g_strdup (text != NULL ? text : "");
}

/* None and -1: nothing is said. */
static gboolean
read_minimum (JsonObject *object, guint number, int *minimum, GError **error)
{
  JsonNode *node = json_object_get_member (object, "minimum");
  gint64 given = -2;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    given = json_node_get_int (node);
  if (given < -1 || given > MAX_MINIMUM)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   _ ("phases.%u.minimum: a number from 0 to %d is needed"), number, MAX_MINIMUM);
      return FALSE;
    }
  *minimum = (int)given;

  return TRUE;
}

static CbPlanPhase *
read_phase (JsonObject *object, guint number, GError **error)
{
  CbPlanPhase *phase = cb_plan_phase_new ();
  JsonArray *items = cb_json_get_array (object, "items");
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  g_free (phase->name);
  phase->name = dup_string (object, "name");
  g_free (phase->level);
  phase->level = dup_string (object, "level");
  if (!read_minimum (object, number, &phase->minimum, error)
      || !read_day (object, "from", number, &phase->from, error)
      || !read_day (object, "to", number, &phase->to, error))
    {
      cb_plan_phase_free (phase);
      return NULL;
    }
  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonNode *node = json_array_get_element (items, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (codes, json_node_get_string (node));
    }
  g_strfreev (phase->items);
  phase->items = g_strv_builder_end (codes);

  return phase;
}

static gboolean
is_same_day (const GDate *one, const GDate *other)
{
  gboolean written = g_date_valid (one);

  return written == g_date_valid (other) && (!written || g_date_compare (one, other) == 0);
}

static gboolean
is_same_phase (const CbPlanPhase *one, const CbPlanPhase *other)
{
  return g_str_equal (one->name, other->name) && is_same_day (&one->from, &other->from)
         && is_same_day (&one->to, &other->to) && one->minimum == other->minimum
         && g_str_equal (one->level, other->level)
         && g_strv_equal ((const char *const *)one->items, (const char *const *)other->items);
}

/* Itself; changed since, the one of its name; -1: it is gone. */
static int
find_phase (const CbPlan *self, const CbPlanPhase *phase)
{
  for (guint i = 0; i < self->phases->len; i++)
    if (is_same_phase (g_ptr_array_index (self->phases, i), phase))
      return (int)i;
  for (guint i = 0; i < self->phases->len; i++)
    if (g_str_equal (((CbPlanPhase *)g_ptr_array_index (self->phases, i))->name, phase->name))
      return (int)i;

  return -1;
}

/**
 * cb_plan_replace_phase:
 * @self: a plan
 * @replaced: (nullable): a phase as it was when a person began to change it, of this plan or of
 *   another reading of it; %NULL for a new one
 * @phase: (nullable) (transfer full): what it is to be; %NULL takes it out
 *
 * The plan may have been changed since: the phase is looked for by what it says, and not by where
 * it stood. What was written for one that is gone is put at the end.
 */
void
cb_plan_replace_phase (CbPlan *self, const CbPlanPhase *replaced, CbPlanPhase *phase)
{
  int place = replaced != NULL ? find_phase (self, replaced) : -1;

  if (place >= 0)
    g_ptr_array_remove_index (self->phases, (guint)place);
  if (phase != NULL)
    g_ptr_array_insert (self->phases, place, phase);
}

/**
 * cb_plan_parse:
 * @text: (nullable): of cb_plan_to_text()
 * @error: where to say why not
 *
 * Returns: (transfer full): the plan, an empty one for no text; %NULL with %CB_ERROR_INVALID
 */
CbPlan *
cb_plan_parse (const char *text, GError **error)
{
  g_autoptr (CbPlan) plan = cb_plan_new ();
  g_autoptr (JsonObject) object = NULL;
  JsonArray *phases;

  if (text == NULL || *text == '\0')
    return g_steal_pointer (&plan);
  object = cb_json_object_parse (text, -1, error);
  if (object == NULL)
    return NULL;
  g_free (plan->basis);
  plan->basis = dup_string (object, "basis");
  phases = cb_json_get_array (object, "phases");
  if (phases == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, _ ("phases: a list is needed"));
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (phases); i++)
    {
      JsonNode *node = json_array_get_element (phases, i);
      CbPlanPhase *phase;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, _ ("phases.%u: an object is needed"), i);
          return NULL;
        }
      phase = read_phase (json_node_get_object (node), i, error);
      if (phase == NULL)
        return NULL;
      g_ptr_array_add (plan->phases, phase);
    }

  return g_steal_pointer (&plan);
}

static void
set_day (JsonObject *object, const char *name, const GDate *date)
{
  char text[16];

  if (!g_date_valid (date))
    return;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  json_object_set_string_member (object, name, text);
}

/**
 * cb_plan_to_text:
 * @self: a plan
 *
 * Returns: (transfer full): JSON, to keep and to hand on
 */
char *
cb_plan_to_text (const CbPlan *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *phases = json_array_new ();

  json_object_set_string_member (object, "basis", self->basis);
  for (guint i = 0; i < self->phases->len; i++)
    {
      const CbPlanPhase *phase = g_ptr_array_index (self->phases, i);
      JsonObject *one = json_object_new ();
      JsonArray *items = json_array_new ();

      json_object_set_string_member (one, "name", phase->name);
      set_day (one, "from", &phase->from);
      set_day (one, "to", &phase->to);
      json_object_set_int_member (one, "minimum", phase->minimum);
      json_object_set_string_member (one, "level", phase->level);
      for (guint k = 0; phase->items[k] != NULL; k++)
        json_array_add_string_element (items, phase->items[k]);
      json_object_set_array_member (one, "items", items);
      json_array_add_object_element (phases, one);
    }
  json_object_set_array_member (object, "phases", phases);

  return cb_json_object_to_string (object, FALSE);
}

static gboolean
has_item (GPtrArray *items, const char *code)
{
  for (guint i = 0; i < items->len; i++)
    if (g_strcmp0 (((CbCatalogItem *)g_ptr_array_index (items, i))->code, code) == 0)
      return TRUE;

  return FALSE;
}

static void
check_phase (GPtrArray *problems, const CbPlanPhase *phase, gboolean counts, GPtrArray *items)
{
  const char *name = phase->name[0] != '\0' ? phase->name : _ ("a phase without a name");

  if (phase->name[0] == '\0')
    g_ptr_array_add (problems, g_strdup (_ ("A phase has no name.")));
  if (!g_date_valid (&phase->from) || !g_date_valid (&phase->to))
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s: write its first and last day, as in "
                                                   "31/12/2026."),
                                                name));
  else if (g_date_compare (&phase->from, &phase->to) > 0)
    g_ptr_array_add (problems, g_strdup_printf (_ ("%s ends before it begins."), name));
  if (counts && phase->minimum < 0)
    g_ptr_array_add (
        problems, g_strdup_printf (_ ("%s: the text asks for the least number to publish."), name));
  if (counts && phase->level[0] == '\0')
    g_ptr_array_add (problems,
                     g_strdup_printf (_ ("%s: the text asks how far it goes (mức độ)."), name));
  for (guint i = 0; phase->items[i] != NULL; i++)
    if (!has_item (items, phase->items[i]))
      g_ptr_array_add (
          problems, g_strdup_printf (_ ("%s: the catalog has no item %s."), name, phase->items[i]));
}

/**
 * cb_plan_dup_wish:
 * @profile: a profile
 *
 * TH 12.2, VP 11.1 and QN 13.1 ask an agency for a plan; NT 9.2 asks the lead agency for one of the
 * province, to which an agency's own may add.
 *
 * Returns: (transfer full): who asks for a plan and under which clause, a sentence; "" when the
 *   text says nothing of one
 */
char *
cb_plan_dup_wish (CbProfile *profile)
{
  JsonObject *plan = cb_json_get_object (cb_profile_get_json (profile), "plan");
  g_autofree char *clause = NULL;

  if (cb_profile_says (profile, "plan.required") != CB_SAYS_YES)
    return g_strdup ("");
  clause = cb_profile_dup_own_clause (profile, "plan.required");
  if (g_strcmp0 (cb_json_get_string (plan, "owner"), "lead_agency") == 0)
    /* Translators: a clause */
    return g_strdup_printf (_ ("%s asks the lead agency for a plan of the province."), clause);
  /* Translators: a clause */
  return g_strdup_printf (_ ("%s asks for a plan."), clause);
}

/**
 * cb_plan_check:
 * @self: a plan
 * @profile: (nullable): whose text says what a plan must have
 * @items: (element-type CbCatalogItem): the catalog in force
 *
 * Returns: (transfer full) (element-type utf8): what is missing or odd, a sentence each; none of it
 *   keeps a plan from being saved
 */
GPtrArray *
cb_plan_check (const CbPlan *self, CbProfile *profile, GPtrArray *items)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  JsonObject *plan
      = profile != NULL ? cb_json_get_object (cb_profile_get_json (profile), "plan") : NULL;
  JsonArray *must_state = plan != NULL ? cb_json_get_array (plan, "must_state") : NULL;
  gboolean counts = must_state != NULL && json_array_get_length (must_state) > 0;

  for (guint i = 0; i < self->phases->len; i++)
    check_phase (problems, g_ptr_array_index (self->phases, i), counts, items);

  return problems;
}

/* What was published first, by item or, outside of the catalog, by dataset: key → row. */
static GHashTable *
find_first (GPtrArray *rows, GPtrArray *datasets)
{
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *first = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < datasets->len; i++)
    {
      CbDataset *dataset = g_ptr_array_index (datasets, i);

      g_hash_table_insert (keys, dataset->id,
                           dataset->item_code != NULL ? dataset->item_code : dataset->id);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      CbJournalRow *row = g_ptr_array_index (rows, i);
      char *key = g_hash_table_lookup (keys, row->subject);

      if (key != NULL && g_str_equal (row->event, "receipt") && !g_hash_table_contains (first, key))
        g_hash_table_insert (first, key, row);
    }

  return first;
}

static gboolean
is_by (const CbJournalRow *row, GTimeZone *zone, const GDate *from, const GDate *to)
{
  GDate day;

  return cb_day_of_moment (row->at_us, zone, &day)
         && (from == NULL || g_date_compare (&day, from) >= 0) && g_date_compare (&day, to) <= 0;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CbJournalRow *first = *(CbJournalRow *const *)a;
  const CbJournalRow *second = *(CbJournalRow *const *)b;

  return first->sequence < second->sequence ? -1 : first->sequence > second->sequence;
}

static CbPlanState
find_state (const CbPlanProgress *progress, const GDate *today)
{
  const CbPlanPhase *phase = progress->phase;

  if (g_date_compare (today, &phase->from) < 0)
    return CB_PLAN_TO_COME;
  if (phase->minimum < 0 || progress->rows->len >= (guint)phase->minimum)
    return CB_PLAN_REACHED;

  return g_date_compare (today, &phase->to) > 0 ? CB_PLAN_MISSED : CB_PLAN_ON_WAY;
}

static void
free_progress (gpointer data)
{
  g_ptr_array_unref (((CbPlanProgress *)data)->rows);
  g_free (data);
}

static CbPlanProgress *
measure_phase (const CbPlanPhase *phase, GHashTable *first, GTimeZone *zone, const GDate *today)
{
  CbPlanProgress *progress = g_new0 (CbPlanProgress, 1);
  GHashTableIter iter;
  gpointer key;
  gpointer row;

  progress->phase = phase;
  progress->rows = g_ptr_array_new ();
  if (!g_date_valid (&phase->from) || !g_date_valid (&phase->to))
    return progress;
  g_hash_table_iter_init (&iter, first);
  while (g_hash_table_iter_next (&iter, &key, &row))
    {
      /* An item that is named may have been published earlier; the goal is that it is there. */
      gboolean counts = phase->items[0] == NULL
                            ? is_by (row, zone, &phase->from, &phase->to)
                            : g_strv_contains ((const char *const *)phase->items, key)
                                  && is_by (row, zone, NULL, &phase->to);

      if (counts)
        g_ptr_array_add (progress->rows, row);
    }
  g_ptr_array_sort (progress->rows, compare_rows);
  progress->state = find_state (progress, today);

  return progress;
}

/**
 * cb_plan_measure:
 * @self: a plan, which must outlive what is returned
 * @rows: (element-type CbJournalRow): the journal, oldest first; must outlive it, too
 * @datasets: (element-type CbDataset): all of them
 * @zone: whose days
 * @today: the day that is looked from
 *
 * An item counts once, however often it was published, on the day it was first; so does a dataset
 * outside of the catalog.
 *
 * Returns: (transfer full) (element-type CbPlanProgress): how each phase stands
 */
GPtrArray *
cb_plan_measure (
    const CbPlan *self, GPtrArray *rows, GPtrArray *datasets, GTimeZone *zone, const GDate *today)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (free_progress);
  g_autoptr (GHashTable) first = find_first (rows, datasets);

  for (guint i = 0; i < self->phases->len; i++)
    g_ptr_array_add (list, measure_phase (g_ptr_array_index (self->phases, i), first, zone, today));

  return list;
}
