/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-private.h"

G_BEGIN_DECLS

/* A workplace for practice in a folder of its own, with a clock that only the test moves. */
typedef struct
{
  char *root;
  CbClock *clock;
  CbWorkplace *workplace;
} WorkplaceFixture;

void workplace_fixture_set_up (WorkplaceFixture *self, int year, int month, int day);
void workplace_fixture_open_again (WorkplaceFixture *self);
void workplace_fixture_tear_down (WorkplaceFixture *self);

G_END_DECLS
