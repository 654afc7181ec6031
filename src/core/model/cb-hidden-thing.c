/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-file-info.h"

static const char *const words[] = {
  [CB_HIDDEN_SHEET] = N_ ("Hidden sheets"),
  [CB_HIDDEN_VERY_HIDDEN_SHEET] = N_ ("Sheets that only a macro can show"),
  [CB_HIDDEN_ROWS] = N_ ("Hidden rows"),
  [CB_HIDDEN_COLUMNS] = N_ ("Hidden columns"),
  [CB_HIDDEN_INVISIBLE_CELLS] = N_ ("Cells that cannot be seen"),
  [CB_HIDDEN_COMMENTS] = N_ ("Comments"),
  [CB_HIDDEN_CHANGES] = N_ ("Tracked changes"),
  [CB_HIDDEN_HEADER_FOOTER] = N_ ("Header and footer of the printed page"),
  [CB_HIDDEN_NAME] = N_ ("Names"),
  [CB_HIDDEN_HIDDEN_NAME] = N_ ("Hidden names"),
  [CB_HIDDEN_PIVOT_CACHE] = N_ ("Data kept by pivot tables"),
  [CB_HIDDEN_EXTERNAL_LINK] = N_ ("Links to other files"),
  [CB_HIDDEN_CONNECTION] = N_ ("Connections to data elsewhere"),
  [CB_HIDDEN_MACROS] = N_ ("Macros"),
  [CB_HIDDEN_DATA_MODEL] = N_ ("Data model"),
  [CB_HIDDEN_EMBEDDED] = N_ ("Embedded files"),
  [CB_HIDDEN_PICTURES] = N_ ("Pictures"),
  [CB_HIDDEN_CUSTOM_XML] = N_ ("Data of other programs"),
  [CB_HIDDEN_PROPERTY] = N_ ("Properties of the file"),
};

G_STATIC_ASSERT (G_N_ELEMENTS (words) == CB_HIDDEN_N_KINDS);

/* By the names that OOXML has for them, whatever the format. */
static const char *const properties[][2] = {
  { "creator", N_ ("author") },
  { "lastModifiedBy", N_ ("last changed by") },
  { "title", N_ ("title of the document") },
  { "subject", N_ ("subject") },
  { "description", N_ ("description") },
  { "keywords", N_ ("keywords") },
  { "category", N_ ("category") },
  { "Company", N_ ("company") },
  { "Manager", N_ ("manager") },
  { "HyperlinkBase", N_ ("address that links begin with") },
  { "property", N_ ("a property of its own") },
};

/**
 * cb_hidden_thing_new:
 * @kind: what it is
 * @sheet: 0-based, -1: the workbook
 * @place: where
 * @detail: what it says
 * @count: how many
 *
 * Returns: (transfer full): the thing
 */
CbHiddenThing *
cb_hidden_thing_new (
    CbHiddenKind kind, int sheet, const char *place, const char *detail, guint64 count)
{
  CbHiddenThing *self = g_new (CbHiddenThing, 1);

  *self = (CbHiddenThing){ kind, sheet, g_strdup (place), g_strdup (detail), count };

  return self;
}

/**
 * cb_hidden_thing_free:
 * @self: (nullable) (transfer full): a thing
 */
void
cb_hidden_thing_free (CbHiddenThing *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self->detail);
  g_free (self);
}

/**
 * cb_hidden_kind_words:
 * @kind: a kind
 *
 * Returns: (transfer none): what a person calls things of this kind
 */
const char *
cb_hidden_kind_words (CbHiddenKind kind)
{
  g_return_val_if_fail ((guint)kind < CB_HIDDEN_N_KINDS, "");

  return _ (words[kind]);
}

/**
 * cb_hidden_property_words:
 * @name: of a property of a file
 *
 * Returns: (transfer none): what a person calls it; @name itself when it is one of the file's own
 */
const char *
cb_hidden_property_words (const char *name)
{
  g_return_val_if_fail (name != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    if (g_str_equal (properties[i][0], name))
      return _ (properties[i][1]);

  return name;
}
