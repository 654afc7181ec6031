/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CB_ERROR (cb_error_quark ())

/**
 * CbError:
 *
 * What went wrong, named by what a person can do about it rather than by the function that failed.
 * The message of a #GError in this domain is a fragment for logs; the words a person reads come
 * from cb_error_words_*() in core/model.
 *
 * Cancelling is not in this list: it is always %G_IO_ERROR_CANCELLED, and silent.
 */
typedef enum
{
  CB_ERROR_FAILED,  /* nothing better is known */
  CB_ERROR_INVALID, /* what was asked for makes no sense: an argument, a setting, a file of ours */
  CB_ERROR_NOT_FOUND, /* the thing named does not exist here */

  CB_ERROR_OFFLINE,      /* no way to the portal: DNS, route, connection refused */
  CB_ERROR_TIMED_OUT,    /* the portal stopped answering */
  CB_ERROR_BUSY,         /* 429 or 503: the portal asks us to come back later */
  CB_ERROR_SERVER,       /* 5xx, a broken reply, a Solr hiccup */
  CB_ERROR_SIGN_IN,      /* the token is missing, wrong or expired */
  CB_ERROR_FORBIDDEN,    /* signed in, but not allowed to do this */
  CB_ERROR_PROXY,        /* 401 or 407 from something in front of the portal */
  CB_ERROR_NOT_A_PORTAL, /* something answers, but it is not CKAN: captive portal, wrong address */
  CB_ERROR_REDIRECTED,   /* the portal points elsewhere; nothing was followed */
  CB_ERROR_TLS,          /* the certificate cannot be trusted */
  CB_ERROR_TOO_LARGE,    /* over the portal's size limit */
  CB_ERROR_NAME_TAKEN,   /* another dataset has this address */
  CB_ERROR_CONFLICT,     /* someone else changed the remote dataset */
  CB_ERROR_REJECTED,     /* the portal's validation refused a field */
  CB_ERROR_GONE,         /* the remote dataset or file was deleted */
  CB_ERROR_BAD_REQUEST,  /* the portal does not understand us: a fault of ours or of its version */
  CB_ERROR_MISMATCH,     /* bytes read back differ from bytes approved */

  CB_ERROR_UNREADABLE,   /* the file cannot be opened or read */
  CB_ERROR_NOT_A_FILE,   /* a folder, a pipe, a device */
  CB_ERROR_EMPTY_FILE,   /* nothing in it */
  CB_ERROR_UNSUPPORTED,  /* a format that the engine does not read (yet) */
  CB_ERROR_UNSAFE,       /* the reading process died, hung or spoke garbage over this file */
  CB_ERROR_ENCRYPTED,    /* it needs a password */
  CB_ERROR_BROKEN_FILE,  /* it is damaged, from some place on or as a whole: it is not known why */
  CB_ERROR_FILE_CUT,     /* damaged: it ends before its end */
  CB_ERROR_FILE_ALTERED, /* damaged: its bytes are not those its sums and sizes speak of */
  CB_ERROR_PART_MISSING, /* damaged: a part that belongs to it is not there */
  CB_ERROR_BAD_MARKUP,   /* damaged: it is not written as such files are */
  CB_ERROR_XML_DTD, /* its XML declares a document type, by which files swell and fetch others */
  CB_ERROR_ZIP_OVERLAP,  /* parts of the archive share bytes, as in a ZIP bomb */
  CB_ERROR_FILE_CHANGED, /* the file changed or vanished while it was read or sent */
  CB_ERROR_CELL_CHANGED, /* a cell that was edited by hand is not what it was then */
  CB_ERROR_IN_USE,       /* another program lets nobody else open the file */

  CB_ERROR_DISK_FULL,
  CB_ERROR_READ_ONLY, /* the data folder cannot be written */
  CB_ERROR_NEWER,     /* the database is from a newer version of this program */
  CB_ERROR_DAMAGED,   /* the database or a stored file is damaged */
  CB_ERROR_RUNNING,   /* another copy of the program has this data open */

  CB_ERROR_KEYRING_ABSENT,    /* there is no keyring service */
  CB_ERROR_KEYRING_LOCKED,    /* the keyring is locked */
  CB_ERROR_KEYRING_DISMISSED, /* the person closed the unlock question */
  CB_ERROR_NO_SECRET,         /* no token is kept for this account */

  CB_ERROR_NOT_APPROVED, /* these bytes and this metadata carry no valid approval */
  CB_ERROR_BLOCKED,      /* a finding forbids this step */
  CB_ERROR_SAME_PERSON,  /* preparer and approver must differ */
  CB_ERROR_WRONG_STATE,  /* not possible now: already sent, already cancelled */

  CB_ERROR_NOT_WRITABLE,  /* where the person wants a file, none can be written */
  CB_ERROR_RESERVED_NAME, /* a name that Windows has for a device */

  CB_ERROR_TOO_MUCH, /* more is in the file than is read, or than the format to be written holds */

  CB_ERROR_NOT_A_PACKAGE,      /* it is no hand-over package */
  CB_ERROR_PACKAGE_CHANGED,    /* a hand-over package that is not as it was written */
  CB_ERROR_OTHER_VERSION,      /* what a package is about is not what is here now */
  CB_ERROR_ORIGINAL_ELSEWHERE, /* the original of a file is on another computer */
  CB_ERROR_OTHER_MODE,         /* a package of practice in real work, or the other way round */

  CB_ERROR_BY_HAND, /* a person has to publish it on the portal, and to say where */
} CbError;

#define CB_ERROR_LAST CB_ERROR_BY_HAND

GQuark cb_error_quark (void);
gboolean cb_error_is_transient (const GError *error);
gboolean cb_error_is_broken_file (const GError *error);
const char *cb_error_code_name (CbError code);
CbError cb_error_code_from_name (const char *name);
void cb_error_set_from_errno (GError **error, int saved_errno, const char *what);
void cb_error_translate_io (GError **error, const char *what);

G_END_DECLS
