/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-sniff.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/formats/cb-compound.h"
#include "engine/formats/cb-zip-private.h"

static const struct
{
  const char *magic;
  gsize length;
  const char *format;
} magics[] = {
  { "%PDF-", 5, "pdf" },
  { "\x89PNG\r\n\x1a\n", 8, "png" },
  { "\xff\xd8\xff", 3, "jpeg" },
  { "GIF8", 4, "gif" },
  { "II*\0", 4, "tiff" },
  { "MM\0*", 4, "tiff" },
  { "Rar!\x1a\x07", 6, "rar" },
  { "7z\xbc\xaf\x27\x1c", 6, "7z" },
  { "\x1f\x8b", 2, "gzip" },
  { "{\\rtf", 5, "rtf" },
  { "SQLite format 3", 15, "sqlite" },
};

static const struct
{
  const char *extension;
  const char *format;
} extensions[] = {
  { "csv", "csv" },     { "tsv", "tsv" },   { "tab", "tsv" },      { "txt", "text" },
  { "xlsx", "xlsx" },   { "xlsm", "xlsx" }, { "xlsb", "xlsb" },    { "xls", "xls" },
  { "ods", "ods" },     { "fods", "fods" }, { "pdf", "pdf" },      { "docx", "docx" },
  { "doc", "doc" },     { "odt", "odt" },   { "zip", "zip" },      { "html", "html" },
  { "htm", "html" },    { "json", "json" }, { "xml", "xml" },      { "png", "png" },
  { "jpg", "jpeg" },    { "jpeg", "jpeg" }, { "gif", "gif" },      { "tif", "tiff" },
  { "tiff", "tiff" },   { "rar", "rar" },   { "7z", "7z" },        { "gz", "gzip" },
  { "rtf", "rtf" },     { "pptx", "pptx" }, { "geojson", "json" }, { "mht", "mhtml" },
  { "mhtml", "mhtml" },
};

static gboolean
contains (const guint8 *bytes, gsize length, const char *needle, gsize needle_length)
{
  return cb_text_find_bytes (bytes, length, needle, needle_length) != NULL;
}

/* Names in archives are told apart by neither case nor the slant of the slash: ISO/IEC 29500-2
 * §6.3.5, and what programs for Windows write instead of it. */
static guint8 *
fold_names (const guint8 *bytes, gsize length)
{
  guint8 *folded = g_malloc (MAX (length, 1));

  for (gsize i = 0; i < length; i++)
    folded[i] = bytes[i] == '\\' ? '/' : (guint8)g_ascii_tolower ((char)bytes[i]);

  return folded;
}

#define END_SIZE 22

/* Where the directory of an archive lies in its last bytes: up to the record at @end. */
static gboolean
find_directory (const guint8 *tail, gsize length, gsize *start, gsize *end)
{
  for (gsize i = length >= END_SIZE ? length - END_SIZE + 1 : 0; i-- > 0;)
    if (cb_zip_get_32 (tail + i) == CB_ZIP_END_SIGNATURE
        && cb_zip_get_16 (tail + i + 20) <= length - END_SIZE - i)
      {
        gsize size = cb_zip_get_32 (tail + i + 12);

        *start = i - MIN (size, i);
        *end = i;
        return size <= i;
      }

  return FALSE;
}

/* Returns: (transfer full) (nullable): the names of all members, a line end before and behind each;
 * %NULL when the directory is damaged or not all in sight */
