/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings/cbu-value-editor.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/rules/cb-clause.h"
#include "core/rules/cb-day.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

#define EDITOR "cbu-value-editor"
#define MAX_DAYS 366
#define MAX_NUMBER 9999

static const char *const states[] = { "draft", "in_force_at_issue", "replaced" };
static const char *const offices[] = { "lead_agency", "operator", "agency", "public" };
static const char *const anchors[] = { "period_end", "next_period_start" };

/* Of the box; with it. Which widgets there are depends on the kind. */
typedef struct
{
  CbProfileValueKind kind;
  char *frequency;         /* (owned) (nullable): of a deadline */
  JsonNode *node;          /* (owned) (nullable): as it was */
  GtkCheckButton *says[3]; /* yes, no, nothing */
  GtkCheckButton *silent;
  GtkEditable *entry;
  GtkTextBuffer *lines;
  GtkSpinButton *number;
  GtkDropDown *choice;
  GPtrArray *choices; /* (owned) (element-type utf8): of @choice, as profiles name them */
} Editor;

static void
free_editor (gpointer data)
{
  Editor *editor = data;

  g_free (editor->frequency);
  g_clear_pointer (&editor->node, json_node_unref);
  g_clear_pointer (&editor->choices, g_ptr_array_unref);
  g_free (editor);
}

static gboolean
is_null (JsonNode *node)
{
  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static GtkWidget *
add_labelled (GtkWidget *box, GtkWidget *widget, const char *words)
{
  GtkWidget *label = cbu_wrapped_label_new (words, "caption dim-label");

  cbu_a11y_label_by (widget, label);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), widget);
  return widget;
}

static void
add_says (GtkWidget *box, Editor *editor)
{
  const char *const words[]
      = { _ ("yes"), _ ("no, the text says so"), _ ("the text says nothing") };
  guint now = is_null (editor->node) ? 2 : json_node_get_boolean (editor->node) ? 0 : 1;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      editor->says[i] = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (words[i]));
      if (i > 0)
        gtk_check_button_set_group (editor->says[i], editor->says[0]);
      gtk_box_append (GTK_BOX (box), GTK_WIDGET (editor->says[i]));
    }
  gtk_check_button_set_active (editor->says[now], TRUE);
}

static void
on_silent_toggled_cb (GtkCheckButton *silent, gpointer user_data)
{
  gtk_widget_set_sensitive (user_data, !gtk_check_button_get_active (silent));
}

/* A tick that takes what is in @inner out of question. */
static void
add_silent (GtkWidget *box, Editor *editor, GtkWidget *inner)
{
  editor->silent = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("the text says nothing")));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (editor->silent));
  g_signal_connect (editor->silent, "toggled", G_CALLBACK (on_silent_toggled_cb), inner);
  gtk_check_button_set_active (editor->silent, is_null (editor->node));
}

static GtkWidget *
make_number (Editor *editor, guint highest, gint64 now)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (1, highest, 1);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), (double)CLAMP (now, 1, (gint64)highest));
  editor->number = GTK_SPIN_BUTTON (spin);
  return spin;
}

static void
add_number (GtkWidget *box, Editor *editor, const char *title)
{
  gint64 now = is_null (editor->node) ? 1 : json_node_get_int (editor->node);
  GtkWidget *spin = make_number (editor, MAX_NUMBER, now);

  cbu_a11y_set_name (spin, title);
  gtk_box_append (GTK_BOX (box), spin);
  add_silent (box, editor, spin);
}

static GtkEditable *
add_entry (GtkWidget *box, const char *title, const char *text, const char *hint)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), hint);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  cbu_a11y_set_name (entry, title);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static void
add_day (GtkWidget *box, Editor *editor, const char *title)
{
  const char *iso = is_null (editor->node) ? NULL : json_node_get_string (editor->node);
  g_autofree char *text = NULL;
  GDate day;

  if (iso != NULL && cb_day_parse (iso, &day))
    text = g_strdup_printf ("%u/%u/%u", g_date_get_day (&day), g_date_get_month (&day),
                            g_date_get_year (&day));
  editor->entry = add_entry (box, title, text, "21/11/2026");
}

static void
add_lines (GtkWidget *box, Editor *editor, const char *title)
{
  JsonArray *array = !is_null (editor->node) && JSON_NODE_HOLDS_ARRAY (editor->node)
                         ? json_node_get_array (editor->node)
                         : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "",
                            json_array_get_string_element (array, i));
  editor->lines = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (editor->lines, text->str, -1);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_add_css_class (view, "text-field");
  cbu_a11y_set_name (view, title);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_add_css_class (scrolled, "text-frame");
  gtk_widget_set_size_request (scrolled, -1, 120);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box),
                  cbu_wrapped_label_new (_ ("One on each line"), "caption dim-label"));
}

