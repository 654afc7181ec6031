/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "engine/sandbox/cb-sandbox-private.h"

/* What reading, computing in threads and answering takes. Anything that is not in here fails with
 * EPERM. */
static const int allowed[] = {
  /* descriptors that are open */
  SCMP_SYS (read),
  SCMP_SYS (pread64),
  SCMP_SYS (readv),
  SCMP_SYS (preadv),
  SCMP_SYS (write),
  SCMP_SYS (pwrite64),
  SCMP_SYS (writev),
  SCMP_SYS (pwritev),
  SCMP_SYS (lseek),
  SCMP_SYS (_llseek),
  SCMP_SYS (close),
  SCMP_SYS (dup),
  SCMP_SYS (fcntl),
  SCMP_SYS (fcntl64),
  SCMP_SYS (fstat),
  SCMP_SYS (fstat64),
  SCMP_SYS (fsync),
  SCMP_SYS (fdatasync),
  SCMP_SYS (ftruncate),
  SCMP_SYS (ftruncate64),
  SCMP_SYS (fallocate),
  SCMP_SYS (fadvise64),
  SCMP_SYS (readahead),
  SCMP_SYS (copy_file_range),
  SCMP_SYS (sendfile),
  SCMP_SYS (splice),
  SCMP_SYS (getdents64),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  SCMP_SYS (eventfd2),
  SCMP_SYS (pipe2),
  /* memory */
  SCMP_SYS (brk),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (madvise),
  /* threads of its own */
  SCMP_SYS (futex),
  SCMP_SYS (set_robust_list),
  SCMP_SYS (get_robust_list),
  SCMP_SYS (rseq),
  SCMP_SYS (set_tid_address),
  SCMP_SYS (gettid),
  SCMP_SYS (getpid),
  SCMP_SYS (sched_yield),
  SCMP_SYS (sched_getaffinity),
  SCMP_SYS (membarrier),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (restart_syscall),
  /* time, chance, and what the machine is like */
  SCMP_SYS (clock_gettime),
  SCMP_SYS (clock_getres),
  SCMP_SYS (clock_nanosleep),
  SCMP_SYS (nanosleep),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (time),
  SCMP_SYS (getrandom),
  SCMP_SYS (getrlimit),
  SCMP_SYS (ugetrlimit),
  SCMP_SYS (getrusage),
  SCMP_SYS (sysinfo),
  SCMP_SYS (uname),
  SCMP_SYS (getcpu),
};

/* Nothing that is in here has any business in an engine: whoever tries is ended at once. */
static const int deadly[] = {
  SCMP_SYS (execve),
  SCMP_SYS (execveat),
  SCMP_SYS (ptrace),
  SCMP_SYS (process_vm_readv),
  SCMP_SYS (process_vm_writev),
  SCMP_SYS (io_uring_setup),
  SCMP_SYS (io_uring_enter),
  SCMP_SYS (io_uring_register),
  SCMP_SYS (bpf),
  SCMP_SYS (perf_event_open),
  SCMP_SYS (userfaultfd),
  SCMP_SYS (keyctl),
  SCMP_SYS (add_key),
  SCMP_SYS (request_key),
  SCMP_SYS (mount),
  SCMP_SYS (umount2),
  SCMP_SYS (pivot_root),
  SCMP_SYS (chroot),
  SCMP_SYS (setns),
  SCMP_SYS (unshare),
  SCMP_SYS (init_module),
  SCMP_SYS (finit_module),
  SCMP_SYS (kexec_load),
  SCMP_SYS (pidfd_getfd),
  SCMP_SYS (open_by_handle_at),
};

/* A call that this library or kernel does not know cannot be made either: -EDOM and -EINVAL from
 * seccomp_rule_add() for a name without a number on this architecture are no failure. */
static gboolean
is_known (int call)
{
  return call >= 0;
}

static int
add_all (scmp_filter_ctx filter, guint32 action, const int *calls, gsize n)
{
  int result = 0;

  for (gsize i = 0; result == 0 && i < n; i++)
    if (is_known (calls[i]))
      result = seccomp_rule_add (filter, action, calls[i], 0);

  return result;
}

static int
add_memory_rules (scmp_filter_ctx filter)
{
  const struct scmp_arg_cmp not_executable = SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  static const int calls[] = { SCMP_SYS (mmap), SCMP_SYS (mmap2), SCMP_SYS (mprotect) };
  int result = 0;

  for (gsize i = 0; result == 0 && i < G_N_ELEMENTS (calls); i++)
    if (is_known (calls[i]))
      result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, calls[i], 1, &not_executable);

  return result;
}

