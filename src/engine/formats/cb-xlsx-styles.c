/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

/* A spreadsheet program has at most 65,490 styles, and a file that was merged too often as many
 * fonts. */
#define MAX_ENTRIES 200000u

#define WHITE 0xffffffu
#define BLACK 0x000000u
#define N_THEME 12

/* A colour that is not known is like no other. */
typedef struct
{
  gboolean is_known;
  guint32 rgb;
  double tint;
} Colour;

typedef struct
{
  guint8 encoding;
  Colour ink;
} Font;

typedef enum
{
  IN_OTHER,
  IN_FORMATS,
  IN_FONTS,
  IN_FILLS,
  IN_CELLS,
} Section;

typedef struct
{
  GArray *styles;
  GArray *fonts;       /* (element-type Font) */
  GArray *fills;       /* (element-type Colour) */
  GHashTable *formats; /* id → CbNumberFormat */
  guint32 theme[N_THEME];
  guint depth;
  Section section;
  Font font;
  Colour paper;
  gboolean is_solid;
} Reading;

/* Names in the order in which styles number them, ISO/IEC 29500-1 §18.8.3. */
static const char *const theme_names[N_THEME]
    = { "lt1",     "dk1",     "lt2",     "dk2",     "accent1", "accent2",
        "accent3", "accent4", "accent5", "accent6", "hlink",   "folHlink" };

typedef struct
{
  guint32 *theme;
  int at;
} ThemeReading;

static void
start_theme_element (const char *space,
                     const char *name,
                     const char **attributes,
                     gpointer user_data)
{
  ThemeReading *self = user_data;
  const char *value = NULL;

  for (int i = 0; i < N_THEME; i++)
    if (g_str_equal (name, theme_names[i]))
      {
        self->at = i;
        return;
      }
  if (self->at < 0)
    return;
  if (g_str_equal (name, "srgbClr"))
    value = cb_xml_get_attribute (attributes, "val");
  else if (g_str_equal (name, "sysClr"))
    value = cb_xml_get_attribute (attributes, "lastClr");
  if (value != NULL)
    self->theme[self->at] = (guint32)g_ascii_strtoull (value, NULL, 16) & 0xffffff;
}

static void
end_theme_element (const char *space, const char *name, gpointer user_data)
{
  ThemeReading *self = user_data;

  if (self->at >= 0 && g_str_equal (name, theme_names[self->at]))
    self->at = -1;
}

static void
read_theme (CbZip *zip, GPtrArray *relations, guint32 *theme, GCancellable *cancellable)
{
  static const CbXmlHandler handler = { start_theme_element, end_theme_element, NULL };
  static const guint32 office[N_THEME]
      = { WHITE,    BLACK,    0xeeece1, 0x1f497d, 0x4f81bd, 0xc0504d,
          0x9bbb59, 0x8064a2, 0x4bacc6, 0xf79646, 0x0000ff, 0x800080 };
  const CbXlsxRelation *relation = cb_xlsx_find_relation (relations, "theme");
  ThemeReading reading = { theme, -1 };

  memcpy (theme, office, sizeof office);
  if (relation != NULL)
    cb_xlsx_parse_part (zip, relation->target, &handler, &reading, cancellable, NULL);
}

static Colour
make_colour (guint32 rgb)
{
  return (Colour){ TRUE, rgb, 0 };
}

/* The first sixteen of the palette, and ink and paper of the system. */
static Colour
get_indexed (guint64 index)
{
  static const guint32 palette[]
      = { BLACK, WHITE, 0xff0000, 0x00ff00, 0x0000ff, 0xffff00, 0xff00ff, 0x00ffff };

  if (index < 16)
    return make_colour (palette[index % 8]);
  if (index == 64)
    return make_colour (BLACK);
  if (index == 65)
    return make_colour (WHITE);

  return (Colour){ FALSE, 0, 0 };
}

static Colour
read_colour (const Reading *self, const char **attributes)
{
  const char *rgb = cb_xml_get_attribute (attributes, "rgb");
  const char *theme = cb_xml_get_attribute (attributes, "theme");
  const char *indexed = cb_xml_get_attribute (attributes, "indexed");
  const char *tint = cb_xml_get_attribute (attributes, "tint");
  Colour colour = { FALSE, 0, 0 };

  if (rgb != NULL)
    colour = make_colour ((guint32)g_ascii_strtoull (rgb, NULL, 16) & 0xffffff);
  else if (theme != NULL && g_ascii_strtoull (theme, NULL, 10) < N_THEME)
    colour = make_colour (self->theme[g_ascii_strtoull (theme, NULL, 10)]);
  else if (indexed != NULL)
    colour = get_indexed (g_ascii_strtoull (indexed, NULL, 10));
  if (tint != NULL)
    colour.tint = g_ascii_strtod (tint, NULL);

  return colour;
}

static gboolean
are_same (const Colour *a, const Colour *b)
{
  return a->is_known && b->is_known && a->rgb == b->rgb && !(a->tint < b->tint)
         && !(a->tint > b->tint);
}

static guint
get_number (const char **attributes, const char *name)
{
  const char *value = cb_xml_get_attribute (attributes, name);

  return value != NULL ? (guint)MIN (g_ascii_strtoull (value, NULL, 10), G_MAXUINT) : 0;
}

static void
add_format (Reading *self, const char **attributes)
{
  const char *code = cb_xml_get_attribute (attributes, "formatCode");
  CbNumberFormat format;

  if (code == NULL || g_hash_table_size (self->formats) >= MAX_ENTRIES)
    return;
  format = cb_number_format_parse (code);
  g_hash_table_insert (self->formats, GUINT_TO_POINTER (get_number (attributes, "numFmtId")),
                       g_memdup2 (&format, sizeof format));
}

