/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The administrative units of before and after they were merged. There are fifteen thousand: of
 * each, 24 bytes are kept, with a hash in place of its name. */

#include "config.h"

#include "engine/checks/cb-place-list.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-text.h"

#define MAX_BYTES (4u * 1024 * 1024)
/* Longer than the name of any unit with what stands before it. */
#define MAX_NAME 96
#define MAX_PROVINCE 100

typedef struct
{
  guint64 name;
  guint32 code;
  guint32 parent; /* of a district its province, of a commune its district, or its province after */
  guint8 level;
  guint8 when;
} Place;

struct _CbPlaceList
{
  char *changed;
  GArray *places;                   /* (element-type Place): by level and code */
  GArray *by_name;                  /* (element-type guint32): the same by level and name */
  guint8 merged_into[MAX_PROVINCE]; /* for the code of a province of before, that of after */
};

/* How many digits a code has. */
static const guint widths[CB_PLACE_N_LEVELS] = { 2, 3, 5 };

static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar)*text) * G_GUINT64_CONSTANT (1099511628211);

  return hash;
}

/* Words joined, with what is written in more than one way made one: y and i (Quý, Quí), 01 and 1,
 * blanks and hyphens (Phan Rang - Tháp Chàm). */
static guint64
hash_words (const char *words)
{
  g_autoptr (GString) joined = g_string_new (NULL);

  for (const char *p = words; *p != '\0'; p++)
    {
      gboolean begins = p == words || p[-1] == ' ';

      if (*p == ' ' || (*p == '0' && begins && g_ascii_isdigit (p[1])))
        continue;
      g_string_append_c (joined, *p == 'y' ? 'i' : *p);
    }

  return hash_text (joined->str);
}

static const char *
skip_kind (const char *words)
{
  static const char *const kinds[]
      = { "thanh pho ", "thi tran ", "dac khu ", "phuong ", "thi xa ", "huyen ", "quan ", "tinh ",
          "xa ",        "tp ",       "tt ",      "tx ",     "h ",      "p ",     "q ",    "x " };

  /* Towns that were state farms are written with and without that. */
  static const char *const farms[]
      = { "thi tran nong truong ", "thi tran nt ", "tt nong truong ", "tt nt ",
          "nong truong ",          "nt " };

  for (guint i = 0; i < G_N_ELEMENTS (farms); i++)
    if (g_str_has_prefix (words, farms[i]) && words[strlen (farms[i])] != '\0')
      return words + strlen (farms[i]);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (words, kinds[i]) && words[strlen (kinds[i])] != '\0')
      return words + strlen (kinds[i]);

  /* P1, Q10 */
  return (words[0] == 'p' || words[0] == 'q') && g_ascii_isdigit (words[1]) ? words + 1 : words;
}

static gboolean
read_code (const char *text, gsize length, guint32 *code, guint *n_digits)
{
  guint64 number = 0;
  guint digits = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isspace (text[i]) && (digits == 0 || i + 1 == length))
        continue;
      if (!g_ascii_isdigit (text[i]) || ++digits > widths[CB_PLACE_COMMUNE])
        return FALSE;
      number = number * 10 + (guint)(text[i] - '0');
    }
  *code = (guint32)number;
  *n_digits = digits;

  return digits > 0;
}

/**
 * cb_place_said_read:
 * @self: (out caller-allocates): what a row says
 * @code: (nullable): of a unit; spreadsheets lose the zeros in front
 * @code_length: in bytes
 * @name: (nullable): of a unit, with or without what kind it is before it
 * @name_length: in bytes
 *
 * Tone placement, case and marks are folded: “Tỉnh Thanh Hoá” is “thanh hoa” (vietnamese-data.md
 * §5.3). A name that is a number is none: it may be how many there are.
 */
void
cb_place_said_read (
    CbPlaceSaid *self, const char *code, gsize code_length, const char *name, gsize name_length)
{
  *self = (CbPlaceSaid){ 0 };
  if (code != NULL)
    {
      self->has_code = TRUE;
      if (!read_code (code, code_length, &self->code, &self->code_digits))
        self->code = G_MAXUINT32;
    }
  if (name != NULL)
    {
      g_autofree char *text = g_strndup (name, MIN (name_length, MAX_NAME));
      g_autofree char *words = cb_text_dup_words (text);
      const char *all = g_strstrip (words);

      if (all[strspn (all, "0123456789 ")] == '\0')
        return;
      self->has_name = TRUE;
      self->name = hash_words (all);
      self->bare_name = hash_words (skip_kind (all));
    }
}

