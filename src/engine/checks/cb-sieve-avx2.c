/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-sieve-private.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__ ((target ("avx2")))
#define RUN cb_sieve_run_avx2

typedef struct
{
  __m256i low;
  __m256i high;
} Block;

static inline TARGET guint64
gather (__m256i low, __m256i high)
{
  return (guint64)(guint)_mm256_movemask_epi8 (low)
         | (guint64)(guint)_mm256_movemask_epi8 (high) << 32;
}

static inline TARGET guint64
find (Block block, guint8 needle)
{
  __m256i wanted = _mm256_set1_epi8 ((char)needle);

  return gather (_mm256_cmpeq_epi8 (block.low, wanted), _mm256_cmpeq_epi8 (block.high, wanted));
}

/* @block with one bit set everywhere: finds both of a pair that differ in that bit. */
static inline TARGET Block
with_bit (Block block, guint8 bit)
{
  __m256i set = _mm256_set1_epi8 ((char)bit);

  return (Block){ _mm256_or_si256 (block.low, set), _mm256_or_si256 (block.high, set) };
}

static inline TARGET __m256i
find_letters (__m256i lower)
{
  __m256i place = _mm256_sub_epi8 (lower, _mm256_set1_epi8 ('a'));

  return _mm256_cmpeq_epi8 (_mm256_min_epu8 (place, _mm256_set1_epi8 (25)), place);
}

/* A byte is in class k when both its halves have bit k. */
static inline TARGET __m256i
look_up (__m256i bytes, __m256i by_low, __m256i by_high)
{
  __m256i half = _mm256_set1_epi8 (0x0f);
  __m256i low = _mm256_and_si256 (bytes, half);
  __m256i high = _mm256_and_si256 (_mm256_srli_epi16 (bytes, 4), half);

  return _mm256_and_si256 (_mm256_shuffle_epi8 (by_low, low), _mm256_shuffle_epi8 (by_high, high));
}

static inline TARGET guint64
find_any (__m256i low, __m256i high, guint8 classes)
{
  __m256i wanted = _mm256_set1_epi8 ((char)classes);
  __m256i none = _mm256_setzero_si256 ();

  return ~gather (_mm256_cmpeq_epi8 (_mm256_and_si256 (low, wanted), none),
                  _mm256_cmpeq_epi8 (_mm256_and_si256 (high, wanted), none));
}

/* Bit 0: 00–08 0B 0C 0E 0F; 1: 10–1F; 2: 7F EF; 3: C2 E2; 4: CC–CF DC–DF; 5: 0–9; 6: , .; 7: @ */
static inline TARGET void
classify (const guint8 *bytes, CbSieveMasks *masks)
{
  const __m256i by_low = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 ((char)0xa3, 0x23, 0x2b, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x22, 0x02, 0x03,
                     0x53, 0x12, 0x53, 0x17));
  const __m256i by_high = _mm256_broadcastsi128_si256 (_mm_setr_epi8 (
      0x01, 0x02, 0x40, 0x20, (char)0x80, 0, 0, 0x04, 0, 0, 0, 0, 0x18, 0x10, 0x0c, 0));
  /* Bit 0: 84 85 86 8B 8E 8F A4…AF; 1: 90 91 96 98 9B 9C B0…BC */
  const __m256i foreign_by_low = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 (2, 2, 0, 0, 1, 1, 3, 0, 2, 0, 0, 3, 2, 0, 1, 1));
  const __m256i foreign_by_high = _mm256_broadcastsi128_si256 (
      _mm_setr_epi8 (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 0, 0, 0, 0));
  const Block block = { _mm256_loadu_si256 ((const __m256i *)(gconstpointer)bytes),
                        _mm256_loadu_si256 ((const __m256i *)(gconstpointer)(bytes + 32)) };
  const Block lower = with_bit (block, 0x20);
  const __m256i low = look_up (block.low, by_low, by_high);
  const __m256i high = look_up (block.high, by_low, by_high);

  masks->odd = find_any (low, high, 0x1f);
  masks->digit = gather (_mm256_slli_epi16 (low, 2), _mm256_slli_epi16 (high, 2));
  masks->joint = gather (_mm256_or_si256 (_mm256_slli_epi16 (low, 1), find_letters (lower.low)),
                         _mm256_or_si256 (_mm256_slli_epi16 (high, 1), find_letters (lower.high)));
  masks->at = gather (low, high);
  masks->foreign = find_any (look_up (block.low, foreign_by_low, foreign_by_high),
                             look_up (block.high, foreign_by_low, foreign_by_high), 3);
  masks->c3 = find (block, 0xc3);
  masks->zero = find (block, '0');
  masks->plus = find (block, '+');
  masks->t = find (lower, 't');
  masks->m = find (lower, 'm');
  masks->ba = find (block, 0xba);
  masks->ac = find (with_bit (block, 1), 0xad);
  masks->upper_a = find (block, 'A');
  masks->upper_l = find (block, 'L');
  masks->c6 = find (block, 0xc6);
  masks->upper_d = find (block, 'D');
  masks->bb = find (block, 0xbb);
  masks->b0 = find (block, 0xb0);
}

#include "engine/checks/cb-sieve-template.h"

#endif
