/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* Exit codes, as congboctl(1) lists them; scripts rely on the numbers. */
typedef enum
{
  CB_EXIT_DONE = 0,
  CB_EXIT_FINDINGS = 1,     /* something must be mended first */
  CB_EXIT_USAGE = 2,        /* the command line makes no sense */
  CB_EXIT_UNREADABLE = 3,   /* a file cannot be read */
  CB_EXIT_NOT_APPROVED = 4, /* nobody, or the wrong person, approved */
  CB_EXIT_WAITING = 5,      /* kept in the queue, will be sent later */
  CB_EXIT_SIGN_IN = 6,      /* the portal or the keyring wants a person */
  CB_EXIT_RUNNING = 7,      /* another copy of the program has the data open */
  CB_EXIT_PARKED = 8,       /* kept in the queue until a person decides */
  CB_EXIT_FAILED = 9,       /* anything else */
} CbExit;

/**
 * CbCli:
 * @json: print JSON on standard output and nothing else
 * @practice: work in the practice store
 * @root: (nullable): folder of all data
 * @workplace: (nullable): opened by cb_cli_open()
 * @cancellable: cancelled by Ctrl+C
 */
typedef struct
{
  gboolean json;
  gboolean practice;
  char *root;
  CbWorkplace *workplace;
  GCancellable *cancellable;
} CbCli;

typedef int (*CbCliRun) (CbCli *cli, int argc, char **argv);

typedef struct
{
  const char *name;
  const char *arguments;
  const char *summary;
  CbCliRun run;
} CbCliCommand;

int cb_cli_about (CbCli *cli, int argc, char **argv);
int cb_cli_account (CbCli *cli, int argc, char **argv);
int cb_cli_by_hand (CbCli *cli, int argc, char **argv);
int cb_cli_catalog (CbCli *cli, int argc, char **argv);
int cb_cli_check (CbCli *cli, int argc, char **argv);
int cb_cli_columns (CbCli *cli, int argc, char **argv);
int cb_cli_convert (CbCli *cli, int argc, char **argv);
int cb_cli_dataset (CbCli *cli, int argc, char **argv);
int cb_cli_diff (CbCli *cli, int argc, char **argv);
int cb_cli_due (CbCli *cli, int argc, char **argv);
int cb_cli_fix (CbCli *cli, int argc, char **argv);
int cb_cli_package (CbCli *cli, int argc, char **argv);
int cb_cli_plan (CbCli *cli, int argc, char **argv);
int cb_cli_practice_portal (CbCli *cli, int argc, char **argv);
int cb_cli_preset (CbCli *cli, int argc, char **argv);
int cb_cli_profile (CbCli *cli, int argc, char **argv);
int cb_cli_publish (CbCli *cli, int argc, char **argv);
int cb_cli_queue (CbCli *cli, int argc, char **argv);
int cb_cli_read (CbCli *cli, int argc, char **argv);
int cb_cli_receive (CbCli *cli, int argc, char **argv);
int cb_cli_register (CbCli *cli, int argc, char **argv);
int cb_cli_rehearse (CbCli *cli, int argc, char **argv);
int cb_cli_report (CbCli *cli, int argc, char **argv);
int cb_cli_schedule (CbCli *cli, int argc, char **argv);
int cb_cli_schema (CbCli *cli, int argc, char **argv);
int cb_cli_support (CbCli *cli, int argc, char **argv);
int cb_cli_sync (CbCli *cli, int argc, char **argv);
int cb_cli_verify (CbCli *cli, int argc, char **argv);
int cb_cli_watch (CbCli *cli, int argc, char **argv);

gboolean cb_cli_parse (
    CbCli *cli, const char *arguments, const GOptionEntry *entries, int *argc, char ***argv);
gboolean cb_cli_open (CbCli *cli, int *exit_code);
gboolean cb_cli_open_to_look (CbCli *cli, int *exit_code);
CbReader *
cb_cli_open_file (CbCli *cli, const char *argument, int *exit_code) G_GNUC_WARN_UNUSED_RESULT;
int cb_cli_fail (CbCli *cli, const GError *error);
int cb_cli_usage (const char *sentence);
void cb_cli_warn_of_name (const char *path);
CbExit cb_cli_exit_code (const GError *error);

G_END_DECLS
