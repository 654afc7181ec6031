/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

/* A small writer of ZIP archives for tests, which can also write them wrongly. */

enum
{
  ZIP_STORED = 1 << 0,     /* not packed */
  ZIP_DESCRIPTOR = 1 << 1, /* sizes after the bytes, as a writer to a pipe has them */
  ZIP_LARGE = 1 << 2,      /* sizes in the ZIP64 way */
  ZIP_ENCRYPTED = 1 << 3,  /* says that it needs a password */
  ZIP_WRONG_CRC = 1 << 4,
  ZIP_WRONG_SIZE = 1 << 5, /* says one byte less than there is */
};

typedef struct _ZipMaker ZipMaker;

ZipMaker *zip_maker_new (void);
guint64
zip_maker_add (ZipMaker *self, const char *name, const void *bytes, gsize length, guint flags);
guint64 zip_maker_add_text (ZipMaker *self, const char *name, const char *text);
void zip_maker_add_entry_again (ZipMaker *self, const char *name);
GByteArray *zip_maker_finish (ZipMaker *self, gboolean large);
int zip_maker_open_bytes (const guint8 *bytes, gsize length);
int zip_maker_finish_fd (ZipMaker *self);