static GString *
list_members (const guint8 *tail, gsize length)
{
  g_autoptr (GString) names = g_string_new ("\n");
  gsize at, end;

  if (!find_directory (tail, length, &at, &end))
    return NULL;
  while (at < end)
    {
      const guint8 *entry = tail + at;
      gsize n_name, total;

      if (end - at < CB_ZIP_ENTRY_SIZE || cb_zip_get_32 (entry) != CB_ZIP_ENTRY_SIGNATURE)
        return NULL;
      n_name = cb_zip_get_16 (entry + 28);
      total = CB_ZIP_ENTRY_SIZE + n_name + cb_zip_get_16 (entry + 30) + cb_zip_get_16 (entry + 32);
      if (total > end - at)
        return NULL;
      entry += CB_ZIP_ENTRY_SIZE;
      for (; n_name > 0 && (*entry == '/' || *entry == '\\'); n_name--)
        entry++;
      {
        g_autofree guint8 *folded = fold_names (entry, n_name);

        g_string_append_len (names, (const char *)folded, (gssize)n_name);
      }
      g_string_append_c (names, '\n');
      at += total;
    }

  return g_steal_pointer (&names);
}

/* What of an archive is in sight. */
typedef struct
{
  const guint8 *head; /* names folded */
  gsize head_length;
  const guint8 *tail; /* likewise */
  gsize tail_length;
  const GString *names; /* (nullable): of list_members() */
} Archive;

static gboolean
has_bytes (const Archive *self, const char *bytes)
{
  return contains (self->tail, self->tail_length, bytes, strlen (bytes))
         || contains (self->head, self->head_length, bytes, strlen (bytes));
}

static gboolean
has_member (const Archive *self, const char *beginning)
{
  g_autofree char *line = g_strconcat ("\n", beginning, NULL);

  if (self->names == NULL)
    return has_bytes (self, beginning);

  return contains ((const guint8 *)self->names->str, self->names->len, line, strlen (line));
}

/* Office documents are ZIP archives: the names inside say which. The directory at the end has them
 * all; where it is too long to be in sight, or lost, they are looked for before the members, too.
 * Only then may those of a document that was packed as it is into another archive be taken for its
 * own. What packed an OpenDocument anew may have put its kind somewhere else and packed it, too:
 * then it is taken for the kind that has tables. */
static const char *
sniff_zip (const guint8 *head, gsize head_length, const guint8 *tail, gsize tail_length)
{
  static const struct
  {
    const char *content; /* (nullable) */
    const char *member;
    const char *and; /* (nullable) */
    const char *format;
  } kinds[] = {
    { NULL, "xl/workbook.bin", NULL, "xlsb" },
    { NULL, "xl/workbook", NULL, "xlsx" },
    /* Of one that breaks off before its list of sheets. */
    { NULL, "xl/worksheets/sheet1.bin", NULL, "xlsb" },
    { NULL, "xl/worksheets/", NULL, "xlsx" },
    { NULL, "word/document", NULL, "docx" },
    { NULL, "ppt/presentation", NULL, "pptx" },
    { "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "mimetype", NULL, "ods" },
    { "mimetypeapplication/vnd.oasis.opendocument.text", "mimetype", NULL, "odt" },
    { "mimetypeapplication/", "mimetype", NULL, "zip" },
    { NULL, "content.xml", "meta-inf/manifest.xml", "ods" },
  };
  g_autofree guint8 *first = fold_names (head, head_length);
  g_autofree guint8 *last = fold_names (tail, tail_length);
  g_autoptr (GString) names = list_members (tail, tail_length);
  const Archive archive = { first, head_length, last, tail_length, names };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if ((kinds[i].content == NULL || has_bytes (&archive, kinds[i].content))
        && has_member (&archive, kinds[i].member)
        && (kinds[i].and == NULL || has_member (&archive, kinds[i].and)))
      return kinds[i].format;

  return "zip";
}

/* The stream that a program keeps its document in, as the directory of a compound file has it: in
 * UTF-16, and in whichever case, for names are told apart by none (MS-CFB 2.6.4). */
#define NAME(text) text, sizeof text - 1

static const struct
{
  const char *name;
  gsize length;
  const char *format;
} streams[] = {
  { NAME ("W\0o\0r\0k\0b\0o\0o\0k"), "xls" },
  { NAME ("W\0o\0r\0k\0B\0o\0o\0k"), "xls" },
  { NAME ("W\0O\0R\0K\0B\0O\0O\0K"), "xls" },
  { NAME ("B\0O\0O\0K\0\0\0"), "xls" },
  { NAME ("B\0o\0o\0k\0\0\0"), "xls" },
  { NAME ("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t"), "doc" },
  { NAME ("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e"), "encrypted" },
};

#undef NAME

/* The first name counts: a document may have another one embedded. */
static const char *
find_stream (const guint8 *bytes, gsize length)
{
  const char *format = NULL;
  const guint8 *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (streams); i++)
    {
      const guint8 *at = cb_text_find_bytes (bytes, length, streams[i].name, streams[i].length);

      if (at != NULL && (first == NULL || at < first))
        {
          first = at;
          format = streams[i].format;
        }
    }

  return format;
}

