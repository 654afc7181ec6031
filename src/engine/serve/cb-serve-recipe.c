/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a recipe would do, and where the cells are that it is about. */

#include "config.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/fixes/cb-recipe-locate.h"
#include "engine/fixes/cb-recipe.h"
#include "engine/serve/cb-serve-private.h"

gboolean
_cb_serve_effect (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbRecipeResult result;

  if (!_cb_serve_may_show (self, error)
      || !cb_recipe_measure (self->table, g_variant_get_string (work->body, NULL), &result,
                             _cb_serve_progress_cb, work, work->cancellable, error))
    return FALSE;

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_EFFECTS,
                         g_variant_new (CB_PROTOCOL_EFFECTS_TYPE, result.rows, result.cells),
                         error);
}

gboolean
_cb_serve_locate (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  CbRecipePlace written;
  CbRecipePlace source = { 0, 0 };
  const char *recipe;
  const char *name = "";
  guint32 column;
  gboolean found;

  g_variant_get (work->body, "(&stu)", &recipe, &written.row, &column);
  written.column = column;
  if (!_cb_serve_may_show (self, error)
      || !cb_recipe_locate (self->table, recipe, &written, &source, &found, work->cancellable,
                            error))
    return FALSE;
  if (found)
    name = cb_table_get_facts (self->table)->columns[source.column];

  return cb_speaker_say (
      self->speaker, work->serial, CB_PROTOCOL_LOCATED,
      g_variant_new (CB_PROTOCOL_LOCATED_TYPE, found, source.row, source.column, name), error);
}

gboolean
_cb_serve_edits (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) cells = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(tu)"));
  g_autoptr (GArray) edits = NULL;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  edits = cb_recipe_list_edits (self->table, g_variant_get_string (work->body, NULL),
                                work->cancellable, error);
  if (edits == NULL)
    return FALSE;
  for (guint i = 0; i < edits->len; i++)
    {
      const CbRecipePlace *cell = &g_array_index (edits, CbRecipePlace, i);

      g_variant_builder_add (&cells, "(tu)", cell->row, cell->column);
    }

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_EDITED,
                         g_variant_new (CB_PROTOCOL_EDITED_TYPE, &cells), error);
}
