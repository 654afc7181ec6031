/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

static void
test_bom (void)
{
  assert_findings ("\xef\xbb\xbfma,ten\n1,Đường\n2,Phố\n", "vn-bom note");
}

static void
test_odd_characters (void)
{
  assert_findings ("ma,ten\n1,a\xe2\x80\x8b"
                   "b\n2,c\n",
                   "vn-zero-width warning c1 r0");
  assert_findings ("ma,ten\n1,\xc2\xa0"
                   "b\n2,c\n",
                   "vn-no-break-space note c1 r0");
  assert_findings ("ma,ten\n1,a\x07"
                   "b\n2,c\n",
                   "vn-control-character warning c1 r0");
  assert_findings ("ma,ten\n1,m\xef\xbf\xbdt\n2,c\n", "vn-replacement-character warning c1 r0");
  assert_findings ("ma,ten\n1,\xc3\x90\xc3\xb4ng H\xc3\xa0\n2,Đông Hà\n",
                   "vn-look-alike warning c1 r0");
  assert_findings ("ma,ten\n1,Tie\xcc\x82\xcc\x81ng\n2,Tiếng\n", "vn-not-nfc warning c1 r0");
  assert_findings ("ma,te\xcc\x82n\n1,a\n2,b\n", "vn-not-nfc warning c1");
  /* Signs that are right where they are. */
  assert_findings ("ma,ten\n1,\"30 m², 25°C, 5 µg/m³, “Zoom®” – §5 …\"\n2,Citroën\n", "");
}

static void
test_invalid_bytes (void)
{
  assert_findings ("ma,ten\n1,Đường phố\n2,m\xe1t\n3,Trạm y tế xã Hòa Bình\n",
                   "encoding-error blocker c1 r1");
}

static const char legacy_words[]
    = "Trạm y tế phường Điện Biên, quận Ba Đình, thành phố Hà Nội, đường Trần Hưng Đạo";

static void
test_text_in_another_encoding (void)
{
  /* A column in TCVN3, as UTF-8 has it after copying from a document in .VnTime. */
  static const char tcvn3[] = "Tr¹m y tÕ ph­êng §iÖn Biªn, quËn Ba §×nh, thµnh phè Hµ Néi";
  g_autoptr (GString) text = g_string_new ("ma;dia chi;ten\n");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (text, "%u;%s %u;%s số %u\n", i, legacy_words, i,
                            i < 10 ? tcvn3 : legacy_words, i);
  found = check_bytes (text->str, text->len, "a.csv", NULL);
  g_assert_cmpstr (found, ==, "vn-mixed-encoding blocker c2 r0 x10");
}

/* The file as a whole is in another encoding: one finding, and none about its letters. */
static void
test_whole_file (void)
{
  static const struct
  {
    const char *charset;
    const char *finding;
  } cases[] = {
    { "UTF-16LE", "vn-encoding-utf-16 blocker" },
    { "UTF-16BE", "vn-encoding-utf-16 blocker" },
    { "WINDOWS-1258", "vn-encoding-windows-1258 blocker" },
    { "TCVN", "vn-encoding-tcvn3 blocker" },
  };
  g_autoptr (GString) text = g_string_new ("ma;dia chi\n");

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "%u;%s số %u\n", i, legacy_words, i);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = 0;
      g_autofree char *bytes
          = g_convert (text->str, -1, cases[i].charset, "UTF-8", NULL, &length, NULL);
      g_autofree char *found = NULL;

      if (bytes == NULL)
        {
          g_test_message ("no %s here", cases[i].charset);
          continue;
        }
      found = check_bytes (bytes, length, "a.csv", NULL);
      g_assert_cmpstr (found, ==, cases[i].finding);
    }
}

static void
test_unknown_encoding (void)
{
  g_autoptr (GString) text = g_string_new ("ma;ten\n");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "%u;caf\xe9 %u na\xefve d\xe9j\xe0 vu\n", i, i);
  found = check_bytes (text->str, text->len, "a.csv", NULL);
  g_assert_cmpstr (found, ==, "vn-encoding-unknown blocker");
}

static void
test_secret (void)
{
  assert_findings ("ma,noi dung\n1,MẬT\n2,x\n", "vn-secret-mark blocker c1 r0");
  assert_findings ("ma,noi dung\n1,x\n2,Văn bản TUYỆT MẬT\n", "vn-secret-mark blocker c1 r1");
  assert_findings ("ma,noi dung\n1,x\n2,MA\xcc\xa3\xcc\x82T\n",
                   "vn-secret-mark blocker c1 r1; vn-not-nfc warning c1 r1");
  assert_findings ("ma,noi dung\n1,x\n2,TUYÖT MËT\n", "vn-secret-mark blocker c1 r1");
  assert_findings ("ma,do mat\n1,Mật\n2,Thường\n", "vn-secret-mark blocker c1 r0");
  assert_findings ("ma,noi dung\nĐộ mật:,Mật\n2,x\n", "vn-secret-mark blocker");
  assert_findings ("ma,noi dung\n1,mật độ dân số\n2,Mật ong\n", "");
  assert_findings ("ma,noi dung\n1,LƯU HÀNH NỘI BỘ\n2,x\n", "vn-internal-mark warning c1 r0");
}

static void
keep_finding (GVariant *finding, gpointer user_data)
{
  *(GVariant **)user_data = g_variant_ref (finding);
}

/* What stands beside a mark is not in the finding. */
static void
test_secret_is_not_copied (void)
{
  static const char text[] = "ma,noi dung\n1,Kế hoạch TUYỆT MẬT số 12/KH\n2,x\n";
  g_autoptr (GVariant) finding = NULL;
  g_autofree char *printed = NULL;
  CbCheckResult result;
  int fd;

  {
    g_autoptr (CbTable) table = open_bytes (text, strlen (text), NULL, &fd);

    g_assert_true (
        cb_checks_run (table, NULL, keep_finding, &finding, &result, NULL, NULL, NULL, NULL));
  }
  close (fd);
  printed = g_variant_print (finding, FALSE);
  g_assert_nonnull (strstr (printed, "TUYỆT MẬT"));
  g_assert_null (strstr (printed, "Kế hoạch"));
  g_assert_null (strstr (printed, "12/KH"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/text/bom", test_bom);
  g_test_add_func ("/checks/text/odd-characters", test_odd_characters);
  g_test_add_func ("/checks/text/invalid-bytes", test_invalid_bytes);
  g_test_add_func ("/checks/text/another-encoding-inside", test_text_in_another_encoding);
  g_test_add_func ("/checks/text/whole-file", test_whole_file);
  g_test_add_func ("/checks/text/unknown-encoding", test_unknown_encoding);
  g_test_add_func ("/checks/secret/marks", test_secret);
  g_test_add_func ("/checks/secret/nothing-is-copied", test_secret_is_not_copied);

  return g_test_run ();
}
