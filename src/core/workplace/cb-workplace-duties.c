/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-duties.h"

#include "core/registers/cb-form.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-private.h"
#include "core/workplace/cb-workplace-registers.h"

static char *
dup_changed_name (const char *account_id)
{
  return g_strdup_printf ("account.%s.password-changed", account_id);
}

static char *
dup_text (CbWorkplace *self, const char *name)
{
  char *value = cb_workplace_dup_setting (self, name);

  return value != NULL ? value : g_strdup ("");
}

/**
 * cb_account_duty_free:
 * @self: (nullable) (transfer full): a duty
 */
void
cb_account_duty_free (CbAccountDuty *self)
{
  if (self == NULL)
    return;

  cb_account_rules_free (self->rules);
  g_free (self->contact);
  g_free (self->notice);
  g_free (self);
}

/**
 * cb_workplace_get_account_duty:
 * @self: a workplace
 * @account_id: of an account
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): what the regulation wants of it, and how it stands
 */
CbAccountDuty *
cb_workplace_get_account_duty (CbWorkplace *self, const char *account_id, GError **error)
{
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autofree char *agency = NULL;
  g_autofree char *person = NULL;
  g_autofree char *name = NULL;
  g_autofree char *changed = NULL;
  CbAccountDuty *duty;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && account_id != NULL, NULL);

  account = cb_store_get_account (self->store, account_id, error);
  accounts = account != NULL ? cb_store_list_accounts (self->store, error) : NULL;
  if (accounts == NULL)
    return NULL;
  profile = cb_workplace_dup_profile (self);
  agency = dup_text (self, "agency");
  person = dup_text (self, "person");
  name = dup_changed_name (account_id);
  changed = cb_workplace_dup_setting (self, name);
  cb_workplace_get_today (self, &today);
  duty = g_new0 (CbAccountDuty, 1);
  duty->rules = cb_account_rules_new (profile);
  cb_day_parse_typed (changed, &duty->changed);
  duty->contact = cb_workplace_dup_setting (self, "operator-contact");
  for (guint i = 0; i < accounts->len; i++)
    if (g_strcmp0 (((CbAccount *)g_ptr_array_index (accounts, i))->url, account->url) == 0)
      duty->same++;
  duty->notice = cb_account_rules_dup_notice (
      duty->rules, &(CbLostPassword){ agency, person, account->url, account->user, &today });
  return duty;
}

typedef struct
{
  const char *account_id;
  const char *name;
  const char *day;
  const char *person;
} Change;

static gboolean
note_cb (CbStore *store, gpointer user_data, GError **error)
{
  const Change *change = user_data;
  g_autoptr (CbAccount) account = cb_store_get_account (store, change->account_id, error);

  return account != NULL && cb_store_set_setting (store, change->name, change->day, error)
         && cb_journal_append (store, change->person, "account.password-changed",
                               change->account_id, NULL, error);
}

/**
 * cb_workplace_note_password_change:
 * @self: a workplace
 * @account_id: of an account
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Notes that its password was changed on the portal today (VP 6.2c). The program never sees that
 * password: what it keeps is an access code.
 *
 * Returns: whether it is noted
 */
gboolean
cb_workplace_note_password_change (CbWorkplace *self, const char *account_id, GError **error)
{
  g_autofree char *name = dup_changed_name (account_id);
  g_autofree char *person = NULL;
  g_autofree char *day = NULL;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  person = dup_text (self, "person");
  cb_workplace_get_today (self, &today);
  day = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&today), g_date_get_month (&today),
                         g_date_get_day (&today));
  if (!cb_store_run (self->store, note_cb, &(Change){ account_id, name, day, person }, error))
    return FALSE;
  _cb_workplace_changed (self, "accounts");
  return TRUE;
}

/**
 * cb_workplace_dup_nobody_named:
 * @self: a workplace
 * @form: of a register
 *
 * Returns: (transfer full): the clause by which somebody is to be named in the register, where
 *   nobody is; "" where somebody is, or nothing asks for it
 */
char *
cb_workplace_dup_nobody_named (CbWorkplace *self, const CbForm *form)
{
  g_autoptr (GPtrArray) records = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && form != NULL, NULL);

  if (*form->wanted_clause == '\0')
    return g_strdup ("");
  records = cb_workplace_list_records (self, form->kind, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (((CbRecord *)records->pdata[i])->state == CB_RECORD_OPEN)
      return g_strdup ("");

  return g_strdup (form->wanted_clause);
}
