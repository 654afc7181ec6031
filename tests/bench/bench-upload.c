/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-upload [MIB] [RUNS]: row P7 of bars.md. Sends a file to a server on loopback that throws
 * the bytes away, by turns with our portal (SHA-256 of what was sent included), with `curl -F`,
 * which does not hash, with curl and libcrypto's SHA-256 of the same file at once, and with that
 * SHA-256 alone: nobody who hashes is faster than the last. Each in a process of its own. Prints
 * median seconds, processor seconds and peak memory, as JSON. */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/cb-text.h"
#include "core/portal/cb-ckan-portal.h"

#define BLOCK (1024 * 1024)
/* As our reader takes it: fits the second-level cache. */
#define HASH_BLOCK (256 * 1024)

static guint8 block[BLOCK];

/* Reads a request's head and throws its body away. */
static void
serve_one (GSocket *client)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                               "Content-Length: 44\r\nConnection: close\r\n\r\n"
                               "{\"success\": true, \"result\": {\"id\": \"x-y-z\"}}";
  GString *head = g_string_new (NULL);
  guint64 left;
  const char *found;
  char *end;

  while ((end = strstr (head->str, "\r\n\r\n")) == NULL)
    {
      gssize n = g_socket_receive (client, (char *)block, BLOCK, NULL, NULL);

      if (n <= 0)
        break;
      g_string_append_len (head, (char *)block, n);
    }
  found = strstr (head->str, "Content-Length: ");
  if (end != NULL && found != NULL)
    {
      left = g_ascii_strtoull (found + 16, NULL, 10) - (head->len - (gsize)(end + 4 - head->str));
      if (strstr (head->str, "100-continue") != NULL)
        g_socket_send (client, "HTTP/1.1 100 Continue\r\n\r\n", 25, NULL, NULL);
      while (left > 0)
        {
          gssize n = g_socket_receive (client, (char *)block, (gsize)MIN (left, BLOCK), NULL, NULL);

          if (n <= 0)
            break;
          left -= (guint64)n;
        }
      g_socket_send (client, answer, sizeof answer - 1, NULL, NULL);
    }
  g_string_free (head, TRUE);
}

static pid_t
start_server (guint16 *port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  pid_t pid;

  g_socket_bind (socket, address, TRUE, NULL);
  g_socket_listen (socket, NULL);
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  pid = fork ();
  if (pid != 0)
    return pid;
  for (;;)
    {
      g_autoptr (GSocket) client = g_socket_accept (socket, NULL, NULL);

      if (client != NULL)
        serve_one (client);
    }
}

static char *
generate (const char *path, guint mib)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_MD_CTX *hash = EVP_MD_CTX_new ();
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

  EVP_DigestInit_ex (hash, EVP_sha256 (), NULL);
  for (guint i = 0; i < BLOCK; i++)
    block[i] = (guint8)g_rand_int (rand);
  for (guint i = 0; i < mib; i++)
    {
      memcpy (block, &i, sizeof i);
      EVP_DigestUpdate (hash, block, BLOCK);
      if (write (fd, block, BLOCK) != BLOCK)
        exit (1);
    }
  close (fd);
  EVP_DigestFinal_ex (hash, digest, &length);
  EVP_MD_CTX_free (hash);
  return cb_text_hex (digest, length);
}

/* The other process: URL PATH MIB SHA256. */
static int
send_ours (char **argv)
{
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (argv[2], "token", CB_TOKEN_IN_BOTH);
  g_autoptr (CbDatasetFile) file = cb_dataset_file_new ();
  g_autoptr (CbRemoteFile) remote = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_open (argv[3], O_RDONLY, 0);

  file->id = g_strdup ("x-y-z");
  file->name = g_strdup ("a.bin");
  file->size = g_ascii_strtoull (argv[4], NULL, 10) * BLOCK;
  file->sha256 = g_strdup (argv[5]);
  remote = cb_portal_put_file (portal, file, fd, NULL, &sha256, NULL, &error);
  if (remote == NULL)
    g_printerr ("bench-upload: %s\n", error->message);
  return remote != NULL && g_strcmp0 (sha256, argv[5]) == 0 ? 0 : 1;
}

/* A process of its own: PATH. */
static int
hash_file (const char *path)
{
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  EVP_MD_CTX *hash = EVP_MD_CTX_new ();
  int fd = g_open (path, O_RDONLY, 0);
  gssize n;

  EVP_DigestInit_ex (hash, EVP_sha256 (), NULL);
  while ((n = read (fd, block, HASH_BLOCK)) > 0)
    EVP_DigestUpdate (hash, block, (gsize)n);
  EVP_DigestFinal_ex (hash, digest, &length);
  EVP_MD_CTX_free (hash);
  close (fd);
  return n == 0 ? 0 : 1;
}

