/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls-crypt.h"
#include "workbook-dump.h"
#include "xls-maker.h"

/* Workbooks that Excel encrypted with its own password. Encrypted here by the words of
 * MS-OFFCRYPTO, once more; `data/default-password.xls` was by LibreOffice. */

#define PASSWORD "VelvetSweatshop"

static const guint8 salt[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };

/* The first @n bytes of the keystream of a key. */
static GByteArray *
make_keystream (const guint8 *key, gsize length, gsize n)
{
  GByteArray *stream = g_byte_array_new ();
  guint8 s[256];
  guint j = 0;

  for (guint i = 0; i < 256; i++)
    s[i] = (guint8)i;
  for (guint i = 0; i < 256; i++)
    {
      guint8 t = s[i];

      j = (j + t + key[i % length]) % 256;
      s[i] = s[j];
      s[j] = t;
    }
  j = 0;
  for (gsize k = 1; k <= n; k++)
    {
      guint i = k % 256;
      guint8 t = s[i];
      guint8 byte;

      j = (j + t) % 256;
      s[i] = s[j];
      s[j] = t;
      byte = s[(s[i] + s[j]) % 256];
      g_byte_array_append (stream, &byte, 1);
    }

  return stream;
}

static GByteArray *
hash (GChecksumType type, const GByteArray *bytes)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  GByteArray *digest = g_byte_array_new ();
  gsize length = (gsize)g_checksum_type_get_length (type);

  g_byte_array_set_size (digest, (guint)length);
  g_checksum_update (checksum, bytes->data, bytes->len);
  g_checksum_get_digest (checksum, digest->data, &length);

  return digest;
}

/* What keys are made of, for the old way (@bits 0) and that of the CryptoAPI. */
static GByteArray *
make_secret (guint bits)
{
  g_autoptr (GByteArray) password = g_byte_array_new ();
  g_autoptr (GByteArray) all = g_byte_array_new ();
  g_autoptr (GByteArray) first = NULL;
  GByteArray *secret;

  for (const char *p = PASSWORD; *p != '\0'; p++)
    g_byte_array_append (password, (const guint8[]){ (guint8)*p, 0 }, 2);
  if (bits > 0)
    {
      g_byte_array_append (all, salt, sizeof salt);
      g_byte_array_append (all, password->data, password->len);
      return hash (G_CHECKSUM_SHA1, all);
    }
  first = hash (G_CHECKSUM_MD5, password);
  for (guint i = 0; i < 16; i++)
    {
      g_byte_array_append (all, first->data, 5);
      g_byte_array_append (all, salt, sizeof salt);
    }
  secret = hash (G_CHECKSUM_MD5, all);
  g_byte_array_set_size (secret, 5);

  return secret;
}

static GByteArray *
make_block (guint bits, guint block)
{
  g_autoptr (GByteArray) secret = make_secret (bits);
  g_autoptr (GByteArray) key = NULL;

  g_byte_array_append (secret, (const guint8[]){ (guint8)block, 0, 0, 0 }, 4);
  key = hash (bits > 0 ? G_CHECKSUM_SHA1 : G_CHECKSUM_MD5, secret);
  if (bits == 40)
    memset (key->data + 5, 0, 11);

  return make_keystream (key->data, bits == 0 || bits == 40 ? 16 : bits / 8, 1024);
}

/* FILEPASS with a verifier of zeros. */
static void
add_filepass (GByteArray *globals, guint bits)
{
  g_autoptr (GByteArray) plain = g_byte_array_new ();
  g_autoptr (GByteArray) digest = NULL;
  g_autoptr (GByteArray) keystream = make_block (bits, 0);

  g_byte_array_set_size (plain, 16);
  memset (plain->data, 0, 16);
  digest = hash (bits > 0 ? G_CHECKSUM_SHA1 : G_CHECKSUM_MD5, plain);
  g_byte_array_append (plain, digest->data, digest->len);
  for (guint i = 0; i < plain->len; i++)
    plain->data[i] ^= keystream->data[i];
  if (bits == 0)
    xls_record (globals, 0x2f, "wwwxx", 1, 1, 1, salt, 16, plain->data, 32);
  else
    xls_record (globals, 0x2f, "wwwddddddddddwdxxdx", 1, 2, 2, 4u, 34u, 4u, 0u, 0x6801u, 0x8004u,
                bits, 1u, 0u, 0u, 0, 16u, salt, 16, plain->data, 16, 20u, plain->data + 16, 20);
}

