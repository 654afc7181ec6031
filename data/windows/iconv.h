/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What GLib's win_iconv.c offers, by the names of the standard (build-sysroot). */

#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C"
{
#endif

  typedef void *iconv_t;

  iconv_t iconv_open (const char *tocode, const char *fromcode);
  int iconv_close (iconv_t cd);
  size_t iconv (iconv_t cd, char **inbuf, size_t *inbytesleft, char **outbuf, size_t *outbytesleft);

#ifdef __cplusplus
}
#endif