/* ---- The list ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a;
  const Place *other = b;

  if (one->level != other->level)
    return one->level < other->level ? -1 : 1;

  return (one->code > other->code) - (one->code < other->code);
}

static int
compare_names (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *places = user_data;
  const Place *one = &g_array_index (places, Place, *(const guint32 *)a);
  const Place *other = &g_array_index (places, Place, *(const guint32 *)b);

  if (one->level != other->level)
    return one->level < other->level ? -1 : 1;

  return (one->name > other->name) - (one->name < other->name);
}

/**
 * cb_place_list_new:
 *
 * Returns: (transfer full): a list of no units
 */
CbPlaceList *
cb_place_list_new (void)
{
  CbPlaceList *self = g_new0 (CbPlaceList, 1);

  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  self->by_name = g_array_new (FALSE, FALSE, sizeof (guint32));

  return self;
}

/**
 * cb_place_list_free:
 * @self: (nullable) (transfer full): a list
 */
void
cb_place_list_free (CbPlaceList *self)
{
  if (self == NULL)
    return;
  g_free (self->changed);
  g_array_unref (self->places);
  g_array_unref (self->by_name);
  g_free (self);
}

static void
take_mergers (CbPlaceList *self, const Place *place, const char *from)
{
  g_auto (GStrv) codes = g_strsplit (from, " ", -1);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      guint32 code;
      guint digits;

      if (read_code (codes[i], strlen (codes[i]), &code, &digits) && code < MAX_PROVINCE)
        self->merged_into[code] = (guint8)place->code;
    }
}

static gboolean
take_line (CbPlaceList *self, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", 6);
  guint n_cells = g_strv_length (cells);
  gsize width = n_cells > 1 ? strlen (cells[1]) : 0;
  Place place = { .level = CB_PLACE_N_LEVELS };
  CbPlaceSaid said;
  guint digits;

  if (n_cells == 2 && g_str_equal (cells[0], "changed"))
    {
      g_free (self->changed);
      self->changed = g_strdup (cells[1]);
      return TRUE;
    }
  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    if (widths[i] == width)
      place.level = (guint8)i;
  place.when = g_str_equal (cells[0], "before")  ? CB_PLACE_BEFORE
               : g_str_equal (cells[0], "after") ? CB_PLACE_AFTER
                                                 : 0;
  if (n_cells < 3 || place.when == 0 || place.level == CB_PLACE_N_LEVELS
      || !read_code (cells[1], width, &place.code, &digits)
      || (place.level != CB_PLACE_PROVINCE
          && (n_cells < 4 || !read_code (cells[3], strlen (cells[3]), &place.parent, &digits))))
    return FALSE;
  cb_place_said_read (&said, NULL, 0, cells[2], strlen (cells[2]));
  place.name = said.bare_name;
  g_array_append_val (self->places, place);
  if (place.level == CB_PLACE_PROVINCE && n_cells > 4)
    take_mergers (self, &place, cells[4]);

  return said.has_name;
}

/**
 * cb_place_list_add:
 * @self: a list
 * @text: data/lists/provinces.tsv or communes.tsv, or an agency's own
 * @error: %CB_ERROR_INVALID when it is none, with the number of the line
 *
 * Lines of cells with tabs between: when it is (`before`, `after`), code, name, the code of the
 * unit that it is in, those of the units that it was made of with blanks between. A code with two
 * names stands twice. How many digits a code has says of which level it is. A line that begins with
 * # says nothing; one says from when on the later ones are: `changed`, YYYY-MM-DD.
 *
 * Returns: %FALSE when it is no list
 */
