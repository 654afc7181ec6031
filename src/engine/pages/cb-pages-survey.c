/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/pages/cb-pages.h"

/**
 * cb_pages_survey_free:
 * @self: (nullable) (transfer full): a survey
 */
void
cb_pages_survey_free (CbPagesSurvey *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->scanned);
  g_array_unref (self->recognised);
  g_array_unref (self->garbled);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->missing_fonts);
  g_ptr_array_unref (self->legacy_fonts);
  g_free (self);
}
