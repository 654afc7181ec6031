/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Marks of secrecy on a text (regulations.md §2.5): levels TUYỆT MẬT, TỐI MẬT, MẬT. The word is
 * common where it is no mark (mật độ, bảo mật, mật ong, VIÊM ĐƯỜNG MẬT), so that the lone MẬT
 * counts only in capitals as a whole cell or line. The words are looked for as Unicode writes them,
 * composed or not, and as TCVN3 and VNI leave them in a file that was not converted, as bytes or
 * read as Latin letters. */

#include "config.h"

#include "engine/checks/cb-secret-mark.h"

#include <string.h>

typedef struct
{
  const char *start;
  const char *end;
} Text;

/* clang-format off */
static const char *const mat_upper[] = {
  "MẬT", "M\xc3\x82\xcc\xa3T", "M\xe1\xba\xa0\xcc\x82T", "MA\xcc\xa3\xcc\x82T",
  "M\xcb" "T", "M\xc3\x8b" "T", "MA\xc4T", "MA\xc3\x84T", NULL
};
static const char *const mat_any[] = {
  "mật", "Mật", "MẬT", "m\xc3\xa2\xcc\xa3t", "ma\xcc\xa3\xcc\x82t", "M\xc3\xa2\xcc\xa3t",
  "Ma\xcc\xa3\xcc\x82t", "m\xcbt", "M\xcbt", "ma\xe4t", "Ma\xe4t", NULL
};
static const char *const mat_bare[] = { "MAT", NULL };
static const char *const toi[] = {
  "TỐI", "T\xc3\x94\xcc\x81I", "TO\xcc\x82\xcc\x81I", "T\xe8I", "T\xc3\xa8I", "TO\xc1I",
  "TO\xc3\x81I", "TOI", NULL
};
static const char *const tuyet[] = {
  "TUYỆT", "TUY\xc3\x8a\xcc\xa3T", "TUY\xe1\xba\xb8\xcc\x82T", "TUYE\xcc\xa3\xcc\x82T",
  "TUY\xd6T", "TUY\xc3\x96T", "TUYE\xc4T", "TUYE\xc3\x84T", "TUYET", NULL
};
static const char *const bi[] = {
  "BÍ", "BI\xcc\x81", "B\xdd", "B\xc3\x9d", "B\xcd", NULL
};
static const char *const nha_nuoc[] = {
  "NHÀ NƯỚC", "NHA\xcc\x80 N\xc6\xaf\xc6\xa0\xcc\x81" "C",
  "NHA\xcc\x80 NU\xcc\x9bO\xcc\x9b\xcc\x81" "C", "NH\xb5 N\xa6\xed" "C",
  "NH\xc2\xb5 N\xc2\xa6\xc3\xad" "C", "NHA\xd8 N\xd6\xd4\xd9" "C", NULL
};
static const char *const bao_ve[] = {
  "BẢO VỆ", "BA\xcc\x89O VE\xcc\xa3\xcc\x82", "B\xb6O V\xd6", "B\xc2\xb6O V\xc3\x96", NULL
};
static const char *const do_any[] = {
  "độ", "Độ", "ĐỘ", "\xae\xe9", "\xa7\xe9", "do\xcc\xa3\xcc\x82", NULL
};
static const char *const levels[] = {
  "MẬT", "Mật", "mật", "TỐI MẬT", "Tối mật", "Tối Mật", "tối mật", "TUYỆT MẬT", "Tuyệt mật",
  "Tuyệt Mật", "tuyệt mật", NULL
};
static const char *const noi_bo[] = {
  "LƯU HÀNH NỘI BỘ", "Lưu hành nội bộ", "lưu hành nội bộ", "Lưu Hành Nội Bộ", NULL
};
static const char *const du_thao[] = { "DỰ THẢO", NULL };
/* clang-format on */

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar)c >= 0x80;
}

/* The bytes of @phrase at @p, where one blank stands for one or more; NULL or where it ends. */
static const char *
match_phrase (const Text *text, const char *p, const char *phrase)
{
  for (; *phrase != '\0'; phrase++)
    {
      if (p >= text->end)
        return NULL;
      if (*phrase != ' ' && *p++ != *phrase)
        return NULL;
      if (*phrase == ' ')
        {
          if (!is_blank (*p))
            return NULL;
          while (p < text->end && is_blank (*p))
            p++;
        }
    }

  return p;
}

static const char *
match_any (const Text *text, const char *p, const char *const *phrases)
{
  for (; *phrases != NULL; phrases++)
    {
      const char *end = match_phrase (text, p, *phrases);

      if (end != NULL && (end == text->end || !is_letter (*end)))
        return end;
    }

  return NULL;
}

/* Whether the word before @p is one of @words, with at least one blank between; where it starts. */
static const char *
match_before (const Text *text, const char *p, const char *const *words)
{
  const char *end = p;

  while (end > text->start && is_blank (end[-1]))
    end--;
  if (end == p)
    return NULL;
  for (; *words != NULL; words++)
    {
      gsize length = strlen (*words);

      if ((gsize)(end - text->start) >= length && memcmp (end - length, *words, length) == 0
          && ((gsize)(end - text->start) == length || !is_letter (end[-(gssize)length - 1])))
        return end - length;
    }

  return NULL;
}