typedef struct
{
  GArray *seconds;
  double cpu_s; /* of all runs */
  long peak_kib;
} Side;

static double
to_seconds (struct timeval time)
{
  return (double)time.tv_sec + (double)time.tv_usec / G_USEC_PER_SEC;
}

static pid_t
start (char **argv)
{
  pid_t pid = fork ();

  if (pid == 0)
    {
      execvp (argv[0], argv);
      _exit (127);
    }
  return pid;
}

static gboolean
wait_for (Side *side, pid_t pid)
{
  struct rusage usage;
  int status = 0;

  if (wait4 (pid, &status, 0, &usage) < 0 || !WIFEXITED (status) || WEXITSTATUS (status) != 0)
    return FALSE;
  side->cpu_s += to_seconds (usage.ru_utime) + to_seconds (usage.ru_stime);
  side->peak_kib = MAX (side->peak_kib, usage.ru_maxrss);
  return TRUE;
}

/* @beside: (nullable): what runs at the same time; both have to end. */
static gboolean
run (Side *side, char **argv, char **beside)
{
  gint64 began = g_get_monotonic_time ();
  pid_t pid = start (argv);
  pid_t other = beside != NULL ? start (beside) : 0;
  double took;

  if (!wait_for (side, pid) || (other != 0 && !wait_for (side, other)))
    return FALSE;
  took = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;
  g_array_append_val (side->seconds, took);
  return TRUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *one = a;
  const double *other = b;

  return *one < *other ? -1 : *one > *other;
}

static double
median (GArray *values)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

int
main (int argc, char **argv)
{
  guint mib = argc > 1 ? (guint)g_ascii_strtoull (argv[1], NULL, 10) : 2048;
  guint runs = argc > 2 ? (guint)g_ascii_strtoull (argv[2], NULL, 10) : 3;
  Side ours = { .seconds = g_array_new (FALSE, FALSE, sizeof (double)) };
  Side curls = { .seconds = g_array_new (FALSE, FALSE, sizeof (double)) };
  Side both = { .seconds = g_array_new (FALSE, FALSE, sizeof (double)) };
  Side hashes = { .seconds = g_array_new (FALSE, FALSE, sizeof (double)) };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "congbo-bench-upload.bin", NULL);
  g_autofree char *number = g_strdup_printf ("%u", mib);
  g_autofree char *form = g_strdup_printf ("upload=@%s", path);
  g_autofree char *sha256 = NULL;
  g_autofree char *base = NULL;
  g_autofree char *url = NULL;
  guint16 port = 0;
  pid_t server;

  if (argc == 6 && g_str_equal (argv[1], "--send"))
    return send_ours (argv);
  if (argc == 3 && g_str_equal (argv[1], "--hash"))
    return hash_file (argv[2]);
  server = start_server (&port);
  sha256 = generate (path, mib);
  base = g_strdup_printf ("http://127.0.0.1:%u", port);
  url = g_strdup_printf ("%s/api/3/action/resource_patch", base);
  for (guint i = 0; i < runs; i++)
    {
      char *send[] = { argv[0], (char *)"--send", base, path, number, sha256, NULL };
      char *curl[] = { (char *)"curl",      (char *)"-sS", (char *)"-o", (char *)"/dev/null",
                       (char *)"--noproxy", (char *)"*",   (char *)"-F", (char *)"id=x-y-z",
                       (char *)"-F",        form,          url,          NULL };

      char *hash[] = { argv[0], (char *)"--hash", path, NULL };

      if (!run (&ours, send, NULL) || !run (&curls, curl, NULL) || !run (&both, curl, hash)
          || !run (&hashes, hash, NULL))
        {
          g_printerr ("bench-upload: a run failed\n");
          break;
        }
    }
  kill (server, SIGTERM);
  waitpid (server, NULL, 0);
  g_unlink (path);
  if (hashes.seconds->len == 0)
    return 1;
  g_print ("{\"ours\": %.3f, \"curl\": %.3f, \"curl_and_hash\": %.3f, \"hash\": %.3f, "
           "\"ours_cpu\": %.3f, \"curl_cpu\": %.3f, "
           "\"ours_peak_mib\": %.1f, \"curl_peak_mib\": %.1f}\n",
           median (ours.seconds), median (curls.seconds), median (both.seconds),
           median (hashes.seconds), ours.cpu_s / runs, curls.cpu_s / runs,
           (double)ours.peak_kib / 1024.0, (double)curls.peak_kib / 1024.0);
  return 0;
}
