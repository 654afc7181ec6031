/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-ods-private.h"

#define MAX_PARENTS 16
/* A workbook of Excel can have 64,000 cell formats. */
#define MAX_STYLES 200000u
#define WHITE 0xffffff
#define UNSET (-1)
#define TRANSPARENT (-2)

typedef struct
{
  char *parent;      /* (nullable): key of another style */
  char *data_style;  /* (nullable) */
  char *master_page; /* (nullable) */
  gint32 font;
  gint32 ink;
  gint32 paper;
  gint32 is_displayed;

  gboolean is_resolved;
  CbOdsLook look;
} Style;

struct _CbOdsStyles
{
  GHashTable *styles;  /* (element-type utf8 Style): by `family\nname` */
  GHashTable *faces;   /* (element-type utf8 utf8): name of a font → its family */
  GHashTable *elapsed; /* (element-type utf8): time formats that count hours over 24 */
  GHashTable *clocks;  /* (element-type utf8): date formats that show the time of day, too */
  char *date_style;    /* (nullable): the date format at hand */
  Style *current;      /* (nullable) (transfer none) */
  GString *key;
  CbOdsLook plain;
};

static void
free_style (gpointer data)
{
  Style *style = data;

  g_free (style->parent);
  g_free (style->data_style);
  g_free (style->master_page);
  g_free (style);
}

/**
 * cb_ods_styles_new:
 *
 * Returns: (transfer full): no styles yet
 */
CbOdsStyles *
cb_ods_styles_new (void)
{
  CbOdsStyles *self = g_new0 (CbOdsStyles, 1);

  self->styles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_style);
  self->faces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->elapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->clocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->key = g_string_new (NULL);
  self->plain = (CbOdsLook){ .font = CB_FONT_UNICODE, .is_displayed = TRUE };

  return self;
}

/**
 * cb_ods_styles_free:
 * @self: (nullable) (transfer full): styles
 */
void
cb_ods_styles_free (CbOdsStyles *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->styles);
  g_hash_table_unref (self->faces);
  g_hash_table_unref (self->elapsed);
  g_hash_table_unref (self->clocks);
  g_free (self->date_style);
  g_string_free (self->key, TRUE);
  g_free (self);
}

static void
start_style (CbOdsStyles *self, const char *name, const char **attributes)
{
  const char *family = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "family");
  const char *parent = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "parent-style-name");
  Style *style;

  self->current = NULL;
  if (family == NULL || g_hash_table_size (self->styles) >= MAX_STYLES)
    return;
  style = g_new0 (Style, 1);
  style->font = style->ink = style->paper = style->is_displayed = UNSET;
  if (parent != NULL)
    style->parent = g_strconcat (family, "\n", parent, NULL);
  style->data_style
      = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "data-style-name"));
  style->master_page
      = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "master-page-name"));
  self->current = style;
  g_hash_table_insert (self->styles, g_strconcat (family, "\n", name, NULL), style);
}

/* “'.VnTime'” and “.VnTime, Arial” are .VnTime. */
static CbFontEncoding
get_font (const char *family)
{
  const char *start = family + strspn (family, "'\" ");
  g_autofree char *first = g_strndup (start, strcspn (start, "'\","));

  return cb_font_encoding_from_name (first);
}

/* Returns: RGB, @otherwise for anything that is no #rrggbb */
static gint32
get_colour (const char *value, gint32 otherwise)
{
  char *end;
  guint64 colour;

  if (value[0] != '#' || strlen (value) != 7)
    return otherwise;
  colour = g_ascii_strtoull (value + 1, &end, 16);

  return *end == '\0' ? (gint32)colour : otherwise;
}

static void
take_text_properties (CbOdsStyles *self, const char **attributes)
{
  const char *face = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "font-name");
  const char *family = cb_xml_get_attribute_in (attributes, CB_ODS_IN_FO, "font-family");
  const char *colour = cb_xml_get_attribute_in (attributes, CB_ODS_IN_FO, "color");
  const char *automatic
      = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "use-window-font-color");

  if (face != NULL && g_hash_table_contains (self->faces, face))
    face = g_hash_table_lookup (self->faces, face);
  if (face == NULL)
    face = family;
  if (face != NULL)
    self->current->font = (gint32)get_font (face);
  if (colour != NULL)
    self->current->ink = get_colour (colour, TRANSPARENT);
  if (automatic != NULL && g_str_equal (automatic, "true"))
    self->current->ink = TRANSPARENT;
}

static void
take_font_face (CbOdsStyles *self, const char *name, const char **attributes)
{
  const char *family = cb_xml_get_attribute_in (attributes, CB_ODS_IN_SVG, "font-family");

  if (family != NULL && g_hash_table_size (self->faces) < MAX_STYLES)
    g_hash_table_insert (self->faces, g_strdup (name), g_strdup (family));
}

