/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-trust.h"

/**
 * CbTrust:
 *
 * The system's authorities, and beside them an agency's own: a portal within an agency often has a
 * certificate that no public authority signed. GIO's databases hold either the one or the other.
 * Nothing but who signs is looked at more kindly: another host and a day that is over stay wrong.
 * Does not change, so it may be used from any thread.
 */
struct _CbTrust
{
  GTlsDatabase parent_instance;

  /* Owned */
  GTlsDatabase *system;
  GPtrArray *authorities; /* (element-type GTlsCertificate) */
};

G_DEFINE_FINAL_TYPE (CbTrust, cb_trust, G_TYPE_TLS_DATABASE)

static GTlsCertificateFlags
verify_chain (GTlsDatabase *database,
              GTlsCertificate *chain,
              const char *purpose,
              GSocketConnectable *identity,
              GTlsInteraction *interaction,
              GTlsDatabaseVerifyFlags flags,
              GCancellable *cancellable,
              GError **error)
{
  const GTlsCertificateFlags not_signed
      = G_TLS_CERTIFICATE_UNKNOWN_CA | G_TLS_CERTIFICATE_GENERIC_ERROR;
  CbTrust *self = CB_TRUST (database);
  GTlsCertificateFlags wrong = g_tls_database_verify_chain (self->system, chain, purpose, identity,
                                                            interaction, flags, cancellable, error);

  /* An authority of the same name that did not sign is told by a signature that is wrong: the
   * generic error. */
  for (guint i = 0; i < self->authorities->len && (wrong & not_signed) != 0; i++)
    {
      GTlsCertificateFlags by_own
          = g_tls_certificate_verify (chain, identity, self->authorities->pdata[i]);

      /* It is signed by this one: what is wrong else, as the expired day, is what counts. */
      if ((by_own & not_signed) == 0)
        wrong = by_own;
    }

  return wrong;
}

static char *
create_certificate_handle (GTlsDatabase *database, GTlsCertificate *certificate)
{
  return g_tls_database_create_certificate_handle (CB_TRUST (database)->system, certificate);
}

static GTlsCertificate *
lookup_certificate_issuer (GTlsDatabase *database,
                           GTlsCertificate *certificate,
                           GTlsInteraction *interaction,
                           GTlsDatabaseLookupFlags flags,
                           GCancellable *cancellable,
                           GError **error)
{
  return g_tls_database_lookup_certificate_issuer (CB_TRUST (database)->system, certificate,
                                                   interaction, flags, cancellable, error);
}

static void
cb_trust_finalize (GObject *object)
{
  CbTrust *self = CB_TRUST (object);

  g_clear_object (&self->system);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  G_OBJECT_CLASS (cb_trust_parent_class)->finalize (object);
}

static void
cb_trust_class_init (CbTrustClass *klass)
{
  GTlsDatabaseClass *database_class = G_TLS_DATABASE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cb_trust_finalize;
  database_class->verify_chain = verify_chain;
  database_class->create_certificate_handle = create_certificate_handle;
  database_class->lookup_certificate_issuer = lookup_certificate_issuer;
}

static void
cb_trust_init (CbTrust *self)
{
  self->system = g_tls_backend_get_default_database (g_tls_backend_get_default ());
}

/**
 * cb_trust_new:
 * @authorities: (element-type GTlsCertificate): trusted beside the system's
 *
 * Returns: (transfer full): for cb_ckan_portal_set_tls_database()
 */
GTlsDatabase *
cb_trust_new (GPtrArray *authorities)
{
  CbTrust *self = g_object_new (CB_TYPE_TRUST, NULL);

  self->authorities = g_ptr_array_ref (authorities);
  return G_TLS_DATABASE (self);
}
