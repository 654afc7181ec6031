/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls-crypt.h"

#include <string.h>

/* Encrypted records (MS-XLS 2.2.10; MS-OFFCRYPTO 2.3.5 and 2.3.6). RC4 is here because libcrypto
 * has it only in a module that it loads from a file, which the sandbox forbids; nothing is kept
 * secret by it, it only lets a file be read that any program opens. */

#define BLOCK 1024u
#define SALT 16u
#define VERIFIER 16u

/* Records that are never encrypted, and one that is from its fifth byte on. */
enum
{
  BOF = 0x0809,
  FILEPASS = 0x002f,
  BOUNDSHEET = 0x0085,
  INTERFACEHDR = 0x00e1,
  RRDINFO = 0x0138,
  RRDHEAD = 0x0196,
  USREXCL = 0x0194,
  FILELOCK = 0x0195,
};

typedef struct
{
  guint8 state[256];
  guint8 i;
  guint8 j;
} Keystream;

struct _CbXlsCrypt
{
  GChecksumType hash;
  guint8 secret[20]; /* what each key is made of */
  gsize secret_length;
  gsize key_length;

  /* Where the keystream stands. */
  gboolean is_ready;
  guint64 block;
  guint at;
  Keystream keystream;
};

static void
set_key (Keystream *self, const guint8 *key, gsize length)
{
  guint8 j = 0;

  for (guint i = 0; i < 256; i++)
    self->state[i] = (guint8)i;
  for (guint i = 0; i < 256; i++)
    {
      guint8 swapped = self->state[i];

      j = (guint8)(j + swapped + key[i % length]);
      self->state[i] = self->state[j];
      self->state[j] = swapped;
    }
  self->i = self->j = 0;
}

static guint8
next_byte (Keystream *self)
{
  guint8 swapped = self->state[++self->i];

  self->j = (guint8)(self->j + swapped);
  self->state[self->i] = self->state[self->j];
  self->state[self->j] = swapped;

  return self->state[(guint8)(self->state[self->i] + swapped)];
}

/* Two parts, so many times. */
static void
hash_parts (GChecksumType type,
            const guint8 *first,
            gsize first_length,
            const guint8 *second,
            gsize second_length,
            guint times,
            guint8 digest[20])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (type);
  gsize length = 20;

  for (guint i = 0; i < times; i++)
    {
      g_checksum_update (checksum, first, (gssize)first_length);
      g_checksum_update (checksum, second, (gssize)second_length);
    }
  g_checksum_get_digest (checksum, digest, &length);
}

static void
begin_block (CbXlsCrypt *self, guint64 block)
{
  guint8 number[4]
      = { (guint8)block, (guint8)(block >> 8), (guint8)(block >> 16), (guint8)(block >> 24) };
  guint8 key[20];

  hash_parts (self->hash, self->secret, self->secret_length, number, sizeof number, 1, key);
  /* Keys of 40 bits are filled up with zeros by the one way, and not by the other. */
  if (self->hash == G_CHECKSUM_SHA1 && self->key_length == 5)
    {
      memset (key + 5, 0, 11);
      set_key (&self->keystream, key, 16);
    }
  else
    set_key (&self->keystream, key, self->key_length);
  self->block = block;
  self->at = 0;
  self->is_ready = TRUE;
}

static void
take_secret (CbXlsCrypt *self, const guint8 *salt, const guint8 *password, gsize length)
{
  guint8 digest[20];

  if (self->hash == G_CHECKSUM_SHA1)
    {
      hash_parts (G_CHECKSUM_SHA1, salt, SALT, password, length, 1, self->secret);
      self->secret_length = 20;
      return;
    }
  hash_parts (G_CHECKSUM_MD5, password, length, NULL, 0, 1, digest);
  hash_parts (G_CHECKSUM_MD5, digest, 5, salt, SALT, 16, self->secret);
  self->secret_length = 5;
}

/* Whether the password is the right one: 16 bytes and their hash, both encrypted. */
static gboolean
verify (CbXlsCrypt *self, const guint8 *verifier, const guint8 *verifier_hash)
{
  gsize length = self->hash == G_CHECKSUM_SHA1 ? 20 : 16;
  guint8 plain[VERIFIER];
  guint8 digest[20];
  gboolean is_right = TRUE;

  begin_block (self, 0);
  for (guint i = 0; i < VERIFIER; i++)
    plain[i] = verifier[i] ^ next_byte (&self->keystream);
  hash_parts (self->hash, plain, sizeof plain, NULL, 0, 1, digest);
  for (guint i = 0; i < length; i++)
    is_right = digest[i] == (guint8)(verifier_hash[i] ^ next_byte (&self->keystream)) && is_right;
  self->is_ready = FALSE;

  return is_right;
}

