/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xml.h"

#include <expat.h>
#include <string.h>

#include "engine/formats/cb-html-decoder.h"

/* Between namespace, name and prefix; no address of a namespace has it. */
#define SEPARATOR '\n'
/* No part of an office file comes near. */
#define MAX_DEPTH 200
/* One call of the parser takes an int. */
#define MAX_PIECE (1u << 30)

/* The first line is no longer. */
#define MAX_DECLARATION 256u

#define COMPATIBILITY "http://schemas.openxmlformats.org/markup-compatibility/2006"

struct _CbXml
{
  /* Borrowed */
  const CbXmlHandler *handler;
  gpointer user_data;

  /* Owned */
  XML_Parser parser;
  GError *error;  /* (nullable): why a handler ended it */
  GString *space; /* of the element at hand */

  guint64 fed; /* bytes */
  guint depth;
  guint skip_depth; /* where a part began that is for older programs, 0 outside of one */
  gboolean is_utf8;
  gboolean is_prefixed;
  gboolean is_decoded; /* by @decoder, before the parser */
  CbHtmlDecoder decoder;
};

/* “space\nname\nprefix” → space, name. Returns: the name, in @buffer when there was a prefix. */
static const char *
split_name (CbXml *self, const char *full, char **buffer)
{
  const char *name = strchr (full, SEPARATOR);
  const char *prefix;

  self->is_prefixed = FALSE;
  if (name == NULL)
    {
      g_string_truncate (self->space, 0);
      return full;
    }
  g_string_truncate (self->space, 0);
  g_string_append_len (self->space, full, name - full);
  name++;
  prefix = strchr (name, SEPARATOR);
  if (prefix == NULL)
    return name;
  self->is_prefixed = TRUE;
  *buffer = g_strndup (name, (gsize)(prefix - name));

  return *buffer;
}

static void
start_cb (void *user_data, const XML_Char *full, const XML_Char **attributes)
{
  CbXml *self = user_data;
  g_autofree char *buffer = NULL;
  const char *name = split_name (self, full, &buffer);

  if (++self->depth > MAX_DEPTH)
    {
      cb_xml_stop (self, g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE,
                                      "elements stand in each other beyond measure"));
      return;
    }
  /* What is in a choice is meant; its fallback says the same again. */
  if (self->skip_depth == 0 && g_str_equal (name, "Fallback")
      && g_str_equal (self->space->str, COMPATIBILITY))
    self->skip_depth = self->depth;
  if (self->skip_depth == 0 && self->handler->start != NULL)
    self->handler->start (self->space->str, name, attributes, self->user_data);
}

static void
end_cb (void *user_data, const XML_Char *full)
{
  CbXml *self = user_data;
  g_autofree char *buffer = NULL;
  const char *name = split_name (self, full, &buffer);

  if (self->skip_depth == 0 && self->handler->end != NULL)
    self->handler->end (self->space->str, name, self->user_data);
  if (self->skip_depth == self->depth)
    self->skip_depth = 0;
  self->depth--;
}

static void
text_cb (void *user_data, const XML_Char *text, int length)
{
  CbXml *self = user_data;

  if (self->skip_depth == 0 && self->handler->text != NULL)
    self->handler->text (text, (gsize)length, self->user_data);
}

/* Office files have no document type (ISO/IEC 29500-2 §6.2.5); entities that swell and files that
 * are fetched come by one. */
static void
doctype_cb (void *user_data,
            const XML_Char *name,
            const XML_Char *system_id,
            const XML_Char *public_id,
            int has_subset)
{
  cb_xml_stop (user_data, g_error_new (CB_ERROR, CB_ERROR_XML_DTD,
                                       "it has a document type (DTD), which is not safe to read"));
}

static void
declaration_cb (void *user_data, const XML_Char *version, const XML_Char *encoding, int standalone)
{
  CbXml *self = user_data;

  if (encoding != NULL)
    self->is_utf8 = g_ascii_strcasecmp (encoding, "UTF-8") == 0
                    || g_ascii_strcasecmp (encoding, "US-ASCII") == 0;
}

/* Expat itself knows UTF-8, UTF-16 and Latin-1. Those of one byte that programs write here are
 * decoded before it, see start_decoding(): iconv would open files of its own, which the sandbox
 * forbids. */