static gboolean
is_biff (const guint8 *bytes, gsize length)
{
  static const guint8 kinds[] = { 0x05, 0x10, 0x20, 0x40 };

  if (length < 8 || bytes[0] != 0x09 || bytes[3] != 0)
    return FALSE;
  if (!(bytes[1] == 0 && bytes[2] == 4) && !(bytes[1] == 2 && bytes[2] == 6)
      && !(bytes[1] == 4 && bytes[2] == 6) && !(bytes[1] == 8 && (bytes[2] == 8 || bytes[2] == 16)))
    return FALSE;
  /* BIFF4 has a kind over 255, too: several sheets in one file. */
  return memchr (kinds, bytes[6], sizeof kinds) != NULL ? bytes[7] == 0
                                                        : bytes[6] == 0 && bytes[7] == 1;
}

/* The compound file of Office before 2007 (MS-CFB): the header says where the directory is, which
 * may be anywhere; the document mostly begins right behind the header. */
static const char *
sniff_compound (
    const guint8 *head, gsize head_length, const guint8 *tail, gsize tail_length, guint64 size)
{
  const char *format = NULL;

  if (head_length >= 512)
    {
      guint64 sector = head[48] | head[49] << 8 | (guint64)head[50] << 16 | (guint64)head[51] << 24;
      guint64 directory = (sector + 1) << (head[30] == 12 ? 12 : 9);

      if (directory < head_length)
        format = find_stream (head + directory, head_length - (gsize)directory);
      else if (directory < size && directory >= size - tail_length)
        format = find_stream (tail + (directory - (size - tail_length)), (gsize)(size - directory));
    }
  for (gsize at = CB_COMPOUND_FIRST_SECTOR;
       format == NULL && at < head_length && at <= CB_COMPOUND_LATEST_START;
       at += CB_COMPOUND_FIRST_SECTOR)
    if (is_biff (head + at, head_length - at))
      format = "xls";
  if (format == NULL && head_length > 514 && memcmp (head + 512, "\xec\xa5", 2) == 0)
    format = "doc";
  if (format == NULL)
    format = find_stream (head, head_length);
  if (format == NULL)
    format = find_stream (tail, tail_length);

  return format != NULL ? format : "binary";
}

static gboolean
begins_with_tag (const guint8 *p, const guint8 *end, const char *tag)
{
  return (gsize)(end - p) >= strlen (tag)
         && g_ascii_strncasecmp ((const char *)p, tag, strlen (tag)) == 0;
}

