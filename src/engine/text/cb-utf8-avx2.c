/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/text/cb-utf8-private.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define TARGET __attribute__ ((target ("avx2")))

/* After J. Keiser and D. Lemire, Validating UTF-8 in less than one instruction per byte (2021),
 * https://arxiv.org/abs/2010.03090: three table look-ups, by the two halves of the byte before and
 * the upper half of this one, each giving the set of errors it would allow; what all three allow is
 * an error. */
enum
{
  TOO_SHORT = 1 << 0,      /* a lead byte, and then no continuation */
  TOO_LONG = 1 << 1,       /* ASCII, and then a continuation */
  OVERLONG_3 = 1 << 2,     /* e0, then under a0 */
  TOO_LARGE = 1 << 3,      /* f4, then over 8f; or f5 and more */
  SURROGATE = 1 << 4,      /* ed, then over 9f */
  OVERLONG_2 = 1 << 5,     /* c0 or c1 */
  TOO_LARGE_1000 = 1 << 6, /* f5 and more, then under 90 */
  OVERLONG_4 = 1 << 6,     /* f0, then under 90 */
  TWO_CONTS = 1 << 7,      /* two continuations: right when a lead byte stands before */
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

#define LOOKUP(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)                                     \
  _mm256_setr_epi8 ((char)(a), (char)(b), (char)(c), (char)(d), (char)(e), (char)(f), (char)(g),   \
                    (char)(h), (char)(i), (char)(j), (char)(k), (char)(l), (char)(m), (char)(n),   \
                    (char)(o), (char)(p), (char)(a), (char)(b), (char)(c), (char)(d), (char)(e),   \
                    (char)(f), (char)(g), (char)(h), (char)(i), (char)(j), (char)(k), (char)(l),   \
                    (char)(m), (char)(n), (char)(o), (char)(p))

static inline TARGET __m256i
shift_in (__m256i input, __m256i before, int n)
{
  __m256i middle = _mm256_permute2x128_si256 (before, input, 0x21);

  switch (n)
    {
    case 1:
      return _mm256_alignr_epi8 (input, middle, 15);
    case 2:
      return _mm256_alignr_epi8 (input, middle, 14);
    default:
      return _mm256_alignr_epi8 (input, middle, 13);
    }
}

static inline TARGET __m256i
upper_half (__m256i bytes)
{
  return _mm256_and_si256 (_mm256_srli_epi16 (bytes, 4), _mm256_set1_epi8 (0x0f));
}

static inline TARGET __m256i
find_errors (__m256i input, __m256i before)
{
  const __m256i by_first_high = LOOKUP (
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TWO_CONTS,
      TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
      TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
  const __m256i by_first_low
      = LOOKUP (CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY, CARRY,
                CARRY | TOO_LARGE, CARRY | TOO_LARGE | TOO_LARGE_1000,
                CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000,
                CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000,
                CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000,
                CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
                CARRY | TOO_LARGE | TOO_LARGE_1000, CARRY | TOO_LARGE | TOO_LARGE_1000);
  const __m256i by_second_high = LOOKUP (
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
      TOO_LONG | OVERLONG_2 | TWO_CONTS | OVERLONG_3 | TOO_LARGE,
      TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE,
      TOO_LONG | OVERLONG_2 | TWO_CONTS | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      TOO_SHORT);
  __m256i before_1 = shift_in (input, before, 1);
  __m256i before_2 = shift_in (input, before, 2);
  __m256i before_3 = shift_in (input, before, 3);
  __m256i low = _mm256_and_si256 (before_1, _mm256_set1_epi8 (0x0f));
  __m256i special = _mm256_and_si256 (
      _mm256_and_si256 (_mm256_shuffle_epi8 (by_first_high, upper_half (before_1)),
                        _mm256_shuffle_epi8 (by_first_low, low)),
      _mm256_shuffle_epi8 (by_second_high, upper_half (input)));
  /* Third and fourth bytes must follow e0…, f0…: exactly there two continuations are right. */
  __m256i third = _mm256_subs_epu8 (before_2, _mm256_set1_epi8 ((char)(0xe0 - 0x80)));
  __m256i fourth = _mm256_subs_epu8 (before_3, _mm256_set1_epi8 ((char)(0xf0 - 0x80)));
  __m256i must = _mm256_and_si256 (_mm256_or_si256 (third, fourth), _mm256_set1_epi8 ((char)0x80));

  return _mm256_xor_si256 (must, special);
}

/* What would have to go on after this piece. */
static inline TARGET __m256i
find_incomplete (__m256i input)
{
  const __m256i most = _mm256_setr_epi8 (-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                         -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                         (char)(0xf0 - 1), (char)(0xe0 - 1), (char)(0xc0 - 1));

  return _mm256_subs_epu8 (input, most);
}

TARGET gboolean
cb_utf8_is_valid_avx2 (const guint8 *bytes, gsize length)
{
  __m256i before = _mm256_setzero_si256 ();
  __m256i incomplete = _mm256_setzero_si256 ();
  __m256i errors = _mm256_setzero_si256 ();
  guint8 rest[32] = { 0 };
  gsize i = 0;

  for (; i + 32 <= length; i += 32)
    {
      __m256i input = _mm256_loadu_si256 ((const __m256i *)(gconstpointer)(bytes + i));

      if (_mm256_movemask_epi8 (input) == 0)
        {
          errors = _mm256_or_si256 (errors, incomplete);
          incomplete = _mm256_setzero_si256 ();
        }
      else
        {
          errors = _mm256_or_si256 (errors, find_errors (input, before));
          incomplete = find_incomplete (input);
        }
      before = input;
    }
  if (i < length)
    memcpy (rest, bytes + i, length - i);
  /* The zeros after the end are ASCII: they show a sequence that is cut off. */
  errors = _mm256_or_si256 (
      errors, find_errors (_mm256_loadu_si256 ((const __m256i *)(gconstpointer)rest), before));

  return _mm256_testz_si256 (errors, errors) != 0;
}

#endif
