/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Two readings for a page, of which the first takes longer. */

#include "config.h"

#include "cbu-test.h"
#include "ui/widgets/cbu-run.h"

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean second_is_shown; /* (mutex mutex) */
  guint ended;              /* how many readings */
  guint shown;              /* the one that was shown last */
} Rig;

static Rig rig;

static gpointer
read_page (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&rig.mutex);
  while (GPOINTER_TO_UINT (input) == 1 && !rig.second_is_shown)
    g_cond_wait (&rig.cond, &rig.mutex);
  g_mutex_unlock (&rig.mutex);

  return input;
}

static void
page_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  rig.shown = GPOINTER_TO_UINT (result);
  g_mutex_lock (&rig.mutex);
  rig.second_is_shown = rig.shown == 2;
  g_cond_signal (&rig.cond);
  g_mutex_unlock (&rig.mutex);
}

static void
count_end (gpointer result)
{
  rig.ended++;
}

static void
reload (GtkWidget *widget)
{
  static guint number = 0;

  number++;
  cbu_run_async (widget, NULL,
                 &(CbuRun){ .tag = reload,
                            .work = read_page,
                            .done = page_read_cb,
                            .input = GUINT_TO_POINTER (number),
                            .free_result = count_end });
}

static gboolean
have_ended (gpointer unused)
{
  return rig.ended == 2;
}

static void
test_overtaken (void)
{
  CbuSession *session = cbu_test_open_practice ();
  GtkWidget *page = g_object_ref_sink (gtk_label_new (NULL));

  cbu_session_watch (session, page, "nothing", reload);
  reload (page);
  reload (page);
  cbu_test_wait (have_ended, NULL, "both readings");
  g_assert_cmpuint (rig.shown, ==, 2);
  g_object_run_dispose (G_OBJECT (page));
  g_object_unref (page);
  cbu_test_close (session);
}

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean let_go; /* (mutex mutex) */
  GString *order;  /* (mutex mutex) */
} Line;

static Line line;

/* The first takes as long as the last but one needs to be begun. */
static gpointer
write_in_line (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  const char *name = input;

  g_mutex_lock (&line.mutex);
  while (*name == 'a' && !line.let_go)
    g_cond_wait (&line.cond, &line.mutex);
  g_string_append (line.order, name);
  g_mutex_unlock (&line.mutex);

  return NULL;
}

static gpointer
let_go (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  g_mutex_lock (&line.mutex);
  line.let_go = TRUE;
  g_cond_broadcast (&line.cond);
  g_mutex_unlock (&line.mutex);

  return NULL;
}

/* Two flips of a switch: what was said last is written last, and none is lost when the window goes
 * before they are through. */
static void
test_in_order (void)
{
  CbuSession *session = cbu_test_open_practice ();
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  GtkWidget *page = g_object_ref_sink (gtk_label_new (NULL));
  const char *names[] = { "a", "b", "c" };

  line.order = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    cbu_run_async (page, workplace,
                   &(CbuRun){ .tag = test_in_order,
                              .work = write_in_line,
                              .input = (gpointer)names[i],
                              .in_order = TRUE });
  cbu_run_async (page, workplace, &(CbuRun){ .tag = test_in_order, .work = let_go });
  g_object_run_dispose (G_OBJECT (page));
  g_object_unref (page);
  g_assert_true (cbu_run_settle (workplace, 60 * G_USEC_PER_SEC));
  g_assert_cmpstr (line.order->str, ==, "abc");
  g_string_free (line.order, TRUE);
  cbu_test_close (session);
}

static gpointer
settle_line (gpointer workplace)
{
  return GINT_TO_POINTER (cbu_run_settle_line (workplace, 60 * G_USEC_PER_SEC));
}

/* What was typed is waited for while there is any, of one workplace and of all. */
static void
test_settle_line (void)
{
  CbuSession *session = cbu_test_open_practice ();
  CbWorkplace *workplace = cbu_session_get_workplace (session);
  GtkWidget *page = g_object_ref_sink (gtk_label_new (NULL));
  GThread *of_one, *of_all;

  line.order = g_string_new (NULL);
  line.let_go = FALSE;
  g_assert_true (cbu_run_settle_line (workplace, 0));
  g_assert_true (cbu_run_settle_line (NULL, 0));
  cbu_run_async (page, workplace,
                 &(CbuRun){ .tag = test_settle_line,
                            .work = write_in_line,
                            .input = (gpointer) "a",
                            .in_order = TRUE });
  g_assert_false (cbu_run_settle_line (workplace, 1000));
  g_assert_false (cbu_run_settle_line (NULL, 1000));
  of_one = g_thread_new ("of-one", settle_line, workplace);
  of_all = g_thread_new ("of-all", settle_line, NULL);
  cbu_run_async (page, workplace, &(CbuRun){ .tag = test_settle_line, .work = let_go });
  g_assert_true (GPOINTER_TO_INT (g_thread_join (of_one)));
  g_assert_true (GPOINTER_TO_INT (g_thread_join (of_all)));
  g_assert_cmpstr (line.order->str, ==, "a");
  g_object_run_dispose (G_OBJECT (page));
  g_object_unref (page);
  g_assert_true (cbu_run_settle (workplace, 60 * G_USEC_PER_SEC));
  g_string_free (line.order, TRUE);
  cbu_test_close (session);
}

int
main (int argc, char **argv)
{
  cbu_test_init (&argc, &argv);
  g_test_add_func ("/ui/run/overtaken", test_overtaken);
  g_test_add_func ("/ui/run/in-order", test_in_order);
  g_test_add_func ("/ui/run/settle-line", test_settle_line);
  return g_test_run ();
}
