/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"

/* An engine that a file has taken over: what it does wrong is its own name, since it is started
 * without arguments and environment. "sound" does nothing wrong. */

static const char *how;
static GInputStream *requests;

static gboolean
is (const char *name)
{
  return strcmp (how, name) == 0;
}

static void
write_all (const void *data, gsize size)
{
  if (!cb_descriptor_write (STDOUT_FILENO, data, size, NULL))
    _exit (0);
}

/* Past all checks of cb_wire_encode(). */
static void
say_anything (guint32 serial, const char *name, GVariant *body)
{
  g_autoptr (GVariant) frame
      = g_variant_ref_sink (g_variant_new (CB_PROTOCOL_FRAME_TYPE, serial, name, body));
  guint32 length = GUINT32_TO_LE ((guint32)g_variant_get_size (frame));

  write_all ("CB\x01\x00", 4);
  write_all (&length, 4);
  write_all (g_variant_get_data (frame), g_variant_get_size (frame));
}

static void
hang (void)
{
  while (TRUE)
    g_usleep (G_USEC_PER_SEC);
}

static void
say_finding (guint32 serial, const char *sample, const char *severity)
{
  GVariantBuilder arguments;

  g_variant_builder_init (&arguments, G_VARIANT_TYPE ("a{ss}"));
  say_anything (serial, CB_PROTOCOL_FINDING,
                g_variant_new (CB_PROTOCOL_FINDING_TYPE, "blank-row", severity, (guint64)3, -1, "",
                               (guint64)1, sample, &arguments));
}

static GVariant *
make_facts (guint64 size)
{
  const char *const columns[] = { "Mã", "Tên", NULL };
  const char *const none[] = { NULL };
  g_autofree char *long_word = g_strnfill (100000, 'x');
  GVariantDict facts;

  g_variant_dict_init (&facts, NULL);
  g_variant_dict_insert (&facts, "format", "s", is ("long-facts") ? long_word : "csv");
  g_variant_dict_insert (&facts, "name-format", "s", "csv");
  g_variant_dict_insert (&facts, "size", "t", is ("wrong-size") ? size + 1 : size);
  g_variant_dict_insert (&facts, "encoding", "s", "utf-8");
  g_variant_dict_insert (&facts, "bom", "b", FALSE);
  g_variant_dict_insert (&facts, "confidence", "d", is ("not-a-number") ? (double)NAN : 1.0);
  g_variant_dict_insert (&facts, "delimiter", "s", is ("long-delimiter") ? ",," : ",");
  g_variant_dict_insert (&facts, "quote", "s", "\"");
  g_variant_dict_insert (&facts, "line-end", "s", "lf");
  g_variant_dict_insert (&facts, "header-rows", "u", is ("header-too-high") ? 2 : 1);
  g_variant_dict_insert (&facts, "layout-confidence", "d", 1.0);
  g_variant_dict_insert (&facts, "header-row", "u", 1u);
  g_variant_dict_insert_value (
      &facts, "sheets",
      g_variant_new_parsed (is ("odd-sheet") ? "[('Trang 1', 'nowhere', true)]" : "@a(ssb) []"));
  g_variant_dict_insert (&facts, "sheet", "i", is ("missing-sheet") ? 0 : -1);
  g_variant_dict_insert (&facts, "pages", "u", is ("too-many-pages") ? G_MAXUINT32 : 2u);
  g_variant_dict_insert (&facts, "columns", "^as", columns);
  g_variant_dict_insert (&facts, "secret-mark", "s", is ("secret-columns") ? "TỐI MẬT" : "");
  g_variant_dict_insert (&facts, "sandbox", "^as", none);
  if (!is ("incomplete-facts"))
    g_variant_dict_insert (&facts, "sandbox-missing", "^as", none);
  return g_variant_dict_end (&facts);
}

