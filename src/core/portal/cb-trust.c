/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-trust.h"

#include <openssl/err.h>

/**
 * cb_trust_look:
 * @authorities: (nullable) (element-type GTlsCertificate): an agency's own
 * @chain: what the portal has shown
 * @identity: the host that was asked for
 * @wrong: what the system finds wrong with it
 *
 * A portal within an agency often has a certificate that no public authority signed: the agency's
 * own are asked beside the system's. Nothing but who signs is looked at more kindly: another host
 * and a day that is over stay wrong. It is asked after the system and not by a #GTlsDatabase of our
 * own, which the one of OpenSSL, used on Windows, takes for its own kind. For any thread.
 *
 * Returns: what is wrong with it, 0 when it can be trusted
 */
GTlsCertificateFlags
cb_trust_look (GPtrArray *authorities,
               GTlsCertificate *chain,
               GSocketConnectable *identity,
               GTlsCertificateFlags wrong)
{
  /* An authority of the same name that did not sign is told by a signature that is wrong: the
   * generic error. */
  const GTlsCertificateFlags not_signed
      = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_GENERIC_ERROR;

  for (guint i = 0; authorities != NULL && i < authorities->len && (wrong & not_signed) != 0; i++)
    {
      GTlsCertificateFlags by_own
          = g_tls_certificate_verify (chain, identity, authorities->pdata[i]);

      /* It is signed by this one: what is wrong else, as the expired day, is what counts. */
      if ((by_own & not_signed) == 0)
        wrong = by_own;
    }

  /* A signature that is wrong stays in a list of OpenSSL's, where its connection would find it. */
  ERR_clear_error ();
  return wrong;
}