static void
add_style (Reading *self, const char **attributes)
{
  guint format_id = get_number (attributes, "numFmtId");
  guint font_id = get_number (attributes, "fontId");
  guint fill_id = get_number (attributes, "fillId");
  const CbNumberFormat *format = g_hash_table_lookup (self->formats, GUINT_TO_POINTER (format_id));
  CbXlsxStyle style = { 0 };
  Colour paper = make_colour (WHITE);

  if (self->styles->len >= MAX_ENTRIES)
    return;
  style.format = format != NULL ? *format : cb_number_format_from_builtin (format_id);
  if (fill_id < self->fills->len)
    paper = g_array_index (self->fills, Colour, fill_id);
  if (font_id < self->fonts->len)
    {
      const Font *font = &g_array_index (self->fonts, Font, font_id);

      style.font = font->encoding;
      if (are_same (&font->ink, &paper))
        style.flags = CB_SHEET_CELL_INVISIBLE;
    }
  g_array_append_val (self->styles, style);
}

static void
start_in_font (Reading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "name") || g_str_equal (name, "rFont"))
    self->font.encoding
        = (guint8)cb_font_encoding_from_name (cb_xml_get_attribute (attributes, "val"));
  else if (g_str_equal (name, "color") && !cb_xml_get_flag (attributes, "auto"))
    self->font.ink = read_colour (self, attributes);
}

static void
start_in_fill (Reading *self, const char *name, const char **attributes)
{
  if (self->depth == 4 && g_str_equal (name, "patternFill"))
    {
      const char *pattern = cb_xml_get_attribute (attributes, "patternType");

      /* Solid is the colour that comes; of dots nobody knows. */
      self->is_solid = g_strcmp0 (pattern, "solid") == 0;
      if (pattern != NULL && !g_str_equal (pattern, "none"))
        self->paper = (Colour){ FALSE, 0, 0 };
    }
  else if (self->depth == 4)
    self->paper = (Colour){ FALSE, 0, 0 };
  else if (self->depth == 5 && self->is_solid && g_str_equal (name, "fgColor"))
    self->paper = read_colour (self, attributes);
}

static void
start_element (const char *space, const char *name, const char **attributes, gpointer user_data)
{
  Reading *self = user_data;

  self->depth++;
  if (!cb_xlsx_is_main_space (space))
    return;
  if (self->depth == 2)
    {
      self->section = g_str_equal (name, "numFmts")   ? IN_FORMATS
                      : g_str_equal (name, "fonts")   ? IN_FONTS
                      : g_str_equal (name, "fills")   ? IN_FILLS
                      : g_str_equal (name, "cellXfs") ? IN_CELLS
                                                      : IN_OTHER;
      return;
    }
  if (self->depth == 3 && self->section == IN_FORMATS)
    add_format (self, attributes);
  else if (self->depth == 3 && self->section == IN_CELLS && g_str_equal (name, "xf"))
    add_style (self, attributes);
  else if (self->depth == 3)
    {
      self->font = (Font){ CB_FONT_UNICODE, make_colour (BLACK) };
      self->paper = make_colour (WHITE);
      self->is_solid = FALSE;
    }
  else if (self->depth == 4 && self->section == IN_FONTS)
    start_in_font (self, name, attributes);
  else if (self->section == IN_FILLS)
    start_in_fill (self, name, attributes);
}

static void
end_element (const char *space, const char *name, gpointer user_data)
{
  Reading *self = user_data;

  if (self->depth == 3 && self->section == IN_FONTS && self->fonts->len < MAX_ENTRIES)
    g_array_append_val (self->fonts, self->font);
  else if (self->depth == 3 && self->section == IN_FILLS && self->fills->len < MAX_ENTRIES)
    g_array_append_val (self->fills, self->paper);
  self->depth--;
}

/**
 * cb_xlsx_read_styles:
 * @zip: the file
 * @relations: of its workbook
 * @cancellable: (nullable): ends it
 * @error: where to say why some are missing: as cb_xlsx_parse_part()
 *
 * Returns: (transfer full) (element-type CbXlsxStyle): what the styles of cells mean, as far as
 *   they can be read
 */
GArray *
cb_xlsx_read_styles (CbZip *zip, GPtrArray *relations, GCancellable *cancellable, GError **error)
{
  static const CbXmlHandler handler = { start_element, end_element, NULL };
  const CbXlsxRelation *relation = cb_xlsx_find_relation (relations, "styles");
  Reading reading = { 0 };

  reading.styles = g_array_new (FALSE, TRUE, sizeof (CbXlsxStyle));
  reading.fonts = g_array_new (FALSE, TRUE, sizeof (Font));
  reading.fills = g_array_new (FALSE, TRUE, sizeof (Colour));
  reading.formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  read_theme (zip, relations, reading.theme, cancellable);
  if (relation != NULL)
    cb_xlsx_parse_part (zip, relation->target, &handler, &reading, cancellable, error);
  g_array_unref (reading.fonts);
  g_array_unref (reading.fills);
  g_hash_table_unref (reading.formats);
  /* A file without styles: the first one is what a cell has that names none. */
  if (reading.styles->len == 0)
    {
      CbXlsxStyle plain = { .format = { CB_SHEET_CELL_NUMBER, 0, 0 } };

      g_array_append_val (reading.styles, plain);
    }

  return reading.styles;
}
