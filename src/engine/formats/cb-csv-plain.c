/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-csv-kernel.h"

#define TARGET
#define KERNEL cb_csv_kernel_plain

typedef struct
{
  guint8 quote;
  guint8 delimiter;
  guint8 lf;
  guint8 cr;
  guint8 nul;
} Needles;

static inline Needles
make_needles (const CbCsvDialect *dialect)
{
  return (Needles){ dialect->quote, dialect->delimiter, '\n', '\r', 0 };
}

/* Eight bytes at a time: the high bit of each byte of a word into one byte. */
static inline guint64
gather_high_bits (guint64 word)
{
  return ((word & 0x8080808080808080u) >> 7) * 0x0102040810204080u >> 56;
}

static inline guint64
load_word (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);

  return GUINT64_FROM_LE (word);
}

static inline guint64
find (const guint8 *block, guint8 needle)
{
  guint64 found = 0;

  for (guint i = 0; i < 8; i++)
    {
      guint64 word = load_word (block + 8 * i) ^ (0x0101010101010101u * needle);
      /* Exact for every byte: no carry passes from one to the next. */
      guint64 zero = ~(((word & 0x7f7f7f7f7f7f7f7fu) + 0x7f7f7f7f7f7f7f7fu) | word);

      found |= gather_high_bits (zero) << (8 * i);
    }

  return found;
}

static inline guint64
find_high (const guint8 *block)
{
  guint64 found = 0;

  for (guint i = 0; i < 8; i++)
    found |= gather_high_bits (load_word (block + 8 * i)) << (8 * i);

  return found;
}

#include "engine/formats/cb-csv-template.h"