static guint32
get_number (const guint8 *bytes, guint width)
{
  guint32 number = 0;

  for (guint i = 0; i < width; i++)
    number |= (guint32)bytes[i] << 8 * i;

  return number;
}

/* Finds salt, verifier and its hash in the record, which stand there in two ways. */
static const guint8 *
parse_record (CbXlsCrypt *self, const guint8 *record, gsize length, const guint8 **hash)
{
  guint16 major;
  guint32 header;
  guint32 bits;

  if (length < 6 + SALT + VERIFIER + 16 || get_number (record, 2) != 1)
    return NULL;
  major = (guint16)get_number (record + 2, 2);
  if (major == 1 && get_number (record + 4, 2) == 1)
    {
      self->hash = G_CHECKSUM_MD5;
      self->key_length = 16;
      *hash = record + 6 + SALT + VERIFIER;
      return record + 6;
    }
  if (major < 2 || major > 4 || get_number (record + 4, 2) != 2)
    return NULL;
  header = get_number (record + 10, 4);
  if (header < 24 || header > length || length < 14 + header + 4 + SALT + VERIFIER + 4 + 20)
    return NULL;
  bits = get_number (record + 14 + 16, 4);
  self->hash = G_CHECKSUM_SHA1;
  self->key_length = bits == 0 ? 5 : bits / 8;
  if (self->key_length < 5 || self->key_length > 16 || get_number (record + 14 + header, 4) != SALT)
    return NULL;
  record += 14 + header + 4;
  *hash = record + SALT + VERIFIER + 4;

  return record;
}

/**
 * cb_xls_crypt_new:
 * @record: the data of FILEPASS
 * @length: of @record
 * @password: to try
 *
 * RC4 with keys of 40 bits, and RC4 of the CryptoAPI; not the exclusive-or of Excel 5.
 *
 * Returns: (transfer full) (nullable): what decodes the records behind it, %NULL when the password
 *   is another or the way of encrypting is none of these
 */
CbXlsCrypt *
cb_xls_crypt_new (const guint8 *record, gsize length, const char *password)
{
  g_autoptr (CbXlsCrypt) self = g_new0 (CbXlsCrypt, 1);
  const guint8 *hash = NULL;
  const guint8 *salt = parse_record (self, record, length, &hash);
  g_autoptr (GByteArray) units = g_byte_array_new ();

  if (salt == NULL)
    return NULL;
  for (const char *p = password; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      guint8 unit[2] = { (guint8)c, (guint8)(c >> 8) };

      g_byte_array_append (units, unit, 2);
    }
  take_secret (self, salt, units->data, units->len);
  if (!verify (self, salt + SALT, hash))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cb_xls_crypt_copy:
 * @self: what decodes records
 *
 * Returns: (transfer full): another, for a reader that stands somewhere else
 */
CbXlsCrypt *
cb_xls_crypt_copy (const CbXlsCrypt *self)
{
  return g_memdup2 (self, sizeof *self);
}

/**
 * cb_xls_crypt_free:
 * @self: (nullable) (transfer full): what decoded records
 */
void
cb_xls_crypt_free (CbXlsCrypt *self)
{
  g_free (self);
}

static gsize
count_plain (guint16 id)
{
  switch (id)
    {
    case BOF:
    case FILEPASS:
    case INTERFACEHDR:
    case RRDINFO:
    case RRDHEAD:
    case USREXCL:
    case FILELOCK:
      return G_MAXSIZE;
    case BOUNDSHEET:
      return 4;
    default:
      return 0;
    }
}

/**
 * cb_xls_crypt_decode:
 * @self: what decodes records
 * @id: of the record
 * @offset: of its data in the stream, by which the key changes every 1024 bytes
 * @data: (inout): of the record
 * @length: of @data
 *
 * Records that follow each other cost least.
 */
void
cb_xls_crypt_decode (CbXlsCrypt *self, guint16 id, guint64 offset, guint8 *data, gsize length)
{
  for (gsize i = count_plain (id); i < length; i++)
    {
      guint64 place = offset + i;
      guint at = place % BLOCK;

      if (!self->is_ready || self->block != place / BLOCK || self->at > at)
        begin_block (self, place / BLOCK);
      for (; self->at < at; self->at++)
        next_byte (&self->keystream);
      data[i] ^= next_byte (&self->keystream);
      self->at++;
    }
}