/* A cell or line of its own ends here, after the decoration of a stamp. A comma ends a cell only
 * where no blank follows it: "CAM, MẬT, SỮA" is prose. */
static gboolean
is_bounded_before (const Text *text, const char *p)
{
  gboolean blank = FALSE;

  while (p > text->start && strchr (" \t[]()*-_=<>.", p[-1]) != NULL)
    {
      if (p[-1] == '\t')
        return TRUE;
      blank |= p[-1] == ' ';
      p--;
    }
  if (p == text->start)
    return TRUE;

  return p[-1] == ',' ? !blank : strchr ("\n\r;|\"", p[-1]) != NULL;
}

static gboolean
is_bounded_after (const Text *text, const char *p)
{
  while (p < text->end && strchr (" []()*-_=<>.", *p) != NULL && *p != '\0')
    p++;

  return p == text->end || strchr ("\t\n\r;|\",", *p) != NULL;
}

static const char *
check_mat (const Text *text, const char *p)
{
  const char *end = match_any (text, p, mat_upper);
  const char *before;

  if (end == NULL)
    {
      end = match_any (text, p, mat_bare);
      if (end == NULL)
        return NULL;
      if (match_before (text, p, tuyet) != NULL)
        return "TUYỆT MẬT";
      return match_before (text, p, toi) != NULL ? "TỐI MẬT" : NULL;
    }
  if (match_before (text, p, tuyet) != NULL)
    return "TUYỆT MẬT";
  if (match_before (text, p, toi) != NULL)
    return "TỐI MẬT";
  before = match_before (text, p, bi);
  if (before != NULL)
    {
      while (end < text->end && is_blank (*end))
        end++;
      /* The law on protecting state secrets may be named. */
      return match_any (text, end, nha_nuoc) != NULL && match_before (text, before, bao_ve) == NULL
                 ? "BÍ MẬT NHÀ NƯỚC"
                 : NULL;
    }
  if ((p == text->start || !is_letter (p[-1])) && is_bounded_before (text, p)
      && is_bounded_after (text, end))
    return "MẬT";

  return NULL;
}

/* "Độ mật: Tối mật", the level in the same cell or in the next. */
static const char *
check_do_mat (const Text *text, const char *p)
{
  const char *end = match_any (text, p, mat_any);

  if (end == NULL || match_before (text, p, do_any) == NULL)
    return NULL;
  while (end < text->end && is_blank (*end))
    end++;
  if (end == text->end || *end != ':')
    return NULL;
  end++;
  while (end < text->end && strchr (" \t\",;|", *end) != NULL && *end != '\0')
    end++;

  return end < text->end && match_any (text, end, levels) != NULL ? "Độ mật" : NULL;
}

static const char *
check_internal (const Text *text, const char *p)
{
  if (p > text->start && is_letter (p[-1]))
    return NULL;
  if (match_any (text, p, noi_bo) != NULL)
    return "LƯU HÀNH NỘI BỘ";
  if (match_any (text, p, du_thao) != NULL && is_bounded_before (text, p))
    return "DỰ THẢO";

  return NULL;
}

/**
 * cb_secret_mark_scan:
 * @bytes: (array length=length) (nullable): text, UTF-8 or as it stands in the file
 * @length: of @bytes
 * @mark: (out) (optional) (nullable): the mark's name, static and never a piece of the text
 *
 * Looks for what Luật Bảo vệ bí mật nhà nước marks texts with, and for marks that only ask for a
 * second look. @bytes may be a cell, a page or the head of a file: what ends a line or a cell of a
 * CSV bounds a mark.
 *
 * Returns: the gravest mark found
 */
CbSecretMark
cb_secret_mark_scan (const char *bytes, gsize length, const char **mark)
{
  Text text = { bytes, bytes };
  CbSecretMark gravest = CB_SECRET_MARK_NONE;

  if (mark != NULL)
    *mark = NULL;
  /* Of an empty file there are no bytes to count on from. */
  if (length > 0)
    text.end += length;
  for (const char *p = text.start; p < text.end; p++)
    {
      const char *found = NULL;

      if (*p == 'M' || *p == 'm')
        found = check_mat (&text, p);
      if ((*p == 'M' || *p == 'm') && found == NULL)
        found = check_do_mat (&text, p);
      if (found != NULL)
        {
          if (mark != NULL)
            *mark = found;
          return CB_SECRET_MARK_STATE;
        }
      if (gravest == CB_SECRET_MARK_NONE && (*p == 'L' || *p == 'l' || *p == 'D'))
        {
          found = check_internal (&text, p);
          if (found == NULL)
            continue;
          gravest = CB_SECRET_MARK_INTERNAL;
          if (mark != NULL)
            *mark = found;
        }
    }

  return gravest;
}

/**
 * cb_secret_mark_find:
 * @bytes: (array length=length): text, UTF-8 or as it stands in the file
 * @length: of @bytes
 *
 * What stops before any preview: 1 MB takes about 2 ms.
 *
 * Returns: (transfer none) (nullable): the name of the mark of a state secret, never a piece of the
 *   text; %NULL when there is none
 */
const char *
cb_secret_mark_find (const char *bytes, gsize length)
{
  const char *mark;

  return cb_secret_mark_scan (bytes, length, &mark) == CB_SECRET_MARK_STATE ? mark : NULL;
}
