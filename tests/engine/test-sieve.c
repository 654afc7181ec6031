/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-sieve.h"

typedef guint (*RunFunc) (CbSieve *, const guint8 *, gsize, CbSieveHit *);

/* What is found from @start to the end, as kinds. */
static guint
find_kinds (RunFunc run, const char *text, gsize length)
{
  g_autofree CbSieveHit *hits = g_new (CbSieveHit, CB_SIEVE_MAX / CB_SIEVE_BLOCK);
  CbSieve sieve;
  guint kinds = 0;

  cb_sieve_start (&sieve);
  for (gsize done = 0; done < length; done += CB_SIEVE_MAX)
    {
      guint n = run (&sieve, (const guint8 *)text + done, MIN (length - done, CB_SIEVE_MAX), hits);

      for (guint i = 0; i < n; i++)
        {
          kinds |= hits[i].odd != 0 ? CB_SIEVE_ODD : 0;
          kinds |= hits[i].number != 0 ? CB_SIEVE_NUMBER : 0;
          kinds |= hits[i].at != 0 ? CB_SIEVE_AT : 0;
          kinds |= hits[i].mark != 0 ? CB_SIEVE_MARK : 0;
        }
    }

  return kinds;
}

static const struct
{
  const char *text;
  guint kinds;
} cases[] = {
  { "Trạm y tế phường Điện Biên, quận Ba Đình; 21/11/2026 1.234.567,8 đ \"x\"\r\n", 0 },
  { "2026-11-21 08:05:03", 0 },
  { "21.028511,105.804817", 0 },
  { "45.000.000", 0 },
  { "12345678", 0 },
  { "HKD00012345", 0 },
  { "0912345678", CB_SIEVE_NUMBER },
  { "0912 345 678", CB_SIEVE_NUMBER },
  { "0912.345.678", CB_SIEVE_NUMBER },
  { "+84 912 345 678", CB_SIEVE_NUMBER },
  { "079 012 345 678", CB_SIEVE_NUMBER },
  { "912345678", CB_SIEVE_NUMBER },
  { "a@b.vn", CB_SIEVE_AT },
  { "a\xc2\xa0"
    "b",
    CB_SIEVE_ODD },
  { "a\xe2\x80\x8b"
    "b",
    CB_SIEVE_ODD },
  { "\xef\xbf\xbd", CB_SIEVE_ODD },
  { "e\xcc\x82", CB_SIEVE_ODD },
  { "\xc3\x90\xc3\xb4ng", CB_SIEVE_ODD },
  { "\x01", CB_SIEVE_ODD },
  { "\x7f", CB_SIEVE_ODD },
  { "Ñaï Naüng", CB_SIEVE_ODD },
  { "MẬT", CB_SIEVE_MARK },
  { "Độ mật:", CB_SIEVE_MARK },
  { "TUYET MAT", CB_SIEVE_MARK },
  { "LƯU HÀNH NỘI BỘ", CB_SIEVE_MARK },
  { "Lưu hành nội bộ", CB_SIEVE_MARK },
  { "DỰ THẢO", CB_SIEVE_MARK },
};

/* Each text, moved over every border of blocks and of calls. */
static void
test_finds_anywhere (gconstpointer data)
{
  RunFunc run = data != NULL ? cb_sieve_run_plain : cb_sieve_run;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize before = 0; before < 140; before++)
      {
        g_autoptr (GString) text = g_string_new (NULL);

        for (gsize n = 0; n < before; n++)
          g_string_append_c (text, 'x');
        if (before > 0)
          text->str[before - 1] = ' ';
        g_string_append (text, cases[i].text);
        g_assert_cmpuint (find_kinds (run, text->str, text->len), ==, cases[i].kinds);
      }
}

static void
test_finds_across_calls (void)
{
  g_autofree char *filler = g_strnfill (CB_SIEVE_MAX - 5, ' ');
  g_autofree char *text = g_strconcat (filler, "0912345678", NULL);

  g_assert_cmpuint (find_kinds (cb_sieve_run, text, strlen (text)), ==, CB_SIEVE_NUMBER);
}

static void
test_ways_agree (void)
{
  static const char alphabet[] = "0019234567.,+@ tTmMALD\xba\xac\xad\xc6\xbb\xb0\xc3\x90\x84\xc2"
                                 "\xcc\xe2\xef\x7f\x01xyz\n\xe1";
  guint8 bytes[1000];

  for (guint round = 0; round < 2000; round++)
    {
      gsize length = (gsize)g_test_rand_int_range (0, sizeof bytes);
      CbSieveHit fast[16] = { { 0 } };
      CbSieveHit plain[16] = { { 0 } };
      CbSieve sieve;
      guint n_fast, n_plain;

      for (gsize i = 0; i < length; i++)
        bytes[i] = round % 2 == 0 ? (guint8)g_test_rand_int_range (0, 256)
                                  : (guint8)alphabet[g_test_rand_int_range (0, sizeof alphabet)];
      cb_sieve_start (&sieve);
      n_fast = cb_sieve_run (&sieve, bytes, length, fast);
      cb_sieve_start (&sieve);
      n_plain = cb_sieve_run_plain (&sieve, bytes, length, plain);
      g_assert_cmpmem (fast, n_fast * sizeof *fast, plain, n_plain * sizeof *plain);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/sieve/finds-anywhere", NULL, test_finds_anywhere);
  g_test_add_data_func ("/sieve/finds-anywhere-without-vectors", "plain", test_finds_anywhere);
  g_test_add_func ("/sieve/finds-across-calls", test_finds_across_calls);
  g_test_add_func ("/sieve/both-ways-agree", test_ways_agree);

  return g_test_run ();
}
