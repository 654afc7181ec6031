/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-damage.h"

#include <string.h>

static const char *const names[] = {
#define CB_DAMAGE_NAME(id, name) [CB_DAMAGE_##id] = name,
  CB_DAMAGES (CB_DAMAGE_NAME)
#undef CB_DAMAGE_NAME
};

/* What the readers of archives, compound files, records and XML say. The first counts: of a file
 * that is cut, parts are missing and sums are wrong, too. */
static const struct
{
  const char *words;
  CbDamage damage;
} messages[] = {
  { "is cut off", CB_DAMAGE_CUT },
  { "breaks off", CB_DAMAGE_CUT },
  { "header is cut", CB_DAMAGE_CUT },
  { "it ends before its sheets", CB_DAMAGE_CUT },
  { "the workbook ends at its byte", CB_DAMAGE_CUT },
  { "no directory at its end", CB_DAMAGE_CUT },
  { "does not have the sum", CB_DAMAGE_CHANGED },
  { "what is packed makes no sense", CB_DAMAGE_CHANGED },
  { "another size than the directory says", CB_DAMAGE_CHANGED },
  { "is not where the directory says", CB_DAMAGE_CHANGED },
  { "packed otherwise than the directory says", CB_DAMAGE_CHANGED },
  { "its directory cannot be read", CB_DAMAGE_CHANGED },
  { "is missing", CB_DAMAGE_MISSING },
  { "there is no ", CB_DAMAGE_MISSING },
  { "no workbook in the compound file", CB_DAMAGE_MISSING },
  { "the XML is damaged", CB_DAMAGE_MARKUP },
};

/**
 * cb_damage_name:
 * @damage: why a file is damaged
 *
 * Returns: (transfer none): its name in findings, "" when it is not known
 */
const char *
cb_damage_name (CbDamage damage)
{
  g_return_val_if_fail ((guint)damage < CB_DAMAGE_N, "");

  return names[damage];
}

/**
 * cb_damage_from_name:
 * @name: (nullable): a name of cb_damage_name(), or anything else
 *
 * Returns: what it stands for, %CB_DAMAGE_UNKNOWN when it is none
 */
CbDamage
cb_damage_from_name (const char *name)
{
  for (guint i = 0; name != NULL && i < CB_DAMAGE_N; i++)
    if (g_str_equal (name, names[i]))
      return (CbDamage)i;

  return CB_DAMAGE_UNKNOWN;
}

/**
 * cb_damage_from_message:
 * @message: of a %CB_ERROR_BROKEN_FILE that a reader gave
 *
 * The readers say what they found in a sentence for the log, which passes through all that stands
 * between them and the person; what a person can make use of is told apart here.
 *
 * Returns: why the file is damaged, %CB_DAMAGE_UNKNOWN when the sentence does not tell
 */
CbDamage
cb_damage_from_message (const char *message)
{
  g_return_val_if_fail (message != NULL, CB_DAMAGE_UNKNOWN);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    if (strstr (message, messages[i].words) != NULL)
      return messages[i].damage;

  return CB_DAMAGE_UNKNOWN;
}
