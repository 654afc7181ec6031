/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Watched folders (product.md L2): what an office puts into them is taken in, read, mended as the
 * period before and checked, and then waits for a person. Nothing is approved or sent by itself,
 * and nothing in the folder is touched. */

#include "config.h"

#include "core/workplace/cb-workplace-watch.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/cb-json.h"
#include "core/model/cb-error-words.h"
#include "core/workplace/cb-watch-folder.h"
#include "core/workplace/cb-workplace-private.h"

/* An array of objects: `folder` (its address), `item`, `seen`: names of files and their stamps. */
#define SETTING "watched-folders"

/* Held while the setting is changed, which the window and its watching may do at the same time. */
static GMutex changing;

static void
free_watch (gpointer data)
{
  CbWatch *watch = data;

  g_object_unref (watch->folder);
  g_free (watch->item_code);
  g_free (watch);
}

/**
 * cb_watch_outcome_name:
 * @outcome: what became of a file
 *
 * Returns: (transfer none): its name for scripts
 */
const char *
cb_watch_outcome_name (CbWatchOutcome outcome)
{
  static const char *const names[] = { "taken", "not-quiet", "not-due", "unsure", "failed" };

  return names[outcome];
}

static char *
dup_taken_sentence (const CbWatchFile *self)
{
  g_autofree char *period = cb_period_dup_title (self->period);
  g_autofree char *found
      = self->n_blockers > 0 ? g_strdup_printf (
            ngettext ("%u thing must be mended", "%u things must be mended", self->n_blockers),
            self->n_blockers)
                             : g_strdup (_ ("nothing must be mended"));
  const char *repeated = self->n_steps > 0 ? _ ("mended as in the period before") : NULL;
  g_autoptr (GString) text = g_string_new (_ ("Taken in"));

  if (*period != '\0')
    g_string_append_printf (text, " · %s", period);
  if (repeated != NULL)
    g_string_append_printf (text, " · %s", repeated);
  if (self->error == NULL)
    g_string_append_printf (text, " · %s", found);
  else
    {
      g_autofree char *words = cb_error_words_for (self->error);

      g_string_append_printf (text, " · %s", words);
    }
  g_string_append_printf (text, " · %s", _ ("waits for you"));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cb_watch_file_dup_sentence:
 * @self: what became of a file
 *
 * Returns: (transfer full): it in words, without its name
 */
char *
cb_watch_file_dup_sentence (const CbWatchFile *self)
{
  switch (self->outcome)
    {
    case CB_WATCH_TAKEN:
      return dup_taken_sentence (self);
    case CB_WATCH_NOT_QUIET:
      return g_strdup (_ ("Somebody still works on it. It is taken in when that is over."));
    case CB_WATCH_NOT_DUE:
      return g_strdup (_ ("The period that it is of waits for no file. If it is to take the place "
                          "of one, open that dataset and replace it there; if it is of another "
                          "period, give it a name that says so, as “2026-10”."));
    case CB_WATCH_UNSURE:
      return g_strdup (_ ("Which period it is of cannot be told. Give it a name with one period, "
                          "as “2026-10”."));
    case CB_WATCH_FAILED:
    default:
      return cb_error_words_for (self->error);
    }
}

/* Returns: (transfer full): the entries; each may be anything, see _cb_watches_get() */
JsonArray *
_cb_watches_load (CbWorkplace *self)
{
  g_autofree char *text = cb_workplace_dup_setting (self, SETTING);
  JsonArray *array = text != NULL ? cb_json_array_parse (text, -1, NULL) : NULL;

  return array != NULL ? array : json_array_new ();
}

static gboolean
save (CbWorkplace *self, JsonArray *array, GError **error)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *text = NULL;

  json_node_set_array (node, array);
  text = json_to_string (node, FALSE);

  return cb_workplace_set_setting (self, SETTING, json_array_get_length (array) > 0 ? text : NULL,
                                   error);
}

/* Returns: (nullable): an entry that has its folder and its item */
JsonObject *
_cb_watches_get (JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && cb_json_get_string (object, "folder") != NULL
                 && cb_json_get_string (object, "item") != NULL
             ? object
             : NULL;
}

/* Returns: its place, -1 when it is not watched */
static int
find_entry (JsonArray *array, GFile *folder)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = _cb_watches_get (array, i);
      g_autoptr (GFile) other
          = object != NULL ? g_file_new_for_uri (cb_json_get_string (object, "folder")) : NULL;

      if (other != NULL && g_file_equal (other, folder))
        return (int)i;
    }

  return -1;
}

/**
 * cb_workplace_list_watches:
 * @self: a workplace
 *
 * Returns: (transfer full) (element-type CbWatch): the folders that are watched
 */
