/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include "core/model/cb-obligation.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-ics.h"

static CbObligation *
add (GPtrArray *list, const char *title, const char *period, const char *limit)
{
  CbObligation *obligation = cb_obligation_new ();

  obligation->title = g_strdup (title);
  obligation->item_code = g_strdup ("A");
  obligation->period = g_strdup (period);
  obligation->clause = g_strdup ("Điều 5 khoản 7; điểm a, b");
  obligation->holidays_known = TRUE;
  obligation->urgency = CB_URGENCY_LATER;
  obligation->has_deadline = cb_day_parse (limit, &obligation->limit);
  obligation->target = obligation->limit;
  g_ptr_array_add (list, obligation);

  return obligation;
}

/* Prints a calendar of what is hard to write. For check-ics.py, which reads it by other means. */
int
main (int argc, char **argv)
{
  static const guint days[] = { 7, 1, 0 };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  g_autofree char *ics = NULL;

  add (list, "Giá thuốc; \\ vắc xin, \"vật tư\"\nvà khác", "2026-10", "2026-11-10");
  add (list,
       "Danh sách cơ sở khám bệnh, chữa bệnh được cấp giấy phép hoạt động trên địa bàn tỉnh, kèm "
       "phạm vi chuyên môn và người chịu trách nhiệm",
       "2026-Q4", "2026-12-31");
  add (list, "No day", "", NULL);
  add (list, "Done", "2026-09", "2026-10-10")->urgency = CB_URGENCY_DONE;
  ics = cb_obligations_to_ics (list, G_GINT64_CONSTANT (1763712000) * G_USEC_PER_SEC, days,
                               G_N_ELEMENTS (days));
  fputs (ics, stdout);

  return 0;
}
