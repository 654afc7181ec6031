/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Of APPNOTE.TXT, the description of ZIP, what its reader and its writer both must know:
 * 4.3.7, 4.3.12, 4.3.16, 4.3.9, 4.4.4, 4.4.5. */
#define CB_ZIP_LOCAL_SIGNATURE 0x04034b50u
#define CB_ZIP_ENTRY_SIGNATURE 0x02014b50u
#define CB_ZIP_END_SIGNATURE 0x06054b50u
#define CB_ZIP_DESCRIPTOR_SIGNATURE 0x08074b50u

#define CB_ZIP_FLAG_DESCRIPTOR 0x0008 /* the sizes come after the bytes */

#define CB_ZIP_STORED 0
#define CB_ZIP_DEFLATED 8
