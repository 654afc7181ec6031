/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-fault.h"

#include <string.h>

#include "base/cb-error.h"

typedef enum
{
  VALUE_NONE,
  VALUE_NUMBER,
  VALUE_TEXT,
} Value;

static const struct
{
  const char *name;
  Value value;
} kinds[] = {
  [CB_PRACTICE_FAULT_RESET_BODY] = { "reset-body", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_STALL_BODY] = { "stall-body", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_SLOW_BODY] = { "slow-body", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_EARLY_413] = { "early-413", VALUE_NONE },
  [CB_PRACTICE_FAULT_RESET_413] = { "reset-413", VALUE_NONE },
  [CB_PRACTICE_FAULT_DROP] = { "drop", VALUE_NONE },
  [CB_PRACTICE_FAULT_STATUS] = { "status", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_HTML] = { "html", VALUE_NONE },
  [CB_PRACTICE_FAULT_EMPTY] = { "empty", VALUE_NONE },
  [CB_PRACTICE_FAULT_FOREIGN] = { "foreign", VALUE_NONE },
  [CB_PRACTICE_FAULT_REDIRECT] = { "redirect", VALUE_TEXT },
  [CB_PRACTICE_FAULT_STALL] = { "stall", VALUE_NONE },
  [CB_PRACTICE_FAULT_RESET_REPLY] = { "reset-reply", VALUE_NONE },
  [CB_PRACTICE_FAULT_STORE_THEN] = { "store-then", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_TRUNCATE] = { "truncate", VALUE_NONE },
  [CB_PRACTICE_FAULT_SHORT] = { "short", VALUE_NONE },
  [CB_PRACTICE_FAULT_DELAY] = { "delay", VALUE_NUMBER },
  [CB_PRACTICE_FAULT_SPOIL] = { "spoil", VALUE_NUMBER },
};

static gboolean
set_unclear (GError **error, const char *text)
{
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not a fault: %s", text);
  return FALSE;
}

static gboolean
parse_where (CbPracticeFault *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "#", 2);
  char *end;

  self->nth = 1;
  if (parts[0] == NULL || parts[0][0] == '\0')
    return FALSE;
  self->where = g_strdup (parts[0]);
  if (parts[1] == NULL)
    return TRUE;
  self->nth = (guint)g_ascii_strtoull (parts[1], &end, 10);
  self->onwards = *end == '+';

  return self->nth > 0 && (end[0] == '\0' || (end[0] == '+' && end[1] == '\0'));
}

static gboolean
parse_what (CbPracticeFault *self, const char *text)
{
  const char *equals = strchr (text, '=');
  g_autofree char *name
      = equals != NULL ? g_strndup (text, (gsize)(equals - text)) : g_strdup (text);
  char *end;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      {
        self->kind = (CbPracticeFaultKind)i;
        if ((kinds[i].value == VALUE_NONE) != (equals == NULL))
          return FALSE;
        if (kinds[i].value == VALUE_TEXT)
          self->text = g_strdup (equals + 1);
        if (kinds[i].value != VALUE_NUMBER)
          return TRUE;

        self->number = g_ascii_strtoll (equals + 1, &end, 10);
        if (end == equals + 1 || (*end != '\0' && *end != ','))
          return FALSE;
        if (*end == ',')
          self->text = g_strdup (end + 1);
        return self->number >= 0;
      }

  return FALSE;
}

/**
 * cb_practice_fault_parse:
 * @text: `WHERE[#N[+]]:WHAT[=VALUE]`
 * @error: %CB_ERROR_INVALID
 *
 * WHERE is the name of an action, `download`, `page`, `api` for every action, or `any`. `#N` is the
 * N-th such request from now, the first if it is not said; `#N+` that one and all later ones.
 *
 * WHAT, with nothing stored: `reset-body=BYTES`, `stall-body=BYTES`, `slow-body=BYTES` (a second;
 * it is stored in the end), `early-413`, `reset-413`, `drop`, `status=CODE[,RETRY-AFTER]`, `html`,
 * `empty`, `foreign`, `redirect=URL`, `stall`. With everything stored: `reset-reply`,
 * `store-then=CODE`, `truncate`, `short`, `delay=MILLISECONDS`. For a download: `spoil=OFFSET`.
 *
 * Returns: (transfer full): the fault
 */
CbPracticeFault *
cb_practice_fault_parse (const char *text, GError **error)
{
  g_autoptr (CbPracticeFault) self = g_new0 (CbPracticeFault, 1);
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);

  if (g_strv_length (parts) != 2 || !parse_where (self, parts[0]) || !parse_what (self, parts[1]))
    {
      set_unclear (error, text);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cb_practice_fault_copy:
 * @self: a fault
 *
 * Returns: (transfer full): a copy for the request that it hit
 */
CbPracticeFault *
cb_practice_fault_copy (const CbPracticeFault *self)
{
  CbPracticeFault *copy = g_new (CbPracticeFault, 1);

  *copy = *self;
  copy->where = g_strdup (self->where);
  copy->text = g_strdup (self->text);

  return copy;
}

/**
 * cb_practice_fault_free:
 * @self: (transfer full): a fault
 */
void
cb_practice_fault_free (CbPracticeFault *self)
{
  g_free (self->where);
  g_free (self->text);
  g_free (self);
}

/**
 * cb_practice_fault_meets:
 * @self: a fault
 * @name: what a request that just began is for
 * @is_action: it is an action of the API
 *
 * Counts the request if it is one that the fault means.
 *
 * Returns: whether the fault strikes now
 */
gboolean
cb_practice_fault_meets (CbPracticeFault *self, const char *name, gboolean is_action)
{
  if (!g_str_equal (self->where, name) && !g_str_equal (self->where, "any")
      && !(is_action && g_str_equal (self->where, "api")))
    return FALSE;
  self->seen++;

  return self->onwards ? self->seen >= self->nth : self->seen == self->nth;
}
