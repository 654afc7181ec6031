/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-multipart.h"

#include <libsoup/soup.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-text.h"

typedef enum
{
  STATE_PREAMBLE,
  STATE_AFTER_DELIMITER,
  STATE_HEADERS,
  STATE_BODY,
  STATE_EPILOGUE,
} State;

struct _CbPracticeMultipart
{
  GByteArray *buffer;
  char *delimiter; /* CR LF, two hyphens, boundary */
  gsize delimiter_length;
  const CbPracticeMultipartFuncs *funcs;
  gpointer user_data;
  State state;
  guint parts;
  guint max_parts;
};

/**
 * cb_practice_multipart_new:
 * @boundary: from the request's content type
 * @max_parts: more are %CB_ERROR_TOO_LARGE
 * @funcs: (not nullable): where the parts go; must outlive the parser
 * @user_data: for @funcs
 *
 * A parser of `multipart/form-data` (RFC 7578) that is fed as bytes arrive and never holds more
 * than one of the chunks it is fed, a part's headers, and a boundary.
 *
 * Returns: (transfer full): the parser
 */
CbPracticeMultipart *
cb_practice_multipart_new (const char *boundary,
                           guint max_parts,
                           const CbPracticeMultipartFuncs *funcs,
                           gpointer user_data)
{
  CbPracticeMultipart *self = g_new0 (CbPracticeMultipart, 1);

  self->buffer = g_byte_array_new ();
  self->delimiter = g_strconcat ("\r\n--", boundary, NULL);
  self->delimiter_length = strlen (self->delimiter);
  self->funcs = funcs;
  self->user_data = user_data;
  self->max_parts = max_parts;
  /* The first delimiter has no line end of its own before it. */
  g_byte_array_append (self->buffer, (const guint8 *)"\r\n", 2);

  return self;
}

/**
 * cb_practice_multipart_free:
 * @self: (transfer full): a parser
 */
void
cb_practice_multipart_free (CbPracticeMultipart *self)
{
  g_byte_array_unref (self->buffer);
  g_free (self->delimiter);
  g_free (self);
}

static gboolean
set_malformed (GError **error, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_BAD_REQUEST, "malformed form: %s", what);
  return FALSE;
}

static void
consume (CbPracticeMultipart *self, gsize length)
{
  g_byte_array_remove_range (self->buffer, 0, (guint)length);
}

static gboolean
begin_part (CbPracticeMultipart *self, gsize header_length, GError **error)
{
  g_autoptr (SoupMessageHeaders) headers
      = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  g_autoptr (GHashTable) parameters = NULL;
  g_autofree char *disposition = NULL;
  g_autofree char *text = NULL;
  const char *name, *file_name;

  if (++self->parts > self->max_parts)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "too many parts in a form");
      return FALSE;
    }

  /* soup_headers_parse() skips a first line and wants to see the blank one. */
  text = g_strndup ((const char *)self->buffer->data, header_length);
  if (strlen (text) != header_length || !soup_headers_parse (text, (int)header_length, headers)
      || !soup_message_headers_get_content_disposition (headers, &disposition, &parameters)
      || disposition == NULL || g_ascii_strcasecmp (disposition, "form-data") != 0)
    return set_malformed (error, "a part without a content disposition");

  name = g_hash_table_lookup (parameters, "name");
  file_name = g_hash_table_lookup (parameters, "filename");
  if (name == NULL || !g_utf8_validate (name, -1, NULL)
      || (file_name != NULL && !g_utf8_validate (file_name, -1, NULL)))
    return set_malformed (error, "a part without a name");

  return self->funcs->begin (name, file_name,
                             soup_message_headers_get_one (headers, "Content-Type"),
                             self->user_data, error);
}

/* Hands on what cannot be part of a delimiter any more. */
static gboolean
pass_body (CbPracticeMultipart *self, gboolean *more, GError **error)
{
  const guint8 *found = cb_text_find_bytes (self->buffer->data, self->buffer->len, self->delimiter,
                                            self->delimiter_length);
  gsize length;

  if (found != NULL)
    length = (gsize)(found - self->buffer->data);
  else if (self->buffer->len >= self->delimiter_length)
    length = self->buffer->len - (self->delimiter_length - 1);
  else
    length = 0;

  if (length > 0 && self->state == STATE_BODY
      && !self->funcs->data (self->buffer->data, length, self->user_data, error))
    return FALSE;
  if (found != NULL)
    {
      if (self->state == STATE_BODY && !self->funcs->end (self->user_data, error))
        return FALSE;
      self->state = STATE_AFTER_DELIMITER;
      length += self->delimiter_length;
    }
  consume (self, length);
  *more = found != NULL;

  return TRUE;
}

static gboolean
pass_delimiter (CbPracticeMultipart *self, gboolean *more, GError **error)
{
  const guint8 *data = self->buffer->data;

  if (self->buffer->len < 2)
    return TRUE;
  if (memcmp (data, "--", 2) == 0)
    self->state = STATE_EPILOGUE;
  else if (memcmp (data, "\r\n", 2) == 0)
    self->state = STATE_HEADERS;
  else
    return set_malformed (error, "no line end after a boundary");

  /* The line end stays: it stands for the first line that the header parser skips. */
  *more = TRUE;
  return TRUE;
}

static gboolean
pass_headers (CbPracticeMultipart *self, gboolean *more, GError **error)
{
  const guint8 *found = cb_text_find_bytes (self->buffer->data, self->buffer->len, "\r\n\r\n", 4);
  gsize length = found != NULL ? (gsize)(found - self->buffer->data) + 4 : self->buffer->len;

  if (length > CB_PRACTICE_MULTIPART_MAX_HEADERS)
    return set_malformed (error, "a part's headers are too long");
  if (found == NULL)
    return TRUE;
  if (!begin_part (self, length, error))
    return FALSE;

  consume (self, length);
  self->state = STATE_BODY;
  *more = TRUE;
  return TRUE;
}

/**
 * cb_practice_multipart_feed:
 * @self: a parser
 * @bytes: the next bytes of the body
 * @length: their number
 * @error: %CB_ERROR_BAD_REQUEST, %CB_ERROR_TOO_LARGE, or what a function of the owner set
 *
 * Returns: whether to go on
 */
gboolean
cb_practice_multipart_feed (CbPracticeMultipart *self,
                            const guint8 *bytes,
                            gsize length,
                            GError **error)
{
  gboolean more = TRUE;

  if (self->state == STATE_EPILOGUE)
    return TRUE;
  g_byte_array_append (self->buffer, bytes, (guint)length);

  while (more)
    {
      gboolean ok = TRUE;

      more = FALSE;
      switch (self->state)
        {
        case STATE_PREAMBLE:
        case STATE_BODY:
          ok = pass_body (self, &more, error);
          break;
        case STATE_AFTER_DELIMITER:
          ok = pass_delimiter (self, &more, error);
          break;
        case STATE_HEADERS:
          ok = pass_headers (self, &more, error);
          break;
        case STATE_EPILOGUE:
          g_byte_array_set_size (self->buffer, 0);
          break;
        }
      if (!ok)
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_practice_multipart_finish:
 * @self: a parser
 * @error: %CB_ERROR_BAD_REQUEST when the closing boundary never came
 *
 * Returns: whether the form is complete
 */
gboolean
cb_practice_multipart_finish (CbPracticeMultipart *self, GError **error)
{
  return self->state == STATE_EPILOGUE || set_malformed (error, "it ends too early");
}