gboolean
cb_place_list_add (CbPlaceList *self, const char *text, GError **error)
{
  guint number = 0;

  if (strlen (text) > MAX_BYTES)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "the list of units is too large");
      return FALSE;
    }
  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      gsize length = strcspn (p, "\n");
      g_autofree char *line = g_strchomp (g_strndup (p, length));

      next = p + length + (p[length] == '\n' ? 1 : 0);
      number++;
      if (line[0] == '#' || line[0] == '\0' || take_line (self, line))
        continue;
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "line %u of the list of units is none",
                   number);
      return FALSE;
    }
  if (self->changed == NULL || self->places->len == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "this is no list of units");
      return FALSE;
    }
  g_array_sort (self->places, compare_places);
  g_array_set_size (self->by_name, self->places->len);
  for (guint i = 0; i < self->places->len; i++)
    g_array_index (self->by_name, guint32, i) = i;
  g_array_sort_with_data (self->by_name, compare_names, self->places);

  return TRUE;
}

/**
 * cb_place_said_lost_zeros:
 * @self: what a row says of its unit
 * @level: of which level it is
 *
 * Returns: whether its code has fewer digits than codes of that level have: a spreadsheet took it
 *   for an amount
 */
gboolean
cb_place_said_lost_zeros (const CbPlaceSaid *self, CbPlaceLevel level)
{
  return self->has_code && self->code != G_MAXUINT32 && self->code_digits < widths[level];
}

/**
 * cb_place_list_get_changed:
 * @self: a list that has units
 *
 * Returns: (transfer none): the day from which on the later ones are, YYYY-MM-DD
 */
const char *
cb_place_list_get_changed (const CbPlaceList *self)
{
  return self->changed;
}

/* ---- What a row says, held against it ---- */

static const Place *
get_place (const CbPlaceList *self, gboolean by_name, guint index)
{
  if (by_name)
    index = g_array_index (self->by_name, guint32, index);

  return &g_array_index (self->places, Place, index);
}