static void
take_properties (CbOdsStyles *self, const char *name, const char **attributes)
{
  const char *value;

  if (g_str_equal (name, "text-properties"))
    take_text_properties (self, attributes);
  else if (g_str_equal (name, "table-cell-properties"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_FO, "background-color");
      if (value != NULL)
        self->current->paper = get_colour (value, TRANSPARENT);
    }
  else if (g_str_equal (name, "table-properties"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "display");
      if (value != NULL)
        self->current->is_displayed = g_str_equal (value, "true");
    }
}

/* Of a format of dates or times: what it begins with, or what it shows. */
static void
take_number_format (CbOdsStyles *self,
                    const char *name,
                    const char *own_name,
                    const char **attributes)
{
  const char *truncates
      = cb_xml_get_attribute_in (attributes, CB_ODS_IN_NUMBER, "truncate-on-overflow");

  if (g_str_equal (name, "date-style"))
    {
      g_free (self->date_style);
      self->date_style = g_strdup (own_name);
    }
  else if (self->date_style != NULL && g_str_equal (name, "hours")
           && g_hash_table_size (self->clocks) < MAX_STYLES)
    g_hash_table_add (self->clocks, g_strdup (self->date_style));
  else if (own_name != NULL && truncates != NULL && g_str_equal (name, "time-style")
           && g_str_equal (truncates, "false") && g_hash_table_size (self->elapsed) < MAX_STYLES)
    g_hash_table_add (self->elapsed, g_strdup (own_name));
}

/**
 * cb_ods_styles_start:
 * @self: styles
 * @space: of an element
 * @name: of it
 * @attributes: of it
 *
 * Takes what the element says of styles.
 */
void
cb_ods_styles_start (CbOdsStyles *self, CbOdsSpace space, const char *name, const char **attributes)
{
  const char *own_name;

  if (space != CB_ODS_STYLE && space != CB_ODS_NUMBER)
    return;
  own_name = cb_xml_get_attribute_in (attributes, CB_ODS_IN_STYLE, "name");
  if (space == CB_ODS_NUMBER)
    take_number_format (self, name, own_name, attributes);
  else if (g_str_equal (name, "style") && own_name != NULL)
    start_style (self, own_name, attributes);
  else if (g_str_equal (name, "default-style"))
    start_style (self, "", attributes);
  else if (g_str_equal (name, "font-face") && own_name != NULL)
    take_font_face (self, own_name, attributes);
  else if (self->current != NULL)
    take_properties (self, name, attributes);
}

/**
 * cb_ods_styles_end:
 * @self: styles
 * @space: of an element
 * @name: of it
 */
void
cb_ods_styles_end (CbOdsStyles *self, CbOdsSpace space, const char *name)
{
  if (space == CB_ODS_STYLE && (g_str_equal (name, "style") || g_str_equal (name, "default-style")))
    self->current = NULL;
  else if (space == CB_ODS_NUMBER && g_str_equal (name, "date-style"))
    g_clear_pointer (&self->date_style, g_free);
}

/* What one style leaves open is as in the next. */
static void
inherit (Style *into, const Style *from)
{
  if (into->font == UNSET)
    into->font = from->font;
  if (into->ink == UNSET)
    into->ink = from->ink;
  if (into->paper == UNSET)
    into->paper = from->paper;
  if (into->data_style == NULL)
    into->data_style = g_strdup (from->data_style);
}

static void
resolve (CbOdsStyles *self, Style *style, const char *family)
{
  g_autofree char *default_key = g_strconcat (family, "\n", NULL);
  const Style *from = style;

  for (guint i = 0; i < MAX_PARENTS && from->parent != NULL; i++)
    {
      from = g_hash_table_lookup (self->styles, from->parent);
      if (from == NULL)
        break;
      inherit (style, from);
    }
  from = g_hash_table_lookup (self->styles, default_key);
  if (from != NULL && !g_str_equal (family, "text"))
    inherit (style, from);
  style->look = self->plain;
  style->look.master_page = style->master_page;
  style->look.is_displayed = style->is_displayed != FALSE;
  style->look.has_font = style->font != UNSET;
  style->look.font = (guint8)(style->font == UNSET ? CB_FONT_UNICODE : style->font);
  style->look.is_invisible
      = style->ink >= 0 && style->ink == (style->paper >= 0 ? style->paper : WHITE);
  style->look.is_elapsed
      = style->data_style != NULL && g_hash_table_contains (self->elapsed, style->data_style);
  style->look.shows_clock
      = style->data_style != NULL && g_hash_table_contains (self->clocks, style->data_style);
  style->is_resolved = TRUE;
}

/**
 * cb_ods_styles_get:
 * @self: styles that are complete
 * @family: `table-cell`, `text`, `table`
 * @name: of a style
 * @length: of @name
 *
 * Returns: (transfer none): what it and those that it is made from say
 */
const CbOdsLook *
cb_ods_styles_get (CbOdsStyles *self, const char *family, const char *name, gsize length)
{
  Style *style;

  g_string_assign (self->key, family);
  g_string_append_c (self->key, '\n');
  g_string_append_len (self->key, name, (gssize)length);
  style = g_hash_table_lookup (self->styles, self->key->str);
  if (style == NULL)
    return &self->plain;
  if (!style->is_resolved)
    resolve (self, style, family);

  return &style->look;
}
