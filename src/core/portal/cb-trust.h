/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GTlsCertificateFlags cb_trust_look (GPtrArray *authorities,
                                    GTlsCertificate *chain,
                                    GSocketConnectable *identity,
                                    GTlsCertificateFlags wrong) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
