/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/queue/cbu-queue-page.h"

#include <glib/gi18n-lib.h>

#include "core/model/cb-error-words.h"
#include "ui/queue/cbu-job-card.h"
#include "ui/widgets/cbu-page.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-run.h"

/**
 * CbuQueuePage:
 *
 * A lane per portal with its own state, a card per item. Cards stay the same widgets while their
 * job goes on, so that focus and opened details stay where they are.
 */
struct _CbuQueuePage
{
  AdwBin parent_instance;

  /* Owned */
  CbuSession *session;
  GHashTable *cards; /* (element-type utf8 GtkWidget): by id of the job */
  char *layout;      /* which cards in which lanes are shown */
  guint poll_source;

  /* Template */
  GtkStack *stack;
  GtkBox *box;
};

static void cbu_queue_page_page_init (CbuPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbuQueuePage,
                               cbu_queue_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CBU_TYPE_PAGE, cbu_queue_page_page_init))

/* While bytes go the numbers are read this often; everything else comes by the signal. */
#define POLL_MS 500

typedef struct
{
  GPtrArray *jobs;
  GPtrArray *accounts;
  GHashTable *titles; /* (element-type utf8 utf8): by id of the dataset */
} Lists;

static void
free_lists (gpointer data)
{
  Lists *lists = data;

  g_clear_pointer (&lists->jobs, g_ptr_array_unref);
  g_clear_pointer (&lists->accounts, g_ptr_array_unref);
  g_clear_pointer (&lists->titles, g_hash_table_unref);
  g_free (lists);
}

static gpointer
read_lists (CbWorkplace *workplace, gpointer input, GCancellable *cancellable, GError **error)
{
  Lists *lists = g_new0 (Lists, 1);
  g_autoptr (GPtrArray) datasets = cb_workplace_list_datasets (workplace, NULL);

  lists->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; datasets != NULL && i < datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);

      g_hash_table_insert (lists->titles, g_strdup (dataset->id),
                           g_strdup (cb_dataset_get_title (dataset)));
    }
  lists->accounts = cb_workplace_list_accounts (workplace, NULL);
  lists->jobs = cb_workplace_list_jobs (workplace, error);
  return lists;
}

static const CbAccount *
find_account (const Lists *lists, const char *id)
{
  for (guint i = 0; lists->accounts != NULL && i < lists->accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (lists->accounts, i);

      if (g_strcmp0 (account->id, id) == 0)
        return account;
    }
  return NULL;
}

static GtkWidget *
make_lane (const CbAccount *account)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = cbu_heading_new (account != NULL ? account->title : _ ("Unknown portal"));

  gtk_widget_add_css_class (box, "lane");
  gtk_box_append (GTK_BOX (box), heading);
  gtk_widget_set_hexpand (heading, TRUE);
  if (account != NULL && account->held != NULL)
    {
      gtk_box_append (GTK_BOX (box),
                      cbu_wrapped_label_new (
                          cb_error_words_title (cb_error_code_from_name (account->held)), NULL));
      gtk_box_append (GTK_BOX (box),
                      cbu_action_button_new (_ ("Sign in again"), "suggested-action",
                                             "win.preferences", g_variant_new_string ("accounts")));
    }
  return box;
}

static char *
dup_layout (const Lists *lists)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lists->jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (lists->jobs, i);
      const CbAccount *account = find_account (lists, job->account_id);

      g_string_append_printf (text, "%s %s %s\n", job->id, job->account_id,
                              account != NULL && account->held != NULL ? account->held : "");
    }
  return g_string_free (text, FALSE);
}

static void
lay_out (CbuQueuePage *self, const Lists *lists)
{
  g_autoptr (GHashTable) lanes = g_hash_table_new (g_str_hash, g_str_equal);

  cbu_clear (self->box);
  g_hash_table_remove_all (self->cards);
  for (guint i = 0; i < lists->jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (lists->jobs, i);
      const char *lane = job->account_id != NULL ? job->account_id : "";
      GtkWidget *card = cbu_job_card_new (self->session, job->id);
      GtkWidget *cards = g_hash_table_lookup (lanes, lane);

      if (cards == NULL)
        {
          cards = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
          gtk_box_append (self->box, make_lane (find_account (lists, job->account_id)));
          gtk_box_append (self->box, cards);
          g_hash_table_insert (lanes, (gpointer)lane, cards);
        }
      gtk_box_append (GTK_BOX (cards), card);
      g_hash_table_insert (self->cards, g_strdup (job->id), card);
    }
}

static void reload (GtkWidget *widget);

static gboolean
poll_cb (gpointer data)
{
  CbuQueuePage *self = data;

  /* Shown again it goes on: nothing else tells how far the bytes are. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_CONTINUE;
  self->poll_source = 0;
  reload (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
lists_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuQueuePage *self = widget;
  Lists *lists = result;
  g_autofree char *layout = NULL;
  gboolean moving = FALSE;

  if (error != NULL)
    {
      cbu_show_error (self, error);
      return;
    }
  layout = dup_layout (lists);
  if (g_strcmp0 (layout, self->layout) != 0)
    {
      lay_out (self, lists);
      g_free (self->layout);
      self->layout = g_steal_pointer (&layout);
    }
  for (guint i = 0; i < lists->jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (lists->jobs, i);

      cbu_job_card_update (g_hash_table_lookup (self->cards, job->id), job,
                           g_hash_table_lookup (lists->titles, job->dataset_id),
                           find_account (lists, job->account_id));
      moving = moving || (job->state > CB_JOB_WAITING && job->state < CB_JOB_DONE);
    }
  gtk_stack_set_visible_child_name (self->stack, lists->jobs->len > 0 ? "list" : "empty");
  if (moving && self->poll_source == 0)
    self->poll_source = g_timeout_add (POLL_MS, poll_cb, self);
}

static void
reload (GtkWidget *widget)
{
  CbuQueuePage *self = CBU_QUEUE_PAGE (widget);

  cbu_run_async (
      self, cbu_session_get_workplace (self->session),
      &(CbuRun){
          .tag = reload, .work = read_lists, .done = lists_read_cb, .free_result = free_lists });
}

static void
cbu_queue_page_page_init (CbuPageInterface *iface)
{
}

static void
cbu_queue_page_dispose (GObject *object)
{
  CbuQueuePage *self = CBU_QUEUE_PAGE (object);

  g_clear_handle_id (&self->poll_source, g_source_remove);
  g_clear_object (&self->session);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->layout, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CBU_TYPE_QUEUE_PAGE);
  G_OBJECT_CLASS (cbu_queue_page_parent_class)->dispose (object);
}

static void
cbu_queue_page_class_init (CbuQueuePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cbu_queue_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/vn/congbo/CongBo/queue/cbu-queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CbuQueuePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CbuQueuePage, box);
}

static void
cbu_queue_page_init (CbuQueuePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * cbu_queue_page_new:
 * @session: what to show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
cbu_queue_page_new (CbuSession *session)
{
  CbuQueuePage *self = g_object_new (CBU_TYPE_QUEUE_PAGE, NULL);

  self->session = g_object_ref (session);
  cbu_session_watch (session, GTK_WIDGET (self), "jobs,accounts", reload);
  return GTK_WIDGET (self);
}