GPtrArray *
cb_workplace_list_watches (CbWorkplace *self)
{
  GPtrArray *watches = g_ptr_array_new_with_free_func (free_watch);
  g_autoptr (JsonArray) array = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), watches);

  array = _cb_watches_load (self);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = _cb_watches_get (array, i);
      CbWatch *watch;

      if (object == NULL)
        continue;
      watch = g_new0 (CbWatch, 1);
      watch->folder = g_file_new_for_uri (cb_json_get_string (object, "folder"));
      watch->item_code = g_strdup (cb_json_get_string (object, "item"));
      g_ptr_array_add (watches, watch);
    }

  return watches;
}

/* Names of files need be no UTF-8; as part of an address they are ASCII. */
static char *
dup_key (const char *name)
{
  return g_uri_escape_string (name, NULL, FALSE);
}

gboolean
_cb_watches_has_seen (JsonObject *entry, const CbFolderFile *file)
{
  JsonObject *seen = cb_json_get_object (entry, "seen");
  g_autofree char *key = dup_key (file->name);

  return seen != NULL && g_strcmp0 (cb_json_get_string (seen, key), file->stamp) == 0;
}

static void
see (JsonObject *entry, const CbFolderFile *file)
{
  g_autofree char *key = dup_key (file->name);

  json_object_set_string_member (cb_json_get_object (entry, "seen"), key, file->stamp);
}

/* Remembers that @taken was taken in; what is remembered of files that are no longer there is
 * forgotten. A folder that is watched no more is no error. */
gboolean
_cb_watches_remember (
    CbWorkplace *self, GFile *folder, GPtrArray *files, const CbFolderFile *taken, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&changing);
  g_autoptr (JsonArray) array = _cb_watches_load (self);
  int place = find_entry (array, folder);
  JsonObject *entry = place >= 0 ? _cb_watches_get (array, (guint)place) : NULL;
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (entry == NULL)
    return TRUE;
  for (guint i = 0; i < files->len; i++)
    if (_cb_watches_has_seen (entry, g_ptr_array_index (files, i)))
      g_ptr_array_add (known, g_ptr_array_index (files, i));
  json_object_set_object_member (entry, "seen", json_object_new ());
  for (guint i = 0; i < known->len; i++)
    see (entry, g_ptr_array_index (known, i));
  see (entry, taken);

  return save (self, array, error);
}

/**
 * cb_workplace_add_watch:
 * @self: a workplace
 * @folder: on this computer, or where the computer sees it as one of its own
 * @item_code: of the catalog: what the files in it are of
 * @existing: whether files that are there already are taken in, too: they may be of periods that
 *   were published long ago
 * @left_alone: (out) (optional): how many are there, when they are not
 * @error: %CB_ERROR_NOT_FOUND for an item that is none or a folder that is not there,
 *   %CB_ERROR_WRONG_STATE when it is watched already
 *
 * Returns: whether it is watched from now on
 */
gboolean
cb_workplace_add_watch (CbWorkplace *self,
                        GFile *folder,
                        const char *item_code,
                        gboolean existing,
                        guint *left_alone,
                        GError **error)
{
  g_autoptr (CbCatalogItem) item = cb_workplace_get_item (self, item_code, error);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&changing);
  g_autoptr (JsonArray) array = _cb_watches_load (self);
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *uri = g_file_get_uri (folder);
  JsonObject *entry;

  if (item == NULL)
    return FALSE;
  if (find_entry (array, folder) >= 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "is watched already");
      return FALSE;
    }
  files = _cb_watch_folder_list (folder, cb_clock_now (self->clock), NULL, error);
  if (files == NULL)
    return FALSE;
  if (existing)
    g_ptr_array_set_size (files, 0);
  if (left_alone != NULL)
    *left_alone = files->len;
  entry = json_object_new ();
  json_object_set_string_member (entry, "folder", uri);
  json_object_set_string_member (entry, "item", item_code);
  json_object_set_object_member (entry, "seen", json_object_new ());
  for (guint i = 0; i < files->len; i++)
    see (entry, g_ptr_array_index (files, i));
  json_array_add_object_element (array, entry);

  return save (self, array, error);
}

/**
 * cb_workplace_remove_watch:
 * @self: a workplace
 * @folder: one that is watched
 * @error: %CB_ERROR_NOT_FOUND when it is not
 *
 * What was taken in stays.
 *
 * Returns: whether it is watched no more
 */
gboolean
cb_workplace_remove_watch (CbWorkplace *self, GFile *folder, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&changing);
  g_autoptr (JsonArray) array = _cb_watches_load (self);
  int place = find_entry (array, folder);

  if (place < 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "is not watched");
      return FALSE;
    }
  json_array_remove_element (array, (guint)place);

  return save (self, array, error);
}
