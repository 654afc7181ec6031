/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-history.h"

/**
 * CbuHistory:
 *
 * What was said of the files of a dataset before it was said otherwise: how each is read, and what
 * its columns are. The last is taken back first, and can be said again. It lives as long as the
 * page of the dataset; what counts is kept by the store.
 */
struct _CbuHistory
{
  GPtrArray *said[2]; /* (element-type CbuSaid): to undo, and undone; the last one last */
};

/**
 * cbu_said_new:
 * @file_id: of which file
 * @of_schema: what its columns are, not how it is read
 * @value: (nullable): as the store keeps it
 *
 * Returns: (transfer full): that
 */
CbuSaid *
cbu_said_new (const char *file_id, gboolean of_schema, const char *value)
{
  CbuSaid *self = g_new0 (CbuSaid, 1);

  self->file_id = g_strdup (file_id);
  self->of_schema = of_schema;
  self->value = g_strdup (value != NULL ? value : "");

  return self;
}

/**
 * cbu_said_free:
 * @self: (nullable) (transfer full): what was said
 */
void
cbu_said_free (CbuSaid *self)
{
  if (self == NULL)
    return;
  g_free (self->file_id);
  g_free (self->value);
  g_free (self);
}

/**
 * cbu_history_new:
 *
 * Returns: (transfer full): nothing said yet
 */
CbuHistory *
cbu_history_new (void)
{
  CbuHistory *self = g_new0 (CbuHistory, 1);

  for (guint i = 0; i < G_N_ELEMENTS (self->said); i++)
    self->said[i] = g_ptr_array_new_with_free_func ((GDestroyNotify)cbu_said_free);

  return self;
}

/**
 * cbu_history_free:
 * @self: (nullable) (transfer full): a history
 */
void
cbu_history_free (CbuHistory *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->said); i++)
    g_ptr_array_unref (self->said[i]);
  g_free (self);
}

/* Returns: the place of the last one of the file + 1, 0 for none */
static guint
find_last (const GPtrArray *said, const char *file_id)
{
  for (guint i = said->len; i > 0; i--)
    if (g_strcmp0 (((CbuSaid *)g_ptr_array_index (said, i - 1))->file_id, file_id) == 0)
      return i;

  return 0;
}

static void
drop (GPtrArray *said, const char *file_id)
{
  guint place;

  while ((place = find_last (said, file_id)) > 0)
    g_ptr_array_remove_index (said, place - 1);
}

/**
 * cbu_history_add:
 * @self: a history
 * @before: (transfer full): what was said until now; what was undone is forgotten
 */
void
cbu_history_add (CbuHistory *self, CbuSaid *before)
{
  drop (self->said[TRUE], before->file_id);
  g_ptr_array_add (self->said[FALSE], before);
}

/**
 * cbu_history_take:
 * @self: a history
 * @file_id: of which file
 * @undone: of what was undone, not of what can be
 *
 * Returns: (transfer full) (nullable): the last one, which is in the history no more
 */
CbuSaid *
cbu_history_take (CbuHistory *self, const char *file_id, gboolean undone)
{
  guint place = find_last (self->said[undone], file_id);

  return place > 0 ? g_ptr_array_steal_index (self->said[undone], place - 1) : NULL;
}

/**
 * cbu_history_put:
 * @self: a history
 * @said: (transfer full): what was taken out, or what was said before it
 * @undone: to what was undone, not to what can be
 */
void
cbu_history_put (CbuHistory *self, CbuSaid *said, gboolean undone)
{
  g_ptr_array_add (self->said[undone], said);
}

/**
 * cbu_history_has:
 * @self: a history
 * @file_id: (nullable): of which file
 * @undone: among what was undone, not among what can be
 *
 * Returns: whether there is something
 */
gboolean
cbu_history_has (CbuHistory *self, const char *file_id, gboolean undone)
{
  return find_last (self->said[undone], file_id) > 0;
}

/**
 * cbu_history_forget:
 * @self: a history
 * @file_id: of a file that is another one now
 */
void
cbu_history_forget (CbuHistory *self, const char *file_id)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->said); i++)
    drop (self->said[i], file_id);
}
