/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"
#include "core/platform/cb-keyring.h"

G_BEGIN_DECLS

#define CB_TYPE_KEYRING_MEMORY (cb_keyring_memory_get_type ())
G_DECLARE_FINAL_TYPE (CbKeyringMemory, cb_keyring_memory, CB, KEYRING_MEMORY, GObject)

void cb_keyring_memory_refuse (CbKeyringMemory *self, CbError code);
void cb_keyring_memory_allow (CbKeyringMemory *self);

G_END_DECLS
