/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mutate-json.h"

/* What libFuzzer asks for another input, of the targets that read JSON: two in three times one that
 * still is JSON. */

gsize LLVMFuzzerMutate (guint8 *data, gsize size, gsize max_size);
gsize LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max_size, guint seed);

gsize
LLVMFuzzerCustomMutator (guint8 *data, gsize size, gsize max_size, guint seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  gsize mutated = 0;

  if (seed % 3 != 0)
    mutated = mutate_json (data, size, max_size, random);

  return mutated > 0 ? mutated : LLVMFuzzerMutate (data, size, max_size);
}