static void
answer_open (guint32 serial)
{
  CbDescriptorInfo info = { 0 };
  g_autoptr (GVariant) facts = NULL;

  if (is ("opens-for-ever"))
    for (guint64 i = 1;; i++)
      {
        say_anything (serial, CB_PROTOCOL_PROGRESS,
                      g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, i, i));
        g_usleep (20000);
      }
  cb_descriptor_look (CB_PROTOCOL_FD_IN, &info, NULL);
  facts = g_variant_ref_sink (make_facts (info.size));
  if (is ("hangs"))
    hang ();
  if (is ("wrong-serial"))
    serial++;
  if (is ("wrong-type"))
    say_anything (serial, CB_PROTOCOL_OPENED, g_variant_new_string ("csv"));
  if (is ("wrong-name"))
    say_anything (serial, CB_PROTOCOL_MENDED, facts);
  if (is ("unknown-name"))
    say_anything (serial, "shell", g_variant_new_string ("reboot"));
  if (is ("says-keyring-locked"))
    say_anything (serial, CB_PROTOCOL_ERROR,
                  g_variant_new (CB_PROTOCOL_ERROR_TYPE, "keyring-locked", "give\nme\033[31m"));
  if (is ("closes-its-mouth"))
    {
      close (STDOUT_FILENO);
      hang ();
    }
  if (is ("dies-in-an-answer"))
    {
      write_all ("CB\x01\x00\xff\x00\x00\x00half", 12);
      _exit (0);
    }
  say_anything (serial, CB_PROTOCOL_OPENED, facts);
  if (is ("never-counts") || is ("counts-late"))
    return;
  say_anything (0, CB_PROTOCOL_INDEXED,
                g_variant_new (CB_PROTOCOL_INDEXED_TYPE, (guint64)10, TRUE, G_MAXUINT64));
  if (is ("counts-backwards"))
    say_anything (0, CB_PROTOCOL_INDEXED,
                  g_variant_new (CB_PROTOCOL_INDEXED_TYPE, (guint64)9, TRUE, G_MAXUINT64));
}

static void
answer_rows (guint32 serial, GVariant *body)
{
  g_autofree char *long_cell = g_strnfill (1024 * 1024, 'x');
  GVariantBuilder rows;
  guint64 first;
  guint32 count;

  g_variant_get (body, CB_PROTOCOL_ROWS_REQUEST_TYPE, &first, &count);
  if (is ("silent-to-rows"))
    return;
  if (is ("more-rows"))
    count++;
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(yas)"));
  for (guint i = 0; i < count; i++)
    {
      const char *const cells[] = { "01", is ("long-cell") ? long_cell : "Ẵm Hạ", NULL };

      g_variant_builder_add (&rows, "(y^as)", (guint8)(is ("row-of-no-kind") ? 200 : 0), cells);
    }
  say_anything (
      serial, CB_PROTOCOL_ROWS,
      g_variant_new (CB_PROTOCOL_ROWS_ANSWER_TYPE, is ("other-rows") ? first + 1 : first, &rows));
  if (is ("counts-late"))
    say_anything (0, CB_PROTOCOL_INDEXED,
                  g_variant_new (CB_PROTOCOL_INDEXED_TYPE, (guint64)10, TRUE, G_MAXUINT64));
}

static void
flood (guint32 serial)
{
  g_autofree char *long_sample = g_strnfill (1024 * 1024, 'x');

  while (is ("floods-findings"))
    say_finding (serial, "x", "note");
  while (is ("floods-large-findings"))
    say_finding (serial, long_sample, "note");
  while (is ("floods-progress"))
    say_anything (serial, CB_PROTOCOL_PROGRESS,
                  g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, (guint64)1, (guint64)2));
  while (is ("floods-garbage"))
    write_all (long_sample, 1024 * 1024);
}

