/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-open.h"

#include "ui/widgets/cbu-compat.h"

/**
 * cbu_open_uri:
 * @widget: who asks
 * @uri: a page on the web, a page of the help or a folder
 *
 * Shows it in the program that the person prefers for it.
 */
void
cbu_open_uri (gpointer widget, const char *uri)
{
  cbu_show_uri (widget, uri);
}
