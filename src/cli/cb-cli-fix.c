/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-text.h"
#include "cli/cb-cli-out.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/model/cb-finding-steps.h"

/* In the order in which they are done: letters can be tidied when they are Unicode. */
static const char *const step_names[] = { "encoding",    "normalise",   "line-ends", "layout",
                                          "mask-column", "drop-column", "to-csv",    NULL };

/* Bytes of a recipe. */
#define MAX_RECIPE (4 * 1024 * 1024)

/* One step, and what it is for. */
typedef struct
{
  char *step;               /* JSON */
  const CbFinding *finding; /* borrowed */
} Mending;

typedef struct
{
  char *path;
  char *out;     /* (nullable): nothing is kept */
  GStrv wanted;  /* (nullable): names of steps; %NULL: those that take nothing out */
  char *profile; /* (nullable) */
  char *recipe;  /* (nullable): a file with steps, instead of what the check suggests */
  gboolean dry;
  GArray *mendings; /* (element-type Mending) */
  JsonArray *steps; /* as they are run */
  guint64 cells;
  gboolean nothing; /* is there for a machine to do */
} Fixing;

static void
clear_mending (gpointer data)
{
  g_free (((Mending *)data)->step);
}

static void
clear_fixing (Fixing *self)
{
  g_free (self->path);
  g_free (self->out);
  g_strfreev (self->wanted);
  g_free (self->profile);
  g_free (self->recipe);
  g_clear_pointer (&self->mendings, g_array_unref);
  g_clear_pointer (&self->steps, json_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixing, clear_fixing)

static gboolean
is_named (const char *step, const char *name)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);

  /* Which of several tables side by side is meant, only a person can say. */
  return object != NULL && g_strcmp0 (cb_json_get_string (object, "step"), name) == 0
         && !json_object_has_member (object, "columns");
}

/* `to-csv` and its like: they come last, and the name of the file says which. */
static gboolean
is_format (const char *step)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);
  const char *name = object != NULL ? cb_json_get_string (object, "step") : NULL;

  return name != NULL && g_str_has_prefix (name, "to-");
}

/* Of what a workbook hides nothing is in a file that is written anew, in whatever format; what is
 * about the format itself is mended by that format alone. */
static gboolean
is_done_by_writing (const Fixing *self, const CbFinding *finding, const char *step)
{
  return is_named (step, cb_cli_out_find_step (self->out))
         || (is_named (step, "to-csv") && strstr (finding->code, "format") == NULL);
}

/* Returns: (transfer full) (nullable): the one that is to be done about @finding */
static char *
choose_step (const Fixing *self, const CbFinding *finding)
{
  g_auto (GStrv) steps = cb_finding_dup_steps (finding);

  for (guint i = 0; self->wanted == NULL && steps[i] != NULL; i++)
    if (cb_finding_step_is_lossless (steps[i])
        && (!is_format (steps[i]) || is_done_by_writing (self, finding, steps[i])))
      return g_strdup (steps[i]);
  for (guint i = 0; self->wanted != NULL && self->wanted[i] != NULL; i++)
    for (guint j = 0; steps[j] != NULL; j++)
      if (is_named (steps[j], self->wanted[i]))
        return g_strdup (steps[j]);

  return NULL;
}

/* A table lies in one way: with the names of its groups kept, when one finding asks for that. */
static gboolean
is_done_by (const char *one, const char *other)
{
  return g_str_equal (one, other) || (is_named (one, "layout") && is_named (other, "layout"));
}

static guint
get_rank (const char *step)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (step, -1, NULL);
  guint i = 0;

  while (step_names[i] != NULL && !is_named (step, step_names[i]))
    i++;

  return 2 * i + (json_object_has_member (object, "group-column") ? 0 : 1);
}

static int
compare_mendings (gconstpointer a, gconstpointer b)
{
  return (int)get_rank (((const Mending *)a)->step) - (int)get_rank (((const Mending *)b)->step);
}

static void
choose_mendings (Fixing *self, GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      Mending mending = { choose_step (self, finding), finding };

      if (mending.step != NULL)
        g_array_append_val (self->mendings, mending);
    }
  g_array_sort (self->mendings, compare_mendings);
}

