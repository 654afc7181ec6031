/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-html.h"

#include <string.h>

/* The tags and texts of HTML (HTML, §13.2.5), without a tree: which cell a text is in, the reader
 * of tables finds out. libxml2, whose parser of HTML would do as well, brings ICU, LZMA and the
 * run-time of C++ into the process that has to be kept small. */

/* Longer names and values are cut; what is cut is none that is asked for. */
#define MAX_NAME 64u
#define MAX_VALUE 16384u
#define MAX_ATTRIBUTES 128u
#define MAX_COMMENT 65536u
#define MAX_REFERENCE 32u

typedef enum
{
  STATE_DATA,
  STATE_REFERENCE,
  STATE_TAG_OPEN,
  STATE_END_TAG_OPEN,
  STATE_NAME,
  STATE_BEFORE_ATTRIBUTE,
  STATE_ATTRIBUTE,
  STATE_AFTER_ATTRIBUTE,
  STATE_BEFORE_VALUE,
  STATE_VALUE,
  STATE_MARK,
  STATE_COMMENT,
  STATE_BOGUS,
  STATE_RAW,
  STATE_RAW_END,
  N_STATES,
} State;

struct _CbHtml
{
  /* Borrowed */
  const CbHtmlHandler *handler;
  gpointer user_data;

  /* Owned */
  GError *error;         /* (nullable): why a handler ended it */
  GString *name;         /* of the tag at hand */
  GString *attribute;    /* its name */
  GString *value;        /* of it */
  GString *text;         /* of a comment or a reference */
  GPtrArray *attributes; /* (element-type utf8) */

