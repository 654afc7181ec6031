/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-sieve-private.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__ ((target ("avx2")))
#define RUN cb_sieve_run_avx2

G_ALWAYS_INLINE static inline TARGET __m256i
load (const guint8 *bytes)
{
  return _mm256_loadu_si256 ((const __m256i *)(gconstpointer)bytes);
}

G_ALWAYS_INLINE static inline TARGET __m256i
is (__m256i bytes, guint8 wanted)
{
  return _mm256_cmpeq_epi8 (bytes, _mm256_set1_epi8 ((char)wanted));
}

/* With one bit set everywhere: for both of a pair that differ in that bit. */
G_ALWAYS_INLINE static inline TARGET __m256i
with_bit (__m256i bytes, guint8 bit)
{
  return _mm256_or_si256 (bytes, _mm256_set1_epi8 ((char)bit));
}

G_ALWAYS_INLINE static inline TARGET __m256i
both (__m256i a, __m256i b)
{
  return _mm256_and_si256 (a, b);
}

G_ALWAYS_INLINE static inline TARGET __m256i
either (__m256i a, __m256i b)
{
  return _mm256_or_si256 (a, b);
}

G_ALWAYS_INLINE static inline TARGET guint64
gather (__m256i bytes, guint at)
{
  return (guint64)(guint)_mm256_movemask_epi8 (bytes) << at;
}

G_ALWAYS_INLINE static inline TARGET __m256i
is_letter (__m256i lower)
{
  __m256i place = _mm256_sub_epi8 (lower, _mm256_set1_epi8 ('a'));

  return _mm256_cmpeq_epi8 (_mm256_min_epu8 (place, _mm256_set1_epi8 (25)), place);
}

G_ALWAYS_INLINE static inline TARGET __m256i
spread (__m128i table)
{
  return _mm256_broadcastsi128_si256 (table);
}

/* The end of MẬT or mật, MAT, LƯ or Lư, DỰ. */
G_ALWAYS_INLINE static inline TARGET __m256i
ends_mark (const guint8 *bytes, __m256i now)
{
  __m256i one = load (bytes - 1);
  __m256i two = load (bytes - 2);
  __m256i t = is (with_bit (now, 0x20), 't');
  __m256i accented = both (both (is (with_bit (one, 1), 0xad), is (two, 0xba)),
                           is (with_bit (load (bytes - 4), 0x20), 'm'));
  __m256i bare = both (is (one, 'A'), is (with_bit (two, 0x20), 'm'));
  __m256i luu = both (is (now, 0xc6), is (one, 'L'));
  __m256i du = both (both (is (now, 0xb0), is (one, 0xbb)), is (load (bytes - 3), 'D'));

  return either (both (t, either (accented, bare)), either (luu, du));
}

/* Half a block, into the masks from bit @at. A byte is in class k when both its halves have bit k
 * in their tables. Bit 0: 00–08 0B 0C 0E 0F; 1: 10–1F; 2: 7F EF; 3: C2 E2; 4: CC–CF DC–DF; 5: 0–9;
 * 6: , .; 7: @. Foreign, bit 0: 84 85 86 8B 8E 8F A4…AF; 1: 90 91 96 98 9B 9C B0…BC. */
G_ALWAYS_INLINE static inline TARGET void
classify_half (const guint8 *bytes, guint at, Masks *masks)
{
  const __m256i by_low
      = spread (_mm_setr_epi8 ((char)0xa3, 0x23, 0x2b, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x22,
                               0x02, 0x03, 0x53, 0x12, 0x53, 0x17));
  const __m256i by_high = spread (_mm_setr_epi8 (0x01, 0x02, 0x40, 0x20, (char)0x80, 0, 0, 0x04, 0,
                                                 0, 0, 0, 0x18, 0x10, 0x0c, 0));
  const __m256i foreign_by_low
      = spread (_mm_setr_epi8 (2, 2, 0, 0, 1, 1, 3, 0, 2, 0, 0, 3, 2, 0, 1, 1));
  const __m256i foreign_by_high
      = spread (_mm_setr_epi8 (0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 2, 0, 0, 0, 0));
  const __m256i half = _mm256_set1_epi8 (0x0f);
  const __m256i none = _mm256_setzero_si256 ();
  __m256i now = load (bytes);
  __m256i low = both (now, half);
  __m256i high = both (_mm256_srli_epi16 (now, 4), half);
  __m256i class = both (_mm256_shuffle_epi8 (by_low, low), _mm256_shuffle_epi8 (by_high, high));
  __m256i foreign = both (_mm256_shuffle_epi8 (foreign_by_low, low),
                          _mm256_shuffle_epi8 (foreign_by_high, high));
  __m256i plain = _mm256_cmpeq_epi8 (both (class, _mm256_set1_epi8 (0x1f)), none);
  __m256i native = _mm256_cmpeq_epi8 (foreign, none);
  __m256i odd = _mm256_andnot_si256 (native, is (load (bytes - 1), 0xc3));

  masks->odd |= gather (either (odd, _mm256_cmpeq_epi8 (plain, none)), at);
  masks->mark |= gather (ends_mark (bytes, now), at);
  masks->digit |= gather (_mm256_slli_epi16 (class, 2), at);
  masks->joint
      |= gather (either (_mm256_slli_epi16 (class, 1), is_letter (with_bit (now, 0x20))), at);
  masks->at |= gather (class, at);
  masks->zero |= gather (is (now, '0'), at);
  masks->plus |= gather (is (now, '+'), at);
}

G_ALWAYS_INLINE static inline TARGET void
classify (const guint8 *block, Masks *masks)
{
  *masks = (Masks){ 0 };
  classify_half (block, 0, masks);
  classify_half (block + 32, 32, masks);
}

#include "engine/checks/cb-sieve-template.h"

#endif