static void
add_step (Fixing *self, const char *step)
{
  json_array_add_object_element (self->steps, cb_json_object_parse (step, -1, NULL));
}

/* The format is the last step of every recipe; what is suggested to get rid of what a workbook
 * hides is the same step. */
static void
make_recipe (Fixing *self)
{
  for (guint i = 0; i < self->mendings->len; i++)
    {
      const char *step = g_array_index (self->mendings, Mending, i).step;
      gboolean done = is_format (step);

      for (guint j = 0; j < i; j++)
        done |= is_done_by (step, g_array_index (self->mendings, Mending, j).step);
      if (!done)
        add_step (self, step);
    }
}

/* A recipe alone, or what `fix --json` printed. */
static gboolean
load_recipe (Fixing *self, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->recipe);
  gsize length = 0;
  g_autofree char *text = cb_load_contents (file, MAX_RECIPE, &length, NULL, error);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *steps = NULL;

  if (text == NULL)
    return FALSE;
  root = cb_json_node_parse (text, (gssize)length, error);
  if (root == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_ARRAY (root))
    steps = json_node_get_array (root);
  else if (JSON_NODE_HOLDS_OBJECT (root))
    steps = cb_json_get_array (json_node_get_object (root), "recipe");
  if (steps == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s is no recipe: an array of steps",
                   self->recipe);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (steps); i++)
    json_array_add_element (self->steps, json_node_copy (json_array_get_element (steps, i)));

  return TRUE;
}

static GPtrArray *
check (CbCli *cli, const Fixing *self, const char *path, guint64 *more, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  CbCliProgress progress;
  GPtrArray *findings;

  cb_cli_progress_start (&progress, _ ("Checking"));
  findings = cb_workplace_check_file (file, self->profile, NULL, more, cb_cli_progress_cb,
                                      &progress, cli->cancellable, error);
  cb_cli_progress_end (&progress);

  return findings;
}

/* What is read page by page is no table, and a letter would become one only if somebody wants it.
 */
static gboolean
is_document (const Fixing *self, const CbFileInfo *info)
{
  return info->n_pages > 0
         || (self->wanted == NULL && self->recipe == NULL
             && (g_str_equal (info->format, "docx") || g_str_equal (info->format, "doc")));
}

/* The reading process writes; nothing of the file passes through this one. */
static gboolean
write_table (CbCli *cli, Fixing *self, int out_fd, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->path);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_ARRAY);
  g_autofree char *recipe = NULL;
  CbReadOptions options = CB_READ_OPTIONS_INIT;
  g_autoptr (CbReader) reader = NULL;
  CbCliProgress progress;
  gboolean written;
  int fd = cb_reader_open_path (self->path, error);

  if (fd < 0)
    return FALSE;
  options.name = name;
  reader = cb_reader_open_for_mend (fd, out_fd, &options, cli->cancellable, error);
  g_close (fd, NULL);
  if (reader == NULL)
    return FALSE;
  if (is_document (self, cb_reader_get_info (reader)))
    {
      self->nothing = TRUE;
      return FALSE;
    }
  json_node_set_array (root, self->steps);
  recipe = json_to_string (root, FALSE);
  cb_cli_progress_start (&progress, _ ("Mending"));
  written = cb_reader_mend (reader, recipe, &self->cells, cb_cli_progress_cb, &progress,
                            cli->cancellable, error);
  cb_cli_progress_end (&progress);

  return written && cb_reader_require_whole (reader, cli->cancellable, error);
}

static void
print_mendings (const Fixing *self)
{
  g_autofree char *cells = cb_text_format_count (self->cells);

  for (guint i = 0; i < self->mendings->len; i++)
    {
      const Mending *mending = &g_array_index (self->mendings, Mending, i);
      g_autofree char *title = cb_finding_dup_title (mending->finding);
      gboolean anew = is_named (mending->step, "to-csv")
                      && !g_str_equal (cb_cli_out_find_step (self->out), "to-csv");

      /* Translators: what was found, and what was done about it */
      g_print (_ ("Mended: %s: %s\n"), title,
               anew ? _ ("Written anew") : cb_finding_step_title (mending->step));
    }
  if (self->dry)
    g_print (ngettext ("%s cell would be changed; nothing is written.\n",
                       "%s cells would be changed; nothing is written.\n", (gulong)self->cells),
             cells);
  else
    /* Translators: a number, a file */
    g_print (ngettext ("%s cell changed, written to “%s”\n", "%s cells changed, written to “%s”\n",
                       (gulong)self->cells),
             cells, self->out);
}

