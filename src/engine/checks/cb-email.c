/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-personal-number.h"

/* Names of offices, at the beginning of what stands before the @. */
static const char *const roles[] = {
  "vanthu",  "vanphong",   "vp",         "ubnd",    "hdnd",      "so",          "phong",
  "ban",     "trungtam",   "tt",         "tram",    "tyt",       "benhvien",    "bv",
  "truong",  "thpt",       "thcs",       "th",      "mn",        "mamnon",      "info",
  "contact", "lienhe",     "hotro",      "support", "cskh",      "hotline",     "tuyensinh",
  "admin",   "bbt",        "banbientap", "office",  "sales",     "tiepcongdan", "phananh",
  "gopy",    "congdulieu", "webmaster",  "hcth",    "hanhchinh",
};

static gboolean
is_local (char c)
{
  return g_ascii_isalnum (c) || strchr ("._%+-", c) != NULL;
}

/* A role as a word: "so" is none in sonnguyen, but is one in soyte at an authority. */
static gboolean
is_role (const char *local, gsize length, gboolean at_authority)
{
  gsize letters = 0;

  while (letters < length && g_ascii_isalpha (local[letters]))
    letters++;
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      gsize n = strlen (roles[i]);

      if (n <= letters && g_ascii_strncasecmp (local, roles[i], n) == 0
          && (letters == n || n >= 4 || at_authority))
        return TRUE;
    }

  return FALSE;
}

static gboolean
ends_with (const char *text, gsize length, const char *end)
{
  gsize n = strlen (end);

  return length >= n && g_ascii_strncasecmp (text + length - n, end, n) == 0;
}

static gboolean
is_domain (const char *domain, gsize length)
{
  const char *dot = NULL;

  for (gsize i = 0; i < length; i++)
    if (domain[i] == '.')
      dot = domain + i;

  return dot != NULL && dot > domain && (gsize)(domain + length - dot) >= 3
         && g_ascii_isalpha (dot[1]) && g_ascii_isalpha (dot[2]);
}

/**
 * cb_email_classify:
 * @text: (array length=length): a cell
 * @length: of @text
 * @at: where the @ is
 * @masked: (out caller-allocates): the address, all but its first letter and its domain hidden
 *
 * Returns: whose address it is, %CB_EMAIL_NONE when it is none
 */
CbEmailKind
cb_email_classify (const char *text, gsize length, gsize at, char masked[CB_MASKED_SIZE])
{
  gsize start = at;
  gsize end = at + 1;
  gsize domain;
  gboolean is_authority;

  while (start > 0 && is_local (text[start - 1]) && text[start - 1] != '\0')
    start--;
  while (end < length && (g_ascii_isalnum (text[end]) || text[end] == '.' || text[end] == '-'))
    end++;
  while (end > at + 1 && !g_ascii_isalnum (text[end - 1]))
    end--;
  domain = end - at - 1;
  if (start == at || !is_domain (text + at + 1, domain))
    return CB_EMAIL_NONE;

  g_snprintf (masked, CB_MASKED_SIZE, "%c***@%.*s", text[start], (int)MIN (domain, 40),
              text + at + 1);
  is_authority = ends_with (text + at + 1, domain, ".gov.vn")
                 || (domain == strlen ("gov.vn") && ends_with (text + at + 1, domain, "gov.vn"));
  if (is_role (text + start, at - start, is_authority))
    return CB_EMAIL_ROLE;

  return is_authority ? CB_EMAIL_OFFICIAL : CB_EMAIL_PERSON;
}
