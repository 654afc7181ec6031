/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-samples.h"

#include "core/workplace/cb-workplace.h"

/**
 * cbu_samples_get_folder:
 *
 * Returns: (transfer full): where the practice files are; it may not exist
 */
GFile *
cbu_samples_get_folder (void)
{
  g_autofree char *path = cb_workplace_dup_data_path ("samples");

  return g_file_new_for_path (path);
}

/**
 * cbu_samples_find:
 * @name: what is wanted: `catalog`, `facilities`
 *
 * Returns: (transfer full) (nullable): that practice file
 */
GFile *
cbu_samples_find (const char *name)
{
  static const struct
  {
    const char *name;
    const char *file;
  } samples[] = { { "catalog", "danh-muc.csv" }, { "facilities", "co-so-y-te-tcvn3.csv" } };
  g_autoptr (GFile) folder = cbu_samples_get_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    if (g_str_equal (name, samples[i].name))
      return g_file_get_child (folder, samples[i].file);

  return NULL;
}
