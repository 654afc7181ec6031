/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

gboolean cb_practice_download_serve (SoupServerMessage *message,
                                     const char *path,
                                     const char *content_type,
                                     const char *file_name,
                                     gint64 spoiled);

G_END_DECLS
