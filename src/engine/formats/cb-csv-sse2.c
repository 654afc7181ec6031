/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-csv-kernel.h"

#if defined(__x86_64__)

#include <emmintrin.h>

#define TARGET
#define KERNEL cb_csv_kernel_sse2

typedef struct
{
  __m128i quote;
  __m128i delimiter;
  __m128i lf;
  __m128i cr;
  __m128i nul;
} Needles;

static inline Needles
make_needles (const CbCsvDialect *dialect)
{
  return (Needles){ _mm_set1_epi8 ((char)dialect->quote), _mm_set1_epi8 ((char)dialect->delimiter),
                    _mm_set1_epi8 ('\n'), _mm_set1_epi8 ('\r'), _mm_setzero_si128 () };
}

static inline __m128i
load (const guint8 *bytes)
{
  return _mm_loadu_si128 ((const __m128i *)(gconstpointer)bytes);
}

static inline guint64
find (const guint8 *block, __m128i needle)
{
  guint64 found = 0;

  for (guint i = 0; i < 4; i++)
    found |= (guint64)(guint)_mm_movemask_epi8 (_mm_cmpeq_epi8 (load (block + 16 * i), needle))
             << (16 * i);

  return found;
}

static inline guint64
find_high (const guint8 *block)
{
  guint64 found = 0;

  for (guint i = 0; i < 4; i++)
    found |= (guint64)(guint)_mm_movemask_epi8 (load (block + 16 * i)) << (16 * i);

  return found;
}

#include "engine/formats/cb-csv-template.h"

#endif
