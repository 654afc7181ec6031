/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "engine/sandbox/cb-sandbox.h"

G_BEGIN_DECLS

void cb_serve_run (GInputStream *requests,
                   GOutputStream *answers,
                   int fd,
                   int out_fd,
                   const CbSandboxReport *sandbox);

G_END_DECLS