static int
encoding_cb (void *user_data, const XML_Char *name, XML_Encoding *info)
{
  CbXml *self = user_data;

  if (self->error == NULL)
    self->error = g_error_new (CB_ERROR, CB_ERROR_UNSUPPORTED,
                               "the XML is in the encoding %s, which is not read", name);

  return XML_STATUS_ERROR;
}

/* Whether the document says in its first line that it is in an encoding of one byte. */
static gboolean
find_charset (const char *bytes, gsize length, CbHtmlCharset *charset)
{
  g_autofree char *head = g_strndup (bytes, MIN (length, MAX_DECLARATION));
  char *end = strstr (head, "?>");
  const char *name;
  gsize n;

  if (!g_str_has_prefix (head, "<?xml") || end == NULL)
    return FALSE;
  *end = '\0';
  name = strstr (head, "encoding");
  if (name == NULL)
    return FALSE;
  name += strlen ("encoding");
  name += strspn (name, " \t\r\n=\"'");
  n = strcspn (name, " \t\r\n\"'");

  return cb_html_charset_from_name (name, n, charset);
}

static void
start_decoding (CbXml *self, const char *bytes, gsize length)
{
  CbHtmlCharset charset;

  if (!find_charset (bytes, length, &charset))
    return;
  self->is_decoded = TRUE;
  cb_html_decoder_init (&self->decoder, charset);
  XML_SetEncoding (self->parser, "UTF-8");
}

/**
 * cb_xml_new:
 * @handler: (transfer none): what to call; outlives the parser
 * @user_data: for it
 *
 * A parser of one document with namespaces, in pieces, by expat. A document type is refused, and
 * with it all entities but those of XML itself.
 *
 * Returns: (transfer full): the parser
 */
CbXml *
cb_xml_new (const CbXmlHandler *handler, gpointer user_data)
{
  CbXml *self = g_new0 (CbXml, 1);

  self->handler = handler;
  self->user_data = user_data;
  self->space = g_string_new (NULL);
  self->is_utf8 = TRUE;
  self->parser = XML_ParserCreateNS (NULL, SEPARATOR);
  if (self->parser == NULL)
    g_abort ();
  XML_SetReturnNSTriplet (self->parser, 1);
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, start_cb, end_cb);
  XML_SetCharacterDataHandler (self->parser, text_cb);
  XML_SetStartDoctypeDeclHandler (self->parser, doctype_cb);
  XML_SetXmlDeclHandler (self->parser, declaration_cb);
  XML_SetUnknownEncodingHandler (self->parser, encoding_cb, self);

  return self;
}

/**
 * cb_xml_free:
 * @self: (nullable) (transfer full): a parser
 */
void
cb_xml_free (CbXml *self)
{
  if (self == NULL)
    return;
  XML_ParserFree (self->parser);
  if (self->is_decoded)
    cb_html_decoder_clear (&self->decoder);
  g_clear_error (&self->error);
  g_string_free (self->space, TRUE);
  g_free (self);
}

/**
 * cb_xml_feed:
 * @self: a parser
 * @bytes: the next of the document
 * @length: of them
 * @is_last: whether the document ends with them
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED for an encoding that is not known,
 *   %CB_ERROR_BAD_MARKUP when this is no XML, %CB_ERROR_XML_DTD when it has a document type,
 *   %CB_ERROR_BROKEN_FILE when it goes beyond a limit, or with what a handler gave to cb_xml_stop()
 */
gboolean
cb_xml_feed (CbXml *self, const char *bytes, gsize length, gboolean is_last, GError **error)
{
  enum XML_Error code;

  if (self->fed == 0)
    start_decoding (self, bytes, length);
  if (self->is_decoded)
    {
      cb_html_decoder_decode (&self->decoder, (const guint8 *)bytes, length, is_last);
      bytes = self->decoder.text->str;
      length = self->decoder.text->len;
    }
  do
    {
      gsize n = MIN (length, MAX_PIECE);
      gboolean last = is_last && n == length;

      self->fed += n;
      if (XML_Parse (self->parser, bytes, (int)n, last) != XML_STATUS_OK)
        {
          code = XML_GetErrorCode (self->parser);
          if (self->error != NULL)
            g_propagate_error (error, g_error_copy (self->error));
          else
            g_set_error (error, CB_ERROR, CB_ERROR_BAD_MARKUP, "the XML is damaged: %s",
                         XML_ErrorString (code));
          return FALSE;
        }
      bytes += n;
      length -= n;
    }
  while (length > 0);

  return TRUE;
}