static JsonArray *
list_mendings (const Fixing *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->mendings->len; i++)
    {
      const Mending *mending = &g_array_index (self->mendings, Mending, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "code", mending->finding->code);
      json_object_set_int_member (object, "count", (gint64)mending->finding->count);
      json_object_set_object_member (object, "step",
                                     cb_json_object_parse (mending->step, -1, NULL));
      json_array_add_object_element (array, object);
    }

  return array;
}

/* @left: what a person has to look at, of the result */
static void
print (CbCli *cli, const Fixing *self, gboolean done, GPtrArray *left, guint64 more)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (!cli->json)
    {
      if (done)
        print_mendings (self);
      else
        g_print ("%s\n", _ ("There is nothing in it that a machine can mend."));
      if (left->len > 0)
        g_print ("%s\n", _ ("Left for a person:"));
      cb_cli_print_findings (left);
      return;
    }
  node = cb_cli_findings_to_json (left, more);
  object = json_node_get_object (node);
  json_object_set_boolean_member (object, "dryRun", self->dry);
  if (done && !self->dry)
    json_object_set_string_member (object, "out", self->out);
  json_object_set_int_member (object, "cellsChanged", (gint64)self->cells);
  json_object_set_array_member (object, "mended", done ? list_mendings (self) : json_array_new ());
  json_object_set_array_member (object, "recipe",
                                done ? json_array_ref (self->steps) : json_array_new ());
  cb_cli_print_json (node);
}

static int
judge (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (((const CbFinding *)g_ptr_array_index (findings, i))->severity == CB_SEVERITY_BLOCKER)
      return CB_EXIT_FINDINGS;

  return CB_EXIT_DONE;
}

/* Writes the copy, and looks at it as the check does. */
static int
mend (CbCli *cli, Fixing *self, GPtrArray *findings, guint64 more)
{
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;
  CbCliOut out;
  int exit_code;
  gboolean written;

  if (!cb_cli_out_begin (cli, &out, self->out, &exit_code))
    return exit_code;
  written = write_table (cli, self, out.fd, &error);
  written = cb_cli_out_end (&out, written, &error);
  if (!written && self->nothing)
    {
      print (cli, self, FALSE, findings, more);
      return judge (findings);
    }
  if (!written)
    return cb_cli_fail (cli, error);
  left = check (cli, self, self->out, &more, &error);
  if (left == NULL)
    return cb_cli_fail (cli, error);
  print (cli, self, TRUE, left, more);
  if (!self->dry)
    cb_cli_warn_of_name (self->out);

  return judge (left);
}

/* The same, with a copy that nobody sees. */
static int
try (CbCli *cli, Fixing *self, GPtrArray *findings, guint64 more)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", &error);
  g_autofree char *name = NULL;
  int exit_code;

  if (folder == NULL)
    return cb_cli_fail (cli, error);
  name = g_path_get_basename (self->out);
  g_free (self->out);
  self->out = g_build_filename (folder, name, NULL);
  exit_code = mend (cli, self, findings, more);
  g_unlink (self->out);
  g_rmdir (folder);

  return exit_code;
}

/* “so-lieu-da-sua.csv” beside “so-lieu.xls”. */
static char *
dup_out (const char *path)
{
  const char *base = strrchr (path, G_DIR_SEPARATOR);
  const char *dot = strrchr (path, '.');
  gsize length
      = dot != NULL && dot > (base != NULL ? base + 1 : path) ? (gsize)(dot - path) : strlen (path);
  g_autofree char *stem = g_strndup (path, length);

  /* Translators: the end of a file's name, without diacritics and spaces */
  return g_strconcat (stem, _ ("-mended"), ".csv", NULL);
}

