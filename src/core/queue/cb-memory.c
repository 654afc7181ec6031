/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-memory.h"

#include "base/cb-json.h"

static void
free_file (gpointer data)
{
  CbFileMemory *file = data;

  g_ptr_array_unref (file->sent);
  g_free (file->sha256);
  g_free (file->last_modified);
  g_free (file->title);
  g_free (file->overwrite);
  g_free (file);
}

static void
free_pair (gpointer data)
{
  CbRecordPair *pair = data;

  g_clear_pointer (&pair->sent, json_object_unref);
  g_clear_pointer (&pair->shown, json_object_unref);
  g_free (pair);
}

/**
 * cb_memory_new:
 *
 * Returns: (transfer full): what is known before the first checkpoint
 */
CbMemory *
cb_memory_new (void)
{
  CbMemory *self = g_new0 (CbMemory, 1);

  self->pairs = g_ptr_array_new_with_free_func (free_pair);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_file);
  return self;
}

/**
 * cb_memory_free:
 * @self: (nullable) (transfer full): a memory
 */
void
cb_memory_free (CbMemory *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pairs);
  g_hash_table_unref (self->files);
  g_clear_pointer (&self->notes, json_object_unref);
  g_clear_pointer (&self->order, json_object_unref);
  g_free (self);
}

/**
 * cb_memory_get_file:
 * @self: a memory
 * @file_id: of a file of ours
 *
 * Returns: (transfer none): what is known of it; an empty memory when nothing is
 */
CbFileMemory *
cb_memory_get_file (CbMemory *self, const char *file_id)
{
  CbFileMemory *file = g_hash_table_lookup (self->files, file_id);

  if (file == NULL)
    {
      file = g_new0 (CbFileMemory, 1);
      file->sent = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->files, g_strdup (file_id), file);
    }
  return file;
}

/**
 * cb_memory_dup_resource_id:
 * @self: a memory
 * @file_id: of a file of ours
 *
 * The id of a resource is the file's, so that it is known before it exists. But CKAN never gives an
 * id out again, not even that of a deleted dataset's resource (ckan.md): after a draft was deleted
 * another is derived, the same one at every start.
 *
 * Returns: (transfer full): a UUID
 */
char *
cb_memory_dup_resource_id (CbMemory *self, const char *file_id)
{
  g_autofree char *seed = g_strdup_printf ("%s:%u", file_id, self->generation);
  g_autofree char *hash = NULL;

  if (self->generation == 0)
    return g_strdup (file_id);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);
  return g_strdup_printf ("%.8s-%.4s-4%.3s-8%.3s-%.12s", hash, hash + 8, hash + 13, hash + 17,
                          hash + 20);
}

/**
 * cb_memory_has_sent:
 * @self: a memory
 * @file_id: of a file of ours
 * @sha256: of some bytes
 *
 * Returns: whether we may have put those bytes there
 */
gboolean
cb_memory_has_sent (CbMemory *self, const char *file_id, const char *sha256)
{
  CbFileMemory *file = cb_memory_get_file (self, file_id);

  for (guint i = 0; i < file->sent->len; i++)
    if (g_strcmp0 (g_ptr_array_index (file->sent, i), sha256) == 0)
      return TRUE;

  return FALSE;
}

static void
add_pair (CbMemory *self, JsonObject *sent, JsonObject *shown)
{
  CbRecordPair *pair = g_new0 (CbRecordPair, 1);

  pair->sent = sent != NULL ? json_object_ref (sent) : NULL;
  pair->shown = shown != NULL ? json_object_ref (shown) : NULL;
  g_ptr_array_add (self->pairs, pair);
}

static void
learn_file (CbMemory *self, const char *step, JsonObject *facts)
{
  const char *id = cb_json_get_string (facts, "file");
  CbFileMemory *file = id != NULL ? cb_memory_get_file (self, id) : NULL;

  if (file == NULL)
    return;
  if (g_str_equal (step, CB_STEP_SEND))
    {
      g_ptr_array_add (file->sent, g_strdup (cb_json_get_string (facts, "sha256")));
      g_clear_pointer (&file->last_modified, g_free);
    }
  else if (g_str_equal (step, CB_STEP_CONFIRMED))
    {
      g_free (file->sha256);
      g_free (file->last_modified);
      file->sha256 = g_strdup (cb_json_get_string (facts, "sha256"));
      file->last_modified = g_strdup (cb_json_get_string (facts, "last_modified"));
    }
  else if (g_str_equal (step, CB_STEP_OVERWRITE))
    {
      g_free (file->overwrite);
      file->overwrite = g_strdup (cb_json_get_string (facts, "last_modified"));
    }
  if (cb_json_get_string (facts, "title") != NULL)
    {
      g_free (file->title);
      file->title = g_strdup (cb_json_get_string (facts, "title"));
    }
}