/* Documents of one XML file say in their root what they are. */
static const char *
sniff_xml (const guint8 *head, gsize length)
{
  static const struct
  {
    const char *mark;
    const char *format;
  } marks[] = { { "<html", "html" },
                { "urn:schemas-microsoft-com:office:spreadsheet", "xml-spreadsheet" },
                { "application/vnd.oasis.opendocument.spreadsheet\"", "fods" },
                { "application/vnd.oasis.opendocument.spreadsheet'", "fods" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (contains (head, length, marks[i].mark, strlen (marks[i].mark)))
      return marks[i].format;

  return "xml";
}

static const guint8 *
skip_space (const guint8 *p, const guint8 *end)
{
  while (p < end && g_ascii_isspace (*p))
    p++;

  return p;
}

/* Before the page there may be what a program says of itself. */
static const guint8 *
skip_comments (const guint8 *p, const guint8 *end)
{
  while (begins_with_tag (p, end, "<!--"))
    {
      p = cb_text_find_bytes (p + 4, (gsize)(end - p) - 4, "-->", 3);
      if (p == NULL)
        return end;
      p = skip_space (p + 3, end);
    }

  return p;
}

static gboolean
has_table (const guint8 *p, const guint8 *end)
{
  while (p < end && (p = memchr (p, '<', (gsize)(end - p))) != NULL)
    {
      if (begins_with_tag (p, end, "<table"))
        return TRUE;
      p++;
    }

  return FALSE;
}

static gboolean
begins_with_one_of (const guint8 *p, const guint8 *end, const char *const *elements)
{
  for (guint i = 0; p < end && *p == '<' && elements[i] != NULL; i++)
    {
      const guint8 *after = p + 1 + strlen (elements[i]);

      if (begins_with_tag (p + 1, end, elements[i]) && after < end
          && (g_ascii_isspace (*after) || *after == '>' || *after == '/'))
        return TRUE;
    }

  return FALSE;
}

/* The beginning of a page, or of what programs take for one. What may as well begin a line of text
 * counts only where a table follows. */
static gboolean
begins_page (const guint8 *p, const guint8 *end)
{
  static const char *const sure[] = { "html", "head", "meta", "body", "table", NULL };
  static const char *const elements[]
      = { "div", "style", "title", "center", "span", "font", "br", "p",      "h1",     "h2", "h3",
          "h4",  "form",  "link",  "base",   "b",    "i",    "u",  "strong", "script", NULL };

  return begins_with_tag (p, end, "<!doctype html") || begins_with_one_of (p, end, sure)
         || (begins_with_one_of (p, end, elements) && has_table (p, end));
}

/* A page with all that belongs to it in one file (RFC 2557), as Excel and browsers save it: a
 * letter of several parts, of which the first lines tell. */
static gboolean
is_mhtml (const guint8 *head, gsize length)
{
  static const char *const first[] = { "MIME-Version:", "From:", "Content-Type:", NULL };
  static const char many[] = "multipart/related";
  const guint8 *p = skip_space (head, head + length);
  gsize left = MIN ((gsize)(head + length - p), 4096);
  gboolean begins = FALSE;

  for (guint i = 0; first[i] != NULL; i++)
    begins = begins || begins_with_tag (p, p + left, first[i]);
  for (gsize i = 0; begins && i + sizeof many <= left; i++)
    if (g_ascii_strncasecmp ((const char *)p + i, many, sizeof many - 1) == 0)
      return cb_text_find_bytes (p, left, "boundary", 8) != NULL;

  return FALSE;
}

static const char *
sniff_markup (const guint8 *head, gsize length)
{
  const guint8 *p = head;
  const guint8 *end = head + length;

  if (length >= 3 && memcmp (p, "\xef\xbb\xbf", 3) == 0)
    p += 3;
  p = skip_space (p, end);
  if (begins_with_tag (p, end, "<?xml") || begins_with_tag (p, end, "<office:document"))
    return sniff_xml (head, MIN (length, 8192));
  if (begins_page (skip_comments (p, end), end))
    return "html";
  if (p < end && (*p == '{' || *p == '['))
    {
      const guint8 *q = skip_space (p + 1, end);

      if (q < end && strchr (*p == '{' ? "\"}" : "{[]\"-0123456789", *q) != NULL && *q != '\0')
        return "json";
    }

  return NULL;
}

static gboolean
is_control (guint8 byte)
{
  return byte < 32 && strchr ("\t\n\r\f\x1a", byte) == NULL;
}

/* Text has hardly a control character. UTF-16 has its zeros at even or at odd places only: there a
 * control character is a zero and a byte under 32. */
static gboolean
is_binary (const guint8 *head, gsize length)
{
  gsize zeros[2] = { 0, 0 };
  gsize controls = 0;
  gsize wide[2] = { 0, 0 };

  if (length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      zeros[i & 1] += head[i] == 0;
      controls += head[i] != 0 && is_control (head[i]);
      wide[i & 1] += head[i] == 0 && (i ^ 1) < length && is_control (head[i ^ 1]);
    }
  for (guint i = 0; i < 2; i++)
    if (zeros[i] >= length / 8 && zeros[1 - i] <= length / 512)
      return wide[i] > length / 64;

  /* Fields of a fixed width are filled up with zeros by some programs: lines they are, still. */
  if (controls == 0 && zeros[0] + zeros[1] <= length / 2 && memchr (head, '\n', length) != NULL)
    return FALSE;
  return zeros[0] + zeros[1] > length / 64 + 2 || controls > length / 32 + 2;
}

/* Excel writes a page in UTF-16 as “Unicode”. */
static gboolean
is_wide_page (const guint8 *head, gsize length)
{
  guint8 narrow[1024];
  gsize n = 0;
  gsize low = length >= 2 && (head[0] == 0xfe || head[0] == 0) ? 1 : 0;

  if (length < 4 || (head[1 - low] != 0 && head[0] != 0xff && head[0] != 0xfe))
    return FALSE;
  for (gsize i = 0; i + 1 < length && n < sizeof narrow; i += 2)
    if (head[i + 1 - low] == 0)
      narrow[n++] = head[i + low];

  return begins_page (skip_comments (skip_space (narrow, narrow + n), narrow + n), narrow + n);
}

/**
 * cb_sniff_content:
 * @head: the first bytes of the file, 64 KiB if it has so many
 * @head_length: of @head
 * @tail: the last bytes, 64 KiB if it has so many
 * @tail_length: of @tail
 * @size: of the file
 *
 * Says by content, never by name, what a file is: `pdf xlsx xlsb xls ods fods xml-spreadsheet odt
 * docx doc pptx zip html mhtml xml json png jpeg gif tiff rar 7z gzip rtf sqlite encrypted empty
 * binary`, and `text` for any text, of which the table reader says whether it is `csv` or `tsv`.
 * `encrypted` is a document of Office behind a password, which does not show of which kind it is.
 *
 * Returns: (transfer none): a static string
 */
const char *
cb_sniff_content (
    const guint8 *head, gsize head_length, const guint8 *tail, gsize tail_length, guint64 size)
{
  const char *markup;

  if (size == 0 || head_length == 0)
    return "empty";
  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    if (head_length >= magics[i].length && memcmp (head, magics[i].magic, magics[i].length) == 0)
      return magics[i].format;
  if (head_length >= 4 && (memcmp (head, "PK\3\4", 4) == 0 || memcmp (head, "PK\5\6", 4) == 0))
    return sniff_zip (head, head_length, tail, tail_length);
  if (head_length >= 8 && memcmp (head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return sniff_compound (head, head_length, tail, tail_length, size);
  if (is_biff (head, head_length))
    return "xls";
  if (is_mhtml (head, head_length))
    return "mhtml";
  markup = sniff_markup (head, head_length);
  if (markup != NULL)
    return markup;
  if (is_wide_page (head, MIN (head_length, 4096)))
    return "html";

  return is_binary (head, head_length) ? "binary" : "text";
}

/**
 * cb_sniff_name:
 * @name: (nullable): the name of a file
 *
 * Returns: (transfer none): what its extension claims, "" when it claims nothing known
 */
const char *
cb_sniff_name (const char *name)
{
  const char *dot = name != NULL ? strrchr (name, '.') : NULL;

  for (guint i = 0; dot != NULL && i < G_N_ELEMENTS (extensions); i++)
    if (g_ascii_strcasecmp (dot + 1, extensions[i].extension) == 0)
      return extensions[i].format;

  return "";
}
