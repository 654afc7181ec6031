/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include "base/cb-json.h"
#include "base/cb-text.h"

/* What a text wants a report to speak of is data of its profile: `content` of the report, in the
 * text's own words, and with `national_criteria` what khoản 2 Điều 16 of 47/2020/NĐ-CP has, which
 * VP 9 and NT 7.3a rest on (regulations.md §1.6). A figure that the program does not know is left
 * out, so that a newer profile can be read. */

static void
free_criterion (gpointer data)
{
  CbCriterion *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->quote);
  g_free (self->clause);
  g_array_unref (self->figures);
  g_free (self->answer);
  g_free (self->writer);
  g_free (self);
}

GPtrArray *
_cb_criteria_new (void)
{
  return g_ptr_array_new_with_free_func (free_criterion);
}

static CbCriterion *
copy_criterion (const CbCriterion *self)
{
  CbCriterion *copy = g_new0 (CbCriterion, 1);

  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->quote = g_strdup (self->quote);
  copy->clause = g_strdup (self->clause);
  copy->figures = g_array_ref (self->figures);
  copy->answer = g_strdup (self->answer);
  copy->writer = g_strdup (self->writer);
  copy->written_us = self->written_us;

  return copy;
}

GPtrArray *
_cb_criteria_copy (GPtrArray *criteria)
{
  GPtrArray *copy = _cb_criteria_new ();

  for (guint i = 0; i < criteria->len; i++)
    g_ptr_array_add (copy, copy_criterion (g_ptr_array_index (criteria, i)));

  return copy;
}

static void
read_figures (CbCriterion *criterion, JsonArray *names)
{
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *node = json_array_get_element (names, i);
      const char *name = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;
      CbFigure figure;

      if (name != NULL && cb_figure_from_name (name, &figure))
        g_array_append_val (criterion->figures, figure);
    }
}

static gboolean
has_criterion (GPtrArray *criteria, const char *id)
{
  for (guint i = 0; i < criteria->len; i++)
    if (g_str_equal (((CbCriterion *)g_ptr_array_index (criteria, i))->id, id))
      return TRUE;

  return FALSE;
}

/* Adds those of @array (nullable), the list of @profile at @path. */
void
_cb_criteria_read (GPtrArray *criteria, CbProfile *profile, JsonArray *array, const char *path)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = object != NULL ? cb_json_get_string (object, "id") : NULL;
      const char *title = object != NULL ? cb_json_get_string (object, "title") : NULL;
      const char *quote = object != NULL ? cb_json_get_string (object, "quote") : NULL;
      g_autofree char *inner = g_strdup_printf ("%s.%u", path, i);
      CbCriterion *criterion;

      /* An answer is kept under the id: of two with the same one the first counts. */
      if (id == NULL || title == NULL || has_criterion (criteria, id))
        continue;
      criterion = g_new0 (CbCriterion, 1);
      criterion->id = g_strdup (id);
      criterion->title = g_strdup (title);
      criterion->quote = g_strdup (quote != NULL ? quote : "");
      criterion->clause = cb_profile_dup_own_clause (profile, inner);
      criterion->figures = g_array_new (FALSE, FALSE, sizeof (CbFigure));
      criterion->answer = g_strdup ("");
      read_figures (criterion, cb_json_get_array (object, "figures"));
      g_ptr_array_add (criteria, criterion);
    }
}

/**
 * cb_criterion_set_answer:
 * @self: a criterion
 * @answer: (nullable): what the person wrote
 */
void
cb_criterion_set_answer (CbCriterion *self, const char *answer)
{
  g_free (self->answer);
  self->answer = g_strdup (answer != NULL ? answer : "");
}

/**
 * cb_criterion_set_writer:
 * @self: a criterion
 * @person: who wrote what is said to it
 * @at_us: when
 */
void
cb_criterion_set_writer (CbCriterion *self, const char *person, gint64 at_us)
{
  g_free (self->writer);
  self->writer = g_strdup (person);
  self->written_us = at_us;
}

/**
 * cb_criterion_dup_figures:
 * @self: a criterion
 * @report: that it is asked of
 *
 * Returns: (transfer full): what the figures say of it, "Đúng hạn: 4; Muộn: 1"; "" when the program
 *   knows nothing of it
 */
char *
cb_criterion_dup_figures (const CbCriterion *self, const CbReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->figures->len; i++)
    {
      CbFigure figure = g_array_index (self->figures, CbFigure, i);
      g_autofree char *number = cb_text_format_count (cb_report_count (report, figure, NULL, NULL));

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", cb_figure_title (figure),
                              number);
    }

  return g_string_free (text, FALSE);
}