static void
learn_titles (CbMemory *self, JsonObject *titles)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init (&iter, titles);
  while (json_object_iter_next (&iter, &id, &node))
    {
      CbFileMemory *file = cb_memory_get_file (self, id);

      g_free (file->title);
      file->title = json_node_dup_string (node);
    }
}

static void
forget (CbMemory *self)
{
  g_ptr_array_set_size (self->pairs, 0);
  g_hash_table_remove_all (self->files);
  self->created = FALSE;
  self->published = FALSE;
  self->generation++;
}

/**
 * cb_memory_learn:
 * @self: a memory
 * @step: of a checkpoint
 * @facts: of it
 *
 * Adds the next checkpoint. A confirmed record replaces all earlier ones: what is not what we last
 * left there is someone else's (faults.md I13).
 */
void
cb_memory_learn (CbMemory *self, const char *step, JsonObject *facts)
{
  JsonObject *sent = cb_json_get_object (facts, "sent");
  JsonObject *shown = cb_json_get_object (facts, "shown");

  learn_file (self, step, facts);
  if (cb_json_get_object (facts, "titles") != NULL)
    learn_titles (self, cb_json_get_object (facts, "titles"));
  if (g_str_equal (step, CB_STEP_CREATE))
    self->created = TRUE;
  if (g_str_equal (step, CB_STEP_CREATE) || g_str_equal (step, CB_STEP_REVISE))
    add_pair (self, sent, NULL);
  else if (shown != NULL
           && (g_str_equal (step, CB_STEP_CREATED) || g_str_equal (step, CB_STEP_REVISED)
               || g_str_equal (step, CB_STEP_PUBLISHED)))
    {
      g_ptr_array_set_size (self->pairs, 0);
      add_pair (self, sent, shown);
    }
  else if (g_str_equal (step, CB_STEP_OVERWRITE) && shown != NULL)
    add_pair (self, NULL, shown);
  else if (g_str_equal (step, CB_STEP_DELETED))
    forget (self);
  if (g_str_equal (step, CB_STEP_PUBLISHED))
    self->published = TRUE;
}

static int
compare_sequence (gconstpointer a, gconstpointer b)
{
  const CbCheckpoint *one = *(const CbCheckpoint *const *)a;
  const CbCheckpoint *other = *(const CbCheckpoint *const *)b;

  return one->sequence < other->sequence ? -1 : one->sequence > other->sequence;
}

static void
take_facts (JsonObject **member, JsonObject *facts)
{
  g_clear_pointer (member, json_object_unref);
  *member = json_object_ref (facts);
}

/* What people want of the job at hand. What was said of another approval's bytes is not said of
 * these. */
static void
learn_order (CbMemory *self, const CbJob *job, const CbCheckpoint *checkpoint)
{
  const char *step = checkpoint->step;

  if (g_str_equal (step, CB_STEP_CANCEL))
    self->cancel = TRUE;
  else if (g_str_equal (step, CB_STEP_AT_ONCE))
    self->at_once = TRUE;
  else if (g_str_equal (step, CB_STEP_WANTED))
    {
      self->cancel = self->at_once = FALSE;
      g_clear_pointer (&self->order, json_object_unref);
    }
  else if (g_str_equal (step, CB_STEP_BY_HAND_NOTES))
    take_facts (&self->notes, checkpoint->facts);
  else if (g_str_equal (step, CB_STEP_BY_HAND_ORDER)
           && g_strcmp0 (cb_json_get_string (checkpoint->facts, "approval"), job->approval_id) == 0)
    take_facts (&self->order, checkpoint->facts);
}

/**
 * cb_memory_load:
 * @store: where checkpoints are
 * @job: the job at hand; earlier jobs of its dataset and account count too
 * @error: of the store
 *
 * Returns: (transfer full): what they add up to
 */
CbMemory *
cb_memory_load (CbStore *store, const CbJob *job, GError **error)
{
  g_autoptr (CbMemory) self = cb_memory_new ();
  g_autoptr (GPtrArray) jobs
      = cb_store_list_dataset_jobs (store, job->dataset_id, job->account_id, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_checkpoint_free);

  if (jobs == NULL)
    return NULL;
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *other = g_ptr_array_index (jobs, i);
      g_autoptr (GPtrArray) some = NULL;

      some = cb_store_get_checkpoints (store, other->id, error);
      if (some == NULL)
        return NULL;
      while (some->len > 0)
        g_ptr_array_add (all, g_ptr_array_steal_index (some, some->len - 1));
    }
  g_ptr_array_sort (all, compare_sequence);
  for (guint i = 0; i < all->len; i++)
    {
      const CbCheckpoint *checkpoint = g_ptr_array_index (all, i);

      cb_memory_learn (self, checkpoint->step, checkpoint->facts);
      if (g_strcmp0 (checkpoint->job_id, job->id) != 0)
        continue;
      learn_order (self, job, checkpoint);
    }
  return g_steal_pointer (&self);
}

