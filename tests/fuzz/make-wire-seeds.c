/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "base/cb-protocol.h"
#include "base/cb-wire.h"

/* A sound message of each kind, for fuzz-wire.c to spoil: `make-wire-seeds FOLDER`. */

static const struct
{
  CbWireDirection direction;
  const char *name;
  const char *body;
} messages[] = {
  { CB_WIRE_REQUEST, CB_PROTOCOL_OPEN,
    "{'name': <'x.csv'>, 'encoding': <'tcvn3'>, 'delimiter': <';'>, 'header-row': <uint32 2>}" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_ROWS, "(uint64 10, uint32 20)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_PROFILE, "@a{sv} {}" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_CHECK, "{'allowed-formats': <['csv', 'xlsx']>}" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_MEND, "'[{\"step\":\"line-ends\"}]'" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_PAGE_TEXT, "(uint32 2,)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_PAGE_SIZES, "(uint32 0, uint32 9)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_PAGE,
    "(uint32 2, (uint32 80, uint32 90), (uint32 1, uint32 2, uint32 3, uint32 4))" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_PAGE_LETTERS, "(uint32 0,)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_FIND_PAGES, "('trạm', uint32 9)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_CANCEL, "(uint32 3,)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_OPENED,
    "{'format': <'csv'>, 'name-format': <'csv'>, 'size': <uint64 9>, 'encoding': <'utf-8'>, 'bom': "
    "<false>, 'confidence': <1.0>, 'delimiter': <','>, 'quote': <'\"'>, 'line-end': <'lf'>, "
    "'header-row': <uint32 1>, 'sheets': <[('Trang 1', 'hidden', true)]>, 'sheet': <0>, 'pages': "
    "<uint32 3>, 'columns': "
    "<['Mã', 'Tên']>, 'secret-mark': <''>, 'sandbox': "
    "<['landlock']>, 'sandbox-missing': <['cpu: no']>}" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_PAGE_TEXT, "'Trạm y tế'" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_PAGE_SIZES, "(uint32 1, [(595.0, 842.0), (842.0, 595.0)])" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_DRAWN, "b'\\377\\377\\377'" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_PAGE_LETTERS, "('Ẵm', [(0, 64, 300, 900), (0, 0, 0, 0)])" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_FOUND_PAGES, "([(uint32 1, uint32 2, uint32 3)], uint32 9, true)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_INDEXED, "(uint64 100, true, uint64 90)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_ROWS,
    "(uint64 0, [(byte 0, ['01', 'Ẵm Hạ']), (byte 7, ['02', ''])])" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_PROFILED,
    "(uint64 2, [('Mã', uint64 0, uint64 2, '01', '02', uint32 2, uint32 2, 'string', ['01', "
    "'02'])])" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_FINDING,
    "('blank-row', 'warning', uint64 3, -1, '', uint64 1, 'x', {'rows': '3'})" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_CHECKED, "{'findings': <uint64 1>, 'more': <uint64 0>}" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_MENDED, "{'cells': <uint64 1>}" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_EFFECT, "'[{\"step\":\"line-ends\"}]'" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_EFFECTS, "(uint64 10, uint64 4)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_LOCATE, "('[]', uint64 5, uint32 1)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_LOCATED, "(true, uint64 5, uint32 1, 'Tên')" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_EDITS, "'[]'" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_EDITED, "([(uint64 5, uint32 1)],)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_HIDDEN, "@a{sv} {}" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_UNSEEN,
    "('file-cut', 'the file ends', [('rows', 0, '3:7', '', uint64 5)])" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_CHART, "(uint32 1,)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_CHARTED, "('bins', [('1', '9', uint64 3)], uint64 2)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_CELL, "(uint64 10, uint32 2)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_CELL, "'một ô dài'" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_FIND, "('Sở Y tế', uint64 10, uint32 2, -1, false)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_FOUND, "(true, uint64 10, uint32 3)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_TALLY, "('Sở Y tế', uint64 0, 2)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_TALLIED, "(uint64 4, uint64 90, true)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_DIFF, "({'name': <'x.csv'>}, {'key': <['Mã']>})" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_DIFFED,
    "('found', [uint32 0], uint32 1, [(0, 1, 'Mã', 'Mã', 'string', 'string', false, false, uint64 "
    "0, -1), (1, -1, 'Cũ', '', 'integer', '', false, false, uint64 0, 2), (-1, 0, '', 'Mới', '', "
    "'integer', false, false, uint64 0, 1)], uint64 3, uint64 4, uint64 2, (uint64 2, uint64 1, "
    "uint64 0), (uint64 0, uint64 0), uint64 0)" },
  { CB_WIRE_REQUEST, CB_PROTOCOL_DIFF_ROWS, "(uint32 2, uint64 0, uint32 9)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_DIFF_ROWS,
    "(uint32 2, uint64 0, [(uint64 3, uint64 4, ['a', 'b'], ['a', 'c'], [uint32 1])])" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_PROGRESS, "(uint64 5, uint64 9)" },
  { CB_WIRE_ANSWER, CB_PROTOCOL_ERROR, "('invalid', 'no')" },
};

static void
write_seed (const char *folder, gsize i)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) body = g_variant_parse (NULL, messages[i].body, NULL, NULL, &error);
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (GByteArray) seed = g_byte_array_new ();
  g_autofree char *path = NULL;
  guint8 direction = messages[i].direction == CB_WIRE_REQUEST ? 0 : 1;

  g_assert_no_error (error);
  frame = cb_wire_encode (messages[i].direction, 7, messages[i].name, body, &error);
  g_assert_no_error (error);
  g_byte_array_append (seed, &direction, 1);
  g_byte_array_append (seed, g_bytes_get_data (frame, NULL), (guint)g_bytes_get_size (frame));
  path = g_strdup_printf ("%s/%s-%u", folder, messages[i].name, direction);
  g_assert_true (g_file_set_contents (path, (const char *)seed->data, (gssize)seed->len, &error));
}

int
main (int argc, char **argv)
{
  if (argc != 2 || g_mkdir_with_parents (argv[1], 0700) != 0)
    return 1;
  for (gsize i = 0; i < G_N_ELEMENTS (messages); i++)
    write_seed (argv[1], i);

  return 0;
}