  State state;
  gboolean is_end_tag;
  gboolean is_stopped;
  char quote;
  guint n_dashes;
  gsize n_matched; /* of the end tag of an element whose text is no markup */
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void
give_text (CbHtml *self, const char *text, gsize length)
{
  if (length > 0)
    self->handler->text (text, length, self->user_data);
}

static const char *
step_data (CbHtml *self, const char *p, const char *end)
{
  const char *less = memchr (p, '<', (gsize)(end - p));
  const char *and = memchr (p, '&', (gsize)((less != NULL ? less : end) - p));
  const char *mark = and != NULL ? and : less;

  give_text (self, p, (gsize)((mark != NULL ? mark : end) - p));
  if (mark == NULL)
    return end;
  g_string_truncate (self->text, 0);
  self->state = and != NULL ? STATE_REFERENCE : STATE_TAG_OPEN;

  return mark + 1;
}

/* One that there is none of is text. */
static void
give_reference (CbHtml *self, gboolean is_ended)
{
  gunichar c = self->text->len > 0 ? cb_html_find_reference (self->text->str) : 0;
  char utf8[6];

  self->state = STATE_DATA;
  if (c != 0)
    {
      give_text (self, utf8, (gsize)g_unichar_to_utf8 (c, utf8));
      return;
    }
  give_text (self, "&", 1);
  give_text (self, self->text->str, self->text->len);
  if (is_ended)
    give_text (self, ";", 1);
}

static const char *
step_reference (CbHtml *self, const char *p, const char *end)
{
  if ((g_ascii_isalnum (*p) || (*p == '#' && self->text->len == 0))
      && self->text->len < MAX_REFERENCE)
    {
      g_string_append_c (self->text, *p);
      return p + 1;
    }
  give_reference (self, *p == ';');

  return *p == ';' ? p + 1 : p;
}

static void
begin_tag (CbHtml *self, gboolean is_end_tag)
{
  self->is_end_tag = is_end_tag;
  self->state = STATE_NAME;
  g_string_truncate (self->name, 0);
  g_ptr_array_set_size (self->attributes, 0);
}

static const char *
step_tag_open (CbHtml *self, const char *p, const char *end)
{
  if (g_ascii_isalpha (*p))
    {
      begin_tag (self, FALSE);
      return p;
    }
  self->n_dashes = 0;
  if (*p == '/')
    self->state = STATE_END_TAG_OPEN;
  else if (*p == '!')
    self->state = STATE_MARK;
  else if (*p == '?')
    self->state = STATE_BOGUS;
  else
    {
      self->state = STATE_DATA;
      give_text (self, "<", 1);
      return p;
    }

  return p + 1;
}

static const char *
step_end_tag_open (CbHtml *self, const char *p, const char *end)
{
  if (g_ascii_isalpha (*p))
    begin_tag (self, TRUE);
  else
    self->state = STATE_BOGUS;

  return p;
}

/* Lower case and no longer than what is asked for. */
static void
append_to_name (GString *name, char c)
{
  if (name->len < MAX_NAME)
    g_string_append_c (name, g_ascii_tolower (c));
}

static const char *
step_name (CbHtml *self, const char *p, const char *end)
{
  if (is_space (*p) || *p == '/' || *p == '>')
    {
      self->state = STATE_BEFORE_ATTRIBUTE;
      return p;
    }
  append_to_name (self->name, *p);

  return p + 1;
}

static gboolean
is_raw (const char *name)
{
  return g_str_equal (name, "script") || g_str_equal (name, "style") || g_str_equal (name, "xmp");
}

static void
give_tag (CbHtml *self)
{
  self->state = STATE_DATA;
  if (self->is_end_tag)
    {
      self->handler->end (self->name->str, self->user_data);
      return;
    }
  g_ptr_array_add (self->attributes, NULL);
  if (is_raw (self->name->str))
    self->state = STATE_RAW;
  self->handler->start (self->name->str, (const char **)self->attributes->pdata, self->user_data);
}

static const char *
step_before_attribute (CbHtml *self, const char *p, const char *end)
{
  if (*p == '>')
    give_tag (self);
  else if (!is_space (*p) && *p != '/')
    {
      self->state = STATE_ATTRIBUTE;
      g_string_truncate (self->attribute, 0);
      g_string_truncate (self->value, 0);
      append_to_name (self->attribute, *p);
    }

  return p + 1;
}

/* Returns: (transfer full): @value with its references read */
static char *
dup_value (const char *value)
{
  GString *read = g_string_new (NULL);

  for (const char *p = value; *p != '\0';)
    {
      g_autofree char *name = NULL;
      gsize length = 0;
      gunichar c = 0;

      if (*p == '&')
        {
          while (length < MAX_REFERENCE
                 && (g_ascii_isalnum (p[1 + length]) || (length == 0 && p[1] == '#')))
            length++;
          name = g_strndup (p + 1, length);
          c = length > 0 ? cb_html_find_reference (name) : 0;
        }
      if (c == 0)
        {
          g_string_append_c (read, *p++);
          continue;
        }
      g_string_append_unichar (read, c);
      p += 1 + length;
      if (*p == ';')
        p++;
    }

  return g_string_free (read, FALSE);
}

static void
end_attribute (CbHtml *self)
{
  self->state = STATE_BEFORE_ATTRIBUTE;
  if (self->is_end_tag || self->attributes->len >= 2 * MAX_ATTRIBUTES)
    return;
  g_ptr_array_add (self->attributes, g_strdup (self->attribute->str));
  g_ptr_array_add (self->attributes, dup_value (self->value->str));
}

static const char *
step_attribute (CbHtml *self, const char *p, const char *end)
{
  if (*p == '=')
    self->state = STATE_BEFORE_VALUE;
  else if (is_space (*p))
    self->state = STATE_AFTER_ATTRIBUTE;
  else if (*p == '/' || *p == '>')
    {
      end_attribute (self);
      return p;
    }
  else
    append_to_name (self->attribute, *p);

  return p + 1;
}

static const char *
step_after_attribute (CbHtml *self, const char *p, const char *end)
{
  if (is_space (*p))
    return p + 1;
  if (*p == '=')
    {
      self->state = STATE_BEFORE_VALUE;
      return p + 1;
    }
  end_attribute (self);

  return p;
}

static const char *
step_before_value (CbHtml *self, const char *p, const char *end)
{
  if (is_space (*p))
    return p + 1;
  if (*p == '>')
    {
      end_attribute (self);
      return p;
    }
  self->state = STATE_VALUE;
  self->quote = *p == '"' || *p == '\'' ? *p : '\0';

  return self->quote != '\0' ? p + 1 : p;
}

static const char *
step_value (CbHtml *self, const char *p, const char *end)
{
  const char *from = p;
  gsize room = MAX_VALUE - self->value->len;

  while (p < end && (self->quote != '\0' ? *p != self->quote : !is_space (*p) && *p != '>'))
    p++;
  g_string_append_len (self->value, from, (gssize)MIN ((gsize)(p - from), room));
  if (p == end)
    return p;
  end_attribute (self);

  return self->quote != '\0' ? p + 1 : p;
}

static const char *
step_mark (CbHtml *self, const char *p, const char *end)
{
  if (*p != '-')
    {
      self->state = STATE_BOGUS;
      return p;
    }
  /* Two of them may already belong to the end. */
  if (++self->n_dashes == 2)
    {
      self->state = STATE_COMMENT;
      g_string_truncate (self->text, 0);
    }

  return p + 1;
}

static const char *
step_comment (CbHtml *self, const char *p, const char *end)
{
  if (*p == '>' && self->n_dashes >= 2)
    {
      self->state = STATE_DATA;
      self->handler->comment (self->text->str, self->user_data);
      return p + 1;
    }
  self->n_dashes = *p == '-' ? self->n_dashes + 1 : 0;
  if (self->text->len < MAX_COMMENT)
    g_string_append_c (self->text, *p);

  return p + 1;
}

static const char *
step_bogus (CbHtml *self, const char *p, const char *end)
{
  const char *greater = memchr (p, '>', (gsize)(end - p));

  if (greater == NULL)
    return end;
  self->state = STATE_DATA;

  return greater + 1;
}

static const char *
step_raw (CbHtml *self, const char *p, const char *end)
{
  const char *less = memchr (p, '<', (gsize)(end - p));

  give_text (self, p, (gsize)((less != NULL ? less : end) - p));
  if (less == NULL)
    return end;
  self->state = STATE_RAW_END;
  self->n_matched = 0;

  return less + 1;
}

/* Behind a < within a script or style: only its own end tag is one. */
static const char *
step_raw_end (CbHtml *self, const char *p, const char *end)
{
  char wanted = self->n_matched == 0 ? '/' : self->name->str[self->n_matched - 1];

  if (g_ascii_tolower (*p) != wanted)
    {
      self->state = STATE_RAW;
      give_text (self, "</", MIN (1 + self->n_matched, 2));
      if (self->n_matched > 1)
        give_text (self, self->name->str, self->n_matched - 1);
      return p;
    }
  if (++self->n_matched > self->name->len)
    {
      self->state = STATE_BOGUS;
      self->handler->end (self->name->str, self->user_data);
    }

  return p + 1;
}

/**
 * cb_html_new:
 * @handler: (transfer none): what to call; outlives the parser
 * @user_data: for it
 *
 * A parser of one page in pieces: it knows tags, comments, references and the elements whose text
 * is no markup. Whatever the bytes, they are a page; nothing is fetched, and there are no entities
 * but those of HTML 4.
 *
 * Returns: (transfer full): the parser
 */
CbHtml *
cb_html_new (const CbHtmlHandler *handler, gpointer user_data)
{
  CbHtml *self = g_new0 (CbHtml, 1);

  self->handler = handler;
  self->user_data = user_data;
  self->name = g_string_new (NULL);
  self->attribute = g_string_new (NULL);
  self->value = g_string_new (NULL);
  self->text = g_string_new (NULL);
  self->attributes = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * cb_html_free:
 * @self: (nullable) (transfer full): a parser
 */
void
cb_html_free (CbHtml *self)
{
  if (self == NULL)
    return;
  g_clear_error (&self->error);
  g_string_free (self->name, TRUE);
  g_string_free (self->attribute, TRUE);
  g_string_free (self->value, TRUE);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->attributes);
  g_free (self);
}

/* What ends in the middle of a tag or comment ends before it. */
static void
end_page (CbHtml *self)
{
  if (self->state == STATE_REFERENCE)
    give_reference (self, FALSE);
  else if (self->state == STATE_TAG_OPEN)
    give_text (self, "<", 1);
}

/**
 * cb_html_feed:
 * @self: a parser
 * @text: the next of the page, as valid UTF-8
 * @length: of it, in bytes
 * @is_last: whether the page ends with it
 * @error: where to say why not
 *
 * Returns: %FALSE with what a handler gave to cb_html_stop()
 */
gboolean
cb_html_feed (CbHtml *self, const char *text, gsize length, gboolean is_last, GError **error)
{
  static const char *(*const steps[N_STATES]) (CbHtml * self, const char *p, const char *end) = {
    [STATE_DATA] = step_data,
    [STATE_REFERENCE] = step_reference,
    [STATE_TAG_OPEN] = step_tag_open,
    [STATE_END_TAG_OPEN] = step_end_tag_open,
    [STATE_NAME] = step_name,
    [STATE_BEFORE_ATTRIBUTE] = step_before_attribute,
    [STATE_ATTRIBUTE] = step_attribute,
    [STATE_AFTER_ATTRIBUTE] = step_after_attribute,
    [STATE_BEFORE_VALUE] = step_before_value,
    [STATE_VALUE] = step_value,
    [STATE_MARK] = step_mark,
    [STATE_COMMENT] = step_comment,
    [STATE_BOGUS] = step_bogus,
    [STATE_RAW] = step_raw,
    [STATE_RAW_END] = step_raw_end,
  };
  const char *end = text + length;

  for (const char *p = text; p < end && !self->is_stopped;)
    p = steps[self->state](self, p, end);
  if (is_last && !self->is_stopped)
    end_page (self);
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->error));

  return FALSE;
}

/**
 * cb_html_stop:
 * @self: a parser that is calling a handler
 * @error: (transfer full) (nullable): what cb_html_feed() shall fail with, %NULL to be content; the
 *   first one counts
 *
 * No further tag is read. A handler may still be called for the one at hand.
 */
void
cb_html_stop (CbHtml *self, GError *error)
{
  self->is_stopped = TRUE;
  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
}