static void
answer_check (guint32 serial)
{
  GVariantDict result;

  flood (serial);
  if (is ("silent-to-check") || is ("ends-on-cancel"))
    return;
  if (is ("stands-still"))
    while (TRUE)
      {
        say_anything (serial, CB_PROTOCOL_PROGRESS,
                      g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, (guint64)1, (guint64)2));
        g_usleep (20000);
      }
  if (is ("crashes-in-check"))
    raise (SIGSEGV);
  say_finding (serial, "x", is ("wrong-severity") ? "deadly" : "warning");
  say_anything (serial, CB_PROTOCOL_PROGRESS,
                g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, (guint64)2, (guint64)2));
  if (is ("progress-backwards"))
    say_anything (serial, CB_PROTOCOL_PROGRESS,
                  g_variant_new (CB_PROTOCOL_PROGRESS_TYPE, (guint64)1, (guint64)2));
  g_variant_dict_init (&result, NULL);
  g_variant_dict_insert (&result, "rows", "t", (guint64)10);
  g_variant_dict_insert (&result, "columns", "u", 2u);
  g_variant_dict_insert (&result, "findings", "t", (guint64)(is ("hides-findings") ? 2 : 1));
  g_variant_dict_insert (&result, "more", "t", (guint64)0);
  g_variant_dict_insert (&result, "rules", "s", "1");
  say_anything (serial, CB_PROTOCOL_CHECKED, g_variant_dict_end (&result));
  if (is ("answers-twice"))
    say_finding (serial, "x", "warning");
}

static void
answer_look (CbMessage *message)
{
  g_autofree char *long_cell = g_strnfill (4 * 1024 * 1024, 'x');

  if (strcmp (message->name, CB_PROTOCOL_FIND) == 0)
    say_anything (message->serial, CB_PROTOCOL_FOUND,
                  g_variant_new (CB_PROTOCOL_FOUND_TYPE, TRUE,
                                 (guint64)(is ("finds-behind") ? 1 : 9),
                                 is ("finds-far-right") ? 70000u : 1u));
  else if (strcmp (message->name, CB_PROTOCOL_TALLY) == 0)
    say_anything (message->serial, CB_PROTOCOL_TALLIED,
                  g_variant_new (CB_PROTOCOL_TALLIED_TYPE, (guint64)1,
                                 (guint64)(is ("counts-for-ever") ? 0 : 10), FALSE));
  else
    say_anything (message->serial, CB_PROTOCOL_CELL,
                  g_variant_new_string (is ("long-whole-cell") ? long_cell : "x"));
}

static void
answer_edits (CbMessage *message)
{
  GVariantBuilder cells;

  if (strcmp (message->name, CB_PROTOCOL_LOCATE) == 0)
    {
      say_anything (message->serial, CB_PROTOCOL_LOCATED,
                    g_variant_new (CB_PROTOCOL_LOCATED_TYPE, TRUE, (guint64)1,
                                   is ("cell-far-right") ? 70000u : 1u, "Tên"));
      return;
    }
  g_variant_builder_init (&cells, G_VARIANT_TYPE ("a(tu)"));
  for (guint i = 0; i < (is ("too-many-edits") ? CB_PROTOCOL_MAX_EDITS + 1 : 2); i++)
    g_variant_builder_add (&cells, "(tu)", (guint64)i, is ("edit-far-right") ? 65536u : 65535u);
  say_anything (message->serial, CB_PROTOCOL_EDITED,
                g_variant_new (CB_PROTOCOL_EDITED_TYPE, &cells));
}

static void
answer_letters (CbMessage *message)
{
  const char *letters = is ("letter-inside-out")  ? "('ab', [(9, 0, 8, 9), (0, 0, 0, 0)])"
                        : is ("letter-off-paper") ? "('ab', [(0, 0, 9, 9), (0, 0, 2147483647, 0)])"
                        : is ("too-few-boxes")    ? "('ab', [(0, 0, 9, 9)])"
                                                  : "('ab', [(0, 0, 9, 9), (0, 0, 0, 0)])";
  const char *hits = is ("searches-for-ever")     ? "([], 0, false)"
                     : is ("hit-without-letters") ? "([(0, 5, 0)], 2, true)"
                     : is ("hit-behind")          ? "([(1, 5, 1), (0, 5, 1)], 2, true)"
                     : is ("hit-elsewhere")       ? "([(2, 5, 1)], 2, true)"
                     : is ("ends-too-early")      ? "([], 1, true)"
                                                  : "([(0, 5, 1), (1, 5, 9)], 2, true)";
  gboolean finds = strcmp (message->name, CB_PROTOCOL_FIND_PAGES) == 0;

  say_anything (message->serial, finds ? CB_PROTOCOL_FOUND_PAGES : CB_PROTOCOL_PAGE_LETTERS,
                g_variant_parse (finds ? G_VARIANT_TYPE (CB_PROTOCOL_FOUND_PAGES_TYPE)
                                       : G_VARIANT_TYPE (CB_PROTOCOL_PAGE_LETTERS_ANSWER_TYPE),
                                 finds ? hits : letters, NULL, NULL, NULL));
}

