/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What each error says: what happened, and what to do next. One table, in the order of CbError. */

#include "config.h"

#include "core/model/cb-error-words.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words-system.h"

/* clang-format off */
static const CbErrorWords words[] = {
  [CB_ERROR_FAILED] = { N_ ("Something went wrong."), N_ ("Try again; if it stays, ask your IT officer.") },
  [CB_ERROR_INVALID] = { N_ ("Something that was entered or set does not fit."), N_ ("Look at what you entered, mend it and try again.") },
  [CB_ERROR_NOT_FOUND] = { N_ ("It is no longer there."), N_ ("It may have been moved or deleted: choose it again.") },
  [CB_ERROR_OFFLINE] = { N_ ("There is no network."), N_ ("It will be sent when the network is back.") },
  [CB_ERROR_TIMED_OUT] = { N_ ("The portal does not answer."), N_ ("It will be tried again by itself.") },
  [CB_ERROR_BUSY] = { N_ ("The portal is busy and asks for patience."), N_ ("It will be tried again when the portal says so.") },
  [CB_ERROR_SERVER] = { N_ ("The portal has a fault of its own."), N_ ("It will be tried again by itself; if it stays, tell the portal’s operator.") },
  [CB_ERROR_SIGN_IN] = { N_ ("The portal does not accept the access code."), N_ ("Sign in again to go on; nothing is lost.") },
  [CB_ERROR_FORBIDDEN] = { N_ ("Your account is not allowed to do this on the portal."), N_ ("Ask the portal’s operator for the right to edit in your agency.") },
  [CB_ERROR_PROXY] = { N_ ("The network’s proxy wants a sign-in of its own."), N_ ("Ask your IT officer for the proxy settings of this machine.") },
  [CB_ERROR_NOT_A_PORTAL] = { N_ ("What answers at this address is not a data portal."), N_ ("Check the address; on a guest network, sign in to the network in a browser first.") },
  [CB_ERROR_REDIRECTED] = { N_ ("The portal points to another address."), N_ ("Nothing was sent there. If the new address is right, enter it in the account.") },
  [CB_ERROR_TLS] = { N_ ("The portal’s certificate cannot be trusted."), N_ ("Check the date of this machine; then tell the portal’s operator. Nothing was sent.") },
  [CB_ERROR_TOO_LARGE] = { N_ ("The file is larger than the portal takes."), N_ ("Split it or compress it, or hand it over as a package.") },
  [CB_ERROR_NAME_TAKEN] = { N_ ("Another dataset on the portal has this address."), N_ ("Choose another address for yours.") },
  [CB_ERROR_CONFLICT] = { N_ ("Somebody else has changed this dataset on the portal."), N_ ("Compare the two and choose which to keep.") },
  [CB_ERROR_REJECTED] = { N_ ("The portal asks for a change in the description."), N_ ("Mend the fields that it names and send again.") },
  [CB_ERROR_GONE] = { N_ ("The dataset or its file is no longer on the portal."), N_ ("Publish it anew, or ask the portal’s operator who deleted it.") },
  [CB_ERROR_BAD_REQUEST] = { N_ ("The portal does not understand this program."), N_ ("Tell your IT officer the version of the portal; nothing is lost.") },
  [CB_ERROR_MISMATCH] = { N_ ("What the portal serves is not what was approved."), N_ ("It was not made public. It will be sent again; if it stays, tell the portal’s operator.") },
  [CB_ERROR_UNREADABLE] = { N_ ("The file cannot be opened."), N_ ("See whether you are allowed to read it and whether the disk is there, then try again.") },
  [CB_ERROR_NOT_A_FILE] = { N_ ("This is a folder or a device, not a file."), N_ ("Choose a file.") },
  [CB_ERROR_EMPTY_FILE] = { N_ ("The file is empty."), N_ ("See whether it was saved, then bring it in again.") },
  [CB_ERROR_UNSUPPORTED] = { N_ ("The program cannot read this kind of file yet."), N_ ("Save it as a workbook (.xlsx) or as CSV and bring in the new file.") },
  [CB_ERROR_UNSAFE] = { N_ ("This file could not be read safely."), N_ ("Open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_ENCRYPTED] = { N_ ("This file is locked with a password."), N_ ("Open it in the program that made it, take the password off, save it and bring in the new file.") },
  [CB_ERROR_BROKEN_FILE] = { N_ ("This file is damaged."), N_ ("Open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_FILE_CUT] = { N_ ("This file is damaged (it breaks off before its end)."), N_ ("Copy or download it again from where it came from. If that one is damaged, too, open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_FILE_ALTERED] = { N_ ("This file is damaged (some of its bytes are not those that were saved)."), N_ ("Copy or download it again from where it came from. If that one is damaged, too, open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_PART_MISSING] = { N_ ("This file is damaged (a part of it is missing)."), N_ ("Open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_BAD_MARKUP] = { N_ ("This file is damaged (it is not written as such files are)."), N_ ("Open it in the program that made it, save it again and bring in the new file.") },
  [CB_ERROR_XML_DTD] = { N_ ("This file has a document type declaration (DTD) in it, by which a file can be made to swell or to fetch other files; no office program of today writes one."), N_ ("It was not read. Ask who made it to save it anew as .xlsx or .csv, and do not open it otherwise if you do not know where it is from.") },
  [CB_ERROR_ZIP_OVERLAP] = { N_ ("Parts of this file lie over one another, as in a ZIP bomb that swells until the computer stops; no office program writes such a file."), N_ ("It was not read. Ask who made it to save it anew, and do not unpack it if you do not know where it is from.") },
  [CB_ERROR_FILE_CHANGED] = { N_ ("The file was changed while it was being read or sent."), N_ ("Wait until nothing writes to it any more, then try again.") },
  [CB_ERROR_CELL_CHANGED] = { N_ ("A cell that was edited by hand does not hold any more what it held then."), N_ ("It is another file, or it is read otherwise now. Nothing was changed: look at the cell and edit it here anew.") },
  [CB_ERROR_IN_USE] = { N_ ("Another program keeps this file to itself."), N_ ("Close it there, or wait until the virus scanner is done, then try again.") },
  [CB_ERROR_DISK_FULL] = { N_ ("The disk is full."), N_ ("Make room, then try again; nothing that was saved is lost.") },
  [CB_ERROR_READ_ONLY] = { N_ ("The program’s folder cannot be written."), N_ ("Ask your IT officer for the right to write there.") },
  [CB_ERROR_NEWER] = { N_ ("This data was made by a newer version of the program."), N_ ("Install the newer version; this one leaves the data as it is.") },
  [CB_ERROR_DAMAGED] = { N_ ("Stored data is damaged."), N_ ("Do not delete anything; call your IT officer, there are copies beside it.") },
  [CB_ERROR_RUNNING] = { N_ ("The program is already open with this data."), N_ ("Go on in the window that is open.") },
  [CB_ERROR_KEYRING_ABSENT] = { N_ ("There is no keyring on this machine to keep the access code."), N_ ("Ask your IT officer to install one, then sign in again.") },
  [CB_ERROR_KEYRING_LOCKED] = { N_ ("The keyring of this machine is locked."), N_ ("Unlock it, so that the access code can be read.") },
  [CB_ERROR_KEYRING_DISMISSED] = { N_ ("The keyring was not unlocked."), N_ ("Unlock it when you are ready; sending goes on then.") },
  [CB_ERROR_NO_SECRET] = { N_ ("No access code is kept for this account."), N_ ("Sign in to this account.") },
  [CB_ERROR_NOT_APPROVED] = { N_ ("It has not been approved as it is now."), N_ ("Send it for approval.") },
  [CB_ERROR_BLOCKED] = { N_ ("Something must be mended first."), N_ ("Mend what the check lists as “Must be mended”, and mend or waive what is “Worth a look”.") },
  [CB_ERROR_SAME_PERSON] = { N_ ("Who prepared it may not approve it."), N_ ("Ask another person to approve.") },
  [CB_ERROR_WRONG_STATE] = { N_ ("This cannot be done now."), N_ ("Look at its state: it may have been sent or cancelled already.") },
  [CB_ERROR_NOT_WRITABLE] = { N_ ("Nothing can be written there."), N_ ("Choose another folder, or another name if a file of that name is write-protected.") },
  [CB_ERROR_RESERVED_NAME] = { N_ ("Windows keeps this name for itself."), N_ ("Choose another name for the file.") },
  [CB_ERROR_TOO_MUCH] = { N_ ("There is more in this file than the program reads or a sheet holds."), N_ ("Divide it into several files, or keep it as CSV, which may have any number of rows.") },
  [CB_ERROR_NOT_A_PACKAGE] = { N_ ("This is not a hand-over package."), N_ ("A hand-over package is one file whose name ends in .congbo. Ask whoever gave it to you for that file.") },
  [CB_ERROR_PACKAGE_CHANGED] = { N_ ("This hand-over package is not as it was written."), N_ ("Nothing of it was taken in. Copy it again from where it came from; if that one is not intact either, ask for a new one.") },
  [CB_ERROR_OTHER_VERSION] = { N_ ("The dataset here is another version than the one in the package."), N_ ("Nothing was changed here. Ask for a package of the present version, or send the present one to the reviewer in a new package.") },
  [CB_ERROR_ORIGINAL_ELSEWHERE] = { N_ ("The original of this file is not on this computer."), N_ ("Send it back, so that it is mended on the computer where it was prepared.") },
  [CB_ERROR_OTHER_MODE] = { N_ ("Practice and real work are kept apart."), N_ ("Open a package that was made while practising in practice mode, and one of real work in real work.") },
  [CB_ERROR_BY_HAND] = { N_ ("A person publishes on this portal; the program cannot."), N_ ("Publish it there by hand, then enter the public address to have it compared.") },
};
/* clang-format on */

G_STATIC_ASSERT (G_N_ELEMENTS (words) == CB_ERROR_LAST + 1);

static const CbErrorWords *
get_words (CbError code)
{
  const CbErrorWords *own = cb_error_words_of_system (code);

  return own != NULL ? own : &words[(guint)code <= CB_ERROR_LAST ? code : CB_ERROR_FAILED];
}

/**
 * cb_error_words_title:
 * @code: what went wrong
 *
 * Returns: (transfer none): what happened, one sentence for people
 */
const char *
cb_error_words_title (CbError code)
{
  return _ (get_words (code)->title);
}

/**
 * cb_error_words_remedy:
 * @code: what went wrong
 *
 * Returns: (transfer none): what to do next, one or two sentences for people
 */
const char *
cb_error_words_remedy (CbError code)
{
  return _ (get_words (code)->remedy);
}

static const char *const damages[CB_ERROR_LAST + 1] = {
  [CB_ERROR_FILE_CUT] = N_ ("it breaks off before its end"),
  [CB_ERROR_FILE_ALTERED] = N_ ("some of its bytes are not those that were saved"),
  [CB_ERROR_PART_MISSING] = N_ ("a part of it is missing"),
  [CB_ERROR_BAD_MARKUP] = N_ ("it is not written as such files are"),
};

/**
 * cb_error_words_damage:
 * @code: what went wrong
 *
 * Returns: (transfer none) (nullable): why a file is damaged, for people, as stands in brackets
 *   behind what is said of it; %NULL when @code does not tell
 */
const char *
cb_error_words_damage (CbError code)
{
  const char *damage = (guint)code <= CB_ERROR_LAST ? damages[code] : NULL;

  return damage != NULL ? _ (damage) : NULL;
}

/**
 * cb_error_words_for:
 * @error: any error
 *
 * Returns: (transfer full): what happened and what to do, for people
 */
char *
cb_error_words_for (const GError *error)
{
  CbError code = CB_ERROR_FAILED;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == CB_ERROR)
    code = (CbError)error->code;

  return g_strdup_printf ("%s %s", cb_error_words_title (code), cb_error_words_remedy (code));
}