static void
add_choice (GtkWidget *box, Editor *editor, const char *const *names, guint n, const char *title)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *now = is_null (editor->node) ? "" : json_node_get_string (editor->node);
  guint selected = GTK_INVALID_LIST_POSITION;

  editor->choices = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (editor->choices, g_strdup (names[i]));
  if (names == offices)
    g_ptr_array_add (editor->choices, g_strdup (""));
  for (guint i = 0; i < editor->choices->len; i++)
    if (g_strcmp0 (now, editor->choices->pdata[i]) == 0)
      selected = i;
  /* Words that stand there already can be left. */
  if (selected == GTK_INVALID_LIST_POSITION)
    {
      selected = editor->choices->len;
      g_ptr_array_add (editor->choices, g_strdup (now));
    }
  for (guint i = 0; i < editor->choices->len; i++)
    {
      const char *name = editor->choices->pdata[i];

      gtk_string_list_append (words, *name != '\0' ? cb_profile_name_in_words (name)
                                                   : _ ("the text says nothing"));
    }
  editor->choice
      = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL));
  gtk_drop_down_set_selected (editor->choice, selected);
  cbu_a11y_set_name (editor->choice, title);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (editor->choice));
}

static void
add_rule (GtkWidget *box, Editor *editor)
{
  JsonObject *rule = !is_null (editor->node) && JSON_NODE_HOLDS_OBJECT (editor->node)
                         ? json_node_get_object (editor->node)
                         : NULL;
  const char *const from[]
      = { _ ("after the period ends"), _ ("from the first day of the next period"), NULL };
  GtkWidget *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *days
      = make_number (editor, MAX_DAYS, rule != NULL ? cb_json_get_int (rule, "days", 1) : 1);
  const char *cite = rule != NULL ? cb_json_get_string (rule, "cite") : NULL;
  GtkWidget *entry = gtk_entry_new ();

  add_labelled (inner, days, _ ("Days"));
  /* After a change there is no other day to count from. */
  if (!g_str_equal (editor->frequency, "on_change"))
    {
      GtkWidget *anchor = gtk_drop_down_new_from_strings (from);

      editor->choice = GTK_DROP_DOWN (anchor);
      if (rule != NULL && g_strcmp0 (cb_json_get_string (rule, "anchor"), anchors[1]) == 0)
        gtk_drop_down_set_selected (editor->choice, 1);
      add_labelled (inner, anchor, _ ("Counted"));
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), cite != NULL ? cite : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "Đ7.6c 59/2024/QĐ-UBND");
  editor->entry = GTK_EDITABLE (entry);
  add_labelled (inner, entry, _ ("Clause, as Đ7.6c, with the number of another text behind it"));
  gtk_box_append (GTK_BOX (box), inner);
  add_silent (box, editor, inner);
}

static void
fill (GtkWidget *box, Editor *editor, const CbProfileValue *value)
{
  switch (value->kind)
    {
    case CB_VALUE_YES:
      add_says (box, editor);
      break;
    case CB_VALUE_NUMBER:
      add_number (box, editor, value->title);
      break;
    case CB_VALUE_DATE:
      add_day (box, editor, value->title);
      break;
    case CB_VALUE_LIST:
      add_lines (box, editor, value->title);
      break;
    case CB_VALUE_WHO:
      add_choice (box, editor, offices, G_N_ELEMENTS (offices), value->title);
      break;
    case CB_VALUE_STATUS:
      add_choice (box, editor, states, G_N_ELEMENTS (states), value->title);
      break;
    case CB_VALUE_RULE:
      editor->frequency = g_strdup (strchr (value->path, '.') + 1);
      add_rule (box, editor);
      break;
    case CB_VALUE_TEXT:
    case CB_VALUE_FIXED:
    default:
      editor->entry
          = add_entry (box, value->title,
                       is_null (editor->node) ? NULL : json_node_get_string (editor->node), NULL);
    }
  if (value->kind == CB_VALUE_TEXT || value->kind == CB_VALUE_DATE || value->kind == CB_VALUE_LIST)
    gtk_box_append (GTK_BOX (box), cbu_wrapped_label_new (_ ("Empty: the text says nothing"),
                                                          "caption dim-label"));
}

/**
 * cbu_value_editor_new:
 * @value: of a profile, not %CB_VALUE_FIXED; copied as far as it is needed
 *
 * What a person writes a value of a profile with, by its type.
 *
 * Returns: (transfer floating): filled with what the profile has
 */
