/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-stage [MIB] [RUNS] [FOLDER]: what taking a file into the vault costs beside the SHA-256
 * alone, of libcrypto and of coreutils, by turns over the same cached file. Prints medians in
 * seconds, as JSON; copy is a plain read and write with fsync, without a hash. */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/store/cb-vault.h"

#define BLOCK (1024 * 1024)

static guint8 *buffer;

static void
generate (const char *path, guint mib)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  for (guint i = 0; i < BLOCK / 4; i++)
    ((guint32 *)(gpointer)buffer)[i] = g_rand_int (rand);
  for (guint i = 0; i < mib; i++)
    {
      ((guint32 *)(gpointer)buffer)[0] = i;
      if (write (fd, buffer, BLOCK) != BLOCK)
        exit (1);
    }
  fsync (fd);
  close (fd);
}

static double
hash_alone (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  EVP_MD_CTX *digest = EVP_MD_CTX_new ();
  guint8 result[EVP_MAX_MD_SIZE];
  int fd = g_open (path, O_RDONLY, 0);
  gssize got;

  EVP_DigestInit_ex (digest, EVP_sha256 (), NULL);
  while ((got = read (fd, buffer, BLOCK / 4)) > 0)
    EVP_DigestUpdate (digest, buffer, (gsize)got);
  EVP_DigestFinal_ex (digest, result, NULL);
  EVP_MD_CTX_free (digest);
  close (fd);
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
copy_alone (const char *path, const char *to)
{
  gint64 start = g_get_monotonic_time ();
  int from_fd = g_open (path, O_RDONLY, 0);
  int to_fd = g_open (to, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  gssize got;

  while ((got = read (from_fd, buffer, BLOCK)) > 0)
    if (write (to_fd, buffer, (gsize)got) != got)
      exit (1);
  fsync (to_fd);
  close (from_fd);
  close (to_fd);
  g_unlink (to);
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
hash_by_coreutils (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  const char *argv[] = { "sha256sum", path, NULL };
  g_autofree char *output = NULL;

  if (!g_spawn_sync (NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                     NULL, NULL))
    return 0;

  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static double
stage (CbVault *vault, const char *path)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *sha256 = NULL;
  g_autofree char *kept = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;
  double took;

  if (!cb_vault_take_in (vault, file, &sha256, &size, NULL, NULL, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  took = (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  kept = cb_vault_dup_path (vault, sha256);
  g_unlink (kept);
  return took;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double one = *(const double *)a;
  double other = *(const double *)b;

  return one < other ? -1 : one > other;
}

static double
median (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

int
main (int argc, char *argv[])
{
  guint mib = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 2048;
  guint runs = argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 5;
  const char *parent = argc > 3 ? argv[3] : g_get_tmp_dir ();
  g_autofree char *root = g_build_filename (parent, "bench-stage-XXXXXX", NULL);
  g_autofree char *input = NULL;
  g_autofree char *output = NULL;
  g_autoptr (CbVault) vault = NULL;
  GArray *took[4];

  if (g_mkdtemp (root) == NULL || (vault = cb_vault_open (root, NULL)) == NULL)
    return 1;
  buffer = g_malloc (BLOCK);
  input = g_build_filename (root, "input", NULL);
  output = g_build_filename (root, "output", NULL);
  generate (input, mib);
  for (guint i = 0; i < G_N_ELEMENTS (took); i++)
    took[i] = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint run = 0; run <= runs; run++)
    {
      double seconds[] = { stage (vault, input), hash_alone (input), hash_by_coreutils (input),
                           copy_alone (input, output) };

      for (guint i = 0; run > 0 && i < G_N_ELEMENTS (took); i++)
        g_array_append_val (took[i], seconds[i]);
    }
  g_print ("{\"stage\": %.3f, \"libcrypto\": %.3f, \"sha256sum\": %.3f, \"copy\": %.3f}\n",
           median (took[0]), median (took[1]), median (took[2]), median (took[3]));
  for (guint i = 0; i < G_N_ELEMENTS (took); i++)
    g_array_unref (took[i]);
  g_clear_object (&vault);
  g_free (buffer);
  g_unlink (input);
  g_spawn_sync (NULL, (char *[]){ (char *)"rm", (char *)"-r", root, NULL }, NULL,
                G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return 0;
}
