/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-csv-kernel.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__ ((target ("avx2,bmi,popcnt")))
#define KERNEL cb_csv_kernel_avx2

typedef struct
{
  __m256i quote;
  __m256i delimiter;
  __m256i lf;
  __m256i cr;
  __m256i nul;
} Needles;

static inline TARGET Needles
make_needles (const CbCsvDialect *dialect)
{
  return (Needles){ _mm256_set1_epi8 ((char)dialect->quote),
                    _mm256_set1_epi8 ((char)dialect->delimiter), _mm256_set1_epi8 ('\n'),
                    _mm256_set1_epi8 ('\r'), _mm256_setzero_si256 () };
}

static inline TARGET __m256i
load (const guint8 *bytes)
{
  return _mm256_loadu_si256 ((const __m256i *)(gconstpointer)bytes);
}

static inline TARGET guint64
find (const guint8 *block, __m256i needle)
{
  guint64 low, high;

  low = (guint)_mm256_movemask_epi8 (_mm256_cmpeq_epi8 (load (block), needle));
  high = (guint)_mm256_movemask_epi8 (_mm256_cmpeq_epi8 (load (block + 32), needle));

  return low | high << 32;
}

static inline TARGET guint64
find_high (const guint8 *block)
{
  guint64 low, high;

  low = (guint)_mm256_movemask_epi8 (load (block));
  high = (guint)_mm256_movemask_epi8 (load (block + 32));

  return low | high << 32;
}

#include "engine/formats/cb-csv-template.h"

#endif