/* clone() for threads only. The flags of clone3() lie in memory, out of a filter's sight: glibc
 * falls back to clone() when it is told that there is none. */
static int
add_thread_rules (scmp_filter_ctx filter)
{
  const struct scmp_arg_cmp is_thread
      = SCMP_A0 (SCMP_CMP_MASKED_EQ, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM);
  const struct scmp_arg_cmp names_thread = SCMP_A0 (SCMP_CMP_EQ, PR_SET_NAME);
  const struct scmp_arg_cmp is_self = SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t)getpid ());
  int result;

  result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (clone), 1, &is_thread);
  if (result == 0)
    result = seccomp_rule_add (filter, SCMP_ACT_ERRNO (ENOSYS), SCMP_SYS (clone3), 0);
  if (result == 0)
    result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (prctl), 1, &names_thread);
  /* abort() */
  if (result == 0)
    result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1, &is_self);

  return result;
}

/* Reading a limit, by a process about itself, which pthread_getattr_np() does; never setting one.
 */
static int
add_limit_rules (scmp_filter_ctx filter)
{
  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prlimit64), 2,
                           SCMP_A0 (SCMP_CMP_EQ, 0), SCMP_A2 (SCMP_CMP_EQ, 0));
}

/* Looking at names: fontconfig asks of each folder and file how old it is, and without that finds
 * no font. Landlock says nothing to that: an engine may learn that a file is there, not what is in
 * it.
 */
static const int looking[] = {
  SCMP_SYS (stat),       SCMP_SYS (lstat),     SCMP_SYS (newfstatat), SCMP_SYS (statx),
  SCMP_SYS (access),     SCMP_SYS (faccessat), SCMP_SYS (faccessat2), SCMP_SYS (readlink),
  SCMP_SYS (readlinkat), SCMP_SYS (statfs),    SCMP_SYS (fstatfs),
};

/* Opening: read-only, and only where Landlock says which files. fstat() is a call with a path in
 * some versions of glibc. */
static int
add_open_rules (scmp_filter_ctx filter, gboolean may_open)
{
  const scmp_datum_t writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_TMPFILE;
  const struct scmp_arg_cmp open_reads = SCMP_A1 (SCMP_CMP_MASKED_EQ, writing & ~O_DIRECTORY, 0);
  const struct scmp_arg_cmp openat_reads = SCMP_A2 (SCMP_CMP_MASKED_EQ, writing & ~O_DIRECTORY, 0);
  const struct scmp_arg_cmp is_empty_path
      = SCMP_A3 (SCMP_CMP_MASKED_EQ, AT_EMPTY_PATH, AT_EMPTY_PATH);
  int result
      = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (newfstatat), 1, &is_empty_path);

  if (result == 0 && may_open)
    result = add_all (filter, SCMP_ACT_ALLOW, looking, G_N_ELEMENTS (looking));
  if (result == 0 && may_open)
    result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (openat), 1, &openat_reads);
  if (result == 0 && may_open && is_known (SCMP_SYS (open)))
    result = seccomp_rule_add_array (filter, SCMP_ACT_ALLOW, SCMP_SYS (open), 1, &open_reads);

  return result;
}

/* seccomp: from here on this process and its threads make no call that reading and computing does
 * not need: no sockets, no programs, no other processes, nothing opened for writing. Where
 * @may_open is %FALSE, nothing is opened at all. */
char *
_cb_sandbox_restrict_calls (gboolean may_open)
{
  scmp_filter_ctx filter = seccomp_init (SCMP_ACT_ERRNO (EPERM));
  int result;

  if (filter == NULL)
    return g_strdup ("no memory for a filter");

  result = add_all (filter, SCMP_ACT_ALLOW, allowed, G_N_ELEMENTS (allowed));
  if (result == 0)
    result = add_all (filter, SCMP_ACT_KILL_PROCESS, deadly, G_N_ELEMENTS (deadly));
  if (result == 0)
    result = add_memory_rules (filter);
  if (result == 0)
    result = add_thread_rules (filter);
  if (result == 0)
    result = add_limit_rules (filter);
  if (result == 0)
    result = add_open_rules (filter, may_open);
  if (result == 0)
    {
      /* As a tree: the last of a hundred rules is as near as the first. */
      seccomp_attr_set (filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
      result = seccomp_load (filter);
    }
  seccomp_release (filter);

  return result == 0 ? NULL : g_strdup_printf ("no filter (%s)", g_strerror (-result));
}