static void
encrypt_records (GByteArray *stream, guint bits)
{
  gboolean is_on = FALSE;

  for (gsize at = 0; at + 4 <= stream->len;)
    {
      guint id = stream->data[at] | (guint)stream->data[at + 1] << 8;
      guint length = stream->data[at + 2] | (guint)stream->data[at + 3] << 8;
      guint first = id == 0x85 ? 4 : id == 0x809 || id == 0x2f || id == 0xe1 ? length : 0;

      for (guint i = first; is_on && i < length; i++)
        {
          gsize place = at + 4 + i;
          g_autoptr (GByteArray) keystream = make_block (bits, (guint)(place / 1024));

          stream->data[place] ^= keystream->data[place % 1024];
        }
      is_on = is_on || id == 0x2f;
      at += 4 + length;
    }
}

static GByteArray *
make_file (guint bits)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  XlsSheet sheet = { "S", 0, 0, records };
  XlsEntry entry = { "Workbook", -1, NULL };

  add_filepass (globals, bits);
  xls_record (globals, 0xfc, "ddL", 1u, 1u, "Trạm y tế");
  for (int i = 0; i < 200; i++)
    {
      xls_record (records, 0xfd, "wwwd", i, 0, 0, 0u);
      xls_record (records, 0x203, "wwwf", i, 1, 0, (double)i);
    }
  stream = xls_workbook (8, globals, &sheet, 1);
  encrypt_records (stream, bits);
  entry.bytes = stream;

  return xls_compound (&entry, 1);
}

static void
test_keys (gconstpointer data)
{
  g_autoptr (GByteArray) file = make_file (GPOINTER_TO_UINT (data));
  g_autofree char *text = workbook_dump_bytes (file->data, file->len, NULL);
  g_autoptr (GString) expected = g_string_new ("format xls\nsheet 0 S visible\n");

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (expected, "cell 0 %u 0 text Trạm y tế\ncell 0 %u 1 number %u\n", i, i,
                            i);
  g_assert_cmpstr (text, ==, expected->str);
}

/* Numbers of Excel's own: of a workbook with the password “password1”. */
static void
test_password (void)
{
  static const guint8 record[] = "\1\0\1\0\1\0"
                                 "\xe8w,\x1d\x91\xc5j7\x96Ga\xb2\x80\x18\x32\x17"
                                 "\xc9\xe9\x97\xd4T\x97=1\x0b\xb1\xbap\x14&\x83~"
                                 "\xb1\xde\x17\x8f\x07\xe9\x89\xc4M\xae^L\xf9j\xc4\x07";
  g_autoptr (CbXlsCrypt) right = cb_xls_crypt_new (record, sizeof record - 1, "password1");
  g_autoptr (CbXlsCrypt) wrong = cb_xls_crypt_new (record, sizeof record - 1, PASSWORD);

  g_assert_nonnull (right);
  g_assert_null (wrong);
}

/* A record that is cut or lies is a password that is not known, never a read past its end. */
static void
test_hostile (void)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();

  add_filepass (globals, 128);
  for (guint length = 0; length < globals->len - 4; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (globals->data + 4, length);

      g_assert_null (cb_xls_crypt_new (cut, length, PASSWORD));
    }
  for (guint at = 0; at < globals->len - 4; at++)
    {
      g_autofree guint8 *lie = g_memdup2 (globals->data + 4, globals->len - 4);
      g_autoptr (CbXlsCrypt) crypt = NULL;

      lie[at] = 0xff;
      crypt = cb_xls_crypt_new (lie, globals->len - 4, PASSWORD);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/xls-crypt/rc4", GUINT_TO_POINTER (0), test_keys);
  g_test_add_data_func ("/xls-crypt/cryptoapi/40", GUINT_TO_POINTER (40), test_keys);
  g_test_add_data_func ("/xls-crypt/cryptoapi/128", GUINT_TO_POINTER (128), test_keys);
  g_test_add_func ("/xls-crypt/password-of-a-person", test_password);
  g_test_add_func ("/xls-crypt/record-cut-or-lying", test_hostile);

  return g_test_run ();
}