/* A member that is not there and one that is empty are the same to a reader. */
static gboolean
is_same (JsonObject *one, JsonObject *other, const char *name)
{
  JsonNode *a = one != NULL && json_object_has_member (one, name)
                    ? json_object_get_member (one, name)
                    : NULL;
  JsonNode *b = other != NULL && json_object_has_member (other, name)
                    ? json_object_get_member (other, name)
                    : NULL;
  gboolean empty_a
      = a == NULL || g_strcmp0 (cb_json_get_string (one, name), "") == 0
        || (JSON_NODE_HOLDS_ARRAY (a) && json_array_get_length (json_node_get_array (a)) == 0);
  gboolean empty_b
      = b == NULL || g_strcmp0 (cb_json_get_string (other, name), "") == 0
        || (JSON_NODE_HOLDS_ARRAY (b) && json_array_get_length (json_node_get_array (b)) == 0);

  if (empty_a || empty_b)
    return empty_a && empty_b;
  return json_node_equal (a, b);
}

typedef enum
{
  MEMBER_SAME,
  MEMBER_OURS,
  MEMBER_THEIRS,
} Standing;

static Standing
judge_member (CbMemory *self, JsonObject *wanted, JsonObject *shown, const char *name)
{
  Standing standing = MEMBER_THEIRS;

  if (is_same (wanted, shown, name))
    return MEMBER_SAME;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const CbRecordPair *pair = g_ptr_array_index (self->pairs, i);

      if (!is_same (pair->shown != NULL ? pair->shown : pair->sent, shown, name))
        continue;
      /* The portal showed our own words in another form: nothing to change (faults.md 47). */
      if (pair->sent != NULL && pair->shown != NULL && is_same (pair->sent, wanted, name))
        return MEMBER_SAME;
      standing = MEMBER_OURS;
    }
  /* A member that nobody has filled in is nobody's edit. */
  if (is_same (NULL, shown, name) && self->pairs->len == 0)
    standing = MEMBER_OURS;
  return standing;
}

static void
set_change (JsonObject *changes, JsonObject *wanted, JsonObject *shown, const char *name)
{
  if (json_object_has_member (wanted, name))
    json_object_set_member (changes, name, json_node_copy (json_object_get_member (wanted, name)));
  else if (JSON_NODE_HOLDS_ARRAY (json_object_get_member (shown, name)))
    json_object_set_array_member (changes, name, json_array_new ());
  else
    json_object_set_string_member (changes, name, "");
}

static gboolean
is_managed (CbMemory *self, JsonObject *wanted, const char *name)
{
  if (json_object_has_member (wanted, name))
    return TRUE;
  for (guint i = 0; i < self->pairs->len; i++)
    {
      const CbRecordPair *pair = g_ptr_array_index (self->pairs, i);

      if (pair->sent != NULL && json_object_has_member (pair->sent, name))
        return TRUE;
    }
  return FALSE;
}

/**
 * cb_memory_compare:
 * @self: a memory
 * @wanted: the record that was approved
 * @shown: the record as the portal shows it now
 * @changes: (out) (transfer full): members to be changed, with their new values
 *
 * The three-way comparison: a member that differs from what is wanted is changed when it still is
 * what we left there, and is a conflict when someone else changed it. Members that were never ours
 * are left alone.
 *
 * Returns: (transfer full): names in conflict
 */
char **
cb_memory_compare (CbMemory *self, JsonObject *wanted, JsonObject *shown, JsonObject **changes)
{
  g_autoptr (GStrvBuilder) conflicts = g_strv_builder_new ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) mine = json_object_get_members (wanted);
  g_autoptr (GList) theirs = json_object_get_members (shown);
  GHashTableIter iter;
  gpointer name;

  *changes = json_object_new ();
  for (GList *l = mine; l != NULL; l = l->next)
    g_hash_table_add (names, l->data);
  for (GList *l = theirs; l != NULL; l = l->next)
    if (is_managed (self, wanted, l->data))
      g_hash_table_add (names, l->data);

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      Standing standing = judge_member (self, wanted, shown, name);

      if (standing == MEMBER_OURS)
        set_change (*changes, wanted, shown, name);
      else if (standing == MEMBER_THEIRS)
        g_strv_builder_add (conflicts, name);
    }
  return g_strv_builder_end (conflicts);
}
