/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-progress.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-format.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-rate.h"

/* Shorter work is not shown; the numbers are drawn so often. */
#define SHOWN_AFTER_MS 1000
#define INTERVAL_MS 200

/* What a worker thread writes and the thread that draws reads. */
struct _CbuMeter
{
  GMutex mutex;
  guint64 done;  /* (mutex mutex) */
  guint64 total; /* (mutex mutex) */
};

/**
 * CbuProgress:
 *
 * The strip that shows slow work: what, bytes, rate, time left, and a button to stop it.
 */
struct _CbuProgress
{
  GtkBox parent_instance;

  /* Owned */
  CbuMeter *meter;           /* (nullable) */
  GCancellable *cancellable; /* (nullable) */
  CbuRate rate;
  guint source;

  /* Borrowed: children */
  GtkWidget *label;
  GtkWidget *numbers;
  GtkWidget *bar;
  GtkWidget *stop;
};

G_DEFINE_FINAL_TYPE (CbuProgress, cbu_progress, GTK_TYPE_BOX)

static void
clear_meter (gpointer data)
{
  g_mutex_clear (&((CbuMeter *)data)->mutex);
}

/**
 * cbu_meter_ref:
 * @self: a meter
 *
 * Returns: (transfer full): the same
 */
CbuMeter *
cbu_meter_ref (CbuMeter *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cbu_meter_unref:
 * @self: (transfer full): a meter
 */
void
cbu_meter_unref (CbuMeter *self)
{
  g_atomic_rc_box_release_full (self, clear_meter);
}

/**
 * cbu_meter_report:
 * @done: bytes so far
 * @total: bytes in all, 0 when not known
 * @meter: a #CbuMeter
 *
 * A #CbProgressFunc, for any thread.
 */
void
cbu_meter_report (guint64 done, guint64 total, gpointer meter)
{
  CbuMeter *self = meter;

  g_mutex_lock (&self->mutex);
  self->done = done;
  self->total = total;
  g_mutex_unlock (&self->mutex);
}

static gboolean
draw_cb (gpointer data)
{
  CbuProgress *self = data;
  guint64 done, total;
  g_autofree char *text = NULL;

  g_mutex_lock (&self->meter->mutex);
  done = self->meter->done;
  total = self->meter->total;
  g_mutex_unlock (&self->meter->mutex);
  cbu_rate_add (&self->rate, done);
  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                   MIN (1, (double)done / (double)total));
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
  text = done > 0 ? cbu_format_transfer (done, total, cbu_rate_get (&self->rate)) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->numbers), text);
  return G_SOURCE_CONTINUE;
}

static gboolean
show_cb (gpointer data)
{
  CbuProgress *self = data;

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  self->source = g_timeout_add (INTERVAL_MS, draw_cb, self);
  return G_SOURCE_REMOVE;
}

/**
 * cbu_progress_start:
 * @self: the strip
 * @what: what is going on, a sentence
 *
 * Nothing is shown for the first second.
 *
 * Returns: (transfer full): for cbu_meter_report() in the worker thread
 */
CbuMeter *
cbu_progress_start (CbuProgress *self, const char *what)
{
  g_return_val_if_fail (CBU_IS_PROGRESS (self), NULL);

  cbu_progress_stop (self);
  self->meter = g_atomic_rc_box_new0 (CbuMeter);
  g_mutex_init (&self->meter->mutex);
  cbu_rate_reset (&self->rate);
  gtk_label_set_label (GTK_LABEL (self->label), what);
  gtk_label_set_label (GTK_LABEL (self->numbers), "");
  gtk_widget_set_sensitive (self->stop, TRUE);
  self->source = g_timeout_add (SHOWN_AFTER_MS, show_cb, self);
  return cbu_meter_ref (self->meter);
}

/**
 * cbu_progress_set_cancellable:
 * @self: the strip
 * @cancellable: what its button cancels
 */
void
cbu_progress_set_cancellable (CbuProgress *self, GCancellable *cancellable)
{
  g_return_if_fail (CBU_IS_PROGRESS (self));

  g_set_object (&self->cancellable, cancellable);
}

/**
 * cbu_progress_stop:
 * @self: the strip
 *
 * Whatever it shows is over.
 */
void
cbu_progress_stop (CbuProgress *self)
{
  g_return_if_fail (CBU_IS_PROGRESS (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->meter, cbu_meter_unref);
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cbu_progress_end:
 * @self: the strip
 * @meter: what cbu_progress_start() returned
 *
 * That work is over. The strip stays when it shows another that was begun after it.
 */
void
cbu_progress_end (CbuProgress *self, CbuMeter *meter)
{
  g_return_if_fail (CBU_IS_PROGRESS (self));

  if (self->meter == meter)
    cbu_progress_stop (self);
}

static void
on_stop_clicked_cb (GtkButton *button, gpointer user_data)
{
  CbuProgress *self = user_data;

  gtk_widget_set_sensitive (self->stop, FALSE);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
cbu_progress_dispose (GObject *object)
{
  CbuProgress *self = CBU_PROGRESS (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->meter, cbu_meter_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (cbu_progress_parent_class)->dispose (object);
}

static void
cbu_progress_class_init (CbuProgressClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cbu_progress_dispose;
}

static void
cbu_progress_init (CbuProgress *self)
{
  self->label = cbu_label_new ("", NULL);
  self->numbers = cbu_label_new ("", "numeric dim-label");
  self->bar = gtk_progress_bar_new ();
  self->stop = cbu_action_button_new (_ ("Stop"), NULL, NULL, NULL);
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  cbu_a11y_label_by (self->bar, self->label);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self), "progress-strip");
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->bar);
  gtk_box_append (GTK_BOX (self), self->numbers);
  gtk_box_append (GTK_BOX (self), self->stop);
  g_signal_connect (self->stop, "clicked", G_CALLBACK (on_stop_clicked_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
