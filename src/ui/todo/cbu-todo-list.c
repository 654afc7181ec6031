/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/todo/cbu-todo-list.h"

#include "core/workplace/cb-workplace-due.h"

static void
free_todo (gpointer data)
{
  CbuTodo *todo = data;

  cb_obligation_free (todo->obligation);
  g_clear_pointer (&todo->dataset, cb_dataset_free);
  g_free (todo);
}

static void
count_findings (CbWorkplace *workplace, CbuTodo *todo)
{
  g_autoptr (GPtrArray) findings
      = cb_workplace_list_findings (workplace, todo->dataset->id, NULL, NULL);

  for (guint i = 0; findings != NULL && i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (finding->severity == CB_SEVERITY_BLOCKER && finding->waived_by == NULL)
        todo->blockers++;
    }
}

/**
 * cbu_todo_list_read:
 * @workplace: whose tasks they are
 * @error: why not
 *
 * For a worker thread.
 *
 * Returns: (transfer full) (element-type CbuTodo): what is due within a year, the most urgent first
 */
GPtrArray *
cbu_todo_list_read (CbWorkplace *workplace, GError **error)
{
  g_autoptr (GPtrArray) todos = g_ptr_array_new_with_free_func (free_todo);
  g_autoptr (GPtrArray) obligations = NULL;

  obligations = cb_workplace_list_due_ahead (workplace, 12, error);
  if (obligations == NULL)
    return NULL;
  g_ptr_array_set_free_func (obligations, NULL);
  for (guint i = 0; i < obligations->len; i++)
    {
      CbuTodo *todo = g_new0 (CbuTodo, 1);

      todo->obligation = g_ptr_array_index (obligations, i);
      if (todo->obligation->dataset_id != NULL)
        todo->dataset = cb_workplace_get_dataset (workplace, todo->obligation->dataset_id, NULL);
      if (todo->dataset != NULL && todo->dataset->files->len > 0)
        count_findings (workplace, todo);
      g_ptr_array_add (todos, todo);
    }
  return g_steal_pointer (&todos);
}
