/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every planted defect is listed, in its row, and nothing else is accused. */

#include "config.h"

#include "checks-fixture.h"

#define N_ROWS 30000
#define PER_DEFECT 17

/* What stands in the row instead; the columns are code, name, note, amount, date. */
static const struct
{
  const char *code;
  const char *row;
  const char *also; /* is found by another rule, too */
} defects[] = {
  { "missing-cell", "TH%u,Chợ huyện,không,1.000" },
  { "extra-cell", "TH%u,Chợ huyện,không,1.000,01/02/2026,thừa" },
  { "blank-row", ",,,," },
  { "duplicate-row", "TH,Chợ trùng,không,1.000,01/02/2026" },
  { "encoding-error", "TH%u,Ch\xee huy\xd6n,không,1.000,01/02/2026" },
  { "vn-zero-width", "TH%u,Chợ\xe2\x80\x8b huyện,không,1.000,01/02/2026" },
  { "vn-control-character", "TH%u,Chợ\x0b huyện,không,1.000,01/02/2026" },
  { "vn-replacement-character", "TH%u,Ch\xef\xbf\xbd huyện,không,1.000,01/02/2026" },
  { "vn-look-alike", "TH%u,\xc3\x90\xc3\xb4ng Sơn,không,1.000,01/02/2026" },
  { "vn-not-nfc", "TH%u,Cho\xcc\x9b\xcc\xa3 huyện,không,1.000,01/02/2026" },
  { "vn-no-break-space", "TH%u,Chợ\xc2\xa0huyện,không,1.000,01/02/2026" },
  { "vn-stray-quote", "TH%u,Chợ \"Mới\",không,1.000,01/02/2026" },
  { "vn-text-after-quote", "TH%u,\"Chợ\" Mới,không,1.000,01/02/2026" },
  { "vn-mixed-line-ends", "TH%u,Chợ huyện,không,1.000,01/02/2026\r" },
  { "vn-secret-mark", "TH%u,Chợ huyện,TUYỆT MẬT,1.000,01/02/2026" },
  { "vn-internal-mark", "TH%u,Chợ huyện,LƯU HÀNH NỘI BỘ,1.000,01/02/2026" },
  { "vn-personal-cccd", "TH%u,Chợ huyện,số CCCD 038085012345,1.000,01/02/2026" },
  { "vn-personal-phone", "TH%u,Chợ huyện,gọi 0912.000.123,1.000,01/02/2026" },
  { "vn-old-phone-head", "TH%u,Chợ huyện,gọi 01680001234,1.000,01/02/2026", "vn-personal-phone" },
  { "vn-personal-email", "TH%u,Chợ huyện,viết cho lan.tran@gmail.com,1.000,01/02/2026" },
};

/* Which defect each row has, plus one; 0 for none. */
static guint *
choose_rows (GRand *rand)
{
  guint *what = g_new0 (guint, N_ROWS);

  for (guint d = 0; d < G_N_ELEMENTS (defects); d++)
    for (guint k = 0; k < PER_DEFECT; k++)
      {
        guint at;

        do
          at = (guint)g_rand_int_range (rand, 0, N_ROWS);
        while (what[at] != 0);
        what[at] = d + 1;
      }

  return what;
}

static void
append_clean (GString *text, GRand *rand, guint i)
{
  static const char *const names[] = { "Chợ Vườn Hoa", "\"Chợ \"\"Nam Thành\"\"\"", "Chợ Điện Biên",
                                       "\"Chợ Đình Hương, phường Đông Thọ\"" };

  g_string_append_printf (text, "TH%u,%s,%s,%d.%03d.000,%02u/%02u/2026\n", i,
                          names[g_rand_int_range (rand, 0, 4)], i % 7 == 0 ? "đã kiểm tra" : "",
                          g_rand_int_range (rand, 1, 900), g_rand_int_range (rand, 0, 1000),
                          1 + i % 28, 1 + i % 12);
}

static void
append_defect (GString *text, const char *row, guint i)
{
  g_auto (GStrv) parts = g_strsplit (row, "%u", 2);

  g_string_append (text, parts[0]);
  if (parts[1] != NULL)
    g_string_append_printf (text, "%u%s", i, parts[1]);
  g_string_append_c (text, '\n');
}

/* The rows in which a code is planted, as the argument `rows` has them. */
static char *
list_planted (const guint *what, const char *code)
{
  GString *list = g_string_new (NULL);
  gboolean original = g_str_equal (code, "duplicate-row");

  for (guint i = 0; i < N_ROWS; i++)
    {
      if (what[i] == 0
          || (!g_str_equal (defects[what[i] - 1].code, code)
              && g_strcmp0 (defects[what[i] - 1].also, code) != 0))
        continue;
      /* The first of those that are alike repeats nothing. */
      if (original)
        original = FALSE;
      else
        g_string_append_printf (list, "%s%u", list->len > 0 ? " " : "", i);
    }

  return g_string_free (list, FALSE);
}

static void
take_finding (GVariant *finding, gpointer user_data)
{
  GHashTable *found = user_data;
  g_autoptr (GVariant) arguments = NULL;
  const char *code;
  const char *rows = "";

  g_variant_get_child (finding, 0, "&s", &code);
  arguments = g_variant_get_child_value (finding, 7);
  g_variant_lookup (arguments, "rows", "&s", &rows);
  /* Each is planted in one column. */
  g_assert_true (g_hash_table_insert (found, g_strdup (code), g_strdup (rows)));
}

static void
test_seeded (gconstpointer data)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261121);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GString) text = g_string_new ("Mã,Tên chợ,Ghi chú,Số tiền,Ngày\n");
  g_autofree guint *what = choose_rows (rand);
  CbCheckResult result;
  int fd;

  for (guint i = 0; i < N_ROWS; i++)
    if (what[i] == 0)
      append_clean (text, rand, i);
    else
      append_defect (text, defects[what[i] - 1].row, i);

  options.threads = GPOINTER_TO_UINT (data);
  {
    g_autoptr (CbTable) table = open_bytes (text->str, text->len, &options, &fd);

    g_assert_true (
        cb_checks_run (table, NULL, take_finding, found, &result, NULL, NULL, NULL, NULL));
  }
  close (fd);
  g_assert_cmpuint (result.rows, ==, N_ROWS);
  for (guint d = 0; d < G_N_ELEMENTS (defects); d++)
    {
      g_autofree char *planted = list_planted (what, defects[d].code);

      g_test_message ("%s", defects[d].code);
      g_assert_cmpstr (g_hash_table_lookup (found, defects[d].code), ==, planted);
    }
  g_assert_cmpuint (g_hash_table_size (found), ==, G_N_ELEMENTS (defects));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/checks/seeded/one-thread", GUINT_TO_POINTER (1), test_seeded);
  g_test_add_data_func ("/checks/seeded/four-threads", GUINT_TO_POINTER (4), test_seeded);

  return g_test_run ();
}