static void
answer_pages (CbMessage *message)
{
  g_autofree char *pixels = g_malloc0 (4 * 10 * 10);
  gsize size = 4 * 10 * 10 - (is ("too-few-pixels") ? 1 : 0) - (is ("no-pixels") ? 4 * 10 * 10 : 0);
  GVariantBuilder sizes;

  if (strcmp (message->name, CB_PROTOCOL_PAGE) == 0)
    {
      say_anything (message->serial, CB_PROTOCOL_DRAWN,
                    g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels, size, 1));
      return;
    }
  g_variant_builder_init (&sizes, G_VARIANT_TYPE ("a(dd)"));
  for (guint i = 0; i < (is ("too-many-sizes") ? 3 : is ("too-few-sizes") ? 1 : 2); i++)
    g_variant_builder_add (&sizes, "(dd)", is ("page-without-size") ? (double)NAN : 595.0,
                           is ("page-too-high") ? 1e300 : 842.0);
  say_anything (
      message->serial, CB_PROTOCOL_PAGE_SIZES,
      g_variant_new (CB_PROTOCOL_PAGE_SIZES_ANSWER_TYPE, is ("other-sizes") ? 1u : 0u, &sizes));
}

static void
answer (CbMessage *message)
{
  if (strcmp (message->name, CB_PROTOCOL_OPEN) == 0)
    answer_open (message->serial);
  else if (strcmp (message->name, CB_PROTOCOL_ROWS) == 0)
    answer_rows (message->serial, message->body);
  else if (strcmp (message->name, CB_PROTOCOL_CHECK) == 0)
    answer_check (message->serial);
  else if (strcmp (message->name, CB_PROTOCOL_FIND) == 0
           || strcmp (message->name, CB_PROTOCOL_TALLY) == 0
           || strcmp (message->name, CB_PROTOCOL_CELL) == 0)
    answer_look (message);
  else if (strcmp (message->name, CB_PROTOCOL_LOCATE) == 0
           || strcmp (message->name, CB_PROTOCOL_EDITS) == 0)
    answer_edits (message);
  else if (strcmp (message->name, CB_PROTOCOL_PAGE) == 0
           || strcmp (message->name, CB_PROTOCOL_PAGE_SIZES) == 0)
    answer_pages (message);
  else if (strcmp (message->name, CB_PROTOCOL_PAGE_LETTERS) == 0
           || strcmp (message->name, CB_PROTOCOL_FIND_PAGES) == 0)
    answer_letters (message);
  else if (strcmp (message->name, CB_PROTOCOL_CANCEL) == 0 && is ("ends-on-cancel"))
    _exit (0);
  else if (strcmp (message->name, CB_PROTOCOL_MEND) == 0)
    hang ();
}

int
main (int argc, char **argv)
{
  g_autofree char *name = g_path_get_basename (argv[0]);

  if (g_str_has_suffix (name, ".exe"))
    name[strlen (name) - 4] = '\0';
  how = name;
  if (is ("dies-at-once"))
    _exit (3);
  if (is ("crashes-at-once"))
    raise (SIGSEGV);
  if (is ("speaks-garbage"))
    write_all ("Segmentation fault, core dumped. Have a nice day.\n", 50);
  if (is ("announces-4-gib"))
    write_all ("CB\x01\x00\xff\xff\xff\xff", 8);
  if (is ("other-version"))
    write_all ("CB\x63\x00\x01\x00\x00\x00x", 9);
  if (is ("speaks-first"))
    say_finding (1, "x", "note");
  if (is ("deaf"))
    hang ();

  requests = cb_descriptor_new_input (STDIN_FILENO);
  while (TRUE)
    {
      g_autoptr (CbMessage) message = cb_wire_read (requests, CB_WIRE_REQUEST, NULL, NULL);

      if (message == NULL)
        break;
      answer (message);
    }

  g_object_unref (requests);
  return 0;
}