/**
 * cb_xml_is_cut:
 * @self: a parser whose cb_xml_feed() failed with its last bytes
 *
 * Returns: whether all was well up to the end, but more should follow
 */
gboolean
cb_xml_is_cut (CbXml *self)
{
  enum XML_Error code = XML_GetErrorCode (self->parser);

  return self->error == NULL
         && (code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
             || code == XML_ERROR_PARTIAL_CHAR || code == XML_ERROR_UNCLOSED_CDATA_SECTION);
}

/**
 * cb_xml_stop:
 * @self: a parser that is calling a handler
 * @error: (transfer full): what cb_xml_feed() shall fail with; the first one counts
 *
 * No handler is called any more.
 */
void
cb_xml_stop (CbXml *self, GError *error)
{
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  XML_StopParser (self->parser, XML_FALSE);
}

/**
 * cb_xml_is_utf8:
 * @self: a parser that has got past the XML declaration
 *
 * Returns: whether the document says that its bytes are UTF-8, or says nothing
 */
gboolean
cb_xml_is_utf8 (CbXml *self)
{
  return self->is_utf8;
}

/**
 * cb_xml_is_prefixed:
 * @self: a parser that is calling a handler
 *
 * Returns: whether the name of the element at hand is written with a prefix
 */
gboolean
cb_xml_is_prefixed (CbXml *self)
{
  return self->is_prefixed;
}

/**
 * cb_xml_get_fed:
 * @self: a parser
 *
 * Returns: bytes that it got so far
 */
guint64
cb_xml_get_fed (CbXml *self)
{
  return self->fed;
}

/**
 * cb_xml_get_event_end:
 * @self: a parser that is calling a handler
 *
 * Returns: where the tag at hand ends, in bytes of all that the parser got
 */
guint64
cb_xml_get_event_end (CbXml *self)
{
  guint64 place;

  /* Debian 13's expat wants the calls of 64 bits instead, which Debian 12's has not; on both, long
   * has them, or the part is far smaller. */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  place = (guint64)XML_GetCurrentByteIndex (self->parser)
          + (guint64)XML_GetCurrentByteCount (self->parser);
  G_GNUC_END_IGNORE_DEPRECATIONS

  return place;
}

/**
 * cb_xml_parse:
 * @handler: what to call
 * @user_data: for it
 * @bytes: a whole document
 * @error: where to say why not
 *
 * Returns: as cb_xml_feed()
 */
gboolean
cb_xml_parse (const CbXmlHandler *handler, gpointer user_data, GBytes *bytes, GError **error)
{
  g_autoptr (CbXml) self = cb_xml_new (handler, user_data);
  gsize length;
  const char *all = g_bytes_get_data (bytes, &length);

  return cb_xml_feed (self, all, length, TRUE, error);
}

/**
 * cb_xml_get_attribute:
 * @attributes: of an element
 * @name: of one without a namespace
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
cb_xml_get_attribute (const char **attributes, const char *name)
{
  for (; *attributes != NULL; attributes += 2)
    if (g_str_equal (*attributes, name))
      return attributes[1];

  return NULL;
}

/**
 * cb_xml_get_attribute_in:
 * @attributes: of an element
 * @space_ending: how the namespace ends: the transitional and the strict one of Office differ
 *   before that
 * @name: of one in such a namespace
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
cb_xml_get_attribute_in (const char **attributes, const char *space_ending, const char *name)
{
  gsize n_name = strlen (name);
  gsize n_ending = strlen (space_ending);

  for (; *attributes != NULL; attributes += 2)
    {
      const char *local = strchr (*attributes, SEPARATOR);

      if (local != NULL && (gsize)(local - *attributes) >= n_ending
          && memcmp (local - n_ending, space_ending, n_ending) == 0
          && strncmp (local + 1, name, n_name) == 0
          && (local[1 + n_name] == '\0' || local[1 + n_name] == SEPARATOR))
        return attributes[1];
    }

  return NULL;
}

/**
 * cb_xml_get_flag:
 * @attributes: of an element
 * @name: of one that is true or false
 *
 * Returns: whether it is there and `1` or `true`
 */
gboolean
cb_xml_get_flag (const char **attributes, const char *name)
{
  const char *value = cb_xml_get_attribute (attributes, name);

  return value != NULL && (g_str_equal (value, "1") || g_str_equal (value, "true"));
}