/* The first that is not before this code or name of a level. */
static guint
find_first (const CbPlaceList *self, CbPlaceLevel level, gboolean by_name, guint64 key)
{
  guint low = 0;
  guint high = self->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Place *place = get_place (self, by_name, middle);

      if (place->level < level
          || (place->level == level && (by_name ? place->name : place->code) < key))
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static gboolean
has_name (const Place *place, const CbPlaceSaid *said)
{
  return !said->has_name || place->name == said->name || place->name == said->bare_name;
}

/**
 * PlaceWalk:
 *
 * All units of a level that have the code that is said, or one of the two names.
 */
typedef struct
{
  const CbPlaceList *list;
  const CbPlaceSaid *said;
  CbPlaceLevel level;
  gboolean by_name;
  guint64 key;
  guint at;
} PlaceWalk;

static void
start_walk (PlaceWalk *walk, const CbPlaceList *list, const CbPlaceSaid *said, CbPlaceLevel level)
{
  *walk = (PlaceWalk){ list, said, level, !said->has_code, 0, 0 };
  walk->key = walk->by_name ? said->name : said->code;
  walk->at = find_first (list, level, walk->by_name, walk->key);
}

static const Place *
walk_on (PlaceWalk *walk)
{
  for (;;)
    {
      const Place *place = walk->at < walk->list->places->len
                               ? get_place (walk->list, walk->by_name, walk->at)
                               : NULL;

      if (place != NULL && place->level == walk->level
          && (walk->by_name ? place->name : place->code) == walk->key)
        {
          walk->at++;
          return place;
        }
      if (!walk->by_name || walk->key == walk->said->bare_name)
        return NULL;
      walk->key = walk->said->bare_name;
      walk->at = find_first (walk->list, walk->level, TRUE, walk->key);
    }
}

/* Whether the row leaves it open that a unit is in this province. The province may be that of
 * before or the one that it was merged into: which of them it is, is said of its own column. */
static gboolean
may_be_in_province (const CbPlaceList *self, const CbPlaceSaid *said, guint32 code, guint when)
{
  const CbPlaceSaid *province = &said[CB_PLACE_PROVINCE];
  gboolean is_known = FALSE;
  const Place *place;
  PlaceWalk walk;

  if (!province->has_code && !province->has_name)
    return TRUE;
  start_walk (&walk, self, province, CB_PLACE_PROVINCE);
  while ((place = walk_on (&walk)) != NULL)
    {
      if (!has_name (place, province))
        continue;
      is_known = TRUE;
      if (place->when == when ? place->code == code
          : when == CB_PLACE_BEFORE
              ? code < MAX_PROVINCE && self->merged_into[code] == place->code
              : place->code < MAX_PROVINCE && self->merged_into[place->code] == code)
        return TRUE;
    }

  return !is_known;
}

/* Whether the row says a district, and another than that of this code; G_MAXUINT32 is none. */
static gboolean
is_other_district (const CbPlaceList *self, const CbPlaceSaid *district, guint32 code)
{
  gboolean is_known = FALSE;
  const Place *place;
  PlaceWalk walk;

  if (!district->has_code && !district->has_name)
    return FALSE;
  start_walk (&walk, self, district, CB_PLACE_DISTRICT);
  while ((place = walk_on (&walk)) != NULL)
    if (has_name (place, district))
      {
        is_known = TRUE;
        if (place->code == code)
          return FALSE;
      }

  return is_known;
}

/* … in the district of this code, which is of before. */
static gboolean
may_be_in_district (const CbPlaceList *self, const CbPlaceSaid *said, guint32 code)
{
  const CbPlaceSaid itself = { .has_code = TRUE, .code = code };
  const Place *place;
  PlaceWalk walk;

  if (is_other_district (self, &said[CB_PLACE_DISTRICT], code))
    return FALSE;
  start_walk (&walk, self, &itself, CB_PLACE_DISTRICT);
  place = walk_on (&walk);

  return place == NULL || may_be_in_province (self, said, place->parent, CB_PLACE_BEFORE);
}

static gboolean
may_be_where (const CbPlaceList *self, const CbPlaceSaid *said, const Place *place)
{
  if (place->level == CB_PLACE_PROVINCE)
    return TRUE;
  if (place->level == CB_PLACE_COMMUNE && place->when == CB_PLACE_BEFORE)
    return may_be_in_district (self, said, place->parent);
  /* A commune of today is in no district. */
  if (place->level == CB_PLACE_COMMUNE
      && is_other_district (self, &said[CB_PLACE_DISTRICT], G_MAXUINT32))
    return FALSE;

  return may_be_in_province (self, said, place->parent, place->when);
}

static gboolean
is_known_name (const CbPlaceList *self, const CbPlaceSaid *said, CbPlaceLevel level)
{
  CbPlaceSaid named = *said;
  PlaceWalk walk;

  named.has_code = FALSE;
  start_walk (&walk, self, &named, level);

  return walk_on (&walk) != NULL;
}

/**
 * cb_place_list_judge:
 * @self: a list
 * @said: (array fixed-size=CB_PLACE_N_LEVELS): what a row says of each level
 * @level: the level to judge, of which it says a code or a name
 * @fault: (out): what is wrong when nothing fits
 *
 * Codes went on to other units: 24 was Bắc Giang and is Bắc Ninh.
 *
 * Returns: CB_PLACE_*: when there was or is such a unit, in the district and province of the row; 0
 *   for never
 */
guint
cb_place_list_judge (const CbPlaceList *self,
                     const CbPlaceSaid *said,
                     CbPlaceLevel level,
                     CbPlaceFault *fault)
{
  gboolean code_is_known = FALSE;
  gboolean pair_is_known = FALSE;
  guint when = 0;
  const Place *place;
  PlaceWalk walk;

  start_walk (&walk, self, &said[level], level);
  while ((place = walk_on (&walk)) != NULL)
    {
      code_is_known = TRUE;
      if (!has_name (place, &said[level]))
        continue;
      pair_is_known = TRUE;
      if ((when & place->when) == 0 && may_be_where (self, said, place))
        when |= place->when;
    }
  if (when != 0)
    *fault = CB_PLACE_FAULT_NONE;
  else if (said[level].has_code && !code_is_known)
    *fault = CB_PLACE_FAULT_CODE;
  else if (said[level].has_name && !is_known_name (self, &said[level], level))
    *fault = CB_PLACE_FAULT_NAME;
  else
    *fault = pair_is_known ? CB_PLACE_FAULT_ELSEWHERE : CB_PLACE_FAULT_PAIR;

  return when;
}
