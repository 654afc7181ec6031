/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-protocol.h"
#include "engine/checks/cb-label.h"
#include "engine/checks/cb-personal-number.h"
#include "engine/serve/cb-serve-private.h"
#include "engine/table/cb-profile.h"
#include "engine/text/cb-utf8.h"

/* Half a frame for the values of all columns: what each costs besides fits into the other half. */
#define MAX_VALUES (CB_PROTOCOL_MAX_FRAME / 2)

/* Names of columns whose values are a person's own. Addresses and tax codes are not among them:
 * most of those in open data belong to offices and firms, and the checks judge them. */
#define PERSONAL_LABELS                                                                            \
  (CB_LABEL_CCCD | CB_LABEL_CMND | CB_LABEL_PHONE | CB_LABEL_EMAIL | CB_LABEL_NAME                 \
   | CB_LABEL_BIRTH | CB_LABEL_SENSITIVE | CB_LABEL_INSURANCE | CB_LABEL_PASSPORT                  \
   | CB_LABEL_ACCOUNT | CB_LABEL_PLATE)

static gboolean
is_personal_number (const CbNumberToken *token, guint year)
{
  switch (token->n_digits)
    {
    case 12:
      return cb_personal_number_is_cccd (token->digits, year);
    case 11:
      return cb_personal_number_is_old_mobile (token->digits);
    case 10:
      return cb_personal_number_is_mobile (token->digits);
    default:
      return FALSE;
    }
}

static gboolean
is_personal_value (const char *value)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  gsize length = strlen (value), at = 0;
  char masked[CB_MASKED_SIZE];
  CbNumberToken token;

  for (const char *sign = strchr (value, '@'); sign != NULL; sign = strchr (sign + 1, '@'))
    if (cb_email_classify (value, length, (gsize)(sign - value), masked) == CB_EMAIL_PERSON)
      return TRUE;
  while (cb_personal_number_next (value, length, &at, &token))
    if (is_personal_number (&token, (guint)g_date_time_get_year (now)))
      return TRUE;

  return FALSE;
}

/* What the numbers of 11 digits say that are shown of a column. */
typedef struct
{
  guint year;
  guint n;
  gboolean all_pass; /* with a 0 in front each is an identity number */
  gboolean differ;   /* and they are of more than one year of birth */
  char birth[4];     /* of the first */
} ShortNumbers;

static void
take_short_numbers (ShortNumbers *self, const char *value)
{
  gsize length = strlen (value), at = 0;
  CbNumberToken token;

  while (cb_personal_number_next (value, length, &at, &token))
    {
      char padded[16];

      if (token.n_digits != 11 || token.digits[0] == '0')
        continue;
      g_snprintf (padded, sizeof padded, "0%s", token.digits);
      self->n++;
      self->all_pass = self->all_pass && cb_personal_number_is_cccd (padded, self->year)
                       && !g_str_has_suffix (padded, "000000");
      if (self->n == 1)
        memcpy (self->birth, padded + 3, 3);
      else
        self->differ = self->differ || memcmp (self->birth, padded + 3, 3) != 0;
    }
}

/* A spreadsheet takes the 0 away that most identity numbers begin with. An amount of money may look
 * the same: all of them must, and not as a series of one year, as the checks want it. */
static gboolean
has_short_numbers (const CbProfileColumn *column)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  ShortNumbers numbers = { .year = (guint)g_date_time_get_year (now), .all_pass = TRUE };

  take_short_numbers (&numbers, column->minimum);
  take_short_numbers (&numbers, column->maximum);
  for (guint i = 0; column->samples[i] != NULL; i++)
    take_short_numbers (&numbers, column->samples[i]);

  return numbers.n > 0 && numbers.all_pass && numbers.differ;
}

/* One value that is somebody's is enough for the whole column. */
static gboolean
is_personal (const CbProfileColumn *column)
{
  guint label = cb_label_classify (column->name);

  if ((label & PERSONAL_LABELS) != 0 && (label & CB_LABEL_AGENCY) == 0)
    return TRUE;
  if (is_personal_value (column->minimum) || is_personal_value (column->maximum))
    return TRUE;
  for (guint i = 0; column->samples[i] != NULL; i++)
    if (is_personal_value (column->samples[i]))
      return TRUE;

  return has_short_numbers (column);
}

/* The first character and no more, whatever the length. */
char *
_cb_serve_mask (const char *value)
{
  const char *second = value[0] != '\0' ? g_utf8_next_char (value) : value;

  return value[0] != '\0' ? g_strdup_printf ("%.*s***", (int)(second - value), value)
                          : g_strdup ("");
}

static void
mask_in_place (char **value, gsize longest)
{
  char *masked = _cb_serve_mask (*value);

  g_free (*value);
  *value = masked;
}

static void
shorten_in_place (char **value, gsize longest)
{
  gsize length = strlen (*value);
  char *shown;

  if (length <= longest)
    return;
  shown = cb_utf8_dup_shown (*value, length, longest);
  g_free (*value);
  *value = shown;
}

/* How long a value may be for those of all columns to fit into one frame: a sheet of Excel may have
 * 16,384 columns of long texts. */
static gsize
find_longest (const CbProfile *profile)
{
  gsize size = 0;
  gsize n = 0;

  for (guint i = 0; i < profile->columns->len; i++)
    {
      const CbProfileColumn *column = g_ptr_array_index (profile->columns, i);

      size += strlen (column->minimum) + strlen (column->maximum);
      n += 2;
      for (guint k = 0; column->samples[k] != NULL; k++, n++)
        size += strlen (column->samples[k]);
    }

  return size <= MAX_VALUES ? MAX_VALUES : MAX_VALUES / n;
}

static void
add_column (GVariantBuilder *columns, CbProfileColumn *column, gboolean personal, gsize longest)
{
  void (*change) (char **value, gsize longest) = personal ? mask_in_place : shorten_in_place;

  change (&column->minimum, longest);
  change (&column->maximum, longest);
  for (guint i = 0; column->samples[i] != NULL; i++)
    change (&column->samples[i], longest);

  g_variant_builder_add (columns, "(sttssuus^as)", column->name, column->blank, column->distinct,
                         column->minimum, column->maximum, column->shortest, column->longest,
                         column->type, column->samples);
}

gboolean
_cb_serve_profile (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) columns = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sttssuusas)"));
  g_autoptr (CbProfile) profile = NULL;
  gsize longest;

  if (!_cb_serve_may_show (self, error))
    return FALSE;
  profile = cb_profile_run (self->table, _cb_serve_progress_cb, work, work->cancellable, error);
  if (profile == NULL)
    return FALSE;

  longest = find_longest (profile);
  for (guint i = 0; i < profile->columns->len; i++)
    {
      CbProfileColumn *column = g_ptr_array_index (profile->columns, i);
      gboolean personal = is_personal (column);

      _cb_serve_keep_basis (self, i, column, profile->rows, personal);
      add_column (&columns, column, personal, longest);
    }
  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_PROFILED,
                         g_variant_new (CB_PROTOCOL_PROFILED_TYPE, profile->rows, &columns), error);
}