static int
run (CbCli *cli, Fixing *self, gboolean has_name)
{
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  guint64 more = 0;

  self->mendings = g_array_new (FALSE, FALSE, sizeof (Mending));
  g_array_set_clear_func (self->mendings, clear_mending);
  self->steps = json_array_new ();
  if (self->recipe != NULL && !load_recipe (self, &error))
    return cb_cli_fail (cli, error);
  findings = check (cli, self, self->path, &more, &error);
  if (findings == NULL)
    return cb_cli_fail (cli, error);
  if (self->recipe == NULL)
    {
      choose_mendings (self, findings);
      make_recipe (self);
    }
  if (self->mendings->len == 0 && self->recipe == NULL && !has_name)
    {
      print (cli, self, FALSE, findings, more);
      return judge (findings);
    }
  {
    g_autofree char *last = g_strdup_printf ("{\"step\":\"%s\"}", cb_cli_out_find_step (self->out));

    add_step (self, last);
  }

  return self->dry ? try (cli, self, findings, more) : mend (cli, self, findings, more);
}

static gboolean
are_steps (GStrv names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean known = FALSE;

      for (guint j = 0; step_names[j] != NULL; j++)
        known |= g_str_equal (names[i], step_names[j]);
      if (!known)
        return FALSE;
    }

  return TRUE;
}

/* What is there is never written over, so that no slip of the hand can take the original. */
static int
refuse_out (const char *out)
{
  g_autofree char *name = g_filename_display_name (out);
  g_autofree char *sentence
      = g_strdup_printf (_ ("“%s” is there already. Name another file with --to."), name);

  return cb_cli_usage (sentence);
}

/**
 * cb_cli_fix:
 * @cli: the context
 * @argc: number of words
 * @argv: `fix`, options, FILE
 *
 * Does what a machine can do about what the check finds in a file (product.md F1), into a new file.
 * Only what takes nothing out of the data, unless the steps are named.
 *
 * Returns: the exit code: %CB_EXIT_FINDINGS when what is left must be mended by a person
 */
int
cb_cli_fix (CbCli *cli, int argc, char **argv)
{
  g_auto (Fixing) fixing = { 0 };
  g_autofree char *steps = NULL;
  const GOptionEntry entries[] = {
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &fixing.out, N_ ("Write the mended copy here"),
      N_ ("FILE") },
    { "steps", 0, 0, G_OPTION_ARG_STRING, &steps, N_ ("Only these steps, joined by commas"),
      N_ ("NAMES") },
    { "recipe", 0, 0, G_OPTION_ARG_FILENAME, &fixing.recipe,
      N_ ("Do the steps of this file, in JSON"), N_ ("FILE") },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &fixing.profile, N_ ("Check for this profile"),
      N_ ("ID") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &fixing.dry, N_ ("Only say what would be done"), NULL },
    { NULL },
  };
  gboolean has_name;

  if (!cb_cli_parse (cli, N_ ("FILE"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one file to mend."));
  if (steps != NULL && fixing.recipe != NULL)
    return cb_cli_usage (_ ("Either --steps or --recipe says what is done."));
  fixing.wanted = steps != NULL ? g_strsplit (steps, ",", -1) : NULL;
  if (fixing.wanted != NULL && !are_steps (fixing.wanted))
    {
      g_autofree char *names = g_strjoinv (", ", (char **)step_names);
      g_autofree char *sentence = g_strdup_printf (_ ("The steps are %s."), names);

      return cb_cli_usage (sentence);
    }
  has_name = fixing.out != NULL;
  fixing.path = g_strdup (argv[1]);
  if (!has_name)
    fixing.out = dup_out (fixing.path);
  if (cb_cli_out_find_step (fixing.out) == NULL)
    return cb_cli_usage (_ ("The name of the file to write ends in .csv, .json, .xlsx or .ods."));
  if (!fixing.dry && g_file_test (fixing.out, G_FILE_TEST_EXISTS))
    return refuse_out (fixing.out);

  return run (cli, &fixing, has_name);
}