GtkWidget *
cbu_value_editor_new (const CbProfileValue *value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Editor *editor = g_new0 (Editor, 1);

  g_object_set_data_full (G_OBJECT (box), EDITOR, editor, free_editor);
  editor->kind = value->kind;
  editor->node = value->node != NULL ? json_node_copy (value->node) : NULL;
  fill (box, editor, value);
  return box;
}

static JsonNode *
new_text (const char *text)
{
  JsonNode *node;

  if (text == NULL || *text == '\0')
    return json_node_new (JSON_NODE_NULL);
  node = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (node, text);
  return node;
}

static JsonNode *
read_day (const char *text, const char **problem)
{
  g_autofree char *iso = NULL;
  GDate day;

  if (*text == '\0')
    return json_node_new (JSON_NODE_NULL);
  if (!cb_day_parse_typed (text, &day))
    {
      *problem = _ ("There is no such day. Write it as 21/11/2026.");
      return NULL;
    }
  iso = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&day), g_date_get_month (&day),
                         g_date_get_day (&day));
  return new_text (iso);
}

static JsonNode *
read_lines (Editor *editor)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  gtk_text_buffer_get_bounds (editor->lines, &start, &end);
  text = gtk_text_buffer_get_text (editor->lines, &start, &end, FALSE);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      json_array_add_string_element (array, lines[i]);
  if (json_array_get_length (array) == 0)
    json_node_init_null (node);
  else
    json_node_set_array (node, array);
  json_array_unref (array);
  return node;
}

static JsonNode *
read_rule (Editor *editor, const char **problem)
{
  g_autofree char *cite = g_strstrip (g_strdup (gtk_editable_get_text (editor->entry)));
  JsonNode *node;
  JsonObject *rule;

  if (!cb_clause_is_well_formed (cite))
    {
      *problem = _ ("Which clause says so? Write it as Đ7.6c or Đ3.2 12/2026/QĐ-UBND.");
      return NULL;
    }
  rule = json_object_new ();
  json_object_set_string_member (rule, "frequency", editor->frequency);
  json_object_set_string_member (rule, "anchor",
                                 editor->choice != NULL
                                     ? anchors[gtk_drop_down_get_selected (editor->choice)]
                                     : "change_published");
  json_object_set_int_member (rule, "days", gtk_spin_button_get_value_as_int (editor->number));
  /* The words of the text are about another number of days. */
  json_object_set_string_member (rule, "quote", "");
  json_object_set_string_member (rule, "cite", cite);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, rule);
  return node;
}

static JsonNode *
new_yes (gboolean yes)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_boolean (node, yes);
  return node;
}

static JsonNode *
read_says (Editor *editor)
{
  if (gtk_check_button_get_active (editor->says[2]))
    return json_node_new (JSON_NODE_NULL);
  return new_yes (gtk_check_button_get_active (editor->says[0]));
}

/**
 * cbu_value_editor_dup_node:
 * @editor: what cbu_value_editor_new() gave
 * @problem: (out): a sentence about what is wrong, when %NULL is returned
 *
 * Returns: (transfer full) (nullable): the value, null for one that the text does not have
 */
JsonNode *
cbu_value_editor_dup_node (GtkWidget *widget, const char **problem)
{
  Editor *editor = g_object_get_data (G_OBJECT (widget), EDITOR);
  g_autofree char *text = editor->entry != NULL
                              ? g_strstrip (g_strdup (gtk_editable_get_text (editor->entry)))
                              : NULL;
  JsonNode *node;

  if (editor->silent != NULL && gtk_check_button_get_active (editor->silent))
    return json_node_new (JSON_NODE_NULL);
  switch (editor->kind)
    {
    case CB_VALUE_YES:
      return read_says (editor);
    case CB_VALUE_NUMBER:
      node = json_node_new (JSON_NODE_VALUE);
      json_node_set_int (node, gtk_spin_button_get_value_as_int (editor->number));
      return node;
    case CB_VALUE_DATE:
      return read_day (text, problem);
    case CB_VALUE_LIST:
      return read_lines (editor);
    case CB_VALUE_WHO:
    case CB_VALUE_STATUS:
      return new_text (
          g_ptr_array_index (editor->choices, gtk_drop_down_get_selected (editor->choice)));
    case CB_VALUE_RULE:
      return read_rule (editor, problem);
    case CB_VALUE_TEXT:
    case CB_VALUE_FIXED:
    default:
      return new_text (text);
    }
}
