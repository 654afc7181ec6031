/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <linux/io_uring.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/sandbox/cb-sandbox.h"

/* sandbox-probe ATTEMPT FILE OUT [WITHOUT]: an engine gone bad. Enters the sandbox as the real one
 * does, tries one thing, and says `ok` or the name of the error. */

#define FILE_SIZE 1000

static int out_fd;
static const char *file_path;

/* 0 or an errno. */
static int
result (long returned)
{
  return returned >= 0 ? 0 : errno;
}

static int
try_open_passwd (void)
{
  return result (open ("/etc/passwd", O_RDONLY | O_CLOEXEC));
}

static int
try_open_home (void)
{
  return result (open (file_path, O_RDONLY | O_CLOEXEC));
}

static int
try_open_proc (void)
{
  return result (open ("/proc/self/environ", O_RDONLY | O_CLOEXEC));
}

static int
try_open_fonts (void)
{
  return result (open ("/usr/share/fonts", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static int
try_open_for_writing (void)
{
  return result (open (file_path, O_WRONLY | O_CLOEXEC));
}

static int
try_create (void)
{
  return result (open ("/tmp/congbo-sandbox-probe", O_RDWR | O_CREAT | O_CLOEXEC, 0600));
}

static int
try_unlink (void)
{
  return result (unlink (file_path));
}

static int
try_socket_tcp (void)
{
  return result (socket (AF_INET, SOCK_STREAM, 0));
}

static int
try_socket_unix (void)
{
  return result (socket (AF_UNIX, SOCK_STREAM, 0));
}

static int
try_socketpair (void)
{
  int fds[2];

  return result (socketpair (AF_UNIX, SOCK_STREAM, 0, fds));
}

static int
try_connect (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = 80 };

  return result (connect (STDOUT_FILENO, (struct sockaddr *)&address, sizeof address));
}

static int
try_exec (void)
{
  char *const argv[] = { (char *)"/bin/true", NULL };
  char *const environment[] = { NULL };

  return result (execve (argv[0], argv, environment));
}

static int
try_fork (void)
{
  pid_t pid = fork ();

  if (pid == 0)
    _exit (0);
  return result (pid);
}

static int
try_vfork_call (void)
{
  return result (syscall (SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL));
}

static int
try_ptrace (void)
{
  return result (ptrace (PTRACE_ATTACH, getppid (), NULL, NULL));
}

static int
try_read_parent (void)
{
  char buffer[1];
  struct iovec local = { buffer, 1 };
  struct iovec remote = { (void *)&out_fd, 1 };

  return result (process_vm_readv (getppid (), &local, 1, &remote, 1, 0));
}

static int
try_io_uring (void)
{
  struct io_uring_params params = { 0 };

  return result (syscall (SYS_io_uring_setup, 1, &params));
}

static int
try_kill_parent (void)
{
  return result (kill (getppid (), 0));
}

static int
try_signal_group (void)
{
  return result (kill (0, 0));
}

static int
try_raise_limit (void)
{
  struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

  return result (setrlimit (RLIMIT_AS, &limit));
}

static int
try_executable_memory (void)
{
  void *page
      = mmap (NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  return page != MAP_FAILED ? 0 : errno;
}

static int
try_allocate_beyond (void)
{
  void *much = mmap (NULL, cb_sandbox_get_address_space (FILE_SIZE), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return much != MAP_FAILED ? 0 : errno;
}

static int
try_allocate_within (void)
{
  void *some = mmap (NULL, 256 << 20, PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

  return some != MAP_FAILED ? 0 : errno;
}

static int
try_write_within (void)
{
  return result (pwrite (out_fd, "x", 1, FILE_SIZE));
}

static int
try_write_beyond (void)
{
  return result (pwrite (out_fd, "x", 1, (off_t)cb_sandbox_get_output_size (FILE_SIZE)));
}

static int
try_inherited (void)
{
  return result (fcntl (9, F_GETFD));
}

static int
try_trace_self (void)
{
  return result (ptrace (PTRACE_TRACEME, 0, NULL, NULL));
}

static gpointer
count_cb (gpointer data)
{
  g_autofree char *some = g_malloc (100000);

  memset (some, 1, 100000);
  g_atomic_int_inc ((int *)data);
  return NULL;
}

static int
try_threads (void)
{
  GThread *threads[16];
  int count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("probe", count_cb, &count);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  return count == G_N_ELEMENTS (threads) ? 0 : EINVAL;
}

static int
try_everyday_things (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *text
      = g_strdup_printf ("%u %d", g_get_num_processors (), g_date_time_get_year (now));
  struct stat status;
  int fd = g_cancellable_get_fd (cancellable);

  return fd >= 0 && text != NULL && fstat (out_fd, &status) == 0 ? 0 : errno;
}

static int
try_cpu_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_CPU, &limit) != 0)
    return errno;
  return limit.rlim_cur <= cb_sandbox_get_cpu_seconds (FILE_SIZE) ? 0 : ERANGE;
}

static int
try_core_limit (void)
{
  struct rlimit limit;

  return getrlimit (RLIMIT_CORE, &limit) == 0 && limit.rlim_max == 0 ? 0 : ERANGE;
}

static const struct
{
  const char *name;
  int (*attempt) (void);
} attempts[] = {
  { "open-passwd", try_open_passwd },
  { "open-own-file-again", try_open_home },
  { "open-proc", try_open_proc },
  { "open-fonts", try_open_fonts },
  { "open-for-writing", try_open_for_writing },
  { "create", try_create },
  { "unlink", try_unlink },
  { "socket-tcp", try_socket_tcp },
  { "socket-unix", try_socket_unix },
  { "socketpair", try_socketpair },
  { "connect", try_connect },
  { "exec", try_exec },
  { "fork", try_fork },
  { "clone", try_vfork_call },
  { "ptrace", try_ptrace },
  { "traceme", try_trace_self },
  { "read-parent", try_read_parent },
  { "io-uring", try_io_uring },
  { "kill-parent", try_kill_parent },
  { "kill-group", try_signal_group },
  { "raise-limit", try_raise_limit },
  { "executable-memory", try_executable_memory },
  { "allocate-beyond", try_allocate_beyond },
  { "allocate-within", try_allocate_within },
  { "write-within", try_write_within },
  { "write-beyond", try_write_beyond },
  { "inherited-descriptor", try_inherited },
  { "threads", try_threads },
  { "everyday-things", try_everyday_things },
  { "cpu-limit", try_cpu_limit },
  { "core-limit", try_core_limit },
};

int
main (int argc, char **argv)
{
  CbSandboxOptions options = { .file_size = FILE_SIZE };
  g_autoptr (CbSandboxReport) report = NULL;

  if (argc < 4)
    return 2;
  file_path = argv[2];
  out_fd = g_open (argv[3], O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  options.keep_fd = out_fd;
  dup2 (out_fd, 9);
  if (argc > 4)
    options.without = (CbSandboxParts)g_ascii_strtoull (argv[4], NULL, 10);

  /* Standard output is a pipe and stays open; what is printed before the attempt must be out before
   * it may end the process. */
  report = cb_sandbox_enter (&options);
  for (guint i = 0; i < report->in_force->len; i++)
    g_print ("+%s\n", (const char *)g_ptr_array_index (report->in_force, i));
  for (guint i = 0; i < report->missing->len; i++)
    g_print ("-%s\n", (const char *)g_ptr_array_index (report->missing, i));

  for (gsize i = 0; i < G_N_ELEMENTS (attempts); i++)
    if (strcmp (argv[1], attempts[i].name) == 0)
      {
        int number = attempts[i].attempt ();

        g_print ("=%s\n", number == 0 ? "ok" : strerrorname_np (number));
        _exit (0);
      }

  _exit (2);
}
