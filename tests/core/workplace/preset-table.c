/* SPDX-License-Identifier: GPL-3.0-or-later */

/* For check-presets.py: what the program says of each file, one line each: `ok` or why not. */

#include "config.h"

#include "core/workplace/cb-preset.h"

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (argv[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (CbPreset) preset = cb_preset_load (file, NULL, &error);

      g_print ("%s\n", preset != NULL ? "ok" : error->message);
    }

  return 0;
}
