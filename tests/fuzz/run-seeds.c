/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "mutate-json.h"

/* Runs a fuzz target without a fuzzer: over its seeds, and over seeds with a few bytes changed or,
 * where they have such, with another value of JSON.
 * What every build can do, with any compiler. `run-seeds FOLDER ROUNDS`. */

#define MAX_GROWTH 4096

int LLVMFuzzerInitialize (int *argc, char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
change (GRand *random, guint8 *bytes, gsize length)
{
  guint n = (guint)g_rand_int_range (random, 1, 8);

  for (guint i = 0; i < n; i++)
    {
      static const guint8 likely[] = "\",;\n\r\t\0\xff\xef\xbb\xbf\xe1\x1e";
      gsize at = (gsize)g_rand_int_range (random, 0, (int)length);

      bytes[at] = g_rand_boolean (random) ? likely[g_rand_int_range (random, 0, sizeof likely - 1)]
                                          : (guint8)g_rand_int_range (random, 0, 256);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) folder = argc == 3 ? g_dir_open (argv[1], 0, &error) : NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (20261121);
  guint n_seeds = 0;
  const char *name;

  if (folder == NULL)
    {
      g_printerr ("usage: run-seeds FOLDER ROUNDS\n");
      return 1;
    }
  LLVMFuzzerInitialize (&argc, &argv);
  g_print ("TAP version 13\n");
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (argv[1], name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (!g_file_get_contents (path, &bytes, &length, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
      LLVMFuzzerTestOneInput ((const guint8 *)bytes, length);
      for (guint64 i = g_ascii_strtoull (argv[2], NULL, 10); i > 0 && length > 0; i--)
        {
          gsize room = length + MAX_GROWTH;
          g_autofree guint8 *changed = g_malloc (room);
          gsize n = 0;

          memcpy (changed, bytes, length);
          if (i % 2 == 0)
            n = mutate_json (changed, length, room, random);
          if (n == 0)
            change (random, changed, n = length);
          LLVMFuzzerTestOneInput (changed, n);
        }
      g_print ("ok %u - %s\n", ++n_seeds, name);
    }
  g_print ("1..%u\n", n_seeds);

  return n_seeds > 0 ? 0 : 1;
}
